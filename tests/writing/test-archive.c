/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Archiving many at once: what the groups count, and all or none.
 */
#include "config.h"

#include "writing/archive.h"

#include "store/raw.h"
#include "writing-fixture.h"

/* As the steps would have made them; drafts stay so. */
static void
approve_all (Fixture *fixture)
{
  raw_run (
      fixture->nursery->path,
      "UPDATE writing SET state = 'approved', version = 1, approved = 1 WHERE writer <> 'draft'");
}

static GPtrArray *
list (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *groups = enr_archive_list (fixture->db, fixture->kinds, &error);

  g_assert_no_error (error);
  return groups;
}

static char *
dup_groups (Fixture *fixture)
{
  g_autoptr (GPtrArray) groups = list (fixture);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < groups->len; i++)
    {
      const EnrArchiveGroup *group = g_ptr_array_index (groups, i);

      g_string_append_printf (text, "%d %s %s %u\n", group->fiscal_year, group->kind->key,
                              enr_uuid_is_none (&group->class_id) ? "-" : group->class_name,
                              group->count);
    }
  return g_string_free (text, FALSE);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  g_auto (EnrStmt) st = enr_stmt (fixture->db, sql);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (enr_stmt_step (&st, &error), >, 0);
  return enr_column_int (&st, 0);
}

static EnrActor
clerk (void)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");

  actor.name = "事務 林";
  return actor;
}

#define ARCHIVED "SELECT count(*) FROM writing WHERE state = 'archived'"
#define STEPS "SELECT count(*) FROM writing_step WHERE step = 'archive' AND name = '事務 林'"

static void
make_some (Fixture *fixture)
{
  EnrDate june = enr_test_day ();

  make (fixture, "week-plan", &fixture->nursery->classes[0], june, "");
  make (fixture, "week-plan", &fixture->nursery->classes[0], june + 7, "");
  make (fixture, "week-plan", &fixture->nursery->classes[1], june, "");
  /* A week across the fiscal year's end is two plans: this is the one of its first days. */
  make (fixture, "week-plan", &fixture->nursery->classes[1], enr_date_new (2027, 3, 31), "");
  /* A child's is with the class that it was in. */
  make (fixture, "child-month-plan", &fixture->nursery->children[0], june, "");
  make (fixture, "overall-plan", NULL, june, "");
  approve_all (fixture);
  make (fixture, "week-plan", &fixture->nursery->classes[2], june, "");
}

static void
test_groups (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  before = dup_groups (fixture);
  g_assert_cmpstr (before, ==, "");
  make_some (fixture);
  raw_run (fixture->nursery->path, "UPDATE writing SET kind = 'poem' WHERE kind = 'overall-plan'");
  after = dup_groups (fixture);
  g_assert_cmpstr (after, ==,
                   "2026 child-month-plan ひよこ 1\n"
                   "2026 week-plan ひよこ 2\n"
                   "2026 week-plan りす 2\n");
}

/* Two of the groups of 2026, and taken out again. */
static void
test_archive (Fixture *fixture, gconstpointer data)
{
  EnrActor actor = clerk ();
  g_autoptr (GArray) done = g_array_new (FALSE, FALSE, sizeof (EnrStepOn));
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  make_some (fixture);
  groups = list (fixture);
  g_assert_cmpuint (groups->len, ==, 4);
  before = dup_groups (fixture);
  g_assert_true (enr_archive_groups (
      fixture->db, &actor, (const EnrArchiveGroup *const *) groups->pdata + 2, 2, done, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (done->len, ==, 4);
  g_assert_cmpint (count (fixture, ARCHIVED), ==, 4);
  g_assert_cmpint (count (fixture, STEPS), ==, 4);
  g_assert_true (enr_step_do_all (fixture->db, &actor, ENR_STEP_UNARCHIVE,
                                  (const EnrStepOn *) (gconstpointer) done->data, done->len,
                                  &error));
  g_assert_cmpint (count (fixture, ARCHIVED), ==, 0);
  after = dup_groups (fixture);
  g_assert_cmpstr (after, ==, before);
}

/* One more was approved, or one is revised, since they were counted: none is archived. */
static void
test_changed (Fixture *fixture, gconstpointer data)
{
  EnrActor actor = clerk ();
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  make_some (fixture);
  groups = list (fixture);
  make (fixture, "week-plan", &fixture->nursery->classes[0], enr_test_day () + 14, "");
  approve_all (fixture);
  before = enr_test_dump (fixture->nursery->path);
  g_assert_false (enr_archive_groups (fixture->db, &actor,
                                      (const EnrArchiveGroup *const *) groups->pdata, groups->len,
                                      NULL, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/writing/archive/groups", Fixture, GUINT_TO_POINTER (6), set_up, test_groups,
              tear_down);
  g_test_add ("/writing/archive/archive", Fixture, GUINT_TO_POINTER (6), set_up, test_archive,
              tear_down);
  g_test_add ("/writing/archive/changed", Fixture, GUINT_TO_POINTER (6), set_up, test_changed,
              tear_down);

  return g_test_run ();
}
