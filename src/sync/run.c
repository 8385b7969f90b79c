/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The order of a run, and the link's state between runs.
 */
#include "config.h"
#include "sync/sync.h"

#include <string.h>

#include "base/clock.h"
#include "outbox/ledger.h"
#include "sync/sync-private.h"

#define CONFLICT_MS 5000
#define MAX_SAME 4 /* tries of the same bytes */
#define HEARTBEAT_MS (15 * 60 * 1000)
#define LEDGER_MS ((gint64) 24 * 60 * 60 * 1000)
#define STOPPED_MS (60 * 60 * 1000)
#define DEFERRED_MS (60 * 1000)
#define FIRST_BATCH 100
#define SAVE_MS 5000 /* how often it is saved that all goes well, while batches go */
/* A clock that was set back must not stop the sending for longer than any wait is. */
#define NEXT_MAX_MS ((ENR_SYNC_RETRY_AFTER_MAX + 60) * (gint64) 1000)

gint64
enr_sync_now_ms (void)
{
  return enr_clock_now_us () / 1000;
}

gint64
enr_sync_hub_now_ms (const EnrSyncRun *self)
{
  return enr_sync_now_ms () + (self->link.knows_clock ? self->link.clock_off_ms : 0);
}

void
enr_sync_run_clear (EnrSyncRun *self)
{
  enr_link_clear (&self->link);
  enr_key_pair_clear (&self->key);
  g_clear_pointer (&self->http, enr_sync_http_free);
  g_clear_pointer (&self->expected, g_hash_table_unref);
}

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

static gboolean
save_link (EnrSyncRun *self, GError **error)
{
  self->result->state = self->link.state;
  self->is_unsaved = FALSE;
  self->saved_ms = enr_sync_now_ms ();
  return enr_link_save (self->db, &self->link, error);
}

gboolean
enr_sync_save (EnrSyncRun *self, GError **error)
{
  return !self->is_unsaved || save_link (self, error);
}

gboolean
enr_sync_fail (EnrSyncRun *self, const EnrSyncJudgement *judgement, GError **error)
{
  double jitter
      = self->options->jitter > 0 ? self->options->jitter : g_random_double_range (0.5, 1.5);
  gint64 now = enr_sync_now_ms ();
  double wait;

  if (judgement->step == ENR_STEP_REVOKED)
    self->link.state = ENR_LINK_REVOKED;
  else if (judgement->step == ENR_STEP_GONE)
    self->link.state = ENR_LINK_GONE;
  self->link.fails = MIN (self->link.fails, 1000) + 1;
  wait = 1000 * enr_sync_delay (self->link.fails, jitter);
  if (judgement->wait_s > 0)
    wait = 1000.0 * judgement->wait_s;
  if (self->link.state != ENR_LINK_OK)
    wait = STOPPED_MS;
  self->link.next_ms = now + (gint64) wait;
  set_text (&self->link.last_error, enr_trouble_key (judgement->trouble));
  self->link.last_error_ms = now;
  self->result->trouble = judgement->trouble;
  self->result->next_ms = self->link.next_ms;
  return save_link (self, error);
}

gboolean
enr_sync_succeed (EnrSyncRun *self, GError **error)
{
  gboolean is_news = self->link.state != ENR_LINK_OK || self->link.fails != 0
                     || self->link.next_ms != 0 || self->link.last_error[0] != '\0';

  self->link.state = ENR_LINK_OK;
  self->link.fails = 0;
  self->link.next_ms = 0;
  self->link.last_ok_ms = enr_sync_now_ms ();
  set_text (&self->link.last_error, "");
  self->link.last_error_ms = 0;
  self->result->state = self->link.state;
  self->is_unsaved = TRUE;
  return (!is_news && ABS (self->link.last_ok_ms - self->saved_ms) < SAVE_MS)
         || save_link (self, error);
}

gboolean
enr_sync_run_init (EnrSyncRun *self,
                   EnrDb *db,
                   const EnrSyncOptions *options,
                   GCancellable *cancellable,
                   EnrSyncResult *result,
                   GError **error)
{
  g_autofree char *path = enr_link_key_path (db);
  g_autofree char *once = NULL;
  EnrSyncJudgement no_key = { .step = ENR_STEP_LATER, .trouble = ENR_TROUBLE_KEY };

  memset (self, 0, sizeof *self);
  memset (result, 0, sizeof *result);
  self->db = db;
  self->options = options;
  self->cancellable = cancellable;
  self->result = result;
  result->heartbeat_ms = options->heartbeat_ms;
  if (!enr_link_load (db, &self->link, error))
    return FALSE;
  result->state = self->link.state;
  if (self->link.batch_max < 1)
    self->link.batch_max = FIRST_BATCH;
  if (self->link.state == ENR_LINK_NONE || self->link.state == ENR_LINK_FILE)
    return TRUE;
  if (!enr_key_pair_load (&self->key, path, NULL))
    return enr_sync_fail (self, &no_key, error);
  if (options->ca_file != NULL
      && (once = enr_sync_authority_read (options->ca_file, error)) == NULL)
    return FALSE;
  self->http = enr_sync_http_new (self->link.url, once != NULL ? once : self->link.ca,
                                  options->connect_ms, options->total_ms, error);
  return self->http != NULL;
}

