/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a hub says of each event, over HTTP, on both databases.
 */
#include "hub-support.h"

#include <signal.h>
#include <string.h>

static gint64
get_expect (const Answer *answer, const char *source)
{
  const gint64 *expect = g_hash_table_lookup (answer->reply->expect, source);

  g_assert_nonnull (expect);
  return *expect;
}

static void
test_accepted (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Answer) first = NULL;
  g_autoptr (Answer) again = NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const EnrVerdict *verdict;
  guint8 sum[ENR_SUM_LENGTH];
  gint64 recv_seq;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  g_ptr_array_add (events, pc_day (pc, "2026-11-20", 1, TRUE, 10));
  g_ptr_array_add (events, pc_day (pc, "2026-11-21", 1, TRUE, 2));
  first = pc_send_all (pc, events);
  g_assert_cmpuint (first->status, ==, 200);
  g_assert_cmpstr (answer_verdict (first, 0), ==, "accepted");
  g_assert_cmpstr (answer_verdict (first, 1), ==, "accepted");
  g_assert_cmpint (get_expect (first, pc->source), ==, 3);
  verdict = first->reply->verdicts->pdata[0];
  enr_sum (g_bytes_get_data (events->pdata[0], NULL), g_bytes_get_size (events->pdata[0]), sum);
  g_assert_cmpmem (verdict->sum, 32, sum, 32);
  recv_seq = verdict->recv_seq;
  g_assert_cmpint (recv_seq, >, 0);
  g_assert_null (verdict->review);

  /* For ever the same, and across a restart. */
  hub_stop (hub, SIGTERM);
  hub_start (hub, NULL);
  pc->port = hub->port;
  again = pc_send_all (pc, events);
  g_assert_cmpstr (answer_verdict (again, 0), ==, "duplicate");
  g_assert_cmpstr (answer_verdict (again, 1), ==, "duplicate");
  g_assert_cmpint (((EnrVerdict *) again->reply->verdicts->pdata[0])->recv_seq, ==, recv_seq);
  g_assert_cmpint (get_expect (again, pc->source), ==, 3);
}

static json_t *
bad_day (void)
{
  return json_pack ("{s:s, s:b, s:i, s:i, s:i, s:[{s:s, s:i, s:i}]}", "date", "2026-11-21", "open",
                    1, "enrolled", 1, "present", 1, "absent", 0, "children", "number", "A1", "age",
                    3, "arrive", 9999);
}

static void
test_rejected (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Pc) other = NULL;
  g_autoptr (Pc) stranger = NULL;
  g_autoptr (Answer) answer = NULL;
  const EnrVerdict *verdict;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  other = pc_new (hub, "13101099");
  stranger = pc_new (hub, "13101014"); /* of the same nursery, but never enrolled */
  pc_register (pc);
  pc_register (other);
  answer = pc_send (
      pc, pc_day (pc, "2026-11-20", 1, TRUE, 3),
      pc_event (pc, NULL, 0, "jp.enroku.attendance.day-closed.v1", "attendance-day/2026-11-21", 1,
                "attendance-day/1.0", bad_day ()),
      pc_event (pc, NULL, 0, "jp.enroku.weather.v1", "weather/1", 1, "weather/1.0", json_object ()),
      pc_day (other, "2026-11-20", 1, TRUE, 3), pc_day (stranger, "2026-11-19", 1, TRUE, 3),
      g_bytes_new_static ("{\"id\":\"no-uuid\",\"specversion\":\"1.0\"}", 36),
      pc_day (pc, "2026-11-19", 1, TRUE, 3), NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer_verdict (answer, 0), ==, "accepted");
  g_assert_cmpstr (answer_verdict (answer, 1), ==, "schema-invalid");
  verdict = answer->reply->verdicts->pdata[1];
  g_assert_cmpstr (verdict->problem->pointer, ==, "/data/children/0/arrive");
  g_assert_cmpstr (verdict->problem->title, ==, "報告の内容に誤りがあります");
  g_assert_cmpstr (answer_verdict (answer, 2), ==, "unknown-type");
  g_assert_cmpstr (answer_verdict (answer, 3), ==, "not-yours");
  g_assert_cmpstr (answer_verdict (answer, 4), ==, "unknown-source");
  g_assert_cmpstr (answer_verdict (answer, 5), ==, "malformed");
  /* One bad event holds nothing back, and the gaps of those refused are told. */
  g_assert_cmpstr (answer_verdict (answer, 6), ==, "accepted");
  g_assert_cmpint (get_expect (answer, pc->source), ==, 2);
}

