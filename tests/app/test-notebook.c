/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The contact notebook of a class as a teacher writes it: with real keys, with others who write in
 * the same class, and the medicine that two people give.
 */
#include "config.h"

#include "notebook-desk.h"
#include "writing-desk.h"

#include <string.h>

#include "app/contact/contact-page.h"
#include "app/contact/medicine-dialog.h"
#include "app/contact/medicine-dose.h"
#include "app/contact/medicine-row.h"
#include "app/contact/notebook-child.h"
#include "app/contact/notebook-conflict.h"
#include "app/contact/notebook-event-row.h"
#include "app/contact/notebook-fill.h"
#include "app/contact/notebook-grid.h"
#include "app/contact/notebook-send-dialog.h"
#include "app/contact/notebook-view.h"
#include "app/writing/phrase-popover.h"
#include "base/clock.h"
#include "contact/notice.h"
#include "contact/sample.h"

static gpointer
write_yesterday (EnrDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GPtrArray) results = NULL;
  EnrNotebookPage *page = enr_notebook_page_new (&fixture->small.children[2],
                                                 enr_date_new (2026, 6, 9), ENR_SIDE_HOME);

  page->temperature = 368;
  page->mood = ENR_MOOD_GOOD;
  page->leave = 17 * 60;
  g_free (page->collector);
  page->collector = g_strdup ("祖母");
  g_ptr_array_add (pages, page);
  results = enr_notebook_save (db, &other, pages, NULL, error);
  return GINT_TO_POINTER (results != NULL && enr_notebook_count (results, ENR_NOTEBOOK_SAVED) == 1);
}

/* Columns of home: temperature, mood, sleep, meals, milk, bowel, leave, collector, note, … */
enum
{
  TEMPERATURE,
  MOOD,
  SLEEP,
  MEAL,
  MILK,
  BOWEL,
  LEAVE,
  COLLECTOR,
  BODY,
  COUGH,
  NOSE,
  BATH,
  MEDICINE,
};

/* The whole class by keys alone: values, "the same for all", the one who differs, one save. */
static void
test_class (void)
{
  Fixture f = { 0 }, *fixture = &f;
  g_autofree char *sleep = NULL;
  guint row, column;

  if (!editor_has_hands ())
    return;
  begin (fixture, NULL);
  focus (fixture, 0, TEMPERATURE);
  editor_type ("36.5");
  editor_press ("Return");
  g_assert_true (enr_notebook_grid_find_focus (fixture->grid, &row, &column));
  g_assert_cmpuint (row, ==, 1);
  g_assert_cmpuint (column, ==, TEMPERATURE);
  editor_type ("371");
  editor_press ("Tab");
  /* a choice by its number */
  editor_press ("3");
  editor_press ("Right");
  editor_type ("2100-630");
  editor_press ("Up");
  g_assert_true (enr_notebook_grid_find_focus (fixture->grid, &row, &column));
  g_assert_cmpuint (row, ==, 0);
  g_assert_cmpuint (column, ==, SLEEP);
  enr_test_wait_until (has_text (fixture, 1, SLEEP, "21:00-6:30"), LONG);

  /* 371 is asked about, and nothing of the other child is held back by it. */
  enr_test_wait_until (enr_test_shows (fixture->desk.page, "*37.1*"), LONG);
  focus (fixture, 1, TEMPERATURE);
  editor_press ("ctrl+a");
  editor_type ("37.1");
  editor_press ("Left");
  editor_press ("Left");

  /* the same mood for all who have none: the second one keeps hers */
  focus (fixture, 0, MOOD);
  editor_press ("1");
  editor_press ("ctrl+r");
  focus (fixture, 0, LEAVE);
  editor_type ("1730");
  editor_press ("ctrl+r");
  focus (fixture, 1, COLLECTOR);
  editor_type ("mama");
  enr_test_shot (fixture->desk.window, "notebook-typed");
  editor_press ("ctrl+s");
  enr_test_wait_until (COUNT ("SELECT count(*) FROM notebook WHERE side = 'home'") == 2, LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notebook WHERE temperature = 365 AND mood = 'good' "
                          "AND leave = 1050"),
                   ==, 1);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notebook WHERE temperature = 371 AND mood = 'bad' "
                          "AND leave = 1050 AND collector = 'mama'"),
                   ==, 1);
  sleep = enr_test_query_text (
      fixture->desk.store, "SELECT at || ' ' || until FROM notebook_event WHERE kind = 'sleep'");
  g_assert_cmpstr (sleep, ==, "-180 390");
  /* and the board knows who comes when */
  g_assert_cmpint (COUNT ("SELECT planned_leave FROM attendance WHERE planned_collector = 'mama'"),
                   ==, 1050);
  desk_end (&fixture->desk);
}

