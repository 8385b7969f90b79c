/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Replacing a file. g_file_set_contents_full() is not used because it says neither in the user's
 * language what went wrong nor syncs the folder.
 */
#include "config.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Some systems refuse a write of more at once. */
#define MAX_WRITE (1 << 30)

static gboolean
fail (const char *path,
      int code,
      GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *folder = g_path_get_dirname (name);
  GFileError file_error = g_file_error_from_errno (code);

  switch (code)
    {
    case ENOENT:
      g_set_error (error, G_FILE_ERROR, file_error,
                   /* Translators: a file and the folder that it was to be written to. */
                   _("%s cannot be written: there is no folder %s."), name, folder);
      break;

    case ENOTDIR:
      g_set_error (error, G_FILE_ERROR, file_error,
                   _("%s cannot be written: a part of the path is a file, not a folder."), name);
      break;

    case EISDIR:
      g_set_error (error, G_FILE_ERROR, file_error,
                   _("%s cannot be written: it is a folder."), name);
      break;

    case EACCES:
    case EPERM:
      g_set_error (error, G_FILE_ERROR, file_error,
                   _("%s cannot be written: you have no permission to write there."), name);
      break;

    case EROFS:
      g_set_error (error, G_FILE_ERROR, file_error,
                   _("%s cannot be written: the disk is write-protected."), name);
      break;

    case ENOSPC:
    case EDQUOT:
      g_set_error (error, G_FILE_ERROR, file_error,
                   _("%s cannot be written: the disk is full."), name);
      break;

    default:
      g_set_error (error, G_FILE_ERROR, file_error,
                   /* Translators: a file and the system's own words for what is wrong. */
                   _("%s cannot be written: %s."), name, g_strerror (code));
      break;
    }

  return FALSE;
}

/* The path that is to be replaced: behind a symbolic link the file that it leads to, so that the
 * link stays a link. %NULL and errno where it leads nowhere. */
static char *
resolve (const char *path)
{
  struct stat status;
  char *real, *copy;

  if (lstat (path, &status) != 0 || !S_ISLNK (status.st_mode))
    return g_strdup (path);

  real = realpath (path, NULL);
  if (real == NULL)
    return NULL;

  copy = g_strdup (real);
  free (real);

  return copy;
}

/* Write and sync; 0 or errno. */
static int
write_all (int fd,
           const guint8 *data,
           gsize length)
{
  while (length > 0)
    {
      ssize_t n = write (fd, data, MIN (length, (gsize) MAX_WRITE));

      if (n < 0)
        {
          if (errno == EINTR)
            continue;
          return errno;
        }
      data += n;
      length -= (gsize) n;
    }

  while (fsync (fd) != 0)
    {
      /* A file system that cannot sync has done what it can. */
      if (errno == EINVAL || errno == ENOTSUP || errno == ENOSYS)
        return 0;
      if (errno != EINTR)
        return errno;
    }

  return 0;
}

/* The new name must outlive a power cut. Nothing can be taken back here any more: what the file
 * system does not offer is left, and a true disk error is told. */
static int
sync_folder (const char *folder)
{
  int code = 0;
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return 0;

  while (fsync (fd) != 0)
    {
      if (errno == EINTR)
        continue;
      code = (errno == EIO) ? EIO : 0;
      break;
    }
  close (fd);

  return code;
}

/* 0 or errno. @old is the file that is replaced, %NULL for a new one. */
static int
replace (const char *target,
         const struct stat *old,
         const guint8 *data,
         gsize length)
{
  g_autofree char *folder = g_path_get_dirname (target);
  /* A short name: the file's own may be as long as names can be. */
  g_autofree char *temp = g_build_filename (folder, ".enroku-XXXXXX", NULL);
  int fd, code;

  /* The new file is made with the mode that it shall have, so that the system applies the umask;
   * one that takes the place of another is nobody else's before it has that one's mode. */
  fd = g_mkstemp_full (temp, O_WRONLY | O_CLOEXEC, (old != NULL) ? 0600 : 0644);
  if (fd < 0)
    return errno;

  code = write_all (fd, data, length);

  /* USB sticks (FAT) have no modes to set. */
  if (code == 0 && old != NULL && fchmod (fd, old->st_mode & 0777) != 0
      && errno != EPERM && errno != ENOTSUP && errno != ENOSYS)
    code = errno;

  /* Network folders tell only now that the disk is full. */
  if (close (fd) != 0 && errno != EINTR && code == 0)
    code = errno;

  if (code == 0 && g_rename (temp, target) != 0)
    code = errno;

  if (code != 0)
    {
      g_unlink (temp);
      return code;
    }

  return sync_folder (folder);
}

gboolean
enr_file_replace (const char *path,
                  GBytes *bytes,
                  GError **error)
{
  g_autofree char *target = NULL;
  struct stat status;
  const struct stat *old = NULL;
  gconstpointer data;
  gsize length;
  int code;

  g_return_val_if_fail (path != NULL && *path != '\0', FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  target = resolve (path);
  if (target == NULL)
    return fail (path, errno, error);

  if (stat (target, &status) == 0)
    {
      if (S_ISDIR (status.st_mode))
        return fail (path, EISDIR, error);
      if (!S_ISREG (status.st_mode))
        {
          g_autofree char *name = g_filename_display_name (path);

          g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                       _("%s cannot be written: it is a device, not a file."), name);
          return FALSE;
        }
      /* The rename would get round the protection of a file that is set to read-only. */
      if (access (target, W_OK) != 0)
        return fail (path, errno, error);
      old = &status;
    }
  else if (errno != ENOENT)
    {
      return fail (path, errno, error);
    }

  data = g_bytes_get_data (bytes, &length);
  code = replace (target, old, data, length);
  if (code != 0)
    return fail (path, code, error);

  return TRUE;
}
