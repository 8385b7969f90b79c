/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The month's figures.
 */
#include "config.h"
#include "reports/statistics.h"

#include "base/yen.h"
#include "reports/staffing.h"
#include "reports/statistics-private.h"

#define N_PARTS 6
#define HAS_CHANGED "締めたあとに元の記録が変わっています"

/* "第1版 令和8年4月2日締め", 締め前, or that these are not the figures that were closed. */
static char *
dup_closing (const EnrStatisticsClosing *closing)
{
  g_autofree char *day = NULL;

  if (closing->revision == 0)
    return g_strdup ("締め前");
  day = enr_date_dup_era (enr_instant_civil_date (closing->closed_at));
  return g_strdup_printf ("%s第%d版 %s締め%s", closing->is_frozen ? "" : "いまの記録（",
                          closing->revision, day, closing->is_frozen ? "" : "）");
}

/* What has to be said of a closing that the records no longer give, or NULL. Static. */
static const char *
get_warning (const EnrStatisticsClosing *closing)
{
  if (!closing->has_changed)
    return NULL;
  return closing->is_frozen ? HAS_CHANGED "。ここの数字は締めたときのものです。"
                            : HAS_CHANGED "。ここの数字は締めたものとちがいます。";
}

/* Older children are rare: their column is only there where one is. */
static guint
n_ages (const EnrMonthlyStatistics *self)
{
  return self->ages[ENR_STAFFING_AGES - 1].enrolled_all > 0 ? ENR_STAFFING_AGES
                                                            : ENR_STAFFING_AGES - 1;
}

static void
add_age_columns (EnrTable *table, guint ages)
{
  for (guint age = 0; age < ages; age++)
    {
      g_autofree char *heading
          = age < ENR_STAFFING_AGES - 1 ? g_strdup_printf ("%u歳児", age) : g_strdup ("学齢");

      enr_table_add_column (table, heading, ENR_TABLE_NUMBER);
    }
  enr_table_add_column (table, "計", ENR_TABLE_NUMBER);
}

/* Where the rows of a list go: a list of its own, or the one that is taken away. */
typedef struct
{
  EnrTable *table;
  const char *section; /* the first column of the list that is taken away, or NULL */
  const char *unit;    /* and its last */
  guint ages;
} Rows;

static void
begin_row (const Rows *rows, const char *label)
{
  if (rows->section != NULL)
    enr_table_add_text (rows->table, rows->section);
  enr_table_add_text (rows->table, label);
}

static void
end_row (const Rows *rows, gboolean is_total)
{
  if (rows->section != NULL)
    enr_table_add_text (rows->table, rows->unit);
  if (is_total)
    enr_table_end_total (rows->table);
  else
    enr_table_end_row (rows->table);
}

static void
add_counts (const Rows *rows, const char *label, const guint *counts, gboolean is_total)
{
  begin_row (rows, label);
  for (guint age = 0; age < rows->ages; age++)
    enr_table_add_int (rows->table, counts[age]);
  enr_table_add_int (rows->table, enr_statistics_sum (counts));
  end_row (rows, is_total);
}

static void
add_line (const Rows *rows,
          const EnrMonthlyStatistics *self,
          const char *label,
          gsize offset,
          gboolean is_total)
{
  guint counts[ENR_STAFFING_AGES];

  for (guint age = 0; age < ENR_STAFFING_AGES; age++)
    counts[age] = G_STRUCT_MEMBER (guint, &self->ages[age], offset);
  add_counts (rows, label, counts, is_total);
}

/* Days of enrolment are days attended, days absent and days without either, so that the rows add
 * up: whoever checks the paper does that first. */
