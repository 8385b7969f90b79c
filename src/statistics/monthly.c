/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "statistics/monthly.h"

#include <string.h>

#include "nursery/facility.h"
#include "statistics/meal.h"
#include "statistics/presence.h"

ENR_SQL (
    SQL_CERTIFICATIONS,
    "SELECT child_id, kind, care_hours, first_day, last_day FROM certification "
    "WHERE removed_at IS NULL AND first_day <= :last AND (last_day IS NULL OR last_day >= :first) "
    "ORDER BY child_id, first_day");

/* What a child is certified for on each day of the month. */
typedef struct
{
  guint8 kind[31];
  guint8 hours[31];
} Certified;

void
enr_monthly_statistics_free (EnrMonthlyStatistics *self)
{
  if (self == NULL)
    return;

  g_string_chunk_free (self->strings);
  g_array_unref (self->absences);
  g_array_unref (self->meals);
  g_array_unref (self->bands);
  g_free (self);
}

guint
enr_statistics_sum (const guint counts[ENR_STAFFING_AGES])
{
  guint sum = 0;

  for (guint age = 0; age < ENR_STAFFING_AGES; age++)
    sum += counts[age];
  return sum;
}

const char *
enr_certification_label (EnrCertificationKind kind)
{
  static const char *const labels[] = { "認定の記録なし", "1号認定", "2号認定", "3号認定" };

  g_return_val_if_fail (kind < G_N_ELEMENTS (labels), "");

  return labels[kind];
}

const char *
enr_care_hours_label (EnrCareHours hours)
{
  static const char *const labels[] = { "", "標準時間", "短時間", "教育標準時間" };

  g_return_val_if_fail (hours < G_N_ELEMENTS (labels), "");

  return labels[hours];
}

static gboolean
load_certified (EnrDb *db, const EnrMonth *month, GHashTable *by_child, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CERTIFICATIONS);
  EnrDate end = month->first + month->n_days - 1;
  int rc;

  enr_bind_date (&st, ":first", month->first);
  enr_bind_date (&st, ":last", end);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);
      Certified *certified = g_hash_table_lookup (by_child, &id);
      EnrDate last = enr_column_is_null (&st, 4) ? end : MIN (end, enr_column_date (&st, 4));

      if (certified == NULL)
        {
          certified = g_new0 (Certified, 1);
          g_hash_table_insert (by_child, enr_uuid_copy (&id), certified);
        }
      for (EnrDate day = MAX (month->first, enr_column_date (&st, 3)); day <= last; day++)
        {
          certified->kind[day - month->first] = (guint8) enr_column_int (&st, 1);
          certified->hours[day - month->first]
              = (guint8) enr_care_hours_from_key (enr_column_text (&st, 2));
        }
    }
  return rc == 0;
}

static void
count_child (EnrMonthlyStatistics *self,
             const EnrMonth *month,
             const EnrMonthChild *child,
             const Certified *certified)
{
  int age = enr_statistics_age (child->birth_date, month->first);
  EnrAgeLine *line = &self->ages[age];

  line->enrolled_all++;
  line->enrolled_days += child->totals.enrolled_days;
  line->present += child->totals.present;
  line->late += child->totals.late;
  line->early += child->totals.early;
  for (int day = 0; day < month->n_days; day++)
    {
      const EnrMonthCell *cell = &child->cells[day];
      int kind = certified != NULL ? certified->kind[day] : ENR_CERTIFICATION_NONE;
      int hours = certified != NULL ? certified->hours[day] : ENR_CARE_NONE;

      if (day == 0 && cell->state != ENR_CELL_NOT_ENROLLED)
        {
          line->enrolled_first++;
          self->on_first[kind][hours][age]++;
        }
      if (cell->state == ENR_CELL_PRESENT)
        self->days[kind][hours][age]++;
      else if (cell->state == ENR_CELL_ABSENT)
        g_array_index (self->absences, EnrAbsenceLine, cell->kind).days[age]++;
    }
}

static void
add_kinds (EnrMonthlyStatistics *self, const EnrMonth *month)
{
  for (guint i = 0; i < month->kinds->len; i++)
    {
      const EnrAbsenceKind *kind = &g_array_index (month->kinds, EnrAbsenceKind, i);
      EnrAbsenceLine line = { g_string_chunk_insert (self->strings, kind->key),
                              g_string_chunk_insert (self->strings, kind->label),
                              { 0 } };

      g_array_append_val (self->absences, line);
    }
}

