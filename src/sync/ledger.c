/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * "We believe that nothing is lost", made a fact (PROTOCOL 3.8): block by block the sums of what
 * was accepted are compared with what the hub has.
 */
#include "config.h"

#include <string.h>

#include "outbox/ledger.h"
#include "sync/sync-private.h"

static gboolean
must_be_there (const EnrLedgerRow *row)
{
  return row->sending == ENR_SENDING_ACCEPTED || row->sending == ENR_SENDING_REVIEW;
}

/* @answer: (out): %NULL where there is none. That the hub knows nothing of an earlier source is no
 * trouble: its events were made anew under this one, or the hub is another than it was. */
static gboolean
ask (EnrSyncRun *self,
     const char *source,
     gint64 block,
     gboolean with_sums,
     json_t **answer,
     gboolean *is_unknown,
     GError **error)
{
  g_autofree char *escaped = g_uri_escape_string (source, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/v1/ledger?source=%s&block=%" G_GINT64_FORMAT "%s",
                                           escaped, block, with_sums ? "&sums=1" : "");
  g_auto (EnrSyncResponse) response = { 0 };
  EnrSyncRequest request = { .method = "GET", .path = path };
  EnrSyncJudgement judgement;

  *answer = NULL;
  *is_unknown = FALSE;
  if (!enr_sync_ask (self, &request, &response, &judgement, error))
    return FALSE;
  if (judgement.step == ENR_STEP_READ)
    {
      *answer = enr_json_read (g_bytes_get_data (response.body, NULL),
                               g_bytes_get_size (response.body), NULL);
      if (json_is_object (*answer)
          && g_strcmp0 (enr_json_get_text (*answer, "source", ""), source) == 0
          && enr_json_get_int (*answer, "block", -1) == block)
        return TRUE;
      g_clear_pointer (answer, json_decref);
      judgement = (EnrSyncJudgement){ .step = ENR_STEP_LATER, .trouble = ENR_TROUBLE_PORTAL };
    }
  *is_unknown = response.outcome.status == 404 && g_strcmp0 (response.problem, "not-found") == 0
                && strcmp (source, self->link.source) != 0;
  if (*is_unknown)
    return TRUE;
  if (judgement.trouble == ENR_TROUBLE_NONE)
    judgement.trouble = ENR_TROUBLE_SERVER;
  return enr_sync_fail (self, &judgement, error);
}

/* Whether the hub's sum of the block is that of exactly what must be there. */
static gboolean
is_same (GArray *rows, const json_t *answer)
{
  g_autoptr (GByteArray) sums = g_byte_array_new ();
  guint8 sum[ENR_SUM_LENGTH];
  char text[2 * ENR_SUM_LENGTH + 1];

  for (guint i = 0; i < rows->len; i++)
    {
      const EnrLedgerRow *row = &g_array_index (rows, EnrLedgerRow, i);

      if (must_be_there (row))
        g_byte_array_append (sums, row->sum, sizeof row->sum);
    }
  enr_sum (sums->data, sums->len, sum);
  enr_sum_format (sum, text);
  return strcmp (text, enr_json_get_text (answer, "sha256", "")) == 0;
}

static void
find_missing (GArray *rows, const json_t *answer, GArray *missing)
{
  const json_t *sums = json_object_get (answer, "sums");

  for (guint i = 0; i < rows->len; i++)
    {
      const EnrLedgerRow *row = &g_array_index (rows, EnrLedgerRow, i);
      g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, row->sequence);
      char text[2 * ENR_SUM_LENGTH + 1];

      enr_sum_format (row->sum, text);
      if (must_be_there (row) && strcmp (enr_json_get_text (sums, key, ""), text) != 0)
        g_array_append_val (missing, row->sequence);
    }
}

static gboolean
compare_block (EnrSyncRun *self,
               const char *source,
               gint64 block,
               guint *n_owed,
               gboolean *is_unknown,
               GError **error)
{
  g_autoptr (GArray) rows = enr_ledger_block (self->db, source, block, error);
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (json_t) answer = NULL;
  g_autoptr (json_t) with_sums = NULL;

  *n_owed = 0;
  if (rows == NULL)
    return FALSE;
  if (!ask (self, source, block, FALSE, &answer, is_unknown, error))
    return FALSE;
  if (answer == NULL || is_same (rows, answer))
    return TRUE;
  if (!ask (self, source, block, TRUE, &with_sums, is_unknown, error))
    return FALSE;
  if (with_sums == NULL || !json_is_object (json_object_get (with_sums, "sums")))
    return TRUE;
  find_missing (rows, with_sums, missing);
  return missing->len == 0
         || enr_outbox_owe_again (self->db, source, (const gint64 *) missing->data, missing->len,
                                  n_owed, error);
}