static void
test_gaps (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  GBytes *events[6];

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autofree char *date = g_strdup_printf ("2026-11-%02u", i + 1);

      events[i] = pc_day (pc, date, 1, TRUE, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      static const guint order[] = { 4, 0, 2, 5, 3, 1 };
      static const gint64 expected[] = { 1, 2, 2, 2, 2, 7 };
      g_autoptr (Answer) answer = pc_send (pc, events[order[i]], NULL);

      g_assert_cmpstr (answer_verdict (answer, 0), ==, "accepted");
      g_assert_cmpint (get_expect (answer, pc->source), ==, expected[i]);
    }
}

static void
test_reused_and_forked (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Answer) first = NULL;
  g_autoptr (Answer) second = NULL;
  g_autoptr (Answer) third = NULL;
  g_autoptr (EnrHubDb) db = NULL;
  g_autoptr (GPtrArray) alerts = NULL;
  const char *id = "0193c1a5-0000-7000-8000-000000000001";
  const char *other_id = "0193c1a5-0000-7000-8000-000000000002";

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
#define EMPTY_DAY(id, seq, rev)                                                                    \
  pc_event (pc, id, seq, "jp.enroku.attendance.day-closed.v1", "attendance-day/2026-11-21", rev,   \
            "attendance-day/1.0",                                                                  \
            json_pack ("{s:s, s:b, s:i, s:i, s:i, s:[]}", "date", "2026-11-21", "open", 1,         \
                       "enrolled", 0, "present", 0, "absent", 0, "children"))
  first = pc_send (pc, EMPTY_DAY (id, 1, 1), NULL);
  g_assert_cmpstr (answer_verdict (first, 0), ==, "accepted");
  second = pc_send (pc, EMPTY_DAY (id, 2, 2), EMPTY_DAY (other_id, 1, 2), NULL);
  g_assert_cmpstr (answer_verdict (second, 0), ==, "id-reused");
  g_assert_cmpstr (answer_verdict (second, 1), ==, "source-forked");
  /* In one and the same batch, too. */
  third = pc_send (pc, EMPTY_DAY (other_id, 2, 2), EMPTY_DAY (other_id, 3, 3), NULL);
  g_assert_cmpstr (answer_verdict (third, 0), ==, "accepted");
  g_assert_cmpstr (answer_verdict (third, 1), ==, "id-reused");

  db = hub_open (hub);
  alerts = enr_hub_alert_list (db, 10, NULL);
  g_assert_cmpuint (alerts->len, ==, 3);
}

