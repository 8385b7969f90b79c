/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What was lost at one end and comes back from the other: a nursery's database put back from a
 * copy, in the window's way and by hand; a hub put back to last night; a PC that speaks for another
 * nursery, or says other things under the same id.
 */
#include "config.h"

#include <signal.h>
#include <glib/gstdio.h>

#include "outbox/ledger.h"
#include "route.h"
#include "store/raw.h"

typedef struct
{
  Route route;
  char *copy;
} Fixture;

ENR_HUB_SQL (SQL_REVISIONS,
             "SELECT i.rev, i.body FROM current c JOIN inbox i ON i.recv_seq = c.recv_seq"
             " WHERE c.nursery = $1 AND c.subject = $2");
ENR_HUB_SQL (SQL_COUNT_ALERTS, "SELECT count(*) FROM alert WHERE kind = $1");
ENR_HUB_SQL (SQL_COUNT_REVIEWS, "SELECT count(*) FROM review WHERE kind = $1");
ENR_HUB_SQL (SQL_COUNT_INBOX, "SELECT count(*) FROM inbox");

static void
set_up (Fixture *self, gconstpointer data)
{
  route_set_up (&self->route, (HubStore) GPOINTER_TO_INT (data), 1);
  self->copy = g_build_filename (self->route.box.nursery->folder, "copy.db", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->copy);
  route_tear_down (&self->route);
}

static gint64
count_alerts (Fixture *self, const char *kind)
{
  g_autoptr (EnrHubDb) db = hub_open (self->route.hub);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubRows) rows = enr_hub_db_query (db, SQL_COUNT_ALERTS, &error, ENR_TEXT (kind));

  g_assert_no_error (error);
  return enr_hub_rows_int (rows, 0, 0);
}

static gint64
count_received (Fixture *self)
{
  g_autoptr (EnrHubDb) db = hub_open (self->route.hub);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubRows) rows = enr_hub_db_query_values (db, SQL_COUNT_INBOX, NULL, 0, &error);

  g_assert_no_error (error);
  return enr_hub_rows_int (rows, 0, 0);
}

static gint64
count_reviews (Fixture *self)
{
  g_autoptr (EnrHubDb) db = hub_open (self->route.hub);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (db, SQL_COUNT_REVIEWS, &error, ENR_TEXT ("concurrent-rev"));

  g_assert_no_error (error);
  return enr_hub_rows_int (rows, 0, 0);
}

/* What holds at the city says @places of that subject. */
static void
assert_holds (Fixture *self, const char *subject, int places)
{
  g_autoptr (EnrHubDb) db = hub_open (self->route.hub);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (db, SQL_REVISIONS, &error, ENR_TEXT (ROUTE_NURSERY), ENR_TEXT (subject));
  g_autofree char *words = g_strdup_printf ("\"places\":%d}", places);

  g_assert_no_error (error);
  g_assert_cmpuint (enr_hub_rows_count (rows), ==, 1);
  g_assert_nonnull (strstr (enr_hub_rows_text (rows, 0, 1), words));
}

static void
drain (Fixture *self)
{
  route_run (&self->route);
  g_assert_cmpstr (enr_trouble_key (self->route.result.trouble), ==, "");
  g_assert_cmpint (box_in (&self->route.box, ENR_SENDING_OWED), ==, 0);
}

static char *
dup_source (Fixture *self)
{
  g_auto (EnrLink) link = { 0 };
  g_autoptr (GError) error = NULL;

  enr_link_load (self->route.box.db, &link, &error);
  g_assert_no_error (error);
  return g_strdup (link.source);
}

static void
close_db (Fixture *self)
{
  g_clear_pointer (&self->route.box.nursery->db, enr_db_close);
  self->route.box.db = NULL;
}

static void
open_db (Fixture *self)
{
  enr_test_nursery_reopen (self->route.box.nursery);
  self->route.box.db = self->route.box.nursery->db;
}

/* The morning's copy, a day's work that is sent, the copy is put back; then other work under the
 * numbers that the lost day had. */
static void
work_and_lose (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  route_owe (&self->route, "vacancy", 50, 1);
  drain (self);
  route_owe (&self->route, "waiting", 7, 1);
  enr_db_backup (self->route.box.db, self->copy, &error);
  g_assert_no_error (error);
  route_owe (&self->route, "vacancy", 50, 2);
  route_owe (&self->route, "lost-day", 30, 1);
  drain (self);
}

