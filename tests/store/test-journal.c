/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * No write to a domain table escapes the journal, and no change of the journal escapes the check.
 */
#include "config.h"
#include "store/journal.h"

#include <string.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "attendance/entry.h"
#include "attendance/stamp.h"
#include "base/clock.h"
#include "journal-samples.h"
#include "nursery/family.h"
#include "raw.h"
#include "store/check.h"
#include "store/db-private.h"
#include "store/migrate.h"
#include "support/fixture.h"

typedef struct
{
  char *folder;
  char *path;
  EnrDb *db;
  EnrActor actor;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  enr_clock_set_fixed (enr_test_at (8, 2));
  fixture->folder = enr_test_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "nursery.db", NULL);
  fixture->db = enr_db_open (fixture->path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  g_assert_no_error (error);
  fixture->actor = (EnrActor){ ENR_ACTOR_STAFF, enr_uuid_new (), "主任 \"佐藤\"", "職員室" };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->db, enr_db_close);
  enr_clock_set_source (NULL, NULL);
  enr_test_folder_free (fixture->folder);
  g_free (fixture->path);
}

static gboolean
run (Fixture *fixture, const char *sql, const char *reason, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, fixture->db, &fixture->actor, reason, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (fixture->db, g_intern_string (sql));

    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

static void
must_run (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", sql);
  run (fixture, sql, NULL, &error);
  g_assert_no_error (error);
}

static void
insert_all (Fixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    must_run (fixture, samples[i].insert);
}

static gint64
journal_length (Fixture *fixture)
{
  return raw_int (fixture->path, "SELECT count(*) FROM journal");
}

static void
assert_whole (EnrDb *db)
{
  g_autoptr (GError) error = NULL;
  const char *problem = NULL;
  gint64 length = 0;
  gint64 bad_seq = -1;

  g_assert_true (enr_journal_verify (db, &length, &bad_seq, &problem, &error));
  g_assert_no_error (error);
  g_assert_cmpint (bad_seq, ==, 0);
  g_assert_null (problem);
  g_assert_cmpint (length, >, 0);
}

/* A value as the journal is to write it, from SQLite's own mouth. */
static JsonNode *
value_node (sqlite3_stmt *stmt, int column)
{
  const guint8 *bytes = sqlite3_column_blob (stmt, column);
  int length = sqlite3_column_bytes (stmt, column);
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  switch (sqlite3_column_type (stmt, column))
    {
    case SQLITE_INTEGER:
      json_node_set_int (node, sqlite3_column_int64 (stmt, column));
      break;
    case SQLITE_TEXT:
      json_node_set_string (node, (const char *) sqlite3_column_text (stmt, column));
      break;
    case SQLITE_BLOB:
      /* What people wrote is in the journal by its sum only, however short. */
      if (length > 64 || strcmp (sqlite3_column_name (stmt, column), "body") == 0)
        {
          g_autofree char *sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, length);
          JsonObject *object = json_object_new ();

          json_object_set_int_member (object, "bytes", length);
          json_object_set_string_member (object, "sha256", sum);
          json_node_init_object (node, object);
          json_object_unref (object);
        }
      else
        {
          g_autoptr (GString) hex = g_string_new (NULL);

          for (int i = 0; i < length; i++)
            g_string_append_printf (hex, "%02x", bytes[i]);
          json_node_set_string (node, hex->str);
        }
      break;
    default:
      json_node_init_null (node);
      break;
    }
  return node;
}

/* The row's columns, or an empty table where there is no such row. (utf8 to JsonNode) */
static GHashTable *
read_row (const char *path, const Sample *sample)
{
  g_autofree char *sql
      = g_strdup_printf ("SELECT * FROM %s WHERE %s", sample->table, sample->where);
  GHashTable *row = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) json_node_unref);
  sqlite3 *handle = raw_open (path);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (stmt); i++)
      g_hash_table_insert (row, g_strdup (sqlite3_column_name (stmt, i)), value_node (stmt, i));
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
  return row;
}

