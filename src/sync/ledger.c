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

static gboolean
ask (EnrSyncRun *self, gint64 block, gboolean with_sums, json_t **answer, GError **error)
{
  g_autofree char *source = g_uri_escape_string (self->link.source, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/v1/ledger?source=%s&block=%" G_GINT64_FORMAT "%s",
                                           source, block, with_sums ? "&sums=1" : "");
  g_auto (EnrSyncResponse) response = { 0 };
  EnrSyncRequest request = { .method = "GET", .path = path };
  EnrSyncJudgement judgement;

  *answer = NULL;
  if (!enr_sync_ask (self, &request, &response, &judgement, error))
    return FALSE;
  if (judgement.step == ENR_STEP_READ)
    {
      *answer = enr_json_read (g_bytes_get_data (response.body, NULL),
                               g_bytes_get_size (response.body), NULL);
      if (json_is_object (*answer)
          && g_strcmp0 (enr_json_get_text (*answer, "source", ""), self->link.source) == 0
          && enr_json_get_int (*answer, "block", -1) == block)
        return TRUE;
      g_clear_pointer (answer, json_decref);
      judgement = (EnrSyncJudgement){ .step = ENR_STEP_LATER, .trouble = ENR_TROUBLE_PORTAL };
    }
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
compare_block (EnrSyncRun *self, gint64 block, guint *n_owed, GError **error)
{
  g_autoptr (GArray) rows = enr_ledger_block (self->db, self->link.source, block, error);
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (json_t) answer = NULL;
  g_autoptr (json_t) with_sums = NULL;

  *n_owed = 0;
  if (rows == NULL)
    return FALSE;
  if (!ask (self, block, FALSE, &answer, error))
    return FALSE;
  if (answer == NULL || is_same (rows, answer))
    return TRUE;
  if (!ask (self, block, TRUE, &with_sums, error))
    return FALSE;
  if (with_sums == NULL || !json_is_object (json_object_get (with_sums, "sums")))
    return TRUE;
  find_missing (rows, with_sums, missing);
  return missing->len == 0
         || enr_outbox_owe_again (self->db, self->link.source, (const gint64 *) missing->data,
                                  missing->len, n_owed, error);
}

gboolean
enr_sync_compare (EnrSyncRun *self, gint64 *n_missing, GError **error)
{
  gint64 last = enr_ledger_last (self->db, self->link.source, error);
  gint64 sum = 0;

  *n_missing = -1;
  if (last < 0)
    return FALSE;
  for (gint64 block = 0; block * ENR_LEDGER_BLOCK < last; block++)
    {
      guint n_owed;

      if (!compare_block (self, block, &n_owed, error))
        return FALSE;
      if (self->result->trouble != ENR_TROUBLE_NONE)
        return TRUE;
      sum += n_owed;
    }
  *n_missing = sum;
  self->link.ledger_ms = enr_sync_now_ms ();
  self->link.ledger_bad = sum;
  return enr_link_save (self->db, &self->link, error);
}
