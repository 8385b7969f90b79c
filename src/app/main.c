/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <locale.h>
#include <stdlib.h>
#include <glib/gi18n.h>

#include "app/application.h"
#include "app/papers/renderer.h"

int
main (int argc, char **argv)
{
  g_autoptr (EnrApplication) application = NULL;
  const char *locale_dir = g_getenv ("ENROKU_LOCALE_DIR");
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : ENR_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = enr_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  enr_renderer_stop_all ();
  return status == 0 && enr_application_has_failed (application) ? EXIT_FAILURE : status;
}
