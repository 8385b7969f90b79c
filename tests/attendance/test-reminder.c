/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/reminder.h"

#define DAY (enr_date_new (2026, 6, 10))

/* A day that is open from 7:00 to 19:00, with children in the states of the test. */
typedef struct
{
  EnrDay day;
  GArray *due;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->day.date = DAY;
  fixture->day.closed_at = ENR_INSTANT_NONE;
  fixture->day.no_news_at = 9 * 60 + 30;
  fixture->day.close_minutes = 19 * 60;
  fixture->day.children = g_array_new (FALSE, TRUE, sizeof (EnrDayChild));
  fixture->due = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_array_unref (fixture->day.children);
  g_array_unref (fixture->due);
}

static EnrDayChild *
add_child (Fixture *fixture, EnrStatus status)
{
  EnrDayChild child = { 0 };

  child.child_id.bytes[0] = fixture->day.children->len + 1;
  child.status = status;
  child.planned_arrive = ENR_MINUTES_NONE;
  child.planned_leave = ENR_MINUTES_NONE;
  g_array_append_val (fixture->day.children, child);
  return &g_array_index (fixture->day.children, EnrDayChild, fixture->day.children->len - 1);
}

static EnrReminderKind
due_at (Fixture *fixture, int hour, int minute)
{
  g_array_set_size (fixture->due, 0);
  return enr_reminder_due (&fixture->day, enr_instant_from_local (DAY, hour * 60 + minute),
                           fixture->due);
}

/* The children that are due, by their number from 1: "13". */
static char *
numbers (const Fixture *fixture)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fixture->due->len; i++)
    g_string_append_printf (text, "%d", g_array_index (fixture->due, EnrUuid, i).bytes[0]);
  return g_string_free (text, FALSE);
}

#define assert_due(fixture, hour, minute, kind, which)                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *numbers_ = NULL;                                                              \
    g_assert_cmpint (due_at (fixture, hour, minute), ==, kind);                                    \
    numbers_ = numbers (fixture);                                                                  \
    g_assert_cmpstr (numbers_, ==, which);                                                         \
  }                                                                                                \
  G_STMT_END

static void
add_all_states (Fixture *fixture)
{
  add_child (fixture, ENR_STATUS_UNKNOWN);
  add_child (fixture, ENR_STATUS_PRESENT);
  add_child (fixture, ENR_STATUS_LEFT);
  add_child (fixture, ENR_STATUS_ABSENT);
  add_child (fixture, ENR_STATUS_UNKNOWN);
}

static void
test_no_news (Fixture *fixture, gconstpointer data)
{
  add_all_states (fixture);
  assert_due (fixture, 7, 0, ENR_REMINDER_NONE, "");
  assert_due (fixture, 9, 29, ENR_REMINDER_NONE, "");
  assert_due (fixture, 9, 30, ENR_REMINDER_NO_NEWS, "15");
  assert_due (fixture, 18, 59, ENR_REMINDER_NO_NEWS, "15");
}

static void
test_still_here (Fixture *fixture, gconstpointer data)
{
  add_all_states (fixture);
  assert_due (fixture, 19, 0, ENR_REMINDER_STILL_HERE, "2");
  /* 24:30 of the same nursery day */
  assert_due (fixture, 24, 30, ENR_REMINDER_STILL_HERE, "2");

  g_array_index (fixture->day.children, EnrDayChild, 1).status = ENR_STATUS_LEFT;
  assert_due (fixture, 19, 0, ENR_REMINDER_NO_NEWS, "15");
}

static void
test_closed_by_calendar (Fixture *fixture, gconstpointer data)
{
  add_all_states (fixture);
  fixture->day.closed_name = "日曜日";
  assert_due (fixture, 10, 0, ENR_REMINDER_NONE, "");
  /* Whoever came all the same must not be forgotten. */
  assert_due (fixture, 19, 0, ENR_REMINDER_STILL_HERE, "2");
  fixture->day.close_minutes = ENR_MINUTES_NONE;
  assert_due (fixture, 20, 0, ENR_REMINDER_NONE, "");
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  add_all_states (fixture);
  fixture->day.closed_at = enr_instant_from_local (DAY, 19 * 60);
  assert_due (fixture, 19, 30, ENR_REMINDER_NONE, "");
}