/* The heading's question, its undo, and what is a child's own. */
static void
test_fill (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *popover;
  GtkWidget *heads;
  GtkWidget *head;

  begin (fixture, NULL);
  put (fixture, 0, LEAVE, "16:00");
  heads = enr_test_find_id (fixture->desk.page, "heads");
  head = gtk_widget_get_first_child (heads);
  enr_test_click (head);
  g_assert_null (enr_test_find_type (head, ENR_TYPE_NOTEBOOK_FILL, 0));
  for (int i = 0; i < LEAVE; i++)
    head = gtk_widget_get_next_sibling (head);
  enr_test_click (head);
  enr_test_wait_until ((popover = enr_test_find_type (head, ENR_TYPE_NOTEBOOK_FILL, 0)) != NULL,
                       LONG);
  enr_notebook_cell_set_text (
      ENR_NOTEBOOK_CELL (enr_test_find_type (popover, ENR_TYPE_NOTEBOOK_CELL, 0)), "1730");
  g_signal_emit_by_name (enr_test_find_type (popover, ENR_TYPE_NOTEBOOK_CELL, 0), "edited");
  enr_test_pass (200);
  enr_test_shot (popover, "notebook-fill");
  desk_click (popover, "fill.same");
  enr_test_wait_until (has_text (fixture, 1, LEAVE, "17:30"), LONG);
  g_assert_true (has_text (fixture, 0, LEAVE, "16:00"));
  enr_test_wait_until (enr_test_find_type (head, ENR_TYPE_NOTEBOOK_FILL, 0) == NULL, LONG);

  desk_click (fixture->desk.page, "notebook.undo");
  enr_test_wait_until (has_text (fixture, 1, LEAVE, ""), LONG);
  g_assert_true (has_text (fixture, 0, LEAVE, "16:00"));

  /* with "also where something is written" */
  enr_test_click (head);
  enr_test_wait_until ((popover = enr_test_find_type (head, ENR_TYPE_NOTEBOOK_FILL, 0)) != NULL,
                       LONG);
  enr_notebook_cell_set_text (
      ENR_NOTEBOOK_CELL (enr_test_find_type (popover, ENR_TYPE_NOTEBOOK_CELL, 0)), "18:00");
  g_signal_emit_by_name (enr_test_find_type (popover, ENR_TYPE_NOTEBOOK_CELL, 0), "edited");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (enr_test_find_id (popover, "all")), TRUE);
  enr_test_pass (200);
  desk_click (popover, "fill.same");
  enr_test_wait_until (
      has_text (fixture, 0, LEAVE, "18:00") && has_text (fixture, 1, LEAVE, "18:00"), LONG);
  /* Going to the other class saves. */
  desk_select (fixture->desk.page, "class_choice", 1);
  enr_test_wait_until (COUNT ("SELECT count(*) FROM notebook WHERE leave = 1080") == 2, LONG);
  enr_test_wait_until (enr_notebook_grid_get_n_rows (fixture->grid) == 3, LONG);
  desk_end (&fixture->desk);
}

/* Yesterday's stands grey in the field; one key takes it over. */
static void
test_yesterday (void)
{
  Fixture f = { 0 }, *fixture = &f;

  if (!editor_has_hands ())
    return;
  begin (fixture, write_yesterday);
  g_assert_cmpstr (
      enr_notebook_cell_get_hint (enr_notebook_grid_get_cell (fixture->grid, 1, TEMPERATURE)), ==,
      "36.8");
  g_assert_true (has_text (fixture, 1, TEMPERATURE, ""));
  focus (fixture, 1, COLLECTOR);
  editor_press ("ctrl+d");
  enr_test_wait_until (has_text (fixture, 1, COLLECTOR, "祖母"), LONG);
  /* all of the child's yesterday stands below, whatever is typed today */
  enr_test_wait_until (enr_test_shows (fixture->desk.page, "*17:00*"), LONG);
  enr_test_shot (fixture->desk.window, "notebook-before");
  focus (fixture, 0, COLLECTOR);
  editor_press ("ctrl+d");
  g_assert_true (has_text (fixture, 0, COLLECTOR, ""));
  /* the phrases of plans and records, in a note */
  focus (fixture, 0, BODY);
  editor_press ("ctrl+space");
  enr_test_wait_until (
      enr_test_find_type (fixture->desk.window, ENR_TYPE_PHRASE_POPOVER, 0) != NULL, LONG);
  editor_press ("Escape");
  enr_test_wait_until (
      enr_test_find_type (fixture->desk.window, ENR_TYPE_PHRASE_POPOVER, 0) == NULL, LONG);
  save (fixture);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notebook WHERE day = '2026-06-10' "
                          "AND collector = '祖母' AND temperature IS NULL"),
                   ==, 1);
  desk_end (&fixture->desk);
}

