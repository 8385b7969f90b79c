/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "store/journal.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "store/db-private.h"

ENR_SQL (SQL_HEAD, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1");
ENR_SQL (SQL_AT, "SELECT hash FROM journal WHERE seq = :seq");
ENR_SQL (SQL_APPEND,
         "INSERT INTO journal (seq, site, txn, at, actor_kind, actor_id, actor_name, device, tbl, "
         "row, op, changes, reason, subject, hash) VALUES (:seq, :site, :txn, :at, :actor_kind, "
         ":actor_id, :actor_name, :device, :tbl, :row, :op, :changes, :reason, :subject, :hash)");
ENR_SQL (SQL_ALL,
         "SELECT seq, txn, at, actor_kind, actor_name, device, tbl, row, op, changes, reason, "
         "subject, hash, site, actor_id FROM journal ORDER BY seq");
ENR_SQL (SQL_AFTER,
         "SELECT seq, txn, at, actor_kind, actor_name, device, tbl, row, op, changes, reason, "
         "subject, hash, site, actor_id FROM journal WHERE seq > :seq ORDER BY seq");
ENR_SQL (SQL_OF_CHILD,
         "SELECT seq, txn, at, actor_kind, actor_name, device, tbl, row, op, changes, reason, "
         "subject, hash, site, actor_id FROM journal WHERE subject = :child "
         "UNION "
         "SELECT j.seq, j.txn, j.at, j.actor_kind, j.actor_name, j.device, j.tbl, j.row, j.op, "
         "j.changes, j.reason, j.subject, j.hash, j.site, j.actor_id FROM journal j "
         "WHERE j.subject = (SELECT family_id FROM child WHERE id = :child) ORDER BY 1");
ENR_SQL (SQL_TABLES,
         "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('journal', 'meta') "
         "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
         "AND name NOT LIKE 'search\\_%' ESCAPE '\\' "
         "AND name NOT LIKE 'sync\\_%' ESCAPE '\\'");
ENR_SQL (SQL_COLUMNS, "SELECT name, pk FROM pragma_table_info(:table) ORDER BY cid");
ENR_SQL (SQL_SITE, "SELECT value FROM meta WHERE key = 'site'");
ENR_SQL (SQL_RENEW_SITE, "UPDATE meta SET value = :site WHERE key = 'site'");

void
enr_table_info_free (EnrTableInfo *info)
{
  g_ptr_array_unref (info->columns);
  g_array_unref (info->are_words);
  g_array_unref (info->key_columns);
  g_free (info);
}

void
enr_change_free (EnrChange *change)
{
  g_free (change->row);
  g_free (change->changes);
  g_free (change);
}

static void
append_hex (GString *string, gconstpointer data, gsize length)
{
  static const char digits[] = "0123456789abcdef";
  const guint8 *bytes = data;

  for (gsize i = 0; i < length; i++)
    {
      g_string_append_c (string, digits[bytes[i] >> 4]);
      g_string_append_c (string, digits[bytes[i] & 15]);
    }
}

static void
append_json_text (GString *string, const char *text, gsize length)
{
  g_autofree char *valid = NULL;

  if (!g_utf8_validate (text, length, NULL))
    {
      valid = g_utf8_make_valid (text, length);
      text = valid;
      length = strlen (valid);
    }

  g_string_append_c (string, '"');
  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];

      if (c == '"' || c == '\\')
        {
          g_string_append_c (string, '\\');
          g_string_append_c (string, c);
        }
      else if (c < 0x20)
        g_string_append_printf (string, "\\u%04x", c);
      else
        g_string_append_c (string, c);
    }
  g_string_append_c (string, '"');
}

static void
append_json_sum (GString *string, sqlite3_value *value)
{
  int length = sqlite3_value_bytes (value);
  g_autofree char *sum
      = g_compute_checksum_for_data (G_CHECKSUM_SHA256, sqlite3_value_blob (value), length);

  g_string_append_printf (string, "{\"bytes\":%d,\"sha256\":\"%s\"}", length, sum);
}

