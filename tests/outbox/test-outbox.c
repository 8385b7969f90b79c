/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is owed, how it is taken and settled, and what people decide about it.
 */
#include "config.h"

#include "outbox-fixture.h"

#include "outbox/blob.h"
#include "outbox/ledger.h"
#include "outbox/question.h"

ENR_SQL (SQL_BREAK, "UPDATE sync_event SET rev = 9 WHERE no = 1");
ENR_SQL (SQL_LOSE, "DELETE FROM sync_event WHERE no = 1");

/* Off and without a link nothing is owed; the same again is nothing new. */
static void
test_put (Box *box, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (EnrOutboxRow) row = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_auto (EnrEvent) event = { 0 };
  g_auto (EnrLink) link = { 0 };

  g_assert_true (box_put (box, "vacancy", 1));
  g_assert_false (box_put (box, "vacancy", 1));
  g_assert_false (box_put_lane (box, "attendance", "attendance-day/2026-06-10", ENR_LANE_DAILY, 1));
  g_assert_cmpint (box_in (box, ENR_SENDING_OWED), ==, 1);

  rows = box_list (box, ENR_N_SENDINGS);
  g_assert_cmpuint (rows->len, ==, 1);
  row = enr_outbox_get (box->db, ((EnrOutboxRow *) rows->pdata[0])->event_id, &bytes, &error);
  g_assert_no_error (error);
  g_assert_true (
      enr_event_read (&event, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error));
  g_assert_cmpstr (event.source, ==, SOURCE);
  g_assert_cmpint (event.sequence, ==, 1);
  g_assert_cmpint (event.rev, ==, 1);
  g_assert_cmpstr (event.subject, ==, "vacancy");
  g_assert_cmpstr (event.time, ==, "2026-06-10T10:00:00+09:00");
  g_assert_cmpstr (event.dataschema, ==, "vacancy/1.0");
  g_assert_cmpint (row->rev, ==, 1);
  g_assert_cmpint (row->sending, ==, ENR_SENDING_OWED);

  g_assert_true (enr_link_load (box->db, &link, &error));
  link.state = ENR_LINK_NONE;
  g_assert_true (enr_link_save (box->db, &link, &error));
  g_assert_cmpint (enr_outbox_is_on (box->db, &error), ==, 0);
  g_assert_false (box_put (box, "vacancy", 2));
  /* A hub that has shut us out does not stop the queue. */
  link.state = ENR_LINK_REVOKED;
  g_assert_true (enr_link_save (box->db, &link, &error));
  g_assert_cmpint (enr_outbox_is_on (box->db, &error), ==, 1);
  g_assert_true (box_put (box, "vacancy", 2));
}

static void
assert_refused (Box *box, const char *sql)
{
  EnrActor actor = enr_actor (ENR_ACTOR_OFFICE, "test");
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_txn_begin (&txn, box->db, &actor, NULL, NULL));
  {
    g_auto (EnrStmt) st = enr_stmt (box->db, sql);

    g_assert_false (enr_stmt_run (&st, &error));
    g_assert_error (error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT);
  }
}

static void
test_frozen (Box *box, gconstpointer data)
{
  box_put (box, "vacancy", 1);
  assert_refused (box, SQL_BREAK);
  assert_refused (box, SQL_LOSE);
}

/* A correction goes instead of what nobody has judged, and after what the hub knows. */
static void
test_supersede (Box *box, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (EnrReply) reply = enr_reply_new ("hub");

  box_put (box, "vacancy", 1);
  box_put (box, "vacancy", 2);
  g_assert_cmpint (box_in (box, ENR_SENDING_SUPERSEDED), ==, 1);
  items = box_take (box, T0, 10);
  g_assert_cmpuint (items->len, ==, 1);
  /* While that is on its way it is corrected again; the hub has it all the same, and says so. */
  box_put (box, "vacancy", 3);
  g_assert_cmpint (box_in (box, ENR_SENDING_SUPERSEDED), ==, 2);
  box_verdict (reply, items->pdata[0], ENR_VERDICT_ACCEPTED, 5);
  g_assert_cmpuint (box_settle (box, items, reply, T0).settled, ==, 1);
  g_assert_cmpint (box_in (box, ENR_SENDING_SUPERSEDED), ==, 1);
  g_assert_cmpint (box_in (box, ENR_SENDING_ACCEPTED), ==, 1);
  g_assert_cmpint (box_in (box, ENR_SENDING_OWED), ==, 1);
  /* Back to what was accepted first is a new revision, too. */
  box_put (box, "vacancy", 2);
  later = box_list (box, ENR_SENDING_OWED);
  g_assert_cmpint (((EnrOutboxRow *) later->pdata[0])->rev, ==, 4);
}

