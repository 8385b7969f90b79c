/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Tags of a form that have one value.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "reports/city-private.h"

#define FACILITY_TEXT(field)                                                                       \
  static EnrSheetValue get_facility_##field (EnrCityFiller *self, int index)                       \
  {                                                                                                \
    return enr_sheet_text (self->facility->field);                                                 \
  }

FACILITY_TEXT (name)
FACILITY_TEXT (number)
FACILITY_TEXT (kind)
FACILITY_TEXT (postal_code)
FACILITY_TEXT (address)
FACILITY_TEXT (phone)
FACILITY_TEXT (director)

static EnrSheetValue
get_capacity (EnrCityFiller *self, int index)
{
  return self->facility->capacity > 0 ? enr_sheet_number (self->facility->capacity)
                                      : enr_sheet_blank ();
}

static EnrSheetValue
get_month (EnrCityFiller *self, int index)
{
  return enr_city_own_text (self, enr_date_dup_era_month (self->month->first));
}

static EnrSheetValue
get_year (EnrCityFiller *self, int index)
{
  return enr_sheet_number (enr_date_year (self->month->first));
}

/* 令和 = year - 2018 (FACTS 12). Months before it are given in the Gregorian year. */
static EnrSheetValue
get_era_year (EnrCityFiller *self, int index)
{
  int year = enr_date_year (self->month->first);

  return enr_sheet_number (self->month->first >= enr_date_new (2019, 5, 1) ? year - 2018 : year);
}

static EnrSheetValue
get_month_number (EnrCityFiller *self, int index)
{
  int month;

  enr_date_split (self->month->first, NULL, &month, NULL);
  return enr_sheet_number (month);
}

static EnrSheetValue
get_month_first (EnrCityFiller *self, int index)
{
  return enr_sheet_date (self->month->first);
}

static EnrSheetValue
get_month_last (EnrCityFiller *self, int index)
{
  return enr_sheet_date (self->month->first + self->month->n_days - 1);
}

static EnrSheetValue
get_fiscal_year (EnrCityFiller *self, int index)
{
  return enr_city_own_text (self, enr_fiscal_year_dup_era (enr_fiscal_year (self->month->first)));
}

static EnrSheetValue
get_date (EnrCityFiller *self, int index)
{
  return enr_sheet_date (self->date);
}

static EnrSheetValue
get_today (EnrCityFiller *self, int index)
{
  return enr_sheet_date (enr_clock_today ());
}

static EnrSheetValue
get_weekday (EnrCityFiller *self, int index)
{
  if (index > self->month->n_days)
    return enr_sheet_blank ();
  return enr_sheet_text (enr_weekday_kanji (enr_date_weekday (self->month->first + index - 1)));
}

static EnrSheetValue
get_closed (EnrCityFiller *self, int index)
{
  return index <= self->month->n_days ? enr_sheet_text (self->month->closed_names[index - 1])
                                      : enr_sheet_blank ();
}

static EnrSheetValue
get_class_name (EnrCityFiller *self, int index)
{
  if (self->class_index == G_MAXUINT)
    return enr_sheet_blank ();
  return enr_sheet_text (g_array_index (self->month->classes, EnrDayClass, self->class_index).name);
}

static EnrSheetValue
get_open_days (EnrCityFiller *self, int index)
{
  return enr_sheet_number (self->month->open_days);
}

static EnrSheetValue
get_year_open_days (EnrCityFiller *self, int index)
{
  const EnrMonth *month = g_ptr_array_index (self->year, index - 1);

  return month->first <= enr_clock_today () ? enr_sheet_number (month->open_days)
                                            : enr_sheet_blank ();
}

static EnrSheetValue
get_count_children (EnrCityFiller *self, int index)
{
  return enr_sheet_number (self->rows->len);
}

static EnrSheetValue
count_day (EnrCityFiller *self, gboolean arrived, gboolean absent, const char *total)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const EnrDayChild *child = enr_city_day_child (self, g_array_index (self->rows, guint, i));
      const EnrAbsenceKind *kind = child != NULL ? enr_day_absence (self->day, child) : NULL;

      if (child == NULL)
        continue;
      n += arrived && (child->status == ENR_STATUS_PRESENT || child->status == ENR_STATUS_LEFT);
      n += absent && child->status == ENR_STATUS_ABSENT
           && (total == NULL || (kind != NULL && g_str_equal (kind->total, total)));
    }
  return enr_sheet_number (n);
}

