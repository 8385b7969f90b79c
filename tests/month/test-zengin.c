/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The bank's file byte by byte, its letters, and answers that are not what they should be.
 */
#include "config.h"

#include "month/zengin.h"

#include <string.h>

#include "nursery/error.h"

#define RECORD ENR_ZENGIN_RECORD

static void
fill_account (EnrZenginAccount *account, const char *number)
{
  account->bank_code = g_strdup ("0184");
  account->bank_name = g_strdup ("ﾐﾔｻﾞｷ");
  account->branch_code = g_strdup ("012");
  account->branch_name = g_strdup ("ﾐﾅﾐ");
  account->kind = 1;
  account->number = g_strdup (number);
}

static EnrZenginFile *
make_file (guint n)
{
  EnrZenginFile *file = enr_zengin_file_new ();

  file->client_code = g_strdup ("0000012345");
  file->client_name = g_strdup ("ｻｸﾗﾎｲｸｴﾝ");
  file->month = 7;
  file->day = 27;
  fill_account (&file->account, "7654321");
  for (guint i = 0; i < n; i++)
    {
      EnrZenginRecord *record = enr_zengin_file_add (file);

      fill_account (&record->account, "0001234");
      record->holder = g_strdup ("ｱｵｷ ｱｻﾋ");
      record->amount = 1500 + i;
      record->new_code = i == 0;
      record->customer = g_strdup_printf ("%u", 42 + i);
    }
  return file;
}

static char *
write_file (const EnrZenginFile *file, gboolean with_line_breaks, gsize *length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = enr_zengin_file_write (file, with_line_breaks, &error);

  g_assert_no_error (error);
  return g_bytes_unref_to_data (g_steal_pointer (&bytes), length);
}

static void
assert_field (const char *bytes, guint record, guint at, const char *expected)
{
  g_assert_cmpmem (bytes + record * RECORD + at - 1, strlen (expected), expected,
                   strlen (expected));
}

/* Places count from 1, as in the banks' tables. */
static void
test_write (void)
{
  g_autoptr (EnrZenginFile) file = make_file (2);
  g_autofree char *bytes = NULL;
  g_autofree char *lines = NULL;
  gsize length, lines_length;

  bytes = write_file (file, FALSE, &length);
  g_assert_cmpuint (length, ==, 5 * RECORD);
  assert_field (bytes, 0, 1,
                "1910"
                "0000012345"
                "\xbb\xb8\xd7\xce\xb2\xb8\xb4\xdd  ");
  assert_field (bytes, 0, 55,
                "0727"
                "0184"
                "\xd0\xd4\xbb\xde\xb7          "
                "012");
  assert_field (bytes, 0, 96,
                "1"
                "7654321"
                "                 ");
  assert_field (bytes, 1, 1,
                "2"
                "0184"
                "\xd0\xd4\xbb\xde\xb7          "
                "012"
                "\xd0\xc5\xd0            "
                "    "
                "1"
                "0001234"
                "\xb1\xb5\xb7 \xb1\xbb\xcb  ");
  assert_field (bytes, 1, 81,
                "0000001500"
                "1"
                "00000000000000000042"
                "0"
                "        ");
  assert_field (bytes, 2, 81,
                "0000001501"
                "0"
                "00000000000000000043"
                "0");
  assert_field (bytes, 3, 1,
                "8"
                "000002"
                "000000003001"
                "000000"
                "000000000000"
                "000000"
                "000000000000"
                "   ");
  assert_field (bytes, 4, 1, "9        ");
  for (gsize i = 4 * RECORD + 1; i < length; i++)
    g_assert_cmpint (bytes[i], ==, ' ');

  lines = write_file (file, TRUE, &lines_length);
  g_assert_cmpuint (lines_length, ==, 5 * (RECORD + 2));
  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpmem (lines + i * (RECORD + 2), RECORD, bytes + i * RECORD, RECORD);
      g_assert_cmpmem (lines + i * (RECORD + 2) + RECORD, 2, "\r\n", 2);
    }
}

