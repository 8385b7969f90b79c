/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Letters, and writing. Reading is in zengin-read.c.
 */
#include "config.h"

#include "month/zengin.h"

#include <inttypes.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "month/zengin-private.h"
#include "nursery/error.h"

static const struct
{
  char code;
  const char *label;
  const char *japanese;
} results[] = {
  { '0', N_ ("Drawn"), "振替済" },
  { '1', N_ ("Not enough money in the account"), "資金不足" },
  { '2', N_ ("No such account"), "預金取引なし" },
  { '3', N_ ("Stopped by the account's holder"), "預金者の都合による振替停止" },
  { '4', N_ ("No order from the account's holder"), "預金口座振替依頼書なし" },
  { '8', N_ ("Stopped by the nursery"), "委託者の都合による振替停止" },
  { '9', N_ ("Not drawn for another reason"), "その他" },
};

const char *
enr_zengin_result_label (char code)
{
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (results[i].code == code)
      return _ (results[i].label);
  return NULL;
}

const char *
enr_zengin_result_label_japanese (char code)
{
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    if (results[i].code == code)
      return results[i].japanese;
  return NULL;
}

void
enr_zengin_account_clear (EnrZenginAccount *self)
{
  g_clear_pointer (&self->bank_code, g_free);
  g_clear_pointer (&self->bank_name, g_free);
  g_clear_pointer (&self->branch_code, g_free);
  g_clear_pointer (&self->branch_name, g_free);
  g_clear_pointer (&self->number, g_free);
}

static void
record_clear (gpointer data)
{
  EnrZenginRecord *record = data;

  enr_zengin_account_clear (&record->account);
  g_free (record->holder);
  g_free (record->customer);
}

EnrZenginFile *
enr_zengin_file_new (void)
{
  EnrZenginFile *self = g_new0 (EnrZenginFile, 1);

  self->records = g_array_new (FALSE, TRUE, sizeof (EnrZenginRecord));
  g_array_set_clear_func (self->records, record_clear);
  return self;
}

void
enr_zengin_file_free (EnrZenginFile *self)
{
  if (self == NULL)
    return;

  g_free (self->client_code);
  g_free (self->client_name);
  enr_zengin_account_clear (&self->account);
  g_array_unref (self->records);
  g_free (self);
}

EnrZenginRecord *
enr_zengin_file_add (EnrZenginFile *self)
{
  g_array_set_size (self->records, self->records->len + 1);
  return &g_array_index (self->records, EnrZenginRecord, self->records->len - 1);
}

/* Katakana from ァ (U+30A1) to ヴ (U+30F4), small ones as large ones; "" where there is none. */
static const char *const kana[] = {
  "ｱ",  "ｱ",  "ｲ", "ｲ",  "ｳ",  "ｳ",  "ｴ",  "ｴ",  "ｵ",  "ｵ",  "ｶ",  "ｶﾞ", "ｷ",  "ｷﾞ",
  "ｸ",  "ｸﾞ", "ｹ", "ｹﾞ", "ｺ",  "ｺﾞ", "ｻ",  "ｻﾞ", "ｼ",  "ｼﾞ", "ｽ",  "ｽﾞ", "ｾ",  "ｾﾞ",
  "ｿ",  "ｿﾞ", "ﾀ", "ﾀﾞ", "ﾁ",  "ﾁﾞ", "ﾂ",  "ﾂ",  "ﾂﾞ", "ﾃ",  "ﾃﾞ", "ﾄ",  "ﾄﾞ", "ﾅ",
  "ﾆ",  "ﾇ",  "ﾈ", "ﾉ",  "ﾊ",  "ﾊﾞ", "ﾊﾟ", "ﾋ",  "ﾋﾞ", "ﾋﾟ", "ﾌ",  "ﾌﾞ", "ﾌﾟ", "ﾍ",
  "ﾍﾞ", "ﾍﾟ", "ﾎ", "ﾎﾞ", "ﾎﾟ", "ﾏ",  "ﾐ",  "ﾑ",  "ﾒ",  "ﾓ",  "ﾔ",  "ﾔ",  "ﾕ",  "ﾕ",
  "ﾖ",  "ﾖ",  "ﾗ", "ﾘ",  "ﾙ",  "ﾚ",  "ﾛ",  "ﾜ",  "ﾜ",  "",   "",   "",   "ﾝ",  "ｳﾞ",
};
G_STATIC_ASSERT (G_N_ELEMENTS (kana) == 0x30f4 - 0x30a1 + 1);

