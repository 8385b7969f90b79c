/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The mail settings, tried against a real server, and the window's own sending.
 */
#include "config.h"

#include <string.h>

#include "app-support.h"
#include "app/deliverer.h"
#include "app/settings/settings-page.h"
#include "contact/announcement.h"
#include "contact/delivery.h"
#include "contact/mail-setting.h"
#include "contact/recipient.h"
#include "mail-support.h"
#include "mail/secret.h"

#define LONG 20000

ENR_SQL (SQL_GUARDIANS, "SELECT id FROM contact WHERE is_guardian = 1 AND removed_at IS NULL");
ENR_SQL (SQL_VERIFY, "UPDATE contact_way SET verified_at = 1");

static EnrTestServer *server;

typedef struct
{
  EnrStore *store;
  EnrSession *session;
  GtkWidget *window;
  EnrSettingsPage *page;
  GtkWidget *mail;
  char *message; /* the last of the session */
} Desk;

static void
message_cb (EnrSession *session, const char *text, gboolean is_failure, Desk *desk)
{
  g_free (desk->message);
  desk->message = g_strdup (text);
}

static void
desk_begin (Desk *desk)
{
  memset (desk, 0, sizeof *desk);
  desk->store = enr_test_store_new_small (NULL);
  desk->session = enr_session_new (desk->store);
  g_signal_connect (desk->session, "message", G_CALLBACK (message_cb), desk);
  desk->page = g_object_new (ENR_TYPE_SETTINGS_PAGE, NULL);
  desk->window = g_object_new (GTK_TYPE_WINDOW, "default-width", 870, "default-height", 690,
                               "child", desk->page, NULL);
  enr_page_set_session (ENR_PAGE (desk->page), desk->session);
  enr_settings_page_show_part (desk->page, "mail");
  gtk_window_present (GTK_WINDOW (desk->window));
  desk->mail = enr_test_find_id (desk->window, "mail");
  enr_test_wait_until (gtk_widget_get_mapped (desk->mail), LONG);
  enr_test_pass (300);
}

static void
desk_end (Desk *desk)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  enr_test_settle ();
  g_signal_handlers_disconnect_by_data (desk->session, desk);
  g_object_unref (desk->session);
  enr_test_pass (50);
  enr_test_store_end (desk->store);
  g_free (desk->message);
}

static void
set_text (Desk *desk, const char *id, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (enr_test_find_id (desk->mail, id)), text);
}

static const char *
result_of (Desk *desk)
{
  return gtk_label_get_text (GTK_LABEL (enr_test_find_id (desk->mail, "result")));
}

static void
fill_in (Desk *desk, guint port)
{
  set_text (desk, "host", "127.0.0.1");
  adw_combo_row_set_selected (ADW_COMBO_ROW (enr_test_find_id (desk->mail, "security")),
                              ENR_SMTP_NONE);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (enr_test_find_id (desk->mail, "port")), port);
  set_text (desk, "from_name", "さくら保育園");
  set_text (desk, "from_address", "office@hoiku.example.jp");
}

static void
try (Desk *desk, const char *action)
{
  gtk_widget_activate_action (desk->mail, action, NULL);
  enr_test_wait_until (*result_of (desk) != '\0', LONG);
}

/* To what is tried, at the end of the page. */
static void
scroll_down (Desk *desk)
{
  GtkWidget *scrolled = enr_test_find_type (desk->mail, GTK_TYPE_SCROLLED_WINDOW, 0);
  GtkAdjustment *place = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));

  gtk_adjustment_set_value (place, gtk_adjustment_get_upper (place));
  enr_test_pass (300);
}

