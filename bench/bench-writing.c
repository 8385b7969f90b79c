/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Finds words in the plans and records of ten years and of one, opens them, and saves a section,
 * durable.
 *
 *   bench-writing --make FILE.db FROM UNTIL
 *   bench-writing TEN.db ONE.db DATE ROUNDS NOTE
 *
 * The first writes the plans and records of a sample nursery. TEN.db is written to.
 */
#include <stdlib.h>

#include "common.h"
#include "writing/sample.h"
#include "writing/search.h"
#include "writing/writing.h"

#define SEARCH_LIMIT 0.030 /* seconds */
#define FRAME 0.016
#define FIRST_RESULTS 50

/* What is often there, what is seldom, two kanji, one, and two words. */
static const char *const words[] = { "園庭", "避難訓練", "の", "子ども 環境", "どんぐり" };

typedef struct
{
  EnrDb *db;
  EnrWritingKinds *kinds;
} Bench;

static EnrDb *
open_db (const char *path, EnrDbFlags flags)
{
  g_autoptr (GError) error = NULL;
  EnrDb *db = enr_db_open (path, flags, &error);

  bench_check (db != NULL, path, error);
  return db;
}

static double
time_search (EnrDb *db, const char *word)
{
  g_autoptr (GError) error = NULL;
  double start = bench_now ();
  g_autoptr (GPtrArray) found = enr_search (db, word, FIRST_RESULTS, &error);
  double seconds = bench_now () - start;

  bench_check (found != NULL, word, error);
  return seconds;
}

static void
measure_search (EnrDb *db_ten, EnrDb *db_one, int n_rounds, const char *note, guint n_writings)
{
  g_autoptr (GArray) ten = bench_list_new ();
  g_autoptr (GArray) one = bench_list_new ();
  g_autofree char *measure = NULL;
  g_autofree char *ours = NULL;
  g_autofree char *other = NULL;
  g_autofree char *against = NULL;
  g_autofree char *text = NULL;
  double ratio, slowest;

  for (int i = 0; i < n_rounds; i++)
    for (guint w = 0; w < G_N_ELEMENTS (words); w++)
      {
        bench_list_add (ten, time_search (db_ten, words[w]));
        bench_list_add (one, time_search (db_one, words[w]));
      }
  measure = g_strdup_printf ("the first %d results of a search, %u plans and records, %s",
                             FIRST_RESULTS, n_writings, note);
  ours = bench_dup_time (bench_median (ten));
  other = bench_dup_time (bench_median (one));
  against = g_strconcat (other, " (one year)", NULL);
  /* The slowest of the words counts; pairs are compared as they were measured. */
  ratio = bench_median_ratio (ten, one);
  slowest = bench_percentile (ten, 0.99);
  text = bench_dup_time (slowest);
  bench_row_value (measure, text, NULL, "under 30 ms", slowest < SEARCH_LIMIT);
  bench_row ("the same, the median, against one year of data", ours, against, ratio, BENCH_AT_MOST, 2);
}

static void
measure_open (Bench *self, const GPtrArray *list, int n_rounds)
{
  g_autoptr (GArray) times = bench_list_new ();
  g_autofree char *text = NULL;

  for (int i = 0; i < n_rounds; i++)
    {
      const EnrWriting *writing = g_ptr_array_index (list, (guint) (i * 7919) % list->len);
      g_autoptr (GError) error = NULL;
      double start = bench_now ();
      g_autoptr (EnrWriting) loaded = enr_writing_load (self->db, &writing->id, &error);
      const EnrWritingKind *kind
          = loaded != NULL ? enr_writing_kinds_find (self->kinds, loaded->kind, &error) : NULL;
      g_autoptr (EnrContent) content
          = kind != NULL ? enr_writing_content (self->db, kind, &writing->id, &error) : NULL;

      bench_check (content != NULL, "open a writing", error);
      bench_list_add (times, bench_now () - start);
    }
  text = bench_dup_time (bench_median (times));
  bench_row_value ("opening a plan or record of a month, with what attendance fills in", text, NULL,
                   "under 16 ms", bench_median (times) < FRAME);
}

