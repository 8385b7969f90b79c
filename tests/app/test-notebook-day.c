/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How many keys and taps a usual day of a class is.
 */
#include "config.h"

#include "notebook-desk.h"
#include "app/writing/phrase-popover.h"
#include "writing-desk.h"
#include "writing/phrase.h"

/* The day before, of the nursery's side: when lunch was. */
static gpointer
write_lunch (EnrDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GPtrArray) results = NULL;
  EnrNotebookPage *page = enr_notebook_page_new (&fixture->small.children[0],
                                                 enr_date_new (2026, 6, 9), ENR_SIDE_NURSERY);
  EnrNotebookEvent *lunch = enr_notebook_event_new (ENR_EVENT_MEAL);

  if (!enr_phrase_start (db, &other, NULL, error))
    return NULL;
  lunch->at = 10 * 60 + 50;
  g_free (lunch->quality);
  lunch->quality = g_strdup ("半分");
  g_free (lunch->note);
  lunch->note = g_strdup ("カレー");
  g_ptr_array_add (page->events, lunch);
  g_ptr_array_add (pages, page);
  results = enr_notebook_save (db, &other, pages, NULL, error);
  return GINT_TO_POINTER (results != NULL && enr_notebook_count (results, ENR_NOTEBOOK_SAVED) == 1);
}

/* Counts what a teacher does. */
static guint n_keys;
static guint n_taps;

static void
key (const char *name)
{
  editor_press (name);
  n_keys++;
}

static void
tap (GtkWidget *button)
{
  g_assert_nonnull (button);
  enr_test_click (button);
  enr_test_pass (50);
  n_taps++;
}

/* A field is tapped once, and then the words below the grid. */
static void
tap_field (Fixture *fixture, guint row, guint column)
{
  focus (fixture, row, column);
  n_taps++;
}

static void
tap_word (Fixture *fixture, const char *word)
{
  tap (enr_test_find_button (enr_test_find_id (fixture->desk.page, "chips"), word));
}

/* The columns of the nursery's side. */
enum
{
  DAY_TEMPERATURE,
  DAY_MOOD,
  DAY_MEAL,
  DAY_SLEEP,
};

static guint
find_bowel (Fixture *fixture)
{
  return enr_notebook_grid_get_n_columns (fixture->grid) - 5;
}

#define USUAL                                                                                      \
  "SELECT count(*) FROM notebook n WHERE side = 'nursery' AND day = '2026-06-10' AND temperature " \
  "BETWEEN 365 AND 367 AND mood = 'good' AND length (body) > 9 AND EXISTS (SELECT 1 FROM "         \
  "notebook_event e WHERE e.child_id = n.child_id AND e.day = n.day AND e.kind = 'meal' AND "      \
  "e.quality = '完食' AND e.note = '') AND EXISTS (SELECT 1 FROM notebook_event e WHERE "        \
  "e.child_id = n.child_id AND e.day = n.day AND e.kind = 'bowel' AND e.amount = 1 AND "           \
  "e.quality = '普通便') AND EXISTS (SELECT 1 FROM notebook_event e WHERE e.child_id = "        \
  "n.child_id AND e.day = n.day AND e.kind = 'sleep')"

/* A usual day of a class by keys: temperature, mood, lunch, nap, bowel and a note. Ten keys a child
 * and some for the class: at 200 ms a key twelve children are written in half a minute. */
