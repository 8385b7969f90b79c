/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/writing-editor-history.h"

#include <glib/gi18n.h>

#include "app/children/words.h"
#include "app/compat.h"
#include "app/writing/writing-paper-window.h"
#include "writing/approval.h"

struct _EnrWritingEditorHistory
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *heading;
  GtkStack *stack;
  GtkListBox *list;

  /* Owned */
  EnrSession *session;
  EnrWritingKinds *kinds;
  EnrUuid id;
};

G_DEFINE_FINAL_TYPE (EnrWritingEditorHistory, enr_writing_editor_history, ADW_TYPE_WINDOW)

/* What was submitted is kept as it was, also where another version is in force by now. */
static void
row_activated_cb (EnrWritingEditorHistory *self, GtkListBoxRow *row)
{
  int version = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "version"));

  enr_writing_paper_window_show (GTK_WIDGET (self), self->session, self->kinds, &self->id, version);
}

static void
enr_writing_editor_history_dispose (GObject *object)
{
  EnrWritingEditorHistory *self = ENR_WRITING_EDITOR_HISTORY (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WRITING_EDITOR_HISTORY);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_clear_object (&self->session);

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
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_writing_editor_history_init (EnrWritingEditorHistory *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
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
  if (done->version > 0)
    {
      GtkWidget *image = gtk_image_new_from_icon_name ("go-next-symbolic");

      g_object_set_data (G_OBJECT (row), "version", GINT_TO_POINTER (done->version));
      gtk_widget_set_tooltip_text (row, _ ("See what was submitted on paper"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), done->version > 0);
  return row;
}

void
enr_writing_editor_history_show (GtkWidget *parent,
                                 EnrSession *session,
                                 EnrWritingKinds *kinds,
                                 const EnrUuid *id,
                                 const char *name,
                                 const GPtrArray *steps)
{
  EnrWritingEditorHistory *self = g_object_new (ENR_TYPE_WRITING_EDITOR_HISTORY, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  self->session = g_object_ref (session);
  self->kinds = enr_writing_kinds_ref (kinds);
  self->id = *id;
  adw_window_title_set_subtitle (self->heading, name);
  for (guint i = 0; i < steps->len; i++)
    gtk_list_box_append (self->list, new_row (g_ptr_array_index (steps, i)));
  gtk_stack_set_visible_child_name (self->stack, steps->len > 0 ? "list" : "nothing");
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
}
