/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Letters as an office writes them: by the keyboard alone, to a class, about one child; what is done
 * where two people write and where the list has changed.
 */
#include "config.h"

#include "letters-desk.h"

/* From an empty list to a class letter that is sent, without the mouse. */
static void
test_keyboard (void)
{
  GtkWidget *dialog;
  GtkWidget *check;

  if (!editor_has_hands ())
    return;
  begin ();
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (desk.window)), LONG);
  enr_test_shot (desk.window, "letters-none");
  enr_page_focus_search (ENR_PAGE (gtk_window_get_child (GTK_WINDOW (desk.window))));
  editor_press ("ctrl+n");
  wait_writable ();
  editor_type ("Ensoku");
  editor_press ("Return");
  editor_type ("Obento wo motte");
  editor_press ("Return");
  editor_type ("kite kudasai.");
  editor_press ("ctrl+z");
  editor_press ("ctrl+shift+z");
  tab_to (desk.window, enr_test_find_id (get_page (), "to_row"), "Tab");
  editor_press ("Return");
  dialog = desk_wait_dialog (ENR_TYPE_LETTER_AUDIENCE);
  enr_test_wait_until (enr_test_find_text (dialog, "ぞう") != NULL, LONG);
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (dialog)), LONG);
  check = gtk_widget_get_ancestor (enr_test_find_text (dialog, "ぞう"), ADW_TYPE_ACTION_ROW);
  tab_to (dialog, check, "Tab");
  editor_press ("space");
  enr_test_shot (dialog, "letters-audience");
  editor_press ("ctrl+Return");
  desk_wait_no_dialog (ENR_TYPE_LETTER_AUDIENCE);
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (desk.window)), LONG);
  enr_test_wait_until (enr_test_shows (desk.window, "*ぞう*"), LONG);
  enr_test_shot (desk.window, "letters-compose");
  editor_press ("ctrl+Return");
  wait_page ("preview");
  wait_lines (3);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM recipient"), ==, 0);
  tab_to (desk.window, enr_test_find_id (get_page (), "send"), "shift+Tab");
  enr_test_shot (desk.window, "letters-preview-class");
  editor_press ("space");
  wait_page ("sent");
  wait_lines (3);
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT count(*) FROM announcement WHERE sent_at "
                                       "IS NOT NULL AND title = 'Ensoku' AND "
                                       "CAST(body AS TEXT) LIKE '%kite kudasai.'"),
                   ==, 1);
  /* All of them are ticked, again with keys alone. */
  tab_to (desk.window, enr_test_find_id (get_page (), "list"), "Tab");
  editor_press ("ctrl+a");
  editor_press ("ctrl+r");
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT count(*) FROM recipient WHERE read_how = 'ticked'")
          == 3,
      LONG);
  editor_press ("Escape");
  wait_page ("list");
  enr_test_wait_until (enr_test_shows (desk.window, "*3*"), LONG);
  enr_test_pass (600);
  enr_test_shot (desk.window, "letters-list");
  end ();
}

/* Sisters are one household; a father who lives apart gets a copy, a blocked one nothing. */
static void
test_recipients (void)
{
  EnrUuid id;

  begin ();
  way (CONTACT ("青木 健一"), "father@example.jp", FALSE, TRUE);
  way (find_contact ("SELECT hex(id) FROM contact WHERE family_id = (SELECT family_id FROM child "
                     "WHERE given_name = '湊') AND position = 0"),
       NULL, TRUE, FALSE);
  id = draft ("遠足のおしらせ", NULL, ENR_ANSWER_YES_NO);
  preview (id, 4);
  enr_test_shot (desk.window, "letters-preview");
  g_assert_true (enr_test_shows (desk.window, "青木 健一*"));
  g_assert_true (enr_test_shows (desk.window, "father@example.jp"));
  g_assert_true (enr_test_shows (desk.window, "*湊*"));
  g_assert_nonnull (
      strchr (gtk_button_get_label (GTK_BUTTON (enr_test_find_id (get_page (), "send"))), '3'));
  enr_test_assert_nothing_cut (enr_test_find_id (get_page (), "summary"));
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM recipient"
                                                   " WHERE kind = 'announcement'"),
                   ==, 0);
  send_it (4);
  g_assert_true (is_said ("3"));
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT count(*) FROM delivery d JOIN recipient r ON r.id = "
                                       "d.recipient_id WHERE r.kind = 'announcement' AND "
                                       "d.channel = 'mail' AND d.address = 'father@example.jp'"),
                   ==, 1);
  g_assert_cmpint (enr_test_query_int (desk.store,
                                       "SELECT count(*) FROM recipient r JOIN contact_way w ON "
                                       "w.contact_id = r.contact_id WHERE w.is_blocked = 1"),
                   ==, 0);
  end ();
}