/* Ids are written as hexadecimal text. Longer blobs (a photo) stand for themselves by their hash
 * and size: the journal must stay small enough to be read and sent. */
static void
append_json_value (GString *string, sqlite3_value *value)
{
  switch (sqlite3_value_type (value))
    {
    case SQLITE_INTEGER:
      g_string_append_printf (string, "%" G_GINT64_FORMAT, (gint64) sqlite3_value_int64 (value));
      break;
    case SQLITE_TEXT:
      append_json_text (string, (const char *) sqlite3_value_text (value),
                        sqlite3_value_bytes (value));
      break;
    case SQLITE_BLOB:
      {
        gconstpointer data = sqlite3_value_blob (value);
        int length = sqlite3_value_bytes (value);

        if (length <= 64)
          {
            g_string_append_c (string, '"');
            append_hex (string, data, length);
            g_string_append_c (string, '"');
          }
        else
          {
            append_json_sum (string, value);
          }
        break;
      }
    default:
      g_string_append (string, "null");
      break;
    }
}

/* One side of a change. What people wrote is never in the journal but by its sum: it must be
 * possible to destroy it when its time is over. */
static void
append_side (GString *string, sqlite3_value *value, gboolean is_words)
{
  int type = value != NULL ? sqlite3_value_type (value) : SQLITE_NULL;

  if (value == NULL)
    g_string_append (string, "null");
  else if (is_words
           && (type == SQLITE_BLOB || (type == SQLITE_TEXT && sqlite3_value_bytes (value) > 0)))
    append_json_sum (string, value);
  else
    append_json_value (string, value);
}

static void
append_key_part (GString *string, sqlite3_value *value)
{
  if (string->len > 0)
    g_string_append_c (string, '/');
  if (sqlite3_value_type (value) == SQLITE_BLOB)
    append_hex (string, sqlite3_value_blob (value), sqlite3_value_bytes (value));
  else
    g_string_append (string, (const char *) sqlite3_value_text (value));
}

static gboolean
values_equal (sqlite3_value *a, sqlite3_value *b)
{
  int type = sqlite3_value_type (a);

  if (type != sqlite3_value_type (b))
    return FALSE;
  if (type == SQLITE_NULL)
    return TRUE;
  if (type == SQLITE_INTEGER)
    return sqlite3_value_int64 (a) == sqlite3_value_int64 (b);
  /* An empty value has no bytes to point to. */
  return sqlite3_value_bytes (a) == sqlite3_value_bytes (b)
         && (sqlite3_value_bytes (a) == 0
             || memcmp (sqlite3_value_blob (a), sqlite3_value_blob (b), sqlite3_value_bytes (a))
                    == 0);
}

