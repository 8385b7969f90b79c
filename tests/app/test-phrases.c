/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Phrases at the cursor and marked words, in a text view with real keys.
 */
#include "config.h"

#include <string.h>

#include "app-support.h"
#include "app/session.h"
#include "app/writing/phrase-popover.h"
#include "app/writing/style-marks.h"
#include "writing/phrase.h"

#define LONG 20000
#define TODAY "2026-06-10T10:32"

typedef struct
{
  EnrStore *store;
  EnrSession *session;
  GtkWidget *window;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  char *message;
} Desk;

static Desk desk;
static EnrActor office;

static gpointer
start (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (enr_phrase_start (db, &office, NULL, error));
}

static gpointer
save_word (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (enr_style_word_save (db, &office, data, error));
}

static void
message_cb (EnrSession *session, const char *text)
{
  g_free (desk.message);
  desk.message = g_strdup (text);
}

static void
begin_with (gboolean with_phrases)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  enr_test_set_now (TODAY);
  office = enr_actor (ENR_ACTOR_OFFICE, "office");
  desk = (Desk){ 0 };
  desk.store = enr_test_store_new_small (NULL);
  if (with_phrases)
    enr_test_write (desk.store, start, NULL, &error);
  g_assert_no_error (error);
  desk.session = enr_session_new (desk.store);
  g_signal_connect (desk.session, "message", G_CALLBACK (message_cb), NULL);
  desk.view = GTK_TEXT_VIEW (g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR,
                                           "left-margin", 8, "top-margin", 8, NULL));
  desk.buffer = gtk_text_view_get_buffer (desk.view);
  enr_phrase_popover_attach (desk.view, desk.session, "aims/x", 2, 6);
  enr_style_marks_attach (desk.view, desk.session);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (desk.view));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), scroller);
  desk.window = g_object_new (GTK_TYPE_WINDOW, "default-width", 1024, "default-height", 700,
                              "child", box, NULL);
  gtk_window_present (GTK_WINDOW (desk.window));
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (desk.window)), LONG);
  gtk_widget_grab_focus (GTK_WIDGET (desk.view));
  enr_test_pass (200);
}

static void
begin (void)
{
  begin_with (TRUE);
}

static void
end (void)
{
  gtk_window_destroy (GTK_WINDOW (desk.window));
  enr_test_settle ();
  g_object_unref (desk.session);
  enr_test_store_end (desk.store);
  g_free (desk.message);
}

/*
 * Hands
 */

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
run_xdotool (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, &error);
  gboolean is_done = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, ended_cb, &is_done);
  enr_test_wait_until (is_done, LONG);
}

static void
press (const char *key)
{
  run_xdotool ((const char *[]){ "xdotool", "key", key, NULL });
  enr_test_pass (150);
}

static void
type (const char *text)
{
  run_xdotool ((const char *[]){ "xdotool", "type", "--delay", "20", text, NULL });
  enr_test_pass (150);
}

static gboolean
has_hands (void)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  if (xdotool == NULL)
    g_test_skip ("xdotool is missing");
  return xdotool != NULL;
}

static gboolean
has_text (const char *text)
{
  g_autofree char *now = NULL;

  g_object_get (desk.buffer, "text", &now, NULL);
  return g_str_equal (now, text);
}

static gboolean
is_stored (const char *sql, const char *text)
{
  g_autofree char *stored = enr_test_query_text (desk.store, sql);

  return g_strcmp0 (stored, text) == 0;
}

static GtkWidget *
find_popover (void)
{
  return enr_test_find_type (desk.window, ENR_TYPE_PHRASE_POPOVER, 0);
}

static void
open_popover (void)
{
  press ("ctrl+space");
  enr_test_wait_until (find_popover () != NULL, LONG);
  enr_test_wait_until (enr_test_find_type (find_popover (), GTK_TYPE_LIST_BOX_ROW, 0) != NULL,
                       LONG);
}

static void
set_words (const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (enr_test_find_id (find_popover (), "words")), words);
  enr_test_pass (600);
}

