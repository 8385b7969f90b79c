/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/writing-editor.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/writing/writing-editor-private.h"
#include "nursery/error.h"

G_DEFINE_FINAL_TYPE (EnrWritingEditor, enr_writing_editor, GTK_TYPE_WIDGET)

enum
{
  CLOSED,
  PRINT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

gboolean
enr_writing_editor_is_open (EnrWritingEditor *self)
{
  return self->reading != NULL && enr_writing_state_is_open (self->reading->writing->state);
}

void
enr_writing_editor_say (EnrWritingEditor *self, const char *text, gboolean is_save)
{
  gtk_widget_set_visible (self->failure, text != NULL);
  gtk_label_set_text (self->failure_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->retry_button, is_save);
  gtk_widget_set_visible (self->discard_button, is_save);
  /* On another page nobody sees it here. */
  if (text != NULL && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      g_autoptr (GError) error
          = g_error_new_literal (ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID, text);

      enr_session_fail (self->session, error);
    }
}

/*
 * The window around it
 */

static void
close_window_then (EnrWritingEditor *self, gpointer data)
{
  gtk_window_close (GTK_WINDOW (data));
}

/* A window is not closed over what was typed. */
static gboolean
close_request_cb (EnrWritingEditor *self, GtkWindow *window)
{
  if (!enr_writing_editor_is_dirty (self))
    return FALSE;
  enr_writing_editor_flush (self, close_window_then, g_object_ref (window), g_object_unref);
  return TRUE;
}

/* Right behind a copying the text's own undo would take back one text of those that came together.
 */
static gboolean
undo_copying (EnrWritingEditor *self)
{
  g_autofree char *said = g_steal_pointer (&self->copied_said);

  if (said == NULL || g_strcmp0 (said, enr_session_get_undo_text (self->session)) != 0)
    return FALSE;
  enr_session_undo (self->session);
  return TRUE;
}

/* The keys of the editor come before the window's, whose undo takes back what was recorded, not
 * what was typed, and whose Alt+Left goes to the day before. */
static gboolean
key_pressed_cb (EnrWritingEditor *self, guint keyval, guint keycode, GdkModifierType state)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_s, GDK_CONTROL_MASK, "writing.save" },
    { GDK_KEY_Return, GDK_CONTROL_MASK, "writing.submit" },
    { GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "writing.submit" },
    { GDK_KEY_p, GDK_CONTROL_MASK, "writing.print" },
    { GDK_KEY_Left, GDK_ALT_MASK, "writing.back" },
    { GDK_KEY_z, GDK_CONTROL_MASK, "text.undo" },
    { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "text.redo" },
    { GDK_KEY_y, GDK_CONTROL_MASK, "text.redo" },
  };
  GtkWidget *focus = gtk_root_get_focus (self->root);
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gboolean is_text = g_str_has_prefix (keys[i].action, "text.");
      gboolean is_here = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self))
                         && (GTK_IS_TEXT_VIEW (focus) || GTK_IS_TEXT (focus));

      if (gdk_keyval_to_lower (keyval) != keys[i].key || modifiers != keys[i].modifiers
          || (is_text && !is_here))
        continue;
      if (!g_str_equal (keys[i].action, "text.undo") || !undo_copying (self))
        gtk_widget_activate_action (is_text ? focus : GTK_WIDGET (self), keys[i].action, NULL);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
clear_sources (EnrWritingEditor *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_clear_handle_id (&self->reveal_source, g_source_remove);
}

static void
enr_writing_editor_root (GtkWidget *widget)
{
  EnrWritingEditor *self = ENR_WRITING_EDITOR (widget);

  GTK_WIDGET_CLASS (enr_writing_editor_parent_class)->root (widget);

  self->root = gtk_widget_get_root (widget);
  if (GTK_IS_WINDOW (self->root))
    g_signal_connect_swapped (self->root, "close-request", G_CALLBACK (close_request_cb), self);
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->root), self->keys);
}

