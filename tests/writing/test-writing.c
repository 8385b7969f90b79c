/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Making, finding, listing and removing plans and records in a real database.
 */
#include "config.h"

#include "writing-content.h"

#include <string.h>

#include "nursery/enrolment.h"
#include "store/raw.h"

static void
assert_not_made (Fixture *fixture,
                 const char *kind,
                 const EnrUuid *whose,
                 const char *day,
                 const char *title,
                 EnrNurseryError code)
{
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  EnrUuid id;

  g_test_message ("%s %s", kind, day);
  g_assert_false (try_make (fixture, kind, whose, date (day), title, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, (int) code);
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[2];
  EnrUuid id = make (fixture, "week-plan", class_id, enr_test_day (), "");
  g_autoptr (EnrWriting) writing = load (fixture, &id);
  g_autofree char *name = enr_writing_dup_name (writing, kind_of (fixture, "week-plan"));
  g_autoptr (GError) error = NULL;
  EnrUuid again;

  g_assert_cmpstr (writing->kind, ==, "week-plan");
  g_assert_true (enr_uuid_equal (&writing->class_id, class_id));
  g_assert_true (enr_uuid_is_none (&writing->child_id));
  g_assert_cmpstr (writing->class_name, ==, "うさぎ");
  g_assert_cmpstr (writing->child_name, ==, "");
  g_assert_cmpint (writing->age, ==, 2);
  g_assert_cmpint (writing->first, ==, date ("2026-06-08"));
  g_assert_cmpint (writing->last, ==, date ("2026-06-14"));
  g_assert_cmpint (writing->state, ==, ENR_WRITING_DRAFT);
  g_assert_cmpint (writing->revision, ==, 1);
  g_assert_cmpint (writing->version, ==, 0);
  g_assert_cmpint (writing->approved, ==, 0);
  g_assert_true (enr_uuid_is_none (&writing->above_id));
  g_assert_cmpuint (g_hash_table_size (writing->texts), ==, 0);
  g_assert_cmpstr (name, ==, "週案 うさぎ 令和8年6月8日～14日");

  /* Another day of the same week is the same plan, and it is told which. */
  again = enr_uuid_none;
  g_assert_false (
      try_make (fixture, "week-plan", class_id, date ("2026-06-14"), "", &again, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_assert_true (enr_uuid_equal (&again, &id));
  make (fixture, "week-plan", class_id, date ("2026-06-15"), "");
  make (fixture, "week-plan", &fixture->nursery->classes[1], enr_test_day (), "");
  make (fixture, "week-diary", class_id, enr_test_day (), "");
}

static void
test_not_created (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  const EnrUuid *child_id = &fixture->nursery->children[0];
  EnrUuid nobody = enr_uuid_new ();
  EnrUuid id;
  g_autoptr (GError) error = NULL;
  EnrWritingNew both
      = { kind_of (fixture, "week-plan"), *class_id, *child_id, enr_test_day (), "", "" };

  /* A week that two fiscal years share is two plans: the class has only the days of its own. */
  assert_not_made (fixture, "week-plan", class_id, "2026-03-31", "", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "week-plan", class_id, "2027-04-01", "", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "year-plan", class_id, "2027-04-01", "", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "week-plan", &nobody, "2026-06-10", "", ENR_NURSERY_ERROR_UNKNOWN);
  assert_not_made (fixture, "week-plan", NULL, "2026-06-10", "", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "child-month-plan", NULL, "2026-06-10", "", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "drill", class_id, "2026-06-10", "火災", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "drill", NULL, "2026-06-10", "", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "drill", NULL, "2026-06-10", "　", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "week-plan", class_id, "2026-06-10", "題名", ENR_NURSERY_ERROR_INVALID);
  assert_not_made (fixture, "child-month-plan", child_id, "2026-03-31", "",
                   ENR_NURSERY_ERROR_NOT_ENROLLED);
  assert_not_made (fixture, "child-month-plan", &nobody, "2026-06-10", "",
                   ENR_NURSERY_ERROR_NOT_ENROLLED);
  g_assert_false (enr_writing_create (fixture->db, fixture->actor, &both, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);

  id = make (fixture, "week-plan", class_id, date ("2026-04-01"), "");
  {
    g_autoptr (EnrWriting) writing = load (fixture, &id);

    g_assert_cmpint (writing->first, ==, date ("2026-04-01"));
    g_assert_cmpint (writing->last, ==, date ("2026-04-05"));
  }
  id = make (fixture, "week-plan", class_id, date ("2027-03-31"), "");
  {
    g_autoptr (EnrWriting) writing = load (fixture, &id);

    g_assert_cmpint (writing->first, ==, date ("2027-03-29"));
    g_assert_cmpint (writing->last, ==, date ("2027-03-31"));
  }
}

static void
test_child_left (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child_id = &fixture->nursery->children[0];
  g_autoptr (GError) error = NULL;

  enr_child_leave (fixture->db, fixture->actor, child_id, date ("2026-07-10"), "転居", &error);
  g_assert_no_error (error);
  make (fixture, "child-month-plan", child_id, date ("2026-07-31"), "");
  make (fixture, "child-record", child_id, date ("2026-07-10"), "");
  assert_not_made (fixture, "child-record", child_id, "2026-07-11", "",
                   ENR_NURSERY_ERROR_NOT_ENROLLED);
  assert_not_made (fixture, "child-month-plan", child_id, "2026-08-01", "",
                   ENR_NURSERY_ERROR_NOT_ENROLLED);
}

static void
test_events_and_stays (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child_id = &fixture->nursery->children[0];
  EnrUuid fire = make (fixture, "drill", NULL, enr_test_day (), "火災　訓練");
  EnrUuid quake = make (fixture, "drill", NULL, enr_test_day (), "地震");
  EnrUuid sheet = make (fixture, "child-sheet", child_id, date ("2026-04-01"), "");
  EnrUuid same;
  g_autoptr (EnrWriting) writing = load (fixture, &fire);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (writing->title, ==, "火災 訓練");
  g_assert_false (try_make (fixture, "drill", NULL, enr_test_day (), "火災 訓練", &same, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_assert_true (enr_uuid_equal (&same, &fire));
  g_clear_error (&error);
  g_assert_false (
      enr_writing_set_head (fixture->db, fixture->actor, &quake, "火災 訓練", "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_clear_error (&error);
  g_assert_false (enr_writing_set_head (fixture->db, fixture->actor, &quake, "", "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (enr_writing_set_head (fixture->db, fixture->actor, &quake, "地震・津波",
                                       " 佐藤　花子", &error));
  g_assert_no_error (error);
  enr_writing_free (g_steal_pointer (&writing));
  writing = load (fixture, &quake);
  g_assert_cmpstr (writing->title, ==, "地震・津波");
  g_assert_cmpstr (writing->writer, ==, "佐藤 花子");

  /* A child has one sheet, whatever the day that it is begun on. */
  g_assert_false (try_make (fixture, "child-sheet", child_id, enr_test_day (), "", &same, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY);
  g_assert_true (enr_uuid_equal (&same, &sheet));
  g_clear_error (&error);
  /* With a title it would not be found as the same one any more. */
  g_assert_false (enr_writing_set_head (fixture->db, fixture->actor, &sheet, "題名", "", &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
}

static void
assert_above (Fixture *fixture, const EnrUuid *id, const EnrUuid *above)
{
  g_autoptr (EnrWriting) writing = load (fixture, id);

  g_assert_true (enr_uuid_equal (&writing->above_id, above));
}

static void
test_above (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  const EnrUuid *other_class = &fixture->nursery->classes[1];
  const EnrUuid *child_id = &fixture->nursery->children[0];
  EnrUuid overall = make (fixture, "overall-plan", NULL, enr_test_day (), "");
  EnrUuid year = make (fixture, "year-plan", class_id, enr_test_day (), "");
  EnrUuid other_year = make (fixture, "year-plan", other_class, enr_test_day (), "");
  EnrUuid may = make (fixture, "month-plan", class_id, date ("2026-05-20"), "");
  EnrUuid june = make (fixture, "month-plan", class_id, enr_test_day (), "");
  EnrUuid week = make (fixture, "week-plan", class_id, enr_test_day (), "");
  EnrUuid two_months = make (fixture, "week-plan", class_id, date ("2026-07-01"), "");
  EnrUuid day = make (fixture, "day-plan", class_id, enr_test_day (), "");
  EnrUuid diary = make (fixture, "diary", class_id, enr_test_day (), "");
  EnrUuid no_week = make (fixture, "diary", class_id, date ("2026-06-18"), "");
  EnrUuid child_month = make (fixture, "child-month-plan", child_id, enr_test_day (), "");
  EnrUuid event = make (fixture, "event-plan", NULL, enr_test_day (), "夏祭り");

  assert_above (fixture, &overall, &enr_uuid_none);
  assert_above (fixture, &year, &overall);
  assert_above (fixture, &other_year, &overall);
  assert_above (fixture, &may, &year);
  assert_above (fixture, &june, &year);
  assert_above (fixture, &week, &june);
  /* A week is of the month in which it begins. */
  assert_above (fixture, &two_months, &june);
  assert_above (fixture, &day, &week);
  assert_above (fixture, &diary, &week);
  assert_above (fixture, &no_week, &enr_uuid_none);
  assert_above (fixture, &child_month, &june);
  assert_above (fixture, &event, &overall);
}

/* The plan of the class that the child is in when the month begins. */
static void
test_child_moved (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *child_id = &fixture->nursery->children[0];
  EnrUuid of_first[2], of_second[2], june, july;
  g_autoptr (EnrWriting) writing = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      EnrDate day = enr_date_new (2026, 6 + (int) i, 1);

      of_first[i] = make (fixture, "month-plan", &fixture->nursery->classes[0], day, "");
      of_second[i] = make (fixture, "month-plan", &fixture->nursery->classes[1], day, "");
    }
  enr_child_move (fixture->db, fixture->actor, child_id, &fixture->nursery->classes[1],
                  date ("2026-06-15"), &error);
  g_assert_no_error (error);
  june = make (fixture, "child-month-plan", child_id, date ("2026-06-20"), "");
  july = make (fixture, "child-month-plan", child_id, date ("2026-07-20"), "");
  assert_above (fixture, &june, &of_first[0]);
  assert_above (fixture, &july, &of_second[1]);
  writing = load (fixture, &june);
  g_assert_cmpstr (writing->class_name, ==, "ひよこ");
  g_assert_cmpstr (writing->child_name, ==, "青木 第1子");
  g_assert_cmpint (writing->age, ==, 0);
  enr_writing_free (g_steal_pointer (&writing));
  writing = load (fixture, &july);
  g_assert_cmpstr (writing->class_name, ==, "りす");
  g_assert_cmpint (writing->age, ==, 0);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  EnrUuid id = make (fixture, "week-plan", class_id, enr_test_day (), "");
  EnrUuid again;
  g_autoptr (GError) error = NULL;

  save (fixture, &id, "aims", "ねらい");
  enr_writing_remove (fixture->db, fixture->actor, &id, &error);
  g_assert_no_error (error);
  g_assert_null (enr_writing_load (fixture->db, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (enr_writing_remove (fixture->db, fixture->actor, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (try_save (fixture, &id, "week-plan", "aims", "x", 1, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
  again = make (fixture, "week-plan", class_id, enr_test_day (), "");
  assert_text (fixture, &again, "aims", "");
}

/* Blanks make no text, and what has none is not left behind. */
static void
test_blank (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  EnrUuid id = make (fixture, "week-plan", class_id, enr_test_day (), "");
  EnrTextChange change = { "aims", "\n 　\n", 0, enr_uuid_none, enr_uuid_none, NULL };
  g_autoptr (EnrWriting) writing = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_writing_save (fixture->db, fixture->actor, kind_of (fixture, "week-plan"), &id,
                                   &change, 1, &error));
  g_assert_cmpint (change.seen, ==, 0);
  writing = load (fixture, &id);
  g_assert_cmpuint (g_hash_table_size (writing->texts), ==, 0);
  change.text = "ねらい";
  g_assert_true (enr_writing_save (fixture->db, fixture->actor, kind_of (fixture, "week-plan"), &id,
                                   &change, 1, &error));
  g_assert_cmpint (change.seen, ==, 1);
  g_assert_true (enr_writing_remove_blank (fixture->db, fixture->actor, &id, &error));
  assert_text (fixture, &id, "aims", "ねらい");
  save (fixture, &id, "aims", "\n");
  g_assert_true (enr_writing_remove_blank (fixture->db, fixture->actor, &id, &error));
  g_assert_null (enr_writing_load (fixture->db, &id, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN);
}

static void
assert_likely (Fixture *fixture, const EnrUuid *id, const char *expected)
{
  g_autoptr (EnrWriting) writing = load (fixture, id);
  g_autoptr (GError) error = NULL;
  g_autofree char *likely = enr_writing_dup_likely_writer (fixture->db, writing, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (likely, ==, expected);
}

/* Whoever writes for the class; of a child in it, too. */
static void
test_likely_writer (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *classes = fixture->nursery->classes;
  EnrDate day = enr_test_day ();
  EnrUuid week = make (fixture, "week-plan", &classes[0], day, "");
  EnrUuid next = make (fixture, "week-plan", &classes[0], day + 7, "");
  EnrUuid month = make (fixture, "month-plan", &classes[0], day, "");
  EnrUuid other = make (fixture, "week-plan", &classes[1], day, "");
  EnrUuid whole = make (fixture, "overall-plan", NULL, day, "");
  g_autoptr (GError) error = NULL;

  assert_likely (fixture, &next, "");
  g_assert_true (enr_writing_set_head (fixture->db, fixture->actor, &week, "", "佐藤", &error));
  assert_likely (fixture, &next, "佐藤");
  assert_likely (fixture, &month, "佐藤");
  assert_likely (fixture, &other, "");
  assert_likely (fixture, &whole, "");
  g_assert_true (enr_writing_set_head (fixture->db, fixture->actor, &month, "", "鈴木", &error));
  assert_likely (fixture, &next, "佐藤");
  assert_likely (fixture, &week, "鈴木");
}

static guint
count (Fixture *fixture, const EnrWritingFilter *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = enr_writing_list (fixture->db, filter, &error);

  g_assert_no_error (error);
  for (guint i = 1; i < list->len; i++)
    g_assert_cmpint (((EnrWriting *) g_ptr_array_index (list, i - 1))->first, <=,
                     ((EnrWriting *) g_ptr_array_index (list, i))->first);
  return list->len;
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  const EnrUuid *class_id = &fixture->nursery->classes[0];
  const EnrUuid *child_id = &fixture->nursery->children[0];
  EnrWritingFilter filter
      = { NULL, enr_uuid_none, enr_uuid_none, ENR_DATE_NONE, ENR_DATE_NONE, FALSE };
  EnrWritingFilter june = filter;
  EnrUuid first = make (fixture, "week-plan", class_id, date ("2026-06-29"), "");

  make (fixture, "week-plan", class_id, date ("2026-05-25"), "");
  make (fixture, "week-plan", class_id, date ("2026-05-24"), "");
  make (fixture, "week-plan", &fixture->nursery->classes[1], enr_test_day (), "");
  make (fixture, "child-record", child_id, enr_test_day (), "");
  g_assert_cmpuint (count (fixture, &filter), ==, 5);
  /* Periods that begin or end outside are in it too. */
  june.from = date ("2026-05-31");
  june.until = date ("2026-06-30");
  g_assert_cmpuint (count (fixture, &june), ==, 4);
  june.from = date ("2026-06-01");
  g_assert_cmpuint (count (fixture, &june), ==, 3);
  june.kind = "week-plan";
  g_assert_cmpuint (count (fixture, &june), ==, 2);
  june.class_id = *class_id;
  g_assert_cmpuint (count (fixture, &june), ==, 1);
  filter.child_id = *child_id;
  g_assert_cmpuint (count (fixture, &filter), ==, 1);
  filter.child_id = enr_uuid_none;
  filter.only_waiting = TRUE;
  g_assert_cmpuint (count (fixture, &filter), ==, 0);
  raw_run (fixture->nursery->path, "UPDATE writing SET state = 'submitted'");
  g_assert_cmpuint (count (fixture, &filter), ==, 5);
  filter.class_id = *class_id;
  g_assert_cmpuint (count (fixture, &filter), ==, 3);
  june.only_waiting = TRUE;
  g_assert_cmpuint (count (fixture, &june), ==, 1);
  {
    g_autoptr (GPtrArray) list = enr_writing_list (fixture->db, &june, NULL);

    g_assert_true (enr_uuid_equal (&((EnrWriting *) g_ptr_array_index (list, 0))->id, &first));
  }
}

/* What was written is not in the journal: it could not be destroyed there. */
static void
test_journal (Fixture *fixture, gconstpointer data)
{
  static const char sentence[] = "朝陽くんは積み木を高く積んで笑った";
  EnrUuid id = make (fixture, "week-plan", &fixture->nursery->classes[0], enr_test_day (), "");
  EnrStepOn on = { kind_of (fixture, "week-plan"), id, 0, "" };
  g_autofree char *in_texts = NULL;
  g_autoptr (GError) error = NULL;

  save (fixture, &id, "aims", sentence);
  save (fixture, &id, "aims", "別の文");
  save (fixture, &id, "aims", sentence);
  save (fixture, &id, "days/mon/activity", sentence);
  enr_step_do (fixture->db, fixture->actor, ENR_STEP_SUBMIT, &on, &error);
  g_assert_no_error (error);
  g_assert_cmpint (raw_int (fixture->nursery->path,
                            "SELECT count(*) FROM journal WHERE changes LIKE '%積み木%' OR "
                            "reason LIKE '%積み木%' OR row LIKE '%積み木%'"),
                   ==, 0);
  g_assert_cmpint (raw_int (fixture->nursery->path,
                            "SELECT count(*) FROM journal WHERE tbl = 'writing_text' AND "
                            "changes LIKE '%\"body\":[%sha256%'"),
                   ==, 4);
  in_texts
      = raw_text (fixture->nursery->path, "SELECT count(*) FROM writing_version WHERE instr (body, "
                                          "CAST ('積み木' AS BLOB))");
  g_assert_cmpstr (in_texts, ==, "1");
}

/* Whatever statement fails, nothing of the action is there, and it can be done again. */
static void
test_faults (Fixture *fixture, gconstpointer data)
{
  EnrUuid id = make (fixture, "week-plan", &fixture->nursery->classes[0], enr_test_day (), "");
  const EnrWritingKind *kind = kind_of (fixture, "week-plan");
  gboolean is_done = FALSE;
  g_autofree char *before = NULL;

  save (fixture, &id, "aims", "はじめ");
  before = enr_test_dump (fixture->nursery->path);
  for (int n = 1; !is_done; n++)
    {
      EnrTextChange changes[] = { { "aims", "次", 1, enr_uuid_none, enr_uuid_none, NULL },
                                  { "care", "水分", 0, enr_uuid_none, enr_uuid_none, NULL } };
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      enr_db_set_fault (fixture->db, n);
      is_done = enr_writing_save (fixture->db, fixture->actor, kind, &id, changes, 2, &error);
      enr_db_set_fault (fixture->db, 0);
      g_assert_cmpint (changes[0].seen, ==, is_done ? 2 : 1);
      after = enr_test_dump (fixture->nursery->path);
      if (!is_done)
        enr_test_assert_same (after, before);
      g_assert_cmpint (n, <, 200);
    }
  assert_text (fixture, &id, "aims", "次");
  assert_text (fixture, &id, "care", "水分");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    guint n_children;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/writing/create", 0, test_create },
    { "/writing/not-created", 1, test_not_created },
    { "/writing/child-left", 1, test_child_left },
    { "/writing/events-and-stays", 1, test_events_and_stays },
    { "/writing/above", 1, test_above },
    { "/writing/child-moved", 1, test_child_moved },
    { "/writing/remove", 0, test_remove },
    { "/writing/blank", 0, test_blank },
    { "/writing/likely-writer", 1, test_likely_writer },
    { "/writing/list", 1, test_list },
    { "/writing/journal", 0, test_journal },
    { "/writing/faults", 0, test_faults },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, CHILDREN (tests[i].n_children), set_up, tests[i].func,
                tear_down);

  return g_test_run ();
}
