/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/writing-editor-conflict.h"

#include <glib/gi18n.h>

struct _EnrWritingEditorConflict
{
  AdwWindow parent_instance;

  /* Template */
  GtkLabel *heading;
  GtkTextView *mine;
  GtkTextView *theirs;

  /* Owned */
  GPtrArray *fields; /* (element-type EnrSectionField), the first is asked about */
  char *shown;       /* the other's text, as it is shown */
};

G_DEFINE_FINAL_TYPE (EnrWritingEditorConflict, enr_writing_editor_conflict, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* One may have been settled meanwhile: the other took her words back. */
static EnrSectionField *
get_field (EnrWritingEditorConflict *self)
{
  while (self->fields->len > 0)
    {
      EnrSectionField *field = g_ptr_array_index (self->fields, 0);

      if (enr_section_field_has_conflict (field))
        return field;
      g_ptr_array_remove_index (self->fields, 0);
    }
  return NULL;
}

static void
show_next (EnrWritingEditorConflict *self)
{
  EnrSectionField *field = get_field (self);
  g_autofree char *mine = NULL;

  if (field == NULL)
    {
      g_signal_emit (self, signals[CHOSEN], 0);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  mine = enr_section_field_dup_text (field);
  gtk_label_set_text (self->heading, enr_section_field_get_name (field));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->mine), mine, -1);
  g_free (self->shown);
  self->shown = g_strdup (enr_section_field_get_theirs (field));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->theirs), self->shown, -1);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingEditorConflict *self = ENR_WRITING_EDITOR_CONFLICT (widget);
  EnrSectionField *field = get_field (self);

  /* The other goes on writing: what was not seen is not decided about. */
  if (field != NULL && g_strcmp0 (enr_section_field_get_theirs (field), self->shown) == 0)
    enr_section_field_resolve (field, g_str_equal (name, "conflict.mine") ? ENR_FIELD_KEEP_MINE
                                      : g_str_equal (name, "conflict.theirs")
                                          ? ENR_FIELD_TAKE_THEIRS
                                          : ENR_FIELD_JOIN);
  show_next (self);
}

static void
enr_writing_editor_conflict_dispose (GObject *object)
{
  EnrWritingEditorConflict *self = ENR_WRITING_EDITOR_CONFLICT (object);

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WRITING_EDITOR_CONFLICT);

  G_OBJECT_CLASS (enr_writing_editor_conflict_parent_class)->dispose (object);
}

static void
enr_writing_editor_conflict_finalize (GObject *object)
{
  g_free (ENR_WRITING_EDITOR_CONFLICT (object)->shown);

  G_OBJECT_CLASS (enr_writing_editor_conflict_parent_class)->finalize (object);
}

static void
enr_writing_editor_conflict_class_init (EnrWritingEditorConflictClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_writing_editor_conflict_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_writing_editor_conflict_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", ENR_TYPE_WRITING_EDITOR_CONFLICT, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/writing-editor-conflict.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorConflict, heading);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorConflict, mine);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorConflict, theirs);
  gtk_widget_class_install_action (widget_class, "conflict.mine", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "conflict.theirs", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "conflict.join", NULL, choose_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_writing_editor_conflict_init (EnrWritingEditorConflict *self)
{
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
enr_writing_editor_conflict_show (GtkWidget *parent, const GPtrArray *fields)
{
  EnrWritingEditorConflict *self = g_object_new (ENR_TYPE_WRITING_EDITOR_CONFLICT, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  for (guint i = 0; i < fields->len; i++)
    g_ptr_array_add (self->fields, g_object_ref (g_ptr_array_index (fields, i)));
  show_next (self);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