static JsonNode *
parse_json (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  /* json-glib takes control characters as they are; others do not. */
  for (const char *p = text; *p != '\0'; p++)
    g_assert_cmphex ((guchar) *p, >=, 0x20);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

static JsonNode *
value_or_null (GHashTable *row, const char *column, JsonNode *null)
{
  JsonNode *node = g_hash_table_lookup (row, column);

  return node != NULL ? node : null;
}

/* The changes are the difference of the two rows: no column more, and none less. */
static void
assert_changes (const char *changes, GHashTable *before, GHashTable *after)
{
  GHashTable *both = g_hash_table_size (before) > 0 ? before : after;
  g_autoptr (JsonNode) root = parse_json (changes);
  g_autoptr (JsonNode) null = json_node_init_null (json_node_alloc ());
  JsonObject *object = json_node_get_object (root);
  GHashTableIter iter;
  gpointer column;
  guint n_changed = 0;

  g_hash_table_iter_init (&iter, both);
  while (g_hash_table_iter_next (&iter, &column, NULL))
    {
      JsonNode *old_value = value_or_null (before, column, null);
      JsonNode *new_value = value_or_null (after, column, null);
      JsonArray *pair;

      if (json_node_equal (old_value, new_value))
        continue;
      n_changed++;
      g_assert_true (json_object_has_member (object, column));
      pair = json_object_get_array_member (object, column);
      g_assert_cmpuint (json_array_get_length (pair), ==, 2);
      g_assert_true (json_node_equal (json_array_get_element (pair, 0), old_value));
      g_assert_true (json_node_equal (json_array_get_element (pair, 1), new_value));
    }
  g_assert_cmpuint (n_changed, >, 0);
  g_assert_cmpuint (json_object_get_size (object), ==, n_changed);
}

typedef struct
{
  GArray *ops;      /* (element-type char) */
  GPtrArray *texts; /* "table row" of each */
  gint64 after;     /* rows up to this are left out */
  gint64 last;
} Seen;

static gboolean
note_row (const EnrJournalRow *row, gpointer data)
{
  Seen *seen = data;

  if (row->seq <= seen->after)
    return TRUE;
  g_array_append_val (seen->ops, row->op);
  g_ptr_array_add (seen->texts, g_strdup_printf ("%c %s %s", row->op, row->table, row->row));
  seen->last = row->seq;
  return TRUE;
}

static char *
changes_since (Fixture *fixture, gint64 after)
{
  Seen seen = { g_array_new (FALSE, FALSE, 1), g_ptr_array_new_with_free_func (g_free), after, 0 };
  g_autoptr (GError) error = NULL;
  char *text;

  g_assert_true (enr_journal_walk (fixture->db, NULL, note_row, &seen, &error));
  g_assert_no_error (error);
  g_ptr_array_add (seen.texts, NULL);
  text = g_strjoinv ("\n", (char **) seen.texts->pdata);
  g_array_unref (seen.ops);
  g_ptr_array_unref (seen.texts);
  return text;
}

typedef struct
{
  const Sample *sample;
  char op;
  const EnrActor *actor;
  const char *reason;
  gint64 seq;
  GHashTable *before;
  GHashTable *after;
  guint n_rows;
} Expected;

static gboolean
check_row (const EnrJournalRow *row, gpointer data)
{
  Expected *expected = data;
  g_autofree char *subject = NULL;
  char buffer[ENR_UUID_STRING_LENGTH];

  if (row->seq < expected->seq)
    return TRUE;

  expected->n_rows++;
  g_assert_cmpint (row->seq, ==, expected->seq);
  g_assert_cmpint (row->txn, ==, expected->seq);
  g_assert_cmpint (row->at_ms, ==, enr_test_at (8, 2) * 1000);
  g_assert_cmpstr (row->actor_kind, ==, "staff");
  g_assert_cmpstr (row->actor_name, ==, expected->actor->name);
  g_assert_cmpstr (row->device, ==, expected->actor->device);
  g_assert_cmpstr (row->table, ==, expected->sample->table);
  g_assert_cmpstr (row->row, ==, expected->sample->row);
  g_assert_cmpint (row->op, ==, expected->op);
  g_assert_cmpstr (row->reason, ==, expected->reason != NULL ? expected->reason : "");
  g_assert_cmpuint (strlen (row->hash), ==, 64);
  if (enr_uuid_is_none (&row->subject))
    subject = g_strdup ("");
  else
    {
      g_auto (GStrv) parts = g_strsplit (enr_uuid_format (&row->subject, buffer), "-", -1);

      subject = g_strjoinv ("", parts);
    }
  g_assert_cmpstr (subject, ==, expected->sample->subject);
  assert_changes (row->changes, expected->before, expected->after);
  return TRUE;
}

static void
run_and_check (Fixture *fixture, const Sample *sample, char op, const char *sql, const char *reason)
{
  g_autoptr (GHashTable) before = read_row (fixture->path, sample);
  g_autoptr (GHashTable) after = NULL;
  g_autoptr (GError) error = NULL;
  gint64 length = journal_length (fixture);
  Expected expected;
  gint64 actor_id;

  g_test_message ("%s", sql);
  run (fixture, sql, reason, &error);
  g_assert_no_error (error);
  after = read_row (fixture->path, sample);
  g_assert_cmpint (g_hash_table_size (before) > 0, ==, op != 'I');
  g_assert_cmpint (g_hash_table_size (after) > 0, ==, op != 'D');

  expected
      = (Expected){ sample, op, &fixture->actor, reason, length + 1, before, after, 0 };
  g_assert_true (enr_journal_walk (fixture->db, NULL, check_row, &expected, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (expected.n_rows, ==, 1);
  g_assert_cmpint (journal_length (fixture), ==, length + 1);
  actor_id = raw_int (fixture->path, "SELECT count(*) FROM journal WHERE length(actor_id) = 16");
  g_assert_cmpint (actor_id, ==, length + 1 - enr_schema_version ());
}

static void
test_every_table (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tables = enr_journal_tables (fixture->db);
  sqlite3 *handle = raw_open (fixture->path);
  sqlite3_stmt *stmt = NULL;
  guint n_tables = 0;

  /* The schema says what there is; only the store's own two are left out, and the search index, which is
   * made of what was written. */
  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                                       "name NOT IN ('journal', 'meta') AND name NOT GLOB 'sqlite_*' "
                                       "AND name NOT GLOB 'search_*'",
                                       -1, &stmt, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (stmt, 0);
      gboolean has_sample = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
        has_sample = has_sample || strcmp (samples[i].table, name) == 0;
      if (!has_sample)
        g_error ("Table %s has no statements in this test", name);
      g_assert_true (g_ptr_array_find_with_equal_func (tables, name, g_str_equal, NULL));
      n_tables++;
    }
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
  g_assert_cmpuint (n_tables, ==, G_N_ELEMENTS (samples));
  g_assert_cmpuint (tables->len, ==, n_tables);

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    run_and_check (fixture, &samples[i], 'I', samples[i].insert, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    if (!samples[i].is_fixed)
      run_and_check (fixture, &samples[i], 'U', samples[i].update, "訂正のため");
  for (guint i = G_N_ELEMENTS (samples); i > 0; i--)
    {
      /* What a stamp or a step of approval hangs on cannot be removed either. */
      const char *table = samples[i - 1].table;

      if (!samples[i - 1].is_fixed && strcmp (table, "child") != 0 && strcmp (table, "family") != 0
          && strcmp (table, "writing") != 0)
        run_and_check (fixture, &samples[i - 1], 'D', samples[i - 1].delete, "誤り");
    }
  assert_whole (fixture->db);
}

static void
test_child_removed (Fixture *fixture, gconstpointer data)
{
  run_and_check (fixture, &samples[0], 'I', samples[0].insert, NULL);
  run_and_check (fixture, &samples[1], 'I', samples[1].insert, NULL);
  run_and_check (fixture, &samples[1], 'D', samples[1].delete, NULL);
  run_and_check (fixture, &samples[0], 'D', samples[0].delete, NULL);
}

static void
test_stamps_fixed (Fixture *fixture, gconstpointer data)
{
  gint64 length;

  insert_all (fixture);
  length = journal_length (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (guint k = 0; k < 2 && samples[i].is_fixed; k++)
      {
        g_autoptr (GError) error = NULL;

        g_assert_false (run (fixture, k == 0 ? samples[i].update : samples[i].delete, NULL, &error));
        g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT);
        g_assert_nonnull (strstr (error->message, samples[i].table[0] == 'm'   ? "closing"
                                                  : samples[i].table[0] == 's' ? "superseded"
                                                                               : "is never"));
      }
  g_assert_cmpint (journal_length (fixture), ==, length);
}

/* What people wrote can be destroyed when its time is over: no word of it may be in the journal. */
static void
test_bodies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "砂場で遊んだ", -1);
  g_autofree char *changes = NULL;

  insert_all (fixture);
  must_run (fixture, "UPDATE writing_text SET body = CAST ('園庭で遊んだ' AS BLOB), version = 2");
  must_run (fixture, "UPDATE writing_version SET body = NULL");
  must_run (fixture, "DELETE FROM writing_text");
  g_assert_cmpint (raw_int (fixture->path, "SELECT count(*) FROM journal WHERE changes LIKE '%遊んだ%'"),
                   ==, 0);
  changes = raw_text (fixture->path, "SELECT changes FROM journal WHERE tbl = 'writing_version' "
                                     "AND op = 'U'");
  g_assert_nonnull (strstr (changes, sum));
  assert_whole (fixture->db);
}

/* A write that changes nothing leaves a row that says so, and the old row that a REPLACE pushes out
 * does not go silently. */
static void
test_hidden_ways (Fixture *fixture, gconstpointer data)
{
  g_autofree char *replaced = NULL;
  g_autofree char *pushed_out = NULL;
  g_autofree char *upserted = NULL;
  g_autofree char *renamed = NULL;
  gint64 length;

  insert_all (fixture);

  length = journal_length (fixture);
  must_run (fixture, "INSERT OR REPLACE INTO absence_kind (key, label, symbol, total, position, "
                     "is_active) VALUES ('other', '都合欠', '都', 'other', 0, 1)");
  must_run (fixture, "INSERT OR REPLACE INTO absence_kind (key, label, symbol, total, position, "
                     "is_active) VALUES ('other', '私用', '私', 'other', 0, 1)");
  replaced = changes_since (fixture, length);
  g_assert_cmpstr (replaced, ==,
                   "I absence_kind other\n"
                   "D absence_kind other\n"
                   "I absence_kind other");

  length = journal_length (fixture);
  must_run (fixture, "INSERT INTO class (id, fiscal_year, name, age, colour, position, capacity) "
                     "VALUES (" ID ("31") ", 2030, 'りす', 1, '#000000', 0, 0)");
  must_run (fixture,
            "INSERT OR REPLACE INTO class (id, fiscal_year, name, age, colour, position, capacity) "
            "VALUES (" ID ("32") ", 2030, 'りす', 1, '#000000', 0, 0)");
  pushed_out = changes_since (fixture, length);
  g_assert_cmpstr (pushed_out, ==,
                   "I class " KEY ("31") "\n"
                   "D class " KEY ("31") "\n"
                   "I class " KEY ("32"));

  length = journal_length (fixture);
  must_run (fixture, "INSERT INTO attendance (child_id, day, note) VALUES (" CHILD
                     ", '2026-06-10', 'b') ON CONFLICT (day, child_id) DO UPDATE SET note = "
                     "excluded.note");
  upserted = changes_since (fixture, length);
  g_assert_cmpstr (upserted, ==, "U attendance 2026-06-10/" KEY ("02"));

  length = journal_length (fixture);
  must_run (fixture, "UPDATE absence_kind SET key = 'private' WHERE key = 'other'");
  renamed = changes_since (fixture, length);
  g_assert_nonnull (strstr (renamed, "absence_kind private"));
  assert_whole (fixture->db);
}

static void
test_outside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  insert_all (fixture);
  before = enr_test_dump (fixture->path);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (guint k = 0; k < 2; k++)
      {
        g_auto (EnrTxn) snapshot = ENR_TXN_INIT;
        g_auto (EnrStmt) st = { NULL, NULL };
        g_autoptr (GError) error = NULL;
        gboolean is_refused;

        if (samples[i].is_fixed)
          continue;
        if (k == 1)
          g_assert_true (enr_txn_begin_read (&snapshot, fixture->db, NULL));
        st = enr_stmt (fixture->db, samples[i].update);
        is_refused = !enr_stmt_run (&st, &error);
        /* In a snapshot it would be refused at a commit, and there is none. */
        g_assert_cmpint (is_refused, ==, k == 0);
        if (is_refused)
          g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT);
      }
  after = enr_test_dump (fixture->path);
  enr_test_assert_same (after, before);

  /* And the connection is as good as before. */
  must_run (fixture, samples[0].update);
  assert_whole (fixture->db);
}

