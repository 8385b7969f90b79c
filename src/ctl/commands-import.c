/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * import ...: CSV files, shown row by row, then written all or nothing.
 */
#include "config.h"

#include <string.h>
#include <glib/gi18n.h>

#include "attendance/import.h"
#include "ctl/commands.h"
#include "ctl/encoding.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "ctl/plan.h"
#include "nursery/error.h"

typedef gboolean (*ApplyFunc) (EnrDb *db,
                               const EnrActor *actor,
                               const EnrImportPlan *plan,
                               GError **error);

static char *
dup_field_list (const EnrImportField *fields, guint n_fields)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < n_fields; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", fields[i].key);
  return g_string_free (list, FALSE);
}

/* A field that the program does not have is a slip of the hand; a column that the file does not
 * have shows only in the file, and the import says so. */
static gboolean
check_mappings (const char *const *mappings,
                const EnrImportField *fields,
                guint n_fields,
                GError **error)
{
  for (; mappings != NULL && *mappings != NULL; mappings++)
    {
      const char *equals = strchr (*mappings, '=');
      g_autofree char *key = equals != NULL ? g_strndup (*mappings, equals - *mappings) : NULL;
      g_autofree char *list = NULL;
      guint i = 0;

      if (key == NULL)
        return enr_options_fail (error, _ ("--map: “%s” is not FIELD=COLUMN."), *mappings);
      while (i < n_fields && strcmp (fields[i].key, key) != 0)
        i++;
      if (i < n_fields)
        continue;
      list = dup_field_list (fields, n_fields);
      return enr_options_fail (error, _ ("--map: there is no field “%s”. The fields are: %s."), key,
                               list);
    }
  return TRUE;
}

static gboolean
read_options (EnrCtl *self,
              const EnrImportField *fields,
              guint n_fields,
              EnrImportOptions *options,
              EnrEncoding *encoding,
              GError **error)
{
  gint64 fiscal_year;

  *options = enr_import_options_default ();
  fiscal_year = options->fiscal_year;
  options->mappings = enr_options_list (self, "map");
  options->no_new_classes = enr_options_has (self, "no-new-classes");
  *encoding = ENR_ENCODING_AUTO;
  if (!check_mappings (options->mappings, fields, n_fields, error)
      || !enr_encoding_option (self, TRUE, encoding, error)
      || !enr_options_int (self, "fiscal-year", 1900, 9998, &fiscal_year, error))
    return FALSE;
  options->fiscal_year = (int) fiscal_year;
  return TRUE;
}

static gboolean
check_preset (const char *preset, GError **error)
{
  const char *const *presets = enr_import_attendance_presets ();
  g_autofree char *list = NULL;

  if (preset == NULL || g_strv_contains (presets, preset))
    return TRUE;
  list = g_strjoinv (", ", (char **) presets);
  return enr_options_fail (error, _ ("--preset: there is no “%s”. The presets are: %s."), preset,
                           list);
}

/* The plan is there: shows it, and does it. */
static gboolean
finish_import (EnrCtl *self,
               EnrDb *db,
               const EnrCsv *csv,
               const EnrImportPlan *plan,
               ApplyFunc apply,
               GError **error)
{
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_IMPORT);
  gboolean is_dry = enr_options_has (self, "dry-run");
  gboolean is_written = FALSE;
  gboolean is_done;

  if (plan->rows->len == 0)
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   _ ("%s has no row below its headings. Nothing was imported."), plan->file);
      return FALSE;
    }
  if (!self->json)
    enr_plan_print (plan);
  is_done = enr_plan_check (plan, g_ptr_array_index (self->arguments, 0), error);
  if (is_done && !is_dry)
    {
      is_done = apply (db, &actor, plan, error);
      is_written = is_done;
    }
  if (self->json)
    enr_plan_print_json (plan, enr_csv_get_encoding (csv), is_dry, is_written);
  else if (is_written)
    enr_output_print ("%s\n", _ ("The import is done."));
  else if (is_done)
    enr_output_print ("%s\n", _ ("Nothing was written (--dry-run)."));
  return is_done;
}

