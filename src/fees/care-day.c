/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "fees/care-day.h"

EnrCareDay *
enr_care_day_load (EnrDb *db, EnrDate date, GError **error)
{
  g_autoptr (GPtrArray) rules = enr_care_rule_list (db, date, date, error);
  g_autoptr (EnrCareDay) self = NULL;

  if (rules == NULL)
    return NULL;
  self = g_new0 (EnrCareDay, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->date = date;
  if (rules->len == 0)
    return g_steal_pointer (&self);

  self->month = enr_care_month_load (db, date, NULL, error);
  if (self->month == NULL)
    return NULL;
  self->children = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);
  for (guint i = 0; i < self->month->attendance->children->len; i++)
    g_hash_table_insert (
        self->children,
        &g_array_index (self->month->attendance->children, EnrMonthChild, i).child_id,
        GUINT_TO_POINTER (i + 1));
  return g_steal_pointer (&self);
}

EnrCareDay *
enr_care_day_ref (EnrCareDay *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
enr_care_day_unref (EnrCareDay *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->children, g_hash_table_unref);
  g_clear_pointer (&self->month, enr_care_month_free);
  g_free (self);
}

gboolean
enr_care_day_has_rules (const EnrCareDay *self)
{
  return self->month != NULL;
}

static gboolean
find_child (const EnrCareDay *self, const EnrUuid *child_id, guint *index)
{
  gpointer found = self->month != NULL ? g_hash_table_lookup (self->children, child_id) : NULL;

  *index = GPOINTER_TO_UINT (found) - 1;
  return found != NULL;
}

const EnrCharge *
enr_care_day_find (const EnrCareDay *self, const EnrUuid *child_id)
{
  return self->month != NULL
             ? enr_care_month_find (self->month, child_id, self->date, ENR_CHARGE_DAY)
             : NULL;
}

static gboolean
estimate (const EnrCareDay *self,
          const EnrUuid *child_id,
          int now,
          EnrCareResult *result,
          int *next)
{
  guint index;

  return now >= 0 && now <= ENR_MINUTES_MAX && find_child (self, child_id, &index)
         && enr_care_month_estimate (self->month, index, self->date, now, result, next);
}

gboolean
enr_care_day_estimate (const EnrCareDay *self,
                       const EnrUuid *child_id,
                       int now,
                       EnrCareResult *result)
{
  return estimate (self, child_id, now, result, NULL);
}

static gboolean
is_extended (const EnrCareResult *result)
{
  for (guint i = 0; i < result->n_parts; i++)
    if (result->parts[i].kind == ENR_PART_AFTER || result->parts[i].kind == ENR_PART_STAY)
      return TRUE;
  return FALSE;
}

gboolean
enr_care_day_is_extended (const EnrCareDay *self, const EnrUuid *child_id, int now)
{
  EnrCareResult result;

  return estimate (self, child_id, now, &result, NULL) && is_extended (&result);
}

int
enr_care_day_early_until (const EnrCareDay *self, const EnrUuid *child_id, int now)
{
  guint index;

  return now >= 0 && now <= ENR_MINUTES_MAX && find_child (self, child_id, &index)
             ? enr_care_month_early_until (self->month, index, self->date, now)
             : ENR_MINUTES_NONE;
}

static int
earlier (int a, int b)
{
  return a == ENR_MINUTES_NONE || (b != ENR_MINUTES_NONE && b < a) ? b : a;
}

typedef struct
{
  guint n_here;
  guint n_begun;
  guint n_begins; /* at the first of their times */
} Counts;

static void
add_child (const EnrCareDay *self,
           const EnrDayChild *child,
           int now,
           EnrCareWarning *warning,
           Counts *counts)
{
  EnrCareResult result;
  int next = ENR_MINUTES_NONE;

  if (child->status != ENR_STATUS_PRESENT)
    {
      if (child->status == ENR_STATUS_UNKNOWN)
        warning->early_until
            = MAX (warning->early_until, enr_care_day_early_until (self, &child->child_id, now));
      return;
    }
  counts->n_here++;
  if (!estimate (self, &child->child_id, now, &result, &next))
    return;
  if (next > now + ENR_CARE_WARNING_MINUTES)
    next = ENR_MINUTES_NONE;
  if (is_extended (&result))
    {
      counts->n_begun++;
      warning->next = earlier (warning->next, next);
      return;
    }
  if (earlier (warning->begins, next) != warning->begins)
    {
      warning->begins = next;
      counts->n_begins = 0;
    }
  counts->n_begins += next != ENR_MINUTES_NONE && next == warning->begins;
}

gboolean
enr_care_day_warn (const EnrCareDay *self,
                   const EnrDay *day,
                   const guint *class_index,
                   int now,
                   EnrCareWarning *warning)
{
  Counts counts = { 0 };

  *warning = (EnrCareWarning){ ENR_MINUTES_NONE, FALSE, ENR_MINUTES_NONE, FALSE, ENR_MINUTES_NONE };
  if (self->month == NULL || day->date != self->date || now < 0 || now > ENR_MINUTES_MAX)
    return FALSE;

  for (guint i = 0; i < day->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);

      if (class_index == NULL || child->class_index == *class_index)
        add_child (self, child, now, warning, &counts);
    }
  warning->has_begun = counts.n_begun > 0;
  warning->is_for_all = counts.n_here > 0
                        && (warning->begins != ENR_MINUTES_NONE ? counts.n_begins == counts.n_here
                                                                : counts.n_begun == counts.n_here);
  return warning->has_begun || warning->begins != ENR_MINUTES_NONE
         || warning->early_until != ENR_MINUTES_NONE;
}
