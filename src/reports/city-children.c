/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Tags of a form that have a value for each child.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "nursery/family.h"
#include "reports/city-private.h"

static const EnrRosterRow *
roster_at (EnrCityFiller *self, guint child)
{
  return g_hash_table_lookup (self->roster_rows, &enr_city_child (self, child)->child_id);
}

static EnrSheetValue
get_child_number (EnrCityFiller *self, guint child, int index)
{
  return enr_sheet_number (enr_city_child (self, child)->number);
}

static EnrSheetValue
get_child_name (EnrCityFiller *self, guint child, int index)
{
  return enr_sheet_text (enr_city_child (self, child)->name);
}

static EnrSheetValue
get_child_kana (EnrCityFiller *self, guint child, int index)
{
  return enr_sheet_text (enr_city_child (self, child)->kana);
}

static EnrSheetValue
get_child_external_id (EnrCityFiller *self, guint child, int index)
{
  return enr_sheet_text (enr_city_child (self, child)->external_id);
}

static EnrSheetValue
get_child_class (EnrCityFiller *self, guint child, int index)
{
  guint class_index = enr_city_child (self, child)->class_index;

  return class_index != G_MAXUINT
             ? enr_sheet_text (g_array_index (self->month->classes, EnrDayClass, class_index).name)
             : enr_sheet_blank ();
}

static EnrSheetValue
get_child_sex (EnrCityFiller *self, guint child, int index)
{
  int sex = enr_city_child (self, child)->sex;

  return sex == ENR_SEX_UNKNOWN ? enr_sheet_blank ()
                                : enr_sheet_text (sex == ENR_SEX_MALE ? "男" : "女");
}

static EnrSheetValue
get_child_birth_date (EnrCityFiller *self, guint child, int index)
{
  return enr_sheet_date (enr_city_child (self, child)->birth_date);
}

static EnrSheetValue
get_child_age (EnrCityFiller *self, guint child, int index)
{
  return enr_sheet_number (enr_city_child (self, child)->class_age);
}

static EnrSheetValue
get_child_care_hours (EnrCityFiller *self, guint child, int index)
{
  static const char *const labels[] = { NULL, "標準時間", "短時間", "教育標準時間" };
  const EnrRosterRow *row = roster_at (self, child);

  return row != NULL ? enr_sheet_text (labels[row->care_hours]) : enr_sheet_blank ();
}

static EnrSheetValue
get_child_certification (EnrCityFiller *self, guint child, int index)
{
  static const char *const labels[] = { NULL, "1号", "2号", "3号" };
  const EnrRosterRow *row = roster_at (self, child);

  return row != NULL ? enr_sheet_text (labels[row->certification]) : enr_sheet_blank ();
}

static EnrSheetValue
get_child_certification_number (EnrCityFiller *self, guint child, int index)
{
  const EnrRosterRow *row = roster_at (self, child);

  return enr_sheet_text (row != NULL ? row->certification_number : NULL);
}

static EnrSheetValue
get_child_enrolled_on (EnrCityFiller *self, guint child, int index)
{
  const EnrRosterRow *row = roster_at (self, child);

  return enr_sheet_date (row != NULL ? row->enrolled_on : ENR_DATE_NONE);
}

static EnrSheetValue
get_child_left_on (EnrCityFiller *self, guint child, int index)
{
  const EnrRosterRow *row = roster_at (self, child);

  return enr_sheet_date (row != NULL ? row->left_on : ENR_DATE_NONE);
}

static EnrSheetValue
get_child_guardian (EnrCityFiller *self, guint child, int index)
{
  const EnrRosterRow *row = roster_at (self, child);

  return enr_sheet_text (row != NULL ? row->guardian_name : NULL);
}

static EnrSheetValue
get_child_guardian_phone (EnrCityFiller *self, guint child, int index)
{
  const EnrRosterRow *row = roster_at (self, child);

  return enr_sheet_text (row != NULL ? row->guardian_phone : NULL);
}

/* An error here is one of the disk, and the reads after it will meet it; a blank cell is what is
 * left. */
