/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The words here are the paper's, Japanese in every language of the window: an office files it.
 */
#include "config.h"
#include "reports/daily-cells.h"

#include <string.h>

#include "nursery/child.h"
#include "nursery/enrolment.h"

typedef void (*WriteFunc) (const EnrDailyCell *self, GString *text);

static void
append_time (GString *text, int minutes)
{
  char buffer[6];

  g_string_append (text, enr_minutes_format (minutes, buffer));
}

static void
append_instant (const EnrDailyCell *self, GString *text, EnrInstant instant)
{
  int minutes;

  if (instant == ENR_INSTANT_NONE)
    return;
  minutes = enr_instant_minutes (instant, self->day->date);
  if (minutes >= 0 && minutes <= ENR_MINUTES_MAX)
    append_time (text, minutes);
}

/* Parts of one cell are told apart by a wide blank. */
static void
append_part (GString *text, const char *part)
{
  if (part == NULL || part[0] == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, "　");
  g_string_append (text, part);
}

static void
write_allergy (const EnrDailyCell *self, GString *text)
{
  if (self->child->has_allergy)
    g_string_append (text, enr_form_symbol (self->form, "allergy"));
}

static void
write_arrived (const EnrDailyCell *self, GString *text)
{
  append_instant (self, text, self->child->arrived);
}

static void
write_attendance (const EnrDailyCell *self, GString *text)
{
  const EnrAbsenceKind *kind = enr_day_absence (self->day, self->child);

  if (self->child->status == ENR_STATUS_ABSENT && kind != NULL)
    {
      g_string_append (text, enr_form_absence_symbol (self->form, kind->key, kind->label));
      return;
    }
  if (self->child->is_late)
    g_string_append (text, enr_form_symbol (self->form, "late"));
  if (self->child->is_late && self->child->is_early)
    g_string_append (text, "・");
  if (self->child->is_early)
    g_string_append (text, enr_form_symbol (self->form, "early"));
}

static void
write_birth_date (const EnrDailyCell *self, GString *text)
{
  g_autofree char *date = enr_date_dup_era (self->child->birth_date);

  g_string_append (text, date);
}

static void
write_blank (const EnrDailyCell *self, GString *text)
{
}

static void
write_care_hours (const EnrDailyCell *self, GString *text)
{
  if (self->child->care_hours == ENR_CARE_STANDARD)
    g_string_append (text, "標準");
  else if (self->child->care_hours == ENR_CARE_SHORT)
    g_string_append (text, "短時間");
  else if (self->child->care_hours == ENR_CARE_EDUCATION)
    g_string_append (text, "教育");
}

static void
write_class_age (const EnrDailyCell *self, GString *text)
{
  g_string_append_printf (text, "%d", self->child->class_age);
}

static void
write_collector (const EnrDailyCell *self, GString *text)
{
  g_string_append (text, self->child->collected_by);
}

/* The nursery was told: why, by whom and when. */
static void
write_contact (const EnrDailyCell *self, GString *text)
{
  const EnrDayChild *child = self->child;
  g_autoptr (GString) who = g_string_new (NULL);

  append_part (text, child->absence_reason);
  if (child->notified_by[0] != '\0')
    g_string_append_printf (who, "連絡:%s", child->notified_by);
  if (child->notified_at != ENR_INSTANT_NONE)
    {
      EnrDate date = enr_instant_civil_date (child->notified_at);
      int month, day;

      g_string_append (who, who->len > 0 ? " " : "連絡:");
      if (date != self->day->date)
        {
          enr_date_split (date, NULL, &month, &day);
          g_string_append_printf (who, "%d/%d", month, day);
        }
      else
        {
          append_instant (self, who, child->notified_at);
        }
    }
  append_part (text, who->str);
}

/* Minutes of extended care, where there are any. */
static void
write_extended (const EnrDailyCell *self, GString *text)
{
  int minutes = (int) enr_care_columns_sum (self->care, &self->child->child_id, "extended",
                                            self->day->date);

  if (minutes > 0)
    g_string_append_printf (text, "%d", minutes);
}

