/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/csv-rows.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"
#include "nursery/error.h"

void
enr_csv_rows_init (EnrCsvRows *self, const EnrCsv *csv)
{
  self->csv = csv;
  self->lines = g_string_new (NULL);
  self->n = 0;
}

void
enr_csv_rows_clear (EnrCsvRows *self)
{
  if (self->lines != NULL)
    g_string_free (self->lines, TRUE);
  self->lines = NULL;
}

gboolean
enr_csv_rows_find (const EnrCsvRows *self,
                   const char *const *headings,
                   guint n_headings,
                   guint *columns,
                   GError **error)
{
  for (guint field = 0; field < n_headings; field++)
    {
      columns[field] = G_MAXUINT;
      for (guint i = 0; i < enr_csv_columns (self->csv, 0); i++)
        {
          g_autofree char *heading = enr_text_tidy (enr_csv_field (self->csv, 0, i));

          if (strcmp (heading, headings[field]) == 0)
            columns[field] = i;
        }
    }
  if (columns[0] == G_MAXUINT)
    {
      g_autofree char *message
          /* Translators: a heading */
          = g_strdup_printf (_ ("There is no column “%s”."), headings[0]);

      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID, "%s:%u:1: %s",
                   enr_csv_get_name (self->csv), enr_csv_line (self->csv, 0), message);
      return FALSE;
    }
  return TRUE;
}

char *
enr_csv_rows_dup_cell (const EnrCsvRows *self, guint row, guint column)
{
  return column == G_MAXUINT
             ? g_strdup ("")
             : enr_text_tidy_lines (enr_csv_undefuse (enr_csv_field (self->csv, row, column)));
}

gboolean
enr_csv_rows_wrong (EnrCsvRows *self, guint row, guint column, const char *format, ...)
{
  va_list arguments;

  if (self->n++ >= ENR_CSV_ROWS_TOLD)
    return FALSE;
  g_string_append_printf (self->lines, "%s%s:%u:%u: ", self->n > 1 ? "\n" : "",
                          enr_csv_get_name (self->csv), enr_csv_line (self->csv, row), column + 1);
  va_start (arguments, format);
  g_string_append_vprintf (self->lines, format, arguments);
  va_end (arguments);
  return FALSE;
}

gboolean
enr_csv_rows_check (const EnrCsvRows *self, GError **error)
{
  guint more = self->n > ENR_CSV_ROWS_TOLD ? self->n - ENR_CSV_ROWS_TOLD : 0;
  g_autofree char *rest = NULL;

  if (self->n == 0)
    return TRUE;
  if (more > 0)
    rest = g_strdup_printf (ngettext ("%u more line is wrong.", "%u more lines are wrong.", more),
                            more);
  g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID, "%s%s%s", self->lines->str,
               rest != NULL ? "\n" : "", rest != NULL ? rest : "");
  return FALSE;
}