static void
assert_nothing_overwritten (Fixture *self, const char *old_source, gint64 received)
{
  g_autofree char *source = dup_source (self);

  g_assert_cmpstr (source, !=, old_source);
  g_assert_cmpint (count_received (self), >=, received);
  /* What the lost day said is still there. */
  assert_holds (self, "lost-day/3", 1);
  assert_holds (self, "waiting/3", 1);
  g_assert_cmpint (count_alerts (self, "id-reused"), ==, 0);
  g_assert_cmpint (box_in (&self->route.box, ENR_SENDING_QUARANTINED), ==, 0);
}

/* By the program: the copy has a name of its own as soon as it is put back. */
static void
test_restored (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *old_source = NULL;
  g_autofree char *kept_as = NULL;
  gboolean was_changed = FALSE;
  gint64 received;

  work_and_lose (self);
  old_source = dup_source (self);
  received = count_received (self);
  close_db (self);
  enr_db_restore (self->copy, self->route.box.nursery->path, &kept_as, &error);
  g_assert_no_error (error);
  open_db (self);
  enr_outbox_follow_site (self->route.box.db, &was_changed, &error);
  g_assert_no_error (error);
  g_assert_true (was_changed);
  route_owe (&self->route, "vacancy", 50, 3);
  route_owe (&self->route, "new-day", 20, 1);
  drain (self);
  g_assert_false (self->route.result.is_renewed);
  g_assert_cmpint (count_alerts (self, "source-forked"), ==, 0);
  assert_nothing_overwritten (self, old_source, received);
  assert_holds (self, "new-day/3", 1);
  assert_holds (self, "vacancy/3", 3);
}

/* By hand, past the program: nobody knows until the hub says that the numbers are used. */
static void
test_copied_file (Fixture *self, gconstpointer data)
{
  g_autofree char *old_source = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *wal = g_strconcat (self->route.box.nursery->path, "-wal", NULL);
  gint64 received;

  work_and_lose (self);
  old_source = dup_source (self);
  received = count_received (self);
  close_db (self);
  g_unlink (wal);
  bytes = raw_bytes (self->copy);
  raw_save_bytes (self->route.box.nursery->path, bytes);
  open_db (self);
  route_owe (&self->route, "vacancy", 50, 3);
  route_owe (&self->route, "new-day", 20, 1);
  drain (self);
  g_assert_true (self->route.result.is_renewed);
  g_assert_cmpint (count_alerts (self, "source-forked"), >, 0);
  assert_nothing_overwritten (self, old_source, received);
  assert_holds (self, "new-day/3", 1);
  /* Two words of one revision: both are kept, the city is asked to look, and the next word holds.
   */
  assert_holds (self, "vacancy/3", 2);
  g_assert_cmpint (count_reviews (self), ==, 50);
  route_owe (&self->route, "vacancy", 50, 4);
  drain (self);
  assert_holds (self, "vacancy/3", 4);
}

static void
copy_hub (Fixture *self, const char *from, const char *to)
{
  static const char *const ends[] = { "", "-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *source = g_strconcat (from, ends[i], NULL);
      g_autofree char *target = g_strconcat (to, ends[i], NULL);
      g_autofree char *text = NULL;
      gsize length = 0;

      g_unlink (target);
      if (g_file_get_contents (source, &text, &length, NULL))
        raw_save (target, text, length);
    }
}

/* The city puts last night's copy back. With its command it asks for the rest; without, the ledger
 * finds it. */
static void
lose_hub (Fixture *self, gboolean asks)
{
  g_autofree char *night = g_strconcat (self->route.hub->database, ".night", NULL);
  g_autofree char *shm = g_strconcat (self->route.hub->database, "-shm", NULL);
  g_autoptr (GError) error = NULL;
  gint64 n_missing = 0;

  route_owe (&self->route, "vacancy", 1200, 1);
  drain (self);
  hub_stop (self->route.hub, SIGTERM);
  copy_hub (self, self->route.hub->database, night);
  hub_start (self->route.hub, NULL);
  proxy_set_upstream (self->route.proxy, self->route.hub->port);
  route_owe (&self->route, "day", 1500, 1);
  route_owe (&self->route, "vacancy", 40, 2);
  drain (self);
  g_assert_cmpint (count_received (self), ==, 2740);
  hub_stop (self->route.hub, SIGTERM);
  g_unlink (shm);
  copy_hub (self, night, self->route.hub->database);
  if (asks)
    g_assert_cmpint (hub_run (self->route.hub, NULL, "resend", NULL), ==, 0);
  hub_start (self->route.hub, NULL);
  proxy_set_upstream (self->route.proxy, self->route.hub->port);
  g_assert_cmpint (count_received (self), ==, 1200);

  if (asks)
    route_run (&self->route);
  else
    {
      enr_sync_ledger (self->route.box.db, &self->route.options, NULL, &n_missing,
                       &self->route.result, &error);
      g_assert_no_error (error);
      g_assert_cmpint (n_missing, ==, 1540);
    }
  drain (self);
  g_assert_cmpint (count_received (self), ==, 2740);
  route_assert_whole (&self->route);
  assert_holds (self, "vacancy/3", 2);
}

