/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Keeping the bank of phrases and the list of words in their window.
 */
#include "config.h"

#include <string.h>

#include "app/writing/phrases-dialog.h"
#include "app/writing/phrases-list.h"
#include "app/writing/phrases-out-dialog.h"
#include "app/writing/phrases-row.h"
#include "app/writing/phrases-window.h"
#include "app/writing/phrases-word-dialog.h"
#include "app/writing/phrases-wrong-dialog.h"
#include "app/writing/writing-page.h"
#include "desk.h"
#include "writing-desk.h"
#include "writing/phrase.h"

#define TODAY "2026-06-10T10:32"
#define N_MANY 3000

static Desk desk;
static EnrActor office;
static GtkWidget *window;

/*
 * Hands
 */

static void
begin (void)
{
  enr_test_set_now (TODAY);
  office = enr_actor (ENR_ACTOR_OFFICE, "office");
  desk_begin (&desk, enr_test_store_new_small (NULL), ENR_TYPE_WRITING_PAGE);
  enr_test_settle ();
  gtk_widget_activate_action (desk.page, "writing.phrases", NULL);
  window = desk_wait_dialog (ENR_TYPE_PHRASES_WINDOW);
  enr_test_pass (300);
}

static void
end (void)
{
  if (desk_find_dialog (ENR_TYPE_PHRASES_WINDOW) != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  enr_test_pass (300);
  desk_end (&desk);
}

static gboolean
is_stored (const char *sql, const char *text)
{
  g_autofree char *stored = enr_test_query_text (desk.store, sql);

  return g_strcmp0 (stored, text) == 0;
}

#define wait_stored(sql, text) enr_test_wait_until (is_stored (sql, text), LONG)

#define OFFERED "SELECT count(*) || '' FROM phrase WHERE removed_at IS NULL"

/* Of the page that is shown. */
static GtkWidget *
get_page (void)
{
  GtkStack *pages = GTK_STACK (enr_test_find_id (window, "pages"));

  return gtk_stack_get_visible_child (pages);
}

static EnrPhrasesList *
get_list (void)
{
  return ENR_PHRASES_LIST (enr_test_find_id (get_page (), "list"));
}

static void
wait_n (guint n)
{
  enr_test_wait_until (enr_phrases_list_get_n (get_list ()) == n, LONG);
  enr_test_pass (100);
}

static void
search (const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (enr_test_find_id (get_page (), "search")), words);
}

static void
painted_cb (GdkFrameClock *clock, guint *n)
{
  *n += 1;
}

/* New lines have their place with the next frame, however long that takes. */
static void
wait_painted (void)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint n = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &n);

  gtk_widget_queue_draw (window);
  enr_test_wait_until (n > 0, LONG);
  gtk_widget_queue_draw (window);
  enr_test_wait_until (n > 1, LONG);
  g_signal_handler_disconnect (clock, handler);
}

static GtkListView *
get_view (void)
{
  return GTK_LIST_VIEW (enr_test_find_type (GTK_WIDGET (get_list ()), GTK_TYPE_LIST_VIEW, 0));
}

static void
choose (guint position, gboolean is_also)
{
  gtk_selection_model_select_item (gtk_list_view_get_model (get_view ()), position, !is_also);
}

static void
act (const char *action)
{
  desk_click (window, action);
}

static void
take_back (void)
{
  enr_test_wait_until (enr_test_find_button (window, "Undo") != NULL, LONG);
  enr_test_click_text (window, "Undo");
}

static void
set_text (GtkWidget *dialog, const char *text)
{
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (enr_test_find_id (dialog, "view"))), text, -1);
}

static GtkWidget *
save (GType type)
{
  GtkWidget *dialog = desk_find_dialog (type);

  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  return dialog;
}

/* As another PC does it. */
static gpointer
change_elsewhere (EnrDb *db, gpointer data, GError **error)
{
  const EnrPhraseFilter filter
      = { .which = ENR_PHRASES_OWN, .section = "", .domain = "", .age = -1, .words = "" };
  g_autoptr (GPtrArray) sections = g_ptr_array_new ();
  g_autoptr (GPtrArray) list = enr_phrase_list (db, &filter, sections, error);
  EnrPhrase *phrase = g_ptr_array_index (list, 0);

  g_free (phrase->domain);
  phrase->domain = g_strdup ("表現");
  return GINT_TO_POINTER (enr_phrase_save (db, &office, phrase, error));
}

