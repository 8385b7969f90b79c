/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>

#include "wire/event.h"

static const guint8 site[16] = { 0x9f, 0x3c, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 };

static void
fill (EnrEvent *event)
{
  *event = (EnrEvent){
    .id = g_strdup ("01935f2e-7b1a-7c3d-8e4f-0123456789ab"),
    .source = enr_source_format ("13101014", site),
    .sequence = 1042,
    .type = g_strdup ("jp.enroku.attendance.day-closed.v1"),
    .subject = g_strdup ("attendance-day/2026-11-21"),
    .rev = 7,
    .time = g_strdup ("2026-11-21T17:42:03.120+09:00"),
    .dataschema = g_strdup ("attendance-day/1.0"),
    .data = json_pack ("{s:s, s:[i,i]}", "date", "2026-11-21", "counts", 3, 4),
  };
  memset (event->prev, 0xab, sizeof event->prev);
}

static const char frozen[]
    = "{\"data\":{\"counts\":[3,4],\"date\":\"2026-11-21\"},"
      "\"dataschema\":\"https://enroku.github.io/schemas/attendance-day/1.0\","
      "\"id\":\"01935f2e-7b1a-7c3d-8e4f-0123456789ab\","
      "\"prevhash\":\"abababababababababababababababababababababababababababababababab\",\"rev\":7,"
      "\"sequence\":\"00000000000000001042\",\"source\":\"urn:enroku:13101014:"
      "9f3c0102030405060708090a0b0c0d0e\","
      "\"specversion\":\"1.0\",\"subject\":\"attendance-day/"
      "2026-11-21\",\"time\":\"2026-11-21T17:42:03.120+09:00\","
      "\"type\":\"jp.enroku.attendance.day-closed.v1\"}";

