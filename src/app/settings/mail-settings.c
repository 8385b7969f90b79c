/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/mail-settings.h"

#include <glib/gi18n.h>

#include "app/children/edit-dialog.h"
#include "contact/mailer.h"
#include "mail/error.h"
#include "mail/secret.h"

struct _EnrMailSettings
{
  AdwBin parent_instance;

  /* template */
  GtkWidget *trouble_group;
  GtkLabel *trouble;
  GtkSwitch *is_on;
  GtkEditable *host;
  AdwComboRow *security;
  GtkSpinButton *port;
  GtkEditable *user;
  GtkEditable *password;
  GtkEditable *from_name;
  GtkEditable *from_address;
  GtkEditable *bounce_address;
  GtkEditable *reply_to;
  GtkWidget *save_button;
  GtkSpinner *spinner;
  GtkLabel *result;

  /* borrowed */
  GtkWidget *refused;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  gboolean is_filling;
  gboolean is_touched;
  gboolean is_trying;
};

G_DEFINE_FINAL_TYPE (EnrMailSettings, enr_mail_settings, ADW_TYPE_BIN)

typedef struct
{
  EnrMailSetting *setting;
  EnrMailTrouble trouble;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  if (loaded == NULL)
    return;
  enr_mail_setting_free (loaded->setting);
  enr_mail_trouble_clear (&loaded->trouble);
  g_free (loaded);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->setting = enr_mail_setting_load (db, error);
  if (loaded->setting != NULL && enr_mail_trouble_load (db, &loaded->trouble, error))
    return loaded;
  loaded_free (loaded);
  return NULL;
}

/*
 * Showing
 */

static void
show_setting (EnrMailSettings *self, const EnrMailSetting *setting)
{
  self->is_filling = TRUE;
  gtk_switch_set_active (self->is_on, setting->is_on);
  gtk_editable_set_text (self->host, setting->host);
  adw_combo_row_set_selected (self->security, setting->security);
  gtk_spin_button_set_value (self->port, setting->port);
  gtk_editable_set_text (self->user, setting->user);
  gtk_editable_set_text (self->from_name, setting->from_name);
  gtk_editable_set_text (self->from_address, setting->from_address);
  gtk_editable_set_text (self->bounce_address, setting->bounce_address);
  gtk_editable_set_text (self->reply_to, setting->reply_to);
  self->is_filling = FALSE;
}

static void
show_trouble (EnrMailSettings *self, const EnrMailTrouble *trouble)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->trouble_group, *trouble->words != '\0');
  if (trouble->next_at != ENR_INSTANT_NONE)
    {
      EnrDate day = enr_instant_civil_date (trouble->next_at);
      char time[6];

      /* Translators: what is wrong, a sentence; and a time, "10:30" */
      text = g_strdup_printf (
          _ ("%s It is tried again at %s, or once the settings are saved."), trouble->words,
          enr_minutes_format (enr_instant_minutes (trouble->next_at, day), time));
    }
  gtk_label_set_text (self->trouble, text != NULL ? text : trouble->words);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrMailSettings) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = enr_store_finish (ENR_STORE (source), result, &error);

  if (loaded == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  if (!self->is_touched)
    show_setting (self, loaded->setting);
  show_trouble (self, &loaded->trouble);
  loaded_free (loaded);
}

static void
reload (EnrMailSettings *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL, loaded_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrMailSettings *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "mail_setting"))
    reload (self);
}

static void
show_buttons (EnrMailSettings *self)
{
  gtk_widget_set_visible (self->save_button, self->is_touched);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mail.try", !self->is_trying);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mail.send-to-self", !self->is_trying);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->is_trying);
  gtk_spinner_set_spinning (self->spinner, self->is_trying);
}

static void
show_result (EnrMailSettings *self, const char *text, gboolean is_failure)
{
  gtk_label_set_text (self->result, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->result), text != NULL);
  if (is_failure)
    gtk_widget_add_css_class (GTK_WIDGET (self->result), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->result), "error");
}

