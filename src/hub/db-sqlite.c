/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The hub on SQLite: one file, several processes of one machine.
 */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "hub/db-private.h"

#define STEPS "/io/github/enroku/Hub/sqlite"
#define APPLICATION_ID 0x456e4875 /* "EnHu" */
#define LOCK_MS 10000
#define PAGE_CACHE_KIB 16384

typedef struct
{
  EnrHubDb parent;
  sqlite3 *handle;
  GHashTable *statements; /* text (its address) to sqlite3_stmt */
} SqliteDb;

typedef struct
{
  EnrHubType type;
  gint64 number; /* or where the bytes begin */
  gsize length;
} Cell;

typedef struct
{
  EnrHubRows parent;
  guint n_columns;
  GArray *cells;
  GByteArray *bytes;
} SqliteRows;

static const char sql_insert[] = "INSERT INTO inbox (recv_seq, site, id, seq, type, subject, rev, "
                                 "sha256, prev, batch, recv_ms, body)"
                                 " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
                                 " ON CONFLICT DO NOTHING";
static const char sql_raise[]
    = "INSERT INTO current (nursery, subject, rev, recv_seq, site, type, day)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7)"
      " ON CONFLICT (nursery, subject) DO UPDATE"
      " SET rev = excluded.rev, recv_seq = excluded.recv_seq, site = excluded.site, type = "
      "excluded.type,"
      "  day = excluded.day"
      " WHERE excluded.rev > current.rev";
static const char sql_begin[] = "BEGIN IMMEDIATE";
static const char sql_commit[] = "COMMIT";
static const char sql_rollback[] = "ROLLBACK";

static gboolean
fail (SqliteDb *self, int rc, const char *action, GError **error)
{
  int primary = rc & 0xff;

  g_set_error (error, ENR_HUB_ERROR,
               primary == SQLITE_BUSY || primary == SQLITE_LOCKED ? ENR_HUB_ERROR_BUSY
                                                                  : ENR_HUB_ERROR_FAILED,
               "%s: %s (%d)", action, sqlite3_errmsg (self->handle), rc);
  return FALSE;
}

static void
rows_free (EnrHubRows *rows)
{
  SqliteRows *self = (SqliteRows *) rows;

  g_array_unref (self->cells);
  g_byte_array_unref (self->bytes);
  g_free (self);
}

static const Cell *
cell_at (const EnrHubRows *rows, guint row, guint column)
{
  const SqliteRows *self = (const SqliteRows *) rows;

  g_assert (column < self->n_columns);
  return &g_array_index (self->cells, Cell, row * self->n_columns + column);
}

static gboolean
rows_is_null (const EnrHubRows *rows, guint row, guint column)
{
  return cell_at (rows, row, column)->type == ENR_HUB_NULL;
}

static gint64
rows_get_int (const EnrHubRows *rows, guint row, guint column)
{
  const Cell *cell = cell_at (rows, row, column);

  return cell->type == ENR_HUB_INT ? cell->number : 0;
}

static const char *
rows_get_bytes (const EnrHubRows *rows, guint row, guint column, gsize *length)
{
  const Cell *cell = cell_at (rows, row, column);

  *length = 0;
  if (cell->type != ENR_HUB_TEXT && cell->type != ENR_HUB_BLOB)
    return "";
  *length = cell->length;
  return (const char *) ((const SqliteRows *) rows)->bytes->data + cell->number;
}

static const EnrHubRowsClass rows_class = { rows_free, rows_is_null, rows_get_int, rows_get_bytes };

static void
append_row (SqliteRows *self, sqlite3_stmt *stmt)
{
  static const guint8 end = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      Cell cell = { ENR_HUB_NULL };

      switch (sqlite3_column_type (stmt, (int) i))
        {
        case SQLITE_NULL:
          break;
        case SQLITE_INTEGER:
          cell.type = ENR_HUB_INT;
          cell.number = sqlite3_column_int64 (stmt, (int) i);
          break;
        default:
          cell.type
              = sqlite3_column_type (stmt, (int) i) == SQLITE_BLOB ? ENR_HUB_BLOB : ENR_HUB_TEXT;
          cell.number = self->bytes->len;
          g_byte_array_append (self->bytes,
                               cell.type == ENR_HUB_BLOB ? sqlite3_column_blob (stmt, (int) i)
                                                         : sqlite3_column_text (stmt, (int) i),
                               (guint) sqlite3_column_bytes (stmt, (int) i));
          cell.length = self->bytes->len - (gsize) cell.number;
          g_byte_array_append (self->bytes, &end, 1);
        }
      g_array_append_val (self->cells, cell);
    }
  self->parent.n++;
}

static sqlite3_stmt *
prepare (SqliteDb *self, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = g_hash_table_lookup (self->statements, sql);
  int rc;

  if (stmt != NULL)
    return stmt;
  rc = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
  if (rc != SQLITE_OK)
    {
      fail (self, rc, "prepare", error);
      return NULL;
    }
  g_hash_table_insert (self->statements, (char *) sql, stmt);
  return stmt;
}

