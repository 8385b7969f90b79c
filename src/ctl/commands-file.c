/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * init, sample, backup, check: the nursery's file.
 */
#include "config.h"

#include <inttypes.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "attendance/sample.h"
#include "base/clock.h"
#include "base/text.h"
#include "contact/sample.h"
#include "ctl/commands.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "fees/sample.h"
#include "nursery/error.h"
#include "nursery/facility.h"
#include "nursery/roster.h"
#include "statistics/sample.h"
#include "writing/sample.h"
#include "store/check.h"
#include "store/migrate.h"

#define MAX_SAMPLE_CHILDREN 2000
#define MAX_SAMPLE_DAYS (30 * 366)

/* Whether the file has a facility: 1, 0, or -1 on error. */
static int
has_facility (EnrDb *db, char **name, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrFacility) facility = enr_facility_load (db, &local_error);

  if (facility != NULL)
    {
      *name = g_strdup (facility->name);
      return 1;
    }
  if (g_error_matches (local_error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND))
    return 0;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return -1;
}

static gboolean
run_init (EnrCtl *self, GError **error)
{
  const char *name = enr_options_get (self, "name");
  EnrActor actor = enr_ctl_actor (ENR_ACTOR_COMMAND);
  gint64 fiscal_year = enr_fiscal_year (enr_clock_today ());
  g_autofree char *old_name = NULL;
  g_autofree char *shown = g_filename_display_name (self->db_path);
  g_autoptr (EnrDb) db = NULL;
  g_autoptr (EnrFacility) facility = enr_facility_new_default ();
  int rc;

  if (!enr_options_int (self, "fiscal-year", 1900, 9998, &fiscal_year, error))
    return FALSE;
  /* Before the file is made: a refusal leaves nothing behind. */
  if (enr_text_is_blank (name))
    {
      g_set_error_literal (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
                           _ ("The nursery's name is blank."));
      return FALSE;
    }
  db = enr_db_open (self->db_path, ENR_DB_READ_WRITE | ENR_DB_CREATE, error);
  rc = db != NULL ? has_facility (db, &old_name, error) : -1;
  if (rc > 0)
    /* Translators: a file, and the name of the nursery in it */
    g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_REFUSED,
                 _ ("%s is the data of “%s” already. Nothing was changed."), shown, old_name);
  if (rc != 0)
    return FALSE;
  g_free (facility->name);
  facility->name = g_strdup (name);
  facility->first_fiscal_year = (int) fiscal_year;
  if (!enr_facility_save (db, &actor, facility, error))
    return FALSE;

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_path (builder, "db", self->db_path);
      enr_json_text (builder, "name", name);
      enr_json_int (builder, "fiscal_year", fiscal_year);
      enr_json_print (builder);
    }
  else
    /* Translators: a file, and a nursery's name */
    enr_output_print (_ ("%s was made for “%s”.\n"), shown, name);
  return TRUE;
}

/* From --days, --years and --until. */
static gboolean
read_sample_options (EnrCtl *self, EnrSampleOptions *sample, GError **error)
{
  gint64 n_children = 100;
  gint64 n_days = 60;
  gint64 n_years = 0;
  gint64 seed = 1;

  sample->until = enr_clock_today ();
  if (!enr_options_int (self, "children", 1, MAX_SAMPLE_CHILDREN, &n_children, error)
      || !enr_options_int (self, "days", 1, MAX_SAMPLE_DAYS, &n_days, error)
      || !enr_options_int (self, "years", 1, 30, &n_years, error)
      || !enr_options_int (self, "seed", 0, G_MAXUINT32, &seed, error)
      || !enr_options_date (self, "until", &sample->until, error))
    return FALSE;
  if (enr_options_has (self, "days") && n_years > 0)
    return enr_options_fail (error, _ ("--days and --years do not go together."));
  if (sample->until < enr_date_new (1950, 4, 1))
    return enr_options_fail (error, _ ("--until: the day is too long ago."));
  sample->n_children = (guint) n_children;
  sample->seed = (guint32) seed;
  sample->first = n_years > 0
                      ? enr_fiscal_year_first (enr_fiscal_year (sample->until) - (int) n_years + 1)
                      : sample->until - (EnrDate) n_days + 1;
  return TRUE;
}

