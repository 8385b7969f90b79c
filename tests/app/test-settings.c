/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>

#include "app-support.h"
#include "app/settings/class-dialog.h"
#include "app/settings/closure-dialog.h"
#include "app/settings/kind-dialog.h"
#include "app/settings/settings-page.h"

#define LONG 20000

typedef struct
{
  EnrStore *store;
  EnrSession *session;
  GtkWidget *window;
  EnrSettingsPage *page;
} Desk;

static void
desk_begin (Desk *desk)
{
  desk->store = enr_test_store_new_small (NULL);
  desk->session = enr_session_new (desk->store);
  desk->page = g_object_new (ENR_TYPE_SETTINGS_PAGE, NULL);
  desk->window = g_object_new (GTK_TYPE_WINDOW, "default-width", 870, "default-height", 690,
                               "child", desk->page, NULL);
  enr_page_set_session (ENR_PAGE (desk->page), desk->session);
  gtk_window_present (GTK_WINDOW (desk->window));
  enr_test_wait_until (enr_test_shows (desk->window, "さくら保育園（見本・架空）"), LONG);
}

static void
desk_end (Desk *desk)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  enr_test_settle ();
  g_object_unref (desk->session);
  enr_test_pass (50);
  enr_test_store_end (desk->store);
}

static GtkWidget *
find_dialog (GType type)
{
  g_autoptr (GListModel) all = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

static void
set_text (GtkWidget *root, const char *id, const char *text)
{
  GtkWidget *field = enr_test_find_id (root, id);

  g_assert_nonnull (field);
  gtk_editable_set_text (GTK_EDITABLE (field), text);
}

static void
save (Desk *desk, const char *group)
{
  gtk_widget_activate_action (enr_test_find_id (desk->window, "facility"), "facility.save", "s",
                              group);
}

static void
test_parts (void)
{
  static const char *const parts[] = { "facility", "classes", "kinds", "closures", "data" };
  Desk desk;

  desk_begin (&desk);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *shot = g_strconcat ("settings-", parts[i], NULL);

      enr_settings_page_show_part (desk.page, parts[i]);
      enr_test_pass (300);
      enr_test_shot (desk.window, shot);
      enr_test_assert_nothing_cut (desk.window);
    }
  desk_end (&desk);
}

static void
test_facility (void)
{
  Desk desk;
  GtkWidget *row;

  desk_begin (&desk);
  set_text (desk.window, "name", "あおぞら保育園");
  set_text (desk.window, "name_kana", "アオゾラホイクエン");
  set_text (desk.window, "director", "山本 恵");
  set_text (desk.window, "year_end_first", "12/28");
  save (&desk, "basic");
  enr_test_wait_until (enr_test_query_int (desk.store, "SELECT count(*) FROM facility WHERE name = "
                                                       "'あおぞら保育園' AND director = '山本 恵' "
                                                       "AND name_kana = 'アオゾラホイクエン'")
                           == 1,
                       LONG);
  enr_test_pass (200);
  /* What was typed in another group is neither saved nor lost. */
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT year_end_first FROM facility"), ==,
                   1229);
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (desk.window, "year_end_first"))), ==,
      "12/28");
  save (&desk, "days");
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT year_end_first FROM facility") == 1228, LONG);

  /* Refused: the sentence is below the field, and nothing is changed. */
  set_text (desk.window, "year_end_last", "13/40");
  save (&desk, "days");
  row = enr_test_find_id (desk.window, "year_end_last");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  set_text (desk.window, "year_end_last", "1/4");
  row = enr_test_find_id (desk.window, "weekday_open");
  set_text (row, "start", "19:00");
  set_text (row, "end", "7:00");
  save (&desk, "days");
  enr_test_wait_until (gtk_widget_has_css_class (row, "error"), LONG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT year_end_last FROM facility"), ==, 103);
  enr_test_pass (200);
  enr_test_shot (desk.window, "settings-refused");
  set_text (row, "start", "7時半");
  set_text (row, "end", "２０：００");
  save (&desk, "days");
  enr_test_wait_until (enr_test_query_int (desk.store, "SELECT open * 10000 + close FROM facility")
                           == 4501200,
                       LONG);
  g_assert_false (gtk_widget_has_css_class (row, "error"));

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (enr_test_find_id (desk.window, "lock_minutes")), 12);
  save (&desk, "rules");
  enr_test_wait_until (enr_test_query_int (desk.store, "SELECT lock_minutes FROM facility") == 12,
                       LONG);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT saturday_by_plan FROM facility"), ==, 0);
  row = enr_test_find_id (desk.window, "is_saturday_by_plan");
  gtk_switch_set_active (GTK_SWITCH (row), TRUE);
  g_assert_true (gtk_widget_get_visible (enr_test_find_id (desk.window, "save_rules")));
  gtk_widget_grab_focus (row); /* scrolled to */
  enr_test_pass (300);
  enr_test_shot (desk.window, "settings-saturday");
  save (&desk, "rules");
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT saturday_by_plan FROM facility") == 1, LONG);
  desk_end (&desk);
}

