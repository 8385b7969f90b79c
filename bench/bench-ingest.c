/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The city's receiver takes batches of 100 in, one after another, each on the disk before the next;
 * against a bare loop that parses the same JSON with jansson and commits the same rows with
 * prepared statements of SQLite, or of libpq in one pipeline. Both wait for the disk at each
 * commit, ours and the bare loop's.
 *
 *   bench-ingest ROUNDS
 */
#include <stdlib.h>
#include <string.h>
#include <libpq-fe.h>
#include <sodium.h>
#include <sqlite3.h>

#include "base/uuid.h"
#include "common.h"
#include "hub-support.h"

#define IN_BATCH 100
#define CHILDREN 4
#define LIMIT 0.7

#define SQL_INBOX                                                                                  \
  "INSERT INTO inbox (recv_seq, site, id, seq, type, subject, rev, sha256, prev, batch, recv_ms, " \
  "body)"                                                                                          \
  " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
#define SQL_CURRENT                                                                                \
  "INSERT INTO current (nursery, subject, rev, recv_seq, site, type, day)"                         \
  " VALUES ($1, $2, $3, $4, $5, $6, $7)"
#define SQL_RAW                                                                                    \
  "INSERT INTO raw_batch (digest, site, via, path, sent_ms, recv_ms, signature, body)"             \
  " VALUES ($1, $2, 'http', '/v1/events', $3, $3, $4, $5)"

/* A batch with what a bare loop need not work out. */
typedef struct
{
  GBytes *plain;
  GBytes *packed;
  GArray *slices;
  GPtrArray *ids; /* (element-type EnrUuid) */
  GArray *sums;   /* 32 bytes each */
} Batch;

static void
batch_free (Batch *self)
{
  g_bytes_unref (self->plain);
  g_bytes_unref (self->packed);
  g_array_unref (self->slices);
  g_ptr_array_unref (self->ids);
  g_array_unref (self->sums);
  g_free (self);
}

static Batch *
batch_new (Pc *pc, guint round)
{
  Batch *self = g_new0 (Batch, 1);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  for (guint i = 0; i < IN_BATCH; i++)
    {
      guint day = round * IN_BATCH + i;
      g_autofree char *date
          = g_strdup_printf ("%04u-%02u-%02u", 2000 + day / 336, 1 + day / 28 % 12, 1 + day % 28);

      g_ptr_array_add (events, pc_day (pc, date, 1, TRUE, CHILDREN));
    }
  self->plain = enr_batch_join (events);
  self->packed = enr_gzip (self->plain);
  self->slices = enr_batch_split (g_bytes_get_data (self->plain, NULL),
                                  g_bytes_get_size (self->plain), IN_BATCH, NULL);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->sums = g_array_new (FALSE, FALSE, ENR_SUM_LENGTH);
  for (guint i = 0; i < IN_BATCH; i++)
    {
      const EnrSlice *slice = &g_array_index (self->slices, EnrSlice, i);
      g_auto (EnrEvent) event = { 0 };
      EnrUuid id;
      guint8 sum[ENR_SUM_LENGTH];

      bench_check (enr_event_read (&event, slice->bytes, slice->length, NULL), "read", NULL);
      enr_uuid_parse (event.id, &id);
      g_ptr_array_add (self->ids, g_memdup2 (&id, sizeof id));
      enr_sum (slice->bytes, slice->length, sum);
      g_array_append_vals (self->sums, sum, 1);
    }
  return self;
}

static double
time_ours (EnrHubDb *db, Pc *pc, const Batch *batch)
{
  g_autoptr (EnrHubBatch) ours = enr_hub_batch_new ();
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  double start = bench_now ();

  ours->source = g_strdup (pc->source);
  ours->path = g_strdup ("/v1/events");
  ours->sent_ms = ours->recv_ms = enr_hub_now_ms ();
  ours->packed = g_bytes_ref (batch->packed);
  ours->unpacked = g_bytes_ref (batch->plain);
  bench_check (enr_hub_batch_judge (ours, &error), "judge", error);
  g_ptr_array_add (list, ours);
  bench_check (enr_hub_ingest (db, list, &error), "ingest", error);
  for (guint i = 0; i < ours->n_events; i++)
    if (ours->events[i].verdict->status != ENR_VERDICT_ACCEPTED)
      bench_fail ("refused: %s", ours->events[i].verdict->problem->type);
  return bench_now () - start;
}