static void
test_current (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Pc) second = NULL;
  g_autoptr (Answer) answer = NULL;
  g_autoptr (Answer) other = NULL;
  g_autoptr (Answer) late = NULL;
  g_autoptr (EnrHubDb) db = NULL;
  g_autoptr (GPtrArray) reviews = NULL;
  g_autofree char *path = NULL;
  g_autofree char *csv = NULL;
  guint n;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  second = pc_new (hub, "13101014");
  pc_register (pc);
  pc_register (second);
  /* Several revisions in one batch, out of order: the highest holds. */
  answer
      = pc_send (pc, pc_day (pc, "2026-11-20", 2, TRUE, 2), pc_day (pc, "2026-11-20", 3, TRUE, 3),
                 pc_day (pc, "2026-11-20", 1, TRUE, 1), NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpstr (answer_verdict (answer, i), ==, "accepted");
      g_assert_null (((EnrVerdict *) answer->reply->verdicts->pdata[i])->review);
    }
  /* The same from another PC is no conflict; something else is. */
  other = pc_send (second, pc_day (second, "2026-11-20", 3, TRUE, 3), NULL);
  g_assert_cmpstr (answer_verdict (other, 0), ==, "accepted");
  g_assert_null (((EnrVerdict *) other->reply->verdicts->pdata[0])->review);
  late = pc_send (second, pc_day (second, "2026-11-20", 3, TRUE, 7),
                  pc_day (second, "2026-11-22", 1, FALSE, 4), NULL);
  g_assert_nonnull (((EnrVerdict *) late->reply->verdicts->pdata[0])->review);
  g_assert_cmpstr (((EnrVerdict *) late->reply->verdicts->pdata[1])->review->type, ==,
                   ENR_PROBLEM_BASE "closed-day-attendance");

  db = hub_open (hub);
  reviews = enr_hub_review_list (db, FALSE, 0, 10, NULL);
  g_assert_cmpuint (reviews->len, ==, 2);
  g_assert_cmpstr (((EnrHubReview *) reviews->pdata[0])->kind, ==, "concurrent-rev");

  path = g_build_filename (hub->folder, "days.csv", NULL);
  g_assert_cmpint (hub_run (hub, NULL, "export", "--type", "attendance", "--from", "2026-11-20",
                            "--to", "2026-11-20", "--output", path, NULL),
                   ==, 0);
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, "children.number"));
  n = 0;
  for (const char *at = csv; (at = strstr (at, "A00")) != NULL; at++)
    n++;
  g_assert_cmpuint (n, ==, 3);
}

static json_t *
month_data (int open_days, int present)
{
  return json_pack (
      "{s:s, s:i, s:i, s:[{s:i, s:i, s:i, s:i, s:i, s:i, s:i}], s:[], s:[], s:[], s:[], s:[]}",
      "month", "2026-11", "revision", 1, "open_days", open_days, "ages", "age", 3, "enrolled_first",
      3, "enrolled", 3, "enrolled_days", 6, "present", present, "late", 0, "early", 0, "absences",
      "on_first", "days", "meals", "extension");
}

static void
test_month (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Answer) alone = NULL;
  g_autoptr (Answer) answer = NULL;
  g_autoptr (Answer) right = NULL;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
#define MONTH(rev, days, present)                                                                  \
  pc_event (pc, NULL, 0, "jp.enroku.month.closed.v1", "month/2026-11", rev, "month/1.0",           \
            month_data (days, present))
  alone = pc_send (pc, MONTH (1, 20, 60), NULL);
  g_assert_cmpstr (answer_verdict (alone, 0), ==, "accepted");
  g_assert_null (((EnrVerdict *) alone->reply->verdicts->pdata[0])->review);
  /* Days that arrive with the month count. */
  answer = pc_send (pc, pc_day (pc, "2026-11-20", 1, TRUE, 3),
                    pc_day (pc, "2026-11-21", 1, TRUE, 2), MONTH (2, 2, 6), NULL);
  g_assert_cmpstr (((EnrVerdict *) answer->reply->verdicts->pdata[2])->review->type, ==,
                   ENR_PROBLEM_BASE "month-differs");
  right = pc_send (pc, MONTH (3, 2, 5), NULL);
  g_assert_null (((EnrVerdict *) right->reply->verdicts->pdata[0])->review);
}

/* A day's report that is as long as asked, by a member that readers pass over. */
static GBytes *
day_of_size (Pc *pc, const char *date, gsize size)
{
  g_autoptr (GBytes) day = pc_day (pc, date, 1, TRUE, 1);
  json_t *event = enr_json_read (g_bytes_get_data (day, NULL), g_bytes_get_size (day), NULL);
  gsize member = strlen (",\"zz\":\"\"");
  g_autofree char *filling = g_strnfill (size - g_bytes_get_size (day) - member, 'x');
  GBytes *bytes;

  json_object_set_new (json_object_get (event, "data"), "zz", json_string (filling));
  bytes = enr_json_write (event);
  json_decref (event);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, size);
  return bytes;
}

/* One that is too large is refused by itself, wherever it stands; one of the largest size is not.
 */
