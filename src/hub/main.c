/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <glib/gi18n.h>

#include "hub/cli.h"

int
main (int argc, char **argv)
{
  const char *folder = g_getenv ("ENROKU_LOCALE_DIR");

  signal (SIGPIPE, SIG_IGN);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : ENR_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (sodium_init () < 0)
    {
      fprintf (stderr, "enroku-hub: libsodium\n");
      return 1;
    }
  return enr_hub_main (argc, argv);
}
