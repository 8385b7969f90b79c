/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the buttons, the menu and the keys do.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/writing/writing-editor-difference.h"
#include "app/writing/writing-editor-history.h"
#include "app/writing/writing-editor-private.h"

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingEditor *self = ENR_WRITING_EDITOR (widget);
  EnrStep step = g_str_equal (name, "writing.submit")      ? ENR_STEP_SUBMIT
                 : g_str_equal (name, "writing.withdraw")  ? ENR_STEP_WITHDRAW
                 : g_str_equal (name, "writing.return")    ? ENR_STEP_RETURN
                 : g_str_equal (name, "writing.revise")    ? ENR_STEP_REVISE
                 : g_str_equal (name, "writing.evaluate")  ? ENR_STEP_EVALUATE
                 : g_str_equal (name, "writing.archive")   ? ENR_STEP_ARCHIVE
                 : g_str_equal (name, "writing.unarchive") ? ENR_STEP_UNARCHIVE
                                                           : enr_writing_editor_get_approval (self);

  enr_writing_editor_do (self, step);
}

static GtkWindow *
get_window (EnrWritingEditor *self)
{
  return GTK_IS_WINDOW (self->root) ? GTK_WINDOW (self->root) : NULL;
}

static void
remove_answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrWritingEditor) self = user_data;

  if (is_yes && self->session != NULL)
    enr_writing_editor_remove (self);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingEditor *self = ENR_WRITING_EDITOR (widget);

  enr_compat_ask (get_window (self), _ ("Remove this draft?"),
                  _ ("All that is written in it goes. It was never submitted."), _ ("_Remove"),
                  TRUE, remove_answer_cb, g_object_ref (self));
}

static void
discard_answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrWritingEditor) self = user_data;

  if (is_yes && self->session != NULL)
    enr_writing_editor_discard (self);
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingEditor *self = ENR_WRITING_EDITOR (widget);

  enr_compat_ask (get_window (self), _ ("Give up what could not be saved?"),
                  _ ("What you typed since it was last saved goes. Copy it first if you need it."),
                  _ ("_Give Up"), TRUE, discard_answer_cb, g_object_ref (self));
}

static void
nothing_then (EnrWritingEditor *self, gpointer data)
{
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_writing_editor_flush (ENR_WRITING_EDITOR (widget), nothing_then, NULL, NULL);
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_writing_editor_close (ENR_WRITING_EDITOR (widget));
}

static void
print_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_writing_editor_print (ENR_WRITING_EDITOR (widget));
}

static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingEditor *self = ENR_WRITING_EDITOR (widget);
  g_autofree char *text = NULL;

  if (self->reading == NULL)
    return;
  text = enr_writing_dup_name (self->reading->writing, self->reading->kind);
  enr_writing_editor_history_show (widget, self->session, self->kinds, &self->id, text,
                                   self->reading->steps);
}

static void
difference_then (EnrWritingEditor *self, gpointer data)
{
  gboolean is_frozen = !enr_writing_editor_is_open (self);

  if (self->reading != NULL)
    enr_writing_editor_difference_show (GTK_WIDGET (self), self->session, self->kinds,
                                        self->reading->kind, &self->id,
                                        enr_editor_reading_get_old_version (self->reading),
                                        is_frozen ? self->reading->writing->version : 0);
}

static void
differences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_writing_editor_flush (ENR_WRITING_EDITOR (widget), difference_then, NULL, NULL);
}

static void
writer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingEditor *self = ENR_WRITING_EDITOR (widget);

  if (gtk_editable_get_editable (self->writer_entry))
    gtk_editable_set_text (self->writer_entry, g_variant_get_string (parameter, NULL));
}

void
enr_writing_editor_update_actions (EnrWritingEditor *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const EnrWriting *writing = self->reading != NULL ? self->reading->writing : NULL;
  gboolean can_submit = enr_writing_editor_can_do (self, ENR_STEP_SUBMIT);
  gboolean can_withdraw = enr_writing_editor_can_do (self, ENR_STEP_WITHDRAW);
  gboolean can_approve = enr_writing_editor_can_do (self, ENR_STEP_CHIEF)
                         || enr_writing_editor_can_do (self, ENR_STEP_DIRECTOR);
  gboolean can_return = enr_writing_editor_can_do (self, ENR_STEP_RETURN);
  gboolean can_revise = enr_writing_editor_can_do (self, ENR_STEP_REVISE);
  gboolean can_evaluate = enr_writing_editor_can_do (self, ENR_STEP_EVALUATE);
  gboolean can_archive = enr_writing_editor_can_do (self, ENR_STEP_ARCHIVE);
  gboolean can_unarchive = enr_writing_editor_can_do (self, ENR_STEP_UNARCHIVE);
  gboolean has_old = writing != NULL && enr_editor_reading_get_old_version (self->reading) > 0;

  gtk_widget_action_set_enabled (widget, "writing.submit", can_submit);
  gtk_widget_action_set_enabled (widget, "writing.withdraw", can_withdraw);
  gtk_widget_action_set_enabled (widget, "writing.approve", can_approve);
  gtk_widget_action_set_enabled (widget, "writing.return", can_return);
  gtk_widget_action_set_enabled (widget, "writing.revise", can_revise);
  gtk_widget_action_set_enabled (widget, "writing.evaluate", can_evaluate);
  gtk_widget_action_set_enabled (widget, "writing.archive", can_archive);
  gtk_widget_action_set_enabled (widget, "writing.unarchive", can_unarchive);
  gtk_widget_action_set_enabled (widget, "writing.print", writing != NULL);
  gtk_widget_action_set_enabled (widget, "writing.history", writing != NULL);
  gtk_widget_action_set_enabled (widget, "writing.differences", has_old);
  gtk_widget_action_set_enabled (widget, "writing.remove",
                                 writing != NULL && writing->version == 0 && !self->is_doing
                                     && writing->state == ENR_WRITING_DRAFT);
  if (self->is_doing)
    return; /* the buttons stay where they are until the new state is known */
  gtk_widget_set_visible (self->submit_button, can_submit);
  gtk_widget_set_visible (self->withdraw_button, can_withdraw);
  gtk_widget_set_visible (GTK_WIDGET (self->approve_button), can_approve);
  gtk_widget_set_visible (self->return_button, can_return);
  gtk_widget_set_visible (self->revise_button, can_revise);
  gtk_widget_set_visible (self->evaluate_button, can_evaluate);
  gtk_widget_set_visible (self->archive_button, can_archive);
  gtk_widget_set_visible (self->unarchive_button, can_unarchive);
  gtk_widget_set_visible (self->differences_button, has_old);
  gtk_button_set_label (self->approve_button,
                        enr_step_label (enr_writing_editor_get_approval (self)));
}

void
enr_writing_editor_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "writing.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "writing.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "writing.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "writing.submit", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "writing.withdraw", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "writing.approve", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "writing.return", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "writing.revise", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "writing.evaluate", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "writing.archive", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "writing.unarchive", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "writing.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "writing.history", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "writing.differences", NULL, differences_action);
  gtk_widget_class_install_action (widget_class, "writing.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "writing.writer", "s", writer_action);
}
