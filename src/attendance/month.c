/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/month.h"

#include <string.h>

#include "attendance/absence-kind.h"
#include "attendance/day-private.h"
#include "base/clock.h"
#include "nursery/child.h"
#include "nursery/facility.h"

/* A row a child who was enrolled on some day of the month, with the class of the last of those
 * days. */
ENR_SQL (SQL_CHILDREN,
         "SELECT c.id, k.id, c.external_id, c.family_name, c.given_name, c.family_kana, "
         "c.given_kana, c.sex, c.birth_date, c.family_id "
         "FROM child c LEFT JOIN membership m ON m.id = (SELECT x.id FROM membership x "
         "  WHERE x.child_id = c.id AND x.removed_at IS NULL AND x.first_day <= :last "
         "  AND x.last_day >= :first ORDER BY x.first_day DESC LIMIT 1) "
         "LEFT JOIN class k ON k.id = m.class_id "
         "WHERE c.removed_at IS NULL AND (:class IS NULL OR m.class_id = :class) "
         "AND EXISTS (SELECT 1 FROM enrolment e WHERE e.child_id = c.id AND e.removed_at IS NULL "
         "  AND e.first_day <= :last AND (e.last_day IS NULL OR e.last_day >= :first)) "
         "ORDER BY k.position IS NULL, k.position, k.name, c.family_kana, c.given_kana, "
         "c.family_name, c.given_name, c.id");
ENR_SQL (SQL_ENROLMENTS,
         "SELECT child_id, first_day, last_day FROM enrolment WHERE removed_at IS NULL "
         "AND first_day <= :last AND (last_day IS NULL OR last_day >= :first)");
ENR_SQL (SQL_STAMPS,
         "SELECT s.child_id, s.day, s.kind, s.at FROM stamp s WHERE s.day BETWEEN :first AND :last "
         "AND s.at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stamp x WHERE x.supersedes = s.id) "
         "ORDER BY s.day, s.child_id, s.at, s.kind = 'leave'");
ENR_SQL (SQL_ATTENDANCE,
         "SELECT child_id, day, planned_arrive, planned_leave, absence_kind FROM attendance "
         "WHERE day BETWEEN :first AND :last");

void
enr_month_free (EnrMonth *self)
{
  if (self == NULL)
    return;

  g_string_chunk_free (self->strings);
  g_clear_pointer (&self->classes, g_array_unref);
  g_clear_pointer (&self->kinds, g_array_unref);
  g_array_unref (self->children);
  g_free (self);
}

static const char *
keep_name (EnrMonth *self, const char *first, const char *second)
{
  g_autofree char *joined = second != NULL && *second != '\0'
                                ? g_strconcat (first, " ", second, NULL)
                                : g_strdup (first);

  return g_string_chunk_insert (self->strings, joined);
}

static gboolean
load_children (EnrMonth *self, EnrDb *db, const EnrUuid *class_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CHILDREN);
  guint class_before = G_MAXUINT;
  int number = 0;
  int rc;

  enr_bind_date (&st, ":first", self->first);
  enr_bind_date (&st, ":last", self->first + self->n_days - 1);
  if (class_id != NULL)
    enr_bind_uuid (&st, ":class", class_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrMonthChild child = { 0 };
      EnrUuid class = enr_column_uuid (&st, 1);
      const char *external_id = enr_column_text (&st, 2);

      child.child_id = enr_column_uuid (&st, 0);
      child.class_index = enr_day_class_index (self->classes, &class);
      child.external_id
          = external_id != NULL ? g_string_chunk_insert (self->strings, external_id) : "";
      child.name = keep_name (self, enr_column_text (&st, 3), enr_column_text (&st, 4));
      child.kana = keep_name (self, enr_column_text (&st, 5), enr_column_text (&st, 6));
      child.sex = enr_day_sex (enr_column_text (&st, 7));
      child.birth_date = enr_column_date (&st, 8);
      child.family_id = enr_column_uuid (&st, 9);
      child.class_age = enr_class_age (enr_fiscal_year (self->first), child.birth_date);
      number = self->children->len > 0 && child.class_index == class_before ? number + 1 : 1;
      child.number = number;
      class_before = child.class_index;
      for (int i = 0; i < 31; i++)
        {
          child.cells[i].state = ENR_CELL_NOT_ENROLLED;
          child.cells[i].kind = -1;
          child.cells[i].arrived = child.cells[i].left = ENR_MINUTES_NONE;
          child.cells[i].planned_arrive = child.cells[i].planned_leave = ENR_MINUTES_NONE;
        }
      g_array_append_val (self->children, child);
    }
  return rc == 0;
}

