/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/sample.h"

#include "nursery/facility.h"
#include "people/duty.h"
#include "statistics/staffing.h"

#define SAMPLE_DAYS 91
#define WEEK 7
/* A quarter of the teachers is on a break at a time. */
#define BREAKS 4
#define BREAK_FIRST (12 * 60)
#define BREAK_LENGTH 45
#define WORK_LENGTH (8 * 60 + BREAK_LENGTH)
#define SHIFTS 3
/* As many as there are names for. */
#define MAX_TEACHERS (G_N_ELEMENTS (families) * G_N_ELEMENTS (given) - FIRST_TEACHER)
/* Name 0 is the director's, 1 the chief's, 2 the dietitian's, and 3 the cook's. */
#define FIRST_TEACHER 4

typedef struct
{
  const char *kanji;
  const char *kana;
} Name;

/* No family has one of these names. */
static const Name families[] = {
  { "見本", "みほん" },
  { "架空", "かくう" },
  { "仮名", "かめい" },
  { "例題", "れいだい" },
};

static const Name given[] = {
  { "園子", "そのこ" },   { "桜", "さくら" },     { "明子", "あきこ" }, { "美保", "みほ" },
  { "一郎", "いちろう" }, { "和代", "かずよ" },   { "久美", "くみ" },   { "恵子", "けいこ" },
  { "早苗", "さなえ" },   { "静香", "しずか" },   { "節子", "せつこ" }, { "高志", "たかし" },
  { "千鶴", "ちづる" },   { "直子", "なおこ" },   { "典子", "のりこ" }, { "春香", "はるか" },
  { "文江", "ふみえ" },   { "真理", "まり" },     { "睦美", "むつみ" }, { "弥生", "やよい" },
  { "良太", "りょうた" }, { "和歌子", "わかこ" }, { "夏実", "なつみ" }, { "友里", "ゆり" },
};

typedef struct
{
  EnrDb *db;
  EnrActor actor;
  EnrDate employed;
  EnrFacility *facility;
  EnrCalendar *calendar;
  GArray *everyone; /* (element-type EnrUuid) by the number of the name */
} Sample;

static gboolean
add_staff (Sample *self, const char *job, GError **error)
{
  g_autoptr (EnrStaff) staff = enr_staff_new ();
  guint number = self->everyone->len;
  const Name *name = &given[number % G_N_ELEMENTS (given)];
  /* Each time that the given names are through, the families move on by one. */
  const Name *family
      = &families[(number + number / G_N_ELEMENTS (given)) % G_N_ELEMENTS (families)];

  g_free (staff->name);
  g_free (staff->kana);
  g_free (staff->job);
  staff->name = g_strdup_printf ("%s %s", family->kanji, name->kanji);
  staff->kana = g_strdup_printf ("%s %s", family->kana, name->kana);
  staff->job = g_strdup (job);
  staff->is_counted = enr_staff_job_find (job)->is_counted;
  staff->first = self->employed;
  if (!enr_staff_save (self->db, &self->actor, staff, error))
    return FALSE;
  g_array_append_val (self->everyone, staff->id);
  return TRUE;
}

/* Who looks after so many children through a day of three shifts and its breaks. */
static guint
count_teachers (guint required)
{
  guint wanted = required * 7 / 4 + 2;

  return MIN (wanted, MAX_TEACHERS);
}

static gboolean
add_everyone (Sample *self, EnrDate until, GError **error)
{
  static const char *const jobs[FIRST_TEACHER] = { "director", "chief", "dietitian", "cook" };
  g_autoptr (EnrStaffingDay) day = enr_staffing_day_load (self->db, until, error);
  guint n_teachers;

  if (day == NULL)
    return FALSE;
  n_teachers = count_teachers (day->enrolled_need[day->ratios].required);
  for (guint i = 0; i < FIRST_TEACHER + n_teachers; i++)
    if (!add_staff (self, i < FIRST_TEACHER ? jobs[i] : "teacher", error))
      return FALSE;
  return TRUE;
}

static gboolean
set_duty (Sample *self, guint number, EnrDate day, int first, int pause, GError **error)
{
  const EnrDutySpan spans[] = { { first, pause }, { pause + BREAK_LENGTH, first + WORK_LENGTH } };

  return enr_duty_set (self->db, &self->actor, &g_array_index (self->everyone, EnrUuid, number),
                       day, spans, G_N_ELEMENTS (spans), error);
}

/* Early, middle and late; who is early on one day is not on the next. On Saturdays half of the
 * teachers are there, and of the others only the cook. */
static gboolean
set_day (Sample *self, EnrDate day, GError **error)
{
  gboolean is_saturday = enr_date_weekday (day) == ENR_SATURDAY;
  const EnrHours *hours = is_saturday ? &self->facility->saturday : &self->facility->weekday;
  const int starts[SHIFTS] = { hours->open, hours->open + 90, hours->close - WORK_LENGTH };

  for (guint i = 0; i < self->everyone->len; i++)
    {
      guint turn = i + (guint) enr_date_weekday (day);
      int pause = BREAK_FIRST + (int) (i / SHIFTS % BREAKS) * BREAK_LENGTH;
      gboolean is_there
          = !is_saturday || (i < FIRST_TEACHER ? i == FIRST_TEACHER - 1 : turn % 2 == 0);
      int start
          = i < FIRST_TEACHER ? starts[1] : starts[is_saturday ? turn / 2 % SHIFTS : turn % SHIFTS];

      if (is_there && !set_duty (self, i, day, start, pause, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
set_days (Sample *self, EnrDate first, EnrDate until, GError **error)
{
  EnrDate before[WEEK]; /* the day of that weekday that was set last */

  for (guint i = 0; i < WEEK; i++)
    before[i] = ENR_DATE_NONE;
  for (EnrDate day = first; day <= until; day++)
    {
      EnrDate *last = &before[enr_date_weekday (day)];

      if (enr_calendar_closed_name (self->calendar, day) != NULL)
        continue;
      if (!(*last == ENR_DATE_NONE
                ? set_day (self, day, error)
                : enr_duty_copy (self->db, &self->actor, *last, day, FALSE, NULL, error)))
        return FALSE;
      *last = day;
    }
  return TRUE;
}

gboolean
enr_staff_sample (EnrDb *db, EnrDate first, EnrDate until, GError **error)
{
  EnrDate from = MAX (first, until - SAMPLE_DAYS + 1);
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);
  g_autoptr (EnrCalendar) calendar
      = facility != NULL ? enr_calendar_load (db, from, until, error) : NULL;
  g_autoptr (GArray) everyone = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  Sample self = { db,
                  enr_actor (ENR_ACTOR_PROGRAM, enr_actor_this_device ()),
                  enr_fiscal_year_first (enr_fiscal_year (first)),
                  facility,
                  calendar,
                  everyone };

  return calendar != NULL && add_everyone (&self, until, error)
         && set_days (&self, from, until, error);
}