/* SQLite calls this before each row is changed, with both versions at hand. */
static void
preupdate_cb (void *data,
              sqlite3 *handle,
              int op,
              const char *database,
              const char *table,
              sqlite3_int64 old_rowid,
              sqlite3_int64 new_rowid)
{
  EnrDb *self = data;
  EnrTableInfo *info = g_hash_table_lookup (self->tables, table);
  g_autoptr (GString) changes = NULL;
  g_autoptr (GString) row = NULL;
  EnrChange *change;

  if (info == NULL) /* the store's own tables, and what the machine does about what is owed */
    {
      if (g_str_has_prefix (table, "sync_"))
        g_hash_table_add (self->changed, (gpointer) g_intern_string (table));
      return;
    }
  if (!self->in_write)
    {
      self->is_stray = TRUE;
      return;
    }

  change = g_new0 (EnrChange, 1);
  change->table = info;
  change->op = op == SQLITE_INSERT ? 'I' : op == SQLITE_DELETE ? 'D' : 'U';
  changes = g_string_sized_new (256);
  row = g_string_sized_new (40);
  g_string_append_c (changes, '{');
  for (guint i = 0; i < info->columns->len; i++)
    {
      sqlite3_value *old_value = NULL;
      sqlite3_value *new_value = NULL;
      gboolean is_words = g_array_index (info->are_words, gboolean, i);
      sqlite3_value *value;

      if (op != SQLITE_INSERT)
        sqlite3_preupdate_old (handle, i, &old_value);
      if (op != SQLITE_DELETE)
        sqlite3_preupdate_new (handle, i, &new_value);
      value = new_value != NULL ? new_value : old_value;

      if ((int) i == info->subject_column && sqlite3_value_type (value) == SQLITE_BLOB
          && sqlite3_value_bytes (value) == 16)
        {
          change->has_subject = TRUE;
          memcpy (change->subject.bytes, sqlite3_value_blob (value), 16);
        }
      if (op == SQLITE_DELETE && self->is_destroying)
        continue;
      if (old_value != NULL && new_value != NULL ? values_equal (old_value, new_value)
                                                 : sqlite3_value_type (value) == SQLITE_NULL)
        continue;

      if (changes->len > 1)
        g_string_append_c (changes, ',');
      append_json_text (changes, g_ptr_array_index (info->columns, i),
                        strlen (g_ptr_array_index (info->columns, i)));
      g_string_append (changes, ":[");
      append_side (changes, old_value, is_words);
      g_string_append_c (changes, ',');
      append_side (changes, new_value, is_words);
      g_string_append_c (changes, ']');
    }
  /* An UPDATE that sets what is there already has changed nothing, and says nothing. */
  if (op == SQLITE_UPDATE && changes->len == 1)
    {
      enr_change_free (change);
      return;
    }
  g_string_append_c (changes, '}');

  for (guint i = 0; i < info->key_columns->len; i++)
    {
      sqlite3_value *value = NULL;
      int column = g_array_index (info->key_columns, int, i);

      if (op == SQLITE_DELETE)
        sqlite3_preupdate_old (handle, column, &value);
      else
        sqlite3_preupdate_new (handle, column, &value);
      append_key_part (row, value);
    }

  change->changes = g_string_free (g_steal_pointer (&changes), FALSE);
  change->row = g_string_free (g_steal_pointer (&row), FALSE);
  g_ptr_array_add (self->changes, change);
}

/* A commit that is not ours, or that changed a domain table behind the journal's back, becomes a
 * rollback. */
static int
commit_cb (void *data)
{
  EnrDb *self = data;

  return self->is_stray || (self->in_write && !self->is_committing) ? 1 : 0;
}

static void
rollback_cb (void *data)
{
  EnrDb *self = data;

  self->is_stray = FALSE;
}

static gboolean
load_columns (EnrDb *self, EnrTableInfo *info, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (self, SQL_COLUMNS);
  int rc;

  enr_bind_text (&st, ":table", info->name);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      int pk = enr_column_int (&st, 1);
      gboolean is_words = enr_journal_is_words (info->name, enr_column_text (&st, 0));

      if (strcmp (enr_column_text (&st, 0), "child_id") == 0
          || (strcmp (info->name, "child") == 0 && strcmp (enr_column_text (&st, 0), "id") == 0)
          || (info->subject_column < 0 && strcmp (enr_column_text (&st, 0), "family_id") == 0)
          || (strcmp (info->name, "family") == 0 && strcmp (enr_column_text (&st, 0), "id") == 0))
        info->subject_column = info->columns->len;
      if (pk > 0)
        {
          int column = info->columns->len;

          if ((guint) pk > info->key_columns->len)
            g_array_set_size (info->key_columns, pk);
          g_array_index (info->key_columns, int, pk - 1) = column;
        }
      g_ptr_array_add (info->columns, enr_column_dup_text (&st, 0));
      g_array_append_val (info->are_words, is_words);
    }

  return rc == 0;
}

static gboolean
load_site (EnrDb *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (self, SQL_SITE);
  int rc = enr_stmt_step (&st, error);

  if (rc < 0)
    return FALSE;
  self->site = rc > 0 ? enr_column_uuid (&st, 0) : enr_uuid_none;
  if (enr_uuid_is_none (&self->site))
    {
      g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT, "journal: the database has no id");
      return FALSE;
    }
  return TRUE;
}