static gpointer
add_many (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (GString) text = g_string_new ("文例,項目\n");
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (EnrCsv) csv = NULL;
  g_autoptr (GPtrArray) added = NULL;
  guint n_present;

  for (int i = 0; i < N_MANY; i++)
    g_string_append_printf (text, "%d人で園庭を走り、体を動かす心地よさを味わう。,ねらい\n", i);
  csv = enr_csv_read_data ("x", text->str, text->len, ENR_ENCODING_UTF8, error);
  return GINT_TO_POINTER (enr_phrase_import (db, &office, kinds, csv, &added, &n_present, error));
}

/*
 * Phrases
 */

static void
start_bank (void)
{
  enr_test_wait_until (enr_test_shows (window, "There Are No Phrases Yet"), LONG);
  act ("bank.start");
  enr_test_wait_until (enr_phrases_list_get_n (get_list ()) > 50, LONG);
  enr_test_pass (200);
}

static void
add_phrase (const char *text)
{
  GtkWidget *dialog;

  act ("bank.add");
  dialog = desk_wait_dialog (ENR_TYPE_PHRASES_DIALOG);
  set_text (dialog, text);
  save (ENR_TYPE_PHRASES_DIALOG);
  desk_wait_no_dialog (ENR_TYPE_PHRASES_DIALOG);
}

static void
test_look (void)
{
  guint n;

  begin ();
  enr_test_wait_until (enr_test_shows (window, "There Are No Phrases Yet"), LONG);
  enr_test_shot (window, "phrases-none");
  start_bank ();
  n = enr_phrases_list_get_n (get_list ());
  enr_test_shot (window, "phrases-bank");
  g_assert_true (enr_test_shows (window, "Starting set"));
  wait_painted ();
  enr_test_assert_nothing_cut (GTK_WIDGET (get_list ()));

  /* words of any length, and conditions */
  search ("梅雨");
  wait_n (1);
  g_assert_true (enr_test_shows (window, "梅雨の時期*"));
  search ("雪だるまの宇宙旅行");
  enr_test_wait_until (enr_test_shows (window, "No Phrase Fits"), LONG);
  enr_test_shot (window, "phrases-not-found");
  desk_select (window, "age", 2);
  act ("bank.clear");
  wait_n (n);
  desk_select (window, "month", 6);
  enr_test_wait_until (enr_phrases_list_get_n (get_list ()) < n, LONG);
  search ("梅雨");
  wait_n (1);
  desk_select (window, "month", 12);
  wait_n (0);
  g_assert_true (enr_test_shows (window, "No Phrase Fits"));
  search ("");
  desk_select (window, "month", 0);
  wait_n (n);
  /* of one section only, as it is called */
  desk_select (window, "section", 1);
  enr_test_wait_until (enr_phrases_list_get_n (get_list ()) < n, LONG);
  g_assert_cmpstr (gtk_string_object_get_string (gtk_drop_down_get_selected_item (
                       GTK_DROP_DOWN (enr_test_find_id (window, "section")))),
                   ==, "ねらい");
  enr_test_shot (window, "phrases-section");
  desk_select (window, "which", 1);
  wait_n (0);
  desk_select (window, "section", 0);
  enr_test_wait_until (enr_test_shows (window, "There Are No Phrases of Your Own Yet"), LONG);
  end ();
}

