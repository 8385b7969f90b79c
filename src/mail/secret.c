/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "mail/secret.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "mail/error.h"

/* The names are a format: passwords that are kept are found by them. */
static const SecretSchema schema = {
  ENR_APP_ID ".Smtp",
  SECRET_SCHEMA_NONE,
  {
      { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

#define ATTRIBUTES(host, user) "host", host, "user", user, NULL

/* What stands in the safe's own list */
static char *
dup_label (const char *host, const char *user)
{
  return g_strdup_printf (_ ("Enroku: mail server %s, user %s"), host, user);
}

static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND)
         /* there is no session bus at all */
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED) || error->domain == G_SPAWN_ERROR
         || error->domain == G_SPAWN_EXIT_ERROR;
}

/* Puts libsecret's error into words. Takes @problem. */
static void
explain (GError *problem, GError **error)
{
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, problem);
      return;
    }
  if (is_missing (problem))
    g_set_error_literal (
        error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_NO_SAFE,
        _ ("The safe for passwords (keyring) is not running on this PC, so the password "
           "for the mail server cannot be kept or read. Please log in to the desktop "
           "as usual, or install “gnome-keyring”."));
  else if (g_error_matches (problem, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    g_set_error_literal (
        error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_SAFE,
        _ ("The safe for passwords (keyring) is locked. Please open it and try again."));
  else
    g_set_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_SAFE,
                 /* TRANSLATORS: %s is a technical message in English */
                 _ ("The safe for passwords (keyring) did not do what was asked (%s)."),
                 problem->message);
  g_error_free (problem);
}

static gboolean
conclude (gboolean is_done, GError *problem, GError **error)
{
  if (problem != NULL)
    {
      explain (problem, error);
      return FALSE;
    }
  return is_done;
}

static char *
conclude_lookup (char *password, GError *problem, GError **error)
{
  if (problem != NULL)
    explain (problem, error);
  return password;
}

/* Waiting */

gboolean
enr_secret_store (const char *host,
                  const char *user,
                  const char *password,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autofree char *label = NULL;
  GError *problem = NULL;
  gboolean is_done;

  g_return_val_if_fail (host != NULL && user != NULL && password != NULL, FALSE);

  label = dup_label (host, user);
  is_done = secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, password,
                                        cancellable, &problem, ATTRIBUTES (host, user));
  return conclude (is_done, problem, error);
}

char *
enr_secret_lookup (const char *host, const char *user, GCancellable *cancellable, GError **error)
{
  GError *problem = NULL;
  char *password;

  g_return_val_if_fail (host != NULL && user != NULL, NULL);

  password = secret_password_lookup_nonpageable_sync (&schema, cancellable, &problem,
                                                      ATTRIBUTES (host, user));
  return conclude_lookup (password, problem, error);
}

gboolean
enr_secret_clear (const char *host, const char *user, GCancellable *cancellable, GError **error)
{
  GError *problem = NULL;

  g_return_val_if_fail (host != NULL && user != NULL, FALSE);

  /* FALSE without an error: there was none */
  secret_password_clear_sync (&schema, cancellable, &problem, ATTRIBUTES (host, user));
  return conclude (TRUE, problem, error);
}

/* Not waiting */

void
enr_secret_store_async (const char *host,
                        const char *user,
                        const char *password,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autofree char *label = NULL;

  g_return_if_fail (host != NULL && user != NULL && password != NULL);

  label = dup_label (host, user);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, password, cancellable, callback,
                         user_data, ATTRIBUTES (host, user));
}

gboolean
enr_secret_store_finish (GAsyncResult *result, GError **error)
{
  GError *problem = NULL;
  gboolean is_done = secret_password_store_finish (result, &problem);

  return conclude (is_done, problem, error);
}

void
enr_secret_lookup_async (const char *host,
                         const char *user,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (host != NULL && user != NULL);

  secret_password_lookup (&schema, cancellable, callback, user_data, ATTRIBUTES (host, user));
}

char *
enr_secret_lookup_finish (GAsyncResult *result, GError **error)
{
  GError *problem = NULL;
  char *password = secret_password_lookup_nonpageable_finish (result, &problem);

  return conclude_lookup (password, problem, error);
}

void
enr_secret_clear_async (const char *host,
                        const char *user,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (host != NULL && user != NULL);

  secret_password_clear (&schema, cancellable, callback, user_data, ATTRIBUTES (host, user));
}

gboolean
enr_secret_clear_finish (GAsyncResult *result, GError **error)
{
  GError *problem = NULL;

  secret_password_clear_finish (result, &problem);
  return conclude (TRUE, problem, error);
}

void
enr_secret_free (char *password)
{
  secret_password_free (password);
}