static void
test_verdicts (Box *box, gconstpointer data)
{
  static const char *const subjects[] = { "a", "b", "c", "d", "e", "f" };
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (EnrReply) reply = enr_reply_new ("hub");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) receipt = NULL;
  g_autofree char *via = NULL;
  EnrOutboxSettled settled;
  EnrOutboxRow *row;
  EnrVerdict *verdict;
  gint64 at = 0;

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    box_put (box, subjects[i], 1);
  items = box_take (box, T0, 10);
  g_assert_cmpuint (items->len, ==, 6);
  box_verdict (reply, items->pdata[0], ENR_VERDICT_ACCEPTED, 11);
  box_verdict (reply, items->pdata[1], ENR_VERDICT_DUPLICATE, 12)->review
      = box_problem ("closed-day");
  verdict = box_verdict (reply, items->pdata[2], ENR_VERDICT_REJECTED, 0);
  verdict->problem = box_problem ("schema-invalid");
  memset (verdict->sum, 0, ENR_SUM_LENGTH);
  box_verdict (reply, items->pdata[3], ENR_VERDICT_DEFERRED, 0)->retry_after = 120;
  /* Another sum is not about what we have sent. */
  box_verdict (reply, items->pdata[4], ENR_VERDICT_ACCEPTED, 13)->sum[0] ^= 1;
  verdict = box_verdict (reply, items->pdata[4], ENR_VERDICT_ACCEPTED, 14);
  g_free (verdict->id);
  verdict->id = g_strdup ("019b0000-0000-7000-8000-000000000001");

  settled = box_settle (box, items, reply, T0);
  g_assert_cmpuint (settled.settled, ==, 2);
  g_assert_cmpuint (settled.quarantined, ==, 1);
  g_assert_cmpuint (settled.deferred, ==, 1);
  g_assert_cmpuint (settled.unanswered, ==, 2);
  g_assert_cmpuint (settled.ignored, ==, 2);
  g_assert_cmpint (box_in (box, ENR_SENDING_ACCEPTED), ==, 1);
  g_assert_cmpint (box_in (box, ENR_SENDING_REVIEW), ==, 1);
  g_assert_cmpint (box_in (box, ENR_SENDING_QUARANTINED), ==, 1);
  g_assert_cmpint (box_in (box, ENR_SENDING_OWED), ==, 3);

  /* What was put off is not due, and later comes after the others. */
  again = box_take (box, T0 + 119999, 10);
  g_assert_cmpuint (again->len, ==, 2);
  g_clear_pointer (&again, g_ptr_array_unref);
  again = box_take (box, T0 + 120000, 10);
  g_assert_cmpuint (again->len, ==, 3);
  g_assert_cmpint (((EnrOutboxItem *) again->pdata[2])->no, ==,
                   ((EnrOutboxItem *) items->pdata[3])->no);

  rows = box_list (box, ENR_SENDING_QUARANTINED);
  row = rows->pdata[0];
  g_assert_cmpstr (row->problem->pointer, ==, "/data/ages/0/places");
  g_assert_true (g_str_has_suffix (row->problem->type, "/schema-invalid"));
  receipt = enr_outbox_get_receipt (box->db, row->no, &at, &via, &error);
  g_assert_nonnull (receipt);
  g_assert_cmpstr (via, ==, "net");
  g_assert_cmpint (at, ==, T0);
}

static void
test_forked (Box *box, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (EnrReply) reply = enr_reply_new ("hub");

  box_put (box, "a", 1);
  items = box_take (box, T0, 10);
  box_verdict (reply, items->pdata[0], ENR_VERDICT_REJECTED, 0)->problem
      = box_problem ("source-forked");
  g_assert_cmpuint (box_settle (box, items, reply, T0).forked, ==, 1);
  g_assert_cmpint (box_in (box, ENR_SENDING_OWED), ==, 1);
}

