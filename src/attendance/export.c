/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/export.h"

#include "attendance/import-private.h"
#include "nursery/export.h"

/* Columns that are the day's but not the import's. */
#define EXTRA_CLASS "クラス"
#define EXTRA_TEMPERATURE "体温"

/* The child's days of which anything is known, with the office's entries. */
ENR_SQL (SQL_DAYS,
         "SELECT d.day, c.id, c.external_id, c.family_name, c.given_name, c.birth_date, k.name, "
         "a.planned_arrive, a.planned_leave, a.planned_collector, "
         "(SELECT label FROM absence_kind WHERE key = a.absence_kind), a.absence_reason, "
         "a.notified_by, a.note, a.temperature "
         "FROM (SELECT day, child_id FROM stamp WHERE day >= :first AND day <= :last "
         "  UNION SELECT day, child_id FROM attendance WHERE day >= :first AND day <= :last) d "
         "JOIN child c ON c.id = d.child_id AND c.removed_at IS NULL "
         "LEFT JOIN attendance a ON a.day = d.day AND a.child_id = d.child_id "
         "LEFT JOIN membership m ON m.child_id = c.id AND m.removed_at IS NULL "
         "  AND m.first_day <= d.day AND m.last_day >= d.day "
         "LEFT JOIN class k ON k.id = m.class_id "
         "ORDER BY d.day, k.position IS NULL, k.position, c.family_kana, c.given_kana, "
         "c.family_name, c.given_name, c.id");
ENR_SQL (SQL_STANDING,
         "SELECT s.kind, s.at, s.collected_by FROM stamp s WHERE s.child_id = :child "
         "AND s.day = :day AND s.at IS NOT NULL "
         "AND NOT EXISTS (SELECT 1 FROM stamp x WHERE x.supersedes = s.id) "
         "ORDER BY s.at, s.kind = 'leave', s.id");

typedef struct
{
  int arrived;
  int left;
  char *collected_by;
} Times;

static gboolean
load_times (EnrDb *db, const EnrUuid *child_id, EnrDate day, Times *times, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_STANDING);
  int rc;

  times->arrived = times->left = ENR_MINUTES_NONE;
  times->collected_by = NULL;
  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      int minutes = enr_instant_minutes (enr_column_instant (&st, 1), day);

      g_clear_pointer (&times->collected_by, g_free);
      if (enr_column_text (&st, 0)[0] == 'a')
        {
          if (times->arrived == ENR_MINUTES_NONE)
            times->arrived = minutes;
          times->left = ENR_MINUTES_NONE;
        }
      else
        {
          times->left = minutes;
          times->collected_by = enr_column_dup_text (&st, 2);
        }
    }
  return rc == 0;
}

static void
write_headings (EnrCsvWriter *writer)
{
  for (guint i = 0; i < ENR_N_ATTENDANCE_FIELDS; i++)
    {
      if (i == ENR_FIELD_DATE)
        enr_csv_writer_field (writer, EXTRA_CLASS);
      if (i == ENR_FIELD_DAY_NOTE)
        enr_csv_writer_field (writer, EXTRA_TEMPERATURE);
      if (enr_attendance_fields[i].heading != NULL)
        enr_csv_writer_field (writer, enr_attendance_fields[i].heading);
    }
  enr_csv_writer_end_row (writer);
}

static void
write_date (EnrCsvWriter *writer, EnrDate date)
{
  char buffer[ENR_DATE_ISO_LENGTH];

  enr_csv_writer_field (writer, enr_date_iso (date, buffer));
}

static void
write_minutes (EnrCsvWriter *writer, int minutes)
{
  char buffer[6];

  enr_csv_writer_field (writer, enr_minutes_format (minutes, buffer));
}

static void
write_temperature (EnrCsvWriter *writer, gint64 tenths)
{
  char buffer[24] = "";

  if (tenths != 0)
    g_snprintf (buffer, sizeof buffer, "%d.%d", (int) tenths / 10, (int) tenths % 10);
  enr_csv_writer_field (writer, buffer);
}

/* In the order of the fields, with the class before the date and the temperature before the note.
 */
static void
write_row (EnrCsvWriter *writer, EnrStmt *st, EnrDate day, const Times *times)
{
  for (int column = 2; column <= 4; column++)
    enr_csv_writer_field (writer, enr_column_text (st, column));
  write_date (writer, enr_column_date (st, 5));
  enr_csv_writer_field (writer, enr_column_text (st, 6));
  write_date (writer, day);
  write_minutes (writer, times->arrived);
  write_minutes (writer, times->left);
  enr_csv_writer_field (writer, times->collected_by);
  write_minutes (writer, enr_column_minutes (st, 7));
  write_minutes (writer, enr_column_minutes (st, 8));
  for (int column = 9; column <= 12; column++)
    enr_csv_writer_field (writer, enr_column_text (st, column));
  write_temperature (writer, enr_column_int (st, 14));
  enr_csv_writer_field (writer, enr_column_text (st, 13));
  enr_csv_writer_end_row (writer);
}

GBytes *
enr_export_attendance (EnrDb *db,
                       EnrDate first,
                       EnrDate last,
                       EnrEncoding encoding,
                       guint *replaced,
                       GError **error)
{
  g_autoptr (EnrCsvWriter) writer = enr_csv_writer_new (encoding);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_auto (EnrStmt) st = { 0 };
  int rc;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  write_headings (writer);
  st = enr_stmt (db, SQL_DAYS);
  enr_bind_date (&st, ":first", first);
  enr_bind_date (&st, ":last", last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid child_id = enr_column_uuid (&st, 1);
      EnrDate day = enr_column_date (&st, 0);
      Times times;

      if (!load_times (db, &child_id, day, &times, error))
        return NULL;
      write_row (writer, &st, day, &times);
      g_free (times.collected_by);
    }
  return rc == 0 ? enr_export_finish (writer, replaced, error) : NULL;
}
