/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records as a teacher writes them: with real keys, and with others who write in the same
 * ones.
 */
#include "config.h"

#include <string.h>

#include "app/writing/section-list.h"
#include "app/writing/writing-editor-conflict.h"
#include "nursery/error.h"
#include "writing/approval.h"
#include "writing-desk.h"

/*
 * Writing
 */

static void
test_write (void)
{
  if (!editor_has_hands ())
    return;
  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  editor_focus ("before");
  editor_type ("ab");
  editor_press ("Tab");
  editor_type ("cd");
  g_assert_true (editor_has_text ("aims", "cd"));
  g_assert_true (enr_writing_editor_is_dirty (editor_desk.editor));
  /* by itself, both in one transaction */
  editor_wait_stored (BODY ("before"), "ab");
  g_assert_true (editor_is_stored (BODY ("aims"), "cd"));
  enr_test_wait_until (!enr_writing_editor_is_dirty (editor_desk.editor), LONG);
  g_assert_true (enr_test_shows (GTK_WIDGET (editor_desk.editor), "Saved 10:32"));
  g_assert_cmpint (enr_test_query_int (editor_desk.store, "SELECT max(version) FROM writing_text"),
                   ==, 1);
  /* undo takes back what was typed here, and that is saved too */
  editor_press ("ctrl+z");
  editor_press ("ctrl+s");
  editor_wait_stored (BODY ("aims"), "");
  editor_press ("ctrl+shift+z");
  g_assert_true (editor_has_text ("aims", "cd"));
  /* back at once what was saved last; nothing is asked */
  editor_press ("ctrl+z");
  enr_test_wait_until (!enr_writing_editor_is_dirty (editor_desk.editor), LONG);
  editor_press ("ctrl+p");
  enr_test_wait_until (editor_desk.n_printed == 1, LONG);
  editor_type ("ef");
  editor_press ("alt+Left");
  enr_test_wait_until (editor_desk.n_closed == 1, LONG);
  g_assert_true (editor_is_stored (BODY ("aims"), "ef"));
  editor_end ();
}

static void
test_grow (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *field;
  int least;

  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  field = GTK_WIDGET (editor_find_field ("before"));
  enr_test_wait_until ((least = gtk_widget_get_height (field)) > 0, LONG);
  for (guint i = 0; i < 150; i++)
    g_string_append (text, "子どもたち");
  editor_write_here ("before", text->str);
  enr_test_wait_until (gtk_widget_get_height (field) > 2 * least, LONG);
  editor_shot ("writing-long");
  /* as low again as it was */
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (enr_section_field_get_view (ENR_SECTION_FIELD (field))), "", -1);
  enr_test_wait_until (gtk_widget_get_height (field) == least, LONG);
  editor_end ();
}

static void
test_head (void)
{
  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  gtk_widget_activate_action (GTK_WIDGET (editor_desk.editor), "writing.writer", "s", "保科 花");
  editor_wait_stored ("SELECT writer FROM writing", "保科 花");
  /* the next one has her name as soon as something is written */
  editor_make ("diary");
  editor_open_last ();
  g_assert_false (enr_writing_editor_is_dirty (editor_desk.editor));
  editor_write_here ("weather", "晴");
  editor_act ("writing.save");
  editor_wait_stored ("SELECT writer FROM writing WHERE kind = 'diary'", "保科 花");
  editor_end ();
}