/* 8:4:2:1, and what a lane does not use, the others do. */
static void
test_lanes (Box *box, gconstpointer data)
{
  guint n[ENR_N_LANES] = { 0 };
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) small = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GError) error = NULL;
  gint64 last[ENR_N_LANES] = { 0 };

  for (guint lane = 0; lane < ENR_N_LANES; lane++)
    for (guint i = 0; i < 40; i++)
      {
        g_autofree char *subject = g_strdup_printf ("s/%u-%u", lane, i);

        box_put_lane (box, "vacancy", subject, ENR_N_LANES - 1 - lane, 1);
      }
  items = box_take (box, T0, 30);
  for (guint i = 0; i < items->len; i++)
    {
      const EnrOutboxItem *item = items->pdata[i];

      n[item->lane]++;
      g_assert_cmpint (item->no, >, last[item->lane]);
      last[item->lane] = item->no;
    }
  g_assert_cmpuint (n[0], ==, 16);
  g_assert_cmpuint (n[1], ==, 8);
  g_assert_cmpuint (n[2], ==, 4);
  g_assert_cmpuint (n[3], ==, 2);
  g_clear_pointer (&items, g_ptr_array_unref);
  items = box_take (box, T0, 500);
  g_assert_cmpuint (items->len, ==, 160);
  /* By size, and never less than one. */
  small = enr_outbox_take (box->db, T0, 500, 2000, NULL, &error);
  g_assert_cmpuint (small->len, <, 5);
  g_assert_cmpuint (small->len, >, 1);
  one = enr_outbox_take (box->db, T0, 500, 1, NULL, &error);
  g_assert_cmpuint (one->len, ==, 1);
}

/* What is on its way is not taken again, and no other revision of it overtakes it. */
static void
test_take_besides (Box *box, gconstpointer data)
{
  g_autoptr (EnrReply) reply = enr_reply_new ("hub");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) later = NULL;
  const EnrOutboxItem *item;

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *subject = g_strdup_printf ("vacancy/%u", i);

      box_put (box, subject, 1);
    }
  first = box_take (box, T0, 3);
  /* put off by the hub, so that a later revision does not replace it */
  box_verdict (reply, first->pdata[1], ENR_VERDICT_DEFERRED, 0)->retry_after = 1;
  box_settle (box, first, reply, T0);
  box_put (box, "vacancy/1", 2);
  second = enr_outbox_take (box->db, T0, 3, 1024 * 1024, first, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *subject = g_strdup_printf ("vacancy/%u", 3 + i);

      item = second->pdata[i];
      g_assert_cmpstr (item->subject, ==, subject);
    }
  later = box_take (box, T0, 10);
  g_assert_cmpuint (later->len, ==, 6);
  item = later->pdata[5];
  g_assert_cmpstr (item->subject, ==, "vacancy/1");
}

/* What the receiver would refuse is known at once, and the fact stands. */
static void
test_wrong_data (Box *box, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;
  const EnrOutboxRow *row;

  g_assert_true (box_put (box, "vacancy", 100000));
  g_assert_cmpint (box_in (box, ENR_SENDING_QUARANTINED), ==, 1);
  rows = box_list (box, ENR_SENDING_QUARANTINED);
  row = rows->pdata[0];
  g_assert_cmpstr (row->problem->pointer, ==, "/data/ages/0/places");
  /* Put right, it goes; the wrong one is not asked about any more. */
  g_assert_true (box_put (box, "vacancy", 3));
  g_assert_cmpint (box_in (box, ENR_SENDING_QUARANTINED), ==, 0);
  g_assert_cmpint (box_in (box, ENR_SENDING_SUPERSEDED), ==, 1);
  g_assert_cmpint (box_in (box, ENR_SENDING_OWED), ==, 1);
}

