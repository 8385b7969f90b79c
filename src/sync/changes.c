/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the city asks or tells, and the heartbeat. The hub can ask for events again; it can change
 * nothing.
 */
#include "config.h"

#include <string.h>

#include "outbox/ledger.h"
#include "outbox/question.h"
#include "sync/sync-private.h"

#define LIMIT 500
#define MAX_PAGES 100

static EnrQuestion *
read_question (const json_t *value)
{
  EnrQuestion *question = enr_question_new ();

  question->cursor = enr_json_get_int (value, "cursor", 0);
  question->at = g_strdup (enr_json_get_text (value, "at", ""));
  question->event_id = g_strdup (enr_json_get_text (value, "event", ""));
  question->title = g_strdup (enr_json_get_text (value, "title", ""));
  question->text = g_strdup (enr_json_get_text (value, "text", ""));
  return question;
}

static gboolean
take_in (EnrSyncRun *self, const json_t *changes, gint64 next, GError **error)
{
  g_autoptr (GPtrArray) questions
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_question_free);

  for (gsize i = 0; i < json_array_size (changes); i++)
    {
      const json_t *value = json_array_get (changes, i);
      const char *kind = enr_json_get_text (value, "kind", "");
      gint64 after = enr_json_get_int (value, "after_sequence", -1);

      if (enr_json_get_int (value, "cursor", 0) <= self->link.changes_after)
        continue;
      if (strcmp (kind, "question") == 0 || strcmp (kind, "notice") == 0)
        g_ptr_array_add (questions, read_question (value));
      else if (strcmp (kind, "resend") == 0 && after >= 0
               && !enr_outbox_owe_after (self->db, after, NULL, error))
        return FALSE;
    }
  if (!enr_question_add (self->db, questions, next, error))
    return FALSE;
  self->result->questions += questions->len;
  self->link.changes_after = MAX (self->link.changes_after, next);
  return TRUE;
}

gboolean
enr_sync_read_changes (EnrSyncRun *self, GError **error)
{
  for (int page = 0; page < MAX_PAGES; page++)
    {
      g_autofree char *path = g_strdup_printf ("/v1/changes?after=%" G_GINT64_FORMAT "&limit=%d",
                                               self->link.changes_after, LIMIT);
      g_auto (EnrSyncResponse) response = { 0 };
      g_autoptr (json_t) answer = NULL;
      EnrSyncRequest request = { .method = "GET", .path = path };
      EnrSyncJudgement judgement;
      const json_t *changes;
      gint64 next;

      if (!enr_sync_ask (self, &request, &response, &judgement, error))
        return FALSE;
      if (judgement.step == ENR_STEP_READ)
        answer = enr_json_read (g_bytes_get_data (response.body, NULL),
                                g_bytes_get_size (response.body), NULL);
      changes = json_object_get (answer, "changes");
      next = enr_json_get_int (answer, "next", -1);
      if (judgement.step == ENR_STEP_READ && (!json_is_array (changes) || next < 0))
        judgement = (EnrSyncJudgement){ .step = ENR_STEP_LATER, .trouble = ENR_TROUBLE_PORTAL };
      if (judgement.step != ENR_STEP_READ)
        {
          if (judgement.trouble == ENR_TROUBLE_NONE)
            judgement.trouble = ENR_TROUBLE_SERVER;
          return enr_sync_fail (self, &judgement, error);
        }
      if (json_array_size (changes) == 0)
        return TRUE;
      if (next <= self->link.changes_after)
        return TRUE;
      if (!take_in (self, changes, next, error))
        return FALSE;
      if (json_array_size (changes) < LIMIT)
        return TRUE;
    }
  return TRUE;
}

static json_t *
make_beat (EnrSyncRun *self, const EnrOutboxCounts *counts)
{
  gint64 now = enr_sync_now_ms ();
  json_t *root = json_object ();
  json_t *queue = json_array ();
  gint64 quarantined = 0;

  for (int lane = 0; lane < ENR_N_LANES; lane++)
    {
      json_array_append_new (queue, json_integer (counts->n[lane][ENR_SENDING_OWED]));
      quarantined += counts->n[lane][ENR_SENDING_QUARANTINED];
    }
  json_object_set_new (root, "queue", queue);
  json_object_set_new (
      root, "oldest_age_s",
      json_integer (counts->oldest_ms > 0 ? MAX (now - counts->oldest_ms, 0) / 1000 : 0));
  json_object_set_new (root, "quarantine", json_integer (quarantined));
  json_object_set_new (root, "last_error", json_string (self->link.last_error));
  json_object_set_new (root, "version", json_string (ENR_VERSION));
  json_object_set_new (root, "clock_off_ms",
                       json_integer (self->link.knows_clock ? self->link.clock_off_ms : 0));
  if (self->options->last_backup != NULL)
    json_object_set_new (root, "last_backup", json_string (self->options->last_backup));
  return root;
}

gboolean
enr_sync_beat (EnrSyncRun *self, gboolean *is_heard, GError **error)
{
  g_autoptr (json_t) root = NULL;
  g_autoptr (GBytes) body = NULL;
  g_auto (EnrSyncResponse) response = { 0 };
  EnrSyncRequest request
      = { .method = "POST", .path = "/v1/heartbeat", .content_type = "application/json" };
  EnrSyncJudgement judgement;
  EnrOutboxCounts counts;

  if (!enr_outbox_count (self->db, &counts, error))
    return FALSE;
  root = make_beat (self, &counts);
  body = enr_json_write (root);
  request.body = body;
  if (!enr_sync_ask (self, &request, &response, &judgement, error))
    return FALSE;
  *is_heard = response.outcome.status == 204;
  self->result->heartbeat_ms = enr_sync_now_ms ();
  return TRUE;
}
