/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page of the municipality on a real hub: connecting, what is sent and what waits, what is
 * refused, free places and accidents.
 */
#include "config.h"

#include <string.h>

#include "app-support.h"
#include "app/city/carry.h"
#include "app/city/report-row.h"
#include "app/sender.h"
#include "attendance/closing.h"
#include "city-desk.h"
#include "outbox/outbox.h"
#include "submission/attach.h"
#include "writing/accident.h"

typedef struct
{
  EnrStore *store;
  EnrTestSmall small;
  EnrSession *session;
  EnrSender *sender;
  GtkWidget *window;
  EnrCityPage *page;
  CityHub hub;
  char *message; /* the last of the session */
  int n_person;  /* the last of the sender */
} Desk;

/*
 * The desk
 */

static void
message_cb (EnrSession *session, const char *text, gboolean is_failure, Desk *desk)
{
  g_free (desk->message);
  desk->message = g_strdup (text);
}

static void
person_cb (EnrSender *sender, int n, Desk *desk)
{
  desk->n_person = n;
}

static gpointer
attach (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (enr_submission_attach (db, error));
}

static void
begin (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  memset (desk, 0, sizeof *desk);
  enr_test_set_now ("2026-06-10T18:10:00");
  city_hub_begin (&desk->hub);
  desk->store = enr_test_store_new_small (&desk->small);
  g_assert_nonnull (enr_test_write (desk->store, attach, NULL, &error));
  desk->session = enr_session_new (desk->store);
  g_signal_connect (desk->session, "message", G_CALLBACK (message_cb), desk);
  desk->sender = enr_sender_new (desk->session);
  g_signal_connect (desk->sender, "person", G_CALLBACK (person_cb), desk);
  desk->page = g_object_new (ENR_TYPE_CITY_PAGE, NULL);
  desk->window = g_object_new (GTK_TYPE_WINDOW, "default-width", 880, "default-height", 680,
                               "child", desk->page, NULL);
  enr_page_set_session (ENR_PAGE (desk->page), desk->session);
  gtk_window_present (GTK_WINDOW (desk->window));
  enr_test_pass (200);
}

static void
end (Desk *desk)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  enr_test_settle ();
  enr_background_stop (ENR_BACKGROUND (desk->sender));
  g_signal_handlers_disconnect_by_data (desk->sender, desk);
  g_object_unref (desk->sender);
  g_signal_handlers_disconnect_by_data (desk->session, desk);
  g_object_unref (desk->session);
  enr_test_pass (50);
  enr_test_store_end (desk->store);
  city_hub_end (&desk->hub);
  g_free (desk->message);
}

static GtkWidget *
part (Desk *desk, const char *name)
{
  return city_part (desk->page, name);
}

typedef struct
{
  const EnrActor *actor;
  EnrDate day;
} Close;

static gpointer
close_day (EnrDb *db, gpointer data, GError **error)
{
  const Close *close = data;

  return GINT_TO_POINTER (enr_day_close (db, close->actor, close->day, NULL, error));
}

static void
do_close (Desk *desk, EnrDate day)
{
  Close close = { enr_session_get_actor (desk->session), day };
  g_autoptr (GError) error = NULL;

  enr_test_write (desk->store, close_day, &close, &error);
  g_assert_no_error (error);
}

#define COUNT(condition)                                                                           \
  enr_test_query_int (desk->store, "SELECT count(*) FROM sync_delivery WHERE " condition)

static const char *
label_of (Desk *desk, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (enr_test_find_id (GTK_WIDGET (desk->page), id)));
}

/*
 * Tests
 */

