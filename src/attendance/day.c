/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/day.h"

#include <string.h>

#include "attendance/absence-kind.h"
#include "attendance/day-private.h"
#include "base/clock.h"
#include "base/text.h"
#include "nursery/child.h"
#include "nursery/class.h"
#include "nursery/enrolment.h"
#include "nursery/facility.h"

/* Enrolled on the day, in their class of the day, with what the office knows of the day. */
ENR_SQL (
    SQL_CHILDREN,
    "SELECT c.id, c.family_id, k.id, c.external_id, c.family_name, c.given_name, "
    "c.family_kana, c.given_kana, c.sex, c.birth_date, c.has_allergy, "
    "(SELECT z.care_hours FROM certification z WHERE z.child_id = c.id AND z.removed_at IS NULL "
    "  AND z.first_day <= :day AND (z.last_day IS NULL OR z.last_day >= :day)), "
    "a.planned_arrive, a.planned_leave, a.planned_collector, a.absence_kind, a.absence_reason, "
    "a.notified_by, a.notified_at, a.sight, a.temperature, a.note "
    "FROM enrolment e JOIN child c ON c.id = e.child_id AND c.removed_at IS NULL "
    "LEFT JOIN membership m ON m.child_id = c.id AND m.removed_at IS NULL "
    "  AND m.first_day BETWEEN :year AND :day AND m.last_day >= :day "
    "LEFT JOIN class k ON k.id = m.class_id "
    "LEFT JOIN attendance a ON a.day = :day AND a.child_id = c.id "
    "WHERE e.removed_at IS NULL AND e.first_day <= :day "
    "AND (e.last_day IS NULL OR e.last_day >= :day) AND c.birth_date <= :day "
    "AND (:class IS NULL OR m.class_id = :class) "
    "ORDER BY k.position IS NULL, k.position, k.name, c.family_kana, c.given_kana, "
    "c.family_name, c.given_name, c.id");
/* All rows of the day, superseded ones too: which stand is decided while reading. */
ENR_SQL (SQL_STAMPS,
         "SELECT s.child_id, s.id, s.kind, s.at, s.collected_by, s.supersedes, s.source "
         "FROM stamp s WHERE s.day = :day ORDER BY s.child_id, s.at, s.kind = 'leave', s.id");
ENR_SQL (SQL_CLOSING, "SELECT closed_at, closed_by FROM day_closing WHERE day = :day");

typedef struct
{
  EnrUuid id;
  EnrUuid child_id;
  EnrUuid supersedes;
  EnrInstant at;
  const char *collected_by;
  gboolean is_arrival;
  gboolean is_from_door;
} StampRow;

static const char *const status_keys[] = { "unknown", "present", "left", "absent" };

gboolean
enr_day_expects_word (const EnrDay *self)
{
  return self->closed_name == NULL && self->date <= enr_clock_today ();
}

gboolean
enr_day_child_expects_word (const EnrDay *self, const EnrDayChild *child)
{
  return !child->is_unasked && enr_day_expects_word (self);
}

const char *
enr_status_key (EnrStatus status)
{
  return status_keys[status];
}

EnrStatus
enr_day_status (gboolean has_arrival, gboolean is_here, gboolean has_absence)
{
  if (has_arrival)
    return is_here ? ENR_STATUS_PRESENT : ENR_STATUS_LEFT;
  return has_absence ? ENR_STATUS_ABSENT : ENR_STATUS_UNKNOWN;
}

EnrMismatch
enr_day_mismatch (gboolean punched, gboolean has_notice, EnrSight sight)
{
  if (punched && sight == ENR_SIGHT_ABSENT)
    return ENR_MISMATCH_PUNCHED_BUT_ABSENT;
  if (has_notice && (punched || sight == ENR_SIGHT_PRESENT))
    return ENR_MISMATCH_NOTICE_BUT_PRESENT;
  if (!punched && !has_notice && sight == ENR_SIGHT_ABSENT)
    return ENR_MISMATCH_ABSENT_WITHOUT_NOTICE;
  return ENR_MISMATCH_NONE;
}

gboolean
enr_day_is_late (int planned_arrive, int arrived, int late_minutes)
{
  return planned_arrive != ENR_MINUTES_NONE && arrived != ENR_MINUTES_NONE
         && arrived > planned_arrive + late_minutes;
}

gboolean
enr_day_is_early (int planned_leave, int left, int early_minutes)
{
  return planned_leave != ENR_MINUTES_NONE && left != ENR_MINUTES_NONE
         && left < planned_leave - early_minutes;
}

