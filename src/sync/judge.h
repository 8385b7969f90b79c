/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What follows from an answer, or its lack (PROTOCOL 3.4's table), and when to try again (3.5). Pure.
 */
#pragma once

#include "sync/error.h"

G_BEGIN_DECLS

#define ENR_SYNC_RETRY_AFTER_MAX (4 * 60 * 60)

/** What is known when a request is over. */
typedef struct
{
  int status;               /* 0: no answer */
  const GError *failure;    /* where there was none */
  gboolean is_late;         /* this program's own time was over */
  gboolean is_cut;          /* the body was larger than this program takes */
  const char *content_type; /* nullable */
  const char *problem;      /* the problem's name below ENR_PROBLEM_BASE; %NULL: no problem document of a
                             * hub */
  const char *retry_after;  /* the header's value; nullable */
  const char *hub_clock;    /* the header's value; nullable */
} EnrSyncOutcome;

typedef enum
{
  ENR_STEP_READ,     /* an answer of the kind that was expected: read its body */
  ENR_STEP_BISECT,   /* one item poisons all: halve what was sent until it is found */
  ENR_STEP_SMALLER,  /* send less at once */
  ENR_STEP_AGAIN,    /* the same bytes in five seconds */
  ENR_STEP_RESIGN,   /* sign with the hub's clock and send again at once */
  ENR_STEP_LATER,    /* the link's trouble: everything is kept, and tried again later */
  ENR_STEP_REVOKED,  /* stop sending, keep queueing */
  ENR_STEP_GONE,     /* stop, until a person gives another address */
} EnrSyncStep;

typedef struct
{
  EnrSyncStep step;
  EnrTrouble trouble;
  int wait_s;             /* with LATER, or AGAIN once it was tried often enough: what the hub asks for,
                           * 1 s to 4 h; 0: nothing */
  gint64 hub_clock_ms;    /* with ENR_STEP_RESIGN */
} EnrSyncJudgement;

/** @now_s: this PC's clock, for a Retry-After that is a date. */
EnrSyncJudgement enr_sync_judge (const EnrSyncOutcome *outcome,
                                 gint64 now_s);

/** What a body with a status of success is, that enr_reply_read() has refused with @error. */
EnrTrouble enr_sync_judge_reply (const GError *error);

/** Seconds until the try after @fails failures in a row (from 1): min (15 min, 5 s × 2^(fails-1)) ×
 * @jitter, which is 0.5 to 1.5 and drawn by chance, so that a recovering hub is not run over. For ever. */
double enr_sync_delay (int fails,
                       double jitter);

/** Events in the next batch: half after a failure for size or time, a tenth more after a success; 1 to
 * @limit. */
int enr_sync_batch_shrink (int n_sent);
int enr_sync_batch_grow (int batch_max,
                         int limit);

G_END_DECLS