static void
add_attendance (Rows *rows, const EnrMonthlyStatistics *self)
{
  guint absent[ENR_STAFFING_AGES] = { 0 };
  guint unknown[ENR_STAFFING_AGES];

  rows->unit = "人";
  add_line (rows, self, "在籍（月初日）", G_STRUCT_OFFSET (EnrAgeLine, enrolled_first), FALSE);
  add_line (rows, self, "在籍（月間の実人数）", G_STRUCT_OFFSET (EnrAgeLine, enrolled_all), FALSE);
  rows->unit = "人日";
  add_line (rows, self, "在籍延べ日数", G_STRUCT_OFFSET (EnrAgeLine, enrolled_days), FALSE);
  add_line (rows, self, "出席延べ日数", G_STRUCT_OFFSET (EnrAgeLine, present), TRUE);
  for (guint i = 0; i < self->absences->len; i++)
    {
      const EnrAbsenceLine *line = &g_array_index (self->absences, EnrAbsenceLine, i);
      g_autofree char *label = g_strdup_printf ("欠席　%s", line->label);

      add_counts (rows, label, line->days, FALSE);
      for (guint age = 0; age < ENR_STAFFING_AGES; age++)
        absent[age] += line->days[age];
    }
  add_counts (rows, "欠席　計", absent, TRUE);
  for (guint age = 0; age < ENR_STAFFING_AGES; age++)
    {
      const EnrAgeLine *line = &self->ages[age];
      guint known = line->present + absent[age];

      unknown[age] = line->enrolled_days > known ? line->enrolled_days - known : 0;
    }
  add_counts (rows, "登園も欠席も記録なし", unknown, FALSE);
  rows->unit = "回";
  add_line (rows, self, "遅刻", G_STRUCT_OFFSET (EnrAgeLine, late), FALSE);
  add_line (rows, self, "早退", G_STRUCT_OFFSET (EnrAgeLine, early), FALSE);
}

/* The kinds that a nursery has are always there; others only where somebody has them. */
static gboolean
is_usual (guint kind, guint hours)
{
  switch (kind)
    {
    case ENR_CERTIFICATION_2:
    case ENR_CERTIFICATION_3:
      return hours == ENR_CARE_STANDARD || hours == ENR_CARE_SHORT;
    case ENR_CERTIFICATION_1:
    default:
      return FALSE;
    }
}

static void
add_care (const Rows *rows, const EnrCareCounts counts)
{
  guint totals[ENR_STAFFING_AGES] = { 0 };

  for (guint i = 1; i <= ENR_STATISTICS_CERTIFICATIONS; i++)
    for (guint hours = 0; hours < ENR_STATISTICS_CARE_HOURS; hours++)
      {
        guint kind = i % ENR_STATISTICS_CERTIFICATIONS; /* those without come last */
        g_autofree char *label = g_strdup_printf ("%s　%s", enr_certification_label (kind),
                                                  enr_care_hours_label (hours));

        if (!is_usual (kind, hours) && enr_statistics_sum (counts[kind][hours]) == 0)
          continue;
        add_counts (rows, g_strchomp (label), counts[kind][hours], FALSE);
        for (guint age = 0; age < ENR_STAFFING_AGES; age++)
          totals[age] += counts[kind][hours][age];
      }
  add_counts (rows, "計", totals, TRUE);
}

static void
add_meals (const Rows *rows, const EnrMonthlyStatistics *self)
{
  for (guint i = 0; i < self->meals->len; i++)
    {
      const EnrMealLine *line = &g_array_index (self->meals, EnrMealLine, i);
      char time[6];
      g_autofree char *label
          = line->at != ENR_MINUTES_NONE
                ? g_strdup_printf ("%s（%s）", line->name, enr_minutes_format (line->at, time))
                : g_strdup (line->name);

      add_counts (rows, label, line->children, FALSE);
    }
}

static gboolean
has_working (const EnrMonthlyStatistics *self)
{
  return self->need[ENR_RATIOS_PRESENT].n_groups > 0;
}

static EnrTable *
make_need (const EnrMonthlyStatistics *self)
{
  EnrTable *table = enr_table_new ("必要な保育士数（月初日の在籍による）");

  enr_table_add_column (table, "配置基準", ENR_TABLE_TEXT);
  for (guint i = 0; i < self->need[ENR_RATIOS_PRESENT].n_groups; i++)
    enr_table_add_column (table, self->need[ENR_RATIOS_PRESENT].groups[i].label, ENR_TABLE_NUMBER);
  if (has_working (self))
    enr_table_add_column (table, "合計", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "必要数", ENR_TABLE_NUMBER);
  for (EnrRatios ratios = 0; ratios < ENR_N_RATIOS; ratios++)
    {
      const EnrStaffingNeed *need = &self->need[ratios];

      enr_table_add_text (table, enr_ratios_label (ratios));
      for (guint i = 0; i < need->n_groups; i++)
        enr_table_add_tenths (table, need->groups[i].tenths);
      if (has_working (self))
        enr_table_add_tenths (table, need->tenths);
      enr_table_add_int (table, need->required);
      if (ratios == self->ratios && has_working (self))
        enr_table_end_total (table); /* the one that counts; a closing does not keep which */
      else
        enr_table_end_row (table);
    }
  return table;
}