static void
test_try (void)
{
  guint port = enr_test_server_start (server, "none", "-", "-");
  g_autofree char *eml = NULL;
  guint n_taken;
  Desk desk;

  desk_begin (&desk);
  enr_test_shot (desk.window, "mail-settings");
  enr_test_assert_nothing_cut (desk.window);
  /* Each kind of encryption has its port. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (enr_test_find_id (desk.mail, "security")),
                              ENR_SMTP_TLS);
  g_assert_cmpint (
      gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (enr_test_find_id (desk.mail, "port"))), ==,
      465);
  fill_in (&desk, port);
  set_text (&desk, "user", ENR_TEST_USER);
  set_text (&desk, "password", "wrong");
  try (&desk, "mail.try");
  g_assert_true (gtk_widget_has_css_class (enr_test_find_id (desk.mail, "result"), "error"));
  set_text (&desk, "password", ENR_TEST_PASSWORD);
  try (&desk, "mail.try");
  g_assert_false (gtk_widget_has_css_class (enr_test_find_id (desk.mail, "result"), "error"));
  enr_test_server_report (server, &n_taken, NULL, NULL);
  g_assert_cmpuint (n_taken, ==, 0);
  try (&desk, "mail.send-to-self");
  enr_test_wait_until (strstr (result_of (&desk), "office@hoiku.example.jp") != NULL, LONG);
  enr_test_server_report (server, &n_taken, NULL, NULL);
  g_assert_cmpuint (n_taken, ==, 1);
  g_assert_true (g_file_get_contents (enr_test_server_path (server, "1.eml"), &eml, NULL, NULL));
  g_assert_nonnull (strstr (eml, "<office@hoiku.example.jp>"));
  scroll_down (&desk);
  enr_test_shot (desk.window, "mail-settings-tried");
  enr_test_assert_nothing_cut (desk.window);
  /* Trying saves nothing. */
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM mail_setting"), ==, 0);
  desk_end (&desk);
}

static void
test_save (void)
{
  GtkWidget *row;
  Desk desk;

  desk_begin (&desk);
  fill_in (&desk, 2525);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (desk.mail, "is_on")), TRUE);
  set_text (&desk, "bounce_address", "a@example.jp, b@example.jp");
  row = enr_test_find_id (desk.mail, "bounce_address");
  enr_test_click (enr_test_find_id (desk.mail, "save_button"));
  enr_test_wait_until (gtk_widget_has_css_class (row, "error"), LONG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM mail_setting"), ==, 0);
  enr_test_pass (200);
  enr_test_shot (desk.window, "mail-settings-refused");

  set_text (&desk, "bounce_address", "ｂｏｕｎｃｅ＠example.jp");
  enr_test_click (enr_test_find_id (desk.mail, "save_button"));
  enr_test_wait_until (enr_test_query_int (desk.store,
                                           "SELECT count(*) FROM mail_setting WHERE is_on = 1 "
                                           "AND port = 2525 AND security = 'none' "
                                           "AND bounce_address = 'bounce@example.jp'")
                           == 1,
                       LONG);
  enr_test_wait_until (!gtk_widget_get_visible (enr_test_find_id (desk.mail, "save_button")), LONG);
  desk_end (&desk);
}

static gboolean
has_safe (GDBusConnection *connection)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "NameHasOwner", g_variant_new ("(s)", "org.freedesktop.secrets"), G_VARIANT_TYPE ("(b)"),
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean has_owner = FALSE;

  if (answer != NULL)
    g_variant_get (answer, "(b)", &has_owner);
  return has_owner;
}

/* A real safe of passwords, empty and open, in the folders of this desktop. */
static GSubprocess *
start_keyring (GDBusConnection *connection)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                                   | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  GSubprocess *keyring;
  GOutputStream *input;

  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG"); /* its warnings are its own */
  keyring = g_subprocess_launcher_spawn (launcher, NULL, "gnome-keyring-daemon", "--foreground",
                                         "--unlock", "--components=secrets", NULL);
  g_assert_nonnull (keyring);
  input = g_subprocess_get_stdin_pipe (keyring);
  g_assert_true (g_output_stream_write_all (input, "open", 4, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (input, NULL, NULL));
  enr_test_wait_until (has_safe (connection), LONG);
  return keyring;
}

static gboolean
is_kept (const char *password)
{
  char *kept = enr_secret_lookup ("127.0.0.1", ENR_TEST_USER, NULL, NULL);
  gboolean is_same = g_strcmp0 (kept, password) == 0;

  enr_secret_free (kept);
  return is_same;
}

