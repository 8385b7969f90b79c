/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/as-of.h"

#include <string.h>

#include "nursery/class.h"
#include "statistics/presence.h"
#include "statistics/staffing.h"

void
enr_as_of_free (EnrAsOf *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->facility, enr_facility_free);
  g_clear_pointer (&self->jobs, g_array_unref);
  g_free (self);
}

static guint
equivalent (const EnrAsOfJob *job, int full_week)
{
  guint week = (guint) full_week;

  return job->full_time * 10 + (job->part_minutes * 20 + week) / (week * 2);
}

static void
count_staff (EnrAsOf *self, const GPtrArray *staff)
{
  const char *before = NULL;

  for (guint i = 0; i < staff->len; i++)
    {
      const EnrStaff *one = g_ptr_array_index (staff, i);
      const EnrStaffJob *known = enr_staff_job_find (one->job);
      EnrAsOfJob job = { known != NULL ? known->label : "その他", 0 };
      EnrAsOfJob *last;

      /* The list comes by job. */
      if (g_strcmp0 (before, job.label) != 0)
        g_array_append_val (self->jobs, job);
      before = job.label;
      last = &g_array_index (self->jobs, EnrAsOfJob, self->jobs->len - 1);
      if (one->is_full_time)
        {
          last->full_time++;
        }
      else
        {
          last->part_time++;
          last->part_minutes += (guint) one->week_minutes;
        }
    }
  for (guint i = 0; i < self->jobs->len; i++)
    {
      EnrAsOfJob *job = &g_array_index (self->jobs, EnrAsOfJob, i);

      job->equivalent = equivalent (job, self->full_week);
    }
}

static gboolean
count_classes (EnrAsOf *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) classes = enr_class_list (db, enr_fiscal_year (self->date), error);

  if (classes == NULL)
    return FALSE;
  for (guint i = 0; i < classes->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (classes, i);
      EnrAsOfAge *age = class->age >= 0 ? &self->ages[class->age] : &self->mixed;

      age->n_classes++;
      age->capacity += (guint) class->capacity;
    }
  return TRUE;
}

static gboolean
load (EnrAsOf *self, EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) staff = NULL;
  EnrStaffingSetting setting;
  guint children[ENR_STAFFING_AGES];

  self->facility = enr_facility_load (db, error);
  if (self->facility == NULL || !enr_staffing_setting_load (db, &setting, error)
      || !enr_statistics_enrolled (db, self->date, children, error)
      || !count_classes (self, db, error))
    return FALSE;
  for (guint age = 0; age < ENR_STAFFING_AGES; age++)
    self->ages[age].children = children[age];
  staff = enr_staff_list (db, self->date, error);
  if (staff == NULL)
    return FALSE;
  self->full_week = setting.full_week;
  count_staff (self, staff);
  return TRUE;
}

EnrAsOf *
enr_as_of_load (EnrDb *db, EnrDate date, GError **error)
{
  g_autoptr (EnrAsOf) self = g_new0 (EnrAsOf, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  g_return_val_if_fail (date != ENR_DATE_NONE, NULL);

  self->date = date;
  self->jobs = g_array_new (FALSE, FALSE, sizeof (EnrAsOfJob));
  if (!enr_txn_begin_read (&txn, db, error) || !load (self, db, error))
    return NULL;
  return g_steal_pointer (&self);
}

EnrAsOfAge
enr_as_of_total (const EnrAsOf *self)
{
  EnrAsOfAge total = self->mixed;

  for (guint age = 0; age < ENR_STAFFING_AGES; age++)
    {
      total.n_classes += self->ages[age].n_classes;
      total.capacity += self->ages[age].capacity;
      total.children += self->ages[age].children;
    }
  return total;
}

EnrAsOfJob
enr_as_of_staff (const EnrAsOf *self)
{
  EnrAsOfJob total = { "計", 0 };

  for (guint i = 0; i < self->jobs->len; i++)
    {
      const EnrAsOfJob *job = &g_array_index (self->jobs, EnrAsOfJob, i);

      total.full_time += job->full_time;
      total.part_time += job->part_time;
      total.part_minutes += job->part_minutes;
    }
  /* of the whole, so that no tenth is lost in rounding each job */
  total.equivalent = equivalent (&total, self->full_week);
  return total;
}
