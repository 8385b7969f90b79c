/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * UUIDv7 (RFC 9562): the id of every record, made by the PC that records the fact.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint8 bytes[16];
} EnrUuid;

#define ENR_UUID_STRING_LENGTH 37

/** A new id: 48 bits of milliseconds, a counter that keeps ids of one process in order, and random
 * bits from the system. Thread-safe. */
EnrUuid enr_uuid_new (void);

/** The id with all bits zero: "none". */
extern const EnrUuid enr_uuid_none;
gboolean enr_uuid_is_none (const EnrUuid *id);

gboolean enr_uuid_equal (gconstpointer a,
                         gconstpointer b);
guint enr_uuid_hash (gconstpointer id);
int enr_uuid_compare (gconstpointer a,
                      gconstpointer b);

/** A copy for hash tables; free with g_free(). */
EnrUuid *enr_uuid_copy (const EnrUuid *id) G_GNUC_WARN_UNUSED_RESULT;

/** Writes the 36 characters of RFC 9562 into @buffer and returns it. */
const char *enr_uuid_format (const EnrUuid *id,
                             char buffer[ENR_UUID_STRING_LENGTH]);

/** Reads the 36-character form or 32 hexadecimal digits, in any case. */
gboolean enr_uuid_parse (const char *text,
                         EnrUuid *id);

G_END_DECLS
