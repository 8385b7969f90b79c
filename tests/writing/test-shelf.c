/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What there should be, what there is and what is late, against a year made by hand: closed days,
 * classes without children, children who move, come and go, weeks across the fiscal year.
 */
#include "config.h"

#include <glib/gstdio.h>

#include "base/clock.h"
#include "base/data.h"
#include "nursery/class.h"
#include "nursery/child.h"
#include "nursery/enrolment.h"
#include "nursery/facility.h"
#include "writing/shelf.h"
#include "writing-fixture.h"

#define YEAR 2026

/* A plan of classes up to two years. */
static const char baby_plan[]
    = "<writing id=\"baby-plan\" label=\"乳児の計画\" sort=\"plan\" of=\"class\" period=\"month\">"
      "<paper size=\"A4\" orientation=\"portrait\"/><keep from=\"year\"/>"
      "<expected ages=\"0-2\" due=\"0\"/>"
      "<approval><box step=\"director\" label=\"園長\"/></approval>"
      "<section key=\"aims\" heading=\"ねらい\"/></writing>";

/* A sheet that every child should have. */
static const char own_sheet[]
    = "<writing id=\"own-sheet\" label=\"園の児童票\" sort=\"record\" of=\"child\" period=\"stay\">"
      "<paper size=\"A4\" orientation=\"portrait\"/><keep from=\"leaving\"/><expected due=\"30\"/>"
      "<approval><box step=\"director\" label=\"園長\"/></approval>"
      "<section key=\"home\" heading=\"家庭\"/></writing>";

static EnrDate
day (int month, int of_month)
{
  return enr_date_new (month < 4 ? YEAR + 1 : YEAR, month, of_month);
}

static EnrShelf *
load_shelf (Fixture *fixture, const char *kind, EnrDate from, EnrDate until)
{
  g_autoptr (GError) error = NULL;
  EnrShelf *shelf
      = enr_shelf_load (fixture->db, fixture->kinds, kind != NULL ? kind_of (fixture, kind) : NULL,
                        from, until, enr_clock_today (), &error);

  g_assert_no_error (error);
  return shelf;
}

/* The place of a class (or child) that begins on a day; NULL where there is none. Two are a
 * mistake. */
static const EnrShelfPlace *
find (const EnrShelf *shelf, const EnrUuid *whose, EnrDate first)
{
  const EnrShelfPlace *found = NULL;

  for (guint i = 0; i < shelf->places->len; i++)
    {
      const EnrShelfPlace *place = &g_array_index (shelf->places, EnrShelfPlace, i);
      gboolean is_child = !enr_uuid_is_none (&place->child_id);

      if (place->first != first
          || !enr_uuid_equal (is_child ? &place->child_id : &place->class_id, whose))
        continue;
      g_assert_null (found);
      found = place;
    }
  return found;
}

static guint
count (const EnrShelf *shelf, const EnrUuid *whose)
{
  guint n = 0;

  for (guint i = 0; i < shelf->places->len; i++)
    {
      const EnrShelfPlace *place = &g_array_index (shelf->places, EnrShelfPlace, i);

      n += enr_uuid_equal (&place->class_id, whose) || enr_uuid_equal (&place->child_id, whose);
    }
  return n;
}

static void
assert_state (const EnrShelf *shelf, const EnrUuid *whose, EnrDate first, const char *state)
{
  const EnrShelfPlace *place = find (shelf, whose, first);

  g_assert_nonnull (place);
  g_assert_cmpstr (enr_shelf_state_key (place->state), ==, state);
}

static void
close_days (Fixture *fixture, EnrDate first, EnrDate last, gboolean is_open)
{
  g_autoptr (GError) error = NULL;
  EnrClosure closure = { .first = first, .last = last, .name = (char *) "研修", .open = is_open };

  enr_closure_add (fixture->db, fixture->actor, &closure, NULL, &error);
  g_assert_no_error (error);
}

