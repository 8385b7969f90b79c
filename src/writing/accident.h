/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reports of accidents (事故報告書): by when the municipality must have them, and how far each has come. The
 * report itself is a record of the kind "accident-report"; its first report (第1報) is what the director
 * approves first, its second (第2報) an approved version in which the sections for afterwards are written
 * (FACTS 9).
 */
#pragma once

#include "writing/writing.h"

G_BEGIN_DECLS

/** The kind's key. */
#define ENR_ACCIDENT_KIND "accident-report"

/** The first report is due on the day of the accident, and at the latest on the day after; the second within
 * about a month, here the same day of the next month or its last (FACTS 9 [P]). Pure. */
EnrDate enr_accident_first_latest (EnrDate day);
EnrDate enr_accident_second_due (EnrDate day);

typedef enum
{
  ENR_ACCIDENT_FIRST_OWED,  /* the first report is not approved yet */
  ENR_ACCIDENT_FIRST_LATE,
  ENR_ACCIDENT_SECOND_OWED, /* the first was, the second not yet */
  ENR_ACCIDENT_SECOND_LATE,
  ENR_ACCIDENT_DONE,
} EnrAccidentState;

/** One accident's reports. */
typedef struct
{
  EnrUuid id;          /* of the writing */
  EnrUuid child_id;
  char *child_name;
  char *title;
  EnrDate day;
  EnrInstant first_at; /* when the director approved the first and the second; ENR_INSTANT_NONE before */
  EnrInstant second_at;
} EnrAccident;

void enr_accident_free (EnrAccident *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrAccident, enr_accident_free)

/** How far it has come on @today. Pure. */
EnrAccidentState enr_accident_get_state (const EnrAccident *self,
                                         EnrDate today);

/** Whether a frozen version is a second report: something is written in a section for afterwards. */
gboolean enr_accident_is_second (const EnrContent *content,
                                 const EnrWritingKind *kind);

/** All accidents that have a report, the newest first; @kind is that of ENR_ACCIDENT_KIND. A version that was
 * destroyed when its time was over counts as a second one. (element-type EnrAccident) */
GPtrArray *enr_accident_list (EnrDb *db,
                              const EnrWritingKind *kind,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
