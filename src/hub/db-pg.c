/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The hub on PostgreSQL (libpq). A connection that was lost is made anew at the next transaction or
 * reading; within a transaction its loss is the transaction's failure.
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <libpq-fe.h>

#include "hub/db-private.h"

#define STEPS "/io/github/enroku/Hub/postgresql"
#define MIGRATION_LOCK "5009107325" /* any number that others are not likely to use */

/* Types, by the numbers that are the same in every PostgreSQL (pg_type.dat). */
enum
{
  OID_INT8 = 20,
  OID_TEXT = 25,
  OID_BYTEA = 17,
  OID_INT8_ARRAY = 1016,
  OID_TEXT_ARRAY = 1009,
  OID_BYTEA_ARRAY = 1001,
};

typedef struct
{
  EnrHubDb parent;
  PGconn *conn;
  GHashTable *statements; /* text (its address) to the name it is prepared as */
  gboolean in_transaction;
} PgDb;

typedef struct
{
  EnrHubRows parent;
  PGresult *result;
} PgRows;

static const char sql_insert[]
    = "INSERT INTO inbox (recv_seq, site, id, seq, type, subject, rev, sha256, prev, batch, "
      "recv_ms, body)"
      " SELECT * FROM unnest ($1::bigint[], $2::bigint[], $3::bytea[], $4::bigint[], $5::text[], "
      "$6::text[],"
      "  $7::bigint[], $8::bytea[], $9::bytea[], $10::bytea[], $11::bigint[], $12::bytea[])"
      " ON CONFLICT DO NOTHING RETURNING recv_seq";
static const char sql_raise[]
    = "INSERT INTO current (nursery, subject, rev, recv_seq, site, type, day)"
      " SELECT * FROM unnest ($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], "
      "$6::text[],"
      "  $7::text[])"
      " ON CONFLICT (nursery, subject) DO UPDATE"
      " SET rev = excluded.rev, recv_seq = excluded.recv_seq, site = excluded.site, type = "
      "excluded.type,"
      "  day = excluded.day"
      " WHERE excluded.rev > current.rev RETURNING recv_seq";
/* Whoever writes holds this row until COMMIT; see db.h. */
static const char sql_lock[] = "SELECT last FROM sequencer WHERE name = 'recv' FOR UPDATE";

static gboolean
fail (PgDb *self, const PGresult *result, const char *action, GError **error)
{
  const char *state = result != NULL ? PQresultErrorField (result, PG_DIAG_SQLSTATE) : NULL;
  const char *words = result != NULL ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
  g_autofree char *message
      = g_strstrip (g_strdup (words != NULL ? words : PQerrorMessage (self->conn)));
  gboolean is_busy = state == NULL; /* the connection itself */

  if (state != NULL)
    /* 55P03 lock not available, 57014 statement time-out, 57P0x shut down, 40xxx deadlock,
     * 53xxx no room, 08xxx connection, 25P03 idle too long */
    is_busy = g_str_has_prefix (state, "55P03") || g_str_has_prefix (state, "57")
              || g_str_has_prefix (state, "40") || g_str_has_prefix (state, "53")
              || g_str_has_prefix (state, "08") || g_str_has_prefix (state, "25P03");
  g_set_error (error, ENR_HUB_ERROR, is_busy ? ENR_HUB_ERROR_BUSY : ENR_HUB_ERROR_FAILED,
               "%s: %s%s%s", action, message, state != NULL ? " " : "", state != NULL ? state : "");
  return FALSE;
}

static gboolean
run_plain (PgDb *self, const char *sql, GError **error)
{
  PGresult *result = PQexec (self->conn, sql);
  ExecStatusType status = PQresultStatus (result);
  gboolean is_good = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

  if (!is_good)
    fail (self, result, "statement", error);
  PQclear (result);
  return is_good;
}

/* What the server or its database may have set otherwise. An acknowledged event must be on the
 * disk. */