static gboolean
fill_sample (const EnrCtl *self, const char *path, const EnrSampleOptions *sample, GError **error)
{
  const EnrActor actor = enr_actor (ENR_ACTOR_PROGRAM, enr_actor_this_device ());
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  g_autoptr (EnrDb) db = enr_db_open (path, ENR_DB_READ_WRITE | ENR_DB_CREATE, error);

  return db != NULL && enr_sample_make (db, sample, error)
         && (enr_options_has (self, "no-staff")
             || enr_staff_sample (db, sample->first, sample->until, error))
         && (!enr_options_has (self, "extended-care")
             || enr_care_sample (db, enr_fiscal_year_first (enr_fiscal_year (sample->first)),
                                 error))
         && (enr_options_has (self, "no-notices")
             || (enr_notice_sample (db, &actor, sample->until, NULL, error)
                 && enr_notebook_sample (db, &actor, sample->until, error)
                 && enr_announcement_sample (db, &actor, sample->until, error)))
         && (enr_options_has (self, "no-plans")
             || enr_writing_sample (db, &actor, kinds, sample->first, sample->until, NULL, error));
}

/* A sample takes a while. A new one is made beside its place, so that a full disk or an interrupt
 * does not leave half of one that looks whole. */
static gboolean
make_new_sample (const EnrCtl *self,
                 const char *path,
                 const EnrSampleOptions *sample,
                 GError **error)
{
  static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
  g_autofree char *part = g_strdup_printf ("%s.new-%d", path, (int) getpid ());
  gboolean is_done = fill_sample (self, part, sample, error);

  /* rename() would replace a file which somebody made in the meantime; but a USB stick has no
   * links. */
  if (is_done && link (part, path) != 0
      && (errno == EEXIST || g_file_test (path, G_FILE_TEST_EXISTS) || g_rename (part, path) != 0))
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED, _ ("%s cannot be made: %s."), shown,
                   g_strerror (errno));
      is_done = FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *name = g_strconcat (part, tails[i], NULL);

      g_unlink (name);
    }
  return is_done;
}

static gboolean
run_sample (EnrCtl *self, GError **error)
{
  EnrSampleOptions sample = { 0 };
  g_autofree char *shown = g_filename_display_name (self->db_path);
  char first[ENR_DATE_ISO_LENGTH];
  char until[ENR_DATE_ISO_LENGTH];

  if (!read_sample_options (self, &sample, error)
      || (g_file_test (self->db_path, G_FILE_TEST_EXISTS)
              ? !fill_sample (self, self->db_path, &sample, error)
              : !make_new_sample (self, self->db_path, &sample, error)))
    return FALSE;

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_path (builder, "db", self->db_path);
      enr_json_int (builder, "children", sample.n_children);
      enr_json_date (builder, "first", sample.first);
      enr_json_date (builder, "until", sample.until);
      enr_json_int (builder, "seed", sample.seed);
      enr_json_print (builder);
    }
  else
    /* Translators: a file, a number, and two dates */
    enr_output_print (_ ("%s holds a sample nursery of %u children, from %s to %s.\n"), shown,
                      sample.n_children, enr_date_iso (sample.first, first),
                      enr_date_iso (sample.until, until));
  return TRUE;
}

static gboolean
check_new_output (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *shown_folder = g_filename_display_name (folder);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
                 _ ("%s is there already; a backup never replaces a file."), shown);
  else if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
                 _ ("%s cannot be written: there is no folder %s."), shown, shown_folder);
  else if (g_access (folder, W_OK) != 0)
    g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
                 _ ("%s cannot be written: the folder is read-only."), shown);
  else
    return TRUE;
  return FALSE;
}

static gboolean
run_backup (EnrCtl *self, GError **error)
{
  const char *path = enr_options_get (self, "output");
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (EnrDb) db = enr_ctl_open_file (self, FALSE, error);

  if (db == NULL || !check_new_output (path, error) || !enr_db_backup (db, path, error))
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_path (builder, "output", path);
      enr_json_print (builder);
    }
  else
    enr_output_print (_ ("%s was written.\n"), shown);
  return TRUE;
}