static EnrTable *
make_bands (const EnrMonthlyStatistics *self)
{
  EnrTable *table = enr_table_new ("延長保育");
  guint minutes = 0;
  gint64 amount = 0;

  enr_table_add_column (table, "区分", ENR_TABLE_TEXT);
  enr_table_add_column (table, "利用した園児（人）", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "延べ時間（分）", ENR_TABLE_NUMBER);
  enr_table_add_column (table, "料金（円）", ENR_TABLE_YEN);
  for (guint i = 0; i < self->bands->len; i++)
    {
      const EnrBandLine *line = &g_array_index (self->bands, EnrBandLine, i);

      enr_table_add_text (table, line->label);
      enr_table_add_int (table, line->children);
      enr_table_add_int (table, line->minutes);
      enr_table_add_int (table, line->amount);
      enr_table_end_row (table);
      minutes += line->minutes;
      amount += line->amount;
    }
  /* A child may be in two bands, so that children are not added up. */
  enr_table_add_text (table, "計");
  enr_table_add_text (table, NULL);
  enr_table_add_int (table, minutes);
  enr_table_add_int (table, amount);
  enr_table_end_total (table);
  return table;
}

static Rows
part_rows (const char *title, const char *heading, guint ages)
{
  Rows rows = { enr_table_new (title), NULL, NULL, ages };

  enr_table_add_column (rows.table, heading, ENR_TABLE_TEXT);
  add_age_columns (rows.table, ages);
  return rows;
}

static char *
dup_rate (const EnrMonthlyStatistics *self)
{
  return self->rate >= 0 ? g_strdup_printf ("%d.%d%%", self->rate / 10, self->rate % 10)
                         : g_strdup ("－");
}

EnrDocument *
enr_statistics_paper_new (const EnrMonthlyStatistics *self, GError **error)
{
  static const double by_age[] = { 42, 14, 14, 14, 14, 14, 14, 14, 16 };
  static const double need[] = { 52, 16, 16, 16, 16, 16, 16, 16 };
  static const double only_sum[] = { 132, 16 };
  static const double bands[] = { 60, 30, 30, 30 };
  static const char *const notes[] = {
    "出席延べ日数は登園の記録がある日、在籍延べ日数は在籍していた開所日を数えています。月初日が休園"
    "日のときも、その日の在籍です。",
    "出席率は、記録のある最後の日までの出席延べ日数を在籍延べ日数で割ったものです。年齢はクラス年齢"
    "（4月1日の前日の満年齢）です。",
    "食数は、その時刻に在園していた園児を数えています。必要な保育士数は、年齢ごとに園児数を基準で割"
    "って小数第1位まで求め、"
    "合計を四捨五入したものです（2人を下らない）。",
    NULL,
  };
  guint ages = n_ages (self);
  g_autofree char *era = enr_date_dup_era_month (self->first);
  g_autofree char *closing = dup_closing (&self->closing);
  g_autofree char *period = g_strdup_printf ("%s分　%s", era, closing);
  g_autofree char *rate = dup_rate (self);
  EnrAgeLine total = enr_monthly_statistics_total (self);
  g_autofree char *present = enr_yen_dup_digits (total.present);
  g_autofree char *facts = g_strdup_printf (
      "開所日数 %u日　　出席延べ %s人日　　出席率 %s　　1日平均 %u.%u人", self->open_days, present,
      rate, self->open_days > 0 ? total.present / self->open_days : 0,
      self->open_days > 0 ? total.present * 10 / self->open_days % 10 : 0);
  Rows attendance = part_rows ("在籍と出席", "区分", ages);
  Rows on_first = part_rows ("認定区分・必要量別の在籍（月初日、人）", "認定", ages);
  Rows days = part_rows ("認定区分・必要量別の出席延べ日数（人日）", "認定", ages);
  Rows meals = part_rows ("食数（月の延べ人数）", "食事", ages);
  EnrStatisticsPart parts[N_PARTS];
  guint n = 0;
  EnrDocument *document;

  add_attendance (&attendance, self);
  add_care (&on_first, self->on_first);
  add_care (&days, self->days);
  add_meals (&meals, self);
  parts[n++] = (EnrStatisticsPart){ attendance.table, by_age };
  parts[n++] = (EnrStatisticsPart){ on_first.table, by_age };
  parts[n++] = (EnrStatisticsPart){ days.table, by_age };
  if (self->meals->len > 0)
    parts[n++] = (EnrStatisticsPart){ meals.table, by_age };
  if (self->bands->len > 0)
    parts[n++] = (EnrStatisticsPart){ make_bands (self), bands };
  parts[n++] = (EnrStatisticsPart){ make_need (self), has_working (self) ? need : only_sum };
  document = enr_statistics_layout ("月次統計表", period, self->facility_name,
                                    get_warning (&self->closing), facts, parts, n, notes, error);
  for (guint i = 0; i < n; i++)
    enr_table_free (parts[i].table);
  if (self->meals->len == 0)
    enr_table_free (meals.table);
  return document;
}

