/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Transactions. A commit that fails because the disk did is neither saved nor not saved: its frames can
 * be in the log although the sync was reported as failed, and this process does not see them, but the
 * next one does. So they are written over; then the journal, which is part of every transaction, is
 * asked.
 */
#include "config.h"

#include <string.h>

#include "store/db-private.h"

#define LOG_CHUNK (64 * 1024)
#define INDEX_REGION (32 * 1024)

static void
clear_write (EnrDb *db)
{
  db->in_txn = FALSE;
  db->in_write = FALSE;
  db->is_destroying = FALSE;
  db->is_stray = FALSE;
  g_ptr_array_set_size (db->changes, 0);
  if (db->free_kept != NULL)
    db->free_kept (db->kept);
  db->kept_key = db->kept = NULL;
  db->free_kept = NULL;
  g_clear_pointer (&db->actor_name, g_free);
  g_clear_pointer (&db->device, g_free);
  g_clear_pointer (&db->reason, g_free);
}

/* Writes the log's bytes back to where they are, and syncs. After a sync that failed the system takes
 * them for written, whether they are or not, and what is read back tells nothing. Under the write lock,
 * so that nobody else changes the log meanwhile. */
static int
rewrite_log (EnrDb *db)
{
  g_autofree guint8 *buffer = g_malloc (LOG_CHUNK);
  sqlite3_file *log = NULL;
  sqlite3_int64 size = 0;
  int rc = sqlite3_exec (db->handle, "BEGIN IMMEDIATE", NULL, NULL, NULL);

  if (rc == SQLITE_OK)
    rc = sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (rc == SQLITE_OK && log->pMethods != NULL)
    {
      rc = log->pMethods->xFileSize (log, &size);
      for (sqlite3_int64 at = 0; rc == SQLITE_OK && at < size; at += LOG_CHUNK)
        {
          int length = (int) MIN (LOG_CHUNK, size - at);

          rc = log->pMethods->xRead (log, buffer, length, at);
          if (rc == SQLITE_OK)
            rc = log->pMethods->xWrite (log, buffer, length, at);
        }
      if (rc == SQLITE_OK)
        rc = log->pMethods->xSync (log, SQLITE_SYNC_NORMAL);
    }
  if (!sqlite3_get_autocommit (db->handle))
    sqlite3_exec (db->handle, "ROLLBACK", NULL, NULL, NULL);
  return rc;
}

/* A commit that changes nothing is written over what a failed one left behind the log's end, from where
 * recovery would take it up. It is a pragma, because SQLite leaves off an UPDATE to the same value.
 * Where the connection was opened anew, recovery has done that already. */
