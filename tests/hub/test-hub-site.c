/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Who may speak to the hub, and what a PC can ask: enrolling, revoking, signatures, ledger,
 * changes, files.
 */
#include "hub-support.h"

#include <signal.h>
#include <sodium.h>
#include <string.h>

static Answer *
enroll (Pc *pc, const char *code)
{
  g_autofree char *key = enr_key_format (pc->key.open, sizeof pc->key.open);
  g_autoptr (json_t) json
      = json_pack ("{s:s, s:s, s:s, s:s, s:s}", "code", code, "nursery", pc->nursery, "source",
                   pc->source, "key", key, "name", "事務室");
  g_autoptr (GBytes) body = enr_json_write (json);

  return pc_request (pc, "POST", "/v1/enroll", NULL, body);
}

static char *
new_code (Hub *hub, const char *nursery)
{
  char *code = NULL;

  g_assert_cmpint (hub_run (hub, &code, "code", nursery, "--name", "ひばり保育園", NULL), ==, 0);
  return g_strstrip (code);
}

static void
test_enroll (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autofree char *code = new_code (hub, "13101014");
  g_autofree char *typed = NULL;
  g_autofree char *key = NULL;
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Pc) thief = NULL;
  g_autoptr (Pc) other = NULL;
  g_autoptr (Answer) before = NULL;
  g_autoptr (Answer) elsewhere = NULL;
  g_autoptr (Answer) done = NULL;
  g_autoptr (Answer) again = NULL;
  g_autoptr (Answer) used = NULL;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  thief = pc_new (hub, "13101014");
  other = pc_new (hub, "13101099");
  before = pc_request (pc, "GET", "/v1/ledger", NULL, NULL);
  g_assert_cmpuint (before->status, ==, 401);
  g_assert_cmpstr (answer_problem (before), ==, "site-unknown");
  elsewhere = enroll (other, code);
  g_assert_cmpuint (elsewhere->status, ==, 403);
  g_assert_cmpstr (answer_problem (elsewhere), ==, "code-invalid");
  typed = g_ascii_strdown (code, -1);
  done = enroll (pc, typed);
  g_assert_cmpuint (done->status, ==, 200);
  g_assert_cmpstr (enr_json_get_text (done->json, "hub", ""), ==, hub->id);
  g_assert_cmpstr (enr_json_get_text (done->json, "name", ""), ==, "桜市");
  key = enr_key_format (hub->key.open, sizeof hub->key.open);
  g_assert_cmpstr (enr_json_get_text (done->json, "key", ""), ==, key);
  again = enroll (pc, code); /* its answer was lost */
  g_assert_cmpuint (again->status, ==, 200);
  used = enroll (thief, code);
  g_assert_cmpuint (used->status, ==, 403);
}

static void
test_guessing (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  guint status = 0;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  for (guint i = 0; i < 11; i++)
    {
      g_autoptr (Answer) answer = enroll (pc, "AAAA-BBBB-CCCC-DDDD");
      g_autofree char *retry = answer_header (answer, "Retry-After");

      status = answer->status;
      g_assert_cmpuint (status, ==, i < 10 ? 403 : 429);
      g_assert_cmpint (retry != NULL, ==, status == 429);
    }
}

static void
test_signature (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Pc) other = NULL;
  g_autoptr (Answer) right = NULL;
  g_autoptr (Answer) wrong = NULL;
  g_autoptr (Answer) skewed = NULL;
  g_autofree char *clock = NULL;
  EnrKeyPair key;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  right = pc_request (pc, "GET", "/v1/ledger?block=0", NULL, NULL);
  g_assert_cmpuint (right->status, ==, 200);
  key = pc->key;
  other = pc_new (hub, "13101014");
  pc->key = other->key;
  wrong = pc_request (pc, "GET", "/v1/ledger?block=0", NULL, NULL);
  g_assert_cmpuint (wrong->status, ==, 401);
  g_assert_cmpstr (answer_problem (wrong), ==, "signature-invalid");
  pc->key = key;
  pc->clock_ms = -16 * 60 * 1000;
  skewed = pc_request (pc, "GET", "/v1/ledger?block=0", NULL, NULL);
  g_assert_cmpuint (skewed->status, ==, 401);
  g_assert_cmpstr (answer_problem (skewed), ==, "clock-skew");
  clock = answer_header (skewed, "Hub-Clock");
  g_assert_nonnull (clock);
  g_assert_cmpint (ABS (g_ascii_strtoll (clock, NULL, 10) - enr_hub_now_ms ()), <, 5000);
}

