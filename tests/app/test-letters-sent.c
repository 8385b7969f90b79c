/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Letters that were sent: answers and ticks, the families who are left, what is withdrawn, the
 * files, and where a family is not reached.
 */
#include "config.h"

#include "letters-desk.h"

static void
select_line (guint n)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_list ()), n, TRUE);
  enr_test_settle ();
}

/* The first household answers. */
static void
answer_first (guint choice)
{
  GtkWidget *dialog;

  select_line (0);
  desk_click (get_page (), "sent.answer");
  dialog = desk_wait_dialog (ENR_TYPE_LETTER_ANSWER_DIALOG);
  desk_select (dialog, "choice", choice);
  enr_test_settle ();
  enr_test_shot (dialog, "letters-answer");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  desk_wait_no_dialog (ENR_TYPE_LETTER_ANSWER_DIALOG);
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT count(*) FROM recipient WHERE answered_at > 0") == 1,
      LONG);
}

/* All that the letter's page has of its text. */
static char *
dup_sent_text (void)
{
  GtkTextBuffer *buffer
      = gtk_text_view_get_buffer (GTK_TEXT_VIEW (enr_test_find_id (get_page (), "text")));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
test_answers (void)
{
  g_autofree char *text = NULL;
  EnrUuid id;

  begin ();
  id = draft ("遠足のおしらせ", NULL, ENR_ANSWER_YES_NO);
  preview (id, 4);
  send_it (4);
  /* Nobody has signed it: no empty brackets stand for the name. */
  text = dup_sent_text ();
  g_assert_nonnull (strstr (text, "Sent "));
  g_assert_null (strstr (text, "()"));
  answer_first (1);
  /* Two are ticked at once, and who answered is not ticked back. */
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (get_list ()), 0, 3, TRUE);
  enr_test_settle ();
  desk_click (get_page (), "sent.read");
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT count(*) FROM recipient WHERE read_how = 'ticked'")
          == 2,
      LONG);
  enr_test_pass (300);
  enr_test_shot (desk.window, "letters-sent");
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (get_list ()), 0, 4, TRUE);
  enr_test_settle ();
  desk_click (get_page (), "sent.unread");
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT count(*) FROM recipient WHERE read_at IS NULL") == 3,
      LONG);
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) FROM recipient WHERE answer = 'yes'"), ==,
      1);
  g_object_set (get_page (), "filter", "unanswered", NULL);
  wait_lines (3);
  g_object_set (get_page (), "filter", "paper", NULL);
  wait_lines (4);
  end ();
}

/* Only the families that are left are reminded, after their list was looked at. */
static void
test_reminder (void)
{
  g_autofree char *title = NULL;
  EnrUuid id;

  begin ();
  id = draft ("遠足のおしらせ", NULL, ENR_ANSWER_YES_NO);
  preview (id, 4);
  send_it (4);
  answer_first (1);
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (get_page (), "remind_button")),
                       LONG);
  enr_test_pass (300);
  enr_test_shot (desk.window, "letters-remind");
  desk_click (get_page (), "sent.remind");
  wait_writable ();
  enr_test_wait_until (
      g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (get_page (), "title"))),
                 "【再送】遠足のおしらせ")
          == 0,
      LONG);
  enr_test_pass (300);
  enr_test_shot (desk.window, "letters-reminder");
  act ("letter.preview");
  wait_page ("preview");
  wait_lines (3);
  enr_test_shot (desk.window, "letters-reminder-preview");
  send_it (3);
  title = enr_test_query_text (desk.store, "SELECT group_concat(DISTINCT a.title) FROM recipient r "
                                           "JOIN announcement a ON a.id = r.announcement_id "
                                           "WHERE r.family_id IN (SELECT family_id FROM recipient "
                                           "WHERE answered_at IS NOT NULL)");
  g_assert_cmpstr (title, ==, "遠足のおしらせ");
  end ();
}

/* What waits need not go, after a question. */
static void
test_withdraw (void)
{
  EnrUuid id;

  begin ();
  id = draft ("お便り", NULL, ENR_ANSWER_NONE);
  preview (id, 4);
  send_it (4);
  g_assert_false (gtk_widget_get_visible (enr_test_find_id (get_page (), "withdraw_button")));
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (get_list ()), 0, 2, TRUE);
  enr_test_settle ();
  desk_click (get_page (), "sent.withdraw");
  desk_answer (FALSE);
  enr_test_pass (200);
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) FROM delivery WHERE state = 'cancelled'"),
      ==, 0);
  desk_click (get_page (), "sent.withdraw");
  desk_answer (TRUE);
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT count(*) FROM delivery WHERE state = 'cancelled'")
          == 2,
      LONG);
  enr_test_pass (300);
  enr_test_shot (desk.window, "letters-withdrawn");
  end ();
}

static GtkEventController *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return controller;
    }
  return NULL;
}

/* Drops files as the desktop does. */
static void
drop_files (const char *first, const char *second)
{
  g_auto (GValue) value = G_VALUE_INIT;
  GSList *files = g_slist_prepend (NULL, g_file_new_for_path (second));
  gboolean is_taken = FALSE;

  files = g_slist_prepend (files, g_file_new_for_path (first));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, files);
  g_signal_emit_by_name (find_drop_target (get_page ()), "drop", &value, 10.0, 10.0, &is_taken);
  g_assert_true (is_taken);
}

/* Files that are dropped on a letter are attached to it, and one that is too many is told; from the
 * letter that was sent they are opened, to be printed for those who get paper. */