static gboolean
run_children (EnrCtl *self, GError **error)
{
  guint n_fields;
  const EnrImportField *fields = enr_import_children_fields (&n_fields);
  EnrImportOptions options;
  EnrEncoding encoding;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrCsv) csv = NULL;
  g_autoptr (EnrImportPlan) plan = NULL;

  if (!read_options (self, fields, n_fields, &options, &encoding, error))
    return FALSE;
  db = enr_ctl_open (self, !enr_options_has (self, "dry-run"), error);
  csv = db != NULL ? enr_csv_read_file (g_ptr_array_index (self->arguments, 0), encoding, error)
                   : NULL;
  if (csv == NULL)
    return FALSE;
  if (!enr_options_has (self, "fiscal-year"))
    options.fiscal_year = enr_import_fiscal_year (db, options.today, error);
  if (options.fiscal_year < 0)
    return FALSE;
  plan = enr_import_children_plan (db, csv, &options, error);
  return plan != NULL && finish_import (self, db, csv, plan, enr_import_children_apply, error);
}

static gboolean
run_attendance (EnrCtl *self, GError **error)
{
  guint n_fields;
  const EnrImportField *fields = enr_import_attendance_fields (&n_fields);
  const char *preset = enr_options_get (self, "preset");
  EnrImportOptions options;
  EnrEncoding encoding;
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrCsv) csv = NULL;
  g_autoptr (EnrImportPlan) plan = NULL;

  if (!read_options (self, fields, n_fields, &options, &encoding, error)
      || !check_preset (preset, error))
    return FALSE;
  db = enr_ctl_open (self, !enr_options_has (self, "dry-run"), error);
  csv = db != NULL ? enr_csv_read_file (g_ptr_array_index (self->arguments, 0), encoding, error)
                   : NULL;
  plan = csv != NULL ? enr_import_attendance_plan (db, csv, &options, preset, error) : NULL;
  return plan != NULL && finish_import (self, db, csv, plan, enr_import_attendance_apply, error);
}

static char *
dup_help (const EnrImportField *fields, guint n_fields)
{
  GString *out = g_string_new (_ ("FIELD is one of:"));

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *padded = enr_output_dup_padded (fields[i].key, 20);

      g_string_append_printf (out, "\n  %s  %s", padded, _ (fields[i].label));
      if (fields[i].heading != NULL)
        g_string_append_printf (out, " (%s)", fields[i].heading);
    }
  g_string_append_printf (out, "\n%s",
                          _ ("COLUMN is a heading of the file, a column's letter (A, B, ...) or "
                             "number from 1; nothing: the field is not read. Usual headings are "
                             "found without --map."));
  return g_string_free (out, FALSE);
}

static char *
dup_children_help (void)
{
  guint n_fields;
  const EnrImportField *fields = enr_import_children_fields (&n_fields);

  return dup_help (fields, n_fields);
}

static char *
dup_attendance_help (void)
{
  guint n_fields;
  const EnrImportField *fields = enr_import_attendance_fields (&n_fields);
  g_autofree char *presets = g_strjoinv (", ", (char **) enr_import_attendance_presets ());
  g_autofree char *help = dup_help (fields, n_fields);

  /* Translators: the paragraph above, and the names of presets */
  return g_strdup_printf (_ ("%s\nPresets: %s."), help, presets);
}

#define OPTION_MAP                                                                                 \
  {                                                                                                \
    "map", ENR_OPTION_LIST, FALSE, N_ ("FIELD=COLUMN"), N_ ("which column a field is read from")   \
  }
#define OPTION_ENCODING                                                                            \
  {                                                                                                \
    "encoding", ENR_OPTION_TEXT, FALSE, N_ ("auto|utf-8|cp932"), N_ ("how the file is written")    \
  }

static const EnrCtlOption children_options[] = {
  OPTION_MAP,
  OPTION_ENCODING,
  { "fiscal-year", ENR_OPTION_TEXT, FALSE, N_ ("YYYY"), N_ ("the year of the classes; this year") },
  { "no-new-classes", ENR_OPTION_FLAG, FALSE, NULL,
    N_ ("refuse rows with a class that is not there yet") },
  ENR_OPTION_DRY_RUN,
  ENR_OPTION_END,
};

static const EnrCtlOption attendance_options[] = {
  OPTION_MAP,
  OPTION_ENCODING,
  { "preset", ENR_OPTION_TEXT, FALSE, N_ ("NAME"), N_ ("the columns of another program's export") },
  ENR_OPTION_DRY_RUN,
  ENR_OPTION_END,
};

const EnrCtlCommand enr_ctl_import_commands[] = {
  { "import children", N_ ("FILE.csv"), N_ ("Take children over from a roster."), children_options,
    run_children, dup_children_help },
  { "import attendance", N_ ("FILE.csv"), N_ ("Take past attendance over."), attendance_options,
    run_attendance, dup_attendance_help },
  { NULL },
};
