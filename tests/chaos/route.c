/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "route.h"

#include <signal.h>

#include "base/uuid.h"
#include "store/raw.h"

#define PAGE 2000

ENR_HUB_SQL (SQL_RECEIVED,
             "SELECT i.recv_seq, s.source, i.id, i.seq, i.sha256, i.body FROM inbox i"
             " JOIN site s ON s.no = i.site WHERE i.recv_seq > $1 ORDER BY i.recv_seq LIMIT 2000");

static char *
dup_code (Route *self)
{
  g_autofree char *output = NULL;
  g_autoptr (GRegex) regex = g_regex_new ("[0-9A-Z]{4}(-[0-9A-Z]{4})+", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  g_assert_cmpint (
      hub_run (self->hub, &output, "code", ROUTE_NURSERY, "--name", "みどり保育園", NULL), ==, 0);
  g_assert_true (g_regex_match (regex, output, 0, &match));
  return g_match_info_fetch (match, 0);
}

void
route_set_up (Route *self, HubStore store, guint32 seed)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL;
  g_autofree char *url = NULL;

  self->box.nursery = enr_test_nursery_new (2);
  self->box.db = self->box.nursery->db;
  enr_clock_set_source (NULL, NULL);
  self->hub = hub_new (store);
  hub_start (self->hub, NULL);
  self->proxy = proxy_new (seed);
  proxy_set_upstream (self->proxy, self->hub->port);
  self->options = (EnrSyncOptions){ .is_forced = TRUE, .jitter = 1.0, .conflict_ms = 20 };
  box_mode (&self->box, "vacancy", ENR_SENDING_MODE_AUTO);
  code = dup_code (self);
  url = g_strdup_printf ("http://127.0.0.1:%u", proxy_port (self->proxy));
  enr_sync_enroll (self->box.db, url, ROUTE_NURSERY, code, &self->options, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
route_tear_down (Route *self)
{
  proxy_free (self->proxy);
  hub_free (self->hub);
  enr_test_nursery_free (self->box.nursery);
}

void
route_kill_hub (Route *self)
{
  if (self->hub->process != NULL)
    hub_stop (self->hub, SIGKILL);
  hub_start (self->hub, NULL);
  proxy_set_upstream (self->proxy, self->hub->port);
}

static void
owe_one (Route *self, const char *subject, EnrLane lane, int places)
{
  g_autoptr (json_t) data = json_pack ("{s:s, s:[{s:i, s:i, s:i}]}", "as_of", "2026-06-10", "ages",
                                       "age", 3, "enrolled", 20, "places", places);
  EnrOwed owed
      = { "vacancy", "jp.enroku.facility.vacancy.v1", NULL, subject, lane, enr_clock_now (), data };
  g_autoptr (GError) error = NULL;

  enr_outbox_put_in_txn (self->box.db, &owed, NULL, &error);
  g_assert_no_error (error);
}

void
route_owe (Route *self, const char *prefix, guint n, int places)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GError) error = NULL;

  enr_txn_begin (&txn, self->box.db, &self->box.nursery->actor, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *subject = g_strdup_printf ("%s/%u", prefix, i);

      owe_one (self, subject, (EnrLane) (i % ENR_N_LANES), places);
    }
  enr_txn_commit (&txn, &error);
  g_assert_no_error (error);
}

void
route_set_batch (Route *self, int batch)
{
  g_auto (EnrLink) link = { 0 };
  g_autoptr (GError) error = NULL;

  enr_link_load (self->box.db, &link, &error);
  g_assert_no_error (error);
  link.batch_max = batch;
  enr_link_save (self->box.db, &link, &error);
  g_assert_no_error (error);
}

EnrTrouble
route_run (Route *self)
{
  g_autoptr (GError) error = NULL;

  enr_sync_run (self->box.db, &self->options, NULL, &self->result, &error);
  g_assert_no_error (error);
  return self->result.trouble;
}

guint
route_drain (Route *self, guint most)
{
  guint n = 0;

  while (n < most && (n == 0 || box_in (&self->box, ENR_SENDING_OWED) > 0))
    {
      route_run (self);
      n++;
    }
  g_assert_cmpint (box_in (&self->box, ENR_SENDING_OWED), ==, 0);
  return n;
}

static char *
make_key (const char *source, const char *id)
{
  return g_strdup_printf ("%s %s", source, id);
}

typedef struct
{
  guint8 sum[ENR_SUM_LENGTH];
  gint64 sequence;
  int state;
  guint n_there;
} Made;

