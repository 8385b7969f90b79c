/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/facility.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"

ENR_SQL (
    SQL_LOAD,
    "SELECT name, number, kind, postal_code, address, phone, director, capacity, open, close, "
    "standard_start, standard_end, short_start, short_end, sat_open, sat_close, "
    "sat_standard_start, sat_standard_end, sat_short_start, sat_short_end, open_weekdays, "
    "closed_on_holidays, year_end_first, year_end_last, lock_minutes, no_news_at, late_minutes, "
    "early_minutes, is_sample, first_fiscal_year, saturday_by_plan, name_kana "
    "FROM facility WHERE id = 1");
ENR_SQL (
    SQL_SAVE,
    "INSERT INTO facility (id, name, number, kind, postal_code, address, phone, director, "
    "capacity, open, close, standard_start, standard_end, short_start, short_end, sat_open, "
    "sat_close, sat_standard_start, sat_standard_end, sat_short_start, sat_short_end, "
    "open_weekdays, closed_on_holidays, year_end_first, year_end_last, lock_minutes, no_news_at, "
    "late_minutes, early_minutes, is_sample, first_fiscal_year, saturday_by_plan, name_kana) "
    "VALUES (1, "
    ":name, :number, "
    ":kind, :postal_code, "
    ":address, :phone, :director, :capacity, :open, :close, :standard_start, :standard_end, "
    ":short_start, :short_end, :sat_open, :sat_close, :sat_standard_start, :sat_standard_end, "
    ":sat_short_start, :sat_short_end, :open_weekdays, :closed_on_holidays, :year_end_first, "
    ":year_end_last, :lock_minutes, :no_news_at, :late_minutes, :early_minutes, :is_sample, "
    ":first_fiscal_year, :saturday_by_plan, :name_kana) "
    "ON CONFLICT (id) DO UPDATE SET name = excluded.name, number = excluded.number, "
    "kind = excluded.kind, postal_code = excluded.postal_code, address = excluded.address, "
    "phone = excluded.phone, director = excluded.director, capacity = excluded.capacity, "
    "open = excluded.open, close = excluded.close, standard_start = excluded.standard_start, "
    "standard_end = excluded.standard_end, short_start = excluded.short_start, "
    "short_end = excluded.short_end, sat_open = excluded.sat_open, "
    "sat_close = excluded.sat_close, sat_standard_start = excluded.sat_standard_start, "
    "sat_standard_end = excluded.sat_standard_end, sat_short_start = excluded.sat_short_start, "
    "sat_short_end = excluded.sat_short_end, open_weekdays = excluded.open_weekdays, "
    "closed_on_holidays = excluded.closed_on_holidays, "
    "year_end_first = excluded.year_end_first, year_end_last = excluded.year_end_last, "
    "lock_minutes = excluded.lock_minutes, no_news_at = excluded.no_news_at, "
    "late_minutes = excluded.late_minutes, early_minutes = excluded.early_minutes, "
    "is_sample = excluded.is_sample, first_fiscal_year = excluded.first_fiscal_year, "
    "saturday_by_plan = excluded.saturday_by_plan, name_kana = excluded.name_kana");
/* The set that a new nursery starts with (FACTS 3.4; no official list exists, so it is editable).
 */
ENR_SQL (SQL_SEED_KINDS,
         "INSERT INTO absence_kind (key, label, symbol, total, position, is_active) VALUES "
         "('sick', '病欠', '病', 'sick', 0, 1), "
         "('personal', '都合欠', '都', 'other', 1, 1), "
         "('suspension', '出席停止', '停', 'suspension', 2, 1), "
         "('bereavement', '忌引', '忌', 'bereavement', 3, 1), "
         "('accident', '事故欠', '事', 'other', 4, 1), "
         "('unannounced', '連絡なし', '無', 'unannounced', 5, 1) "
         "ON CONFLICT (key) DO NOTHING");

