/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a class's month of 個別月案 consists of on paper, for bare-pdf; the program itself prints
 * the same.
 *
 *   bench-writing-paper FILE.db DATE CLASS OUTPUT.txt
 */
#include <string.h>

#include "common.h"
#include "reports/writing-print.h"
#include "texts.h"
#include "writing/shelf.h"

#define KIND "child-month-plan"

/* A text of each section: with words that come again on the next child's paper less would have to
 * be set. */
static void
write_plan (EnrDb *db, const EnrWritingKind *kind, const EnrShelfPlace *place, GRand *rand)
{
  const EnrActor actor = { ENR_ACTOR_PROGRAM, enr_uuid_none, "bench", "bench" };
  EnrWritingNew new_writing = {
    .kind = kind, .child_id = place->child_id, .day = place->first, .title = "", .writer = ""
  };
  g_autoptr (GArray) changes = g_array_new (FALSE, TRUE, sizeof (EnrTextChange));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  EnrUuid id;
  gboolean ok = enr_writing_create (db, &actor, &new_writing, &id, &error);

  bench_check (ok, "make a plan", error);
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);
      EnrTextChange change = { .key = section->key, .text = bench_text_new (rand, 2) };

      g_ptr_array_add (texts, (char *) change.text);
      if (section->type == ENR_SECTION_TEXT && enr_section_fits_age (section, place->age))
        g_array_append_val (changes, change);
    }
  ok = enr_writing_save (db, &actor, kind, &id, (EnrTextChange *) (gpointer) changes->data,
                         changes->len, &error);
  bench_check (ok, "write a plan", error);
}

static int
fill (const char *path, EnrDate day, const char *class_name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, KIND, &error);
  g_autoptr (EnrDb) db = kind != NULL ? enr_db_open (path, ENR_DB_READ_WRITE, &error) : NULL;
  EnrDate first = enr_date_month_start (day, 0);
  g_autoptr (EnrShelf) shelf
      = db != NULL ? enr_shelf_load (db, kinds, kind, first, day, day, &error) : NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);

  bench_check (shelf != NULL, path, error);
  for (guint i = 0; i < shelf->places->len; i++)
    {
      const EnrShelfPlace *place = &g_array_index (shelf->places, EnrShelfPlace, i);

      if (strcmp (place->class_name, class_name) == 0)
        write_plan (db, kind, place, rand);
    }
  return 0;
}

int
main (int argc, char **argv)
{
  EnrDate day = argc == 5 && argv[1][0] != '-' ? enr_date_parse_iso (argv[2]) : ENR_DATE_NONE;
  EnrWritingFilter filter = { .from = day, .until = day, .kind = KIND };
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, KIND, &error);
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_autoptr (EnrDocument) document = NULL;
  g_autofree char *dump = NULL;
  gboolean is_written;

  if (argc == 5 && strcmp (argv[1], "--fill") == 0)
    return fill (argv[2], enr_date_parse_iso (argv[3]), argv[4]);
  if (day == ENR_DATE_NONE)
    bench_fail ("usage: bench-writing-paper FILE.db DATE CLASS OUTPUT.txt");
  bench_check (kind != NULL, KIND, error);
  db = enr_db_open (argv[1], ENR_DB_READ_ONLY, &error);
  list = db != NULL ? enr_writing_list (db, &filter, &error) : NULL;
  bench_check (list != NULL, "list plans", error);
  for (guint i = 0; i < list->len; i++)
    {
      const EnrWriting *writing = g_ptr_array_index (list, i);

      if (strcmp (writing->class_name, argv[3]) == 0)
        g_array_append_val (ids, writing->id);
    }
  if (ids->len != 20)
    bench_fail ("%s has %u plans, not 20", argv[3], ids->len);
  document = enr_writing_print (db, kind, (const EnrUuid *) (gconstpointer) ids->data, ids->len, 0,
                                &error);
  bench_check (document != NULL, "the paper", error);
  dump = enr_document_dump (document);
  is_written = g_file_set_contents (argv[4], dump, -1, &error);
  bench_check (is_written, argv[4], error);
  return 0;
}