static void
test_files (void)
{
  static const char *const names[] = { "map.pdf", "list.png" };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("enroku-drop-XXXXXX", NULL);
  g_autofree char *out = NULL;
  g_autofree char *content = NULL;
  char *paths[2];
  char text[ENR_UUID_STRING_LENGTH];
  EnrUuid id;

  for (guint i = 0; i < 2; i++)
    {
      paths[i] = g_build_filename (folder, names[i], NULL);
      g_file_set_contents (paths[i], names[i], -1, &error);
      g_assert_no_error (error);
    }
  begin ();
  id = draft ("お便り", NULL, ENR_ANSWER_NONE);
  enr_letters_view_open (view, &id);
  wait_writable ();
  drop_files (paths[0], paths[1]);
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT count(*) FROM announcement_file") == 2, LONG);
  enr_test_wait_until (enr_test_shows (get_page (), "list.png"), LONG);
  /* The same once more is refused and told. */
  drop_files (paths[0], paths[1]);
  enr_test_wait_until (enr_test_shows (get_page (), "A file of this name is attached already."),
                       LONG);
  enr_test_shot (desk.window, "letters-dropped");
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM announcement_file"), ==,
                   2);
  act ("letter.preview");
  wait_page ("preview");
  wait_lines (4);
  send_it (4);
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (get_page (), "files_button")),
                       LONG);
  gtk_menu_button_popup (GTK_MENU_BUTTON (enr_test_find_id (get_page (), "files_button")));
  enr_test_pass (300);
  enr_test_shot (desk.window, "letters-files");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (enr_test_find_id (get_page (), "files_button")));
  gtk_widget_activate_action (get_page (), "sent.open-file", "(is)", 0, "map.pdf");
  out = g_build_filename (g_get_user_cache_dir (), "enroku", "letters", enr_uuid_format (&id, text),
                          "map.pdf", NULL);
  enr_test_wait_until (g_file_get_contents (out, &content, NULL, NULL), LONG);
  g_assert_cmpstr (content, ==, "map.pdf");
  enr_test_pass (300);
  end ();
  for (guint i = 0; i < 2; i++)
    {
      g_remove (paths[i]);
      g_free (paths[i]);
    }
  g_rmdir (folder);
}

/* A server that takes nothing of one address, and whose answer is lost for the other. */
static EnrHanded
hand (EnrCarrier *self,
      const EnrDeliveryLetter *letter,
      const EnrHandOver *calls,
      GCancellable *cancellable,
      char **words)
{
  gboolean is_lost = strstr (letter->delivery->address, "lost") != NULL;

  *words = g_strdup (is_lost ? "the line was dropped" : "550 5.1.1 no such user");
  if (!calls->claim ("<id@example.jp>", calls->data))
    return ENR_HANDED_STOPPED;
  return is_lost ? ENR_HANDED_UNCERTAIN : ENR_HANDED_REFUSED;
}

static void
free_nothing (EnrCarrier *self)
{
}

static gpointer
run_queue (EnrDb *db, gpointer data, GError **error)
{
  EnrCarrier carrier = { .way = ENR_WAY_MAIL, .hand = hand, .free = free_nothing };
  g_auto (EnrDeliveryReport) report = { 0 };

  return GINT_TO_POINTER (
      enr_delivery_run (db, actor, &carrier, TRUE, NULL, NULL, NULL, &report, error));
}

/* What the server said is shown; the uncertain one arrived, the refused one goes on paper. */
static void
test_trouble (void)
{
  g_autoptr (GError) error = NULL;
  EnrUuid id;

  begin ();
  way (CONTACT ("青木 健一"), "lost@example.jp", FALSE, TRUE);
  way (find_contact ("SELECT hex(id) FROM contact WHERE position = 0 AND family_id = (SELECT "
                     "family_id FROM child WHERE given_name = 'さくら')"),
       "nobody@example.jp", FALSE, FALSE);
  id = draft ("お便り", &small.classes[0], ENR_ANSWER_NONE);
  preview (id, 3);
  send_it (3);
  enr_test_write (desk.store, run_queue, NULL, &error);
  g_assert_no_error (error);
  enr_test_wait_until (enr_test_shows (desk.window, "550 5.1.1 no such user"), LONG);
  enr_test_pass (600);
  g_object_set (get_page (), "filter", "trouble", NULL);
  wait_lines (2);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (get_list ()));
  enr_test_settle ();
  enr_test_shot (desk.window, "letters-trouble");
  desk_click (get_page (), "sent.arrived");
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT count(*) FROM delivery d JOIN recipient r ON r.id = "
                                      "d.recipient_id WHERE r.kind = 'announcement' AND "
                                      "d.state = 'accepted'")
          == 1,
      LONG);
  wait_lines (1);
  select_line (0);
  desk_click (get_page (), "sent.paper");
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT count(*) FROM delivery d JOIN recipient r ON r.id = "
                                      "d.recipient_id WHERE r.kind = 'announcement' AND "
                                      "d.state = 'waiting' AND d.channel = 'paper'")
          == 2,
      LONG);
  wait_lines (0);
  end ();
}

int
main (int argc, char **argv)
{
  int result;

  enr_test_app_init (&argc, &argv);
  application = enr_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  g_test_add_func ("/letters/answers", test_answers);
  g_test_add_func ("/letters/reminder", test_reminder);
  g_test_add_func ("/letters/withdraw", test_withdraw);
  g_test_add_func ("/letters/files", test_files);
  g_test_add_func ("/letters/trouble", test_trouble);
  result = enr_test_app_run ();
  g_object_unref (application);
  return result;
}