static void
bind_value (sqlite3_stmt *stmt, int index, const EnrHubValue *value)
{
  switch (value->type)
    {
    case ENR_HUB_NULL:
      sqlite3_bind_null (stmt, index);
      break;
    case ENR_HUB_INT:
      sqlite3_bind_int64 (stmt, index, value->number);
      break;
    case ENR_HUB_TEXT:
      sqlite3_bind_text64 (stmt, index, value->bytes, value->length, SQLITE_STATIC, SQLITE_UTF8);
      break;
    case ENR_HUB_BLOB:
      /* NULL bytes would be a NULL. */
      sqlite3_bind_blob64 (stmt, index, value->length > 0 ? value->bytes : "", value->length,
                           SQLITE_STATIC);
      break;
    }
}

static EnrHubRows *
sqlite_query (EnrHubDb *db,
              const char *sql,
              const EnrHubValue *values,
              guint n_values,
              gint64 *changed,
              GError **error)
{
  SqliteDb *self = (SqliteDb *) db;
  sqlite3_stmt *stmt = prepare (self, sql, error);
  SqliteRows *rows;
  int rc;

  if (stmt == NULL)
    return NULL;
  for (guint i = 0; i < n_values; i++)
    {
      char name[16];

      g_snprintf (name, sizeof name, "$%u", i + 1);
      bind_value (stmt, sqlite3_bind_parameter_index (stmt, name), &values[i]);
    }
  rows = g_new0 (SqliteRows, 1);
  rows->parent.klass = &rows_class;
  rows->n_columns = (guint) sqlite3_column_count (stmt);
  rows->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  rows->bytes = g_byte_array_new ();
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    append_row (rows, stmt);
  if (rc != SQLITE_DONE)
    fail (self, rc, "statement", error);
  else if (changed != NULL)
    *changed = sqlite3_changes64 (self->handle);
  sqlite3_reset (stmt);
  sqlite3_clear_bindings (stmt);
  if (rc == SQLITE_DONE)
    return &rows->parent;
  rows_free (&rows->parent);
  return NULL;
}

static gboolean
sqlite_script (EnrHubDb *db, const char *sql, GError **error)
{
  SqliteDb *self = (SqliteDb *) db;
  const char *rest = sql;

  while (*rest != '\0')
    {
      sqlite3_stmt *stmt = NULL;
      int rc = sqlite3_prepare_v2 (self->handle, rest, -1, &stmt, &rest);

      if (rc == SQLITE_OK && stmt != NULL)
        rc = sqlite3_step (stmt);
      sqlite3_finalize (stmt);
      if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
        return fail (self, rc, "script", error);
    }
  return TRUE;
}

static gboolean
sqlite_begin (EnrHubDb *db, GError **error)
{
  g_autoptr (EnrHubRows) rows = sqlite_query (db, sql_begin, NULL, 0, NULL, error);

  return rows != NULL;
}

static gboolean
sqlite_commit (EnrHubDb *db, GError **error)
{
  g_autoptr (EnrHubRows) rows = sqlite_query (db, sql_commit, NULL, 0, NULL, error);

  return rows != NULL;
}

static void
sqlite_rollback (EnrHubDb *db)
{
  g_autoptr (EnrHubRows) rows = NULL;

  if (!sqlite3_get_autocommit (((SqliteDb *) db)->handle))
    rows = sqlite_query (db, sql_rollback, NULL, 0, NULL, NULL);
}

static gboolean
sqlite_insert_events (EnrHubDb *db, EnrHubEventRow *const *rows, guint n, GError **error)
{
  SqliteDb *self = (SqliteDb *) db;
  sqlite3_stmt *stmt = prepare (self, sql_insert, error);
  int rc = SQLITE_DONE;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < n && rc == SQLITE_DONE; i++)
    {
      EnrHubEventRow *row = rows[i];

      sqlite3_bind_int64 (stmt, 1, row->recv_seq);
      sqlite3_bind_int64 (stmt, 2, row->site);
      sqlite3_bind_blob (stmt, 3, row->id, 16, SQLITE_STATIC);
      sqlite3_bind_int64 (stmt, 4, row->sequence);
      sqlite3_bind_text (stmt, 5, row->type, -1, SQLITE_STATIC);
      sqlite3_bind_text (stmt, 6, row->subject, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (stmt, 7, row->rev);
      sqlite3_bind_blob (stmt, 8, row->sum, 32, SQLITE_STATIC);
      sqlite3_bind_blob (stmt, 9, row->prev, 32, SQLITE_STATIC);
      sqlite3_bind_blob (stmt, 10, row->batch, 32, SQLITE_STATIC);
      sqlite3_bind_int64 (stmt, 11, row->recv_ms);
      sqlite3_bind_blob64 (stmt, 12, row->body, row->length, SQLITE_STATIC);
      rc = sqlite3_step (stmt);
      row->is_new = rc == SQLITE_DONE && sqlite3_changes (self->handle) == 1;
      if (rc != SQLITE_DONE)
        fail (self, rc, "insert", error);
      sqlite3_reset (stmt);
    }
  sqlite3_clear_bindings (stmt);
  return rc == SQLITE_DONE;
}

