/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page of the municipality without a hub: reports of outbreaks.
 */
#include "config.h"

#include <string.h>

#include "app-support.h"
#include "app/city/city-page.h"
#include "app/city/outbreak-dialog.h"
#include "contact/disease.h"
#include "contact/illness.h"
#include "submission/attach.h"

#define LONG 20000

typedef struct
{
  EnrStore *store;
  EnrTestSmall small;
  EnrSession *session;
  GtkWidget *window;
  EnrCityPage *page;
  char *disease; /* key of the first that is offered */
  char *message; /* the last of the session */
} Desk;

static void
message_cb (EnrSession *session, const char *text, gboolean is_failure, Desk *desk)
{
  g_free (desk->message);
  desk->message = g_strdup (text);
}

static gpointer
attach (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (enr_submission_attach (db, error));
}

/* A child of the day falls ill. */
static gpointer
fall_ill (EnrDb *db, gpointer data, GError **error)
{
  Desk *desk = data;
  EnrActor actor = { .kind = ENR_ACTOR_COMMAND, .name = "園長", .device = "PC" };
  g_autoptr (GPtrArray) diseases = enr_disease_list (db, error);
  g_autoptr (EnrIllness) illness = enr_illness_new ();

  g_assert_nonnull (diseases);
  desk->disease = g_strdup (((EnrDisease *) g_ptr_array_index (diseases, 0))->key);
  illness->child_id = desk->small.children[0];
  illness->known_day = enr_date_new (2026, 6, 10);
  illness->anchors[ENR_ANCHOR_ONSET] = enr_date_new (2026, 6, 9);
  g_free (illness->disease);
  illness->disease = g_strdup (desk->disease);
  return GINT_TO_POINTER (enr_illness_save (db, &actor, illness, NULL, error));
}

static void
begin (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  memset (desk, 0, sizeof *desk);
  enr_test_set_now ("2026-06-10T18:10:00");
  desk->store = enr_test_store_new_small (&desk->small);
  g_assert_nonnull (enr_test_write (desk->store, attach, NULL, &error));
  enr_test_write (desk->store, fall_ill, desk, &error);
  g_assert_no_error (error);
  desk->session = enr_session_new (desk->store);
  g_signal_connect (desk->session, "message", G_CALLBACK (message_cb), desk);
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
  g_signal_handlers_disconnect_by_data (desk->session, desk);
  g_object_unref (desk->session);
  enr_test_pass (50);
  enr_test_store_end (desk->store);
  g_free (desk->disease);
  g_free (desk->message);
}

static GtkWidget *
part (Desk *desk, const char *name)
{
  enr_city_page_show_part (desk->page, name);
  enr_test_pass (200);
  return enr_test_find_id (GTK_WIDGET (desk->page), name);
}

/* A window of @type that is open, or NULL. */
static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }
  return NULL;
}

static double
value_of (GtkWidget *dialog, const char *id)
{
  return gtk_spin_button_get_value (GTK_SPIN_BUTTON (enr_test_find_id (dialog, id)));
}

static void
set_value (GtkWidget *dialog, const char *id, double value)
{
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (enr_test_find_id (dialog, id)), value);
}

static void
save_dialog (GtkWidget *dialog)
{
  ENR_EDIT_DIALOG_GET_CLASS (dialog)->save (ENR_EDIT_DIALOG (dialog));
}

/* Told with what the records know, then how it went on, then taken back with a reason. */
static void
test_outbreak (void)
{
  Desk d, *desk = &d;
  GtkWidget *view;
  GtkWidget *dialog;
  GtkWidget *reason;
  GtkWidget *row;

  begin (desk);
  view = part (desk, "outbreak");
  enr_test_wait_until (enr_test_shows (view, "There are no reports of outbreaks*"), LONG);
  enr_test_shot (desk->window, "outbreak-nothing");
  enr_test_assert_nothing_cut (desk->window);
  gtk_widget_activate_action (view, "outbreak.new", NULL);
  dialog = find_window (ENR_TYPE_OUTBREAK_DIALOG);
  g_assert_nonnull (dialog);
  adw_combo_row_set_selected (ADW_COMBO_ROW (enr_test_find_id (dialog, "disease")), 1);
  enr_test_wait_until (value_of (dialog, "children") == 1, LONG);
  g_assert_cmpfloat (value_of (dialog, "users"), >, 1);
  set_value (dialog, "staff", 2);
  set_value (dialog, "severe", 9);
  enr_test_shot (dialog, "outbreak-dialog");
  enr_test_assert_nothing_cut (dialog);
  save_dialog (dialog);
  /* more severe cases than cases: the form stays with what is wrong */
  enr_test_wait_until (enr_test_shows (dialog, "The numbers of people cannot be right*"), LONG);
  set_value (dialog, "severe", 1);
  save_dialog (dialog);
  enr_test_wait_until (enr_test_query_int (desk->store, "SELECT count(*) FROM outbreak_report "
                                                        "WHERE staff = 2 AND children = 1")
                           == 1,
                       LONG);
  g_assert_cmpint (enr_test_query_int (desk->store, "SELECT count(*) FROM outbreak_report WHERE "
                                                    "first_day < as_of"),
                   ==, 1);
  enr_test_wait_until (find_window (ENR_TYPE_OUTBREAK_DIALOG) == NULL, LONG);

  enr_test_wait_until (enr_test_find_button (view, "Take back…") != NULL, LONG);
  enr_test_shot (desk->window, "outbreak-list");
  enr_test_assert_nothing_cut (desk->window);
  row = gtk_widget_get_ancestor (enr_test_find_button (view, "Take back…"), ADW_TYPE_ACTION_ROW);
  g_signal_emit_by_name (row, "activate");
  enr_test_wait_until (find_window (ENR_TYPE_OUTBREAK_DIALOG) != NULL, LONG);
  dialog = find_window (ENR_TYPE_OUTBREAK_DIALOG);
  g_assert_cmpfloat (value_of (dialog, "staff"), ==, 2);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (dialog, "is_over")), TRUE);
  save_dialog (dialog);
  enr_test_wait_until (enr_test_query_int (desk->store, "SELECT count(*) FROM outbreak_report "
                                                        "WHERE is_over = 1 AND staff = 2")
                           == 1,
                       LONG);
  g_assert_cmpint (enr_test_query_int (desk->store, "SELECT count(*) FROM outbreak_report"), ==, 1);

  enr_test_wait_until (find_window (ENR_TYPE_OUTBREAK_DIALOG) == NULL, LONG);
  enr_test_pass (200);
  enr_test_click (enr_test_find_button (view, "Take back…"));
  enr_test_pass (200);
  reason = find_window (g_type_from_name ("EnrReasonDialog"));
  g_assert_nonnull (reason);
  enr_test_shot (reason, "outbreak-reason");
  gtk_editable_set_text (GTK_EDITABLE (enr_test_find_type (reason, GTK_TYPE_TEXT, 0)), "誤り");
  gtk_widget_activate_action (reason, "dialog.save", NULL);
  enr_test_wait_until (enr_test_query_int (desk->store, "SELECT count(*) FROM outbreak_report "
                                                        "WHERE removed_at IS NOT NULL")
                           == 1,
                       LONG);
  enr_test_wait_until (enr_test_shows (view, "There are no reports of outbreaks*"), LONG);
  end (desk);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/city-more/outbreak", test_outbreak);

  return enr_test_app_run ();
}