/* Another day, another page: what can be saved is, what cannot be holds the class here and says so.
 */
static void
test_leaving (void)
{
  Fixture f = { 0 }, *fixture = &f;

  begin (fixture, NULL);
  put (fixture, 0, TEMPERATURE, "365");
  put (fixture, 0, LEAVE, "16:45");
  put (fixture, 1, TEMPERATURE, "36.7");
  enr_session_set_date (fixture->desk.session, enr_date_new (2026, 6, 11));
  enr_test_wait_until (COUNT ("SELECT count(*) FROM notebook WHERE temperature = 367 "
                              "AND day = '2026-06-10'")
                           == 1,
                       LONG);
  enr_test_wait_until (desk_find_button (fixture->desk.page, "notebook.discard") != NULL, LONG);
  enr_test_pass (300);
  enr_test_shot (fixture->desk.window, "notebook-held");
  /* the child's other fields are not held back by the one that cannot be read */
  g_assert_cmpint (
      COUNT ("SELECT count(*) FROM notebook WHERE leave = 1005 AND temperature IS NULL"), ==, 1);
  g_assert_true (has_text (fixture, 0, TEMPERATURE, "365"));
  put (fixture, 0, TEMPERATURE, "36.5");
  desk_click (fixture->desk.page, "notebook.save");
  enr_test_wait_until (COUNT ("SELECT count(*) FROM notebook WHERE temperature = 365 "
                              "AND day = '2026-06-10'")
                           == 1,
                       LONG);
  enr_test_wait_until (has_text (fixture, 0, TEMPERATURE, ""), LONG);
  g_assert_cmpstr (
      enr_notebook_cell_get_hint (enr_notebook_grid_get_cell (fixture->grid, 0, TEMPERATURE)), ==,
      "36.5");

  put (fixture, 0, TEMPERATURE, "36.9");
  gtk_widget_set_visible (fixture->desk.page, FALSE);
  enr_test_wait_until (COUNT ("SELECT count(*) FROM notebook WHERE temperature = 369 "
                              "AND day = '2026-06-11'")
                           == 1,
                       LONG);
  desk_end (&fixture->desk);
}

/* What a person is asked about waits for her answer, and nothing else of the page does; a forgotten
 * point is put by one touch. */
static void
test_doubts (void)
{
  Fixture f = { 0 }, *fixture = &f;

  begin (fixture, NULL);
  put (fixture, 0, TEMPERATURE, "43.0");
  put (fixture, 0, LEAVE, "16:45");
  put (fixture, 1, TEMPERATURE, "365");
  desk_click (fixture->desk.page, "notebook.save");
  enr_test_wait_until (
      COUNT ("SELECT count(*) FROM notebook WHERE leave = 1005 AND temperature IS NULL") == 1,
      LONG);
  g_assert_true (has_text (fixture, 0, TEMPERATURE, "43.0"));
  g_assert_true (enr_test_shows (fixture->desk.page, "*43.0*"));
  enr_test_shot (fixture->desk.window, "notebook-doubts");

  /* Going to another day neither saves nor loses it. */
  enr_session_set_date (fixture->desk.session, enr_date_new (2026, 6, 11));
  enr_test_pass (400);
  g_assert_true (has_text (fixture, 0, TEMPERATURE, "43.0"));
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notebook WHERE temperature IS NOT NULL"), ==, 0);

  desk_click (fixture->desk.page, "notebook.better");
  g_assert_true (has_text (fixture, 1, TEMPERATURE, "36.5"));
  desk_click (fixture->desk.page, "notebook.accept");
  enr_test_wait_until (COUNT ("SELECT count(*) FROM notebook WHERE temperature IN (430, 365) "
                              "AND day = '2026-06-10'")
                           == 2,
                       LONG);
  /* all is stored: the other day is there */
  enr_test_wait_until (has_text (fixture, 0, TEMPERATURE, ""), LONG);
  g_assert_null (desk_find_button (fixture->desk.page, "notebook.accept"));

  /* One answer is for what was asked. */
  put (fixture, 0, TEMPERATURE, "30.0");
  desk_click (fixture->desk.page, "notebook.accept");
  enr_test_wait_until (COUNT ("SELECT count(*) FROM notebook WHERE temperature = 300") == 1, LONG);
  put (fixture, 0, TEMPERATURE, "30.1");
  g_assert_nonnull (desk_find_button (fixture->desk.page, "notebook.accept"));
  desk_end (&fixture->desk);
}

typedef struct
{
  const Fixture *fixture;
  int temperature;
  const char *body;
  int version;
} Elsewhere;

