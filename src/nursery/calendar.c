/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Closures, and the calendar that they, the weekly rule and the holidays make (FACTS 12: open days
 * are never derived from holidays alone).
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/holiday.h"
#include "base/text.h"
#include "nursery/error.h"
#include "nursery/facility.h"

ENR_SQL (SQL_ADD,
         "INSERT INTO closure (id, first_day, last_day, name, is_open) "
         "VALUES (:id, :first, :last, :name, :open)");
ENR_SQL (SQL_REMOVE, "UPDATE closure SET removed_at = :now WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_LIST,
         "SELECT id, first_day, last_day, name, is_open FROM closure WHERE removed_at IS NULL "
         "AND first_day <= :last AND last_day >= :first ORDER BY first_day, id");

struct _EnrCalendar
{
  EnrFacility *facility;
  GPtrArray *closures; /* (element-type EnrClosure) */
};

void
enr_closure_free (EnrClosure *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self);
}

gboolean
enr_closure_add (EnrDb *db,
                 const EnrActor *actor,
                 const EnrClosure *closure,
                 EnrUuid *id,
                 GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autofree char *name = enr_text_tidy (closure->name);
  EnrUuid new_id = enr_uuid_new ();

  if (*name == '\0' || closure->first == ENR_DATE_NONE || closure->last < closure->first)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("A closing day needs a name, and its last day cannot be before its "
                              "first."));
      return FALSE;
    }
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_ADD);

    enr_bind_uuid (&st, ":id", &new_id);
    enr_bind_date (&st, ":first", closure->first);
    enr_bind_date (&st, ":last", closure->last);
    enr_bind_text (&st, ":name", name);
    enr_bind_int (&st, ":open", closure->open != 0);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  if (!enr_txn_commit (&txn, error))
    return FALSE;
  if (id != NULL)
    *id = new_id;
  return TRUE;
}

gboolean
enr_closure_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

GPtrArray *
enr_closure_list (EnrDb *db, EnrDate first, EnrDate last, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_closure_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  enr_bind_date (&st, ":first", first);
  enr_bind_date (&st, ":last", last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrClosure *closure = g_new0 (EnrClosure, 1);

      closure->id = enr_column_uuid (&st, 0);
      closure->first = enr_column_date (&st, 1);
      closure->last = enr_column_date (&st, 2);
      closure->name = enr_column_dup_text (&st, 3);
      closure->open = enr_column_int (&st, 4);
      g_ptr_array_add (list, closure);
    }

  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

EnrCalendar *
enr_calendar_load (EnrDb *db, EnrDate first, EnrDate last, GError **error)
{
  g_autoptr (EnrCalendar) self = g_new0 (EnrCalendar, 1);

  self->facility = enr_facility_load (db, error);
  if (self->facility == NULL)
    return NULL;
  self->closures = enr_closure_list (db, first, last, error);
  if (self->closures == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
enr_calendar_free (EnrCalendar *self)
{
  if (self == NULL)
    return;

  enr_facility_free (self->facility);
  g_clear_pointer (&self->closures, g_ptr_array_unref);
  g_free (self);
}

static gboolean
is_year_end (const EnrFacility *facility, EnrDate date)
{
  int month, day, mark;

  if (facility->year_end_first == 0)
    return FALSE;
  enr_date_split (date, NULL, &month, &day);
  mark = month * 100 + day;
  if (facility->year_end_first <= facility->year_end_last)
    return mark >= facility->year_end_first && mark <= facility->year_end_last;
  return mark >= facility->year_end_first || mark <= facility->year_end_last;
}

const char *
enr_calendar_closed_name (const EnrCalendar *self, EnrDate date)
{
  const char *holiday = enr_holiday_name (date);

  /* What the nursery itself entered wins over every rule; the later entry over the earlier. */
  for (guint i = self->closures->len; i > 0; i--)
    {
      const EnrClosure *closure = g_ptr_array_index (self->closures, i - 1);

      if (date >= closure->first && date <= closure->last)
        return closure->open ? NULL : closure->name;
    }
  if (holiday != NULL && self->facility->closed_on_holidays)
    return holiday;
  if (is_year_end (self->facility, date))
    return "年末年始";
  if ((self->facility->open_weekdays & (1u << enr_date_weekday (date))) == 0)
    return "定休日";
  return NULL;
}
