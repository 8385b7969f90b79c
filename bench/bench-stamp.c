/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A tap at the door until it is on the disk with its journal row, against SQLite alone: the rows
 * that the program has just written are written again, into a copy of the same file, by a loop that
 * does nothing but bind, step and commit. It knows neither rules nor hashes nor hooks; it writes a
 * third row, as a program with an outbox table would. Every other pair of rounds it leaves that row
 * out: the same two rows are the harder comparison. Both files are changed.
 *
 *   bench-stamp OURS.db COPY.db FIRST-DAY ROUNDS
 */
#include <sqlite3.h>
#include <stdlib.h>

#include "attendance/stamp.h"
#include "common.h"
#include "nursery/roster.h"

#define SLOWEST 0.016

/* As store/db.c opens its writer. */
#define PRAGMAS                                                                                    \
  "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000; "                    \
  "PRAGMA secure_delete=ON"
#define STAMP_COLUMNS                                                                              \
  "id, child_id, day, kind, at, recorded_at, source, collected_by, supersedes, reason"
#define N_STAMP_COLUMNS 10
#define JOURNAL_COLUMNS                                                                            \
  "seq, site, txn, at, actor_kind, actor_id, actor_name, device, tbl, row, op, changes, reason, "  \
  "subject, hash"
#define N_JOURNAL_COLUMNS 15
#define ROW_COLUMN 9
#define CHANGES_COLUMN 11

typedef struct
{
  sqlite3_value *stamp[N_STAMP_COLUMNS];
  sqlite3_value *journal[N_JOURNAL_COLUMNS];
} Row;

typedef struct
{
  sqlite3 *handle;
  sqlite3_stmt *begin;
  sqlite3_stmt *stamp;
  sqlite3_stmt *journal;
  sqlite3_stmt *outbox;
  sqlite3_stmt *commit;
} Bare;

/* What a way of writing has come to. */
typedef struct
{
  GArray *rates;     /* stamps per second, a value a round */
  GArray *our_rates; /* ours in the same rounds */
  GArray *latencies;
} Side;

static void
check_sqlite (sqlite3 *handle, int rc, const char *action)
{
  if (rc != SQLITE_OK && rc != SQLITE_ROW && rc != SQLITE_DONE)
    bench_fail ("%s: %s", action, sqlite3_errmsg (handle));
}

static sqlite3_stmt *
prepare (sqlite3 *handle, const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  check_sqlite (handle,
                sqlite3_prepare_v3 (handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL), sql);
  return stmt;
}

static void
run (sqlite3 *handle, sqlite3_stmt *stmt, const char *action)
{
  check_sqlite (handle, sqlite3_step (stmt), action);
  check_sqlite (handle, sqlite3_reset (stmt), action);
}

static void
bare_open (Bare *self, const char *path)
{
  sqlite3 *handle = NULL;

  check_sqlite (NULL,
                sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL),
                path);
  check_sqlite (handle, sqlite3_exec (handle, PRAGMAS, NULL, NULL, NULL), "configure");
  check_sqlite (handle,
                sqlite3_exec (handle,
                              "CREATE TABLE outbox (seq INTEGER PRIMARY KEY, id BLOB NOT NULL, "
                              "at INTEGER NOT NULL, body TEXT NOT NULL) STRICT",
                              NULL, NULL, NULL),
                "make an outbox");
  self->handle = handle;
  self->begin = prepare (handle, "BEGIN IMMEDIATE");
  self->stamp
      = prepare (handle, "INSERT INTO stamp (" STAMP_COLUMNS ") VALUES (?,?,?,?,?,?,?,?,?,?)");
  self->journal = prepare (handle, "INSERT INTO journal (" JOURNAL_COLUMNS ") VALUES "
                                   "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  self->outbox = prepare (handle, "INSERT INTO outbox (id, at, body) VALUES (?,?,?)");
  self->commit = prepare (handle, "COMMIT");
}

static void
bare_close (Bare *self)
{
  sqlite3_finalize (self->begin);
  sqlite3_finalize (self->stamp);
  sqlite3_finalize (self->journal);
  sqlite3_finalize (self->outbox);
  sqlite3_finalize (self->commit);
  check_sqlite (self->handle, sqlite3_close (self->handle), "close");
}

static void
bind (sqlite3_stmt *stmt, sqlite3_value **values, int n_values)
{
  for (int i = 0; i < n_values; i++)
    sqlite3_bind_value (stmt, i + 1, values[i]);
}

