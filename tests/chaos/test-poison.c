/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reports that the hub refuses, among many that it takes: at every place of a batch, and of every
 * kind. All others arrive; what was refused says why and where; and finding it costs few requests
 * more.
 */
#include "config.h"

#include "base/uuid.h"
#include "route.h"
#include "store/raw.h"

#define MOST_EXTRA 18

typedef enum
{
  POISON_SCHEMA, /* the hub reads it and refuses it */
  POISON_TYPE,
  POISON_UTF8,     /* no text at all */
  POISON_BRACES,   /* no JSON */
  POISON_TOO_LONG, /* 64 KiB and a byte */
  POISON_NO_ID,
  N_POISONS,
} Poison;

static const char *const names[N_POISONS]
    = { "schema", "type", "utf8", "braces", "too-long", "no-id" };

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
  route_tear_down (&self->route);
}

static char *
poison_text (Poison poison, const char *good)
{
  g_autoptr (GString) text = g_string_new (good);
  g_autofree char *filler = NULL;

  switch (poison)
    {
    case POISON_SCHEMA:
      g_string_replace (text, "\"enrolled\":", "\"enrolled\":-", 1);
      break;
    case POISON_TYPE:
      g_string_replace (text, "facility.vacancy", "facility.weather", 1);
      break;
    case POISON_UTF8:
      g_string_replace (text, "2026-06-10", "2026-\xff\xfe-10", 1);
      break;
    case POISON_BRACES:
      g_string_replace (text, "{\"data\":{", "{\"data\":{{", 1);
      break;
    case POISON_TOO_LONG:
      filler = g_strnfill (64 * 1024 + 1 - text->len, '0');
      g_string_replace (text, "\"2026-06-10", "\"", 1);
      g_string_insert (text, strstr (text->str, "\"as_of\":\"") + 9 - text->str, filler);
      break;
    case POISON_NO_ID:
      g_string_replace (text, "\"id\":", "\"ix\":", 1);
      break;
    case N_POISONS:
    default:
      g_assert_not_reached ();
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What an older or a broken program may have frozen: past this program's own checks, into the file
 * itself. */
static void
poison_event (Fixture *self, gint64 no, Poison poison)
{
  sqlite3 *handle = raw_open (self->route.box.nursery->path);
  g_autofree char *good = NULL;
  g_autofree char *bad = NULL;
  guint8 sum[ENR_SUM_LENGTH];
  sqlite3_stmt *stmt;

  sqlite3_busy_timeout (handle, 5000);
  raw_exec (handle, "DROP TRIGGER IF EXISTS sync_event_no_update");
  sqlite3_prepare_v2 (handle, "SELECT event FROM sync_event WHERE no = ?", -1, &stmt, NULL);
  sqlite3_bind_int64 (stmt, 1, no);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  good = g_strndup (sqlite3_column_blob (stmt, 0), (gsize) sqlite3_column_bytes (stmt, 0));
  sqlite3_finalize (stmt);
  bad = poison_text (poison, good);
  g_assert_cmpstr (good, !=, bad);
  enr_sum (bad, strlen (bad), sum);
  sqlite3_prepare_v2 (handle, "UPDATE sync_event SET event = ?, sha256 = ? WHERE no = ?", -1, &stmt,
                      NULL);
  sqlite3_bind_blob (stmt, 1, bad, (int) strlen (bad), SQLITE_STATIC);
  sqlite3_bind_blob (stmt, 2, sum, sizeof sum, SQLITE_STATIC);
  sqlite3_bind_int64 (stmt, 3, no);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
  sqlite3_finalize (stmt);
  sqlite3_close (handle);
}

static gint64
last_no (Fixture *self)
{
  return raw_int (self->route.box.nursery->path, "SELECT coalesce (max (no), 0) FROM sync_event");
}

/* Sends a batch of @n with poison at @at (from 0; -1: all of them), and returns how many requests
 * more that took. */
static guint
send_poisoned (Fixture *self, guint n, int at, Poison poison)
{
  static guint round;
  g_autofree char *prefix = g_strdup_printf ("vacancy/%u", round++);
  gint64 quarantined = box_in (&self->route.box, ENR_SENDING_QUARANTINED);
  gint64 accepted = box_in (&self->route.box, ENR_SENDING_ACCEPTED);
  gint64 first = last_no (self) + 1;
  guint requests;
  guint n_bad = at < 0 ? n : 1;

  route_owe (&self->route, prefix, n, 1);
  for (guint i = 0; i < n; i++)
    if (at < 0 || (guint) at == i)
      poison_event (self, first + i, poison);
  route_set_batch (&self->route, (int) n);
  /* Beside the batch itself: what the city tells, and the heartbeat */
  requests = proxy_requests (self->route.proxy);
  route_run (&self->route);
  g_assert_cmpstr (enr_trouble_key (self->route.result.trouble), ==, "");
  requests = proxy_requests (self->route.proxy) - requests;
  g_assert_cmpint (box_in (&self->route.box, ENR_SENDING_QUARANTINED) - quarantined, ==, n_bad);
  g_assert_cmpint (box_in (&self->route.box, ENR_SENDING_ACCEPTED) - accepted, ==, n - n_bad);
  g_assert_cmpint (box_in (&self->route.box, ENR_SENDING_OWED), ==, 0);
  return requests - 3;
}

/* The reason that a person is shown. */
static void
assert_reason (Fixture *self, Poison poison)
{
  g_autoptr (GPtrArray) rows = box_list (&self->route.box, ENR_SENDING_QUARANTINED);
  const EnrOutboxRow *row = rows->pdata[0];

  g_assert_nonnull (row->problem);
  g_assert_true (g_str_has_prefix (row->problem->type, ENR_PROBLEM_BASE));
  g_assert_nonnull (row->problem->title);
  g_assert_cmpuint (strlen (row->problem->title), >, 0);
  if (poison == POISON_SCHEMA)
    {
      g_assert_cmpstr (row->problem->type, ==, ENR_PROBLEM_BASE "schema-invalid");
      g_assert_cmpstr (row->problem->pointer, ==, "/data/ages/0/enrolled");
    }
  else if (poison == POISON_TYPE)
    g_assert_cmpstr (row->problem->type, ==, ENR_PROBLEM_BASE "unknown-type");
  g_test_message ("%s: %s %s", names[poison], row->problem->type + strlen (ENR_PROBLEM_BASE),
                  row->problem->pointer != NULL ? row->problem->pointer : "");
}

static void
test_places (Fixture *self, gconstpointer data)
{
  static const guint sizes[] = { 1, 2, 3, 7, 16 };
  Poison poison = (Poison) GPOINTER_TO_INT (data);
  guint most = 0;

  /* The ledger, once */
  route_run (&self->route);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint at = 0; at < sizes[i]; at++)
      most = MAX (most, send_poisoned (self, sizes[i], (int) at, poison));
  /* A batch as large as may be: the ends, and what a halving may miss by one */
  {
    static const int places[] = { 0, 249, 250, 499 };

    for (guint i = 0; i < G_N_ELEMENTS (places); i++)
      most = MAX (most, send_poisoned (self, 500, places[i], poison));
  }
  g_test_message ("%s: at most %u requests more", names[poison], most);
  g_assert_cmpuint (most, <=, MOST_EXTRA);
  assert_reason (self, poison);
}

static void
test_all_bad (Fixture *self, gconstpointer data)
{
  route_run (&self->route);
  for (guint i = 0; i < N_POISONS; i++)
    {
      send_poisoned (self, 20, -1, (Poison) i);
      assert_reason (self, (Poison) i);
    }
  /* And the next one goes as ever. */
  route_owe (&self->route, "good", 50, 1);
  route_run (&self->route);
  g_assert_cmpuint (self->route.result.settled, ==, 50);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < N_POISONS; i++)
    {
      g_autofree char *path = g_strconcat ("/chaos/poison/", names[i], NULL);

      g_test_add (path, Fixture, GINT_TO_POINTER (i), set_up, test_places, tear_down);
    }
  g_test_add ("/chaos/poison/all-bad", Fixture, NULL, set_up, test_all_bad, tear_down);
  return hub_run_tests ();
}