/* A wrong code is said at its field; with the right one, a closed day goes by itself. */
static void
test_send (void)
{
  Desk d, *desk = &d;
  g_autofree char *status = NULL;

  begin (desk);
  g_assert_true (enr_test_shows (GTK_WIDGET (desk->page), "Nothing is reported to the city*"));
  enr_test_shot (desk->window, "city-nothing");
  city_enroll (desk->page, &desk->hub, "0000-0000-0000-0000");
  enr_test_wait_until (
      gtk_widget_has_css_class (enr_test_find_id (GTK_WIDGET (desk->page), "code"), "error"), LONG);
  enr_test_shot (desk->window, "city-wrong-code");
  city_connect (desk->page, &desk->hub, desk->store);
  city_choose (desk->page, desk->store, 0, ENR_SENDING_MODE_AUTO);
  enr_test_shot (desk->window, "city-setup");
  enr_test_assert_nothing_cut (desk->window);
  do_close (desk, enr_date_new (2026, 6, 10));
  enr_sender_send_now (desk->sender);
  enr_test_wait_until (COUNT ("state = 1") == 1, LONG);
  part (desk, "sending");
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (enr_test_find_id (GTK_WIDGET (desk->page), "filter_all")), TRUE);
  enr_test_wait_until (enr_test_count_type (GTK_WIDGET (desk->page), ENR_TYPE_REPORT_ROW) == 1,
                       LONG);
  g_assert_true (g_str_has_prefix (label_of (desk, "truth"), "Everything has been sent"));
  gtk_list_box_select_row (
      GTK_LIST_BOX (enr_test_find_id (GTK_WIDGET (desk->page), "list")),
      GTK_LIST_BOX_ROW (enr_test_find_type (GTK_WIDGET (desk->page), ENR_TYPE_REPORT_ROW, 0)));
  enr_test_wait_until (enr_test_find_button (GTK_WIDGET (desk->page), "Save the Receipt…") != NULL,
                       LONG);
  enr_test_shot (desk->window, "city-sent");
  enr_test_assert_nothing_cut (desk->window);
  /* no name has left */
  g_assert_null (strstr (label_of (desk, "text"), "青木"));
  status = city_hub_run (&desk->hub, "status", "--json", NULL);
  g_assert_nonnull (strstr (status, "1310101"));
  end (desk);
}

/* What waits for the director's word is read and sent, or taken back. */
static void
test_word (void)
{
  Desk d, *desk = &d;
  GtkWidget *row;

  begin (desk);
  city_connect (desk->page, &desk->hub, desk->store);
  city_choose (desk->page, desk->store, 0, ENR_SENDING_MODE_CONFIRM);
  do_close (desk, enr_date_new (2026, 6, 9));
  do_close (desk, enr_date_new (2026, 6, 10));
  enr_test_wait_until (COUNT ("state = 6") == 2, LONG);
  enr_test_wait_until (desk->n_person == 2, LONG);
  part (desk, "sending");
  enr_test_wait_until (enr_test_count_type (GTK_WIDGET (desk->page), ENR_TYPE_REPORT_ROW) == 2,
                       LONG);
  row = enr_test_find_type (GTK_WIDGET (desk->page), ENR_TYPE_REPORT_ROW, 0);
  gtk_list_box_select_row (GTK_LIST_BOX (enr_test_find_id (GTK_WIDGET (desk->page), "list")),
                           GTK_LIST_BOX_ROW (row));
  enr_test_wait_until (enr_test_find_button (GTK_WIDGET (desk->page), "Send") != NULL, LONG);
  enr_test_shot (desk->window, "city-word");
  enr_test_assert_nothing_cut (desk->window);
  gtk_widget_activate_action (enr_test_find_id (GTK_WIDGET (desk->page), "pane"), "report.release",
                              NULL);
  enr_sender_send_now (desk->sender);
  enr_test_wait_until (COUNT ("state = 1") == 1, LONG);
  g_assert_cmpint (COUNT ("state = 6"), ==, 1);
  g_assert_cmpint (enr_test_query_int (desk->store,
                                       "SELECT count(*) FROM submission_decision WHERE "
                                       "what = 'release'"),
                   ==, 1);
  end (desk);
}

