/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/batch.h"

#include <string.h>

#include "base/date.h"
#include "base/uuid.h"
#include "hub/review.h"
#include "wire/schema.h"
#include "wire/seal.h"

EnrHubBatch *
enr_hub_batch_new (void)
{
  EnrHubBatch *self = g_new0 (EnrHubBatch, 1);

  self->expect = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->kept = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
enr_hub_batch_free (EnrHubBatch *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_events; i++)
    {
      enr_event_clear (&self->events[i].event);
      g_clear_pointer (&self->events[i].verdict, enr_verdict_free);
    }
  g_free (self->events);
  g_free (self->source);
  g_free (self->path);
  g_clear_pointer (&self->packed, g_bytes_unref);
  g_clear_pointer (&self->unpacked, g_bytes_unref);
  g_clear_pointer (&self->expect, g_hash_table_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  g_free (self);
}

static void
refuse (EnrHubEvent *self,
        const char *id,
        const char *problem,
        const char *detail,
        const char *pointer)
{
  self->is_bad = TRUE;
  self->verdict = g_new0 (EnrVerdict, 1);
  self->verdict->id = g_strdup (id);
  memcpy (self->verdict->sum, self->sum, sizeof self->sum);
  self->verdict->status = ENR_VERDICT_REJECTED;
  self->verdict->problem = enr_hub_problem (problem, detail, pointer);
}

/* An event that breaks the envelope still has an id, mostly, which is what its verdict needs. */
static gboolean
refuse_unreadable (EnrHubEvent *self, const EnrSlice *slice, const GError *why, GError **error)
{
  g_autoptr (json_t) root = enr_json_read (slice->bytes, slice->length, NULL);
  const char *id = json_is_object (root) ? enr_json_get_text (root, "id", NULL) : NULL;

  if (id == NULL || strlen (id) > 100)
    {
      g_set_error_literal (error, why->domain, why->code, why->message);
      return FALSE;
    }
  if (g_error_matches (why, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE))
    refuse (self, id, "too-large", why->message, NULL);
  else
    refuse (self, id, "malformed", why->message, NULL);
  return TRUE;
}

/* The day that an event is about: of attendance-day/2026-11-21 that day, of month/2026-11 the
 * month's first, else the day on which it happened. */
static void
set_day (EnrHubEvent *self)
{
  const char *slash = strchr (self->event.subject, '/');
  char text[11] = "";

  if (slash != NULL)
    {
      g_strlcpy (text, slash + 1, sizeof text);
      if (strlen (text) == 7 || (strlen (text) > 7 && text[7] == '/'))
        g_strlcpy (text + 7, "-01", sizeof text - 7);
    }
  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-'
      || enr_date_parse_iso (text) == ENR_DATE_NONE)
    g_strlcpy (text, self->event.time, sizeof text);
  memcpy (self->row.day, text, sizeof text);
}

static void
check_data (EnrHubEvent *self)
{
  const EnrSchema *schema = enr_schema_for_type (self->event.type);
  g_autoptr (GPtrArray) problems = NULL;

  if (schema == NULL)
    {
      refuse (self, self->event.id, "unknown-type", self->event.type, "/type");
      return;
    }
  problems = enr_schema_check (schema, self->event.data, FALSE);
  if (problems->len > 0)
    {
      const EnrSchemaProblem *first = problems->pdata[0];
      g_autofree char *pointer = g_strconcat ("/data", first->pointer, NULL);

      refuse (self, self->event.id, "schema-invalid", first->detail, pointer);
    }
}

static gboolean
judge_one (EnrHubBatch *batch, EnrHubEvent *self, const EnrSlice *slice, GError **error)
{
  g_autoptr (GError) local = NULL;
  EnrHubEventRow *row = &self->row;
  EnrUuid id;

  enr_sum (slice->bytes, slice->length, self->sum);
  if (!enr_event_read (&self->event, slice->bytes, slice->length, &local))
    return refuse_unreadable (self, slice, local, error);
  check_data (self);
  self->is_closed_day = !self->is_bad && enr_hub_review_is_closed_day (&self->event);
  /* A batch waits its turn with its trees gone: they are some times its size. */
  if (!enr_hub_review_needs_data (self->event.type))
    g_clear_pointer (&self->event.data, json_decref);
  if (self->is_bad)
    return TRUE;

  enr_uuid_parse (self->event.id, &id);
  memcpy (row->id, id.bytes, sizeof row->id);
  row->sequence = self->event.sequence;
  row->type = self->event.type;
  row->subject = self->event.subject;
  row->rev = self->event.rev;
  row->sum = self->sum;
  row->prev = self->event.prev;
  row->batch = batch->digest;
  row->recv_ms = batch->recv_ms;
  row->body = slice->bytes;
  row->length = slice->length;
  set_day (self);
  return TRUE;
}

gboolean
enr_hub_batch_judge (EnrHubBatch *self, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (self->unpacked, &length);
  gsize packed_length;
  gconstpointer packed = g_bytes_get_data (self->packed, &packed_length);
  g_autoptr (GArray) slices = NULL;

  if (self->is_single)
    {
      EnrSlice slice = { bytes, length };

      slices = g_array_new (FALSE, FALSE, sizeof (EnrSlice));
      g_array_append_val (slices, slice);
    }
  else
    slices = enr_batch_split (bytes, length,
                              self->is_file ? ENR_SEAL_MAX_EVENTS : ENR_BATCH_MAX_EVENTS, error);
  if (slices == NULL)
    return FALSE;
  enr_sum (packed, packed_length, self->digest);
  self->n_events = slices->len;
  self->events = g_new0 (EnrHubEvent, slices->len);
  for (guint i = 0; i < slices->len; i++)
    if (!judge_one (self, &self->events[i], &g_array_index (slices, EnrSlice, i), error))
      return FALSE;
  return TRUE;
}

/* Verdicts are borrowed by the reply for the time of writing. */
GBytes *
enr_hub_batch_reply (const EnrHubBatch *self, const char *hub, const EnrKeyPair *hub_key)
{
  EnrReply *reply = enr_reply_new (hub);
  g_autoptr (GPtrArray) verdicts = g_ptr_array_sized_new (self->n_events);
  GPtrArray *own = reply->verdicts;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (enr_hub_now_ms () / 1000);
  GHashTableIter iter;
  gpointer source, expect;
  GBytes *bytes;

  for (guint i = 0; i < self->n_events; i++)
    g_ptr_array_add (verdicts, self->events[i].verdict);
  g_free (reply->hub_time);
  reply->hub_time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  reply->max_events = ENR_BATCH_MAX_EVENTS;
  reply->max_bytes = ENR_BATCH_MAX_BYTES;
  g_hash_table_iter_init (&iter, self->expect);
  while (g_hash_table_iter_next (&iter, &source, &expect))
    g_hash_table_insert (reply->expect, g_strdup (source), g_memdup2 (expect, sizeof (gint64)));
  for (guint i = 0; i < self->kept->len; i++)
    g_ptr_array_add (reply->files, g_strdup (self->kept->pdata[i]));
  reply->verdicts = verdicts;
  bytes = enr_reply_write (reply, hub_key);
  reply->verdicts = own;
  enr_reply_free (reply);
  return bytes;
}
