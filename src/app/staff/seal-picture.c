/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/staff/seal-picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>

#define SEAL_DOTS 480
/* A photo of a telephone has twelve million dots; a page at 600 dots an inch has 35 million. */
#define MOST_DOTS 16000000
#define FEWEST_DOTS 40
/* Oval seals (小判型) are up to half as high again as they are wide. */
#define MOST_RATIO 1.5
/* Lighter than this is paper. */
#define PAPER 245

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_FAILED, text);
  return FALSE;
}

/* Only the head of the file is read for this: a picture that would fill the memory is not begun. */
static gboolean
check_head (const char *path, GError **error)
{
  int width = 0;
  int height = 0;
  GdkPixbufFormat *format = gdk_pixbuf_get_file_info (path, &width, &height);
  g_autofree char *name = format != NULL ? gdk_pixbuf_format_get_name (format) : NULL;
  g_autofree char *text = NULL;

  if (g_strcmp0 (name, "png") != 0 && g_strcmp0 (name, "jpeg") != 0)
    return refuse (error,
                   _ ("This file is not a picture in PNG or JPEG. Please choose another one."));
  if ((gint64) width * height > MOST_DOTS)
    {
      /* Translators: width and height of a picture in dots */
      text = g_strdup_printf (
          _ ("This picture is too large: %d × %d dots. Please cut out the seal alone, and "
             "save it with at most 4000 × 4000 dots."),
          width, height);
      return refuse (error, text);
    }
  if (MIN (width, height) < FEWEST_DOTS)
    {
      /* Translators: width and height of a picture in dots */
      text = g_strdup_printf (
          _ ("This picture is too small: %d × %d dots. It would be printed blurred. "
             "Please scan the seal finer."),
          width, height);
      return refuse (error, text);
    }
  if (MAX (width, height) > MOST_RATIO * MIN (width, height))
    {
      /* Translators: width and height of a picture in dots */
      text = g_strdup_printf (
          _ ("This picture is not square: %d × %d dots. Please cut out the seal alone, "
             "about as wide as it is high."),
          width, height);
      return refuse (error, text);
    }
  return TRUE;
}

/* Whether something is seen on white paper. */
static gboolean
has_ink (const GdkPixbuf *pixbuf)
{
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  int n_channels = gdk_pixbuf_get_n_channels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);

  for (int y = 0; y < gdk_pixbuf_get_height (pixbuf); y++)
    for (int x = 0; x < gdk_pixbuf_get_width (pixbuf); x++)
      {
        const guint8 *dot = pixels + (gsize) y * stride + (gsize) x * n_channels;
        int alpha = n_channels == 4 ? dot[3] : 255;

        for (int i = 0; i < 3; i++)
          if (255 - (255 - dot[i]) * alpha / 255 < PAPER)
            return TRUE;
      }
  return FALSE;
}

static GdkPixbuf *
scale (GdkPixbuf *raw)
{
  g_autoptr (GdkPixbuf) upright = gdk_pixbuf_apply_embedded_orientation (raw);
  int width = gdk_pixbuf_get_width (upright);
  int height = gdk_pixbuf_get_height (upright);
  double factor = (double) SEAL_DOTS / MAX (width, height);

  if (factor >= 1)
    return g_steal_pointer (&upright);
  return gdk_pixbuf_scale_simple (upright, MAX (1, (int) (width * factor)),
                                  MAX (1, (int) (height * factor)), GDK_INTERP_BILINEAR);
}

static GBytes *
read_picture (const char *path, GError **error)
{
  g_autoptr (GdkPixbuf) raw = NULL;
  g_autoptr (GdkPixbuf) small = NULL;
  char *buffer;
  gsize size;

  if (!check_head (path, error))
    return NULL;
  raw = gdk_pixbuf_new_from_file (path, NULL);
  small = raw != NULL ? scale (raw) : NULL;
  if (small == NULL)
    {
      refuse (error, _ ("This picture is broken and cannot be read. Please choose another one."));
      return NULL;
    }
  if (!has_ink (small))
    {
      refuse (error,
              _ ("Nothing is to be seen on this picture: it is white or transparent all over."));
      return NULL;
    }
  return gdk_pixbuf_save_to_buffer (small, &buffer, &size, "png", error, NULL)
             ? g_bytes_new_take (buffer, size)
             : NULL;
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_file_get_path (data);
  GBytes *picture = NULL;

  if (path != NULL)
    picture = read_picture (path, &error);
  else
    refuse (&error, _ ("This file is not on this PC. Please copy it here first."));
  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
enr_seal_picture_read_async (GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, enr_seal_picture_read_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_thread);
}

GBytes *
enr_seal_picture_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
