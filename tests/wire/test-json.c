/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <string.h>

#include "wire/json.h"

#define GOOD -2

static void
test_forms (void)
{
  static const struct
  {
    const char *text;
    int lax;       /* GOOD, or the error */
    int canonical; /* of enr_json_read_canonical() */
  } cases[] = {
    { "{}", GOOD, GOOD },
    { "[]", GOOD, GOOD },
    { "\"園\"", GOOD, GOOD },
    { "0", GOOD, GOOD },
    { "-1", GOOD, GOOD },
    { "null", GOOD, GOOD },
    { "{\"a\":1,\"b\":{\"a\":[1,2,{}]},\"c\":\"x\"}", GOOD, GOOD },
    { "{\"a\":\"\\n\\\"\\\\\\u001F\\u0000\"}", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "{\"a\":\"\\n\\t\\r\\b\\f\\\"\\\\\\u001F\"}", GOOD, GOOD },
    { "{\"a\":\"\\u001f\"}", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "{\"a\":\"\\u000A\"}", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "{\"a\":\"\\/\"}", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "{\"a\":\"\\u0041\"}", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "{\"a\":\"\\u3042\"}", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "{\"b\":1,\"a\":1}", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "{\"aa\":1,\"a\":1}", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "{\"a\":1,\"aa\":1}", GOOD, GOOD },
    { "{\"Z\":1,\"a\":1,\"あ\":1}", GOOD, GOOD },
    { "{\"あ\":1,\"a\":1}", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "{\"a\\\"\":1,\"b\":1}", GOOD, GOOD },
    { "{\"b\":1,\"a\\\"\":1}", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "{\"a\":{\"b\":1},\"a2\":{\"a\":1}}", GOOD, GOOD },
    { "[{\"b\":1},{\"a\":1}]", GOOD, GOOD },
    { "{\"a\":[\"c\",\"b\"]}", GOOD, GOOD },
    { "{\"a\":1,\"a\":1}", ENR_WIRE_ERROR_CANONICAL, ENR_WIRE_ERROR_CANONICAL },
    { "{\"a\":1,\"\\u0061\":2}", ENR_WIRE_ERROR_CANONICAL, ENR_WIRE_ERROR_CANONICAL },
    { "{ }", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "[1, 2]", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "[1]\n", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "\t[1]", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "-0", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "[-0]", GOOD, ENR_WIRE_ERROR_CANONICAL },
    { "1.0", ENR_WIRE_ERROR_NUMBER, ENR_WIRE_ERROR_NUMBER },
    { "[1e2]", ENR_WIRE_ERROR_NUMBER, ENR_WIRE_ERROR_NUMBER },
    { "[1E2]", ENR_WIRE_ERROR_NUMBER, ENR_WIRE_ERROR_NUMBER },
    { "[1e999]", ENR_WIRE_ERROR_NUMBER, ENR_WIRE_ERROR_NUMBER },
    { "9223372036854775807", GOOD, GOOD },
    { "-9223372036854775808", GOOD, GOOD },
    { "9223372036854775808", ENR_WIRE_ERROR_NUMBER, ENR_WIRE_ERROR_NUMBER },
    { "[99999999999999999999999999999999999999]", ENR_WIRE_ERROR_NUMBER, ENR_WIRE_ERROR_NUMBER },
    { "01", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "+1", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "NaN", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "{", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "}", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "[1,]", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "{}{}", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "{\"a\":1}x", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "\"abc", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "\"abc\\", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "\"\\u12", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "\"\\ud800\"", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "\"\xff\"", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "\"\xc0\x80\"", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "\"\xed\xa0\x80\"", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "\xef\xbb\xbf{}", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "\"a\nb\"", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
    { "<html>", ENR_WIRE_ERROR_SYNTAX, ENR_WIRE_ERROR_SYNTAX },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].text);

      for (int canonical = 0; canonical < 2; canonical++)
        {
          g_autoptr (GError) error = NULL;
          int want = canonical ? cases[i].canonical : cases[i].lax;
          g_autoptr (json_t) value = canonical
                                         ? enr_json_read_canonical (cases[i].text, length, &error)
                                         : enr_json_read (cases[i].text, length, &error);

          if (want == GOOD && error != NULL)
            g_error ("%s: %s", cases[i].text, error->message);
          if (want != GOOD && !g_error_matches (error, ENR_WIRE_ERROR, want))
            g_error ("%s (%d): %s", cases[i].text, canonical,
                     error != NULL ? error->message : "taken");
          g_assert_true ((value != NULL) == (want == GOOD));
        }
    }
}

