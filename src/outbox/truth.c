/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "outbox/truth.h"

#include <glib/gi18n-lib.h>

#include "outbox/question.h"

#define MINUTE_MS ((gint64) 60 * 1000)
#define HOUR_MS (60 * MINUTE_MS)
#define DAY_MS (24 * HOUR_MS)

const char *
enr_truth_kind_key (EnrTruthKind kind)
{
  static const char *const keys[]
      = { "off", "done", "waiting", "by-file", "silent", "person", "shut-out" };

  g_return_val_if_fail (kind < G_N_ELEMENTS (keys), NULL);

  return keys[kind];
}

static EnrTruthKind
judge (const EnrTruth *truth, const EnrLink *link, gboolean has_kinds, gint64 now_ms)
{
  gboolean needs_person = truth->held + truth->quarantined + truth->questions > 0;
  gint64 quiet_since = MAX (truth->oldest_ms, truth->last_ok_ms);

  if (link->state == ENR_LINK_NONE || (!has_kinds && truth->owed == 0 && !needs_person))
    return ENR_TRUTH_OFF;
  if (link->state == ENR_LINK_REVOKED || link->state == ENR_LINK_GONE)
    return ENR_TRUTH_SHUT_OUT;
  if (needs_person)
    return ENR_TRUTH_PERSON;
  if (truth->owed == 0)
    return ENR_TRUTH_DONE;
  if (link->state == ENR_LINK_FILE)
    return ENR_TRUTH_BY_FILE;
  return now_ms - quiet_since >= ENR_TRUTH_SILENCE_MS ? ENR_TRUTH_SILENT : ENR_TRUTH_WAITING;
}

EnrTruth
enr_truth_of (const EnrOutboxCounts *counts,
              const EnrLink *link,
              gboolean has_kinds,
              gint64 questions,
              gint64 now_ms)
{
  EnrTruth truth
      = { .questions = questions, .oldest_ms = counts->oldest_ms, .last_ok_ms = link->last_ok_ms };

  for (guint lane = 0; lane < ENR_N_LANES; lane++)
    {
      truth.owed += counts->n[lane][ENR_SENDING_OWED];
      truth.held += counts->n[lane][ENR_SENDING_HELD];
      truth.quarantined += counts->n[lane][ENR_SENDING_QUARANTINED];
    }
  truth.kind = judge (&truth, link, has_kinds, now_ms);
  return truth;
}

gboolean
enr_truth_load (EnrDb *db, gint64 now_ms, EnrTruth *truth, GError **error)
{
  g_auto (EnrLink) link = { 0 };
  EnrOutboxCounts counts;
  gint64 questions;
  int is_on;

  if (!enr_link_load (db, &link, error) || !enr_outbox_count (db, &counts, error)
      || (is_on = enr_outbox_is_on (db, error)) < 0
      || (questions = enr_question_count_unseen (db, error)) < 0)
    return FALSE;
  *truth = enr_truth_of (&counts, &link, is_on > 0, questions, now_ms);
  return TRUE;
}

/* "5 minutes", "3 hours", "2 days". */
static char *
dup_age (gint64 ms)
{
  if (ms < HOUR_MS)
    {
      int n = (int) MAX (ms / MINUTE_MS, 1);

      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", n), n);
    }
  if (ms < 2 * DAY_MS)
    {
      int n = (int) (ms / HOUR_MS);

      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour", "%d hours", n), n);
    }
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", (int) (ms / DAY_MS)),
                          (int) (ms / DAY_MS));
}

static char *
dup_person (const EnrTruth *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  int refused = (int) self->quarantined;
  int held = (int) self->held;
  int questions = (int) self->questions;
  int owed = (int) self->owed;

  if (refused > 0)
    g_ptr_array_add (
        parts,
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d report was refused or cannot be sent",
                                      "%d reports were refused or cannot be sent", refused),
                         refused));
  if (held > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d report waits for your word",
                                                   "%d reports wait for your word", held),
                                      held));
  if (questions > 0)
    g_ptr_array_add (parts,
                     g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "the city has %d question",
                                                   "the city has %d questions", questions),
                                      questions));
  if (owed > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d more is on its way",
                                                          "%d more are on their way", owed),
                                             owed));
  g_ptr_array_add (parts, NULL);
  /* Translators: between the parts of a list in one sentence */
  return g_strjoinv (_ (", "), (char **) parts->pdata);
}

char *
enr_truth_dup_text (const EnrTruth *self, gint64 now_ms)
{
  g_autofree char *age = dup_age (MAX (now_ms - self->oldest_ms, 0));
  int n = (int) self->owed;

  switch (self->kind)
    {
    case ENR_TRUTH_OFF:
      return g_strdup (_ ("Nothing is reported to the city from here."));
    case ENR_TRUTH_DONE:
      return g_strdup (_ ("Everything has been sent, and the city has it."));
    case ENR_TRUTH_WAITING:
      return g_strdup_printf (
          g_dngettext (
              GETTEXT_PACKAGE,
              "%d report is saved here and goes by itself as soon as it can (for %s).",
              "%d reports are saved here and go by themselves as soon as they can (for %s).", n),
          n, age);
    case ENR_TRUTH_BY_FILE:
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%d report is saved here, to be carried as a file.",
                       "%d reports are saved here, to be carried as a file.", n),
          n);
    case ENR_TRUTH_SILENT:
      return g_strdup_printf (
          g_dngettext (
              GETTEXT_PACKAGE,
              "%d report has not got through for %s. It is saved here; please look at the "
              "connection.",
              "%d reports have not got through for %s. They are saved here; please look at "
              "the connection.",
              n),
          n, age);
    case ENR_TRUTH_PERSON:
      return dup_person (self);
    case ENR_TRUTH_SHUT_OUT:
    default:
      return g_strdup (
          _ ("The city does not take reports from this PC any more. Everything is saved "
             "here; please ask the city."));
    }
}
