/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a row of the journal says, its chain, and that no change of the journal escapes the check.
 */
#include "config.h"

#include "journal-fixture.h"

#include <string.h>
#include <glib/gstdio.h>

#include "attendance/entry.h"
#include "attendance/stamp.h"
#include "nursery/family.h"
#include "store/check.h"

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
  g_assert_cmpint (
      raw_int (fixture->path, "SELECT count(DISTINCT txn) FROM journal WHERE op <> 'M'"), ==, 1);
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
    { ENR_ACTOR_PROGRAM, "program" }, { ENR_ACTOR_OFFICE, "office" },
    { ENR_ACTOR_STAFF, "staff" },     { ENR_ACTOR_DOOR, "door" },
    { ENR_ACTOR_IMPORT, "import" },   { ENR_ACTOR_COMMAND, "command" },
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
    "",
    "\"",
    "\\",
    "\\\"",
    "\n\r\t\b\f",
    "\x01\x02\x03\x04\x05\x06\x07\x0b\x0e\x0f",
    "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19",
    "\x1a\x1b\x1c\x1d\x1e\x1f\x7f",
    "</script>",
    "𠮷野家",
    "👨‍👩‍👧",
    "か\xe3\x82\x99",
    "\xe2\x80\xa8\xe2\x80\xa9",
    "\xef\xbb\xbf",
    "\xef\xbf\xbf",
    "'; DROP TABLE child; --",
    "%s%n",
    "\\u0041",
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
  g_assert_cmpint (
      sqlite3_prepare_v2 (handle, "SELECT name FROM pragma_table_info('journal')", -1, &stmt, NULL),
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
      g_autofree char *moved
          = g_strdup_printf ("UPDATE journal SET seq = 100000 WHERE seq = %d", (int) places[k]);
      g_autofree char *removed
          = g_strdup_printf ("DELETE FROM journal WHERE seq = %d", (int) places[k]);
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
  assert_caught (fixture,
                 "UPDATE journal SET changes = (SELECT b.changes FROM journal b WHERE b.seq "
                 "= journal.seq % 3 + 2) WHERE seq BETWEEN 2 AND 4",
                 2, "altered");
}

static void
test_subjects (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EnrTestNursery) nursery = enr_test_nursery_new (3);
  g_autoptr (EnrContact) contact = g_new0 (EnrContact, 1);
  g_autoptr (GError) error = NULL;
  static const char *const expected[] = { "I family",  "I child", "I enrolment", "I membership",
                                          "I contact", "I stamp", "I attendance" };
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