gboolean
enr_journal_attach (EnrDb *self, GError **error)
{
  int rc;

  {
    g_auto (EnrStmt) st = enr_stmt (self, SQL_TABLES);

    while ((rc = enr_stmt_step (&st, error)) > 0)
      {
        EnrTableInfo *info = g_new0 (EnrTableInfo, 1);

        info->name = g_intern_string (enr_column_text (&st, 0));
        info->columns = g_ptr_array_new_with_free_func (g_free);
        info->are_words = g_array_new (FALSE, FALSE, sizeof (gboolean));
        info->key_columns = g_array_new (FALSE, TRUE, sizeof (int));
        info->subject_column = -1;
        g_hash_table_insert (self->tables, (gpointer) info->name, info);
        if (!load_columns (self, info, error))
          return FALSE;
      }
    if (rc < 0)
      return FALSE;
  }
  if (!load_site (self, error))
    return FALSE;

  sqlite3_preupdate_hook (self->handle, preupdate_cb, self);
  sqlite3_commit_hook (self->handle, commit_cb, self);
  sqlite3_rollback_hook (self->handle, rollback_cb, self);
  return TRUE;
}

/* Each field goes in with its length before it, so that no two different rows give the same bytes.
 */
static void
hash_field (GChecksum *sum, gconstpointer data, gsize length)
{
  char prefix[24];

  g_checksum_update (sum, (const guchar *) prefix,
                     snprintf (prefix, sizeof prefix, "%zu:", length));
  if (length > 0)
    g_checksum_update (sum, data, length);
}

static void
hash_number (GChecksum *sum, gint64 number)
{
  char text[24];

  hash_field (sum, text, snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number));
}

static void
hash_row (const guint8 previous[ENR_HASH_LENGTH],
          const EnrUuid *site,
          const EnrUuid *actor_id,
          const EnrJournalRow *row,
          guint8 hash[ENR_HASH_LENGTH])
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = ENR_HASH_LENGTH;

  hash_field (sum, previous, ENR_HASH_LENGTH);
  hash_number (sum, row->seq);
  hash_field (sum, site->bytes, 16);
  hash_number (sum, row->txn);
  hash_number (sum, row->at_ms);
  hash_field (sum, row->actor_kind, strlen (row->actor_kind));
  hash_field (sum, actor_id->bytes, 16);
  hash_field (sum, row->actor_name, strlen (row->actor_name));
  hash_field (sum, row->device, strlen (row->device));
  hash_field (sum, row->table, strlen (row->table));
  hash_field (sum, row->row, strlen (row->row));
  hash_field (sum, &row->op, 1);
  hash_field (sum, row->changes, strlen (row->changes));
  hash_field (sum, row->reason, strlen (row->reason));
  hash_field (sum, row->subject.bytes, 16);
  g_checksum_get_digest (sum, hash, &length);
}

static gboolean
append_row (EnrDb *self, EnrJournalRow *row, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (self, SQL_APPEND);
  g_autoptr (GBytes) bytes = NULL;
  char op[2] = { row->op, '\0' };
  guint8 hash[ENR_HASH_LENGTH];

  hash_row (self->head_hash, &self->site, &self->actor_id, row, hash);
  bytes = g_bytes_new (hash, sizeof hash);

  enr_bind_int (&st, ":seq", row->seq);
  enr_bind_uuid (&st, ":site", &self->site);
  enr_bind_int (&st, ":txn", row->txn);
  enr_bind_int (&st, ":at", row->at_ms);
  enr_bind_text (&st, ":actor_kind", row->actor_kind);
  enr_bind_uuid (&st, ":actor_id", &self->actor_id);
  enr_bind_text (&st, ":actor_name", row->actor_name);
  enr_bind_text (&st, ":device", row->device);
  enr_bind_text (&st, ":tbl", row->table);
  enr_bind_text (&st, ":row", row->row);
  enr_bind_text (&st, ":op", op);
  enr_bind_text (&st, ":changes", row->changes);
  enr_bind_text (&st, ":reason", row->reason);
  enr_bind_uuid (&st, ":subject", &row->subject);
  enr_bind_bytes (&st, ":hash", bytes);
  if (!enr_stmt_run (&st, error))
    return FALSE;

  memcpy (self->head_hash, hash, sizeof hash);
  self->head_seq = row->seq;
  return TRUE;
}