/* More than an event can hold: it says so, and nothing is lost or in the way. */
static void
test_too_large (Box *box, gconstpointer data)
{
  g_autofree char *text = g_strnfill (70000, 'x');
  g_autoptr (json_t) big
      = json_pack ("{s:s, s:[], s:s}", "as_of", "2026-06-10", "ages", "other", text);
  EnrOwed owed = {
    "vacancy", "jp.enroku.facility.vacancy.v1", NULL, "vacancy", ENR_LANE_DAILY, enr_clock_now (),
    big
  };
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  g_assert_true (enr_txn_begin (&txn, box->db, &box->nursery->actor, NULL, &error));
  enr_outbox_put_in_txn (box->db, &owed, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (enr_txn_commit (&txn, &error));
  rows = box_list (box, ENR_SENDING_QUARANTINED);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_true (g_str_has_suffix (((EnrOutboxRow *) rows->pdata[0])->problem->type, "/too-large"));
}

/* The director's word. */
static void
test_decisions (Box *box, gconstpointer data)
{
  const EnrActor *actor = &box->nursery->actor;
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  const char *ids[3] = { NULL };
  const char *unknown[] = { "019b0000-0000-7000-8000-000000000001", NULL };

  box_mode (box, "vacancy", ENR_SENDING_MODE_CONFIRM);
  box_put (box, "a", 1);
  box_put (box, "b", 1);
  box_put (box, "c", 1);
  items = box_take (box, T0, 10);
  g_assert_cmpuint (items->len, ==, 0);
  held = box_list (box, ENR_SENDING_HELD);
  g_assert_cmpuint (held->len, ==, 3);
  ids[0] = ((EnrOutboxRow *) held->pdata[0])->event_id;
  ids[1] = ((EnrOutboxRow *) held->pdata[1])->event_id;

  g_assert_false (enr_outbox_withdraw (box->db, actor, ids[0], "　", &error));
  g_assert_error (error, ENR_OUTBOX_ERROR, ENR_OUTBOX_ERROR_REASON);
  g_clear_error (&error);
  g_assert_false (enr_outbox_release (box->db, actor, unknown, &error));
  g_assert_error (error, ENR_OUTBOX_ERROR, ENR_OUTBOX_ERROR_UNKNOWN);
  g_clear_error (&error);
  enr_outbox_withdraw (box->db, actor, ids[0], "まちがい", &error);
  g_assert_no_error (error);
  /* All or none. */
  g_assert_false (enr_outbox_release (box->db, actor, ids, &error));
  g_assert_error (error, ENR_OUTBOX_ERROR, ENR_OUTBOX_ERROR_STATE);
  g_clear_error (&error);
  g_assert_cmpint (box_in (box, ENR_SENDING_HELD), ==, 2);
  enr_outbox_release (box->db, actor, ids + 1, &error);
  g_assert_no_error (error);
  g_clear_pointer (&items, g_ptr_array_unref);
  items = box_take (box, T0, 10);
  g_assert_cmpuint (items->len, ==, 1);
  g_assert_false (enr_outbox_resend (box->db, actor, ids[1], &error));
  g_clear_error (&error);
  {
    g_autoptr (EnrProblem) problem = box_problem ("too-large");

    enr_outbox_quarantine (box->db, ((EnrOutboxItem *) items->pdata[0])->no, problem, T0, &error);
    g_assert_no_error (error);
  }
  g_assert_cmpint (box_in (box, ENR_SENDING_QUARANTINED), ==, 1);
  enr_outbox_resend (box->db, actor, ids[1], &error);
  g_assert_no_error (error);
  rows = box_list (box, ENR_SENDING_OWED);
  g_assert_null (((EnrOutboxRow *) rows->pdata[0])->problem);
  /* Withdrawn is for good: the same state is not owed again. */
  g_assert_false (box_put (box, "c", 1));
}

/* The hub has lost what it had. */
static void
test_owe_again (Box *box, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (EnrReply) reply = enr_reply_new ("hub");
  g_autoptr (GArray) block = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 sequences[] = { 2, 3, 99 };
  guint n = 0;

  box_put (box, "a", 1);
  box_put (box, "b", 1);
  box_put (box, "c", 1);
  items = box_take (box, T0, 10);
  box_verdict (reply, items->pdata[0], ENR_VERDICT_ACCEPTED, 101);
  box_verdict (reply, items->pdata[1], ENR_VERDICT_ACCEPTED, 102);
  box_settle (box, items, reply, T0);

  block = enr_ledger_block (box->db, SOURCE, 0, &error);
  g_assert_cmpuint (block->len, ==, 3);
  g_assert_cmpint (g_array_index (block, EnrLedgerRow, 1).sequence, ==, 2);
  g_assert_cmpint (g_array_index (block, EnrLedgerRow, 1).sending, ==, ENR_SENDING_ACCEPTED);
  g_assert_cmpint (enr_ledger_last (box->db, SOURCE, &error), ==, 3);
  g_assert_cmpint (enr_ledger_last (box->db, SOURCE_2, &error), ==, 0);

  g_assert_true (enr_outbox_owe_again (box->db, SOURCE, sequences, 3, &n, &error));
  g_assert_cmpuint (n, ==, 1); /* the third was owed anyway */
  g_assert_true (enr_outbox_owe_after (box->db, 100, &n, &error));
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (box_in (box, ENR_SENDING_OWED), ==, 3);
}

/* A copy that was put back speaks in a name of its own, about all that nobody has accepted. */
static void
test_change_source (Box *box, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (EnrReply) reply = enr_reply_new ("hub");
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) block = NULL;
  g_auto (EnrLink) link = { 0 };
  g_auto (EnrEvent) event = { 0 };
  const EnrOutboxItem *item;

  box_put (box, "a", 1);
  box_put (box, "b", 1);
  box_put (box, "c", 100000); /* quarantined */
  items = box_take (box, T0, 1);
  box_verdict (reply, items->pdata[0], ENR_VERDICT_ACCEPTED, 101);
  box_settle (box, items, reply, T0);
  g_clear_pointer (&items, g_ptr_array_unref);
  items = box_take (box, T0, 10);

  enr_outbox_change_source (box->db, SOURCE_2, &error);
  g_assert_no_error (error);
  g_assert_true (enr_link_load (box->db, &link, &error));
  g_assert_cmpstr (link.source, ==, SOURCE_2);
  g_assert_cmpstr (link.known_source, ==, "");
  g_assert_cmpint (link.rev_floor, ==, enr_clock_now () / 60);
  g_assert_cmpint (box_in (box, ENR_SENDING_ACCEPTED), ==, 1);
  g_assert_cmpint (box_in (box, ENR_SENDING_QUARANTINED), ==, 1);
  g_assert_cmpint (box_in (box, ENR_SENDING_SUPERSEDED), ==, 2);
  later = box_take (box, T0, 10);
  g_assert_cmpuint (later->len, ==, 1);
  item = later->pdata[0];
  g_assert_cmpstr (item->event_id, ==, ((EnrOutboxItem *) items->pdata[0])->event_id);
  g_assert_true (enr_event_read (&event, g_bytes_get_data (item->bytes, NULL),
                                 g_bytes_get_size (item->bytes), &error));
  g_assert_cmpstr (event.source, ==, SOURCE_2);
  g_assert_cmpint (event.sequence, ==, 1);
  g_assert_cmpint (event.rev, ==, 1);
  block = enr_ledger_block (box->db, SOURCE_2, 0, &error);
  g_assert_cmpuint (block->len, ==, 2);

  /* What the lost part may have said about "a" is less than what is said now. */
  box_put (box, "a", 2);
  {
    g_autoptr (GPtrArray) rows = box_list (box, ENR_SENDING_OWED);

    g_assert_cmpint (((EnrOutboxRow *) rows->pdata[0])->rev, ==, link.rev_floor);
  }
}