/* As another PC does. */
static gpointer
write_elsewhere (EnrDb *db, gpointer data, GError **error)
{
  const Elsewhere *what = data;
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GPtrArray) results = NULL;
  EnrNotebookPage *page = enr_notebook_load_page (db, &what->fixture->small.children[0],
                                                  enr_date_new (2026, 6, 10), ENR_SIDE_HOME, error);

  if (page == NULL)
    return NULL;
  page->temperature = what->temperature;
  g_free (page->body);
  page->body = g_strdup (what->body);
  g_ptr_array_add (pages, page);
  results = enr_notebook_save (db, &other, pages, NULL, error);
  return GINT_TO_POINTER (results != NULL && enr_notebook_count (results, ENR_NOTEBOOK_SAVED) == 1);
}

/* Another writes a different field: both stay. The same one: both are shown, and a person decides.
 */
static void
test_conflict (void)
{
  Fixture f = { 0 }, *fixture = &f;
  Elsewhere what = { &f, 366, "よく眠りました。", 0 };
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  begin (fixture, NULL);
  put (fixture, 0, BODY, "朝から元気です。");
  put (fixture, 0, MOOD, "");
  enr_test_write (fixture->desk.store, write_elsewhere, &what, &error);
  g_assert_no_error (error);
  /* the temperature comes in beside what is typed */
  enr_test_wait_until (desk_find_button (fixture->desk.page, "notebook.both") != NULL, LONG);
  desk_click (fixture->desk.page, "notebook.save");
  enr_test_pass (300);
  g_assert_cmpint (
      COUNT ("SELECT count(*) FROM notebook WHERE CAST(body AS TEXT) = 'よく眠りました。'"), ==, 1);

  desk_click (fixture->desk.page, "notebook.both");
  dialog = desk_wait_dialog (ENR_TYPE_NOTEBOOK_CONFLICT);
  g_assert_true (enr_test_shows (dialog, "朝から元気です。"));
  g_assert_true (enr_test_shows (dialog, "よく眠りました。"));
  enr_test_pass (200);
  enr_test_shot (dialog, "notebook-conflict");
  desk_click (dialog, "conflict.join");
  desk_wait_no_dialog (ENR_TYPE_NOTEBOOK_CONFLICT);
  enr_test_wait_until (
      COUNT ("SELECT count(*) FROM notebook WHERE CAST(body AS TEXT) = "
             "'朝から元気です。' || char(10) || 'よく眠りました。' AND temperature = 366"),
      LONG);
  enr_test_wait_until (has_text (fixture, 0, TEMPERATURE, "36.6"), LONG);
  g_assert_null (desk_find_button (fixture->desk.page, "notebook.both"));

  /* Another field of the same page: no question. */
  put (fixture, 0, COLLECTOR, "父");
  what.temperature = 371;
  what.body = "朝から元気です。\nよく眠りました。";
  enr_test_write (fixture->desk.store, write_elsewhere, &what, &error);
  g_assert_no_error (error);
  desk_click (fixture->desk.page, "notebook.save");
  enr_test_wait_until (
      COUNT ("SELECT count(*) FROM notebook WHERE collector = '父' AND temperature = 371") == 1,
      LONG);
  desk_end (&fixture->desk);
}

static gpointer
make_absent (EnrDb *db, gpointer data, GError **error)
{
  const Fixture *fixture = data;
  g_autoptr (EnrNotice) notice = enr_notice_new ();

  notice->child_id = fixture->small.children[0];
  notice->absence_kind = g_strdup ("sick");
  notice->symptoms = g_strdup ("発熱");
  notice->first_day = notice->last_day = enr_date_new (2026, 6, 10);
  return GINT_TO_POINTER (enr_notice_add (db, &other, notice, NULL, NULL, error));
}

/* An absent child is shown as absent, and nothing can be written or filled in for it. */
static void
test_absent (void)
{
  Fixture f = { 0 }, *fixture = &f;

  begin (fixture, make_absent);
  g_assert_true (enr_test_shows (fixture->desk.page, "*発熱*"));
  g_assert_false (
      enr_notebook_cell_is_open (enr_notebook_grid_get_cell (fixture->grid, 0, TEMPERATURE)));
  put (fixture, 1, MOOD, "");
  focus (fixture, 1, LEAVE);
  put (fixture, 1, LEAVE, "17:00");
  gtk_widget_activate_action (fixture->desk.page, "notebook.same", NULL);
  enr_test_settle ();
  g_assert_true (has_text (fixture, 0, LEAVE, ""));
  save (fixture);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notebook"), ==, 1);
  desk_end (&fixture->desk);
}

/* On the way to a number that cannot be, "365" is 36: that is nobody's temperature, and never
 * stored. */
