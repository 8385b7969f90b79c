/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The city's own certificates in the settings of its page.
 */
#include "config.h"

#include <glib/gstdio.h>

#include "app-support.h"
#include "app/city/city-setup-view.h"

#define LONG 20000

/* They are kept with the link, shown with whose they are, replaced and taken out again. */
static void
test_authority (void)
{
  EnrTestSmall small;
  EnrStore *store;
  EnrSession *session;
  g_autofree char *folder = g_dir_make_tmp ("enroku-authority-XXXXXX", NULL);
  g_autofree char *ca = g_build_filename (folder, "ca.pem", NULL);
  g_autofree char *command = NULL;
  g_autofree char *clean = g_strdup_printf ("rm -rf '%s'", folder);
  GtkWidget *view = g_object_new (ENR_TYPE_CITY_SETUP_VIEW, NULL);
  GtkWidget *window = g_object_new (GTK_TYPE_WINDOW, "default-width", 880, "default-height", 680,
                                    "child", view, NULL);

  enr_test_set_now ("2026-06-10T18:10:00");
  store = enr_test_store_new_small (&small);
  session = enr_session_new (store);
  enr_city_setup_view_set_session (ENR_CITY_SETUP_VIEW (view), session);
  gtk_window_present (GTK_WINDOW (window));
  enr_test_wait_until (enr_test_shows (view, "Those of this PC*"), LONG);
  command = g_strdup_printf (
      "openssl req -x509 -newkey ed25519 -nodes -days 30 -subj '/O=City/CN=City CA' "
      "-keyout '%s/ca.key' -out '%s'",
      folder, ca);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  enr_city_setup_view_set_authority (ENR_CITY_SETUP_VIEW (view), ca);
  enr_test_wait_until (enr_test_shows (view, "City CA (until*"), LONG);
  enr_test_shot (window, "city-authority");
  enr_test_assert_nothing_cut (window);
  /* the stick may be gone: it is the text that is kept */
  g_assert_cmpint (g_unlink (ca), ==, 0);
  g_assert_cmpint (enr_test_query_int (store, "SELECT length (ca) > 100 FROM sync_link"), ==, 1);
  gtk_widget_activate_action (view, "city-setup.authority-clear", NULL);
  enr_test_wait_until (enr_test_shows (view, "Those of this PC*"), LONG);
  g_assert_cmpint (enr_test_query_int (store, "SELECT length (ca) FROM sync_link"), ==, 0);

  gtk_window_destroy (GTK_WINDOW (window));
  enr_test_settle ();
  g_object_unref (session);
  enr_test_store_end (store);
  g_assert_true (g_spawn_command_line_sync (clean, NULL, NULL, NULL, NULL));
}

int
main (int argc, char **argv)
{
  /* TLS is one of GIO's modules. */
  g_unsetenv ("GIO_MODULE_DIR");
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/city-authority", test_authority);

  return enr_test_app_run ();
}
