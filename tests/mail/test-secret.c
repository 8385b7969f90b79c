/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * With the real GNOME Keyring, on a bus and in folders of this test's own.
 */
#include "config.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

#include "mail/error.h"
#include "mail/secret.h"

#define HOST "mail.example.jp"
#define USER "en@hoiku.example.jp"
#define PASSWORD "ひみつ & \"pass\" \\ %s"

static GSubprocess *keyring;
/* Kept: letting go of it waits half a minute for libsecret to let go of the connection. */
static GTestDBus *bus;

static void
assert_kept (const char *host, const char *user, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *password = enr_secret_lookup (host, user, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (password, ==, expected);
  enr_secret_free (password);
}

static void
test_missing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (enr_secret_store (HOST, USER, PASSWORD, NULL, &error));
  g_assert_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_NO_SAFE);
  g_assert_null (strstr (error->message, "ひみつ"));
  g_test_message ("%s", error->message);
  g_clear_error (&error);
  g_assert_null (enr_secret_lookup (HOST, USER, NULL, &error));
  g_assert_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_NO_SAFE);
  g_clear_error (&error);
  g_assert_false (enr_secret_clear (HOST, USER, NULL, &error));
  g_assert_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_NO_SAFE);
}

/* Starts the daemon with an empty, open keyring, and waits until it is on the bus. */
static void
start_keyring (void)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                   | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GDBusConnection) connection = NULL;
  GError *error = NULL;
  GOutputStream *input;

  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG"); /* its warnings are not ours */
  keyring = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                         "--unlock", "--components=secrets", NULL);
  g_assert_no_error (error);
  input = g_subprocess_get_stdin_pipe (keyring);
  g_output_stream_write_all (input, "open", 4, NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (input, NULL, &error);
  g_assert_no_error (error);

  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0;; i++)
    {
      g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
          connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
          "NameHasOwner", g_variant_new ("(s)", "org.freedesktop.secrets"), G_VARIANT_TYPE ("(b)"),
          G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
      gboolean has_owner;

      g_assert_no_error (error);
      g_variant_get (answer, "(b)", &has_owner);
      if (has_owner)
        break;
      g_assert_cmpuint (i, <, 600);
      g_usleep (50000);
    }
}

static void
test_waiting (void)
{
  g_autoptr (GError) error = NULL;

  start_keyring ();
  assert_kept (HOST, USER, NULL);
  g_assert_true (enr_secret_store (HOST, USER, "first", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (enr_secret_store (HOST, USER, PASSWORD, NULL, &error));
  g_assert_true (enr_secret_store (HOST, "another", "x", NULL, &error));
  g_assert_no_error (error);
  assert_kept (HOST, USER, PASSWORD);
  assert_kept (HOST, "another", "x");
  assert_kept ("mail.example.org", USER, NULL);
  g_assert_true (enr_secret_clear (HOST, USER, NULL, &error));
  g_assert_no_error (error);
  assert_kept (HOST, USER, NULL);
  assert_kept (HOST, "another", "x");
  g_assert_true (enr_secret_clear (HOST, USER, NULL, &error));
  g_assert_no_error (error);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
test_async (void)
{
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) found = NULL;
  g_autoptr (GAsyncResult) cleared = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  char *password;

  enr_secret_store_async (HOST, USER, PASSWORD, NULL, keep_result_cb, &stored);
  g_assert_true (enr_secret_store_finish (wait_for (&stored), &error));
  g_assert_no_error (error);
  enr_secret_lookup_async (HOST, USER, NULL, keep_result_cb, &found);
  password = enr_secret_lookup_finish (wait_for (&found), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (password, ==, PASSWORD);
  enr_secret_free (password);
  enr_secret_clear_async (HOST, USER, NULL, keep_result_cb, &cleared);
  g_assert_true (enr_secret_clear_finish (wait_for (&cleared), &error));
  g_assert_no_error (error);
  assert_kept (HOST, USER, NULL);

  g_cancellable_cancel (cancellable);
  enr_secret_lookup_async (HOST, USER, cancellable, keep_result_cb, &cancelled);
  g_assert_null (enr_secret_lookup_finish (wait_for (&cancelled), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Nobody is there to open it: an end with words, not an endless wait. */
static void
test_locked (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service
      = secret_service_get_sync (SECRET_SERVICE_LOAD_COLLECTIONS, NULL, &error);
  GList *collections;

  g_assert_no_error (error);
  collections = secret_service_get_collections (service);
  secret_service_lock_sync (service, collections, NULL, NULL, &error);
  g_list_free_full (collections, g_object_unref);
  g_assert_no_error (error);
  g_assert_false (enr_secret_store (HOST, USER, PASSWORD, NULL, &error));
  g_assert_error (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_SAFE);
  g_test_message ("%s", error->message);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

int
main (int argc, char *argv[])
{
  static const char *const folders[]
      = { "HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME" };
  g_autofree char *folder = g_dir_make_tmp ("enroku-safe-XXXXXX", NULL);
  GDBusConnection *connection;
  int status;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    g_setenv (folders[i], folder, TRUE);
  g_unsetenv ("DISPLAY");
  g_unsetenv ("WAYLAND_DISPLAY");
  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  g_test_add_func ("/mail/secret/missing", test_missing);
  g_test_add_func ("/mail/secret/waiting", test_waiting);
  g_test_add_func ("/mail/secret/async", test_async);
  g_test_add_func ("/mail/secret/locked", test_locked);
  status = g_test_run ();
  secret_service_disconnect ();
  if (keyring != NULL)
    {
      g_subprocess_send_signal (keyring, 15);
      g_subprocess_wait (keyring, NULL, NULL);
      g_object_unref (keyring);
    }
  g_object_unref (connection);
  g_test_dbus_stop (bus);
  remove_tree (folder);
  return status;
}