/* The list was looked at, and then the family changed: nothing goes out, and the new list is there.
 */
static void
test_changed_list (void)
{
  EnrUuid id;

  begin ();
  id = draft ("お便り", &small.classes[0], ENR_ANSWER_NONE);
  preview (id, 2);
  way (CONTACT ("青木 健一"), NULL, FALSE, TRUE);
  desk_click (get_page (), "preview.send");
  wait_lines (3);
  g_assert_true (is_on ("preview"));
  g_assert_true (gtk_widget_get_mapped (enr_test_find_id (get_page (), "changed_box")));
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM recipient"), ==, 0);
  enr_test_shot (desk.window, "letters-changed");
  send_it (3);
  g_assert_cmpint (enr_test_query_int (desk.store, "SELECT count(*) FROM recipient"), ==, 3);
  end ();
}

/* It is said before anything is typed, and nobody else's parents are in the list. */
static void
test_about_one_child (void)
{
  g_autofree char *named = NULL;

  begin ();
  enr_letters_view_write_about (view, &small.children[0]);
  wait_writable ();
  desk_set_text (get_page (), "title", "けがの経過");
  set_body ("ひざのすり傷はよくなりました。");
  enr_test_wait_until (enr_test_shows (desk.window, "*朝陽*"), LONG);
  enr_test_shot (desk.window, "letters-about");
  act ("letter.preview");
  wait_page ("preview");
  wait_lines (1);
  send_it (1);
  named = enr_test_query_text (desk.store, "SELECT children FROM recipient");
  g_assert_nonnull (strstr (named, "朝陽"));
  g_assert_null (strstr (named, "花"));
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) FROM recipient r WHERE family_id <> (SELECT "
                                      "family_id FROM child WHERE given_name = '朝陽')"),
      ==, 0);
  end ();
}

/* Both texts are at hand, and neither is lost before somebody has decided. */
static void
test_two_people (void)
{
  EnrUuid id;
  GtkWidget *conflict;
  g_autofree char *body = NULL;

  begin ();
  id = draft ("お便り", &small.classes[0], ENR_ANSWER_NONE);
  enr_letters_view_open (view, &id);
  wait_writable ();
  enr_test_wait_until (
      *gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (get_page (), "title"))) != '\0',
      LONG);
  write_elsewhere (id, "となりの机で書いた");
  set_body ("ここで書いた");
  act ("letter.preview");
  conflict = desk_wait_dialog (ENR_TYPE_LETTER_CONFLICT);
  g_assert_true (is_on ("compose"));
  g_assert_true (enr_test_shows (conflict, "*となりの机で書いた*"));
  g_assert_true (enr_test_shows (conflict, "*ここで書いた*"));
  enr_test_shot (conflict, "letters-conflict");
  body = enr_test_query_text (desk.store, "SELECT CAST(body AS TEXT) FROM announcement");
  g_assert_cmpstr (body, ==, "となりの机で書いた");
  desk_click (conflict, "conflict.mine");
  desk_wait_no_dialog (ENR_TYPE_LETTER_CONFLICT);
  enr_test_wait_until (enr_test_query_int (desk.store, "SELECT count(*) FROM announcement WHERE "
                                                       "CAST(body AS TEXT) = 'ここで書いた'")
                           == 1,
                       LONG);
  end ();
}

