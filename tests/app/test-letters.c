/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Letters as an office writes them: by the keyboard alone, to a class, about one child; whom they
 * go to, before and after they are sent; what is done where two people write, where the list has
 * changed, and where a family is not reached.
 */
#include "config.h"

#include <string.h>
#include <glib/gstdio.h>

#include "app/application.h"
#include "app/contact/contact-page.h"
#include "app/contact/letter-answer-dialog.h"
#include "app/contact/letter-audience.h"
#include "app/contact/letter-compose.h"
#include "app/contact/letter-conflict.h"
#include "app/contact/letter-family-item.h"
#include "app/contact/letter-sent.h"
#include "app/contact/letter-template-dialog.h"
#include "app/contact/letters-view.h"
#include "app/contact/way-dialog.h"
#include "app/papers/paper-view.h"
#include "app/window.h"
#include "app/children/contact-dialog.h"
#include "contact/announcement.h"
#include "contact/contact-way.h"
#include "contact/delivery-run.h"
#include "contact/letter-template.h"
#include "desk.h"
#include "nursery/family.h"
#include "writing-desk.h"

static Desk desk;
static EnrTestSmall small;
static EnrLettersView *view;
static EnrApplication *application; /* for its keys */
static const EnrActor *actor;

static void
message_cb (EnrSession *session, const char *text, gboolean is_failure)
{
  g_free (desk.message);
  desk.message = g_strdup (text);
  desk.is_failure = is_failure;
}

static void
begin (void)
{
  EnrContactPage *page;

  enr_test_set_now ("2026-06-10T10:00");
  desk = (Desk){ .store = enr_test_store_new_small (&small) };
  desk.session = enr_session_new (desk.store);
  actor = enr_session_get_actor (desk.session);
  g_signal_connect (desk.session, "message", G_CALLBACK (message_cb), NULL);
  page = g_object_new (ENR_TYPE_CONTACT_PAGE, NULL);
  desk.window = g_object_new (GTK_TYPE_WINDOW, "default-width", 870, "default-height", 690, "child",
                              page, NULL);
  enr_page_set_session (ENR_PAGE (page), desk.session);
  enr_contact_page_show_part (page, "letters");
  gtk_window_present (GTK_WINDOW (desk.window));
  enr_test_wait_until (enr_test_find_type (desk.window, ENR_TYPE_LETTERS_VIEW, 0) != NULL, LONG);
  desk.page = enr_test_find_type (desk.window, ENR_TYPE_LETTERS_VIEW, 0);
  view = ENR_LETTERS_VIEW (desk.page);
}

#define end() desk_end (&desk)

/*
 * What is in the database
 */

/* The id of the person of that name. */
static EnrUuid
find_contact (const char *sql)
{
  g_autofree char *hex = enr_test_query_text (desk.store, sql);
  EnrUuid id;

  g_assert_nonnull (hex);
  g_assert_true (enr_uuid_parse (hex, &id));
  return id;
}
#define CONTACT(name) find_contact ("SELECT hex(id) FROM contact WHERE name = '" name "'")

typedef struct
{
  EnrUuid contact;
  const char *mail; /* verified at once; NULL: none */
  gboolean is_blocked;
  gboolean is_apart;
} Way;

static gpointer
set_way (EnrDb *db, gpointer data, GError **error)
{
  const Way *way = data;
  g_autoptr (EnrContactWay) now = NULL;

  if (!enr_contact_way_set_marks (db, actor, &way->contact, way->is_blocked, way->is_apart, error))
    return NULL;
  if (way->mail == NULL)
    return GINT_TO_POINTER (TRUE);
  if (!enr_contact_way_set_mail (db, actor, &way->contact, way->mail, error)
      || !enr_contact_way_send_code (db, actor, &way->contact, error))
    return NULL;
  now = enr_contact_way_load (db, &way->contact, error);
  return GINT_TO_POINTER (now != NULL
                          && enr_contact_way_verify (db, actor, &way->contact, now->code, error));
}

static void
way (EnrUuid contact, const char *mail, gboolean is_blocked, gboolean is_apart)
{
  Way wanted = { contact, mail, is_blocked, is_apart };
  g_autoptr (GError) error = NULL;

  enr_test_write (desk.store, set_way, &wanted, &error);
  g_assert_no_error (error);
}

typedef struct
{
  EnrUuid id;
  EnrUuid class_id;
  const char *title;
  EnrAnswerKind answer_kind;
} Draft;

static gpointer
make_draft (EnrDb *db, gpointer data, GError **error)
{
  Draft *draft = data;
  g_autoptr (EnrAnnouncement) letter = enr_announcement_new ();

  g_free (letter->title);
  letter->title = g_strdup (draft->title);
  g_free (letter->body);
  letter->body = g_strdup ("6月20日（土）に親子遠足をします。\nお弁当と水筒をお持ちください。");
  if (draft->answer_kind != ENR_ANSWER_NONE)
    {
      g_free (letter->question);
      letter->question = g_strdup ("参加しますか");
      letter->answer_kind = draft->answer_kind;
      letter->answer_until = enr_date_new (2026, 6, 17);
    }
  if (enr_uuid_is_none (&draft->class_id))
    enr_audience_add_all (letter->audience);
  else
    enr_audience_add_class (letter->audience, &draft->class_id);
  if (!enr_announcement_save (db, actor, letter, NULL, error))
    return NULL;
  draft->id = letter->id;
  return GINT_TO_POINTER (TRUE);
}

static EnrUuid
draft (const char *title, const EnrUuid *class_id, EnrAnswerKind answer_kind)
{
  Draft made = { enr_uuid_none, class_id != NULL ? *class_id : enr_uuid_none, title, answer_kind };
  g_autoptr (GError) error = NULL;

  enr_test_write (desk.store, make_draft, &made, &error);
  g_assert_no_error (error);
  return made.id;
}