/* A figure that is not by age stands in the column of sums. */
static void
add_single (const Rows *rows, const char *label, gint64 value, gboolean is_tenths)
{
  begin_row (rows, label);
  for (guint age = 0; age < rows->ages; age++)
    enr_table_add_text (rows->table, NULL);
  if (is_tenths)
    enr_table_add_tenths (rows->table, value);
  else
    enr_table_add_int (rows->table, value);
  end_row (rows, FALSE);
}

static void
add_singles (Rows *rows, const EnrMonthlyStatistics *self)
{
  for (guint i = 0; i < self->bands->len; i++)
    {
      const EnrBandLine *line = &g_array_index (self->bands, EnrBandLine, i);

      rows->section = "延長保育";
      rows->unit = "人";
      add_single (rows, line->label, line->children, FALSE);
      rows->unit = "分";
      add_single (rows, line->label, line->minutes, FALSE);
      rows->unit = "円";
      add_single (rows, line->label, line->amount, FALSE);
    }
  rows->section = "必要な保育士数（月初日）";
  rows->unit = "人";
  for (EnrRatios ratios = 0; ratios < ENR_N_RATIOS; ratios++)
    add_single (rows, enr_ratios_label (ratios), self->need[ratios].required, FALSE);
}

static void
add_remark (EnrTable *table, const char *text)
{
  enr_table_add_text (table, "締め");
  enr_table_add_text (table, text);
  for (guint i = 2; i < enr_table_get_n_columns (table); i++)
    enr_table_add_text (table, NULL);
  enr_table_end_row (table);
}

static void
add_closing (EnrTable *table, const EnrMonthlyStatistics *self)
{
  g_autofree char *closing = dup_closing (&self->closing);
  const char *warning = get_warning (&self->closing);

  add_remark (table, closing);
  if (warning != NULL)
    add_remark (table, warning);
}

EnrTable *
enr_statistics_table_new (const EnrMonthlyStatistics *self)
{
  g_autofree char *era = enr_date_dup_era_month (self->first);
  g_autofree char *title = g_strdup_printf ("月次統計 %s", era);
  Rows rows = { enr_table_new (title), "開所", "日", n_ages (self) };

  enr_table_add_column (rows.table, "表", ENR_TABLE_TEXT);
  enr_table_add_column (rows.table, "項目", ENR_TABLE_TEXT);
  add_age_columns (rows.table, rows.ages);
  enr_table_add_column (rows.table, "単位", ENR_TABLE_TEXT);
  add_closing (rows.table, self);
  add_single (&rows, "開所日数", self->open_days, FALSE);
  rows.section = "在籍と出席";
  if (self->rate >= 0)
    {
      rows.unit = "%";
      add_single (&rows, "出席率", self->rate, TRUE);
    }
  add_attendance (&rows, self);
  rows.section = "認定区分・必要量別の在籍（月初日）";
  rows.unit = "人";
  add_care (&rows, self->on_first);
  rows.section = "認定区分・必要量別の出席延べ日数";
  rows.unit = "人日";
  add_care (&rows, self->days);
  rows.section = "食数";
  rows.unit = "人";
  add_meals (&rows, self);
  add_singles (&rows, self);
  return rows.table;
}
