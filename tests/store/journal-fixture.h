/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * An empty database and somebody who writes into it, for the tests of the journal.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "base/clock.h"
#include "journal-samples.h"
#include "raw.h"
#include "store/journal.h"
#include "support/fixture.h"

typedef struct
{
  char *folder;
  char *path;
  EnrDb *db;
  EnrActor actor;
} Fixture;

static inline void
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

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->db, enr_db_close);
  enr_clock_set_source (NULL, NULL);
  enr_test_folder_free (fixture->folder);
  g_free (fixture->path);
}

static inline gboolean
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

static inline void
must_run (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", sql);
  run (fixture, sql, NULL, &error);
  g_assert_no_error (error);
}

static inline void
insert_all (Fixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    must_run (fixture, samples[i].insert);
}

static inline gint64
journal_length (Fixture *fixture)
{
  return raw_int (fixture->path, "SELECT count(*) FROM journal");
}

static inline void
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

static inline JsonNode *
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

typedef struct
{
  GArray *ops;      /* (element-type char) */
  GPtrArray *texts; /* "table row" of each */
  gint64 after;     /* rows up to this are left out */
  gint64 last;
} Seen;

static inline gboolean
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
