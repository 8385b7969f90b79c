/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A database with a link and kinds that are sent, and a receiver's words to it.
 */
#pragma once

#include <string.h>

#include "base/clock.h"
#include "outbox/link.h"
#include "outbox/outbox.h"
#include "outbox/owed-txn.h"
#include "support/fixture.h"

#define SOURCE "urn:enroku:13101014:00112233445566778899aabbccddeeff"
#define SOURCE_2 "urn:enroku:13101014:ffeeddccbbaa99887766554433221100"
#define T0 1781000000000 /* milliseconds: the clock of the deliveries */

typedef struct
{
  EnrTestNursery *nursery;
  EnrDb *db;
} Box;

static inline void
box_link (EnrDb *db)
{
  g_auto (EnrLink) link = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (enr_link_load (db, &link, &error));
  g_free (link.source);
  g_free (link.nursery);
  link.source = g_strdup (SOURCE);
  link.nursery = g_strdup ("13101014");
  link.state = ENR_LINK_OK;
  enr_link_save (db, &link, &error);
  g_assert_no_error (error);
}

static inline void
box_mode (Box *box, const char *kind, EnrSendingMode mode)
{
  g_autoptr (GError) error = NULL;

  enr_outbox_set_mode (box->db, &box->nursery->actor, kind, mode, &error);
  g_assert_no_error (error);
}

static inline void
box_set_up (Box *box, gconstpointer data)
{
  box->nursery = enr_test_nursery_new (2);
  box->db = box->nursery->db;
  box_link (box->db);
  box_mode (box, "vacancy", ENR_SENDING_MODE_AUTO);
}

static inline void
box_tear_down (Box *box, gconstpointer data)
{
  enr_test_nursery_free (box->nursery);
}

/* Owes a state of a subject, in a transaction of its own. */
static inline gboolean
box_put_lane (Box *box, const char *kind, const char *subject, EnrLane lane, int places)
{
  g_autoptr (json_t) data = json_pack ("{s:s, s:[{s:i, s:i, s:i}]}", "as_of", "2026-06-10", "ages", "age", 3,
                                       "enrolled", 20, "places", places);
  EnrOwed owed = { kind, "jp.enroku.facility.vacancy.v1", NULL, subject, lane, enr_clock_now (), data };
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (GError) error = NULL;
  gboolean made = FALSE;

  enr_txn_begin (&txn, box->db, &box->nursery->actor, NULL, &error);
  g_assert_no_error (error);
  enr_outbox_put_in_txn (box->db, &owed, &made, &error);
  g_assert_no_error (error);
  enr_txn_commit (&txn, &error);
  g_assert_no_error (error);
  return made;
}

static inline gboolean
box_put (Box *box, const char *subject, int places)
{
  return box_put_lane (box, "vacancy", subject, ENR_LANE_DAILY, places);
}

static inline GPtrArray *
box_take (Box *box, gint64 now_ms, guint max)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = enr_outbox_take (box->db, now_ms, max, 1024 * 1024, NULL, &error);

  g_assert_no_error (error);
  return items;
}

static inline EnrVerdict *
box_verdict (EnrReply *reply, const EnrOutboxItem *item, EnrVerdictStatus status, gint64 recv_seq)
{
  EnrVerdict *verdict = g_new0 (EnrVerdict, 1);

  verdict->id = g_strdup (item->event_id);
  verdict->status = status;
  verdict->recv_seq = recv_seq;
  memcpy (verdict->sum, item->sum, ENR_SUM_LENGTH);
  g_ptr_array_add (reply->verdicts, verdict);
  return verdict;
}

static inline EnrProblem *
box_problem (const char *name)
{
  EnrProblem *problem = g_new0 (EnrProblem, 1);

  problem->type = g_strconcat (ENR_PROBLEM_BASE, name, NULL);
  problem->title = g_strdup ("だめです");
  problem->pointer = g_strdup ("/data/ages/0/places");
  return problem;
}

static inline EnrOutboxSettled
box_settle (Box *box, GPtrArray *sent, EnrReply *reply, gint64 now_ms)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{\"hub\":1}", 9);
  g_autoptr (GError) error = NULL;
  EnrOutboxSettled settled;

  enr_outbox_settle (box->db, sent, reply, bytes, "net", now_ms, &settled, &error);
  g_assert_no_error (error);
  return settled;
}

static inline EnrOutboxCounts
box_count (Box *box)
{
  g_autoptr (GError) error = NULL;
  EnrOutboxCounts counts;

  enr_outbox_count (box->db, &counts, &error);
  g_assert_no_error (error);
  return counts;
}

static inline gint64
box_in (Box *box, EnrSending sending)
{
  EnrOutboxCounts counts = box_count (box);
  gint64 n = 0;

  for (guint lane = 0; lane < ENR_N_LANES; lane++)
    n += counts.n[lane][sending];
  return n;
}

static inline GPtrArray *
box_list (Box *box, EnrSending sending)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *rows = enr_outbox_list (box->db, sending, 0, 1000, &error);

  g_assert_no_error (error);
  return rows;
}
