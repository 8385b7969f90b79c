/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The table of PROTOCOL 3.4 and the times of 3.5.
 */
#include "config.h"

#include "sync/judge.h"
#include "wire/json.h"

static void
test_table (void)
{
  static const struct
  {
    int status;
    const char *type; /* content type */
    const char *problem;
    EnrSyncStep step;
    EnrTrouble trouble;
  } cases[] = {
    { 200, "application/json", NULL, ENR_STEP_READ, ENR_TROUBLE_NONE },
    { 200, "application/json; charset=utf-8", NULL, ENR_STEP_READ, ENR_TROUBLE_NONE },
    { 204, NULL, NULL, ENR_STEP_READ, ENR_TROUBLE_NONE },
    { 201, NULL, NULL, ENR_STEP_READ, ENR_TROUBLE_NONE },
    { 200, "text/html", NULL, ENR_STEP_LATER, ENR_TROUBLE_PORTAL },
    { 200, NULL, NULL, ENR_STEP_LATER, ENR_TROUBLE_PORTAL },
    { 202, "text/plain", NULL, ENR_STEP_LATER, ENR_TROUBLE_PORTAL },
    { 301, NULL, NULL, ENR_STEP_LATER, ENR_TROUBLE_REDIRECT },
    { 302, "text/html", NULL, ENR_STEP_LATER, ENR_TROUBLE_REDIRECT },
    { 307, NULL, NULL, ENR_STEP_LATER, ENR_TROUBLE_REDIRECT },
    { 400, "application/problem+json", "batch-malformed", ENR_STEP_BISECT, ENR_TROUBLE_NONE },
    { 422, "application/problem+json", "malformed", ENR_STEP_BISECT, ENR_TROUBLE_NONE },
    /* a proxy's 400 must set nothing aside */
    { 400, "text/html", NULL, ENR_STEP_LATER, ENR_TROUBLE_PORTAL },
    { 422, "application/json", NULL, ENR_STEP_LATER, ENR_TROUBLE_PORTAL },
    { 400, "application/problem+json", "digest-mismatch", ENR_STEP_LATER, ENR_TROUBLE_DAMAGED },
    { 401, "application/problem+json", "site-revoked", ENR_STEP_REVOKED, ENR_TROUBLE_REVOKED },
    { 403, "application/problem+json", "site-revoked", ENR_STEP_REVOKED, ENR_TROUBLE_REVOKED },
    { 401, "application/problem+json", "site-unknown", ENR_STEP_LATER, ENR_TROUBLE_UNKNOWN },
    { 401, "application/problem+json", "signature-invalid", ENR_STEP_LATER, ENR_TROUBLE_KEY },
    { 403, "text/html", NULL, ENR_STEP_LATER, ENR_TROUBLE_PORTAL },
    { 401, NULL, NULL, ENR_STEP_LATER, ENR_TROUBLE_PORTAL },
    { 404, "text/html", NULL, ENR_STEP_LATER, ENR_TROUBLE_PORTAL },
    { 407, NULL, NULL, ENR_STEP_LATER, ENR_TROUBLE_PORTAL },
    { 408, NULL, NULL, ENR_STEP_LATER, ENR_TROUBLE_TIMEOUT },
    { 409, NULL, NULL, ENR_STEP_AGAIN, ENR_TROUBLE_BUSY },
    { 409, "application/problem+json", "in-flight", ENR_STEP_AGAIN, ENR_TROUBLE_BUSY },
    { 409, "application/problem+json", "blob-offset", ENR_STEP_LATER, ENR_TROUBLE_BUSY },
    { 410, NULL, NULL, ENR_STEP_GONE, ENR_TROUBLE_GONE },
    { 413, NULL, NULL, ENR_STEP_SMALLER, ENR_TROUBLE_NONE },
    { 426, NULL, NULL, ENR_STEP_LATER, ENR_TROUBLE_OLD },
    { 429, "application/problem+json", "too-many-requests", ENR_STEP_LATER, ENR_TROUBLE_BUSY },
    { 500, "text/html", NULL, ENR_STEP_LATER, ENR_TROUBLE_SERVER },
    { 502, NULL, NULL, ENR_STEP_LATER, ENR_TROUBLE_SERVER },
    { 503, NULL, NULL, ENR_STEP_LATER, ENR_TROUBLE_BUSY },
    { 504, NULL, NULL, ENR_STEP_LATER, ENR_TROUBLE_SERVER },
    { 511, "text/html", NULL, ENR_STEP_LATER, ENR_TROUBLE_PORTAL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EnrSyncOutcome outcome = { .status = cases[i].status,
                                 .content_type = cases[i].type,
                                 .problem = cases[i].problem };
      EnrSyncJudgement judgement = enr_sync_judge (&outcome, 0);

      g_test_message ("%d %s", cases[i].status, cases[i].problem != NULL ? cases[i].problem : "");
      g_assert_cmpint (judgement.step, ==, cases[i].step);
      g_assert_cmpint (judgement.trouble, ==, cases[i].trouble);
      outcome.is_cut = TRUE;
      g_assert_cmpint (enr_sync_judge (&outcome, 0).step, ==, ENR_STEP_LATER);
    }
}

static void
test_silence (void)
{
  const struct
  {
    GQuark domain;
    int code;
    EnrTrouble trouble;
  } cases[] = {
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, ENR_TROUBLE_OFFLINE },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, ENR_TROUBLE_OFFLINE },
    { G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, ENR_TROUBLE_OFFLINE },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, ENR_TROUBLE_OFFLINE },
    { G_IO_ERROR, G_IO_ERROR_TIMED_OUT, ENR_TROUBLE_TIMEOUT },
    { G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH, ENR_TROUBLE_PORTAL },
    { G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, ENR_TROUBLE_TLS },
  };
  EnrSyncOutcome late = { .is_late = TRUE };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) failure = g_error_new_literal (cases[i].domain, cases[i].code, "x");
      EnrSyncOutcome outcome = { .failure = failure };
      EnrSyncJudgement judgement = enr_sync_judge (&outcome, 0);

      g_assert_cmpint (judgement.step, ==, ENR_STEP_LATER);
      g_assert_cmpint (judgement.trouble, ==, cases[i].trouble);
    }
  g_assert_cmpint (enr_sync_judge (&late, 0).trouble, ==, ENR_TROUBLE_TIMEOUT);
}