static void
assert_not_written (EnrZenginFile *file)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (enr_zengin_file_write (file, FALSE, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  enr_zengin_file_free (file);
}

static void
replace (char **value, const char *text)
{
  g_free (*value);
  *value = g_strdup (text);
}

static void
test_does_not_fit (void)
{
  EnrZenginFile *file;

#define WITH(action)                                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    EnrZenginRecord *record;                                                                       \
    file = make_file (1);                                                                          \
    record = &g_array_index (file->records, EnrZenginRecord, 0);                                   \
    action;                                                                                        \
    (void) record;                                                                                 \
    assert_not_written (file);                                                                     \
  }                                                                                                \
  G_STMT_END
  WITH (replace (&record->account.bank_code, "184"));
  WITH (replace (&record->account.bank_code, "01845"));
  WITH (replace (&record->account.branch_code, "12"));
  WITH (replace (&record->account.number, "123456"));
  WITH (replace (&record->account.number, "123456x"));
  WITH (replace (&record->account.bank_name, "ｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱ"));
  WITH (replace (&record->holder, "青木"));
  WITH (replace (&record->holder, "ｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱｱ"));
  WITH (replace (&record->customer, "123456789012345678901"));
  WITH (replace (&record->customer, ""));
  WITH (replace (&file->client_code, "12345"));
  WITH (record->amount = 0);
  WITH (record->amount = -1);
  WITH (record->amount = ENR_ZENGIN_AMOUNT_MAX + 1);
  WITH (record->account.kind = 10);
  WITH (g_array_set_size (file->records, 0));
#undef WITH
}