static void
enr_writing_editor_unroot (GtkWidget *widget)
{
  EnrWritingEditor *self = ENR_WRITING_EDITOR (widget);

  clear_sources (self);
  g_signal_handlers_disconnect_by_data (self->root, self);
  gtk_widget_remove_controller (GTK_WIDGET (self->root), self->keys);
  self->root = NULL;
  self->keys = NULL;

  GTK_WIDGET_CLASS (enr_writing_editor_parent_class)->unroot (widget);
}

/* Whoever goes to another page has left. */
static void
enr_writing_editor_unmap (GtkWidget *widget)
{
  enr_writing_editor_save (ENR_WRITING_EDITOR (widget));

  GTK_WIDGET_CLASS (enr_writing_editor_parent_class)->unmap (widget);
}

/*
 * The class
 */

static void
head_changed_cb (EnrWritingEditor *self)
{
  if (!self->is_showing)
    enr_writing_editor_touch (self);
}

static void
sources_toggled_cb (EnrWritingEditor *self)
{
  enr_writing_editor_show_sources (self);
}

static void
note_add_cb (EnrWritingEditor *self, int day, const char *text)
{
  enr_writing_editor_note_add_cb (self, day, text);
}

static void
note_remove_cb (EnrWritingEditor *self, gpointer id)
{
  enr_writing_editor_note_remove_cb (self, id);
}

static void
copy_cb (EnrWritingEditor *self, GArray *texts, gpointer source, gboolean only_blank)
{
  enr_writing_editor_copy (self, texts, source, only_blank);
}

static void
enr_writing_editor_dispose (GObject *object)
{
  EnrWritingEditor *self = ENR_WRITING_EDITOR (object);

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  clear_sources (self);
  if (self->then_free != NULL)
    self->then_free (g_steal_pointer (&self->then_data));
  self->then_free = NULL;
  if (self->sections != NULL)
    enr_writing_editor_clear_sections (self);
  g_clear_pointer (&self->body, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WRITING_EDITOR);
  g_clear_pointer (&self->reading, enr_editor_reading_free);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_writing_editor_parent_class)->dispose (object);
}