/* SQLite may end the transaction by itself, and what follows would each be a commit of its own. */
static void
test_ended_by_sqlite (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  insert_all (fixture);
  before = enr_test_dump (fixture->path);
  {
    g_auto (EnrTxn) txn = ENR_TXN_INIT;
    g_auto (EnrStmt) bad = { NULL, NULL };
    g_auto (EnrStmt) next = { NULL, NULL };
    g_autoptr (GError) error = NULL;

    g_assert_true (enr_txn_begin (&txn, fixture->db, &fixture->actor, NULL, NULL));
    bad = enr_stmt (fixture->db, "UPDATE OR ROLLBACK class SET position = -1");
    g_assert_false (enr_stmt_run (&bad, NULL));
    next = enr_stmt (fixture->db, samples[0].update);
    g_assert_false (enr_stmt_run (&next, &error));
    g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT);
  }
  after = enr_test_dump (fixture->path);
  enr_test_assert_same (after, before);
  must_run (fixture, samples[0].update);
}

static void
test_one_transaction (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 length = journal_length (fixture);

  {
    g_auto (EnrTxn) txn = ENR_TXN_INIT;

    g_assert_true (enr_txn_begin (&txn, fixture->db, &fixture->actor, "まとめて", &error));
    for (guint i = 0; i < 3; i++)
      {
        g_auto (EnrStmt) st = enr_stmt (fixture->db, samples[i].insert);

        g_assert_true (enr_stmt_run (&st, &error));
      }
    g_assert_true (enr_txn_commit (&txn, &error));
  }
  g_assert_cmpint (journal_length (fixture), ==, length + 3);
  g_assert_cmpint (raw_int (fixture->path, "SELECT count(DISTINCT txn) FROM journal WHERE op <> 'M'"),
                   ==, 1);
  g_assert_cmpint (raw_int (fixture->path, "SELECT max(txn) FROM journal"), ==, length + 1);
  assert_whole (fixture->db);
}

