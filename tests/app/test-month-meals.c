/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Meals, entered at the month's page: their times, and how many children that is on each day.
 */
#include "config.h"

#include <string.h>

#include "app/month/meal-row.h"
#include "app/month/meals-dialog.h"
#include "app/window.h"
#include "month-desk.h"
#include "statistics/meal.h"

static GtkWidget *
open_meals (Desk *desk)
{
  GtkWidget *dialog;

  desk_click (desk->page, "month.meals");
  dialog = desk_wait_dialog (ENR_TYPE_MEALS_DIALOG);
  enr_test_wait_until (enr_test_count_type (dialog, ENR_TYPE_MEAL_ROW) > 0, LONG);
  return dialog;
}

static void
type_meal (GtkWidget *dialog, guint n, const char *name, const char *at)
{
  GtkWidget *row = enr_test_find_type (dialog, ENR_TYPE_MEAL_ROW, n);

  desk_set_text (row, "name", name);
  desk_set_text (row, "at", at);
}

/* "おやつ 900, 給食 690" */
static void
assert_meals (Desk *desk, const char *expected)
{
  g_autofree char *text = enr_test_query_text (
      desk->store,
      "SELECT coalesce(group_concat(name || ' ' || at, ', '), '') FROM (SELECT name, at "
      "FROM meal WHERE removed_at IS NULL ORDER BY name)");

  g_assert_cmpstr (text, ==, expected);
}

static gpointer
load_statistics (EnrDb *db, gpointer data, GError **error)
{
  return enr_month_statistics_load (db, month_desk_june, ENR_FIGURES_OF_RECORDS, error);
}

/* The label in a column of the line below the days. */
static guint64
read_sum (GtkWidget *dialog, int column)
{
  GtkGrid *days = GTK_GRID (enr_test_find_id (dialog, "days"));
  GtkWidget *label = gtk_grid_get_child_at (days, column, 31);

  g_assert_nonnull (label);
  return g_ascii_strtoull (gtk_label_get_text (GTK_LABEL (label)), NULL, 10);
}

static void
test_meals (void)
{
  g_autoptr (EnrMonthlyStatistics) statistics = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog, *row;
  const EnrMealLine *line;
  guint64 sum;
  Desk desk;

  month_desk_begin (&desk);
  month_desk_wait_loaded (&desk);
  dialog = open_meals (&desk);
  type_meal (dialog, 0, "給食", "11時30分");
  sum = read_sum (dialog, 1);
  g_assert_cmpuint (sum, >, 200);
  desk_click (dialog, "meals.more");
  type_meal (dialog, 1, "おやつ", "いつか");
  desk_click (dialog, "dialog.save");
  month_desk_wait_text (dialog, "A meal needs a time*");
  assert_meals (&desk, "");
  /* Enter in the last field is as good as the button, and all is stored as one action. */
  type_meal (dialog, 1, "おやつ", "15:00");
  row = enr_test_find_type (dialog, ENR_TYPE_MEAL_ROW, 1);
  g_signal_emit_by_name (enr_test_find_id (row, "at"), "activate");
  desk_wait_no_dialog (ENR_TYPE_MEALS_DIALOG);
  assert_meals (&desk, "おやつ 900, 給食 690");
  g_assert_cmpstr (enr_session_get_undo_text (desk.session), ==, "The meals were changed");

  /* What the days showed is what the month's figures say. */
  statistics = enr_test_read (desk.store, load_statistics, NULL, &error);
  line = &g_array_index (statistics->meals, EnrMealLine, 0);
  g_assert_cmpuint (enr_statistics_sum (line->children), ==, sum);

  /* One is changed and one taken out; one undo brings both back. */
  dialog = open_meals (&desk);
  g_assert_cmpuint (enr_test_count_type (dialog, ENR_TYPE_MEAL_ROW), ==, 2);
  g_assert_cmpuint (read_sum (dialog, 1), ==, sum);
  type_meal (dialog, 0, "昼食", "12:00");
  desk_click (enr_test_find_type (dialog, ENR_TYPE_MEAL_ROW, 1), "meal.clear");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_MEALS_DIALOG);
  assert_meals (&desk, "昼食 720");
  enr_session_undo (desk.session);
  enr_test_wait_until (enr_test_query_int (desk.store, "SELECT count(*) FROM meal WHERE removed_at "
                                                       "IS NULL")
                           == 2,
                       LONG);
  assert_meals (&desk, "おやつ 900, 給食 690");
  enr_session_undo (desk.session);
  enr_test_wait_until (enr_test_query_int (desk.store, "SELECT count(*) FROM meal WHERE removed_at "
                                                       "IS NULL")
                           == 0,
                       LONG);
  desk_end (&desk);
}

static gpointer
add_by_another (EnrDb *db, gpointer data, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  EnrMeal meal = { enr_uuid_none, (char *) "補食", 18 * 60 };

  return GINT_TO_POINTER (enr_meal_save (db, &actor, &meal, error));
}

/* Nobody's meal is written over, and nothing that was typed is lost. */
static void
test_changed_meanwhile (void)
{
  GtkWidget *dialog;
  Desk desk;

  month_desk_begin (&desk);
  month_desk_wait_loaded (&desk);
  dialog = open_meals (&desk);
  type_meal (dialog, 0, "給食", "11:30");
  month_desk_write (&desk, add_by_another);
  desk_click (dialog, "dialog.save");
  month_desk_wait_text (dialog, "The meals were changed by somebody else*");
  assert_meals (&desk, "補食 1080");
  desk_answer (TRUE);
  enr_test_wait_until (enr_test_count_type (dialog, ENR_TYPE_MEAL_ROW) == 2, LONG);
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_MEALS_DIALOG);
  assert_meals (&desk, "給食 690, 補食 1080");
  desk_end (&desk);
}

static void
test_pictures (void)
{
  GtkWidget *window, *dialog;
  Desk desk;

  month_desk_begin (&desk);
  gtk_widget_set_visible (desk.window, FALSE);
  window = GTK_WIDGET (enr_window_new (NULL));
  gtk_window_set_default_size (GTK_WINDOW (window), 1024, 768);
  gtk_window_present (GTK_WINDOW (window));
  enr_window_set_session (ENR_WINDOW (window), desk.session, FALSE);
  desk.page = GTK_WIDGET (enr_window_show_page (ENR_WINDOW (window), "month"));
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (desk.page, "checklist")), LONG);
  enr_test_pass (300);
  enr_test_shot (window, "month-with-meals");
  enr_test_assert_nothing_cut (window);
  dialog = open_meals (&desk);
  type_meal (dialog, 0, "給食", "11:30");
  desk_click (dialog, "meals.more");
  type_meal (dialog, 1, "おやつ", "15:00");
  enr_test_pass (300);
  enr_test_shot (dialog, "month-meals");
  enr_test_assert_nothing_cut (dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (window));
  desk_end (&desk);
}

int
main (int argc, char *argv[])
{
  enr_test_app_init (&argc, &argv);
  g_test_add_func ("/month-meals/meals", test_meals);
  g_test_add_func ("/month-meals/changed-meanwhile", test_changed_meanwhile);
  g_test_add_func ("/month-meals/pictures", test_pictures);
  return enr_test_app_run ();
}