static const char *
keep (GStringChunk *strings, const char *text)
{
  return text == NULL || *text == '\0' ? "" : g_string_chunk_insert (strings, text);
}

static const char *
keep_joined (GStringChunk *strings, const char *first, const char *second)
{
  g_autofree char *joined = NULL;

  if (*second == '\0')
    return first;
  joined = g_strconcat (first, " ", second, NULL);
  return g_string_chunk_insert (strings, joined);
}

GArray *
enr_day_load_classes (EnrDb *db, EnrDate date, GStringChunk *strings, GError **error)
{
  g_autoptr (GPtrArray) list = enr_class_list (db, enr_fiscal_year (date), error);
  GArray *classes;

  if (list == NULL)
    return NULL;
  classes = g_array_new (FALSE, FALSE, sizeof (EnrDayClass));
  for (guint i = 0; i < list->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (list, i);
      EnrDayClass item
          = { class->id, keep (strings, class->name), keep (strings, class->colour), class->age };

      g_array_append_val (classes, item);
    }
  return classes;
}

guint
enr_day_class_index (const GArray *classes, const EnrUuid *class_id)
{
  for (guint i = 0; i < classes->len; i++)
    if (enr_uuid_equal (&g_array_index (classes, EnrDayClass, i).id, class_id))
      return i;
  return G_MAXUINT;
}

int
enr_day_kind_index (const GArray *kinds, const char *key)
{
  for (guint i = 0; key != NULL && i < kinds->len; i++)
    if (g_str_equal (g_array_index (kinds, EnrAbsenceKind, i).key, key))
      return i;
  return -1;
}

int
enr_day_sex (const char *key)
{
  return g_strcmp0 (key, "male") == 0     ? ENR_SEX_MALE
         : g_strcmp0 (key, "female") == 0 ? ENR_SEX_FEMALE
                                          : ENR_SEX_UNKNOWN;
}

static EnrSight
sight_from_key (const char *key)
{
  return g_strcmp0 (key, "present") == 0  ? ENR_SIGHT_PRESENT
         : g_strcmp0 (key, "absent") == 0 ? ENR_SIGHT_ABSENT
                                          : ENR_SIGHT_NONE;
}

static void
read_child (EnrDay *self, EnrStmt *st, EnrDayChild *child)
{
  g_autofree char *both = NULL;
  g_autofree char *key = NULL;

  child->child_id = enr_column_uuid (st, 0);
  child->family_id = enr_column_uuid (st, 1);
  child->class_id = enr_column_uuid (st, 2);
  child->class_index = enr_day_class_index (self->classes, &child->class_id);
  child->external_id = keep (self->strings, enr_column_text (st, 3));
  child->family_name = keep (self->strings, enr_column_text (st, 4));
  child->given_name = keep (self->strings, enr_column_text (st, 5));
  child->family_kana = keep (self->strings, enr_column_text (st, 6));
  child->given_kana = keep (self->strings, enr_column_text (st, 7));
  child->name = keep_joined (self->strings, child->family_name, child->given_name);
  child->kana = keep_joined (self->strings, child->family_kana, child->given_kana);
  both = g_strconcat (child->kana, child->name, child->external_id, NULL);
  key = enr_text_search_key (both);
  child->search_key = keep (self->strings, key);
  child->sex = enr_day_sex (enr_column_text (st, 8));
  child->birth_date = enr_column_date (st, 9);
  child->class_age = enr_class_age (enr_fiscal_year (self->date), child->birth_date);
  child->has_allergy = enr_column_int (st, 10);
  child->care_hours = enr_care_hours_from_key (enr_column_text (st, 11));
  child->planned_arrive = enr_column_minutes (st, 12);
  child->planned_leave = enr_column_minutes (st, 13);
  child->planned_collector = keep (self->strings, enr_column_text (st, 14));
  child->absence_kind = enr_day_kind_index (self->kinds, enr_column_text (st, 15));
  child->absence_reason = keep (self->strings, enr_column_text (st, 16));
  child->notified_by = keep (self->strings, enr_column_text (st, 17));
  child->notified_at = enr_column_instant (st, 18);
  child->sight = sight_from_key (enr_column_text (st, 19));
  child->temperature = enr_column_int (st, 20);
  child->note = keep (self->strings, enr_column_text (st, 21));
  child->arrived = ENR_INSTANT_NONE;
  child->left = ENR_INSTANT_NONE;
  child->collected_by = "";
}

