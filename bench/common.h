/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the benchmarks share: medians, and the rows of the table that `make bench` prints.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** What is better: a smaller ratio or a larger one. */
typedef enum
{
  BENCH_NO_LIMIT,
  BENCH_AT_MOST,
  BENCH_AT_LEAST,
} BenchLimit;

/** Seconds since some moment in the past; the same in every process. */
double bench_now (void);

/** Seconds of the processor that this thread alone has had, whoever else is at work on the machine. */
double bench_work_now (void);

/** A list of numbers, to be freed with g_array_unref(). */
GArray *bench_list_new (void) G_GNUC_WARN_UNUSED_RESULT;
void bench_list_add (GArray *list,
                     double value);

/** The value below which @fraction (0 to 1) of the list lies; the list is sorted by it. */
double bench_percentile (GArray *list,
                         double fraction);
double bench_median (GArray *list);

/** The median of a[i] / b[i], which a machine that is busy for a while moves less than the ratio of the
 * medians: each pair was measured side by side. */
double bench_median_ratio (const GArray *a,
                           const GArray *b);

/** "1.23 s", "45.6 ms" or "789 µs". */
char *bench_dup_time (double seconds) G_GNUC_WARN_UNUSED_RESULT;

/** Prints a row; @ours and @against are texts with their units, @against may be %NULL. The ratio is
 * left out where it is 0. */
void bench_row (const char *measure,
                const char *ours,
                const char *against,
                double ratio,
                BenchLimit kind,
                double limit);

/** The same, where the limit is on the value itself: @limit_text is shown. */
void bench_row_value (const char *measure,
                      const char *ours,
                      const char *against,
                      const char *limit_text,
                      gboolean is_met);

/** Ends the program: a benchmark that cannot run has no result. */
void bench_fail (const char *format,
                 ...) G_GNUC_PRINTF (1, 2) G_GNUC_NORETURN;

/** Ends the program where @ok is not set. */
void bench_check (gboolean ok,
                  const char *action,
                  const GError *error);

G_END_DECLS
