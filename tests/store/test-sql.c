/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Every SQL statement of the program, as the linker collected them (ENR_SQL in store/db.h).
 */
#include "config.h"

#include <string.h>

#include "raw.h"
#include "store/db-private.h"
#include "support/fixture.h"

extern const char *const __start_enr_sql[];
extern const char *const __stop_enr_sql[];

typedef struct
{
  char *folder;
  sqlite3 *handle; /* of a database with the final schema */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = enr_test_folder_new ();
  path = g_build_filename (fixture->folder, "nursery.db", NULL);
  enr_db_close (enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, &error));
  g_assert_no_error (error);
  fixture->handle = raw_open (path);
  /* As the store's own connections have it. */
  sqlite3_db_config (fixture->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (fixture->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sqlite3_close (fixture->handle);
  enr_test_folder_free (fixture->folder);
}

static guint
n_statements (void)
{
  return (guint) (__stop_enr_sql - __start_enr_sql);
}

static void
test_prepares (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n_statements (); i++)
    {
      const char *sql = __start_enr_sql[i];
      const char *tail = NULL;
      sqlite3_stmt *stmt = NULL;

      if (sqlite3_prepare_v2 (fixture->handle, sql, -1, &stmt, &tail) != SQLITE_OK)
        g_error ("%s: %s", sqlite3_errmsg (fixture->handle), sql);
      g_assert_nonnull (stmt);
      g_assert_cmpstr (tail, ==, "");
      for (int k = 1; k <= sqlite3_bind_parameter_count (stmt); k++)
        {
          const char *name = sqlite3_bind_parameter_name (stmt, k);

          if (name == NULL || name[0] != ':')
            g_error ("A parameter without a name: %s", sql);
        }
      sqlite3_finalize (stmt);
      g_hash_table_add (seen, (gpointer) sql);
    }
  g_test_message ("%u statements, %u different", n_statements (), g_hash_table_size (seen));
  g_assert_cmpuint (n_statements (), >=, 60);
}

/* The journal sees every row; what ends or starts a transaction, or changes the connection, is not a
 * statement of a room. */
static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  static const char *const kinds[] = { "SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "WITH " };

  for (guint i = 0; i < n_statements (); i++)
    {
      gboolean is_good = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        is_good = is_good || g_str_has_prefix (__start_enr_sql[i], kinds[k]);
      if (!is_good)
        g_error ("Not a statement for a room: %s", __start_enr_sql[i]);
    }
}

/* Statements that read a whole table on purpose. */
static gboolean
may_scan (const char *sql)
{
  static const char *const purposes[] = {
    "FROM journal ORDER BY seq", /* the walk through the journal, and its head by the key */
    "DELETE FROM class WHERE ",  /* undoing a move up, once a year: what the journal says it made */
  };

  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    if (strstr (sql, purposes[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* "SCAN s" in the plan: whether s is that table, by its name or by an alias. */
static gboolean
is_scan_of (const char *detail, const char *sql, const char *table)
{
  g_autofree char *pattern = NULL;
  g_auto (GStrv) words = g_strsplit (detail, " ", -1);

  if (!g_str_has_prefix (detail, "SCAN ") || words[1] == NULL)
    return FALSE;
  if (strcmp (words[1], table) == 0)
    return TRUE;
  pattern = g_strdup_printf ("\\b%s\\s+(AS\\s+)?%s\\b", table, words[1]);
  return g_regex_match_simple (pattern, sql, 0, 0);
}

static void
check_plan (Fixture *fixture, const char *sql)
{
  static const char *const tables[] = { "stamp", "attendance", "journal" };
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (fixture->handle, explain, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
      if (is_scan_of ((const char *) sqlite3_column_text (stmt, 3), sql, tables[i]))
        g_error ("%s: %s", (const char *) sqlite3_column_text (stmt, 3), sql);
  sqlite3_finalize (stmt);
}

static void
test_no_scans (Fixture *fixture, gconstpointer data)
{
  /* These must be among what is looked at: the board, the punch, the month, a child's history. */
  static const char *const hot[] = {
    "FROM stamp s WHERE s.day = :day",
    "FROM stamp s WHERE s.child_id = :child AND s.day = :day AND s.at IS NOT NULL",
    "FROM stamp s WHERE s.day BETWEEN :first AND :last",
    "LEFT JOIN attendance a ON a.day = :day AND a.child_id = c.id",
    "FROM journal WHERE subject = :child",
    "SELECT hash FROM journal WHERE seq = :seq",
  };
  guint found[G_N_ELEMENTS (hot)] = { 0 };
  guint n_checked = 0;

  for (guint i = 0; i < n_statements (); i++)
    {
      const char *sql = __start_enr_sql[i];

      if (may_scan (sql))
        continue;
      check_plan (fixture, sql);
      n_checked++;
      for (guint k = 0; k < G_N_ELEMENTS (hot); k++)
        found[k] += strstr (sql, hot[k]) != NULL;
    }
  for (guint k = 0; k < G_N_ELEMENTS (hot); k++)
    if (found[k] == 0)
      g_error ("No statement reads %s", hot[k]);
  g_assert_cmpuint (n_checked, >=, 60);
}

/* The test's own eyes: an alias, a table's name, and an index. */
static void
test_scan_is_seen (Fixture *fixture, gconstpointer data)
{
  const char *aliased = "SELECT 1 FROM child c JOIN stamp AS s ON s.child_id = c.id";

  g_assert_true (is_scan_of ("SCAN s", aliased, "stamp"));
  g_assert_true (is_scan_of ("SCAN s USING COVERING INDEX stamp_day", aliased, "stamp"));
  g_assert_true (is_scan_of ("SCAN stamp", "SELECT 1 FROM stamp", "stamp"));
  g_assert_false (is_scan_of ("SCAN c", aliased, "stamp"));
  g_assert_false (is_scan_of ("SEARCH s USING INDEX stamp_day (day=?)", aliased, "stamp"));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/store/sql/prepares", test_prepares },
    { "/store/sql/kinds", test_kinds },
    { "/store/sql/no-scans", test_no_scans },
    { "/store/sql/scan-is-seen", test_scan_is_seen },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);

  return g_test_run ();
}
