/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What comes in at the door: readers that type, the few keys that have a use there, touches.
 */
#include "config.h"

#include "app/kiosk/kiosk-window-inner.h"

void
enr_kiosk_window_take_token (EnrKioskWindow *self, const char *token)
{
  g_return_if_fail (ENR_IS_KIOSK_WINDOW (self));

  enr_kiosk_window_note_activity (self);
  enr_kiosk_window_submit (self, enr_kiosk_punch_new (NULL, token, NULL));
}

static gboolean
quiet_cb (gpointer data)
{
  EnrKioskWindow *self = data;
  g_autofree char *token = enr_wedge_quiet (&self->wedge);

  self->quiet_source = 0;
  if (token != NULL)
    enr_kiosk_window_take_token (self, token);
  return G_SOURCE_REMOVE;
}

/* The keys that have a use at the door; the program's own shortcuts have none here. */
static gboolean
is_of_use (guint keyval, GdkModifierType state)
{
  static const guint keys[] = {
    GDK_KEY_Tab,  GDK_KEY_ISO_Left_Tab, GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_space,
    GDK_KEY_Up,   GDK_KEY_Down,         GDK_KEY_Left,   GDK_KEY_Right,    GDK_KEY_Page_Up,
    GDK_KEY_Home, GDK_KEY_Page_Down,    GDK_KEY_End,    GDK_KEY_Escape,
  };
  GdkModifierType modifiers
      = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK);

  if ((keyval == GDK_KEY_q || keyval == GDK_KEY_Q)
      && modifiers == (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return TRUE;
  for (guint i = 0; modifiers == 0 && i < G_N_ELEMENTS (keys); i++)
    if (keyval == keys[i])
      return TRUE;
  return FALSE;
}

static gboolean
key_pressed_cb (GtkEventController *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                EnrKioskWindow *self)
{
  g_autofree char *token = NULL;
  guint32 time = gtk_event_controller_get_current_event_time (controller);
  EnrWedgeAnswer answer = enr_wedge_key (&self->wedge, keyval, state, time, &token);

  g_clear_handle_id (&self->quiet_source, g_source_remove);
  /* Behind all keys that wait: a window that was busy has not been quiet. */
  if (enr_wedge_is_open (&self->wedge))
    self->quiet_source
        = g_timeout_add_full (G_PRIORITY_LOW, ENR_WEDGE_QUIET_MS, quiet_cb, self, NULL);
  if (answer == ENR_WEDGE_TOKEN)
    enr_kiosk_window_take_token (self, token);
  return answer != ENR_WEDGE_PASS || !is_of_use (keyval, state);
}

static gboolean
event_cb (GtkEventController *controller, GdkEvent *event, EnrKioskWindow *self)
{
  switch (gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
    case GDK_MOTION_NOTIFY:
    case GDK_SCROLL:
    case GDK_KEY_PRESS:
      enr_kiosk_window_note_activity (self);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
held_cb (gpointer data)
{
  EnrKioskWindow *self = data;

  self->hold_source = 0;
  gtk_widget_activate_action (GTK_WIDGET (self), "kiosk.ask-leave", NULL);
  return G_SOURCE_REMOVE;
}

void
enr_kiosk_window_hold (EnrKioskWindow *self, gboolean is_held)
{
  g_return_if_fail (ENR_IS_KIOSK_WINDOW (self));

  g_clear_handle_id (&self->hold_source, g_source_remove);
  if (is_held)
    self->hold_source = g_timeout_add (self->times.hold, held_cb, self);
}

static void
hold_cb (EnrKioskWindow *self, gboolean is_held)
{
  enr_kiosk_window_hold (self, is_held);
}

void
enr_kiosk_window_bind_input (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, event_cb);
  gtk_widget_class_bind_template_callback (widget_class, hold_cb);
}
