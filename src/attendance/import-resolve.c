/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What an attendance list would do: each row is compared with the day of its child, and brings it
 * to what it says, so that a later row of the same day is compared with the outcome. Nothing here
 * writes.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "attendance/entry.h"
#include "attendance/import-lookup.h"
#include "base/clock.h"

typedef struct
{
  EnrLookup *resolver;
  const EnrAttendanceCells *cells;
  EnrImportRow *row;
  EnrLookupDay *day;
  EnrAttendanceStep step;
  gboolean adds;
  gboolean changes;
} Row;

static void
note (Row *self, guint field, const char *before, const char *after)
{
  if (*before == '\0')
    {
      enr_import_row_detail (self->row, _ ("%s: “%s”."), _ (enr_attendance_fields[field].label),
                             after);
      self->adds = TRUE;
    }
  else
    {
      enr_import_row_detail (self->row, _ ("%s: “%s” becomes “%s”."),
                             _ (enr_attendance_fields[field].label), before, after);
      self->changes = TRUE;
    }
}

static gboolean
set_minutes (Row *self, guint field, int *target, int value)
{
  char before[6], after[6];

  if (value == ENR_MINUTES_NONE || value == *target)
    return FALSE;
  note (self, field, enr_minutes_format (*target, before), enr_minutes_format (value, after));
  *target = value;
  return TRUE;
}

static gboolean
set_text (Row *self, guint field, const char **target, const char *value)
{
  if (value == NULL || enr_import_text_same (*target, value))
    return FALSE;
  note (self, field, *target, value);
  *target = value;
  return TRUE;
}

static void
resolve_times (Row *self)
{
  const EnrAttendanceCells *cells = self->cells;
  EnrAttendanceStep *step = &self->step;
  EnrLookupDay *day = self->day;
  EnrInstant latest = self->resolver->now + 60;
  gboolean has_arrived, has_left, has_collector = FALSE;

  has_arrived = set_minutes (self, ENR_FIELD_ARRIVED, &day->arrived, cells->arrived);
  has_left = set_minutes (self, ENR_FIELD_LEFT, &day->left, cells->left);
  if (day->left != ENR_MINUTES_NONE)
    has_collector
        = set_text (self, ENR_FIELD_COLLECTED_BY, &day->collected_by, cells->collected_by);
  if (!has_arrived && !has_left && !has_collector)
    return;

  if (day->left != ENR_MINUTES_NONE && day->arrived == ENR_MINUTES_NONE)
    enr_import_row_refuse (self->row, _ ("There is no arrival on that day, so there can be no "
                                         "departure."));
  else if (day->left != ENR_MINUTES_NONE && day->left < day->arrived)
    enr_import_row_refuse (self->row, _ ("The departure is before the arrival."));
  else if ((day->n_stamps > 2 && has_arrived && day->arrived > day->second)
           || (day->n_stamps > 1 && has_left && day->before_left != ENR_MINUTES_NONE
               && day->left < day->before_left))
    enr_import_row_refuse (self->row,
                           _ ("The child went and came back on that day, and the time does "
                              "not fit what was recorded in between."));
  if ((has_arrived && enr_instant_from_local (cells->date, day->arrived) > latest)
      || (has_left && enr_instant_from_local (cells->date, day->left) > latest))
    enr_import_row_refuse (self->row, _ ("The time is in the future."));

  step->append = day->n_stamps == 0;
  step->set_times = !step->append;
  step->arrived = has_arrived ? day->arrived : ENR_MINUTES_KEEP;
  step->left = has_left ? day->left : ENR_MINUTES_KEEP;
  step->collected_by = has_left || has_collector ? day->collected_by : NULL;
  day->n_stamps += has_arrived + has_left;
  if (day->before_left == ENR_MINUTES_NONE || day->n_stamps <= 2)
    day->before_left = day->arrived;
}

static void
resolve_plan (Row *self)
{
  const EnrAttendanceCells *cells = self->cells;
  EnrLookupDay *day = self->day;
  const char *collector = cells->planned_collector;
  gboolean changed;

  /* Who collects a child who has not left is who is to collect it. */
  if (collector == NULL && day->left == ENR_MINUTES_NONE)
    collector = cells->collected_by;
  changed
      = set_minutes (self, ENR_FIELD_PLANNED_ARRIVE, &day->planned_arrive, cells->planned_arrive);
  changed |= set_minutes (self, ENR_FIELD_PLANNED_LEAVE, &day->planned_leave, cells->planned_leave);
  changed |= set_text (self, ENR_FIELD_PLANNED_COLLECTOR, &day->planned_collector, collector);
  if (!changed)
    return;
  if (day->planned_arrive != ENR_MINUTES_NONE && day->planned_leave != ENR_MINUTES_NONE
      && day->planned_leave <= day->planned_arrive)
    enr_import_row_refuse (self->row,
                           _ ("The planned departure must be later than the planned arrival."));
  self->step.set_plan = TRUE;
  self->step.planned_arrive = day->planned_arrive;
  self->step.planned_leave = day->planned_leave;
  self->step.planned_collector = day->planned_collector;
}

/* The kind that the row says; "" for none; NULL with the row refused. */
static const char *
kind_of_row (Row *self)
{
  const EnrAttendanceCells *cells = self->cells;
  const char *kind;

  if (cells->absence_kind == NULL && cells->absence_reason == NULL)
    return "";
  if (cells->absence_kind == NULL && self->day->absence_kind != NULL)
    return self->day->absence_kind;
  kind = enr_lookup_kind (self->resolver, cells->absence_kind != NULL ? cells->absence_kind
                                                                      : cells->absence_reason);
  if (kind == NULL)
    {
      g_autofree char *kinds = enr_lookup_dup_kinds (self->resolver);

      /* Translators: what the file says, and the list of the kinds there are */
      enr_import_row_refuse (
          self->row, _ ("“%s” is no kind of absence. The kinds are: %s"),
          cells->absence_kind != NULL ? cells->absence_kind : cells->absence_reason, kinds);
    }
  return kind;
}

