/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/inquiry-dialog.h"

#include <glib/gi18n.h>

#include "contact/inquiry.h"

#define N_CHANNELS (ENR_CHANNEL_PAGE) /* those that are entered by hand: all before it */

struct _EnrInquiryDialog
{
  EnrEditDialog parent_instance;

  /* template */
  GtkTextView *body;
  GtkEditable *by_row;
  AdwComboRow *channel;
  GtkSwitch *wants_answer;
  GtkEditable *taken_row;

  EnrUuid child_id;
};

G_DEFINE_FINAL_TYPE (EnrInquiryDialog, enr_inquiry_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor; /* lives as long as the program */
  EnrInquiry *inquiry;
} Write;

static void
write_free (gpointer data)
{
  enr_inquiry_free (((Write *) data)->inquiry);
  g_free (data);
}

static gpointer
add (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (enr_inquiry_add (db, write->actor, write->inquiry, NULL, error));
}

static void
take (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

static char *
dup_body (EnrInquiryDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->body);
  GtkTextIter first, last;

  gtk_text_buffer_get_bounds (buffer, &first, &last);
  return gtk_text_buffer_get_text (buffer, &first, &last, FALSE);
}

static void
enr_inquiry_dialog_save (EnrEditDialog *dialog)
{
  EnrInquiryDialog *self = ENR_INQUIRY_DIALOG (dialog);
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->inquiry = enr_inquiry_new ();
  write->inquiry->child_id = self->child_id;
  write->inquiry->channel = (EnrChannel) adw_combo_row_get_selected (self->channel);
  write->inquiry->wants_answer = gtk_switch_get_active (self->wants_answer);
  take (&write->inquiry->body, dup_body (self));
  take (&write->inquiry->by_name, g_strdup (gtk_editable_get_text (self->by_row)));
  take (&write->inquiry->taken_by, g_strdup (gtk_editable_get_text (self->taken_row)));
  enr_edit_dialog_write (dialog, add, write, write_free, NULL, _ ("The inquiry is in the inbox."));
}

static void
enr_inquiry_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_INQUIRY_DIALOG);

  G_OBJECT_CLASS (enr_inquiry_dialog_parent_class)->dispose (object);
}

static void
enr_inquiry_dialog_class_init (EnrInquiryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_inquiry_dialog_dispose;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_inquiry_dialog_save;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/inquiry-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrInquiryDialog, body);
  gtk_widget_class_bind_template_child (widget_class, EnrInquiryDialog, by_row);
  gtk_widget_class_bind_template_child (widget_class, EnrInquiryDialog, channel);
  gtk_widget_class_bind_template_child (widget_class, EnrInquiryDialog, wants_answer);
  gtk_widget_class_bind_template_child (widget_class, EnrInquiryDialog, taken_row);
}

static void
enr_inquiry_dialog_init (EnrInquiryDialog *self)
{
  g_autoptr (GtkStringList) channels = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_CHANNELS; i++)
    gtk_string_list_append (channels, enr_channel_label ((EnrChannel) i));
  adw_combo_row_set_model (self->channel, G_LIST_MODEL (channels));
}

EnrInquiryDialog *
enr_inquiry_dialog_new (EnrSession *session, const EnrUuid *child_id, const char *child_name)
{
  EnrInquiryDialog *self = g_object_new (ENR_TYPE_INQUIRY_DIALOG, NULL);
  g_autofree char *title = NULL;

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->child_id = *child_id;
  /* Translators: %s is a child's name */
  title = g_strdup_printf (_ ("Inquiry from the Family of %s"), child_name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->body));
  return self;
}
