/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "submission/outbreak-report.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "attendance/day.h"
#include "base/clock.h"
#include "base/text.h"
#include "contact/disease.h"
#include "contact/illness.h"
#include "nursery/error.h"
#include "submission/submission-private.h"

#define UNKNOWN "unknown" /* many are ill, and what it is is not known yet */
#define MAX_PEOPLE 9999
#define DAYS_BACK 30 /* an outbreak's first onset is looked for */

#define COLUMNS                                                                                    \
  "id, disease, first_day, as_of, children, staff, users, severe, centre, is_over, body, "         \
  "removed_at "

ENR_SQL (SQL_LOAD, "SELECT " COLUMNS "FROM outbreak_report WHERE id = :id");
ENR_SQL (SQL_LIST,
         "SELECT " COLUMNS
         "FROM outbreak_report WHERE removed_at IS NULL ORDER BY first_day DESC, id DESC");
ENR_SQL (SQL_SAVE,
         "INSERT INTO outbreak_report (id, disease, first_day, as_of, children, staff, users, "
         "severe, centre, "
         "is_over, body) VALUES (:id, :disease, :first, :as_of, :children, :staff, :users, "
         ":severe, :centre, "
         ":over, :body) ON CONFLICT (id) DO UPDATE SET disease = excluded.disease, "
         "first_day = excluded.first_day, as_of = excluded.as_of, children = excluded.children, "
         "staff = excluded.staff, users = excluded.users, severe = excluded.severe, centre = "
         "excluded.centre, "
         "is_over = excluded.is_over, body = excluded.body");
ENR_SQL (SQL_REMOVE,
         "UPDATE outbreak_report SET removed_at = :now WHERE id = :id AND removed_at IS NULL");

EnrOutbreakReport *
enr_outbreak_report_new (void)
{
  EnrOutbreakReport *self = g_new0 (EnrOutbreakReport, 1);

  self->disease = g_strdup (UNKNOWN);
  self->measures = g_strdup ("");
  self->first_day = self->as_of = ENR_DATE_NONE;
  return self;
}

void
enr_outbreak_report_free (EnrOutbreakReport *self)
{
  if (self == NULL)
    return;

  g_free (self->disease);
  g_free (self->measures);
  g_free (self);
}

static EnrOutbreakReport *
read_row (EnrStmt *st)
{
  EnrOutbreakReport *self = g_new0 (EnrOutbreakReport, 1);
  g_autoptr (GBytes) body = enr_column_bytes (st, 10);

  self->id = enr_column_uuid (st, 0);
  self->disease = enr_column_dup_text (st, 1);
  self->first_day = enr_column_date (st, 2);
  self->as_of = enr_column_date (st, 3);
  self->children = (int) enr_column_int (st, 4);
  self->staff = (int) enr_column_int (st, 5);
  self->users = (int) enr_column_int (st, 6);
  self->severe = (int) enr_column_int (st, 7);
  self->centre = enr_column_int (st, 8) != 0;
  self->is_over = enr_column_int (st, 9) != 0;
  self->measures = body != NULL && g_bytes_get_size (body) > 0
                       ? g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body))
                       : g_strdup ("");
  return self;
}

/* 1 where it is there; @removed_at may be set. */
static int
load (EnrDb *db,
      const EnrUuid *id,
      EnrOutbreakReport **report,
      EnrInstant *removed_at,
      GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    {
      *removed_at = enr_column_instant (&st, 11);
      *report = read_row (&st);
    }
  return rc;
}

/* Since when there has been one without a day in between. */
static EnrDate
find_first (const GPtrArray *counts, const char *disease, EnrDate day)
{
  EnrDate first = day;

  for (guint i = counts->len; i-- > 0;)
    {
      const EnrIllnessCount *count = g_ptr_array_index (counts, i);

      if ((*disease == '\0' || strcmp (count->disease, disease) == 0) && count->day >= first - 1)
        first = MIN (first, count->day);
    }
  return first;
}