/* A file waits as long as the event that names it. */
static void
test_blobs (Box *box, gconstpointer data)
{
  g_autoptr (GBytes) content = g_bytes_new_static ("%PDF-1.5", 8);
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  guint8 sum[ENR_SUM_LENGTH], found[ENR_SUM_LENGTH];
  const char *ids[2] = { NULL };

  box_mode (box, "vacancy", ENR_SENDING_MODE_CONFIRM);
  {
    g_auto (EnrTxn) txn = ENR_TXN_INIT;

    g_assert_true (enr_txn_begin (&txn, box->db, &box->nursery->actor, NULL, &error));
    g_assert_false (enr_blob_put_in_txn (box->db, "d", "空", nothing, sum, &error));
    g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE);
    g_clear_error (&error);
    g_assert_true (enr_blob_put_in_txn (box->db, "d", "週案.pdf", content, sum, &error));
    g_assert_true (enr_blob_put_in_txn (box->db, "d", "週案.pdf", content, sum, &error));
    g_assert_true (enr_txn_commit (&txn, &error));
  }
  g_assert_cmpint (enr_blob_next (box->db, NULL, found, &error), ==, 0);
  box_put (box, "d", 1);
  g_assert_cmpint (enr_blob_next (box->db, NULL, found, &error), ==, 0);
  held = box_list (box, ENR_SENDING_HELD);
  ids[0] = ((EnrOutboxRow *) held->pdata[0])->event_id;
  g_assert_true (enr_outbox_release (box->db, &box->nursery->actor, ids, &error));
  g_assert_cmpint (enr_blob_next (box->db, NULL, found, &error), ==, 1);
  g_assert_cmpmem (found, sizeof found, sum, sizeof sum);
  g_assert_cmpint (enr_blob_next (box->db, sum, found, &error), ==, 0);
  back = enr_blob_load (box->db, sum, &name, &error);
  g_assert_true (g_bytes_equal (back, content));
  g_assert_cmpstr (name, ==, "週案.pdf");
  g_assert_true (enr_blob_set_sent (box->db, sum, T0, &error));
  g_assert_cmpint (enr_blob_next (box->db, NULL, found, &error), ==, 0);
}

