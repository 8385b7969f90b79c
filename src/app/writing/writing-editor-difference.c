/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/writing-editor-difference.h"

#include "app/writing/writing-difference.h"
#include "writing/writing.h"

struct _EnrWritingEditorDifference
{
  AdwWindow parent_instance;

  /* Template */
  GtkStack *stack;
  GtkLabel *nothing;
  GtkGrid *grid;

  /* Owned */
  EnrWritingKinds *kinds; /* keep @kind alive */
  const EnrWritingKind *kind;
};

G_DEFINE_FINAL_TYPE (EnrWritingEditorDifference, enr_writing_editor_difference, ADW_TYPE_WINDOW)

typedef struct
{
  EnrWritingKinds *kinds;
  const EnrWritingKind *kind;
  EnrUuid id;
  int old_version;
  int new_version;
} What;

typedef struct
{
  EnrContent *before;
  EnrContent *after;
} Both;

static void
what_free (gpointer data)
{
  What *what = data;

  enr_writing_kinds_unref (what->kinds);
  g_free (what);
}

static void
both_free (gpointer data)
{
  Both *both = data;

  g_clear_pointer (&both->before, enr_content_free);
  g_clear_pointer (&both->after, enr_content_free);
  g_free (both);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const What *what = data;
  Both *both = g_new0 (Both, 1);

  both->before = enr_writing_load_version (db, &what->id, what->old_version, error);
  if (both->before != NULL)
    both->after = what->new_version > 0
                      ? enr_writing_load_version (db, &what->id, what->new_version, error)
                      : enr_writing_content (db, what->kind, &what->id, error);
  if (both->after != NULL)
    return both;
  both_free (both);
  return NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWritingEditorDifference) self = user_data;
  g_autoptr (GError) error = NULL;
  Both *both = enr_store_finish (ENR_STORE (source), result, &error);

  if (both == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      gtk_label_set_text (self->nothing, text);
      gtk_stack_set_visible_child_name (self->stack, "nothing");
      return;
    }
  if (self->kinds != NULL && self->grid != NULL)
    gtk_stack_set_visible_child_name (
        self->stack,
        enr_writing_difference_fill (self->grid, self->kind, both->before, both->after) > 0
            ? "list"
            : "nothing");
  both_free (both);
}

static void
enr_writing_editor_difference_dispose (GObject *object)
{
  EnrWritingEditorDifference *self = ENR_WRITING_EDITOR_DIFFERENCE (object);

  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WRITING_EDITOR_DIFFERENCE);

  G_OBJECT_CLASS (enr_writing_editor_difference_parent_class)->dispose (object);
}

static void
enr_writing_editor_difference_class_init (EnrWritingEditorDifferenceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_writing_editor_difference_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/writing-editor-difference.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorDifference, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorDifference, nothing);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditorDifference, grid);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_writing_editor_difference_init (EnrWritingEditorDifference *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_writing_editor_difference_show (GtkWidget *parent,
                                    EnrSession *session,
                                    EnrWritingKinds *kinds,
                                    const EnrWritingKind *kind,
                                    const EnrUuid *id,
                                    int old_version,
                                    int new_version)
{
  EnrWritingEditorDifference *self = g_object_new (ENR_TYPE_WRITING_EDITOR_DIFFERENCE, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);
  What *what = g_new (What, 1);

  self->kinds = enr_writing_kinds_ref (kinds);
  self->kind = kind;
  *what = (What){ enr_writing_kinds_ref (kinds), kind, *id, old_version, new_version };
  enr_store_read_async (enr_session_get_store (session), load, what, what_free, both_free, NULL,
                        loaded_cb, g_object_ref (self));
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
}