/* Reads the head within the transaction: another connection may have written since. */
static gboolean
load_head (EnrDb *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (self, SQL_HEAD);
  int rc = enr_stmt_step (&st, error);

  if (rc < 0)
    return FALSE;
  memset (self->head_hash, 0, sizeof self->head_hash);
  self->head_seq = 0;
  if (rc > 0)
    {
      g_autoptr (GBytes) hash = enr_column_bytes (&st, 1);

      if (hash == NULL || g_bytes_get_size (hash) != ENR_HASH_LENGTH)
        {
          g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT, "journal: the head has no hash");
          return FALSE;
        }
      memcpy (self->head_hash, g_bytes_get_data (hash, NULL), ENR_HASH_LENGTH);
      self->head_seq = enr_column_int (&st, 0);
    }
  return TRUE;
}

gboolean
enr_journal_append_changes (EnrDb *self, GError **error)
{
  EnrJournalRow row = { 0 };

  if (!load_head (self, error))
    return FALSE;

  row.txn = self->head_seq + 1;
  row.at_ms = enr_clock_now_us () / 1000;
  row.actor_kind = enr_actor_kind_key (self->actor_kind);
  row.actor_name = self->actor_name;
  row.device = self->device;
  row.reason = self->reason != NULL ? self->reason : "";
  for (guint i = 0; i < self->changes->len; i++)
    {
      const EnrChange *change = g_ptr_array_index (self->changes, i);

      row.seq = self->head_seq + 1;
      row.table = change->table->name;
      row.row = change->row;
      row.op = change->op;
      row.changes = change->changes;
      row.subject = change->has_subject ? change->subject : enr_uuid_none;
      if (!append_row (self, &row, error))
        return FALSE;
      g_hash_table_add (self->changed, (gpointer) change->table->name);
    }

  return TRUE;
}

gboolean
enr_journal_append_migration (EnrDb *self, int from, int to, GError **error)
{
  g_autofree char *changes = g_strdup_printf ("{\"version\":[%d,%d]}", from, to);
  EnrJournalRow row = { 0 };

  if (!load_site (self, error) || !load_head (self, error))
    return FALSE;

  self->actor_id = enr_uuid_none;
  row.seq = row.txn = self->head_seq + 1;
  row.at_ms = enr_clock_now_us () / 1000;
  row.actor_kind = enr_actor_kind_key (ENR_ACTOR_PROGRAM);
  row.actor_name = "Enroku " ENR_VERSION;
  row.device = enr_actor_this_device ();
  row.table = "schema";
  row.row = "";
  row.op = 'M';
  row.changes = changes;
  row.reason = "";
  return append_row (self, &row, error);
}

/* 1 where the row is there with this hash, 0 where not, -1 on error. */
int
enr_journal_has (EnrDb *self, gint64 seq, const guint8 hash[ENR_HASH_LENGTH], GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (self, SQL_AT);
  g_autoptr (GBytes) found = NULL;
  int rc;

  enr_bind_int (&st, ":seq", seq);
  rc = enr_stmt_step (&st, error);
  if (rc <= 0)
    return rc;
  found = enr_column_bytes (&st, 0);
  return found != NULL && g_bytes_get_size (found) == ENR_HASH_LENGTH
         && memcmp (g_bytes_get_data (found, NULL), hash, ENR_HASH_LENGTH) == 0;
}

static const char *
text_or_empty (EnrStmt *st, int column)
{
  const char *text = enr_column_text (st, column);

  return text != NULL ? text : "";
}