static void
test_half_typed (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *child;
  GtkWidget *row;

  if (!editor_has_hands ())
    return;
  begin (fixture, NULL);
  focus (fixture, 0, TEMPERATURE);
  /* nothing is said, and nothing jumps, before she has typed it to its end */
  editor_type ("3");
  enr_test_pass (100);
  g_assert_false (gtk_widget_get_mapped (enr_test_find_id (fixture->desk.page, "bar")));
  editor_type ("65");
  editor_press ("Return");
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (fixture->desk.page, "bar")), LONG);
  editor_type ("36.8");
  editor_press ("ctrl+s");
  enr_test_wait_until (COUNT ("SELECT count(*) FROM notebook WHERE temperature = 368") == 1, LONG);
  enr_test_pass (300);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notebook WHERE temperature IS NOT NULL"), ==, 1);
  g_assert_true (has_text (fixture, 0, TEMPERATURE, "365"));
  focus (fixture, 0, TEMPERATURE);
  editor_press ("ctrl+a");
  editor_type ("36.5");
  editor_press ("Return");
  /* a time that is none is not what was eaten */
  put (fixture, 1, MEAL, "2560 完食");
  editor_press ("Up");
  enr_test_wait_until (enr_test_shows (fixture->desk.page, "*27:00*"), LONG);
  put (fixture, 1, MEAL, "24:30 完食 / 7:00 パン100");
  enr_test_wait_until (!enr_test_shows (fixture->desk.page, "*27:00*"), LONG);

  /* the same on the child's page, where it holds the class too, and is not shown at the next child
   */
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (enr_test_find_id (fixture->desk.page, "nursery_button")), TRUE);
  enr_test_settle ();
  g_signal_emit_by_name (fixture->grid, "row-activated", 0);
  child = enr_test_find_id (fixture->desk.page, "child");
  enr_test_wait_until (gtk_widget_get_mapped (child), LONG);
  for (int i = 0; i < 2; i++)
    {
      gtk_widget_activate_action (child, "notebook-child.add", "(ii)", ENR_SIDE_NURSERY,
                                  ENR_EVENT_TEMPERATURE);
      row = enr_test_find_type (child, ENR_TYPE_NOTEBOOK_EVENT_ROW, i);
      desk_set_text (row, "at_entry", i == 0 ? "14:30" : "9:30");
      desk_set_text (row, "words_entry", i == 0 ? "37.1" : "36");
    }
  desk_set_text (row, "words_entry", "365");
  enr_test_wait_until (enr_test_shows (fixture->desk.page, "*36.5*"), LONG);
  enr_test_shot (fixture->desk.window, "notebook-half-typed");
  gtk_widget_activate_action (child, "notebook-child.add", "(ii)", ENR_SIDE_NURSERY,
                              ENR_EVENT_MILK);
  row = enr_test_find_type (child, ENR_TYPE_NOTEBOOK_EVENT_ROW, 2);
  desk_set_text (row, "at_entry", "15:00");
  desk_set_text (row, "words_entry", "180");
  desk_click (fixture->desk.page, "notebook.save");
  enr_test_wait_until (COUNT ("SELECT count(*) FROM notebook_event WHERE amount = 180") == 1, LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notebook_event WHERE kind = 'temperature'"), ==, 0);
  gtk_widget_activate_action (child, "notebook-child.next", NULL);
  enr_test_settle ();
  g_assert_cmpuint (enr_test_count_type (child, ENR_TYPE_NOTEBOOK_EVENT_ROW), ==, 2);
  gtk_widget_activate_action (child, "notebook-child.previous", NULL);
  enr_test_settle ();
  g_assert_true (enr_test_shows (fixture->desk.page, "*36.5*"));
  enr_session_set_date (fixture->desk.session, enr_date_new (2026, 6, 11));
  enr_test_wait_until (desk_find_button (fixture->desk.page, "notebook.discard") != NULL, LONG);
  desk_end (&fixture->desk);
}

/* Saving sorts a child's events; the row in which somebody types stays with its own. */
static void
test_sorted (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *child;
  GtkWidget *row;

  begin (fixture, NULL);
  g_signal_emit_by_name (fixture->grid, "row-activated", 0);
  child = enr_test_find_id (fixture->desk.page, "child");
  enr_test_wait_until (gtk_widget_get_mapped (child), LONG);
  for (int i = 0; i < 2; i++)
    {
      gtk_widget_activate_action (child, "notebook-child.add", "(ii)", ENR_SIDE_HOME,
                                  ENR_EVENT_MILK);
      row = enr_test_find_type (child, ENR_TYPE_NOTEBOOK_EVENT_ROW, i);
      desk_set_text (row, "at_entry", i == 0 ? "7:00" : "5:00");
      desk_set_text (row, "words_entry", i == 0 ? "200" : "");
    }
  gtk_widget_grab_focus (row);
  save (fixture);
  enr_test_wait_until (COUNT ("SELECT count(*) FROM notebook_event") == 2, LONG);
  enr_test_pass (500);
  /* the one that was the second stands first now, and is the same */
  desk_set_text (row, "words_entry", "120");
  desk_click (fixture->desk.page, "notebook.save");
  enr_test_wait_until (
      COUNT ("SELECT count(*) FROM notebook_event WHERE at = 300 AND amount = 120") == 1, LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notebook_event WHERE at = 420 AND amount = 200"),
                   ==, 1);
  desk_end (&fixture->desk);
}