static void
test_retry_after (void)
{
  static const struct
  {
    const char *text;
    int wait_s;
  } cases[] = {
    { NULL, 0 },
    { "", 0 },
    { "soon", 0 },
    { "-5", 0 },
    { "0", 1 },
    { "1", 1 },
    { " 120", 120 },
    { "14400", 14400 },
    { "14401", 14400 },
    { "1000000000", 14400 },
    { "99999999999999999999999999999999999999999999", 14400 },
    { "Sun, 06 Nov 1994 08:49:37 GMT", 60 }, /* 784111777 */
    { "Sun, 06 Nov 2094 08:49:37 GMT", 14400 },
    { "Sun, 06 Nov 1894 08:49:37 GMT", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EnrSyncOutcome outcome = { .status = 503, .retry_after = cases[i].text };

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (enr_sync_judge (&outcome, 784111777 - 60).wait_s, ==, cases[i].wait_s);
    }
}

static void
test_clock (void)
{
  EnrSyncOutcome outcome = { .status = 401, .problem = "clock-skew", .hub_clock = "1781000000123" };

  g_assert_cmpint (enr_sync_judge (&outcome, 0).step, ==, ENR_STEP_RESIGN);
  g_assert_cmpint (enr_sync_judge (&outcome, 0).hub_clock_ms, ==, 1781000000123);
  outcome.hub_clock = "noon";
  g_assert_cmpint (enr_sync_judge (&outcome, 0).step, ==, ENR_STEP_LATER);
  g_assert_cmpint (enr_sync_judge (&outcome, 0).trouble, ==, ENR_TROUBLE_CLOCK);
  outcome.hub_clock = NULL;
  g_assert_cmpint (enr_sync_judge (&outcome, 0).step, ==, ENR_STEP_LATER);
}

static void
test_delay (void)
{
  static const double seconds[] = { 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900 };

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      g_assert_cmpfloat (enr_sync_delay ((int) i + 1, 1.0), ==, seconds[i]);
      g_assert_cmpfloat (enr_sync_delay ((int) i + 1, 0.5), ==, seconds[i] / 2);
      g_assert_cmpfloat (enr_sync_delay ((int) i + 1, 1.5), ==, seconds[i] * 1.5);
    }
  /* for ever, and never at once */
  g_assert_cmpfloat (enr_sync_delay (G_MAXINT, 1.0), ==, 900);
  g_assert_cmpfloat (enr_sync_delay (0, 1.0), ==, 5);
  g_assert_cmpfloat (enr_sync_delay (1, 0), ==, 2.5);
}

static void
test_batch (void)
{
  int n = 1;

  g_assert_cmpint (enr_sync_batch_shrink (100), ==, 50);
  g_assert_cmpint (enr_sync_batch_shrink (1), ==, 1);
  g_assert_cmpint (enr_sync_batch_shrink (0), ==, 1);
  g_assert_cmpint (enr_sync_batch_grow (100, 500), ==, 110);
  g_assert_cmpint (enr_sync_batch_grow (499, 500), ==, 500);
  g_assert_cmpint (enr_sync_batch_grow (500, 20), ==, 20);
  g_assert_cmpint (enr_sync_batch_grow (500, 0), ==, 1);
  for (int i = 0; i < 100; i++)
    n = enr_sync_batch_grow (n, 500);
  g_assert_cmpint (n, ==, 500);
}

static void
test_words (void)
{
  for (int i = 0; i < ENR_N_TROUBLES; i++)
    {
      g_assert_cmpint (enr_trouble_from_key (enr_trouble_key ((EnrTrouble) i)), ==, i);
      g_assert_true ((i == ENR_TROUBLE_NONE) == (enr_trouble_describe ((EnrTrouble) i)[0] == '\0'));
    }
  g_assert_cmpint (enr_trouble_from_key ("of-a-later-version"), ==, ENR_TROUBLE_SERVER);
  g_assert_cmpint (enr_trouble_from_key (NULL), ==, ENR_TROUBLE_NONE);
}

static void
test_reply (void)
{
  g_autoptr (GError) signature
      = g_error_new_literal (ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIGNATURE, "x");
  g_autoptr (GError) page = g_error_new_literal (ENR_WIRE_ERROR, ENR_WIRE_ERROR_REPLY, "x");

  g_assert_cmpint (enr_sync_judge_reply (signature), ==, ENR_TROUBLE_SIGNATURE);
  g_assert_cmpint (enr_sync_judge_reply (page), ==, ENR_TROUBLE_PORTAL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/judge/table", test_table);
  g_test_add_func ("/sync/judge/silence", test_silence);
  g_test_add_func ("/sync/judge/retry-after", test_retry_after);
  g_test_add_func ("/sync/judge/clock", test_clock);
  g_test_add_func ("/sync/judge/delay", test_delay);
  g_test_add_func ("/sync/judge/batch", test_batch);
  g_test_add_func ("/sync/judge/words", test_words);
  g_test_add_func ("/sync/judge/reply", test_reply);
  return g_test_run ();
}
