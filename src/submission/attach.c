/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How events come about: whatever is committed is looked at in its own transaction, and what is
 * told of the subjects that it touches is composed anew. Most often nothing is; what has not
 * changed makes no event.
 */
#include "config.h"

#include "submission/submission-private.h"

#include "outbox/ledger.h"
#include "outbox/owed-txn.h"
#include "store/journal.h"
#include "submission/touch.h"

/* How far in the journal all is owed that should be: kept along with each transaction, so that what
 * another program writes without this shows as a gap. */
ENR_SQL (SQL_SEEN, "SELECT value FROM meta WHERE key = 'submission_seq'");
ENR_SQL (SQL_SET_SEEN,
         "INSERT INTO meta (key, value) VALUES ('submission_seq', :seq) "
         "ON CONFLICT (key) DO UPDATE SET value = excluded.value");
ENR_SQL (SQL_FOLLOW, "UPDATE meta SET value = :seq WHERE key = 'submission_seq' AND value = :head");

#define MENDABLE                                                                                   \
  1000 /* refused and held events that are composed anew when a child's data change */

void
enr_composed_clear (EnrComposed *self)
{
  g_clear_pointer (&self->data, json_decref);
}

static gboolean
put (EnrDb *db, const char *subject, GError **error)
{
  const char *rest;
  const EnrComposer *composer = enr_composer_find (subject, &rest);
  g_auto (EnrComposed) composed = { 0 };
  EnrSendingMode mode;
  EnrOwed owed;

  if (composer == NULL)
    return TRUE;
  if (!enr_outbox_get_mode (db, composer->kind.key, &mode, error))
    return FALSE;
  if (mode == ENR_SENDING_MODE_OFF)
    return TRUE;
  if (!composer->compose (db, rest, FALSE, &composed, error))
    return FALSE;
  if (composed.data == NULL)
    return TRUE;
  owed = (EnrOwed){ composer->kind.key, composed.type,     composed.later_type, subject,
                    composer->lane,     composed.happened, composed.data };
  return enr_outbox_put_in_txn (db, &owed, NULL, error);
}

/* What was refused, or waits for a word, says what is right by then. */
static gboolean
add_mendable (EnrDb *db, EnrTouched *touched, GError **error)
{
  static const EnrSending sendings[] = { ENR_SENDING_QUARANTINED, ENR_SENDING_HELD };

  for (guint i = 0; touched->may_mend && i < G_N_ELEMENTS (sendings); i++)
    {
      g_autoptr (GPtrArray) rows = enr_outbox_list (db, sendings[i], 0, MENDABLE, error);

      if (rows == NULL)
        return FALSE;
      for (guint j = 0; j < rows->len; j++)
        {
          const EnrOutboxRow *row = g_ptr_array_index (rows, j);

          g_hash_table_add (touched->subjects, g_strdup (row->subject));
        }
    }
  return TRUE;
}

static int
compare_subjects (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* In an order of their own, so that the same changes give the same events. */
static gboolean
put_all (EnrDb *db, EnrTouched *touched, GError **error)
{
  g_autofree const char **subjects = NULL;
  guint n;

  if (!add_mendable (db, touched, error))
    return FALSE;
  subjects = (const char **) g_hash_table_get_keys_as_array (touched->subjects, &n);
  qsort (subjects, n, sizeof *subjects, compare_subjects);
  for (guint i = 0; i < n; i++)
    if (!put (db, subjects[i], error))
      return FALSE;
  return TRUE;
}

/* -1 where nothing was looked at yet. */
static gboolean
load_seen (EnrDb *db, gint64 *seq, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SEEN);
  int rc = enr_stmt_step (&st, error);

  *seq = rc > 0 ? enr_column_int (&st, 0) : -1;
  return rc >= 0;
}

static gboolean
set_seen (EnrDb *db, gint64 seq, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SET_SEEN);

  enr_bind_int (&st, ":seq", seq);
  return enr_stmt_run (&st, error);
}

static gboolean
follow (EnrDb *db, gint64 head, gint64 seq, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_FOLLOW);

  enr_bind_int (&st, ":head", head);
  enr_bind_int (&st, ":seq", seq);
  return enr_stmt_run (&st, error);
}

/* Facts from before anything was sent are not sent: where all was off, it begins here. */
static gboolean
note_seen (EnrDb *db, gboolean has_settings, guint n_changes, GError **error)
{
  gint64 head = enr_journal_get_last (db, error);
  gint64 seen;

  if (head < 0 || !load_seen (db, &seen, error))
    return FALSE;
  if (seen < 0 || has_settings)
    return set_seen (db, head + n_changes, error);
  return follow (db, head, head + n_changes, error);
}

static gboolean
owe (EnrDb *db, const EnrDbChange *changes, guint n_changes, gpointer data, GError **error)
{
  g_auto (EnrTouched) touched = { 0 };
  int is_on = enr_outbox_is_on (db, error);

  if (is_on <= 0)
    return is_on == 0;
  enr_touched_init (&touched);
  for (guint i = 0; i < n_changes; i++)
    enr_touched_add (&touched, &changes[i]);
  return put_all (db, &touched, error) && note_seen (db, touched.has_settings, n_changes, error);
}

static gboolean
touch_row (const EnrJournalRow *row, gpointer data)
{
  EnrDbChange change = { row->table, row->op, row->row, row->changes, row->subject };

  enr_touched_add (data, &change);
  return TRUE;
}

/* What was written without this: by an older program, or before the link. */
static gboolean
catch_up (EnrDb *db, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_PROGRAM, enr_actor_this_device ());
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_auto (EnrTouched) touched = { 0 };
  gint64 head = enr_journal_get_last (db, error);
  gint64 seen;

  if (head < 0 || !load_seen (db, &seen, error))
    return FALSE;
  if (seen == head)
    return TRUE;

  enr_touched_init (&touched);
  if (!enr_txn_begin (&txn, db, &actor, NULL, error))
    return FALSE;
  head = enr_journal_get_last (db, error);
  if (head < 0)
    return FALSE;
  if (seen >= 0 && seen < head
      && !(enr_journal_walk_after (db, seen, touch_row, &touched, error)
           && put_all (db, &touched, error)))
    return FALSE;
  return set_seen (db, head, error) && enr_txn_commit (&txn, error);
}

gboolean
enr_submission_attach (EnrDb *db, GError **error)
{
  int is_on;

  if (!enr_outbox_follow_site (db, NULL, error))
    return FALSE;
  is_on = enr_outbox_is_on (db, error);
  if (is_on < 0 || (is_on > 0 && !catch_up (db, error)))
    return FALSE;
  enr_db_set_owed_func (db, owe, NULL, NULL);
  return TRUE;
}