/* What was typed is kept without a button, and is there again; a file goes along. */
static void
test_draft (void)
{
  g_autofree char *path = desk_new_path ("しおり.txt");
  GtkWidget *dialog;

  begin ();
  enr_letters_view_write_about (view, &small.children[2]);
  wait_writable ();
  desk_set_text (get_page (), "title", "運動会");
  set_body ("10月3日に運動会をします。");
  enr_test_wait_until (enr_test_query_int (desk.store, "SELECT count(*) FROM announcement") == 1,
                       LONG);
  g_assert_true (g_file_set_contents (path, "もちもの", -1, NULL));
  act ("letter.attach");
  desk_choose_file (path);
  enr_test_wait_until (enr_test_shows (desk.window, "しおり.txt"), LONG);
  act ("letter.keep-template");
  dialog = desk_wait_dialog (ENR_TYPE_LETTER_TEMPLATE_DIALOG);
  desk_set_text (dialog, "name", "運動会（毎年）");
  enr_test_shot (dialog, "letters-template");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  desk_wait_no_dialog (ENR_TYPE_LETTER_TEMPLATE_DIALOG);
  enr_test_wait_until (enr_test_query_int (desk.store, "SELECT count(*) FROM letter_template WHERE "
                                                       "name = '運動会（毎年）'")
                           == 1,
                       LONG);
  act ("letter.leave");
  wait_page ("list");
  wait_lines (1);
  g_assert_true (enr_test_shows (desk.window, "運動会"));
  desk_drop_file (g_steal_pointer (&path));
  end ();
}

/* A template fills an empty letter. */
static void
test_template (void)
{
  g_autofree char *hex = NULL;
  EnrUuid id;
  char text[ENR_UUID_STRING_LENGTH];

  begin ();
  hex = enr_test_query_text (desk.store, "SELECT hex(id) FROM letter_template WHERE removed_at IS "
                                         "NULL AND question <> '' ORDER BY position LIMIT 1");
  if (hex == NULL)
    {
      g_test_skip ("the library has no template with a question");
      end ();
      return;
    }
  g_assert_true (enr_uuid_parse (hex, &id));
  gtk_widget_activate_action (get_page (), "letters.new", NULL);
  wait_writable ();
  gtk_widget_activate_action (get_page (), "letter.use-template", "s", enr_uuid_format (&id, text));
  enr_test_wait_until (
      *gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (get_page (), "question"))) != '\0',
      LONG);
  enr_test_pass (300);
  enr_test_shot (desk.window, "letters-from-template");
  /* What is still to be filled in is told before it goes out. */
  act ("letter.preview");
  wait_page ("preview");
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (get_page (), "warnings_box")),
                       LONG);
  end ();
}

static char *
dup_body (void)
{
  GtkTextBuffer *buffer
      = gtk_text_view_get_buffer (GTK_TEXT_VIEW (enr_test_find_id (get_page (), "text")));
  GtkTextIter start, until;

  gtk_text_buffer_get_bounds (buffer, &start, &until);
  return gtk_text_buffer_get_text (buffer, &start, &until, FALSE);
}

/* The program's window in place of the page alone. */
static void
open_window (void)
{
  EnrWindow *window = enr_window_new (application);

  gtk_window_destroy (GTK_WINDOW (desk.window));
  desk.window = GTK_WIDGET (window);
  enr_window_set_session (window, desk.session, FALSE);
  gtk_window_present (GTK_WINDOW (window));
  enr_contact_page_show_part (ENR_CONTACT_PAGE (enr_window_show_page (window, "contact")),
                              "letters");
  enr_test_wait_until (enr_test_find_type (desk.window, ENR_TYPE_LETTERS_VIEW, 0) != NULL, LONG);
  desk.page = enr_test_find_type (desk.window, ENR_TYPE_LETTERS_VIEW, 0);
  view = ENR_LETTERS_VIEW (desk.page);
}

static gpointer
take_back (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (TRUE);
}

/* In the program's window, whose own keys are others: what was typed is taken back, and the paper
 * is that of the letter's day. */
