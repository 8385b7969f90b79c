/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include <glib.h>
#include <glib/gi18n.h>

#include "ctl/ctl.h"

/* A script may start us with a standard stream closed. The nursery's file must not be opened as
 * number 1 then, with our output written into it. Writing to what is put in place fails. */
static void
occupy_standard_streams (void)
{
  for (int fd = 0; fd <= 2; fd++)
    if (fcntl (fd, F_GETFD) < 0 && errno == EBADF
        && open ("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
      _exit (ENR_CTL_FAILED);
}

static void
set_language (void)
{
  const char *folder = g_getenv ("ENROKU_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : ENR_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char **argv)
{
  occupy_standard_streams ();
  /* A reader that goes away ("| head") shows as a failed write, so that no change is cut short. */
  signal (SIGPIPE, SIG_IGN);
  set_language ();
  return enr_ctl_main (argc, argv);
}
