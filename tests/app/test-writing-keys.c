/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records with the hands on the keyboard and the wheel: where the keyboard is, what
 * scrolls, what is saved when, and where Alt+Left leads to.
 */
#include "config.h"

#include <signal.h>
#include <string.h>

#include "app/window.h"
#include "app/writing/approver-dialog.h"
#include "app/writing/waiting-row.h"
#include "app/writing/writing-page.h"
#include "base/clock.h"
#include "writing-desk.h"
#include "writing/approval.h"

/* One for all cases: a process is registered on the bus once. */
static EnrApplication *application;

/*
 * Hands
 */

static void
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);

  g_assert_no_error (error);
  while (g_subprocess_get_identifier (process) != NULL)
    enr_test_pass (10);
}

/* Turns the wheel over a widget. */
static void
turn_wheel (GtkWidget *widget, const char *button, guint n)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double x, y, left, top;
  g_autofree char *x_text = NULL;
  g_autofree char *y_text = NULL;

  g_assert_true (gtk_widget_translate_coordinates (
      widget, GTK_WIDGET (native), gtk_widget_get_width (widget) / 2.0, 20, &x, &y));
  gtk_native_get_surface_transform (native, &left, &top);
  x_text = g_strdup_printf ("%d", (int) (x + left));
  y_text = g_strdup_printf ("%d", (int) (y + top));
  run ((const char *[]){ "xdotool", "getactivewindow", "mousemove", "--window", "%1", x_text,
                         y_text, NULL });
  enr_test_pass (100);
  for (guint i = 0; i < n; i++)
    run ((const char *[]){ "xdotool", "click", button, NULL });
  enr_test_pass (300);
}

static double
get_scrolled (GtkWidget *widget)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  return gtk_adjustment_get_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)));
}

static double
get_page_scrolled (void)
{
  return get_scrolled (enr_test_find_id (GTK_WIDGET (editor_desk.editor), "sections"));
}

static GtkWidget *
get_view (const char *key)
{
  return GTK_WIDGET (enr_section_field_get_view (editor_find_field (key)));
}

static char *
dup_long_text (guint n_lines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_lines; i++)
    g_string_append_printf (text, "%s%u 園庭で水遊びを楽しむ。", i > 0 ? "\n" : "", i + 1);
  return g_string_free (text, FALSE);
}

/* From the clipboard. */
static void
paste (const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (editor_desk.window), text);
  editor_press ("ctrl+v");
  enr_test_pass (300);
}

/*
 * The editor
 */

static void
test_wheel (void)
{
  g_autofree char *text = dup_long_text (80);
  GtkWidget *view;
  double most;

  if (!editor_has_hands ())
    return;
  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  enr_test_pass (300);
  /* over a field and over a cell of a grid in which nothing is to scroll */
  turn_wheel (get_view ("before"), "5", 1);
  g_assert_cmpfloat (get_page_scrolled (), >, 0);
  turn_wheel (get_view ("aims"), "4", 3);
  g_assert_cmpfloat (get_page_scrolled (), ==, 0);
  for (guint i = 0; i < 8 && get_page_scrolled () < 500; i++)
    turn_wheel (enr_test_find_id (GTK_WIDGET (editor_desk.editor), "scroller"), "5", 1);
  most = get_page_scrolled ();
  g_assert_cmpfloat (most, >, 200);
  turn_wheel (get_view ("days/wed/activity"), "4", 1);
  g_assert_cmpfloat (get_page_scrolled (), <, most);

  /* one that is higher than a field can be scrolls in itself, and hands over at its ends */
  editor_write_here ("before", text);
  view = get_view ("before");
  enr_test_wait_until (gtk_widget_get_height (view) > 400, LONG);
  editor_press ("ctrl+Home");
  enr_test_pass (300);
  for (guint i = 0; i < 40 && get_page_scrolled () > 0; i++)
    turn_wheel (enr_test_find_id (GTK_WIDGET (editor_desk.editor), "scroller"), "4", 1);
  g_assert_cmpfloat (get_scrolled (view), ==, 0);
  turn_wheel (view, "5", 1);
  g_assert_cmpfloat (get_scrolled (view), >, 0);
  g_assert_cmpfloat (get_page_scrolled (), ==, 0);
  for (guint i = 0; i < 60 && get_page_scrolled () <= 0; i++)
    turn_wheel (view, "5", 1);
  g_assert_cmpfloat (get_page_scrolled (), >, 0);
  g_assert_cmpfloat (get_scrolled (view), >, 500);
  editor_end ();
}