static void
refuse (EnrMailSettings *self, GtkWidget *field, const char *text)
{
  if (self->refused != NULL)
    enr_field_set_error (self->refused, NULL);
  self->refused = field;
  if (field == NULL)
    return;
  enr_field_set_error (field, text);
  gtk_widget_grab_focus (field);
}

static void
touched_cb (EnrMailSettings *self)
{
  if (self->is_filling)
    return;
  self->is_touched = TRUE;
  show_buttons (self);
}

/* Each kind of encryption has its usual port. */
static void
security_cb (EnrMailSettings *self)
{
  if (self->is_filling)
    return;
  gtk_spin_button_set_value (
      self->port,
      enr_mail_security_port ((EnrSmtpSecurity) adw_combo_row_get_selected (self->security)));
  touched_cb (self);
}

/*
 * Reading what is typed
 */

static void
replace (char **field, GtkEditable *from)
{
  g_free (*field);
  *field = g_strdup (gtk_editable_get_text (from));
}

static EnrMailSetting *
read_setting (EnrMailSettings *self)
{
  EnrMailSetting *setting = enr_mail_setting_new ();

  setting->is_on = gtk_switch_get_active (self->is_on);
  replace (&setting->host, self->host);
  setting->security = (EnrSmtpSecurity) adw_combo_row_get_selected (self->security);
  setting->port = (guint) gtk_spin_button_get_value_as_int (self->port);
  replace (&setting->user, self->user);
  replace (&setting->from_name, self->from_name);
  replace (&setting->from_address, self->from_address);
  replace (&setting->bounce_address, self->bounce_address);
  replace (&setting->reply_to, self->reply_to);
  return setting;
}

/* The field that a refusal is about. */
static GtkWidget *
find_field (EnrMailSettings *self, const GError *error)
{
  GtkEditable *addresses[] = { self->from_address, self->bounce_address, self->reply_to };

  if (!g_error_matches (error, ENR_MAIL_ERROR, ENR_MAIL_ERROR_ADDRESS))
    return GTK_WIDGET (self->host);
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (EnrMailSetting) probe = enr_mail_setting_new ();

      /* Each alone, in a setting that has no other fault. */
      replace (&probe->reply_to, addresses[i]);
      if ((i == 0 && *probe->reply_to == '\0') || !enr_mail_setting_check (probe, NULL))
        return GTK_WIDGET (addresses[i]);
    }
  return GTK_WIDGET (self->from_address);
}

/*
 * Saving
 */

typedef struct
{
  const EnrActor *actor;
  EnrMailSetting *setting;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  enr_mail_setting_free (write->setting);
  g_free (write);
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  return enr_mail_setting_save (db, write->actor, write->setting, error) ? GINT_TO_POINTER (TRUE)
                                                                         : NULL;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrMailSettings) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean is_saved = enr_store_finish (ENR_STORE (source), result, &error) != NULL;

  if (self->session == NULL)
    return;
  if (!is_saved)
    {
      text = enr_error_describe (error);
      refuse (self, find_field (self, error), text);
      return;
    }
  self->is_filling = TRUE;
  gtk_editable_set_text (self->password, "");
  self->is_filling = FALSE;
  self->is_touched = FALSE;
  show_buttons (self);
  enr_session_tell (self->session, _ ("The settings are saved"));
}

static void
write_setting (EnrMailSettings *self)
{
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (self->session);
  write->setting = read_setting (self);
  enr_store_write_async (enr_session_get_store (self->session), save, write, write_free, NULL,
                         saved_cb, g_object_ref (self));
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrMailSettings) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!enr_secret_store_finish (result, &error))
    {
      if (self->session != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        refuse (self, GTK_WIDGET (self->password), error->message);
      return;
    }
  if (self->session != NULL)
    write_setting (self);
}

