/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/letter-template-dialog.h"

#include <glib/gi18n.h>

#include "nursery/error.h"

struct _EnrLetterTemplateDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  GtkEditable *name;

  /* Owned */
  EnrAnnouncement *draft;
};

G_DEFINE_FINAL_TYPE (EnrLetterTemplateDialog, enr_letter_template_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor;
  EnrLetterTemplate *letter;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  enr_letter_template_free (write->letter);
  g_free (write);
}

static gpointer
save_template (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (enr_letter_template_save (db, write->actor, write->letter, NULL, error));
}

static void
enr_letter_template_dialog_save (EnrEditDialog *dialog)
{
  EnrLetterTemplateDialog *self = ENR_LETTER_TEMPLATE_DIALOG (dialog);
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->letter = enr_letter_template_new_from (self->draft, gtk_editable_get_text (self->name));
  enr_edit_dialog_write (dialog, save_template, write, write_free, NULL,
                         _ ("The template was kept."));
}

static GtkWidget *
enr_letter_template_dialog_find_field (EnrEditDialog *dialog, const GError *error)
{
  return g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID)
             ? GTK_WIDGET (ENR_LETTER_TEMPLATE_DIALOG (dialog)->name)
             : NULL;
}

static void
enr_letter_template_dialog_finalize (GObject *object)
{
  enr_announcement_free (ENR_LETTER_TEMPLATE_DIALOG (object)->draft);

  G_OBJECT_CLASS (enr_letter_template_dialog_parent_class)->finalize (object);
}

static void
enr_letter_template_dialog_class_init (EnrLetterTemplateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_letter_template_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_letter_template_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_letter_template_dialog_find_field;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/letter-template-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrLetterTemplateDialog, name);
}

static void
enr_letter_template_dialog_init (EnrLetterTemplateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrLetterTemplateDialog *
enr_letter_template_dialog_new (EnrSession *session, const EnrAnnouncement *draft)
{
  EnrLetterTemplateDialog *self = g_object_new (ENR_TYPE_LETTER_TEMPLATE_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->draft = enr_announcement_copy (draft);
  gtk_editable_set_text (self->name, draft->title);
  return self;
}
