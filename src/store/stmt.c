/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The statement cache. A statement is found by the address of its SQL constant, prepared once, and
 * reset as soon as it is released: a SELECT that is not reset holds a snapshot, which stops the
 * write-ahead log from being folded back.
 */
#include "config.h"

#include "store/db-private.h"

#include <string.h>

void
enr_cached_stmt_free (EnrCachedStmt *cached)
{
  sqlite3_finalize (cached->stmt);
  g_free (cached);
}

/* The entries stay, because a caller may still hold one; their statements go. */
void
enr_db_finalize_statements (EnrDb *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->stmts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      EnrCachedStmt *cached = value;

      g_clear_pointer (&cached->stmt, sqlite3_finalize);
    }
}

EnrStmt
enr_stmt (EnrDb *db, const char *sql)
{
  EnrCachedStmt *cached;

  enr_db_assert_thread (db);

  cached = g_hash_table_lookup (db->stmts, sql);
  if (cached == NULL)
    {
      cached = g_new0 (EnrCachedStmt, 1);
      cached->sql = sql;
      g_hash_table_insert (db->stmts, (gpointer) sql, cached);
    }
  g_assert (!cached->is_taken);
  cached->is_taken = TRUE;
  cached->failed = FALSE;
  if (cached->stmt == NULL)
    sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &cached->stmt, NULL);

  return (EnrStmt){ db, cached };
}

void
enr_stmt_reset (EnrStmt *self)
{
  sqlite3_reset (self->cached->stmt);
  sqlite3_clear_bindings (self->cached->stmt);
}

void
enr_stmt_release (EnrStmt *self)
{
  if (self->cached == NULL)
    return;

  if (self->cached->stmt != NULL)
    enr_stmt_reset (self);
  self->cached->is_taken = FALSE;
  self->cached = NULL;
}

int
enr_stmt_step (EnrStmt *self, GError **error)
{
  int rc;

  enr_db_assert_thread (self->db);

  if (enr_db_fault (self->db, "step", error))
    return -1;
  if (self->cached->stmt == NULL)
    {
      enr_db_set_error (self->db, sqlite3_extended_errcode (self->db->handle), "prepare", error);
      return -1;
    }
  if (self->cached->failed)
    {
      enr_db_set_error (self->db, SQLITE_NOMEM, "bind", error);
      return -1;
    }

  rc = sqlite3_step (self->cached->stmt);
  if (rc == SQLITE_ROW)
    return 1;
  if (rc == SQLITE_DONE)
    return 0;
  enr_db_set_error (self->db, rc, "step", error);
  return -1;
}

gboolean
enr_stmt_run (EnrStmt *self, GError **error)
{
  int rc = enr_stmt_step (self, error);

  g_assert (rc <= 0);
  if (self->cached->stmt != NULL)
    enr_stmt_reset (self);
  return rc == 0;
}

int
enr_stmt_changes (EnrStmt *self)
{
  return sqlite3_changes (self->db->handle);
}

static int
find_parameter (EnrStmt *self, const char *name)
{
  int index;

  if (self->cached->stmt == NULL) /* the failure to prepare is reported by the step */
    return 0;
  index = sqlite3_bind_parameter_index (self->cached->stmt, name);
  if (index == 0)
    g_error ("No parameter %s in: %s", name, self->cached->sql);
  return index;
}

static void
note_binding (EnrStmt *self, int rc)
{
  if (rc != SQLITE_OK)
    self->cached->failed = TRUE;
}

void
enr_bind_int (EnrStmt *self, const char *name, gint64 value)
{
  int index = find_parameter (self, name);

  if (index != 0)
    note_binding (self, sqlite3_bind_int64 (self->cached->stmt, index, value));
}

/* Unbound parameters are NULL, because the statement was reset; so nothing is to do for a NULL. */
void
enr_bind_text (EnrStmt *self, const char *name, const char *value)
{
  int index = find_parameter (self, name);

  if (index != 0 && value != NULL)
    note_binding (self, sqlite3_bind_text (self->cached->stmt, index, value, -1, SQLITE_TRANSIENT));
}

void
enr_bind_uuid (EnrStmt *self, const char *name, const EnrUuid *value)
{
  int index = find_parameter (self, name);

  if (index != 0 && value != NULL && !enr_uuid_is_none (value))
    note_binding (self, sqlite3_bind_blob (self->cached->stmt, index, value->bytes, 16,
                                           SQLITE_TRANSIENT));
}

void
enr_bind_date (EnrStmt *self, const char *name, EnrDate value)
{
  char buffer[ENR_DATE_ISO_LENGTH];

  if (value == ENR_DATE_NONE)
    find_parameter (self, name);
  else
    enr_bind_text (self, name, enr_date_iso (value, buffer));
}

void
enr_bind_minutes (EnrStmt *self, const char *name, int value)
{
  if (value == ENR_MINUTES_NONE)
    find_parameter (self, name);
  else
    enr_bind_int (self, name, value);
}

void
enr_bind_instant (EnrStmt *self, const char *name, EnrInstant value)
{
  if (value == ENR_INSTANT_NONE)
    find_parameter (self, name);
  else
    enr_bind_int (self, name, value);
}

void
enr_bind_bytes (EnrStmt *self, const char *name, GBytes *value)
{
  int index = find_parameter (self, name);
  gconstpointer data;
  gsize size;

  if (index == 0 || value == NULL)
    return;
  data = g_bytes_get_data (value, &size);
  /* Nothing is not NULL. */
  if (size == 0)
    data = "";
  note_binding (self, sqlite3_bind_blob64 (self->cached->stmt, index, data, size, SQLITE_TRANSIENT));
}

gboolean
enr_column_is_null (EnrStmt *self, int column)
{
  return sqlite3_column_type (self->cached->stmt, column) == SQLITE_NULL;
}

gint64
enr_column_int (EnrStmt *self, int column)
{
  return sqlite3_column_int64 (self->cached->stmt, column);
}

const char *
enr_column_text (EnrStmt *self, int column)
{
  return (const char *) sqlite3_column_text (self->cached->stmt, column);
}

char *
enr_column_dup_text (EnrStmt *self, int column)
{
  return g_strdup (enr_column_text (self, column));
}

EnrUuid
enr_column_uuid (EnrStmt *self, int column)
{
  EnrUuid id = enr_uuid_none;

  if (sqlite3_column_bytes (self->cached->stmt, column) == 16)
    memcpy (id.bytes, sqlite3_column_blob (self->cached->stmt, column), 16);
  return id;
}

EnrDate
enr_column_date (EnrStmt *self, int column)
{
  const char *text = enr_column_text (self, column);

  return text != NULL ? enr_date_parse_iso (text) : ENR_DATE_NONE;
}

int
enr_column_minutes (EnrStmt *self, int column)
{
  return enr_column_is_null (self, column) ? ENR_MINUTES_NONE : (int) enr_column_int (self, column);
}

EnrInstant
enr_column_instant (EnrStmt *self, int column)
{
  return enr_column_is_null (self, column) ? ENR_INSTANT_NONE : enr_column_int (self, column);
}

GBytes *
enr_column_bytes (EnrStmt *self, int column)
{
  gconstpointer data = sqlite3_column_blob (self->cached->stmt, column);

  if (data == NULL)
    return NULL;
  return g_bytes_new (data, sqlite3_column_bytes (self->cached->stmt, column));
}
