/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How far the sample nursery has come with a plan or record, and on which days.
 */
#include "config.h"

#include "writing/sample-private.h"

#include <string.h>

#include "base/clock.h"
#include "nursery/error.h"
#include "people/staff.h"

#define PLAN_AHEAD 4    /* days before its time a plan is submitted */
#define RECORD_BEHIND 7 /* days after its end a longer record is */
#define YEAR_AHEAD 14   /* days before the year's end its record is */
#define LAST_DAYS 8     /* of these not everything is written */

#define RETURN_REASON "水曜日の散歩の行き先と、人数を確かめる場所を書き足してください。"

const char *
enr_sample_person (const EnrSampleMaker *self, const char *job, guint number)
{
  guint n_found = 0;

  for (guint pass = 0; pass < 2; pass++)
    {
      guint i = 0;

      for (guint k = 0; k < self->staff->len; k++)
        {
          const EnrStaff *staff = g_ptr_array_index (self->staff, k);

          if (strcmp (staff->job, job) != 0)
            continue;
          if (pass == 1 && i++ == number % n_found)
            return staff->name;
          n_found += pass == 0;
        }
      if (n_found == 0)
        break;
    }
  return "";
}

EnrDate
enr_sample_office_day (const EnrSampleMaker *self, EnrDate day, int direction)
{
  for (guint i = 0; i < 14; i++)
    {
      if (enr_date_weekday (day) != ENR_SATURDAY
          && enr_calendar_closed_name (self->calendar, day) == NULL)
        break;
      day += direction;
    }
  return day;
}

/* The day on which it is submitted: a plan before its time, a record after it. */
static EnrDate
submit_day (const EnrSampleMaker *self, const EnrShelfPlace *place)
{
  const EnrWritingKind *kind = place->kind;

  if (kind->is_plan)
    return enr_sample_office_day (self, place->first - PLAN_AHEAD, -1);
  switch (kind->period)
    {
    case ENR_PERIOD_YEAR:
      return enr_sample_office_day (self, place->last - YEAR_AHEAD, -1);
    case ENR_PERIOD_TERM:
    case ENR_PERIOD_STAY:
      return enr_sample_office_day (self, place->last + RECORD_BEHIND, 1);
    case ENR_PERIOD_MONTH:
    case ENR_PERIOD_WEEK:
      return enr_sample_office_day (self, place->last, -1);
    case ENR_PERIOD_DAY:
    case ENR_PERIOD_EVENT:
    default:
      return place->last;
    }
}

typedef struct
{
  EnrSampleMaker *maker;
  const EnrShelfPlace *place;
  EnrStepOn on;
  const char *writer;
} Making;

static gboolean
do_step (Making *self, EnrStep step, const char *name, EnrDate day, int minutes, GError **error)
{
  EnrActor actor = *self->maker->actor;
  EnrInstant at = enr_instant_from_local (day, minutes + (int) (self->maker->n_places % 40));

  actor.name = name;
  return enr_step_do_at_in_txn (self->maker->db, &actor, step, &self->on,
                                MIN (at, enr_clock_now ()), error);
}

/* Submitted on @day, then a step each day that the office is there, as far as the sample's last
 * day. Sets
 * *@approved to the day of the director's, or leaves it where it has not come to that. */
static gboolean
approve (Making *self, EnrDate day, EnrDate *approved, GError **error)
{
  const EnrSampleMaker *maker = self->maker;

  if (!do_step (self, ENR_STEP_SUBMIT, self->writer, day, 17 * 60, error))
    return FALSE;
  self->on.seen_version++;
  day = enr_sample_office_day (maker, day + 1, 1);
  if (enr_writing_kind_has_chief (self->on.kind))
    {
      if (day > maker->until)
        return TRUE;
      if (!do_step (self, ENR_STEP_CHIEF, enr_sample_person (maker, "chief", 0), day, 13 * 60,
                    error))
        return FALSE;
      day = enr_sample_office_day (maker, day + 1, 1);
    }
  if (day > maker->until)
    return TRUE;
  *approved = day;
  return do_step (self, ENR_STEP_DIRECTOR, enr_sample_person (maker, "director", 0), day, 15 * 60,
                  error);
}

