/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * For the files of outbox/ only.
 */
#pragma once

#include "outbox/link.h"
#include "outbox/outbox.h"

G_BEGIN_DECLS

/** A row to be: an event with what is known beside it. The bytes are frozen by enr_outbox_append(). */
typedef struct
{
  EnrEvent event;       /* without sequence and prev, which are the source's next */
  EnrLane lane;
  const char *kind;
  GBytes *data;         /* the event's data as written, borrowed; %NULL: not written yet */
  guint8 data_sum[ENR_SUM_LENGTH];
  EnrSending sending;
  const char *problem;  /* JSON, %NULL for none */
} EnrOutboxDraft;

/** Gives it the source's next sequence number, links it to the one before, freezes and stores it. */
gboolean enr_outbox_append (EnrDb *db,
                            EnrOutboxDraft *draft,
                            gint64 now_ms,
                            GError **error);

gint64 enr_outbox_now_ms (void);

/** Begins a transaction of the machine's own: what it does about deliveries is nobody's action. */
gboolean enr_outbox_begin (EnrTxn *txn,
                           EnrDb *db,
                           GError **error);

/** A sum and the bytes of a column that holds one. */
void enr_bind_sum (EnrStmt *self,
                   const char *name,
                   const guint8 sum[ENR_SUM_LENGTH]);
void enr_column_sum (EnrStmt *self,
                     int column,
                     guint8 sum[ENR_SUM_LENGTH]);

/** The problem as it is stored, and back. */
char *enr_outbox_problem_text (const EnrProblem *problem) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
