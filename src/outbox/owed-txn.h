/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Owing: part of a larger action, which has its transaction open.
 */
#pragma once

#include "outbox/blob.h"
#include "outbox/outbox.h"

G_BEGIN_DECLS

/** What is to be told. Borrowed during the call. */
typedef struct
{
  const char *kind;
  const char *type;       /* %NULL: only where the subject has a revision already */
  const char *later_type; /* from the subject's second revision on; %NULL: the same */
  const char *subject;
  EnrLane lane;
  EnrInstant happened; /* when, for the envelope's time */
  json_t *data;        /* the whole state of the subject */
} EnrOwed;

/**
 * Puts an event into the outbox, within the caller's transaction, if there is a link, its kind is sent at
 * all, and the data are others than those of the subject's last revision: so it may be called whenever
 * anything might have changed. An event of the subject that is still held, owed and never judged, or
 * quarantined, is superseded by the new one. Data that break their schema are not held back: the event is
 * quarantined at once with the problem, because the fact itself stands. @made: (out) (optional): whether a
 * row was made.
 */
gboolean enr_outbox_put_in_txn (EnrDb *db,
                                const EnrOwed *owed,
                                gboolean *made,
                                GError **error);

/** Keeps a file, within the caller's transaction; one that is there already stays. @subject is that of
 * the events that name it; @name is for people here and is never sent. ENR_WIRE_ERROR_SIZE where it is
 * empty or too large. */
gboolean enr_blob_put_in_txn (EnrDb *db,
                              const char *subject,
                              const char *name,
                              GBytes *content,
                              guint8 sum[ENR_SUM_LENGTH],
                              GError **error);

G_END_DECLS
