/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A batch that has arrived, from its bytes to its verdicts: judged by itself on any thread
 * (enr_hub_batch_judge()), then taken into the database together with others (enr_hub_ingest()).
 */
#pragma once

#include "hub/db.h"
#include "wire/batch.h"
#include "wire/reply.h"

G_BEGIN_DECLS

/** One event of a batch. */
typedef struct
{
  EnrEvent event;        /* data is kept only where a review needs it */
  guint8 sum[ENR_SUM_LENGTH];
  EnrHubEventRow row;    /* borrows from @event and the batch */
  gboolean is_bad;       /* refused by itself, whatever the database says */
  gboolean is_closed_day; /* attendance on a day that is closed */
  EnrVerdict *verdict;
} EnrHubEvent;

typedef struct
{
  /* Set by who received it. */
  char *source;          /* whose signature it bears */
  gboolean is_file;      /* came as a file, not by a request */
  char *path;
  gint64 sent_ms;
  gint64 recv_ms;
  guint8 signature[ENR_SIGNATURE_LENGTH];
  GBytes *packed;        /* as sent */
  GBytes *unpacked;
  gboolean is_single;    /* one event, not an array */
  GPtrArray *files;      /* (element-type GBytes): papers that came with it; nullable */

  /* By judging. */
  guint8 digest[ENR_SUM_LENGTH];
  EnrHubEvent *events;
  guint n_events;

  /* By taking in. */
  gboolean is_revoked;   /* the site is not (or no longer) known: nothing was taken */
  GHashTable *expect;    /* source to gint64 *, next number that is not here */
  GPtrArray *kept;       /* (element-type utf8): the sums of those papers that are here now */
} EnrHubBatch;

EnrHubBatch *enr_hub_batch_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_hub_batch_free (EnrHubBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrHubBatch, enr_hub_batch_free)

/**
 * Reads @unpacked and judges each event by itself: its form, its type, its schema. Needs no database.
 *
 * Returns: %FALSE with ENR_WIRE_ERROR where the batch cannot be read at all, or an element of it has
 * not even
 * an id that a verdict could name (the sender then halves the batch until it has found it)
 */
gboolean enr_hub_batch_judge (EnrHubBatch *self,
                              GError **error);

/**
 * Takes the events of all batches (element-type EnrHubBatch) in, in ONE transaction, and sets their
 * verdicts. Batches of
 * sites that are shut out get is_revoked.
 *
 * Returns: %FALSE where nothing was taken; may be called again with the same batches
 */
gboolean enr_hub_ingest (EnrHubDb *db,
                         GPtrArray *batches,
                         GError **error);

/** The signed answer, once the batch was taken in. */
GBytes *enr_hub_batch_reply (const EnrHubBatch *self,
                             const char *hub,
                             const EnrKeyPair *hub_key) G_GNUC_WARN_UNUSED_RESULT;

/** A problem of this program: @name below ENR_PROBLEM_BASE, its title for the director. */
EnrProblem *enr_hub_problem (const char *name,
                             const char *detail,
                             const char *pointer) G_GNUC_WARN_UNUSED_RESULT;

/** What reviews of @kind are called. Static, Japanese: nurseries and officers read it. */
const char *enr_hub_review_title (const char *kind);

G_END_DECLS
