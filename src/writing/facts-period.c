/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The attendance of a month, a term or a year. A day on which nothing is recorded is neither
 * attended nor missed, and is counted as such.
 */
#include "config.h"

#include "writing/facts-private.h"

#include "attendance/month.h"
#include "base/clock.h"
#include "nursery/facility.h"

/* One child's days; a month of attendance (attendance/month.h) reads the whole nursery's. */
ENR_SQL (SQL_STAYS,
         "SELECT e.first_day, e.last_day FROM enrolment e JOIN child c ON c.id = e.child_id "
         "WHERE e.child_id = :child AND e.removed_at IS NULL AND c.removed_at IS NULL "
         "AND e.first_day <= :last AND (e.last_day IS NULL OR e.last_day >= :first)");
ENR_SQL (
    SQL_PLANNED,
    "SELECT day FROM attendance WHERE child_id = :child AND day BETWEEN :first AND :last "
    "AND (planned_arrive IS NOT NULL OR planned_leave IS NOT NULL OR planned_collector <> '')");
ENR_SQL (SQL_ABSENCES,
         "SELECT day FROM attendance WHERE child_id = :child AND day BETWEEN :first AND :last "
         "AND absence_kind IS NOT NULL");
ENR_SQL (SQL_CAME,
         "SELECT s.day FROM stamp s WHERE s.child_id = :child AND s.day BETWEEN :first AND :last "
         "AND s.at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stamp x WHERE x.supersedes = s.id)");
/* The first day of which this nursery has anything. */
ENR_SQL (SQL_FIRST_RECORD,
         "SELECT min(day) FROM (SELECT min(day) AS day FROM stamp "
         "UNION ALL SELECT min(day) FROM attendance)");

typedef enum
{
  NO_DAY, /* not enrolled, or to come */
  CLOSED, /* and nothing recorded */
  BLANK,
  UNASKED, /* a Saturday that nobody applied for, where Saturdays are by application */
  ABSENT,
  PRESENT,
  N_STATES
} State;

typedef struct
{
  EnrDate first;
  EnrDate last;    /* the period's, or today */
  gboolean is_cut; /* the period goes on after it */
  gboolean is_saturday_by_plan;
  guint open;             /* of a child: the open days on which it was enrolled */
  guint counts[N_STATES]; /* days of a child, or days of children together */
} Period;

static gboolean
is_unasked (const Period *self, EnrDate day)
{
  return self->is_saturday_by_plan && enr_date_weekday (day) == ENR_SATURDAY;
}

/* What nobody has said yet of today is not known to be missing. */
static State
judge_blank (const Period *self, EnrDate day, gboolean is_planned)
{
  if (day >= enr_clock_today ())
    return NO_DAY;
  return is_unasked (self, day) && !is_planned ? UNASKED : BLANK;
}

static State
state_of_cell (const Period *self, EnrDate day, const EnrMonthCell *cell)
{
  switch (cell->state)
    {
    case ENR_CELL_PRESENT:
      return PRESENT;
    case ENR_CELL_ABSENT:
      return ABSENT;
    case ENR_CELL_BLANK:
      return judge_blank (self, day,
                          cell->planned_arrive != ENR_MINUTES_NONE
                              || cell->planned_leave != ENR_MINUTES_NONE);
    case ENR_CELL_CLOSED:
      return CLOSED;
    case ENR_CELL_NOT_ENROLLED:
    default:
      return NO_DAY;
    }
}

static void
take_month (Period *self, const EnrMonth *month)
{
  for (int i = 0; i < month->n_days; i++)
    {
      EnrDate day = month->first + i;
      gboolean is_open = month->closed_names[i] == NULL;

      if (day < self->first || day > self->last)
        continue;
      for (guint k = 0; k < month->children->len; k++)
        {
          const EnrMonthChild *child = &g_array_index (month->children, EnrMonthChild, k);
          State state = state_of_cell (self, day, &child->cells[i]);

          is_open |= state == PRESENT;
          self->counts[state]++;
        }
      self->open += is_open;
    }
}

static gboolean
count_class (Period *self, EnrDb *db, const EnrUuid *class_id, GError **error)
{
  for (EnrDate month = self->first; month <= self->last; month = enr_date_month_start (month, 1))
    {
      g_autoptr (EnrMonth) loaded = enr_month_load (db, month, class_id, error);

      if (loaded == NULL)
        return FALSE;
      take_month (self, loaded);
    }
  return TRUE;
}

static EnrStmt
child_query (const Period *self, EnrDb *db, const char *sql, const EnrUuid *child_id)
{
  EnrStmt st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":first", self->first);
  enr_bind_date (&st, ":last", self->last);
  return st;
}

/* The days on which it was enrolled and the nursery was open, with nothing recorded. */
static gboolean
load_stays (const Period *self, EnrDb *db, const EnrUuid *child_id, State *states, GError **error)
{
  g_autoptr (EnrCalendar) calendar = enr_calendar_load (db, self->first, self->last, error);
  g_auto (EnrStmt) st = child_query (self, db, SQL_STAYS, child_id);
  int rc = -1;

  while (calendar != NULL && (rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrDate first = MAX (self->first, enr_column_date (&st, 0));
      EnrDate last
          = enr_column_is_null (&st, 1) ? self->last : MIN (self->last, enr_column_date (&st, 1));

      for (EnrDate day = first; day <= last; day++)
        states[day - self->first]
            = enr_calendar_closed_name (calendar, day) != NULL ? CLOSED : BLANK;
    }
  return rc == 0;
}

/* Gives the days of a statement a state. */
static gboolean
load_days (const Period *self,
           EnrDb *db,
           const char *sql,
           const EnrUuid *child_id,
           State *states,
           State state,
           GError **error)
{
  g_auto (EnrStmt) st = child_query (self, db, sql, child_id);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      State *present = &states[enr_column_date (&st, 0) - self->first];

      /* Of a plan only that a Saturday was applied for. */
      if (*present != NO_DAY && (state != BLANK || *present == UNASKED))
        *present = state;
    }
  return rc == 0;
}

