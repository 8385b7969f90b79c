/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How the board looks: its columns stand straight, whatever is in them.
 */
#include "config.h"

#include "app-support.h"
#include "app/board/board-page.h"
#include "app/board/board-row.h"
#include "app/window.h"
#include "attendance/entry.h"
#include "base/clock.h"
#include "fees/rule.h"

#define WAIT 15000

/* Who collects, child by child; nobody the last. */
static const char *const collectors[] = {
  "母",
  "ファミリー・サポート・センター提供会員（小笠原 龍之介の祖母の妹）",
  "Alexandria-Konstantina Papadopoulou-Vandermeersschen",
  "父方の祖父母ふたりで車",
};

static gpointer
fill (EnrDb *db, gpointer data, GError **error)
{
  const EnrTestSmall *small = data;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();

  /* A dear rule, so that what is charged is a long word too. */
  g_free (rule->name);
  rule->name = g_strdup ("延長保育");
  rule->first = enr_date_new (2026, 4, 1);
  rule->n_bands = 1;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, 9 * 60, 27 * 60, 0, 0, 1, 999 };
  if (!enr_care_rule_save (db, &actor, rule, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (small->children); i++)
    {
      EnrEntryTimes times = { 8 * 60, i == 2 ? 20 * 60 : ENR_MINUTES_NONE, NULL };
      EnrEntryPlan plan = { ENR_MINUTES_NONE, ENR_MINUTES_NONE,
                            i < G_N_ELEMENTS (collectors) ? collectors[i] : "" };

      if (!enr_entry_set_times (db, &actor, &small->children[i], enr_clock_today (), &times, "x",
                                error)
          || !enr_entry_set_plan (db, &actor, &small->children[i], enr_clock_today (), &plan,
                                  error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static int
left_of (GtkWidget *widget, GtkWidget *in)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, in, &bounds));
  return (int) bounds.origin.x;
}

/* The columns behind the name, of every child's row, begin where those of the first do. */
static void
assert_straight (GtkWidget *board)
{
  static const char *const ids[]
      = { "kana", "status", "planned", "arrived", "left", "collector", "sight", "note" };
  int first[G_N_ELEMENTS (ids)];
  guint n_rows = 0;

  for (guint i = 0; i < enr_test_count_type (board, ENR_TYPE_BOARD_ROW); i++)
    {
      GtkWidget *row = enr_test_find_type (board, ENR_TYPE_BOARD_ROW, i);

      if (!gtk_widget_get_mapped (enr_test_find_id (row, "sight")))
        continue;
      for (guint j = 0; j < G_N_ELEMENTS (ids); j++)
        {
          int left = left_of (enr_test_find_id (row, ids[j]), board);

          if (n_rows == 0)
            first[j] = left;
          g_assert_cmpint (left, ==, first[j]);
        }
      n_rows++;
    }
  g_assert_cmpuint (n_rows, ==, 5);
}

static void
test_columns (gconstpointer data)
{
  static const struct
  {
    int width;
    int height;
    const char *shot;
  } sizes[] = { { 1024, 768, "board-columns-1024" }, { 1280, 800, "board-columns-1280" } };
  EnrApplication *application = (gpointer) data;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrSession) session = NULL;
      EnrTestSmall small;
      EnrStore *store;
      EnrWindow *window;
      GtkWidget *board;
      gpointer gone;

      enr_test_set_now ("2026-06-10T20:59");
      store = enr_test_store_new_small (&small);
      enr_test_write (store, fill, &small, &error);
      g_assert_no_error (error);
      session = enr_session_new (store);
      gone = window = enr_window_new (application);
      gtk_window_set_default_size (GTK_WINDOW (window), sizes[i].width, sizes[i].height);
      enr_window_set_session (window, session, FALSE);
      gtk_window_present (GTK_WINDOW (window));
      board = GTK_WIDGET (enr_window_show_page (window, "board"));
      enr_test_wait_until (enr_test_shows (board, "青木 朝陽"), WAIT);
      enr_test_wait_until (enr_test_shows (board, "Extended*"), WAIT);
      enr_test_pass (300);
      enr_test_shot (GTK_WIDGET (window), sizes[i].shot);
      enr_test_assert_nothing_cut (board);
      assert_straight (board);

      g_object_add_weak_pointer (gone, &gone);
      gtk_window_destroy (GTK_WINDOW (window));
      enr_test_wait_until (gone == NULL, WAIT);
      g_clear_object (&session);
      enr_test_store_end (store);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (EnrApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  enr_test_app_init (&argc, &argv);
  application = enr_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  g_test_add_data_func ("/app/board/columns", application, test_columns);
  return enr_test_app_run ();
}
