/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/bills/bank-client-dialog.h"

#include "app/bills/bank-fields.h"
#include "app/bills/kana-row.h"
#include "month/bank.h"

struct _EnrBankClientDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  GtkEditable *code;
  EnrKanaRow *name;
  EnrBankFields *fields;

  /* Owned */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (EnrBankClientDialog, enr_bank_client_dialog, ENR_TYPE_EDIT_DIALOG)

/* The client is NULL where it was never entered. */
typedef struct
{
  const EnrActor *actor;
  EnrBankClient *client;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->client, enr_bank_client_free);
  g_free (job);
}

static gpointer
load_client (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  EnrBankClient *client = enr_bank_client_load (db, &local_error);
  Job *loaded;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  loaded = g_new0 (Job, 1);
  loaded->client = client;
  return loaded;
}

static gpointer
save_client (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return enr_bank_client_save (db, job->actor, job->client, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrBankClientDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  Job *loaded = enr_store_finish (ENR_STORE (source), result, &error);

  if (loaded == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), NULL, text);
      return;
    }
  if (loaded->client != NULL)
    {
      gtk_editable_set_text (self->code, loaded->client->code);
      gtk_editable_set_text (GTK_EDITABLE (self->name), loaded->client->name);
      enr_bank_fields_set (self->fields, &loaded->client->account);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", TRUE);
  job_free (loaded);
}

static void
enr_bank_client_dialog_save (EnrEditDialog *form)
{
  EnrBankClientDialog *self = ENR_BANK_CLIENT_DIALOG (form);
  Job *job;

  if (!enr_bank_fields_check_digits (self->code, ENR_BANK_DIGITS_CLIENT, form)
      || !enr_kana_row_check (self->name, form) || !enr_bank_fields_check (self->fields, form))
    return;
  job = g_new0 (Job, 1);
  job->actor = enr_session_get_actor (enr_edit_dialog_get_session (form));
  job->client = enr_bank_client_new ();
  g_free (job->client->code);
  job->client->code = g_strdup (gtk_editable_get_text (self->code));
  g_free (job->client->name);
  job->client->name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));
  enr_bank_fields_get (self->fields, &job->client->account);
  enr_edit_dialog_write (form, save_client, job, job_free, NULL, NULL);
}

static void
enr_bank_client_dialog_dispose (GObject *object)
{
  EnrBankClientDialog *self = ENR_BANK_CLIENT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (enr_bank_client_dialog_parent_class)->dispose (object);
}

static void
enr_bank_client_dialog_class_init (EnrBankClientDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_bank_client_dialog_dispose;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_bank_client_dialog_save;

  g_type_ensure (ENR_TYPE_BANK_FIELDS);
  g_type_ensure (ENR_TYPE_KANA_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/bills/bank-client-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrBankClientDialog, code);
  gtk_widget_class_bind_template_child (widget_class, EnrBankClientDialog, name);
  gtk_widget_class_bind_template_child (widget_class, EnrBankClientDialog, fields);
}

static void
enr_bank_client_dialog_init (EnrBankClientDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", FALSE);
}

EnrBankClientDialog *
enr_bank_client_dialog_show (GtkWindow *parent, EnrSession *session)
{
  EnrBankClientDialog *self = g_object_new (ENR_TYPE_BANK_CLIENT_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  enr_store_read_async (enr_session_get_store (session), load_client, NULL, NULL, job_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
  enr_edit_dialog_show (ENR_EDIT_DIALOG (self), GTK_WIDGET (parent));
  return self;
}