static void
test_leaving (void)
{
  EnrUuid first;

  editor_begin ();
  editor_make ("week-plan");
  first = editor_desk.id;
  editor_open_last ();
  /* another writing */
  editor_write_here ("before", "one");
  editor_make ("diary");
  editor_open_last ();
  g_assert_true (editor_is_stored (BODY ("before"), "one"));
  enr_test_wait_until (editor_find_field ("weather") != NULL, LONG);
  /* another page */
  editor_write_here ("weather", "晴");
  /* GTK 4.8 never lets go of a page that has the keyboard while it goes */
  gtk_window_set_focus (GTK_WINDOW (editor_desk.window), NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (editor_desk.stack), "other");
  enr_test_wait_until (editor_is_stored (BODY ("weather"), "晴"), 1500); /* not by itself, later */
  gtk_stack_set_visible_child_name (GTK_STACK (editor_desk.stack), "editor");
  /* the window closes once it is saved */
  enr_writing_editor_open (editor_desk.editor, &first);
  enr_test_wait_until (editor_has_text ("before", "one"), LONG);
  editor_write_here ("before", "two ");
  gtk_window_close (GTK_WINDOW (editor_desk.window));
  enr_test_wait_until (editor_desk.window == NULL, LONG);
  g_assert_cmpint (enr_test_query_int (editor_desk.store,
                                       "SELECT count(*) FROM writing_text WHERE key = 'before' AND "
                                       "CAST(body AS TEXT) LIKE '%two%' AND version = 2"),
                   ==, 1);
  editor_end ();
}

static void
test_grid (void)
{
  if (!editor_has_hands ())
    return;
  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  editor_focus ("days/mon/activity");
  editor_type ("walk");
  editor_press ("Tab");
  editor_type ("hat");
  editor_press ("ctrl+s");
  editor_wait_stored (BODY ("days/mon/activity"), "walk");
  g_assert_true (editor_is_stored (BODY ("days/mon/environment"), "hat"));
  editor_make ("day-plan");
  editor_open_last ();
  editor_focus ("timeline/06/children");
  g_assert_null (editor_find_field ("timeline/07/time"));
  gtk_widget_activate_action (
      gtk_widget_get_ancestor (GTK_WIDGET (editor_find_field ("timeline/06/time")), GTK_TYPE_BOX),
      "section-table.add-row", NULL);
  enr_test_wait_until (editor_find_field ("timeline/07/time") != NULL, LONG);
  enr_test_pass (100);
  editor_type ("9:30");
  editor_press ("ctrl+s");
  editor_wait_stored (BODY ("timeline/07/time"), "9:30");
  editor_end ();
}

static void
test_child (void)
{
  char id[ENR_UUID_STRING_LENGTH];
  g_autofree char *key = NULL;

  editor_begin ();
  editor_make ("diary");
  editor_open_last ();
  key = g_strconcat ("notes/", enr_uuid_format (&editor_desk.small.children[0], id), NULL);
  g_assert_null (editor_find_field (key));
  gtk_widget_activate_action (
      enr_test_find_type (GTK_WIDGET (editor_desk.editor), ENR_TYPE_SECTION_LIST, 0),
      "section-list.add", "s", id);
  enr_test_wait_until (editor_find_field (key) != NULL, LONG);
  g_assert_true (enr_test_shows (GTK_WIDGET (editor_desk.editor), "青木 朝陽"));
  editor_write_here (key, "砂場でよく遊んだ");
  editor_act ("writing.save");
  enr_test_wait_until (enr_test_query_int (editor_desk.store,
                                           "SELECT count(*) FROM writing_text t JOIN child c "
                                           "ON c.id = t.child_id WHERE c.given_name = '朝陽'")
                           == 1,
                       LONG);
  editor_shot ("writing-diary-child");
  editor_end ();
}

/*
 * Two people
 */

static void
begin_conflict (void)
{
  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  editor_write_here ("aims", "mine");
  editor_write_here ("food", "きゅうり");
  editor_write_elsewhere (&editor_desk.id, "aims", "theirs", 0);
  editor_act ("writing.save");
}

