/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the office writes down: that a letter was read, and what was answered.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "contact/contact-private.h"
#include "contact/recipient-private.h"
#include "nursery/error.h"

ENR_SQL (SQL_SET_READ, "UPDATE recipient SET read_at = :at, read_how = :how WHERE id = :id");
ENR_SQL (SQL_SET_ANSWER,
         "UPDATE recipient SET answer = :answer, answered_at = :at, answered_by = :by, "
         "read_at = :read_at, read_how = :how WHERE id = :id");

static gboolean
set_read (EnrDb *db, const EnrUuid *id, gboolean is_read, GError **error)
{
  g_autoptr (EnrRecipient) recipient = enr_recipient_load (db, id, error);
  g_auto (EnrStmt) st = { NULL, NULL };

  if (recipient == NULL)
    return FALSE;
  if (is_read == (recipient->read_at != ENR_INSTANT_NONE))
    return TRUE;
  if (recipient->answered_at != ENR_INSTANT_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                       _ ("This family has answered, so it has read the letter."));
  st = enr_stmt (db, SQL_SET_READ);
  enr_bind_uuid (&st, ":id", id);
  enr_bind_instant (&st, ":at", is_read ? enr_clock_now () : ENR_INSTANT_NONE);
  enr_bind_text (&st, ":how", is_read ? "ticked" : "");
  return enr_stmt_run (&st, error);
}

gboolean
enr_recipient_set_read (EnrDb *db,
                        const EnrActor *actor,
                        const EnrUuid *ids,
                        guint n_ids,
                        gboolean is_read,
                        GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < n_ids; i++)
    if (!set_read (db, &ids[i], is_read != 0, error))
      return FALSE;
  return enr_txn_commit (&txn, error);
}

static char *
fail (GError **error, const char *message)
{
  enr_refuse (error, ENR_NURSERY_ERROR_INVALID, message);
  return NULL;
}

static char *
dup_choice (const EnrAnnouncement *announcement, const char *answer, GError **error)
{
  g_auto (GStrv) choices = enr_announcement_dup_choices (announcement);
  g_autofree char *tidy = enr_text_tidy (answer);

  if (g_strv_contains ((const char *const *) choices, tidy))
    return g_steal_pointer (&tidy);
  return fail (error, _ ("That is none of the things to choose from."));
}

static char *
dup_date (const char *answer, GError **error)
{
  g_autofree char *tidy = enr_text_tidy (answer);
  EnrDate date = enr_date_parse_any (tidy);

  if (date != ENR_DATE_NONE)
    return enr_date_dup_iso (date);
  return fail (error, _ ("That is not a date. Write for example 2026-06-10 or 令和8年6月10日."));
}

/* The answer as it is stored, "" for none. */
static char *
dup_stored (const EnrAnnouncement *announcement, const char *answer, GError **error)
{
  if (announcement->answer_kind == ENR_ANSWER_NONE)
    return fail (error, _ ("This letter asks for no answer."));
  if (enr_text_is_blank (answer))
    return g_strdup ("");
  if (!enr_notice_check_text (answer, error))
    return NULL;
  switch (announcement->answer_kind)
    {
    case ENR_ANSWER_YES_NO:
      if (strcmp (answer, "yes") == 0 || strcmp (answer, "no") == 0)
        return g_strdup (answer);
      return fail (error, _ ("The answer is yes or no."));
    case ENR_ANSWER_CHOICE:
      return dup_choice (announcement, answer, error);
    case ENR_ANSWER_DATE:
      return dup_date (answer, error);
    case ENR_ANSWER_NONE:
    case ENR_ANSWER_TEXT:
    case ENR_N_ANSWERS:
    default:
      return enr_text_tidy_lines (answer);
    }
}

static gboolean
write_answer (EnrDb *db,
              const EnrRecipient *recipient,
              const char *answer,
              const char *by,
              GError **error)
{
  gboolean is_blank = *answer == '\0';
  EnrInstant read_at = recipient->read_at;
  const char *how = recipient->is_ticked ? "ticked" : "";
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_ANSWER);

  /* Who answers has read it; an answer that is taken back takes that with it, but for a tick. */
  if (!recipient->is_ticked)
    {
      read_at = is_blank ? ENR_INSTANT_NONE : enr_clock_now ();
      how = is_blank ? "" : "answered";
    }
  enr_bind_uuid (&st, ":id", &recipient->id);
  enr_bind_text (&st, ":answer", answer);
  enr_bind_instant (&st, ":at", is_blank ? ENR_INSTANT_NONE : enr_clock_now ());
  enr_bind_text (&st, ":by", is_blank ? "" : by);
  enr_bind_instant (&st, ":read_at", read_at);
  enr_bind_text (&st, ":how", how);
  return enr_stmt_run (&st, error);
}

static gboolean
set_answer (EnrDb *db,
            const EnrUuid *id,
            const char *answer,
            const char *seen,
            const char *by,
            GError **error)
{
  g_autoptr (EnrRecipient) recipient = enr_recipient_load (db, id, error);
  g_autoptr (EnrAnnouncement) announcement = NULL;
  g_autofree char *stored = NULL;

  if (recipient == NULL)
    return FALSE;
  if (enr_uuid_is_none (&recipient->announcement_id))
    return fail (error, _ ("This letter asks for no answer.")) != NULL;
  announcement = enr_announcement_load (db, &recipient->announcement_id, error);
  stored = announcement != NULL ? dup_stored (announcement, answer, error) : NULL;
  if (stored == NULL)
    return FALSE;
  if (strcmp (recipient->answer, stored) == 0)
    return TRUE;
  if (strcmp (recipient->answer, seen) != 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_CHANGED,
                       _ ("Somebody else entered another answer in the meantime."));
  return write_answer (db, recipient, stored, by, error);
}

gboolean
enr_recipient_set_answer (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *id,
                          const char *answer,
                          const char *seen,
                          const char *by,
                          GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *name = enr_text_tidy (by != NULL ? by : "");

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && set_answer (db, id, answer, seen, *name != '\0' ? name : actor->name, error)
         && enr_txn_commit (&txn, error);
}
