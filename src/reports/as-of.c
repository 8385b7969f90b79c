/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The nursery on a day.
 */
#include "config.h"

#include "reports/statistics.h"
#include "reports/statistics-private.h"

static char *
dup_age (guint age)
{
  return age < ENR_STAFFING_AGES - 1 ? g_strdup_printf ("%u歳児", age) : g_strdup ("学齢");
}

static void
add_age (EnrTable *table, const char *label, const EnrAsOfAge *age, gboolean with_children)
{
  enr_table_add_text (table, label);
  enr_table_add_int (table, age->n_classes);
  if (age->capacity > 0)
    enr_table_add_int (table, age->capacity);
  else
    enr_table_add_text (table, NULL); /* not set, which is not none */
  if (with_children)
    enr_table_add_int (table, age->children);
}

static EnrTable *
make_ages (const EnrAsOf *self)
{
  EnrTable *table = enr_table_new ("定員と在籍");
  EnrAsOfAge total = enr_as_of_total (self);

  enr_table_add_column (table, "年齢", ENR_TABLE_TEXT);
  enr_table_add_column (table, "クラス数", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "クラスの定員（人）", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "在籍（人）", ENR_TABLE_NUMBER);
  for (guint i = 0; i < ENR_STAFFING_AGES; i++)
    {
      g_autofree char *label = dup_age (i);

      if (i == ENR_STAFFING_AGES - 1 && self->ages[i].children == 0)
        continue;
      add_age (table, label, &self->ages[i], TRUE);
      enr_table_end_row (table);
    }
  if (self->mixed.n_classes > 0)
    {
      add_age (table, "異年齢のクラス", &self->mixed, FALSE);
      enr_table_end_row (table);
    }
  add_age (table, "計", &total, TRUE);
  enr_table_end_total (table);
  return table;
}

static void
add_job (EnrTable *table, const EnrAsOfJob *job)
{
  enr_table_add_text (table, job->label);
  enr_table_add_int (table, job->full_time);
  enr_table_add_int (table, job->part_time);
  enr_table_add_int (table, job->full_time + job->part_time);
  enr_table_add_tenths (table, job->equivalent);
}

static EnrTable *
make_jobs (const EnrAsOf *self)
{
  EnrTable *table = enr_table_new ("従事者");
  EnrAsOfJob total = enr_as_of_staff (self);

  enr_table_add_column (table, "職種", ENR_TABLE_TEXT);
  enr_table_add_column (table, "常勤（人）", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "非常勤（人）", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "計（人）", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "常勤換算（人）", ENR_TABLE_NUMBER);
  for (guint i = 0; i < self->jobs->len; i++)
    {
      add_job (table, &g_array_index (self->jobs, EnrAsOfJob, i));
      enr_table_end_row (table);
    }
  add_job (table, &total);
  enr_table_end_total (table);
  return table;
}

static char *
dup_facts (const EnrAsOf *self)
{
  GString *facts = g_string_new (self->facility->kind);

  if (self->facility->capacity > 0)
    g_string_append_printf (facts, "　　利用定員 %d人", self->facility->capacity);
  g_string_append_printf (facts, "　　在籍 %u人", enr_as_of_total (self).children);
  return g_string_free (facts, FALSE);
}

EnrDocument *
enr_as_of_paper_new (const EnrAsOf *self, GError **error)
{
  static const double by_age[] = { 40, 30, 30, 30 };
  static const double by_job[] = { 50, 26, 26, 26, 30 };
  g_autoptr (EnrTable) ages = make_ages (self);
  g_autoptr (EnrTable) jobs = make_jobs (self);
  EnrStatisticsPart parts[] = { { ages, by_age }, { jobs, by_job } };
  g_autofree char *date = enr_date_dup_era (self->date);
  g_autofree char *period = g_strdup_printf ("%s現在", date);
  g_autofree char *facts = dup_facts (self);
  g_autofree char *week
      = g_strdup_printf ("常勤換算は、常勤を1人とし、非常勤の1週間の勤務時間の合計を常勤の%d時間%"
                         "02d分で割って加えたものです（小数第2位を四捨五入）。",
                         self->full_week / 60, self->full_week % 60);
  const char *notes[]
      = { "年齢はクラス年齢（4月1日の前日の満年齢）、クラス数とクラスの定員は年度のものです。",
          week, NULL };

  return enr_statistics_layout ("現況表", period, self->facility->name, NULL, facts, parts,
                                G_N_ELEMENTS (parts), notes, error);
}

static void
add_figure (EnrTable *table,
            const char *section,
            const char *label,
            const char *unit,
            gint64 value,
            gboolean is_tenths)
{
  enr_table_add_text (table, section);
  enr_table_add_text (table, label);
  if (is_tenths)
    enr_table_add_tenths (table, value);
  else
    enr_table_add_int (table, value);
  enr_table_add_text (table, unit);
  enr_table_end_row (table);
}

static void
add_job_figures (EnrTable *table, const EnrAsOfJob *job)
{
  g_autofree char *full = g_strdup_printf ("%s　常勤", job->label);
  g_autofree char *part = g_strdup_printf ("%s　非常勤", job->label);
  g_autofree char *equivalent = g_strdup_printf ("%s　常勤換算", job->label);

  add_figure (table, "従事者", full, "人", job->full_time, FALSE);
  add_figure (table, "従事者", part, "人", job->part_time, FALSE);
  add_figure (table, "従事者", equivalent, "人", job->equivalent, TRUE);
}

EnrTable *
enr_as_of_table_new (const EnrAsOf *self)
{
  g_autofree char *date = enr_date_dup_era (self->date);
  g_autofree char *title = g_strdup_printf ("現況 %s", date);
  EnrTable *table = enr_table_new (title);
  EnrAsOfAge total = enr_as_of_total (self);
  EnrAsOfJob staff = enr_as_of_staff (self);

  enr_table_add_column (table, "表", ENR_TABLE_TEXT);
  enr_table_add_column (table, "項目", ENR_TABLE_TEXT);
  enr_table_add_column (table, "値", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "単位", ENR_TABLE_TEXT);
  if (self->facility->capacity > 0)
    add_figure (table, "定員", "利用定員", "人", self->facility->capacity, FALSE);
  for (guint i = 0; i < ENR_STAFFING_AGES; i++)
    {
      g_autofree char *label = dup_age (i);

      if (self->ages[i].capacity > 0)
        add_figure (table, "クラスの定員", label, "人", self->ages[i].capacity, FALSE);
      if (i < ENR_STAFFING_AGES - 1 || self->ages[i].children > 0)
        add_figure (table, "在籍", label, "人", self->ages[i].children, FALSE);
    }
  add_figure (table, "在籍", "計", "人", total.children, FALSE);
  for (guint i = 0; i < self->jobs->len; i++)
    add_job_figures (table, &g_array_index (self->jobs, EnrAsOfJob, i));
  add_job_figures (table, &staff);
  return table;
}