static void
test_shrink (void)
{
  g_autofree char *text = dup_long_text (400);
  g_autofree char *shorter = dup_long_text (5);
  GtkTextView *view;
  GtkTextIter start;
  GdkRectangle place;
  int x, y;

  if (!editor_has_hands ())
    return;
  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  editor_focus ("before");
  view = GTK_TEXT_VIEW (get_view ("before"));
  paste (text);
  editor_press ("ctrl+End");
  enr_test_wait_until (get_scrolled (GTK_WIDGET (view)) > 1000, LONG);
  editor_press ("ctrl+z");
  editor_press ("ctrl+a");
  paste (shorter);
  g_assert_true (editor_has_text ("before", shorter));
  enr_test_pass (600);
  g_assert_cmpfloat (get_scrolled (GTK_WIDGET (view)), ==, 0);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (view)), <, 200);
  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (view), &start);
  gtk_text_view_get_iter_location (view, &start, &place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &x, &y);
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (y, <, 30);
  /* of two long ones the shorter one's end is at the foot, and nothing below it */
  paste (text);
  editor_press ("ctrl+a");
  g_free (shorter);
  shorter = dup_long_text (40);
  paste (shorter);
  enr_test_pass (600);
  {
    GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
    GtkTextIter end;
    int height;

    gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &end);
    gtk_text_view_get_line_yrange (view, &end, &y, &height);
    g_assert_cmpfloat (gtk_adjustment_get_value (adjustment)
                           + gtk_adjustment_get_page_size (adjustment),
                       <=, y + height + 20);
  }
  editor_end ();
}

static gboolean
says (const char *text)
{
  return g_strcmp0 (gtk_label_get_text (GTK_LABEL (
                        enr_test_find_id (GTK_WIDGET (editor_desk.editor), "saved_label"))),
                    text)
         == 0;
}

static void
test_unsaved (void)
{
  g_autofree char *saved = NULL;

  if (!editor_has_hands ())
    return;
  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  g_assert_true (says (""));
  editor_focus ("before");
  editor_type ("a");
  g_assert_true (says ("Not saved yet"));
  editor_wait_stored (BODY ("before"), "a");
  enr_test_wait_until (says ("Saved 10:32"), LONG);
  /* the time of the last save is no answer to what was typed since then */
  editor_type ("b");
  g_assert_true (says ("Not saved yet"));
  editor_shot ("writing-unsaved");
  enr_test_wait_until (says ("Saved 10:32"), LONG);
  saved = editor_query (BODY ("before"));
  g_assert_cmpstr (saved, ==, "ab");
  /* taken out again */
  editor_type ("c");
  editor_press ("BackSpace");
  g_assert_true (says ("Not saved yet"));
  enr_test_wait_until (says ("Saved 10:32"), LONG);
  g_assert_cmpint (enr_test_query_int (editor_desk.store, "SELECT max(version) FROM writing_text"),
                   ==, 2);
  editor_end ();
}

/* Nothing but blanks is nothing. */
static void
test_blank (void)
{
  if (!editor_has_hands ())
    return;
  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  editor_focus ("before");
  editor_press ("Return");
  editor_press ("space");
  editor_press ("ctrl+s");
  enr_test_pass (2500);
  g_assert_true (says (""));
  g_assert_false (enr_writing_editor_is_dirty (editor_desk.editor));
  g_assert_cmpint (enr_test_query_int (editor_desk.store, "SELECT count(*) FROM writing_text"), ==,
                   0);
  editor_type ("x");
  editor_wait_stored (BODY ("before"), "\n x");
  editor_end ();
}

