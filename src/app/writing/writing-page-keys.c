/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The keys of the page, and what has the keyboard. Alt+Left goes back within the page and never
 * further: in the window it is the day before, and who presses it once too often would write for
 * another day.
 */
#include "config.h"

#include "app/writing/writing-page-private.h"

static gboolean
is_on (GtkStack *stack, const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), page) == 0;
}

gboolean
enr_writing_page_take_keyboard (EnrWritingPage *self)
{
  if (is_on (self->pages, "editor"))
    {
      enr_writing_editor_focus (self->editor);
      return TRUE;
    }
  if (is_on (self->views, "waiting"))
    return gtk_widget_child_focus (GTK_WIDGET (self->waiting), GTK_DIR_TAB_FORWARD);
  if (is_on (self->views, "found"))
    {
      enr_found_view_focus_first (self->found);
      return TRUE;
    }
  if (is_on (self->forms, "list"))
    return gtk_widget_grab_focus (GTK_WIDGET (self->list));
  return gtk_widget_get_mapped (GTK_WIDGET (self->grid))
         && gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
go_back (EnrWritingPage *self)
{
  if (is_on (self->pages, "editor"))
    enr_writing_editor_close (self->editor);
  else if (!is_on (self->views, "overview"))
    gtk_widget_activate_action (GTK_WIDGET (self), "writing.overview", NULL);
}

static gboolean
key_pressed_cb (EnrWritingPage *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self))
      || (state & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      go_back (self);
      return GDK_EVENT_STOP;
    /* There is nothing to go forward to. */
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

void
enr_writing_page_watch_keys (EnrWritingPage *self)
{
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), self->keys);
}

void
enr_writing_page_leave_keys (EnrWritingPage *self)
{
  gtk_widget_remove_controller (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))), self->keys);
  self->keys = NULL;
}