static EnrSheetValue
get_child_postal_code (EnrCityFiller *self, guint child, int index)
{
  g_autofree char *address = NULL;
  char *postal_code = NULL;

  if (!enr_family_get_address (self->db, &enr_city_child (self, child)->family_id, &postal_code,
                               &address, NULL))
    return enr_sheet_blank ();
  return enr_city_own_text (self, postal_code);
}

static EnrSheetValue
get_child_address (EnrCityFiller *self, guint child, int index)
{
  g_autofree char *postal_code = NULL;
  char *address = NULL;

  if (!enr_family_get_address (self->db, &enr_city_child (self, child)->family_id, &postal_code,
                               &address, NULL))
    return enr_sheet_blank ();
  return enr_city_own_text (self, address);
}

static EnrSheetValue
instant_time (EnrCityFiller *self, EnrInstant instant)
{
  return instant != ENR_INSTANT_NONE ? enr_sheet_time (enr_instant_minutes (instant, self->date))
                                     : enr_sheet_blank ();
}

static EnrSheetValue
get_child_arrived (EnrCityFiller *self, guint child, int index)
{
  const EnrDayChild *row = enr_city_day_child (self, child);

  return row != NULL ? instant_time (self, row->arrived) : enr_sheet_blank ();
}

static EnrSheetValue
get_child_left (EnrCityFiller *self, guint child, int index)
{
  const EnrDayChild *row = enr_city_day_child (self, child);

  return row != NULL ? instant_time (self, row->left) : enr_sheet_blank ();
}

static EnrSheetValue
get_child_collected_by (EnrCityFiller *self, guint child, int index)
{
  const EnrDayChild *row = enr_city_day_child (self, child);

  return enr_sheet_text (row != NULL ? row->collected_by : NULL);
}

static EnrSheetValue
get_child_absence (EnrCityFiller *self, guint child, int index)
{
  const EnrDayChild *row = enr_city_day_child (self, child);
  const EnrAbsenceKind *kind = row != NULL ? enr_day_absence (self->day, row) : NULL;

  return enr_sheet_text (kind != NULL ? kind->label : NULL);
}

static EnrSheetValue
get_child_mark (EnrCityFiller *self, guint child, int index)
{
  const EnrDayChild *row = enr_city_day_child (self, child);

  if (row == NULL || row->status == ENR_STATUS_UNKNOWN)
    return enr_sheet_blank ();
  return enr_sheet_text (row->status == ENR_STATUS_ABSENT ? "×" : "○");
}

static EnrSheetValue
get_child_reason (EnrCityFiller *self, guint child, int index)
{
  const EnrDayChild *row = enr_city_day_child (self, child);

  return enr_sheet_text (row != NULL ? row->absence_reason : NULL);
}

static EnrSheetValue
get_child_temperature (EnrCityFiller *self, guint child, int index)
{
  const EnrDayChild *row = enr_city_day_child (self, child);

  return row != NULL && row->temperature > 0 ? enr_sheet_number (row->temperature / 10.0)
                                             : enr_sheet_blank ();
}

static EnrSheetValue
get_child_note (EnrCityFiller *self, guint child, int index)
{
  const EnrDayChild *row = enr_city_day_child (self, child);

  return enr_sheet_text (row != NULL ? row->note : NULL);
}

static const EnrMonthCell *
cell_at (EnrCityFiller *self, guint child, int index)
{
  return index <= self->month->n_days ? &enr_city_child (self, child)->cells[index - 1] : NULL;
}

static EnrSheetValue
get_child_attendance (EnrCityFiller *self, guint child, int index)
{
  const EnrMonthCell *cell = cell_at (self, child, index);
  const EnrAbsenceKind *kind;

  if (cell == NULL)
    return enr_sheet_blank ();
  switch (cell->state)
    {
    case ENR_CELL_PRESENT:
      return enr_sheet_text (enr_form_symbol (self->symbols, "present"));
    case ENR_CELL_ABSENT:
      kind = &g_array_index (self->month->kinds, EnrAbsenceKind, cell->kind);
      return enr_sheet_text (enr_form_absence_symbol (self->symbols, kind->key, kind->symbol));
    case ENR_CELL_CLOSED:
      return enr_sheet_text (enr_form_symbol (self->symbols, "closed"));
    case ENR_CELL_NOT_ENROLLED:
      return enr_sheet_text (enr_form_symbol (self->symbols, "not-enrolled"));
    case ENR_CELL_BLANK:
    default:
      return enr_sheet_text (enr_form_symbol (self->symbols, "blank"));
    }
}