static void
test_window (void)
{
  g_autofree char *body = NULL;
  EnrUuid id, other;
  GtkWidget *paper;

  if (!editor_has_hands ())
    return;
  begin ();
  open_window ();
  enr_test_wait_until (gtk_window_is_active (GTK_WINDOW (desk.window)), LONG);
  id = draft ("お便り", &small.classes[0], ENR_ANSWER_NONE);
  enr_letters_view_open (view, &id);
  wait_writable ();
  /* Something was recorded before, which is not what is taken back here. */
  enr_session_offer_undo (desk.session, "recorded", take_back, NULL, NULL);
  gtk_widget_grab_focus (enr_test_find_id (get_page (), "text"));
  editor_type ("abc");
  body = dup_body ();
  g_assert_nonnull (strstr (body, "abc"));
  editor_press ("ctrl+z");
  g_free (body);
  body = dup_body ();
  g_assert_null (strstr (body, "abc"));
  g_assert_cmpstr (enr_session_get_undo_text (desk.session), ==, "recorded");
  act ("letter.preview");
  wait_page ("preview");
  wait_lines (2);
  send_it (2);
  /* Of the same day, and on paper, too. */
  other = draft ("給食だより", NULL, ENR_ANSWER_NONE);
  preview (other, 4);
  send_it (4);
  enr_letters_view_open (view, &id);
  wait_page ("sent");
  wait_lines (2);
  enr_session_set_date (desk.session, enr_date_new (2026, 6, 8));
  enr_test_shot (desk.window, "letters-window");
  enr_letter_sent_take_keyboard (ENR_LETTER_SENT (get_page ()));
  editor_press ("ctrl+p");
  enr_test_wait_until (enr_test_find_type (desk.window, ENR_TYPE_PAPER_VIEW, 0) != NULL, LONG);
  paper = enr_test_find_type (desk.window, ENR_TYPE_PAPER_VIEW, 0);
  g_assert_cmpint (enr_session_get_date (desk.session), ==, enr_date_new (2026, 6, 10));
  /* Two copies and their list; what is noted as printed is those two. */
  enr_test_wait_until (enr_paper_view_get_n_pages (ENR_PAPER_VIEW (paper)) == 3, LONG);
  enr_test_wait_until (enr_paper_view_is_drawn (ENR_PAPER_VIEW (paper)), LONG);
  enr_test_shot (desk.window, "letters-print");
  desk_click (desk.window, "papers.mark-printed");
  desk_answer (TRUE);
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT count(*) FROM delivery WHERE state = 'printed'") == 2,
      LONG);
  g_assert_cmpint (
      enr_test_query_int (desk.store,
                          "SELECT count(*) FROM delivery d JOIN recipient r ON r.id = "
                          "d.recipient_id JOIN announcement a ON a.id = r.announcement_id "
                          "WHERE d.state = 'waiting' AND a.title = '給食だより'"),
      ==, 4);
  /* And all of the day are one press away. */
  desk_click (desk.window, "papers.live");
  enr_test_wait_until (enr_paper_view_get_n_pages (ENR_PAPER_VIEW (paper)) == 7, LONG);
  end ();
}

static gpointer
load_contact (EnrDb *db, gpointer data, GError **error)
{
  return enr_contact_load (db, data, error);
}

