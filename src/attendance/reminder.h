/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Who is due to be reminded of: children without a word in the morning, children still here at closing
 * time. Rules only; src/app/reminders.c asks them each minute.
 */
#pragma once

#include "attendance/day.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_REMINDER_NONE,
  ENR_REMINDER_NO_NEWS,    /* neither arrived nor announced as absent */
  ENR_REMINDER_STILL_HERE, /* here, and the nursery has closed */
} EnrReminderKind;

/**
 * What there is to be reminded of at @now, and of which children: their ids are appended to @child_ids
 * (element-type EnrUuid, may be %NULL) in the day's order. NONE where @now is not within the nursery day
 * @day, and on a day that is locked (締め): whoever locked it has been asked about these children.
 *
 * STILL_HERE: from the closing time on, every child who is present; it goes before NO_NEWS.
 *
 * NO_NEWS: only on a day on which the facility is open, from EnrDay.no_news_at on, every child with
 * nothing recorded who is asked after (EnrDayChild.is_unasked). A child that a teacher has seen (sight
 * check) is not missing, and one who is planned to come later than that time is due only at the planned
 * time.
 */
EnrReminderKind enr_reminder_due (const EnrDay *day,
                                  EnrInstant now,
                                  GArray *child_ids);

/** Whether NO_NEWS holds for a child of the day at @now, whatever else there is to be reminded of. */
gboolean enr_reminder_is_without_news (const EnrDay *day,
                                       const EnrDayChild *child,
                                       EnrInstant now);

/** Which children people were told of, so that nobody is told twice. */
typedef struct _EnrReminderMemory EnrReminderMemory;

EnrReminderMemory *enr_reminder_memory_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_reminder_memory_free (EnrReminderMemory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrReminderMemory, enr_reminder_memory_free)

/**
 * Whether to tell of @child_ids (element-type EnrUuid) now: %TRUE where one of them was not told of
 * before as @kind on that day. They count as told from then on. Another day forgets everything.
 */
gboolean enr_reminder_memory_add (EnrReminderMemory *self,
                                  EnrDate day,
                                  EnrReminderKind kind,
                                  const GArray *child_ids);

G_END_DECLS
