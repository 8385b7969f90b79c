/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Opening and closing, errors, and the one place that runs SQL which is not a cached statement.
 */
#include "config.h"

#include "store/db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

G_DEFINE_QUARK (enr-db-error-quark, enr_db_error)

void
enr_db_assert_thread (const EnrDb *self)
{
  g_assert (self->thread == g_thread_self ());
}

static EnrDbError
code_from_sqlite (int rc)
{
  switch (rc & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ENR_DB_ERROR_BUSY;
    case SQLITE_CONSTRAINT:
      return ENR_DB_ERROR_CONSTRAINT;
    case SQLITE_CORRUPT:
      return ENR_DB_ERROR_CORRUPT;
    case SQLITE_NOTADB:
      return ENR_DB_ERROR_NOT_ENROKU;
    case SQLITE_FULL:
      return ENR_DB_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return ENR_DB_ERROR_READ_ONLY;
    case SQLITE_IOERR:
      return ENR_DB_ERROR_IO;
    default:
      return ENR_DB_ERROR_FAILED;
    }
}

/* The message names the action, SQLite's own text and code: never a parameter's value, because
 * children's data must not reach a log. */
void
enr_db_set_error (EnrDb *self, int rc, const char *action, GError **error)
{
  const char *text = self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (rc);
  EnrDbError code = code_from_sqlite (rc);

  /* No room for the small file beside the database. In a COMMIT the change may be in the log already,
   * and what FULL says of it would be too much. */
  if (rc == SQLITE_IOERR_SHMSIZE && !self->is_committing)
    code = ENR_DB_ERROR_FULL;
  g_set_error (error, ENR_DB_ERROR, code, "%s: %s (%d)", action, text, rc);
}

char *
enr_error_describe (const GError *error)
{
  g_return_val_if_fail (error != NULL, g_strdup (""));

  if (error->domain != ENR_DB_ERROR)
    return g_strdup (error->message);

  switch ((EnrDbError) error->code)
    {
    case ENR_DB_ERROR_BUSY:
      return g_strdup (_ ("Another program is using the nursery's data. Nothing was saved; please "
                          "try again in a moment."));
    case ENR_DB_ERROR_NOT_FOUND:
      return g_strdup_printf (_ ("The nursery's data was not found: %s"), error->message);
    case ENR_DB_ERROR_TOO_NEW:
      return g_strdup (_ ("This data was made by a newer version of Enroku. Nothing was changed; "
                          "please update the program on this PC."));
    case ENR_DB_ERROR_NOT_ENROKU:
      return g_strdup (_ ("This file is not a nursery's data made by Enroku. Nothing was changed."));
    case ENR_DB_ERROR_CORRUPT:
      return g_strdup_printf (_ ("The nursery's data is damaged. Nothing was changed; please keep "
                                 "the file and restore a backup. (%s)"),
                              error->message);
    case ENR_DB_ERROR_FULL:
      return g_strdup (_ ("The disk is full. Nothing was saved, and what was saved before is safe; "
                          "please make room and try again."));
    case ENR_DB_ERROR_READ_ONLY:
      return g_strdup (_ ("The nursery's data cannot be written: the file or its folder is "
                          "read-only. Nothing was changed."));
    case ENR_DB_ERROR_IO:
      return g_strdup_printf (_ ("The disk reported a failure. Nothing was saved; please check the "
                                 "disk and try again. (%s)"),
                              error->message);
    case ENR_DB_ERROR_UNCERTAIN:
      return g_strdup_printf (_ ("The disk failed while saving, and it is not known whether the "
                                 "entry was kept. Please look before entering it again. (%s)"),
                              error->message);
    case ENR_DB_ERROR_CONSTRAINT:
    case ENR_DB_ERROR_FAILED:
    default:
      return g_strdup_printf (_ ("The entry could not be saved; nothing was changed. (%s)"),
                              error->message);
    }
}

gboolean
enr_db_fault (EnrDb *self, const char *action, GError **error)
{
  self->fault_count++;
  if (self->fault_at == 0 || self->fault_count != self->fault_at)
    return FALSE;

  g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_IO, "%s: injected failure", action);
  return TRUE;
}

void
enr_db_set_fault (EnrDb *self, int n)
{
  self->fault_at = n;
  self->fault_count = 0;
}

int
enr_db_get_fault_count (const EnrDb *self)
{
  return self->fault_count;
}

gboolean
enr_db_exec (EnrDb *self, const char *sql, const char *action, GError **error)
{
  int rc;

  enr_db_assert_thread (self);

  if (enr_db_fault (self, action, error))
    return FALSE;

  rc = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    {
      enr_db_set_error (self, rc, action, error);
      return FALSE;
    }

  return TRUE;
}

