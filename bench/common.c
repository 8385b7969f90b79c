/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "common.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double
bench_now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_MONOTONIC, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

double
bench_work_now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec + (double) time.tv_nsec / 1e9;
}

GArray *
bench_list_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

void
bench_list_add (GArray *list, double value)
{
  g_array_append_val (list, value);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

double
bench_percentile (GArray *list, double fraction)
{
  guint index;

  if (list->len == 0)
    bench_fail ("nothing was measured");
  g_array_sort (list, compare);
  index = (guint) (fraction * (list->len - 1) + 0.5);
  return g_array_index (list, double, MIN (index, list->len - 1));
}

double
bench_median (GArray *list)
{
  return bench_percentile (list, 0.5);
}

double
bench_median_ratio (const GArray *a, const GArray *b)
{
  g_autoptr (GArray) ratios = bench_list_new ();

  for (guint i = 0; i < a->len; i++)
    bench_list_add (ratios, g_array_index (a, double, i) / g_array_index (b, double, i));
  return bench_median (ratios);
}

char *
bench_dup_time (double seconds)
{
  if (seconds >= 1.0)
    return g_strdup_printf ("%.2f s", seconds);
  if (seconds >= 1e-3)
    return g_strdup_printf (seconds >= 0.1 ? "%.0f ms" : "%.1f ms", seconds * 1e3);
  return g_strdup_printf ("%.0f µs", seconds * 1e6);
}

static void
print_row (const char *measure,
           const char *ours,
           const char *against,
           const char *ratio,
           const char *limit,
           const char *verdict)
{
  /* Neither here nor below GLib's functions, which would write µ in the locale's encoding. */
  printf ("| %s | %s | %s | %s | %s | %s |\n", measure, ours, against != NULL ? against : "", ratio,
          limit, verdict);
  fflush (stdout);
}

void
bench_row (const char *measure,
           const char *ours,
           const char *against,
           double ratio,
           BenchLimit kind,
           double limit)
{
  g_autofree char *ratio_text = ratio > 0.0 ? g_strdup_printf ("%.2f", ratio) : g_strdup ("");
  g_autofree char *limit_text = NULL;
  gboolean is_met = kind == BENCH_AT_MOST ? ratio <= limit : ratio >= limit;

  if (kind != BENCH_NO_LIMIT)
    limit_text = g_strdup_printf ("%s %.1f", kind == BENCH_AT_MOST ? "at most" : "at least", limit);
  print_row (measure, ours, against, ratio_text, limit_text != NULL ? limit_text : "",
             kind == BENCH_NO_LIMIT ? ""
             : is_met               ? "ok"
                                    : "MISSED");
}

void
bench_row_value (const char *measure,
                 const char *ours,
                 const char *against,
                 const char *limit_text,
                 gboolean is_met)
{
  print_row (measure, ours, against, "", limit_text, is_met ? "ok" : "MISSED");
}

void
bench_fail (const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fprintf (stderr, "%s: %s\n", program_invocation_short_name, message);
  exit (1);
}

void
bench_check (gboolean ok, const char *action, const GError *error)
{
  if (!ok)
    bench_fail ("%s: %s", action, error != NULL ? error->message : "failed");
}