static GHashTable *
list_made (EnrDb *db, Tally *tally)
{
  GHashTable *made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sqlite3 *handle = raw_open (enr_db_get_path (db));
  sqlite3_stmt *stmt;

  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "SELECT e.source, e.event_id, e.sequence, e.event, d.state "
                                       "FROM sync_event e JOIN sync_delivery d ON d.no = e.no",
                                       -1, &stmt, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      Made *row = g_new0 (Made, 1);
      char *key = make_key ((const char *) sqlite3_column_text (stmt, 0),
                            (const char *) sqlite3_column_text (stmt, 1));

      row->sequence = sqlite3_column_int64 (stmt, 2);
      enr_sum (sqlite3_column_blob (stmt, 3), (gsize) sqlite3_column_bytes (stmt, 3), row->sum);
      row->state = sqlite3_column_int (stmt, 4);
      tally->made++;
      tally->owed += row->state == ENR_SENDING_OWED;
      tally->accepted += row->state == ENR_SENDING_ACCEPTED || row->state == ENR_SENDING_REVIEW;
      tally->quarantined += row->state == ENR_SENDING_QUARANTINED;
      tally->superseded += row->state == ENR_SENDING_SUPERSEDED;
      g_assert_true (g_hash_table_insert (made, key, row));
    }
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
  return made;
}

/* A row of the hub: its bytes, and what the hub says about them, must be what was made. */
static void
check_received (const EnrHubRows *rows, guint i, GHashTable *made, Tally *tally)
{
  EnrUuid id;
  char text[ENR_UUID_STRING_LENGTH];
  g_autofree char *key = NULL;
  guint8 sum[ENR_SUM_LENGTH];
  const guint8 *body, *said;
  gsize length;
  Made *row;

  memcpy (id.bytes, enr_hub_rows_blob (rows, i, 2, &length), sizeof id.bytes);
  key = make_key (enr_hub_rows_text (rows, i, 1), enr_uuid_format (&id, text));
  row = g_hash_table_lookup (made, key);
  said = enr_hub_rows_blob (rows, i, 4, &length);
  body = enr_hub_rows_blob (rows, i, 5, &length);
  enr_sum (body, length, sum);
  tally->received++;
  if (row == NULL || row->sequence != enr_hub_rows_int (rows, i, 3)
      || memcmp (sum, row->sum, sizeof sum) != 0 || memcmp (said, sum, sizeof sum) != 0)
    tally->altered++;
  if (row != NULL && row->n_there++ > 0)
    tally->doubled++;
}

Tally
route_compare (Route *self, EnrDb *db)
{
  Tally tally = { 0 };
  g_autoptr (GHashTable) made = list_made (db != NULL ? db : self->box.db, &tally);
  g_autoptr (EnrHubDb) hub = hub_open (self->hub);
  GHashTableIter iter;
  gint64 after = 0;
  guint n;
  Made *row;

  do
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrHubRows) rows = enr_hub_db_query (hub, SQL_RECEIVED, &error, ENR_INT (after));

      g_assert_no_error (error);
      n = enr_hub_rows_count (rows);
      for (guint i = 0; i < n; i++)
        check_received (rows, i, made, &tally);
      after = n > 0 ? enr_hub_rows_int (rows, n - 1, 0) : after;
    }
  while (n == PAGE);
  g_hash_table_iter_init (&iter, made);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &row))
    if ((row->state == ENR_SENDING_ACCEPTED || row->state == ENR_SENDING_REVIEW)
        && row->n_there == 0)
      tally.lost++;
  return tally;
}

void
route_assert_whole (Route *self)
{
  Tally tally = route_compare (self, NULL);

  g_assert_cmpuint (tally.owed, ==, 0);
  g_assert_cmpuint (tally.lost, ==, 0);
  g_assert_cmpuint (tally.doubled, ==, 0);
  g_assert_cmpuint (tally.altered, ==, 0);
}

GBytes *
route_unpack (const char *head, GBytes *body)
{
  g_autofree char *lower = g_ascii_strdown (head, -1);
  g_autoptr (GError) error = NULL;
  GBytes *plain;

  if (strstr (lower, "content-encoding: gzip") == NULL)
    return g_bytes_ref (body);
  plain = enr_gunzip (body, ENR_BATCH_INFLATE_LIMIT, &error);
  g_assert_no_error (error);
  return plain;
}