/* Writes what has to be written, and submits it. */
static void
submit (Fixture *fixture, const EnrUuid *id)
{
  g_autoptr (EnrWriting) writing = load (fixture, id);
  const EnrWritingKind *kind = kind_of (fixture, writing->kind);

  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (section->type == ENR_SECTION_TEXT)
        save (fixture, id, section->key, "園庭で遊ぶ。");
    }
  do_step (fixture, id, ENR_STEP_SUBMIT, "田中");
}

/* June: Sundays, a closed Friday, a Sunday that is open; today is Wednesday the 10th, diaries are
 * due the day after. */
static void
test_diaries (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class = &fixture->nursery->classes[0];
  g_autoptr (EnrShelf) shelf = NULL;
  EnrUuid id;

  close_days (fixture, day (6, 5), day (6, 5), FALSE);
  close_days (fixture, day (6, 14), day (6, 14), TRUE);
  id = make (fixture, "diary", class, day (6, 1), "");
  submit (fixture, &id);
  do_step (fixture, &id, ENR_STEP_CHIEF, "高橋");
  do_step (fixture, &id, ENR_STEP_DIRECTOR, "見本");
  id = make (fixture, "diary", class, day (6, 2), "");
  submit (fixture, &id);
  id = make (fixture, "diary", class, day (6, 3), "");
  submit (fixture, &id);
  do_step (fixture, &id, ENR_STEP_CHIEF, "高橋");
  id = make (fixture, "diary", class, day (6, 4), "");
  submit (fixture, &id);
  do_step (fixture, &id, ENR_STEP_RETURN, "高橋");
  make (fixture, "diary", class, day (6, 8), "");
  make (fixture, "diary", class, day (6, 9), "");
  make (fixture, "diary", class, day (6, 7), "");

  shelf = load_shelf (fixture, "diary", day (6, 1), day (6, 30));
  assert_state (shelf, class, day (6, 1), "approved");
  assert_state (shelf, class, day (6, 2), "waiting");
  assert_state (shelf, class, day (6, 3), "waiting");
  assert_state (shelf, class, day (6, 4), "returned");
  assert_state (shelf, class, day (6, 8), "late");
  assert_state (shelf, class, day (6, 9), "draft");
  assert_state (shelf, class, day (6, 10), "to-come");
  assert_state (shelf, &fixture->nursery->classes[1], day (6, 8), "missing");
  assert_state (shelf, &fixture->nursery->classes[1], day (6, 9), "to-come");
  g_assert_null (find (shelf, class, day (6, 5)));
  g_assert_nonnull (find (shelf, class, day (6, 14)));
  g_assert_null (find (shelf, class, day (6, 21)));
  /* Written on a closed Sunday all the same: there, and not asked for. */
  g_assert_false (find (shelf, class, day (6, 7))->is_expected);
  assert_state (shelf, class, day (6, 7), "draft");
  /* 30 days, 4 Sundays, a closed day, an open Sunday; and the one of the 7th. */
  g_assert_cmpuint (count (shelf, class), ==, 30 - 4 - 1 + 1 + 1);
  g_assert_cmpuint (count (shelf, &fixture->nursery->classes[1]), ==, 30 - 4 - 1 + 1);
}

/* Nobody writes for an empty class; who does, is shown and never late. */
static void
test_empty_class (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *empty = &fixture->nursery->classes[5];
  g_autoptr (EnrShelf) before = load_shelf (fixture, "month-plan", day (4, 1), day (3, 31));
  g_autoptr (EnrShelf) after = NULL;

  g_assert_cmpuint (count (before, empty), ==, 0);
  g_assert_cmpuint (count (before, &fixture->nursery->classes[0]), ==, 12);
  make (fixture, "month-plan", empty, day (4, 1), "");
  after = load_shelf (fixture, "month-plan", day (4, 1), day (3, 31));
  g_assert_cmpuint (count (after, empty), ==, 1);
  assert_state (after, empty, day (4, 1), "draft");
  g_assert_false (find (after, empty, day (4, 1))->is_expected);
}

