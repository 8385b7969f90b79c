/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * report nursery-record: 保育所児童保育要録 on paper.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/write.h"
#include "ctl/writings.h"
#include "reports/nursery-record-load.h"

static gboolean
add_sources (EnrDb *db,
             const EnrWritingKind *kind,
             int year,
             const EnrUuid *child_id,
             GPtrArray *sources,
             GError **error)
{
  g_autoptr (GPtrArray) rows = enr_nursery_record_list (db, year, enr_clock_today (), error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const EnrNurseryRecordRow *row = g_ptr_array_index (rows, i);
      EnrNurseryRecordSource *source;

      if (enr_uuid_is_none (&row->writing_id)
          || (!enr_uuid_is_none (child_id) && !enr_uuid_equal (&row->child_id, child_id)))
        continue;
      source = enr_nursery_record_load (db, kind, &row->writing_id, error);
      if (source == NULL)
        return FALSE;
      g_ptr_array_add (sources, source);
    }
  return rows != NULL;
}

static gboolean
run_nursery_record (EnrCtl *self, GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, ENR_NURSERY_RECORD_KIND, error);
  g_autoptr (EnrDb) db = kind != NULL ? enr_ctl_open (self, FALSE, error) : NULL;
  g_autoptr (GPtrArray) sources
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_nursery_record_source_free);
  g_autoptr (EnrDocument) document = NULL;
  EnrUuid child_id;
  gint64 year = 0;

  if (db == NULL || !enr_options_int (self, "year", 1900, 9998, &year, error)
      || !enr_ctl_child_option (self, db, &child_id, error)
      || !add_sources (db, kind, (int) year, &child_id, sources, error))
    return FALSE;
  if (sources->len == 0)
    {
      g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
                   enr_uuid_is_none (&child_id)
                       /* Translators: a kind (保育所児童保育要録) and a fiscal year */
                       ? _ ("No “%s” of fiscal year %d has been begun yet.")
                       : _ ("This child has no “%s” of fiscal year %d."),
                   kind->label, (int) year);
      return FALSE;
    }
  document = enr_nursery_record_print (sources, error);
  return document != NULL && enr_ctl_write_document (self, document, error);
}

static const EnrCtlOption nursery_record_options[] = {
  { "year", ENR_OPTION_TEXT, TRUE, N_ ("YYYY"),
    N_ ("the fiscal year: 2026 is April 2026 to March 2027") },
  ENR_OPTION_OF_CHILD,
  ENR_OPTION_OUTPUT (N_ ("FILE.pdf")),
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_nursery_record_commands[] = {
  { "report nursery-record", NULL,
    N_ ("Write the records for primary school (保育要録) of a fiscal year."),
    nursery_record_options, run_nursery_record, NULL },
  { NULL },
};
