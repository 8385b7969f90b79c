/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A class's contact notebooks, 25 pages of one side, saved in one action until they are on the disk
 * with their journal rows. Each round is another day, from the given one on, because a day that is
 * closed (締め) keeps its board. The file is changed.
 *
 *   bench-notebook FILE.db FIRST-DAY ROUNDS NOTE
 */
#include <stdlib.h>

#include "common.h"
#include "contact/notebook.h"

#define N_PAGES 25
#define SLOWEST 0.050

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

static void
add_event (EnrNotebookPage *page, EnrNotebookEventKind kind, int at, int until, int amount)
{
  EnrNotebookEvent *event = enr_notebook_event_new (kind);

  event->at = at;
  event->until = until;
  event->amount = amount;
  if (kind == ENR_EVENT_MEAL)
    set_text (&event->quality, "完食");
  g_ptr_array_add (page->events, event);
}

/* What a teacher writes of one child, or a parent. */
static void
write_page (EnrNotebookPage *page, int n)
{
  const int none = ENR_NOTEBOOK_NO_TIME;

  page->temperature = 362 + n % 8;
  page->taken_at = 420 + n;
  page->mood = ENR_MOOD_GOOD;
  page->cough = ENR_DEGREE_NONE;
  page->nose = ENR_DEGREE_LITTLE;
  g_ptr_array_set_size (page->events, 0);
  add_event (page, ENR_EVENT_SLEEP, 750, 860 + n, ENR_NOTEBOOK_NO_AMOUNT);
  add_event (page, ENR_EVENT_MEAL, 680, none, ENR_NOTEBOOK_NO_AMOUNT);
  add_event (page, ENR_EVENT_MEAL, 910, none, ENR_NOTEBOOK_NO_AMOUNT);
  add_event (page, ENR_EVENT_BOWEL, 630, none, 1);
  set_text (&page->body, "散歩先で犬を見つけ、指をさして教えてくれました。\n"
                         "午睡のあとも機嫌よく、おやつをよく食べました。");
  set_text (&page->did, "公園へ散歩");
  if (page->side == ENR_SIDE_HOME)
    {
      page->leave = 990 + n;
      set_text (&page->collector, "祖母");
    }
}

/* The pages of 25 children who were there on the day, or fewer. */
static GPtrArray *
pages_of (EnrDb *db, EnrDate date, EnrNotebookSide side)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrNotebookDay) day = enr_notebook_load_day (db, date, NULL, &error);
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);

  bench_check (day != NULL, "load a day's notebooks", error);
  for (guint i = 0; i < day->rows->len && pages->len < N_PAGES; i++)
    {
      const EnrNotebookRow *row = g_ptr_array_index (day->rows, i);
      EnrNotebookPage *page;

      if (row->is_absent || day->day->closed_at != ENR_INSTANT_NONE
          || day->day->closed_name != NULL)
        continue;
      page = enr_notebook_page_copy (row->pages[side]);
      write_page (page, (int) pages->len);
      g_ptr_array_add (pages, page);
    }
  return pages;
}

static double
time_save (EnrDb *db, const GPtrArray *pages)
{
  g_autoptr (GError) error = NULL;
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "bench");
  double start = bench_now ();
  g_autoptr (GPtrArray) results = enr_notebook_save (db, &actor, pages, NULL, &error);
  double seconds = bench_now () - start;

  bench_check (results != NULL, "save notebooks", error);
  if (enr_notebook_count (results, ENR_NOTEBOOK_SAVED) != N_PAGES)
    bench_fail ("not all of the pages were saved: %s",
                ((EnrNotebookResult *) g_ptr_array_index (results, 0))->message);
  return seconds;
}

static void
measure (EnrDb *db, EnrDate date, int n_rounds, EnrNotebookSide side, const char *name)
{
  g_autoptr (GArray) times = bench_list_new ();
  g_autofree char *median = NULL;
  g_autofree char *slow = NULL;
  g_autofree char *ours = NULL;

  for (int n_days = 0; (int) times->len < n_rounds; date++)
    {
      g_autoptr (GPtrArray) pages = pages_of (db, date, side);

      if (++n_days > n_rounds * 3 + 20)
        bench_fail ("there are no %d days with %d children", n_rounds, N_PAGES);
      if (pages->len == N_PAGES)
        bench_list_add (times, time_save (db, pages));
    }
  median = bench_dup_time (bench_median (times));
  slow = bench_dup_time (bench_percentile (times, 0.95));
  ours = g_strdup_printf ("%s, 95 %% in %s", median, slow);
  bench_row_value (name, ours, NULL, "95 % under 50 ms", bench_percentile (times, 0.95) < SLOWEST);
}

int
main (int argc, char **argv)
{
  EnrDate date = argc == 5 ? enr_date_parse_iso (argv[2]) : ENR_DATE_NONE;
  int n_rounds = argc == 5 ? atoi (argv[3]) : 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *home = NULL;
  g_autofree char *nursery = NULL;
  EnrDb *db;

  if (date == ENR_DATE_NONE || n_rounds < 1)
    bench_fail ("usage: bench-notebook FILE.db FIRST-DAY ROUNDS NOTE");

  db = enr_db_open (argv[1], ENR_DB_READ_WRITE, &error);
  bench_check (db != NULL, argv[1], error);
  nursery
      = g_strdup_printf ("25 notebooks in one action, the nursery's side, durable, %s", argv[4]);
  home = g_strdup_printf ("the same of home, with its word on the board, %s", argv[4]);
  measure (db, date, n_rounds, ENR_SIDE_NURSERY, nursery);
  measure (db, date, n_rounds, ENR_SIDE_HOME, home);
  enr_db_close (db);
  return 0;
}
