/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "ctl/sync.h"

#include <string.h>

#include <glib/gi18n.h>

#include "outbox/outbox.h"
#include "outbox/truth.h"
#include "submission/submission.h"

#define MAX_ROWS 1000

G_STATIC_ASSERT (ENR_CTL_N_STATES == ENR_N_SENDINGS);

const char *
enr_ctl_sync_state_key (guint state)
{
  static const char *const keys[ENR_N_SENDINGS]
      = { "owed", "accepted", "review", "quarantined", "superseded", "withdrawn", "held" };

  return keys[state];
}

void
enr_ctl_sync_status_clear (EnrCtlSyncStatus *self)
{
  g_clear_pointer (&self->text, g_free);
  memset (self, 0, sizeof *self);
}

gboolean
enr_ctl_sync_status_load (EnrDb *db, gint64 now_ms, EnrCtlSyncStatus *status, GError **error)
{
  EnrOutboxCounts counts;
  EnrTruth truth;

  memset (status, 0, sizeof *status);
  if (!enr_outbox_count (db, &counts, error) || !enr_truth_load (db, now_ms, &truth, error))
    return FALSE;
  for (guint lane = 0; lane < ENR_N_LANES; lane++)
    for (guint state = 0; state < ENR_N_SENDINGS; state++)
      status->n[state] += counts.n[lane][state];
  status->text = enr_truth_dup_text (&truth, now_ms);
  status->kind = enr_truth_kind_key (truth.kind);
  status->oldest_ms = truth.oldest_ms;
  status->questions = truth.questions;
  return TRUE;
}

void
enr_ctl_sync_row_free (EnrCtlSyncRow *self)
{
  g_free (self->event_id);
  g_free (self->type);
  g_free (self->subject);
  g_free (self->title);
  g_free (self->detail);
  g_free (self->pointer);
  g_free (self->problem);
  g_free (self);
}

GPtrArray *
enr_ctl_sync_list_quarantined (EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_ctl_sync_row_free);
  gint64 before = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) rows
          = enr_outbox_list (db, ENR_SENDING_QUARANTINED, before, MAX_ROWS, error);

      if (rows == NULL)
        return NULL;
      for (guint i = 0; i < rows->len; i++)
        {
          const EnrOutboxRow *row = rows->pdata[i];
          const EnrProblem *problem = row->problem;
          EnrCtlSyncRow *plain = g_new0 (EnrCtlSyncRow, 1);

          plain->event_id = g_strdup (row->event_id);
          plain->type = g_strdup (row->type);
          plain->subject = g_strdup (row->subject);
          plain->rev = row->rev;
          plain->made_ms = row->made_ms;
          plain->title = g_strdup (problem != NULL ? problem->title : NULL);
          plain->detail = g_strdup (problem != NULL ? problem->detail : NULL);
          plain->pointer = g_strdup (problem != NULL ? problem->pointer : NULL);
          plain->problem = g_strdup (problem != NULL ? problem->type : NULL);
          g_ptr_array_add (list, plain);
          before = row->no;
        }
      if (rows->len < MAX_ROWS)
        return g_steal_pointer (&list);
    }
}

gboolean
enr_ctl_sync_resend (EnrDb *db, const EnrActor *actor, const char *event_id, GError **error)
{
  return enr_outbox_resend (db, actor, event_id, error);
}

gboolean
enr_ctl_sync_withdraw (EnrDb *db,
                       const EnrActor *actor,
                       const char *event_id,
                       const char *reason,
                       GError **error)
{
  return enr_outbox_withdraw (db, actor, event_id, reason, error);
}

/* What a person types for EnrSendingMode. */
static const char *const mode_words[] = { "off", "ask", "on" };

static int
find_mode (const char *word)
{
  for (int i = 0; i < (int) G_N_ELEMENTS (mode_words); i++)
    if (strcmp (mode_words[i], word) == 0)
      return i;
  return -1;
}

gboolean
enr_ctl_sync_mode_is_known (const char *mode)
{
  return find_mode (mode) >= 0;
}

gboolean
enr_ctl_sync_kind_is_known (const char *key)
{
  guint n;
  const EnrSubmissionKind *kinds = enr_submission_kinds (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (kinds[i].key, key) == 0)
      return TRUE;
  return FALSE;
}

GPtrArray *
enr_ctl_sync_list_kinds (EnrDb *db, const char *key, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  guint n;
  const EnrSubmissionKind *kinds = enr_submission_kinds (&n);

  for (guint i = 0; i < n; i++)
    {
      EnrCtlSyncKind *kind;
      EnrSendingMode mode;

      if (key != NULL && strcmp (kinds[i].key, key) != 0)
        continue;
      if (!enr_outbox_get_mode (db, kinds[i].key, &mode, error))
        return NULL;
      kind = g_new0 (EnrCtlSyncKind, 1);
      kind->key = kinds[i].key;
      kind->label = _ (kinds[i].label);
      kind->explanation = _ (kinds[i].explanation);
      kind->mode = mode_words[mode];
      g_ptr_array_add (list, kind);
    }
  return g_steal_pointer (&list);
}

gboolean
enr_ctl_sync_set_kind (EnrDb *db,
                       const EnrActor *actor,
                       const char *key,
                       const char *mode,
                       GError **error)
{
  int value = find_mode (mode);

  g_return_val_if_fail (value >= 0, FALSE);

  return enr_outbox_set_mode (db, actor, key, (EnrSendingMode) value, error);
}