EnrOutbreakReport *
enr_outbreak_report_prepare (EnrDb *db, const char *disease, EnrDate day, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrDay) loaded = NULL;
  g_autoptr (GPtrArray) outbreaks = NULL;
  g_autoptr (GPtrArray) counts = NULL;
  EnrOutbreakReport *self;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  loaded = enr_day_load (db, day, NULL, error);
  outbreaks = loaded != NULL ? enr_outbreak_load (db, loaded, error) : NULL;
  counts = outbreaks != NULL ? enr_illness_count (db, day - DAYS_BACK, day, error) : NULL;
  if (counts == NULL)
    return NULL;

  self = enr_outbreak_report_new ();
  if (*disease != '\0')
    {
      g_free (self->disease);
      self->disease = g_strdup (disease);
    }
  self->as_of = day;
  self->first_day = find_first (counts, disease, day);
  self->users = (int) loaded->children->len;
  for (guint i = 0; i < outbreaks->len; i++)
    {
      const EnrOutbreak *outbreak = g_ptr_array_index (outbreaks, i);

      if (strcmp (outbreak->disease, disease) == 0)
        self->children = (int) outbreak->n;
    }
  return self;
}

static gboolean
is_people (int n)
{
  return n >= 0 && n <= MAX_PEOPLE;
}

static gboolean
check (EnrDb *db, const EnrOutbreakReport *self, GError **error)
{
  if (self->as_of == ENR_DATE_NONE || self->first_day == ENR_DATE_NONE
      || self->first_day > self->as_of || self->as_of > enr_clock_today ())
    return enr_refuse (
        error, ENR_NURSERY_ERROR_INVALID,
        _ ("The day of the counts is today or before, and not before the first onset."));
  if (!is_people (self->children) || !is_people (self->staff) || !is_people (self->users)
      || !is_people (self->severe) || self->severe > self->children + self->staff)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The numbers of people cannot be right."));
  if (strcmp (self->disease, UNKNOWN) != 0)
    {
      g_autoptr (EnrDisease) disease = enr_disease_load (db, self->disease, error);

      return disease != NULL;
    }
  return TRUE;
}

static gboolean
check_stands (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrOutbreakReport) report = NULL;
  EnrInstant removed_at = ENR_INSTANT_NONE;
  int rc = load (db, id, &report, &removed_at, error);

  if (rc == 0 || (rc > 0 && removed_at != ENR_INSTANT_NONE))
    return enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN,
                       _ ("There is no such report of an outbreak."));
  return rc > 0;
}

static gboolean
save (EnrDb *db, const EnrOutbreakReport *self, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new (self->measures, strlen (self->measures));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SAVE);

  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_text (&st, ":disease", self->disease);
  enr_bind_date (&st, ":first", self->first_day);
  enr_bind_date (&st, ":as_of", self->as_of);
  enr_bind_int (&st, ":children", self->children);
  enr_bind_int (&st, ":staff", self->staff);
  enr_bind_int (&st, ":users", self->users);
  enr_bind_int (&st, ":severe", self->severe);
  enr_bind_int (&st, ":centre", self->centre);
  enr_bind_int (&st, ":over", self->is_over);
  enr_bind_bytes (&st, ":body", body);
  return enr_stmt_run (&st, error);
}

gboolean
enr_outbreak_report_save (EnrDb *db, const EnrActor *actor, EnrOutbreakReport *self, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrUuid old = self->id;

  if (!enr_txn_begin (&txn, db, actor, NULL, error) || !check (db, self, error)
      || (!enr_uuid_is_none (&old) && !check_stands (db, &old, error)))
    return FALSE;
  if (enr_uuid_is_none (&old))
    self->id = enr_uuid_new ();
  if (save (db, self, error) && enr_txn_commit (&txn, error))
    return TRUE;
  self->id = old;
  return FALSE;
}

