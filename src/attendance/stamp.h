/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Arrivals and departures (登園, 降園). A stamp is a fact: it is appended, and a wrong one is superseded
 * by another with a reason; nothing is ever changed or removed.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_STAMP_ARRIVE,
  ENR_STAMP_LEAVE,
} EnrStampKind;

typedef enum
{
  ENR_SOURCE_DOOR,    /* a tap at the door */
  ENR_SOURCE_CARD,    /* a card or QR code at the door */
  ENR_SOURCE_OFFICE,  /* typed by a member of staff */
  ENR_SOURCE_IMPORT,
  ENR_SOURCE_COMMAND, /* enrokuctl */
  ENR_SOURCE_SAMPLE,
} EnrStampSource;

typedef struct
{
  EnrUuid id;
  EnrUuid child_id;
  EnrDate day;
  EnrStampKind kind;
  EnrInstant at;            /* ENR_INSTANT_NONE in a row that retracts another */
  EnrInstant recorded_at;
  EnrStampSource source;
  char *collected_by;
  EnrUuid supersedes;       /* none for a first entry */
  EnrUuid superseded_by;    /* none while it stands */
  char *reason;             /* why it supersedes another; "" for a first entry */
} EnrStamp;

void enr_stamp_free (EnrStamp *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrStamp, enr_stamp_free)

/** What came of a punch. */
typedef struct
{
  EnrUuid id;          /* the stamp that stands for it */
  EnrStampKind kind;
  EnrDate day;
  EnrInstant at;
  gboolean is_repeat;  /* it came within the lock time of that stamp, which stays the only fact */
} EnrPunch;

/** The word of the database and of JSON: "door", "card", ... Static. */
const char *enr_stamp_source_key (EnrStampSource source);

/**
 * Records an arrival at @at. The nursery day is the one that @at falls on (before 03:00: the day
 * before). Errors: NOT_ENROLLED, CLOSED, ALREADY (here since an earlier time, outside the lock time),
 * ORDER (before the last departure). Within the lock time of an arrival it is that one
 * (@punch->is_repeat). @id may be given (not none) so that a retry after a failure of the disk is the
 * same fact; @punch may be %NULL.
 */
gboolean enr_stamp_arrive (EnrDb *db,
                           const EnrActor *actor,
                           const EnrUuid *child_id,
                           EnrInstant at,
                           EnrStampSource source,
                           EnrPunch *punch,
                           GError **error);

/** Records a departure. To 03:00 sharp (27:00) it belongs to the day before. ORDER where there is no
 * arrival to go with it, or it is before the arrival; ALREADY where the child has left. */
gboolean enr_stamp_leave (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *child_id,
                          EnrInstant at,
                          EnrStampSource source,
                          const char *collected_by,
                          EnrPunch *punch,
                          GError **error);

/**
 * A tap or card at the door: an arrival for a child who is not here, a departure for one who is. Any
 * second punch within the lock time, of either kind, is a repeat: wet hands tap twice.
 */
gboolean enr_stamp_punch (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *child_id,
                          EnrInstant at,
                          EnrStampSource source,
                          const char *collected_by,
                          EnrPunch *punch,
                          GError **error);

/** Says that a stamp that stands did not happen. CLOSED, REASON (blank), CHANGED (it does not stand). */
gboolean enr_stamp_retract (EnrDb *db,
                            const EnrActor *actor,
                            const EnrUuid *stamp_id,
                            const char *reason,
                            GError **error);

/** Who collects, told after the departure was recorded (the buttons that follow the tap): supersedes
 * the stamp with the same time. */
gboolean enr_stamp_set_collector (EnrDb *db,
                                  const EnrActor *actor,
                                  const EnrUuid *stamp_id,
                                  const char *collected_by,
                                  EnrPunch *punch,
                                  GError **error);

/** All stamps of a child's day, superseded ones among them, in the order they were entered.
 * (element-type EnrStamp) */
GPtrArray *enr_stamp_history (EnrDb *db,
                              const EnrUuid *child_id,
                              EnrDate day,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The nursery day that a stamp of that kind and time belongs to. A rule. */
EnrDate enr_stamp_day (EnrStampKind kind,
                       EnrInstant at);

G_END_DECLS
