/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>

#include "wire/reply.h"

#define HUB "01935f2e-0000-7000-8000-000000000001"
#define SOURCE "urn:enroku:13101014:9f3c0102030405060708090a0b0c0d0e"

static EnrKeyPair hub_key;

static EnrVerdict *
add (EnrReply *reply, const char *id, EnrVerdictStatus status)
{
  EnrVerdict *verdict = g_new0 (EnrVerdict, 1);

  verdict->id = g_strdup (id);
  verdict->status = status;
  if (status != ENR_VERDICT_DEFERRED)
    enr_sum (id, strlen (id), verdict->sum);
  g_ptr_array_add (reply->verdicts, verdict);
  return verdict;
}

static GBytes *
make (void)
{
  g_autoptr (EnrReply) reply = enr_reply_new (HUB);
  gint64 next = 1043;
  EnrVerdict *verdict;

  reply->hub_time = g_strdup ("2026-11-21T17:42:05.000+09:00");
  reply->max_events = 500;
  reply->max_bytes = 1048576;
  reply->min_client = g_strdup ("0.1.0");
  add (reply, "a", ENR_VERDICT_ACCEPTED)->recv_seq = 88123;
  add (reply, "b", ENR_VERDICT_DUPLICATE)->recv_seq = 87001;
  verdict = add (reply, "c", ENR_VERDICT_REJECTED);
  verdict->problem = g_new0 (EnrProblem, 1);
  verdict->problem->type = g_strdup (ENR_PROBLEM_BASE "schema-invalid");
  verdict->problem->title = g_strdup ("内容が決まりに合いません");
  verdict->problem->pointer = g_strdup ("/data/children/3/arrive");
  add (reply, "d", ENR_VERDICT_DEFERRED)->retry_after = 120;
  verdict = add (reply, "e", ENR_VERDICT_ACCEPTED);
  verdict->recv_seq = 88124;
  verdict->review = g_new0 (EnrProblem, 1);
  verdict->review->type = g_strdup (ENR_PROBLEM_BASE "closed-day-attendance");
  verdict->review->title = g_strdup ("休園日に出席があります");
  g_hash_table_insert (reply->expect, g_strdup (SOURCE), g_memdup2 (&next, sizeof next));
  return enr_reply_write (reply, &hub_key);
}

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = make ();
  g_autoptr (EnrReply) reply = enr_reply_read (bytes, HUB, hub_key.open, &error);
  const EnrVerdict *verdict;
  guint8 sum[ENR_SUM_LENGTH];
  static const guint8 none[ENR_SUM_LENGTH];

  g_assert_no_error (error);
  g_assert_cmpstr (reply->hub, ==, HUB);
  g_assert_cmpstr (reply->hub_time, ==, "2026-11-21T17:42:05.000+09:00");
  g_assert_cmpstr (reply->min_client, ==, "0.1.0");
  g_assert_cmpint (reply->max_events, ==, 500);
  g_assert_cmpint (reply->max_bytes, ==, 1048576);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (reply->expect, SOURCE), ==, 1043);
  g_assert_cmpuint (reply->verdicts->len, ==, 5);
  verdict = reply->verdicts->pdata[0];
  enr_sum ("a", 1, sum);
  g_assert_cmpstr (verdict->id, ==, "a");
  g_assert_cmpint (verdict->status, ==, ENR_VERDICT_ACCEPTED);
  g_assert_cmpint (verdict->recv_seq, ==, 88123);
  g_assert_cmpmem (verdict->sum, 32, sum, 32);
  verdict = reply->verdicts->pdata[1];
  g_assert_cmpint (verdict->status, ==, ENR_VERDICT_DUPLICATE);
  verdict = reply->verdicts->pdata[2];
  g_assert_cmpint (verdict->status, ==, ENR_VERDICT_REJECTED);
  g_assert_cmpstr (verdict->problem->title, ==, "内容が決まりに合いません");
  g_assert_cmpstr (verdict->problem->pointer, ==, "/data/children/3/arrive");
  g_assert_null (verdict->problem->detail);
  verdict = reply->verdicts->pdata[3];
  g_assert_cmpint (verdict->status, ==, ENR_VERDICT_DEFERRED);
  g_assert_cmpint (verdict->retry_after, ==, 120);
  g_assert_cmpmem (verdict->sum, 32, none, 32);
  verdict = reply->verdicts->pdata[4];
  g_assert_null (verdict->problem);
  g_assert_cmpstr (verdict->review->title, ==, "休園日に出席があります");
}

