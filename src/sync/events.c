/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Batches out, verdicts in. A batch that the hub cannot read as a whole is halved until the one
 * that it stumbles over is found; that one is set aside, and all others go their way.
 *
 * Two batches are on their way at once, so that the hub works on one while the verdicts of the
 * other are written here. They have no subject in common, so none of its revisions overtakes
 * another; they are heard in the order in which they went; and the second goes only where the hub
 * has answered in this run already. What a batch says is written down also where the one before it
 * has failed.
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sync/sync-private.h"
#include "wire/batch.h"

#define PACK_FROM 1024
#define MOST_FLIGHTS 2

/* Items @first to @first + @n - 1 of what was taken. */
typedef struct
{
  guint first;
  guint n;
} Range;

/* A request on its way, and all that it is made of. */
typedef struct
{
  GPtrArray *items; /* (element-type EnrOutboxItem), borrowed */
  GBytes *body;
  char *key;
  EnrSyncRequest request;
  EnrSyncExchange *exchange;
} Flight;

/* What was taken at once. */
typedef struct
{
  GPtrArray *items;    /* (element-type EnrOutboxItem) */
  GArray *ranges;      /* a stack of Range: what is to be sent yet */
  Flight flight;       /* all of them */
  gboolean is_smaller; /* the hub has asked for less at once */
} Batch;

typedef struct
{
  GQueue batches; /* (element-type Batch) on their way, the first is heard first */
  guint n_forked;
  gboolean is_heard; /* the hub has answered in this run */
} Sending;

static void
flight_clear (Flight *self)
{
  g_clear_pointer (&self->exchange, enr_sync_exchange_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->key, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Flight, flight_clear)

static void
batch_free (Batch *self)
{
  flight_clear (&self->flight);
  g_ptr_array_unref (self->items);
  g_array_unref (self->ranges);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_free)

static void
sending_clear (Sending *self)
{
  g_queue_clear_full (&self->batches, (GDestroyNotify) batch_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sending, sending_clear)

static gboolean
has_trouble (const EnrSyncRun *self)
{
  return self->result->trouble != ENR_TROUBLE_NONE;
}

static void
push (Batch *batch, guint first, guint n)
{
  Range range = { first, n };

  g_array_append_val (batch->ranges, range);
}

static void
halve (Batch *batch, Range range)
{
  guint half = range.n / 2;

  push (batch, range.first + half, range.n - half);
  push (batch, range.first, half);
}

static gboolean
launch (EnrSyncRun *self, Flight *flight, const Batch *batch, Range range, GError **error)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_sized_new (range.n);
  g_autoptr (GBytes) plain = NULL;
  char sum_text[2 * ENR_SUM_LENGTH + 1];
  guint8 sum[ENR_SUM_LENGTH];

  flight->items = g_ptr_array_sized_new (range.n);
  for (guint i = 0; i < range.n; i++)
    {
      EnrOutboxItem *item = batch->items->pdata[range.first + i];

      g_ptr_array_add (flight->items, item);
      g_ptr_array_add (bodies, item->bytes);
    }
  plain = enr_batch_join (bodies);
  enr_sum (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), sum);
  enr_sum_format (sum, sum_text);
  flight->key = g_strdup_printf ("\"%s\"", sum_text);
  flight->request = (EnrSyncRequest){ .method = "POST",
                                      .path = "/v1/events",
                                      .content_type = "application/cloudevents-batch+json" };
  flight->request.is_packed = g_bytes_get_size (plain) > PACK_FROM;
  flight->body = flight->request.is_packed ? enr_gzip (plain) : g_bytes_ref (plain);
  flight->request.body = flight->body;
  flight->request.extra[0] = "Idempotency-Key";
  flight->request.extra[1] = flight->key;
  return enr_sync_begin (self, &flight->request, &flight->exchange, error);
}

/* The hub's clock less ours, as its answer says it. */
static void
learn (EnrSyncRun *self, const EnrReply *reply)
{
  g_autoptr (GDateTime) time
      = reply->hub_time != NULL ? g_date_time_new_from_iso8601 (reply->hub_time, NULL) : NULL;

  if (time != NULL)
    {
      gint64 hub_ms = g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;

      self->link.knows_clock = TRUE;
      self->link.clock_off_ms = hub_ms - enr_sync_now_ms ();
    }
  g_free (self->link.min_client);
  self->link.min_client = g_strdup (reply->min_client != NULL ? reply->min_client : "");
}

/* The next one, of 10 % more. */
static void
grow (EnrSyncRun *self, const Batch *batch, const EnrReply *reply)
{
  int limit = (reply->max_events > 0) ? MIN (reply->max_events, ENR_BATCH_MAX_EVENTS)
                                      : ENR_BATCH_MAX_EVENTS;

  if (batch->is_smaller)
    self->link.batch_max = MIN (self->link.batch_max, limit);
  else
    self->link.batch_max = enr_sync_batch_grow (self->link.batch_max, limit);
}