static int
make_sure (EnrDb *db, GError **error)
{
  int rc = db->is_log_unsure ? rewrite_log (db) : SQLITE_OK;

  if (rc == SQLITE_OK)
    rc = sqlite3_exec (db->handle, "PRAGMA application_id=" G_STRINGIFY (ENR_DB_APPLICATION_ID),
                       NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    {
      enr_db_set_error (db, rc, "settle", error);
      return rc;
    }
  db->is_unsettled = FALSE;
  db->is_log_unsure = FALSE;
  return SQLITE_OK;
}

void
enr_db_settle_found_log (EnrDb *db)
{
  int rc;

  sqlite3_busy_timeout (db->handle, 0);
  db->is_log_unsure = TRUE;
  rc = rewrite_log (db);
  sqlite3_busy_timeout (db->handle, ENR_DB_BUSY_TIMEOUT);
  /* BUSY: somebody else is at work, so this connection has not recovered anything. Where the disk
   * fails, the first write tries again. */
  db->is_log_unsure = rc != SQLITE_OK && (rc & 0xff) != SQLITE_BUSY;
  db->is_unsettled = db->is_log_unsure;
}

static gboolean
reopen (EnrDb *db, GError **error)
{
  db->is_log_unsure = TRUE;
  return enr_db_reopen (db, error);
}

/* After a failed commit: makes what this connection sees the same as what would be found after a power
 * cut. Until it has worked nothing is recorded; a retry that found its stamp there would be told that
 * it is saved. A disk that only cannot sync, or is full, may do better the next time; any other failure
 * may be that of files which are no longer there, as when a USB disk was pulled and put back. */
static gboolean
settle (EnrDb *db, GError **error)
{
  if (db->is_ready)
    {
      g_autoptr (GError) local_error = NULL;
      int rc = make_sure (db, &local_error);

      if (rc == SQLITE_OK)
        return TRUE;
      if (rc == SQLITE_IOERR_FSYNC || (rc & 0xff) == SQLITE_FULL || (rc & 0xff) == SQLITE_BUSY)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  return reopen (db, error) && make_sure (db, error) == SQLITE_OK;
}

gboolean
enr_txn_begin (EnrTxn *self, EnrDb *db, const EnrActor *actor, const char *reason, GError **error)
{
  g_return_val_if_fail (actor != NULL, FALSE);
  g_assert (self->db == NULL);
  g_assert (!db->in_txn);
  g_assert ((db->flags & ENR_DB_READ_WRITE) != 0);

  if ((db->is_unsettled && !settle (db, error))
      || !enr_db_exec (db, "BEGIN IMMEDIATE", "begin", error))
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

void
enr_db_destroys (EnrDb *self)
{
  g_return_if_fail (self->in_write);

  self->is_destroying = TRUE;
}

gboolean
enr_txn_begin_read (EnrTxn *self, EnrDb *db, GError **error)
{
  g_assert (self->db == NULL);

  /* Part of a larger action: its transaction is the snapshot. */
  if (db->in_txn)
    return TRUE;

  if ((!db->is_ready && !reopen (db, error)) || !enr_db_exec (db, "BEGIN", "begin snapshot", error))
    return FALSE;
  self->db = db;
  self->is_write = FALSE;
  db->in_txn = TRUE;
  return TRUE;
}

/* The log's length in bytes; the greatest where it is not known. */
static gint64
log_length (EnrDb *db)
{
  sqlite3_file *log = NULL;
  sqlite3_int64 size = 0;

  if (sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK
      || log->pMethods == NULL || log->pMethods->xFileSize (log, &size) != SQLITE_OK)
    return G_MAXINT64;
  return size;
}

/* Where the log's valid frames end, in bytes, by the index that all connections share ("WAL-Index
 * Format" in SQLite's documentation); -1 where it is not known. */
static gint64
log_end (EnrDb *db)
{
  sqlite3_file *file = NULL;
  volatile void *index = NULL;
  guint page, n_frames;

  if (sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK
      || file->pMethods == NULL || file->pMethods->iVersion < 2
      || file->pMethods->xShmMap (file, 0, INDEX_REGION, 0, &index) != SQLITE_OK || index == NULL)
    return -1;
  page = ((volatile guint16 *) index)[7];
  n_frames = ((volatile guint32 *) index)[4];
  return n_frames > 0 ? 32 + (gint64) n_frames * ((page == 1 ? 65536 : page) + 24) : 0;
}

/* After a failed COMMIT: TRUE where the change is in the file all the same. @length: how long the log was
 * before. Takes over @cause. */
static gboolean
find_out (EnrDb *db,
          gint64 seq,
          const guint8 hash[ENR_HASH_LENGTH],
          gint64 length,
          GError *cause,
          GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gint64 end = log_end (db);
  int found = -1;

  db->is_unsettled = TRUE;
  if (settle (db, &local_error))
    found = enr_journal_has (db, seq, hash, &local_error);
  /* What a full disk had no room for is not behind the log's end. In a log that is used again from its
   * beginning there was room, and what stood there may be what was to be written. */
  else if (cause->code == ENR_DB_ERROR_FULL && !db->is_log_unsure && end >= 0 && length <= end)
    found = 0;
  if (found < 0)
    g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_UNCERTAIN, "%s; then %s", cause->message,
                 local_error->message);
  else if (found == 0)
    g_propagate_error (error, g_steal_pointer (&cause));
  g_clear_error (&cause);
  return found > 0;
}

/* What follows from the changes is written in their transaction. What it changes itself is journalled like
 * all else, and nothing follows from that. */
static gboolean
add_owed (EnrDb *db, GError **error)
{
  g_autofree EnrDbChange *changes = NULL;
  guint n = db->changes->len;

  if (db->owed_func == NULL || n == 0)
    return TRUE;

  changes = g_new (EnrDbChange, n);
  for (guint i = 0; i < n; i++)
    {
      const EnrChange *change = g_ptr_array_index (db->changes, i);

      changes[i] = (EnrDbChange){ change->table->name, change->op, change->row, change->changes,
                                  change->has_subject ? change->subject : enr_uuid_none };
    }
  return db->owed_func (db, changes, n, db->owed_data, error);
}

gboolean
enr_txn_commit (EnrTxn *self, GError **error)
{
  EnrDb *db = self->db;
  g_autoptr (GError) cause = NULL;
  gboolean is_unclear;
  gboolean is_saved;
  gint64 seq, length;
  guint8 hash[ENR_HASH_LENGTH];

  g_assert (db != NULL && self->is_write);

  if (!add_owed (db, error) || (db->changes->len > 0 && !enr_journal_append_changes (db, error)))
    return FALSE;

  length = log_length (db);
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
    return find_out (db, seq, hash, length, g_steal_pointer (&cause), error);
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

void
enr_txn_keep (EnrTxn *self, gconstpointer key, gpointer data, GDestroyNotify free_data)
{
  EnrDb *db = self->db;

  g_assert (db != NULL && self->is_write);

  if (db->free_kept != NULL)
    db->free_kept (db->kept);
  db->kept_key = key;
  db->kept = data;
  db->free_kept = free_data;
}

gpointer
enr_db_kept (EnrDb *self, gconstpointer key)
{
  return self->kept_key == key ? self->kept : NULL;
}
