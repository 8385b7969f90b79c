/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A new version of the program finds a queue of the old one: reports that wait, that were refused,
 * that were accepted. From every version of the database that had a queue to today's, and from
 * today's to one that may come, not a byte of them changes, and what was owed then arrives.
 */
#include "config.h"

#include <glib/gstdio.h>

#include "route.h"
#include "store/db-private.h"
#include "store/raw.h"
#include "store/upgrade.h"

#define FIRST_WITH_QUEUE 13
#define SQL_QUEUE                                                                                  \
  "SELECT group_concat (line, char (10)) FROM (SELECT e.no || ' ' || e.event_id || ' ' || "        \
  "e.source || ' ' "                                                                               \
  "|| e.sequence || ' ' || hex (e.sha256) || hex (e.prev_sha256) || hex (e.event) || ' ' || "      \
  "d.state || ' ' "                                                                                \
  "|| d.lane || ' ' || coalesce (d.problem, '-') || ' ' || coalesce (d.recv_seq, 0) AS line "      \
  "FROM sync_event e JOIN sync_delivery d ON d.no = e.no ORDER BY e.no)"

typedef struct
{
  Route route;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  route_set_up (&self->route, HUB_SQLITE, 1);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  enr_schema_set_extra_steps (NULL);
  route_tear_down (&self->route);
}

/* Sixty that are accepted, one that is refused, four hundred that wait. */
static void
fill (Fixture *self)
{
  route_owe (&self->route, "accepted", 60, 1);
  route_run (&self->route);
  route_owe (&self->route, "refused", 1, 100 * 9999 + 99);
  route_owe (&self->route, "refused", 1, 100 * 10000);
  route_owe (&self->route, "waiting", 400, 2);
  g_assert_cmpint (box_in (&self->route.box, ENR_SENDING_QUARANTINED), >=, 1);
}

static void
close_db (Fixture *self)
{
  g_clear_pointer (&self->route.box.nursery->db, enr_db_close);
  self->route.box.db = NULL;
}

static void
open_and_drain (Fixture *self, const char *queue)
{
  g_autofree char *after = NULL;
  Tally tally;

  enr_test_nursery_reopen (self->route.box.nursery);
  self->route.box.db = self->route.box.nursery->db;
  after = raw_text (self->route.box.nursery->path, SQL_QUEUE);
  g_assert_cmpstr (after, ==, queue);
  route_drain (&self->route, 1);
  tally = route_compare (&self->route, NULL);
  g_assert_cmpuint (tally.received, ==, tally.made - tally.quarantined - tally.superseded);
  route_assert_whole (&self->route);
}

static void
run_files (sqlite3 *handle, int last)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "migrations", NULL);
  g_autoptr (GPtrArray) names = upgrade_list_folder (folder, ".sql");

  for (int i = 0; i < last; i++)
    {
      g_autofree char *path = g_build_filename (folder, names->pdata[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      g_file_get_contents (path, &text, NULL, &error);
      g_assert_no_error (error);
      raw_exec (handle, text);
    }
}

/* Every row that the older version has a place for. */
static void
copy_rows (sqlite3 *handle)
{
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt;

  sqlite3_prepare_v2 (handle,
                      "SELECT 'INSERT OR REPLACE INTO main.\"' || t.name || '\" (' || c.names || "
                      "') SELECT ' || c.names || ' FROM now.\"'"
                      " || t.name || '\"' FROM main.sqlite_schema t JOIN (SELECT s.name AS tbl, "
                      "group_concat ('\"' || p.name || '\"')"
                      " AS names FROM main.sqlite_schema s JOIN pragma_table_info (s.name) p WHERE "
                      "s.type = 'table' GROUP BY s.name) c"
                      " ON c.tbl = t.name WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' "
                      "AND t.name NOT LIKE 'search_%'"
                      " AND t.name <> 'sync_count' AND EXISTS (SELECT 1 FROM now.sqlite_schema n "
                      "WHERE n.name = t.name)",
                      -1, &stmt, NULL);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_ptr_array_add (statements, g_strdup ((const char *) sqlite3_column_text (stmt, 0)));
  g_assert_cmpuint (statements->len, >, 20);
  sqlite3_finalize (stmt);
  for (guint i = 0; i < statements->len; i++)
    raw_exec (handle, statements->pdata[i]);
}

/* The file as the version of that number would have left it. */
static void
make_older (const char *path, const char *older, int version)
{
  sqlite3 *handle = raw_open (older);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s' AS now", path);
  g_autofree char *number = g_strdup_printf ("PRAGMA user_version = %d", version);
  g_autofree char *id = g_strdup_printf ("PRAGMA application_id = %" G_GINT64_FORMAT,
                                         raw_int (path, "PRAGMA application_id"));

  raw_exec (handle, "PRAGMA foreign_keys = OFF");
  raw_exec (handle, id);
  run_files (handle, version);
  raw_exec (handle, number);
  raw_exec (handle, attach);
  raw_exec (handle, "BEGIN");
  copy_rows (handle);
  raw_exec (handle, "COMMIT");
  raw_exec (handle, "DETACH now");
  sqlite3_close (handle);
}

static void
test_earlier (Fixture *self, gconstpointer data)
{
  const char *path = self->route.box.nursery->path;
  g_autofree char *older = g_strconcat (path, ".older", NULL);
  g_autofree char *queue = NULL;
  gint64 newest;

  fill (self);
  queue = raw_text (path, SQL_QUEUE);
  newest = raw_int (path, "PRAGMA user_version");
  close_db (self);
  for (gint64 version = FIRST_WITH_QUEUE; version < newest; version++)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *copy = g_strconcat (older, "-copy", NULL);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;
      EnrDb *db;

      g_unlink (older);
      make_older (path, older, (int) version);
      bytes = raw_bytes (older);
      raw_save_bytes (copy, bytes);
      db = enr_db_open (copy, ENR_DB_READ_WRITE, &error);
      g_assert_no_error (error);
      enr_db_close (db);
      g_assert_cmpint (raw_int (copy, "PRAGMA user_version"), ==, newest);
      after = raw_text (copy, SQL_QUEUE);
      g_assert_cmpstr (after, ==, queue);
      g_assert_cmpint (raw_int (copy, "SELECT n FROM sync_count WHERE lane = 1 AND state = 0"), ==,
                       100);
      g_unlink (copy);
      if (version == FIRST_WITH_QUEUE)
        raw_save_bytes (path, bytes);
    }
  open_and_drain (self, queue);
}

static void
test_later (Fixture *self, gconstpointer data)
{
  g_autofree char *queue = NULL;

  fill (self);
  queue = raw_text (self->route.box.nursery->path, SQL_QUEUE);
  close_db (self);
  enr_schema_set_extra_steps (upgrade_two_steps);
  open_and_drain (self, queue);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/chaos/upgrade/earlier", Fixture, NULL, set_up, test_earlier, tear_down);
  g_test_add ("/chaos/upgrade/later", Fixture, NULL, set_up, test_later, tear_down);
  return hub_run_tests ();
}