void
enr_facility_free (EnrFacility *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->name_kana);
  g_free (self->number);
  g_free (self->kind);
  g_free (self->postal_code);
  g_free (self->address);
  g_free (self->phone);
  g_free (self->director);
  g_free (self);
}

EnrFacility *
enr_facility_new_default (void)
{
  EnrFacility *self = g_new0 (EnrFacility, 1);

  self->name = g_strdup ("");
  self->name_kana = g_strdup ("");
  self->number = g_strdup ("");
  self->kind = g_strdup ("保育所");
  self->postal_code = g_strdup ("");
  self->address = g_strdup ("");
  self->phone = g_strdup ("");
  self->director = g_strdup ("");
  /* FACTS 2.2: 標準 7:00-18:00 and 短時間 8:30-16:30 are the commonest ranges; each facility has
   * its own. */
  self->weekday = (EnrHours){ 7 * 60, 19 * 60, 7 * 60, 18 * 60, 8 * 60 + 30, 16 * 60 + 30 };
  self->saturday = (EnrHours){ 7 * 60, 18 * 60, 7 * 60, 18 * 60, 8 * 60 + 30, 16 * 60 + 30 };
  self->open_weekdays = 0x7e; /* Monday to Saturday */
  self->closed_on_holidays = TRUE;
  self->year_end_first = 1229;
  self->year_end_last = 103;
  self->lock_minutes = 30;
  self->no_news_at = 9 * 60 + 30;
  self->late_minutes = 15;
  self->early_minutes = 30;
  self->first_fiscal_year = enr_fiscal_year (enr_clock_today ());
  return self;
}

static void
read_hours (EnrStmt *st, int column, EnrHours *hours)
{
  hours->open = enr_column_minutes (st, column);
  hours->close = enr_column_minutes (st, column + 1);
  hours->standard_start = enr_column_minutes (st, column + 2);
  hours->standard_end = enr_column_minutes (st, column + 3);
  hours->short_start = enr_column_minutes (st, column + 4);
  hours->short_end = enr_column_minutes (st, column + 5);
}

EnrFacility *
enr_facility_load (EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  EnrFacility *self;
  int rc = enr_stmt_step (&st, error);

  if (rc < 0)
    return NULL;
  if (rc == 0)
    {
      g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND, "no facility in %s",
                   enr_db_get_path (db));
      return NULL;
    }

  self = g_new0 (EnrFacility, 1);
  self->name = enr_column_dup_text (&st, 0);
  self->number = enr_column_dup_text (&st, 1);
  self->kind = enr_column_dup_text (&st, 2);
  self->postal_code = enr_column_dup_text (&st, 3);
  self->address = enr_column_dup_text (&st, 4);
  self->phone = enr_column_dup_text (&st, 5);
  self->director = enr_column_dup_text (&st, 6);
  self->capacity = enr_column_int (&st, 7);
  read_hours (&st, 8, &self->weekday);
  read_hours (&st, 14, &self->saturday);
  self->open_weekdays = enr_column_int (&st, 20);
  self->closed_on_holidays = enr_column_int (&st, 21);
  self->year_end_first = enr_column_int (&st, 22);
  self->year_end_last = enr_column_int (&st, 23);
  self->lock_minutes = enr_column_int (&st, 24);
  self->no_news_at = enr_column_int (&st, 25);
  self->late_minutes = enr_column_int (&st, 26);
  self->early_minutes = enr_column_int (&st, 27);
  self->is_sample = enr_column_int (&st, 28);
  self->first_fiscal_year = enr_column_int (&st, 29);
  self->is_saturday_by_plan = enr_column_int (&st, 30);
  self->name_kana = enr_column_dup_text (&st, 31);
  return self;
}