static gboolean
set_up (PgDb *self, GError **error)
{
  PGresult *result;
  gboolean is_off;

  if (!run_plain (self,
                  "SET client_min_messages = warning;"
                  "SET lock_timeout = '10s';"
                  "SET statement_timeout = '20s';"
                  "SET idle_in_transaction_session_timeout = '30s';"
                  "SET standard_conforming_strings = on",
                  error))
    return FALSE;
  result = PQexec (self->conn, "SHOW synchronous_commit");
  is_off = PQntuples (result) == 1 && strcmp (PQgetvalue (result, 0, 0), "off") == 0;
  PQclear (result);
  return !is_off || run_plain (self, "SET synchronous_commit = on", error);
}

/* Makes sure of a connection where none of a transaction's can be lost by it. */
static gboolean
connect_again (PgDb *self, GError **error)
{
  if (PQstatus (self->conn) == CONNECTION_OK)
    return TRUE;
  if (self->in_transaction)
    return fail (self, NULL, "connection", error);
  g_hash_table_remove_all (self->statements);
  PQreset (self->conn);
  if (PQstatus (self->conn) != CONNECTION_OK)
    return fail (self, NULL, "connection", error);
  return set_up (self, error);
}

static void
rows_free (EnrHubRows *rows)
{
  PQclear (((PgRows *) rows)->result);
  g_free (rows);
}

static gboolean
rows_is_null (const EnrHubRows *rows, guint row, guint column)
{
  return PQgetisnull (((const PgRows *) rows)->result, (int) row, (int) column);
}

static gint64
rows_get_int (const EnrHubRows *rows, guint row, guint column)
{
  const PGresult *result = ((const PgRows *) rows)->result;
  const guint8 *bytes = (const guint8 *) PQgetvalue (result, (int) row, (int) column);
  int length = PQgetlength (result, (int) row, (int) column);
  guint64 value = 0;

  if (length == 0 || length > 8)
    return 0;
  if (length < 8 && (bytes[0] & 0x80) != 0)
    value = ~G_GUINT64_CONSTANT (0);
  for (int i = 0; i < length; i++)
    value = value << 8 | bytes[i];
  return (gint64) value;
}

static const char *
rows_get_bytes (const EnrHubRows *rows, guint row, guint column, gsize *length)
{
  const PGresult *result = ((const PgRows *) rows)->result;

  *length = (gsize) PQgetlength (result, (int) row, (int) column);
  return PQgetvalue (result, (int) row, (int) column);
}

static const EnrHubRowsClass rows_class = { rows_free, rows_is_null, rows_get_int, rows_get_bytes };

static const char *
prepare (PgDb *self, const char *sql, GError **error)
{
  char *name = g_hash_table_lookup (self->statements, sql);
  PGresult *result;

  if (name != NULL)
    return name;
  name = g_strdup_printf ("s%u", g_hash_table_size (self->statements));
  result = PQprepare (self->conn, name, sql, 0, NULL);
  if (PQresultStatus (result) != PGRES_COMMAND_OK)
    {
      fail (self, result, "prepare", error);
      g_clear_pointer (&name, g_free);
    }
  else
    g_hash_table_insert (self->statements, (char *) sql, name);
  PQclear (result);
  return name;
}