static void
bare_write (Bare *self, Row *row, gboolean with_outbox)
{
  run (self->handle, self->begin, "begin");
  bind (self->stamp, row->stamp, N_STAMP_COLUMNS);
  run (self->handle, self->stamp, "stamp");
  bind (self->journal, row->journal, N_JOURNAL_COLUMNS);
  run (self->handle, self->journal, "journal");
  if (with_outbox)
    {
      sqlite3_bind_value (self->outbox, 1, row->stamp[0]);
      sqlite3_bind_value (self->outbox, 2, row->stamp[4]);
      sqlite3_bind_value (self->outbox, 3, row->journal[CHANGES_COLUMN]);
      run (self->handle, self->outbox, "outbox");
    }
  run (self->handle, self->commit, "commit");
}

static void
row_clear (gpointer data)
{
  Row *row = data;

  for (int i = 0; i < N_STAMP_COLUMNS; i++)
    sqlite3_value_free (row->stamp[i]);
  for (int i = 0; i < N_JOURNAL_COLUMNS; i++)
    sqlite3_value_free (row->journal[i]);
}

/* What our side wrote since the journal had @seq rows. */
static GArray *
read_back (const char *path, gint64 seq)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (Row));
  sqlite3 *handle = NULL;
  sqlite3_stmt *journal;
  sqlite3_stmt *stamp;

  g_array_set_clear_func (rows, row_clear);
  check_sqlite (NULL, sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL), path);
  journal = prepare (handle, "SELECT " JOURNAL_COLUMNS " FROM journal WHERE seq > ? ORDER BY seq");
  stamp = prepare (handle, "SELECT " STAMP_COLUMNS " FROM stamp WHERE id = ?");
  sqlite3_bind_int64 (journal, 1, seq);
  while (sqlite3_step (journal) == SQLITE_ROW)
    {
      EnrUuid id = enr_uuid_none;
      Row row;

      for (int i = 0; i < N_JOURNAL_COLUMNS; i++)
        row.journal[i] = sqlite3_value_dup (sqlite3_column_value (journal, i));
      enr_uuid_parse ((const char *) sqlite3_value_text (row.journal[ROW_COLUMN]), &id);
      sqlite3_bind_blob (stamp, 1, id.bytes, sizeof id.bytes, SQLITE_TRANSIENT);
      if (sqlite3_step (stamp) != SQLITE_ROW)
        bench_fail ("a journal row that is no stamp's");
      for (int i = 0; i < N_STAMP_COLUMNS; i++)
        row.stamp[i] = sqlite3_value_dup (sqlite3_column_value (stamp, i));
      sqlite3_reset (stamp);
      g_array_append_val (rows, row);
    }
  sqlite3_finalize (journal);
  sqlite3_finalize (stamp);
  sqlite3_close (handle);
  return rows;
}

static gint64
journal_length (const char *path)
{
  sqlite3 *handle = NULL;
  sqlite3_stmt *stmt;
  gint64 length = 0;

  check_sqlite (NULL, sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL), path);
  stmt = prepare (handle, "SELECT max (seq) FROM journal");
  if (sqlite3_step (stmt) == SQLITE_ROW)
    length = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
  return length;
}

static void
shuffle (GPtrArray *children, GRand *rand)
{
  for (guint i = children->len; i > 1; i--)
    {
      guint j = (guint) g_rand_int_range (rand, 0, (gint32) i);
      gpointer other = children->pdata[j];

      children->pdata[j] = children->pdata[i - 1];
      children->pdata[i - 1] = other;
    }
}

/* All children come in the even rounds, and go in the odd ones. Returns stamps per second. */
static double
write_ours (EnrDb *db, GPtrArray *children, EnrDate first, int round, GArray *latencies)
{
  EnrActor actor = enr_actor (ENR_ACTOR_DOOR, enr_actor_this_device ());
  EnrDate day = first + round / 2;
  EnrInstant at = enr_instant_from_local (day, round % 2 == 0 ? 8 * 60 : 16 * 60);
  double start = bench_now ();
  double before = start;

  for (guint i = 0; i < children->len; i++)
    {
      const EnrRosterRow *row = g_ptr_array_index (children, i);
      g_autoptr (GError) error = NULL;
      EnrPunch punch = { 0 };
      double now;

      bench_check (enr_stamp_punch (db, &actor, &row->child->id, at + i * 6, ENR_SOURCE_DOOR, NULL,
                                    &punch, &error),
                   "stamp", error);
      if (punch.is_repeat)
        bench_fail ("a stamp was taken for a repeat");
      now = bench_now ();
      bench_list_add (latencies, now - before);
      before = now;
    }
  return children->len / (before - start);
}