static void
test_frozen (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (EnrEvent) event = { 0 };
  g_auto (EnrEvent) again = { 0 };
  g_autoptr (GBytes) bytes = NULL;

  fill (&event);
  bytes = enr_event_freeze (&event, &error);
  g_assert_no_error (error);
  /* these bytes are a format: they stand in the queues of nurseries */
  g_assert_cmpmem (frozen, strlen (frozen), g_bytes_get_data (bytes, NULL),
                   g_bytes_get_size (bytes));
  g_assert_true (enr_event_read (&again, frozen, strlen (frozen), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (again.id, ==, event.id);
  g_assert_cmpstr (again.source, ==, event.source);
  g_assert_cmpint (again.sequence, ==, 1042);
  g_assert_cmpstr (again.type, ==, event.type);
  g_assert_cmpstr (again.subject, ==, event.subject);
  g_assert_cmpint (again.rev, ==, 7);
  g_assert_cmpstr (again.time, ==, event.time);
  g_assert_cmpstr (again.dataschema, ==, "attendance-day/1.0");
  g_assert_cmpmem (again.prev, 32, event.prev, 32);
  g_assert_true (json_equal (again.data, event.data));
}

/* One text of the frozen bytes in place of another. */
static void
test_envelope (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    gboolean is_right;
  } cases[] = {
    { "\"rev\":7", "\"rev\":8", TRUE },
    { "\"rev\":7", "\"rev\":0", FALSE },
    { "\"rev\":7", "\"rev\":-1", FALSE },
    { "\"rev\":7", "\"rev\":2147483648", FALSE },
    { "\"rev\":7", "\"rev\":\"7\"", FALSE },
    { "\"rev\":7,", "", FALSE },
    { "00000000000000001042", "00000000000000000000", FALSE },
    { "00000000000000001042", "1042", FALSE },
    { "00000000000000001042", "99999999999999999999", FALSE },
    { "00000000000000001042", "-0000000000000001042", FALSE },
    { "01935f2e-7b1a", "01935F2E-7b1a", FALSE },
    { "0123456789ab\"", "0123456789a\"", FALSE },
    { "urn:enroku:13101014:", "urn:enroku::", FALSE },
    { "urn:enroku:13101014:", "urn:enroku:13 01014:", FALSE },
    { "urn:enroku:13101014:", "urn:other:13101014:", FALSE },
    { "0d0e\"", "0d0\"", FALSE },
    { "0d0e\"", "0d0e0f\"", FALSE },
    { "0d0e\"", "0D0E\"", FALSE },
    { "\"specversion\":\"1.0\"", "\"specversion\":\"0.3\"", FALSE },
    { "abab\"", "ab\"", FALSE },
    { "abab\"", "ABAB\"", FALSE },
    { "schemas/attendance", "other/attendance", FALSE },
    { "T17:42:03.120+09:00", "T17:42:03+09:00", TRUE },
    { "T17:42:03.120+09:00", "T17:42:03Z", FALSE },
    { "T17:42:03.120+09:00", "T17:42:03.120+00:00", FALSE },
    { "T17:42:03.120+09:00", "T25:42:03.120+09:00", FALSE },
    { "T17:42:03.120+09:00", "T17:42:60.120+09:00", FALSE },
    { "2026-11-21T", "2026-02-29T", FALSE },
    { "2026-11-21T", "2026-13-01T", FALSE },
    { "day-closed.v1", "DAY.v1", FALSE },
    { "\"attendance-day/2026", "\"attendance-day 2026", FALSE },
    { "\"attendance-day/2026-11-21\"", "\"\"", FALSE },
    { "{\"counts\":[3,4],\"date\":\"2026-11-21\"}", "[]", FALSE },
    { "{\"counts\":[3,4],\"date\":\"2026-11-21\"}", "{}", TRUE },
    { "\"specversion\"", "\"partition\":\"x\",\"specversion\"", FALSE },
    { "\"type\"", "\"zz\"", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (EnrEvent) event = { 0 };
      GString *text = g_string_new (frozen);

      g_assert_cmpuint (g_string_replace (text, cases[i].from, cases[i].to, 1), ==, 1);
      if (enr_event_read (&event, text->str, text->len, &error) != cases[i].is_right)
        g_error ("%s: %s", text->str, error != NULL ? error->message : "taken");
      if (!cases[i].is_right)
        {
          g_assert_nonnull (error);
          g_assert_null (event.id);
        }
      g_string_free (text, TRUE);
    }
}

static void
test_size (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (EnrEvent) event = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *large = g_strnfill (ENR_EVENT_MAX_BYTES, 'x');
  json_t *deep = json_integer (1);

  fill (&event);
  json_object_set_new (event.data, "large", json_string (large));
  g_assert_null (enr_event_freeze (&event, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE);
  g_clear_error (&error);

  json_object_set_new (event.data, "large", json_real (36.5));
  g_assert_null (enr_event_freeze (&event, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_NUMBER);
  g_clear_error (&error);

  for (int i = 0; i < ENR_WIRE_DEPTH - 2; i++)
    deep = json_pack ("[o]", deep);
  json_object_set_new (event.data, "large", deep);
  bytes = enr_event_freeze (&event, &error);
  g_assert_no_error (error);
  json_object_set_new (event.data, "large", json_pack ("[O]", deep));
  g_assert_null (enr_event_freeze (&event, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_DEPTH);
}

static void
test_sum (void)
{
  guint8 sum[ENR_SUM_LENGTH], again[ENR_SUM_LENGTH];
  char text[2 * ENR_SUM_LENGTH + 1];

  enr_sum ("abc", 3, sum);
  enr_sum_format (sum, text);
  /* FIPS 180-4's example */
  g_assert_cmpstr (text, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_true (enr_sum_parse (text, again));
  g_assert_cmpmem (sum, sizeof sum, again, sizeof again);
  g_assert_false (enr_sum_parse ("ba78", again));
  g_assert_false (enr_sum_parse ("", again));
  text[0] = 'B';
  g_assert_false (enr_sum_parse (text, again));
}

static void
test_source (void)
{
  g_autofree char *source = enr_source_format ("13-A101", site);
  g_autofree char *nursery = NULL;
  guint8 again[16];

  g_assert_cmpstr (source, ==, "urn:enroku:13-A101:9f3c0102030405060708090a0b0c0d0e");
  g_assert_true (enr_source_parse (source, &nursery, again));
  g_assert_cmpstr (nursery, ==, "13-A101");
  g_assert_cmpmem (again, 16, site, 16);
  g_assert_true (enr_source_parse (source, NULL, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/event/frozen", test_frozen);
  g_test_add_func ("/wire/event/envelope", test_envelope);
  g_test_add_func ("/wire/event/size", test_size);
  g_test_add_func ("/wire/event/sum", test_sum);
  g_test_add_func ("/wire/event/source", test_source);
  return g_test_run ();
}
