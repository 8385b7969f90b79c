/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/photo.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>

#define PHOTO_SIZE 480

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = g_file_get_path (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) raw = path != NULL ? gdk_pixbuf_new_from_file (path, &error) : NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  g_autoptr (GdkPixbuf) small = NULL;
  char *buffer;
  gsize size;
  int width, height;

  if (raw == NULL)
    {
      g_task_return_new_error (
          task, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_UNKNOWN_TYPE,
          _ ("This file is not a picture that can be read. The photo stays as it "
             "was."));
      return;
    }
  upright = gdk_pixbuf_apply_embedded_orientation (raw);
  width = gdk_pixbuf_get_width (upright);
  height = gdk_pixbuf_get_height (upright);
  if (MAX (width, height) > PHOTO_SIZE)
    {
      double scale = (double) PHOTO_SIZE / MAX (width, height);

      small = gdk_pixbuf_scale_simple (upright, MAX (1, (int) (width * scale)),
                                       MAX (1, (int) (height * scale)), GDK_INTERP_BILINEAR);
    }
  else
    small = g_object_ref (upright);
  if (gdk_pixbuf_save_to_buffer (small, &buffer, &size, "jpeg", &error, "quality", "85", NULL))
    g_task_return_pointer (task, g_bytes_new_take (buffer, size), (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
enr_photo_read_async (GFile *file,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, enr_photo_read_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

GBytes *
enr_photo_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
