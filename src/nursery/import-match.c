/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Which child of the records a row of a roster is.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/text.h"
#include "nursery/import-resolve.h"

static const char *
text_or_empty (const EnrChildCells *cells, guint field)
{
  return cells->text[field] != NULL ? cells->text[field] : "";
}

static gboolean
name_differs (const EnrChildCells *cells, const EnrChild *child)
{
  g_autofree char *cell = g_strconcat (text_or_empty (cells, ENR_FIELD_FAMILY_NAME),
                                       text_or_empty (cells, ENR_FIELD_GIVEN_NAME), NULL);
  g_autofree char *stored = g_strconcat (child->family_name, child->given_name, NULL);
  g_autofree char *cell_key = enr_text_search_key (cell);
  g_autofree char *stored_key = enr_text_search_key (stored);

  return *cell_key != '\0' && !enr_import_text_same (stored_key, cell_key);
}

static GPtrArray *
find_by_name (EnrResolver *self, const EnrChildCells *cells)
{
  g_autofree char *key = NULL;

  if (cells->birth_date == ENR_DATE_NONE || cells->text[ENR_FIELD_FAMILY_NAME] == NULL)
    return NULL;
  key = enr_child_name_key (cells->text[ENR_FIELD_FAMILY_NAME],
                            text_or_empty (cells, ENR_FIELD_GIVEN_NAME), cells->birth_date);
  return g_hash_table_lookup (self->records->by_name, key);
}

/* The record of a row; NULL for a new child, or with the row refused. */
EnrChildRecord *
enr_resolver_find_record (EnrResolver *self, const EnrChildCells *cells, EnrImportRow *row)
{
  const char *number = cells->text[ENR_FIELD_EXTERNAL_ID];
  GPtrArray *named = find_by_name (self, cells);
  EnrChildRecord *record = NULL;

  if (number != NULL)
    record = g_hash_table_lookup (self->records->by_external_id, number);
  if (record == NULL)
    {
      if (named != NULL && named->len > 1)
        enr_import_row_refuse (row, _ ("Two children of that name and birth date are recorded; the "
                                       "child's number is needed to tell them apart."));
      return named != NULL ? g_ptr_array_index (named, 0) : NULL;
    }

  if ((name_differs (cells, record->child) && cells->birth_date != ENR_DATE_NONE
       && cells->birth_date != record->child->birth_date)
      || (named != NULL && !g_ptr_array_find (named, record, NULL)))
    {
      g_autofree char *name = enr_child_dup_name (record->child);
      char buffer[ENR_DATE_ISO_LENGTH];

      /* Translators: a child's number, and the name and birth date of the child who has it */
      enr_import_row_refuse (row,
                             _ ("The number %s belongs to another child already: %s, born %s."),
                             number, name, enr_date_iso (record->child->birth_date, buffer));
    }
  return record;
}

/* Two rows with one number, two rows that are one child. */
void
enr_resolver_check_repeats (EnrResolver *self,
                            const EnrChildCells *cells,
                            EnrChildRecord *record,
                            EnrImportRow *row)
{
  const char *number = cells->text[ENR_FIELD_EXTERNAL_ID];
  guint line = number != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->number_lines, number))
                              : cells->line;

  if (line != cells->line)
    enr_import_row_refuse (row, _ ("The number %s is on line %u already."), number, line);
  else if (record != NULL && record->line != 0)
    enr_import_row_refuse (row, _ ("This is the same child as on line %u."), record->line);
  else if (record == NULL && cells->text[ENR_FIELD_FAMILY_NAME] != NULL)
    {
      char *key
          = enr_child_name_key (cells->text[ENR_FIELD_FAMILY_NAME],
                                text_or_empty (cells, ENR_FIELD_GIVEN_NAME), cells->birth_date);

      line = GPOINTER_TO_UINT (g_hash_table_lookup (self->new_names, key));
      if (line != 0)
        enr_import_row_refuse (row, _ ("This is the same child as on line %u."), line);
      if (line != 0)
        g_free (key);
      else
        g_hash_table_insert (self->new_names, key, GUINT_TO_POINTER (cells->line));
    }
  if (record != NULL && record->line == 0)
    record->line = cells->line;
}
