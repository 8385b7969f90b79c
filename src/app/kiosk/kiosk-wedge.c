/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/kiosk/kiosk-wedge.h"

#define LATE_RETURN_MS 1000
#define MAX_LENGTH 256

void
enr_wedge_init (EnrWedge *self)
{
  *self = (EnrWedge){ g_string_new (NULL), 0, FALSE };
}

void
enr_wedge_clear (EnrWedge *self)
{
  if (self->typed != NULL)
    g_string_free (self->typed, TRUE);
  self->typed = NULL;
}

gboolean
enr_wedge_is_open (const EnrWedge *self)
{
  return self->typed->len > 0;
}

static gboolean
is_long_enough (const EnrWedge *self)
{
  return g_utf8_strlen (self->typed->str, -1) >= ENR_WEDGE_MIN_LENGTH;
}

static char *
take (EnrWedge *self)
{
  char *token = g_strdup (self->typed->str);

  g_string_truncate (self->typed, 0);
  return token;
}

static EnrWedgeAnswer
end_key (EnrWedge *self, guint32 time, char **token)
{
  gboolean is_late = self->is_after_quiet && time - self->last_time <= LATE_RETURN_MS;

  self->is_after_quiet = FALSE;
  /* A Return that is a little late still belongs to the number: a person does not type four
   * characters at that speed and then Return. */
  if (time - self->last_time <= LATE_RETURN_MS && is_long_enough (self))
    {
      *token = take (self);
      return ENR_WEDGE_TOKEN;
    }
  g_string_truncate (self->typed, 0);
  return is_late ? ENR_WEDGE_TAKEN : ENR_WEDGE_PASS;
}

EnrWedgeAnswer
enr_wedge_key (EnrWedge *self, guint keyval, GdkModifierType state, guint32 time, char **token)
{
  gunichar character = gdk_keyval_to_unicode (keyval);
  gboolean is_shortcut = (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0;

  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_Linefeed
      || (keyval == GDK_KEY_j && (state & GDK_CONTROL_MASK) != 0))
    return end_key (self, time, token);
  if (is_shortcut || character == 0 || !g_unichar_isprint (character))
    {
      /* A person is at the keyboard: the next Return is hers. */
      self->is_after_quiet = FALSE;
      return ENR_WEDGE_PASS;
    }
  /* The space bar presses a button, unless it is within a number. */
  if (keyval == GDK_KEY_space
      && (self->typed->len == 0 || time - self->last_time > ENR_WEDGE_GAP_MS))
    return ENR_WEDGE_PASS;

  if (time - self->last_time > ENR_WEDGE_GAP_MS || self->typed->len >= MAX_LENGTH)
    g_string_truncate (self->typed, 0);
  g_string_append_unichar (self->typed, character);
  self->last_time = time;
  self->is_after_quiet = FALSE;
  return ENR_WEDGE_TAKEN;
}

char *
enr_wedge_quiet (EnrWedge *self)
{
  if (!is_long_enough (self))
    {
      g_string_truncate (self->typed, 0);
      return NULL;
    }
  self->is_after_quiet = TRUE;
  return take (self);
}