/* Who was there at the meal's time, each day. A stretch without its end reaches to closing time. */
static gboolean
count_meals (EnrMonthlyStatistics *self, EnrDb *db, const EnrMonth *month, GError **error)
{
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);
  g_autoptr (GPtrArray) meals = facility != NULL ? enr_meal_list (db, error) : NULL;
  g_autoptr (GArray) presence = NULL;

  if (meals != NULL)
    presence
        = enr_presence_load (db, facility, month->first, month->first + month->n_days - 1, error);
  if (presence == NULL)
    return FALSE;
  for (guint i = 0; i < meals->len; i++)
    {
      const EnrMeal *meal = g_ptr_array_index (meals, i);
      EnrMealLine line
          = { meal->id, g_string_chunk_insert (self->strings, meal->name), meal->at, { 0 } };

      for (guint k = 0; k < presence->len; k++)
        {
          const EnrPresence *stretch = &g_array_index (presence, EnrPresence, k);

          if (stretch->from <= meal->at && meal->at < stretch->to)
            line.children[stretch->class_age]++;
        }
      g_array_append_val (self->meals, line);
    }
  return TRUE;
}

static gboolean
count_need (EnrMonthlyStatistics *self, EnrDb *db, GError **error)
{
  EnrStaffingSetting setting;
  guint enrolled[ENR_STAFFING_AGES];

  if (!enr_staffing_setting_load (db, &setting, error))
    return FALSE;
  self->ratios = enr_staffing_setting_ratios (&setting, self->first);
  for (guint age = 0; age < ENR_STAFFING_AGES; age++)
    enrolled[age] = self->ages[age].enrolled_first;
  for (EnrRatios ratios = 0; ratios < ENR_N_RATIOS; ratios++)
    {
      EnrStaffingRule rule = enr_staffing_setting_rule (&setting, ratios);

      self->need[ratios] = enr_staffing_need (enrolled, &rule);
    }
  return TRUE;
}

EnrMonthlyStatistics *
enr_monthly_statistics_new (EnrDb *db, const EnrMonth *month, GError **error)
{
  g_autoptr (EnrMonthlyStatistics) self = g_new0 (EnrMonthlyStatistics, 1);
  g_autoptr (GHashTable) certified
      = g_hash_table_new_full (enr_uuid_hash, enr_uuid_equal, g_free, g_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  self->strings = g_string_chunk_new (1024);
  self->absences = g_array_new (FALSE, FALSE, sizeof (EnrAbsenceLine));
  self->meals = g_array_new (FALSE, FALSE, sizeof (EnrMealLine));
  self->bands = g_array_new (FALSE, FALSE, sizeof (EnrBandLine));
  self->first = month->first;
  self->facility_name = g_string_chunk_insert (self->strings, month->facility_name);
  self->open_days = month->open_days;
  self->rate = enr_month_rate (month, G_MAXUINT);
  add_kinds (self, month);
  if (!enr_txn_begin_read (&txn, db, error) || !load_certified (db, month, certified, error))
    return NULL;
  for (guint i = 0; i < month->children->len; i++)
    {
      const EnrMonthChild *child = &g_array_index (month->children, EnrMonthChild, i);

      count_child (self, month, child, g_hash_table_lookup (certified, &child->child_id));
    }
  if (!count_meals (self, db, month, error) || !count_need (self, db, error))
    return NULL;
  return g_steal_pointer (&self);
}

EnrMonthlyStatistics *
enr_monthly_statistics_load (EnrDb *db, EnrDate first, GError **error)
{
  g_autoptr (EnrMonth) month = enr_month_load (db, first, NULL, error);

  return month != NULL ? enr_monthly_statistics_new (db, month, error) : NULL;
}

void
enr_monthly_statistics_add_band (EnrMonthlyStatistics *self,
                                 const char *label,
                                 guint children,
                                 guint minutes,
                                 gint64 amount)
{
  EnrBandLine line = { g_string_chunk_insert (self->strings, label), children, minutes, amount };

  g_array_append_val (self->bands, line);
}

EnrAgeLine
enr_monthly_statistics_total (const EnrMonthlyStatistics *self)
{
  EnrAgeLine total = { 0 };

  for (guint age = 0; age < ENR_STAFFING_AGES; age++)
    {
      const EnrAgeLine *line = &self->ages[age];

      total.enrolled_first += line->enrolled_first;
      total.enrolled_all += line->enrolled_all;
      total.enrolled_days += line->enrolled_days;
      total.present += line->present;
      total.late += line->late;
      total.early += line->early;
    }
  return total;
}