static void
test_other_day (Fixture *fixture, gconstpointer data)
{
  add_all_states (fixture);
  /* 27:00 is 3:00 of the next nursery day. */
  assert_due (fixture, 27, 0, ENR_REMINDER_NONE, "");
  g_assert_cmpint (enr_reminder_due (&fixture->day, enr_instant_from_local (DAY - 1, 12 * 60), NULL),
                   ==, ENR_REMINDER_NONE);
}

static void
test_planned_later (Fixture *fixture, gconstpointer data)
{
  add_child (fixture, ENR_STATUS_UNKNOWN)->planned_arrive = 8 * 60;
  add_child (fixture, ENR_STATUS_UNKNOWN)->planned_arrive = 11 * 60;
  assert_due (fixture, 8, 30, ENR_REMINDER_NONE, "");
  assert_due (fixture, 9, 30, ENR_REMINDER_NO_NEWS, "1");
  assert_due (fixture, 10, 59, ENR_REMINDER_NO_NEWS, "1");
  assert_due (fixture, 11, 0, ENR_REMINDER_NO_NEWS, "12");
}

static void
test_seen (Fixture *fixture, gconstpointer data)
{
  add_child (fixture, ENR_STATUS_UNKNOWN)->sight = ENR_SIGHT_PRESENT;
  add_child (fixture, ENR_STATUS_UNKNOWN)->sight = ENR_SIGHT_ABSENT;
  assert_due (fixture, 9, 30, ENR_REMINDER_NO_NEWS, "2");
}

/* A Saturday on application. */
static void
test_unasked (Fixture *fixture, gconstpointer data)
{
  add_all_states (fixture);
  g_array_index (fixture->day.children, EnrDayChild, 0).is_unasked = TRUE;
  assert_due (fixture, 9, 30, ENR_REMINDER_NO_NEWS, "5");
  g_array_index (fixture->day.children, EnrDayChild, 4).is_unasked = TRUE;
  assert_due (fixture, 9, 30, ENR_REMINDER_NONE, "");
  /* Whoever came all the same is here. */
  g_array_index (fixture->day.children, EnrDayChild, 1).is_unasked = TRUE;
  assert_due (fixture, 19, 0, ENR_REMINDER_STILL_HERE, "2");
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  assert_due (fixture, 9, 30, ENR_REMINDER_NONE, "");
  add_child (fixture, ENR_STATUS_PRESENT);
  assert_due (fixture, 9, 30, ENR_REMINDER_NONE, "");
  g_assert_cmpint (enr_reminder_due (&fixture->day, enr_instant_from_local (DAY, 20 * 60), NULL), ==,
                   ENR_REMINDER_STILL_HERE);
}

static gboolean
tell (EnrReminderMemory *memory, EnrDate day, EnrReminderKind kind, const char *which)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));

  for (; *which != '\0'; which++)
    {
      EnrUuid id = { 0 };

      id.bytes[0] = *which - '0';
      g_array_append_val (ids, id);
    }
  return enr_reminder_memory_add (memory, day, kind, ids);
}

static void
test_memory (void)
{
  g_autoptr (EnrReminderMemory) memory = enr_reminder_memory_new ();

  g_assert_true (tell (memory, DAY, ENR_REMINDER_NO_NEWS, "123"));
  g_assert_false (tell (memory, DAY, ENR_REMINDER_NO_NEWS, "123"));
  g_assert_false (tell (memory, DAY, ENR_REMINDER_NO_NEWS, "13")); /* smaller */
  g_assert_false (tell (memory, DAY, ENR_REMINDER_NO_NEWS, "123")); /* back to what was told */
  g_assert_true (tell (memory, DAY, ENR_REMINDER_NO_NEWS, "14")); /* one more, although fewer */
  g_assert_false (tell (memory, DAY, ENR_REMINDER_NO_NEWS, ""));
  g_assert_true (tell (memory, DAY, ENR_REMINDER_STILL_HERE, "1")); /* another matter */
  g_assert_true (tell (memory, DAY + 1, ENR_REMINDER_NO_NEWS, "1")); /* another day */
  g_assert_false (tell (memory, DAY + 1, ENR_REMINDER_NO_NEWS, "1"));
}

#define add(path, func) g_test_add ("/attendance/reminder/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("no-news", test_no_news);
  add ("still-here", test_still_here);
  add ("closed-by-calendar", test_closed_by_calendar);
  add ("locked", test_locked);
  add ("other-day", test_other_day);
  add ("planned-later", test_planned_later);
  add ("seen", test_seen);
  add ("unasked", test_unasked);
  add ("nobody", test_nobody);
  g_test_add_func ("/attendance/reminder/memory", test_memory);

  return g_test_run ();
}