static gboolean
check_range (int start, int end, const char *what, GError **error)
{
  if (start != ENR_MINUTES_NONE && end != ENR_MINUTES_NONE && end <= start)
    {
      /* Translators: %s is what the hours are of, for example "Opening hours" */
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   _ ("%s: the end must be later than the start."), what);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_hours (const EnrHours *hours, GError **error)
{
  return check_range (hours->open, hours->close, _ ("Opening hours"), error)
         && check_range (hours->standard_start, hours->standard_end, _ ("Standard care hours"),
                         error)
         && check_range (hours->short_start, hours->short_end, _ ("Short care hours"), error);
}

static gboolean
check_facility (const EnrFacility *self, GError **error)
{
  if (enr_text_is_blank (self->name))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("The nursery's name is missing."));
      return FALSE;
    }
  if (self->lock_minutes < 5 || self->lock_minutes > 60)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("The lock time for a second punch must be 5 to 60 minutes."));
      return FALSE;
    }
  return check_hours (&self->weekday, error) && check_hours (&self->saturday, error);
}

static void
bind_tidy (EnrStmt *st, const char *name, const char *text)
{
  g_autofree char *tidy = enr_text_tidy (text != NULL ? text : "");

  enr_bind_text (st, name, tidy);
}

gboolean
enr_facility_save (EnrDb *db, const EnrActor *actor, const EnrFacility *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!check_facility (self, error) || !enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SEED_KINDS);

    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SAVE);

    bind_tidy (&st, ":name", self->name);
    bind_tidy (&st, ":name_kana", self->name_kana);
    bind_tidy (&st, ":number", self->number);
    bind_tidy (&st, ":kind", self->kind);
    bind_tidy (&st, ":postal_code", self->postal_code);
    bind_tidy (&st, ":address", self->address);
    bind_tidy (&st, ":phone", self->phone);
    bind_tidy (&st, ":director", self->director);
    enr_bind_int (&st, ":capacity", self->capacity);
    enr_bind_minutes (&st, ":open", self->weekday.open);
    enr_bind_minutes (&st, ":close", self->weekday.close);
    enr_bind_minutes (&st, ":standard_start", self->weekday.standard_start);
    enr_bind_minutes (&st, ":standard_end", self->weekday.standard_end);
    enr_bind_minutes (&st, ":short_start", self->weekday.short_start);
    enr_bind_minutes (&st, ":short_end", self->weekday.short_end);
    enr_bind_minutes (&st, ":sat_open", self->saturday.open);
    enr_bind_minutes (&st, ":sat_close", self->saturday.close);
    enr_bind_minutes (&st, ":sat_standard_start", self->saturday.standard_start);
    enr_bind_minutes (&st, ":sat_standard_end", self->saturday.standard_end);
    enr_bind_minutes (&st, ":sat_short_start", self->saturday.short_start);
    enr_bind_minutes (&st, ":sat_short_end", self->saturday.short_end);
    enr_bind_int (&st, ":open_weekdays", self->open_weekdays);
    enr_bind_int (&st, ":closed_on_holidays", self->closed_on_holidays != 0);
    enr_bind_int (&st, ":year_end_first", self->year_end_first);
    enr_bind_int (&st, ":year_end_last", self->year_end_last);
    enr_bind_int (&st, ":lock_minutes", self->lock_minutes);
    enr_bind_int (&st, ":no_news_at", self->no_news_at);
    enr_bind_int (&st, ":late_minutes", self->late_minutes);
    enr_bind_int (&st, ":early_minutes", self->early_minutes);
    enr_bind_int (&st, ":is_sample", self->is_sample != 0);
    enr_bind_int (&st, ":saturday_by_plan", self->is_saturday_by_plan != 0);
    if (self->first_fiscal_year != 0)
      enr_bind_int (&st, ":first_fiscal_year", self->first_fiscal_year);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }

  return enr_txn_commit (&txn, error);
}

const EnrHours *
enr_facility_hours (const EnrFacility *self, EnrDate date)
{
  return enr_date_weekday (date) == ENR_SATURDAY ? &self->saturday : &self->weekday;
}