typedef struct
{
  EnrUuid id;
  const char *body;
} Edit;

/* As the other PC keeps it. */
static gpointer
edit_elsewhere (EnrDb *db, gpointer data, GError **error)
{
  const Edit *edit = data;
  EnrActor other = enr_actor (ENR_ACTOR_OFFICE, "other");
  g_autoptr (EnrAnnouncement) letter = enr_announcement_load (db, &edit->id, error);

  if (letter == NULL)
    return NULL;
  g_free (letter->body);
  letter->body = g_strdup (edit->body);
  return GINT_TO_POINTER (enr_announcement_save (db, &other, letter, NULL, error));
}

static void
write_elsewhere (EnrUuid id, const char *body)
{
  Edit edit = { id, body };
  g_autoptr (GError) error = NULL;

  enr_test_write (desk.store, edit_elsewhere, &edit, &error);
  g_assert_no_error (error);
}

/*
 * The hands
 */

static GtkWidget *
get_page (void)
{
  return gtk_stack_get_visible_child (GTK_STACK (enr_test_find_id (desk.page, "pages")));
}

static gboolean
is_on (const char *name)
{
  GtkStack *pages = GTK_STACK (enr_test_find_id (desk.page, "pages"));

  return g_strcmp0 (gtk_stack_get_visible_child_name (pages), name) == 0;
}

#define wait_page(name) enr_test_wait_until (is_on (name), LONG)

static void
act (const char *action)
{
  g_assert_true (gtk_widget_activate_action (get_page (), action, NULL));
}

static void
wait_writable (void)
{
  wait_page ("compose");
  enr_test_wait_until (gtk_widget_get_sensitive (get_page ()), LONG);
  enr_test_settle ();
}

static GListModel *
get_list (void)
{
  GtkWidget *list = enr_test_find_id (get_page (), "list");

  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

#define wait_lines(n) enr_test_wait_until (g_list_model_get_n_items (get_list ()) == (n), LONG)

static void
set_body (const char *text)
{
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (enr_test_find_id (get_page (), "text"))), text, -1);
}

/* Opens a draft and looks whom it goes to. */
static void
preview (EnrUuid id, guint n)
{
  enr_letters_view_open (view, &id);
  wait_writable ();
  act ("letter.preview");
  wait_page ("preview");
  wait_lines (n);
  enr_test_settle ();
}

static void
send_it (guint n)
{
  desk_click (get_page (), "preview.send");
  wait_page ("sent");
  wait_lines (n);
  enr_test_settle ();
}

static gboolean
is_said (const char *text)
{
  return desk.message != NULL && strstr (desk.message, text) != NULL;
}

/* Goes on until the keyboard is there. */
static void
tab_to (GtkWidget *root, GtkWidget *widget, const char *key)
{
  for (guint i = 0; i < 40; i++)
    {
      GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (root));

      if (focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget)))
        return;
      editor_press (key);
    }
  g_error ("the keyboard does not reach it");
}

/*
 * Tests
 */

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

static void
select_line (guint n)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (get_list ()), n, TRUE);
  enr_test_settle ();
}

static void
test_answers (void)
{
  EnrUuid id;
  GtkWidget *dialog;

  begin ();
  id = draft ("遠足のおしらせ", NULL, ENR_ANSWER_YES_NO);
  preview (id, 4);
  send_it (4);
  select_line (0);
  desk_click (get_page (), "sent.answer");
  dialog = desk_wait_dialog (ENR_TYPE_LETTER_ANSWER_DIALOG);
  desk_select (dialog, "choice", 1);
  enr_test_settle ();
  enr_test_shot (dialog, "letters-answer");
  gtk_widget_activate_action (dialog, "dialog.save", NULL);
  desk_wait_no_dialog (ENR_TYPE_LETTER_ANSWER_DIALOG);
  enr_test_wait_until (
      enr_test_query_int (desk.store, "SELECT count(*) FROM recipient WHERE answer = 'yes'") == 1,
      LONG);
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

/* A server that takes nothing of one address, and whose answer is lost for the other. */
static EnrHanded
hand (EnrCarrier *self,
      const EnrDeliveryLetter *letter,
      EnrClaimFunc claim,
      gpointer claim_data,
      GCancellable *cancellable,
      char **words)
{
  gboolean is_lost = strstr (letter->delivery->address, "lost") != NULL;

  *words = g_strdup (is_lost ? "the line was dropped" : "550 5.1.1 no such user");
  if (!claim ("<id@example.jp>", claim_data))
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
  EnrUuid id;
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
  enr_session_set_date (desk.session, enr_date_new (2026, 6, 8));
  enr_test_shot (desk.window, "letters-window");
  enr_letter_sent_take_keyboard (ENR_LETTER_SENT (get_page ()));
  editor_press ("ctrl+p");
  enr_test_wait_until (enr_test_find_type (desk.window, ENR_TYPE_PAPER_VIEW, 0) != NULL, LONG);
  paper = enr_test_find_type (desk.window, ENR_TYPE_PAPER_VIEW, 0);
  g_assert_cmpint (enr_session_get_date (desk.session), ==, enr_date_new (2026, 6, 10));
  enr_test_wait_until (enr_paper_view_get_n_pages (ENR_PAPER_VIEW (paper)) >= 3, LONG);
  enr_test_wait_until (enr_paper_view_is_drawn (ENR_PAPER_VIEW (paper)), LONG);
  enr_test_shot (desk.window, "letters-print");
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
  g_test_add_func ("/letters/answers", test_answers);
  g_test_add_func ("/letters/trouble", test_trouble);
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
