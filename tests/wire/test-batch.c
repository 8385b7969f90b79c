/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>

#include "wire/batch.h"

static char *
split (const char *text, guint limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) slices = enr_batch_split (text, strlen (text), limit, &error);
  GString *all;

  if (slices == NULL)
    return g_strdup_printf ("error %d", error->code);
  all = g_string_new (NULL);
  for (guint i = 0; i < slices->len; i++)
    {
      const EnrSlice *slice = &g_array_index (slices, EnrSlice, i);

      g_string_append_c (all, '|');
      g_string_append_len (all, slice->bytes, (gssize) slice->length);
    }
  return g_string_free (all, FALSE);
}

static void
test_split (void)
{
  static const struct
  {
    const char *text;
    const char *want; /* NULL: a syntax error */
  } cases[] = {
    { "[]", "" },
    { " [ ] \n", "" },
    { "[1]", "|1" },
    { "[ {\"a\":1} , {\"b\":[2,3]} ]", "|{\"a\":1}|{\"b\":[2,3]}" },
    /* the second is broken, and hides neither of the others */
    { "[{\"a\":1},{\"x\" tru 1.5},{\"b\":2}]", "|{\"a\":1}|{\"x\" tru 1.5}|{\"b\":2}" },
    { "[{\"a\":\"],[}{\\\"\"},2]", "|{\"a\":\"],[}{\\\"\"}|2" },
    { "[\"\\\\\",2]", "|\"\\\\\"|2" },
    { "", NULL },
    { "{}", NULL },
    { "[", NULL },
    { "]", NULL },
    { "[1", NULL },
    { "[1,]", NULL },
    { "[,1]", NULL },
    { "[,]", NULL },
    { "[1,,2]", NULL },
    { "[1]]", NULL },
    { "[1][2]", NULL },
    { "[{]}]", NULL },
    { "[\"abc]", NULL },
    { "[\"abc\\]", NULL },
    { "<html>]", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *got = split (cases[i].text, 500);
      g_autofree char *syntax = g_strdup_printf ("error %d", ENR_WIRE_ERROR_SYNTAX);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (got, ==, cases[i].want != NULL ? cases[i].want : syntax);
    }
}

static void
test_split_limits (void)
{
  g_autofree char *three = split ("[1,2,3]", 3);
  g_autofree char *four = split ("[1,2,3,4]", 3);
  g_autofree char *million = g_strnfill (1000000, '[');
  g_autofree char *deep = split (million, 500);
  g_autofree char *commas_text = NULL;
  g_autofree char *commas = NULL;
  g_autofree char *size = g_strdup_printf ("error %d", ENR_WIRE_ERROR_SIZE);
  g_autofree char *closed = NULL;

  g_assert_cmpstr (three, ==, "|1|2|3");
  g_assert_cmpstr (four, ==, size);
  g_assert_true (g_str_has_prefix (deep, "error"));
  million[999999] = ']';
  closed = split (million, 500);
  g_assert_cmpint (atoi (closed + strlen ("error ")), ==, ENR_WIRE_ERROR_DEPTH);
  commas_text = g_strnfill (1000000, ',');
  commas_text[0] = '[';
  commas_text[999999] = ']';
  commas = split (commas_text, 500);
  g_assert_true (g_str_has_prefix (commas, "error"));
}

/* Bytes of any kind: no reading outside of them, and what was joined is split again. */
static void
test_split_random (void)
{
  static const char signs[] = "[]{},:\"\\ 1a\n";

  for (int i = 0; i < 20000; i++)
    {
      int n = g_test_rand_int_range (0, 24);
      char *bytes = g_malloc ((gsize) n + 1);
      g_autoptr (GArray) slices = NULL;

      for (int j = 0; j < n; j++)
        bytes[j] = signs[g_test_rand_int_range (0, sizeof signs - 1)];
      if (n > 1 && g_test_rand_bit ())
        {
          bytes[0] = '[';
          bytes[n - 1] = ']';
        }
      slices = enr_batch_split (bytes, (gsize) n, 500, NULL);
      for (guint j = 0; slices != NULL && j < slices->len; j++)
        {
          const EnrSlice *slice = &g_array_index (slices, EnrSlice, j);

          g_assert_true (slice->bytes > bytes && slice->bytes + slice->length < bytes + n
                         && slice->length > 0);
        }
      g_free (bytes);
    }
}

static void
test_join (void)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GBytes) none = enr_batch_join (events);
  g_autoptr (GBytes) two = NULL;

  g_assert_cmpmem (g_bytes_get_data (none, NULL), g_bytes_get_size (none), "[]", 2);
  g_ptr_array_add (events, g_bytes_new_static ("{\"a\":1}", 7));
  g_ptr_array_add (events, g_bytes_new_static ("{}", 2));
  two = enr_batch_join (events);
  g_assert_cmpmem (g_bytes_get_data (two, NULL), g_bytes_get_size (two), "[{\"a\":1},{}]", 12);
}

