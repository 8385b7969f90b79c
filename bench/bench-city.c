/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Closes days in two copies of one file, in turn: in one of them the municipality is told, so that
 * the event with every child is made in the same transaction; in the other nobody is. The days are
 * the weekdays up to DATE, one after another and from the first again, each time with another
 * absence of a child, so that there is something to tell.
 *
 *   bench-city PLAIN.db TOLD.db DATE ROUNDS NOTE
 */
#include <stdlib.h>

#include "attendance/closing.h"
#include "attendance/entry.h"
#include "base/clock.h"
#include "common.h"
#include "outbox/link.h"
#include "outbox/outbox.h"
#include "submission/submission.h"

#define LIMIT 1.3
#define N_DAYS 20

typedef struct
{
  EnrDb *db;
  EnrActor actor;
  EnrDate days[N_DAYS];
  EnrUuid child_ids[N_DAYS]; /* whose absence comes and goes */
} Desk;

/* %FALSE where the nursery is not open on it, or nobody is away. */
static gboolean
open_day (Desk *desk, guint i, EnrDate date)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = enr_day_load (desk->db, date, NULL, &error);

  bench_check (day != NULL, "load a day", error);
  if (day->closed_name != NULL)
    return FALSE;
  if (day->closed_at != ENR_INSTANT_NONE)
    bench_check (enr_day_reopen (desk->db, &desk->actor, date, "bench", &error), "reopen", error);
  for (guint j = 0; j < day->children->len; j++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, j);

      if (child->arrived != ENR_INSTANT_NONE || child->left != ENR_INSTANT_NONE)
        continue;
      desk->days[i] = date;
      desk->child_ids[i] = child->child_id;
      return TRUE;
    }
  return FALSE;
}

static void
open_desk (Desk *desk, const char *path, EnrDate date)
{
  EnrDate first = date - 2 * N_DAYS;
  g_autoptr (GError) error = NULL;
  guint i = 0;

  desk->db = enr_db_open (path, ENR_DB_READ_WRITE, &error);
  bench_check (desk->db != NULL, path, error);
  desk->actor = enr_actor (ENR_ACTOR_COMMAND, "bench");
  for (; i < N_DAYS && date > first; date--)
    if (open_day (desk, i, date))
      i++;
  if (i < N_DAYS)
    bench_fail ("fewer than %d days", N_DAYS);
}

static void
tell (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_auto (EnrLink) link = { 0 };
  guint n;
  const EnrSubmissionKind *kinds = enr_submission_kinds (&n);

  bench_check (enr_link_load (desk->db, &link, &error), "load the link", error);
  g_free (link.source);
  g_free (link.nursery);
  link.nursery = g_strdup ("13101014");
  link.source = enr_link_dup_source (desk->db, link.nursery);
  link.state = ENR_LINK_FILE;
  bench_check (enr_link_save (desk->db, &link, &error), "save the link", error);
  for (guint i = 0; i < n; i++)
    bench_check (
        enr_outbox_set_mode (desk->db, &desk->actor, kinds[i].key, ENR_SENDING_MODE_AUTO, &error),
        "set a mode", error);
  bench_check (enr_submission_attach (desk->db, &error), "attach", error);
}

static double
time_closing (Desk *desk, guint round)
{
  const EnrEntryAbsence absence = { round / N_DAYS % 2 == 0 ? "sick" : NULL, "", "", 0 };
  EnrDate date = desk->days[round % N_DAYS];
  g_autoptr (GError) error = NULL;
  double start;
  double seconds;

  bench_check (enr_entry_set_absence (desk->db, &desk->actor, &desk->child_ids[round % N_DAYS],
                                      date, &absence, &error),
               "absence", error);
  start = bench_now ();
  bench_check (enr_day_close (desk->db, &desk->actor, date, NULL, &error), "close", error);
  seconds = bench_now () - start;
  bench_check (enr_day_reopen (desk->db, &desk->actor, date, "bench", &error), "reopen", error);
  return seconds;
}

/* The work alone, without the disk. */
static double
work_of_closing (Desk *desk, guint round)
{
  double start = bench_work_now ();

  time_closing (desk, round);
  return bench_work_now () - start;
}

int
main (int argc, char **argv)
{
  g_autoptr (GArray) plain = bench_list_new ();
  g_autoptr (GArray) told = bench_list_new ();
  g_autofree char *measure = NULL;
  g_autofree char *ours = NULL;
  g_autofree char *against = NULL;
  g_autoptr (GError) error = NULL;
  EnrOutboxCounts counts;
  Desk desks[2];
  guint rounds;

  if (argc != 6)
    bench_fail ("usage: bench-city PLAIN.db TOLD.db DATE ROUNDS NOTE");
  rounds = (guint) atoi (argv[4]);
  for (guint i = 0; i < 2; i++)
    open_desk (&desks[i], argv[1 + i], enr_date_parse_iso (argv[3]));
  tell (&desks[1]);
  for (guint i = 0; i < 2; i++)
    work_of_closing (&desks[i], N_DAYS);
  for (guint round = 0; round < rounds; round++)
    {
      bench_list_add (plain, time_closing (&desks[0], round));
      bench_list_add (told, time_closing (&desks[1], round));
    }

  bench_check (enr_outbox_count (desks[1].db, &counts, &error), "count", error);
  if (counts.n[ENR_LANE_DAILY][ENR_SENDING_SUPERSEDED] + counts.n[ENR_LANE_DAILY][ENR_SENDING_OWED]
      < rounds)
    bench_fail ("fewer events than closings");
  measure = g_strdup_printf ("A day closed with its event (%s)", argv[5]);
  {
    double ratio = bench_median_ratio (told, plain);

    ours = bench_dup_time (bench_median (told));
    against = bench_dup_time (bench_median (plain));
    bench_row (measure, ours, against, ratio, BENCH_AT_MOST, LIMIT);
  }
  for (guint i = 0; i < 2; i++)
    enr_db_close (desks[i].db);
  return 0;
}