/* From the person's dialog: an address, the code that comes back, and mail from then on. */
static void
test_way (void)
{
  EnrUuid contact;
  g_autoptr (EnrContact) person = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  GtkWidget *form;
  GtkWidget *dialog;
  EnrUuid id;

  begin ();
  contact = CONTACT ("青木 健一");
  person = enr_test_read (desk.store, load_contact, &contact, &error);
  g_assert_no_error (error);
  form = GTK_WIDGET (enr_contact_dialog_new (desk.session, person, &person->family_id, 1));
  enr_edit_dialog_show (ENR_EDIT_DIALOG (form), desk.page);
  desk_wait_dialog (ENR_TYPE_CONTACT_DIALOG);
  enr_test_pass (300);
  enr_test_shot (form, "way-contact");
  gtk_widget_activate_action (enr_test_find_id (form, "way"), "way.open", NULL);
  dialog = desk_wait_dialog (ENR_TYPE_WAY_DIALOG);
  enr_test_wait_until (enr_test_find_text (dialog, "青木 花") != NULL, LONG);

  desk_set_text (dialog, "mail", "kenichi@example.jp, other@example.jp");
  g_signal_emit_by_name (enr_test_find_id (dialog, "mail"), "apply");
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (dialog, "error_box")), LONG);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (enr_test_find_id (dialog, "mail"))), ==,
                   "kenichi@example.jp, other@example.jp");
  desk_set_text (dialog, "mail", "kenichi@example.jp");
  g_signal_emit_by_name (enr_test_find_id (dialog, "mail"), "apply");
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (dialog, "check_button")), LONG);
  desk_click (dialog, "way.check");
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (dialog, "code")), LONG);
  g_assert_cmpint (
      enr_test_query_int (desk.store, "SELECT count(*) FROM recipient WHERE kind = 'check'"), ==,
      1);
  desk_set_text (dialog, "code", "not it");
  g_signal_emit_by_name (enr_test_find_id (dialog, "code"), "apply");
  enr_test_wait_until (gtk_widget_get_mapped (enr_test_find_id (dialog, "error_box")), LONG);
  enr_test_shot (dialog, "way-code");
  code = enr_test_query_text (desk.store, "SELECT code FROM contact_way WHERE mail <> ''");
  desk_set_text (dialog, "code", code);
  g_signal_emit_by_name (enr_test_find_id (dialog, "code"), "apply");
  enr_test_wait_until (enr_test_query_int (desk.store, "SELECT count(*) FROM contact_way WHERE "
                                                       "verified_at IS NOT NULL")
                           == 1,
                       LONG);
  gtk_switch_set_active (GTK_SWITCH (enr_test_find_id (dialog, "apart")), TRUE);
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT count(*) FROM contact_way WHERE is_apart = 1") == 1,
      LONG);
  enr_test_pass (300);
  enr_test_shot (dialog, "way-verified");
  /* What was typed is kept without its button, too; another address is another one to verify. */
  desk_set_text (dialog, "mail", "k@example.jp");
  gtk_window_close (GTK_WINDOW (dialog));
  desk_wait_no_dialog (ENR_TYPE_WAY_DIALOG);
  enr_test_wait_until (enr_test_shows (form, "*k@example.jp*"), LONG);
  way (contact, "kenichi@example.jp", FALSE, TRUE);
  gtk_widget_activate_action (enr_test_find_id (form, "way"), "way.open", NULL);
  dialog = desk_wait_dialog (ENR_TYPE_WAY_DIALOG);
  enr_test_wait_until (enr_test_find_text (dialog, "青木 花") != NULL, LONG);
  gtk_window_close (GTK_WINDOW (dialog));
  desk_wait_no_dialog (ENR_TYPE_WAY_DIALOG);
  enr_test_wait_until (enr_test_shows (form, "*kenichi@example.jp*"), LONG);
  gtk_window_close (GTK_WINDOW (form));
  desk_wait_no_dialog (ENR_TYPE_CONTACT_DIALOG);

  id = draft ("お便り", &small.classes[1], ENR_ANSWER_NONE);
  preview (id, 4);
  g_assert_true (enr_test_shows (desk.window, "kenichi@example.jp"));
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

  g_test_add_func ("/letters/keyboard", test_keyboard);
  g_test_add_func ("/letters/recipients", test_recipients);
  g_test_add_func ("/letters/changed-list", test_changed_list);
  g_test_add_func ("/letters/about-one-child", test_about_one_child);
  g_test_add_func ("/letters/two-people", test_two_people);
  g_test_add_func ("/letters/draft", test_draft);
  g_test_add_func ("/letters/template", test_template);
  g_test_add_func ("/letters/window", test_window);
  g_test_add_func ("/letters/way", test_way);
  result = enr_test_app_run ();
  g_object_unref (application);
  return result;
}