static void
test_letters (void)
{
  static const struct
  {
    const char *text;
    EnrZenginLetters letters;
    const char *expected; /* NULL: refused */
  } cases[] = {
    { "あおき あさひ", ENR_ZENGIN_PERSON, "ｱｵｷ ｱｻﾋ" },
    { "アオキ　アサヒ", ENR_ZENGIN_PERSON, "ｱｵｷ ｱｻﾋ" },
    { "ｱｵｷ ｱｻﾋ", ENR_ZENGIN_PERSON, "ｱｵｷ ｱｻﾋ" },
    { "がぎぐげござじずぜぞだぢづでどばびぶべぼ", ENR_ZENGIN_PERSON,
      "ｶﾞｷﾞｸﾞｹﾞｺﾞｻﾞｼﾞｽﾞｾﾞｿﾞﾀﾞﾁﾞﾂﾞﾃﾞﾄﾞﾊﾞﾋﾞﾌﾞﾍﾞﾎﾞ" },
    { "ぱぴぷぺぽヴ", ENR_ZENGIN_PERSON, "ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟｳﾞ" },
    { "か\u3099", ENR_ZENGIN_PERSON, "ｶﾞ" },
    { "キョウコ", ENR_ZENGIN_PERSON, "ｷﾖｳｺ" },
    { "しゅんぺい", ENR_ZENGIN_PERSON, "ｼﾕﾝﾍﾟｲ" },
    { "ぁぃぅぇぉっゃゅょゎ", ENR_ZENGIN_PERSON, "ｱｲｳｴｵﾂﾔﾕﾖﾜ" },
    { "ｧｯｬ", ENR_ZENGIN_PERSON, "ｱﾂﾔ" },
    { "わをん", ENR_ZENGIN_PERSON, NULL },
    { "ﾜｦ", ENR_ZENGIN_PERSON, NULL },
    { "ヰヱ", ENR_ZENGIN_PERSON, NULL },
    { "ローズ", ENR_ZENGIN_PERSON, "ﾛ-ｽﾞ" },
    { "ﾛｰｽﾞ", ENR_ZENGIN_PERSON, "ﾛ-ｽﾞ" },
    { "a‐b", ENR_ZENGIN_PERSON, "A-B" },
    { "フク）サクラホイクエン", ENR_ZENGIN_PERSON, "ﾌｸ)ｻｸﾗﾎｲｸｴﾝ" },
    { "(カ.", ENR_ZENGIN_PERSON, "(ｶ." },
    { "ＡＢＣ１２３", ENR_ZENGIN_PERSON, "ABC123" },
    { " アオキ ", ENR_ZENGIN_PERSON, "ｱｵｷ" },
    { "青木", ENR_ZENGIN_PERSON, NULL },
    { "ア,イ", ENR_ZENGIN_PERSON, NULL },
    { "ア、イ", ENR_ZENGIN_PERSON, NULL },
    { "ア・イ", ENR_ZENGIN_PERSON, NULL },
    { "ア/イ", ENR_ZENGIN_PERSON, NULL },
    { "ア\nイ", ENR_ZENGIN_PERSON, NULL },
    { "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん",
      ENR_ZENGIN_PERSON, "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ" },
    { "ミヤザキ", ENR_ZENGIN_BANK, "ﾐﾔｻﾞｷ" },
    { "ユ-シ-", ENR_ZENGIN_BANK, "ﾕ-ｼ-" },
    { "ミヤザキ ホンテン", ENR_ZENGIN_BANK, NULL },
    { "(ミヤザキ)", ENR_ZENGIN_BANK, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *written = enr_zengin_dup_kana (cases[i].text, cases[i].letters, &error);

      g_assert_cmpstr (written, ==, cases[i].expected);
      if (cases[i].expected == NULL)
        g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
    }
}

static void
put (char *bytes, guint record, guint at, const char *text)
{
  memcpy (bytes + record * RECORD + at - 1, text, strlen (text));
}

/* The first customer paid, the second had not enough. */
static char *
make_answer (gsize *length)
{
  g_autoptr (EnrZenginFile) file = make_file (2);
  char *bytes = write_file (file, FALSE, length);

  put (bytes, 2, 112, "1");
  put (bytes, 3, 20,
       "000001"
       "000000001500"
       "000001"
       "000000001501");
  return bytes;
}

static void
assert_refused (const char *bytes, gsize length, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (enr_zengin_file_read (bytes, length, &error));
  g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
  if (strstr (error->message, part) == NULL)
    g_error ("%s does not say %s", error->message, part);
}

static void
assert_read (const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrZenginFile) file = enr_zengin_file_read (bytes, length, &error);
  const EnrZenginRecord *record;

  g_assert_no_error (error);
  g_assert_cmpstr (file->client_code, ==, "0000012345");
  g_assert_cmpstr (file->client_name, ==, "ｻｸﾗﾎｲｸｴﾝ");
  g_assert_cmpint (file->month, ==, 7);
  g_assert_cmpint (file->day, ==, 27);
  g_assert_cmpuint (file->records->len, ==, 2);
  record = &g_array_index (file->records, EnrZenginRecord, 0);
  g_assert_cmpstr (record->holder, ==, "ｱｵｷ ｱｻﾋ");
  g_assert_cmpstr (record->customer, ==, "42");
  g_assert_cmpint (record->amount, ==, 1500);
  g_assert_cmpint (record->result, ==, '0');
  g_assert_cmpint (g_array_index (file->records, EnrZenginRecord, 1).result, ==, '1');
}

static void
test_read (void)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GString) unix_lines = g_string_new (NULL);
  gsize length;

  bytes = make_answer (&length);
  assert_read (bytes, length);
  for (guint i = 0; i < 5; i++)
    {
      g_string_append_len (lines, bytes + i * RECORD, RECORD);
      g_string_append (lines, "\r\n");
      g_string_append_len (unix_lines, bytes + i * RECORD, RECORD);
      g_string_append_c (unix_lines, '\n');
    }
  assert_read (lines->str, lines->len);
  assert_read (lines->str, lines->len - 2);
  assert_read (unix_lines->str, unix_lines->len);
  g_string_append_c (lines, 0x1a);
  assert_read (lines->str, lines->len);
  /* one line break is missing */
  g_string_erase (lines, RECORD * 2 + 2, 2);
  assert_refused (lines->str, lines->len, "120");
  /* the customer's number at the left */
  put (bytes, 1, 92, "42                  ");
  assert_read (bytes, length);
}

