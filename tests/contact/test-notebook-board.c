/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Home's word of collection on the board, and how it comes off again.
 */
#include "config.h"

#include "contact-fixture.h"
#include "contact/notebook.h"

#define H(hour, minute) ((hour) *60 + (minute))

/* Home's page of the first child says this; the message of the result. */
static char *
say (Fixture *fixture, int leave, const char *collector)
{
  g_autoptr (EnrNotebookPage) page = NULL;
  g_autoptr (GPtrArray) pages = g_ptr_array_new ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  const EnrNotebookResult *result;

  page = enr_notebook_load_page (fixture->db, &fixture->children[0], DAY (6, 10), ENR_SIDE_HOME,
                                 &error);
  g_assert_no_error (error);
  page->leave = leave;
  page->mood = ENR_MOOD_USUAL;
  set_text (&page->collector, collector);
  g_ptr_array_add (pages, page);
  results = enr_notebook_save (fixture->db, fixture->actor, pages, NULL, &error);
  g_assert_no_error (error);
  result = g_ptr_array_index (results, 0);
  if (result->verdict == ENR_NOTEBOOK_REFUSED)
    return g_strdup_printf ("refused: %s", result->message);
  return g_strdup (result->message);
}

static void
assert_said (Fixture *fixture, int leave, const char *collector, const char *message)
{
  g_autofree char *found = say (fixture, leave, collector);

  if (message == NULL)
    g_assert_cmpstr (found, ==, "");
  else
    g_assert_nonnull (strstr (found, message));
}

/* "17:00 祖母" on the board. */
static char *
board (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = enr_day_load (fixture->db, DAY (6, 10), NULL, &error);
  const EnrDayChild *child = enr_day_find (day, &fixture->children[0]);
  char time[6];

  g_assert_no_error (error);
  return g_strdup_printf ("%s %s", enr_minutes_format (child->planned_leave, time),
                          child->planned_collector);
}