static void
enr_writing_editor_finalize (GObject *object)
{
  EnrWritingEditor *self = ENR_WRITING_EDITOR (object);

  g_hash_table_unref (self->fields);
  g_hash_table_unref (self->parts);
  g_ptr_array_unref (self->rows);
  g_free (self->saved_title);
  g_free (self->saved_writer);
  g_free (self->saved_at);
  g_free (self->copied_said);

  G_OBJECT_CLASS (enr_writing_editor_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/writing-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, body);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, title);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, chip);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, saved_label);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, title_box);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, title_entry);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, writer_entry);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, writer_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, writer_menu);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, submit_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, withdraw_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, approve_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, return_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, revise_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, evaluate_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, archive_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, unarchive_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, differences_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, banner);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, banner_label);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, failure);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, failure_label);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, retry_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, discard_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, sources_button);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, sources);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, sections);
  gtk_widget_class_bind_template_child (widget_class, EnrWritingEditor, notes);
  gtk_widget_class_bind_template_callback (widget_class, head_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sources_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_add_cb);
  gtk_widget_class_bind_template_callback (widget_class, note_remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
enr_writing_editor_class_init (EnrWritingEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_writing_editor_dispose;
  object_class->finalize = enr_writing_editor_finalize;
  widget_class->root = enr_writing_editor_root;
  widget_class->unroot = enr_writing_editor_unroot;
  widget_class->unmap = enr_writing_editor_unmap;

  signals[CLOSED] = g_signal_new ("closed", ENR_TYPE_WRITING_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[PRINT] = g_signal_new ("print", ENR_TYPE_WRITING_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (ENR_TYPE_SOURCE_PANE);
  g_type_ensure (ENR_TYPE_WRITING_EDITOR_NOTES);
  bind_template (widget_class);
  enr_writing_editor_install_actions (widget_class);
}

static void
enr_writing_editor_init (EnrWritingEditor *self)
{
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_ptr_array_new ();
  self->saved_title = g_strdup ("");
  self->saved_writer = g_strdup ("");
  self->saved_at = g_strdup ("");
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_showing = FALSE;
  enr_writing_editor_update_actions (self);
}

/*
 * For others
 */

GtkWidget *
enr_writing_editor_new (EnrSession *session, EnrWritingKinds *kinds)
{
  EnrWritingEditor *self = g_object_new (ENR_TYPE_WRITING_EDITOR, NULL);

  self->session = g_object_ref (session);
  self->kinds = enr_writing_kinds_ref (kinds);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (enr_writing_editor_store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
enr_writing_editor_forget (EnrWritingEditor *self)
{
  self->id = enr_uuid_none;
  g_clear_pointer (&self->copied_said, g_free);
  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_cancellable_cancel (self->loading);
  enr_writing_editor_clear_sections (self);
  g_clear_pointer (&self->reading, enr_editor_reading_free);
  enr_writing_editor_say (self, NULL, FALSE);
  enr_writing_editor_show_saved (self, "");
  self->is_showing = TRUE;
  gtk_editable_set_text (self->title_entry, "");
  gtk_editable_set_text (self->writer_entry, "");
  self->is_showing = FALSE;
  g_free (self->saved_title);
  g_free (self->saved_writer);
  self->saved_title = g_strdup ("");
  self->saved_writer = g_strdup ("");
  self->dirty_since = 0;
  self->has_proposed = FALSE;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  enr_writing_editor_update_actions (self);
}

static void
open_then (EnrWritingEditor *self, gpointer data)
{
  enr_writing_editor_forget (self);
  self->id = self->opening_id;
  enr_writing_editor_notes_begin (self->notes, enr_session_get_date (self->session));
  enr_writing_editor_reload (self);
}

void
enr_writing_editor_open (EnrWritingEditor *self, const EnrUuid *id)
{
  g_return_if_fail (ENR_IS_WRITING_EDITOR (self));

  self->opening_id = *id;
  self->wants_focus = TRUE;
  if (self->reading != NULL && enr_uuid_equal (&self->id, id))
    enr_writing_editor_reload (self);
  else
    enr_writing_editor_flush (self, open_then, NULL, NULL);
}

static void
close_then (EnrWritingEditor *self, gpointer data)
{
  /* It may be removed now: nobody looks at it any more. */
  enr_writing_editor_forget (self);
  self->id = enr_uuid_none;
  g_signal_emit (self, signals[CLOSED], 0);
}

void
enr_writing_editor_close (EnrWritingEditor *self)
{
  g_return_if_fail (ENR_IS_WRITING_EDITOR (self));

  enr_writing_editor_flush (self, close_then, NULL, NULL);
}

static void
print_then (EnrWritingEditor *self, gpointer data)
{
  if (self->reading != NULL)
    g_signal_emit (self, signals[PRINT], 0, &self->id);
}

void
enr_writing_editor_print (EnrWritingEditor *self)
{
  g_return_if_fail (ENR_IS_WRITING_EDITOR (self));

  enr_writing_editor_flush (self, print_then, NULL, NULL);
}

gboolean
enr_writing_editor_is_dirty (EnrWritingEditor *self)
{
  GHashTableIter iter;
  gpointer field;

  g_return_val_if_fail (ENR_IS_WRITING_EDITOR (self), FALSE);

  if (self->reading == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, NULL, &field))
    if (enr_section_field_is_dirty (field))
      return TRUE;
  return self->is_saving
         || strcmp (gtk_editable_get_text (self->title_entry), self->saved_title) != 0
         || strcmp (gtk_editable_get_text (self->writer_entry), self->saved_writer) != 0;
}
