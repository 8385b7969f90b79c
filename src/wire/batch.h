/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A batch: up to 500 events in one request (PROTOCOL 3.4), packed with gzip, and its headers' values.
 */
#pragma once

#include "wire/event.h"

G_BEGIN_DECLS

#define ENR_BATCH_MAX_EVENTS 500
#define ENR_BATCH_MAX_BYTES (1024 * 1024)      /* unpacked, what a sender makes */
#define ENR_BATCH_INFLATE_LIMIT (8 * 1024 * 1024) /* unpacked, what a receiver takes */

/** "[", the frozen bytes with commas between, "]". (element-type GBytes) */
GBytes *enr_batch_join (GPtrArray *events) G_GNUC_WARN_UNUSED_RESULT;

/** A piece of a batch's bytes; borrowed. */
typedef struct
{
  const char *bytes;
  gsize length;
} EnrSlice;

/** Where the elements of an array's bytes are, without reading into them: one broken event does not hide
 * the others. Returns: (element-type EnrSlice): or %NULL with an error where it is no array, has more
 * than @limit elements, or is nested deeper than the envelope allows */
GArray *enr_batch_split (gconstpointer bytes,
                         gsize length,
                         guint limit,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

GBytes *enr_gzip (GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;

/** Unpacks, and stops at @limit bytes with ENR_WIRE_ERROR_SIZE. */
GBytes *enr_gunzip (GBytes *bytes,
                    gsize limit,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Content-Digest (RFC 9530) of a body's bytes as sent: sha-256=:…: */
char *enr_content_digest (GBytes *body) G_GNUC_WARN_UNUSED_RESULT;

/** Whether @header names the sum of @body. Unknown algorithms are skipped; one that we know must be there. */
gboolean enr_content_digest_matches (const char *header,
                                     GBytes *body);

G_END_DECLS
