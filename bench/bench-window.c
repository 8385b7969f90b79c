/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Starts the program on a file with ten years of attendance, and the empty window, in turn, each
 * with frame-probe in it, and ends them when they have shown what they have. Needs a display.
 *
 *   bench-window NOTE PROBE.so ROUNDS EMPTY-WINDOW WIDGET-TYPE COMMAND...
 */
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common.h"

#define PATIENCE_MS 60000

typedef struct
{
  GArray *frame; /* seconds from before the fork */
  GArray *found;
  GArray *frame_memory; /* resident, in MB */
  GArray *found_memory;
} Series;

static void
series_init (Series *self)
{
  self->frame = bench_list_new ();
  self->found = bench_list_new ();
  self->frame_memory = bench_list_new ();
  self->found_memory = bench_list_new ();
}

static char **
make_environment (const char *probe, const char *type, int fd)
{
  g_autofree char *fd_text = g_strdup_printf ("%d", fd);
  char **environment = g_get_environ ();

  environment = g_environ_setenv (environment, "LD_PRELOAD", probe, TRUE);
  environment = g_environ_setenv (environment, "ENROKU_PROBE_FD", fd_text, TRUE);
  if (type != NULL)
    environment = g_environ_setenv (environment, "ENROKU_PROBE_TYPE", type, TRUE);
  return environment;
}

static gboolean
wait_readable (int fd)
{
  struct pollfd item = { fd, POLLIN, 0 };

  return poll (&item, 1, PATIENCE_MS) == 1;
}

static void
measure (const char *probe, const char *type, char **command, Series *series)
{
  const char *last = type != NULL ? "found" : "frame";
  g_auto (GStrv) environment = NULL;
  gboolean is_done = FALSE;
  double start;
  FILE *stream;
  int fds[2];
  pid_t pid;

  if (pipe (fds) != 0)
    bench_fail ("no pipe");
  environment = make_environment (probe, type, fds[1]);
  start = bench_now ();
  if (posix_spawn (&pid, command[0], NULL, NULL, command, environment) != 0)
    bench_fail ("%s cannot be started", command[0]);
  close (fds[1]);
  stream = fdopen (fds[0], "r");
  /* So that nothing waits in a buffer while we wait for more. */
  setvbuf (stream, NULL, _IONBF, 0);
  while (!is_done)
    {
      char line[128];
      char what[16];
      double seconds;
      long resident;
      long peak;

      if (!wait_readable (fds[0]) || fgets (line, sizeof line, stream) == NULL
          || sscanf (line, "%15s %lf %ld %ld", what, &seconds, &resident, &peak) != 4)
        {
          kill (pid, SIGKILL);
          bench_fail ("%s did not show its “%s”", command[0], last);
        }
      if (strcmp (what, "frame") == 0)
        {
          bench_list_add (series->frame, seconds - start);
          bench_list_add (series->frame_memory, (double) resident / 1024.0);
        }
      else
        {
          bench_list_add (series->found, seconds - start);
          bench_list_add (series->found_memory, (double) resident / 1024.0);
        }
      is_done = strcmp (what, last) == 0;
    }
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  fclose (stream);
}

static void
print_times (const char *what,
             const char *note,
             GArray *ours,
             GArray *empty,
             BenchLimit kind,
             double limit)
{
  g_autofree char *measure_name = g_strdup_printf ("%s, %s", what, note);
  g_autofree char *our_text = bench_dup_time (bench_median (ours));
  g_autofree char *time = bench_dup_time (bench_median (empty));
  g_autofree char *against = g_strconcat (time, " (empty window)", NULL);

  bench_row (measure_name, our_text, against, bench_median_ratio (ours, empty), kind, limit);
}

static void
print_memory (const char *note, GArray *ours, GArray *empty)
{
  g_autofree char *measure_name = g_strdup_printf ("memory in use then, %s", note);
  g_autofree char *our_text = g_strdup_printf ("%.0f MB", bench_median (ours));
  g_autofree char *against = g_strdup_printf ("%.0f MB (empty window)", bench_median (empty));

  bench_row (measure_name, our_text, against, bench_median_ratio (ours, empty), BENCH_AT_MOST, 1.5);
}

int
main (int argc, char **argv)
{
  int n_rounds = argc > 6 ? atoi (argv[3]) : 0;
  Series ours;
  Series empty;

  if (n_rounds < 1)
    bench_fail ("usage: bench-window NOTE PROBE.so ROUNDS EMPTY-WINDOW WIDGET-TYPE COMMAND...");
  for (int round = -1; round < n_rounds; round++)
    {
      char *empty_command[] = { argv[4], NULL };

      /* The first of each is not counted. */
      if (round <= 0)
        {
          series_init (&ours);
          series_init (&empty);
        }
      measure (argv[2], NULL, empty_command, &empty);
      measure (argv[2], argv[5], argv + 6, &ours);
    }

  print_times ("first frame of the window", argv[1], ours.frame, empty.frame, BENCH_AT_MOST, 1.3);
  print_times ("first frame with the day's children in it", argv[1], ours.found, empty.frame,
               BENCH_NO_LIMIT, 0);
  print_memory (argv[1], ours.found_memory, empty.frame_memory);
  return 0;
}