static EnrSheetValue
get_count_present (EnrCityFiller *self, int index)
{
  return count_day (self, TRUE, FALSE, NULL);
}

static EnrSheetValue
get_count_absent (EnrCityFiller *self, int index)
{
  return count_day (self, FALSE, TRUE, NULL);
}

static EnrSheetValue
get_count_sick (EnrCityFiller *self, int index)
{
  return count_day (self, FALSE, TRUE, "sick");
}

static EnrSheetValue
get_present_on (EnrCityFiller *self, int index)
{
  guint n = 0;

  if (index > self->month->n_days || self->month->first + index - 1 > enr_clock_today ())
    return enr_sheet_blank ();
  for (guint i = 0; i < self->rows->len; i++)
    n += enr_city_child (self, g_array_index (self->rows, guint, i))->cells[index - 1].state
         == ENR_CELL_PRESENT;
  return enr_sheet_number (n);
}

static EnrSheetValue
get_total_present (EnrCityFiller *self, int index)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += enr_city_child (self, g_array_index (self->rows, guint, i))->totals.present;
  return enr_sheet_number (n);
}

static EnrSheetValue
get_rate (EnrCityFiller *self, int index)
{
  int rate = enr_month_rate (self->month, self->class_index);

  return rate >= 0 ? enr_sheet_number (rate / 10.0) : enr_sheet_blank ();
}

const EnrCityOne enr_city_ones[ENR_CITY_N_ONES] = {
  { { "facility.name", N_ ("the nursery's name"), FALSE }, 0, get_facility_name },
  { { "facility.number", N_ ("the facility's number (施設番号)"), FALSE }, 0, get_facility_number },
  { { "facility.kind", N_ ("the kind of facility"), FALSE }, 0, get_facility_kind },
  { { "facility.postal-code", N_ ("the nursery's postal code"), FALSE },
    0,
    get_facility_postal_code },
  { { "facility.address", N_ ("the nursery's address"), FALSE }, 0, get_facility_address },
  { { "facility.telephone", N_ ("the nursery's telephone number"), FALSE }, 0, get_facility_phone },
  { { "facility.director", N_ ("the director's name"), FALSE }, 0, get_facility_director },
  { { "facility.capacity", N_ ("the capacity (利用定員)"), FALSE }, 0, get_capacity },
  { { "month", N_ ("the month with its era: 令和8年6月"), FALSE }, 0, get_month },
  { { "month.year", N_ ("the month's year: 2026"), FALSE }, 0, get_year },
  { { "month.era-year", N_ ("the year of the era: 8"), FALSE }, 0, get_era_year },
  { { "month.number", N_ ("the month's number: 6"), FALSE }, 0, get_month_number },
  { { "month.first", N_ ("the month's first day, as a date"), FALSE }, 0, get_month_first },
  { { "month.last", N_ ("the month's last day, as a date"), FALSE }, 0, get_month_last },
  { { "fiscal-year", N_ ("the fiscal year: 令和8年度"), FALSE }, 0, get_fiscal_year },
  { { "date", N_ ("the day of a daily form"), FALSE }, 0, get_date },
  { { "today", N_ ("the day on which the form is filled"), FALSE }, 0, get_today },
  { { "weekday.1..31", N_ ("the weekday of each day: 月"), FALSE }, 31, get_weekday },
  { { "closed.1..31", N_ ("why the nursery is closed on each day: a holiday's name"), FALSE },
    31,
    get_closed },
  { { "class.name", N_ ("the class, where the form is for one"), FALSE }, 0, get_class_name },
  { { "days.open", N_ ("the days the nursery was open in the month"), FALSE }, 0, get_open_days },
  { { "days.1..12", N_ ("the same for each month of the fiscal year, April first"), FALSE },
    12,
    get_year_open_days },
  { { "count.children", N_ ("the number of children in the form"), FALSE }, 0, get_count_children },
  { { "count.present", N_ ("children who came on the day"), FALSE }, 0, get_count_present },
  { { "count.absent", N_ ("children who are absent on the day"), FALSE }, 0, get_count_absent },
  { { "count.sick", N_ ("children who are absent with an illness on the day"), FALSE },
    0,
    get_count_sick },
  { { "count.attended.1..31", N_ ("children who came on each day of the month"), FALSE },
    31,
    get_present_on },
  { { "count.child-days", N_ ("the month's attended child-days (延べ人数)"), FALSE },
    0,
    get_total_present },
  { { "count.rate", N_ ("the attendance rate in per cent"), FALSE }, 0, get_rate },
};
