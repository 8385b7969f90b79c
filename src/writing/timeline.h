/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Everything that was written about a child, in the order of days: its own plans and records, and what
 * was noted about it in a class's diaries.
 */
#pragma once

#include "writing/writing.h"

G_BEGIN_DECLS

/** Something written. */
typedef struct
{
  EnrUuid writing_id;
  char *kind;             /* its key */
  char *title;            /* of an event, "" */
  char *class_name;       /* "" for none */
  EnrDate first;
  EnrDate last;
  EnrWritingState state;
  char *key;              /* of the text, "notes/ID" for a note in a class's diary */
  char *text;
} EnrTimelineItem;

void enr_timeline_item_free (EnrTimelineItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrTimelineItem, enr_timeline_item_free)

/** What was written about a child in a time (either date may be ENR_DATE_NONE), the oldest first. With
 * @only_approved what has been approved, as it was approved; otherwise as it stands now.
 * (element-type EnrTimelineItem) */
GPtrArray *enr_timeline_load (EnrDb *db,
                              const EnrUuid *child_id,
                              EnrDate from,
                              EnrDate until,
                              gboolean only_approved,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A day on which the child was away. */
typedef struct
{
  EnrDate day;
  char *kind;             /* 病欠 */
  char *reason;           /* "" for none */
} EnrTimelineAbsence;

void enr_timeline_absence_free (EnrTimelineAbsence *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrTimelineAbsence, enr_timeline_absence_free)

/** The days up to today on which a child was said to be away and did not come, the oldest first.
 * (element-type EnrTimelineAbsence) */
GPtrArray *enr_timeline_absences (EnrDb *db,
                                  const EnrUuid *child_id,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
