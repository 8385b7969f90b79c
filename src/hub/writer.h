/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The one thread that writes. All batches that have gathered while it was busy go into the next
 * transaction together, so that the disk is waited for once for all of them.
 */
#pragma once

#include "hub/batch.h"

G_BEGIN_DECLS

typedef struct _EnrHubWriter EnrHubWriter;

/** Takes @db. */
EnrHubWriter *enr_hub_writer_new (EnrHubDb *db) G_GNUC_WARN_UNUSED_RESULT;

/** Ends what is waiting, then the thread. */
void enr_hub_writer_free (EnrHubWriter *self);

/** Called on the writer's thread once the batch is on the disk, or with the error. Owns @batch. */
typedef void (*EnrHubWrittenFunc) (EnrHubBatch *batch,
                                   const GError *error,
                                   gpointer data);

/** Takes @batch. */
void enr_hub_writer_push (EnrHubWriter *self,
                          EnrHubBatch *batch,
                          EnrHubWrittenFunc func,
                          gpointer data);

/** Bytes of batches that wait. */
gsize enr_hub_writer_waiting (EnrHubWriter *self);

/** What a function of store.h does, by way of the writer's thread. */
typedef gboolean (*EnrHubWriteFunc) (EnrHubDb *db,
                                     gpointer data,
                                     GError **error);

/** Runs @func there and waits for it. */
gboolean enr_hub_writer_run (EnrHubWriter *self,
                             EnrHubWriteFunc func,
                             gpointer data,
                             GError **error);

typedef struct
{
  guint64 transactions; /* that took batches in */
  guint64 batches;
  guint64 accepted;     /* events */
  guint64 duplicate;
  guint64 rejected;
  guint64 failed;       /* transactions that the database refused */
} EnrHubWriterCounts;

EnrHubWriterCounts enr_hub_writer_count (EnrHubWriter *self);

G_END_DECLS
