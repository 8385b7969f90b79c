/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Writing CSV: quotes, what a spreadsheet would take for a formula, CP932, and that all of it is read again
 * as it was written.
 */
#include "config.h"
#include "base/csv.h"

#include <string.h>

static void
assert_written (EnrEncoding encoding,
                const char *text,
                const char *expected,
                guint expected_replaced)
{
  g_autoptr (EnrCsvWriter) writer = enr_csv_writer_new (encoding);
  g_autoptr (GBytes) bytes = NULL;
  guint replaced = 99;
  gsize length;
  const char *data;

  enr_csv_writer_field (writer, text);
  bytes = enr_csv_writer_finish (writer, &replaced);
  g_assert_nonnull (bytes);
  data = g_bytes_get_data (bytes, &length);
  if (encoding != ENR_ENCODING_CP932)
    {
      g_assert_cmpuint (length, >=, 3);
      g_assert_cmpmem (data, 3, "\xef\xbb\xbf", 3);
      data += 3;
      length -= 3;
    }
  g_assert_cmpuint (length, >=, 2);
  g_assert_cmpmem (data + length - 2, 2, "\r\n", 2);
  g_assert_cmpmem (data, length - 2, expected, strlen (expected));
  g_assert_cmpuint (replaced, ==, expected_replaced);
}

static void
test_write (void)
{
  static const struct { const char *text, *expected; } table[] = {
    { NULL, "" }, { "", "" }, { "a", "a" }, { "山田", "山田" },
    { "a,b", "\"a,b\"" }, { "a;b", "\"a;b\"" }, { "a\tb", "\"a\tb\"" }, { "a\nb", "\"a\nb\"" },
    { "a\r\nb", "\"a\r\nb\"" }, { "a\"b", "\"a\"\"b\"" }, { "\"", "\"\"\"\"" }, { " a", "\" a\"" },
    { "a ", "\"a \"" }, { "a b", "a b" },
    { "=1+1", "'=1+1" }, { "@x", "'@x" }, { "+x", "'+x" }, { "-x", "'-x" }, { "-", "'-" },
    { "＝1", "'＝1" }, { "＋1", "'＋1" }, { "－1", "'－1" }, { "＠x", "'＠x" },
    { "\tx", "\"'\tx\"" }, { "\rx", "\"'\rx\"" }, { "\nx", "\"'\nx\"" },
    { "=a,b", "\"'=a,b\"" }, { "=\"x\"", "\"'=\"\"x\"\"\"" },
    { "-5", "-5" }, { "+5", "+5" }, { "-0.5", "-0.5" }, { "+81-90-1234-5678", "+81-90-1234-5678" },
    { "-5+2", "'-5+2" }, { "--5", "'--5" }, { "-.5", "'-.5" }, { "-5.", "'-5." },
    { "-1.2.3", "'-1.2.3" }, { "-1-2.5", "'-1-2.5" }, { "-5 ", "\"'-5 \"" }, { "+5A", "'+5A" },
    { "090-1234", "090-1234" }, { "1+1", "1+1" }, { "a=b", "a=b" },
    { "'", "'" }, { "'a", "'a" }, { "'=1", "''=1" }, { "''=1", "'''=1" }, { "'-5", "''-5" },
    { "a\xff", "a\ufffd" },
  };
  g_autoptr (EnrCsvWriter) writer = enr_csv_writer_new (ENR_ENCODING_UTF8);
  g_autoptr (GBytes) rows = NULL;
  g_autoptr (GBytes) nothing = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_test_message ("%u", i);
      assert_written (ENR_ENCODING_UTF8, table[i].text, table[i].expected, 0);
      assert_written (ENR_ENCODING_AUTO, table[i].text, table[i].expected, 0);
    }

  enr_csv_writer_field (writer, "a");
  enr_csv_writer_field (writer, NULL);
  enr_csv_writer_field (writer, "c");
  enr_csv_writer_end_row (writer);
  enr_csv_writer_end_row (writer);
  enr_csv_writer_field (writer, "");
  enr_csv_writer_field (writer, "");
  enr_csv_writer_end_row (writer);
  rows = enr_csv_writer_finish (writer, NULL);
  g_assert_cmpmem (g_bytes_get_data (rows, NULL), g_bytes_get_size (rows),
                   "\xef\xbb\xbf" "a,,c\r\n\r\n,\r\n", 14);
  nothing = enr_csv_writer_finish (writer, NULL);
  g_assert_cmpmem (g_bytes_get_data (nothing, NULL), g_bytes_get_size (nothing),
                   "\xef\xbb\xbf", 3);
  enr_csv_writer_free (NULL);
}

