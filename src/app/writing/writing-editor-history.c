/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/writing-editor-history.h"

#include "app/children/words.h"
#include "writing/approval.h"

struct _EnrWritingEditorHistory
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *heading;
  GtkStack *stack;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (EnrWritingEditorHistory, enr_writing_editor_history, ADW_TYPE_WINDOW)

static void
enr_writing_editor_history_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WRITING_EDITOR_HISTORY);

  G_OBJECT_CLASS (enr_writing_editor_history_parent_class)->dispose (object);
}

static void
enr_writing_editor_history_class_init (EnrWritingEditorHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_writing_editor_history_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/writing-editor-history.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorHistory, heading);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorHistory, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorHistory, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_writing_editor_history_init (EnrWritingEditorHistory *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
new_row (const EnrStepDone *done)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *at = enr_words_dup_instant (done->at);
  g_autofree char *title = *done->name != '\0'
                               ? g_strdup_printf ("%s　%s", enr_step_label (done->step), done->name)
                               : g_strdup (enr_step_label (done->step));
  g_autofree char *subtitle
      = *done->reason != '\0' ? g_strdup_printf ("%s\n%s", at, done->reason) : g_strdup (at);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  return row;
}

void
enr_writing_editor_history_show (GtkWidget *parent, const char *name, const GPtrArray *steps)
{
  EnrWritingEditorHistory *self = g_object_new (ENR_TYPE_WRITING_EDITOR_HISTORY, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  adw_window_title_set_subtitle (self->heading, name);
  for (guint i = 0; i < steps->len; i++)
    gtk_list_box_append (self->list, new_row (g_ptr_array_index (steps, i)));
  gtk_stack_set_visible_child_name (self->stack, steps->len > 0 ? "list" : "nothing");
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
}