static void
test_insert (void)
{
  g_autofree char *first = NULL;

  if (!has_hands ())
    return;
  begin ();
  type ("ab");
  press ("Left");
  open_popover ();
  /* June and two years old: not April's, and not another section's */
  g_assert_true (enr_test_shows (find_popover (), "梅雨の時期の自然に興味をもち*"));
  g_assert_false (enr_test_shows (find_popover (), "新しい環境に慣れ*"));
  enr_test_shot (desk.window, "phrases-window");
  enr_test_shot (find_popover (), "phrases-popover");
  first = g_strdup (gtk_label_get_text (GTK_LABEL (enr_test_find_type (
      enr_test_find_type (find_popover (), GTK_TYPE_LIST_BOX_ROW, 0), GTK_TYPE_LABEL, 0))));
  press ("Return");
  enr_test_wait_until (find_popover () == NULL, LONG);
  {
    g_autofree char *text = g_strdup_printf ("a%sb", first);

    g_assert_true (has_text (text));
  }
  /* one step back takes it away and nothing else */
  press ("ctrl+z");
  g_assert_true (has_text ("ab"));
  enr_test_wait_until (is_stored ("SELECT sum(uses) || '' FROM phrase", "1"), LONG);
  /* the keyboard is back in the text */
  press ("End");
  type ("c");
  g_assert_true (has_text ("abc"));
  end ();
}

static void
test_filter (void)
{
  if (!has_hands ())
    return;
  begin ();
  open_popover ();
  set_words ("梅雨");
  g_assert_cmpuint (enr_test_count_type (find_popover (), GTK_TYPE_LIST_BOX_ROW), >, 0);
  g_assert_true (enr_test_shows (find_popover (), "梅雨の時期の自然に興味をもち*"));
  g_assert_false (enr_test_shows (find_popover (), "保育者に見守られながら*"));
  /* two words; the second one down */
  set_words ("自然　を");
  g_assert_cmpuint (enr_test_count_type (find_popover (), GTK_TYPE_LIST_BOX_ROW), >, 1);
  press ("Down");
  press ("Return");
  enr_test_wait_until (find_popover () == NULL, LONG);
  g_assert_cmpint (gtk_text_buffer_get_char_count (desk.buffer), >, 5);
  press ("ctrl+z");
  g_assert_true (has_text (""));
  open_popover ();
  set_words ("ありえない言葉");
  g_assert_true (enr_test_shows (find_popover (), "There is no phrase with these words."));
  press ("Return");
  g_assert_true (has_text (""));
  press ("Escape");
  enr_test_wait_until (find_popover () == NULL, LONG);
  /* by a click */
  open_popover ();
  g_signal_emit_by_name (enr_test_find_id (find_popover (), "list"), "row-activated",
                         enr_test_find_type (find_popover (), GTK_TYPE_LIST_BOX_ROW, 0));
  g_assert_false (has_text (""));
  enr_test_wait_until (is_stored ("SELECT sum(uses) || '' FROM phrase", "2"), LONG);
  enr_test_pass (200);
  end ();
}

/* The bank of a new nursery is empty: the starting set is put in from here. */
static void
test_start (void)
{
  if (!has_hands ())
    return;
  begin_with (FALSE);
  press ("ctrl+space");
  enr_test_wait_until (
      find_popover () != NULL && enr_test_find_id (find_popover (), "start_button") != NULL
          && gtk_widget_get_mapped (enr_test_find_id (find_popover (), "start_button")),
      LONG);
  enr_test_click (enr_test_find_id (find_popover (), "start_button"));
  enr_test_wait_until (enr_test_shows (find_popover (), "梅雨の時期の自然に興味をもち*"), LONG);
  g_assert_false (gtk_widget_get_mapped (enr_test_find_id (find_popover (), "start_button")));
  end ();
}

static void
test_not_now (void)
{
  if (!has_hands ())
    return;
  begin ();
  /* while the input method composes, the keys are its */
  g_signal_emit_by_name (desk.view, "preedit-changed", "にわ");
  press ("ctrl+space");
  enr_test_pass (300);
  g_assert_null (find_popover ());
  g_signal_emit_by_name (desk.view, "preedit-changed", "");
  gtk_text_view_set_editable (desk.view, FALSE);
  press ("ctrl+space");
  enr_test_pass (300);
  g_assert_null (find_popover ());
  gtk_text_view_set_editable (desk.view, TRUE);
  open_popover ();
  end ();
}