static double
write_bare (Bare *bare, GArray *rows, gboolean with_outbox, GArray *latencies)
{
  double start = bench_now ();
  double before = start;

  for (guint i = 0; i < rows->len; i++)
    {
      double now;

      bare_write (bare, &g_array_index (rows, Row, i), with_outbox);
      now = bench_now ();
      bench_list_add (latencies, now - before);
      before = now;
    }
  return rows->len / (before - start);
}

static void
side_init (Side *self)
{
  self->rates = bench_list_new ();
  self->our_rates = bench_list_new ();
  self->latencies = bench_list_new ();
}

static void
print_rates (const char *measure, Side *side, BenchLimit kind)
{
  double ratio = bench_median_ratio (side->our_rates, side->rates);
  g_autofree char *ours = g_strdup_printf ("%.0f/s", bench_median (side->our_rates));
  g_autofree char *against = g_strdup_printf ("%.0f/s (bare SQLite)", bench_median (side->rates));

  bench_row (measure, ours, against, ratio, kind, 0.6);
}

static void
print_latencies (GArray *ours, GArray *bare)
{
  double worst = bench_percentile (ours, 0.99);
  g_autofree char *our_median = bench_dup_time (bench_median (ours));
  g_autofree char *our_worst = bench_dup_time (worst);
  g_autofree char *bare_median = bench_dup_time (bench_median (bare));
  g_autofree char *bare_worst = bench_dup_time (bench_percentile (bare, 0.99));
  g_autofree char *left = g_strdup_printf ("%s (median %s)", our_worst, our_median);
  g_autofree char *right = g_strdup_printf ("%s (median %s)", bare_worst, bare_median);

  bench_row_value ("the slowest hundredth of them (p99)", left, right, "under 16 ms",
                   worst < SLOWEST);
}

int
main (int argc, char **argv)
{
  EnrDate first = argc == 5 ? enr_date_parse_iso (argv[3]) : ENR_DATE_NONE;
  int n_rounds = argc == 5 ? atoi (argv[4]) : 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) children = NULL;
  g_autoptr (GArray) latencies = bench_list_new ();
  GRand *rand = g_rand_new_with_seed (1);
  Side three;
  Side two;
  Bare bare;
  EnrDb *db;

  if (first == ENR_DATE_NONE || n_rounds < 4)
    bench_fail ("usage: bench-stamp OURS.db COPY.db FIRST-DAY ROUNDS");

  db = enr_db_open (argv[1], ENR_DB_READ_WRITE, &error);
  bench_check (db != NULL, argv[1], error);
  children = enr_roster_load (db, first, ENR_ROSTER_ENROLLED, &error);
  bench_check (children != NULL && children->len > 0, "read the children", error);
  bare_open (&bare, argv[2]);
  side_init (&three);
  side_init (&two);

  /* The first two rounds are not counted: they bring the files into memory. */
  for (int round = -2; round < n_rounds; round++)
    {
      Side *side = (round & 2) == 0 ? &three : &two;
      gint64 seq = journal_length (argv[1]);
      g_autoptr (GArray) ours = bench_list_new ();
      g_autoptr (GArray) theirs = bench_list_new ();
      g_autoptr (GArray) rows = NULL;
      double our_rate;
      double rate;

      shuffle (children, rand);
      our_rate = write_ours (db, children, first, round + 2, ours);
      rows = read_back (argv[1], seq);
      if (rows->len != children->len)
        bench_fail ("%u stamps made %u journal rows", children->len, rows->len);
      rate = write_bare (&bare, rows, side == &three, theirs);
      if (round < 0)
        continue;
      bench_list_add (side->our_rates, our_rate);
      bench_list_add (side->rates, rate);
      g_array_append_vals (latencies, ours->data, ours->len);
      g_array_append_vals (side->latencies, theirs->data, theirs->len);
    }
  enr_db_close (db);
  bare_close (&bare);
  g_rand_free (rand);

  print_rates ("a stamp, durable, with its journal row; bare: three rows", &three, BENCH_AT_LEAST);
  print_rates ("the same; bare: the very same two rows", &two, BENCH_NO_LIMIT);
  print_latencies (latencies, three.latencies);
  return 0;
}
