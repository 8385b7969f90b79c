/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records in their window: what opening one takes with ten years of them, and what a key
 * costs in a long text, beside GTK's text view alone with the same text: until it is drawn, and
 * what the main thread has to do for it altogether. Needs a display.
 *
 *   bench-editor FILE.db DATE ROUNDS KEYS NOTE
 */
#include <stdlib.h>

#include "app/writing/writing-editor-reading.h"
#include "common.h"
#include "texts.h"
#include "writing-desk.h"
#include "writing/phrase.h"

/* What waits for a pause (marks, how full the box is) comes within it. */
#define PAUSE_MS 900
#define LONG_TEXT 100000
#define FRAME 0.016 /* seconds */

typedef struct
{
  GtkTextView *view;
  GArray *drawn; /* seconds from the key to the picture */
  GArray *work;  /* seconds of the main thread, the pause with it */
} Side;

static void
painted_cb (gboolean *is_painted)
{
  *is_painted = TRUE;
}

static void
press (Side *side)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (side->view));
  gboolean is_painted = FALSE;
  double start = bench_now ();
  double work = bench_work_now ();
  gulong handler
      = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &is_painted);

  gtk_text_buffer_insert_interactive_at_cursor (gtk_text_view_get_buffer (side->view), "あ", -1,
                                                TRUE);
  while (!is_painted)
    g_main_context_iteration (NULL, TRUE);
  bench_list_add (side->drawn, bench_now () - start);
  g_signal_handler_disconnect (clock, handler);
  enr_test_pass (PAUSE_MS);
  bench_list_add (side->work, bench_work_now () - work);
}

/* The cursor in the middle of the text, where it is seen. */
static void
fill (GtkTextView *view, const char *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter iter;

  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &iter, gtk_text_buffer_get_char_count (buffer) / 2);
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_widget_grab_focus (GTK_WIDGET (view));
  enr_test_pass (PAUSE_MS);
  gtk_text_view_scroll_to_mark (view, gtk_text_buffer_get_insert (buffer), 0, TRUE, 0, 0.5);
  enr_test_pass (PAUSE_MS * 2);
}

/* GTK's alone, as large and set in the same way. */
static GtkTextView *
show_bare (GtkTextView *ours, GtkWindow **window)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkTextView *view = GTK_TEXT_VIEW (gtk_text_view_new ());

  gtk_text_view_set_wrap_mode (view, gtk_text_view_get_wrap_mode (ours));
  gtk_text_view_set_left_margin (view, gtk_text_view_get_left_margin (ours));
  gtk_text_view_set_right_margin (view, gtk_text_view_get_right_margin (ours));
  gtk_text_view_set_pixels_inside_wrap (view, gtk_text_view_get_pixels_inside_wrap (ours));
  gtk_text_view_set_pixels_below_lines (view, gtk_text_view_get_pixels_below_lines (ours));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view));
  *window = g_object_new (GTK_TYPE_WINDOW, "default-width",
                          gtk_widget_get_width (GTK_WIDGET (ours)), "default-height",
                          gtk_widget_get_height (GTK_WIDGET (ours)), "child", scroller, NULL);
  gtk_window_present (*window);
  enr_test_pass (PAUSE_MS);
  return view;
}

static Side
side_new (GtkTextView *view)
{
  return (Side){ view, bench_list_new (), bench_list_new () };
}

static void
side_clear (Side *side)
{
  g_array_unref (side->drawn);
  g_array_unref (side->work);
}

static void
print_row (const char *what,
           const char *text_name,
           const char *note,
           GArray *ours,
           GArray *bare,
           BenchLimit kind)
{
  g_autofree char *measure = g_strdup_printf ("%s, %s, %s", what, text_name, note);
  g_autofree char *our_text = bench_dup_time (bench_median (ours));
  g_autofree char *time = bench_dup_time (bench_median (bare));
  g_autofree char *against = g_strconcat (time, " (GTK's text view)", NULL);

  bench_row (measure, our_text, against, bench_median (ours) / bench_median (bare), kind, 1.0);
}

