/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A layer between SQLite and the disk that a test may watch and break. Once installed it is the
 * default, so that the store's own connections go through it.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef enum
{
  SHIM_DATABASE,
  SHIM_WAL,
  SHIM_JOURNAL,
  SHIM_OTHER, /* temporary files */
} ShimFile;

#define SHIM_N_FILES 3 /* those that outlive a power cut */

typedef enum
{
  SHIM_WRITE,
  SHIM_TRUNCATE, /* to @offset */
  SHIM_SYNC,
  SHIM_DELETE,
} ShimOp;

typedef struct
{
  ShimOp op;
  ShimFile file;
  gint64 offset;
  gconstpointer data;
  int length;
} ShimEvent;

/* Beside SQLite's error codes, which a hook returns to have the operation fail undone: */
#define SHIM_PRETEND (-1) /* success, and nothing is done */
#define SHIM_HALF (-2)    /* half of a write is done, and then the disk is full */

/** Called before the operation, on the thread of the connection; SQLITE_OK lets it happen. */
typedef int (*ShimFunc) (const ShimEvent *event,
                         gpointer data);

/** Puts the layer in place (once), with a hook; %NULL takes the hook away. */
void shim_vfs_install (ShimFunc func,
                       gpointer data);

/** Whether the disk is said to keep the rest of a sector that is partly overwritten as the power goes
 * (SQLITE_IOCAP_POWERSAFE_OVERWRITE; SQLite's default for unix is that it does). */
void shim_vfs_set_powersafe (gboolean is_powersafe);

G_END_DECLS
