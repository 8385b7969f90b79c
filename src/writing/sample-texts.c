/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/sample-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/csv.h"
#include "base/data.h"
#include "nursery/error.h"

#define FILE_NAME "sample/writings.csv"

typedef struct
{
  const char *title; /* of the event that it is about, "" for all without one of their own */
  const char *text;
  int age_first; /* -1 for all */
  int age_last;
  guint months; /* bit 0 is January */
} Text;

struct _EnrSampleTexts
{
  EnrCsv *csv;
  GHashTable *by_place; /* "KIND/KEY" -> GArray of Text */
};

void
enr_sample_texts_free (EnrSampleTexts *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_place);
  enr_csv_free (self->csv);
  g_free (self);
}

static guint
parse_months (const char *list)
{
  g_auto (GStrv) parts = g_strsplit (list, ";", 12);
  guint months = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    months |= 1u << (g_ascii_strtoull (parts[i], NULL, 10) + 11) % 12;
  return months != 0 ? months : ENR_ALL_MONTHS;
}

/* "4", "0-2", or nothing for all. */
static void
parse_ages (Text *text, const char *ages)
{
  const char *dash = strchr (ages, '-');

  text->age_first = *ages != '\0' ? (int) g_ascii_strtoll (ages, NULL, 10) : -1;
  text->age_last = dash != NULL ? (int) g_ascii_strtoll (dash + 1, NULL, 10) : text->age_first;
}

static void
take_row (EnrSampleTexts *self, guint row)
{
  g_autofree char *place
      = g_strjoin ("/", enr_csv_field (self->csv, row, 0), enr_csv_field (self->csv, row, 2), NULL);
  GArray *texts = g_hash_table_lookup (self->by_place, place);
  Text text = { .title = enr_csv_field (self->csv, row, 1),
                .text = enr_csv_field (self->csv, row, 5),
                .months = parse_months (enr_csv_field (self->csv, row, 4)) };

  parse_ages (&text, enr_csv_field (self->csv, row, 3));
  if (texts == NULL)
    {
      texts = g_array_new (FALSE, FALSE, sizeof (Text));
      g_hash_table_insert (self->by_place, g_steal_pointer (&place), texts);
    }
  g_array_append_val (texts, text);
}

EnrSampleTexts *
enr_sample_texts_load (GError **error)
{
  g_autoptr (EnrSampleTexts) self = g_new0 (EnrSampleTexts, 1);
  g_autofree char *path = enr_data_path (FILE_NAME);

  self->by_place
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  if (path == NULL)
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                   /* Translators: a file's name */
                   _ ("“%s” is missing: please install the program again."), FILE_NAME);
      return NULL;
    }
  self->csv = enr_csv_read_file (path, ENR_ENCODING_UTF8, error);
  if (self->csv == NULL)
    return NULL;
  for (guint row = 1; row < enr_csv_rows (self->csv); row++)
    take_row (self, row);
  return g_steal_pointer (&self);
}

static gboolean
fits (const Text *self, const char *title, int age, int month)
{
  return strcmp (self->title, title) == 0 && (self->months & 1u << (month - 1)) != 0
         && (age < 0 || self->age_first < 0 || (age >= self->age_first && age <= self->age_last));
}

static const char *
find_of_title (const GArray *texts, const char *title, int age, int month, guint turn)
{
  g_autoptr (GPtrArray) fitting = g_ptr_array_new ();

  for (guint i = 0; i < texts->len; i++)
    {
      const Text *text = &g_array_index (texts, Text, i);

      if (fits (text, title, age, month))
        g_ptr_array_add (fitting, (gpointer) text->text);
    }
  return fitting->len > 0 ? g_ptr_array_index (fitting, turn % fitting->len) : NULL;
}

const char *
enr_sample_texts_find (const EnrSampleTexts *self,
                       const char *kind,
                       const char *title,
                       const char *key,
                       int age,
                       int month,
                       guint turn)
{
  g_autofree char *place = g_strjoin ("/", kind, key, NULL);
  const GArray *texts = g_hash_table_lookup (self->by_place, place);
  const char *text = NULL;

  if (texts != NULL && *title != '\0')
    text = find_of_title (texts, title, age, month, turn);
  if (texts != NULL && text == NULL)
    text = find_of_title (texts, "", age, month, turn);
  return text;
}