/* What home writes of medicine waits for its request, which is entered with what is known. */
static void
test_asked (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *dialog;

  begin (fixture, NULL);
  put (fixture, 1, MEDICINE, "7:30 かぜ薬");
  save (fixture);
  g_assert_true (enr_test_shows (fixture->desk.page, "Medicine (1)")
                 || enr_test_shows (fixture->desk.page, "与薬（1）"));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (enr_test_find_id (fixture->desk.page, "medicine_button")), TRUE);
  enr_test_settle ();
  g_assert_true (enr_test_shows (fixture->desk.page, "*7:30 かぜ薬*"));
  enr_test_shot (fixture->desk.window, "medicine-asked");

  /* nobody is chosen for a request that begins blank */
  desk_click (fixture->desk.page, "medicine.new");
  dialog = desk_wait_dialog (ENR_TYPE_MEDICINE_DIALOG);
  desk_set_text (dialog, "name", "ムコダインDS");
  desk_set_text (dialog, "asked_by", "母");
  desk_set_text (dialog, "received_name", "保科 花");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (gtk_widget_has_css_class (enr_test_find_id (dialog, "child"), "error"),
                       LONG);
  enr_test_shot (dialog, "medicine-nobody");
  gtk_window_close (GTK_WINDOW (dialog));
  desk_wait_no_dialog (ENR_TYPE_MEDICINE_DIALOG);

  desk_click (fixture->desk.page, "medicine.ask");
  dialog = desk_wait_dialog (ENR_TYPE_MEDICINE_DIALOG);
  enr_test_pass (200);
  enr_test_shot (dialog, "medicine-asked-dialog");
  desk_set_text (dialog, "asked_by", "母");
  desk_set_text (dialog, "clinic", "みどり小児科");
  desk_set_text (dialog, "prescribed", "2026/6/9");
  desk_set_text (dialog, "received_name", "保科 花");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_MEDICINE_DIALOG);
  enr_test_wait_until (enr_test_count_type (fixture->desk.page, ENR_TYPE_MEDICINE_ROW) == 1, LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM medicine m JOIN child c ON c.id = m.child_id "
                          "WHERE m.name = 'かぜ薬' AND m.home_dose = '7:30' "
                          "AND c.given_name = 'さくら'"),
                   ==, 1);
  g_assert_null (desk_find_button (fixture->desk.page, "medicine.ask"));
  desk_end (&fixture->desk);
}

/* A request, and a dose that one person alone cannot give. */
static void
test_medicine (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *dialog;

  begin (fixture, NULL);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (enr_test_find_id (fixture->desk.page, "medicine_button")), TRUE);
  enr_test_settle ();
  desk_click (fixture->desk.page, "medicine.new");
  dialog = desk_wait_dialog (ENR_TYPE_MEDICINE_DIALOG);
  desk_select (dialog, "child", 1);
  desk_set_text (dialog, "name", "ムコダインDS");
  desk_set_text (dialog, "amount", "1包");
  desk_select (dialog, "form", ENR_MEDICINE_POWDER);
  desk_select (dialog, "storage", ENR_STORAGE_ROOM);
  desk_set_text (dialog, "when_words", "昼食後");
  desk_set_text (dialog, "asked_by", "青木 美咲");
  desk_set_text (dialog, "clinic", "みどり小児科");
  desk_set_text (dialog, "illness", "かぜ");
  desk_set_text (dialog, "prescribed", "2026/6/9");
  desk_set_text (dialog, "home_dose", "7:30");
  desk_set_text (dialog, "received_name", "保科 花");
  enr_test_pass (200);
  enr_test_shot (dialog, "medicine-dialog");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_MEDICINE_DIALOG);
  g_assert_cmpint (
      COUNT ("SELECT count(*) FROM medicine WHERE form = 'powder' AND storage = 'room' "
             "AND received_by = '保科 花'"),
      ==, 1);
  enr_test_wait_until (enr_test_count_type (fixture->desk.page, ENR_TYPE_MEDICINE_ROW) == 1, LONG);

  desk_click (fixture->desk.page, "medicine.give");
  dialog = desk_wait_dialog (ENR_TYPE_MEDICINE_DOSE);
  desk_set_text (dialog, "given_by_name", "保科 花");
  desk_set_text (dialog, "checked_by_name", "保科花");
  desk_set_text (dialog, "at_row", "12:05");
  enr_test_pass (200);
  enr_test_shot (dialog, "medicine-dose");
  desk_click (dialog, "dialog.save");
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (dialog, "error_box")), LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM medicine_given"), ==, 0);
  desk_set_text (dialog, "checked_by_name", "桜井 主");
  desk_click (dialog, "dialog.save");
  desk_wait_no_dialog (ENR_TYPE_MEDICINE_DOSE);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM medicine_given WHERE given_by = '保科 花' "
                          "AND checked_by = '桜井 主' AND given_at IS NOT NULL"),
                   ==, 1);
  enr_test_wait_until (desk_find_button (fixture->desk.page, "medicine.undo") != NULL, LONG);
  enr_test_pass (200);
  enr_test_shot (fixture->desk.window, "medicine-given");
  enr_test_assert_nothing_cut (fixture->desk.window);
  desk_end (&fixture->desk);
}

