/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Finds words in the plans and records of ten years and of one, opens them, and saves a section,
 * durable.
 *
 *   bench-writing --make FILE.db FROM UNTIL
 *   bench-writing --sizes FILE.db WITHOUT.db NOTE
 *   bench-writing TEN.db ONE.db DATE ROUNDS NOTE
 *
 * The first writes the plans and records of a sample nursery, the second says how much of the disk
 * they take. TEN.db is written to.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <glib/gstdio.h>

#include "common.h"
#include "texts.h"
#include "writing/phrase.h"
#include "writing/sample.h"
#include "writing/search.h"
#include "writing/shelf.h"
#include "writing/writing.h"

#define SEARCH_LIMIT 0.030 /* seconds */
#define FRAME 0.016
#define FIRST_RESULTS 50
#define AGES 6
#define N_PLANS 10

/* What is in nearly every text, in some, in few and in none; one sign, two, more, and several
 * words. */
static const char *const words[]
    = { "の",          "園庭",        "どんぐり",        "友だちと",        "最後まで運び",
        "独楽",        "雨の日 絵本", "子ども 友だちの", "落ち葉 だんご虫", "保護者にも伝えた",
        "存在しない語" };

ENR_SQL (SQL_INDEX_SIZE, "SELECT sum(length(block)) FROM search_writing_data");

static const EnrActor actor = { ENR_ACTOR_PROGRAM, { { 0 } }, "bench", "bench" };

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

/* @work is of the processor, to compare two searches while others are at work on the machine. */
static double
time_search (EnrDb *db, const char *word, double *work)
{
  g_autoptr (GError) error = NULL;
  double start_of_work = bench_work_now ();
  double start = bench_now ();
  g_autoptr (GPtrArray) found = enr_search (db, word, FIRST_RESULTS, &error);
  double seconds = bench_now () - start;

  bench_check (found != NULL, word, error);
  *work = bench_work_now () - start_of_work;
  return seconds;
}

/* What the operating system has of the file in memory is given back, as before the PC's first
 * search of the day. */
static void
forget_file (const char *path)
{
  int fd = open (path, O_RDONLY);

  if (fd < 0 || posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED) != 0)
    bench_fail ("%s stays in memory", path);
  close (fd);
}

static void
measure_first_search (const char *path)
{
  g_autoptr (GArray) times = bench_list_new ();
  g_autofree char *text = NULL;
  g_autofree char *most = NULL;

  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    {
      EnrDb *db;
      double work;

      forget_file (path);
      db = open_db (path, ENR_DB_READ_ONLY);
      bench_list_add (times, time_search (db, words[w], &work));
      enr_db_close (db);
    }
  text = bench_dup_time (bench_median (times));
  most = g_strdup_printf ("%.0f ms (the slowest)", bench_percentile (times, 1) * 1e3);
  bench_row_value ("a first search, nothing of the file in memory", text, most, "", TRUE);
}

static void
measure_search (const char *path_ten, const char *path_one, int n_rounds, const char *note)
{
  EnrDb *db_ten = open_db (path_ten, ENR_DB_READ_ONLY);
  EnrDb *db_one = open_db (path_one, ENR_DB_READ_ONLY);
  const EnrWritingFilter everything = { .from = ENR_DATE_NONE, .until = ENR_DATE_NONE };
  g_autoptr (GArray) all_times = bench_list_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = enr_writing_list (db_ten, &everything, &error);
  g_autofree char *measure = NULL;
  g_autofree char *slowest = NULL;
  g_autofree char *median = NULL;
  g_autofree char *ours = NULL;
  g_autofree char *against = NULL;
  const char *steepest = NULL;
  double steepest_ratio = 0;

  bench_check (all != NULL, "list plans and records", error);
  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    {
      g_autoptr (GArray) ten = bench_list_new ();
      g_autoptr (GArray) one = bench_list_new ();
      double ratio;

      for (int i = 0; i < n_rounds; i++)
        {
          double work_ten, work_one;

          bench_list_add (all_times, time_search (db_ten, words[w], &work_ten));
          time_search (db_one, words[w], &work_one);
          bench_list_add (ten, work_ten);
          bench_list_add (one, work_one);
        }
      /* Pairs are compared as they were measured: the median comes after, as it sorts. */
      ratio = bench_median_ratio (ten, one);
      if (ratio <= steepest_ratio)
        continue;
      steepest_ratio = ratio;
      steepest = words[w];
      g_free (ours);
      g_free (against);
      ours = bench_dup_time (bench_median (ten));
      against = g_strdup_printf ("%.2f ms (one year)", bench_median (one) * 1e3);
    }
  slowest = bench_dup_time (bench_percentile (all_times, 0.99));
  median = bench_dup_time (bench_median (all_times));
  measure
      = g_strdup_printf ("the first %d results of a search, %u plans and records, %s, the slowest "
                         "hundredth, and the median",
                         FIRST_RESULTS, all->len, note);
  bench_row_value (measure, slowest, median, "under 30 ms",
                   bench_percentile (all_times, 0.99) < SEARCH_LIMIT);
  g_free (measure);
  measure = g_strdup_printf (
      "the processor's time for the word that grows most from one year to ten, “%s”", steepest);
  bench_row (measure, ours, against, steepest_ratio, BENCH_AT_MOST, 2);
  enr_db_close (db_ten);
  enr_db_close (db_one);
}