static EnrSheetValue
get_child_arrive_on (EnrCityFiller *self, guint child, int index)
{
  const EnrMonthCell *cell = cell_at (self, child, index);

  return cell != NULL ? enr_sheet_time (cell->arrived) : enr_sheet_blank ();
}

static EnrSheetValue
get_child_leave_on (EnrCityFiller *self, guint child, int index)
{
  const EnrMonthCell *cell = cell_at (self, child, index);

  return cell != NULL ? enr_sheet_time (cell->left) : enr_sheet_blank ();
}

static EnrSheetValue
get_child_extended_on (EnrCityFiller *self, guint child, int index)
{
  const EnrCharge *charge;

  if (index > self->month->n_days)
    return enr_sheet_blank ();
  charge = enr_care_month_find (self->care, &enr_city_child (self, child)->child_id,
                                self->month->first + index - 1, ENR_CHARGE_DAY);
  return charge != NULL ? enr_sheet_number (charge->minutes) : enr_sheet_blank ();
}

#define TOTAL(name, expression)                                                                    \
  static EnrSheetValue get_child_total_##name (EnrCityFiller *self, guint child, int index)        \
  {                                                                                                \
    const EnrMonthTotals *totals = &enr_city_child (self, child)->totals;                          \
                                                                                                   \
    return enr_sheet_number (expression);                                                          \
  }

TOTAL (enrolled, totals->enrolled_days)
TOTAL (present, totals->present)
TOTAL (sick, totals->sick)
TOTAL (other, totals->other)
TOTAL (suspension, totals->suspension)
TOTAL (bereavement, totals->bereavement)
TOTAL (unannounced, totals->unannounced)
TOTAL (absent,
       totals->sick + totals->other + totals->suspension + totals->bereavement
           + totals->unannounced)
TOTAL (late, totals->late)
TOTAL (early, totals->early)

static EnrSheetValue
sum_charges (EnrCityFiller *self, guint child, gboolean is_amount)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->care->charges->len; i++)
    {
      const EnrCharge *charge = &g_array_index (self->care->charges, EnrCharge, i);

      if (charge->child == child)
        sum += is_amount ? charge->amount : charge->minutes;
    }
  return is_amount ? enr_sheet_amount (sum) : enr_sheet_number (sum);
}

static EnrSheetValue
get_child_minutes (EnrCityFiller *self, guint child, int index)
{
  return sum_charges (self, child, FALSE);
}

static EnrSheetValue
get_child_fee (EnrCityFiller *self, guint child, int index)
{
  return sum_charges (self, child, TRUE);
}

static EnrSheetValue
get_child_present_in (EnrCityFiller *self, guint child, int index)
{
  const EnrMonth *month = g_ptr_array_index (self->year, index - 1);

  if (month->first > enr_clock_today ())
    return enr_sheet_blank ();
  for (guint i = 0; i < month->children->len; i++)
    {
      const EnrMonthChild *row = &g_array_index (month->children, EnrMonthChild, i);

      if (enr_uuid_equal (&row->child_id, &enr_city_child (self, child)->child_id))
        return enr_sheet_number (row->totals.present);
    }
  return enr_sheet_blank ();
}

