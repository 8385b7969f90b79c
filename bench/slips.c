/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The contact notebook of a day: 300 slips on paper, for bare-pdf; the program itself prints the
 * same.
 *
 *   bench-slips --fill FILE.db DATE        (writes both sides of 300 children's pages)
 *   bench-slips FILE.db DATE OUTPUT.txt
 */
#include <string.h>

#include "common.h"
#include "contact/notebook.h"
#include "reports/notebook-slips-load.h"
#include "texts.h"

#define N_SLIPS 300

static void
add_event (EnrNotebookPage *page,
           EnrNotebookEventKind kind,
           int at,
           int until,
           int amount,
           const char *quality)
{
  EnrNotebookEvent *event = enr_notebook_event_new (kind);

  event->at = at;
  event->until = until;
  event->amount = amount;
  g_free (event->quality);
  event->quality = g_strdup (quality);
  g_ptr_array_add (page->events, event);
}

static void
fill_home (EnrNotebookPage *page, GRand *rand)
{
  page->cough = ENR_DEGREE_NONE;
  page->nose = g_rand_boolean (rand) ? ENR_DEGREE_LITTLE : ENR_DEGREE_NONE;
  page->bath = ENR_BATH_YES;
  page->leave = 17 * 60 + g_rand_int_range (rand, 0, 5) * 15;
  g_free (page->collector);
  page->collector = g_strdup (g_rand_boolean (rand) ? "母" : "祖母");
  add_event (page, ENR_EVENT_SLEEP, -g_rand_int_range (rand, 150, 240),
             g_rand_int_range (rand, 340, 400), ENR_NOTEBOOK_NO_AMOUNT, "");
  add_event (page, ENR_EVENT_MEAL, g_rand_int_range (rand, 400, 440), ENR_NOTEBOOK_NO_TIME,
             ENR_NOTEBOOK_NO_AMOUNT, "完食");
}

static void
fill_nursery (EnrNotebookPage *page, GRand *rand, int class_age)
{
  g_free (page->did);
  page->did = bench_text_new (rand, 1);
  add_event (page, ENR_EVENT_SLEEP, g_rand_int_range (rand, 720, 750),
             g_rand_int_range (rand, 840, 890), ENR_NOTEBOOK_NO_AMOUNT, "");
  add_event (page, ENR_EVENT_MEAL, 11 * 60, ENR_NOTEBOOK_NO_TIME, ENR_NOTEBOOK_NO_AMOUNT, "半分");
  add_event (page, ENR_EVENT_MEAL, 15 * 60, ENR_NOTEBOOK_NO_TIME, ENR_NOTEBOOK_NO_AMOUNT, "完食");
  add_event (page, ENR_EVENT_BOWEL, g_rand_int_range (rand, 560, 900), ENR_NOTEBOOK_NO_TIME, 1,
             "普通便");
  if (class_age == 0)
    add_event (page, ENR_EVENT_MILK, g_rand_int_range (rand, 560, 640), ENR_NOTEBOOK_NO_TIME, 160,
               "");
}

/* Texts of their own on each page: with words that come again less would have to be set. */
static EnrNotebookPage *
page_new (const EnrDayChild *child, EnrDate day, EnrNotebookSide side, GRand *rand)
{
  EnrNotebookPage *page = enr_notebook_page_new (&child->child_id, day, side);

  page->temperature = g_rand_int_range (rand, 362, 372);
  page->taken_at = side == ENR_SIDE_HOME ? 7 * 60 : 10 * 60 + 30;
  page->mood = g_rand_boolean (rand) ? ENR_MOOD_GOOD : ENR_MOOD_USUAL;
  g_free (page->body);
  page->body = bench_text_new (rand, 2);
  if (side == ENR_SIDE_HOME)
    fill_home (page, rand);
  else
    fill_nursery (page, rand, child->class_age);
  return page;
}

static void
fill (EnrDb *db, EnrDate day)
{
  const EnrActor actor = { ENR_ACTOR_PROGRAM, enr_uuid_none, "bench", "bench" };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrNotebookDay) notebook = enr_notebook_load_day (db, day, NULL, &error);
  g_autoptr (GPtrArray) pages
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  bench_check (notebook != NULL, "read the notebooks", error);
  for (guint i = 0; i < notebook->rows->len && pages->len < 2 * N_SLIPS; i++)
    {
      const EnrNotebookRow *row = g_ptr_array_index (notebook->rows, i);
      const EnrDayChild *child = &g_array_index (notebook->day->children, EnrDayChild, row->child);

      for (guint side = 0; side < ENR_NOTEBOOK_N_SIDES && !row->is_absent; side++)
        g_ptr_array_add (pages, page_new (child, day, (EnrNotebookSide) side, rand));
    }
  results = enr_notebook_save (db, &actor, pages, NULL, &error);
  bench_check (results != NULL, "write the notebooks", error);
  if (enr_notebook_count (results, ENR_NOTEBOOK_SAVED) != 2 * N_SLIPS)
    bench_fail ("%u pages were written, not %d", enr_notebook_count (results, ENR_NOTEBOOK_SAVED),
                2 * N_SLIPS);
}

int
main (int argc, char **argv)
{
  gboolean is_filling = argc == 4 && strcmp (argv[1], "--fill") == 0;
  const char *path = argc == 4 ? argv[is_filling ? 2 : 1] : NULL;
  EnrDate day = argc == 4 ? enr_date_parse_iso (argv[is_filling ? 3 : 2]) : ENR_DATE_NONE;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrSlips) slips = NULL;
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *dump = NULL;
  gboolean is_written;

  if (day == ENR_DATE_NONE)
    bench_fail ("usage: bench-slips --fill FILE.db DATE | bench-slips FILE.db DATE OUTPUT.txt");
  db = enr_db_open (path, is_filling ? ENR_DB_READ_WRITE : ENR_DB_READ_ONLY, &error);
  bench_check (db != NULL, path, error);
  if (is_filling)
    {
      fill (db, day);
      return 0;
    }
  slips = enr_slips_load (db, day, NULL, FALSE, &error);
  bench_check (slips != NULL, "read the slips", error);
  if (slips->slips->len != N_SLIPS)
    bench_fail ("there are %u slips, not %d", slips->slips->len, N_SLIPS);
  document = enr_slips_paper (slips, &error);
  bench_check (document != NULL, "the paper", error);
  dump = enr_document_dump (document);
  is_written = g_file_set_contents (argv[3], dump, -1, &error);
  bench_check (is_written, argv[3], error);
  return 0;
}
