/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Loaded into a GTK program by LD_PRELOAD, so that the real program and the empty window are
 * measured by the same hand and neither has a line for it. Writes to $ENROKU_PROBE_FD, each once:
 *   frame SECONDS RSS-KB PEAK-KB   after the first frame of a window was painted
 *   found SECONDS RSS-KB PEAK-KB   after the first frame with a widget of the type
 * $ENROKU_PROBE_TYPE
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <gtk/gtk.h>

#include "common.h"

static int probe_fd = -1;
static const char *wanted;
static gboolean is_rendered;
static gboolean is_painted;
static gboolean is_found;

static long
read_status (const char *key)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, key);
  return line != NULL ? atol (line + strlen (key)) : 0;
}

static void
report (const char *what)
{
  dprintf (probe_fd, "%s %.6f %ld %ld\n", what, bench_now (), read_status ("VmRSS:"),
           read_status ("VmHWM:"));
}

static gboolean
has_wanted (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (strcmp (G_OBJECT_TYPE_NAME (widget), wanted) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_wanted (child))
      return TRUE;
  return FALSE;
}

/* A surface is drawn. Frames also come along in which none is. */
static gboolean
render_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  is_rendered = TRUE;
  return TRUE;
}

static gboolean
after_paint_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();

  if (!is_rendered)
    return TRUE;
  is_rendered = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (!gtk_widget_get_mapped (window))
        continue;
      if (!is_painted)
        report ("frame");
      is_painted = TRUE;
      if (wanted != NULL && !is_found && has_wanted (window))
        {
          is_found = TRUE;
          report ("found");
        }
    }
  return !is_painted || (wanted != NULL && !is_found);
}

/* Takes the place of GIO's. */
G_MODULE_EXPORT int
g_application_run (GApplication *application, int argc, char **argv)
{
  int (*real) (GApplication *, int, char **)
      = (int (*) (GApplication *, int, char **)) dlsym (RTLD_NEXT, "g_application_run");
  const char *fd = g_getenv ("ENROKU_PROBE_FD");

  if (fd != NULL)
    {
      probe_fd = atoi (fd);
      wanted = g_getenv ("ENROKU_PROBE_TYPE");
      g_type_class_ref (GDK_TYPE_SURFACE);
      g_type_class_ref (GDK_TYPE_FRAME_CLOCK);
      g_signal_add_emission_hook (g_signal_lookup ("render", GDK_TYPE_SURFACE), 0, render_cb, NULL,
                                  NULL);
      g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0,
                                  after_paint_cb, NULL, NULL);
    }
  return real (application, argc, argv);
}
