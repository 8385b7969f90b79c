/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reading CSV: rows, encodings, what is refused and its limits, and any bytes at all. Writing is in
 * test-csv-write.c.
 */
#include "config.h"
#include "base/csv.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/text.h"

/* A string constant with its NUL bytes and without the one at its end. */
#define BYTES(text) (text), sizeof (text) - 1

static EnrCsv *
read_bytes (const char *data,
            gsize length)
{
  g_autoptr (GError) error = NULL;
  EnrCsv *csv = enr_csv_read_data ("t.csv", data, length, ENR_ENCODING_AUTO, &error);

  g_assert_no_error (error);
  g_assert_nonnull (csv);

  return csv;
}

/* The rows as one text: fields in [], rows with their line. */
static char *
dump (const EnrCsv *csv)
{
  GString *out = g_string_new (NULL);

  for (guint row = 0; row < enr_csv_rows (csv); row++)
    {
      g_string_append_printf (out, "%u", enr_csv_line (csv, row));
      for (guint column = 0; column < enr_csv_columns (csv, row); column++)
        g_string_append_printf (out, "[%s]", enr_csv_field (csv, row, column));
      g_string_append_c (out, ' ');
    }

  return g_string_free (out, FALSE);
}

static void
assert_fails (const char *data,
              gsize length,
              EnrEncoding encoding,
              EnrCsvError code,
              const char *begins)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (enr_csv_read_data ("t.csv", data, length, encoding, &error));
  g_assert_error (error, ENR_CSV_ERROR, (int) code);
  if (!g_str_has_prefix (error->message, begins))
    g_error ("\"%s\" does not begin with \"%s\"", error->message, begins);

  g_assert_null (enr_csv_read_data ("t.csv", data, length, encoding, NULL));
}