static void
test_edit (void)
{
  g_autofree char *long_text = NULL;
  g_autoptr (GString) many = g_string_new (NULL);
  GtkWidget *dialog;

  begin ();
  act ("bank.add");
  dialog = desk_wait_dialog (ENR_TYPE_PHRASES_DIALOG);
  save (ENR_TYPE_PHRASES_DIALOG);
  enr_test_wait_until (enr_test_shows (dialog, "The phrase is empty."), LONG);
  set_text (dialog, "水や砂の感触を楽しむ。");
  desk_select (dialog, "section", 1);
  desk_set_text (dialog, "domain", "環境");
  desk_select (dialog, "age_first", 2);
  desk_select (dialog, "age_last", 2);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (dialog, "all_year")), FALSE);
  enr_test_pass (200);
  save (ENR_TYPE_PHRASES_DIALOG);
  enr_test_wait_until (enr_test_shows (dialog, "The phrase needs a month at least."), LONG);
  enr_test_click_text (dialog, "July");
  enr_test_click_text (dialog, "August");
  enr_test_shot (dialog, "phrases-dialog");
  save (ENR_TYPE_PHRASES_DIALOG);
  desk_wait_no_dialog (ENR_TYPE_PHRASES_DIALOG);
  wait_stored ("SELECT text || domain || age_first || age_last || months || is_own FROM phrase",
               "水や砂の感触を楽しむ。環境121921");
  wait_n (1);
  g_assert_true (enr_test_shows (window, "*　環境　Class ages 1 to 2　months 7・8*"));

  /* the same once more is refused, and what was typed stays */
  act ("bank.add");
  dialog = desk_wait_dialog (ENR_TYPE_PHRASES_DIALOG);
  set_text (dialog, "水や砂の感触を楽しむ。");
  desk_select (dialog, "section", 1);
  save (ENR_TYPE_PHRASES_DIALOG);
  enr_test_wait_until (enr_test_shows (dialog, "That phrase is there already."), LONG);
  gtk_window_close (GTK_WINDOW (dialog));
  desk_wait_no_dialog (ENR_TYPE_PHRASES_DIALOG);

  /* 300 characters */
  for (int i = 0; i < 20; i++)
    g_string_append (many, "友だちと力を合わせて遊びを楽しむ");
  long_text = g_utf8_substring (many->str, 0, 300);
  choose (0, FALSE);
  act ("bank.edit");
  dialog = desk_wait_dialog (ENR_TYPE_PHRASES_DIALOG);
  set_text (dialog, long_text);
  enr_test_pass (200);
  enr_test_shot (dialog, "phrases-dialog-long");
  save (ENR_TYPE_PHRASES_DIALOG);
  desk_wait_no_dialog (ENR_TYPE_PHRASES_DIALOG);
  wait_stored ("SELECT text FROM phrase", long_text);
  add_phrase ("歌う。");
  wait_n (2);
  enr_test_shot (window, "phrases-long");
  end ();
}

static void
test_stale (void)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  begin ();
  add_phrase ("歌う。");
  wait_n (1);
  choose (0, FALSE);
  act ("bank.edit");
  dialog = desk_wait_dialog (ENR_TYPE_PHRASES_DIALOG);
  set_text (dialog, "大きな声で歌う。");
  enr_test_write (desk.store, change_elsewhere, NULL, &error);
  g_assert_no_error (error);
  save (ENR_TYPE_PHRASES_DIALOG);
  /* both are at hand: what was changed elsewhere is shown, what was typed stays */
  desk_answer (TRUE);
  enr_test_wait_until (
      g_str_equal (gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (dialog, "domain"))),
                   "表現"),
      LONG);
  g_assert_true (is_stored ("SELECT text FROM phrase", "歌う。"));
  save (ENR_TYPE_PHRASES_DIALOG);
  desk_wait_no_dialog (ENR_TYPE_PHRASES_DIALOG);
  wait_stored ("SELECT text || domain FROM phrase", "大きな声で歌う。表現");
  end ();
}

