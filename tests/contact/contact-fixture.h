/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The fixture nursery with short ways to enter and to look, for the tests of this room. It is Wednesday,
 * 2026-06-10, 10:00.
 */
#pragma once

#include <string.h>

#include "attendance/closing.h"
#include "attendance/entry.h"
#include "attendance/stamp.h"
#include "base/clock.h"
#include "contact/call.h"
#include "contact/illness.h"
#include "contact/notice.h"
#include "nursery/error.h"
#include "nursery/facility.h"
#include "nursery/family.h"
#include "support/fixture.h"

#define DAY(month, day) (enr_date_new (2026, month, day))

typedef struct
{
  EnrTestNursery *nursery;
  EnrDb *db;             /* the nursery's */
  const EnrActor *actor; /* the nursery's */
  const EnrUuid *children;
} Fixture;

static inline void
set_up (Fixture *fixture, gconstpointer n_children)
{
  fixture->nursery = enr_test_nursery_new (GPOINTER_TO_UINT (n_children));
  fixture->db = fixture->nursery->db;
  fixture->actor = &fixture->nursery->actor;
  fixture->children = fixture->nursery->children;
}

static inline void
tear_down (Fixture *fixture, gconstpointer n_children)
{
  enr_test_nursery_free (fixture->nursery);
}

static inline void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/* An absence of the i-th child, told by the mother. */
static inline EnrNotice *
absence (Fixture *fixture, guint child, EnrDate first, EnrDate last, const char *kind)
{
  EnrNotice *notice = enr_notice_new ();

  notice->child_id = fixture->children[child];
  notice->first_day = first;
  notice->last_day = last;
  notice->absence_kind = g_strdup (kind);
  set_text (&notice->by_name, "母");
  return notice;
}

static inline EnrNotice *
time_notice (Fixture *fixture, guint child, EnrDate day, EnrNoticeKind kind, int minutes)
{
  EnrNotice *notice = absence (fixture, child, day, day, NULL);

  notice->kind = kind;
  if (kind == ENR_NOTICE_LATE)
    notice->arrive = minutes;
  else
    notice->leave = minutes;
  return notice;
}

static inline EnrUuid
add (Fixture *fixture, const EnrNotice *notice)
{
  g_autoptr (GError) error = NULL;
  EnrUuid id = enr_uuid_none;

  enr_notice_add (fixture->db, fixture->actor, notice, &id, NULL, &error);
  g_assert_no_error (error);
  return id;
}

static inline void
withdraw (Fixture *fixture, const EnrUuid *id)
{
  g_autoptr (GError) error = NULL;

  enr_notice_withdraw (fixture->db, fixture->actor, id, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* What the board has of the i-th child: "sick 発熱 38.2℃ by 母", "plan 10:00-16:00", "-"; and the state. */
static inline char *
show (Fixture *fixture, guint child, EnrDate date)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDay) day = enr_day_load (fixture->db, date, NULL, &error);
  const EnrDayChild *found;
  const EnrAbsenceKind *kind;
  GString *text = g_string_new (NULL);
  char arrive[6], leave[6];

  g_assert_no_error (error);
  found = enr_day_find (day, &fixture->children[child]);
  if (found == NULL)
    return g_string_free (g_string_assign (text, "not enrolled"), FALSE);
  kind = enr_day_absence (day, found);
  if (kind != NULL)
    g_string_append_printf (text, "%s %s by %s", kind->key, found->absence_reason, found->notified_by);
  if (found->planned_arrive != ENR_MINUTES_NONE || found->planned_leave != ENR_MINUTES_NONE)
    g_string_append_printf (text, "%splan %s-%s", text->len > 0 ? " " : "",
                            enr_minutes_format (found->planned_arrive, arrive),
                            enr_minutes_format (found->planned_leave, leave));
  if (text->len == 0)
    g_string_append (text, "-");
  if (found->mismatch == ENR_MISMATCH_NOTICE_BUT_PRESENT)
    g_string_append (text, " !");
  return g_string_free (text, FALSE);
}

#define assert_shows(fixture, child, date, expected)                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *shown_ = show (fixture, child, date);                                         \
    g_assert_cmpstr (shown_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static inline void
close_day (Fixture *fixture, EnrDate day)
{
  g_autoptr (GError) error = NULL;

  enr_day_close (fixture->db, fixture->actor, day, NULL, &error);
  g_assert_no_error (error);
}

static inline void
plan (Fixture *fixture, guint child, EnrDate day, int arrive, int leave)
{
  EnrEntryPlan entry = { arrive, leave, "" };
  g_autoptr (GError) error = NULL;

  enr_entry_set_plan (fixture->db, fixture->actor, &fixture->children[child], day, &entry, &error);
  g_assert_no_error (error);
}

static inline void
arrive (Fixture *fixture, guint child, EnrInstant at)
{
  g_autoptr (GError) error = NULL;

  enr_stamp_arrive (fixture->db, fixture->actor, &fixture->children[child], at, ENR_SOURCE_OFFICE,
                    NULL, &error);
  g_assert_no_error (error);
}

/* Every statement of an action fails once, and each time nothing has happened. */
typedef gboolean (*Action) (Fixture *fixture, gpointer data, GError **error);

static inline void
fail_each_statement (Fixture *fixture, Action action, gpointer data)
{
  g_autofree char *before = enr_test_dump (fixture->nursery->path);
  guint n = 0;

  for (gboolean is_done = FALSE; !is_done;)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      enr_db_set_fault (fixture->db, (int) ++n);
      is_done = action (fixture, data, &error);
      enr_db_set_fault (fixture->db, 0);
      after = enr_test_dump (fixture->nursery->path);
      if (is_done)
        g_assert_cmpstr (after, !=, before);
      else
        {
          g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_IO);
          enr_test_assert_same (after, before);
        }
      g_assert_cmpuint (n, <, 2000);
    }
  g_assert_cmpuint (n, >, 3);
}
