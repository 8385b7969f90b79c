/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One event: what the municipality is told, as a CloudEvent 1.0 (PROTOCOL 3.3). Its bytes are frozen when it
 * is made and travel unchanged through queue, wire and hub; its sum is the SHA-256 over them.
 */
#pragma once

#include "wire/json.h"

G_BEGIN_DECLS

#define ENR_SUM_LENGTH 32

/* Before EnrEvent.dataschema on the wire: CloudEvents wants a whole URI there. It is the schema's $id. */
#define ENR_SCHEMA_BASE "https://enroku.github.io/schemas/"

/* The data are one level below the envelope. */
#define ENR_DATA_DEPTH (ENR_WIRE_DEPTH - 1)

typedef struct
{
  char *id;            /* UUID, 36 characters */
  char *source;        /* urn:enroku:<施設番号>:<32 hexadecimal digits of the site> */
  gint64 sequence;     /* of this source, contiguous from 1; on the wire 20 digits */
  char *type;          /* jp.enroku.attendance.day-closed.v1 */
  char *subject;       /* attendance-day/2026-11-21 */
  gint64 rev;          /* of this subject, from 1; the highest is what holds */
  char *time;          /* RFC 3339 with +09:00: when it happened; never used for ordering */
  char *dataschema;    /* the schema's name with its minor version: attendance-day/1.0 */
  guint8 prev[ENR_SUM_LENGTH]; /* the sum of the source's event before; zeros for its first */
  json_t *data;        /* the whole state of the subject at @rev */
} EnrEvent;

void enr_event_clear (EnrEvent *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrEvent, enr_event_clear)

/** The bytes that will leave. ENR_WIRE_ERROR_SIZE where they are more than ENR_EVENT_MAX_BYTES. */
GBytes *enr_event_freeze (const EnrEvent *self,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same where the data have been written already: @data is what enr_json_write_readable() made of
 * @self->data with ENR_DATA_DEPTH. */
GBytes *enr_event_freeze_data (const EnrEvent *self,
                               GBytes *data,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Reads frozen bytes, and refuses whatever enr_event_freeze() would not have written. */
gboolean enr_event_read (EnrEvent *self,
                         gconstpointer bytes,
                         gsize length,
                         GError **error);

/** SHA-256. */
void enr_sum (gconstpointer bytes,
              gsize length,
              guint8 sum[ENR_SUM_LENGTH]);

/** The sum as 64 hexadecimal digits, and back. */
void enr_sum_format (const guint8 sum[ENR_SUM_LENGTH],
                     char text[2 * ENR_SUM_LENGTH + 1]);
gboolean enr_sum_parse (const char *text,
                        guint8 sum[ENR_SUM_LENGTH]);

/** urn:enroku:NURSERY:SITE, and its parts back. @nursery is the 施設番号: letters, digits and '-'. */
char *enr_source_format (const char *nursery,
                         const guint8 site[16]) G_GNUC_WARN_UNUSED_RESULT;
gboolean enr_source_parse (const char *source,
                           char **nursery /* nullable */,
                           guint8 site[16] /* nullable */);

G_END_DECLS