/* From the second class into the first, which stands before it in the register. */
static void
test_moved (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child = &fixture->nursery->children[1];
  const EnrUuid *from = &fixture->nursery->classes[1];
  const EnrUuid *to = &fixture->nursery->classes[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrShelf) plans = NULL;
  g_autoptr (EnrShelf) diaries = NULL;
  g_autoptr (EnrShelf) weeks = NULL;
  EnrUuid id;

  enr_child_move (fixture->db, fixture->actor, child, to, day (6, 16), &error);
  g_assert_no_error (error);
  id = make (fixture, "child-month-plan", child, day (6, 20), "");

  plans = load_shelf (fixture, "child-month-plan", day (4, 1), day (3, 31));
  g_assert_cmpuint (count (plans, child), ==, 12);
  g_assert_cmpstr (find (plans, child, day (5, 1))->class_name, ==, "りす");
  g_assert_cmpstr (find (plans, child, day (6, 1))->class_name, ==, "りす");
  g_assert_cmpstr (find (plans, child, day (7, 1))->class_name, ==, "ひよこ");
  g_assert_true (enr_uuid_equal (&find (plans, child, day (6, 1))->id, &id));
  g_assert_cmpint (find (plans, child, day (7, 1))->age, ==, 1);

  diaries = load_shelf (fixture, "diary", day (6, 1), day (6, 30));
  g_assert_nonnull (find (diaries, from, day (6, 15)));
  g_assert_null (find (diaries, from, day (6, 16)));
  weeks = load_shelf (fixture, "week-plan", day (6, 1), day (6, 30));
  g_assert_nonnull (find (weeks, from, day (6, 15)));
  g_assert_null (find (weeks, from, day (6, 22)));
}

/* A membership that was taken back does not count. */
static void
test_corrected (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child = &fixture->nursery->children[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrShelf) shelf = NULL;

  enr_child_move (fixture->db, fixture->actor, child, &fixture->nursery->classes[1], day (4, 1),
                  &error);
  g_assert_no_error (error);
  shelf = load_shelf (fixture, NULL, day (4, 1), day (6, 30));
  g_assert_cmpuint (count (shelf, &fixture->nursery->classes[0]), ==, 0);
}

static EnrUuid
admit (Fixture *fixture, const char *name, int birth_year, EnrDate first, const EnrUuid *class)
{
  g_autoptr (EnrChild) child = enr_child_new ();
  g_autoptr (GError) error = NULL;

  g_free (child->family_name);
  g_free (child->given_name);
  child->family_name = g_strdup ("石川");
  child->given_name = g_strdup (name);
  child->birth_date = enr_date_new (birth_year, 8, 3);
  enr_child_admit (fixture->db, fixture->actor, child, first, class, &error);
  g_assert_no_error (error);
  return child->id;
}

/* Who comes on the 20th of June has a plan for June, and none for May; who left on the 10th none
 * for July. */
static void
test_comes_and_goes (Fixture *fixture, gconstpointer data)
{
  EnrUuid comes = admit (fixture, "湊", YEAR - 1, day (6, 20), &fixture->nursery->classes[5]);
  EnrUuid nowhere = admit (fixture, "凪", YEAR - 2, day (5, 1), NULL);
  const EnrUuid *goes = &fixture->nursery->children[0];
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrShelf) shelf = NULL;
  g_autoptr (EnrShelf) class = NULL;

  enr_child_leave (fixture->db, fixture->actor, goes, day (6, 10), "転居", &error);
  g_assert_no_error (error);
  shelf = load_shelf (fixture, "child-month-plan", day (4, 1), day (3, 31));
  g_assert_null (find (shelf, &comes, day (5, 1)));
  g_assert_nonnull (find (shelf, &comes, day (6, 1)));
  g_assert_cmpuint (count (shelf, &comes), ==, 10);
  assert_state (shelf, &comes, day (6, 1), "missing");
  g_assert_nonnull (find (shelf, goes, day (6, 1)));
  g_assert_null (find (shelf, goes, day (7, 1)));
  /* Enrolled, and in no class yet. */
  g_assert_cmpuint (count (shelf, &nowhere), ==, 11);
  g_assert_cmpstr (find (shelf, &nowhere, day (5, 1))->class_name, ==, "");

  /* The class that was empty begins with the child; the other one ends. */
  class = load_shelf (fixture, "diary", day (6, 1), day (6, 30));
  g_assert_null (find (class, &fixture->nursery->classes[5], day (6, 19)));
  g_assert_nonnull (find (class, &fixture->nursery->classes[5], day (6, 20)));
  g_assert_nonnull (find (class, &fixture->nursery->classes[0], day (6, 10)));
  g_assert_null (find (class, &fixture->nursery->classes[0], day (6, 11)));
}