static void
test_revoked (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Answer) before = NULL;
  g_autoptr (Answer) after = NULL;
  g_autoptr (Answer) anew = NULL;
  g_autofree char *code = NULL;
  GBytes *event;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  event = pc_day (pc, "2026-11-20", 1, TRUE, 1);
  before = pc_send (pc, g_bytes_ref (event), NULL);
  g_assert_cmpuint (before->status, ==, 200);
  g_assert_cmpint (hub_run (hub, NULL, "revoke", pc->source, NULL), ==, 0);
  after = pc_send (pc, event, NULL);
  g_assert_cmpuint (after->status, ==, 401);
  g_assert_cmpstr (answer_problem (after), ==, "site-revoked");
  g_assert_cmpint (hub_run (hub, NULL, "revoke", "urn:enroku:1:0123", NULL), ==, 3);
  /* The city's new word lets it in again. */
  code = new_code (hub, "13101014");
  anew = enroll (pc, code);
  g_assert_cmpuint (anew->status, ==, 200);
}

static void
test_isolation (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Pc) sister = NULL;
  g_autoptr (Pc) other = NULL;
  g_autoptr (Answer) sent = NULL;
  g_autoptr (Answer) own = NULL;
  g_autoptr (Answer) foreign = NULL;
  g_autoptr (Answer) delivered = NULL;
  g_autofree char *path = NULL;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  sister = pc_new (hub, "13101014");
  other = pc_new (hub, "13101099");
  pc_register (pc);
  pc_register (sister);
  pc_register (other);
  sent = pc_send (pc, pc_day (pc, "2026-11-20", 1, TRUE, 1), NULL);
  path = g_strdup_printf ("/v1/ledger?source=%s&block=0", pc->source);
  own = pc_request (sister, "GET", path, NULL, NULL);
  g_assert_cmpuint (own->status, ==, 200);
  g_assert_cmpint (enr_json_get_int (own->json, "count", -1), ==, 1);
  foreign = pc_request (other, "GET", path, NULL, NULL);
  g_assert_cmpuint (foreign->status, ==, 404);
  /* A PC may deliver what another of its nursery has made. */
  delivered = pc_send (sister, pc_day (pc, "2026-11-21", 1, TRUE, 1),
                       pc_day (other, "2026-11-21", 1, TRUE, 1), NULL);
  g_assert_cmpstr (answer_verdict (delivered, 0), ==, "accepted");
  g_assert_cmpstr (answer_verdict (delivered, 1), ==, "not-yours");
}

static void
test_ledger (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (Answer) sent = NULL;
  g_autoptr (Answer) ledger = NULL;
  g_autoptr (Answer) later = NULL;
  crypto_hash_sha256_state state;
  guint8 sum[ENR_SUM_LENGTH];
  char hex[2 * ENR_SUM_LENGTH + 1];

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  pc_register (pc);
  crypto_hash_sha256_init (&state);
  for (int i = 1; i <= 5; i++)
    {
      GBytes *event = pc_day (pc, "2026-11-20", i, TRUE, 1);

      g_ptr_array_add (events, event);
      enr_sum (g_bytes_get_data (event, NULL), g_bytes_get_size (event), sum);
      crypto_hash_sha256_update (&state, sum, sizeof sum);
    }
  crypto_hash_sha256_final (&state, sum);
  enr_sum_format (sum, hex);
  sent = pc_send_all (pc, events);
  ledger = pc_request (pc, "GET", "/v1/ledger?block=0&sums=1", NULL, NULL);
  g_assert_cmpuint (ledger->status, ==, 200);
  g_assert_cmpstr (enr_json_get_text (ledger->json, "source", ""), ==, pc->source);
  g_assert_cmpint (enr_json_get_int (ledger->json, "from", 0), ==, 1);
  g_assert_cmpint (enr_json_get_int (ledger->json, "count", 0), ==, 5);
  g_assert_cmpint (enr_json_get_int (ledger->json, "last", 0), ==, 5);
  g_assert_cmpstr (enr_json_get_text (ledger->json, "sha256", ""), ==, hex);
  g_assert_cmpuint (json_object_size (json_object_get (ledger->json, "sums")), ==, 5);
  later = pc_request (pc, "GET", "/v1/ledger?block=1", NULL, NULL);
  g_assert_cmpint (enr_json_get_int (later->json, "count", -1), ==, 0);
  g_assert_cmpint (enr_json_get_int (later->json, "from", 0), ==, 1001);
}

static const json_t *
get_change (const Answer *answer, guint i)
{
  return json_array_get (json_object_get (answer->json, "changes"), i);
}