/* What a bare loop reads out of the parsed JSON */
typedef struct
{
  gint64 recv_seq;
  gint64 sequence;
  gint64 rev;
  const char *type;
  const char *subject;
  const char *day;
} Row;

static Row
row_of (const json_t *event, gint64 recv_seq)
{
  Row row = { recv_seq,
              g_ascii_strtoll (enr_json_get_text (event, "sequence", "0"), NULL, 10),
              enr_json_get_int (event, "rev", 0),
              enr_json_get_text (event, "type", ""),
              enr_json_get_text (event, "subject", ""),
              "2026-01-01" };

  return row;
}

static json_t *
parse (const Batch *batch)
{
  json_t *root = json_loadb (g_bytes_get_data (batch->plain, NULL), g_bytes_get_size (batch->plain),
                             JSON_REJECT_DUPLICATES, NULL);

  bench_check (json_is_array (root), "parse", NULL);
  return root;
}

typedef struct
{
  sqlite3 *handle;
  sqlite3_stmt *begin, *inbox, *current, *raw, *commit;
  PGconn *conn;
  gint64 recv_seq;
} Bare;

static sqlite3_stmt *
prepare (Bare *self, const char *sql)
{
  sqlite3_stmt *stmt;

  bench_check (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL)
                   == SQLITE_OK,
               sql, NULL);
  return stmt;
}

static void
step (sqlite3_stmt *stmt)
{
  bench_check (sqlite3_step (stmt) == SQLITE_DONE, sqlite3_sql (stmt), NULL);
  sqlite3_reset (stmt);
}

static void
open_sqlite (Bare *self, Hub *hub)
{
  bench_check (sqlite3_open (hub->database, &self->handle) == SQLITE_OK, "open", NULL);
  sqlite3_exec (self->handle,
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                "PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16384",
                NULL, NULL, NULL);
  self->begin = prepare (self, "BEGIN IMMEDIATE");
  self->inbox = prepare (self, SQL_INBOX);
  self->current = prepare (self, SQL_CURRENT);
  self->raw = prepare (self, SQL_RAW);
  self->commit = prepare (self, "COMMIT");
}

