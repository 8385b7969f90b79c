/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "base/uuid.h"

#include "base/clock.h"

#define N_THREADS 4
#define N_PER_THREAD 20000

static guint64
milliseconds (const EnrUuid *id)
{
  guint64 ms = 0;

  for (int i = 0; i < 6; i++)
    ms = ms << 8 | id->bytes[i];

  return ms;
}

static void
assert_version_7 (const EnrUuid *id)
{
  g_assert_cmphex (id->bytes[6] >> 4, ==, 7);
  g_assert_cmphex (id->bytes[8] >> 6, ==, 2);
}

/* First of all tests: the generator keeps the last millisecond that it saw. */
static void
test_time (void)
{
  gint64 before, after;
  EnrUuid id;

  enr_clock_set_fixed (1000);
  id = enr_uuid_new ();
  assert_version_7 (&id);
  g_assert_cmpuint (milliseconds (&id), ==, 1000000);

  enr_clock_set_source (NULL, NULL);
  before = g_get_real_time () / 1000;
  id = enr_uuid_new ();
  after = g_get_real_time () / 1000;
  assert_version_7 (&id);
  g_assert_cmpuint (milliseconds (&id), >=, before);
  g_assert_cmpuint (milliseconds (&id), <=, after);
}

static void
test_ascending (void)
{
  EnrUuid last = enr_uuid_none;

  /* With the system's clock, with one that stands still, and with one that goes backwards. */
  for (int i = 0; i < 30000; i++)
    {
      EnrUuid id;

      if (i == 10000)
        enr_clock_set_fixed (enr_clock_now ());
      else if (i > 20000)
        enr_clock_set_fixed (enr_clock_now () - 1);

      id = enr_uuid_new ();
      assert_version_7 (&id);
      g_assert_cmpint (enr_uuid_compare (&last, &id), <, 0);
      last = id;
    }

  /* Before the epoch there are no milliseconds to write: still an id, still in order. */
  enr_clock_set_fixed (-1000);
  for (int i = 0; i < 10; i++)
    {
      EnrUuid id = enr_uuid_new ();

      g_assert_cmpint (enr_uuid_compare (&last, &id), <, 0);
      last = id;
    }
  enr_clock_set_source (NULL, NULL);
}

static gpointer
make_thread (gpointer data)
{
  EnrUuid *ids = data;

  for (guint i = 0; i < N_PER_THREAD; i++)
    ids[i] = enr_uuid_new ();

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);
  g_autofree EnrUuid *ids = g_new (EnrUuid, N_THREADS * N_PER_THREAD);
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("ids", make_thread, ids + i * N_PER_THREAD);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  for (guint i = 0; i < N_THREADS * N_PER_THREAD; i++)
    {
      if (i % N_PER_THREAD != 0)
        g_assert_cmpint (enr_uuid_compare (&ids[i - 1], &ids[i]), <, 0);
      g_assert_true (g_hash_table_add (seen, &ids[i]));
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, N_THREADS * N_PER_THREAD);
}

/* Another process has the same clock: the last 62 bits are all that differs. */
static void
test_random_bits (void)
{
  guint8 ones[8] = { 0 }, zeros[8] = { 0 };

  for (int i = 0; i < 200; i++)
    {
      EnrUuid id = enr_uuid_new ();

      for (int k = 0; k < 8; k++)
        {
          ones[k] |= id.bytes[8 + k];
          zeros[k] |= (guint8) ~id.bytes[8 + k];
        }
    }

  g_assert_cmphex (ones[0], ==, 0xbf);
  g_assert_cmphex (zeros[0], ==, 0x7f);
  for (int k = 1; k < 8; k++)
    {
      g_assert_cmphex (ones[k], ==, 0xff);
      g_assert_cmphex (zeros[k], ==, 0xff);
    }
}

static void
test_text (void)
{
  /* The example of RFC 9562, A.6. */
  static const EnrUuid example = { { 0x01, 0x7f, 0x22, 0xe2, 0x79, 0xb0, 0x7c, 0xc3,
                                     0x98, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f } };
  static const char *const good[] = {
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
    "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
    "017f22e279b07cc398c4dc0c0c07398f",
    "017F22E279b07cc398c4dc0c0c07398F",
  };
  static const char *const bad[] = {
    "", "0", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
    "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
    "017f22e279b0-7cc3-98c4-dc0c0c-07398f", "017f22e2079b007cc3098c40dc0c0c07398f",
    "017f22e2-79b0-7cc3-98c4dc0c0c07398f", "017f22e279b07cc398c4dc0c0c07398",
    "017f22e279b07cc398c4dc0c0c07398ff", "017f22e279b07cc398c4dc0c0c07398 ",
    " 17f22e279b07cc398c4dc0c0c07398f", "-17f22e279b07cc398c4dc0c0c07398f",
    "017f22e2-79b0-7cc3-98c4-dc0c0c0739\xef\xbc",
  };
  char buffer[ENR_UUID_STRING_LENGTH];
  EnrUuid id = enr_uuid_none;

  g_assert_cmpstr (enr_uuid_format (&example, buffer), ==, good[0]);
  g_assert_cmpstr (enr_uuid_format (&enr_uuid_none, buffer), ==,
                   "00000000-0000-0000-0000-000000000000");

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      id = enr_uuid_none;
      g_assert_true (enr_uuid_parse (good[i], &id));
      g_assert_true (enr_uuid_equal (&id, &example));
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%u", i);
      g_assert_false (enr_uuid_parse (bad[i], &id));
      g_assert_true (enr_uuid_equal (&id, &example));
    }
  g_assert_false (enr_uuid_parse (NULL, &id));
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 5000; i++)
    {
      char buffer[ENR_UUID_STRING_LENGTH];
      EnrUuid id, back;

      for (int k = 0; k < 16; k++)
        id.bytes[k] = (guint8) g_test_rand_int_range (0, 256);
      g_assert_true (enr_uuid_parse (enr_uuid_format (&id, buffer), &back));
      g_assert_cmpmem (&id, sizeof id, &back, sizeof back);
      g_assert_cmpuint (enr_uuid_hash (&id), ==, enr_uuid_hash (&back));
    }
}

static void
test_compare (void)
{
  EnrUuid low = enr_uuid_none, high = enr_uuid_none;
  g_autofree EnrUuid *copy = NULL;

  low.bytes[15] = 0x01;
  high.bytes[15] = 0xff;
  g_assert_cmpint (enr_uuid_compare (&low, &high), <, 0);
  g_assert_cmpint (enr_uuid_compare (&high, &low), >, 0);
  g_assert_cmpint (enr_uuid_compare (&low, &low), ==, 0);
  g_assert_false (enr_uuid_equal (&low, &high));

  g_assert_true (enr_uuid_is_none (&enr_uuid_none));
  g_assert_false (enr_uuid_is_none (&low));

  copy = enr_uuid_copy (&high);
  g_assert_true (copy != &high);
  g_assert_true (enr_uuid_equal (copy, &high));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/uuid/time", test_time);
  g_test_add_func ("/base/uuid/ascending", test_ascending);
  g_test_add_func ("/base/uuid/threads", test_threads);
  g_test_add_func ("/base/uuid/random-bits", test_random_bits);
  g_test_add_func ("/base/uuid/text", test_text);
  g_test_add_func ("/base/uuid/round-trip", test_round_trip);
  g_test_add_func ("/base/uuid/compare", test_compare);

  return g_test_run ();
}
