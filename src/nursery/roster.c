/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/roster.h"

#include "nursery/error.h"

/* For each child the enrolment that matters on the day: the one that runs, else the last one that
 * has ended, else the next. */
ENR_SQL (
    SQL_ROSTER,
    "SELECT c.id, e.first_day, e.last_day, k.id, k.name, k.colour, k.position, z.kind, "
    "z.care_hours, z.number, g.name, g.phone "
    "FROM child c "
    "LEFT JOIN enrolment e ON e.id = (SELECT id FROM enrolment x WHERE x.child_id = c.id "
    "  AND x.removed_at IS NULL ORDER BY "
    "  CASE WHEN x.first_day <= :day AND (x.last_day IS NULL OR x.last_day >= :day) THEN 0 "
    "  WHEN x.first_day <= :day THEN 1 ELSE 2 END, "
    "  CASE WHEN x.first_day <= :day THEN -julianday(x.first_day) ELSE julianday(x.first_day) END "
    "  LIMIT 1) "
    "LEFT JOIN membership m ON m.child_id = c.id AND m.removed_at IS NULL "
    "  AND m.first_day <= :day AND m.last_day >= :day "
    "LEFT JOIN class k ON k.id = m.class_id "
    "LEFT JOIN certification z ON z.child_id = c.id AND z.removed_at IS NULL "
    "  AND z.first_day <= :day AND (z.last_day IS NULL OR z.last_day >= :day) "
    "LEFT JOIN contact g ON g.id = (SELECT id FROM contact y WHERE y.family_id = c.family_id "
    "  AND y.removed_at IS NULL AND y.is_guardian = 1 ORDER BY y.position, y.id LIMIT 1) "
    "WHERE c.removed_at IS NULL "
    "ORDER BY k.position IS NULL, k.position, c.family_kana, c.given_kana, c.family_name, "
    "c.given_name, c.id");

void
enr_roster_row_free (EnrRosterRow *self)
{
  if (self == NULL)
    return;

  enr_child_free (self->child);
  g_free (self->class_name);
  g_free (self->class_colour);
  g_free (self->certification_number);
  g_free (self->guardian_name);
  g_free (self->guardian_phone);
  g_free (self);
}

static char *
dup_or_empty (EnrStmt *st, int column)
{
  const char *text = enr_column_text (st, column);

  return g_strdup (text != NULL ? text : "");
}

static EnrRosterScope
scope_of (const EnrRosterRow *row, EnrDate day)
{
  if (row->enrolled_on == ENR_DATE_NONE || row->enrolled_on > day)
    return ENR_ROSTER_FUTURE;
  if (row->left_on != ENR_DATE_NONE && row->left_on < day)
    return ENR_ROSTER_FORMER;
  return ENR_ROSTER_ENROLLED;
}

GPtrArray *
enr_roster_load (EnrDb *db, EnrDate day, EnrRosterScope scope, GError **error)
{
  g_autoptr (GPtrArray) rows
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_roster_row_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_auto (EnrStmt) st = { 0 };
  int rc;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;

  st = enr_stmt (db, SQL_ROSTER);
  enr_bind_date (&st, ":day", day);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      g_autoptr (EnrRosterRow) row = g_new0 (EnrRosterRow, 1);
      EnrUuid child_id = enr_column_uuid (&st, 0);

      row->enrolled_on = enr_column_date (&st, 1);
      row->left_on = enr_column_date (&st, 2);
      if (scope != ENR_ROSTER_ALL && scope_of (row, day) != scope)
        continue;
      row->class_id = enr_column_uuid (&st, 3);
      row->class_name = dup_or_empty (&st, 4);
      row->class_colour = dup_or_empty (&st, 5);
      row->class_position = enr_column_int (&st, 6);
      row->certification = enr_column_int (&st, 7);
      row->care_hours = enr_care_hours_from_key (enr_column_text (&st, 8));
      row->certification_number = dup_or_empty (&st, 9);
      row->guardian_name = dup_or_empty (&st, 10);
      row->guardian_phone = dup_or_empty (&st, 11);
      row->child = enr_child_load (db, &child_id, error);
      if (row->child == NULL)
        return NULL;
      g_ptr_array_add (rows, g_steal_pointer (&row));
    }

  return rc == 0 ? g_steal_pointer (&rows) : NULL;
}