gboolean
enr_outbreak_report_remove (EnrDb *db,
                            const EnrActor *actor,
                            const EnrUuid *id,
                            const char *reason,
                            GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (enr_text_is_blank (reason))
    return enr_refuse (error, ENR_NURSERY_ERROR_REASON, _ ("Taking back a report needs a reason."));
  if (!enr_txn_begin (&txn, db, actor, reason, error) || !check_stands (db, id, error))
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
enr_outbreak_report_list (EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_outbreak_report_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    g_ptr_array_add (list, read_row (&st));
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

static json_t *
compose (EnrDb *db, const EnrOutbreakReport *report, gboolean is_removed)
{
  g_autoptr (EnrDisease) disease = enr_disease_load (db, report->disease, NULL);
  json_t *data = json_object ();

  json_object_set_new (data, "disease", json_string (report->disease));
  json_object_set_new (data, "name", json_string (disease != NULL ? disease->name : "不明"));
  enr_json_set_date (data, "first_day", report->first_day);
  enr_json_set_date (data, "as_of", report->as_of);
  enr_json_set_int (data, "children", report->children);
  enr_json_set_int (data, "staff", report->staff);
  enr_json_set_int (data, "users", report->users);
  enr_json_set_int (data, "severe", report->severe);
  json_object_set_new (data, "centre", json_boolean (report->centre));
  json_object_set_new (data, "over", json_boolean (report->is_over));
  enr_json_set_text (data, "measures", report->measures);
  if (is_removed)
    json_object_set_new (data, "removed", json_true ());
  return data;
}

gboolean
enr_compose_outbreak (EnrDb *db,
                      const char *rest,
                      gboolean is_preview,
                      EnrComposed *composed,
                      GError **error)
{
  g_autoptr (EnrOutbreakReport) report = NULL;
  EnrInstant removed_at = ENR_INSTANT_NONE;
  EnrUuid id;
  int rc = enr_uuid_parse (rest, &id) ? load (db, &id, &report, &removed_at, error) : 0;

  if (rc <= 0)
    return rc == 0;
  composed->type = removed_at == ENR_INSTANT_NONE ? "jp.enroku.illness.outbreak-reported.v1" : NULL;
  composed->later_type = "jp.enroku.illness.outbreak-reported.v1";
  composed->happened = enr_clock_now ();
  composed->data = compose (db, report, removed_at != ENR_INSTANT_NONE);
  return TRUE;
}

void
enr_say_outbreak (const json_t *data, GString *lines)
{
  g_autofree char *first = enr_say_date (data, "first_day");
  g_autofree char *as_of = enr_say_date (data, "as_of");
  const char *measures = enr_json_get_text (data, "measures", "");

  /* Translators: an illness, the day of the first onset, and the day of the counts */
  g_string_append_printf (lines, _ ("%s, first on %s, as of %s"),
                          enr_json_get_text (data, "name", ""), first, as_of);
  g_string_append_c (lines, '\n');
  g_string_append_printf (
      lines, _ ("Ill: %d children of %d, %d staff; severe: %d"),
      (int) enr_json_get_int (data, "children", 0), (int) enr_json_get_int (data, "users", 0),
      (int) enr_json_get_int (data, "staff", 0), (int) enr_json_get_int (data, "severe", 0));
  g_string_append_c (lines, '\n');
  if (json_is_true (json_object_get (data, "centre")))
    g_string_append_printf (lines, "%s\n", _ ("The public health centre has been told."));
  if (json_is_true (json_object_get (data, "over")))
    g_string_append_printf (lines, "%s\n", _ ("The outbreak is over."));
  if (*measures != '\0')
    g_string_append_printf (lines, "%s\n", measures);
  if (json_is_true (json_object_get (data, "removed")))
    g_string_append_printf (lines, "%s\n", _ ("This was entered by mistake and is taken back."));
}

const EnrOutbreakReport *
enr_outbreak_report_find (const GPtrArray *reports, const char *disease, EnrDate day)
{
  for (guint i = 0; i < reports->len; i++)
    {
      const EnrOutbreakReport *report = g_ptr_array_index (reports, i);

      if ((!report->is_over || report->as_of >= day)
          && (*disease == '\0' || strcmp (report->disease, disease) == 0)
          && report->first_day <= day && report->as_of >= day - DAYS_BACK)
        return report;
    }
  return NULL;
}
