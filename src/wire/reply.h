/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The hub's answer to a batch: a verdict for each event, what it expects next, its limits, and its
 * signature (PROTOCOL 3.4); and problem documents (RFC 9457).
 */
#pragma once

#include "wire/event.h"
#include "wire/sign.h"

G_BEGIN_DECLS

#define ENR_PROBLEM_BASE "https://enroku.github.io/problems/"

typedef enum
{
  ENR_VERDICT_ACCEPTED,
  ENR_VERDICT_DUPLICATE, /* was accepted before; as good as accepted */
  ENR_VERDICT_REJECTED,  /* will never be accepted as it is: a person must look */
  ENR_VERDICT_DEFERRED,  /* not judged now; ask again after @retry_after */
} EnrVerdictStatus;

/** RFC 9457, with a pointer into the event. All may be %NULL but type and title. */
typedef struct
{
  char *type;    /* ENR_PROBLEM_BASE "schema-invalid" */
  char *title;   /* Japanese, for the director */
  char *detail;
  char *pointer; /* RFC 6901 from the event's root: /data/children/3/arrive */
} EnrProblem;

void enr_problem_free (EnrProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrProblem, enr_problem_free)
json_t *enr_problem_to_json (const EnrProblem *self,
                             int status /* HTTP, 0 within a verdict */) G_GNUC_WARN_UNUSED_RESULT;
EnrProblem *enr_problem_from_json (const json_t *object) G_GNUC_WARN_UNUSED_RESULT;

typedef struct
{
  char *id;
  guint8 sum[ENR_SUM_LENGTH]; /* of the bytes the hub has; zeros where it has none */
  EnrVerdictStatus status;
  gint64 recv_seq;     /* the hub's number for it; 0 where it was not taken */
  int retry_after;     /* seconds, for DEFERRED */
  EnrProblem *problem; /* for REJECTED */
  EnrProblem *review;  /* taken, but somebody at the city should look */
} EnrVerdict;

void enr_verdict_free (EnrVerdict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrVerdict, enr_verdict_free)

typedef struct
{
  char *hub;           /* the hub's id */
  char *hub_time;      /* RFC 3339 */
  GPtrArray *verdicts; /* (element-type EnrVerdict) */
  GHashTable *expect;  /* source to the next sequence number (gint64 *) that the hub has not seen */
  int max_events;      /* limits; 0 not said */
  int max_bytes;
  char *min_client;    /* nullable */
  GPtrArray *files;    /* (element-type utf8): the sums of papers that came in a file and that the hub has */
} EnrReply;

void enr_reply_free (EnrReply *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrReply, enr_reply_free)

/** An empty reply to be filled. */
EnrReply *enr_reply_new (const char *hub) G_GNUC_WARN_UNUSED_RESULT;

/** The answer's bytes, signed with the hub's key. */
GBytes *enr_reply_write (const EnrReply *self,
                         const EnrKeyPair *hub_key) G_GNUC_WARN_UNUSED_RESULT;

/** Reads an answer of the hub with the id @hub and the key @hub_open. Anything else, such as a login page, a
 * wrong signature, or results that are no list, is ENR_WIRE_ERROR_REPLY, _OTHER_HUB or _SIGNATURE. */
EnrReply *enr_reply_read (GBytes *bytes,
                          const char *hub,
                          const guint8 hub_open[ENR_KEY_PUBLIC_LENGTH],
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