static void
test_nul (void)
{
  static const char raw[] = "{\"a\":\"x\0y\"}";
  static const char behind[] = "{}\0";
  g_autoptr (GError) error = NULL;

  g_assert_null (enr_json_read (raw, sizeof raw - 1, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_null (enr_json_read (behind, sizeof behind - 1, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX);
}

static char *
nested (gsize depth, const char *open, const char *close)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < depth; i++)
    g_string_append (text, open);
  g_string_append (text, "1");
  for (gsize i = 0; i < depth; i++)
    g_string_append (text, close);
  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  static const struct
  {
    gsize depth;
    gboolean is_right;
  } cases[] = {
    { 1, TRUE }, { ENR_WIRE_DEPTH, TRUE }, { ENR_WIRE_DEPTH + 1, FALSE }, { 1000000, FALSE }
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    for (int object = 0; object < 2; object++)
      {
        g_autoptr (GError) error = NULL;
        g_autofree char *text
            = object ? nested (cases[i].depth, "{\"a\":", "}") : nested (cases[i].depth, "[", "]");
        g_autoptr (json_t) value = enr_json_read_canonical (text, strlen (text), &error);

        if (cases[i].is_right)
          g_assert_no_error (error);
        else
          g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_DEPTH);
      }
  /* brackets in a text are no depth */
  {
    g_autofree char *text = g_strdup ("\"[[[[[[[[[[[[[[[[[[[[[[{{{{{{{{{{\"");
    g_autoptr (json_t) value = enr_json_read_canonical (text, strlen (text), NULL);

    g_assert_nonnull (value);
  }
}

static json_t *
random_value (int depth)
{
  static const char *const texts[]
      = { "", "a", "園", "\"", "\\", "\n", "\x01", "\x1f", "\x7f", "/", "😀", "a\tb", "é" };
  int kind = g_test_rand_int_range (0, depth > 4 ? 4 : 6);

  switch (kind)
    {
    case 0:
      return json_integer (
          (gint64) (((guint64) (guint32) g_test_rand_int () << 32) ^ (guint32) g_test_rand_int ()));
    case 1:
      return json_string (texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))]);
    case 2:
      return json_boolean (g_test_rand_bit ());
    case 3:
      return json_null ();
    case 4:
      {
        json_t *array = json_array ();

        for (int n = g_test_rand_int_range (0, 5); n > 0; n--)
          json_array_append_new (array, random_value (depth + 1));
        return array;
      }
    default:
      {
        json_t *object = json_object ();

        for (int n = g_test_rand_int_range (0, 6); n > 0; n--)
          {
            g_autofree char *key
                = g_strconcat (texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))],
                               texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))], NULL);

            json_object_set_new (object, key, random_value (depth + 1));
          }
        return object;
      }
    }
}

/* What is written reads as the one form, with the same meaning and the same bytes; and any byte of
 * it that is altered is refused, or is another meaning that has these bytes as its own one form. */
static void
test_round_trip (void)
{
  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (json_t) value = random_value (0);
      g_autoptr (GBytes) bytes = enr_json_write (value);
      g_autoptr (json_t) again = enr_json_read_canonical (g_bytes_get_data (bytes, NULL),
                                                          g_bytes_get_size (bytes), &error);
      g_autoptr (GBytes) copy = NULL;
      g_autoptr (json_t) altered = NULL;
      char *damaged;
      gsize at;

      g_assert_no_error (error);
      g_assert_true (json_equal (value, again));
      copy = enr_json_write (again);
      g_assert_true (g_bytes_equal (bytes, copy));

      damaged = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      at = (gsize) g_test_rand_int_range (0, (int) g_bytes_get_size (bytes));
      damaged[at] = (char) g_test_rand_int_range (1, 128);
      altered = enr_json_read_canonical (damaged, g_bytes_get_size (bytes), NULL);
      if (altered != NULL)
        {
          g_autoptr (GBytes) form = enr_json_write (altered);

          g_assert_cmpmem (damaged, g_bytes_get_size (bytes), g_bytes_get_data (form, NULL),
                           g_bytes_get_size (form));
        }
      g_free (damaged);
    }
}

