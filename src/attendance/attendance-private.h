/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * For actions of this room that are made of several steps: the public functions' work within the
 * caller's write transaction.
 */
#pragma once

#include "attendance/entry-txn.h"
#include "attendance/stamp.h"

G_BEGIN_DECLS

/** The stamps that stand of one child's day, in order of time; times in minutes of the day too. */
typedef struct
{
  EnrUuid id;
  EnrStampKind kind;
  EnrInstant at;
  char *collected_by;
} EnrStanding;

/** (element-type EnrStanding), free with g_array_unref(). */
GArray *enr_stamp_standing (EnrDb *db,
                            const EnrUuid *child_id,
                            EnrDate day,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Appends a row as it is: no rule is looked at. @id none: a new one. @at NONE retracts. */
gboolean enr_stamp_append_in_txn (EnrDb *db,
                                  const EnrUuid *id,
                                  const EnrUuid *child_id,
                                  EnrDate day,
                                  EnrStampKind kind,
                                  EnrInstant at,
                                  EnrStampSource source,
                                  const char *collected_by,
                                  const EnrUuid *supersedes,
                                  const char *reason,
                                  GError **error);

/** enr_entry_set_times() within a transaction, with a source. */
gboolean enr_entry_set_times_in_txn (EnrDb *db,
                                     const EnrUuid *child_id,
                                     EnrDate day,
                                     const EnrEntryTimes *times,
                                     EnrStampSource source,
                                     const char *reason,
                                     gboolean *has_changed,
                                     GError **error);

gboolean enr_entry_set_plan_in_txn (EnrDb *db,
                                    const EnrUuid *child_id,
                                    EnrDate day,
                                    const EnrEntryPlan *plan,
                                    GError **error);
gboolean enr_entry_set_note_in_txn (EnrDb *db,
                                    const EnrUuid *child_id,
                                    EnrDate day,
                                    const char *note,
                                    GError **error);

G_END_DECLS