/* What is written of a plan when its time is over (評価・反省), and approved like the plan was. */
static gboolean
evaluate (Making *self, EnrDate approved, GError **error)
{
  EnrDate day = enr_sample_office_day (self->maker, MAX (self->place->last, approved) + 1, 1);

  if (approved == ENR_DATE_NONE || day > self->maker->until
      || !enr_writing_kind_has_after (self->on.kind))
    return TRUE;
  return do_step (self, ENR_STEP_EVALUATE, self->writer, day, 16 * 60, error)
         && enr_sample_fill (self->maker, self->place, &self->on.id, TRUE, error)
         && approve (self, day, &approved, error);
}

/* Of the last days some are missing, some begun; and of what is not due yet, most. */
static gboolean
is_begun (const EnrSampleMaker *self, EnrDate submitted, gboolean *is_draft)
{
  guint lot = self->n_places * 7 % 10;

  *is_draft = submitted > self->until || (submitted > self->until - LAST_DAYS && lot == 3);
  return submitted <= self->until - LAST_DAYS
         || (submitted <= self->until ? lot != 5 && (submitted < self->until || lot % 2 == 1)
                                      : lot == 1);
}

/* One week's plan has been given back. */
static gboolean
is_returned (const EnrSampleMaker *self, const EnrShelfPlace *place)
{
  return strcmp (place->kind->key, "week-plan") == 0 && place->age == 3
         && place->first <= self->until && place->last >= self->until;
}

static gboolean
write_place (Making *self, EnrDate submitted, gboolean is_draft, GError **error)
{
  EnrDate approved = ENR_DATE_NONE;

  if (!enr_sample_fill (self->maker, self->place, &self->on.id, FALSE, error))
    return FALSE;
  self->maker->n_written++;
  if (is_draft)
    return TRUE;
  if (!is_returned (self->maker, self->place))
    return approve (self, submitted, &approved, error) && evaluate (self, approved, error);
  if (!do_step (self, ENR_STEP_SUBMIT, self->writer, submitted, 17 * 60, error))
    return FALSE;
  self->on.seen_version++;
  return do_step (self, ENR_STEP_RETURN, enr_sample_person (self->maker, "chief", 0),
                  enr_sample_office_day (self->maker, submitted + 1, 1), 13 * 60, error);
}

/* The class's two teachers by turns; for the whole nursery one of the older classes'. */
static const char *
find_writer (const EnrSampleMaker *self, const EnrShelfPlace *place)
{
  guint number = place->kind->subject == ENR_WRITING_OF_FACILITY
                     ? 11
                     : (guint) MAX (place->age, 0) * 2 + self->n_places % 2;

  return enr_sample_person (self, "teacher", number);
}

gboolean
enr_sample_make_place (EnrSampleMaker *self, const EnrShelfPlace *place, GError **error)
{
  const EnrWritingKind *kind = place->kind;
  EnrDate submitted = submit_day (self, place);
  Making making = { self, place, { kind, enr_uuid_none, 0, RETURN_REASON }, "" };
  EnrWritingNew new_writing = { .kind = kind, .day = place->first };
  g_autoptr (GError) local_error = NULL;
  gboolean is_draft;

  self->n_places++;
  if (!is_begun (self, submitted, &is_draft) && !is_returned (self, place))
    return TRUE;
  making.writer = find_writer (self, place);
  new_writing.writer = making.writer;
  new_writing.title = place->title != NULL ? place->title : "";
  if (kind->subject == ENR_WRITING_OF_CLASS)
    new_writing.class_id = place->class_id;
  if (kind->subject == ENR_WRITING_OF_CHILD)
    new_writing.child_id = place->child_id;
  if (!enr_writing_create_in_txn (self->db, &new_writing, &making.on.id, &local_error))
    {
      /* A sample that is made longer has some already. */
      if (g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return write_place (&making, submitted, is_draft && !is_returned (self, place), error);
}
