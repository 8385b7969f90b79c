/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a plan or record has from attendance, so that nobody writes it twice. Papers are Japanese,
 * and so are these texts.
 */
#include "config.h"

#include <string.h>

#include "attendance/month.h"
#include "base/clock.h"
#include "fees/care-day.h"
#include "writing/writing-private.h"

static void
add (EnrContent *content,
     const EnrSection *section,
     const char *key,
     const char *heading,
     const char *text)
{
  g_autofree char *full = g_strconcat (section->key, "/", key, NULL);

  enr_content_add (content, full, heading, text);
}

static void
append_name (GString *names, const char *name)
{
  g_string_append_printf (names, "%s%s", names->len > 0 ? "、" : "", name);
}

static gboolean
is_illness (const EnrAbsenceKind *kind)
{
  return strcmp (kind->total, "sick") == 0 || strcmp (kind->total, "suspension") == 0;
}

/* "青木 朝陽（病欠 発熱）". */
static void
append_absent (GString *names, const EnrDayChild *child, const EnrAbsenceKind *kind)
{
  append_name (names, child->name);
  g_string_append_printf (names, "（%s%s%s）", kind->label,
                          *child->absence_reason != '\0' ? " " : "", child->absence_reason);
}

typedef struct
{
  GString *absent;
  GString *ill;
  GString *late;
  GString *extended;
  guint n_extended;
} DayNames;

static void
take_child (DayNames *names, const EnrDay *day, const EnrCareDay *care, const EnrDayChild *child)
{
  const EnrAbsenceKind *kind = enr_day_absence (day, child);
  const EnrCharge *charge = enr_care_day_find (care, &child->child_id);

  if (child->status == ENR_STATUS_ABSENT && kind != NULL)
    {
      append_absent (names->absent, child, kind);
      if (is_illness (kind))
        append_absent (names->ill, child, kind);
    }
  if (child->is_late || child->is_early)
    {
      append_name (names->late, child->name);
      g_string_append (names->late, child->is_late && child->is_early ? "（遅刻・早退）"
                                    : child->is_late                  ? "（遅刻）"
                                                                      : "（早退）");
    }
  if (charge != NULL && charge->minutes > 0)
    {
      append_name (names->extended, child->name);
      g_string_append_printf (names->extended, " %d分", charge->minutes);
      names->n_extended++;
    }
}

static char *
count_and_names (guint count, const GString *names)
{
  return names->len > 0 ? g_strdup_printf ("%u名　%s", count, names->str)
                        : g_strdup_printf ("%u名", count);
}

static gboolean
add_day (EnrDb *db,
         const EnrWriting *writing,
         const EnrSection *section,
         EnrContent *content,
         GError **error)
{
  const EnrUuid *class_id = enr_uuid_is_none (&writing->class_id) ? NULL : &writing->class_id;
  g_autoptr (EnrDay) day = enr_day_load (db, writing->first, class_id, error);
  g_autoptr (EnrCareDay) care = day != NULL ? enr_care_day_load (db, writing->first, error) : NULL;
  g_autoptr (GString) absent = g_string_new (NULL);
  g_autoptr (GString) ill = g_string_new (NULL);
  g_autoptr (GString) late = g_string_new (NULL);
  g_autoptr (GString) extended = g_string_new (NULL);
  DayNames names = { absent, ill, late, extended, 0 };
  g_autofree char *enrolled = NULL;
  g_autofree char *arrived = NULL;
  g_autofree char *away = NULL;
  g_autofree char *longer = NULL;
  EnrDayCounts counts;

  if (care == NULL)
    return FALSE;
  counts = enr_day_count (day, G_MAXUINT);
  for (guint i = 0; i < day->children->len; i++)
    take_child (&names, day, care, &g_array_index (day->children, EnrDayChild, i));
  enrolled = g_strdup_printf ("%u名", counts.enrolled);
  arrived = g_strdup_printf ("%u名", counts.arrived);
  away = count_and_names (counts.absent, absent);
  longer = count_and_names (names.n_extended, extended);
  add (content, section, "enrolled", "在籍", enrolled);
  add (content, section, "present", "出席", arrived);
  add (content, section, "absent", "欠席", away);
  add (content, section, "ill", "病気", ill->len > 0 ? ill->str : "なし");
  add (content, section, "late", "遅刻・早退", late->len > 0 ? late->str : "なし");
  add (content, section, "extended", "延長保育", longer);
  return TRUE;
}