/* What was written about a child who is not here any more keeps its name. */
static void
test_left (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child = &fixture->nursery->children[3];
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrShelf) shelf = NULL;

  make (fixture, "child-record", child, day (7, 1), "");
  enr_child_leave (fixture->db, fixture->actor, child, day (6, 9), "転居", &error);
  g_assert_no_error (error);
  shelf = load_shelf (fixture, "child-record", day (7, 1), day (7, 31));
  g_assert_cmpuint (shelf->places->len, ==, 1);
  g_assert_cmpstr (find (shelf, child, day (7, 1))->child_name, ==, "髙橋 第4子");
}

/* Ages are the child's for a child's plan; a class of all ages has every plan of classes. */
static void
test_ages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrClass) mixed = g_new0 (EnrClass, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrShelf) classes = NULL;
  g_autoptr (EnrShelf) children = NULL;
  EnrUuid small, large;

  mixed->fiscal_year = YEAR;
  mixed->name = g_strdup ("にじ");
  mixed->age = -1;
  mixed->colour = g_strdup ("#102030");
  mixed->position = 9;
  enr_class_save (fixture->db, fixture->actor, mixed, &error);
  g_assert_no_error (error);
  small = admit (fixture, "小", YEAR - 3, day (4, 1), &mixed->id);
  large = admit (fixture, "大", YEAR - 5, day (4, 1), &mixed->id);

  classes = load_shelf (fixture, "baby-plan", day (4, 1), day (3, 31));
  for (guint age = 0; age < 4; age++)
    g_assert_cmpuint (count (classes, &fixture->nursery->classes[age]), ==, age <= 2 ? 12 : 0);
  g_assert_cmpuint (count (classes, &mixed->id), ==, 12);

  children = load_shelf (fixture, "child-month-plan", day (4, 1), day (3, 31));
  g_assert_cmpuint (count (children, &small), ==, 12);
  g_assert_cmpuint (count (children, &large), ==, 0);
  g_assert_cmpuint (count (children, &fixture->nursery->children[2]), ==, 12);
  g_assert_cmpuint (count (children, &fixture->nursery->children[3]), ==, 0);
}

/* The week of March 31st is cut in two; a week in which the nursery is closed is not asked for. */
static void
test_weeks (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *old = &fixture->nursery->classes[0];
  g_autoptr (EnrClass) next = g_new0 (EnrClass, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrShelf) spring = NULL;
  g_autoptr (EnrShelf) summer = NULL;

  next->fiscal_year = YEAR + 1;
  next->name = g_strdup ("りす");
  next->age = 1;
  next->colour = g_strdup ("#102030");
  enr_class_save (fixture->db, fixture->actor, next, &error);
  g_assert_no_error (error);
  enr_child_move (fixture->db, fixture->actor, &fixture->nursery->children[0], &next->id,
                  enr_fiscal_year_first (YEAR + 1), &error);
  g_assert_no_error (error);

  spring = load_shelf (fixture, "week-plan", day (3, 22), day (3, 22) + 20);
  g_assert_cmpint (find (spring, old, day (3, 22))->last, ==, day (3, 28));
  g_assert_cmpint (find (spring, old, day (3, 29))->last, ==, day (3, 31));
  g_assert_null (find (spring, &next->id, day (3, 29)));
  g_assert_cmpint (find (spring, &next->id, day (3, 31) + 1)->last, ==, day (3, 31) + 4);
  g_assert_null (find (spring, old, day (3, 31) + 1));
  g_assert_nonnull (find (spring, &next->id, day (3, 31) + 5));

  /* A week that began before is not of that time. */
  summer = load_shelf (fixture, "week-plan", day (7, 1), day (8, 10));
  g_assert_null (find (summer, old, day (6, 29)));
  g_assert_nonnull (find (summer, old, day (7, 6)));
  g_assert_nonnull (find (summer, old, day (8, 10)));
  g_clear_pointer (&summer, enr_shelf_free);
  close_days (fixture, day (8, 10), day (8, 16), FALSE);
  summer = load_shelf (fixture, "week-plan", day (7, 1), day (8, 10));
  g_assert_null (find (summer, old, day (8, 10)));
}

