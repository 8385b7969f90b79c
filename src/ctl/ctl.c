/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What all commands share: the file, who acts, classes and children by name, errors and exit
 * statuses, and the run itself.
 */
#include "config.h"

#include "ctl/ctl.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/csv.h"
#include "base/text.h"
#include "ctl/options.h"
#include "ctl/output.h"
#include "nursery/class.h"
#include "nursery/error.h"
#include "nursery/facility.h"
#include "reports/error.h"
#include "sheets/error.h"
#include "submission/attach.h"

/* clang-format off */
G_DEFINE_QUARK (enr-ctl-error-quark, enr_ctl_error)
/* clang-format on */

void
enr_ctl_clear (EnrCtl *self)
{
  g_clear_pointer (&self->db_path, g_free);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->arguments, g_ptr_array_unref);
}

char *
enr_ctl_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "enroku", "enroku.db", NULL);
}

/* The path as it may be typed into a shell. */
static char *
dup_quoted (const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);

  return strpbrk (shown, " \t\n'\"\\$`&|;<>()*?[]#~!{}") != NULL ? g_shell_quote (shown)
                                                                 : g_steal_pointer (&shown);
}

EnrDb *
enr_ctl_open_file (EnrCtl *self, gboolean is_writer, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  EnrDb *db;

  if (!g_file_test (self->db_path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *shown = dup_quoted (self->db_path);

      g_set_error (
          error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
          /* Translators: %1$s is a file; the words behind the colon are typed as they are */
          _ ("There is no nursery's data at %1$s. It can be made with: "
             "enrokuctl --db %1$s init --name NAME"),
          shown);
      return NULL;
    }

  if (g_access (self->db_path, R_OK) != 0)
    {
      g_autofree char *shown = g_filename_display_name (self->db_path);

      /* Translators: a file, and the system's reason */
      g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED, _ ("%s cannot be read: %s."), shown,
                   g_strerror (errno));
      return NULL;
    }

  db = enr_db_open (self->db_path, is_writer ? ENR_DB_READ_WRITE : ENR_DB_READ_ONLY, &local_error);
  /* Data of an older version is brought up to date before it is read. */
  if (db == NULL && !is_writer
      && g_error_matches (local_error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY))
    {
      g_clear_error (&local_error);
      db = enr_db_open (self->db_path, ENR_DB_READ_WRITE, &local_error);
    }
  if (db != NULL && is_writer && !enr_submission_attach (db, error))
    g_clear_pointer (&db, enr_db_close);
  else if (db != NULL)
    return db;
  if (local_error == NULL)
    return NULL;
  if (!is_writer && g_error_matches (local_error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY))
    {
      g_autofree char *shown = g_filename_display_name (self->db_path);

      g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
                   _ ("%s cannot be read where it is: its folder must be writable, because the "
                      "database keeps small files beside it. Please copy it elsewhere."),
                   shown);
      return NULL;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* A file whose making was cut short has no facility yet. */
EnrDb *
enr_ctl_open (EnrCtl *self, gboolean is_writer, GError **error)
{
  g_autoptr (EnrDb) db = enr_ctl_open_file (self, is_writer, error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrFacility) facility = db != NULL ? enr_facility_load (db, &local_error) : NULL;

  if (facility != NULL)
    return g_steal_pointer (&db);
  if (g_error_matches (local_error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND))
    {
      g_autofree char *shown = dup_quoted (self->db_path);

      g_set_error (
          error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
          /* Translators: %1$s is a file; the words behind the colon are typed as they are */
          _ ("%1$s is empty: it has no nursery yet. It gets one with: "
             "enrokuctl --db %1$s init --name NAME"),
          shown);
    }
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

EnrActor
enr_ctl_actor (EnrActorKind kind)
{
  static char *name; /* as long as the process */
  EnrActor actor = enr_actor (kind, enr_actor_this_device ());

  if (name == NULL)
    name = g_utf8_make_valid (g_get_user_name (), -1);
  actor.name = name;
  return actor;
}

gboolean
enr_ctl_find_class (EnrCtl *self,
                    EnrDb *db,
                    EnrDate day,
                    EnrUuid *id,
                    gboolean *given,
                    GError **error)
{
  const char *name = enr_options_get (self, "class");
  g_autoptr (EnrClass) class = NULL;

  *id = enr_uuid_none;
  *given = name != NULL;
  if (name == NULL)
    return TRUE;
  class = enr_class_find (db, enr_fiscal_year (day), name, error);
  if (class == NULL)
    return FALSE;
  *id = class->id;
  return TRUE;
}

EnrChild *
enr_ctl_find_child (EnrCtl *self, EnrDb *db, GError **error)
{
  return enr_child_find (db, g_ptr_array_index (self->arguments, 0), error);
}

char *
enr_ctl_dup_child_word (const EnrChild *child)
{
  char buffer[ENR_UUID_STRING_LENGTH];

  return g_strdup (child->external_id != NULL ? child->external_id
                                              : enr_uuid_format (&child->id, buffer));
}

static void
say (const char *text)
{
  /* Results that were printed before come before what went wrong. */
  fflush (stdout);
  fprintf (stderr, "enrokuctl: %s\n", text);
}

void
enr_ctl_warn (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  say (text);
}

EnrCtlStatus
enr_ctl_status (const GError *error)
{
  if (error->domain == ENR_CTL_ERROR)
    switch ((EnrCtlError) error->code)
      {
      case ENR_CTL_ERROR_USAGE:
        return ENR_CTL_USAGE;
      case ENR_CTL_ERROR_REFUSED:
        return ENR_CTL_REFUSED;
      case ENR_CTL_ERROR_FAILED:
      case ENR_CTL_ERROR_SILENT:
      default:
        return ENR_CTL_FAILED;
      }
  /* A file that cannot be read is a failure; what is in it may be refused. */
  if (g_error_matches (error, ENR_CSV_ERROR, ENR_CSV_ERROR_READ))
    return ENR_CTL_FAILED;
  if (g_error_matches (error, ENR_SHEET_ERROR, ENR_SHEET_ERROR_COUNT))
    return ENR_CTL_FAILED;
  if (error->domain == ENR_NURSERY_ERROR || error->domain == ENR_CSV_ERROR
      || error->domain == ENR_SHEET_ERROR
      || g_error_matches (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY)
      || g_error_matches (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FORM))
    return ENR_CTL_REFUSED;
  return ENR_CTL_FAILED;
}

static void
report_error (const EnrCtl *self, const GError *error)
{
  g_autofree char *text = enr_error_describe (error);

  if (g_error_matches (error, ENR_CTL_ERROR, ENR_CTL_ERROR_SILENT))
    return;
  say (text);
  if (g_error_matches (error, ENR_CTL_ERROR, ENR_CTL_ERROR_USAGE))
    {
      g_autofree char *usage = enr_help_dup_usage (self->command);

      fprintf (stderr, _ ("Usage: %s\n"), usage);
      fprintf (stderr, _ ("“enrokuctl %s%s--help” says more.\n"),
               self->command != NULL ? self->command->name : "", self->command != NULL ? " " : "");
    }
  else if (error->domain == ENR_DB_ERROR)
    {
      g_autofree char *shown = g_filename_display_name (self->db_path);

      /* Translators: %s is the path of the nursery's file */
      fprintf (stderr, _ ("The file is %s.\n"), shown);
    }
}

/* Whoever sets it wants the same bytes again; a slip there must not become today's date. */
static gboolean
check_source_date (GError **error)
{
  const char *variable = g_getenv ("SOURCE_DATE_EPOCH");

  if (variable == NULL || g_ascii_string_to_unsigned (variable, 10, 0, 253402300799, NULL, NULL))
    return TRUE;
  g_set_error_literal (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
                       _ ("The variable SOURCE_DATE_EPOCH is not a number of seconds. Nothing was "
                          "done; please correct it or take it away."));
  return FALSE;
}

static gboolean
run (EnrCtl *self, GError **error)
{
  if (enr_options_has (self, "version"))
    enr_output_print ("enrokuctl %s\n", ENR_VERSION);
  else if (enr_options_has (self, "help"))
    {
      const char *word = self->arguments->len > 0 ? g_ptr_array_index (self->arguments, 0) : NULL;
      g_autofree char *help = self->command != NULL ? enr_help_dup_command (self->command)
                                                    : enr_help_dup_program (word);

      enr_output_write (help);
    }
  else
    return (!enr_options_has (self, "output") || check_source_date (error))
           && self->command->run (self, error);
  return TRUE;
}

EnrCtlStatus
enr_ctl_main (int argc, char **argv)
{
  g_auto (EnrCtl) self = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) output_error = NULL;
  gboolean is_done;

  is_done = enr_options_parse (&self, (const char *const *) argv + MIN (argc, 1), &error)
            && run (&self, &error);
  if (!is_done)
    report_error (&self, error);
  if (!enr_output_finish (&output_error))
    report_error (&self, output_error);

  if (!is_done)
    return enr_ctl_status (error);
  return output_error != NULL ? enr_ctl_status (output_error) : ENR_CTL_DONE;
}
