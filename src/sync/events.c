/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Batches out, verdicts in. A batch that the hub cannot read as a whole is halved until the one
 * that it stumbles over is found; that one is set aside, and all others go their way.
 */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sync/sync-private.h"
#include "wire/batch.h"

#define PACK_FROM 1024

/* Items @first to @first + @n - 1 of what was taken. */
typedef struct
{
  guint first;
  guint n;
} Range;

typedef struct
{
  GPtrArray *items; /* (element-type EnrOutboxItem) */
  GArray *ranges;   /* a stack of Range */
  guint n_known;    /* how many have a verdict now, or were set aside */
  guint n_forked;
  gboolean is_smaller; /* the hub has asked for less at once */
} Sending;

static void
push (Sending *sending, guint first, guint n)
{
  Range range = { first, n };

  g_array_append_val (sending->ranges, range);
}

static void
halve (Sending *sending, Range range)
{
  guint half = range.n / 2;

  push (sending, range.first + half, range.n - half);
  push (sending, range.first, half);
}

static GPtrArray *
pick (const Sending *sending, Range range)
{
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; i < range.n; i++)
    g_ptr_array_add (items, sending->items->pdata[range.first + i]);
  return items;
}

static gboolean
post (EnrSyncRun *self,
      GPtrArray *items,
      EnrSyncResponse *response,
      EnrSyncJudgement *judgement,
      GError **error)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new ();
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (GBytes) packed = NULL;
  g_autofree char *key = NULL;
  char sum_text[2 * ENR_SUM_LENGTH + 1];
  guint8 sum[ENR_SUM_LENGTH];
  EnrSyncRequest request = { .method = "POST",
                             .path = "/v1/events",
                             .content_type = "application/cloudevents-batch+json" };

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (bodies, ((EnrOutboxItem *) items->pdata[i])->bytes);
  plain = enr_batch_join (bodies);
  enr_sum (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), sum);
  enr_sum_format (sum, sum_text);
  key = g_strdup_printf ("\"%s\"", sum_text);
  request.extra[0] = "Idempotency-Key";
  request.extra[1] = key;
  request.body = plain;
  if (g_bytes_get_size (plain) > PACK_FROM)
    {
      packed = enr_gzip (plain);
      request.body = packed;
      request.is_packed = TRUE;
    }
  return enr_sync_ask (self, &request, response, judgement, error);
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

static gboolean
settle (EnrSyncRun *self, Sending *sending, GPtrArray *items, GBytes *body, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrReply) reply
      = enr_reply_read (body, self->link.hub, self->link.hub_open, &local_error);
  EnrSyncJudgement none = { .step = ENR_STEP_LATER, .trouble = ENR_TROUBLE_REPLY };
  EnrOutboxSettled settled;
  guint n_known;
  int limit;

  if (reply == NULL)
    {
      none.trouble = enr_sync_judge_reply (local_error);
      return enr_sync_fail (self, &none, error);
    }
  if (!enr_outbox_settle (self->db, items, reply, body, "net", enr_sync_now_ms (), &settled, error))
    return FALSE;
  n_known = settled.settled + settled.quarantined + settled.deferred;
  sending->n_known += n_known;
  sending->n_forked += settled.forked;
  self->result->settled += settled.settled;
  self->result->quarantined += settled.quarantined;
  self->result->deferred += settled.deferred;
  if (n_known == 0 && settled.forked == 0)
    return enr_sync_fail (self, &none, error);
  learn (self, reply);
  limit = (reply->max_events > 0) ? MIN (reply->max_events, ENR_BATCH_MAX_EVENTS)
                                  : ENR_BATCH_MAX_EVENTS;
  if (sending->is_smaller)
    self->link.batch_max = MIN (self->link.batch_max, limit);
  else
    self->link.batch_max = enr_sync_batch_grow (self->link.batch_max, limit);
  return enr_sync_succeed (self, error);
}

/* The culprit, alone: the hub's own words, or ours. */
static gboolean
set_aside (EnrSyncRun *self,
           Sending *sending,
           Range range,
           const EnrSyncResponse *response,
           GError **error)
{
  const EnrOutboxItem *item = sending->items->pdata[range.first];
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
  sending->n_known++;
  self->result->quarantined++;
  return TRUE;
}

static gboolean
send_range (EnrSyncRun *self, Sending *sending, Range range, GError **error)
{
  g_autoptr (GPtrArray) items = pick (sending, range);
  g_auto (EnrSyncResponse) response = { 0 };
  EnrSyncJudgement judgement;

  if (!post (self, items, &response, &judgement, error))
    return FALSE;
  switch (judgement.step)
    {
    case ENR_STEP_READ:
      return settle (self, sending, items, response.body, error);

    case ENR_STEP_SMALLER:
      sending->is_smaller = TRUE;
      self->link.batch_max = enr_sync_batch_shrink ((int) range.n);
      G_GNUC_FALLTHROUGH;
    case ENR_STEP_BISECT:
      if (range.n == 1)
        return set_aside (self, sending, range, &response, error);
      halve (sending, range);
      return TRUE;

    default:
      if (judgement.trouble == ENR_TROUBLE_TIMEOUT)
        self->link.batch_max = enr_sync_batch_shrink ((int) range.n);
      return enr_sync_fail (self, &judgement, error);
    }
}

/* %FALSE on error; @n_taken 0: nothing is due. */
static gboolean
send_some (EnrSyncRun *self, guint *n_taken, GError **error)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  Sending sending = { .ranges = ranges };

  *n_taken = 0;
  items = enr_outbox_take (self->db, enr_sync_now_ms (), (guint) self->link.batch_max,
                           ENR_BATCH_MAX_BYTES, error);
  if (items == NULL)
    return FALSE;
  *n_taken = items->len;
  if (items->len == 0)
    return TRUE;
  sending.items = items;
  push (&sending, 0, items->len);
  while (ranges->len > 0 && self->result->trouble == ENR_TROUBLE_NONE)
    {
      Range range = g_array_index (ranges, Range, ranges->len - 1);

      g_array_set_size (ranges, ranges->len - 1);
      if (!send_range (self, &sending, range, error))
        return FALSE;
    }
  if (self->result->trouble == ENR_TROUBLE_NONE && sending.n_forked > 0)
    self->result->trouble = ENR_TROUBLE_FORKED; /* run.c gives this copy another name */
  return TRUE;
}

gboolean
enr_sync_send_events (EnrSyncRun *self, GError **error)
{
  guint n_taken = 0;

  do
    {
      if (!send_some (self, &n_taken, error))
        return FALSE;
    }
  while (n_taken > 0 && self->result->trouble == ENR_TROUBLE_NONE);
  return TRUE;
}
