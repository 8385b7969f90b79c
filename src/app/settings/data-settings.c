/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/data-settings.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "app/compat.h"
#include "base/clock.h"
#include "store/check.h"

struct _EnrDataSettings
{
  AdwBin parent_instance;

  /* template */
  AdwActionRow *path_row;
  AdwActionRow *backup_row;
  AdwActionRow *check_row;
  GtkSpinner *spinner;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (EnrDataSettings, enr_data_settings, ADW_TYPE_BIN)

/* A backup is made beside the name that was chosen and takes its place only when it is whole. */
static gpointer
back_up (EnrDb *db, gpointer data, GError **error)
{
  const char *path = data;
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  g_unlink (part);
  if (!enr_db_backup (db, part, error))
    return NULL;
  if (g_rename (part, path) != 0)
    {
      g_unlink (part);
      g_set_error (error, ENR_DB_ERROR, ENR_DB_ERROR_READ_ONLY, "rename backup %s", path);
      return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

static gpointer
check (EnrDb *db, gpointer data, GError **error)
{
  return enr_db_check (db, NULL, error);
}

static void
set_busy (EnrDataSettings *self, gboolean is_busy)
{
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.backup", !is_busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "data.check", !is_busy);
}

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrDataSettings) self = user_data;
  g_autoptr (GError) error = NULL;
  gpointer done = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (done == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      adw_action_row_set_subtitle (self->backup_row, text);
      gtk_widget_add_css_class (GTK_WIDGET (self->backup_row), "error");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->backup_row), "error");
  adw_action_row_set_subtitle (
      self->backup_row, _ ("The copy is made. Keep it apart from this PC, and locked away."));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrDataSettings) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = enr_store_finish (ENR_STORE (source), result, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (problems == NULL)
    {
      g_autofree char *described = enr_error_describe (error);

      g_string_append (text, described);
    }
  else if (problems->len == 0)
    g_string_append (text, _ ("All records are whole, and none was altered from outside."));
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (problems, i));
  adw_action_row_set_subtitle (self->check_row, text->str);
  if (problems == NULL || problems->len > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->check_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->check_row), "error");
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrDataSettings) self = user_data;
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path == NULL)
    return;
  set_busy (self, TRUE);
  enr_store_read_async (enr_session_get_store (self->session), back_up, path, g_free, NULL,
                        self->cancellable, backed_up_cb, g_object_ref (self));
}

static void
backup_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *day = enr_date_dup_iso (enr_clock_today ());
  /* Translators: the name of a file; %s is a date */
  g_autofree char *file = g_strdup_printf (_ ("enroku-%s.db"), day);

  enr_compat_save_file (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Make a Copy of the Records"),
                        file, chosen_cb, g_object_ref (widget));
}

static void
check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrDataSettings *self = ENR_DATA_SETTINGS (widget);

  set_busy (self, TRUE);
  enr_store_read_async (enr_session_get_store (self->session), check, NULL, NULL,
                        (GDestroyNotify) g_ptr_array_unref, self->cancellable, checked_cb,
                        g_object_ref (self));
}

static void
enr_data_settings_dispose (GObject *object)
{
  EnrDataSettings *self = ENR_DATA_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_DATA_SETTINGS);

  G_OBJECT_CLASS (enr_data_settings_parent_class)->dispose (object);
}

static void
enr_data_settings_class_init (EnrDataSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_data_settings_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/data-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrDataSettings, path_row);
  gtk_widget_class_bind_template_child (widget_class, EnrDataSettings, backup_row);
  gtk_widget_class_bind_template_child (widget_class, EnrDataSettings, check_row);
  gtk_widget_class_bind_template_child (widget_class, EnrDataSettings, spinner);
  gtk_widget_class_install_action (widget_class, "data.backup", NULL, backup_action);
  gtk_widget_class_install_action (widget_class, "data.check", NULL, check_action);
}

static void
enr_data_settings_init (EnrDataSettings *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_data_settings_set_session (EnrDataSettings *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_DATA_SETTINGS (self));

  g_set_object (&self->session, session);
  adw_action_row_set_subtitle (self->path_row,
                               enr_store_get_path (enr_session_get_store (session)));
}
