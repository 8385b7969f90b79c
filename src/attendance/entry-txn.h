/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * For actions of the rooms above that write into a child's day among other things (a notice by telephone):
 * what the office enters, within the caller's write transaction. The functions look at the same rules as
 * those of entry.h.
 */
#pragma once

#include "attendance/entry.h"

G_BEGIN_DECLS

/** What is known of a child's day beside the punches. */
typedef struct
{
  char *absence_kind;       /* NULL: not absent */
  char *absence_reason;     /* never NULL */
  char *notified_by;        /* never NULL */
  EnrInstant notified_at;   /* or ENR_INSTANT_NONE */
  int planned_arrive;       /* minutes, or ENR_MINUTES_NONE */
  int planned_leave;
  gboolean has_collector;
} EnrEntryKnown;

void enr_entry_known_clear (EnrEntryKnown *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrEntryKnown, enr_entry_known_clear)

/** Reads what is known; nothing where nothing was entered. @known is overwritten. Needs no transaction. */
gboolean enr_entry_load_known (EnrDb *db,
                               const EnrUuid *child_id,
                               EnrDate day,
                               EnrEntryKnown *known,
                               GError **error);

/** NOT_ENROLLED, CLOSED: what every entry for a child's day asks first. Needs no write transaction. */
gboolean enr_day_check_open_in_txn (EnrDb *db,
                                    const EnrUuid *child_id,
                                    EnrDate day,
                                    GError **error);

/** enr_entry_set_absence() within a transaction. */
gboolean enr_entry_set_absence_in_txn (EnrDb *db,
                                       const EnrUuid *child_id,
                                       EnrDate day,
                                       const EnrEntryAbsence *absence,
                                       GError **error);

/** Sets of the plan what is not ENR_MINUTES_KEEP (of the collector: not %NULL). ORDER where the departure
 * is not after the arrival. */
gboolean enr_entry_change_plan_in_txn (EnrDb *db,
                                       const EnrUuid *child_id,
                                       EnrDate day,
                                       const EnrEntryPlan *wanted,
                                       GError **error);

/** Whether there is a kind of absence with this key; UNKNOWN names those that there are. */
gboolean enr_absence_kind_check (EnrDb *db,
                                 const char *key,
                                 GError **error);

G_END_DECLS