static char *
dup_writer (void)
{
  return g_strdup (gtk_editable_get_text (
      GTK_EDITABLE (enr_test_find_id (GTK_WIDGET (editor_desk.editor), "writer_entry"))));
}

static void
write_week (const EnrUuid *class_id, EnrDate day, const char *expected)
{
  g_autofree char *writer = NULL;

  editor_make_for ("week-plan", class_id, NULL, day);
  editor_open_last ();
  editor_write_here ("aims", "水あそびを楽しむ");
  editor_write_here ("days/mon/activity", "散歩");
  writer = dup_writer ();
  g_assert_cmpstr (writer, ==, expected);
  editor_act ("writing.save");
  enr_test_wait_until (!enr_writing_editor_is_dirty (editor_desk.editor), LONG);
}

/* The writer is the class's, and whoever wrote it hands it in without being asked. */
static void
test_submit (void)
{
  EnrDate day = enr_date_new (2026, 6, 10);

  if (!editor_has_hands ())
    return;
  editor_begin ();
  write_week (&editor_desk.small.classes[0], day, "");
  gtk_widget_activate_action (GTK_WIDGET (editor_desk.editor), "writing.writer", "s", "保科 花");
  editor_press ("ctrl+Return");
  editor_wait_stored ("SELECT state FROM writing", "submitted");
  g_assert_null (editor_find_dialog (ENR_TYPE_APPROVER_DIALOG));
  g_assert_true (editor_is_stored ("SELECT t.name FROM writing_step s JOIN staff t ON t.id = "
                                   "s.staff_id WHERE s.name = t.name",
                                   "保科 花"));
  enr_test_wait_until (g_strcmp0 (editor_desk.message, "Submitted (保科 花)") == 0, LONG);
  g_assert_nonnull (enr_session_get_undo_text (editor_desk.session));
  enr_session_undo (editor_desk.session);
  editor_wait_stored ("SELECT state FROM writing", "draft");
  /* another class is another's; the same one is hers */
  write_week (&editor_desk.small.classes[1], day, "");
  write_week (&editor_desk.small.classes[0], day + 7, "保科 花");
  enr_test_pass (500);
  editor_shot ("writing-submit");
  /* who is not of the staff is asked for */
  gtk_editable_set_text (
      GTK_EDITABLE (enr_test_find_id (GTK_WIDGET (editor_desk.editor), "writer_entry")), "実習生");
  editor_press ("ctrl+Return");
  editor_choose_person ("桜井 主");
  enr_test_wait_until (enr_test_query_int (editor_desk.store, "SELECT count(*) FROM writing WHERE "
                                                              "state = 'submitted'")
                           == 1,
                       LONG);
  editor_end ();
}

static void
copy_all (void)
{
  enr_test_wait_until (editor_has_id ("sources"), LONG);
  gtk_widget_activate_action (enr_test_find_id (GTK_WIDGET (editor_desk.editor), "sources"),
                              "source.copy-all", NULL);
  g_assert_true (editor_has_text ("aims", "梅雨の自然に親しむ"));
  g_assert_true (editor_has_text ("food", "枝豆のさやむき"));
}

/* Right behind a copying Ctrl+Z takes all of it back, whichever text has the cursor; once something
 * was typed it takes back what was typed. */
static void
test_uncopy (void)
{
  if (!editor_has_hands ())
    return;
  editor_begin ();
  editor_make ("month-plan");
  editor_write_elsewhere (&editor_desk.id, "aims", "梅雨の自然に親しむ", 0);
  editor_write_elsewhere (&editor_desk.id, "food", "枝豆のさやむき", 0);
  editor_make ("week-plan");
  editor_open_last ();
  copy_all ();
  enr_test_wait_until (!enr_writing_editor_is_dirty (editor_desk.editor), LONG);
  editor_focus ("food");
  editor_press ("ctrl+z");
  enr_test_wait_until (editor_has_text ("aims", ""), LONG);
  enr_test_wait_until (editor_has_text ("food", ""), LONG);

  copy_all ();
  enr_test_wait_until (!enr_writing_editor_is_dirty (editor_desk.editor), LONG);
  editor_focus ("food");
  editor_type ("a");
  editor_press ("ctrl+z");
  enr_test_pass (500);
  g_assert_true (editor_has_text ("aims", "梅雨の自然に親しむ"));
  editor_end ();
}