static void
test_refused (void)
{
  static const struct
  {
    guint record;
    guint at;
    const char *text;
    const char *part;
  } cases[] = {
    { 0, 1, "2", "Record 1" },
    { 0, 2, "21", "91" },
    { 0, 4, "1", "JIS" },
    { 0, 55, "1327", "day" },
    { 0, 55, "07x7", "digits" },
    { 1, 1, "8", "Record 2" },
    { 1, 81, "0000001400", "totals" },
    { 1, 81, " 000001500", "digits" },
    { 1, 92, "0000000000000000004A", "4A" },
    { 1, 92, "00000000000000000043", "twice" },
    { 1, 112, "1", "totals" },
    { 1, 112, "5", "result" },
    { 1, 112, " ", "result" },
    { 1, 51, "\x80", "letter" },
    { 3, 2, "000003", "totals" },
    { 3, 8, "000000003002", "totals" },
    { 3, 20, "000002", "drawn" },
    { 3, 20, "000000000000000000000000000000000000", "not the bank's answer" },
    { 4, 1, "2", "Record 5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bytes = NULL;
      gsize length;

      bytes = make_answer (&length);
      put (bytes, cases[i].record, cases[i].at, cases[i].text);
      assert_refused (bytes, length, cases[i].part);
    }
}

/* Cut off anywhere, and nothing at all. */
static void
test_cut_off (void)
{
  g_autofree char *bytes = NULL;
  gsize length;

  bytes = make_answer (&length);
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *part = g_memdup2 (bytes, i);
      g_autoptr (GError) error = NULL;

      g_assert_null (enr_zengin_file_read (part, i, &error));
      g_assert_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID);
    }
  assert_refused ("氏名,金額\r\n", 16, "120");
}

/* Any set of bills: what is written is what is read, and the totals are the sums. */
static void
test_property (void)
{
  for (guint round = 0; round < 200; round++)
    {
      guint n = (guint) g_test_rand_int_range (1, 40);
      g_autoptr (EnrZenginFile) file = make_file (n);
      g_autoptr (EnrZenginFile) read = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *bytes = NULL;
      g_autofree char *totals = NULL;
      gint64 total = 0, paid = 0;
      guint n_paid = 0;
      gsize length;

      for (guint i = 0; i < n; i++)
        {
          EnrZenginRecord *record = &g_array_index (file->records, EnrZenginRecord, i);

          record->amount = 1 + (gint64) (g_test_rand_double () * 9999999);
          total += record->amount;
        }
      bytes = write_file (file, FALSE, &length);
      totals = g_strdup_printf ("%06u%012d", n, (int) total);
      assert_field (bytes, n + 1, 2, totals);
      for (guint i = 0; i < n; i++)
        {
          char result[] = { "01234890"[g_test_rand_int_range (0, 8)], '\0' };

          put (bytes, i + 1, 112, result);
          if (result[0] == '0')
            {
              n_paid++;
              paid += g_array_index (file->records, EnrZenginRecord, i).amount;
            }
        }
      g_free (totals);
      totals = g_strdup_printf ("%06u%012d%06u%012d", n_paid, (int) paid, n - n_paid,
                                (int) (total - paid));
      put (bytes, n + 1, 20, totals);
      read = enr_zengin_file_read (bytes, length, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (read->records->len, ==, n);
      for (guint i = 0; i < n; i++)
        {
          const EnrZenginRecord *one = &g_array_index (file->records, EnrZenginRecord, i);
          const EnrZenginRecord *other = &g_array_index (read->records, EnrZenginRecord, i);

          g_assert_cmpint (one->amount, ==, other->amount);
          g_assert_cmpstr (one->customer, ==, other->customer);
          g_assert_cmpstr (one->account.number, ==, other->account.number);
          g_assert_cmpint (other->result, ==, bytes[(i + 1) * RECORD + 111]);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/zengin/write", test_write);
  g_test_add_func ("/zengin/does-not-fit", test_does_not_fit);
  g_test_add_func ("/zengin/letters", test_letters);
  g_test_add_func ("/zengin/read", test_read);
  g_test_add_func ("/zengin/refused", test_refused);
  g_test_add_func ("/zengin/cut-off", test_cut_off);
  g_test_add_func ("/zengin/property", test_property);

  return g_test_run ();
}