static void
test_classes (void)
{
  Desk desk;
  GtkWidget *part, *dialog;
  g_autofree char *id = NULL;

  desk_begin (&desk);
  enr_settings_page_show_part (desk.page, "classes");
  part = enr_test_find_id (desk.window, "classes");
  enr_test_wait_until (enr_test_shows (desk.window, "ぞう"), LONG);
  gtk_widget_activate_action (part, "classes.add", NULL);
  enr_test_wait_until ((dialog = find_dialog (ENR_TYPE_CLASS_DIALOG)) != NULL, LONG);
  set_text (dialog, "name", "ぞう");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_wait_until (gtk_widget_has_css_class (enr_test_find_id (dialog, "name"), "error"), LONG);
  set_text (dialog, "name", "うさぎ");
  enr_test_pass (100);
  enr_test_shot (dialog, "settings-class");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_wait_until (find_dialog (ENR_TYPE_CLASS_DIALOG) == NULL, LONG);
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT position FROM class WHERE name = 'うさぎ'"), ==, 2);
  enr_test_wait_until (enr_test_shows (desk.window, "うさぎ"), LONG);
  id = enr_test_query_text (desk.store, "SELECT lower(hex(id)) FROM class WHERE name = 'うさぎ'");
  gtk_widget_activate_action (part, "classes.up", "s", id);
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT position FROM class WHERE name = 'うさぎ'") == 1,
      LONG);
  desk_end (&desk);
}

static void
test_kinds (void)
{
  Desk desk;
  GtkWidget *part, *dialog;

  desk_begin (&desk);
  enr_settings_page_show_part (desk.page, "kinds");
  part = enr_test_find_id (desk.window, "kinds");
  gtk_widget_activate_action (part, "kinds.add", NULL);
  enr_test_wait_until ((dialog = find_dialog (ENR_TYPE_KIND_DIALOG)) != NULL, LONG);
  set_text (dialog, "label", "家庭保育");
  set_text (dialog, "symbol", "家");
  adw_combo_row_set_selected (ADW_COMBO_ROW (enr_test_find_id (dialog, "total")), 1);
  enr_test_pass (100);
  enr_test_shot (dialog, "settings-kind");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_wait_until (find_dialog (ENR_TYPE_KIND_DIALOG) == NULL, LONG);
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT count(*) FROM absence_kind WHERE label = "
                                       "'家庭保育' AND symbol = '家' AND total = 'other'"),
                   ==, 1);
  enr_test_wait_until (enr_test_shows (desk.window, "*家庭保育*"), LONG);
  desk_end (&desk);
}

static void
test_closures (void)
{
  Desk desk;
  GtkWidget *part, *dialog;
  g_autofree char *id = NULL;

  desk_begin (&desk);
  enr_settings_page_show_part (desk.page, "closures");
  part = enr_test_find_id (desk.window, "closures");
  gtk_widget_activate_action (part, "closures.add", NULL);
  enr_test_wait_until ((dialog = find_dialog (ENR_TYPE_CLOSURE_DIALOG)) != NULL, LONG);
  set_text (dialog, "name", "お盆休み");
  set_text (dialog, "first", "R8.8.13");
  set_text (dialog, "last", "2026/8/15");
  enr_test_pass (100);
  enr_test_shot (dialog, "settings-closure");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_wait_until (find_dialog (ENR_TYPE_CLOSURE_DIALOG) == NULL, LONG);
  enr_test_wait_until (enr_test_shows (desk.window, "お盆休み"), LONG);
  id = enr_test_query_text (desk.store, "SELECT lower(hex(id)) FROM closure");
  gtk_widget_activate_action (part, "closures.remove", "s", id);
  enr_test_wait_until (enr_session_get_undo_text (desk.session) != NULL, LONG);
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) FROM closure WHERE removed_at IS NULL"), ==,
      0);
  enr_session_undo (desk.session);
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT count(*) FROM closure WHERE removed_at IS NULL") == 1,
      LONG);
  desk_end (&desk);
}

static void
test_data (void)
{
  Desk desk;

  desk_begin (&desk);
  enr_settings_page_show_part (desk.page, "data");
  gtk_widget_activate_action (enr_test_find_id (desk.window, "data"), "data.check", NULL);
  enr_test_pass (500);
  g_assert_false (gtk_widget_has_css_class (enr_test_find_id (desk.window, "check_row"), "error"));
  enr_test_shot (desk.window, "settings-checked");
  desk_end (&desk);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/settings/parts", test_parts);
  g_test_add_func ("/app/settings/facility", test_facility);
  g_test_add_func ("/app/settings/classes", test_classes);
  g_test_add_func ("/app/settings/kinds", test_kinds);
  g_test_add_func ("/app/settings/closures", test_closures);
  g_test_add_func ("/app/settings/data", test_data);
  return enr_test_app_run ();
}