/* What GTK does for the key alone is no choice of ours; what we add to it in a short text is a
 * label and two looks at the text in the pause. */
static void
measure (const char *text, const char *text_name, int n_rounds, const char *note, gboolean is_short)
{
  Side ours = side_new (enr_section_field_get_view (editor_find_field ("aims")));
  Side bare;
  GtkWindow *window;

  fill (ours.view, text);
  for (int i = 0; i < n_rounds; i++)
    press (&ours);
  bare = side_new (show_bare (ours.view, &window));
  fill (bare.view, text);
  for (int i = 0; i < n_rounds; i++)
    press (&bare);
  print_row ("a key until it is drawn", text_name, note, ours.drawn, bare.drawn, BENCH_NO_LIMIT);
  print_row ("all the main thread does for a key", text_name, note, ours.work, bare.work,
             is_short ? BENCH_NO_LIMIT : BENCH_AT_MOST);
  side_clear (&ours);
  side_clear (&bare);
  gtk_window_destroy (window);
}

/* In paragraphs of about so many characters. */
static char *
new_text (guint n_characters, guint length)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint n_of_line = 0; n < n_characters;)
    {
      g_autofree char *sentence = bench_text_new (rand, 1);
      guint n_of_sentence = (guint) g_utf8_strlen (sentence, -1);

      /* A word that is marked, here and there. */
      g_string_append (text, n / 500 != (n + n_of_sentence) / 500 ? "子供が" : "");
      g_string_append (text, sentence);
      n += n_of_sentence;
      n_of_line += n_of_sentence;
      if (n_of_line < length)
        continue;
      g_string_append_c (text, '\n');
      n_of_line = 0;
    }
  return g_string_free (text, FALSE);
}

static gpointer
add_words (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (
      enr_phrase_start (db, enr_session_get_actor (editor_desk.session), NULL, error));
}

static void
measure_keys (int n_rounds, const char *note)
{
  g_autofree char *usual = new_text (800, 100);
  g_autofree char *many = new_text (LONG_TEXT, 100);
  g_autofree char *one = new_text (LONG_TEXT, G_MAXUINT);
  g_autoptr (GError) error = NULL;
  gboolean is_added;

  editor_begin ();
  is_added = enr_test_write (editor_desk.store, add_words, NULL, &error) != NULL;
  bench_check (is_added, "add words that are marked", error);
  editor_make ("week-plan");
  editor_open_last ();
  measure (usual, "800 characters", n_rounds, note, TRUE);
  measure (many, "100,000 characters in many paragraphs", n_rounds, note, TRUE);
  measure (one, "100,000 characters in one paragraph", n_rounds, note, FALSE);
  editor_end ();
}

/* What the database's thread does for the window. */
static void
measure_reading (EnrDb *db, EnrWritingKinds *kinds, const GPtrArray *list, int n_rounds)
{
  g_autoptr (GArray) times = bench_list_new ();
  g_autofree char *text = NULL;
  g_autofree char *median = NULL;

  for (int i = 0; i < n_rounds; i++)
    {
      const EnrWriting *writing = g_ptr_array_index (list, (guint) (i * 7919) % list->len);
      g_autoptr (GError) error = NULL;
      double start = bench_now ();
      EnrEditorReading *reading = enr_editor_reading_load (db, kinds, &writing->id, &error);

      bench_check (reading != NULL, "read a plan or record", error);
      bench_list_add (times, bench_now () - start);
      enr_editor_reading_free (reading);
    }
  text = bench_dup_time (bench_percentile (times, 0.99));
  median = bench_dup_time (bench_median (times));
  bench_row_value ("reading all that the window shows of a plan or record, the slowest hundredth",
                   text, median, "under 16 ms", bench_percentile (times, 0.99) < FRAME);
}