static void
test_hub_asks (Fixture *self, gconstpointer data)
{
  lose_hub (self, TRUE);
}

static void
test_hub_forgets (Fixture *self, gconstpointer data)
{
  lose_hub (self, FALSE);
}

/* A PC that signs rightly, and delivers what another nursery has never said. */
static void
test_for_another (Fixture *self, gconstpointer data)
{
  g_autoptr (Pc) own = pc_new (self->route.hub, "13109999");
  g_autoptr (Pc) other = pc_new (self->route.hub, ROUTE_NURSERY);
  g_autoptr (Answer) answer = NULL;
  g_autofree char *source = dup_source (self);
  gint64 received;

  route_owe (&self->route, "vacancy", 5, 1);
  drain (self);
  received = count_received (self);
  pc_register (own);
  g_free (other->source);
  other->source = g_strdup (source);
  other->sequence = 5;
  answer = pc_send (own, pc_day (other, "2026-11-20", 9, TRUE, 3),
                    pc_day (own, "2026-11-20", 1, TRUE, 2), NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer_verdict (answer, 0), ==, "not-yours");
  g_assert_cmpstr (answer_verdict (answer, 1), ==, "accepted");
  g_assert_cmpint (count_received (self), ==, received + 1);
  g_assert_cmpint (count_alerts (self, "not-yours"), ==, 1);
  /* Nor does it take the number away. */
  route_owe (&self->route, "vacancy", 5, 2);
  drain (self);
  route_compare (&self->route, NULL);
  assert_holds (self, "vacancy/3", 2);
}

/* The same id with other bytes: the first word stays, and the second is kept for a person to look
 * at. */
static void
test_id_reused (Fixture *self, gconstpointer data)
{
  const char *path = self->route.box.nursery->path;
  g_autoptr (GPtrArray) rows = NULL;

  route_owe (&self->route, "vacancy", 3, 1);
  drain (self);
  raw_run (path, "DROP TRIGGER sync_event_no_update;"
                 "UPDATE sync_event SET event = CAST (replace (CAST (event AS TEXT), "
                 "'\"places\":1', '\"places\":9')"
                 " AS BLOB) WHERE no = 2;"
                 "UPDATE sync_delivery SET state = 0 WHERE no = 2");
  {
    sqlite3 *handle = raw_open (path);
    sqlite3_stmt *stmt;
    guint8 sum[ENR_SUM_LENGTH];

    sqlite3_prepare_v2 (handle, "SELECT event FROM sync_event WHERE no = 2", -1, &stmt, NULL);
    g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
    enr_sum (sqlite3_column_blob (stmt, 0), (gsize) sqlite3_column_bytes (stmt, 0), sum);
    sqlite3_finalize (stmt);
    sqlite3_prepare_v2 (handle, "UPDATE sync_event SET sha256 = ? WHERE no = 2", -1, &stmt, NULL);
    sqlite3_bind_blob (stmt, 1, sum, sizeof sum, SQLITE_STATIC);
    g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
    sqlite3_finalize (stmt);
    sqlite3_close (handle);
  }
  drain (self);
  rows = box_list (&self->route.box, ENR_SENDING_QUARANTINED);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (((EnrOutboxRow *) rows->pdata[0])->problem->type, ==,
                   ENR_PROBLEM_BASE "id-reused");
  assert_holds (self, "vacancy/1", 1);
  g_assert_cmpint (count_alerts (self, "id-reused"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/chaos/loss/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("restored", test_restored);
  ADD ("copied-file", test_copied_file);
  ADD ("hub-asks", test_hub_asks);
  ADD ("hub-forgets", test_hub_forgets);
  ADD ("for-another", test_for_another);
  ADD ("id-reused", test_id_reused);
#undef ADD
  return hub_run_tests ();
}