/* Of a stay there is one, whenever it was begun. */
static void
test_stay (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child = &fixture->nursery->children[0];
  g_autoptr (EnrShelf) sheets = NULL;
  g_autoptr (EnrShelf) own = NULL;
  g_autoptr (EnrShelf) everything = NULL;
  EnrUuid id = make (fixture, "child-sheet", child, day (4, 1), "");

  /* Every child has one, once: what was never written is missing, in every month and every year. */
  sheets = load_shelf (fixture, "child-sheet", day (7, 1), day (7, 31));
  g_assert_cmpuint (sheets->places->len, ==, 4);
  g_assert_nonnull (find (sheets, child, day (4, 1)));
  g_assert_true (enr_uuid_equal (&find (sheets, child, day (4, 1))->id, &id));
  for (guint i = 0; i < sheets->places->len; i++)
    {
      const EnrShelfPlace *place = &g_array_index (sheets->places, EnrShelfPlace, i);

      g_assert_true (place->is_expected);
      g_assert_cmpint (place->due, ==, place->first + 30);
      if (!enr_uuid_equal (&place->child_id, child))
        {
          g_assert_true (enr_uuid_is_none (&place->id));
          g_assert_cmpint (place->state, ==,
                           enr_clock_today () > place->due ? ENR_SHELF_MISSING : ENR_SHELF_TO_COME);
        }
    }
  g_clear_pointer (&sheets, enr_shelf_free);
  sheets = load_shelf (fixture, "child-sheet", day (4, 1), day (3, 31));
  g_assert_cmpuint (count (sheets, child), ==, 1);
  everything = load_shelf (fixture, NULL, day (4, 1), day (4, 30));
  for (guint i = 0, n = 0; i < everything->places->len; i++)
    {
      n += enr_uuid_equal (&g_array_index (everything->places, EnrShelfPlace, i).id, &id);
      g_assert_cmpuint (n, <=, 1);
    }
  /* Where the nursery asks for one, every child has its place. */
  own = load_shelf (fixture, "own-sheet", day (6, 1), day (6, 30));
  g_assert_cmpuint (own->places->len, ==, 4);
  assert_state (own, child, day (4, 1), "missing");
  id = make (fixture, "own-sheet", child, day (6, 3), "");
  g_clear_pointer (&own, enr_shelf_free);
  own = load_shelf (fixture, "own-sheet", day (6, 1), day (6, 30));
  assert_state (own, child, day (4, 1), "late");
}