/* From the click to the picture. */
static void
measure_opening (const GPtrArray *list, int n_rounds, const char *note)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (editor_desk.window);
  g_autoptr (GArray) times = bench_list_new ();
  g_autoptr (GArray) work = bench_list_new ();
  g_autofree char *measure_name
      = g_strdup_printf ("opening a plan or record until it is drawn, %s", note);
  g_autofree char *text = NULL;
  g_autofree char *work_text = NULL;
  g_autofree char *against = NULL;

  for (int i = 0; i < n_rounds; i++)
    {
      const EnrWriting *writing = g_ptr_array_index (list, (guint) (i * 7919) % list->len);
      double start = bench_now ();
      double start_of_work = bench_work_now ();
      gboolean is_painted = FALSE;
      gulong handler;

      enr_writing_editor_open (editor_desk.editor, &writing->id);
      while (!editor_has_id ("sections"))
        g_main_context_iteration (NULL, TRUE);
      handler
          = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &is_painted);
      while (!is_painted)
        g_main_context_iteration (NULL, TRUE);
      g_signal_handler_disconnect (clock, handler);
      bench_list_add (times, bench_now () - start);
      bench_list_add (work, bench_work_now () - start_of_work);
      enr_test_pass (100);
    }
  text = bench_dup_time (bench_median (times));
  work_text = bench_dup_time (bench_median (work));
  against = g_strconcat (work_text, " (of it the main thread's own work)", NULL);
  bench_row (measure_name, text, against, 0, BENCH_NO_LIMIT, 0);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer is_open)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = enr_store_open_finish (ENR_STORE (source), result, &error);

  bench_check (ok, "open", error);
  *(gboolean *) is_open = TRUE;
}

static void
measure_file (const char *path, EnrDate day, int n_rounds, const char *note)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingFilter month = { .from = day - 30, .until = day };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = enr_db_open (path, ENR_DB_READ_ONLY, &error);
  g_autoptr (GPtrArray) list = db != NULL ? enr_writing_list (db, &month, &error) : NULL;
  gboolean is_open = FALSE;

  bench_check (list != NULL && list->len > 0, path, error);
  measure_reading (db, kinds, list, n_rounds * 10);
  editor_desk = (EditorDesk){ .store = enr_store_new (path), .kinds = kinds };
  enr_store_open_async (editor_desk.store, FALSE, NULL, opened_cb, &is_open);
  while (!is_open)
    g_main_context_iteration (NULL, TRUE);
  editor_desk.session = enr_session_new (editor_desk.store);
  editor_desk.editor = ENR_WRITING_EDITOR (enr_writing_editor_new (editor_desk.session, kinds));
  editor_desk.window = g_object_new (GTK_TYPE_WINDOW, "default-width", 870, "default-height", 690,
                                     "child", editor_desk.editor, NULL);
  gtk_window_present (GTK_WINDOW (editor_desk.window));
  enr_test_pass (500);
  measure_opening (list, n_rounds, note);
  gtk_window_destroy (GTK_WINDOW (editor_desk.window));
  enr_test_pass (500);
  g_object_unref (editor_desk.session);
  enr_store_close (editor_desk.store);
  g_object_unref (editor_desk.store);
}

int
main (int argc, char **argv)
{
  EnrDate day = argc == 6 ? enr_date_parse_iso (argv[2]) : ENR_DATE_NONE;
  int n_rounds = argc == 6 ? atoi (argv[3]) : 0;
  int n_keys = argc == 6 ? atoi (argv[4]) : 0;

  if (day == ENR_DATE_NONE || n_rounds < 1 || n_keys < 1)
    bench_fail ("usage: bench-editor FILE.db DATE ROUNDS KEYS NOTE");
  argc = 1;
  enr_test_app_init (&argc, &argv);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  /* Drawing a cursor that blinks is more work than the key. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
  measure_file (argv[1], day, n_rounds, argv[5]);
  measure_keys (n_keys, argv[5]);
  return 0;
}