static gboolean
sqlite_raise_current (EnrHubDb *db, EnrHubEventRow *const *rows, guint n, GError **error)
{
  SqliteDb *self = (SqliteDb *) db;
  sqlite3_stmt *stmt = prepare (self, sql_raise, error);
  int rc = SQLITE_DONE;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < n && rc == SQLITE_DONE; i++)
    {
      EnrHubEventRow *row = rows[i];

      sqlite3_bind_text (stmt, 1, row->nursery, -1, SQLITE_STATIC);
      sqlite3_bind_text (stmt, 2, row->subject, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (stmt, 3, row->rev);
      sqlite3_bind_int64 (stmt, 4, row->recv_seq);
      sqlite3_bind_int64 (stmt, 5, row->site);
      sqlite3_bind_text (stmt, 6, row->type, -1, SQLITE_STATIC);
      sqlite3_bind_text (stmt, 7, row->day, -1, SQLITE_STATIC);
      rc = sqlite3_step (stmt);
      row->is_current = rc == SQLITE_DONE && sqlite3_changes (self->handle) == 1;
      if (rc != SQLITE_DONE)
        fail (self, rc, "current", error);
      sqlite3_reset (stmt);
    }
  sqlite3_clear_bindings (stmt);
  return rc == SQLITE_DONE;
}

static void
finalize_cb (gpointer stmt)
{
  sqlite3_finalize (stmt);
}

static void
sqlite_close (EnrHubDb *db)
{
  SqliteDb *self = (SqliteDb *) db;

  g_hash_table_unref (self->statements);
  sqlite3_close (self->handle);
  g_free (self);
}

static const EnrHubDbClass sqlite_class = {
  .close = sqlite_close,
  .query = sqlite_query,
  .script = sqlite_script,
  .begin = sqlite_begin,
  .commit = sqlite_commit,
  .rollback = sqlite_rollback,
  .begin_migration = sqlite_begin,
  .insert_events = sqlite_insert_events,
  .raise_current = sqlite_raise_current,
};

/* Another program's file is left as it is. */
static gboolean
check_application (SqliteDb *self, const char *path, GError **error)
{
  g_autoptr (EnrHubRows) rows
      = sqlite_query (&self->parent, "PRAGMA application_id", NULL, 0, NULL, error);
  g_autoptr (EnrHubRows) tables = NULL;

  if (rows == NULL)
    return FALSE;
  if (enr_hub_rows_int (rows, 0, 0) == APPLICATION_ID)
    return TRUE;
  tables = sqlite_query (&self->parent, "SELECT count(*) FROM sqlite_schema", NULL, 0, NULL, error);
  if (tables == NULL)
    return FALSE;
  if (enr_hub_rows_int (rows, 0, 0) == 0 && enr_hub_rows_int (tables, 0, 0) == 0)
    return sqlite_script (&self->parent, "PRAGMA application_id = 1164855413", error);
  g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED, "%s: not a database of enroku-hub",
               path);
  return FALSE;
}

EnrHubDb *
enr_hub_sqlite_open (const char *path, gboolean may_create, GError **error)
{
  SqliteDb *self = g_new0 (SqliteDb, 1);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
              | (may_create ? SQLITE_OPEN_CREATE : 0);
  mode_t mask;
  int rc;

  G_STATIC_ASSERT (APPLICATION_ID == 1164855413);
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0); /* before the first; later it is refused */
  self->parent.klass = &sqlite_class;
  self->parent.steps = STEPS;
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_cb);
  if (!may_create && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_READY, "%s: no such file", path);
      sqlite_close (&self->parent);
      return NULL;
    }
  /* Children's data: nobody else may read the file. */
  mask = umask (0077);
  rc = sqlite3_open_v2 (path, &self->handle, flags, NULL);
  if (rc == SQLITE_OK)
    {
      sqlite3_busy_timeout (self->handle, LOCK_MS);
      sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
      sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    }
  else
    fail (self, rc, path, error);
  if (rc != SQLITE_OK || !check_application (self, path, error)
      || !sqlite_script (&self->parent,
                         "PRAGMA journal_mode = WAL;"
                         "PRAGMA synchronous = FULL;"
                         "PRAGMA foreign_keys = ON;"
                         "PRAGMA wal_autocheckpoint = 4000;"
                         "PRAGMA cache_size = -" G_STRINGIFY (PAGE_CACHE_KIB),
                         error))
    {
      umask (mask);
      sqlite_close (&self->parent);
      return NULL;
    }
  umask (mask);
  return &self->parent;
}