static void
test_add (void)
{
  if (!has_hands ())
    return;
  begin ();
  press ("ctrl+shift+space");
  g_assert_cmpstr (desk.message, ==, "Please select the text first.");
  gtk_text_buffer_insert_at_cursor (desk.buffer, "しゃぼん玉を追いかけて笑う。", -1);
  press ("ctrl+a");
  press ("ctrl+shift+space");
#define MINE                                                                                       \
  "SELECT section || is_own FROM phrase WHERE text LIKE 'しゃぼん玉%' AND removed_at IS NULL"
  enr_test_wait_until (is_stored (MINE, "aims1"), LONG);
  enr_test_wait_until (enr_session_get_undo_text (desk.session) != NULL, LONG);
  g_assert_true (has_text ("しゃぼん玉を追いかけて笑う。"));
  /* there already: said in words */
  press ("ctrl+shift+space");
  enr_test_wait_until (strstr (desk.message, "already") != NULL, LONG);
  press ("End");
  open_popover ();
  set_words ("玉");
  g_assert_true (enr_test_shows (find_popover (), "しゃぼん玉を追いかけて笑う。"));
  press ("Escape");
  enr_session_undo (desk.session);
  enr_test_wait_until (is_stored (MINE, NULL), LONG);
  end ();
}

/*
 * Marked words
 */

/* The marked parts of the text, apart by blanks. */
static char *
dup_marked (void)
{
  GtkTextTag *tag
      = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (desk.buffer), "enr-style-word");
  GString *marked = g_string_new (NULL);
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (desk.buffer, &iter);
  for (; !gtk_text_iter_is_end (&iter); gtk_text_iter_forward_char (&iter))
    {
      if (gtk_text_iter_starts_tag (&iter, tag) && marked->len > 0)
        g_string_append_c (marked, ' ');
      if (gtk_text_iter_has_tag (&iter, tag))
        g_string_append_unichar (marked, gtk_text_iter_get_char (&iter));
    }
  return g_string_free (marked, FALSE);
}

static gboolean
marks_are (const char *expected)
{
  g_autofree char *marked = dup_marked ();

  return g_str_equal (marked, expected);
}

/* Whether there is a tooltip in the middle of that character. */
static gboolean
has_tip (int offset)
{
  GtkTooltip *tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  GtkTextIter iter;
  GdkRectangle place;
  gboolean has = FALSE;
  int x, y;

  gtk_text_buffer_get_iter_at_offset (desk.buffer, &iter, offset);
  gtk_text_view_get_iter_location (desk.view, &iter, &place);
  gtk_text_view_buffer_to_window_coords (desk.view, GTK_TEXT_WINDOW_WIDGET,
                                         place.x + place.width / 2, place.y + place.height / 2, &x,
                                         &y);
  g_signal_emit_by_name (desk.view, "query-tooltip", x, y, FALSE, tooltip, &has);
  g_object_unref (tooltip);
  return has;
}