static void
write_sqlite (Bare *self, const Batch *batch, const json_t *root)
{
  static const guint8 zeros[64];
  const void *packed = g_bytes_get_data (batch->packed, NULL);

  step (self->begin);
  for (guint i = 0; i < IN_BATCH; i++)
    {
      Row row = row_of (json_array_get (root, i), ++self->recv_seq);
      const EnrSlice *slice = &g_array_index (batch->slices, EnrSlice, i);

      sqlite3_bind_int64 (self->inbox, 1, row.recv_seq);
      sqlite3_bind_int64 (self->inbox, 2, 1);
      sqlite3_bind_blob (self->inbox, 3, batch->ids->pdata[i], 16, SQLITE_STATIC);
      sqlite3_bind_int64 (self->inbox, 4, row.sequence);
      sqlite3_bind_text (self->inbox, 5, row.type, -1, SQLITE_STATIC);
      sqlite3_bind_text (self->inbox, 6, row.subject, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (self->inbox, 7, row.rev);
      sqlite3_bind_blob (self->inbox, 8, batch->sums->data + i * ENR_SUM_LENGTH, 32, SQLITE_STATIC);
      sqlite3_bind_blob (self->inbox, 9, zeros, 32, SQLITE_STATIC);
      sqlite3_bind_blob (self->inbox, 10, batch->sums->data, 32, SQLITE_STATIC);
      sqlite3_bind_int64 (self->inbox, 11, row.recv_seq);
      sqlite3_bind_blob64 (self->inbox, 12, slice->bytes, slice->length, SQLITE_STATIC);
      step (self->inbox);
      sqlite3_bind_text (self->current, 1, "13101014", -1, SQLITE_STATIC);
      sqlite3_bind_text (self->current, 2, row.subject, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (self->current, 3, row.rev);
      sqlite3_bind_int64 (self->current, 4, row.recv_seq);
      sqlite3_bind_int64 (self->current, 5, 1);
      sqlite3_bind_text (self->current, 6, row.type, -1, SQLITE_STATIC);
      sqlite3_bind_text (self->current, 7, row.day, -1, SQLITE_STATIC);
      step (self->current);
    }
  sqlite3_bind_blob (self->raw, 1, batch->sums->data, 32, SQLITE_STATIC);
  sqlite3_bind_int64 (self->raw, 2, 1);
  sqlite3_bind_int64 (self->raw, 3, self->recv_seq);
  sqlite3_bind_blob (self->raw, 4, zeros, 64, SQLITE_STATIC);
  sqlite3_bind_blob64 (self->raw, 5, packed, g_bytes_get_size (batch->packed), SQLITE_STATIC);
  step (self->raw);
  step (self->commit);
}

static void
open_pg (Bare *self, Hub *hub)
{
  static const char *const statements[] = { SQL_INBOX, SQL_CURRENT, SQL_RAW };
  static const char *const names[] = { "inbox", "current", "raw" };

  self->conn = PQconnectdb (hub->database);
  bench_check (PQstatus (self->conn) == CONNECTION_OK, "PostgreSQL", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    PQclear (PQprepare (self->conn, names[i], statements[i], 0, NULL));
  bench_check (PQenterPipelineMode (self->conn) == 1, "pipeline", NULL);
}

/* Numbers as text, bytes as they are */
typedef struct
{
  const char *values[12];
  int lengths[12];
  int formats[12];
  char numbers[12][24];
  int n;
} Values;

static void
add_int (Values *self, gint64 number)
{
  g_snprintf (self->numbers[self->n], sizeof self->numbers[0], "%" G_GINT64_FORMAT, number);
  self->values[self->n] = self->numbers[self->n];
  self->formats[self->n++] = 0;
}

static void
add_text (Values *self, const char *text)
{
  self->values[self->n] = text;
  self->formats[self->n++] = 0;
}

static void
add_blob (Values *self, const void *bytes, gsize length)
{
  self->values[self->n] = bytes;
  self->lengths[self->n] = (int) length;
  self->formats[self->n++] = 1;
}

static void
send_prepared (Bare *self, const char *name, const Values *values)
{
  bench_check (PQsendQueryPrepared (self->conn, name, values->n, values->values, values->lengths,
                                    values->formats, 0)
                   == 1,
               name, NULL);
}

static void
send_plain (Bare *self, const char *sql)
{
  bench_check (PQsendQueryParams (self->conn, sql, 0, NULL, NULL, NULL, NULL, 0) == 1, sql, NULL);
}

static void
write_pg (Bare *self, const Batch *batch, const json_t *root)
{
  static const guint8 zeros[64];
  gsize packed_length;
  const void *packed = g_bytes_get_data (batch->packed, &packed_length);
  Values raw = { .n = 0 };
  gboolean is_over = FALSE;

  send_plain (self, "BEGIN");
  for (guint i = 0; i < IN_BATCH; i++)
    {
      Row row = row_of (json_array_get (root, i), ++self->recv_seq);
      const EnrSlice *slice = &g_array_index (batch->slices, EnrSlice, i);
      Values inbox = { .n = 0 };
      Values current = { .n = 0 };

      add_int (&inbox, row.recv_seq);
      add_int (&inbox, 1);
      add_blob (&inbox, batch->ids->pdata[i], 16);
      add_int (&inbox, row.sequence);
      add_text (&inbox, row.type);
      add_text (&inbox, row.subject);
      add_int (&inbox, row.rev);
      add_blob (&inbox, batch->sums->data + i * ENR_SUM_LENGTH, 32);
      add_blob (&inbox, zeros, 32);
      add_blob (&inbox, batch->sums->data, 32);
      add_int (&inbox, row.recv_seq);
      add_blob (&inbox, slice->bytes, slice->length);
      send_prepared (self, "inbox", &inbox);
      add_text (&current, "13101014");
      add_text (&current, row.subject);
      add_int (&current, row.rev);
      add_int (&current, row.recv_seq);
      add_int (&current, 1);
      add_text (&current, row.type);
      add_text (&current, row.day);
      send_prepared (self, "current", &current);
    }
  add_blob (&raw, batch->sums->data, 32);
  add_int (&raw, 1);
  add_int (&raw, self->recv_seq);
  add_blob (&raw, zeros, 64);
  add_blob (&raw, packed, packed_length);
  send_prepared (self, "raw", &raw);
  send_plain (self, "COMMIT");
  bench_check (PQpipelineSync (self->conn) == 1, "sync", NULL);
  while (!is_over)
    {
      PGresult *result = PQgetResult (self->conn);
      ExecStatusType status = PQresultStatus (result);

      if (result != NULL && status != PGRES_COMMAND_OK && status != PGRES_PIPELINE_SYNC)
        bench_fail ("%s", PQresultErrorMessage (result));
      is_over = result != NULL && status == PGRES_PIPELINE_SYNC;
      PQclear (result);
    }
}

static double
time_bare (Bare *self, const Batch *batch)
{
  double start = bench_now ();
  json_t *root = parse (batch);

  if (self->conn != NULL)
    write_pg (self, batch, root);
  else
    write_sqlite (self, batch, root);
  json_decref (root);
  return bench_now () - start;
}

static void
measure (HubStore store, const char *name, guint rounds)
{
  g_autoptr (Hub) hub = hub_new (store);
  g_autoptr (Hub) bare_hub = hub_new (store);
  g_autoptr (Pc) pc = pc_new (hub, "13101014");
  g_autoptr (Pc) bare_pc = pc_new (bare_hub, "13101014");
  g_autoptr (EnrHubDb) db = NULL;
  g_autoptr (GArray) ours = bench_list_new ();
  g_autoptr (GArray) theirs = bench_list_new ();
  g_autofree char *measure_text
      = g_strdup_printf ("the city's receiver on %s, events a second, batches of 100", name);
  g_autofree char *our_text = NULL;
  g_autofree char *their_text = NULL;
  Bare bare = { 0 };

  pc_register (pc);
  pc_register (bare_pc);
  db = hub_open (hub);
  if (store == HUB_SQLITE)
    open_sqlite (&bare, bare_hub);
  else
    open_pg (&bare, bare_hub);
  for (guint round = 0; round < rounds + 5; round++)
    {
      Batch *batch = batch_new (pc, round);
      double a = time_ours (db, pc, batch);
      double b = time_bare (&bare, batch);

      if (round >= 5) /* what is read for the first time */
        {
          bench_list_add (ours, IN_BATCH / a);
          bench_list_add (theirs, IN_BATCH / b);
        }
      batch_free (batch);
    }
  {
    double ratio = bench_median_ratio (ours, theirs);

    our_text = g_strdup_printf ("%.0f", bench_median (ours));
    their_text = g_strdup_printf ("%.0f (jansson and %s alone)", bench_median (theirs),
                                  store == HUB_SQLITE ? "SQLite" : "libpq");
    bench_row (measure_text, our_text, their_text, ratio, BENCH_AT_LEAST, LIMIT);
  }
  if (bare.conn != NULL)
    PQfinish (bare.conn);
  else
    {
      sqlite3_finalize (bare.begin);
      sqlite3_finalize (bare.inbox);
      sqlite3_finalize (bare.current);
      sqlite3_finalize (bare.raw);
      sqlite3_finalize (bare.commit);
      sqlite3_close (bare.handle);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    bench_fail ("usage: bench-ingest ROUNDS");
  bench_check (sodium_init () >= 0, "libsodium", NULL);
  hub_wait_for_disk ();
  measure (HUB_SQLITE, "SQLite", (guint) atoi (argv[1]));
  if (hub_can (HUB_POSTGRESQL))
    measure (HUB_POSTGRESQL, "PostgreSQL", (guint) atoi (argv[1]));
  return hub_run_tests ();
}