/* The half-width small kana ｧ to ｯ, and ｰ. */
static const char *const small[] = { "ｱ", "ｲ", "ｳ", "ｴ", "ｵ", "ﾔ", "ﾕ", "ﾖ", "ﾂ", "-" };

static gboolean
append_ascii (GString *text, char c, EnrZenginLetters letters)
{
  c = g_ascii_toupper (c);
  if (!g_ascii_isalnum (c) && c != '-'
      && (letters == ENR_ZENGIN_BANK || strchr (" ().", c) == NULL))
    return FALSE;
  g_string_append_c (text, c);
  return TRUE;
}

static gboolean
append_letter (GString *text, gunichar c, EnrZenginLetters letters)
{
  if (c >= 0x3041 && c <= 0x3094) /* hiragana */
    c += 0x60;
  if (c >= 0x30a1 && c <= 0x30f4)
    {
      g_string_append (text, kana[c - 0x30a1]);
      return kana[c - 0x30a1][0] != '\0';
    }
  if (c >= 0xff67 && c <= 0xff70)
    {
      g_string_append (text, small[c - 0xff67]);
      return TRUE;
    }
  if (c >= 0xff71 && c <= 0xff9f)
    {
      g_string_append_unichar (text, c);
      return TRUE;
    }
  if (c == 0x3099 || c == 0x309b) /* voiced marks by themselves */
    c = 0xff9e;
  else if (c == 0x309a || c == 0x309c)
    c = 0xff9f;
  if (c == 0xff9e || c == 0xff9f)
    {
      g_string_append_unichar (text, c);
      return TRUE;
    }
  if (c >= 0xff01 && c <= 0xff5e) /* full-width ASCII */
    c -= 0xfee0;
  /* What people type for a dash or a long vowel. */
  if (c == 0x30fc || c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0x2014 || c == 0x2015
      || c == 0x2212)
    c = '-';
  if (c == 0x3000 || c == 0x00a0)
    c = ' ';
  return c >= 0x20 && c < 0x7f && append_ascii (text, (char) c, letters);
}

char *
enr_zengin_dup_kana (const char *text, EnrZenginLetters letters, GError **error)
{
  g_autoptr (GString) written = g_string_new (NULL);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *composed
      = g_utf8_normalize (g_strstrip (valid), -1, G_NORMALIZE_DEFAULT_COMPOSE);

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    if (!append_letter (written, g_utf8_get_char (p), letters))
      {
        char letter[7] = { 0 };

        g_unichar_to_utf8 (g_utf8_get_char (p), letter);
        g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                     /* Translators: a name, and a letter of it */
                     _ ("“%s”: “%s” cannot be written in a bank's file. It has kana (without ヲ), "
                        "capital letters and digits; in names of people also blanks, brackets, "
                        "hyphens and full stops."),
                     composed, letter);
        return NULL;
      }
  return g_string_free (g_steal_pointer (&written), FALSE);
}

/*
 * Writing. A field that does not fit is refused: half of a name is another name.
 */

typedef struct
{
  GString *bytes;
  GError *error;
} Writer;

static void
fail (Writer *self, const char *what, const char *value)
{
  if (self->error == NULL)
    g_set_error (&self->error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                 /* Translators: a field of the bank's file, and what is in it */
                 _ ("%s: “%s” does not fit into the bank's file."), what,
                 value != NULL ? value : "");
}

/* N: digits, at the right, noughts before them. */
static void
put_digits (Writer *self, const char *value, gsize width, const char *what)
{
  gsize length = value != NULL ? strlen (value) : 0;

  if (length == 0 || length > width || strspn (value, "0123456789") != length)
    fail (self, what, value);
  else
    {
      for (gsize i = length; i < width; i++)
        g_string_append_c (self->bytes, '0');
      g_string_append (self->bytes, value);
    }
}

static void
put_number (Writer *self, gint64 value, gsize width, const char *what)
{
  g_autofree char *digits = g_strdup_printf ("%" PRId64, value);

  put_digits (self, digits, width, what);
}

/* C: letters, at the left, blanks behind them. */
static void
put_letters (Writer *self, const char *value, gsize width, const char *what)
{
  gsize length = 0;

  for (const char *p = value; p != NULL && *p != '\0'; p = g_utf8_next_char (p), length++)
    {
      int byte = enr_zengin_byte (g_utf8_get_char (p));

      if (byte < 0 || length >= width)
        {
          fail (self, what, value);
          return;
        }
      g_string_append_c (self->bytes, (char) byte);
    }
  for (; length < width; length++)
    g_string_append_c (self->bytes, ' ');
}

