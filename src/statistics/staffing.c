/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/staffing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "nursery/error.h"
#include "nursery/facility.h"
#include "statistics/presence.h"

#define SLOT 30
#define MINUTES (ENR_MINUTES_MAX + 1)
#define FULL_WEEK (40 * 60)
#define WEEK_MINUTES (7 * 24 * 60)
#define EXTRA_MAXIMUM 99

ENR_SQL (SQL_LOAD,
         "SELECT ratios, one_to_five, second_digit, extra, full_week FROM staffing_setting");
ENR_SQL (SQL_SAVE,
         "INSERT INTO staffing_setting (id, ratios, one_to_five, second_digit, extra, full_week) "
         "VALUES (1, :ratios, :one_to_five, :digit, :extra, :week) ON CONFLICT (id) DO UPDATE SET "
         "ratios = excluded.ratios, one_to_five = excluded.one_to_five, "
         "second_digit = excluded.second_digit, extra = excluded.extra, "
         "full_week = excluded.full_week");

static const char *const choice_keys[] = { "date", "former", "present" };

/* How many are there at each minute of the day. */
typedef struct
{
  guint children[MINUTES][ENR_STAFFING_AGES];
  guint staff[MINUTES];  /* counted, but nurses */
  guint nurses[MINUTES]; /* counted */
} Clock;

gboolean
enr_staffing_setting_load (EnrDb *db, EnrStaffingSetting *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc = enr_stmt_step (&st, error);

  *self
      = (EnrStaffingSetting){ ENR_RATIOS_CHOICE_DATE, FALSE, ENR_SECOND_DIGIT_DROP, 0, FULL_WEEK };
  if (rc <= 0)
    return rc == 0;
  for (guint i = 0; i < G_N_ELEMENTS (choice_keys); i++)
    if (strcmp (choice_keys[i], enr_column_text (&st, 0)) == 0)
      self->ratios = i;
  self->one_to_five = enr_column_int (&st, 1) != 0;
  self->second_digit = strcmp (enr_column_text (&st, 2), "round") == 0 ? ENR_SECOND_DIGIT_ROUND
                                                                       : ENR_SECOND_DIGIT_DROP;
  self->extra = (guint) enr_column_int (&st, 3);
  self->full_week = (int) enr_column_int (&st, 4);
  return TRUE;
}

gboolean
enr_staffing_setting_save (EnrDb *db,
                           const EnrActor *actor,
                           const EnrStaffingSetting *self,
                           GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_return_val_if_fail (self->ratios < G_N_ELEMENTS (choice_keys), FALSE);

  if (self->extra > EXTRA_MAXIMUM || self->full_week < 1 || self->full_week > WEEK_MINUTES)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("No more than 99 can be added to the staff required, and a full week "
                              "has 1 minute to 168 hours."));
      return FALSE;
    }
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_SAVE);

    enr_bind_text (&st, ":ratios", choice_keys[self->ratios]);
    enr_bind_int (&st, ":one_to_five", self->one_to_five != 0);
    enr_bind_text (&st, ":digit", self->second_digit == ENR_SECOND_DIGIT_ROUND ? "round" : "drop");
    enr_bind_int (&st, ":extra", self->extra);
    enr_bind_int (&st, ":week", self->full_week);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

EnrRatios
enr_staffing_setting_ratios (const EnrStaffingSetting *self, EnrDate day)
{
  switch (self->ratios)
    {
    case ENR_RATIOS_CHOICE_FORMER:
      return ENR_RATIOS_FORMER;
    case ENR_RATIOS_CHOICE_PRESENT:
      return ENR_RATIOS_PRESENT;
    case ENR_RATIOS_CHOICE_DATE:
    default:
      return enr_staffing_ratios_on (day);
    }
}

EnrStaffingRule
enr_staffing_setting_rule (const EnrStaffingSetting *self, EnrRatios ratios)
{
  return (EnrStaffingRule){ ratios, self->one_to_five, self->second_digit, self->extra };
}

void
enr_staffing_day_free (EnrStaffingDay *self)
{
  if (self == NULL)
    return;

  g_free (self->facility_name);
  g_clear_pointer (&self->slots, g_array_unref);
  g_clear_pointer (&self->duties, g_ptr_array_unref);
  g_free (self);
}

static void
count_children (EnrStaffingDay *self, const GArray *presence, Clock *clock, int *first, int *last)
{
  g_autoptr (GHashTable) incomplete = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);

  for (guint i = 0; i < presence->len; i++)
    {
      const EnrPresence *stretch = &g_array_index (presence, EnrPresence, i);
      int from = CLAMP (stretch->from, 0, ENR_MINUTES_MAX);
      int to = CLAMP (stretch->to, from, ENR_MINUTES_MAX);

      for (int minute = from; minute < to; minute++)
        clock->children[minute][stretch->class_age]++;
      if (stretch->is_incomplete)
        g_hash_table_add (incomplete, (gpointer) &stretch->child_id);
      *first = MIN (*first, from);
      *last = MAX (*last, to);
    }
  self->n_incomplete = g_hash_table_size (incomplete);
}