static gboolean
load_enrolments (EnrMonth *self, EnrDb *db, GHashTable *by_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ENROLMENTS);
  EnrDate end = self->first + self->n_days - 1;
  int rc;

  enr_bind_date (&st, ":first", self->first);
  enr_bind_date (&st, ":last", end);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);
      EnrMonthChild *child = g_hash_table_lookup (by_id, &id);
      EnrDate first = enr_column_date (&st, 1);
      EnrDate last = enr_column_is_null (&st, 2) ? end : MIN (end, enr_column_date (&st, 2));

      if (child == NULL)
        continue;
      for (EnrDate day = MAX (first, self->first); day <= last; day++)
        child->cells[day - self->first].state
            = self->closed_names[day - self->first] != NULL ? ENR_CELL_CLOSED : ENR_CELL_BLANK;
    }
  return rc == 0;
}

static EnrMonthCell *
find_cell (EnrMonth *self, EnrStmt *st, GHashTable *by_id)
{
  EnrUuid id = enr_column_uuid (st, 0);
  EnrDate day = enr_column_date (st, 1);
  EnrMonthChild *child = g_hash_table_lookup (by_id, &id);
  EnrMonthCell *cell;

  if (child == NULL)
    return NULL;
  cell = &child->cells[day - self->first];
  return cell->state != ENR_CELL_NOT_ENROLLED ? cell : NULL;
}

static gboolean
load_attendance (EnrMonth *self, EnrDb *db, GHashTable *by_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ATTENDANCE);
  EnrDate today = enr_clock_today ();
  int rc;

  enr_bind_date (&st, ":first", self->first);
  enr_bind_date (&st, ":last", self->first + self->n_days - 1);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrMonthCell *cell = find_cell (self, &st, by_id);
      int kind = enr_day_kind_index (self->kinds, enr_column_text (&st, 4));

      if (cell == NULL)
        continue;
      cell->planned_arrive = enr_column_minutes (&st, 2);
      cell->planned_leave = enr_column_minutes (&st, 3);
      if (kind >= 0 && enr_column_date (&st, 1) <= today)
        {
          cell->state = ENR_CELL_ABSENT;
          cell->kind = kind;
        }
    }
  return rc == 0;
}

static gboolean
load_stamps (EnrMonth *self, EnrDb *db, GHashTable *by_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_STAMPS);
  int rc;

  enr_bind_date (&st, ":first", self->first);
  enr_bind_date (&st, ":last", self->first + self->n_days - 1);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrMonthCell *cell = find_cell (self, &st, by_id);
      gint16 minutes;

      if (cell == NULL)
        continue;
      minutes = enr_instant_minutes (enr_column_int (&st, 3), enr_column_date (&st, 1));
      if (enr_column_text (&st, 2)[0] == 'a')
        {
          if (cell->arrived == ENR_MINUTES_NONE)
            cell->arrived = minutes;
          cell->left = ENR_MINUTES_NONE;
        }
      else
        cell->left = minutes;
      /* A child who came was there, whatever was called in. */
      cell->state = ENR_CELL_PRESENT;
      cell->kind = -1;
    }
  return rc == 0;
}

static void
add_absence (EnrMonthTotals *totals, const EnrAbsenceKind *kind)
{
  if (strcmp (kind->total, "sick") == 0)
    totals->sick++;
  else if (strcmp (kind->total, "suspension") == 0)
    totals->suspension++;
  else if (strcmp (kind->total, "bereavement") == 0)
    totals->bereavement++;
  else if (strcmp (kind->total, "unannounced") == 0)
    totals->unannounced++;
  else
    totals->other++;
}

static void
add_up (EnrMonth *self, const EnrFacility *facility)
{
  gboolean is_open[31] = { FALSE };

  for (guint i = 0; i < self->children->len; i++)
    {
      EnrMonthChild *child = &g_array_index (self->children, EnrMonthChild, i);

      for (int day = 0; day < self->n_days; day++)
        {
          EnrMonthCell *cell = &child->cells[day];

          if (cell->state == ENR_CELL_PRESENT)
            {
              is_open[day] = TRUE;
              child->totals.present++;
              cell->is_late
                  = enr_day_is_late (cell->planned_arrive, cell->arrived, facility->late_minutes);
              cell->is_early
                  = enr_day_is_early (cell->planned_leave, cell->left, facility->early_minutes);
              child->totals.late += cell->is_late;
              child->totals.early += cell->is_early;
            }
          else if (cell->state == ENR_CELL_ABSENT)
            add_absence (&child->totals, &g_array_index (self->kinds, EnrAbsenceKind, cell->kind));
          child->totals.enrolled_days += cell->state == ENR_CELL_PRESENT
                                         || cell->state == ENR_CELL_ABSENT
                                         || cell->state == ENR_CELL_BLANK;
        }
    }
  for (int day = 0; day < self->n_days; day++)
    self->open_days += is_open[day] || self->closed_names[day] == NULL;
}

