/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reading a bank's answer. Every digit counts, so nothing is guessed: what is not as it should be
 * is refused, with the number of its record.
 */
#include "config.h"

#include "month/zengin.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "month/zengin-private.h"
#include "nursery/error.h"

/* More than any nursery's; a mistaken file is not read to its end. */
#define RECORDS_MAX 100000

typedef struct
{
  const char *data;
  gsize length;
  gsize stride; /* from a record to the next */
  guint n;      /* records */
  guint record; /* the present one, from 0 */
  gsize at;     /* in it */
  GError *error;
} Reader;

typedef struct
{
  gint64 count;
  gint64 amount;
} Sum;

static gboolean G_GNUC_PRINTF (2, 3) fail (Reader *self, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list args;

  if (self->error != NULL)
    return FALSE;
  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  /* Translators: the number of a record of the bank's file, and what is wrong in it */
  g_set_error (&self->error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID, _ ("Record %u: %s"),
               self->record + 1, what);
  return FALSE;
}

static const char *
take (Reader *self, gsize width)
{
  const char *field = self->data + self->record * self->stride + self->at;

  self->at += width;
  return field;
}

static char *
take_digits (Reader *self, gsize width)
{
  const char *field = take (self, width);

  for (gsize i = 0; i < width; i++)
    if (!g_ascii_isdigit (field[i]))
      {
        fail (self, _ ("there is something else than digits at place %u."),
              (guint) (self->at - width + i + 1));
        return g_strdup ("");
      }
  return g_strndup (field, width);
}

static gint64
take_number (Reader *self, gsize width)
{
  g_autofree char *digits = take_digits (self, width);

  return g_ascii_strtoll (digits, NULL, 10);
}

static char *
take_letters (Reader *self, gsize width)
{
  const guint8 *field = (const guint8 *) take (self, width);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < width; i++)
    {
      gunichar letter = enr_zengin_letter (field[i]);

      if (letter == 0)
        {
          fail (self, _ ("there is a letter that no bank's file has at place %u."),
                (guint) (self->at - width + i + 1));
          return g_strdup ("");
        }
      g_string_append_unichar (text, letter);
    }
  return g_strchomp (g_string_free (g_steal_pointer (&text), FALSE));
}

/* Some programs write the customer's number at the left, as letters. */
static char *
take_customer (Reader *self)
{
  g_autofree char *letters = take_letters (self, ENR_ZENGIN_CUSTOMER);
  const char *digits = g_strstrip (letters);

  if (*digits == '\0' || digits[strspn (digits, "0123456789")] != '\0')
    {
      fail (self, _ ("“%s” is not a customer's number."), digits);
      return g_strdup ("");
    }
  while (*digits == '0')
    digits++;
  return g_strdup (digits);
}

static void
take_bank (Reader *self, EnrZenginAccount *account)
{
  account->bank_code = take_digits (self, ENR_ZENGIN_BANK_CODE);
  account->bank_name = take_letters (self, ENR_ZENGIN_BANK_NAME);
  account->branch_code = take_digits (self, ENR_ZENGIN_BRANCH_CODE);
  account->branch_name = take_letters (self, ENR_ZENGIN_BANK_NAME);
}

static void
take_account (Reader *self, EnrZenginAccount *account)
{
  account->kind = (int) take_number (self, 1);
  account->number = take_digits (self, ENR_ZENGIN_NUMBER);
}

/* Finds the length of lines, and how many there are. */
static gboolean
find_records (Reader *self)
{
  gsize length = self->length;

  /* An end of file of MS-DOS, and the last line's break. */
  if (length > 0 && self->data[length - 1] == 0x1a)
    length--;
  while (length > 0 && (self->data[length - 1] == '\n' || self->data[length - 1] == '\r'))
    length--;

  self->stride = ENR_ZENGIN_RECORD;
  if (length > ENR_ZENGIN_RECORD + 1 && self->data[ENR_ZENGIN_RECORD] == '\r'
      && self->data[ENR_ZENGIN_RECORD + 1] == '\n')
    self->stride += 2;
  else if (length > ENR_ZENGIN_RECORD && self->data[ENR_ZENGIN_RECORD] == '\n')
    self->stride += 1;
  if (length == 0 || (length + self->stride - ENR_ZENGIN_RECORD) % self->stride != 0
      || length / self->stride > RECORDS_MAX)
    {
      g_set_error (
          &self->error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
          _ ("This is not a file of bank transfers: its records are not all %d bytes long."),
          ENR_ZENGIN_RECORD);
      return FALSE;
    }
  self->n = (guint) ((length + self->stride - ENR_ZENGIN_RECORD) / self->stride);
  for (self->record = 0; self->record + 1 < self->n; self->record++)
    {
      const char *end = self->data + self->record * self->stride + ENR_ZENGIN_RECORD;

      if (memcmp (end, self->data + ENR_ZENGIN_RECORD, self->stride - ENR_ZENGIN_RECORD) != 0)
        return fail (self, _ ("it is not %d bytes long."), ENR_ZENGIN_RECORD);
    }
  return TRUE;
}