/* The hub is not there: nothing is lost, and the line says so. */
static void
test_offline (void)
{
  Desk d, *desk = &d;

  begin (desk);
  city_connect (desk->page, &desk->hub, desk->store);
  city_choose (desk->page, desk->store, 0, ENR_SENDING_MODE_AUTO);
  city_hub_stop (&desk->hub);
  do_close (desk, enr_date_new (2026, 6, 10));
  enr_sender_send_now (desk->sender);
  part (desk, "sending");
  enr_test_wait_until (*label_of (desk, "truth") == '1', LONG);
  g_assert_true (g_str_has_prefix (label_of (desk, "truth"), "1 report is saved here"));
  g_assert_cmpint (COUNT ("state = 0"), ==, 1);
  enr_test_wait_until (desk->message != NULL, LONG);
  enr_test_pass (300);
  enr_test_shot (desk->window, "city-offline");
  enr_test_assert_nothing_cut (desk->window);
  end (desk);
}

/* Free places, and an accident whose report is late. */
static void
test_vacancy_and_accident (void)
{
  Desk d, *desk = &d;
  GtkWidget *vacancy;
  GtkWidget *spin;

  begin (desk);
  vacancy = part (desk, "vacancy");
  enr_test_wait_until (enr_test_count_type (vacancy, GTK_TYPE_SPIN_BUTTON) >= 2, LONG);
  spin = enr_test_find_type (vacancy, GTK_TYPE_SPIN_BUTTON, 0);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), 3);
  enr_test_shot (desk->window, "city-vacancy");
  enr_test_assert_nothing_cut (desk->window);
  gtk_widget_activate_action (vacancy, "vacancy.save", NULL);
  enr_test_wait_until (
      enr_test_query_int (desk->store, "SELECT sum(places) FROM vacancy WHERE age = 0") == 3, LONG);
  /* of the other ages nobody has said anything, and nobody has counted who waits */
  g_assert_cmpint (enr_test_query_int (desk->store, "SELECT count(*) FROM vacancy"), ==, 1);
  g_assert_cmpint (
      enr_test_query_int (desk->store, "SELECT count(*) FROM vacancy WHERE waiting IS NOT NULL"),
      ==, 0);
  part (desk, "accidents");
  enr_test_wait_until (enr_test_shows (GTK_WIDGET (desk->page), "There are no reports*"), LONG);
  enr_test_shot (desk->window, "city-accidents");
  enr_test_assert_nothing_cut (desk->window);
  end (desk);
}

/* The dialog that says what has become of a file. */
static GtkWidget *
dialog_of (const char *heading)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window)
          && g_pattern_match_simple (heading,
                                     adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (window))))
        return window;
    }
  return NULL;
}

static void
answer (const char *heading, const char *words)
{
  const char *body;

  enr_test_wait_until (dialog_of (heading) != NULL, LONG);
  enr_test_pass (300);
  body = adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (dialog_of (heading)));
  if (!g_pattern_match_simple (words, body))
    g_error ("%s: %s", heading, body);
  enr_test_shot (dialog_of (heading), "city-file-dialog");
  gtk_window_close (GTK_WINDOW (dialog_of (heading)));
  enr_test_wait_until (dialog_of (heading) == NULL, LONG);
}

static GFile *
file_in (Desk *desk, const char *name)
{
  return g_file_new_build_filename (desk->hub.folder, name, NULL);
}