#define assert_board(expected)                                                                     \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *shown_ = board (fixture);                                                     \
    g_assert_cmpstr (shown_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static void
set_plan (Fixture *fixture, int arrive_at, int leave, const char *collector)
{
  EnrEntryPlan entry = { arrive_at, leave, collector };
  g_autoptr (GError) error = NULL;

  enr_entry_set_plan (fixture->db, fixture->actor, &fixture->children[0], DAY (6, 10), &entry,
                      &error);
  g_assert_no_error (error);
}

static void
test_on_and_off (Fixture *fixture, gconstpointer data)
{
  set_plan (fixture, H (8, 30), H (18, 0), "母");
  assert_said (fixture, H (17, 0), "祖母", "another collection");
  assert_board ("17:00 祖母");
  assert_said (fixture, H (16, 30), "祖母", NULL);
  assert_board ("16:30 祖母");
  /* One after the other: each comes back for itself. */
  assert_said (fixture, H (16, 30), "", NULL);
  assert_board ("16:30 母");
  assert_said (fixture, ENR_MINUTES_NONE, "", NULL);
  assert_board ("18:00 母");
  assert_said (fixture, ENR_MINUTES_NONE, "", NULL);
  assert_board ("18:00 母");
}

static void
test_nothing_before (Fixture *fixture, gconstpointer data)
{
  assert_said (fixture, H (17, 0), "祖母", NULL);
  assert_board ("17:00 祖母");
  assert_said (fixture, ENR_MINUTES_NONE, "", NULL);
  assert_board (" ");
}

/* What somebody changed at the board since stays there. */
static void
test_changed_since (Fixture *fixture, gconstpointer data)
{
  assert_said (fixture, H (17, 0), "祖母", NULL);
  set_plan (fixture, H (8, 30), H (15, 0), "祖母");
  /* The page is saved with something else, and says nothing new of collection. */
  assert_said (fixture, H (17, 0), "祖母", NULL);
  assert_board ("15:00 祖母");
  assert_said (fixture, ENR_MINUTES_NONE, "", "which stays");
  assert_board ("15:00 ");
  assert_said (fixture, H (16, 0), "", "another collection");
  assert_board ("16:00 ");
  assert_said (fixture, ENR_MINUTES_NONE, "", NULL);
  assert_board ("15:00 ");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  set_plan (fixture, H (9, 0), H (18, 0), "母");
  before = enr_test_dump (fixture->nursery->path);
  assert_said (fixture, H (8, 0), "祖母", "refused: ");
  after = enr_test_dump (fixture->nursery->path);
  enr_test_assert_same (after, before);
  assert_board ("18:00 母");
}

/* A closed day keeps its board, and the page is saved. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrNotebookPage) page = NULL;
  g_autoptr (GError) error = NULL;

  set_plan (fixture, H (9, 0), H (18, 0), "母");
  close_day (fixture, DAY (6, 10));
  assert_said (fixture, H (17, 0), "祖母", "closed");
  assert_board ("18:00 母");
  page = enr_notebook_load_page (fixture->db, &fixture->children[0], DAY (6, 10), ENR_SIDE_HOME,
                                 &error);
  g_assert_cmpint (page->leave, ==, H (17, 0));
}

static EnrUuid
notice_early (Fixture *fixture, int leave)
{
  g_autoptr (EnrNotice) notice = time_notice (fixture, 0, DAY (6, 10), ENR_NOTICE_EARLY, leave);

  return add (fixture, notice);
}

/* A notice and the notebook are written over each other, and taken back in every order. */
static void
test_notices (Fixture *fixture, gconstpointer data)
{
  EnrUuid id;

  set_plan (fixture, H (9, 0), H (18, 0), "");
  /* Notice, notebook; the notice goes first. */
  id = notice_early (fixture, H (15, 0));
  assert_said (fixture, H (16, 0), "", "another collection");
  assert_board ("16:00 ");
  withdraw (fixture, &id);
  assert_board ("16:00 ");
  assert_said (fixture, ENR_MINUTES_NONE, "", NULL);
  assert_board ("18:00 ");
  /* The notebook goes first. */
  id = notice_early (fixture, H (15, 0));
  assert_said (fixture, H (16, 0), "", "another collection");
  assert_said (fixture, ENR_MINUTES_NONE, "", NULL);
  assert_board ("15:00 ");
  withdraw (fixture, &id);
  assert_board ("18:00 ");
  /* Notebook, notice; the notebook goes first. */
  assert_said (fixture, H (16, 0), "", "another collection");
  id = notice_early (fixture, H (15, 0));
  assert_board ("15:00 ");
  assert_said (fixture, ENR_MINUTES_NONE, "", "which stays");
  assert_board ("15:00 ");
  withdraw (fixture, &id);
  assert_board ("18:00 ");
  /* The notice goes first. */
  assert_said (fixture, H (16, 0), "", "another collection");
  id = notice_early (fixture, H (15, 0));
  withdraw (fixture, &id);
  assert_board ("16:00 ");
  assert_said (fixture, ENR_MINUTES_NONE, "", NULL);
  assert_board ("18:00 ");
  /* Notebook, notice, notebook; then all goes. */
  assert_said (fixture, H (16, 0), "", "another collection");
  id = notice_early (fixture, H (15, 0));
  assert_said (fixture, H (17, 0), "", "another collection");
  assert_board ("17:00 ");
  withdraw (fixture, &id);
  assert_board ("17:00 ");
  assert_said (fixture, ENR_MINUTES_NONE, "", NULL);
  assert_board ("18:00 ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define TEST(name, func)                                                                           \
  g_test_add ("/contact/notebook-board/" name, Fixture, GUINT_TO_POINTER (2), set_up, func,        \
              tear_down)
  TEST ("on-and-off", test_on_and_off);
  TEST ("nothing-before", test_nothing_before);
  TEST ("changed-since", test_changed_since);
  TEST ("refused", test_refused);
  TEST ("closed", test_closed);
  TEST ("notices", test_notices);
  return g_test_run ();
}