static void
test_conflict (void)
{
  GtkWidget *dialog;

  begin_conflict ();
  dialog = editor_wait_dialog (ENR_TYPE_WRITING_EDITOR_CONFLICT);
  enr_test_shot (dialog, "writing-conflict");
  /* the other section is not held up by it */
  editor_wait_stored (BODY ("food"), "きゅうり");
  g_assert_true (editor_is_stored (BODY ("aims"), "theirs"));
  g_assert_true (editor_has_text ("aims", "mine"));
  gtk_widget_activate_action (dialog, "conflict.join", NULL);
  editor_wait_stored (BODY ("aims"), "theirs\nmine");
  editor_wait_no_dialog (ENR_TYPE_WRITING_EDITOR_CONFLICT);
  editor_end ();

  begin_conflict ();
  dialog = editor_wait_dialog (ENR_TYPE_WRITING_EDITOR_CONFLICT);
  gtk_widget_activate_action (dialog, "conflict.mine", NULL);
  editor_wait_stored (BODY ("aims"), "mine");
  editor_end ();

  begin_conflict ();
  dialog = editor_wait_dialog (ENR_TYPE_WRITING_EDITOR_CONFLICT);
  /* not now: both are kept, and leaving asks again */
  gtk_window_close (GTK_WINDOW (dialog));
  editor_wait_no_dialog (ENR_TYPE_WRITING_EDITOR_CONFLICT);
  g_assert_true (enr_test_shows (GTK_WIDGET (editor_desk.editor), "Somebody else has changed*"));
  editor_shot ("writing-conflict-waits");
  enr_writing_editor_close (editor_desk.editor);
  dialog = editor_wait_dialog (ENR_TYPE_WRITING_EDITOR_CONFLICT);
  g_assert_cmpuint (editor_desk.n_closed, ==, 0);
  gtk_widget_activate_action (dialog, "conflict.theirs", NULL);
  enr_test_wait_until (editor_has_text ("aims", "theirs"), LONG);
  enr_test_wait_until (!enr_writing_editor_is_dirty (editor_desk.editor), LONG);
  /* what was typed here can be brought back */
  gtk_widget_activate_action (GTK_WIDGET (enr_section_field_get_view (editor_find_field ("aims"))),
                              "text.undo", NULL);
  g_assert_true (editor_has_text ("aims", "mine"));
  editor_end ();
}

static void
test_follow (void)
{
  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  editor_write_here ("before", "mine");
  /* what nobody is writing in follows the other PC */
  editor_write_elsewhere (&editor_desk.id, "aims", "theirs", 0);
  enr_test_wait_until (editor_has_text ("aims", "theirs"), LONG);
  g_assert_true (editor_has_text ("before", "mine"));
  editor_write_here ("aims", "my ");
  editor_act ("writing.save");
  editor_wait_stored (BODY ("aims"), "my theirs");
  g_assert_null (editor_find_dialog (ENR_TYPE_WRITING_EDITOR_CONFLICT));
  editor_end ();
}

static gpointer
submit_elsewhere (EnrDb *db, gpointer data, GError **error)
{
  EnrActor other = enr_actor (ENR_ACTOR_OFFICE, "other");
  EnrStepOn on = { .id = editor_desk.id, .reason = "" };

  other.name = "保育 花";
  on.kind = enr_writing_kinds_find (editor_desk.kinds, "diary", error);
  return GINT_TO_POINTER (enr_step_do (db, &other, ENR_STEP_SUBMIT, &on, error));
}

static void
test_closed_meanwhile (void)
{
  g_autoptr (GError) error = NULL;

  editor_begin ();
  editor_make ("diary");
  editor_write_elsewhere (&editor_desk.id, "activity", "散歩", 0);
  editor_write_elsewhere (&editor_desk.id, "review-children", "よく歩いた", 0);
  editor_open_last ();
  editor_write_here ("weather", "晴");
  enr_test_write (editor_desk.store, submit_elsewhere, NULL, &error);
  g_assert_no_error (error);
  editor_act ("writing.back");
  enr_test_wait_until (strstr (editor_get_failure (), "submitted") != NULL, LONG);
  /* nothing is lost, and nobody is locked in */
  g_assert_cmpuint (editor_desk.n_closed, ==, 0);
  g_assert_true (editor_has_text ("weather", "晴"));
  editor_shot ("writing-submitted-meanwhile");
  editor_act ("writing.discard");
  enr_test_wait_until (editor_find_dialog (ADW_TYPE_MESSAGE_DIALOG) != NULL, LONG);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (editor_find_dialog (ADW_TYPE_MESSAGE_DIALOG)),
                               "yes");
  enr_test_wait_until (editor_has_text ("weather", ""), LONG);
  editor_act ("writing.back");
  enr_test_wait_until (editor_desk.n_closed == 1, LONG);
  editor_end ();
}