/* What is saved is in the safe, and the next letter is handed over with it; it is not in the database. */
static void
test_password (void)
{
  guint port = enr_test_server_start (server, "none", "-", "-");
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  GSubprocess *keyring = start_keyring (connection);
  Desk desk;

  desk_begin (&desk);
  fill_in (&desk, port);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (desk.mail, "is_on")), TRUE);
  set_text (&desk, "user", ENR_TEST_USER);
  set_text (&desk, "password", "first");
  enr_test_click (enr_test_find_id (desk.mail, "save_button"));
  enr_test_wait_until (is_kept ("first"), LONG);
  enr_test_wait_until (!gtk_widget_get_visible (enr_test_find_id (desk.mail, "save_button")), LONG);
  set_text (&desk, "password", ENR_TEST_PASSWORD);
  enr_test_click (enr_test_find_id (desk.mail, "save_button"));
  enr_test_wait_until (is_kept (ENR_TEST_PASSWORD), LONG);
  enr_test_wait_until (!gtk_widget_get_visible (enr_test_find_id (desk.mail, "save_button")), LONG);
  enr_test_pass (300);
  enr_test_shot (desk.window, "mail-settings-password");
  /* With an empty field it is tried with what is kept. */
  set_text (&desk, "password", "");
  try (&desk, "mail.try");
  g_assert_false (gtk_widget_has_css_class (enr_test_find_id (desk.mail, "result"), "error"));
  desk_end (&desk);
  g_subprocess_force_exit (keyring);
  g_subprocess_wait (keyring, NULL, NULL);
  g_object_unref (keyring);
}