/* Plans are counted from the first day, records from the last. */
static void
test_due (Fixture *fixture, gconstpointer data)
{
  EnrWritingKind kind = { .is_plan = TRUE, .due_days = -3 };
  EnrShelfStanding draft = { ENR_WRITING_DRAFT, FALSE, FALSE };
  EnrShelfStanding evaluating = { ENR_WRITING_DRAFT, TRUE, TRUE };
  EnrShelfStanding returned = { ENR_WRITING_RETURNED, TRUE, TRUE };
  EnrShelfStanding approved = { ENR_WRITING_APPROVED, FALSE, FALSE };
  EnrShelfStanding lacking = { ENR_WRITING_APPROVED, FALSE, TRUE };
  EnrShelfStanding archived = { ENR_WRITING_ARCHIVED, FALSE, TRUE };

  g_assert_cmpint (enr_shelf_due (&kind, 100, 130), ==, 97);
  kind.is_plan = FALSE;
  g_assert_cmpint (enr_shelf_due (&kind, 100, 130), ==, 127);
  g_assert_cmpint (enr_shelf_state_of (NULL, 10, 10), ==, ENR_SHELF_TO_COME);
  g_assert_cmpint (enr_shelf_state_of (NULL, 10, 11), ==, ENR_SHELF_MISSING);
  g_assert_cmpint (enr_shelf_state_of (&draft, 10, 10), ==, ENR_SHELF_DRAFT);
  g_assert_cmpint (enr_shelf_state_of (&draft, 10, 11), ==, ENR_SHELF_LATE);
  g_assert_cmpint (enr_shelf_state_of (&archived, 10, 11), ==, ENR_SHELF_APPROVED);
  /* What is in force was approved in time: nothing of it is late. */
  g_assert_cmpint (enr_shelf_state_of (&evaluating, 10, 11), ==, ENR_SHELF_EVALUATING);
  g_assert_cmpint (enr_shelf_state_of (&returned, 10, 11), ==, ENR_SHELF_RETURNED);
  g_assert_cmpint (enr_shelf_state_of (&approved, 10, 11), ==, ENR_SHELF_APPROVED);
  g_assert_cmpint (enr_shelf_state_of (&lacking, 10, 11), ==, ENR_SHELF_TO_EVALUATE);
}

static void
add_kind (const char *file, const char *content)
{
  g_autofree char *path = enr_data_own_path (file);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
}

static void
set_up_with_kinds (Fixture *fixture, gconstpointer n_children)
{
  add_kind ("forms/baby-plan.writing.xml", baby_plan);
  add_kind ("forms/own-sheet.writing.xml", own_sheet);
  set_up (fixture, n_children);
  g_assert_null (enr_writing_kinds_get_problems (fixture->kinds));
  /* Plans and records were begun then. */
  make (fixture, "event-plan", NULL, day (4, 1), "入園式");
}

/* Nobody was late before plans and records were begun: a year's plan, dated with April, does not
 * say that April's were to be written. */
static void
test_begun_later (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class = &fixture->nursery->classes[0];
  g_autoptr (EnrShelf) none = load_shelf (fixture, "month-plan", day (4, 1), day (3, 31));
  g_autoptr (EnrShelf) begun = NULL;
  g_autoptr (EnrShelf) year = NULL;

  g_assert_null (find (none, class, day (5, 1)));
  g_assert_nonnull (find (none, class, day (6, 1)));
  make (fixture, "year-plan", class, day (4, 1), "");
  make (fixture, "week-plan", class, day (5, 20), "");
  begun = load_shelf (fixture, "month-plan", day (4, 1), day (3, 31));
  g_assert_null (find (begun, class, day (4, 1)));
  g_assert_cmpint (find (begun, class, day (5, 1))->state, ==, ENR_SHELF_MISSING);
  year = load_shelf (fixture, "year-plan", day (4, 1), day (3, 31));
  g_assert_nonnull (find (year, &fixture->nursery->classes[1], day (4, 1)));
}

#define ADD(name, func)                                                                            \
  g_test_add ("/shelf/" name, Fixture, GUINT_TO_POINTER (4), set_up_with_kinds, func, tear_down)

int
main (int argc, char *argv[])
{
  char *folder = enr_test_folder_new ();
  int result;

  /* Where the nursery's own kinds are. */
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("diaries", test_diaries);
  ADD ("empty-class", test_empty_class);
  ADD ("moved", test_moved);
  ADD ("corrected", test_corrected);
  ADD ("comes-and-goes", test_comes_and_goes);
  ADD ("left", test_left);
  ADD ("ages", test_ages);
  ADD ("weeks", test_weeks);
  ADD ("stay", test_stay);
  ADD ("due", test_due);
  g_test_add ("/shelf/begun-later", Fixture, GUINT_TO_POINTER (4), set_up, test_begun_later,
              tear_down);
  result = g_test_run ();
  enr_test_folder_free (folder);
  return result;
}