/* The same as the child's cells in the months' books, but for reading one child and not all. */
static gboolean
count_child (Period *self, EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_autofree State *states = g_new0 (State, (gsize) (self->last - self->first) + 1);

  if (!load_stays (self, db, child_id, states, error))
    return FALSE;
  for (EnrDate day = self->first; day <= self->last; day++)
    if (states[day - self->first] == BLANK && is_unasked (self, day))
      states[day - self->first] = UNASKED;
  /* Whoever came was there, whatever was said. */
  if (!load_days (self, db, SQL_PLANNED, child_id, states, BLANK, error)
      || !load_days (self, db, SQL_ABSENCES, child_id, states, ABSENT, error)
      || !load_days (self, db, SQL_CAME, child_id, states, PRESENT, error))
    return FALSE;
  for (EnrDate day = self->first; day <= self->last; day++)
    {
      State state = states[day - self->first];

      if (state == BLANK || state == UNASKED)
        state = judge_blank (self, day, state == BLANK);
      self->open += state != NO_DAY && state != CLOSED;
      self->counts[state]++;
    }
  return TRUE;
}

static gboolean
find_first_record (EnrDb *db, EnrDate *first, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_FIRST_RECORD);
  int rc = enr_stmt_step (&st, error);

  *first = rc > 0 && !enr_column_is_null (&st, 0) ? enr_column_date (&st, 0) : ENR_DATE_NONE;
  return rc >= 0;
}

/* "令和8年9月24日から令和8年11月22日まで": where the figures are not of the whole period. */
static void
add_bounds (const Period *self, EnrDate first, const EnrSection *section, EnrContent *content)
{
  g_autofree char *from = first > self->first ? enr_date_dup_era (first) : NULL;
  g_autofree char *until = self->is_cut ? enr_date_dup_era (self->last) : NULL;
  g_autofree char *text
      = g_strconcat (from != NULL ? from : "", from != NULL ? "から" : "",
                     until != NULL ? until : "", until != NULL ? "まで" : "", NULL);

  if (*text != '\0')
    enr_facts_add (content, section, "bounds", "記録の期間", text);
}

static void
add_number (EnrContent *content,
            const EnrSection *section,
            const char *key,
            const char *heading,
            gboolean of_child,
            guint n)
{
  g_autofree char *text = g_strdup_printf (of_child ? "%u日" : "のべ%u名", n);

  enr_facts_add (content, section, key, heading, text);
}

static void
add_numbers (const Period *self, const EnrSection *section, EnrContent *content, gboolean of_child)
{
  add_number (content, section, "open", of_child ? "保育日数" : "開所日数", TRUE, self->open);
  add_number (content, section, "present", of_child ? "出席日数" : "出席", of_child,
              self->counts[PRESENT]);
  add_number (content, section, "absent", of_child ? "欠席日数" : "欠席", of_child,
              self->counts[ABSENT]);
  if (self->counts[BLANK] > 0)
    add_number (content, section, "unrecorded", "記録なし", of_child, self->counts[BLANK]);
  if (self->counts[UNASKED] > 0)
    add_number (content, section, "unasked", "土曜利用なし", of_child, self->counts[UNASKED]);
}

static void
add_nothing (const Period *self, const EnrSection *section, EnrContent *content)
{
  g_autofree char *day = enr_date_dup_era (self->last);
  g_autofree char *text = self->last < self->first ? g_strdup ("まだ始まっていません。")
                          : self->is_cut
                              ? g_strdup_printf ("%sまでの登降園の記録はありません。", day)
                              : g_strdup ("この期間の登降園の記録はありません。");

  enr_facts_add (content, section, "none", "記録", text);
}

gboolean
enr_facts_add_period (EnrDb *db,
                      const EnrWriting *writing,
                      const EnrSection *section,
                      EnrContent *content,
                      GError **error)
{
  gboolean of_child = !enr_uuid_is_none (&writing->child_id);
  const EnrUuid *class_id = enr_uuid_is_none (&writing->class_id) ? NULL : &writing->class_id;
  EnrDate today = enr_clock_today ();
  Period self = { .first = writing->first, .last = MIN (writing->last, today) };
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);
  EnrDate first_record;

  if (facility == NULL || !find_first_record (db, &first_record, error))
    return FALSE;
  self.is_cut = self.last < writing->last;
  self.is_saturday_by_plan = facility->is_saturday_by_plan;
  if (self.first <= self.last
      && !(of_child ? count_child (&self, db, &writing->child_id, error)
                    : count_class (&self, db, class_id, error)))
    return FALSE;
  if (self.counts[PRESENT] + self.counts[ABSENT] == 0)
    {
      add_nothing (&self, section, content);
      return TRUE;
    }
  add_bounds (&self, first_record, section, content);
  add_numbers (&self, section, content, of_child);
  return TRUE;
}