static void
measure_save (Bench *self, EnrDate day, int n_rounds)
{
  const EnrActor actor = { ENR_ACTOR_PROGRAM, enr_uuid_none, "bench", "bench" };
  g_autoptr (GArray) times = bench_list_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  EnrTextChange change = { .key = "outline" };
  EnrWritingNew new_writing = { .day = day, .title = "測定", .writer = "" };
  EnrUuid id;

  new_writing.kind = enr_writing_kinds_find (self->kinds, "event-plan", &error);
  bench_check (new_writing.kind != NULL
                   && enr_writing_create (self->db, &actor, &new_writing, &id, &error),
               "make a plan", error);
  for (guint i = 0; i < new_writing.kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (new_writing.kind->sections, i);

      if (section->type == ENR_SECTION_TEXT)
        {
          change.key = section->key;
          break;
        }
    }
  for (int i = 0; i < n_rounds * 10; i++)
    {
      g_autofree char *sentence
          = g_strdup_printf ("%d回目。園庭で落ち葉やどんぐりを集め、友だちと見せ合って楽しむ。", i);
      double start;

      change.text = sentence;
      start = bench_now ();
      bench_check (enr_writing_save (self->db, &actor, new_writing.kind, &id, &change, 1, &error),
                   "save a section", error);
      bench_list_add (times, bench_now () - start);
    }
  text = bench_dup_time (bench_percentile (times, 0.99));
  bench_row_value ("saving a section, durable, the slowest hundredth (p99)", text, NULL,
                   "under 16 ms", bench_percentile (times, 0.99) < FRAME);
}

static int
make (const char *path, EnrDate from, EnrDate until)
{
  const EnrActor actor = { ENR_ACTOR_PROGRAM, enr_uuid_none, "bench", "bench" };
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (GError) error = NULL;
  EnrDb *db = open_db (path, ENR_DB_READ_WRITE);

  bench_check (enr_writing_sample (db, &actor, kinds, from, until, NULL, &error), path, error);
  enr_db_close (db);
  return 0;
}

int
main (int argc, char **argv)
{
  gboolean is_make = argc == 5 && g_str_equal (argv[1], "--make");
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;
  EnrDate day = argc == 6 ? enr_date_parse_iso (argv[3]) : ENR_DATE_NONE;
  int n_rounds = argc == 6 ? atoi (argv[4]) : 0;
  EnrWritingFilter month = { .from = day - 30, .until = day };
  const EnrWritingFilter everything = { .from = ENR_DATE_NONE, .until = ENR_DATE_NONE };
  Bench bench = { NULL, kinds };
  EnrDb *one;

  if (is_make)
    return make (argv[2], enr_date_parse_iso (argv[3]), enr_date_parse_iso (argv[4]));
  if (day == ENR_DATE_NONE || n_rounds < 1)
    bench_fail ("usage: bench-writing TEN.db ONE.db DATE ROUNDS NOTE");
  bench.db = open_db (argv[1], ENR_DB_READ_WRITE);
  one = open_db (argv[2], ENR_DB_READ_ONLY);
  list = enr_writing_list (bench.db, &month, &error);
  bench_check (list != NULL, "list plans and records", error);
  all = enr_writing_list (bench.db, &everything, &error);
  bench_check (all != NULL, "list plans and records", error);
  if (list->len == 0)
    bench_fail ("there is no plan or record in %s", argv[1]);
  measure_search (bench.db, one, n_rounds, argv[5], all->len);
  measure_open (&bench, list, n_rounds);
  measure_save (&bench, day, n_rounds);
  enr_db_close (bench.db);
  enr_db_close (one);
  return 0;
}