static gboolean
add_week (EnrDb *db,
          const EnrWriting *writing,
          const EnrSection *section,
          EnrContent *content,
          GError **error)
{
  static const char *const keys[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };
  const EnrUuid *class_id = enr_uuid_is_none (&writing->class_id) ? NULL : &writing->class_id;

  for (EnrDate date = writing->first; date <= writing->last; date++)
    {
      g_autoptr (EnrDay) day = enr_day_load (db, date, class_id, error);
      EnrWeekday weekday = enr_date_weekday (date);
      g_autofree char *heading = NULL;
      g_autofree char *text = NULL;
      EnrDayCounts counts;
      int number;

      if (day == NULL)
        return FALSE;
      counts = enr_day_count (day, G_MAXUINT);
      if (weekday == ENR_SUNDAY && counts.arrived == 0)
        continue;
      enr_date_split (date, NULL, NULL, &number);
      heading = g_strdup_printf ("%d日(%s)", number, enr_weekday_kanji (weekday));
      if (day->closed_name != NULL && counts.arrived == 0)
        text = g_strdup (day->closed_name);
      else
        text = g_strdup_printf ("在籍%u名　出席%u名　欠席%u名", counts.enrolled, counts.arrived,
                                counts.absent);
      add (content, section, keys[weekday], heading, text);
    }
  return TRUE;
}

typedef struct
{
  guint open;
  guint enrolled; /* of a child: the open days on which it was enrolled */
  guint present;
  guint absent;
} Days;

static void
sum_month (Days *days, const EnrMonth *month, const EnrUuid *child_id)
{
  days->open += month->open_days;
  for (guint i = 0; i < month->children->len; i++)
    {
      const EnrMonthChild *child = &g_array_index (month->children, EnrMonthChild, i);
      const EnrMonthTotals *totals = &child->totals;

      if (child_id != NULL && !enr_uuid_equal (&child->child_id, child_id))
        continue;
      days->enrolled += totals->enrolled_days;
      days->present += totals->present;
      days->absent += totals->sick + totals->other + totals->suspension + totals->bereavement
                      + totals->unannounced;
    }
}

/* The months of a longer time; months to come have nothing to count. */
static gboolean
add_months (EnrDb *db,
            const EnrWriting *writing,
            const EnrSection *section,
            EnrContent *content,
            GError **error)
{
  const EnrUuid *class_id = enr_uuid_is_none (&writing->class_id) ? NULL : &writing->class_id;
  const EnrUuid *child_id = enr_uuid_is_none (&writing->child_id) ? NULL : &writing->child_id;
  EnrDate end = MIN (writing->last, enr_clock_today ());
  Days days = { 0 };
  char text[32];

  for (EnrDate month = writing->first; month <= end; month = enr_date_month_start (month, 1))
    {
      g_autoptr (EnrMonth) loaded = enr_month_load (db, month, class_id, error);

      if (loaded == NULL)
        return FALSE;
      sum_month (&days, loaded, child_id);
    }
  g_snprintf (text, sizeof text, "%u日", child_id != NULL ? days.enrolled : days.open);
  add (content, section, "open", child_id != NULL ? "保育日数" : "開所日数", text);
  g_snprintf (text, sizeof text, child_id != NULL ? "%u日" : "のべ%u名", days.present);
  add (content, section, "present", child_id != NULL ? "出席日数" : "出席", text);
  g_snprintf (text, sizeof text, child_id != NULL ? "%u日" : "のべ%u名", days.absent);
  add (content, section, "absent", child_id != NULL ? "欠席日数" : "欠席", text);
  return TRUE;
}

/* By the kind's period, because a week that a fiscal year cuts can have a single day. */
gboolean
enr_writing_add_facts (EnrDb *db,
                       const EnrWritingKind *kind,
                       const EnrWriting *writing,
                       const EnrSection *section,
                       EnrContent *content,
                       GError **error)
{
  switch (kind->period)
    {
    case ENR_PERIOD_WEEK:
      return add_week (db, writing, section, content, error);
    case ENR_PERIOD_YEAR:
    case ENR_PERIOD_TERM:
    case ENR_PERIOD_MONTH:
      return add_months (db, writing, section, content, error);
    case ENR_PERIOD_DAY:
    case ENR_PERIOD_EVENT:
    case ENR_PERIOD_STAY:
    default:
      return add_day (db, writing, section, content, error);
    }
}
