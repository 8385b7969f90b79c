/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reports of an outbreak to the municipality (FACTS 8): counts, and no child.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid id;         /* none: a new one */
  char *disease;      /* key of the table of illnesses, or "unknown" */
  EnrDate first_day;  /* of the first who fell ill */
  EnrDate as_of;      /* the day of these counts */
  int children;       /* with symptoms so far */
  int staff;
  int users;          /* enrolled on that day */
  int severe;         /* in hospital or worse */
  gboolean centre;    /* the public health centre (保健所) was told */
  gboolean is_over;   /* 終息 */
  char *measures;     /* what was done; leaves as it is written */
} EnrOutbreakReport;

EnrOutbreakReport *enr_outbreak_report_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_outbreak_report_free (EnrOutbreakReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrOutbreakReport, enr_outbreak_report_free)

/** A report with what the records say of a disease ("" all who are absent for illness): its children on the
 * day, the first day known, who is enrolled. The person adds the rest. */
EnrOutbreakReport *enr_outbreak_report_prepare (EnrDb *db,
                                                const char *disease,
                                                EnrDate day,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Makes it (@self->id is set) or its next state. INVALID for numbers or days that cannot be, UNKNOWN for the
 * disease or a report that was taken back. */
gboolean enr_outbreak_report_save (EnrDb *db,
                                   const EnrActor *actor,
                                   EnrOutbreakReport *self,
                                   GError **error);

/** Takes back one that was made by mistake; REASON, UNKNOWN. */
gboolean enr_outbreak_report_remove (EnrDb *db,
                                     const EnrActor *actor,
                                     const EnrUuid *id,
                                     const char *reason,
                                     GError **error);

/** Those that stand, the newest first. (element-type EnrOutbreakReport) */
GPtrArray *enr_outbreak_report_list (EnrDb *db,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Of @reports the newest that goes on about an illness (its key) on a day: not over before it, and its
 * last counts at most a month old; or %NULL, where an outbreak has still to be reported. For all who are
 * absent for illness ("") the report of any illness will do: most of them are its cases. Borrowed. */
const EnrOutbreakReport *enr_outbreak_report_find (const GPtrArray *reports,
                                                   const char *disease,
                                                   EnrDate day);

G_END_DECLS