static void
read_row (EnrStmt *st, EnrJournalRow *row)
{
  row->seq = enr_column_int (st, 0);
  row->txn = enr_column_int (st, 1);
  row->at_ms = enr_column_int (st, 2);
  row->actor_kind = text_or_empty (st, 3);
  row->actor_name = text_or_empty (st, 4);
  row->device = text_or_empty (st, 5);
  row->table = text_or_empty (st, 6);
  row->row = text_or_empty (st, 7);
  row->op = text_or_empty (st, 8)[0];
  row->changes = text_or_empty (st, 9);
  row->reason = text_or_empty (st, 10);
  row->subject = enr_column_uuid (st, 11);
}

static gboolean
walk (EnrStmt *st, EnrJournalFunc func, gpointer data, GError **error)
{
  int rc;

  while ((rc = enr_stmt_step (st, error)) > 0)
    {
      g_autoptr (GBytes) hash = enr_column_bytes (st, 12);
      g_autoptr (GString) hex = g_string_new (NULL);
      EnrJournalRow row;

      read_row (st, &row);
      if (hash != NULL)
        append_hex (hex, g_bytes_get_data (hash, NULL), g_bytes_get_size (hash));
      row.hash = hex->str;
      if (!func (&row, data))
        return TRUE;
    }

  return rc == 0;
}

gboolean
enr_journal_walk (EnrDb *db,
                  const EnrUuid *child_id,
                  EnrJournalFunc func,
                  gpointer data,
                  GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, child_id != NULL ? SQL_OF_CHILD : SQL_ALL);

  if (child_id != NULL)
    enr_bind_uuid (&st, ":child", child_id);
  return walk (&st, func, data, error);
}

gboolean
enr_journal_walk_after (EnrDb *db, gint64 seq, EnrJournalFunc func, gpointer data, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_AFTER);

  enr_bind_int (&st, ":seq", seq);
  return walk (&st, func, data, error);
}

gint64
enr_journal_get_last (EnrDb *db, GError **error)
{
  return load_head (db, error) ? db->head_seq : -1;
}

/* SQLite's text may go on behind a NUL, where the hash, which is made of C strings, ends. */
static gboolean
has_hidden_bytes (EnrStmt *st)
{
  for (int i = 3; i <= 10; i++)
    if (strlen (text_or_empty (st, i)) != (gsize) sqlite3_column_bytes (st->cached->stmt, i))
      return TRUE;
  return FALSE;
}

gboolean
enr_journal_verify (EnrDb *db,
                    gint64 *length,
                    gint64 *bad_seq,
                    const char **problem,
                    GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ALL);
  guint8 previous[ENR_HASH_LENGTH] = { 0 };
  gint64 expected = 1;
  int rc;

  *bad_seq = 0;
  *problem = NULL;
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      g_autoptr (GBytes) stored = enr_column_bytes (&st, 12);
      EnrUuid site = enr_column_uuid (&st, 13);
      EnrUuid actor_id = enr_column_uuid (&st, 14);
      guint8 hash[ENR_HASH_LENGTH];
      EnrJournalRow row;

      read_row (&st, &row);
      if (row.seq != expected)
        {
          *bad_seq = expected;
          *problem = "missing";
          break;
        }
      hash_row (previous, &site, &actor_id, &row, hash);
      if (stored == NULL || g_bytes_get_size (stored) != ENR_HASH_LENGTH || has_hidden_bytes (&st)
          || memcmp (g_bytes_get_data (stored, NULL), hash, ENR_HASH_LENGTH) != 0)
        {
          *bad_seq = row.seq;
          *problem = "altered";
          break;
        }
      memcpy (previous, hash, sizeof hash);
      expected++;
    }

  *length = expected - 1;
  return rc >= 0;
}

EnrUuid
enr_journal_get_site (EnrDb *db)
{
  return db->site;
}

gboolean
enr_journal_renew_site (EnrDb *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (self, SQL_RENEW_SITE);
  EnrUuid site = enr_uuid_new ();

  enr_bind_uuid (&st, ":site", &site);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  self->site = site;
  return TRUE;
}

GPtrArray *
enr_journal_tables (EnrDb *db)
{
  GPtrArray *names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, db->tables);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (names, key);
  return names;
}