static void
test_too_large (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (Answer) answer = NULL;
  g_autoptr (Answer) again = NULL;
  g_autoptr (EnrHubDb) db = NULL;
  EnrHubCounts counts;
  const EnrVerdict *verdict;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  /* One after the other: they are numbered as they are made. */
  g_ptr_array_add (events, day_of_size (pc, "2026-11-16", ENR_EVENT_MAX_BYTES + 1));
  g_ptr_array_add (events, pc_day (pc, "2026-11-17", 1, TRUE, 3));
  g_ptr_array_add (events, day_of_size (pc, "2026-11-18", ENR_EVENT_MAX_BYTES));
  g_ptr_array_add (events, day_of_size (pc, "2026-11-19", 4 * ENR_EVENT_MAX_BYTES));
  g_ptr_array_add (events, pc_day (pc, "2026-11-20", 1, TRUE, 3));
  answer = pc_send_all (pc, events);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer_verdict (answer, 0), ==, "too-large");
  g_assert_cmpstr (answer_verdict (answer, 1), ==, "accepted");
  g_assert_cmpstr (answer_verdict (answer, 2), ==, "accepted");
  g_assert_cmpstr (answer_verdict (answer, 3), ==, "too-large");
  g_assert_cmpstr (answer_verdict (answer, 4), ==, "accepted");
  verdict = answer->reply->verdicts->pdata[0];
  g_assert_cmpstr (verdict->problem->title, ==, "報告が大きすぎます");
  g_assert_cmpint (get_expect (answer, pc->source), ==, 1);
  db = hub_open (hub);
  g_assert_true (enr_hub_count (db, &counts, NULL));
  g_assert_cmpint (counts.events, ==, 3);
  /* The number that is missing may still come, in another form. */
  pc->sequence = 0;
  memset (pc->prev, 0, sizeof pc->prev);
  again = pc_send (pc, pc_day (pc, "2026-11-16", 1, TRUE, 3), NULL);
  g_assert_cmpstr (answer_verdict (again, 0), ==, "accepted");
  g_assert_cmpint (get_expect (again, pc->source), ==, 4);
}

static void
test_whole_batch (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Answer) unreadable = NULL;
  g_autoptr (Answer) digest = NULL;
  g_autoptr (Answer) media = NULL;
  g_autoptr (Answer) bomb = NULL;
  g_autoptr (GBytes) zeros = NULL;
  g_autoptr (GBytes) packed = NULL;
  g_autofree char *right = NULL;
  g_autofree char *headers = NULL;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  unreadable = pc_send (pc, g_bytes_new_static ("{\"nothing\":1}", 13), NULL);
  g_assert_cmpuint (unreadable->status, ==, 422);
  g_assert_cmpstr (answer_problem (unreadable), ==, "batch-malformed");
  zeros = g_bytes_new_take (g_malloc0 (64 * 1024 * 1024), 64 * 1024 * 1024);
  packed = enr_gzip (zeros);
  digest = pc_request (pc, "POST", "/v1/events",
                       "Content-Type: application/cloudevents-batch+json\r\n"
                       "Content-Digest: sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:\r\n",
                       packed);
  g_assert_cmpuint (digest->status, ==, 400);
  g_assert_cmpstr (answer_problem (digest), ==, "digest-mismatch");
  right = enr_content_digest (packed);
  media = pc_request (pc, "POST", "/v1/events", "Content-Type: text/html\r\n", packed);
  g_assert_cmpuint (media->status, ==, 415);
  headers = g_strdup_printf (
      "Content-Type: application/cloudevents-batch+json\r\nContent-Encoding: gzip\r\n"
      "Content-Digest: %s\r\n",
      right);
  bomb = pc_request (pc, "POST", "/v1/events", headers, packed);
  g_assert_cmpuint (bomb->status, ==, 413);
  g_assert_cmpstr (answer_problem (bomb), ==, "too-large");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hub_add_test ("/hub/verdict/accepted", test_accepted);
  hub_add_test ("/hub/verdict/rejected", test_rejected);
  hub_add_test ("/hub/verdict/gaps", test_gaps);
  hub_add_test ("/hub/verdict/reused-and-forked", test_reused_and_forked);
  hub_add_test ("/hub/verdict/current", test_current);
  hub_add_test ("/hub/verdict/month", test_month);
  hub_add_test ("/hub/verdict/too-large", test_too_large);
  hub_add_test ("/hub/verdict/whole-batch", test_whole_batch);
  return hub_run_tests ();
}