/* What sets a row to what it is already is no change. */
static void
test_same_again (Fixture *fixture, gconstpointer data)
{
  gint64 length;

  insert_all (fixture);
  must_run (fixture, "UPDATE class SET position = 7");
  length = journal_length (fixture);
  must_run (fixture, "UPDATE class SET position = 7");
  g_assert_cmpint (journal_length (fixture), ==, length);
  g_assert_cmpint (raw_int (fixture->path, "SELECT count(*) FROM journal WHERE changes = '{}'"), ==,
                   0);
  assert_whole (fixture->db);
}

static void
test_actors (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    EnrActorKind kind;
    const char *key;
  } table[] = {
    { ENR_ACTOR_PROGRAM, "program" }, { ENR_ACTOR_OFFICE, "office" }, { ENR_ACTOR_STAFF, "staff" },
    { ENR_ACTOR_DOOR, "door" },       { ENR_ACTOR_IMPORT, "import" }, { ENR_ACTOR_COMMAND, "command" },
  };

  g_assert_cmpuint (strlen (enr_actor_this_device ()), >, 0);
  must_run (fixture, samples[0].insert);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE family SET address = '%u'", i);
      g_autofree char *found = NULL;

      fixture->actor = enr_actor (table[i].kind, "玄関");
      must_run (fixture, sql);
      found = raw_text (fixture->path, "SELECT actor_kind || '|' || actor_name || '|' || device || "
                                       "'|' || ifnull(actor_id, 'none') FROM journal "
                                       "ORDER BY seq DESC LIMIT 1");
      g_assert_true (g_str_has_prefix (found, table[i].key));
      g_assert_true (g_str_has_suffix (found, "||玄関|none"));
      g_assert_cmpstr (enr_actor_kind_key (table[i].kind), ==, table[i].key);
    }
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  static const char *const strings[] = {
    "", "\"", "\\", "\\\"", "\n\r\t\b\f",
    "\x01\x02\x03\x04\x05\x06\x07\x0b\x0e\x0f",
    "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19",
    "\x1a\x1b\x1c\x1d\x1e\x1f\x7f", "</script>", "𠮷野家", "👨‍👩‍👧",
    "か\xe3\x82\x99", "\xe2\x80\xa8\xe2\x80\xa9", "\xef\xbb\xbf", "\xef\xbf\xbf", "'; DROP TABLE child; --",
    "%s%n", "\\u0041",
  };
  static const char *const broken[] = {
    "x'ff41'", "x'c3'", "x'eda080'", "x'f4908080'", "x'410042'", "x'00'", "x'f09fa0'",
  };

  must_run (fixture, samples[0].insert);
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autofree char *sql = sqlite3_mprintf ("UPDATE family SET address = %Q", strings[i]);
      g_autofree char *copy = g_strdup (sql);
      g_autofree char *changes = NULL;
      g_autoptr (JsonNode) root = NULL;
      JsonArray *pair;

      sqlite3_free (g_steal_pointer (&sql));
      must_run (fixture, copy);
      changes = raw_text (fixture->path, "SELECT changes FROM journal ORDER BY seq DESC LIMIT 1");
      root = parse_json (changes);
      pair = json_object_get_array_member (json_node_get_object (root), "address");
      g_assert_cmpstr (json_array_get_string_element (pair, 1), ==, strings[i]);
    }
  /* Text that is not UTF-8 cannot be kept byte by byte in JSON; it must not break the rest. */
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autofree char *sql
          = g_strdup_printf ("UPDATE family SET address = CAST (%s AS TEXT)", broken[i]);
      g_autofree char *changes = NULL;
      g_autoptr (JsonNode) root = NULL;

      must_run (fixture, sql);
      changes = raw_text (fixture->path, "SELECT changes FROM journal ORDER BY seq DESC LIMIT 1");
      g_assert_true (g_utf8_validate (changes, -1, NULL));
      root = parse_json (changes);
      g_assert_cmpuint (json_object_get_size (json_node_get_object (root)), ==, 1);
    }
  assert_whole (fixture->db);
}