static gboolean
load_children (EnrDay *self, EnrDb *db, const EnrUuid *class_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CHILDREN);
  EnrUuid class_before = enr_uuid_none;
  int number = 0;
  int rc;

  enr_bind_date (&st, ":day", self->date);
  /* A membership never leaves its fiscal year: ten years of them are not looked through. */
  enr_bind_date (&st, ":year", enr_fiscal_year_first (enr_fiscal_year (self->date)));
  if (class_id != NULL)
    enr_bind_uuid (&st, ":class", class_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrDayChild child = { 0 };

      read_child (self, &st, &child);
      number = enr_uuid_equal (&child.class_id, &class_before) ? number + 1 : 1;
      child.number = number;
      class_before = child.class_id;
      g_array_append_val (self->children, child);
    }
  return rc == 0;
}

/* Takes a stamp that stands into the child's day. Rows come in order of time. */
static void
apply_stamp (EnrDayChild *child, const StampRow *row)
{
  child->n_stamps++;
  if (row->is_arrival)
    {
      if (child->arrived == ENR_INSTANT_NONE)
        {
          child->arrived = row->at;
          child->arrive_stamp = row->id;
        }
      child->left = ENR_INSTANT_NONE;
      child->leave_stamp = enr_uuid_none;
    }
  else
    {
      child->left = row->at;
      child->leave_stamp = row->id;
      child->collected_by = row->collected_by;
    }
}

static gboolean
load_stamps (EnrDay *self, EnrDb *db, GError **error)
{
  g_autoptr (GHashTable) superseded = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);
  g_autoptr (GHashTable) by_child = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (StampRow));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_STAMPS);
  int rc;

  enr_bind_date (&st, ":day", self->date);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      StampRow row = { 0 };

      row.child_id = enr_column_uuid (&st, 0);
      row.id = enr_column_uuid (&st, 1);
      row.is_arrival = enr_column_text (&st, 2)[0] == 'a';
      row.at = enr_column_instant (&st, 3);
      row.collected_by = keep (self->strings, enr_column_text (&st, 4));
      row.supersedes = enr_column_uuid (&st, 5);
      row.is_from_door = g_str_equal (enr_column_text (&st, 6), "door")
                         || g_str_equal (enr_column_text (&st, 6), "card");
      g_array_append_val (rows, row);
    }
  if (rc < 0)
    return FALSE;

  for (guint i = 0; i < self->children->len; i++)
    {
      EnrDayChild *child = &g_array_index (self->children, EnrDayChild, i);

      g_hash_table_insert (by_child, &child->child_id, child);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      StampRow *row = &g_array_index (rows, StampRow, i);

      if (!enr_uuid_is_none (&row->supersedes))
        g_hash_table_insert (superseded, &row->supersedes, row);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const StampRow *row = &g_array_index (rows, StampRow, i);
      EnrDayChild *child = g_hash_table_lookup (by_child, &row->child_id);
      const StampRow *next = g_hash_table_lookup (superseded, &row->id);

      if (child == NULL)
        continue;
      /* An undone tap and a collector told afterwards are no corrections. */
      if (next != NULL && next->at != row->at && !next->is_from_door)
        child->was_corrected = TRUE;
      if (next == NULL && row->at != ENR_INSTANT_NONE)
        apply_stamp (child, row);
    }
  return TRUE;
}

static gboolean
load_closing (EnrDay *self, EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CLOSING);
  int rc;

  enr_bind_date (&st, ":day", self->date);
  rc = enr_stmt_step (&st, error);
  self->closed_at = rc > 0 ? enr_column_instant (&st, 0) : ENR_INSTANT_NONE;
  self->closed_by = rc > 0 ? keep (self->strings, enr_column_text (&st, 1)) : "";
  return rc >= 0;
}

static gboolean
has_plan (const EnrDayChild *child)
{
  return child->planned_arrive != ENR_MINUTES_NONE || child->planned_leave != ENR_MINUTES_NONE
         || *child->planned_collector != '\0';
}