static void
test_write_cp932 (void)
{
  static const struct { const char *text, *expected; guint replaced; } table[] = {
    { "abc", "abc", 0 },
    { "氏名", "\x8e\x81\x96\xbc", 0 },
    { "表", "\x95\x5c", 0 },
    { "ﾔﾏﾀﾞ", "\xd4\xcf\xc0\xde", 0 },
    { "髙\ufa11", "\xfb\xfc\xfa\xb1", 0 },
    { "①㈱№", "\x87\x40\x87\x8a\x87\x82", 0 },
    { "\U00020bb7田", "\x81\xac\x93\x63", 1 },
    { "a\U00020bb7" "b\U0001f476", "a\x81\xac" "b\x81\xac", 2 },
    { "葛\U000e0100城", "\x8a\x8b\x8f\xe9", 1 },
    /* The signs of other systems, and those of Windows. */
    { "\u301c\uff5e", "\x81\x60\x81\x60", 0 },
    { "1\u2212\uff0d", "1\x81\x7c\x81\x7c", 0 },
    { "\u2016\u2225", "\x81\x61\x81\x61", 0 },
    { "\u2014\u2015", "\x81\x5c\x81\x5c", 0 },
    { "\xc2\xa5", "\x81\x8f", 0 },
    { "\\", "\\", 0 },
    { "\xc2\xa2\xc2\xa3\xc2\xac\xc2\xa6", "\x81\x91\x81\x92\x81\xca\xfa\x55", 0 },
    { "a\xc2\xa0" "b", "a b", 0 },
    { "Å", "\x81\xf0", 0 },
    { "か\u309a", "\x82\xa9\x81\x4b", 0 },
    { "é", "\x81\xac", 1 },
    { "한", "\x81\xac", 1 },
    { "a,氏", "\"a,\x8e\x81\"", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_test_message ("%u", i);
      assert_written (ENR_ENCODING_CP932, table[i].text, table[i].expected, table[i].replaced);
    }
}

/* Each character that is not counted as replaced is read again as itself, except for those signs
 * that CP932 has only in Windows' form. */
static void
test_cp932_round_trip (void)
{
  guint same = 0, other = 0;

  for (gunichar c = 0x20; c < 0x10000; c++)
    {
      g_autoptr (EnrCsvWriter) writer = enr_csv_writer_new (ENR_ENCODING_CP932);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (EnrCsv) csv = NULL;
      g_autoptr (GError) error = NULL;
      char text[8] = "x";
      guint replaced = 0;

      if (c >= 0xd800 && c <= 0xdfff)
        continue;

      text[1 + g_unichar_to_utf8 (c, text + 1)] = '\0';
      enr_csv_writer_field (writer, text);
      bytes = enr_csv_writer_finish (writer, &replaced);
      csv = enr_csv_read_data ("t.csv", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                               ENR_ENCODING_CP932, &error);
      g_assert_no_error (error);
      if (replaced > 0)
        continue;

      if (strcmp (enr_csv_field (csv, 0, 0), text) == 0)
        {
          same++;
        }
      else
        {
          g_test_message ("U+%04X is read as U+%04X", c,
                          g_utf8_get_char (enr_csv_field (csv, 0, 0) + 1));
          other++;
        }
    }

  /* JIS X 0208, NEC's and IBM's kanji, half-width kana, ASCII, and the user's own characters. */
  g_assert_cmpuint (same, >, 9000);
  g_assert_cmpuint (other, <, 32);
}

static char *
random_field (gboolean cp932)
{
  static const char *const pieces[] = {
    "a", "\"", ",", ";", "\t", "\n", "\r", "\r\n", " ", "'", "=", "+", "-", "@", "＝", "5", ".", "山",
    "髙", "ﾔ", "表", "\xef\xbb\xbf", "\x1a", "\U00020bb7", "é",
  };
  GString *out = g_string_new (NULL);
  int n_pieces = G_N_ELEMENTS (pieces) - (cp932 ? 4 : 0);
  int n = g_test_rand_int_range (0, 8);

  while (n-- > 0)
    g_string_append (out, pieces[g_test_rand_int_range (0, n_pieces)]);

  return g_string_free (out, FALSE);
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 5000; i++)
    {
      gboolean cp932 = g_test_rand_bit ();
      EnrEncoding encoding = cp932 ? ENR_ENCODING_CP932 : ENR_ENCODING_UTF8;
      g_autoptr (EnrCsvWriter) writer = enr_csv_writer_new (encoding);
      g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrCsv) csv = NULL;
      guint rows = (guint) g_test_rand_int_range (1, 5);
      guint columns = (guint) g_test_rand_int_range (1, 5);
      guint replaced = 0;

      for (guint row = 0; row < rows; row++)
        {
          for (guint column = 0; column < columns; column++)
            {
              char *field = random_field (cp932);

              g_ptr_array_add (fields, field);
              enr_csv_writer_field (writer, field);
            }
          enr_csv_writer_end_row (writer);
        }

      bytes = enr_csv_writer_finish (writer, &replaced);
      g_assert_cmpuint (replaced, ==, 0);
      csv = enr_csv_read_data ("t.csv", g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                               encoding, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (enr_csv_rows (csv), ==, rows);
      for (guint row = 0; row < rows; row++)
        {
          g_assert_cmpuint (enr_csv_columns (csv, row), ==, columns);
          for (guint column = 0; column < columns; column++)
            g_assert_cmpstr (enr_csv_undefuse (enr_csv_field (csv, row, column)), ==,
                             g_ptr_array_index (fields, row * columns + column));
        }
    }
}

static void
test_undefuse (void)
{
  static const struct { const char *text, *expected; } table[] = {
    { "", "" }, { "'", "'" }, { "''", "''" }, { "'a", "'a" }, { "'=1", "=1" }, { "''=1", "'=1" },
    { "'-5", "-5" }, { "'＝1", "＝1" }, { "'\tx", "\tx" }, { "=1", "=1" }, { "a'=1", "a'=1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpstr (enr_csv_undefuse (table[i].text), ==, table[i].expected);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/csv-write/write", test_write);
  g_test_add_func ("/base/csv-write/write-cp932", test_write_cp932);
  g_test_add_func ("/base/csv-write/cp932-round-trip", test_cp932_round_trip);
  g_test_add_func ("/base/csv-write/round-trip", test_round_trip);
  g_test_add_func ("/base/csv-write/undefuse", test_undefuse);

  return g_test_run ();
}
