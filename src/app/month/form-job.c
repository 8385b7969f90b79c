/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/form-job.h"

EnrFormJob *
enr_form_job_new (const char *form, const char *output)
{
  EnrFormJob *self = g_new0 (EnrFormJob, 1);

  self->form = g_strdup (form);
  self->output = g_strdup (output);
  self->date = ENR_DATE_NONE;
  return self;
}

void
enr_form_job_free (EnrFormJob *self)
{
  if (self == NULL)
    return;

  g_free (self->form);
  g_free (self->output);
  g_free (self);
}

static EnrFormFacts *
facts_new (void)
{
  EnrFormFacts *self = g_new0 (EnrFormFacts, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
enr_form_facts_free (EnrFormFacts *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->names);
  g_clear_pointer (&self->unknown, g_ptr_array_unref);
  g_clear_pointer (&self->misfits, g_ptr_array_unref);
  g_free (self);
}

static EnrSheetData *
load_data (EnrDb *db, const EnrFormJob *job, GBytes **form, GError **error)
{
  EnrCityScope scope = { job->month, job->has_class ? &job->class_id : NULL, job->date };

  *form = enr_sheet_load (job->form, error);
  return *form != NULL ? enr_city_data_load (db, &scope, *form, error) : NULL;
}

gpointer
enr_form_job_look (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrFormFacts) facts = facts_new ();
  g_autoptr (GBytes) form = NULL;
  g_autoptr (EnrSheetData) values = load_data (db, data, &form, error);
  g_autoptr (GPtrArray) tags = values != NULL ? enr_sheet_tags (form, values, error) : NULL;

  if (tags == NULL)
    return NULL;
  facts->n_tags = tags->len;
  facts->unknown = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_sheet_tag_free);
  g_ptr_array_set_free_func (tags, NULL);
  for (guint i = 0; i < tags->len; i++)
    {
      EnrSheetTag *tag = g_ptr_array_index (tags, i);

      if (!tag->is_known)
        {
          g_ptr_array_add (facts->unknown, tag);
          continue;
        }
      facts->n_known++;
      if (!g_ptr_array_find_with_equal_func (facts->names, tag->name, g_str_equal, NULL))
        g_ptr_array_add (facts->names, g_strdup (tag->name));
      enr_sheet_tag_free (tag);
    }
  return g_steal_pointer (&facts);
}

gpointer
enr_form_job_fill (EnrDb *db, gpointer data, GError **error)
{
  const EnrFormJob *job = data;
  g_autoptr (EnrFormFacts) facts = facts_new ();
  g_autoptr (GBytes) form = NULL;
  g_autoptr (EnrSheetData) values = load_data (db, job, &form, error);
  g_auto (EnrSheetReport) report = { 0 };

  if (values == NULL
      || !enr_sheet_fill_file (job->form, job->output, values, ENR_SHEET_FILL_DEFAULT, &report,
                               error))
    return NULL;
  facts->n_tags = report.n_tags;
  facts->n_meant = report.n_meant;
  facts->n_filled = report.n_filled;
  facts->unknown = g_steal_pointer (&report.unknown);
  facts->misfits = g_steal_pointer (&report.misfits);
  return g_steal_pointer (&facts);
}