static double
time_shelf (EnrDb *db, EnrWritingKinds *kinds, const EnrWritingKind *kind, EnrDate day)
{
  EnrDate first = enr_fiscal_year_first (enr_fiscal_year (day));
  g_autoptr (GError) error = NULL;
  double start = bench_work_now ();
  g_autoptr (EnrShelf) shelf = enr_shelf_load (
      db, kinds, kind, first, enr_fiscal_year_last (enr_fiscal_year (day)), day, &error);
  double seconds = bench_work_now () - start;

  bench_check (shelf != NULL, kind->key, error);
  return seconds;
}

static double
time_waiting (EnrDb *db)
{
  const EnrWritingFilter waiting
      = { .from = ENR_DATE_NONE, .until = ENR_DATE_NONE, .only_waiting = TRUE };
  g_autoptr (GError) error = NULL;
  double start = bench_work_now ();
  g_autoptr (GPtrArray) list = enr_writing_list (db, &waiting, &error);
  double seconds = bench_work_now () - start;

  bench_check (list != NULL, "list what waits", error);
  return seconds;
}

static void
print_pair (const char *measure, GArray *ten, GArray *one)
{
  double ratio = bench_median_ratio (ten, one);
  g_autofree char *ours = bench_dup_time (bench_median (ten));
  g_autofree char *other = bench_dup_time (bench_median (one));
  g_autofree char *against = g_strconcat (other, " (one year)", NULL);

  bench_row (measure, ours, against, ratio, BENCH_AT_MOST, 2);
}

/* What the pages show first. */
static void
measure_lists (const char *path_ten,
               const char *path_one,
               EnrWritingKinds *kinds,
               EnrDate day,
               int n_rounds)
{
  EnrDb *db_ten = open_db (path_ten, ENR_DB_READ_ONLY);
  EnrDb *db_one = open_db (path_one, ENR_DB_READ_ONLY);
  static const char *const keys[] = { "diary", "child-month-plan" };
  g_autoptr (GArray) waiting_ten = bench_list_new ();
  g_autoptr (GArray) waiting_one = bench_list_new ();

  for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
    {
      g_autoptr (GArray) ten = bench_list_new ();
      g_autoptr (GArray) one = bench_list_new ();
      g_autofree char *measure = NULL;
      g_autoptr (GError) error = NULL;
      const EnrWritingKind *kind = enr_writing_kinds_find (kinds, keys[k], &error);

      bench_check (kind != NULL, keys[k], error);
      for (int i = 0; i < n_rounds; i++)
        {
          bench_list_add (ten, time_shelf (db_ten, kinds, kind, day));
          bench_list_add (one, time_shelf (db_one, kinds, kind, day));
        }
      measure = g_strdup_printf (
          "what of this year's %s there is and is missing, the processor's time", kind->label);
      print_pair (measure, ten, one);
    }
  for (int i = 0; i < n_rounds; i++)
    {
      bench_list_add (waiting_ten, time_waiting (db_ten));
      bench_list_add (waiting_one, time_waiting (db_one));
    }
  print_pair ("what waits for approval, the processor's time", waiting_ten, waiting_one);
  enr_db_close (db_ten);
  enr_db_close (db_one);
}

