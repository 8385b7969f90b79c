/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/staff/staffing-settings.h"

#include <glib/gi18n.h>

#include "statistics/staffing.h"

struct _EnrStaffingSettings
{
  AdwBin parent_instance;

  /* template */
  AdwComboRow *ratios;
  GtkSwitch *one_to_five;
  AdwComboRow *second_digit;
  GtkSpinButton *extra;
  GtkSpinButton *hours;
  GtkSpinButton *minutes;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  gboolean is_showing;
};

G_DEFINE_FINAL_TYPE (EnrStaffingSettings, enr_staffing_settings, ADW_TYPE_BIN)

typedef struct
{
  const EnrActor *actor;
  EnrStaffingSetting setting;
} Write;

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  g_autofree EnrStaffingSetting *setting = g_new0 (EnrStaffingSetting, 1);

  return enr_staffing_setting_load (db, setting, error) ? g_steal_pointer (&setting) : NULL;
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return enr_staffing_setting_save (db, write->actor, &write->setting, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static void
show (EnrStaffingSettings *self, const EnrStaffingSetting *setting)
{
  self->is_showing = TRUE;
  adw_combo_row_set_selected (self->ratios, setting->ratios);
  gtk_switch_set_active (self->one_to_five, setting->one_to_five);
  adw_combo_row_set_selected (self->second_digit, setting->second_digit);
  gtk_spin_button_set_value (self->extra, setting->extra);
  gtk_spin_button_set_value (self->hours, setting->full_week / 60);
  gtk_spin_button_set_value (self->minutes, setting->full_week % 60);
  self->is_showing = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "staffing.save", FALSE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrStaffingSettings) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree EnrStaffingSetting *setting = enr_store_finish (ENR_STORE (source), result, &error);

  if (setting != NULL)
    show (self, setting);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    enr_session_fail (self->session, error);
}

static void
reload (EnrStaffingSettings *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL, g_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrStaffingSettings *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "staffing_setting"))
    reload (self);
}

static void
touched_cb (EnrStaffingSettings *self)
{
  if (!self->is_showing)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "staffing.save", TRUE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrStaffingSettings) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) != NULL)
    enr_session_tell (self->session, _ ("The way of counting was saved."));
  else
    enr_session_fail (self->session, error);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrStaffingSettings *self = ENR_STAFFING_SETTINGS (widget);
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (self->session);
  write->setting.ratios = adw_combo_row_get_selected (self->ratios);
  write->setting.one_to_five = gtk_switch_get_active (self->one_to_five);
  write->setting.second_digit = adw_combo_row_get_selected (self->second_digit);
  write->setting.extra = (guint) gtk_spin_button_get_value_as_int (self->extra);
  write->setting.full_week = gtk_spin_button_get_value_as_int (self->hours) * 60
                             + gtk_spin_button_get_value_as_int (self->minutes);
  enr_store_write_async (enr_session_get_store (self->session), save, write, g_free, NULL, saved_cb,
                         g_object_ref (self));
}

static void
enr_staffing_settings_dispose (GObject *object)
{
  EnrStaffingSettings *self = ENR_STAFFING_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_STAFFING_SETTINGS);

  G_OBJECT_CLASS (enr_staffing_settings_parent_class)->dispose (object);
}

static void
enr_staffing_settings_finalize (GObject *object)
{
  g_object_unref (ENR_STAFFING_SETTINGS (object)->cancellable);

  G_OBJECT_CLASS (enr_staffing_settings_parent_class)->finalize (object);
}

static void
enr_staffing_settings_class_init (EnrStaffingSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_staffing_settings_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_staffing_settings_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/staff/staffing-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrStaffingSettings, ratios);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffingSettings, one_to_five);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffingSettings, second_digit);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffingSettings, extra);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffingSettings, hours);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffingSettings, minutes);
  gtk_widget_class_bind_template_callback (widget_class, touched_cb);
  gtk_widget_class_install_action (widget_class, "staffing.save", NULL, save_action);
}

static void
enr_staffing_settings_init (EnrStaffingSettings *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_staffing_settings_set_session (EnrStaffingSettings *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_STAFFING_SETTINGS (self));

  g_set_object (&self->session, session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