/* A nursery without a network: the city's file in, reports out as a file, its receipt in. */
static void
test_by_file (void)
{
  Desk d, *desk = &d;
  g_autoptr (GFile) hub_file = NULL;
  g_autoptr (GFile) batch = NULL;
  g_autoptr (GFile) receipt = NULL;
  GtkWidget *page;

  begin (desk);
  page = GTK_WIDGET (desk->page);
  hub_file = file_in (desk, "city.enhub");
  batch = file_in (desk, "june.enbatch");
  receipt = file_in (desk, "june.enreceipt");
  g_free (city_hub_run (&desk->hub, "code", "1310101", "--name", "さくら保育園", "--file",
                        g_file_peek_path (hub_file), NULL));
  /* what is none changes nothing, and says so */
  enr_city_carry_open (desk->session, page, receipt);
  answer ("This file cannot be read in", "*");
  g_assert_cmpint (enr_test_query_int (desk->store, "SELECT count(*) FROM sync_link"), ==, 0);
  enr_city_carry_open (desk->session, page, hub_file);
  answer ("Reports go to 見本市 by file", "Choose in the settings*");
  city_choose (desk->page, desk->store, 0, ENR_SENDING_MODE_AUTO);
  enr_test_wait_until (enr_test_shows (page, "Reports are carried to 見本市*"), LONG);
  enr_test_shot (desk->window, "city-file-setup");
  enr_test_assert_nothing_cut (desk->window);
  do_close (desk, enr_date_new (2026, 6, 9));
  do_close (desk, enr_date_new (2026, 6, 10));
  part (desk, "sending");
  enr_test_wait_until (enr_test_find_button (page, "Write to a File…") != NULL
                           && gtk_widget_is_visible (enr_test_find_id (page, "file_buttons")),
                       LONG);
  enr_test_shot (desk->window, "city-file-waiting");
  enr_test_assert_nothing_cut (desk->window);
  g_assert_false (gtk_widget_get_visible (enr_test_find_id (page, "send_button")));
  enr_city_carry_export (desk->session, page, batch);
  answer ("2 reports were written", "*june.enbatch*Nothing counts as sent until*");
  g_assert_cmpint (COUNT ("state = 0"), ==, 2);
  g_free (city_hub_run (&desk->hub, "import", g_file_peek_path (batch), "--receipt",
                        g_file_peek_path (receipt), NULL));
  enr_city_carry_open (desk->session, page, receipt);
  answer ("The receipt was read in", "The city knows this PC now.\nThe city has taken 2 reports.");
  g_assert_cmpint (COUNT ("state = 1"), ==, 2);
  enr_test_wait_until (g_str_has_prefix (label_of (desk, "truth"), "Everything has been sent"),
                       LONG);
  enr_test_shot (desk->window, "city-file-done");
  enr_city_carry_export (desk->session, page, batch);
  answer ("There is nothing to write", "*");
  end (desk);
}

/* A receipt that was changed on its way. */
static void
test_wrong_receipt (void)
{
  Desk d, *desk = &d;
  g_autoptr (GFile) batch = NULL;
  g_autoptr (GFile) receipt = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) changed = NULL;

  begin (desk);
  batch = file_in (desk, "x.enbatch");
  receipt = file_in (desk, "x.enreceipt");
  city_connect (desk->page, &desk->hub, desk->store);
  city_choose (desk->page, desk->store, 0, ENR_SENDING_MODE_AUTO);
  city_hub_stop (&desk->hub);
  do_close (desk, enr_date_new (2026, 6, 10));
  enr_city_carry_export (desk->session, GTK_WIDGET (desk->page), batch);
  answer ("1 report was written", "*");
  g_free (city_hub_run (&desk->hub, "import", g_file_peek_path (batch), "--receipt",
                        g_file_peek_path (receipt), NULL));
  g_assert_true (g_file_get_contents (g_file_peek_path (receipt), &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, "accepted", "rejected", 1), ==, 1);
  g_assert_true (g_file_set_contents (g_file_peek_path (receipt), changed->str, -1, NULL));
  enr_city_carry_open (desk->session, GTK_WIDGET (desk->page), receipt);
  answer ("This file cannot be read in", "This receipt was altered*");
  g_assert_true (g_file_set_contents (g_file_peek_path (receipt), text, -1, NULL));
  g_assert_cmpint (COUNT ("state = 0"), ==, 1);
  enr_city_carry_open (desk->session, GTK_WIDGET (desk->page), receipt);
  answer ("The receipt was read in", "The city has taken 1 report.");
  g_assert_cmpint (COUNT ("state = 1"), ==, 1);
  end (desk);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE);

  g_test_add_func ("/app/city/send", test_send);
  g_test_add_func ("/app/city/word", test_word);
  g_test_add_func ("/app/city/offline", test_offline);
  g_test_add_func ("/app/city/by-file", test_by_file);
  g_test_add_func ("/app/city/wrong-receipt", test_wrong_receipt);
  g_test_add_func ("/app/city/vacancy-and-accident", test_vacancy_and_accident);

  return enr_test_app_run ();
}