static EnrHubRows *
run_prepared (PgDb *self,
              const char *sql,
              const char *const *values,
              const int *lengths,
              const int *formats,
              guint n,
              gint64 *changed,
              GError **error)
{
  const char *name = prepare (self, sql, error);
  PGresult *result;
  ExecStatusType status;
  PgRows *rows;

  if (name == NULL)
    return NULL;
  result = PQexecPrepared (self->conn, name, (int) n, values, lengths, formats, 1);
  status = PQresultStatus (result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    {
      fail (self, result, "statement", error);
      PQclear (result);
      return NULL;
    }
  if (changed != NULL)
    *changed = g_ascii_strtoll (PQcmdTuples (result), NULL, 10);
  rows = g_new0 (PgRows, 1);
  rows->parent.klass = &rows_class;
  rows->parent.n = (guint) PQntuples (result);
  rows->result = result;
  return &rows->parent;
}

#define MOST_VALUES 16

static EnrHubRows *
pg_query (EnrHubDb *db,
          const char *sql,
          const EnrHubValue *values,
          guint n_values,
          gint64 *changed,
          GError **error)
{
  PgDb *self = (PgDb *) db;
  const char *pointers[MOST_VALUES];
  int lengths[MOST_VALUES];
  int formats[MOST_VALUES];
  char numbers[MOST_VALUES][24];
  g_autoptr (GError) local = NULL;
  EnrHubRows *rows;

  g_assert (n_values <= MOST_VALUES);
  if (!connect_again (self, error))
    return NULL;
  for (guint i = 0; i < n_values; i++)
    {
      const EnrHubValue *value = &values[i];

      formats[i] = value->type == ENR_HUB_BLOB;
      lengths[i] = (int) value->length;
      pointers[i] = value->bytes;
      if (value->type == ENR_HUB_INT)
        {
          /* As text: the server knows whether it wants four bytes or eight. */
          g_snprintf (numbers[i], sizeof numbers[i], "%" G_GINT64_FORMAT, value->number);
          pointers[i] = numbers[i];
        }
      else if (value->type == ENR_HUB_NULL)
        pointers[i] = NULL;
      else if (value->length == 0)
        pointers[i] = "";
    }
  rows = run_prepared (self, sql, pointers, lengths, formats, n_values, changed, &local);
  /* A connection that was dropped while nothing was asked shows at its next use. Outside of a
   * transaction nothing but reading is done, which may be done again. */
  if (rows == NULL && !self->in_transaction && PQstatus (self->conn) != CONNECTION_OK)
    {
      g_clear_error (&local);
      if (connect_again (self, &local))
        rows = run_prepared (self, sql, pointers, lengths, formats, n_values, changed, &local);
    }
  if (rows == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return rows;
}

static gboolean
pg_script (EnrHubDb *db, const char *sql, GError **error)
{
  return run_plain ((PgDb *) db, sql, error);
}

static void
pg_rollback (EnrHubDb *db)
{
  PgDb *self = (PgDb *) db;

  if (self->in_transaction && PQstatus (self->conn) == CONNECTION_OK)
    run_plain (self, "ROLLBACK", NULL);
  self->in_transaction = FALSE;
}

static gboolean
begin_with (PgDb *self, const char *lock, GError **error)
{
  /* A connection that the server has dropped meanwhile shows at its first use: once more, then. */
  for (int attempt = 0;; attempt++)
    {
      g_autoptr (GError) local = NULL;

      if (connect_again (self, &local)
          && run_plain (self, "BEGIN ISOLATION LEVEL READ COMMITTED", &local))
        {
          self->in_transaction = TRUE;
          if (run_plain (self, lock, &local))
            return TRUE;
          pg_rollback (&self->parent);
        }
      if (attempt > 0 || PQstatus (self->conn) == CONNECTION_OK)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
}

static gboolean
pg_begin (EnrHubDb *db, GError **error)
{
  return begin_with ((PgDb *) db, sql_lock, error);
}

static gboolean
pg_begin_migration (EnrHubDb *db, GError **error)
{
  return begin_with ((PgDb *) db, "SELECT pg_advisory_xact_lock (" MIGRATION_LOCK ")", error);
}

static gboolean
pg_commit (EnrHubDb *db, GError **error)
{
  PgDb *self = (PgDb *) db;
  PGresult *result = PQexec (self->conn, "COMMIT");
  /* A transaction that had failed is answered with ROLLBACK, which is no error to the server. */
  gboolean is_good
      = PQresultStatus (result) == PGRES_COMMAND_OK && strcmp (PQcmdStatus (result), "COMMIT") == 0;

  if (!is_good)
    fail (self, result, "commit", error);
  PQclear (result);
  self->in_transaction = FALSE;
  return is_good;
}

/* Arrays in the binary form of array_recv(): dimensions, whether there are NULLs, the elements'
 * type, how many, the first index, then each with its length. */

static void
put_int32 (GByteArray *array, gint32 value)
{
  guint32 big = GUINT32_TO_BE ((guint32) value);

  g_byte_array_append (array, (const guint8 *) &big, sizeof big);
}

static void
begin_array (GByteArray *array, int type, guint n)
{
  put_int32 (array, 1);
  put_int32 (array, 0);
  put_int32 (array, type);
  put_int32 (array, (gint32) n);
  put_int32 (array, 1);
}

static void
put_bytes (GByteArray *array, const void *bytes, gsize length)
{
  put_int32 (array, (gint32) length);
  g_byte_array_append (array, bytes, (guint) length);
}

static void
put_int (GByteArray *array, gint64 value)
{
  guint64 big = GUINT64_TO_BE ((guint64) value);

  put_bytes (array, &big, sizeof big);
}

static void
put_text (GByteArray *array, const char *text)
{
  put_bytes (array, text, strlen (text));
}

#define MOST_ARRAYS 12

typedef struct
{
  GByteArray *arrays[MOST_ARRAYS];
  guint n;
} Arrays;

static void
arrays_begin (Arrays *self, const int *types, guint n_arrays, guint n_rows)
{
  self->n = n_arrays;
  for (guint i = 0; i < n_arrays; i++)
    {
      self->arrays[i] = g_byte_array_sized_new (64 + n_rows * 40);
      begin_array (self->arrays[i], types[i], n_rows);
    }
}

static EnrHubRows *
arrays_run (Arrays *self, PgDb *db, const char *sql, GError **error)
{
  const char *pointers[MOST_ARRAYS];
  int lengths[MOST_ARRAYS];
  int formats[MOST_ARRAYS];
  EnrHubRows *rows;

  for (guint i = 0; i < self->n; i++)
    {
      pointers[i] = (const char *) self->arrays[i]->data;
      lengths[i] = (int) self->arrays[i]->len;
      formats[i] = 1;
    }
  rows = run_prepared (db, sql, pointers, lengths, formats, self->n, NULL, error);
  for (guint i = 0; i < self->n; i++)
    g_byte_array_unref (self->arrays[i]);
  return rows;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* The recv_seq's that a statement has returned, ordered. */
static GArray *
take_numbers (EnrHubRows *rows)
{
  GArray *numbers = g_array_sized_new (FALSE, FALSE, sizeof (gint64), rows->n);

  for (guint i = 0; i < rows->n; i++)
    {
      gint64 number = rows_get_int (rows, i, 0);

      g_array_append_val (numbers, number);
    }
  g_array_sort (numbers, compare_numbers);
  return numbers;
}

static gboolean
pg_insert_events (EnrHubDb *db, EnrHubEventRow *const *rows, guint n, GError **error)
{
  static const int types[] = { OID_INT8, OID_INT8,  OID_BYTEA, OID_INT8,  OID_TEXT, OID_TEXT,
                               OID_INT8, OID_BYTEA, OID_BYTEA, OID_BYTEA, OID_INT8, OID_BYTEA };
  Arrays a;
  g_autoptr (EnrHubRows) result = NULL;
  g_autoptr (GArray) written = NULL;

  arrays_begin (&a, types, G_N_ELEMENTS (types), n);
  for (guint i = 0; i < n; i++)
    {
      const EnrHubEventRow *row = rows[i];

      put_int (a.arrays[0], row->recv_seq);
      put_int (a.arrays[1], row->site);
      put_bytes (a.arrays[2], row->id, 16);
      put_int (a.arrays[3], row->sequence);
      put_text (a.arrays[4], row->type);
      put_text (a.arrays[5], row->subject);
      put_int (a.arrays[6], row->rev);
      put_bytes (a.arrays[7], row->sum, 32);
      put_bytes (a.arrays[8], row->prev, 32);
      put_bytes (a.arrays[9], row->batch, 32);
      put_int (a.arrays[10], row->recv_ms);
      put_bytes (a.arrays[11], row->body, row->length);
    }
  result = arrays_run (&a, (PgDb *) db, sql_insert, error);
  if (result == NULL)
    return FALSE;
  written = take_numbers (result);
  for (guint i = 0; i < n; i++)
    rows[i]->is_new = g_array_binary_search (written, &rows[i]->recv_seq, compare_numbers, NULL);
  return TRUE;
}

static guint
hash_subject (gconstpointer key)
{
  const EnrHubEventRow *row = key;

  return g_str_hash (row->subject) ^ g_str_hash (row->nursery);
}

static gboolean
equal_subject (gconstpointer a, gconstpointer b)
{
  const EnrHubEventRow *x = a;
  const EnrHubEventRow *y = b;

  return strcmp (x->subject, y->subject) == 0 && strcmp (x->nursery, y->nursery) == 0;
}

static gboolean
raise_wave (PgDb *db, GPtrArray *wave, GError **error)
{
  static const int types[]
      = { OID_TEXT, OID_TEXT, OID_INT8, OID_INT8, OID_INT8, OID_TEXT, OID_TEXT };
  Arrays a;
  g_autoptr (EnrHubRows) result = NULL;
  g_autoptr (GArray) written = NULL;

  arrays_begin (&a, types, G_N_ELEMENTS (types), wave->len);
  for (guint i = 0; i < wave->len; i++)
    {
      const EnrHubEventRow *row = wave->pdata[i];

      put_text (a.arrays[0], row->nursery);
      put_text (a.arrays[1], row->subject);
      put_int (a.arrays[2], row->rev);
      put_int (a.arrays[3], row->recv_seq);
      put_int (a.arrays[4], row->site);
      put_text (a.arrays[5], row->type);
      put_text (a.arrays[6], row->day);
    }
  result = arrays_run (&a, db, sql_raise, error);
  if (result == NULL)
    return FALSE;
  written = take_numbers (result);
  for (guint i = 0; i < wave->len; i++)
    {
      EnrHubEventRow *row = wave->pdata[i];

      row->is_current = g_array_binary_search (written, &row->recv_seq, compare_numbers, NULL);
    }
  return TRUE;
}

/* One statement must not touch a row twice, so revisions of one subject go in waves. */
static gboolean
pg_raise_current (EnrHubDb *db, EnrHubEventRow *const *rows, guint n, GError **error)
{
  g_autoptr (GPtrArray) left = g_ptr_array_sized_new (n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (left, rows[i]);
  while (left->len > 0)
    {
      g_autoptr (GPtrArray) wave = g_ptr_array_sized_new (left->len);
      g_autoptr (GPtrArray) later = g_ptr_array_new ();
      g_autoptr (GHashTable) seen = g_hash_table_new (hash_subject, equal_subject);

      for (guint i = 0; i < left->len; i++)
        g_ptr_array_add (g_hash_table_add (seen, left->pdata[i]) ? wave : later, left->pdata[i]);
      if (!raise_wave ((PgDb *) db, wave, error))
        return FALSE;
      g_ptr_array_unref (left);
      left = g_steal_pointer (&later);
    }
  return TRUE;
}

static void
pg_close (EnrHubDb *db)
{
  PgDb *self = (PgDb *) db;

  g_hash_table_unref (self->statements);
  PQfinish (self->conn);
  g_free (self);
}

static const EnrHubDbClass pg_class = {
  .close = pg_close,
  .query = pg_query,
  .script = pg_script,
  .begin = pg_begin,
  .commit = pg_commit,
  .rollback = pg_rollback,
  .begin_migration = pg_begin_migration,
  .insert_events = pg_insert_events,
  .raise_current = pg_raise_current,
};

EnrHubDb *
enr_hub_pg_open (const char *url, GError **error)
{
  /* What comes before dbname gives way to what the URL says. */
  static const char *const keywords[] = { "connect_timeout",
                                          "keepalives_idle",
                                          "tcp_user_timeout",
                                          "application_name",
                                          "dbname",
                                          "client_encoding",
                                          NULL };
  const char *values[] = { "10", "30", "20000", "enroku-hub", url, "UTF8", NULL };
  PgDb *self = g_new0 (PgDb, 1);

  self->parent.klass = &pg_class;
  self->parent.steps = STEPS;
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->conn = PQconnectdbParams (keywords, values, TRUE);
  if (PQstatus (self->conn) != CONNECTION_OK)
    {
      /* Without the address, which may hold a password. */
      fail (self, NULL, "PostgreSQL", error);
      pg_close (&self->parent);
      return NULL;
    }
  if (strcmp (PQparameterStatus (self->conn, "server_encoding"), "UTF8") != 0)
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED,
                   "PostgreSQL: the database must be in UTF8, not in %s",
                   PQparameterStatus (self->conn, "server_encoding"));
      pg_close (&self->parent);
      return NULL;
    }
  if (!set_up (self, error))
    {
      pg_close (&self->parent);
      return NULL;
    }
  return &self->parent;
}
