/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/writing/keep-window.h"
#include "app/writing/phrases-window.h"
#include "app/writing/sent-window.h"
#include "app/writing/shelf-create.h"
#include "app/writing/shelf-new-dialog.h"
#include "app/writing/writing-page-private.h"
#include "base/clock.h"

static void
dropped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    enr_session_fail (session, error);
}

/* Whoever only looked leaves nothing behind. */
static void
drop_empty (EnrWritingPage *self)
{
  EnrShelfDrop *drop;

  if (enr_uuid_is_none (&self->created_id))
    return;
  drop = g_new0 (EnrShelfDrop, 1);
  drop->actor = enr_session_get_actor (self->session);
  drop->id = self->created_id;
  self->created_id = enr_uuid_none;
  enr_store_write_async (enr_session_get_store (self->session), enr_shelf_drop_run, drop, g_free,
                         NULL, dropped_cb, g_object_ref (self->session));
}

static void
closed_cb (EnrWritingPage *self)
{
  if (self->session == NULL)
    return;
  gtk_stack_set_visible_child_name (self->pages, "main");
  drop_empty (self);
  if (g_str_equal (gtk_stack_get_visible_child_name (self->views), "waiting"))
    enr_waiting_view_reload (self->waiting);
  enr_writing_page_take_keyboard (self);
}

static void
open_writing (EnrWritingPage *self, const EnrUuid *id, gboolean is_new)
{
  if (self->editor == NULL)
    {
      self->editor = ENR_WRITING_EDITOR (enr_writing_editor_new (self->session, self->kinds));
      g_signal_connect_object (self->editor, "closed", G_CALLBACK (closed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->editor, "print", G_CALLBACK (enr_writing_page_print_writing),
                               self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->pages, GTK_WIDGET (self->editor), "editor");
    }
  drop_empty (self);
  self->created_id = is_new ? *id : enr_uuid_none;
  gtk_stack_set_visible_child_name (self->pages, "editor");
  enr_writing_editor_open (self->editor, id);
}

void
enr_writing_page_open (EnrWritingPage *self, const EnrUuid *id)
{
  g_return_if_fail (ENR_IS_WRITING_PAGE (self));

  open_writing (self, id, FALSE);
}

/*
 * Making
 */

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWritingPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree EnrShelfCreated *created = enr_store_finish (ENR_STORE (source), result, &error);

  if (self->session == NULL)
    return;
  if (created == NULL)
    enr_session_fail (self->session, error);
  else
    open_writing (self, &created->id, created->is_new);
}

static void
create (EnrWritingPage *self, EnrShelfCreate *create)
{
  enr_store_write_async (enr_session_get_store (self->session), enr_shelf_create_run, create,
                         (GDestroyNotify) enr_shelf_create_free, g_free, created_cb,
                         g_object_ref (self));
}

typedef struct
{
  EnrWritingPage *page;
  EnrShelfCreate *create;
} Question;

static void
answered_cb (gboolean is_yes, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (EnrWritingPage) self = question->page;
  g_autoptr (EnrShelfCreate) wanted = question->create;

  if (is_yes && self->session != NULL)
    create (self, g_steal_pointer (&wanted));
}

static void
ask_to_create (EnrWritingPage *self, EnrShelfCreate *wanted, const char *what)
{
  Question *question = g_new0 (Question, 1);

  question->page = g_object_ref (self);
  question->create = wanted;
  enr_compat_ask (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), what,
                  _ ("Nothing is asked for there. Do you want to write it all the same?"),
                  _ ("_Write"), FALSE, answered_cb, question);
}

static EnrDate
get_day (const EnrWritingPage *self, const EnrShelfLine *line, guint column)
{
  if (self->kind->period == ENR_PERIOD_STAY && line->enrolled_on != ENR_DATE_NONE)
    return line->enrolled_on;
  return ((EnrShelfColumn *) g_ptr_array_index (self->reading->columns, column))->first;
}

void
enr_writing_page_open_cell (EnrWritingPage *self, guint line, guint column)
{
  const EnrShelfPlace *place;
  const EnrShelfLine *of;
  EnrShelfCreate *wanted;

  if (self->reading == NULL || line >= self->reading->lines->len)
    return;
  place = enr_shelf_reading_place (self->reading, line, column);
  of = g_ptr_array_index (self->reading->lines, line);
  if (place != NULL && !enr_uuid_is_none (&place->id))
    {
      open_writing (self, &place->id, FALSE);
      return;
    }
  wanted = enr_shelf_create_new (enr_session_get_actor (self->session), self->kinds, self->kind,
                                 get_day (self, of, column));
  if (self->kind->subject == ENR_WRITING_OF_CLASS)
    wanted->class_id = of->class_id;
  else if (self->kind->subject == ENR_WRITING_OF_CHILD)
    wanted->child_id = of->child_id;
  if (place != NULL || self->kind->expected == ENR_EXPECTED_NO)
    create (self, wanted);
  else
    {
      g_autofree char *what = enr_shelf_grid_dup_text (self->grid, line, column);

      ask_to_create (self, wanted, what);
    }
}

