/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Preloaded into gtk4-builder-tool by ui-validate. The tool makes an instance of each template's
 * class, which shows whether the class fits its resource (callbacks, children, properties), and
 * then reads the file once more into it. Of our callbacks it knows nothing the second time: it
 * looks for exported functions, so that each name is answered here.
 */
#include "config.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <adwaita.h>
#include <gmodule.h>

#include "app/types.h"

static int own_templates; /* being read by their classes */

static void
nothing (void)
{
}

/* These two stand before GTK's and GModule's own, since what is preloaded comes first. */
void
gtk_widget_init_template (GtkWidget *widget)
{
  void (*real) (GtkWidget *) = dlsym (RTLD_NEXT, "gtk_widget_init_template");

  own_templates++;
  real (widget);
  own_templates--;
}

/* GTK looks here for types, and for functions of older versions of itself, too; so does libsoup. */
gboolean
g_module_symbol (GModule *module, const char *name, gpointer *symbol)
{
  *symbol = dlsym (RTLD_DEFAULT, name);
  if (*symbol == NULL && own_templates == 0 && !g_str_has_prefix (name, "gtk_")
      && !g_str_has_prefix (name, "soup_") && !g_str_has_suffix (name, "_get_type"))
    *symbol = (gpointer) nothing;
  return *symbol != NULL;
}

__attribute__ ((constructor)) static void
register_types (void)
{
  unsetenv ("LD_PRELOAD"); /* for what the tool starts */
  gtk_init ();
  adw_init ();
  enr_app_ensure_types ();
}