static void
test_usual_keys (void)
{
  Fixture f = { 0 }, *fixture = &f;
  g_autofree char *lunch = NULL;
  guint n, bowel;

  if (!editor_has_hands ())
    return;
  begin (fixture, write_lunch);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (enr_test_find_id (fixture->desk.page, "nursery_button")), TRUE);
  find_grid (fixture);
  n = enr_notebook_grid_get_n_rows (fixture->grid);
  bowel = find_bowel (fixture);
  focus (fixture, 0, DAY_TEMPERATURE);
  n_keys = 0;
  for (guint i = 0; i < n; i++)
    {
      static const char *const digits[] = { "3", "6", "period", "6" };

      for (guint j = 0; j < G_N_ELEMENTS (digits); j++)
        key (digits[j]);
      key ("Return");
    }
  key ("1");
  key ("ctrl+r");
  key ("Tab");
  for (guint i = 0; i < n; i++)
    key ("ctrl+1");
  for (const char *p = "1215-1430"; *p != '\0'; p++)
    key (*p == '-' ? "minus" : (char[]){ *p, '\0' });
  key ("ctrl+r");
  for (guint column = DAY_SLEEP; column < bowel; column++)
    key ("Tab");
  for (guint i = 0; i < n; i++)
    key ("ctrl+1");
  key ("Tab");
  for (guint i = 0; i < n; i++)
    {
      key ("ctrl+space");
      enr_test_wait_until (
          enr_test_find_type (fixture->desk.window, ENR_TYPE_PHRASE_POPOVER, 0) != NULL, LONG);
      enr_test_pass (300);
      key ("Return");
      enr_test_wait_until (
          enr_test_find_type (fixture->desk.window, ENR_TYPE_PHRASE_POPOVER, 0) == NULL, LONG);
      key ("Return");
    }
  enr_test_shot (fixture->desk.window, "notebook-usual-keys");
  key ("ctrl+s");
  enr_test_wait_until (COUNT (USUAL) == n, LONG);
  /* the hour of lunch is yesterday's, what was eaten is not */
  lunch = enr_test_query_text (fixture->desk.store,
                               "SELECT group_concat (at || quality || note) FROM notebook_event "
                               "WHERE kind = 'meal' AND day = '2026-06-10' AND at IS NOT NULL");
  g_assert_cmpstr (lunch, ==, "650完食");
  g_test_message ("%u keys for %u children", n_keys, n);
  g_assert_cmpuint (n_keys, <=, 10 * n + 17);
  desk_end (&fixture->desk);
}

/* The same by touch alone, but for the note: no key is needed on the screen. */
static void
test_usual_taps (void)
{
  Fixture f = { 0 }, *fixture = &f;
  guint n, bowel;

  begin (fixture, write_lunch);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (enr_test_find_id (fixture->desk.page, "nursery_button")), TRUE);
  find_grid (fixture);
  n = enr_notebook_grid_get_n_rows (fixture->grid);
  bowel = find_bowel (fixture);
  n_taps = 0;
  /* what was written last is offered, but never over what is written */
  focus (fixture, 0, DAY_MEAL);
  g_assert_true (gtk_widget_get_visible (enr_test_find_id (fixture->desk.page, "before_button")));
  tap_field (fixture, 0, DAY_TEMPERATURE);
  for (guint i = 0; i < n; i++)
    tap_word (fixture, "36.5");
  /* behind the last child the next column is there already */
  for (guint i = 0; i < n; i++)
    tap_word (fixture, enr_mood_label (ENR_MOOD_GOOD));
  for (guint i = 0; i < n; i++)
    tap_word (fixture, "完食");
  focus (fixture, 0, DAY_MEAL);
  g_assert_false (gtk_widget_get_visible (enr_test_find_id (fixture->desk.page, "before_button")));
  gtk_widget_activate_action (GTK_WIDGET (fixture->desk.page), "notebook.before", NULL);
  enr_test_settle ();
  g_assert_true (has_text (fixture, 0, DAY_MEAL, "10:50 完食"));
  tap_field (fixture, 0, bowel);
  for (guint i = 0; i < n; i++)
    tap_word (fixture, "1回 普通便");
  enr_test_shot (fixture->desk.window, "notebook-usual-taps");
  enr_test_assert_nothing_cut (enr_test_find_id (fixture->desk.page, "chips"));
  tap (desk_find_button (fixture->desk.page, "notebook.save"));
  enr_test_wait_until (
      COUNT ("SELECT count(*) FROM notebook WHERE side = 'nursery' AND day = '2026-06-10' AND "
             "temperature = 365 AND mood = 'good'")
          == n,
      LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notebook_event WHERE kind = 'bowel' AND amount = 1 "
                          "AND quality = '普通便'"),
                   ==, n);
  g_test_message ("%u taps for %u children", n_taps, n);
  g_assert_cmpuint (n_taps, <=, 4 * n + 3);
  desk_end (&fixture->desk);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/notebook/usual-keys", test_usual_keys);
  g_test_add_func ("/app/notebook/usual-taps", test_usual_taps);
  return enr_test_app_run ();
}
