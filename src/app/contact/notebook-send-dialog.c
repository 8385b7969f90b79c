/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/notebook-send-dialog.h"

#include <glib/gi18n.h>

#include "contact/notebook-send.h"

struct _EnrNotebookSendDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkLabel *error_label;
  GtkLabel *body;
  GtkListBox *list;
  GtkButton *send_button;

  /* Owned */
  EnrSession *session;
  GPtrArray *pages; /* (element-type EnrOutgoingPage) as they are shown */
  EnrDate day;
  EnrUuid class_id;
};

G_DEFINE_FINAL_TYPE (EnrNotebookSendDialog, enr_notebook_send_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  const EnrActor *actor; /* lives as long as the program */
  EnrDate day;
  EnrUuid class_id; /* none: all classes */
  GPtrArray *pages; /* to release */
} Work;

static void
work_free (gpointer data)
{
  g_clear_pointer (&((Work *) data)->pages, g_ptr_array_unref);
  g_free (data);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const Work *work = data;

  return enr_outgoing_load (db, work->day,
                            enr_uuid_is_none (&work->class_id) ? NULL : &work->class_id, error);
}

static gpointer
release (EnrDb *db, gpointer data, GError **error)
{
  const Work *work = data;

  return enr_outgoing_release (db, work->actor, work->day, work->pages, error);
}

static Work *
new_work (EnrNotebookSendDialog *self)
{
  Work *work = g_new0 (Work, 1);

  work->actor = enr_session_get_actor (self->session);
  work->day = self->day;
  work->class_id = self->class_id;
  return work;
}

/* Where the dialog was closed meanwhile, the window says it. */
static void
show_error (EnrNotebookSendDialog *self, const char *text)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)) && *text != '\0')
    enr_session_tell (self->session, text);
  gtk_label_set_text (self->error_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), *text != '\0');
}

