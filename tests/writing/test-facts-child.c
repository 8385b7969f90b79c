/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child's record has of its year what the attendance books of its months say.
 */
#include "config.h"

#include "writing-content.h"

#include "attendance/entry.h"
#include "attendance/month.h"
#include "base/clock.h"
#include "nursery/enrolment.h"

/* Away between them. */
#define LEFT "2026-07-10"
#define BACK "2026-08-20"
#define NOW "2026-11-11"

typedef struct
{
  guint present;
  guint absent;
  guint blank;
} Days;

/* As it came, and as it was called in, whatever day of the week it is. */
static void
record (Fixture *fixture, const EnrUuid *child, EnrDate day)
{
  static const char *const kinds[]
      = { "sick", "personal", "suspension", "bereavement", "unannounced" };
  EnrEntryTimes times = { 8 * 60, g_test_rand_bit () ? 17 * 60 : ENR_MINUTES_NONE, NULL };
  const EnrEntryTimes no_times = { ENR_MINUTES_NONE, ENR_MINUTES_NONE, NULL };
  EnrEntryAbsence absence = { kinds[g_test_rand_int_range (0, 5)], "", "" };
  int what = g_test_rand_int_range (0, 8);
  g_autoptr (GError) error = NULL;

  if (what == 0 || what == 1)
    enr_entry_set_absence (fixture->db, fixture->actor, child, day, &absence, &error);
  g_assert_no_error (error);
  if (what == 1 || what > 3)
    enr_entry_set_times (fixture->db, fixture->actor, child, day, &times, "打刻忘れ", &error);
  g_assert_no_error (error);
  if (what == 5) /* and it had not come after all */
    enr_entry_set_times (fixture->db, fixture->actor, child, day, &no_times, "まちがい", &error);
  g_assert_no_error (error);
}

static void
record_year (Fixture *fixture, const EnrUuid *child)
{
  EnrEntryAbsence planned = { "personal", "", "" };
  g_autoptr (GError) error = NULL;

  for (EnrDate day = date ("2026-04-01"); day <= date (LEFT); day++)
    record (fixture, child, day);
  enr_child_leave (fixture->db, fixture->actor, child, date (LEFT), "", &error);
  g_assert_no_error (error);
  enr_child_enrol (fixture->db, fixture->actor, child, date (BACK), NULL, &error);
  g_assert_no_error (error);
  for (EnrDate day = date (BACK); day <= date (NOW); day++)
    record (fixture, child, day);
  for (EnrDate day = date (NOW) + 1; day < date (NOW) + 40; day += 9)
    enr_entry_set_absence (fixture->db, fixture->actor, child, day, &planned, &error);
  g_assert_no_error (error);
}

/* From the months' books, up to today. */
static Days
add_up (Fixture *fixture, const EnrUuid *child_id, EnrDate first, EnrDate last)
{
  Days days = { 0 };

  for (EnrDate month = first; month <= MIN (last, date (NOW));
       month = enr_date_month_start (month, 1))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrMonth) loaded = enr_month_load (fixture->db, month, NULL, &error);

      g_assert_no_error (error);
      for (guint i = 0; i < loaded->children->len; i++)
        {
          const EnrMonthChild *child = &g_array_index (loaded->children, EnrMonthChild, i);

          if (!enr_uuid_equal (&child->child_id, child_id))
            continue;
          for (int k = 0; k < loaded->n_days && month + k <= date (NOW); k++)
            {
              EnrCellState state = child->cells[k].state;

              days.present += state == ENR_CELL_PRESENT;
              days.absent += state == ENR_CELL_ABSENT;
              days.blank += state == ENR_CELL_BLANK && month + k < date (NOW);
            }
        }
    }
  return days;
}

static void
assert_days (const EnrContent *content, const char *key, guint n)
{
  g_autofree char *text = g_strdup_printf ("%u日", n);

  g_assert_cmpstr (enr_content_get_text (content, key), ==, text);
}

static void
assert_record (Fixture *fixture, const EnrUuid *child, const char *kind, const char *day)
{
  EnrUuid id = make (fixture, kind, child, date (day), "");
  g_autoptr (EnrWriting) writing = load (fixture, &id);
  g_autoptr (EnrContent) content = content_of (fixture, &id, kind);
  Days days = add_up (fixture, child, writing->first, writing->last);

  g_test_message ("%s: %u, %u, %u", kind, days.present, days.absent, days.blank);
  if (days.present + days.absent == 0)
    {
      g_assert_cmpstr (enr_content_get_text (content, "attendance/none"), !=, "");
      return;
    }
  assert_days (content, "attendance/open", days.present + days.absent + days.blank);
  assert_days (content, "attendance/present", days.present);
  assert_days (content, "attendance/absent", days.absent);
  assert_days (content, "attendance/unrecorded", days.blank);
}

static void
test_year (Fixture *fixture, gconstpointer data)
{
  /* Of age 5, who is written about at the year's end. */
  const EnrUuid *child = &fixture->nursery->children[5];

  enr_clock_set_fixed (enr_instant_from_local (date (NOW), 21 * 60));
  record_year (fixture, child);
  record_year (fixture, &fixture->nursery->children[11]);
  assert_record (fixture, child, "nursery-record", NOW);
  assert_record (fixture, child, "development", "2026-05-11"); /* whole */
  assert_record (fixture, child, "development", "2026-07-11"); /* with the time away */
  assert_record (fixture, child, "development", NOW);          /* that has not ended */
  assert_record (fixture, child, "development", "2027-02-11"); /* to come */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/writing/facts-of-child/year", Fixture, CHILDREN (12), set_up, test_year, tear_down);

  return g_test_run ();
}