static gboolean
make_file (const char *path, gboolean *is_new, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY, "make folder %s: %s", folder,
                   g_strerror (errno));
      return FALSE;
    }

  /* The mode must be right before the first byte is in the file. */
  fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd >= 0)
    {
      *is_new = TRUE;
      close (fd);
    }
  else if (errno != EEXIST)
    {
      g_set_error (error, ENR_DB_ERROR,
                   errno == ENOSPC ? ENR_DB_ERROR_FULL : ENR_DB_ERROR_READ_ONLY,
                   "make file %s: %s", path, g_strerror (errno));
      return FALSE;
    }

  return TRUE;
}

/* SQLite opens a file that it may not write as a read-only one and says so only at the first write,
 * and root may write everything: so the file's own mode is looked at, too. */
static gboolean
check_file (const char *path, EnrDbFlags flags, GError **error)
{
  struct stat st;

  if (stat (path, &st) != 0)
    {
      g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND, "%s: %s", path, g_strerror (errno));
      return FALSE;
    }
  if (!S_ISREG (st.st_mode))
    {
      g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_ENROKU, "%s: not a regular file", path);
      return FALSE;
    }
  if ((flags & ENR_DB_READ_WRITE) != 0 && (st.st_mode & 0222) == 0)
    {
      g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY, "%s: read-only file", path);
      return FALSE;
    }

  return TRUE;
}

/* SQLite counts its memory under one lock for all threads, for figures that nobody asks for. Where SQLite is
 * in use already (by another library) it goes on counting. */
static void
stop_counting (void)
{
  static gsize is_done = 0;

  if (g_once_init_enter (&is_done))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&is_done, 1);
    }
}

static gboolean
open_handle (EnrDb *self, GError **error)
{
  int open_flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  gboolean is_writer = (self->flags & ENR_DB_READ_WRITE) != 0;
  int rc;

  stop_counting ();
  open_flags |= is_writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  rc = sqlite3_open_v2 (self->path, &self->handle, open_flags, NULL);
  if (rc != SQLITE_OK)
    {
      enr_db_set_error (self, rc, "open", error);
      return FALSE;
    }
  if (is_writer && sqlite3_db_readonly (self->handle, "main") == 1)
    {
      g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY, "open: read-only");
      return FALSE;
    }

  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_busy_timeout (self->handle, ENR_DB_BUSY_TIMEOUT);

  /* Debian's and the GNOME runtime's defaults differ: everything relied upon is set. With recursive triggers
   * a row that a REPLACE pushes out passes those of a DELETE; no trigger of ours sets off itself. */
  if (!enr_db_exec (self,
                    "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA recursive_triggers=ON; "
                    "PRAGMA cache_size=-8000",
                    "configure", error))
    return FALSE;
  return is_writer || enr_db_exec (self, "PRAGMA query_only=ON", "configure reader", error);
}

/* FULL, because what the screen shows as saved must survive the plug being pulled. WAL is written into
 * the file, so this comes after it was found to be ours. */
static gboolean
configure_writer (EnrDb *self, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + ENR_DB_BUSY_TIMEOUT * G_TIME_SPAN_MILLISECOND;
  GError *local_error = NULL;

  if ((self->flags & ENR_DB_READ_WRITE) == 0)
    return TRUE;

  /* Where two programs make a database at once, SQLite refuses one of them without waiting. */
  while (!enr_db_exec (self, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL", "configure writer",
                       &local_error))
    {
      if (!g_error_matches (local_error, ENR_DB_ERROR, ENR_DB_ERROR_BUSY)
          || g_get_monotonic_time () > deadline)
        {
          g_propagate_error (error, local_error);
          return FALSE;
        }
      g_clear_error (&local_error);
      g_usleep (10 * 1000);
    }
  return TRUE;
}

static int
read_pragma (EnrDb *self, const char *sql)
{
  sqlite3_stmt *stmt = NULL;
  int value = -1;

  if (sqlite3_prepare_v2 (self->handle, sql, -1, &stmt, NULL) == SQLITE_OK
      && sqlite3_step (stmt) == SQLITE_ROW)
    value = sqlite3_column_int (stmt, 0);
  sqlite3_finalize (stmt);

  return value;
}

static gboolean
check_application (EnrDb *self, gboolean is_new, GError **error)
{
  int application_id;
  int tables;

  if (is_new)
    return TRUE;

  tables = read_pragma (self, "SELECT count(*) FROM sqlite_schema");
  if (tables < 0)
    {
      enr_db_set_error (self, sqlite3_extended_errcode (self->handle), "read schema", error);
      return FALSE;
    }
  application_id = read_pragma (self, "PRAGMA application_id");
  /* An empty file is a database that was being made when the power went: it may be made again. */
  if (application_id == ENR_DB_APPLICATION_ID || (tables == 0 && application_id == 0))
    return TRUE;

  g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_ENROKU, "open: application id %d",
               application_id);
  return FALSE;
}

