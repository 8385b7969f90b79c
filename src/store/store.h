/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The database as a window uses it: one writer thread with a FIFO queue and one read-only reader
 * thread, each with its own connection. The main thread never touches the database.
 */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

#define ENR_TYPE_STORE (enr_store_get_type ())
G_DECLARE_FINAL_TYPE (EnrStore, enr_store, ENR, STORE, GObject)

/**
 * EnrStoreFunc:
 * @db: the connection of the thread
 * @data: what was given
 * @error: set iff %NULL is returned
 *
 * The work, run on the writer's or the reader's thread. It returns its result, or %NULL with @error
 * set; work without a result returns GINT_TO_POINTER (TRUE).
 */
typedef gpointer (*EnrStoreFunc) (EnrDb *db,
                                  gpointer data,
                                  GError **error);

/** A store of that file; nothing is opened yet. */
EnrStore *enr_store_new (const char *path) G_GNUC_WARN_UNUSED_RESULT;

/** Called on the writer's thread when its connection was opened, before any other work; where it fails, the
 * opening does. */
typedef gboolean (*EnrStoreOpenedFunc) (EnrDb *db,
                                        GError **error);
void enr_store_set_opened_func (EnrStore *self,
                                EnrStoreOpenedFunc func);

/** Starts both threads and opens the file (made where missing with @create). Errors as
 * enr_db_open(). */
void enr_store_open_async (EnrStore *self,
                           gboolean create,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean enr_store_open_finish (EnrStore *self,
                                GAsyncResult *result,
                                GError **error);

/** Runs @func on the reader's connection. @data is freed with @free_data on that thread or, if the
 * work is not reached, later; @free_result frees a result that nobody takes. Cancelling drops the
 * result; the callback gets G_IO_ERROR_CANCELLED. */
void enr_store_read_async (EnrStore *self,
                           EnrStoreFunc func,
                           gpointer data,
                           GDestroyNotify free_data,
                           GDestroyNotify free_result,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/** Runs @func on the writer's connection, in the order of the calls. A write that was queued is done:
 * it cannot be cancelled. */
void enr_store_write_async (EnrStore *self,
                            EnrStoreFunc func,
                            gpointer data,
                            GDestroyNotify free_data,
                            GDestroyNotify free_result,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/** The result of either, which the caller now owns. */
gpointer enr_store_finish (EnrStore *self,
                           GAsyncResult *result,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Looks whether another program has written to the file since the last look, and emits "changed" if
 * so. Cheap: called by a timer of the window. */
void enr_store_poll (EnrStore *self);

/** Does what is queued, closes both connections and ends the threads. Must be called before the last
 * reference goes. Blocks the caller for as long as the queued writes take. */
void enr_store_close (EnrStore *self);

/** The file's path. Borrowed. */
const char *enr_store_get_path (EnrStore *self);

/*
 * EnrStore::changed (store, const char * const *tables): after a commit, on the main context; several
 * commits may come as one. @tables is NULL where another program has written: all may have changed.
 */

G_END_DECLS