typedef struct
{
  EnrUuid id;
  EnrStep step;
  int version;
} Step;

static gpointer
do_step (EnrDb *db, gpointer data, GError **error)
{
  const Step *step = data;
  g_autoptr (EnrWriting) writing = enr_writing_load (db, &step->id, error);
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");
  EnrStepOn on = { NULL, step->id, step->version, "" };

  on.kind = enr_writing_kinds_find (editor_desk.kinds, writing->kind, error);
  actor.name = step->step == ENR_STEP_SUBMIT  ? "保科"
               : step->step == ENR_STEP_CHIEF ? "桜井"
                                              : "梅田";
  return GINT_TO_POINTER (enr_step_do (db, &actor, step->step, &on, error));
}

static void
step (EnrStep of, int version)
{
  Step what = { editor_desk.id, of, version };
  g_autoptr (GError) error = NULL;

  enr_test_write (editor_desk.store, do_step, &what, &error);
  g_assert_no_error (error);
}

/* What was approved keeps its title and its writer while it is evaluated. */
static void
test_evaluated (void)
{
  GtkWidget *title, *writer;

  editor_begin ();
  editor_make_for ("event-plan", NULL, NULL, enr_date_new (2026, 6, 10));
  editor_open_last ();
  for (guint i = 0; i < 20; i++)
    {
      EnrSectionField *field = (EnrSectionField *) enr_test_find_type (
          GTK_WIDGET (editor_desk.editor), ENR_TYPE_SECTION_FIELD, i);

      if (field != NULL && gtk_text_view_get_editable (enr_section_field_get_view (field)))
        gtk_text_buffer_set_text (gtk_text_view_get_buffer (enr_section_field_get_view (field)),
                                  "運動を楽しむ", -1);
    }
  editor_act ("writing.save");
  enr_test_wait_until (!enr_writing_editor_is_dirty (editor_desk.editor), LONG);
  title = enr_test_find_id (GTK_WIDGET (editor_desk.editor), "title_entry");
  writer = enr_test_find_id (GTK_WIDGET (editor_desk.editor), "writer_entry");
  g_assert_true (gtk_editable_get_editable (GTK_EDITABLE (title)));
  step (ENR_STEP_SUBMIT, 0);
  step (ENR_STEP_CHIEF, 1);
  step (ENR_STEP_DIRECTOR, 1);
  step (ENR_STEP_EVALUATE, 1);
  enr_test_wait_until (enr_test_shows (GTK_WIDGET (editor_desk.editor), "Being evaluated"), LONG);
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (title)));
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (writer)));
  gtk_widget_activate_action (GTK_WIDGET (editor_desk.editor), "writing.writer", "s", "保科 花");
  g_assert_false (enr_writing_editor_is_dirty (editor_desk.editor));
  editor_end ();
}

/*
 * The whole window
 */

typedef struct
{
  EnrTestSmall small;
  EnrStore *store;
  EnrSession *session;
  EnrWindow *window;
  GtkWidget *page;
  EnrDate day;
} Office;

static void
office_open (Office *office)
{
  enr_test_set_now ("2026-06-10T10:32");
  office->day = enr_date_new (2026, 6, 10);
  office->store = enr_test_store_new_small (&office->small);
  office->session = enr_session_new (office->store);
  office->window = enr_window_new (application);
  enr_window_set_session (office->window, office->session, FALSE);
  gtk_window_present (GTK_WINDOW (office->window));
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (office->window)), LONG);
  editor_press ("alt+3");
  office->page = GTK_WIDGET (enr_window_show_page (office->window, "writing"));
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (office->page, "grid")), LONG);
  enr_test_pass (500);
}

