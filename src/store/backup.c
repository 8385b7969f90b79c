/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

#include "base/clock.h"
#include "store/db-private.h"
#include "store/journal.h"

/* SQLite's file format: the first bytes of a database, and where its application id is. */
#define HEADER_LENGTH 100
#define HEADER_MAGIC "SQLite format 3"
#define HEADER_APPLICATION_ID 68

static gboolean
sync_path (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean is_done = fd >= 0 && fsync (fd) == 0;

  if (!is_done)
    g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_IO, "sync %s: %s", path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return is_done;
}

gboolean
enr_db_backup (EnrDb *self, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  sqlite3_backup *backup;
  sqlite3 *copy = NULL;
  int rc;
  int fd;

  enr_db_assert_thread (self);

  fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      g_set_error (error, ENR_DB_ERROR,
                   errno == ENOSPC ? ENR_DB_ERROR_FULL : ENR_DB_ERROR_READ_ONLY,
                   "make backup %s: %s", path, g_strerror (errno));
      return FALSE;
    }
  close (fd);

  rc = sqlite3_open_v2 (path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
  if (rc == SQLITE_OK)
    {
      backup = sqlite3_backup_init (copy, "main", self->handle, "main");
      if (backup != NULL)
        sqlite3_backup_step (backup, -1);
      rc = backup != NULL ? sqlite3_backup_finish (backup) : sqlite3_extended_errcode (copy);
    }
  sqlite3_close (copy);
  if (rc != SQLITE_OK)
    {
      enr_db_set_error (self, rc, "back up", error);
      g_unlink (path);
      return FALSE;
    }

  return sync_path (path, error) && sync_path (folder, error);
}

/* Of an empty or a foreign file SQLite would make a database; a copy must be one already. */
static gboolean
check_header (const char *path, GError **error)
{
  guint8 header[HEADER_LENGTH];
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean is_read = fd >= 0 && read (fd, header, sizeof header) == (gssize) sizeof header;
  guint32 id;

  if (fd >= 0)
    close (fd);
  if (is_read && memcmp (header, HEADER_MAGIC, sizeof HEADER_MAGIC) == 0)
    {
      memcpy (&id, header + HEADER_APPLICATION_ID, sizeof id);
      if (GUINT32_FROM_BE (id) == ENR_DB_APPLICATION_ID)
        return TRUE;
    }
  g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_ENROKU, "restore %s: no nursery's data", path);
  return FALSE;
}

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  return g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                      NULL, NULL, NULL, error);
}

static void
remove_database (const char *path)
{
  static const char *const tails[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *name = g_strconcat (path, tails[i], NULL);

      g_unlink (name);
    }
}

/* A copy with a log beside it was a database in use: what is in the log belongs to it. */
static gboolean
take_over (const char *copy, const char *part, GError **error)
{
  g_autofree char *copy_log = g_strconcat (copy, "-wal", NULL);
  g_autofree char *part_log = g_strconcat (part, "-wal", NULL);
  g_autoptr (EnrDb) db = NULL;

  if (!copy_file (copy, part, error) || !check_header (part, error)
      || (g_file_test (copy_log, G_FILE_TEST_EXISTS) && !copy_file (copy_log, part_log, error)))
    return FALSE;
  g_chmod (part, 0600);
  db = enr_db_open (part, ENR_DB_READ_WRITE, error);
  return db != NULL && enr_db_quick_check (db, error) && enr_journal_renew_site (db, error);
}

static gboolean
move (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY, "rename %s: %s", from,
               g_strerror (errno));
  return FALSE;
}

/* The log goes first, and out of the way: beside another database it would be taken for its own.
 * The database itself gets a second name, so that at no moment there is none. */
static gboolean
exchange (const char *part, const char *path, const char *kept, GError **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);
  g_autofree char *kept_log = g_strconcat (kept, "-wal", NULL);

  if (!move (log, kept_log, error))
    return FALSE;
  g_unlink (index);
  if ((link (path, kept) == 0 || move (path, kept, error)) && move (part, path, error))
    return TRUE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_unlink (kept);
  else
    move (kept, path, NULL);
  move (kept_log, log, NULL);
  return FALSE;
}

gboolean
enr_db_restore (const char *copy, const char *path, char **kept_as, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *part = g_strconcat (path, ".restored", NULL);
  g_autofree char *stamp = enr_instant_dup_local (enr_clock_now ());
  g_autofree char *kept = NULL;
  gboolean had_one = g_file_test (path, G_FILE_TEST_EXISTS);

  g_strdelimit (stamp, ":", '-');
  for (guint i = 1; kept == NULL || g_file_test (kept, G_FILE_TEST_EXISTS); i++)
    {
      g_free (kept);
      kept = i == 1 ? g_strdup_printf ("%s.damaged-%s", path, stamp)
                    : g_strdup_printf ("%s.damaged-%s-%u", path, stamp, i);
    }
  remove_database (part);
  if (!take_over (copy, part, error) || !sync_path (part, error)
      || !exchange (part, path, kept, error))
    {
      remove_database (part);
      return FALSE;
    }
  if (kept_as != NULL)
    *kept_as = had_one ? g_steal_pointer (&kept) : NULL;
  return sync_path (folder, error);
}