static void
test_remove (void)
{
  g_autofree char *all = NULL;
  guint n;

  begin ();
  start_bank ();
  n = enr_phrases_list_get_n (get_list ());
  all = g_strdup_printf ("%u", n);
  g_assert_null (desk_find_button (window, "bank.restore"));
  choose (0, FALSE);
  choose (3, TRUE);
  enr_test_wait_until (enr_test_shows (window, "2 of *"), LONG);
  act ("bank.remove");
  wait_n (n - 2);
  enr_test_wait_until (
      enr_test_shows (window, "2 phrases were removed. What was written with them stays."), LONG);
  enr_test_shot (window, "phrases-removed-toast");
  take_back ();
  wait_n (n);
  wait_stored (OFFERED, all);

  /* what was removed long ago is brought back from its own list */
  choose (1, FALSE);
  act ("bank.remove");
  wait_n (n - 1);
  desk_select (window, "which", 3);
  wait_n (1);
  g_assert_null (desk_find_button (window, "bank.remove"));
  choose (0, FALSE);
  enr_test_pass (200);
  enr_test_shot (window, "phrases-removed");
  act ("bank.restore");
  wait_n (0);
  enr_test_wait_until (enr_test_shows (window, "Nothing Is Removed"), LONG);
  wait_stored (OFFERED, all);
  end ();
}

static void
write_file (const char *path, const char *content)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
}

static void
test_read (void)
{
  char *path = desk_new_path ("文例 & 表記.csv");
  GtkWidget *question;

  begin ();
  write_file (path,
              "文例,項目,月,年齢\n園庭で走る。,ねらい,4,\n泳ぐ。,ねらい,13,\n跳ぶ。,そ<の&た,,\n"
              "笑う。,,,7-9\n");
  act ("bank.read");
  desk_choose_file (path);
  question = desk_wait_dialog (ENR_TYPE_PHRASES_WRONG_DIALOG);
  enr_test_pass (300);
  enr_test_shot (question, "phrases-read-refused");
  g_assert_true (enr_test_shows (question, "“13” is no month*"));
  g_assert_true (enr_test_shows (question, "line 3, column 3"));
  g_assert_true (enr_test_shows (question, "No kind has a section “そ<の&た”."));
  g_assert_true (enr_test_shows (question, "line 4, column 2"));
  g_assert_true (enr_test_shows (question, "line 5, column 4"));
  g_assert_true (is_stored (OFFERED, "0"));

  /* mended, and chosen again */
  write_file (path, "文例,項目\n園庭で走る。,ねらい\n笑う。,\n園庭で走る。,ねらい\n");
  enr_test_click_text (question, "Choose the File Again…");
  desk_choose_file (path);
  wait_n (2);
  enr_test_wait_until (enr_test_shows (window, "2 phrases were added. 1 was there already."), LONG);
  enr_test_shot (window, "phrases-read");
  take_back ();
  wait_n (0);
  g_assert_true (is_stored (OFFERED, "0"));
  desk_drop_file (path);
  end ();
}

static void
write_out (guint encoding, const char *path)
{
  GtkWidget *dialog;

  act (get_page () == enr_test_find_id (window, "bank") ? "bank.write" : "words.write");
  dialog = desk_wait_dialog (ENR_TYPE_PHRASES_OUT_DIALOG);
  desk_select (dialog, "encoding", encoding);
  enr_test_shot (dialog, "phrases-out");
  save (ENR_TYPE_PHRASES_OUT_DIALOG);
  desk_choose_file (path);
  enr_test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS), LONG);
  enr_test_pass (300);
}

static void
test_write (void)
{
  char *path = desk_new_path ("phrases.csv");
  char *old = desk_new_path ("old.csv");
  g_autofree char *content = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *text = NULL;
  gsize length;

  begin ();
  add_phrase ("𠮷田さんと歌う。");
  wait_n (1);
  write_out (0, path);
  desk_wait_no_dialog (ENR_TYPE_PHRASES_OUT_DIALOG);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "\ufeff文例,項目,領域,年齢,月\r\n𠮷田さんと歌う。,,,,\r\n");

  /* what the older letters lack is told, and the dialog stays for another try */
  write_out (1, old);
  enr_test_wait_until (enr_test_shows (desk_find_dialog (ENR_TYPE_PHRASES_OUT_DIALOG),
                                       "*1 letter that Shift_JIS lacks*"),
                       LONG);
  g_assert_true (g_file_get_contents (old, &bytes, &length, NULL));
  text = g_convert (bytes, (gssize) length, "UTF-8", "CP932", NULL, NULL, NULL);
  g_assert_nonnull (strstr (text, "〓田さんと歌う。"));
  gtk_window_close (GTK_WINDOW (desk_find_dialog (ENR_TYPE_PHRASES_OUT_DIALOG)));
  desk_drop_file (path);
  desk_drop_file (old);
  end ();
}