static void
test_changes (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Pc) other = NULL;
  g_autoptr (Answer) none = NULL;
  g_autoptr (Answer) sent = NULL;
  g_autoptr (Answer) changes = NULL;
  g_autoptr (Answer) rest = NULL;
  g_autoptr (Answer) after = NULL;
  g_autofree char *list = NULL;
  g_autofree char *path = NULL;
  gint64 next;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  other = pc_new (hub, "13101099");
  pc_register (pc);
  pc_register (other);
  none = pc_request (pc, "GET", "/v1/changes?after=0&limit=500", NULL, NULL);
  g_assert_cmpint (enr_json_get_int (none->json, "next", -1), ==, 0);
  sent = pc_send (pc, pc_day (pc, "2026-11-22", 1, FALSE, 3), NULL);
  g_assert_cmpint (hub_run (hub, NULL, "notice", "13101099", "件名", "他の園だけ", NULL), ==, 0);
  g_assert_cmpint (hub_run (hub, NULL, "notice", "all", "お知らせ", "年末の受付について", NULL), ==,
                   0);
  g_assert_cmpint (hub_run (hub, &list, "review", "list", "--json", NULL), ==, 0);
  g_assert_nonnull (strstr (list, "closed-day-attendance"));
  g_assert_cmpint (hub_run (hub, NULL, "review", "ask", "1", "日曜の登園はまちがいですか", NULL),
                   ==, 0);
  changes = pc_request (pc, "GET", "/v1/changes?after=0", NULL, NULL);
  g_assert_cmpuint (json_array_size (json_object_get (changes->json, "changes")), ==, 2);
  g_assert_cmpstr (enr_json_get_text (get_change (changes, 0), "kind", ""), ==, "notice");
  g_assert_cmpstr (enr_json_get_text (get_change (changes, 1), "kind", ""), ==, "question");
  g_assert_cmpstr (enr_json_get_text (get_change (changes, 1), "event", ""), ==,
                   ((EnrVerdict *) sent->reply->verdicts->pdata[0])->id);
  g_assert_cmpint (hub_run (hub, NULL, "review", "close", "1", NULL), ==, 0);
  g_assert_cmpint (hub_run (hub, NULL, "review", "ask", "1", "もう一度", NULL), ==, 3);
  g_assert_cmpint (hub_run (hub, NULL, "review", "ask", "99", "ない", NULL), ==, 3);

  /* Put back to an older state: numbers jump, and each PC is asked for what it has sent since. */
  next = enr_json_get_int (changes->json, "next", 0);
  g_assert_cmpint (hub_run (hub, NULL, "resend", NULL), ==, 0);
  path = g_strdup_printf ("/v1/changes?after=%" G_GINT64_FORMAT, next);
  rest = pc_request (pc, "GET", path, NULL, NULL);
  g_assert_cmpuint (json_array_size (json_object_get (rest->json, "changes")), ==, 1);
  g_assert_cmpstr (enr_json_get_text (get_change (rest, 0), "kind", ""), ==, "resend");
  g_assert_cmpint (enr_json_get_int (get_change (rest, 0), "after_sequence", -1), ==, 1);
  g_assert_cmpint (enr_json_get_int (rest->json, "next", 0), >, 1000000000);
  after = pc_send (pc, pc_day (pc, "2026-11-24", 1, TRUE, 3), NULL);
  g_assert_cmpint (((EnrVerdict *) after->reply->verdicts->pdata[0])->recv_seq, >, 1000000000);
}