static void
office_close (Office *office)
{
  gpointer window = office->window;

  enr_test_pass (50);
  g_object_add_weak_pointer (window, &window);
  gtk_window_destroy (GTK_WINDOW (office->window));
  enr_test_wait_until (window == NULL, LONG);
  g_clear_object (&office->session);
  enr_test_store_end (office->store);
}

static gboolean
is_on (Office *office, const char *stack, const char *page)
{
  return g_strcmp0 (
             gtk_stack_get_visible_child_name (GTK_STACK (enr_test_find_id (office->page, stack))),
             page)
         == 0;
}

/* The key of the text that has the keyboard; "" for none. */
static const char *
get_focused (Office *office)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (office->window));
  GtkWidget *field = focus != NULL ? gtk_widget_get_ancestor (focus, ENR_TYPE_SECTION_FIELD) : NULL;

  return field != NULL ? enr_section_field_get_key (ENR_SECTION_FIELD (field)) : "";
}

static void
wait_focused (Office *office, const char *key)
{
  enr_test_wait_until (g_str_equal (get_focused (office), key), 5000);
}

static gboolean
is_grid_focused (Office *office)
{
  return gtk_window_get_focus (GTK_WINDOW (office->window))
         == enr_test_find_id (office->page, "grid");
}

static gboolean
is_body (Office *office, const char *key, const char *text)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT CAST(body AS TEXT) FROM writing_text WHERE key = '%s'", key);
  g_autofree char *stored = enr_test_query_text (office->store, sql);

  return g_strcmp0 (stored, text) == 0;
}

/* From the grid straight into the text, and back; the first one that is empty the second time. */
static void
test_focus (void)
{
  Office office = { 0 };
  GtkWidget *list;

  if (!editor_has_hands ())
    return;
  office_open (&office);
  enr_test_wait_until (is_grid_focused (&office), LONG);
  editor_press ("Return");
  wait_focused (&office, "before");
  editor_type ("ab");
  editor_press ("Tab");
  wait_focused (&office, "aims");
  editor_press ("alt+Left");
  enr_test_wait_until (is_on (&office, "pages", "main"), LONG);
  g_assert_true (is_body (&office, "before", "ab"));
  enr_test_wait_until (is_grid_focused (&office), LONG);
  editor_press ("Return");
  wait_focused (&office, "aims");
  enr_test_shot (GTK_WIDGET (office.window), "writing-focus");
  editor_press ("alt+Left");
  enr_test_wait_until (is_on (&office, "pages", "main"), LONG);
  /* from what was found */
  gtk_editable_set_text (GTK_EDITABLE (enr_test_find_id (office.page, "search")), "ab");
  enr_test_wait_until (is_on (&office, "views", "found"), LONG);
  enr_test_wait_until (enr_test_shows (office.page, "*1 has*"), LONG);
  list = enr_test_find_type (enr_test_find_id (office.page, "found"), GTK_TYPE_LIST_VIEW, 0);
  g_signal_emit_by_name (list, "activate", 0);
  wait_focused (&office, "aims");
  /* blanks alone leave nothing behind */
  editor_press ("alt+Left");
  enr_test_wait_until (is_on (&office, "pages", "main"), LONG);
  editor_press ("alt+Left");
  enr_test_wait_until (is_on (&office, "views", "overview"), LONG);
  enr_test_wait_until (is_grid_focused (&office), LONG);
  editor_press ("Down");
  editor_press ("Return");
  wait_focused (&office, "before");
  editor_press ("Return");
  editor_press ("ctrl+s");
  editor_press ("alt+Left");
  enr_test_wait_until (is_on (&office, "pages", "main"), LONG);
  enr_test_wait_until (enr_test_query_int (office.store, "SELECT count(*) FROM writing WHERE "
                                                         "removed_at IS NULL")
                           == 1,
                       5000);
  office_close (&office);
}