const EnrCityField enr_city_fields[ENR_CITY_N_FIELDS] = {
  { { "children.number", N_ ("the child's number in the class"), TRUE }, 0, get_child_number },
  { { "children.name", N_ ("the child's name"), TRUE }, 0, get_child_name },
  { { "children.kana", N_ ("the name in hiragana"), TRUE }, 0, get_child_kana },
  { { "children.external-id", N_ ("the number that another system or the city uses"), TRUE },
    0,
    get_child_external_id },
  { { "children.class", N_ ("the child's class"), TRUE }, 0, get_child_class },
  { { "children.sex", N_ ("男 or 女"), TRUE }, 0, get_child_sex },
  { { "children.birth-date", N_ ("the birth date"), TRUE }, 0, get_child_birth_date },
  { { "children.age", N_ ("the class age (歳児)"), TRUE }, 0, get_child_age },
  { { "children.certification", N_ ("the certification: 1号, 2号 or 3号"), TRUE },
    0,
    get_child_certification },
  { { "children.certification-number", N_ ("the certification's number"), TRUE },
    0,
    get_child_certification_number },
  { { "children.care-hours", N_ ("the care hours: 標準時間 or 短時間"), TRUE },
    0,
    get_child_care_hours },
  { { "children.enrolled-on", N_ ("the day of enrolment"), TRUE }, 0, get_child_enrolled_on },
  { { "children.left-on", N_ ("the last day of enrolment"), TRUE }, 0, get_child_left_on },
  { { "children.guardian", N_ ("the first guardian's name"), TRUE }, 0, get_child_guardian },
  { { "children.guardian-telephone", N_ ("the first guardian's telephone number"), TRUE },
    0,
    get_child_guardian_phone },
  { { "children.postal-code", N_ ("the family's postal code"), TRUE }, 0, get_child_postal_code },
  { { "children.address", N_ ("the family's address"), TRUE }, 0, get_child_address },
  { { "children.arrived", N_ ("the arrival on the day"), TRUE }, 0, get_child_arrived },
  { { "children.left", N_ ("the departure on the day"), TRUE }, 0, get_child_left },
  { { "children.collected-by", N_ ("who fetched the child on the day"), TRUE },
    0,
    get_child_collected_by },
  { { "children.mark", N_ ("○ for a child who came on the day, × for one who is absent"), TRUE },
    0,
    get_child_mark },
  { { "children.absence", N_ ("the kind of absence on the day"), TRUE }, 0, get_child_absence },
  { { "children.reason", N_ ("why the child is absent on the day"), TRUE }, 0, get_child_reason },
  { { "children.temperature", N_ ("the temperature on the day"), TRUE }, 0, get_child_temperature },
  { { "children.note", N_ ("the day's note"), TRUE }, 0, get_child_note },
  { { "children.attendance.1..31", N_ ("each day's symbol of the attendance book"), TRUE },
    31,
    get_child_attendance },
  { { "children.arrive.1..31", N_ ("each day's arrival"), TRUE }, 31, get_child_arrive_on },
  { { "children.leave.1..31", N_ ("each day's departure"), TRUE }, 31, get_child_leave_on },
  { { "children.extended.1..31", N_ ("each day's minutes of extended care"), TRUE },
    31,
    get_child_extended_on },
  { { "children.days-enrolled", N_ ("open days on which the child was enrolled"), TRUE },
    0,
    get_child_total_enrolled },
  { { "children.days-attended", N_ ("days attended in the month"), TRUE },
    0,
    get_child_total_present },
  { { "children.days-sick", N_ ("days absent with an illness"), TRUE }, 0, get_child_total_sick },
  { { "children.days-other", N_ ("days absent for another reason (事故欠)"), TRUE },
    0,
    get_child_total_other },
  { { "children.days-suspension", N_ ("days of suspension (出席停止)"), TRUE },
    0,
    get_child_total_suspension },
  { { "children.days-bereavement", N_ ("days of bereavement (忌引)"), TRUE },
    0,
    get_child_total_bereavement },
  { { "children.days-unannounced", N_ ("days absent without a word"), TRUE },
    0,
    get_child_total_unannounced },
  { { "children.days-absent", N_ ("days absent in all"), TRUE }, 0, get_child_total_absent },
  { { "children.days-late", N_ ("days on which the child came late"), TRUE },
    0,
    get_child_total_late },
  { { "children.days-early", N_ ("days on which the child left early"), TRUE },
    0,
    get_child_total_early },
  { { "children.minutes", N_ ("the month's minutes of extended care"), TRUE },
    0,
    get_child_minutes },
  { { "children.fee", N_ ("the month's price of extended care in yen"), TRUE }, 0, get_child_fee },
  { { "children.present.1..12", N_ ("days attended in each month of the fiscal year, April first"),
      TRUE },
    12,
    get_child_present_in },
};
