/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "ctl/plan.h"

#include <string.h>
#include <glib/gi18n.h>

#include "ctl/output.h"

static const char *
action_label (EnrImportAction action)
{
  switch (action)
    {
    case ENR_IMPORT_ADD:
      return _ ("add");
    case ENR_IMPORT_CHANGE:
      return _ ("change");
    case ENR_IMPORT_KEEP:
      return _ ("keep");
    case ENR_IMPORT_REFUSE:
    default:
      return _ ("refuse");
    }
}

static void
print_row (const EnrImportRow *row)
{
  /* Translators: a line of the file, what is done with it, and a child's name */
  enr_output_print (_ ("line %u  %s  %s\n"), row->line, action_label (row->action), row->title);
  for (guint i = 0; i < row->details->len; i++)
    enr_output_print ("    %s\n", (const char *) g_ptr_array_index (row->details, i));
}

void
enr_plan_print (const EnrImportPlan *plan)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const EnrImportColumn *column = g_ptr_array_index (plan->columns, i);

      if (column->field != NULL)
        /* Translators: a column's number and heading, and the name of a field */
        enr_output_print (_ ("column %u  %s: %s\n"), column->index + 1, column->heading,
                          column->field);
      else
        enr_output_print (_ ("column %u  %s: not read\n"), column->index + 1, column->heading);
    }
  for (guint i = 0; i < plan->rows->len; i++)
    {
      const EnrImportRow *row = g_ptr_array_index (plan->rows, i);

      if (row->action != ENR_IMPORT_KEEP)
        print_row (row);
    }
  for (guint i = 0; i < plan->new_classes->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (plan->new_classes, i);

      /* Translators: a class's name, and its fiscal year */
      enr_output_print (_ ("New class: %s (fiscal year %d)\n"), class->name, class->fiscal_year);
    }
  for (guint i = 0; i < plan->notes->len; i++)
    enr_output_print ("%s\n", (const char *) g_ptr_array_index (plan->notes, i));
  /* Translators: a file's name, and numbers of its rows */
  enr_output_print (_ ("%s: %u to add, %u to change, %u to keep as they are, %u refused\n"),
                    plan->file, plan->counts[ENR_IMPORT_ADD], plan->counts[ENR_IMPORT_CHANGE],
                    plan->counts[ENR_IMPORT_KEEP], plan->counts[ENR_IMPORT_REFUSE]);
}

static void
add_texts (JsonBuilder *builder, const char *name, const GPtrArray *texts)
{
  enr_json_begin_array (builder, name);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (texts, i));
  json_builder_end_array (builder);
}

static void
add_columns (JsonBuilder *builder, const EnrImportPlan *plan)
{
  enr_json_begin_array (builder, "columns");
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const EnrImportColumn *column = g_ptr_array_index (plan->columns, i);

      json_builder_begin_object (builder);
      enr_json_int (builder, "column", column->index + 1);
      enr_json_text (builder, "heading", column->heading);
      enr_json_word (builder, "field", column->field);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_rows (JsonBuilder *builder, const EnrImportPlan *plan)
{
  enr_json_begin_array (builder, "rows");
  for (guint i = 0; i < plan->rows->len; i++)
    {
      const EnrImportRow *row = g_ptr_array_index (plan->rows, i);

      json_builder_begin_object (builder);
      enr_json_int (builder, "line", row->line);
      enr_json_text (builder, "action", enr_import_action_key (row->action));
      enr_json_text (builder, "title", row->title);
      add_texts (builder, "details", row->details);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

void
enr_plan_print_json (const EnrImportPlan *plan,
                     EnrEncoding encoding,
                     gboolean is_dry,
                     gboolean is_written)
{
  g_autoptr (JsonBuilder) builder = enr_json_new ();

  enr_json_text (builder, "file", plan->file);
  enr_json_text (builder, "encoding", encoding == ENR_ENCODING_CP932 ? "cp932" : "utf-8");
  enr_json_bool (builder, "dry_run", is_dry);
  enr_json_bool (builder, "written", is_written);
  add_columns (builder, plan);
  add_rows (builder, plan);
  enr_json_begin_array (builder, "new_classes");
  for (guint i = 0; i < plan->new_classes->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (plan->new_classes, i);

      json_builder_begin_object (builder);
      enr_json_text (builder, "name", class->name);
      enr_json_int (builder, "fiscal_year", class->fiscal_year);
      enr_json_int (builder, "age", class->age);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  add_texts (builder, "notes", plan->notes);
  json_builder_set_member_name (builder, "counts");
  json_builder_begin_object (builder);
  for (guint i = 0; i < ENR_IMPORT_N_ACTIONS; i++)
    enr_json_int (builder, enr_import_action_key (i), plan->counts[i]);
  json_builder_end_object (builder);
  enr_json_print (builder);
}

/* Many sentences begin with the line ("Line 2, column …", "2行目、列…"), which stands before them
 * here.
 */
static const char *
skip_line (const char *detail, guint line)
{
  const char *digits = detail + strcspn (detail, "0123456789");
  char *end;

  if (digits - detail > (gssize) strlen ("Line ") || g_ascii_strtoull (digits, &end, 10) != line)
    return detail;
  if (g_str_has_prefix (end, "行目"))
    end += strlen ("行目");
  if (g_str_has_prefix (end, ", "))
    return end + strlen (", ");
  return g_str_has_prefix (end, "、") ? end + strlen ("、") : detail;
}

gboolean
enr_plan_check (const EnrImportPlan *plan, const char *path, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  guint n = plan->counts[ENR_IMPORT_REFUSE];

  for (guint i = 0; n > 0 && i < plan->rows->len; i++)
    {
      const EnrImportRow *row = g_ptr_array_index (plan->rows, i);

      for (guint j = 0; row->action == ENR_IMPORT_REFUSE && j < row->details->len; j++)
        enr_ctl_warn ("%s:%u: %s", shown, row->line,
                      skip_line (g_ptr_array_index (row->details, j), row->line));
    }
  if (n == 0)
    return TRUE;
  g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
               /* Translators: a file, and a number of its rows */
               ngettext ("%s: %u row is refused, so nothing was imported.",
                         "%s: %u rows are refused, so nothing was imported.", n),
               shown, n);
  return FALSE;
}
