/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Between the files of the import of attendance, and the export.
 */
#pragma once

#include "attendance/import.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_FIELD_CHILD,
  ENR_FIELD_CHILD_NAME,
  ENR_FIELD_CHILD_FAMILY_NAME,
  ENR_FIELD_CHILD_GIVEN_NAME,
  ENR_FIELD_CHILD_BIRTH_DATE,
  ENR_FIELD_DATE,
  ENR_FIELD_ARRIVED,
  ENR_FIELD_LEFT,
  ENR_FIELD_COLLECTED_BY,
  ENR_FIELD_PLANNED_ARRIVE,
  ENR_FIELD_PLANNED_LEAVE,
  ENR_FIELD_PLANNED_COLLECTOR,
  ENR_FIELD_ABSENCE_KIND,
  ENR_FIELD_ABSENCE_REASON,
  ENR_FIELD_NOTIFIED_BY,
  ENR_FIELD_DAY_NOTE,
  ENR_N_ATTENDANCE_FIELDS,
} EnrAttendanceField;

extern const EnrImportField enr_attendance_fields[ENR_N_ATTENDANCE_FIELDS];

/* One row of the file. Strings are the sheet's; NULL where the cell is blank. */
typedef struct
{
  guint line;
  const char *who;          /* number, name and birth date as one text: the same pointer for the same */
  const char *number;
  const char *family_name;
  const char *given_name;
  EnrDate birth_date;
  EnrDate date;
  int arrived;              /* minutes of that day, or ENR_MINUTES_NONE */
  int left;
  int planned_arrive;
  int planned_leave;
  const char *planned_collector;
  const char *collected_by;
  const char *absence_kind; /* as the file says it */
  const char *absence_reason;
  const char *notified_by;
  const char *note;
  GPtrArray *problems;      /* (element-type utf8): cells that cannot be read; or NULL */
} EnrAttendanceCells;

/* What the file says; the plan's source. */
typedef struct
{
  GArray *cells; /* (element-type EnrAttendanceCells) */
  GStringChunk *strings;
  EnrDate first; /* of all days, NONE without rows */
  EnrDate last;
} EnrAttendanceSheet;

EnrAttendanceSheet *enr_attendance_sheet_read (const EnrCsv *csv,
                                               const EnrImportOptions *options,
                                               const char *preset,
                                               EnrImportPlan *plan,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_attendance_sheet_free (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrAttendanceSheet, enr_attendance_sheet_free)

/* What a row does. */
typedef struct
{
  EnrUuid child_id;
  EnrDate day;
  gboolean append;          /* the day has no stamp: the times are new facts */
  gboolean set_times;       /* it has: they are brought to these */
  int arrived;              /* minutes, NONE or KEEP */
  int left;
  const char *collected_by; /* NULL keeps */
  gboolean set_plan;
  int planned_arrive;
  int planned_leave;
  const char *planned_collector;
  gboolean set_absence;
  const char *absence_kind;
  const char *absence_reason;
  const char *notified_by;
  gboolean set_note;
  const char *note;
} EnrAttendanceStep;

/* Fills the plan's rows, and the steps of those that do something. Their strings live in
 * @strings. */
gboolean enr_import_attendance_resolve (EnrDb *db,
                                        const EnrAttendanceSheet *sheet,
                                        EnrImportPlan *plan,
                                        GStringChunk *strings,
                                        GArray *steps,
                                        GError **error);

G_END_DECLS