static void
assert_append_only (const char *path, const char *sql)
{
  sqlite3 *handle = raw_open (path);

  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
  g_assert_cmpstr (sqlite3_errmsg (handle), ==, "the journal is append-only");
  sqlite3_close (handle);
}

static void
test_append_only (Fixture *fixture, gconstpointer data)
{
  insert_all (fixture);
  assert_append_only (fixture->path, "UPDATE journal SET reason = 'x'");
  assert_append_only (fixture->path, "UPDATE journal SET reason = reason WHERE seq = 1");
  assert_append_only (fixture->path, "DELETE FROM journal");
  assert_append_only (fixture->path, "DELETE FROM journal WHERE seq = 2");
}

/* @sql is done to a copy, whose first bad row must be @bad_seq. */
static void
assert_caught (Fixture *fixture, const char *sql, gint64 bad_seq, const char *problem)
{
  g_autofree char *path = g_build_filename (fixture->folder, "copy.db", NULL);
  g_autofree char *number = g_strdup_printf ("row %" G_GINT64_FORMAT " ", bad_seq);
  g_autoptr (GBytes) bytes = raw_bytes (fixture->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  const char *found_problem = NULL;
  gint64 found_seq = -1;
  gint64 length = -1;

  g_test_message ("%s", sql);
  raw_save_bytes (path, bytes);
  raw_drop_triggers (path);
  raw_run (path, sql);

  db = enr_db_open (path, ENR_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (enr_journal_verify (db, &length, &found_seq, &found_problem, &error));
  g_assert_no_error (error);
  g_assert_cmpint (found_seq, ==, bad_seq);
  g_assert_cmpstr (found_problem, ==, problem);
  g_assert_cmpint (length, ==, bad_seq - 1);

  problems = enr_db_check (db, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, >=, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (problems, problems->len - 1), number));
  g_clear_pointer (&db, enr_db_close);
  g_unlink (path);
}

static void
test_chain (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *column;
    const char *value;
  } alterations[] = {
    { "site", "randomblob (16)" },
    { "txn", "txn - 1" },
    { "at", "at + 1" },
    { "actor_kind", "'office'" },
    { "actor_id", "randomblob (16)" },
    { "actor_name", "actor_name || ' '" },
    { "device", "''" },
    { "tbl", "tbl || 's'" },
    { "row", "replace (row, '0', '1') || '1'" },
    { "op", "CASE op WHEN 'I' THEN 'U' ELSE 'I' END" },
    { "changes", "replace (changes, '[', '[ ')" },
    { "reason", "reason || 'x'" },
    { "subject", "randomblob (16)" },
    { "hash", "randomblob (32)" },
    /* Behind a NUL, where C does not look. */
    { "changes", "changes || char (0) || 'x'" },
    { "reason", "reason || char (0) || 'x'" },
    { "actor_name", "actor_name || char (0)" },
  };
  gint64 last;
  gint64 places[4];
  int n_columns = 0;
  sqlite3 *handle;
  sqlite3_stmt *stmt = NULL;

  insert_all (fixture);
  fixture->actor = enr_actor (ENR_ACTOR_DOOR, "玄関");
  must_run (fixture, samples[0].update);
  last = journal_length (fixture);
  places[0] = 1;
  places[1] = 2;
  places[2] = last / 2;
  places[3] = last;
  g_clear_pointer (&fixture->db, enr_db_close);

  /* Every column but seq is in the table above. */
  handle = raw_open (fixture->path);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, "SELECT name FROM pragma_table_info('journal')", -1,
                                       &stmt, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (stmt, 0);
      gboolean has_alteration = strcmp (name, "seq") == 0;

      for (guint i = 0; i < G_N_ELEMENTS (alterations); i++)
        has_alteration = has_alteration || strcmp (alterations[i].column, name) == 0;
      if (!has_alteration)
        g_error ("Column %s is not altered by this test", name);
      n_columns++;
    }
  g_assert_cmpint (n_columns, ==, 15);
  sqlite3_finalize (stmt);
  sqlite3_close (handle);

  for (guint k = 0; k < G_N_ELEMENTS (places); k++)
    {
      g_autofree char *moved = g_strdup_printf ("UPDATE journal SET seq = 100000 WHERE seq = %d",
                                                (int) places[k]);
      g_autofree char *removed = g_strdup_printf ("DELETE FROM journal WHERE seq = %d",
                                                  (int) places[k]);
      g_autofree char *swapped = g_strdup_printf (
          "UPDATE journal SET seq = 100000 WHERE seq = %d; UPDATE journal SET seq = %d WHERE seq = "
          "%d; UPDATE journal SET seq = %d WHERE seq = 100000",
          (int) places[k], (int) places[k], (int) places[k] + 1, (int) places[k] + 1);

      for (guint i = 0; i < G_N_ELEMENTS (alterations); i++)
        {
          g_autofree char *sql
              = g_strdup_printf ("UPDATE journal SET %s = %s WHERE seq = %d", alterations[i].column,
                                 alterations[i].value, (int) places[k]);

          assert_caught (fixture, sql, places[k], "altered");
        }
      assert_caught (fixture, moved, places[k], "missing");
      /* The newest rows can be cut off unseen: against that, the head is kept elsewhere. */
      if (places[k] < last)
        {
          assert_caught (fixture, removed, places[k], "missing");
          assert_caught (fixture, swapped, places[k], "altered");
        }
    }
  assert_caught (fixture, "UPDATE journal SET changes = (SELECT b.changes FROM journal b WHERE b.seq "
                          "= journal.seq % 3 + 2) WHERE seq BETWEEN 2 AND 4",
                 2, "altered");
}

