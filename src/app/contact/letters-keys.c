/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/letters-keys.h"

#include "app/contact/letter-sent.h"

static gboolean
key_pressed_cb (EnrLettersView *self, guint keyval, guint keycode, GdkModifierType state)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_p, GDK_CONTROL_MASK, "sent.print" },
    { GDK_KEY_z, GDK_CONTROL_MASK, "text.undo" },
    { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "text.redo" },
    { GDK_KEY_y, GDK_CONTROL_MASK, "text.redo" },
  };
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || focus == NULL
      || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gboolean is_text = g_str_has_prefix (keys[i].action, "text.");
      gboolean is_here = is_text ? GTK_IS_TEXT_VIEW (focus) || GTK_IS_TEXT (focus)
                                 : gtk_widget_get_ancestor (focus, ENR_TYPE_LETTER_SENT) != NULL;

      if (gdk_keyval_to_lower (keyval) != keys[i].key || modifiers != keys[i].modifiers || !is_here)
        continue;
      gtk_widget_activate_action (focus, keys[i].action, NULL);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

GtkEventController *
enr_letters_keys_add (EnrLettersView *view)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), view);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (view))), keys);
  return keys;
}

void
enr_letters_keys_remove (EnrLettersView *view, GtkEventController *keys)
{
  gtk_widget_remove_controller (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (view))), keys);
}