/* A child's page: an event by touch and keys is on the strip and in the database. */
static void
test_child (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *child;
  GtkWidget *row;

  begin (fixture, NULL);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (enr_test_find_id (fixture->desk.page, "nursery_button")), TRUE);
  enr_test_settle ();
  g_signal_emit_by_name (fixture->grid, "row-activated", 0);
  child = enr_test_find_id (fixture->desk.page, "child");
  enr_test_wait_until (gtk_widget_get_mapped (child), LONG);
  gtk_widget_activate_action (child, "notebook-child.add", "(ii)", ENR_SIDE_NURSERY,
                              ENR_EVENT_SLEEP);
  row = enr_test_find_type (child, ENR_TYPE_NOTEBOOK_EVENT_ROW, 0);
  g_assert_nonnull (row);
  gtk_root_set_focus (gtk_widget_get_root (child), NULL);
  desk_set_text (row, "at_entry", "12:10");
  desk_set_text (row, "until_entry", "14:20");
  gtk_widget_activate_action (child, "notebook-child.add", "(ii)", ENR_SIDE_NURSERY,
                              ENR_EVENT_MILK);
  row = enr_test_find_type (child, ENR_TYPE_NOTEBOOK_EVENT_ROW, 1);
  desk_set_text (row, "at_entry", "14:40");
  desk_set_text (row, "words_entry", "180");
  enr_test_pass (200);
  enr_test_shot (fixture->desk.window, "notebook-child-typed");
  save (fixture);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM notebook_event WHERE kind = 'sleep' AND at = 730 "
                          "AND until = 860 AND side = 'nursery'"),
                   ==, 1);
  g_assert_cmpint (
      COUNT ("SELECT count(*) FROM notebook_event WHERE kind = 'milk' AND amount = 180 "
             "AND at = 880"),
      ==, 1);
  gtk_widget_activate_action (child, "notebook-child.back", NULL);
  enr_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (fixture->grid)), LONG);
  /* the grid says the same in one line */
  g_assert_true (has_text (fixture, 0, 3, "12:10-14:20"));
  desk_end (&fixture->desk);
}

static gpointer
add_sample (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (enr_notebook_sample (db, &other, enr_clock_today (), error));
}

static void
shots (Fixture *fixture, const char *suffix)
{
  static const char *const sides[] = { "home_button", "nursery_button", "medicine_button" };
  g_autofree char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autofree char *shot = g_strconcat ("notebook-", sides[i], suffix, NULL);

      gtk_toggle_button_set_active (
          GTK_TOGGLE_BUTTON (enr_test_find_id (fixture->desk.page, sides[i])), TRUE);
      enr_test_pass (400);
      enr_test_shot (fixture->desk.window, shot);
    }
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (enr_test_find_id (fixture->desk.page, "home_button")), TRUE);
  g_signal_emit_by_name (fixture->grid, "row-activated", 1);
  enr_test_pass (400);
  name = g_strconcat ("notebook-child", suffix, NULL);
  enr_test_shot (fixture->desk.window, name);
  gtk_widget_activate_action (enr_test_find_id (fixture->desk.page, "child"), "notebook-child.back",
                              NULL);
}