static void
count_staff (EnrStaffingDay *self, Clock *clock, int *first, int *last)
{
  for (guint i = 0; i < self->duties->len; i++)
    {
      const EnrDuty *duty = g_ptr_array_index (self->duties, i);
      const EnrStaffJob *job = enr_staff_job_find (duty->job);
      guint *line = job != NULL && job->is_nurse ? clock->nurses : clock->staff;

      for (int minute = duty->span.first; duty->is_counted && minute < duty->span.last; minute++)
        line[minute]++;
      *first = MIN (*first, duty->span.first);
      *last = MAX (*last, duty->span.last);
    }
}

static EnrStaffingSlot
make_slot (const EnrStaffingDay *self, const Clock *clock, int first)
{
  EnrStaffingSlot slot = { .first = first, .on_duty = G_MAXUINT };

  slot.is_known = enr_instant_from_local (self->date, first) < enr_clock_now ();
  for (int minute = first; minute < first + SLOT; minute++)
    {
      slot.on_duty = MIN (slot.on_duty, clock->staff[minute] + MIN (1, clock->nurses[minute]));
      for (guint age = 0; age < ENR_STAFFING_AGES; age++)
        slot.children[age] = MAX (slot.children[age], clock->children[minute][age]);
    }
  for (guint age = 0; age < ENR_STAFFING_AGES; age++)
    slot.n_children += slot.children[age];
  for (EnrRatios ratios = 0; ratios < ENR_N_RATIOS; ratios++)
    {
      EnrStaffingRule rule = enr_staffing_setting_rule (&self->setting, ratios);

      slot.required[ratios] = enr_staffing_need (slot.children, &rule).required;
    }
  slot.is_short = self->duties->len > 0 && slot.on_duty < slot.required[self->ratios];
  return slot;
}

static void
make_slots (EnrStaffingDay *self, const EnrFacility *facility, const GArray *presence)
{
  const EnrHours *hours = enr_facility_hours (facility, self->date);
  g_autofree Clock *clock = g_new0 (Clock, 1);
  int first = MINUTES, last = 0;

  if (hours->open != ENR_MINUTES_NONE && hours->close != ENR_MINUTES_NONE)
    {
      first = hours->open;
      last = hours->close;
    }
  count_children (self, presence, clock, &first, &last);
  count_staff (self, clock, &first, &last);
  for (int minute = first - first % SLOT; minute < last; minute += SLOT)
    {
      EnrStaffingSlot slot = make_slot (self, clock, minute);

      self->n_short += slot.is_short;
      g_array_append_val (self->slots, slot);
    }
}

static gboolean
load_enrolled (EnrStaffingDay *self, EnrDb *db, GError **error)
{
  self->enrolled_on = enr_date_month_start (self->date, 0);
  if (!enr_statistics_enrolled (db, self->enrolled_on, self->enrolled, error))
    return FALSE;
  for (EnrRatios ratios = 0; ratios < ENR_N_RATIOS; ratios++)
    {
      EnrStaffingRule rule = enr_staffing_setting_rule (&self->setting, ratios);

      self->enrolled_need[ratios] = enr_staffing_need (self->enrolled, &rule);
    }
  return TRUE;
}

EnrStaffingDay *
enr_staffing_day_load (EnrDb *db, EnrDate date, GError **error)
{
  g_autoptr (EnrStaffingDay) self = g_new0 (EnrStaffingDay, 1);
  g_autoptr (EnrFacility) facility = NULL;
  g_autoptr (GArray) presence = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_return_val_if_fail (date != ENR_DATE_NONE, NULL);

  self->date = date;
  self->slots = g_array_new (FALSE, FALSE, sizeof (EnrStaffingSlot));
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  facility = enr_facility_load (db, error);
  if (facility == NULL || !enr_staffing_setting_load (db, &self->setting, error))
    return NULL;
  self->facility_name = g_strdup (facility->name);
  self->ratios = enr_staffing_setting_ratios (&self->setting, date);
  self->duties = enr_duty_list (db, date, error);
  if (self->duties == NULL || !load_enrolled (self, db, error))
    return NULL;
  presence = enr_presence_load (db, facility, date, date, error);
  if (presence == NULL)
    return NULL;
  make_slots (self, facility, presence);
  return g_steal_pointer (&self);
}