static void
test_rows (void)
{
  static const struct { const char *data, *expected; } table[] = {
    { "a", "1[a] " },
    { "a,b\n", "1[a][b] " },
    { "a,b\n1,2\n", "1[a][b] 2[1][2] " },
    { "a,b\r\n1,2\r\n", "1[a][b] 2[1][2] " },
    { "a,b\r1,2\r", "1[a][b] 2[1][2] " },
    { "a,b\n1,2", "1[a][b] 2[1][2] " },
    { "a,b\n1,", "1[a][b] 2[1][] " },
    { "a,b\n,", "1[a][b] 2[][] " },
    { "a,b\n,,\n", "1[a][b] 2[][][] " },
    { "a,b\n\n1,2\n", "1[a][b] 2[] 3[1][2] " },
    { "a,b\r\n\r\n1,2\r\n", "1[a][b] 2[] 3[1][2] " },
    { "a,b\r\r1,2", "1[a][b] 2[] 3[1][2] " },
    { "a,b\n\r1,2", "1[a][b] 2[] 3[1][2] " },
    { "\n", "1[] " },
    { "\r\n", "1[] " },
    { "\n\na,b", "1[] 2[] 3[a][b] " },
    { ",", "1[][] " },
    { "\"\"", "1[] " },
    { "\"\",\"\"\n", "1[][] " },
    { "\"a\",\"b\"\n\"1\",\"2\"\n", "1[a][b] 2[1][2] " },
    { "\"a,b\",c\n", "1[a,b][c] " },
    { "\"a\"\"b\",c", "1[a\"b][c] " },
    { "\"\"\"\"", "1[\"] " },
    { "\"\"\"\"\"\",x", "1[\"\"][x] " },
    { "\"a\nb\",c\nd,e", "1[a\nb][c] 3[d][e] " },
    { "\"a\r\nb\r\nc\",d\r\ne,f", "1[a\r\nb\r\nc][d] 4[e][f] " },
    { "\"a\rb\",c\rd,e", "1[a\rb][c] 3[d][e] " },
    { "\"a\r\",c\nd,e", "1[a\r][c] 3[d][e] " },
    { "\"\r\n\r\n\",x\ny,z", "1[\r\n\r\n][x] 4[y][z] " },
    { "\"a\" ,b", "1[a][b] " },
    { "\"a\"\t,b\n\"c\" \n", "1[a][b] 2[c] " },
    { "\"a\" ", "1[a] " },
    { " \"a\",b", "1[ \"a\"][b] " },
    { "5\" pipe,b", "1[5\" pipe][b] " },
    { "a\"b\"c,d\"", "1[a\"b\"c][d\"] " },
    { "a,b\"\n\"c\",d", "1[a][b\"] 2[c][d] " },
    { " a , b ", "1[ a ][ b ] " },
    /* The separator. */
    { "a\tb\n1\t2,3", "1[a][b] 2[1][2,3] " },
    { "a;b\n1;2,3", "1[a][b] 2[1][2,3] " },
    { "a,b;c\n", "1[a][b;c] " },
    { "a;b,c;d\n", "1[a][b,c][d] " },
    { "a\tb,c;d\n", "1[a\tb][c;d] " },
    { "a\tb;c\n", "1[a][b;c] " },
    { "\"a;b;c\",d\n", "1[a;b;c][d] " },
    { "\"a;\"\"b;c\",d\n", "1[a;\"b;c][d] " },
    { "x\";y;z\",d,e,f\n", "1[x\";y;z\"][d][e][f] " },
    { "園児名簿\n氏名\t生年月日\n", "1[園児名簿] 2[氏名][生年月日] " },
    { "\n\na;b\n", "1[] 2[] 3[a][b] " },
    { "a\nb;c;d\n", "1[a] 2[b][c][d] " },
    { "\"a\" \tb\tc\n", "1[a][b][c] " },
    { "\t\t\n", "1[][][] " },
    /* Ctrl+Z of old programs. */
    { "a,b\n1,2\n\x1a", "1[a][b] 2[1][2] " },
    { "a,\x1a" "b\n", "1[a][\x1a" "b] " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (EnrCsv) csv = read_bytes (table[i].data, strlen (table[i].data));
      g_autofree char *found = dump (csv);
      g_autofree char *escaped = g_strescape (table[i].data, NULL);

      g_test_message ("%s", escaped);
      g_assert_cmpstr (found, ==, table[i].expected);
    }
}

static void
test_access (void)
{
  g_autoptr (EnrCsv) csv = read_bytes (BYTES ("a,b\n　, \t\n1\n\xef\xbb\xbf,x\n"));

  g_assert_cmpstr (enr_csv_get_name (csv), ==, "t.csv");
  g_assert_cmpint (enr_csv_get_encoding (csv), ==, ENR_ENCODING_UTF8);
  g_assert_cmpuint (enr_csv_rows (csv), ==, 4);
  g_assert_cmpuint (enr_csv_columns (csv, 0), ==, 2);
  g_assert_cmpuint (enr_csv_columns (csv, 2), ==, 1);
  g_assert_cmpstr (enr_csv_field (csv, 2, 0), ==, "1");
  g_assert_cmpstr (enr_csv_field (csv, 2, 1), ==, "");
  g_assert_cmpstr (enr_csv_field (csv, 2, G_MAXUINT), ==, "");
  g_assert_false (enr_csv_row_is_blank (csv, 0));
  g_assert_true (enr_csv_row_is_blank (csv, 1));
  g_assert_false (enr_csv_row_is_blank (csv, 2));
  g_assert_false (enr_csv_row_is_blank (csv, 3));

  enr_csv_free (NULL);
}

static void
test_encodings (void)
{
  static const struct {
    const char *data;
    gsize       length;
    EnrEncoding asked;
    EnrEncoding found;
    const char *expected;
  } table[] = {
    { BYTES ("a,b\n"), ENR_ENCODING_AUTO, ENR_ENCODING_UTF8, "1[a][b] " },
    { BYTES ("a,b\n"), ENR_ENCODING_CP932, ENR_ENCODING_CP932, "1[a][b] " },
    { BYTES ("氏名,髙\n"), ENR_ENCODING_AUTO, ENR_ENCODING_UTF8, "1[氏名][髙] " },
    { BYTES ("氏名,\U00020bb7\n"), ENR_ENCODING_UTF8, ENR_ENCODING_UTF8, "1[氏名][\U00020bb7] " },
    { BYTES ("\xef\xbb\xbf" "氏名,b\n"), ENR_ENCODING_AUTO, ENR_ENCODING_UTF8, "1[氏名][b] " },
    { BYTES ("\xef\xbb\xbf\"氏,名\",b\n"), ENR_ENCODING_AUTO, ENR_ENCODING_UTF8, "1[氏,名][b] " },
    { BYTES ("\xef\xbb\xbf" "氏名,b\n"), ENR_ENCODING_CP932, ENR_ENCODING_UTF8, "1[氏名][b] " },
    /* 氏名, 髙 and 﨑 of Excel. */
    { BYTES ("\x8e\x81\x96\xbc,\xfb\xfc\xfa\xb1\r\n"), ENR_ENCODING_AUTO, ENR_ENCODING_CP932,
      "1[氏名][髙\ufa11] " },
    { BYTES ("\x8e\x81\x96\xbc,\xfb\xfc\xfa\xb1\r\n"), ENR_ENCODING_CP932, ENR_ENCODING_CP932,
      "1[氏名][髙\ufa11] " },
    /* A second byte that is a backslash (表) or a bar (ポ) in ASCII. */
    { BYTES ("\x95\x5c,\x83\x7c\n"), ENR_ENCODING_AUTO, ENR_ENCODING_CP932, "1[表][ポ] " },
    { BYTES ("\xd4\xcf\xc0\xde,\x81\x60\n"), ENR_ENCODING_CP932, ENR_ENCODING_CP932,
      "1[ﾔﾏﾀﾞ][～] " },
    { BYTES ("\xff\xfe" "a\0,\0B0\r\0\n\0c\0"), ENR_ENCODING_AUTO, ENR_ENCODING_UTF8,
      "1[a][あ] 2[c] " },
    { BYTES ("\xfe\xff\0a\0,0B\0\r\0\n\0c"), ENR_ENCODING_AUTO, ENR_ENCODING_UTF8,
      "1[a][あ] 2[c] " },
    { BYTES ("\xff\xfe\x42\xd8\xb7\xdf,\0x\0"), ENR_ENCODING_AUTO, ENR_ENCODING_UTF8,
      "1[\U00020bb7][x] " },
    { BYTES ("\xff\xfe" "a\0\t\0b\0"), ENR_ENCODING_CP932, ENR_ENCODING_UTF8, "1[a][b] " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EnrCsv) csv = NULL;
      g_autofree char *found = NULL;

      g_test_message ("%u", i);
      csv = enr_csv_read_data ("t.csv", table[i].data, table[i].length, table[i].asked, &error);
      g_assert_no_error (error);
      found = dump (csv);
      g_assert_cmpstr (found, ==, table[i].expected);
      g_assert_cmpint (enr_csv_get_encoding (csv), ==, table[i].found);
    }
}

static void
test_refused (void)
{
  static const struct {
    const char *data;
    gsize       length;
    EnrEncoding encoding;
    EnrCsvError code;
    const char *begins;
  } table[] = {
    { BYTES (""), ENR_ENCODING_AUTO, ENR_CSV_ERROR_EMPTY, "t.csv: " },
    { BYTES ("\xef\xbb\xbf"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_EMPTY, "t.csv: " },
    { BYTES ("\xff\xfe"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_EMPTY, "t.csv: " },
    { BYTES ("\x1a"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_EMPTY, "t.csv: " },
    { BYTES ("PK\3\4abc"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_NOT_CSV, "t.csv: " },
    { BYTES ("\xd0\xcf\x11\xe0\xa1\xb1"), ENR_ENCODING_CP932, ENR_CSV_ERROR_NOT_CSV, "t.csv: " },
    { BYTES ("%PDF-1.7\n"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_NOT_CSV, "t.csv: " },
    { BYTES ("a,b\n\0"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_NOT_CSV, "t.csv: " },
    { BYTES ("\0"), ENR_ENCODING_UTF8, ENR_CSV_ERROR_NOT_CSV, "t.csv: " },
    { BYTES ("a\0,\0b\0"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_NOT_CSV, "t.csv: " },
    { BYTES ("\xff\xfe" "a\0\0\0b\0"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_NOT_CSV, "t.csv: " },
    /* Quotes. */
    { BYTES ("\""), ENR_ENCODING_AUTO, ENR_CSV_ERROR_SYNTAX, "t.csv:1:1: " },
    { BYTES ("a,b\n1,\"2\n3\n4"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_SYNTAX, "t.csv:2:2: " },
    { BYTES ("a\r\n\"x\r\ny\",\"\"\"\r\n"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_SYNTAX,
      "t.csv:3:2: " },
    { BYTES ("a,\"b\"c\n"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_SYNTAX, "t.csv:1:2: " },
    { BYTES ("a\n\"b\n\" \"c\n"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_SYNTAX, "t.csv:3:1: " },
    /* Bytes. */
    { BYTES ("a\nb\n\xff"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_ENCODING, "t.csv:3: " },
    { BYTES ("a\r\nb\r\nc\x81"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_ENCODING, "t.csv:3: " },
    { BYTES ("a\rb\r\xff\r"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_ENCODING, "t.csv:3: " },
    { BYTES ("\xff"), ENR_ENCODING_CP932, ENR_CSV_ERROR_ENCODING, "t.csv:1: " },
    { BYTES ("a\n\x8e\x81"), ENR_ENCODING_UTF8, ENR_CSV_ERROR_ENCODING, "t.csv:2: " },
    { BYTES ("a\n\xe6\xb0"), ENR_ENCODING_UTF8, ENR_CSV_ERROR_ENCODING, "t.csv:2: " },
    { BYTES ("a\n\xed\xa0\x80"), ENR_ENCODING_UTF8, ENR_CSV_ERROR_ENCODING, "t.csv:2: " },
    /* UTF-8 with one bad byte in line 3: CP932 gives up in line 1, and is not meant. */
    { BYTES ("\xe9\xab\x99\nあい\nう\xff\n"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_ENCODING, "t.csv:3: " },
    { BYTES ("\xff\xfe" "a\0\n\0b"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_ENCODING, "t.csv:2: " },
    { BYTES ("\xff\xfe" "a\0\n\0\x42\xd8"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_ENCODING,
      "t.csv:2: " },
    { BYTES ("\xff\xfe" "a\0\xb7\xdf" "b\0"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_ENCODING,
      "t.csv:1: " },
    { BYTES ("\xff\xfe\x42\xd8" "b\0"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_ENCODING, "t.csv:1: " },
    { BYTES ("\xff\xfe" "a"), ENR_ENCODING_AUTO, ENR_CSV_ERROR_ENCODING, "t.csv:1: " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_test_message ("%u", i);
      assert_fails (table[i].data, table[i].length, table[i].encoding, table[i].code,
                    table[i].begins);
    }
}

static GString *
repeat (const char *piece,
        guint n)
{
  GString *out = g_string_sized_new (strlen (piece) * n + 1);

  while (n-- > 0)
    g_string_append (out, piece);

  return out;
}

static void
test_limits (void)
{
  g_autoptr (GString) field = repeat ("x", ENR_CSV_MAX_FIELD);
  g_autoptr (GString) quoted = g_string_new (NULL);
  g_autoptr (GString) columns = repeat (",", ENR_CSV_MAX_COLUMNS - 1);
  g_autoptr (GString) many_columns = repeat (",", 1000000);
  g_autoptr (GString) line = repeat ("0123456789", 2000000);
  g_autoptr (GString) lost_quote = g_string_new ("a,b\n1,\"");
  g_autoptr (GString) rows = repeat ("\n", ENR_CSV_MAX_ROWS);
  g_autoptr (EnrCsv) csv = NULL;

  /* As much as is allowed... */
  csv = read_bytes (field->str, field->len);
  g_assert_cmpuint (strlen (enr_csv_field (csv, 0, 0)), ==, ENR_CSV_MAX_FIELD);
  g_clear_pointer (&csv, enr_csv_free);

  g_string_append_printf (quoted, "\"%s\"", field->str);
  csv = read_bytes (quoted->str, quoted->len);
  g_assert_cmpuint (strlen (enr_csv_field (csv, 0, 0)), ==, ENR_CSV_MAX_FIELD);
  g_clear_pointer (&csv, enr_csv_free);

  csv = read_bytes (columns->str, columns->len);
  g_assert_cmpuint (enr_csv_columns (csv, 0), ==, ENR_CSV_MAX_COLUMNS);
  g_clear_pointer (&csv, enr_csv_free);

  csv = read_bytes (rows->str, rows->len);
  g_assert_cmpuint (enr_csv_rows (csv), ==, ENR_CSV_MAX_ROWS);
  g_assert_cmpuint (enr_csv_line (csv, ENR_CSV_MAX_ROWS - 1), ==, ENR_CSV_MAX_ROWS);
  g_clear_pointer (&csv, enr_csv_free);

  /* ... and one more. */
  g_string_append_c (field, 'x');
  assert_fails (field->str, field->len, ENR_ENCODING_AUTO, ENR_CSV_ERROR_TOO_LARGE, "t.csv:1:1: ");
  g_string_insert_c (quoted, 1, 'x');
  assert_fails (quoted->str, quoted->len, ENR_ENCODING_AUTO, ENR_CSV_ERROR_TOO_LARGE,
                "t.csv:1:1: ");
  g_string_append_c (columns, ',');
  assert_fails (columns->str, columns->len, ENR_ENCODING_AUTO, ENR_CSV_ERROR_TOO_LARGE,
                "t.csv:1:1001: ");
  g_string_append_c (rows, 'x');
  assert_fails (rows->str, rows->len, ENR_ENCODING_AUTO, ENR_CSV_ERROR_TOO_LARGE,
                "t.csv:2000001:1: ");

  /* And much more. */
  assert_fails (many_columns->str, many_columns->len, ENR_ENCODING_AUTO, ENR_CSV_ERROR_TOO_LARGE,
                "t.csv:1:1001: ");
  assert_fails (line->str, line->len, ENR_ENCODING_AUTO, ENR_CSV_ERROR_TOO_LARGE, "t.csv:1:1: ");
  g_string_append (lost_quote, line->str);
  assert_fails (lost_quote->str, lost_quote->len, ENR_ENCODING_AUTO, ENR_CSV_ERROR_TOO_LARGE,
                "t.csv:2:2: ");

  /* The length alone is enough: the data is not looked at. */
  assert_fails ("", (gsize) ENR_CSV_MAX_BYTES + 1, ENR_ENCODING_AUTO, ENR_CSV_ERROR_TOO_LARGE,
                "t.csv: ");
}

/* Rows within the limit for columns, and too many fields in all. */
static void
test_many_fields (void)
{
  g_autoptr (GString) row = repeat (",", ENR_CSV_MAX_COLUMNS - 2);
  g_autoptr (GString) data = NULL;

  g_string_append (row, ",\n");
  data = repeat (row->str, ENR_CSV_MAX_FIELDS / ENR_CSV_MAX_COLUMNS + 1);
  assert_fails (data->str, data->len, ENR_ENCODING_AUTO, ENR_CSV_ERROR_TOO_LARGE, "t.csv:33555:");
}

static void
test_wide_and_long (void)
{
  g_autoptr (GString) data = g_string_new (NULL);
  g_autoptr (EnrCsv) csv = NULL;

  for (int i = 0; i < 100000; i++)
    g_string_append_printf (data, "%d,\"山田, %d\",x,,,,,,,end\r\n", i, i);
  csv = read_bytes (data->str, data->len);

  g_assert_cmpuint (enr_csv_rows (csv), ==, 100000);
  for (guint i = 0; i < 100000; i += 7)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autofree char *name = g_strdup_printf ("山田, %u", i);

      g_assert_cmpuint (enr_csv_columns (csv, i), ==, 10);
      g_assert_cmpuint (enr_csv_line (csv, i), ==, i + 1);
      g_assert_cmpstr (enr_csv_field (csv, i, 0), ==, number);
      g_assert_cmpstr (enr_csv_field (csv, i, 1), ==, name);
      g_assert_cmpstr (enr_csv_field (csv, i, 9), ==, "end");
    }
}

/* Whatever the bytes are: an answer or an error, and each field valid UTF-8 within the limits. */
static void
check_any (const char *data,
           gsize length,
           EnrEncoding encoding,
           guint *n_read)
{
  /* A block of just this size, so that the address sanitizer sees one byte too many. */
  g_autofree char *copy = g_memdup2 (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCsv) csv = enr_csv_read_data ("t.csv", copy, length, encoding, &error);
  guint line = 0;

  if (csv == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (error->domain == ENR_CSV_ERROR);
      g_assert_true (g_str_has_prefix (error->message, "t.csv:"));
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpuint (enr_csv_rows (csv), >, 0);
  for (guint row = 0; row < enr_csv_rows (csv); row++)
    {
      gboolean blank = TRUE;

      g_assert_cmpuint (enr_csv_line (csv, row), >, line);
      line = enr_csv_line (csv, row);
      g_assert_cmpuint (enr_csv_columns (csv, row), >, 0);
      for (guint column = 0; column < enr_csv_columns (csv, row); column++)
        {
          const char *field = enr_csv_field (csv, row, column);

          g_assert_true (g_utf8_validate (field, -1, NULL));
          blank = blank && enr_text_is_blank (field);
        }
      g_assert_cmpint (enr_csv_row_is_blank (csv, row), ==, blank);
    }
  (*n_read)++;
}

static void
test_random_bytes (void)
{
  static const char signs[] = "\"\",;\t\r\n\n ax\x81\x5c\xe3\x81\x82\xff\xfe\xef\xbb\xbf\x1a'=";
  guint n_read = 0;

  for (int i = 0; i < 20000; i++)
    {
      char data[64];
      gsize length = (gsize) g_test_rand_int_range (0, sizeof data + 1);
      gboolean wild = g_test_rand_bit ();

      for (gsize k = 0; k < length; k++)
        data[k] = wild ? (char) g_test_rand_int_range (0, 256)
                       : signs[g_test_rand_int_range (0, sizeof signs - 1)];
      check_any (data, length, (EnrEncoding) g_test_rand_int_range (0, 3), &n_read);
    }
  g_assert_cmpuint (n_read, >, 100);
}

/* A good file, cut off at each byte and with each byte changed. */
static void
test_cut_and_changed (void)
{
  static const struct { const char *data; gsize length; } files[] = {
    { BYTES ("\xef\xbb\xbf" "氏名,\"ク\"\"ラ\r\nス\"\r\n\U00020bb7田,x\r\n") },
    { BYTES ("\x8e\x81\x96\xbc,\"\x83\x4e\"\"\x83\x89\r\n\"\r\n"
             "\xfb\xfc\xfa\xb1,\xd4\xcf\xc0\xde") },
    { BYTES ("\xff\xfe" "a\0,\0\"\0B0\"\0\r\0\n\0\x42\xd8\xb7\xdf,\0") },
  };
  guint n_read = 0;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      for (gsize n = 0; n <= files[i].length; n++)
        {
          for (int encoding = 0; encoding < 3; encoding++)
            check_any (files[i].data, n, (EnrEncoding) encoding, &n_read);
        }
      for (gsize n = 0; n < files[i].length; n++)
        {
          g_autofree char *changed = g_memdup2 (files[i].data, files[i].length);

          for (int byte = 0; byte < 256; byte++)
            {
              changed[n] = (char) byte;
              check_any (changed, files[i].length, ENR_ENCODING_AUTO, &n_read);
            }
        }
    }
  g_assert_cmpuint (n_read, >, 100);
}

static void
check_file_refused (const char *path,
                    EnrCsvError code,
                    const char *words)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", path);
  g_assert_null (enr_csv_read_file (path, ENR_ENCODING_AUTO, &error));
  g_assert_error (error, ENR_CSV_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("enroku-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "名簿.csv", NULL);
  g_autofree char *pipe_path = g_build_filename (folder, "pipe", NULL);
  g_autofree char *large = g_build_filename (folder, "large", NULL);
  g_autofree char *below = g_build_filename (path, "below", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrCsv) csv = NULL;

  g_assert_true (g_file_set_contents (path, "a,b\n\"1\",\"2\"", -1, NULL));
  csv = enr_csv_read_file (path, ENR_ENCODING_AUTO, &error);
  g_assert_no_error (error);
  found = dump (csv);
  g_assert_cmpstr (found, ==, "1[a][b] 2[1][2] ");
  g_assert_cmpstr (enr_csv_get_name (csv), ==, path);

  /* A file with a hole takes no room on the disk, and must take none in memory. */
  g_assert_true (g_file_set_contents (large, "a", 1, NULL));
  g_assert_cmpint (truncate (large, (off_t) ENR_CSV_MAX_BYTES + 1), ==, 0);
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);

  check_file_refused (missing, ENR_CSV_ERROR_READ, "no such file");
  check_file_refused (below, ENR_CSV_ERROR_READ, "no such file");
  check_file_refused (folder, ENR_CSV_ERROR_READ, "folder");
  check_file_refused (pipe_path, ENR_CSV_ERROR_READ, "device");
  check_file_refused ("/dev/zero", ENR_CSV_ERROR_READ, "device");
  check_file_refused (large, ENR_CSV_ERROR_TOO_LARGE, "256 MB");
  g_assert_cmpint (truncate (large, 0), ==, 0);
  check_file_refused (large, ENR_CSV_ERROR_EMPTY, "empty");

  g_unlink (path);
  g_unlink (pipe_path);
  g_unlink (large);
  g_rmdir (folder);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/csv/rows", test_rows);
  g_test_add_func ("/base/csv/access", test_access);
  g_test_add_func ("/base/csv/encodings", test_encodings);
  g_test_add_func ("/base/csv/refused", test_refused);
  g_test_add_func ("/base/csv/limits", test_limits);
  g_test_add_func ("/base/csv/many-fields", test_many_fields);
  g_test_add_func ("/base/csv/wide-and-long", test_wide_and_long);
  g_test_add_func ("/base/csv/random-bytes", test_random_bytes);
  g_test_add_func ("/base/csv/cut-and-changed", test_cut_and_changed);
  g_test_add_func ("/base/csv/file", test_file);

  return g_test_run ();
}
