/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * No write to a domain table escapes the journal, and each row says what was changed.
 */
#include "config.h"

#include "journal-fixture.h"

#include <string.h>

#include "store/db-private.h"
#include "store/migrate.h"

/* A value as the journal is to write it, from SQLite's own mouth. */
static JsonNode *
value_node (sqlite3_stmt *stmt, int column, const char *table)
{
  gboolean is_words = enr_journal_is_words (table, sqlite3_column_name (stmt, column));
  const guint8 *bytes = sqlite3_column_blob (stmt, column);
  int length = sqlite3_column_bytes (stmt, column);
  int type = sqlite3_column_type (stmt, column);
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  /* What people wrote is in the journal by its sum only, however short. */
  if (is_words && type == SQLITE_TEXT && length > 0)
    type = SQLITE_BLOB;
  switch (type)
    {
    case SQLITE_INTEGER:
      json_node_set_int (node, sqlite3_column_int64 (stmt, column));
      break;
    case SQLITE_TEXT:
      json_node_set_string (node, (const char *) sqlite3_column_text (stmt, column));
      break;
    case SQLITE_BLOB:
      if (length > 64 || is_words)
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
  GHashTable *row
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) json_node_unref);
  sqlite3 *handle = raw_open (path);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  if (sqlite3_step (stmt) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (stmt); i++)
      g_hash_table_insert (row, g_strdup (sqlite3_column_name (stmt, i)),
                           value_node (stmt, i, sample->table));
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
  return row;
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

  expected = (Expected){ sample, op, &fixture->actor, reason, length + 1, before, after, 0 };
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

  /* The schema says what there is; only the store's own two are left out, the search index,
   * which is made of what was written, and the queue to the municipality, which is a chain of its
   * own. */
  g_assert_cmpint (
      sqlite3_prepare_v2 (handle,
                          "SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                          "name NOT IN ('journal', 'meta') AND name NOT GLOB 'sqlite_*' "
                          "AND name NOT GLOB 'search_*' AND name NOT GLOB 'sync_*'",
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

        g_assert_false (
            run (fixture, k == 0 ? samples[i].update : samples[i].delete, NULL, &error));
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
  g_assert_cmpint (
      raw_int (fixture->path, "SELECT count(*) FROM journal WHERE changes LIKE '%遊んだ%'"), ==, 0);
  changes = raw_text (fixture->path, "SELECT changes FROM journal WHERE tbl = 'writing_version' "
                                     "AND op = 'U'");
  g_assert_nonnull (strstr (changes, sum));
  assert_whole (fixture->db);
}

/* Of the tables of contact that are destroyed by the year, every text is either in the list of
 * words or one that is told on: who, which code, which day. A new column is decided about here. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  static const char *const tables[]
      = { "notice",          "notice_day",        "illness",     "call_log",        "notebook",
          "notebook_event",  "notebook_plan",     "medicine",    "medicine_given",  "announcement",
          "announcement_to", "announcement_file", "recipient",   "recipient_child", "delivery",
          "inquiry",         "promise",           "contact_seen" };
  static const char *const told[]
      = { "first_day",   "last_day",  "kind",       "absence_kind", "channel",      "by_name",
          "return_day",  "day",       "part",       "wrote_kind",   "wrote_by",     "was_kind",
          "was_by",      "known_day", "onset",      "fever",        "relief",       "swelling",
          "medicine",    "paper_day", "back_day",   "outcome",      "side",         "mood",
          "cough",       "nose",      "bath",       "collector",    "written_by",   "wrote_text",
          "was_text",    "asked_day", "asked_by",   "form",         "storage",      "prescribed",
          "received_by", "given_by",  "checked_by", "answer_kind",  "answer_until", "sent_by",
          "type",        "addressee", "read_how",   "answered_by",  "address",      "state",
          "message_id",  "taken_by",  "due_day",    "made_by",      "kept_by",      "seen_by" };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "SELECT group_concat (name) FROM pragma_table_info ('%s') WHERE type = 'TEXT'",
          tables[i]);
      g_autofree char *names = raw_text (fixture->path, sql);
      g_auto (GStrv) columns = g_strsplit (names != NULL ? names : "", ",", -1);

      for (guint j = 0; columns[j] != NULL; j++)
        {
          gboolean is_told
              = strcmp (tables[i], "delivery") == 0 && strcmp (columns[j], "answer") == 0;

          for (guint k = 0; k < G_N_ELEMENTS (told); k++)
            is_told = is_told || strcmp (told[k], columns[j]) == 0;
          if (is_told == enr_journal_is_words (tables[i], columns[j]))
            g_error ("%s.%s: is it a person's words or not?", tables[i], columns[j]);
        }
    }
  g_assert_true (enr_journal_is_words ("writing_text", "body"));
  g_assert_false (enr_journal_is_words ("attendance", "note"));
}

/* What an older version has journalled in clear stays, and the chain holds over both. */
static void
test_words_from_now_on (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "熱せいけいれん", -1);
  g_autofree char *changes = NULL;

  insert_all (fixture);
  must_run (fixture, "UPDATE notice SET diagnosis = '熱せいけいれん', note = ''");
  must_run (fixture, "UPDATE notice SET diagnosis = ''");
  g_assert_cmpint (raw_int (fixture->path, "SELECT count(*) FROM journal WHERE changes LIKE "
                                           "'%けいれん%'"),
                   ==, 0);
  changes = raw_text (fixture->path, "SELECT changes FROM journal ORDER BY seq DESC LIMIT 1");
  g_assert_nonnull (strstr (changes, sum));
  g_assert_nonnull (strstr (changes, ",\"\"]"));
  /* Attendance is not destroyed with the notice, and its history is read. */
  must_run (fixture, "UPDATE attendance SET absence_reason = '熱せいけいれん'");
  g_assert_cmpint (raw_int (fixture->path, "SELECT count(*) FROM journal WHERE changes LIKE "
                                           "'%けいれん%'"),
                   ==, 1);
  assert_whole (fixture->db);
}

/* A REPLACE passes no trigger: what it would push out is refused as a DELETE is. */
static void
test_replace_is_a_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  insert_all (fixture);
  before = enr_test_dump (fixture->path);
  g_assert_false (
      run (fixture,
           "INSERT OR REPLACE INTO call_log SELECT id, child_id, day, contact_id, called, "
           "at, by_name, 'reached', note FROM call_log",
           NULL, &error));
  g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT);
  g_assert_nonnull (strstr (error->message, "a call is never removed"));
  after = enr_test_dump (fixture->path);
  enr_test_assert_same (after, before);
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
    { "/store/journal/words", test_words },
    { "/store/journal/words-from-now-on", test_words_from_now_on },
    { "/store/journal/replace-is-a-delete", test_replace_is_a_delete },
    { "/store/journal/hidden-ways", test_hidden_ways },
    { "/store/journal/outside", test_outside },
    { "/store/journal/ended-by-sqlite", test_ended_by_sqlite },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
