/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/answer-dialog.h"

#include <glib/gi18n.h>

#include "contact/inquiry.h"

struct _EnrAnswerDialog
{
  EnrEditDialog parent_instance;

  /* template */
  AdwPreferencesGroup *question;
  GtkEditable *answer;

  EnrUuid inquiry_id;
};

G_DEFINE_FINAL_TYPE (EnrAnswerDialog, enr_answer_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor; /* lives as long as the program */
  EnrUuid id;
  char *answer;
} Write;

static void
write_free (gpointer data)
{
  g_free (((Write *) data)->answer);
  g_free (data);
}

static gpointer
answer (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (enr_inquiry_answer (db, write->actor, &write->id, write->answer, error));
}

static void
enr_answer_dialog_save (EnrEditDialog *dialog)
{
  EnrAnswerDialog *self = ENR_ANSWER_DIALOG (dialog);
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->id = self->inquiry_id;
  write->answer = g_strdup (gtk_editable_get_text (self->answer));
  enr_edit_dialog_write (dialog, answer, write, write_free, NULL, _ ("The answer is noted."));
}

static void
enr_answer_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_ANSWER_DIALOG);

  G_OBJECT_CLASS (enr_answer_dialog_parent_class)->dispose (object);
}

static void
enr_answer_dialog_class_init (EnrAnswerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_answer_dialog_dispose;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_answer_dialog_save;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/answer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrAnswerDialog, question);
  gtk_widget_class_bind_template_child (widget_class, EnrAnswerDialog, answer);
}

static void
enr_answer_dialog_init (EnrAnswerDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrAnswerDialog *
enr_answer_dialog_new (EnrSession *session,
                       const EnrUuid *inquiry_id,
                       const char *child_name,
                       const char *question)
{
  EnrAnswerDialog *self = g_object_new (ENR_TYPE_ANSWER_DIALOG, NULL);
  g_autofree char *escaped = g_markup_escape_text (question, -1);
  g_autofree char *title = NULL;

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->inquiry_id = *inquiry_id;
  /* Translators: %s is a child's name */
  title = g_strdup_printf (_ ("Answer to the Family of %s"), child_name);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_preferences_group_set_description (self->question, escaped);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->answer));
  return self;
}