static void
test_members (void)
{
  g_autoptr (json_t) object = json_pack ("{s:s, s:i, s:n}", "text", "園", "number", 7, "nothing");
  const char *key;
  json_t *value;
  void *iter = NULL;
  int n = 0;

  g_assert_cmpstr (enr_json_get_text (object, "text", "x"), ==, "園");
  g_assert_cmpstr (enr_json_get_text (object, "number", "x"), ==, "x");
  g_assert_cmpstr (enr_json_get_text (object, "none", NULL), ==, NULL);
  g_assert_cmpstr (enr_json_get_text (NULL, "none", "x"), ==, "x");
  g_assert_cmpint (enr_json_get_int (object, "number", 1), ==, 7);
  g_assert_cmpint (enr_json_get_int (object, "text", 1), ==, 1);
  while ((iter = enr_json_next (object, iter, &key, &value)) != NULL)
    {
      g_assert_true (json_object_get (object, key) == value);
      n++;
    }
  g_assert_cmpint (n, ==, 3);
  g_assert_null (enr_json_next (NULL, NULL, &key, &value));
}

/* What is written is jansson's compact form with the keys in order, sign by sign. */
static void
test_as_jansson (void)
{
  g_autoptr (json_t) root = json_object ();
  g_autofree char *all = g_malloc0 (0x80);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (json_t) again = NULL;
  g_autoptr (GError) error = NULL;
  char *text;

  for (int i = 1; i < 0x80; i++)
    all[i - 1] = (char) i;
  json_object_set_new (root, all, json_string (all));
  json_object_set_new (root, "園", json_pack ("[s, I, I, i, i, b, b, n]", "日本語 \xf0\xa9\xb8\xbd",
                                              (json_int_t) G_MAXINT64, (json_int_t) G_MININT64, 0,
                                              -7, 1, 0));
  json_object_set_new (root, "", json_pack ("[{}, [], s]", ""));
  for (int i = 40; i > 0; i--)
    {
      g_autofree char *key = g_strdup_printf ("k%d", i * 7 % 41);

      json_object_set_new (root, key, json_pack ("{s:i, s:i, s:i}", "b", i, "a", i, "aa", i));
    }

  text = json_dumps (root, JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY);
  bytes = enr_json_write (root);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
  free (text);
  again = enr_json_read_canonical (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  g_assert_true (json_equal (root, again));
}

static void
test_readable (void)
{
  g_autoptr (json_t) good = json_pack ("{s:[[i]]}", "a", 1);
  g_autoptr (json_t) nul = json_pack ("[o]", json_stringn ("a\0b", 3));
  g_autoptr (json_t) odd = json_pack ("[o]", json_string_nocheck ("\xff"));
  g_autoptr (json_t) real = json_pack ("[f]", 36.5);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  bytes = enr_json_write_readable (good, 3, &error);
  g_assert_no_error (error);
  g_assert_null (enr_json_write_readable (good, 2, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_DEPTH);
  g_clear_error (&error);
  g_assert_null (enr_json_write_readable (nul, 3, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_null (enr_json_write_readable (odd, 3, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX);
  g_clear_error (&error);
  g_assert_null (enr_json_write_readable (real, 3, &error));
  g_assert_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_NUMBER);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/json/forms", test_forms);
  g_test_add_func ("/wire/json/nul", test_nul);
  g_test_add_func ("/wire/json/depth", test_depth);
  g_test_add_func ("/wire/json/round-trip", test_round_trip);
  g_test_add_func ("/wire/json/members", test_members);
  g_test_add_func ("/wire/json/as-jansson", test_as_jansson);
  g_test_add_func ("/wire/json/readable", test_readable);
  return g_test_run ();
}
