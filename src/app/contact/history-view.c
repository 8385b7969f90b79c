/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/history-view.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/contact/mistake.h"
#include "app/contact/history-row.h"
#include "base/clock.h"
#include "contact/call.h"
#include "contact/history.h"
#include "nursery/child.h"
#include "nursery/family.h"
#include "reports/contact-history.h"

struct _EnrHistoryView
{
  GtkBox parent_instance;

  /* template */
  GtkLabel *name;
  GtkLabel *phones;
  GtkDropDown *period;
  GtkDropDown *kinds;
  GtkStack *stack;
  GtkListView *list;

  /* owned */
  EnrSession *session;
  EnrContactHistory *history; /* of the child, or of the one before while that is read */
  GListStore *model;          /* (element-type EnrHistoryLine) */
  GCancellable *loading;

  EnrUuid child_id; /* none before the first */
};

G_DEFINE_FINAL_TYPE (EnrHistoryView, enr_history_view, GTK_TYPE_BOX)

/*
 * Reading
 */

typedef struct
{
  EnrUuid child_id;
  EnrDate first;
} Asked;

typedef struct
{
  EnrContactHistory *history;
  char *phones;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->history, enr_contact_history_free);
  g_free (reading->phones);
  g_free (reading);
}

/* "母 090-… · 父 080-…": the guardians in the order of calling. */
static char *
dup_phones (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_autoptr (EnrChild) child = enr_child_load (db, child_id, error);
  g_autoptr (GPtrArray) contacts
      = child != NULL ? enr_call_contacts (db, child_id, &child->family_id, error) : NULL;
  GString *text;

  if (contacts == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < contacts->len; i++)
    {
      const EnrContact *contact = g_ptr_array_index (contacts, i);
      const char *phone = *contact->phone != '\0' ? contact->phone : contact->phone2;

      if (!contact->is_guardian || *phone == '\0')
        continue;
      g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "",
                              *contact->relation != '\0' ? contact->relation : contact->name,
                              phone);
    }
  return g_string_free (text, FALSE);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const Asked *asked = data;
  Reading *reading = g_new0 (Reading, 1);

  reading->history
      = enr_contact_history_load (db, &asked->child_id, asked->first, ENR_DATE_NONE, error);
  if (reading->history != NULL)
    reading->phones = dup_phones (db, &asked->child_id, error);
  if (reading->phones != NULL)
    return reading;
  reading_free (reading);
  return NULL;
}

/* The kind that is chosen: the notebook's sides are one, and so is all about medicine. */
static gboolean
is_chosen (EnrHistoryView *self, const EnrContactEntry *entry)
{
  static const EnrContactKind kinds[]
      = { ENR_CONTACT_NOTICE,  ENR_CONTACT_CALL,    ENR_CONTACT_HOME,    ENR_CONTACT_LETTER,
          ENR_CONTACT_INQUIRY, ENR_CONTACT_PROMISE, ENR_CONTACT_MEDICINE };
  guint index = gtk_drop_down_get_selected (self->kinds);

  if (index == 0 || index > G_N_ELEMENTS (kinds))
    return TRUE;
  return entry->kind == kinds[index - 1]
         || (entry->kind == ENR_CONTACT_NURSERY && kinds[index - 1] == ENR_CONTACT_HOME)
         || (entry->kind == ENR_CONTACT_DOSE && kinds[index - 1] == ENR_CONTACT_MEDICINE);
}

static void
show (EnrHistoryView *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->history == NULL)
    return;
  for (guint i = 0; i < self->history->entries->len; i++)
    {
      const EnrContactEntry *entry = g_ptr_array_index (self->history->entries, i);

      if (is_chosen (self, entry))
        g_ptr_array_add (lines, enr_history_line_new (entry));
    }
  g_list_store_splice (self->model, 0, g_list_model_get_n_items (G_LIST_MODEL (self->model)),
                       lines->pdata, lines->len);
  gtk_stack_set_visible_child_name (self->stack, lines->len > 0 ? "list" : "nothing");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrHistoryView) self = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = enr_store_finish (ENR_STORE (source), result, &error);

  if (reading == NULL)
    {
      if (self->session != NULL)
        enr_session_fail (self->session, error);
      return;
    }
  if (self->session != NULL && enr_uuid_equal (&reading->history->child_id, &self->child_id))
    {
      g_autofree char *name
          = g_strdup_printf ("%s  %s", reading->history->name, reading->history->kana);

      g_clear_pointer (&self->history, enr_contact_history_free);
      self->history = g_steal_pointer (&reading->history);
      gtk_label_set_text (self->name, name);
      gtk_label_set_text (self->phones, reading->phones);
      gtk_widget_set_visible (GTK_WIDGET (self->phones), *reading->phones != '\0');
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.pdf",
                                     self->history->entries->len > 0);
      show (self);
    }
  reading_free (reading);
}

/* From the fiscal year's first day, or all. */
static EnrDate
get_first (EnrHistoryView *self)
{
  return gtk_drop_down_get_selected (self->period) == 0
             ? enr_fiscal_year_first (enr_fiscal_year (enr_clock_today ()))
             : ENR_DATE_NONE;
}

