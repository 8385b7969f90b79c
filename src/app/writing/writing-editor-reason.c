/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/writing-editor-reason.h"

#include <glib/gi18n.h>

#include "base/text.h"

struct _EnrWritingEditorReason
{
  EnrEditDialog parent_instance;

  /* Template */
  AdwPreferencesGroup *group;
  GtkEditable *reason;
};

G_DEFINE_FINAL_TYPE (EnrWritingEditorReason, enr_writing_editor_reason, ENR_TYPE_EDIT_DIALOG)

enum
{
  SAID,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
enr_writing_editor_reason_save (EnrEditDialog *form)
{
  EnrWritingEditorReason *self = ENR_WRITING_EDITOR_REASON (form);
  g_autofree char *reason = g_strdup (gtk_editable_get_text (self->reason));

  if (enr_text_is_blank (reason))
    {
      enr_edit_dialog_refuse (form, GTK_WIDGET (self->reason), _ ("Please say why."));
      return;
    }
  g_object_ref (self);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_window_destroy (GTK_WINDOW (self));
  g_signal_emit (self, signals[SAID], 0, reason);
  g_object_unref (self);
}

static void
enter_cb (EnrWritingEditorReason *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.save", NULL);
}

static void
enr_writing_editor_reason_class_init (EnrWritingEditorReasonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_writing_editor_reason_save;

  signals[SAID] = g_signal_new ("said", ENR_TYPE_WRITING_EDITOR_REASON, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/writing-editor-reason.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorReason, group);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorReason, reason);
  gtk_widget_class_bind_template_callback (widget_class, enter_cb);
}

static void
enr_writing_editor_reason_init (EnrWritingEditorReason *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrWritingEditorReason *
enr_writing_editor_reason_new (const char *title, const char *description, const char *save_label)
{
  EnrWritingEditorReason *self = g_object_new (ENR_TYPE_WRITING_EDITOR_REASON, "title", title,
                                               "save-label", save_label, NULL);

  adw_preferences_group_set_description (self->group, description);
  return self;
}
