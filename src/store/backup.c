/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include "store/db-private.h"

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