static void
resolve_absence (Row *self)
{
  const EnrAttendanceCells *cells = self->cells;
  EnrLookupDay *day = self->day;
  const char *kind = kind_of_row (self);
  const char *before;
  gboolean changed;

  if (kind == NULL || *kind == '\0')
    return;
  before = enr_lookup_kind_label (self->resolver, day->absence_kind);
  changed = g_strcmp0 (kind, day->absence_kind) != 0;
  if (changed)
    {
      note (self, ENR_FIELD_ABSENCE_KIND, before, enr_lookup_kind_label (self->resolver, kind));
      day->absence_kind = kind;
    }
  changed |= set_text (self, ENR_FIELD_ABSENCE_REASON, &day->absence_reason, cells->absence_reason);
  changed |= set_text (self, ENR_FIELD_NOTIFIED_BY, &day->notified_by, cells->notified_by);
  if (!changed)
    return;
  if (day->arrived != ENR_MINUTES_NONE)
    {
      char buffer[6];

      enr_import_row_refuse (self->row, _ ("The row says absent, but the child was there at %s."),
                             enr_minutes_format (day->arrived, buffer));
    }
  self->step.set_absence = TRUE;
  self->step.absence_kind = day->absence_kind;
  self->step.absence_reason = day->absence_reason;
  self->step.notified_by = day->notified_by;
}

static void
resolve_row (Row *self, const EnrLookupChild *child)
{
  EnrLookup *resolver = self->resolver;
  const EnrAttendanceCells *cells = self->cells;
  char buffer[ENR_DATE_ISO_LENGTH];
  guint line;

  enr_date_iso (cells->date, buffer);
  if (!enr_lookup_is_enrolled (child, cells->date))
    {
      enr_import_row_refuse (self->row, _ ("The child is not enrolled on %s."), buffer);
      return;
    }
  self->day = enr_lookup_day (resolver, child, cells->date);
  line = self->day->line;
  self->day->line = cells->line;
  self->step.child_id = child->id;
  self->step.day = cells->date;
  resolve_times (self);
  resolve_absence (self);
  resolve_plan (self);
  if (set_text (self, ENR_FIELD_DAY_NOTE, &self->day->note, cells->note))
    {
      self->step.set_note = TRUE;
      self->step.note = cells->note;
    }

  if (self->changes && line != 0)
    enr_import_row_refuse (self->row, _ ("Line %u says something else of the same child and day."),
                           line);
  if ((self->adds || self->changes)
      && g_hash_table_contains (resolver->closed, GINT_TO_POINTER (cells->date)))
    enr_import_row_refuse (self->row, _ ("The day %s is closed."), buffer);
  if (self->row->action != ENR_IMPORT_REFUSE && (self->adds || self->changes))
    self->row->action = self->changes ? ENR_IMPORT_CHANGE : ENR_IMPORT_ADD;
}

static char *
dup_title (const EnrAttendanceCells *cells, const EnrLookupChild *child)
{
  g_autofree char *name = NULL;
  char buffer[ENR_DATE_ISO_LENGTH];

  if (child != NULL)
    name = g_strdup (child->name);
  else if (cells->family_name != NULL)
    name = g_strconcat (cells->family_name, cells->given_name != NULL ? " " : NULL,
                        cells->given_name, NULL);
  else
    name = g_strdup (cells->number != NULL ? cells->number : "");
  if (cells->date == ENR_DATE_NONE)
    return g_steal_pointer (&name);
  /* Translators: a child's name and a day */
  return g_strdup_printf (_ ("%s, %s"), name, enr_date_iso (cells->date, buffer));
}

gboolean
enr_import_attendance_resolve (EnrDb *db,
                               const EnrAttendanceSheet *sheet,
                               EnrImportPlan *plan,
                               GStringChunk *strings,
                               GArray *steps,
                               GError **error)
{
  g_auto (EnrLookup) self = { .sheet = sheet, .strings = strings, .now = enr_clock_now () };

  if (!enr_lookup_load (db, &self, error))
    return FALSE;
  for (guint i = 0; i < sheet->cells->len; i++)
    {
      const EnrAttendanceCells *cells = &g_array_index (sheet->cells, EnrAttendanceCells, i);
      const EnrLookupMatch *match = enr_lookup_match (&self, cells);
      g_autofree char *title = dup_title (cells, match->child);
      Row row = { &self, cells, enr_import_plan_add_row (plan, cells->line, title) };

      for (guint j = 0; cells->problems != NULL && j < cells->problems->len; j++)
        enr_import_row_refuse (row.row, "%s",
                               (const char *) g_ptr_array_index (cells->problems, j));
      if (match->problem != NULL)
        enr_import_row_refuse (row.row, "%s", match->problem);
      if (cells->date == ENR_DATE_NONE && cells->problems == NULL)
        enr_import_row_refuse (row.row, _ ("The date is missing."));
      if (row.row->action == ENR_IMPORT_REFUSE)
        continue;
      resolve_row (&row, match->child);
      if (row.row->action == ENR_IMPORT_ADD || row.row->action == ENR_IMPORT_CHANGE)
        g_array_append_val (steps, row.step);
    }
  enr_import_plan_count (plan);
  return TRUE;
}