/* Gives every guardian an address, releases a letter, and says where the server is. */
static gpointer
release (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_autoptr (EnrAnnouncement) letter = enr_announcement_new ();
  g_autoptr (EnrMailSetting) setting = enr_mail_setting_new ();
  g_autoptr (EnrRecipientPlan) plan = NULL;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_GUARDIANS);

    while (enr_stmt_step (&st, error) > 0)
      {
        EnrUuid id = enr_column_uuid (&st, 0);

        g_array_append_val (ids, id);
      }
  }
  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *mail = g_strdup_printf ("guardian-%u@example.jp", i);

      if (!enr_contact_way_set_mail (db, &actor, &g_array_index (ids, EnrUuid, i), mail, error))
        return NULL;
    }
  {
    g_auto (EnrTxn) txn = ENR_TXN_INIT;
    g_auto (EnrStmt) st = enr_stmt (db, SQL_VERIFY);

    if (!enr_txn_begin (&txn, db, &actor, NULL, error) || !enr_stmt_run (&st, error)
        || !enr_txn_commit (&txn, error))
      return NULL;
  }
  g_free (letter->title);
  letter->title = g_strdup ("遠足");
  g_free (letter->body);
  letter->body = g_strdup ("お弁当をお持ちください。");
  enr_audience_add_all (letter->audience);
  setting->is_on = TRUE;
  setting->security = ENR_SMTP_NONE;
  setting->port = GPOINTER_TO_UINT (data);
  g_free (setting->host);
  setting->host = g_strdup ("127.0.0.1");
  g_free (setting->from_address);
  setting->from_address = g_strdup ("office@hoiku.example.jp");
  if (!enr_announcement_save (db, &actor, letter, NULL, error))
    return NULL;
  plan = enr_recipient_plan_announcement (db, &letter->id, error);
  return plan != NULL && enr_recipient_release (db, &actor, &letter->id, plan->digest, error)
                 && enr_mail_setting_save (db, &actor, setting, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

#define N_OF(state)                                                                                \
  enr_test_query_int (desk.store, "SELECT count(*) FROM delivery WHERE channel = 'mail' "          \
                                  "AND state = '" state "'")

/* While the window is open, what is released goes out by itself. */
static void
test_deliverer (void)
{
  g_autoptr (EnrDeliverer) deliverer = NULL;
  g_autoptr (GError) error = NULL;
  guint n_taken;
  Desk desk;

  desk_begin (&desk);
  deliverer = enr_deliverer_new (desk.session);
  enr_test_write (desk.store, release,
                  GUINT_TO_POINTER (enr_test_server_start (server, "none", "-", "-")), &error);
  g_assert_no_error (error);
  enr_test_wait_until (N_OF ("accepted") > 2 && N_OF ("waiting") + N_OF ("handing") == 0, LONG);
  enr_test_server_report (server, &n_taken, NULL, NULL);
  g_assert_cmpuint (n_taken, ==, N_OF ("accepted"));

  /* A failure is told once, and stands on the page of the settings. */
  enr_test_write (desk.store, release,
                  GUINT_TO_POINTER (enr_test_server_start (server, "none", "-",
                                                           "mail=553+5.7.1+Not+your+address")),
                  &error);
  g_assert_no_error (error);
  enr_test_wait_until (desk.message != NULL && strstr (desk.message, "553") != NULL, LONG);
  enr_test_wait_until (enr_test_shows (desk.window, "*553*"), LONG);
  enr_test_pass (200);
  enr_test_shot (desk.window, "mail-settings-trouble");
  g_assert_cmpint (N_OF ("waiting"), ==, n_taken);
  g_clear_object (&deliverer);
  desk_end (&desk);
}

/* Nothing can be reached, and mail rests; the network comes back, and it does not wait for the rest's end.
 * The
 * clock stands still, so that nothing else ends it. */
static void
test_network_comes_back (void)
{
  g_autoptr (EnrDeliverer) deliverer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  Desk desk;

  desk_begin (&desk);
  deliverer = enr_deliverer_new (desk.session);
  enr_test_write (desk.store, release,
                  GUINT_TO_POINTER (enr_test_server_start (server, "none", "-", "greeting=drop")),
                  &error);
  g_assert_no_error (error);
  enr_test_wait_until (enr_test_query_int (desk.store, "SELECT tries FROM mail_setting") == 1, LONG);
  enr_test_wait_until (!enr_background_is_running (ENR_BACKGROUND (deliverer)), LONG);
  answer = enr_test_server_ask (server, "fault -");
  g_assert_cmpstr (answer, ==, "ok");
  enr_test_pass (1500);
  g_assert_cmpint (N_OF ("accepted"), ==, 0);

  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", FALSE);
  enr_test_pass (300);
  g_assert_cmpint (N_OF ("accepted"), ==, 0);
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  enr_test_wait_until (N_OF ("accepted") > 2 && N_OF ("waiting") + N_OF ("handing") == 0, LONG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT tries FROM mail_setting"), ==, 0);
  g_clear_object (&deliverer);
  desk_end (&desk);
}

/* A login that is refused is no matter of the network. */
static void
test_network_is_no_password (void)
{
  g_autoptr (EnrDeliverer) deliverer = NULL;
  g_autoptr (GError) error = NULL;
  Desk desk;

  desk_begin (&desk);
  deliverer = enr_deliverer_new (desk.session);
  enr_test_write (desk.store, release,
                  GUINT_TO_POINTER (enr_test_server_start (server, "none", "-",
                                                           "mail=553+5.7.1+Not+your+address")),
                  &error);
  g_assert_no_error (error);
  enr_test_wait_until (enr_test_query_int (desk.store, "SELECT tries FROM mail_setting") == 1, LONG);
  enr_test_wait_until (!enr_background_is_running (ENR_BACKGROUND (deliverer)), LONG);
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  enr_test_pass (1000);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT tries FROM mail_setting"), ==, 1);
  g_clear_object (&deliverer);
  desk_end (&desk);
}

/* The window is closed while the server lets it wait: nothing is on the file afterwards. */
static void
test_stop (void)
{
  g_autoptr (EnrDeliverer) deliverer = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start;
  Desk desk;

  desk_begin (&desk);
  deliverer = enr_deliverer_new (desk.session);
  enr_test_write (desk.store, release,
                  GUINT_TO_POINTER (enr_test_server_start (server, "none", "-", "rcpt=hang")),
                  &error);
  g_assert_no_error (error);
  enr_test_wait_until (enr_background_is_running (ENR_BACKGROUND (deliverer)), LONG);
  enr_test_pass (300);
  start = g_get_monotonic_time ();
  enr_background_stop (ENR_BACKGROUND (deliverer));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 6 * G_USEC_PER_SEC);
  g_assert_false (enr_background_is_running (ENR_BACKGROUND (deliverer)));
  g_assert_cmpint (N_OF ("handing") + N_OF ("uncertain") + N_OF ("accepted"), ==, 0);
  g_clear_object (&deliverer);
  desk_end (&desk);
}

int
main (int argc, char **argv)
{
  g_autofree char *sources = NULL;
  int result;

  enr_test_app_init (&argc, &argv);
  enr_test_set_now ("2026-06-10T10:00");
  sources = g_test_build_filename (G_TEST_DIST, "mail", NULL);
  server = enr_test_server_new (sources);
  g_test_add_func ("/app/mail-settings/try", test_try);
  g_test_add_func ("/app/mail-settings/save", test_save);
  g_test_add_func ("/app/mail-settings/deliverer", test_deliverer);
  g_test_add_func ("/app/mail-settings/network-comes-back", test_network_comes_back);
  g_test_add_func ("/app/mail-settings/network-is-no-password", test_network_is_no_password);
  g_test_add_func ("/app/mail-settings/stop", test_stop);
  g_test_add_func ("/app/mail-settings/password", test_password);
  result = enr_test_app_run ();
  enr_test_server_free (server);
  return result;
}
