/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Computes all charges of extended care of a month, from a file with ten years of attendance and from
 * one with a single year, in turn. Both are copies with one rule.
 *
 *   bench-charges TEN.db ONE.db DATE ROUNDS NOTE
 */
#include <stdlib.h>

#include "common.h"
#include "fees/care-month.h"

#define LIMIT 0.050 /* seconds */

static EnrDb *
open_with_rule (const char *path)
{
  const EnrActor actor = { ENR_ACTOR_PROGRAM, enr_uuid_none, "bench", "bench" };
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();
  g_autoptr (GError) error = NULL;
  EnrDb *db = enr_db_open (path, ENR_DB_READ_WRITE, &error);

  bench_check (db != NULL, path, error);
  g_free (rule->name);
  rule->name = g_strdup ("延長保育");
  rule->first = enr_date_new (2000, 4, 1);
  rule->n_bands = 2;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_BEFORE, 0, 8 * 60, 0, 0, 15, 100 };
  rule->bands[1] = (EnrCareBand){ ENR_BAND_AFTER, 17 * 60, 27 * 60, 0, 5, 15, 100 };
  bench_check (enr_care_rule_save (db, &actor, rule, &error), "save a rule", error);
  enr_db_close (db);
  db = enr_db_open (path, ENR_DB_READ_ONLY, &error);
  bench_check (db != NULL, path, error);
  return db;
}

static double
time_load (EnrDb *db, EnrDate date, guint *n_children, guint *n_charges)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now ();
  g_autoptr (EnrCareMonth) month = enr_care_month_load (db, date, NULL, &error);
  double seconds = bench_now () - start;

  bench_check (month != NULL, "load a month", error);
  *n_children = month->attendance->children->len;
  *n_charges = month->charges->len;
  return seconds;
}

int
main (int argc, char **argv)
{
  g_autoptr (GArray) ten = bench_list_new ();
  g_autoptr (GArray) one = bench_list_new ();
  g_autofree char *measure = NULL;
  g_autofree char *ours = NULL;
  g_autofree char *other = NULL;
  g_autofree char *against = NULL;
  EnrDate date = argc == 6 ? enr_date_parse_iso (argv[3]) : ENR_DATE_NONE;
  int n_rounds = argc == 6 ? atoi (argv[4]) : 0;
  guint n_children, n_charges, n_one;
  EnrDb *db_ten;
  EnrDb *db_one;

  if (date == ENR_DATE_NONE || n_rounds < 1)
    bench_fail ("usage: bench-charges TEN.db ONE.db DATE ROUNDS NOTE");
  db_ten = open_with_rule (argv[1]);
  db_one = open_with_rule (argv[2]);
  time_load (db_one, date, &n_one, &n_charges);
  time_load (db_ten, date, &n_children, &n_charges);
  if (n_charges == 0 || n_one != n_children)
    bench_fail ("%u and %u children, %u charges: not the same month", n_children, n_one, n_charges);
  for (int i = 0; i < n_rounds; i++)
    {
      guint n;

      bench_list_add (ten, time_load (db_ten, date, &n, &n));
      bench_list_add (one, time_load (db_one, date, &n, &n));
    }
  enr_db_close (db_ten);
  enr_db_close (db_one);

  measure = g_strdup_printf ("all charges of a month, %u children, %u charges, %s", n_children,
                             n_charges, argv[5]);
  ours = bench_dup_time (bench_median (ten));
  other = bench_dup_time (bench_median (one));
  against = g_strconcat (other, " (one year)", NULL);
  bench_row_value (measure, ours, NULL, "under 50 ms", bench_median (ten) < LIMIT);
  bench_row ("the same, against one year of data", ours, against, bench_median_ratio (ten, one),
             BENCH_AT_MOST, 1.2);
  return 0;
}