static gboolean
load_calendar (EnrMonth *self, EnrDb *db, GError **error)
{
  g_autoptr (EnrCalendar) calendar
      = enr_calendar_load (db, self->first, self->first + self->n_days - 1, error);

  if (calendar == NULL)
    return FALSE;
  for (int day = 0; day < self->n_days; day++)
    {
      const char *name = enr_calendar_closed_name (calendar, self->first + day);

      if (name != NULL)
        self->closed_names[day] = g_string_chunk_insert_const (self->strings, name);
    }
  return TRUE;
}

static gboolean
load_rows (EnrMonth *self,
           EnrDb *db,
           const EnrUuid *class_id,
           const EnrFacility *facility,
           GError **error)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);

  if (!load_children (self, db, class_id, error))
    return FALSE;
  for (guint i = 0; i < self->children->len; i++)
    {
      EnrMonthChild *child = &g_array_index (self->children, EnrMonthChild, i);

      g_hash_table_insert (by_id, &child->child_id, child);
    }
  if (!load_enrolments (self, db, by_id, error) || !load_attendance (self, db, by_id, error)
      || !load_stamps (self, db, by_id, error))
    return FALSE;
  add_up (self, facility);
  return TRUE;
}

EnrMonth *
enr_month_load (EnrDb *db, EnrDate first, const EnrUuid *class_id, GError **error)
{
  g_autoptr (EnrMonth) self = g_new0 (EnrMonth, 1);
  g_autoptr (EnrFacility) facility = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  int year, month;

  g_return_val_if_fail (first != ENR_DATE_NONE, NULL);

  self->strings = g_string_chunk_new (16 * 1024);
  self->first = enr_date_month_start (first, 0);
  enr_date_split (self->first, &year, &month, NULL);
  self->n_days = enr_month_length (year, month);
  self->children = g_array_new (FALSE, FALSE, sizeof (EnrMonthChild));
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  facility = enr_facility_load (db, error);
  if (facility == NULL)
    return NULL;
  self->facility_name = g_string_chunk_insert (self->strings, facility->name);
  self->classes = enr_day_load_classes (db, self->first, self->strings, error);
  self->kinds = self->classes != NULL ? enr_absence_kind_list (db, self->strings, error) : NULL;
  if (self->kinds == NULL || !load_calendar (self, db, error)
      || !load_rows (self, db, class_id, facility, error))
    return NULL;

  return g_steal_pointer (&self);
}

guint
enr_month_class_index (const EnrMonth *self, const EnrUuid *class_id)
{
  return enr_day_class_index (self->classes, class_id);
}

guint
enr_month_present_on (const EnrMonth *self, int day, guint class_index)
{
  guint present = 0;

  g_return_val_if_fail (day >= 1 && day <= self->n_days, 0);

  for (guint i = 0; i < self->children->len; i++)
    {
      const EnrMonthChild *child = &g_array_index (self->children, EnrMonthChild, i);

      if (class_index == G_MAXUINT || child->class_index == class_index)
        present += child->cells[day - 1].state == ENR_CELL_PRESENT;
    }
  return present;
}

int
enr_month_rate (const EnrMonth *self, guint class_index)
{
  guint present = 0;
  guint enrolled = 0;
  int last_recorded = -1;

  for (int day = 0; day < self->n_days; day++)
    for (guint i = 0; i < self->children->len; i++)
      {
        EnrCellState state = g_array_index (self->children, EnrMonthChild, i).cells[day].state;

        if (state == ENR_CELL_PRESENT || state == ENR_CELL_ABSENT)
          last_recorded = day;
      }
  for (guint i = 0; i < self->children->len; i++)
    {
      const EnrMonthChild *child = &g_array_index (self->children, EnrMonthChild, i);

      if (class_index != G_MAXUINT && child->class_index != class_index)
        continue;
      for (int day = 0; day <= last_recorded; day++)
        {
          EnrCellState state = child->cells[day].state;

          present += state == ENR_CELL_PRESENT;
          enrolled
              += state == ENR_CELL_PRESENT || state == ENR_CELL_ABSENT || state == ENR_CELL_BLANK;
        }
    }
  return enrolled > 0 ? (int) ((present * 1000 + enrolled / 2) / enrolled) : -1;
}