static void
test_subjects (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);
  g_autoptr (EnrContact) contact = g_new0 (EnrContact, 1);
  g_autoptr (GError) error = NULL;
  static const char *const expected[]
      = { "I family", "I child", "I enrolment", "I membership", "I contact", "I stamp", "I attendance" };
  EnrEntryAbsence absence = { "sick", "発熱", "母" };

  contact->name = g_strdup ("母");
  contact->kana = g_strdup ("");
  contact->relation = g_strdup ("母");
  contact->phone = g_strdup ("");
  contact->phone2 = g_strdup ("");
  contact->note = g_strdup ("");
  {
    g_autofree char *hex = raw_text (nursery->path, "SELECT hex (family_id) FROM child WHERE "
                                                    "external_id = 'T0002'");

    g_assert_true (enr_uuid_parse (hex, &contact->family_id));
  }
  g_assert_true (enr_contact_save (nursery->db, &nursery->actor, contact, &error));
  g_assert_true (enr_stamp_arrive (nursery->db, &nursery->actor, &nursery->children[1],
                                   enr_test_at (8, 0), ENR_SOURCE_OFFICE, NULL, &error));
  g_assert_true (enr_entry_set_absence (nursery->db, &nursery->actor, &nursery->children[1],
                                        enr_test_day (), &absence, &error));
  g_assert_true (enr_stamp_arrive (nursery->db, &nursery->actor, &nursery->children[2],
                                   enr_test_at (8, 0), ENR_SOURCE_OFFICE, NULL, &error));
  {
    Seen seen = { g_array_new (FALSE, FALSE, 1), g_ptr_array_new_with_free_func (g_free), 0, 0 };

    g_assert_true (enr_journal_walk (nursery->db, &nursery->children[1], note_row, &seen, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (seen.texts->len, ==, G_N_ELEMENTS (expected));
    for (guint i = 0; i < seen.texts->len; i++)
      g_assert_true (g_str_has_prefix (g_ptr_array_index (seen.texts, i), expected[i]));
    g_array_unref (seen.ops);
    g_ptr_array_unref (seen.texts);
  }
}

static gboolean
stop_at_third (const EnrJournalRow *row, gpointer data)
{
  int *n = data;

  return ++*n < 3;
}

static void
test_walk_and_site (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "other.db", NULL);
  g_autofree char *stored = NULL;
  g_autofree char *of_migration = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDb) other = NULL;
  EnrUuid site = enr_journal_get_site (fixture->db);
  EnrUuid parsed;
  EnrUuid other_site;
  int n = 0;

  insert_all (fixture);
  g_assert_true (enr_journal_walk (fixture->db, NULL, stop_at_third, &n, &error));
  g_assert_cmpint (n, ==, 3);

  stored = raw_text (fixture->path, "SELECT hex (value) FROM meta WHERE key = 'site'");
  g_assert_true (enr_uuid_parse (stored, &parsed));
  g_assert_true (enr_uuid_equal (&parsed, &site));
  g_assert_cmpint (raw_int (fixture->path, "SELECT count(DISTINCT site) FROM journal"), ==, 1);
  g_assert_cmpint (raw_int (fixture->path, "SELECT count(*) FROM journal j JOIN meta m ON "
                                           "m.value = j.site"),
                   ==, journal_length (fixture));
  of_migration = raw_text (fixture->path, "SELECT op || tbl || actor_kind || changes FROM journal "
                                          "WHERE seq = 1");
  g_assert_cmpstr (of_migration, ==, "Mschemaprogram{\"version\":[0,1]}");

  other = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error);
  g_assert_no_error (error);
  other_site = enr_journal_get_site (other);
  g_assert_false (enr_uuid_equal (&site, &other_site));
}

