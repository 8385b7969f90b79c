/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/import-job.h"

#include <string.h>

#include "attendance/import.h"
#include "base/clock.h"
#include "base/text.h"

#define SAMPLE_ROWS 3

EnrImportJob *
enr_import_job_new (EnrSession *session, EnrImportSubject subject, const char *path)
{
  EnrImportJob *self = g_new0 (EnrImportJob, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->subject = subject;
  self->path = g_strdup (path);
  self->actor = enr_session_get_actor (session);
  self->today = enr_clock_today ();
  self->fiscal_year = enr_fiscal_year (enr_session_get_date (session));
  self->mappings = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->mappings, NULL);
  return self;
}

EnrImportJob *
enr_import_job_ref (EnrImportJob *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
forget_plan (EnrImportJob *self)
{
  g_clear_pointer (&self->headings, g_ptr_array_unref);
  g_clear_pointer (&self->samples, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->plan, enr_import_plan_free);
  g_clear_error (&self->problem);
}

void
enr_import_job_unref (gpointer data)
{
  EnrImportJob *self = data;

  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  forget_plan (self);
  enr_csv_free (self->csv);
  g_ptr_array_unref (self->mappings);
  g_free (self->path);
  g_free (self);
}

void
enr_import_job_map (EnrImportJob *self, guint field, int column)
{
  const char *key = self->fields[field].key;
  g_autofree char *prefix = g_strconcat (key, "=", NULL);
  gboolean is_unique = TRUE;
  char *mapping;

  for (guint i = 0; i + 1 < self->mappings->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (self->mappings, i), prefix))
      {
        g_ptr_array_remove_index (self->mappings, i);
        break;
      }
  for (guint i = 0; column >= 0 && i < self->headings->len; i++)
    is_unique &= (int) i == column
                 || !g_str_equal (g_ptr_array_index (self->headings, i),
                                  g_ptr_array_index (self->headings, column));
  if (column < 0)
    mapping = g_steal_pointer (&prefix);
  else if (is_unique)
    mapping = g_strconcat (prefix, g_ptr_array_index (self->headings, column), NULL);
  else
    mapping = g_strdup_printf ("%s%d", prefix, column + 1);
  g_ptr_array_insert (self->mappings, self->mappings->len - 1, mapping);
}

static void
read_samples (EnrImportJob *self, const EnrImportHeader *header)
{
  self->samples = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < header->n_columns; i++)
    {
      GString *text = g_string_new (NULL);
      guint n = 0;

      for (guint row = header->first_row; row < enr_csv_rows (self->csv) && n < SAMPLE_ROWS; row++)
        {
          g_autofree char *cell
              = enr_text_tidy (enr_csv_undefuse (enr_csv_field (self->csv, row, i)));

          if (*cell == '\0')
            continue;
          g_string_append_printf (text, "%s%s", n > 0 ? "、" : "", cell);
          n++;
        }
      g_ptr_array_add (self->samples, g_string_free (text, FALSE));
    }
}

static gboolean
read_columns (EnrImportJob *self, GError **error)
{
  g_autoptr (EnrImportHeader) header = NULL;

  self->fields = self->subject == ENR_IMPORT_CHILDREN
                     ? enr_import_children_fields (&self->n_fields)
                     : enr_import_attendance_fields (&self->n_fields);
  header = enr_import_header_read (self->csv, self->fields, self->n_fields,
                                   (const char *const *) self->mappings->pdata, error);
  if (header == NULL)
    return FALSE;
  self->headings = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < header->n_columns; i++)
    g_ptr_array_add (self->headings, g_strdup (header->headings[i]));
  self->columns = g_memdup2 (header->columns, sizeof (int) * self->n_fields);
  read_samples (self, header);
  return TRUE;
}

/* The plan may have settled the columns of a name otherwise than the headings alone. */
static void
take_columns (EnrImportJob *self)
{
  for (guint i = 0; i < self->n_fields; i++)
    self->columns[i] = -1;
  for (guint i = 0; i < self->plan->columns->len; i++)
    {
      const EnrImportColumn *column = g_ptr_array_index (self->plan->columns, i);

      for (guint j = 0; column->field != NULL && j < self->n_fields; j++)
        if (g_str_equal (self->fields[j].key, column->field))
          self->columns[j] = column->index;
    }
}

gpointer
enr_import_job_plan (EnrDb *db, gpointer data, GError **error)
{
  EnrImportJob *self = data;
  EnrImportOptions options = enr_import_options_default ();

  forget_plan (self);
  if (self->csv == NULL)
    self->csv = enr_csv_read_file (self->path, ENR_ENCODING_AUTO, error);
  if (self->csv == NULL || !read_columns (self, error))
    return NULL;
  options.mappings = (const char *const *) self->mappings->pdata;
  options.no_new_classes = self->no_new_classes;
  options.fiscal_year = self->fiscal_year;
  options.today = self->today;
  self->plan
      = self->subject == ENR_IMPORT_CHILDREN
            ? enr_import_children_plan (db, self->csv, &options, &self->problem)
            : enr_import_attendance_plan (db, self->csv, &options, self->preset, &self->problem);
  if (self->plan != NULL)
    take_columns (self);
  return GINT_TO_POINTER (TRUE);
}

gpointer
enr_import_job_apply (EnrDb *db, gpointer data, GError **error)
{
  EnrImportJob *self = data;
  gboolean ok;

  g_return_val_if_fail (self->plan != NULL, NULL);

  ok = self->subject == ENR_IMPORT_CHILDREN
           ? enr_import_children_apply (db, self->actor, self->plan, error)
           : enr_import_attendance_apply (db, self->actor, self->plan, error);
  return ok ? GINT_TO_POINTER (TRUE) : NULL;
}