/* The sample's youngest, to be looked at; no name is cut off. */
static void
test_sample (void)
{
  Fixture f = { 0 }, *fixture = &f;
  g_autoptr (GError) error = NULL;
  EnrStore *store;

  enr_test_set_now ("2026-06-10T15:30");
  store = enr_test_store_new_sample (90, 5);
  enr_test_write (store, add_sample, NULL, &error);
  g_assert_no_error (error);
  desk_begin (&fixture->desk, store, ENR_TYPE_NOTEBOOK_VIEW);
  find_grid (fixture);
  shots (fixture, "");
  g_assert_cmpuint (enr_notebook_grid_get_n_rows (fixture->grid), >, 3);
  enr_test_assert_nothing_cut (enr_test_find_id (fixture->desk.page, "names"));
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  shots (fixture, "-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  desk_end (&fixture->desk);
}

/* It is a part of the page of contact with parents, and reads nothing before somebody looks at it.
 */
static void
test_page (void)
{
  Fixture f = { 0 }, *fixture = &f;

  enr_test_set_now ("2026-06-10T15:30");
  desk_begin (&fixture->desk, enr_test_store_new_small (&fixture->small), ENR_TYPE_CONTACT_PAGE);
  enr_test_pass (300);
  fixture->grid = ENR_NOTEBOOK_GRID (enr_test_find_id (fixture->desk.page, "grid"));
  g_assert_cmpuint (enr_notebook_grid_get_n_rows (fixture->grid), ==, 0);
  enr_contact_page_show_part (ENR_CONTACT_PAGE (fixture->desk.page), "notebook");
  find_grid (fixture);
  put (fixture, 0, TEMPERATURE, "36.5");
  enr_test_shot (fixture->desk.window, "notebook-page");
  enr_contact_page_show_part (ENR_CONTACT_PAGE (fixture->desk.page), "inbox");
  enr_test_wait_until (COUNT ("SELECT count(*) FROM notebook WHERE temperature = 365") == 1, LONG);
  desk_end (&fixture->desk);
}

/* What is typed goes out behind its own saving, after it was looked at by name; and only once. */
static void
test_send (void)
{
  Fixture f = { 0 }, *fixture = &f;
  GtkWidget *dialog;

  begin (fixture, NULL);
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (enr_test_find_id (fixture->desk.page, "nursery_button")), TRUE);
  enr_test_pass (200);
  put (fixture, 0, 0, "36.7");
  desk_click (fixture->desk.page, "notebook.send");
  dialog = desk_wait_dialog (ENR_TYPE_NOTEBOOK_SEND_DIALOG);
  enr_test_wait_until (enr_test_shows (dialog, "*Nothing is written yet*")
                           || enr_test_shows (dialog, "*まだ何も書かれていません*"),
                       LONG);
  g_assert_true (enr_test_shows (dialog, "Send 1 Page") || enr_test_shows (dialog, "1人分を渡す"));
  g_assert_cmpint (COUNT ("SELECT count(*) FROM recipient"), ==, 0);
  enr_test_assert_nothing_cut (dialog);
  enr_test_shot (dialog, "notebook-send");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  enr_test_wait_until (COUNT ("SELECT count(*) FROM recipient WHERE kind = 'notebook'") == 1, LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM recipient_child"), ==, 1);

  desk_click (fixture->desk.page, "notebook.send");
  enr_test_wait_until (
      enr_test_shows (desk_wait_dialog (ENR_TYPE_NOTEBOOK_SEND_DIALOG),
                      "*Went out already, as it is*")
          || enr_test_shows (desk_wait_dialog (ENR_TYPE_NOTEBOOK_SEND_DIALOG), "*もう渡しました*"),
      LONG);
  g_assert_cmpint (COUNT ("SELECT count(*) FROM recipient"), ==, 1);
  gtk_window_close (GTK_WINDOW (desk_wait_dialog (ENR_TYPE_NOTEBOOK_SEND_DIALOG)));
  enr_test_pass (100);
  desk_end (&fixture->desk);
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/app/notebook/class", test_class);
  g_test_add_func ("/app/notebook/fill", test_fill);
  g_test_add_func ("/app/notebook/yesterday", test_yesterday);
  g_test_add_func ("/app/notebook/leaving", test_leaving);
  g_test_add_func ("/app/notebook/doubts", test_doubts);
  g_test_add_func ("/app/notebook/conflict", test_conflict);
  g_test_add_func ("/app/notebook/absent", test_absent);
  g_test_add_func ("/app/notebook/half-typed", test_half_typed);
  g_test_add_func ("/app/notebook/sorted", test_sorted);
  g_test_add_func ("/app/notebook/asked", test_asked);
  g_test_add_func ("/app/notebook/medicine", test_medicine);
  g_test_add_func ("/app/notebook/child", test_child);
  g_test_add_func ("/app/notebook/page", test_page);
  g_test_add_func ("/app/notebook/send", test_send);
  g_test_add_func ("/app/notebook/sample", test_sample);
  return enr_test_app_run ();
}