static void
judge_children (EnrDay *self, const EnrFacility *facility)
{
  gboolean asks_planned_only
      = facility->is_saturday_by_plan && enr_date_weekday (self->date) == ENR_SATURDAY;

  for (guint i = 0; i < self->children->len; i++)
    {
      EnrDayChild *child = &g_array_index (self->children, EnrDayChild, i);
      gboolean has_arrival = child->arrived != ENR_INSTANT_NONE;
      gboolean has_left = child->left != ENR_INSTANT_NONE;
      gboolean has_notice
          = child->absence_kind >= 0
            && strcmp (g_array_index (self->kinds, EnrAbsenceKind, child->absence_kind).total,
                       "unannounced")
                   != 0;

      child->status = enr_day_status (has_arrival, !has_left, child->absence_kind >= 0);
      child->is_unasked = asks_planned_only && !has_plan (child);
      child->mismatch = enr_day_mismatch (has_arrival, has_notice, child->sight);
      /* Whoever was not expected needs no notice. */
      if (child->mismatch == ENR_MISMATCH_ABSENT_WITHOUT_NOTICE && child->is_unasked)
        child->mismatch = ENR_MISMATCH_NONE;
      child->is_late = has_arrival
                       && enr_day_is_late (child->planned_arrive,
                                           enr_instant_minutes (child->arrived, self->date),
                                           facility->late_minutes);
      child->is_early = has_left
                        && enr_day_is_early (child->planned_leave,
                                             enr_instant_minutes (child->left, self->date),
                                             facility->early_minutes);
    }
}

EnrDay *
enr_day_load (EnrDb *db, EnrDate date, const EnrUuid *class_id, GError **error)
{
  g_autoptr (EnrDay) self = g_new0 (EnrDay, 1);
  g_autoptr (EnrFacility) facility = NULL;
  g_autoptr (EnrCalendar) calendar = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_return_val_if_fail (date != ENR_DATE_NONE, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->strings = g_string_chunk_new (16 * 1024);
  self->date = date;
  self->children = g_array_new (FALSE, FALSE, sizeof (EnrDayChild));
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;

  facility = enr_facility_load (db, error);
  if (facility == NULL)
    return NULL;
  self->facility_name = keep (self->strings, facility->name);
  self->lock_minutes = facility->lock_minutes;
  self->no_news_at = facility->no_news_at;
  self->close_minutes = enr_facility_hours (facility, date)->close;
  calendar = enr_calendar_load (db, date, date, error);
  if (calendar == NULL)
    return NULL;
  if (enr_calendar_closed_name (calendar, date) != NULL)
    self->closed_name = keep (self->strings, enr_calendar_closed_name (calendar, date));
  self->classes = enr_day_load_classes (db, date, self->strings, error);
  self->kinds = self->classes != NULL ? enr_absence_kind_list (db, self->strings, error) : NULL;
  if (self->kinds == NULL || !load_children (self, db, class_id, error)
      || !load_stamps (self, db, error) || !load_closing (self, db, error))
    return NULL;
  judge_children (self, facility);

  return g_steal_pointer (&self);
}

EnrDay *
enr_day_ref (EnrDay *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
enr_day_unref (EnrDay *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_string_chunk_free (self->strings);
  g_clear_pointer (&self->classes, g_array_unref);
  g_clear_pointer (&self->kinds, g_array_unref);
  g_array_unref (self->children);
  g_free (self);
}

const EnrDayChild *
enr_day_find (const EnrDay *self, const EnrUuid *child_id)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (self->children, EnrDayChild, i);

      if (enr_uuid_equal (&child->child_id, child_id))
        return child;
    }
  return NULL;
}

const EnrAbsenceKind *
enr_day_absence (const EnrDay *self, const EnrDayChild *child)
{
  return child->absence_kind >= 0
             ? &g_array_index (self->kinds, EnrAbsenceKind, child->absence_kind)
             : NULL;
}

EnrDayCounts
enr_day_count (const EnrDay *self, guint class_index)
{
  EnrDayCounts counts = { 0 };

  for (guint i = 0; i < self->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (self->children, EnrDayChild, i);

      if (class_index != G_MAXUINT && child->class_index != class_index)
        continue;
      counts.enrolled++;
      counts.arrived += child->arrived != ENR_INSTANT_NONE;
      counts.present += child->status == ENR_STATUS_PRESENT;
      counts.left += child->status == ENR_STATUS_LEFT;
      counts.absent += child->status == ENR_STATUS_ABSENT;
      counts.unknown += child->status == ENR_STATUS_UNKNOWN && !child->is_unasked;
      counts.unasked += child->status == ENR_STATUS_UNKNOWN && child->is_unasked;
      counts.mismatches += child->mismatch != ENR_MISMATCH_NONE;
    }
  return counts;
}