/* The password first: mails are tried as soon as the settings are saved. */
static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMailSettings *self = ENR_MAIL_SETTINGS (widget);
  g_autoptr (EnrMailSetting) setting = read_setting (self);
  const char *password = gtk_editable_get_text (self->password);
  g_autoptr (GError) error = NULL;

  refuse (self, NULL, NULL);
  show_result (self, NULL, FALSE);
  if (!enr_mail_setting_check (setting, &error))
    refuse (self, find_field (self, error), error->message);
  else if (*password != '\0' && *setting->user != '\0')
    enr_secret_store_async (setting->host, setting->user, password, self->cancellable, stored_cb,
                            g_object_ref (self));
  else
    write_setting (self);
}

/*
 * Trying
 */

typedef struct
{
  EnrMailSetting *setting;
  char *password; /* NULL: the one that is kept */
  gboolean sends;
} Trial;

static void
trial_free (gpointer data)
{
  Trial *trial = data;

  enr_mail_setting_free (trial->setting);
  enr_secret_free (trial->password);
  g_free (trial);
}

static gboolean
try (Trial *trial, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (*trial->setting->user != '\0' && trial->password == NULL)
    trial->password
        = enr_secret_lookup (trial->setting->host, trial->setting->user, cancellable, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return trial->sends
             ? enr_mailer_send_to_self (trial->setting, trial->password, NULL, cancellable, error)
             : enr_mailer_try (trial->setting, trial->password, NULL, cancellable, error);
}

static void
try_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (try (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
tried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EnrMailSettings *self = ENR_MAIL_SETTINGS (source);
  const Trial *trial = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (self->session == NULL)
    return;
  self->is_trying = FALSE;
  show_buttons (self);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_result (self, error->message, TRUE);
      return;
    }
  if (trial->sends)
    text = g_strdup_printf (_ ("One mail was sent to %s. Please look whether it arrives."),
                            trial->setting->from_address);
  else
    text = g_strdup (_ ("The mail server takes the settings. Nothing was sent."));
  show_result (self, text, FALSE);
}

static void
begin_trial (EnrMailSettings *self, gboolean sends)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrMailSetting) setting = read_setting (self);
  const char *password = gtk_editable_get_text (self->password);
  Trial *trial;

  refuse (self, NULL, NULL);
  show_result (self, NULL, FALSE);
  setting->is_on = TRUE;
  if (!enr_mail_setting_check (setting, &error))
    {
      refuse (self, find_field (self, error), error->message);
      return;
    }
  self->is_trying = TRUE;
  show_buttons (self);
  trial = g_new0 (Trial, 1);
  trial->setting = g_steal_pointer (&setting);
  trial->password = *password != '\0' ? g_strdup (password) : NULL;
  trial->sends = sends;
  task = g_task_new (self, self->cancellable, tried_cb, NULL);
  g_task_set_source_tag (task, begin_trial);
  g_task_set_task_data (task, trial, trial_free);
  g_task_run_in_thread (task, try_thread);
}

static void
try_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin_trial (ENR_MAIL_SETTINGS (widget), FALSE);
}

static void
send_to_self_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  begin_trial (ENR_MAIL_SETTINGS (widget), TRUE);
}

static void
enr_mail_settings_dispose (GObject *object)
{
  EnrMailSettings *self = ENR_MAIL_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_MAIL_SETTINGS);

  G_OBJECT_CLASS (enr_mail_settings_parent_class)->dispose (object);
}

static void
enr_mail_settings_class_init (EnrMailSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_mail_settings_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/mail-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, trouble_group);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, trouble);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, is_on);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, host);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, security);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, port);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, user);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, password);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, from_name);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, from_address);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, bounce_address);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, reply_to);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, save_button);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, spinner);
  gtk_widget_class_bind_template_child (widget_class, EnrMailSettings, result);
  gtk_widget_class_bind_template_callback (widget_class, touched_cb);
  gtk_widget_class_bind_template_callback (widget_class, security_cb);
  gtk_widget_class_install_action (widget_class, "mail.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "mail.try", NULL, try_action);
  gtk_widget_class_install_action (widget_class, "mail.send-to-self", NULL, send_to_self_action);
}

static void
enr_mail_settings_init (EnrMailSettings *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

void
enr_mail_settings_set_session (EnrMailSettings *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_MAIL_SETTINGS (self));

  g_set_object (&self->session, session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