/* Whatever one byte is altered to, nothing else is believed. */
static void
test_altered (void)
{
  g_autoptr (GBytes) bytes = make ();
  gsize length = g_bytes_get_size (bytes);
  g_autofree char *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), length);

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) altered = NULL;

      copy[i] ^= 1;
      altered = g_bytes_new (copy, length);
      g_assert_null (enr_reply_read (altered, HUB, hub_key.open, &error));
      g_assert_nonnull (error);
      copy[i] ^= 1;
    }
}

static void
test_others (void)
{
  static const char *const texts[] = {
    "",
    "<!DOCTYPE html><html><title>Wi-Fi ログイン</title></html>",
    "{}",
    "[]",
    "null",
    "\"ok\"",
    "{\"status\":\"ok\"}",
    "{\"hub\":\"" HUB "\"}",
    "{\"hub\":\"" HUB "\",\"results\":{}}",
    "{\"hub\":\"" HUB "\",\"results\":\"[]\"}",
    "{\"hub\":7,\"results\":[]}",
    "{\"results\":[],\"sig\":\"\"}",
  };
  static const char bare_text[] = "{\"hub\":\"" HUB "\",\"results\":[]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = make ();
  g_autoptr (GBytes) bare = g_bytes_new_static (bare_text, strlen (bare_text));
  EnrKeyPair other;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) page = g_bytes_new_static (texts[i], strlen (texts[i]));

      g_assert_null (enr_reply_read (page, HUB, hub_key.open, &error));
      g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_REPLY);
      g_clear_error (&error);
    }
  g_assert_null (enr_reply_read (bytes, "another", hub_key.open, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_OTHER_HUB);
  g_clear_error (&error);
  enr_key_pair_new (&other);
  g_assert_null (enr_reply_read (bytes, HUB, other.open, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIGNATURE);
  g_clear_error (&error);
  g_assert_null (enr_reply_read (bare, HUB, hub_key.open, &error));
  g_assert_nonnull (error);
}

/* Signed by the hub, but not to be read: ids missing, words that are none. */
static void
test_hubs_own_errors (void)
{
  static const char *const results[] = {
    "[{\"status\":\"accepted\"}]",
    "[{\"id\":7,\"status\":\"accepted\"}]",
    "[{\"id\":\"a\"}]",
    "[{\"id\":\"a\",\"status\":\"fine\"}]",
    "[{\"id\":\"a\",\"sha256\":\"00\",\"status\":\"accepted\"}]",
    "[1]",
    "[null]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (json_t) root = json_pack ("{s:s}", "hub", HUB);
      g_autoptr (GBytes) plain = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *text = NULL;
      guint8 signature[ENR_SIGNATURE_LENGTH];

      json_object_set_new (root, "results", json_loads (results[i], 0, NULL));
      plain = enr_json_write (root);
      enr_sign (&hub_key, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), signature);
      text = enr_key_format (signature, sizeof signature);
      json_object_set_new (root, "sig", json_string (text));
      bytes = enr_json_write (root);
      g_assert_null (enr_reply_read (bytes, HUB, hub_key.open, &error));
      g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_REPLY);
    }
}

/* The same meaning in another form is the same answer: hubs may be written by others. */
static void
test_other_form (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = make ();
  g_autoptr (json_t) root
      = enr_json_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
  char *text = json_dumps (root, JSON_INDENT (2) | JSON_ENSURE_ASCII);
  g_autoptr (GBytes) spread = g_bytes_new_with_free_func (text, strlen (text), free, text);
  g_autoptr (EnrReply) reply = enr_reply_read (spread, HUB, hub_key.open, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (reply->verdicts->len, ==, 5);
}

static void
test_problem (void)
{
  g_autoptr (json_t) object = json_loads ("{\"type\":\"x\",\"detail\":7}", 0, NULL);
  g_autoptr (EnrProblem) problem = enr_problem_from_json (object);
  g_autoptr (json_t) again = enr_problem_to_json (problem, 422);

  g_assert_cmpstr (problem->type, ==, "x");
  g_assert_cmpstr (problem->title, ==, "");
  g_assert_null (problem->detail);
  g_assert_cmpint (enr_json_get_int (again, "status", 0), ==, 422);
  g_assert_null (enr_problem_from_json (NULL));
  g_assert_null (enr_problem_from_json (json_true ()));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  enr_key_pair_new (&hub_key);
  g_test_add_func ("/wire/reply/round-trip", test_round_trip);
  g_test_add_func ("/wire/reply/altered", test_altered);
  g_test_add_func ("/wire/reply/others", test_others);
  g_test_add_func ("/wire/reply/hubs-own-errors", test_hubs_own_errors);
  g_test_add_func ("/wire/reply/other-form", test_other_form);
  g_test_add_func ("/wire/reply/problem", test_problem);
  return g_test_run ();
}