static void
saved_cb (EnrWritingPage *self, EnrShelfCreated *created)
{
  open_writing (self, &created->id, created->is_new);
}

static void
ask_for_new (EnrWritingPage *self, EnrDate day)
{
  EnrShelfNewDialog *dialog
      = enr_shelf_new_dialog_new (self->session, self->kinds, self->kind, day);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  enr_edit_dialog_show (ENR_EDIT_DIALOG (dialog), GTK_WIDGET (self));
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingPage *self = ENR_WRITING_PAGE (widget);

  if (self->kind != NULL
      && (enr_shelf_form_of (self->kind) == ENR_SHELF_FORM_LIST
          || enr_shelf_is_for_ages (self->kind)))
    ask_for_new (self, enr_session_get_date (self->session));
}

void
enr_writing_page_open_place (EnrWritingPage *self, const EnrShelfPlace *place)
{
  if (!enr_uuid_is_none (&place->id))
    open_writing (self, &place->id, FALSE);
  else if (self->kind == place->kind)
    ask_for_new (self, CLAMP (enr_session_get_date (self->session), place->first, place->last));
}

/* Today's diary of a class, made where there is none. */
static void
diary_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingPage *self = ENR_WRITING_PAGE (widget);
  EnrShelfCreate *wanted;
  EnrUuid class_id;

  if (self->reading == NULL || self->reading->diary_kind == NULL
      || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &class_id))
    return;
  wanted = enr_shelf_create_new (enr_session_get_actor (self->session), self->kinds,
                                 self->reading->diary_kind, self->reading->today);
  wanted->class_id = class_id;
  create (self, wanted);
}

/*
 * Going about
 */

/* By what is shown: a month, a quarter, a year; to today where it is in that time. */
static void
go_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingPage *self = ENR_WRITING_PAGE (widget);
  gboolean is_after = g_str_equal (name, "writing.after");
  EnrDate today = enr_clock_today ();
  EnrDate from, until, first, last;

  if (self->session == NULL || self->kind == NULL)
    return;
  enr_shelf_time_of (self->kind, enr_session_get_date (self->session), &from, &until);
  enr_shelf_time_of (self->kind, is_after ? until + 7 : from - 7, &from, &until);
  enr_shelf_time_of (self->kind, today, &first, &last);
  if (first == from)
    from = today;
  else if (self->kind->period == ENR_PERIOD_WEEK
           && from != enr_fiscal_year_first (enr_fiscal_year (from)))
    from += 6; /* its first days may be of a week that began before */
  enr_session_set_date (self->session, from);
}

static void
overview_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingPage *self = ENR_WRITING_PAGE (widget);

  gtk_stack_set_visible_child_name (self->views, "overview");
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  enr_writing_page_take_keyboard (self);
}

void
enr_writing_page_show_waiting (EnrWritingPage *self)
{
  g_return_if_fail (ENR_IS_WRITING_PAGE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_stack_set_visible_child_name (self->views, "waiting");
  enr_waiting_view_reload (self->waiting);
  gtk_widget_child_focus (GTK_WIDGET (self->waiting), GTK_DIR_TAB_FORWARD);
}

static void
waiting_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_writing_page_show_waiting (ENR_WRITING_PAGE (widget));
}

static void
keeping_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingPage *self = ENR_WRITING_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (self->session == NULL || !GTK_IS_WINDOW (root))
    return;
  if (g_str_equal (name, "writing.keeping"))
    enr_keep_window_show (GTK_WINDOW (root), self->session, self->kinds);
  else if (g_str_equal (name, "writing.phrases"))
    enr_phrases_window_show (GTK_WINDOW (root), self->session, self->kinds);
  else if (g_str_equal (name, "writing.rule"))
    enr_writing_page_ask_rule (self);
  else
    enr_sent_window_show (GTK_WINDOW (root), self->session);
}

void
enr_writing_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "writing.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "writing.diary", "s", diary_action);
  gtk_widget_class_install_action (widget_class, "writing.before", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "writing.after", NULL, go_action);
  gtk_widget_class_install_action (widget_class, "writing.overview", NULL, overview_action);
  gtk_widget_class_install_action (widget_class, "writing.waiting", NULL, waiting_action);
  gtk_widget_class_install_action (widget_class, "writing.keeping", NULL, keeping_action);
  gtk_widget_class_install_action (widget_class, "writing.sending", NULL, keeping_action);
  gtk_widget_class_install_action (widget_class, "writing.phrases", NULL, keeping_action);
  gtk_widget_class_install_action (widget_class, "writing.rule", NULL, keeping_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK,
                                       "writing.before", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK,
                                       "writing.after", NULL);
}