/* The day stays the day, however often it is pressed. */
static void
test_back (void)
{
  Office office = { 0 };

  if (!editor_has_hands ())
    return;
  office_open (&office);
  enr_test_wait_until (is_grid_focused (&office), LONG);
  editor_press ("alt+Left");
  editor_press ("alt+Right");
  g_assert_cmpint (enr_session_get_date (office.session), ==, office.day);
  g_assert_true (is_on (&office, "views", "overview"));
  enr_writing_page_show_waiting (ENR_WRITING_PAGE (office.page));
  enr_test_pass (300);
  editor_press ("alt+Left");
  enr_test_wait_until (is_on (&office, "views", "overview"), LONG);
  g_assert_true (is_grid_focused (&office));
  editor_press ("Return");
  wait_focused (&office, "before");
  editor_press ("alt+Right");
  g_assert_true (is_on (&office, "pages", "editor"));
  editor_press ("alt+Left");
  editor_press ("alt+Left");
  enr_test_wait_until (is_on (&office, "pages", "main"), LONG);
  editor_press ("alt+Left");
  g_assert_cmpint (enr_session_get_date (office.session), ==, office.day);
  /* its own keys */
  editor_press ("alt+Prior");
  enr_test_wait_until (enr_session_get_date (office.session) < office.day - 60, LONG);
  editor_press ("alt+Home");
  enr_test_wait_until (enr_session_get_date (office.session) == office.day, LONG);
  /* on another page it is the day before, as ever */
  editor_press ("alt+1");
  enr_test_pass (300);
  editor_press ("alt+Left");
  enr_test_wait_until (enr_session_get_date (office.session) == office.day - 1, LONG);
  office_close (&office);
}

static gint64
count_late (Office *office, const char *label)
{
  GtkWidget *button = enr_test_find_id (office->page, "late_button");
  const char *text = gtk_menu_button_get_label (GTK_MENU_BUTTON (button));

  g_assert_nonnull (text);
  g_assert_true (g_str_has_prefix (text, label));
  return g_ascii_strtoll (text + strlen (label), NULL, 10);
}

/* What is late of all kinds, and the way to those of one. */
static void
test_late (void)
{
  Office office = { 0 };
  GMenuModel *menu;
  GtkWidget *button;
  gint64 n = 0, before;
  int n_items;

  if (!editor_has_hands ())
    return;
  office_open (&office);
  button = enr_test_find_id (office.page, "late_button");
  enr_test_wait_until (gtk_widget_is_sensitive (button), LONG);
  enr_test_assert_nothing_cut (office.page);
  enr_test_shot (GTK_WIDGET (office.window), "writing-late");
  before = count_late (&office, "Late in all: ");
  menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (button));
  n_items = g_menu_model_get_n_items (menu);
  g_assert_cmpint (n_items, >, 2);
  for (int i = 0; i < n_items; i++)
    {
      g_autofree char *label = NULL;

      g_assert_true (g_menu_model_get_item_attribute (menu, i, "label", "s", &label));
      n += g_ascii_strtoll (strrchr (label, ' '), NULL, 10);
    }
  g_assert_cmpint (n, ==, before);
  /* to the diaries, which are not what is shown */
  enr_session_set_date (office.session, enr_date_new (2026, 9, 1));
  enr_writing_page_show_waiting (ENR_WRITING_PAGE (office.page));
  gtk_widget_activate_action (office.page, "writing.late", "s", "diary");
  enr_test_wait_until (is_on (&office, "views", "overview"), LONG);
  enr_test_wait_until (enr_test_shows (office.page, "令和8年6月"), LONG);
  enr_test_wait_until (is_grid_focused (&office), LONG);
  g_assert_true (enr_test_shows (office.page, "Late: *"));
  /* one less once one is begun and handed in */
  editor_press ("Return");
  enr_test_wait_until (is_on (&office, "pages", "editor"), LONG);
  office_close (&office);
}

/*
 * The real program
 */

static gboolean
has_window (void)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                          &error, "xdotool", "search", "--onlyvisible", "--class", "nroku", NULL);
  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  return g_subprocess_get_successful (process);
}