/* Thousands are there at once, with as many widgets as are seen; what is chosen stays chosen. */
static void
test_many (void)
{
  g_autoptr (GError) error = NULL;
  gint64 start;

  begin ();
  enr_test_write (desk.store, add_many, NULL, &error);
  g_assert_no_error (error);
  wait_n (N_MANY);
  g_assert_cmpuint (enr_test_count_type (window, ENR_TYPE_PHRASES_ROW), <, 400);
  choose (N_MANY - 1, FALSE);
  start = g_get_monotonic_time ();
  add_phrase ("歌う。");
  wait_n (N_MANY + 1);
  g_test_message ("a list of %d anew in %d ms", N_MANY,
                  (int) ((g_get_monotonic_time () - start) / 1000));
  g_assert_cmpuint (enr_phrases_list_get_n_chosen (get_list ()), ==, 1);
  search ("2999人 園庭");
  wait_n (1);
  enr_test_shot (window, "phrases-many");
  end ();
}

/*
 * Words
 */

static void
show_words (void)
{
  gtk_stack_set_visible_child_name (GTK_STACK (enr_test_find_id (window, "pages")), "words");
  enr_test_pass (300);
}

static void
add_word (const char *word, const char *better, guint sort)
{
  GtkWidget *dialog;

  act ("words.add");
  dialog = desk_wait_dialog (ENR_TYPE_PHRASES_WORD_DIALOG);
  desk_set_text (dialog, "word", word);
  desk_set_text (dialog, "better", better);
  desk_select (dialog, "sort", sort);
  save (ENR_TYPE_PHRASES_WORD_DIALOG);
}

#define WORDS                                                                                      \
  "SELECT group_concat(w, '|') FROM (SELECT word || '>' || better || is_label AS w FROM "          \
  "style_word ORDER BY word)"

static void
test_words (void)
{
  GtkWidget *dialog;

  begin ();
  show_words ();
  g_assert_true (enr_test_shows (window, "No Words Are Marked"));
  enr_test_shot (window, "words-none");
  act ("words.start");
  enr_test_wait_until (enr_phrases_list_get_n (get_list ()) > 10, LONG);
  enr_test_shot (window, "words-started");
  gtk_selection_model_select_all (gtk_list_view_get_model (get_view ()));
  act ("words.remove");
  wait_n (0);
  add_word ("子供", "子ども", 0);
  desk_wait_no_dialog (ENR_TYPE_PHRASES_WORD_DIALOG);
  add_word ("乱暴", "", 1);
  desk_wait_no_dialog (ENR_TYPE_PHRASES_WORD_DIALOG);
  wait_n (2);
  g_assert_true (enr_test_shows (window, "子供 → 子ども"));
  g_assert_true (enr_test_shows (window, "Labels a child"));
  enr_test_shot (window, "words");

  /* the same once more does not write over it */
  add_word ("子供", "こども", 0);
  dialog = desk_find_dialog (ENR_TYPE_PHRASES_WORD_DIALOG);
  enr_test_wait_until (enr_test_shows (dialog, "“子供” is on the list already."), LONG);
  enr_test_shot (dialog, "words-dialog");
  gtk_window_close (GTK_WINDOW (dialog));
  desk_wait_no_dialog (ENR_TYPE_PHRASES_WORD_DIALOG);
  g_assert_true (is_stored (WORDS, "乱暴>1|子供>子ども0"));

  choose (0, FALSE);
  act ("words.edit");
  dialog = desk_wait_dialog (ENR_TYPE_PHRASES_WORD_DIALOG);
  desk_set_text (dialog, "word", "子供達");
  desk_set_text (dialog, "better", "子どもたち");
  save (ENR_TYPE_PHRASES_WORD_DIALOG);
  desk_wait_no_dialog (ENR_TYPE_PHRASES_WORD_DIALOG);
  wait_stored (WORDS, "乱暴>1|子供達>子どもたち0");

  search ("乱暴");
  wait_n (1);
  choose (0, FALSE);
  act ("words.remove");
  wait_n (0);
  g_assert_true (enr_test_shows (window, "No Word Fits"));
  take_back ();
  wait_stored (WORDS, "乱暴>1|子供達>子どもたち0");
  end ();
}

