/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Loads the board of one day from a file with ten years of attendance and from one with a single
 * year, in turn: what was recorded before must not make today slower.
 *
 *   bench-board TEN.db ONE.db DATE ROUNDS NOTE
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "attendance/day.h"
#include "common.h"

#define COLD_ROUNDS 9

static EnrDb *
open_reader (const char *path)
{
  g_autoptr (GError) error = NULL;
  EnrDb *db = enr_db_open (path, ENR_DB_READ_ONLY, &error);

  bench_check (db != NULL, path, error);
  return db;
}

static double
time_load (EnrDb *db, EnrDate date, guint *n_children)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now ();
  g_autoptr (EnrDay) day = enr_day_load (db, date, NULL, &error);
  double seconds = bench_now () - start;

  bench_check (day != NULL, "load a day", error);
  *n_children = day->children->len;
  return seconds;
}

/* As after the PC was switched on: nothing of the file is in memory. */
static double
time_cold (const char *path, EnrDate date)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  EnrDb *db;
  double start;
  double seconds;
  guint n_children;

  if (fd < 0 || fsync (fd) != 0 || posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED) != 0)
    bench_fail ("%s cannot be dropped from memory", path);
  close (fd);
  start = bench_now ();
  db = open_reader (path);
  time_load (db, date, &n_children);
  seconds = bench_now () - start;
  enr_db_close (db);
  return seconds;
}

static void
print_pair (const char *measure, GArray *ten, GArray *one, BenchLimit kind, double limit)
{
  double ratio = bench_median_ratio (ten, one);
  g_autofree char *ours = bench_dup_time (bench_median (ten));
  g_autofree char *median = bench_dup_time (bench_median (one));
  g_autofree char *against = g_strconcat (median, " (one year)", NULL);

  bench_row (measure, ours, against, ratio, kind, limit);
}

int
main (int argc, char **argv)
{
  g_autoptr (GArray) ten = bench_list_new ();
  g_autoptr (GArray) one = bench_list_new ();
  g_autoptr (GArray) cold_ten = bench_list_new ();
  g_autoptr (GArray) cold_one = bench_list_new ();
  g_autofree char *measure = NULL;
  EnrDate date = argc == 6 ? enr_date_parse_iso (argv[3]) : ENR_DATE_NONE;
  int n_rounds = argc == 6 ? atoi (argv[4]) : 0;
  guint n_ten;
  guint n_one;
  EnrDb *db_ten;
  EnrDb *db_one;

  if (date == ENR_DATE_NONE || n_rounds < 1)
    bench_fail ("usage: bench-board TEN.db ONE.db DATE ROUNDS NOTE");

  for (int i = 0; i < COLD_ROUNDS; i++)
    {
      bench_list_add (cold_ten, time_cold (argv[1], date));
      bench_list_add (cold_one, time_cold (argv[2], date));
    }

  db_ten = open_reader (argv[1]);
  db_one = open_reader (argv[2]);
  time_load (db_ten, date, &n_ten);
  time_load (db_one, date, &n_one);
  if (n_ten != n_one || n_ten == 0)
    bench_fail ("%u children in one file and %u in the other: not the same board", n_ten, n_one);
  for (int i = 0; i < n_rounds; i++)
    {
      bench_list_add (ten, time_load (db_ten, date, &n_ten));
      bench_list_add (one, time_load (db_one, date, &n_one));
    }
  enr_db_close (db_ten);
  enr_db_close (db_one);

  measure = g_strdup_printf ("the board of a day, %u children, %s", n_ten, argv[5]);
  print_pair (measure, ten, one, BENCH_AT_MOST, 1.2);
  print_pair ("the same, file just opened and not in memory", cold_ten, cold_one, BENCH_NO_LIMIT,
              0);
  return 0;
}