static void
write_external_id (const EnrDailyCell *self, GString *text)
{
  g_string_append (text, self->child->external_id);
}

static void
write_kana (const EnrDailyCell *self, GString *text)
{
  g_string_append (text, self->child->kana);
}

static void
write_left (const EnrDailyCell *self, GString *text)
{
  append_instant (self, text, self->child->left);
}

static void
write_name (const EnrDailyCell *self, GString *text)
{
  g_string_append (text, self->child->name);
}

static void
write_note (const EnrDailyCell *self, GString *text)
{
  g_string_append (text, self->child->note);
}

static void
write_number (const EnrDailyCell *self, GString *text)
{
  if (self->child->number > 0)
    g_string_append_printf (text, "%d", self->child->number);
}

static void
write_planned_arrive (const EnrDailyCell *self, GString *text)
{
  append_time (text, self->child->planned_arrive);
}

static void
write_planned_collector (const EnrDailyCell *self, GString *text)
{
  g_string_append (text, self->child->planned_collector);
}

static void
write_planned_leave (const EnrDailyCell *self, GString *text)
{
  append_time (text, self->child->planned_leave);
}

/* All that there is to say: what does not fit comes first. */
static void
write_remarks (const EnrDailyCell *self, GString *text)
{
  const EnrDayChild *child = self->child;

  switch (child->mismatch)
    {
    case ENR_MISMATCH_PUNCHED_BUT_ABSENT:
      append_part (text, "【要確認】打刻あり・目視は欠席");
      break;
    case ENR_MISMATCH_NOTICE_BUT_PRESENT:
      append_part (text, "【要確認】欠席連絡あり・在園");
      break;
    case ENR_MISMATCH_ABSENT_WITHOUT_NOTICE:
      append_part (text, "【要確認】連絡なし");
      break;
    case ENR_MISMATCH_NONE:
    default:
      break;
    }
  {
    g_autoptr (GString) contact = g_string_new (NULL);

    write_contact (self, contact);
    append_part (text, contact->str);
  }
  append_part (text, child->note);
  if (child->n_stamps > 2)
    append_part (text, "途中の出入りあり");
}

static void
write_sex (const EnrDailyCell *self, GString *text)
{
  if (self->child->sex == ENR_SEX_MALE)
    g_string_append (text, enr_form_symbol (self->form, "male"));
  else if (self->child->sex == ENR_SEX_FEMALE)
    g_string_append (text, enr_form_symbol (self->form, "female"));
}

static void
write_temperature (const EnrDailyCell *self, GString *text)
{
  int tenths = self->child->temperature;

  if (tenths > 0)
    g_string_append_printf (text, "%d.%d", tenths / 10, tenths % 10);
}

/* By name; form.c's daily_columns has the same names. */
static const struct
{
  const char *field;
  WriteFunc write;
} writers[] = {
  { "allergy", write_allergy },
  { "arrived", write_arrived },
  { "attendance", write_attendance },
  { "birth-date", write_birth_date },
  { "blank", write_blank },
  { "care-hours", write_care_hours },
  { "class-age", write_class_age },
  { "collector", write_collector },
  { "contact", write_contact },
  { "extended", write_extended },
  { "external-id", write_external_id },
  { "kana", write_kana },
  { "left", write_left },
  { "name", write_name },
  { "note", write_note },
  { "number", write_number },
  { "planned-arrive", write_planned_arrive },
  { "planned-collector", write_planned_collector },
  { "planned-leave", write_planned_leave },
  { "remarks", write_remarks },
  { "sex", write_sex },
  { "temperature", write_temperature },
};

void
enr_daily_cell_write (const EnrDailyCell *self, const char *field, GString *text)
{
  g_string_truncate (text, 0);
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    if (strcmp (writers[i].field, field) == 0)
      {
        writers[i].write (self, text);
        return;
      }
  g_return_if_reached ();
}
