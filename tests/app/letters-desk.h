/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page of letters on a desk of its own, and the hands that write, look and send.
 */
#pragma once
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

static inline void
message_cb (EnrSession *session, const char *text, gboolean is_failure)
{
  g_free (desk.message);
  desk.message = g_strdup (text);
  desk.is_failure = is_failure;
}

static inline void
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
static inline EnrUuid
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

static inline gpointer
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

static inline void
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

static inline gpointer
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

static inline EnrUuid
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
static inline gpointer
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

static inline void
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

static inline GtkWidget *
get_page (void)
{
  return gtk_stack_get_visible_child (GTK_STACK (enr_test_find_id (desk.page, "pages")));
}

static inline gboolean
is_on (const char *name)
{
  GtkStack *pages = GTK_STACK (enr_test_find_id (desk.page, "pages"));

  return g_strcmp0 (gtk_stack_get_visible_child_name (pages), name) == 0;
}

#define wait_page(name) enr_test_wait_until (is_on (name), LONG)

static inline void
act (const char *action)
{
  g_assert_true (gtk_widget_activate_action (get_page (), action, NULL));
}

static inline void
wait_writable (void)
{
  wait_page ("compose");
  enr_test_wait_until (gtk_widget_get_sensitive (get_page ()), LONG);
  enr_test_settle ();
}

static inline GListModel *
get_list (void)
{
  GtkWidget *list = enr_test_find_id (get_page (), "list");

  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

#define wait_lines(n) enr_test_wait_until (g_list_model_get_n_items (get_list ()) == (n), LONG)

static inline void
set_body (const char *text)
{
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (enr_test_find_id (get_page (), "text"))), text, -1);
}

/* Opens a draft and looks whom it goes to. */
static inline void
preview (EnrUuid id, guint n)
{
  enr_letters_view_open (view, &id);
  wait_writable ();
  act ("letter.preview");
  wait_page ("preview");
  wait_lines (n);
  enr_test_settle ();
}

static inline void
send_it (guint n)
{
  desk_click (get_page (), "preview.send");
  wait_page ("sent");
  wait_lines (n);
  enr_test_settle ();
}

static inline gboolean
is_said (const char *text)
{
  return desk.message != NULL && strstr (desk.message, text) != NULL;
}

/* Goes on until the keyboard is there. */
static inline void
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