static void
set_place (EnrSyncRun *self, const char *source, gint64 block, gint64 sum)
{
  g_autofree char *old = self->link.ledger_source;

  self->link.ledger_source = g_strdup (source);
  self->link.ledger_block = block;
  self->link.ledger_sum = sum;
}

/* Whatever cuts it short, the next one goes on behind the last block that was compared. */
static gboolean
compare_source (EnrSyncRun *self, const char *source, GError **error)
{
  gint64 last = enr_ledger_last (self->db, source, error);
  gboolean is_unknown = FALSE;

  if (last < 0)
    return FALSE;
  while (!is_unknown && self->link.ledger_block * ENR_LEDGER_BLOCK < last)
    {
      guint n_owed;

      if (!compare_block (self, source, self->link.ledger_block, &n_owed, &is_unknown, error))
        return FALSE;
      if (self->result->trouble != ENR_TROUBLE_NONE)
        return TRUE;
      set_place (self, source, self->link.ledger_block + 1, self->link.ledger_sum + n_owed);
      if (!enr_link_save (self->db, &self->link, error))
        return FALSE;
    }
  return TRUE;
}

/* It has a wait of its own: what is sent shows nothing about the ledger, and a ledger that fails
 * must not hold back what is sent. */
static gboolean
put_off (EnrSyncRun *self, GError **error)
{
  double jitter
      = self->options->jitter > 0 ? self->options->jitter : g_random_double_range (0.5, 1.5);

  self->link.ledger_fails = MIN (self->link.ledger_fails, 1000) + 1;
  self->link.ledger_next_ms
      = enr_sync_now_ms () + (gint64) (1000 * enr_sync_delay (self->link.ledger_fails, jitter));
  return enr_link_save (self->db, &self->link, error);
}

/* The sources from the place on where the last one was cut short. */
static guint
find_place (EnrSyncRun *self, GPtrArray *sources)
{
  guint at;

  if (*self->link.ledger_source != '\0'
      && g_ptr_array_find_with_equal_func (sources, self->link.ledger_source, g_str_equal, &at))
    return at;
  set_place (self, "", 0, 0);
  return 0;
}

gboolean
enr_sync_compare (EnrSyncRun *self, gint64 *n_missing, GError **error)
{
  g_autoptr (GPtrArray) sources = enr_ledger_sources (self->db, self->link.nursery, error);

  *n_missing = -1;
  if (sources == NULL)
    return FALSE;
  for (guint i = find_place (self, sources); i < sources->len; i++)
    {
      if (strcmp (self->link.ledger_source, sources->pdata[i]) != 0)
        set_place (self, sources->pdata[i], 0, self->link.ledger_sum);
      if (!compare_source (self, sources->pdata[i], error))
        return FALSE;
      if (self->result->trouble != ENR_TROUBLE_NONE)
        return put_off (self, error);
    }
  *n_missing = self->link.ledger_sum;
  self->link.ledger_ms = enr_sync_now_ms ();
  self->link.ledger_bad = self->link.ledger_sum;
  self->link.ledger_fails = 0;
  self->link.ledger_next_ms = 0;
  set_place (self, "", 0, 0);
  return enr_link_save (self->db, &self->link, error);
}

void
enr_sync_note_expected (EnrSyncRun *self, const EnrReply *reply)
{
  GHashTableIter iter;
  gpointer source, next;

  if (self->expected == NULL)
    self->expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, reply->expect);
  while (g_hash_table_iter_next (&iter, &source, &next))
    g_hash_table_insert (self->expected, g_strdup (source), g_memdup2 (next, sizeof (gint64)));
}

/* From the first number on that the hub lacks, if it had said that it has it. */
static gboolean
close_gap (EnrSyncRun *self, const char *source, gint64 next, guint *sum, GError **error)
{
  gint64 last = enr_ledger_last (self->db, source, error);
  int is_lost = last < 0 ? -1 : enr_ledger_must_be_there (self->db, source, next, error);
  gboolean is_unknown = FALSE;

  if (is_lost < 0)
    return FALSE;
  for (gint64 block = (next - 1) / ENR_LEDGER_BLOCK;
       is_lost > 0 && !is_unknown && block * ENR_LEDGER_BLOCK < last
       && self->result->trouble == ENR_TROUBLE_NONE;
       block++)
    {
      guint n_owed;

      if (!compare_block (self, source, block, &n_owed, &is_unknown, error))
        return FALSE;
      *sum += n_owed;
    }
  return TRUE;
}

gboolean
enr_sync_close_gaps (EnrSyncRun *self, guint *n_owed, GError **error)
{
  g_autoptr (GHashTable) expected = g_steal_pointer (&self->expected);
  GHashTableIter iter;
  gpointer source, next;

  *n_owed = 0;
  if (expected == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &source, &next))
    if (self->result->trouble == ENR_TROUBLE_NONE
        && !close_gap (self, source, *(const gint64 *) next, n_owed, error))
      return FALSE;
  return TRUE;
}