/* A file that was cut off within its last page: SQLite would read zeros there. With a log beside it,
 * its end may be on the way. */
static gboolean
check_size (EnrDb *self, gint64 size, gboolean has_log, GError **error)
{
  int page_size = read_pragma (self, "PRAGMA page_size");

  if (has_log || page_size <= 0 || size % page_size == 0)
    return TRUE;

  g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT, "open: %" G_GINT64_FORMAT " bytes", size);
  return FALSE;
}

EnrDb *
enr_db_open (const char *path, EnrDbFlags flags, GError **error)
{
  g_autoptr (EnrDb) self = NULL;
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  gboolean is_new = FALSE;
  gboolean has_log;
  gint64 size;
  struct stat st;
  int version = 0;

  g_return_val_if_fail (path != NULL, NULL);

  if ((flags & ENR_DB_CREATE) != 0 && !make_file (path, &is_new, error))
    return NULL;
  if (!check_file (path, flags, error))
    return NULL;

  size = stat (path, &st) == 0 ? st.st_size : 0;
  has_log = stat (log, &st) == 0 && st.st_size > 0;
  self = g_new0 (EnrDb, 1);
  self->path = g_strdup (path);
  self->flags = flags;
  self->thread = g_thread_self ();
  self->stmts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) enr_cached_stmt_free);
  self->tables = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                        (GDestroyNotify) enr_table_info_free);
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_change_free);
  self->changed = g_hash_table_new (NULL, NULL);

  if (!open_handle (self, error) || !check_application (self, is_new, error)
      || !check_size (self, size, has_log, error) || !enr_db_check_version (self, &version, error)
      || !configure_writer (self, error))
    return NULL;
  if (has_log && (flags & ENR_DB_READ_WRITE) != 0)
    enr_db_settle_found_log (self);
  if (!enr_db_migrate (self, version, error) || !enr_journal_attach (self, error))
    return NULL;

  self->is_ready = TRUE;
  return g_steal_pointer (&self);
}

static void
close_handle (EnrDb *self)
{
  int rc;

  enr_db_finalize_statements (self);
  if (self->handle == NULL)
    return;

  rc = sqlite3_close (self->handle);
  /* A statement that was not released: a bug that a test must see. */
  g_assert (rc == SQLITE_OK);
  self->handle = NULL;
}

gboolean
enr_db_reopen (EnrDb *self, GError **error)
{
  close_handle (self);
  g_hash_table_remove_all (self->tables);

  self->is_ready = check_file (self->path, self->flags, error) && open_handle (self, error)
                   && configure_writer (self, error) && enr_journal_attach (self, error);
  /* Never half open: without the hooks, writes would escape the journal. */
  if (!self->is_ready)
    close_handle (self);
  return self->is_ready;
}

void
enr_db_set_owed_func (EnrDb *self, EnrOwedFunc func, gpointer data, GDestroyNotify free_data)
{
  enr_db_assert_thread (self);
  g_assert (!self->in_write);

  if (self->free_owed_data != NULL)
    self->free_owed_data (self->owed_data);
  self->owed_func = func;
  self->owed_data = data;
  self->free_owed_data = free_data;
}

void
enr_db_close (EnrDb *self)
{
  if (self == NULL)
    return;

  enr_db_assert_thread (self);
  g_assert (!self->in_txn);

  if (self->is_ready && self->handle != NULL && (self->flags & ENR_DB_READ_WRITE) != 0)
    sqlite3_exec (self->handle, "PRAGMA optimize", NULL, NULL, NULL);
  enr_db_set_owed_func (self, NULL, NULL, NULL);
  close_handle (self);

  g_hash_table_unref (self->stmts);
  g_hash_table_unref (self->tables);
  g_hash_table_unref (self->changed);
  g_ptr_array_unref (self->changes);
  g_free (self->actor_name);
  g_free (self->device);
  g_free (self->reason);
  g_free (self->path);
  g_free (self);
}

const char *
enr_db_get_path (const EnrDb *self)
{
  return self->path;
}

gint64
enr_db_data_version (EnrDb *self)
{
  enr_db_assert_thread (self);
  return MAX (0, read_pragma (self, "PRAGMA data_version"));
}

gboolean
enr_db_in_write (const EnrDb *self)
{
  return self->in_write;
}

const char **
enr_db_take_changed (EnrDb *self)
{
  const char **names;
  guint length;

  enr_db_assert_thread (self);

  if (g_hash_table_size (self->changed) == 0)
    return NULL;

  names = (const char **) g_hash_table_get_keys_as_array (self->changed, &length);
  g_hash_table_remove_all (self->changed);
  return names;
}
