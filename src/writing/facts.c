/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a plan or record has from attendance, so that nobody writes it twice. Papers are Japanese,
 * and so are these texts.
 */
#include "config.h"

#include <string.h>

#include "attendance/day.h"
#include "base/clock.h"
#include "fees/care-day.h"
#include "writing/facts-private.h"
#include "writing/writing-private.h"

void
enr_facts_add (EnrContent *content,
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

static void
add_count (EnrContent *content,
           const EnrSection *section,
           const char *key,
           const char *heading,
           guint count)
{
  g_autofree char *text = g_strdup_printf ("%u名", count);

  enr_facts_add (content, section, key, heading, text);
}

/* Every child is counted somewhere: a number that is missing would be read as somebody's absence.
 */
static void
add_unrecorded (EnrContent *content, const EnrSection *section, const EnrDayCounts *counts)
{
  if (counts->unknown > 0)
    add_count (content, section, "unrecorded", "記録なし", counts->unknown);
  if (counts->unasked > 0)
    add_count (content, section, "unasked", "土曜利用なし", counts->unasked);
}

static gboolean
has_records (const EnrDayCounts *counts)
{
  return counts->arrived + counts->absent > 0;
}

/* A Saturday by application, for which nobody applied. */
static gboolean
is_unused (const EnrDayCounts *counts)
{
  return !has_records (counts) && counts->unknown == 0 && counts->unasked > 0;
}

static const char *
get_no_records (const EnrDayCounts *counts)
{
  return is_unused (counts) ? "土曜の利用はありません" : "まだ登降園の記録がありません";
}

/* Of a class: who was there and who was not, and why. */
static gboolean
add_class_day (EnrDb *db,
               const EnrDay *day,
               const EnrSection *section,
               EnrContent *content,
               GError **error)
{
  g_autoptr (EnrCareDay) care = enr_care_day_load (db, day->date, error);
  g_autoptr (GString) absent = g_string_new (NULL);
  g_autoptr (GString) ill = g_string_new (NULL);
  g_autoptr (GString) late = g_string_new (NULL);
  g_autoptr (GString) extended = g_string_new (NULL);
  DayNames names = { absent, ill, late, extended, 0 };
  EnrDayCounts counts = enr_day_count (day, G_MAXUINT);
  g_autofree char *away = NULL;
  g_autofree char *longer = NULL;

  if (care == NULL)
    return FALSE;
  add_count (content, section, "enrolled", "在籍", counts.enrolled);
  if (!has_records (&counts))
    {
      enr_facts_add (content, section, "present", "出席", get_no_records (&counts));
      return TRUE;
    }
  for (guint i = 0; i < day->children->len; i++)
    take_child (&names, day, care, &g_array_index (day->children, EnrDayChild, i));
  away = count_and_names (counts.absent, absent);
  longer = count_and_names (names.n_extended, extended);
  add_count (content, section, "present", "出席", counts.arrived);
  enr_facts_add (content, section, "absent", "欠席", away);
  add_unrecorded (content, section, &counts);
  enr_facts_add (content, section, "ill", "病気", ill->len > 0 ? ill->str : "なし");
  enr_facts_add (content, section, "late", "遅刻・早退", late->len > 0 ? late->str : "なし");
  enr_facts_add (content, section, "extended", "延長保育", longer);
  return TRUE;
}

typedef enum
{
  ENROLLED,
  ARRIVED,
  ABSENT,
} Count;

static guint
get_count (const EnrDayCounts *counts, Count which)
{
  return which == ENROLLED ? counts->enrolled : which == ARRIVED ? counts->arrived : counts->absent;
}

/* "54名　ひよこ 8、りす 9": the sum, and the classes that are part of it. */
static char *
dup_by_class (const EnrDay *day, Count which)
{
  EnrDayCounts all = enr_day_count (day, G_MAXUINT);
  g_autoptr (GString) classes = g_string_new (NULL);

  for (guint i = 0; i < day->classes->len; i++)
    {
      EnrDayCounts counts = enr_day_count (day, i);

      if (get_count (&counts, which) == 0)
        continue;
      append_name (classes, g_array_index (day->classes, EnrDayClass, i).name);
      g_string_append_printf (classes, " %u", get_count (&counts, which));
    }
  return count_and_names (get_count (&all, which), classes);
}

/* Of the whole nursery: how many there were. Whose illness or extended care it was does not belong
 * on a paper that everybody sees, as that of a drill. */
static void
add_facility_day (const EnrDay *day, const EnrSection *section, EnrContent *content)
{
  EnrDayCounts counts = enr_day_count (day, G_MAXUINT);
  g_autofree char *enrolled = dup_by_class (day, ENROLLED);
  g_autofree char *arrived = dup_by_class (day, ARRIVED);
  g_autofree char *absent = dup_by_class (day, ABSENT);

  enr_facts_add (content, section, "enrolled", "在籍", enrolled);
  enr_facts_add (content, section, "present", "出席",
                 has_records (&counts) ? arrived : get_no_records (&counts));
  if (!has_records (&counts))
    return;
  enr_facts_add (content, section, "absent", "欠席", absent);
  add_unrecorded (content, section, &counts);
}

static gboolean
add_day (EnrDb *db,
         const EnrWriting *writing,
         const EnrSection *section,
         EnrContent *content,
         GError **error)
{
  gboolean of_all = enr_uuid_is_none (&writing->class_id);
  g_autoptr (EnrDay) day
      = enr_day_load (db, writing->first, of_all ? NULL : &writing->class_id, error);

  if (day == NULL)
    return FALSE;
  if (!of_all)
    return add_class_day (db, day, section, content, error);
  add_facility_day (day, section, content);
  return TRUE;
}

/* "在籍20名　出席17名　欠席2名　記録なし1名": the days' numbers in a line. */
static char *
dup_counts (const EnrDayCounts *counts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "在籍%u名", counts->enrolled);
  if (!has_records (counts))
    return g_strconcat (text->str, is_unused (counts) ? "　利用なし" : "　記録なし", NULL);
  g_string_append_printf (text, "　出席%u名　欠席%u名", counts->arrived, counts->absent);
  if (counts->unknown > 0)
    g_string_append_printf (text, "　記録なし%u名", counts->unknown);
  if (counts->unasked > 0)
    g_string_append_printf (text, "　利用なし%u名", counts->unasked);
  return g_strdup (text->str);
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
        text = dup_counts (&counts);
      enr_facts_add (content, section, keys[weekday], heading, text);
    }
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
      return enr_facts_add_period (db, writing, section, content, error);
    case ENR_PERIOD_DAY:
    case ENR_PERIOD_EVENT:
    case ENR_PERIOD_STAY:
    default:
      return add_day (db, writing, section, content, error);
    }
}