static void
measure_open (Bench *self, const GPtrArray *list, int n_rounds)
{
  g_autoptr (GArray) times = bench_list_new ();
  g_autofree char *text = NULL;
  g_autofree char *median = NULL;

  for (int i = 0; i < n_rounds * 10; i++)
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
  text = bench_dup_time (bench_percentile (times, 0.99));
  median = bench_dup_time (bench_median (times));
  bench_row_value (
      "reading a plan or record of the last months with what attendance fills in, the slowest "
      "hundredth, and the median",
      text, median, "under 16 ms", bench_percentile (times, 0.99) < FRAME);
}

/* A plan whose texts are all written, each of a few sentences; the keys of the texts are added to
 * @keys. */
static EnrUuid
make_plan (Bench *self, const EnrWritingKind *kind, EnrDate day, GRand *rand, GPtrArray *keys)
{
  g_autofree char *title = g_strdup_printf ("測定 %.6f", bench_now ()); /* no two are the same */
  EnrWritingNew new_writing = { .kind = kind, .day = day, .title = title, .writer = "" };
  g_autoptr (GError) error = NULL;
  EnrUuid id;
  gboolean ok = enr_writing_create (self->db, &actor, &new_writing, &id, &error);

  bench_check (ok, "make a plan", error);
  g_ptr_array_set_size (keys, 0);
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);
      g_autofree char *text = bench_text_new (rand, 4);
      EnrTextChange change = { .key = section->key, .text = text };

      if (section->type != ENR_SECTION_TEXT)
        continue;
      ok = enr_writing_save (self->db, &actor, kind, &id, &change, 1, &error);
      bench_check (ok, "write a plan", error);
      g_ptr_array_add (keys, section->key);
    }
  return id;
}

/* What the disk takes for so little: a page more, certain. */
static double
time_sync (int fd)
{
  static const char page[4096];
  double start = bench_now ();

  if (write (fd, page, sizeof page) != sizeof page || fdatasync (fd) != 0)
    bench_fail ("the disk does not take a page");
  return bench_now () - start;
}

/* Sections of a few plans in turn, as several people write them. */
static void
measure_save (Bench *self, const char *path, EnrDate day, int n_rounds)
{
  g_autoptr (GError) error = NULL;
  const EnrWritingKind *kind = enr_writing_kinds_find (self->kinds, "event-plan", &error);
  g_autoptr (GArray) times = bench_list_new ();
  g_autoptr (GArray) syncs = bench_list_new ();
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autofree char *beside = g_strconcat (path, ".sync", NULL);
  g_autofree char *text = NULL;
  g_autofree char *sync_text = NULL;
  g_autofree char *against = NULL;
  EnrUuid plans[N_PLANS];
  int seen[N_PLANS];
  int fd = open (beside, O_WRONLY | O_CREAT | O_TRUNC, 0600);

  bench_check (kind != NULL, "event-plan", error);
  for (guint i = 0; i < N_PLANS; i++)
    {
      plans[i] = make_plan (self, kind, day, rand, keys);
      seen[i] = 1;
    }
  for (int i = 0; i < n_rounds * 25; i++)
    {
      guint plan = (guint) i % N_PLANS;
      g_autofree char *sentences = bench_text_new (rand, 4);
      EnrTextChange change
          = { .key = g_ptr_array_index (keys, 0), .text = sentences, .seen = seen[plan] };
      double start = bench_now ();
      gboolean ok = enr_writing_save (self->db, &actor, kind, &plans[plan], &change, 1, &error);

      bench_list_add (times, bench_now () - start);
      bench_check (ok, "save a section", error);
      seen[plan] = change.seen;
      bench_list_add (syncs, time_sync (fd));
    }
  close (fd);
  g_unlink (beside);
  text = bench_dup_time (bench_percentile (times, 0.99));
  sync_text = bench_dup_time (bench_percentile (syncs, 0.99));
  against = g_strconcat (sync_text, " (a page and fdatasync())", NULL);
  bench_row_value ("saving a section, durable, the slowest hundredth (p99)", text, against,
                   "under 16 ms", bench_percentile (times, 0.99) < FRAME);
}