static void
painted_cb (gboolean *is_painted)
{
  *is_painted = TRUE;
}

/* From the key to the picture, in milliseconds. */
static double
measure_key (const char *key)
{
  GtkTextView *view = enr_section_field_get_view (editor_find_field (key));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (view));
  gboolean is_painted = FALSE;
  gulong handler
      = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &is_painted);
  gint64 start = g_get_monotonic_time ();

  gtk_text_buffer_insert_interactive_at_cursor (gtk_text_view_get_buffer (view), "y", -1, TRUE);
  enr_test_wait_until (is_painted, LONG);
  g_signal_handler_disconnect (clock, handler);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* A long text that fits stays usable. How long a key takes is told, and judged where nobody else is
 * at work. */
static void
measure (const char *text, const char *what)
{
  double sum = 0;

  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (enr_section_field_get_view (editor_find_field ("aims"))), text, -1);
  editor_focus ("aims");
  enr_test_pass (1500);
  for (guint i = 0; i < 2; i++)
    sum += measure_key ("aims");
  g_test_message ("a key in %s: %.1f ms", what, sum / 2);
}

/* So many characters, in paragraphs of so many. */
static char *
new_text (guint n_characters, guint length)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_characters; i++)
    g_string_append (text, (i + 1) % length == 0 ? "\n" : "あ");
  return g_string_free (text, FALSE);
}

static void
test_too_long (void)
{
  g_autofree char *text = new_text (ENR_WRITING_MAX_LENGTH + 1, 100);
  g_autofree char *one = new_text (100000, G_MAXUINT);
  g_autofree char *letters = g_strnfill (100000, 'x');
  g_autofree char *many = new_text (100000, 100);

  editor_begin ();
  editor_make ("week-plan");
  editor_open_last ();
  editor_write_here ("food", "きゅうり");
  editor_write_here ("aims", text);
  editor_act ("writing.back");
  enr_test_wait_until (strstr (editor_get_failure (), "too long") != NULL, LONG);
  g_assert_cmpuint (editor_desk.n_closed, ==, 0);
  g_assert_true (editor_is_stored (BODY ("food"), "きゅうり"));
  g_assert_true (editor_has_text ("aims", text));
  editor_shot ("writing-too-long");
  measure (letters, "100,000 letters without a blank");
  measure (one, "one paragraph of 100,000 characters");
  measure (many, "1,000 paragraphs of 100 characters");
  editor_act ("writing.back");
  enr_test_wait_until (editor_desk.n_closed == 1, LONG);
  g_assert_cmpint (
      enr_test_query_int (editor_desk.store,
                          "SELECT length(CAST(body AS TEXT)) FROM writing_text WHERE key = 'aims'"),
      ==, 100002);
  editor_end ();
}

int
main (int argc, char **argv)
{
  enr_test_app_init (&argc, &argv);

  g_test_add_func ("/writing-editor/write", test_write);
  g_test_add_func ("/writing-editor/grow", test_grow);
  g_test_add_func ("/writing-editor/head", test_head);
  g_test_add_func ("/writing-editor/leaving", test_leaving);
  g_test_add_func ("/writing-editor/grid", test_grid);
  g_test_add_func ("/writing-editor/child", test_child);
  g_test_add_func ("/writing-editor/conflict", test_conflict);
  g_test_add_func ("/writing-editor/follow", test_follow);
  g_test_add_func ("/writing-editor/closed-meanwhile", test_closed_meanwhile);
  g_test_add_func ("/writing-editor/too-long", test_too_long);
  return enr_test_app_run ();
}