static void
test_blob (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Pc) other = NULL;
  gsize size = 2 * ENR_HUB_BLOB_PIECE + 1234;
  g_autofree guint8 *bytes = g_malloc (size);
  guint8 sum[ENR_SUM_LENGTH];
  char hex[2 * ENR_SUM_LENGTH + 1];
  g_autofree char *path = NULL;
  g_autoptr (Answer) missing = NULL;
  g_autoptr (Answer) foreign = NULL;
  g_autoptr (Answer) whole = NULL;
  g_autoptr (Answer) hole = NULL;
  g_autoptr (Answer) damaged = NULL;
  g_autofree char *offset = NULL;
  g_autofree char *complete = NULL;
  g_autoptr (EnrHubDb) db = NULL;
  g_autoptr (GBytes) stored = NULL;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  other = pc_new (hub, "13101099");
  pc_register (pc);
  pc_register (other);
  randombytes_buf (bytes, size);
  enr_sum (bytes, size, sum);
  enr_sum_format (sum, hex);
  path = g_strconcat ("/v1/blobs/sha256/", hex, NULL);
  missing = pc_request (pc, "HEAD", path, NULL, NULL);
  g_assert_cmpuint (missing->status, ==, 404);
  for (gsize at = 0; at < size; at += ENR_HUB_BLOB_PIECE)
    for (guint again = 0; again < 2; again++) /* each is sent twice */
      {
        gsize length = MIN (ENR_HUB_BLOB_PIECE, size - at);
        g_autoptr (GBytes) piece = g_bytes_new (bytes + at, length);
        gboolean is_last = at + length == size;
        g_autofree char *headers
            = g_strdup_printf ("Upload-Offset: %" G_GSIZE_FORMAT "\r\nUpload-Complete: %s\r\n", at,
                               is_last ? "?1" : "?0");
        g_autoptr (Answer) answer = pc_request (pc, "PUT", path, headers, piece);

        g_assert_cmpuint (answer->status, ==, is_last ? 201 : 204);
      }
  whole = pc_request (pc, "HEAD", path, NULL, NULL);
  g_assert_cmpuint (whole->status, ==, 200);
  offset = answer_header (whole, "Upload-Offset");
  complete = answer_header (whole, "Upload-Complete");
  g_assert_cmpint (g_ascii_strtoll (offset, NULL, 10), ==, size);
  g_assert_cmpstr (complete, ==, "?1");
  foreign = pc_request (other, "HEAD", path, NULL, NULL);
  g_assert_cmpuint (foreign->status, ==, 404);
  db = hub_open (hub);
  stored = enr_hub_blob_load (db, "13101014", sum, NULL);
  g_assert_nonnull (stored);
  g_assert_cmpmem (g_bytes_get_data (stored, NULL), g_bytes_get_size (stored), bytes, size);

  {
    g_autoptr (GBytes) piece = g_bytes_new (bytes, 100);

    hole = pc_request (other, "PUT", path, "Upload-Offset: 77\r\nUpload-Complete: ?0\r\n", piece);
    g_assert_cmpuint (hole->status, ==, 409);
    damaged = pc_request (other, "PUT", path, "Upload-Offset: 0\r\nUpload-Complete: ?1\r\n", piece);
    g_assert_cmpuint (damaged->status, ==, 422);
    g_assert_cmpstr (answer_problem (damaged), ==, "blob-mismatch");
  }
}

static void
test_source_and_heartbeat (gconstpointer store)
{
  g_autoptr (Hub) hub = hub_new (GPOINTER_TO_INT (store));
  g_autoptr (Pc) pc = NULL;
  g_autoptr (Pc) copy = NULL;
  g_autoptr (Pc) other = NULL;
  g_autoptr (Answer) beat = NULL;
  g_autoptr (Answer) made = NULL;
  g_autoptr (Answer) refused = NULL;
  g_autoptr (Answer) sent = NULL;
  g_autoptr (GBytes) heartbeat = g_bytes_new_static ("{\"queue\":[0,3,0,0]}", 19);
  g_autofree char *text = NULL;
  g_autofree char *foreign_text = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) foreign = NULL;
  g_autoptr (EnrHubDb) db = NULL;
  g_autoptr (EnrHubSite) site = NULL;

  hub_start (hub, NULL);
  pc = pc_new (hub, "13101014");
  copy = pc_new (hub, "13101014");
  other = pc_new (hub, "13101099");
  pc_register (pc);
  pc_register (other);
  beat = pc_request (pc, "POST", "/v1/heartbeat", "Content-Type: application/json\r\n", heartbeat);
  g_assert_cmpuint (beat->status, ==, 204);
  text = g_strdup_printf ("{\"source\":\"%s\"}", copy->source);
  body = g_bytes_new (text, strlen (text));
  made = pc_request (pc, "POST", "/v1/source", NULL, body);
  g_assert_cmpuint (made->status, ==, 200);
  copy->key = pc->key;
  sent = pc_send (copy, pc_day (copy, "2026-11-20", 1, TRUE, 1), NULL);
  g_assert_cmpstr (answer_verdict (sent, 0), ==, "accepted");
  foreign_text = g_strdup_printf ("{\"source\":\"%s\"}", other->source);
  foreign = g_bytes_new (foreign_text, strlen (foreign_text));
  refused = pc_request (pc, "POST", "/v1/source", NULL, foreign);
  g_assert_cmpuint (refused->status, ==, 403);
  db = hub_open (hub);
  site = enr_hub_site_find (db, pc->source, NULL);
  g_assert_cmpstr (site->heartbeat, ==, "{\"queue\":[0,3,0,0]}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hub_add_test ("/hub/site/enroll", test_enroll);
  hub_add_test ("/hub/site/guessing", test_guessing);
  hub_add_test ("/hub/site/signature", test_signature);
  hub_add_test ("/hub/site/revoked", test_revoked);
  hub_add_test ("/hub/site/isolation", test_isolation);
  hub_add_test ("/hub/site/ledger", test_ledger);
  hub_add_test ("/hub/site/changes", test_changes);
  hub_add_test ("/hub/site/blob", test_blob);
  hub_add_test ("/hub/site/source-and-heartbeat", test_source_and_heartbeat);
  return hub_run_tests ();
}