static void
add_phrase (EnrDb *db, GRand *rand, const char *section, int age, int month)
{
  g_autoptr (EnrPhrase) phrase = enr_phrase_new ();
  g_autoptr (GError) error = NULL;
  gboolean is_saved;

  g_free (phrase->text);
  g_free (phrase->section);
  phrase->text = bench_text_new (rand, (guint) g_rand_int_range (rand, 1, 4));
  phrase->section = g_strdup (section);
  phrase->age_first = phrase->age_last = age;
  phrase->months = 1u << month;
  is_saved = enr_phrase_save (db, &actor, phrase, &error);
  bench_check (is_saved, "save a phrase", error);
}

/* What the sample's classes write are the phrases of the nursery, by section, age and month. With
 * the few of the starting set ten years would have hardly more words than one day. */
static void
add_phrases (EnrDb *db, EnrWritingKinds *kinds)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint k = 0; k < enr_writing_kinds_get_n (kinds); k++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (kinds, k);

      for (guint s = 0; s < kind->sections->len; s++)
        {
          const EnrSection *section = g_ptr_array_index (kind->sections, s);

          if (section->type == ENR_SECTION_TEXT && g_hash_table_add (keys, (gpointer) section->key))
            for (int i = 0; i < AGES * 12; i++)
              add_phrase (db, rand, section->key, i % AGES, i / AGES);
        }
    }
}

static int
make (const char *path, EnrDate from, EnrDate until)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (GError) error = NULL;
  EnrDb *db = open_db (path, ENR_DB_READ_WRITE);
  gboolean is_made;

  add_phrases (db, kinds);
  is_made = enr_writing_sample (db, &actor, kinds, from, until, NULL, &error);
  bench_check (is_made, path, error);
  enr_db_close (db);
  return 0;
}

static double
size_of (const char *path)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    bench_fail ("there is no %s", path);
  return (double) info.st_size;
}

static int
print_sizes (const char *path, const char *path_without, const char *note)
{
  EnrDb *db = open_db (path, ENR_DB_READ_ONLY);
  g_autofree char *measure = g_strdup_printf ("on the disk, %s", note);
  g_autofree char *ours = NULL;
  g_autofree char *without = NULL;
  g_autoptr (GError) error = NULL;
  double index;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_INDEX_SIZE);
    int rc = enr_stmt_step (&st, &error);

    bench_check (rc > 0, "the index", error);
    index = (double) enr_column_int (&st, 0);
  }
  enr_db_close (db);
  ours = g_strdup_printf ("%.0f MB, of it the index for searching %.0f MB", size_of (path) / 1e6,
                          index / 1e6);
  without = g_strdup_printf ("%.0f MB (without plans and records)", size_of (path_without) / 1e6);
  bench_row (measure, ours, without, size_of (path) / size_of (path_without), BENCH_NO_LIMIT, 0);
  return 0;
}

int
main (int argc, char **argv)
{
  gboolean is_make = argc == 5 && g_str_equal (argv[1], "--make");
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  EnrDate day = argc == 6 ? enr_date_parse_iso (argv[3]) : ENR_DATE_NONE;
  int n_rounds = argc == 6 ? atoi (argv[4]) : 0;
  EnrWritingFilter months = { .from = day - 90, .until = day };
  Bench bench = { NULL, kinds };

  if (is_make)
    return make (argv[2], enr_date_parse_iso (argv[3]), enr_date_parse_iso (argv[4]));
  if (argc == 5 && g_str_equal (argv[1], "--sizes"))
    return print_sizes (argv[2], argv[3], argv[4]);
  if (day == ENR_DATE_NONE || n_rounds < 1)
    bench_fail ("usage: bench-writing TEN.db ONE.db DATE ROUNDS NOTE");
  measure_first_search (argv[1]);
  measure_search (argv[1], argv[2], n_rounds, argv[5]);
  measure_lists (argv[1], argv[2], kinds, day, n_rounds);
  bench.db = open_db (argv[1], ENR_DB_READ_WRITE);
  list = enr_writing_list (bench.db, &months, &error);
  bench_check (list != NULL, "list plans and records", error);
  if (list->len == 0)
    bench_fail ("there is no plan or record in %s", argv[1]);
  measure_open (&bench, list, n_rounds);
  measure_save (&bench, argv[1], day, n_rounds);
  enr_db_close (bench.db);
  return 0;
}
