/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "shim-vfs.h"

typedef struct
{
  sqlite3_file parent;
  ShimFile kind;
  sqlite3_file *real; /* owned */
} File;

static sqlite3_vfs *real_vfs;
static ShimFunc hook;
static gpointer hook_data;
static gboolean is_powersafe = TRUE;

static sqlite3_file *
real (sqlite3_file *file)
{
  return ((File *) file)->real;
}

static int
call (File *file, ShimOp op, gint64 offset, gconstpointer data, int length)
{
  ShimEvent event = { op, file->kind, offset, data, length };

  return hook != NULL && file->kind != SHIM_OTHER ? hook (&event, hook_data) : SQLITE_OK;
}

static int
shim_close (sqlite3_file *file)
{
  int rc = real (file)->pMethods->xClose (real (file));

  g_free (real (file));
  return rc;
}

static int
shim_read (sqlite3_file *file, void *data, int length, sqlite3_int64 offset)
{
  return real (file)->pMethods->xRead (real (file), data, length, offset);
}

static int
shim_write (sqlite3_file *file, const void *data, int length, sqlite3_int64 offset)
{
  int rc = call ((File *) file, SHIM_WRITE, offset, data, length);

  if (rc == SHIM_HALF)
    {
      real (file)->pMethods->xWrite (real (file), data, length / 2, offset);
      return SQLITE_FULL;
    }
  if (rc != SQLITE_OK)
    return rc == SHIM_PRETEND ? SQLITE_OK : rc;
  return real (file)->pMethods->xWrite (real (file), data, length, offset);
}

static int
shim_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  int rc = call ((File *) file, SHIM_TRUNCATE, size, NULL, 0);

  if (rc != SQLITE_OK)
    return rc == SHIM_PRETEND ? SQLITE_OK : rc;
  return real (file)->pMethods->xTruncate (real (file), size);
}

/* What reaches the disk is decided by the hook, and the tests' time is short: nothing is synced. */
static int
shim_sync (sqlite3_file *file, int flags)
{
  int rc = call ((File *) file, SHIM_SYNC, 0, NULL, 0);

  return rc == SHIM_PRETEND ? SQLITE_OK : rc;
}

static int
shim_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real (file)->pMethods->xFileSize (real (file), size);
}

static int
shim_lock (sqlite3_file *file, int level)
{
  return real (file)->pMethods->xLock (real (file), level);
}

static int
shim_unlock (sqlite3_file *file, int level)
{
  return real (file)->pMethods->xUnlock (real (file), level);
}

static int
shim_check_reserved_lock (sqlite3_file *file, int *result)
{
  return real (file)->pMethods->xCheckReservedLock (real (file), result);
}

static int
shim_file_control (sqlite3_file *file, int op, void *argument)
{
  return real (file)->pMethods->xFileControl (real (file), op, argument);
}

static int
shim_sector_size (sqlite3_file *file)
{
  return is_powersafe ? real (file)->pMethods->xSectorSize (real (file)) : 4096;
}

static int
shim_characteristics (sqlite3_file *file)
{
  return is_powersafe ? SQLITE_IOCAP_POWERSAFE_OVERWRITE : 0;
}

static int
shim_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  return real (file)->pMethods->xShmMap (real (file), page, size, extend, memory);
}

static int
shim_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return real (file)->pMethods->xShmLock (real (file), offset, n, flags);
}

static void
shim_shm_barrier (sqlite3_file *file)
{
  real (file)->pMethods->xShmBarrier (real (file));
}

static int
shim_shm_unmap (sqlite3_file *file, int delete)
{
  return real (file)->pMethods->xShmUnmap (real (file), delete);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = shim_close,
  .xRead = shim_read,
  .xWrite = shim_write,
  .xTruncate = shim_truncate,
  .xSync = shim_sync,
  .xFileSize = shim_file_size,
  .xLock = shim_lock,
  .xUnlock = shim_unlock,
  .xCheckReservedLock = shim_check_reserved_lock,
  .xFileControl = shim_file_control,
  .xSectorSize = shim_sector_size,
  .xDeviceCharacteristics = shim_characteristics,
  .xShmMap = shim_shm_map,
  .xShmLock = shim_shm_lock,
  .xShmBarrier = shim_shm_barrier,
  .xShmUnmap = shim_shm_unmap,
};

static int
shim_open (sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  File *self = (File *) file;
  int rc;

  self->parent.pMethods = NULL;
  self->kind = (flags & SQLITE_OPEN_MAIN_DB) != 0        ? SHIM_DATABASE
               : (flags & SQLITE_OPEN_WAL) != 0          ? SHIM_WAL
               : (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0 ? SHIM_JOURNAL
                                                         : SHIM_OTHER;
  self->real = g_malloc0 (real_vfs->szOsFile);
  rc = real_vfs->xOpen (real_vfs, name, self->real, flags, out_flags);
  if (rc != SQLITE_OK)
    g_free (self->real);
  else
    self->parent.pMethods = &methods;
  return rc;
}

static int
shim_delete (sqlite3_vfs *vfs, const char *name, int sync_folder)
{
  File file = { .kind = g_str_has_suffix (name, "-wal")       ? SHIM_WAL
                        : g_str_has_suffix (name, "-journal") ? SHIM_JOURNAL
                                                              : SHIM_OTHER };
  int rc = call (&file, SHIM_DELETE, 0, NULL, 0);

  if (rc != SQLITE_OK)
    return rc == SHIM_PRETEND ? SQLITE_OK : rc;
  return real_vfs->xDelete (real_vfs, name, 0);
}

void
shim_vfs_install (ShimFunc func, gpointer data)
{
  static sqlite3_vfs vfs;

  if (real_vfs == NULL)
    {
      real_vfs = sqlite3_vfs_find (NULL);
      vfs = *real_vfs;
      vfs.zName = "shim";
      vfs.szOsFile = sizeof (File);
      vfs.pNext = NULL;
      vfs.xOpen = shim_open;
      vfs.xDelete = shim_delete;
      g_assert_cmpint (sqlite3_vfs_register (&vfs, 1), ==, SQLITE_OK);
    }
  hook = func;
  hook_data = data;
}

void
shim_vfs_set_powersafe (gboolean value)
{
  is_powersafe = value;
}
