/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Times whole processes, from before the fork until they are gone; two commands in turn, so that a
 * machine that is busy for a while is busy for both.
 *
 *   bench-process [OPTION...] MEASURE COMMAND... [-- OTHER-NAME OTHER-COMMAND...]
 *
 *   --rounds N     how often (15)
 *   --at-most X    the limit of the ratio
 *   --faster X     how many times faster than the other it must be; the ratio is turned round
 *   --items N      shows N items a second instead of the time
 *   --before SH    run by sh before each of our processes, and not timed
 *   --expect FILE  must be there after each of our processes, and is removed before
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include "common.h"

extern char **environ;

static int n_rounds = 15;
static double at_most;
static double faster;
static double n_items;
static char *before;
static char *expected;

static const GOptionEntry entries[] = {
  { "rounds", 0, 0, G_OPTION_ARG_INT, &n_rounds, NULL, NULL },
  { "at-most", 0, 0, G_OPTION_ARG_DOUBLE, &at_most, NULL, NULL },
  { "faster", 0, 0, G_OPTION_ARG_DOUBLE, &faster, NULL, NULL },
  { "items", 0, 0, G_OPTION_ARG_DOUBLE, &n_items, NULL, NULL },
  { "before", 0, 0, G_OPTION_ARG_STRING, &before, NULL, NULL },
  { "expect", 0, 0, G_OPTION_ARG_FILENAME, &expected, NULL, NULL },
  { NULL },
};

/* Its standard output is thrown away; what it has to complain of is seen. */
static double
time_process (char **command)
{
  posix_spawn_file_actions_t actions;
  double start;
  double seconds;
  int status = 0;
  pid_t pid;

  posix_spawn_file_actions_init (&actions);
  posix_spawn_file_actions_addopen (&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  start = bench_now ();
  if (posix_spawnp (&pid, command[0], &actions, NULL, command, environ) != 0
      || waitpid (pid, &status, 0) != pid)
    bench_fail ("%s cannot be started", command[0]);
  seconds = bench_now () - start;
  posix_spawn_file_actions_destroy (&actions);
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    bench_fail ("%s failed", command[0]);
  return seconds;
}

static double
time_ours (char **command)
{
  double seconds;

  if (before != NULL && system (before) != 0)
    bench_fail ("failed: %s", before);
  if (expected != NULL)
    g_unlink (expected);
  seconds = time_process (command);
  if (expected != NULL && !g_file_test (expected, G_FILE_TEST_EXISTS))
    bench_fail ("%s did not write %s", command[0], expected);
  return seconds;
}

static char *
dup_value (double seconds)
{
  g_autofree char *time = bench_dup_time (seconds);

  return n_items > 0.0 ? g_strdup_printf ("%.0f rows/s (%s)", n_items / seconds, time)
                       : g_steal_pointer (&time);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ours = bench_list_new ();
  g_autoptr (GArray) theirs = bench_list_new ();
  g_autofree char *our_text = NULL;
  char **other = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_strict_posix (context, TRUE);
  bench_check (g_option_context_parse (context, &argc, &argv, &error), "usage", error);
  for (int i = 1; i < argc && other == NULL; i++)
    if (strcmp (argv[i], "--") == 0)
      {
        argv[i] = NULL;
        other = argv + i + 1;
      }
  if (argc < 3 || argv[2] == NULL || (other != NULL && (other[0] == NULL || other[1] == NULL)))
    bench_fail ("usage: bench-process MEASURE COMMAND... [-- OTHER-NAME OTHER-COMMAND...]");

  /* Once for nothing, so that both are in memory; what is timed only a few times takes long. */
  for (int round = n_rounds > 3 ? -1 : 0; round < n_rounds; round++)
    {
      double our_seconds = time_ours (argv + 2);
      double seconds = other != NULL ? time_process (other + 1) : our_seconds;

      if (round < 0)
        continue;
      bench_list_add (ours, our_seconds);
      bench_list_add (theirs, seconds);
    }

  if (other == NULL)
    {
      our_text = dup_value (bench_median (ours));
      bench_row (argv[1], our_text, NULL, 0, BENCH_NO_LIMIT, 0);
    }
  else
    {
      double ratio = bench_median_ratio (ours, theirs);
      g_autofree char *time = bench_dup_time (bench_median (theirs));
      g_autofree char *against = g_strdup_printf ("%s (%s)", time, other[0]);

      our_text = dup_value (bench_median (ours));
      if (faster > 0.0)
        bench_row (argv[1], our_text, against, 1.0 / ratio, BENCH_AT_LEAST, faster);
      else
        bench_row (argv[1], our_text, against, ratio, at_most > 0.0 ? BENCH_AT_MOST : BENCH_NO_LIMIT,
                   at_most);
    }
  return 0;
}