static gpointer
make_week (EnrDb *db, gpointer data, GError **error)
{
  const EnrTestSmall *small = data;
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "office");
  EnrWritingNew wanted = { .kind = enr_writing_kinds_find (kinds, "week-plan", error),
                           .class_id = small->classes[0],
                           .day = enr_clock_today (),
                           .title = "",
                           .writer = "" };
  EnrUuid id;

  return GINT_TO_POINTER (enr_writing_create (db, &actor, &wanted, &id, error));
}

/* Somebody types without a pause, and the PC goes off. */
static void
test_killed (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("+09");
  g_autoptr (GDateTime) here = g_date_time_to_timezone (now, zone);
  g_autofree char *text = g_date_time_format (here, "%Y-%m-%dT%H:%M");
  g_autofree char *typed = g_strnfill (600, 'a');
  g_autofree char *stored = NULL;
  g_autoptr (GSubprocess) program = NULL;
  g_autoptr (GSubprocess) typing = NULL;
  g_autoptr (GError) error = NULL;
  EnrTestSmall small;
  EnrStore *store;
  gint64 begun, last;
  gint64 length = 0, longest = 0;

  if (!editor_has_hands ())
    return;
  /* The program has the clock of the PC. */
  enr_test_set_now (text);
  for (guint i = 0; typed[i] != '\0'; i++)
    typed[i] = (char) ('a' + i % 26);
  store = enr_test_store_new_small (&small);
  enr_test_write (store, make_week, &small, &error);
  g_assert_no_error (error);
  program = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, g_getenv ("ENROKU_PROGRAM"), "--db",
                              enr_store_get_path (store), NULL);
  g_assert_no_error (error);
  enr_test_wait_until (has_window (), LONG);
  enr_test_pass (2000);
  editor_press ("alt+3");
  enr_test_pass (2500);
  editor_press ("Return");
  enr_test_pass (2500);
  typing = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", "type", "--delay", "60",
                             typed, NULL);
  g_assert_no_error (error);
  begun = last = g_get_monotonic_time ();
  while (g_get_monotonic_time () - begun < 14 * G_TIME_SPAN_SECOND)
    {
      gint64 n = enr_test_query_int (store, "SELECT length(body) FROM writing_text");

      if (n > length)
        {
          longest = MAX (longest, g_get_monotonic_time () - last);
          last = g_get_monotonic_time ();
          length = n;
        }
      enr_test_pass (100);
    }
  g_subprocess_send_signal (program, SIGKILL);
  g_subprocess_force_exit (typing);
  longest = MAX (longest, g_get_monotonic_time () - last);
  g_subprocess_wait (program, NULL, NULL);
  g_subprocess_wait (typing, NULL, NULL);
  stored = enr_test_query_text (store, "SELECT CAST(body AS TEXT) FROM writing_text");
  g_assert_nonnull (stored);
  g_assert_cmpuint (strlen (stored), >, 20);
  g_assert_true (g_str_has_prefix (typed, stored));
  /* and a little: the PC has other work as well */
  g_assert_cmpint (longest, <, 5 * G_TIME_SPAN_SECOND + 1500 * G_TIME_SPAN_MILLISECOND);
  enr_test_store_end (store);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  enr_test_app_init (&argc, &argv);
  application = enr_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  g_test_add_func ("/writing-keys/wheel", test_wheel);
  g_test_add_func ("/writing-keys/shrink", test_shrink);
  g_test_add_func ("/writing-keys/unsaved", test_unsaved);
  g_test_add_func ("/writing-keys/blank", test_blank);
  g_test_add_func ("/writing-keys/submit", test_submit);
  g_test_add_func ("/writing-keys/uncopy", test_uncopy);
  g_test_add_func ("/writing-keys/evaluated", test_evaluated);
  g_test_add_func ("/writing-keys/focus", test_focus);
  g_test_add_func ("/writing-keys/back", test_back);
  g_test_add_func ("/writing-keys/late", test_late);
  g_test_add_func ("/writing-keys/killed", test_killed);

  status = enr_test_app_run ();
  g_object_unref (application);
  return status;
}