/* "青木 春（母） メール, 青木 秋（父） 紙": who gets the page. */
static char *
dup_recipients (const EnrRecipientPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < plan->recipients->len; i++)
    {
      const EnrRecipientPlanned *planned = g_ptr_array_index (plan->recipients, i);

      if (text->len > 0)
        g_string_append (text, "、");
      g_string_append (text, planned->addressee);
      if (*planned->relation != '\0')
        g_string_append_printf (text, "（%s）", planned->relation);
      g_string_append_printf (text, " %s", enr_way_label (planned->way));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_subtitle (const EnrOutgoingPage *page)
{
  switch (page->state)
    {
    case ENR_OUTGOING_READY:
      return dup_recipients (page->plan);
    case ENR_OUTGOING_SENT:
      return g_strdup (_ ("Went out already, as it is"));
    case ENR_OUTGOING_UNWRITTEN:
      return g_strdup (_ ("Nothing is written yet"));
    case ENR_OUTGOING_NOBODY:
      return g_strdup (_ ("Nobody may be told about this child"));
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
add_row (EnrNotebookSendDialog *self, const EnrOutgoingPage *page)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_printf_escaped ("%s　%s", page->class_name, page->name);
  g_autofree char *subtitle = dup_subtitle (page);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  if (page->state == ENR_OUTGOING_READY)
    gtk_widget_set_tooltip_text (row, page->text);
  gtk_list_box_append (self->list, row);
}

static void
show_pages (EnrNotebookSendDialog *self)
{
  GtkWidget *row;
  guint n_ready = 0;
  guint n_mail = 0;
  guint n_paper = 0;
  g_autofree char *date = enr_date_dup_era_weekday (self->day);
  g_autofree char *body = NULL;
  g_autofree char *label = NULL;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->pages->len; i++)
    {
      const EnrOutgoingPage *page = g_ptr_array_index (self->pages, i);

      add_row (self, page);
      if (page->state != ENR_OUTGOING_READY)
        continue;
      n_ready++;
      n_mail += page->plan->n_mail;
      n_paper += page->plan->n_paper;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->pages->len > 0);
  if (n_ready == 0)
    /* Translators: a date */
    body = g_strdup_printf (
        _ ("%s: there is nothing to send. Only pages with something from the nursery go out, "
           "each once."),
        date);
  else
    /* Translators: a date, then numbers of persons */
    body = g_strdup_printf (
        _ ("%s: %u by mail, %u on paper. A page goes to that child's guardians only."), date,
        n_mail, n_paper);
  gtk_label_set_text (self->body, body);
  label = g_strdup_printf (ngettext ("Send %u Page", "Send %u Pages", n_ready), n_ready);
  gtk_button_set_label (self->send_button, n_ready > 0 ? label : _ ("Send"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", n_ready > 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrNotebookSendDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pages = enr_store_finish (ENR_STORE (source), result, &error);

  if (pages == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      show_error (self, text);
      return;
    }
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  self->pages = g_steal_pointer (&pages);
  show_pages (self);
}

/* On the writer's thread, so that it is read behind what the grid has just saved. */
static void
read_pages (EnrNotebookSendDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", FALSE);
  enr_store_write_async (enr_session_get_store (self->session), load, new_work (self), work_free,
                         (GDestroyNotify) g_ptr_array_unref, loaded_cb, g_object_ref (self));
}

static void
released_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrNotebookSendDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrOutgoingResult) sent = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (sent == NULL)
    {
      g_autofree char *described = enr_error_describe (error);

      show_error (self, described);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", TRUE);
      return;
    }
  if (sent->n_pages > 0)
    {
      text = g_strdup_printf (
          ngettext ("%u page is on its way.", "%u pages are on their way.", sent->n_pages),
          sent->n_pages);
      enr_session_tell (self->session, text);
    }
  if (sent->changed->len > 0)
    {
      g_autofree char *names = NULL;
      g_autofree char *changed = NULL;

      g_ptr_array_add (sent->changed, NULL);
      names = g_strjoinv ("、", (char **) sent->changed->pdata);
      /* Translators: names of children */
      changed = g_strdup_printf (_ ("Meanwhile something changed for %s. Please look at it again."),
                                 names);
      show_error (self, changed);
      if (gtk_widget_get_visible (GTK_WIDGET (self)))
        read_pages (self);
      return;
    }
  gtk_window_close (GTK_WINDOW (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrNotebookSendDialog *self = ENR_NOTEBOOK_SEND_DIALOG (widget);
  Work *work = new_work (self);

  work->pages = g_ptr_array_ref (self->pages);
  show_error (self, "");
  gtk_widget_action_set_enabled (widget, "dialog.save", FALSE);
  enr_store_write_async (enr_session_get_store (self->session), release, work, work_free,
                         (GDestroyNotify) enr_outgoing_result_free, released_cb,
                         g_object_ref (self));
}

static void
enr_notebook_send_dialog_dispose (GObject *object)
{
  EnrNotebookSendDialog *self = ENR_NOTEBOOK_SEND_DIALOG (object);

  g_clear_pointer (&self->pages, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_NOTEBOOK_SEND_DIALOG);

  G_OBJECT_CLASS (enr_notebook_send_dialog_parent_class)->dispose (object);
}

static void
enr_notebook_send_dialog_finalize (GObject *object)
{
  g_clear_object (&ENR_NOTEBOOK_SEND_DIALOG (object)->session);

  G_OBJECT_CLASS (enr_notebook_send_dialog_parent_class)->finalize (object);
}

static void
enr_notebook_send_dialog_class_init (EnrNotebookSendDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_notebook_send_dialog_dispose;
  object_class->finalize = enr_notebook_send_dialog_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/notebook-send-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookSendDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookSendDialog, body);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookSendDialog, list);
  gtk_widget_class_bind_template_child (widget_class, EnrNotebookSendDialog, send_button);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_action);
}

static void
enr_notebook_send_dialog_init (EnrNotebookSendDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_notebook_send_dialog_show (GtkWindow *parent,
                               EnrSession *session,
                               EnrDate day,
                               const EnrUuid *class_id)
{
  EnrNotebookSendDialog *self
      = g_object_new (ENR_TYPE_NOTEBOOK_SEND_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->day = day;
  self->class_id = class_id != NULL ? *class_id : enr_uuid_none;
  read_pages (self);
  gtk_window_present (GTK_WINDOW (self));
}