static void
print_check (const EnrCtl *self,
             const GPtrArray *problems,
             const char *name,
             guint n_children,
             gint64 journal_length)
{
  g_autofree char *shown = g_filename_display_name (self->db_path);

  if (self->json)
    {
      g_autoptr (JsonBuilder) builder = enr_json_new ();

      enr_json_bool (builder, "ok", problems->len == 0);
      enr_json_path (builder, "db", self->db_path);
      enr_json_word (builder, "facility", name);
      enr_json_int (builder, "schema", enr_schema_version ());
      enr_json_int (builder, "children", n_children);
      enr_json_int (builder, "journal_length", journal_length);
      enr_json_begin_array (builder, "problems");
      for (guint i = 0; i < problems->len; i++)
        json_builder_add_string_value (builder, g_ptr_array_index (problems, i));
      json_builder_end_array (builder);
      enr_json_print (builder);
      return;
    }
  /* The word stays the same in every language: scripts look for it. */
  enr_output_print ("%s\n", problems->len == 0 ? "ok" : _ ("not ok"));
  for (guint i = 0; i < problems->len; i++)
    enr_output_print ("%s\n", (const char *) g_ptr_array_index (problems, i));
  enr_output_print (_ ("File: %s\n"), shown);
  enr_output_print (_ ("Nursery: %s\n"), name != NULL ? name : "-");
  enr_output_print (_ ("Schema: %d\n"), enr_schema_version ());
  enr_output_print (_ ("Children: %u\n"), n_children);
  enr_output_print (_ ("Journal: %" PRId64 " rows\n"), journal_length);
}

static gboolean
run_check (EnrCtl *self, GError **error)
{
  gint64 journal_length = 0;
  g_autofree char *name = NULL;
  g_autoptr (EnrDb) db = enr_ctl_open_file (self, FALSE, error);
  g_autoptr (GPtrArray) problems = db != NULL ? enr_db_check (db, &journal_length, error) : NULL;
  g_autoptr (GPtrArray) roster = NULL;

  if (problems == NULL)
    return FALSE;
  /* In a damaged file these may fail, too: the problems are what counts. */
  has_facility (db, &name, NULL);
  roster = enr_roster_load (db, enr_clock_today (), ENR_ROSTER_ALL, NULL);
  print_check (self, problems, name, roster != NULL ? roster->len : 0, journal_length);
  if (problems->len == 0)
    return TRUE;
  g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
               ngettext ("%u problem was found. Please keep the file and restore a backup.",
                         "%u problems were found. Please keep the file and restore a backup.",
                         problems->len),
               problems->len);
  return FALSE;
}

static const EnrCtlOption init_options[] = {
  { "name", ENR_OPTION_TEXT, TRUE, N_ ("NAME"), N_ ("the nursery's name") },
  { "fiscal-year", ENR_OPTION_TEXT, FALSE, N_ ("YYYY"), N_ ("a fiscal year, April to March") },
  ENR_OPTION_END,
};

static const EnrCtlOption sample_options[] = {
  { "children", ENR_OPTION_TEXT, FALSE, N_ ("N"), N_ ("enrolled at any time, 1 to 2000; 100") },
  { "days", ENR_OPTION_TEXT, FALSE, N_ ("N"), N_ ("days of attendance, back from the last; 60") },
  { "years", ENR_OPTION_TEXT, FALSE, N_ ("N"), N_ ("fiscal years of attendance instead") },
  { "until", ENR_OPTION_TEXT, FALSE, N_ ("DATE"), N_ ("the last day; today") },
  { "extended-care", ENR_OPTION_FLAG, FALSE, NULL, N_ ("with rules for extended care") },
  { "no-staff", ENR_OPTION_FLAG, FALSE, NULL, N_ ("without staff and their duties") },
  { "no-notices", ENR_OPTION_FLAG, FALSE, NULL, N_ ("without notices of parents") },
  { "no-plans", ENR_OPTION_FLAG, FALSE, NULL, N_ ("without plans and records") },
  { "seed", ENR_OPTION_TEXT, FALSE, N_ ("N"), N_ ("another number makes another nursery; 1") },
  ENR_OPTION_END,
};

static const EnrCtlOption backup_options[] = { ENR_OPTION_OUTPUT (N_ ("FILE")), ENR_OPTION_END };

const EnrCtlCommand enr_ctl_file_commands[] = {
  { "init", NULL, N_ ("Make the file of a nursery."), init_options, run_init, NULL },
  { "sample", NULL, N_ ("Make a fictional nursery to look around in."), sample_options, run_sample,
    NULL },
  { "check", NULL, N_ ("Check whether the file and its journal are whole."), NULL, run_check,
    NULL },
  { "backup", NULL, N_ ("Copy the file, also while it is in use."), backup_options, run_backup,
    NULL },
  { NULL },
};
