/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the start page and the class page show: read with every change, and over midnight.
 */
#include "config.h"

#include "app/kiosk/kiosk-care.h"
#include "app/kiosk/kiosk-tile.h"
#include "app/kiosk/kiosk-window-inner.h"
#include "base/clock.h"

void
enr_kiosk_window_update_clock (EnrKioskWindow *self)
{
  EnrInstant now = enr_clock_now ();

  enr_kiosk_start_set_now (self->start_page, now,
                           self->scene != NULL ? self->scene->day->closed_name : NULL);
  enr_kiosk_class_page_set_now (self->class_page, now);
  if (self->care_minute != now / 60)
    enr_kiosk_window_update_care (self);
}

/* Only once a minute: what it says changes with the minute. */
void
enr_kiosk_window_update_care (EnrKioskWindow *self)
{
  EnrInstant now = enr_clock_now ();
  g_autofree char *line = NULL;

  self->care_minute = now / 60;
  if (self->scene != NULL)
    line = enr_kiosk_care_dup_line (self->scene->care, self->scene->day, NULL, now);
  enr_kiosk_start_set_care (self->start_page, line);
  if (self->scene != NULL && self->class_index != ENR_KIOSK_NO_CLASS)
    enr_kiosk_class_page_set_care (self->class_page, self->scene->care, self->scene->day, now);
}

static void
load_colours (EnrKioskWindow *self)
{
  g_autoptr (GString) css = g_string_new (NULL);

  for (guint i = 0; i < self->scene->day->classes->len; i++)
    {
      const EnrDayClass *class = &g_array_index (self->scene->day->classes, EnrDayClass, i);
      g_autofree char *name = enr_kiosk_dup_colour_class (i);
      GdkRGBA rgba;

      if (gdk_rgba_parse (&rgba, class->colour))
        {
          g_autofree char *colour = gdk_rgba_to_string (&rgba);

          g_string_append_printf (css, ".%s { background: %s; color: rgba(0, 0, 0, 0.87); }\n",
                                  name, colour);
        }
    }
  gtk_css_provider_load_from_data (self->colours, css->str, css->len);
}

static void
take_scene (EnrKioskWindow *self, EnrKioskScene *scene)
{
  gboolean is_first = self->scene == NULL;
  gboolean is_new_day = !is_first && self->scene->day->date != scene->day->date;

  enr_kiosk_scene_free (self->scene);
  self->scene = scene;
  load_colours (self);
  enr_kiosk_start_set_scene (self->start_page, scene);
  enr_kiosk_window_update_clock (self);
  enr_kiosk_window_update_last (self);
  if (is_new_day && enr_kiosk_window_is_on (self, "class"))
    enr_kiosk_window_show_start (self);
  else if (self->class_index != ENR_KIOSK_NO_CLASS)
    enr_kiosk_class_page_show (self->class_page, scene->day, self->class_index);
  enr_kiosk_window_update_care (self);
  if (is_first && enr_kiosk_window_is_on (self, "start"))
    gtk_widget_grab_focus (GTK_WIDGET (self->start_page));
}

static void
scene_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrKioskWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrKioskScene *scene = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->is_loading = FALSE;
  if (scene != NULL)
    take_scene (self, scene);
  else
    {
      g_autofree char *text = enr_error_describe (error);

      /* What is on the screen could be of another day or another nursery. */
      g_clear_pointer (&self->scene, enr_kiosk_scene_free);
      enr_kiosk_start_set_failure (self->start_page, text);
      if (enr_kiosk_window_is_on (self, "class"))
        enr_kiosk_window_show_start (self);
    }
  if (self->must_load)
    enr_kiosk_window_load_scene (self);
}

void
enr_kiosk_window_load_scene (EnrKioskWindow *self)
{
  self->must_load = self->is_loading;
  if (self->is_loading)
    return;
  self->is_loading = TRUE;
  enr_store_read_async (self->store, enr_kiosk_load_scene, NULL, NULL,
                        (GDestroyNotify) enr_kiosk_scene_free, self->cancellable, scene_loaded_cb,
                        g_object_ref (self));
}
