/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "attendance/reminder.h"

#define N_KINDS (ENR_REMINDER_STILL_HERE + 1)

struct _EnrReminderMemory
{
  EnrDate day;
  GHashTable *told[N_KINDS]; /* set of EnrUuid, by kind */
};

/* At so many minutes of the day. */
static gboolean
is_without_news (const EnrDay *day, const EnrDayChild *child, int minutes)
{
  /* ENR_MINUTES_NONE is less than every time. */
  return child->status == ENR_STATUS_UNKNOWN && !child->is_unasked
         && child->sight != ENR_SIGHT_PRESENT
         && minutes >= MAX (day->no_news_at, child->planned_arrive);
}

static guint
collect (const EnrDay *day, EnrReminderKind kind, int minutes, GArray *child_ids)
{
  guint n = 0;

  for (guint i = 0; i < day->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, i);
      gboolean is_due = kind == ENR_REMINDER_STILL_HERE ? child->status == ENR_STATUS_PRESENT
                                                        : is_without_news (day, child, minutes);

      if (!is_due)
        continue;
      n++;
      if (child_ids != NULL)
        g_array_append_val (child_ids, child->child_id);
    }
  return n;
}

gboolean
enr_reminder_is_without_news (const EnrDay *day, const EnrDayChild *child, EnrInstant now)
{
  return enr_instant_nursery_day (now) == day->date && day->closed_at == ENR_INSTANT_NONE
         && day->closed_name == NULL
         && is_without_news (day, child, enr_instant_minutes (now, day->date));
}

EnrReminderKind
enr_reminder_due (const EnrDay *day, EnrInstant now, GArray *child_ids)
{
  int minutes;

  g_return_val_if_fail (day != NULL, ENR_REMINDER_NONE);

  if (enr_instant_nursery_day (now) != day->date || day->closed_at != ENR_INSTANT_NONE)
    return ENR_REMINDER_NONE;

  minutes = enr_instant_minutes (now, day->date);
  if (day->close_minutes != ENR_MINUTES_NONE && minutes >= day->close_minutes
      && collect (day, ENR_REMINDER_STILL_HERE, minutes, child_ids) > 0)
    return ENR_REMINDER_STILL_HERE;
  if (day->closed_name == NULL && collect (day, ENR_REMINDER_NO_NEWS, minutes, child_ids) > 0)
    return ENR_REMINDER_NO_NEWS;
  return ENR_REMINDER_NONE;
}

EnrReminderMemory *
enr_reminder_memory_new (void)
{
  EnrReminderMemory *self = g_new0 (EnrReminderMemory, 1);

  self->day = ENR_DATE_NONE;
  for (guint i = 0; i < N_KINDS; i++)
    self->told[i] = g_hash_table_new_full (enr_uuid_hash, enr_uuid_equal, g_free, NULL);
  return self;
}

void
enr_reminder_memory_free (EnrReminderMemory *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < N_KINDS; i++)
    g_hash_table_unref (self->told[i]);
  g_free (self);
}

gboolean
enr_reminder_memory_add (EnrReminderMemory *self,
                         EnrDate day,
                         EnrReminderKind kind,
                         const GArray *child_ids)
{
  gboolean has_grown = FALSE;

  g_return_val_if_fail (self != NULL && kind < N_KINDS, FALSE);

  if (self->day != day)
    for (guint i = 0; i < N_KINDS; i++)
      g_hash_table_remove_all (self->told[i]);
  self->day = day;

  for (guint i = 0; i < child_ids->len; i++)
    if (g_hash_table_add (self->told[kind], enr_uuid_copy (&g_array_index (child_ids, EnrUuid, i))))
      has_grown = TRUE;
  return has_grown;
}