static void
test_gzip (void)
{
  static const gsize sizes[] = { 0, 1, 1000, 16 * 1024, 16 * 1024 + 1, 3000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;
      guint8 *random = g_malloc (sizes[i] + 1);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GBytes) packed = NULL;
      g_autoptr (GBytes) again = NULL;
      g_autoptr (GBytes) cut = NULL;
      g_autoptr (GBytes) longer = NULL;
      g_autoptr (GByteArray) array = g_byte_array_new ();

      for (gsize j = 0; j < sizes[i]; j++)
        random[j] = (guint8) (g_test_rand_int () & 7);
      bytes = g_bytes_new_take (random, sizes[i]);
      packed = enr_gzip (bytes);
      again = enr_gunzip (packed, sizes[i], &error);
      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (bytes, again));
      if (sizes[i] > 0)
        {
          g_assert_null (enr_gunzip (packed, sizes[i] - 1, &error));
          g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE);
          g_clear_error (&error);
        }
      cut = g_bytes_new_from_bytes (packed, 0, g_bytes_get_size (packed) - 1);
      g_assert_null (enr_gunzip (cut, sizes[i], &error));
      g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX);
      g_clear_error (&error);
      g_byte_array_append (array, g_bytes_get_data (packed, NULL),
                           (guint) g_bytes_get_size (packed));
      g_byte_array_append (array, (const guint8 *) "x", 1);
      longer = g_bytes_new (array->data, array->len);
      g_assert_null (enr_gunzip (longer, sizes[i], &error));
      g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX);
    }
}

/* A thousandfold: little sent, much unpacked. It must stop at the limit. */
static void
test_bomb (void)
{
  g_autoptr (GError) error = NULL;
  gsize size = 512 * 1024 * 1024;
  GBytes *zeros = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr (GBytes) packed = enr_gzip (zeros);
  gint64 start;

  g_bytes_unref (zeros);
  g_assert_cmpuint (g_bytes_get_size (packed), <, 4 * 1024 * 1024);
  start = g_get_monotonic_time ();
  g_assert_null (enr_gunzip (packed, ENR_BATCH_INFLATE_LIMIT, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SIZE);
  g_test_message ("%" G_GINT64_FORMAT " µs", g_get_monotonic_time () - start);
  g_assert_null (enr_gunzip (packed, 0, NULL));
}

static void
test_not_gzip (void)
{
  static const char *const texts[] = { "", "[]", "<html>", "\x1f\x8b", "\x1f\x8b\x08" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));

      g_assert_null (enr_gunzip (bytes, 100, &error));
      g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX);
    }
}

static void
test_digest (void)
{
  /* RFC 9530, appendix D: {"hello": "world"} and a new line */
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"hello\": \"world\"}\n", 19);
  g_autofree char *header = enr_content_digest (body);
  static const char sha256[] = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
  static const char sha512[]
      = "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/"
        "WkppmM44T3qg==:";
  g_autofree char *both = g_strconcat (sha512, ", ", sha256, NULL);
  g_autofree char *unknown = g_strconcat ("unixsum=:AAA=:, ", sha256, NULL);
  g_autofree char *one_wrong = g_strconcat (sha512, ", sha-256=:AAAA:", NULL);

  g_assert_cmpstr (header, ==, sha256);
  g_assert_true (enr_content_digest_matches (sha256, body));
  g_assert_true (enr_content_digest_matches (sha512, body));
  g_assert_true (enr_content_digest_matches (both, body));
  g_assert_true (enr_content_digest_matches (unknown, body));
  g_assert_false (enr_content_digest_matches (one_wrong, body));
  g_assert_false (enr_content_digest_matches (NULL, body));
  g_assert_false (enr_content_digest_matches ("", body));
  g_assert_false (enr_content_digest_matches ("unixsum=:AAA=:", body));
  g_assert_false (enr_content_digest_matches ("sha-256=", body));
  g_assert_false (enr_content_digest_matches ("sha-256=::", body));
  g_assert_false (
      enr_content_digest_matches ("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=", body));
  g_assert_false (
      enr_content_digest_matches ("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDh=:", body));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/batch/split", test_split);
  g_test_add_func ("/wire/batch/split-limits", test_split_limits);
  g_test_add_func ("/wire/batch/split-random", test_split_random);
  g_test_add_func ("/wire/batch/join", test_join);
  g_test_add_func ("/wire/batch/gzip", test_gzip);
  g_test_add_func ("/wire/batch/bomb", test_bomb);
  g_test_add_func ("/wire/batch/not-gzip", test_not_gzip);
  g_test_add_func ("/wire/batch/digest", test_digest);
  return g_test_run ();
}