/* Sleeps, and wakes up when cancelled. */
static gboolean
pause_for (EnrSyncRun *self, guint ms, GError **error)
{
  GPollFD fd;

  if (g_cancellable_make_pollfd (self->cancellable, &fd))
    {
      g_poll (&fd, 1, (int) ms);
      g_cancellable_release_fd (self->cancellable);
    }
  else
    g_usleep (ms * 1000);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

gboolean
enr_sync_begin (EnrSyncRun *self,
                EnrSyncRequest *request,
                EnrSyncExchange **exchange,
                GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  request->key = &self->key;
  if (request->source == NULL)
    request->source = self->link.source;
  request->time_ms = enr_sync_hub_now_ms (self);
  self->result->requests++;
  *exchange = enr_sync_http_begin (self->http, request);
  return TRUE;
}

gboolean
enr_sync_hear (EnrSyncRun *self,
               EnrSyncRequest *request,
               EnrSyncExchange *exchange,
               EnrSyncResponse *response,
               EnrSyncJudgement *judgement,
               GError **error)
{
  gboolean has_resigned = FALSE;

  for (int n_same = 1;; n_same++)
    {
      if (!enr_sync_http_finish (exchange, response, self->cancellable, error))
        return FALSE;
      *judgement = enr_sync_judge (&response->outcome, enr_sync_now_ms () / 1000);
      if (judgement->step == ENR_STEP_RESIGN && !has_resigned)
        {
          has_resigned = TRUE;
          self->link.knows_clock = TRUE;
          self->link.clock_off_ms = judgement->hub_clock_ms - enr_sync_now_ms ();
          if (!save_link (self, error))
            return FALSE;
        }
      else if (judgement->step == ENR_STEP_AGAIN && n_same < MAX_SAME)
        {
          if (!pause_for (self,
                          self->options->conflict_ms > 0 ? self->options->conflict_ms : CONFLICT_MS,
                          error))
            return FALSE;
        }
      else
        break;
      enr_sync_response_clear (response);
      if (!enr_sync_begin (self, request, &exchange, error))
        return FALSE;
    }
  if (judgement->step == ENR_STEP_RESIGN || judgement->step == ENR_STEP_AGAIN)
    judgement->step = ENR_STEP_LATER;
  return TRUE;
}

gboolean
enr_sync_ask (EnrSyncRun *self,
              EnrSyncRequest *request,
              EnrSyncResponse *response,
              EnrSyncJudgement *judgement,
              GError **error)
{
  EnrSyncExchange *exchange;

  return enr_sync_begin (self, request, &exchange, error)
         && enr_sync_hear (self, request, exchange, response, judgement, error);
}

/* A copy that was put back has a name that the hub does not know yet; the old name introduces it.
 */
static gboolean
register_source (EnrSyncRun *self, GError **error)
{
  g_autoptr (json_t) root = NULL;
  g_autoptr (GBytes) body = NULL;
  g_auto (EnrSyncResponse) response = { 0 };
  EnrSyncRequest request
      = { .method = "POST", .path = "/v1/source", .content_type = "application/json" };
  EnrSyncJudgement judgement;

  if (self->link.known_source[0] == '\0'
      || strcmp (self->link.known_source, self->link.source) == 0)
    return TRUE;
  root = json_pack ("{s:s}", "source", self->link.source);
  body = enr_json_write (root);
  request.body = body;
  request.source = self->link.known_source;
  if (!enr_sync_ask (self, &request, &response, &judgement, error))
    return FALSE;
  if (judgement.step != ENR_STEP_READ)
    {
      if (judgement.trouble == ENR_TROUBLE_NONE)
        judgement = (EnrSyncJudgement){ .step = ENR_STEP_LATER, .trouble = ENR_TROUBLE_SERVER };
      return enr_sync_fail (self, &judgement, error);
    }
  set_text (&self->link.known_source, self->link.source);
  return save_link (self, error);
}

/* One that is stopped asks only whether it may speak again. */
static gboolean
knock (EnrSyncRun *self, gboolean *may_go_on, GError **error)
{
  gboolean is_heard = FALSE;

  *may_go_on = TRUE;
  if (self->link.state == ENR_LINK_OK)
    return TRUE;
  if (!enr_sync_beat (self, &is_heard, error))
    return FALSE;
  if (is_heard)
    return enr_sync_succeed (self, error);
  *may_go_on = FALSE;
  self->result->trouble
      = (self->link.state == ENR_LINK_GONE) ? ENR_TROUBLE_GONE : ENR_TROUBLE_REVOKED;
  self->link.next_ms = enr_sync_now_ms () + STOPPED_MS;
  return save_link (self, error);
}

static gboolean
is_due (gint64 next_ms)
{
  gint64 now = enr_sync_now_ms ();

  return next_ms <= now || next_ms > now + NEXT_MAX_MS;
}

static gboolean
is_time (const EnrSyncRun *self)
{
  return self->options->is_forced || is_due (self->link.next_ms);
}

/* Once a day; after a failure in a while, also where a person asks to send. */
static gboolean
is_time_to_compare (const EnrSyncRun *self)
{
  return ABS (enr_sync_now_ms () - self->link.ledger_ms) > LEDGER_MS
         && is_due (self->link.ledger_next_ms);
}

/* A fork makes a new name; one is enough, or something else is wrong. */
static gboolean
send_under_name (EnrSyncRun *self, GError **error)
{
  static const EnrSyncJudgement forked = { .step = ENR_STEP_LATER, .trouble = ENR_TROUBLE_FORKED };

  for (int i = 0; i < 2; i++)
    {
      if (!register_source (self, error))
        return FALSE;
      if (self->result->trouble != ENR_TROUBLE_NONE)
        return TRUE;
      if (!enr_sync_send_events (self, error))
        return FALSE;
      if (self->result->trouble != ENR_TROUBLE_FORKED)
        return TRUE;
      if (i > 0)
        break;
      self->result->trouble = ENR_TROUBLE_NONE;
      self->result->is_renewed = TRUE;
      if (!enr_outbox_renew_source (self->db, error))
        return FALSE;
      enr_link_clear (&self->link);
      if (!enr_link_load (self->db, &self->link, error))
        return FALSE;
    }
  return enr_sync_fail (self, &forked, error);
}

static gboolean
has_trouble (const EnrSyncRun *self)
{
  return self->result->trouble != ENR_TROUBLE_NONE;
}

static gboolean
run_all (EnrSyncRun *self, GError **error)
{
  gint64 n_missing = 0;
  guint n_owed = 0;
  gboolean may_go_on = TRUE;

  if (!knock (self, &may_go_on, error))
    return FALSE;
  if (!may_go_on)
    return TRUE;
  if (!send_under_name (self, error))
    return FALSE;
  if (!has_trouble (self) && !enr_sync_close_gaps (self, &n_owed, error))
    return FALSE;
  if (!has_trouble (self) && n_owed > 0 && !send_under_name (self, error))
    return FALSE;
  if (!has_trouble (self) && !enr_sync_send_blobs (self, error))
    return FALSE;
  if (!has_trouble (self) && !enr_sync_read_changes (self, error))
    return FALSE;
  if (!has_trouble (self) && is_time_to_compare (self)
      && !enr_sync_compare (self, &n_missing, error))
    return FALSE;
  if (!has_trouble (self) && n_missing > 0)
    return send_under_name (self, error);
  return TRUE;
}

static gboolean
set_next (EnrSyncRun *self, GError **error)
{
  EnrOutboxCounts counts;
  gint64 owed = 0;

  if (has_trouble (self))
    {
      self->result->next_ms = self->link.next_ms;
      return TRUE;
    }
  if (!enr_outbox_count (self->db, &counts, error))
    return FALSE;
  for (int lane = 0; lane < ENR_N_LANES; lane++)
    owed += counts.n[lane][ENR_SENDING_OWED];
  self->result->next_ms = enr_sync_now_ms () + (owed > 0 ? DEFERRED_MS : HEARTBEAT_MS);
  if (self->link.ledger_next_ms > 0)
    self->result->next_ms = MIN (self->result->next_ms, self->link.ledger_next_ms);
  return TRUE;
}

gboolean
enr_sync_run (EnrDb *db,
              const EnrSyncOptions *options,
              GCancellable *cancellable,
              EnrSyncResult *result,
              GError **error)
{
  g_auto (EnrSyncRun) self = { 0 };
  gboolean is_heard;

  if (!enr_sync_run_init (&self, db, options, cancellable, result, error))
    return FALSE;
  if (self.http == NULL)
    return TRUE;
  if (!is_time (&self))
    {
      result->trouble = enr_trouble_from_key (self.link.last_error);
      result->next_ms = self.link.next_ms;
      return TRUE;
    }
  if (!run_all (&self, error))
    return FALSE;
  if (ABS (enr_sync_now_ms () - options->heartbeat_ms) >= HEARTBEAT_MS
      && self.link.state == ENR_LINK_OK && result->trouble == ENR_TROUBLE_NONE
      && !enr_sync_beat (&self, &is_heard, error))
    return FALSE;
  result->state = self.link.state;
  return set_next (&self, error);
}

gboolean
enr_sync_ledger (EnrDb *db,
                 const EnrSyncOptions *options,
                 GCancellable *cancellable,
                 gint64 *n_missing,
                 EnrSyncResult *result,
                 GError **error)
{
  g_auto (EnrSyncRun) self = { 0 };

  *n_missing = -1;
  if (!enr_sync_run_init (&self, db, options, cancellable, result, error))
    return FALSE;
  return self.http == NULL || enr_sync_compare (&self, n_missing, error);
}
