/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Transactions. A commit that fails because the disk did is neither saved nor not saved: a synced
 * commit frame can be in the log although the sync was reported as failed. So the connection is
 * opened anew and the journal, which is part of every transaction, is asked.
 */
#include "config.h"

#include <string.h>

#include "store/db-private.h"

static void
clear_write (EnrDb *db)
{
  db->in_txn = FALSE;
  db->in_write = FALSE;
  db->is_stray = FALSE;
  g_ptr_array_set_size (db->changes, 0);
  g_clear_pointer (&db->actor_name, g_free);
  g_clear_pointer (&db->device, g_free);
  g_clear_pointer (&db->reason, g_free);
}

/* The disk may have failed while the connection was opened anew, and work again now. */
static gboolean
ensure_open (EnrDb *db, GError **error)
{
  return db->is_ready || enr_db_reopen (db, error);
}

gboolean
enr_txn_begin (EnrTxn *self, EnrDb *db, const EnrActor *actor, const char *reason, GError **error)
{
  g_return_val_if_fail (actor != NULL, FALSE);
  g_assert (self->db == NULL);
  g_assert (!db->in_txn);
  g_assert ((db->flags & ENR_DB_READ_WRITE) != 0);

  if (!ensure_open (db, error) || !enr_db_exec (db, "BEGIN IMMEDIATE", "begin", error))
    return FALSE;

  self->db = db;
  self->is_write = TRUE;
  db->in_txn = TRUE;
  db->in_write = TRUE;
  db->actor_kind = actor->kind;
  db->actor_id = actor->id;
  db->actor_name = g_strdup (actor->name);
  db->device = g_strdup (actor->device);
  db->reason = g_strdup (reason);
  return TRUE;
}

gboolean
enr_txn_begin_read (EnrTxn *self, EnrDb *db, GError **error)
{
  g_assert (self->db == NULL);

  /* Part of a larger write: that transaction is the snapshot. */
  if (db->in_write)
    return TRUE;

  g_assert (!db->in_txn);
  if (!ensure_open (db, error) || !enr_db_exec (db, "BEGIN", "begin snapshot", error))
    return FALSE;
  self->db = db;
  self->is_write = FALSE;
  db->in_txn = TRUE;
  return TRUE;
}

/* The answer must still be true after a power cut. A change that was found is only in the log whose
 * sync failed: it is copied into the database file, and that is synced. A change that was not found
 * may lie behind the log's end, from where recovery would take it up: a commit that changes nothing is
 * written over it (a pragma, because SQLite leaves off an UPDATE to the same value). */
static gboolean
settle (EnrDb *db, gboolean is_found, GError **error)
{
  int rc;

  if (!is_found)
    return enr_db_exec (db, "PRAGMA application_id=" G_STRINGIFY (ENR_DB_APPLICATION_ID), "settle",
                        error);

  rc = sqlite3_wal_checkpoint_v2 (db->handle, "main", SQLITE_CHECKPOINT_FULL, NULL, NULL);
  if (rc != SQLITE_OK)
    enr_db_set_error (db, rc, "settle", error);
  return rc == SQLITE_OK;
}

/* After a failed COMMIT: TRUE where the change is in the file all the same. Takes over @cause. */
static gboolean
find_out (EnrDb *db,
          gint64 seq,
          const guint8 hash[ENR_HASH_LENGTH],
          GError *cause,
          GError **error)
{
  g_autoptr (GError) local_error = NULL;
  int found = -1;

  if (enr_db_reopen (db, &local_error))
    found = enr_journal_has (db, seq, hash, &local_error);
  /* On a disk that is still full nothing can be written over it, and nothing need be: what the disk
   * had no room for is not behind the log's end. */
  if (found >= 0 && !settle (db, found > 0, &local_error)
      && (found > 0 || cause->code != ENR_DB_ERROR_FULL))
    found = -1;
  if (found < 0)
    g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_UNCERTAIN, "%s; then %s", cause->message,
                 local_error->message);
  else if (found == 0)
    g_propagate_error (error, g_steal_pointer (&cause));
  g_clear_error (&cause);
  return found > 0;
}

gboolean
enr_txn_commit (EnrTxn *self, GError **error)
{
  EnrDb *db = self->db;
  g_autoptr (GError) cause = NULL;
  gboolean is_unclear;
  gboolean is_saved;
  gint64 seq;
  guint8 hash[ENR_HASH_LENGTH];

  g_assert (db != NULL && self->is_write);

  if (db->changes->len > 0 && !enr_journal_append_changes (db, error))
    return FALSE;

  db->is_committing = TRUE;
  is_saved = enr_db_exec (db, "COMMIT", "commit", &cause);
  db->is_committing = FALSE;
  /* What SQLite refused before it wrote anything is clear. */
  is_unclear = !is_saved && db->changes->len > 0 && cause->code != ENR_DB_ERROR_BUSY
               && cause->code != ENR_DB_ERROR_CONSTRAINT;
  seq = db->head_seq;
  memcpy (hash, db->head_hash, sizeof hash);
  enr_txn_end (self);

  if (is_unclear)
    return find_out (db, seq, hash, g_steal_pointer (&cause), error);
  if (!is_saved)
    g_propagate_error (error, g_steal_pointer (&cause));
  return is_saved;
}

void
enr_txn_end (EnrTxn *self)
{
  EnrDb *db = self->db;

  if (db == NULL)
    return;

  /* SQLite ends the transaction itself after some failures. */
  if (!sqlite3_get_autocommit (db->handle))
    sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
  clear_write (db);
  self->db = NULL;
}
