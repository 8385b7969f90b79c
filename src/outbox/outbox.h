/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the municipality is owed: events made with the fact, in its transaction, their bytes frozen
 * (PROTOCOL 3). Knows the database and the wire's form, nothing of a nursery and nothing of a network.
 */
#pragma once

#include "store/db.h"
#include "wire/event.h"
#include "wire/reply.h"

G_BEGIN_DECLS

#define ENR_OUTBOX_ERROR (enr_outbox_error_quark ())
GQuark enr_outbox_error_quark (void);

/** The messages are translated sentences for the user. */
typedef enum
{
  ENR_OUTBOX_ERROR_UNKNOWN, /* no event with that id */
  ENR_OUTBOX_ERROR_STATE,   /* it is not, or no longer, in a state in which that can be done */
  ENR_OUTBOX_ERROR_REASON,  /* a reason is needed */
} EnrOutboxError;

typedef enum
{
  ENR_LANE_URGENT,    /* accidents, outbreaks */
  ENR_LANE_DAILY,
  ENR_LANE_DOCUMENTS,
  ENR_LANE_BULK,
  ENR_N_LANES,
} EnrLane;

typedef enum
{
  ENR_SENDING_OWED,
  ENR_SENDING_ACCEPTED,
  ENR_SENDING_REVIEW,      /* accepted; the city has a question about it */
  ENR_SENDING_QUARANTINED, /* refused: a person must look */
  ENR_SENDING_SUPERSEDED,  /* a later revision, or the same under a new source, goes instead */
  ENR_SENDING_WITHDRAWN,
  ENR_SENDING_HELD,        /* waits for the director's word */
  ENR_N_SENDINGS,
} EnrSending;

typedef enum
{
  ENR_SENDING_MODE_OFF,
  ENR_SENDING_MODE_CONFIRM,
  ENR_SENDING_MODE_AUTO,
} EnrSendingMode;

/** "urgent", "daily", "documents", "bulk"; "owed", "accepted", "review", "quarantined", "superseded",
 * "withdrawn", "held"; "off", "confirm", "auto": the words of JSON. Static. */
const char *enr_lane_key (EnrLane lane);
const char *enr_sending_key (EnrSending sending);
const char *enr_sending_mode_key (EnrSendingMode mode);
gboolean enr_sending_mode_from_key (const char *key,
                                    EnrSendingMode *mode);

/** Whether anything is owed at all: there is a link, and a kind that is not off. 1, 0, or -1 on error. */
int enr_outbox_is_on (EnrDb *db,
                      GError **error);

/** The modes, by the key of a kind ("attendance", "month", "enrolment" …). A kind never set is OFF. */
gboolean enr_outbox_get_mode (EnrDb *db,
                              const char *kind,
                              EnrSendingMode *mode,
                              GError **error);
gboolean enr_outbox_set_mode (EnrDb *db,
                              const EnrActor *actor,
                              const char *kind,
                              EnrSendingMode mode,
                              GError **error);

/* For the sender. */

typedef struct
{
  gint64 no;
  char *event_id;
  guint8 sum[ENR_SUM_LENGTH];
  EnrLane lane;
  char *subject;
  GBytes *bytes;
} EnrOutboxItem;

void enr_outbox_item_free (EnrOutboxItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrOutboxItem, enr_outbox_item_free)

/** The next that are due at @now_ms, the lanes by weight 8:4:2:1, at most @max_events and @max_bytes of
 * them (but at least one). Within a lane in the order of making. @under_way: (nullable) (element-type
 * EnrOutboxItem): what is being sent already; neither that nor another revision of its subjects, which must
 * not overtake it. (element-type EnrOutboxItem) */
GPtrArray *enr_outbox_take (EnrDb *db,
                            gint64 now_ms,
                            guint max_events,
                            gsize max_bytes,
                            GPtrArray *under_way,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  guint settled;     /* accepted or duplicate, by id and sum */
  guint quarantined;
  guint deferred;
  guint forked;      /* another copy of the database has used these numbers: still owed, and to be made
                      * anew under another source (enr_outbox_change_source()) */
  guint ignored;     /* verdicts for ids we did not send, or with another sum */
  guint unanswered;  /* sent, but without a verdict: still owed */
} EnrOutboxSettled;

/** Writes the verdicts about @sent (element-type EnrOutboxItem) and the signed answer itself, in one
 * transaction. Only what was sent and bears our sum is settled. */
gboolean enr_outbox_settle (EnrDb *db,
                            GPtrArray *sent,
                            const EnrReply *reply,
                            GBytes *reply_bytes,
                            const char *via,
                            gint64 now_ms,
                            EnrOutboxSettled *settled,
                            GError **error);

/** Sets one aside by this program's own judgement (too large, the culprit of a refused batch). */
gboolean enr_outbox_quarantine (EnrDb *db,
                                gint64 no,
                                const EnrProblem *problem,
                                gint64 now_ms,
                                GError **error);

/* For people. */

typedef struct
{
  gint64 n[ENR_N_LANES][ENR_N_SENDINGS];
  gint64 oldest_ms; /* when the oldest that is still owed was made; 0 none */
} EnrOutboxCounts;

/** At once, however long the queue is. */
gboolean enr_outbox_count (EnrDb *db,
                           EnrOutboxCounts *counts,
                           GError **error);

typedef struct
{
  gint64 no;
  char *event_id;
  char *kind;
  char *type;
  char *subject;
  gint64 rev;
  EnrLane lane;
  gint64 made_ms;
  EnrSending sending;
  gint64 recv_seq;      /* 0 none */
  gint64 settled_ms;    /* 0 not yet */
  EnrProblem *problem;  /* nullable */
} EnrOutboxRow;

void enr_outbox_row_free (EnrOutboxRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrOutboxRow, enr_outbox_row_free)

/** Rows of a state (or all: @sending is ENR_N_SENDINGS), the newest first, those before @before_no (0:
 * from the newest), at most @limit. (element-type EnrOutboxRow) */
GPtrArray *enr_outbox_list (EnrDb *db,
                            EnrSending sending,
                            gint64 before_no,
                            guint limit,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** What has become of a subject's newest revision: *@sending, ENR_N_SENDINGS where it has none. */
gboolean enr_outbox_find (EnrDb *db,
                          const char *subject,
                          EnrSending *sending,
                          GError **error);

/** The newest row of an id with its bytes; UNKNOWN. */
EnrOutboxRow *enr_outbox_get (EnrDb *db,
                              const char *event_id,
                              GBytes **bytes,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The hub's signed answer that settled an event, and how it came ("net", "file"); %NULL without an error
 * where there is none yet. */
GBytes *enr_outbox_get_receipt (EnrDb *db,
                                gint64 no,
                                gint64 *at_ms,
                                char **via,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The director's word: what was held goes; all of them or none. UNKNOWN, STATE. */
gboolean enr_outbox_release (EnrDb *db,
                             const EnrActor *actor,
                             const char *const *event_ids,
                             GError **error);

/** Takes back what was not accepted yet, with a reason; for good. What is on its way at this moment may
 * arrive all the same: then the verdict says so. UNKNOWN, STATE, REASON. */
gboolean enr_outbox_withdraw (EnrDb *db,
                              const EnrActor *actor,
                              const char *event_id,
                              const char *reason,
                              GError **error);

/** A quarantined one goes again as it is. UNKNOWN, STATE. */
gboolean enr_outbox_resend (EnrDb *db,
                            const EnrActor *actor,
                            const char *event_id,
                            GError **error);

G_END_DECLS