static void
reload (EnrHistoryView *self)
{
  Asked *asked;

  if (self->session == NULL || enr_uuid_is_none (&self->child_id))
    return;
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  asked = g_new0 (Asked, 1);
  asked->child_id = self->child_id;
  asked->first = get_first (self);
  enr_store_read_async (enr_session_get_store (self->session), load, asked, g_free, reading_free,
                        self->loading, loaded_cb, g_object_ref (self));
}

static void
period_cb (EnrHistoryView *self)
{
  reload (self);
}

static void
kind_cb (EnrHistoryView *self)
{
  show (self);
}

/*
 * The paper
 */

typedef struct
{
  EnrUuid child_id;
  EnrDate first;
  char *path;
} Out;

static void
out_free (gpointer data)
{
  g_free (((Out *) data)->path);
  g_free (data);
}

static gpointer
write_out (EnrDb *db, gpointer data, GError **error)
{
  const Out *out = data;
  g_autoptr (EnrDocument) document
      = enr_contact_history_paper (db, &out->child_id, out->first, ENR_DATE_NONE, error);

  return document != NULL
                 && enr_document_write_pdf (document, out->path, enr_document_creation_time (),
                                            error)
             ? g_strdup (out->path)
             : NULL;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (path == NULL)
    {
      enr_session_fail (session, error);
      return;
    }
  name = g_filename_display_basename (path);
  /* Translators: %s is the name of a file. */
  text = g_strdup_printf (_ ("Saved: %s"), name);
  enr_session_tell (session, text);
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrHistoryView) self = user_data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  Out *out;

  if (file == NULL || self->session == NULL)
    return;
  if (path == NULL)
    {
      enr_session_tell (self->session, _ ("Please choose a place on this PC."));
      return;
    }
  out = g_new0 (Out, 1);
  out->child_id = self->child_id;
  out->first = get_first (self);
  out->path = g_steal_pointer (&path);
  enr_store_read_async (enr_session_get_store (self->session), write_out, out, out_free, g_free,
                        NULL, written_cb, g_object_ref (self->session));
}

static void
pdf_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrHistoryView *self = ENR_HISTORY_VIEW (widget);
  g_autofree char *proposed = NULL;

  if (self->history == NULL)
    return;
  /* Translators: the name of a file; a child's name */
  proposed = g_strdup_printf (_ ("Contact with the family of %s.pdf"), self->history->name);
  enr_compat_save_file (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Save as PDF"), proposed,
                        chosen_cb, g_object_ref (self));
}

/* An inquiry or a promise: (whether it is an inquiry, its id). */
static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrHistoryView *self = ENR_HISTORY_VIEW (widget);
  gboolean is_inquiry;
  const char *text;
  EnrUuid id;

  g_variant_get (parameter, "(b&s)", &is_inquiry, &text);
  if (self->session != NULL && self->history != NULL && enr_uuid_parse (text, &id))
    enr_mistake_remove (self->session, is_inquiry ? ENR_MISTAKE_INQUIRY : ENR_MISTAKE_PROMISE, &id,
                        self->history->name);
}

/*
 * The class
 */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, GTK_WIDGET (enr_history_row_new ()));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  enr_history_row_show (ENR_HISTORY_ROW (gtk_list_item_get_child (item)),
                        gtk_list_item_get_item (item));
}

static void
enr_history_view_dispose (GObject *object)
{
  EnrHistoryView *self = ENR_HISTORY_VIEW (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->session);
  g_clear_pointer (&self->history, enr_contact_history_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_HISTORY_VIEW);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (enr_history_view_parent_class)->dispose (object);
}

static void
enr_history_view_class_init (EnrHistoryViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_history_view_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/history-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryView, name);
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryView, phones);
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryView, period);
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryView, kinds);
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryView, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryView, list);
  gtk_widget_class_bind_template_callback (widget_class, period_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_install_action (widget_class, "history.pdf", NULL, pdf_action);
  gtk_widget_class_install_action (widget_class, "history.remove", "(bs)", remove_action);
}

static void
enr_history_view_init (EnrHistoryView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  self->model = g_list_store_new (ENR_TYPE_HISTORY_LINE);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "history.pdf", FALSE);
}

void
enr_history_view_set_session (EnrHistoryView *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_HISTORY_VIEW (self));

  g_set_object (&self->session, session);
  g_signal_connect_object (enr_session_get_store (session), "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
}

void
enr_history_view_show (EnrHistoryView *self, const EnrUuid *child_id)
{
  g_return_if_fail (ENR_IS_HISTORY_VIEW (self));

  if (enr_uuid_equal (&self->child_id, child_id))
    return;
  self->child_id = *child_id;
  reload (self);
}

const EnrUuid *
enr_history_view_get_child (EnrHistoryView *self)
{
  return enr_uuid_is_none (&self->child_id) ? NULL : &self->child_id;
}

const char *
enr_history_view_get_name (EnrHistoryView *self)
{
  return self->history != NULL && enr_uuid_equal (&self->history->child_id, &self->child_id)
             ? self->history->name
             : NULL;
}