static void
test_marks (void)
{
  EnrStyleWord word = { (char *) "お散歩", (char *) "散歩", FALSE };
  g_autoptr (GError) error = NULL;

  if (!has_hands ())
    return;
  begin ();
  type ("x");
  press ("ctrl+a");
  gtk_text_buffer_begin_user_action (desk.buffer);
  gtk_text_buffer_delete_selection (desk.buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (
      desk.buffer, "子供と子どもたちがお散歩に行った。わがままを言う。", -1, TRUE);
  gtk_text_buffer_end_user_action (desk.buffer);
  enr_test_wait_until (marks_are ("子供 わがまま"), LONG);
  g_assert_true (has_tip (0));
  g_assert_false (has_tip (3));
  g_assert_false (has_tip (10));
  g_assert_true (has_text ("子供と子どもたちがお散歩に行った。わがままを言う。"));
  enr_test_shot (desk.window, "phrases-marks");
  /* the list is the nursery's: what is added is marked at once */
  enr_test_write (desk.store, save_word, &word, &error);
  g_assert_no_error (error);
  enr_test_wait_until (marks_are ("子供 お散歩 わがまま"), LONG);
  /* what was mended is not marked any longer, and no step of undo is of a mark */
  press ("ctrl+Home");
  press ("Delete");
  enr_test_wait_until (marks_are ("お散歩 わがまま"), LONG);
  press ("ctrl+z");
  enr_test_wait_until (marks_are ("子供 お散歩 わがまま"), LONG);
  press ("ctrl+z");
  g_assert_true (has_text ("x"));
  press ("ctrl+z");
  g_assert_true (has_text (""));
  press ("ctrl+shift+z");
  press ("ctrl+shift+z");
  enr_test_wait_until (marks_are ("子供 お散歩 わがまま"), LONG);
  end ();
}

static void
test_long (void)
{
  GString *text = g_string_new (NULL);
  gint64 begun, longest = 0;
  guint n = 0;

  begin ();
  for (guint i = 0; n < 100000; i++)
    {
      const char *line = i % 4 == 0 ? "子供たちは水あそびをたのしんだ。\n"
                                    : "保育者といっしょにゆっくりと園庭で過ごしていた。\n";

      g_string_append (text, line);
      n += (guint) g_utf8_strlen (line, -1);
    }
  gtk_text_buffer_set_text (desk.buffer, text->str, -1);
  g_string_free (text, TRUE);
  enr_test_pass (1500);
  {
    g_autofree char *marked = dup_marked ();

    g_assert_true (g_str_has_prefix (marked, "子供 子供"));
  }
  for (guint i = 0; i < 10; i++)
    {
      begun = g_get_monotonic_time ();
      gtk_text_buffer_insert_interactive_at_cursor (desk.buffer, "友達", -1, TRUE);
      enr_test_settle ();
      longest = MAX (longest, g_get_monotonic_time () - begun);
      enr_test_pass (400);
    }
  g_test_message ("a key in 100,000 characters with marks: at most %.1f ms",
                  (double) longest / 1000);
  end ();
}

static gpointer
save_phrase (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrPhrase) phrase = enr_phrase_new ();

  g_free (phrase->text);
  phrase->text = g_strdup (data);
  return GINT_TO_POINTER (enr_phrase_save (db, &office, phrase, error));
}

/* Suggested while it is written; Enter stays Enter, and nothing comes while an input method is at work. */
static void
test_suggested (void)
{
  g_autoptr (GError) error = NULL;
  GtkTextIter first, last;
  g_autofree char *text = NULL;

  if (!has_hands ())
    return;
  begin_with (FALSE);
  enr_test_write (desk.store, save_phrase, (gpointer) "abcde fghij", &error);
  g_assert_no_error (error);
  type ("zzz");
  enr_test_pass (800);
  g_assert_false (enr_test_shows (GTK_WIDGET (desk.view), "abcde fghij"));
  press ("Return");
  g_signal_emit_by_name (desk.view, "preedit-changed", "x");
  type ("ab");
  enr_test_pass (800);
  g_assert_false (enr_test_shows (GTK_WIDGET (desk.view), "abcde fghij"));
  g_signal_emit_by_name (desk.view, "preedit-changed", "");
  type ("c");
  enr_test_wait_until (enr_test_shows (GTK_WIDGET (desk.view), "abcde fghij"), LONG);
  enr_test_shot (desk.window, "phrases-suggested");
  press ("ctrl+Return");
  gtk_text_buffer_get_bounds (desk.buffer, &first, &last);
  text = gtk_text_buffer_get_text (desk.buffer, &first, &last, FALSE);
  g_assert_cmpstr (text, ==, "zzz\nabcde fghij");
  /* one step of undo takes the phrase back */
  press ("ctrl+z");
  g_clear_pointer (&text, g_free);
  gtk_text_buffer_get_bounds (desk.buffer, &first, &last);
  text = gtk_text_buffer_get_text (desk.buffer, &first, &last, FALSE);
  g_assert_cmpstr (text, ==, "zzz\nabc");
  end ();
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/phrases/suggested", test_suggested);
  g_test_add_func ("/phrases/insert", test_insert);
  g_test_add_func ("/phrases/filter", test_filter);
  g_test_add_func ("/phrases/start", test_start);
  g_test_add_func ("/phrases/not-now", test_not_now);
  g_test_add_func ("/phrases/add", test_add);
  g_test_add_func ("/phrases/marks", test_marks);
  g_test_add_func ("/phrases/long", test_long);
  return enr_test_app_run ();
}
