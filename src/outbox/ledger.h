/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the hub has and what this database believes that it has (PROTOCOL 3.8): the comparison that turns
 * "nothing is lost" into a fact, and what follows where it is none. And what a copy of the database that was
 * put back, or is used at two places, has to change.
 */
#pragma once

#include "outbox/outbox.h"

G_BEGIN_DECLS

#define ENR_LEDGER_BLOCK 1000 /* block k has the numbers k * 1000 + 1 to k * 1000 + 1000 */

typedef struct
{
  gint64 sequence;
  guint8 sum[ENR_SUM_LENGTH];
  EnrSending sending;
} EnrLedgerRow;

/**
 * The events of a block, in order. (element-type EnrLedgerRow)
 *
 * The hub must have those that are accepted or under review. It may have others: what was superseded or
 * withdrawn while it was on its way, and what is owed because its verdict was lost.
 */
GArray *enr_ledger_block (EnrDb *db,
                          const char *source,
                          gint64 block,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The greatest number of @source, 0 where it has none; -1 on error. */
gint64 enr_ledger_last (EnrDb *db,
                        const char *source,
                        GError **error);

/** The sources of a nursery that events were made under, this copy's and those before a restore, in an
 * order that stays. (element-type utf8) */
GPtrArray *enr_ledger_sources (EnrDb *db,
                               const char *nursery,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Whether the event with this number must be at the hub: 1, 0, or -1 on error. */
int enr_ledger_must_be_there (EnrDb *db,
                              const char *source,
                              gint64 sequence,
                              GError **error);

/** Settled events of @source with these sequence numbers are owed again: the hub has lost them. @n_owed (out)
 * (optional): how many there were. */
gboolean enr_outbox_owe_again (EnrDb *db,
                               const char *source,
                               const gint64 *sequences,
                               gsize n,
                               guint *n_owed,
                               GError **error);

/** The hub was put back to an older state: everything that it had given a number after @recv_seq is owed
 * again. */
gboolean enr_outbox_owe_after (EnrDb *db,
                               gint64 recv_seq,
                               guint *n_owed,
                               GError **error);

/**
 * A copy of the database was put back or cloned: from now on @source; all that was never accepted is made
 * anew under it, with the ids it had, and the old ones are superseded. Revisions made from now on are
 * greater than any that the lost part of the database may have made.
 */
gboolean enr_outbox_change_source (EnrDb *db,
                                   const char *source,
                                   GError **error);

/** The same after a fork: another copy of this database sends under its name, so it gets a new site id,
 * and the source that goes with it. */
gboolean enr_outbox_renew_source (EnrDb *db,
                                  GError **error);

/** Where the database is another site than the link's source (it was put back from a copy), the source is
 * changed. For whoever opens it. @was_changed: (out) (optional) */
gboolean enr_outbox_follow_site (EnrDb *db,
                                 gboolean *was_changed,
                                 GError **error);

G_END_DECLS
