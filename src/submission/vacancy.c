/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "submission/vacancy.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "nursery/class.h"
#include "nursery/error.h"
#include "statistics/presence.h"
#include "base/staffing.h"
#include "submission/submission-private.h"

#define MAX_PLACES 999
#define MAX_WAITING 9999

ENR_SQL (SQL_LOAD, "SELECT age, as_of, places, waiting FROM vacancy ORDER BY age");
ENR_SQL (SQL_SAVE,
         "INSERT INTO vacancy (age, as_of, places, waiting) VALUES (:age, :day, :places, :waiting) "
         "ON CONFLICT (age) DO UPDATE SET as_of = excluded.as_of, places = excluded.places, "
         "waiting = excluded.waiting");

static gboolean
load_rows (EnrDb *db, EnrVacancy ages[ENR_VACANCY_AGES], GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrVacancy *vacancy = &ages[enr_column_int (&st, 0)];

      vacancy->as_of = enr_column_date (&st, 1);
      vacancy->places = (int) enr_column_int (&st, 2);
      vacancy->waiting = enr_column_is_null (&st, 3) ? -1 : (int) enr_column_int (&st, 3);
    }
  return rc == 0;
}

static gboolean
load_capacities (EnrDb *db, EnrDate today, EnrVacancy ages[ENR_VACANCY_AGES], GError **error)
{
  g_autoptr (GPtrArray) classes = enr_class_list (db, enr_fiscal_year (today), error);

  for (guint i = 0; classes != NULL && i < classes->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (classes, i);

      if (class->age >= 0 && class->age < ENR_VACANCY_AGES)
        ages[class->age].capacity += class->capacity;
    }
  return classes != NULL;
}

gboolean
enr_vacancy_load (EnrDb *db, EnrDate today, EnrVacancy ages[ENR_VACANCY_AGES], GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  guint enrolled[ENR_STAFFING_AGES] = { 0 };

  for (int age = 0; age < ENR_VACANCY_AGES; age++)
    ages[age] = (EnrVacancy){ ENR_DATE_NONE, 0, -1, 0, 0 };
  if (!enr_txn_begin_read (&txn, db, error) || !load_rows (db, ages, error)
      || !enr_statistics_enrolled (db, today, enrolled, error))
    return FALSE;
  for (int age = 0; age < ENR_VACANCY_AGES; age++)
    ages[age].enrolled = (int) enrolled[age];
  return load_capacities (db, today, ages, error);
}

static gboolean
check (const EnrVacancy *vacancy, GError **error)
{
  if (vacancy->as_of > enr_clock_today ())
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The day of the free places has not come yet."));
  if (vacancy->places < 0 || vacancy->places > MAX_PLACES || vacancy->waiting < -1
      || vacancy->waiting > MAX_WAITING)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The number of free places cannot be right."));
  return TRUE;
}

static gboolean
save (EnrDb *db, int age, const EnrVacancy *vacancy, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SAVE);

  enr_bind_int (&st, ":age", age);
  enr_bind_date (&st, ":day", vacancy->as_of);
  enr_bind_int (&st, ":places", vacancy->places);
  if (vacancy->waiting >= 0)
    enr_bind_int (&st, ":waiting", vacancy->waiting);
  return enr_stmt_run (&st, error);
}

gboolean
enr_vacancy_save (EnrDb *db,
                  const EnrActor *actor,
                  const EnrVacancy ages[ENR_VACANCY_AGES],
                  GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  for (int age = 0; age < ENR_VACANCY_AGES; age++)
    if (ages[age].as_of != ENR_DATE_NONE && !check (&ages[age], error))
      return FALSE;
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (int age = 0; age < ENR_VACANCY_AGES; age++)
    if (ages[age].as_of != ENR_DATE_NONE && !save (db, age, &ages[age], error))
      return FALSE;
  return enr_txn_commit (&txn, error);
}

gboolean
enr_compose_vacancy (EnrDb *db,
                     const char *rest,
                     gboolean is_preview,
                     EnrComposed *composed,
                     GError **error)
{
  EnrVacancy ages[ENR_VACANCY_AGES];
  EnrDate newest = ENR_DATE_NONE;
  json_t *array;

  if (!enr_vacancy_load (db, enr_clock_today (), ages, error))
    return FALSE;
  for (int age = 0; age < ENR_VACANCY_AGES; age++)
    newest = MAX (newest, ages[age].as_of);
  if (newest == ENR_DATE_NONE)
    return TRUE;

  array = json_array ();
  for (int age = 0; age < ENR_VACANCY_AGES; age++)
    {
      json_t *object;

      if (ages[age].as_of == ENR_DATE_NONE)
        continue;
      object = json_object ();
      enr_json_set_int (object, "age", age);
      enr_json_set_int (object, "enrolled", ages[age].enrolled);
      enr_json_set_int (object, "places", ages[age].places);
      if (ages[age].waiting >= 0)
        enr_json_set_int (object, "waiting", ages[age].waiting);
      if (ages[age].as_of != newest)
        enr_json_set_date (object, "as_of", ages[age].as_of);
      json_array_append_new (array, object);
    }
  composed->type = "jp.enroku.facility.vacancy.v1";
  composed->happened = enr_clock_now ();
  composed->data = json_object ();
  enr_json_set_date (composed->data, "as_of", newest);
  json_object_set_new (composed->data, "ages", array);
  return TRUE;
}

void
enr_say_vacancy (const json_t *data, GString *lines)
{
  const json_t *ages = json_object_get (data, "ages");
  g_autofree char *as_of = enr_say_date (data, "as_of");

  /* Translators: a date */
  g_string_append_printf (lines, _ ("As of %s"), as_of);
  g_string_append_c (lines, '\n');
  for (gsize i = 0; i < json_array_size (ages); i++)
    {
      const json_t *line = json_array_get (ages, i);
      int waiting = (int) enr_json_get_int (line, "waiting", -1);

      g_string_append_printf (lines, _ ("Class age %d: %d enrolled, %d more can come"),
                              (int) enr_json_get_int (line, "age", 0),
                              (int) enr_json_get_int (line, "enrolled", 0),
                              (int) enr_json_get_int (line, "places", 0));
      if (waiting >= 0)
        /* Translators: follows the free places of an age */
        g_string_append_printf (lines, _ (", %d waiting"), waiting);
      g_string_append_c (lines, '\n');
    }
}