/* Two connections, one after the other: the chain goes on from what the other wrote. */
static void
test_two_writers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EnrDb *first = fixture->db;
  EnrDb *second = enr_db_open (fixture->path, ENR_DB_READ_WRITE, &error);

  g_assert_no_error (error);
  must_run (fixture, samples[0].insert);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE family SET address = 'n%u'", i);

      fixture->db = i % 3 == 0 ? first : second;
      must_run (fixture, sql);
    }
  fixture->db = first;
  assert_whole (first);
  assert_whole (second);
  enr_db_close (second);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/store/journal/every-table", test_every_table },
    { "/store/journal/child-removed", test_child_removed },
    { "/store/journal/stamps-fixed", test_stamps_fixed },
    { "/store/journal/bodies", test_bodies },
    { "/store/journal/hidden-ways", test_hidden_ways },
    { "/store/journal/outside", test_outside },
    { "/store/journal/ended-by-sqlite", test_ended_by_sqlite },
    { "/store/journal/one-transaction", test_one_transaction },
    { "/store/journal/same-again", test_same_again },
    { "/store/journal/actors", test_actors },
    { "/store/journal/json", test_json },
    { "/store/journal/append-only", test_append_only },
    { "/store/journal/chain", test_chain },
    { "/store/journal/subjects", test_subjects },
    { "/store/journal/walk-and-site", test_walk_and_site },
    { "/store/journal/two-writers", test_two_writers },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
