/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/bills/bank-account-dialog.h"

#include <glib/gi18n.h>

#include "app/bills/bank-fields.h"
#include "app/bills/kana-row.h"
#include "app/compat.h"
#include "month/bank.h"

struct _EnrBankAccountDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  EnrBankFields *fields;
  EnrKanaRow *holder;
  GtkEditable *customer_code;
  GtkSwitch *was_drawn;
  GtkWidget *remove_group;

  /* Owned */
  GCancellable *cancellable;
  EnrUuid family_id;
};

G_DEFINE_FINAL_TYPE (EnrBankAccountDialog, enr_bank_account_dialog, ENR_TYPE_EDIT_DIALOG)

/* What is read or written; the account is NULL where the family has none, or it is removed. */
typedef struct
{
  const EnrActor *actor;
  EnrUuid family_id;
  EnrBankAccount *account;
} Job;

static Job *
job_new (EnrBankAccountDialog *self)
{
  Job *job = g_new0 (Job, 1);

  job->actor = enr_session_get_actor (enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)));
  job->family_id = self->family_id;
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->account, enr_bank_account_free);
  g_free (job);
}

static gpointer
load_account (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (GError) local_error = NULL;
  Job *loaded;
  EnrBankAccount *account = enr_bank_account_load (db, &job->family_id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  loaded = g_new0 (Job, 1);
  loaded->account = account;
  return loaded;
}

static gpointer
save_account (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return enr_bank_account_save (db, job->actor, job->account, error) ? GINT_TO_POINTER (TRUE)
                                                                     : NULL;
}

static gpointer
remove_account (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return enr_bank_account_remove (db, job->actor, &job->family_id, error) ? GINT_TO_POINTER (TRUE)
                                                                          : NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrBankAccountDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  Job *loaded = enr_store_finish (ENR_STORE (source), result, &error);

  if (loaded == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), NULL, text);
      return;
    }
  if (loaded->account != NULL)
    {
      enr_bank_fields_set (self->fields, &loaded->account->account);
      gtk_editable_set_text (GTK_EDITABLE (self->holder), loaded->account->holder);
      gtk_editable_set_text (self->customer_code, loaded->account->customer_code);
      gtk_switch_set_active (self->was_drawn, !loaded->account->is_new);
    }
  gtk_widget_set_visible (self->remove_group, loaded->account != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", TRUE);
  job_free (loaded);
}

static void
enr_bank_account_dialog_save (EnrEditDialog *form)
{
  EnrBankAccountDialog *self = ENR_BANK_ACCOUNT_DIALOG (form);
  Job *job;

  if (!enr_bank_fields_check (self->fields, form) || !enr_kana_row_check (self->holder, form))
    return;
  job = job_new (self);
  job->account = enr_bank_account_new ();
  job->account->family_id = self->family_id;
  enr_bank_fields_get (self->fields, &job->account->account);
  g_free (job->account->holder);
  job->account->holder = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->holder)));
  g_free (job->account->customer_code);
  job->account->customer_code = g_strdup (gtk_editable_get_text (self->customer_code));
  job->account->is_new = !gtk_switch_get_active (self->was_drawn);
  enr_edit_dialog_write (form, save_account, job, job_free, NULL, NULL);
}

static void
answered_cb (gboolean is_yes, gpointer user_data)
{
  g_autoptr (EnrBankAccountDialog) self = user_data;

  if (is_yes && enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)) != NULL)
    enr_edit_dialog_write (ENR_EDIT_DIALOG (self), remove_account, job_new (self), job_free, NULL,
                           NULL);
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_compat_ask (GTK_WINDOW (widget), _ ("Remove This Account?"),
                  _ ("What this family still has to pay is then paid in cash."), _ ("_Remove"),
                  TRUE, answered_cb, g_object_ref (widget));
}

static void
enr_bank_account_dialog_dispose (GObject *object)
{
  EnrBankAccountDialog *self = ENR_BANK_ACCOUNT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (enr_bank_account_dialog_parent_class)->dispose (object);
}

static void
enr_bank_account_dialog_class_init (EnrBankAccountDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_bank_account_dialog_dispose;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_bank_account_dialog_save;

  g_type_ensure (ENR_TYPE_BANK_FIELDS);
  g_type_ensure (ENR_TYPE_KANA_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/bills/bank-account-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrBankAccountDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, EnrBankAccountDialog, holder);
  gtk_widget_class_bind_template_child (widget_class, EnrBankAccountDialog, customer_code);
  gtk_widget_class_bind_template_child (widget_class, EnrBankAccountDialog, was_drawn);
  gtk_widget_class_bind_template_child (widget_class, EnrBankAccountDialog, remove_group);
  gtk_widget_class_install_action (widget_class, "account.remove", NULL, remove_action);
}

static void
enr_bank_account_dialog_init (EnrBankAccountDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", FALSE);
}

EnrBankAccountDialog *
enr_bank_account_dialog_show (GtkWindow *parent,
                              EnrSession *session,
                              const EnrUuid *family_id,
                              const char *children)
{
  EnrBankAccountDialog *self = g_object_new (ENR_TYPE_BANK_ACCOUNT_DIALOG, NULL);
  g_autofree char *escaped = g_markup_escape_text (children, -1);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->family_id = *family_id;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->fields), escaped);
  enr_store_read_async (enr_session_get_store (session), load_account, job_new (self), job_free,
                        job_free, self->cancellable, loaded_cb, g_object_ref (self));
  enr_edit_dialog_show (ENR_EDIT_DIALOG (self), GTK_WIDGET (parent));
  return self;
}
