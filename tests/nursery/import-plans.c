/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "import-plans.h"

#include <string.h>

#include "store/journal.h"

EnrCsv *
import_read_csv (const char *text)
{
  g_autoptr (GError) error = NULL;
  EnrCsv *csv = enr_csv_read_data ("名簿.csv", text, strlen (text), ENR_ENCODING_AUTO, &error);

  g_assert_no_error (error);
  return csv;
}

EnrImportPlan *
import_plan_with (EnrTestNursery *nursery, const char *text, const EnrImportOptions *options)
{
  g_autoptr (EnrCsv) csv = import_read_csv (text);
  g_autoptr (GError) error = NULL;
  EnrImportPlan *plan = enr_import_children_plan (nursery->db, csv, options, &error);

  g_assert_no_error (error);
  return plan;
}

EnrImportPlan *
import_plan (EnrTestNursery *nursery, const char *text)
{
  EnrImportOptions options = enr_import_options_default ();

  return import_plan_with (nursery, text, &options);
}

const EnrImportRow *
import_row_at (const EnrImportPlan *plan, guint index)
{
  g_assert_cmpuint (index, <, plan->rows->len);
  return g_ptr_array_index (plan->rows, index);
}

static char *
details_of (const EnrImportPlan *plan, guint index)
{
  const EnrImportRow *row = import_row_at (plan, index);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < row->details->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (row->details, i));
  return g_string_free (text, FALSE);
}

void
import_assert_row (const EnrImportPlan *plan, guint index, EnrImportAction action, const char *part)
{
  g_autofree char *details = details_of (plan, index);

  if (import_row_at (plan, index)->action != action || (part != NULL && strstr (details, part) == NULL))
    g_error ("row %u is %s (expected %s, “%s”): %s", index,
             enr_import_action_key (import_row_at (plan, index)->action), enr_import_action_key (action),
             part != NULL ? part : "", details);
}

void
import_apply (EnrTestNursery *nursery, const EnrImportPlan *plan)
{
  g_autoptr (GError) error = NULL;
  EnrActor actor = enr_actor (ENR_ACTOR_IMPORT, "test");

  enr_import_children_apply (nursery->db, &actor, plan, &error);
  g_assert_no_error (error);
}

gint64
import_journal_length (EnrTestNursery *nursery)
{
  g_autoptr (GError) error = NULL;
  const char *problem;
  gint64 length, bad;

  enr_journal_verify (nursery->db, &length, &bad, &problem, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bad, ==, 0);
  return length;
}

void
import_twice (EnrTestNursery *nursery, const char *text)
{
  g_autoptr (EnrImportPlan) first = import_plan (nursery, text);
  g_autoptr (EnrImportPlan) second = NULL;
  gint64 length;

  import_apply (nursery, first);
  length = import_journal_length (nursery);
  second = import_plan (nursery, text);
  for (guint i = 0; i < second->rows->len; i++)
    import_assert_row (second, i, ENR_IMPORT_KEEP, NULL);
  g_assert_cmpuint (second->new_classes->len, ==, 0);
  import_apply (nursery, second);
  g_assert_cmpint (import_journal_length (nursery), ==, length);
}

EnrChild *
import_find_child (EnrTestNursery *nursery, const char *word)
{
  g_autoptr (GError) error = NULL;
  EnrChild *child = enr_child_find (nursery->db, word, &error);

  g_assert_no_error (error);
  return child;
}