static gboolean
settle (EnrSyncRun *self,
        Sending *sending,
        const Batch *batch,
        GPtrArray *items,
        GBytes *body,
        GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrReply) reply
      = enr_reply_read (body, self->link.hub, self->link.hub_open, &local_error);
  EnrSyncJudgement none = { .step = ENR_STEP_LATER, .trouble = ENR_TROUBLE_REPLY };
  EnrOutboxSettled settled;

  if (reply == NULL)
    {
      none.trouble = enr_sync_judge_reply (local_error);
      return has_trouble (self) || enr_sync_fail (self, &none, error);
    }
  if (!enr_outbox_settle (self->db, items, reply, body, "net", enr_sync_now_ms (), &settled, error))
    return FALSE;
  sending->n_forked += settled.forked;
  self->result->settled += settled.settled;
  self->result->quarantined += settled.quarantined;
  self->result->deferred += settled.deferred;
  if (has_trouble (self))
    return TRUE; /* that the one before it has failed stands */
  if (settled.settled + settled.quarantined + settled.deferred + settled.forked == 0)
    return enr_sync_fail (self, &none, error);
  sending->is_heard = TRUE;
  learn (self, reply);
  enr_sync_note_expected (self, reply);
  grow (self, batch, reply);
  return enr_sync_succeed (self, error);
}

/* The culprit, alone: the hub's own words, or ours. */
static gboolean
set_aside (EnrSyncRun *self,
           const EnrOutboxItem *item,
           const EnrSyncResponse *response,
           GError **error)
{
  g_autoptr (json_t) root = enr_json_read (g_bytes_get_data (response->body, NULL),
                                           g_bytes_get_size (response->body), NULL);
  g_autoptr (EnrProblem) problem = response->problem != NULL ? enr_problem_from_json (root) : NULL;

  if (problem == NULL)
    {
      problem = g_new0 (EnrProblem, 1);
      problem->type = g_strdup (ENR_PROBLEM_BASE "too-large");
      problem->title = g_strdup (_ ("The city's receiver says that this report is too large."));
    }
  if (!enr_outbox_quarantine (self->db, item->no, problem, enr_sync_now_ms (), error))
    return FALSE;
  self->result->quarantined++;
  return TRUE;
}

/* Waits for the answer about @range, and does what follows from it. */
static gboolean
hear (EnrSyncRun *self, Sending *sending, Batch *batch, Flight *flight, Range range, GError **error)
{
  g_auto (EnrSyncResponse) response = { 0 };
  EnrSyncJudgement judgement;

  if (!enr_sync_hear (self, &flight->request, g_steal_pointer (&flight->exchange), &response,
                      &judgement, error))
    return FALSE;
  if (judgement.step == ENR_STEP_READ)
    return settle (self, sending, batch, flight->items, response.body, error);
  if (has_trouble (self))
    return TRUE;
  switch (judgement.step)
    {
    case ENR_STEP_SMALLER:
      batch->is_smaller = TRUE;
      self->link.batch_max = enr_sync_batch_shrink ((int) range.n);
      G_GNUC_FALLTHROUGH;
    case ENR_STEP_BISECT:
      if (range.n == 1)
        return set_aside (self, batch->items->pdata[range.first], &response, error);
      halve (batch, range);
      return TRUE;

    default:
      if (judgement.trouble == ENR_TROUBLE_TIMEOUT)
        self->link.batch_max = enr_sync_batch_shrink ((int) range.n);
      return enr_sync_fail (self, &judgement, error);
    }
}

/* What the hub could not read, in parts; they go one by one. */
static gboolean
send_parts (EnrSyncRun *self, Sending *sending, Batch *batch, GError **error)
{
  while (batch->ranges->len > 0 && !has_trouble (self))
    {
      Range range = g_array_index (batch->ranges, Range, batch->ranges->len - 1);
      g_auto (Flight) flight = { 0 };

      g_array_set_size (batch->ranges, batch->ranges->len - 1);
      if (!launch (self, &flight, batch, range, error)
          || !hear (self, sending, batch, &flight, range, error))
        return FALSE;
    }
  return TRUE;
}

/* @is_over: nothing is due that may go now. */
static gboolean
begin_next (EnrSyncRun *self, Sending *sending, gboolean *is_over, GError **error)
{
  Batch *before = g_queue_peek_tail (&sending->batches);
  g_autoptr (GPtrArray) items
      = enr_outbox_take (self->db, enr_sync_now_ms (), (guint) self->link.batch_max,
                         ENR_BATCH_MAX_BYTES, before != NULL ? before->items : NULL, error);
  Range all = { 0, items != NULL ? items->len : 0 };
  Batch *batch;

  *is_over = all.n == 0;
  if (*is_over)
    return items != NULL;
  batch = g_new0 (Batch, 1);
  batch->items = g_steal_pointer (&items);
  batch->ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  g_queue_push_tail (&sending->batches, batch);
  return launch (self, &batch->flight, batch, all, error);
}

static gboolean
hear_first (EnrSyncRun *self, Sending *sending, GError **error)
{
  g_autoptr (Batch) batch = g_queue_pop_head (&sending->batches);
  Range all = { 0, batch->items->len };

  return hear (self, sending, batch, &batch->flight, all, error)
         && send_parts (self, sending, batch, error);
}

gboolean
enr_sync_send_events (EnrSyncRun *self, GError **error)
{
  g_auto (Sending) sending = { .batches = G_QUEUE_INIT };

  for (;;)
    {
      gboolean is_over = has_trouble (self);

      while (!is_over && sending.batches.length < (sending.is_heard ? MOST_FLIGHTS : 1))
        if (!begin_next (self, &sending, &is_over, error))
          return FALSE;
      if (g_queue_is_empty (&sending.batches))
        return enr_sync_save (self, error);
      if (!hear_first (self, &sending, error))
        return FALSE;
      if (!has_trouble (self) && sending.n_forked > 0)
        self->result->trouble = ENR_TROUBLE_FORKED; /* run.c gives this copy another name */
    }
}
