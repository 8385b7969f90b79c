/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The sample nursery's plans and records: every kind, on the days on which a nursery writes and
 * approves them.
 */
#include "config.h"

#include <string.h>

#include "attendance/sample.h"
#include "base/clock.h"
#include "nursery/facility.h"
#include "people/staff.h"
#include "statistics/sample.h"
#include "store/raw.h"
#include "support/fixture.h"
#include "writing/sample.h"
#include "writing/writing.h"

#define STEP_DAY "date(at + 32400, 'unixepoch')"

typedef struct
{
  char *folder;
  char *path;
  EnrDb *db;
  EnrWritingKinds *kinds;
} Sample;

static void
make (Sample *self, const char *first, const char *until)
{
  EnrSampleOptions options = { .n_children = 24, .seed = 1 };
  const EnrActor actor = enr_actor (ENR_ACTOR_PROGRAM, "test");
  g_autoptr (GError) error = NULL;

  options.first = enr_date_parse_iso (first);
  options.until = enr_date_parse_iso (until);
  enr_clock_set_fixed (enr_instant_from_local (options.until, 19 * 60));
  self->folder = enr_test_folder_new ();
  self->path = g_build_filename (self->folder, "sample.db", NULL);
  self->db = enr_db_open (self->path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  g_assert_no_error (error);
  self->kinds = enr_writing_kinds_load ();
  enr_sample_make (self->db, &options, &error);
  g_assert_no_error (error);
  enr_staff_sample (self->db, options.first, options.until, &error);
  g_assert_no_error (error);
  enr_writing_sample (self->db, &actor, self->kinds, options.first, options.until, NULL, &error);
  g_assert_no_error (error);
}

static void
end (Sample *self)
{
  enr_writing_kinds_unref (self->kinds);
  enr_db_close (self->db);
  g_free (self->path);
  enr_test_folder_free (self->folder);
  enr_clock_set_source (NULL, NULL);
}

static gint64
count (const Sample *self, const char *sql)
{
  return raw_int (self->path, sql);
}

static void
test_autumn (void)
{
  Sample self;
  g_autoptr (GPtrArray) staff = NULL;
  g_autoptr (EnrFacility) facility = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_director = FALSE;

  make (&self, "2026-10-01", "2026-11-20");
  for (guint i = 0; i < enr_writing_kinds_get_n (self.kinds); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (self.kinds, i);
      g_autofree char *sql
          = g_strdup_printf ("SELECT count(*) FROM writing WHERE kind = '%s'", kind->key);

      g_test_message ("%s: %d", kind->key, (int) count (&self, sql));
      /* 要録 are written in spring, and nothing serious happened. */
      g_assert_cmpint (count (&self, sql) > 0, ==,
                       strcmp (kind->key, "nursery-record") != 0
                           && strcmp (kind->key, "accident-report") != 0);
    }

  /* What is there to do. */
  g_assert_cmpint (
      count (&self, "SELECT count(*) FROM writing WHERE state IN ('submitted', 'chief')"), >, 5);
  g_assert_cmpint (count (&self, "SELECT count(*) FROM writing WHERE state = 'returned'"), ==, 1);
  g_assert_cmpint (count (&self, "SELECT count(*) FROM writing_step WHERE step = 'return' "
                                 "AND length(reason) > 10"),
                   ==, 1);

  /* Steps on the days on which they are taken: never all at once, on a Sunday, or in the future. */
  g_assert_cmpint (count (&self, "SELECT count(DISTINCT " STEP_DAY ") FROM writing_step"), >, 30);
  g_assert_cmpint (count (&self, "SELECT count(*) FROM writing_step "
                                 "WHERE strftime('%w', at + 32400, 'unixepoch') = '0'"),
                   ==, 0);
  g_assert_cmpint (
      count (&self, "SELECT count(*) FROM writing_step WHERE " STEP_DAY " > '2026-11-20'"), ==, 0);
  g_assert_cmpint (
      count (&self, "SELECT count(*) FROM writing_step s JOIN writing w ON w.id = s.writing_id "
                    "WHERE w.kind = 'diary' AND date(s.at + 32400, 'unixepoch') < w.first_day"),
      ==, 0);

  /* Nothing is recorded of a day off, and nobody is written about who was not there. */
  g_assert_cmpint (count (&self,
                          "SELECT count(*) FROM writing WHERE kind IN ('diary', 'child-record', "
                          "'drill', 'event-plan') AND strftime('%w', first_day) = '0'"),
                   ==, 0);
  g_assert_cmpint (count (&self, "SELECT count(*) FROM writing_text WHERE key LIKE 'notes/%'"), >,
                   20);
  g_assert_cmpint (
      count (&self, "SELECT count(*) FROM writing_text t JOIN writing w ON w.id = t.writing_id "
                    "WHERE t.key LIKE 'notes/%' AND NOT EXISTS (SELECT 1 FROM stamp s WHERE "
                    "s.child_id = t.child_id AND s.day BETWEEN w.first_day AND w.last_day)"),
      ==, 0);
  g_assert_cmpint (count (&self, "SELECT count(*) FROM development_seen"), >, 20);

  /* Whose name is on the papers is of the staff. */
  facility = enr_facility_load (self.db, &error);
  staff = enr_staff_list (self.db, enr_date_new (2026, 11, 20), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < staff->len; i++)
    {
      const EnrStaff *one = g_ptr_array_index (staff, i);

      has_director
          |= strcmp (one->job, "director") == 0 && strcmp (one->name, facility->director) == 0;
    }
  g_assert_true (has_director);
  end (&self);
}

/* At the year's end the records for school are there. */
static void
test_march (void)
{
  Sample self;

  make (&self, "2027-03-15", "2027-03-31");
  g_assert_cmpint (count (&self, "SELECT count(*) FROM writing WHERE kind = 'nursery-record' "
                                 "AND state = 'approved'"),
                   >, 0);
  end (&self);
}

int
main (int argc, char **argv)
{
  /* No forms of the user's. */
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/writing/sample/autumn", test_autumn);
  g_test_add_func ("/writing/sample/march", test_march);
  return g_test_run ();
}