static void
test_questions (Box *box, gconstpointer data)
{
  g_autoptr (GPtrArray) questions
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_question_free);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (EnrLink) link = { 0 };
  EnrQuestion *question = enr_question_new ();

  question->cursor = 7;
  question->at = g_strdup ("2026-06-10T10:00:00+09:00");
  question->event_id = g_strdup ("019b0000-0000-7000-8000-000000000001");
  question->title = g_strdup ("人数について");
  question->text = g_strdup ("お確かめください");
  g_ptr_array_add (questions, question);
  for (guint i = 0; i < 2; i++)
    g_assert_true (enr_question_add (box->db, questions, 9, &error));
  g_assert_true (enr_question_add (box->db, questions, 8, &error));
  g_assert_true (enr_link_load (box->db, &link, &error));
  g_assert_cmpint (link.changes_after, ==, 9);
  g_assert_cmpint (enr_question_count_unseen (box->db, &error), ==, 1);
  list = enr_question_list (box->db, question->event_id, 10, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((EnrQuestion *) list->pdata[0])->title, ==, "人数について");
  g_assert_true (enr_question_set_seen (box->db, 7, T0, &error));
  g_assert_cmpint (enr_question_count_unseen (box->db, &error), ==, 0);
}

static void
test_link (Box *box, gconstpointer data)
{
  g_auto (EnrLink) link = { 0 };
  g_auto (EnrLink) back = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_link_load (box->db, &link, &error));
  link.fails = 3;
  link.next_ms = T0;
  link.knows_clock = TRUE;
  link.clock_off_ms = -500;
  link.last_ok_ms = T0 - 1;
  memset (link.hub_open, 7, sizeof link.hub_open);
  g_free (link.last_error);
  link.last_error = g_strdup ("portal");
  g_assert_true (enr_link_save (box->db, &link, &error));
  g_assert_true (enr_link_load (box->db, &back, &error));
  g_assert_cmpint (back.fails, ==, 3);
  g_assert_cmpint (back.clock_off_ms, ==, -500);
  g_assert_true (back.knows_clock);
  g_assert_cmpint (back.last_ok_ms, ==, T0 - 1);
  g_assert_cmpint (back.ledger_ms, ==, 0);
  g_assert_cmpmem (back.hub_open, sizeof back.hub_open, link.hub_open, sizeof link.hub_open);
  g_assert_cmpstr (back.last_error, ==, "portal");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*func) (Box *, gconstpointer);
  } tests[] = {
    { "/outbox/put", test_put },
    { "/outbox/frozen", test_frozen },
    { "/outbox/supersede", test_supersede },
    { "/outbox/verdicts", test_verdicts },
    { "/outbox/forked", test_forked },
    { "/outbox/lanes", test_lanes },
    { "/outbox/take-besides", test_take_besides },
    { "/outbox/wrong-data", test_wrong_data },
    { "/outbox/too-large", test_too_large },
    { "/outbox/decisions", test_decisions },
    { "/outbox/owe-again", test_owe_again },
    { "/outbox/change-source", test_change_source },
    { "/outbox/blobs", test_blobs },
    { "/outbox/questions", test_questions },
    { "/outbox/link", test_link },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Box, NULL, box_set_up, tests[i].func, box_tear_down);

  return g_test_run ();
}