static void
test_words_files (void)
{
  char *path = desk_new_path ("words.csv");
  g_autofree char *content = NULL;

  begin ();
  show_words ();
  add_word ("父兄", "ご家族", 0);
  desk_wait_no_dialog (ENR_TYPE_PHRASES_WORD_DIALOG);
  wait_n (1);
  write_file (path, "言葉,言いかえ,種類\n父兄,保護者,\n頑固,,決めつけ\n");
  act ("words.read");
  desk_choose_file (path);
  wait_n (2);
  enr_test_wait_until (enr_test_shows (window, "1 word was added. 1 was there already."), LONG);
  g_assert_true (is_stored (WORDS, "父兄>ご家族0|頑固>1"));
  desk_drop_file (path);

  path = desk_new_path ("words-out.csv");
  write_out (0, path);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==,
                   "\ufeff言葉,言いかえ,種類\r\n父兄,ご家族,表記\r\n頑固,,決めつけ\r\n");
  desk_drop_file (path);
  end ();
}

/*
 * Without a mouse
 */

static void
test_keys (void)
{
  GtkWidget *field;

  if (!editor_has_hands ())
    return;
  begin ();
  add_phrase ("歌う。");
  wait_n (1);
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (window)), LONG);
  gtk_widget_child_focus (GTK_WIDGET (get_list ()), GTK_DIR_TAB_FORWARD);
  editor_press ("space");
  enr_test_wait_until (enr_phrases_list_get_n_chosen (get_list ()) == 1, LONG);
  /* Enter opens it, Escape leaves it as it was */
  editor_press ("Return");
  desk_wait_dialog (ENR_TYPE_PHRASES_DIALOG);
  enr_test_pass (300);
  editor_type ("abc");
  editor_press ("Escape");
  desk_wait_no_dialog (ENR_TYPE_PHRASES_DIALOG);
  g_assert_true (is_stored ("SELECT text FROM phrase", "歌う。"));
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (window)), LONG);
  gtk_widget_child_focus (GTK_WIDGET (get_list ()), GTK_DIR_TAB_FORWARD);
  editor_press ("Delete");
  wait_n (0);
  take_back ();
  wait_n (1);
  /* a new one, without the mouse */
  editor_press ("ctrl+f");
  field = enr_test_find_id (get_page (), "search");
  enr_test_wait_until (gtk_widget_get_focus_child (field) != NULL, LONG);
  editor_type ("xyz");
  wait_n (0);
  editor_press ("Escape");
  wait_n (1);
  editor_press ("ctrl+n");
  desk_wait_dialog (ENR_TYPE_PHRASES_DIALOG);
  enr_test_pass (300);
  editor_type ("odoru");
  editor_press ("ctrl+s");
  desk_wait_no_dialog (ENR_TYPE_PHRASES_DIALOG);
  wait_n (2);
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (window)), LONG);
  editor_press ("ctrl+f");
  editor_press ("Escape");
  desk_wait_no_dialog (ENR_TYPE_PHRASES_WINDOW);
  end ();
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/phrases-window/look", test_look);
  g_test_add_func ("/phrases-window/edit", test_edit);
  g_test_add_func ("/phrases-window/stale", test_stale);
  g_test_add_func ("/phrases-window/remove", test_remove);
  g_test_add_func ("/phrases-window/read", test_read);
  g_test_add_func ("/phrases-window/write", test_write);
  g_test_add_func ("/phrases-window/many", test_many);
  g_test_add_func ("/phrases-window/words", test_words);
  g_test_add_func ("/phrases-window/words-files", test_words_files);
  g_test_add_func ("/phrases-window/keys", test_keys);
  return enr_test_app_run ();
}
