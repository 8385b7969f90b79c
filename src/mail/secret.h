/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The password for the mail server, kept by the desktop's own safe for passwords (the Secret Service;
 * GNOME Keyring, KWallet) under the server's name and the user. It is in no database, no log and no
 * argument of a command.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The plain ones are for the command and for worker threads: they may wait for a person who opens the
 * safe. The _async ones are for the window.
 *
 * Errors: %ENR_MAIL_ERROR_NO_SAFE where no such service runs (it is then said what to do about it),
 * %ENR_MAIL_ERROR_SAFE where it did not do it, and %G_IO_ERROR_CANCELLED. */

/** Keeps @password for @user of @host, instead of one that was kept before. */
gboolean enr_secret_store (const char *host,
                           const char *user,
                           const char *password,
                           GCancellable *cancellable,
                           GError **error);

/** Finds it. Returns: (transfer full) (nullable): to be freed with enr_secret_free(); %NULL without an
 * error where none is kept */
char *enr_secret_lookup (const char *host,
                         const char *user,
                         GCancellable *cancellable,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Forgets it; also successful where none was kept. */
gboolean enr_secret_clear (const char *host,
                           const char *user,
                           GCancellable *cancellable,
                           GError **error);

void enr_secret_store_async (const char *host,
                             const char *user,
                             const char *password,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean enr_secret_store_finish (GAsyncResult *result,
                                  GError **error);

void enr_secret_lookup_async (const char *host,
                              const char *user,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
char *enr_secret_lookup_finish (GAsyncResult *result,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

void enr_secret_clear_async (const char *host,
                             const char *user,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean enr_secret_clear_finish (GAsyncResult *result,
                                  GError **error);

/** Wipes the password from memory and frees it. */
void enr_secret_free (char *password);

G_END_DECLS