static gboolean
read_header (Reader *self, EnrZenginFile *file)
{
  const char *mark = take (self, 4);

  if (mark[0] != '1' || memcmp (mark + 1, "91", 2) != 0)
    return fail (self, _ ("this is not a file of account transfers (預金口座振替, 91)."));
  if (mark[3] != '0')
    return fail (self, _ ("the file is not written in JIS."));
  file->client_code = take_digits (self, ENR_ZENGIN_CLIENT_CODE);
  file->client_name = take_letters (self, ENR_ZENGIN_CLIENT_NAME);
  file->month = (int) take_number (self, 2);
  file->day = (int) take_number (self, 2);
  take_bank (self, &file->account);
  take_account (self, &file->account);
  if (file->month < 1 || file->month > 12 || file->day < 1 || file->day > 31)
    fail (self, _ ("the day of the transfer is none."));
  return self->error == NULL;
}

static gboolean
read_record (Reader *self, EnrZenginFile *file, GHashTable *customers, Sum sums[2])
{
  EnrZenginRecord *record = enr_zengin_file_add (file);

  take (self, 1);
  take_bank (self, &record->account);
  take (self, 4);
  take_account (self, &record->account);
  record->holder = take_letters (self, ENR_ZENGIN_HOLDER);
  record->amount = take_number (self, 10);
  record->new_code = (int) take_number (self, 1);
  record->customer = take_customer (self);
  record->result = *take (self, 1);
  if (enr_zengin_result_label (record->result) == NULL)
    return fail (self, _ ("“%c” is not a result of a transfer."),
                 g_ascii_isprint (record->result) ? record->result : '?');
  if (self->error == NULL && !g_hash_table_add (customers, g_strdup (record->customer)))
    return fail (self, _ ("customer %s is there twice."), record->customer);
  sums[record->result != '0'].count++;
  sums[record->result != '0'].amount += record->amount;
  return self->error == NULL;
}

static gboolean
read_totals (Reader *self, const Sum sums[2])
{
  Sum said[3]; /* in all, drawn, not drawn */
  const Sum found[3] = {
    { sums[0].count + sums[1].count, sums[0].amount + sums[1].amount },
    sums[0],
    sums[1],
  };

  take (self, 1);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      said[i].count = take_number (self, 6);
      said[i].amount = take_number (self, 12);
    }
  if (self->error != NULL)
    return FALSE;
  if (said[0].count != found[0].count || said[0].amount != found[0].amount)
    return fail (self, _ ("the totals are not those of the records."));
  if (said[0].count > 0 && said[1].count == 0 && said[2].count == 0)
    return fail (self, _ ("this is a file for the bank, and not the bank's answer."));
  for (guint i = 1; i < G_N_ELEMENTS (said); i++)
    if (said[i].count != found[i].count || said[i].amount != found[i].amount)
      return fail (self, _ ("the totals of what was drawn and what was not are not those of the "
                            "records."));
  return TRUE;
}

static gboolean
read_all (Reader *self, EnrZenginFile *file)
{
  g_autoptr (GHashTable) customers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Sum sums[2] = { 0 };
  char expected = '1';

  for (self->record = 0; self->record < self->n; self->record++)
    {
      char mark = self->data[self->record * self->stride];

      self->at = 0;
      if (mark != expected && !(expected == '2' && mark == '8'))
        return fail (self, _ ("a record of this kind does not belong here."));
      switch (mark)
        {
        case '1':
          if (!read_header (self, file))
            return FALSE;
          expected = '2';
          break;
        case '2':
          if (!read_record (self, file, customers, sums))
            return FALSE;
          break;
        case '8':
          if (!read_totals (self, sums))
            return FALSE;
          expected = '9';
          break;
        case '9':
        default:
          expected = '\0'; /* nothing comes behind the end */
          break;
        }
    }
  self->record--;
  return expected == '\0' || fail (self, _ ("the file is cut off behind it."));
}

EnrZenginFile *
enr_zengin_file_read (const char *data, gsize length, GError **error)
{
  g_autoptr (EnrZenginFile) file = enr_zengin_file_new ();
  Reader reader = { .data = data, .length = length };

  if (find_records (&reader) && read_all (&reader, file))
    return g_steal_pointer (&file);
  g_propagate_error (error, reader.error);
  return NULL;
}