static void
put_account_code (Writer *self, const char *value, gsize width, const char *what)
{
  /* Not filled up: a code that is too short is a mistake. */
  if (value == NULL || strlen (value) != width)
    fail (self, what, value);
  put_digits (self, value, width, what);
}

static void
put_bank (Writer *self, const EnrZenginAccount *account)
{
  put_account_code (self, account->bank_code, ENR_ZENGIN_BANK_CODE, _ ("The bank's number"));
  put_letters (self, account->bank_name, ENR_ZENGIN_BANK_NAME, _ ("The bank's name"));
  put_account_code (self, account->branch_code, ENR_ZENGIN_BRANCH_CODE, _ ("The branch's number"));
  put_letters (self, account->branch_name, ENR_ZENGIN_BANK_NAME, _ ("The branch's name"));
}

static void
put_account (Writer *self, const EnrZenginAccount *account)
{
  put_number (self, account->kind, 1, _ ("The kind of account"));
  put_account_code (self, account->number, ENR_ZENGIN_NUMBER, _ ("The account's number"));
}

static void
put_header (Writer *self, const EnrZenginFile *file)
{
  g_string_append (self->bytes, "1910"); /* header, 口座振替, JIS */
  put_account_code (self, file->client_code, ENR_ZENGIN_CLIENT_CODE, _ ("The client's number"));
  put_letters (self, file->client_name, ENR_ZENGIN_CLIENT_NAME, _ ("The client's name"));
  put_number (self, file->month, 2, _ ("The day of the transfer"));
  put_number (self, file->day, 2, _ ("The day of the transfer"));
  put_bank (self, &file->account);
  put_account (self, &file->account);
  put_letters (self, "", 17, "");
}

static void
put_record (Writer *self, const EnrZenginRecord *record)
{
  g_string_append_c (self->bytes, '2');
  put_bank (self, &record->account);
  put_letters (self, "", 4, "");
  put_account (self, &record->account);
  put_letters (self, record->holder, ENR_ZENGIN_HOLDER, _ ("The account's holder"));
  put_number (self, record->amount, 10, _ ("The amount"));
  put_number (self, record->new_code, 1, _ ("The mark of a new account"));
  put_digits (self, record->customer, ENR_ZENGIN_CUSTOMER, _ ("The customer's number"));
  g_string_append_c (self->bytes, '0');
  put_letters (self, "", 8, "");
  if (record->amount <= 0)
    fail (self, _ ("The amount"), record->customer);
}

static void
put_totals (Writer *self, const EnrZenginFile *file)
{
  gint64 total = 0;

  for (guint i = 0; i < file->records->len; i++)
    total += g_array_index (file->records, EnrZenginRecord, i).amount;
  g_string_append_c (self->bytes, '8');
  put_number (self, file->records->len, 6, _ ("The number of transfers"));
  put_number (self, total, 12, _ ("The total"));
  /* What was drawn and what was not is the bank's to fill in. */
  for (guint i = 0; i < 2; i++)
    {
      put_number (self, 0, 6, "");
      put_number (self, 0, 12, "");
    }
  put_letters (self, "", 65, "");
}

static void
end_record (Writer *self, gboolean with_line_breaks)
{
  if (self->error == NULL)
    g_assert (self->bytes->len % (ENR_ZENGIN_RECORD + (with_line_breaks ? 2 : 0))
              == (with_line_breaks ? ENR_ZENGIN_RECORD : 0));
  if (with_line_breaks)
    g_string_append (self->bytes, "\r\n");
}

GBytes *
enr_zengin_file_write (const EnrZenginFile *self, gboolean with_line_breaks, GError **error)
{
  Writer writer = { g_string_new (NULL), NULL };

  put_header (&writer, self);
  end_record (&writer, with_line_breaks);
  for (guint i = 0; i < self->records->len && writer.error == NULL; i++)
    {
      put_record (&writer, &g_array_index (self->records, EnrZenginRecord, i));
      end_record (&writer, with_line_breaks);
    }
  put_totals (&writer, self);
  end_record (&writer, with_line_breaks);
  g_string_append_c (writer.bytes, '9');
  put_letters (&writer, "", ENR_ZENGIN_RECORD - 1, "");
  end_record (&writer, with_line_breaks);
  if (self->records->len == 0 && writer.error == NULL)
    g_set_error_literal (&writer.error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                         _ ("There is nothing to draw."));
  if (writer.error != NULL)
    {
      g_propagate_error (error, writer.error);
      g_string_free (writer.bytes, TRUE);
      return NULL;
    }
  return g_string_free_to_bytes (writer.bytes);
}
