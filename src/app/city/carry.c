/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/city/carry.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "base/clock.h"
#include "nursery/facility.h"
#include "sync/sync.h"

typedef enum
{
  WAY_EXPORT,
  WAY_RECEIPT,
  WAY_HUB_FILE,
} Way;

typedef struct
{
  Way way;
  GtkWidget *widget;
  EnrStore *store;
  char *path;
  /* What has come of it */
  EnrSyncExport exported;
  EnrSyncResult result;
  char *city;
} Carrying;

static void
carrying_free (gpointer data)
{
  Carrying *self = data;

  g_object_unref (self->widget);
  g_object_unref (self->store);
  g_free (self->path);
  g_free (self->city);
  g_free (self);
}

/*
 * On the thread
 */

static gboolean
enroll (EnrDb *db, Carrying *self, GError **error)
{
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);

  return facility != NULL
         && enr_sync_enroll_file (db, self->path, facility->number, &self->city, error);
}

static void
carry_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Carrying *self = data;
  GError *error = NULL;
  g_autoptr (EnrDb) db = enr_db_open (enr_store_get_path (self->store), ENR_DB_READ_WRITE, &error);
  gboolean is_done = FALSE;

  if (db != NULL)
    switch (self->way)
      {
      case WAY_EXPORT:
        is_done = enr_sync_export (db, self->path, &self->exported, &error);
        break;
      case WAY_RECEIPT:
        is_done = enr_sync_import (db, self->path, &self->result, &error);
        break;
      case WAY_HUB_FILE:
      default:
        is_done = enroll (db, self, &error);
        break;
      }
  if (is_done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/*
 * What is said
 */

static void add_line (GString *text, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_line (GString *text, const char *format, ...)
{
  va_list values;

  if (text->len > 0)
    g_string_append_c (text, '\n');
  va_start (values, format);
  g_string_append_vprintf (text, format, values);
  va_end (values);
}

static char *
dup_exported (const Carrying *self, GString *body)
{
  g_autofree char *shown = g_filename_display_name (self->path);
  guint n = self->exported.n_events;

  if (!self->exported.is_written)
    {
      add_line (body, "%s", _ ("No report is waiting to be sent, so no file was written."));
      return g_strdup (_ ("There is nothing to write"));
    }
  add_line (body, "%s\n", shown);
  add_line (
      body, "%s",
      _ ("Bring this file to the city, on a USB stick or by mail. Only the city can open it."));
  if (self->exported.n_files > 0)
    add_line (body,
              ngettext ("%u paper that was handed in goes along.",
                        "%u papers that were handed in go along.", self->exported.n_files),
              self->exported.n_files);
  if (self->exported.is_introduced)
    add_line (body, "%s", _ ("It also makes this PC known to the city."));
  if (n == 0 && self->exported.n_files == 0)
    {
      add_line (body, "%s", _ ("Then read in the city's receipt (.enreceipt) here."));
      return g_strdup (_ ("The file for the enrolment was written"));
    }
  add_line (body, "%s",
            _ ("Nothing counts as sent until the city's receipt (.enreceipt) is read in here."));
  if (n == 0)
    return g_strdup (_ ("The papers were written to a file"));
  return g_strdup_printf (ngettext ("%u report was written", "%u reports were written", n), n);
}

static char *
dup_received (const Carrying *self, GString *body)
{
  const EnrSyncResult *result = &self->result;

  if (result->is_known)
    add_line (body, "%s", _ ("The city knows this PC now."));
  if (result->settled > 0 || !result->is_known)
    add_line (body,
              ngettext ("The city has taken %u report.", "The city has taken %u reports.",
                        result->settled),
              result->settled);
  if (result->blobs > 0)
    add_line (body, ngettext ("The city has %u paper.", "The city has %u papers.", result->blobs),
              result->blobs);
  if (result->quarantined > 0)
    add_line (body,
              ngettext ("%u report was refused. It is in the list under “Needs you”, with the "
                        "reason.",
                        "%u reports were refused. They are in the list under “Needs you”, with "
                        "the reasons.",
                        result->quarantined),
              result->quarantined);
  if (result->deferred > 0)
    add_line (body,
              ngettext ("%u report was put off by the city. It is in the next file again.",
                        "%u reports were put off by the city. They are in the next file again.",
                        result->deferred),
              result->deferred);
  if (result->is_renewed)
    add_line (body, "%s",
              _ ("A copy of these data has reported under the same name. Please write a new file "
                 "and bring it to the city."));
  return g_strdup (_ ("The receipt was read in"));
}

static char *
dup_enrolled (const Carrying *self, GString *body)
{
  add_line (body, "%s",
            _ ("Choose in the settings what is reported. Then write a file, bring it to the city, "
               "and read in its receipt: the first file makes this PC known there."));
  /* Translators: a city's name */
  return g_strdup_printf (_ ("Reports go to %s by file"), self->city);
}

static void
tell (GtkWidget *widget, const char *heading, const char *body)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *dialog;

  if (!GTK_IS_WINDOW (root))
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (root), heading, body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  enr_compat_leave_parent (GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
carried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Carrying *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *heading = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autofree char *text = enr_error_describe (error);

      tell (self->widget,
            self->way == WAY_EXPORT ? _ ("No file was written") : _ ("This file cannot be read in"),
            text);
      return;
    }
  switch (self->way)
    {
    case WAY_EXPORT:
      heading = dup_exported (self, body);
      break;
    case WAY_RECEIPT:
      heading = dup_received (self, body);
      break;
    case WAY_HUB_FILE:
    default:
      heading = dup_enrolled (self, body);
      break;
    }
  enr_store_poll (self->store);
  tell (self->widget, heading, body->str);
}

static void
begin (EnrSession *session, GtkWidget *widget, GFile *file, Way way)
{
  g_autoptr (GTask) task = NULL;
  Carrying *self;

  if (g_file_peek_path (file) == NULL)
    {
      tell (widget, _ ("This file is not on this PC"),
            _ ("Copy it to this PC or to a USB stick first."));
      return;
    }
  self = g_new0 (Carrying, 1);
  self->way = way;
  self->widget = g_object_ref (widget);
  self->store = g_object_ref (enr_session_get_store (session));
  self->path = g_file_get_path (file);
  task = g_task_new (session, NULL, carried_cb, NULL);
  g_task_set_task_data (task, self, carrying_free);
  g_task_run_in_thread (task, carry_thread);
}

void
enr_city_carry_export (EnrSession *session, GtkWidget *widget, GFile *file)
{
  g_return_if_fail (ENR_IS_SESSION (session));

  begin (session, widget, file, WAY_EXPORT);
}

void
enr_city_carry_open (EnrSession *session, GtkWidget *widget, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = NULL;

  g_return_if_fail (ENR_IS_SESSION (session));

  lower = g_ascii_strdown (name != NULL ? name : "", -1);
  begin (session, widget, file, g_str_has_suffix (lower, ".enhub") ? WAY_HUB_FILE : WAY_RECEIPT);
}

/*
 * Asking for the file
 */

typedef struct
{
  EnrSession *session;
  GtkWidget *widget;
  Way way;
} Asking;

static void
chosen_cb (GFile *file, gpointer user_data)
{
  Asking *asking = user_data;

  if (file != NULL)
    begin (asking->session, asking->widget, file, asking->way);
  g_object_unref (asking->session);
  g_object_unref (asking->widget);
  g_free (asking);
}

static Asking *
asking_new (EnrSession *session, GtkWidget *widget, Way way)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->session = g_object_ref (session);
  asking->widget = g_object_ref (widget);
  asking->way = way;
  return asking;
}

void
enr_city_carry_ask_export (EnrSession *session, GtkWidget *widget)
{
  g_autofree char *name = NULL;
  char day[11];

  enr_date_iso (enr_instant_civil_date (enr_clock_now ()), day);
  /* Translators: the name of a file, with a date */
  name = g_strdup_printf (_ ("Reports %s.enbatch"), day);
  enr_compat_save_file (GTK_WINDOW (gtk_widget_get_root (widget)),
                        _ ("Write reports to a file for the city"), name, chosen_cb,
                        asking_new (session, widget, WAY_EXPORT));
}

void
enr_city_carry_ask_receipt (EnrSession *session, GtkWidget *widget)
{
  enr_compat_open_file (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Read in the city's receipt"),
                        _ ("Receipts (.enreceipt)"), "*.enreceipt", chosen_cb,
                        asking_new (session, widget, WAY_RECEIPT));
}

void
enr_city_carry_ask_hub_file (EnrSession *session, GtkWidget *widget)
{
  enr_compat_open_file (GTK_WINDOW (gtk_widget_get_root (widget)),
                        _ ("Open the city's file for the enrolment"), _ ("Enrolments (.enhub)"),
                        "*.enhub", chosen_cb, asking_new (session, widget, WAY_HUB_FILE));
}
