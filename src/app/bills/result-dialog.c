/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/bills/result-dialog.h"

#include <glib/gi18n.h>

#include "app/bills/bill-job.h"
#include "app/bills/bill-words.h"
#include "app/bills/result-row.h"
#include "base/yen.h"

struct _EnrResultDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  AdwComboRow *result;
  GtkStringList *results;
  AdwPreferencesGroup *group;
  GtkCheckButton *all;

  /* Owned */
  GCancellable *cancellable;
  GArray *waiting; /* (element-type EnrTransferWaiting), NULL until it is read */
  GPtrArray *rows; /* (element-type EnrResultRow) of the same, borrowed */
  EnrDate month;
  EnrUuid family_id;
};

G_DEFINE_FINAL_TYPE (EnrResultDialog, enr_result_dialog, ENR_TYPE_EDIT_DIALOG)

/* In the order of the choice. */
static const char codes[] = { '0', '1', '2', '3', '4', '8', '9' };

static guint
count_chosen (EnrResultDialog *self, gint64 *yen)
{
  guint n = 0;

  *yen = 0;
  for (guint i = 0; i < self->rows->len; i++)
    if (enr_result_row_is_chosen (g_ptr_array_index (self->rows, i)))
      {
        n++;
        *yen += g_array_index (self->waiting, EnrTransferWaiting, i).asked;
      }
  return n;
}

/* The sum is what stands on the bank's list. */
static void
show_sum (EnrResultDialog *self)
{
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;
  gint64 yen;
  guint n = count_chosen (self, &yen);

  if (self->rows->len == 0)
    text = g_strdup (_ ("No transfer of this month is waiting for the bank's answer."));
  else
    {
      amount = enr_yen_dup (yen);
      /* Translators: how many are chosen of how many, and what they come to */
      text = g_strdup_printf (_ ("Chosen: %u of %u, %s"), n, self->rows->len, amount);
    }
  adw_preferences_group_set_description (self->group, text);
  gtk_check_button_set_inconsistent (self->all, n > 0 && n < self->rows->len);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", n > 0);
}

static void
changed_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_sum (ENR_RESULT_DIALOG (widget));
}

static void
all_cb (EnrResultDialog *self)
{
  gboolean is_all = gtk_check_button_get_active (self->all);

  for (guint i = 0; i < self->rows->len; i++)
    enr_result_row_set_chosen (g_ptr_array_index (self->rows, i), is_all);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrResultDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GArray *waiting = enr_store_finish (ENR_STORE (source), result, &error);

  if (waiting == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), NULL, text);
      return;
    }
  self->waiting = waiting;
  for (guint i = 0; i < waiting->len; i++)
    {
      const EnrTransferWaiting *one = &g_array_index (waiting, EnrTransferWaiting, i);
      EnrResultRow *row = enr_result_row_new (one);

      adw_preferences_group_add (self->group, GTK_WIDGET (row));
      g_ptr_array_add (self->rows, row);
      enr_result_row_set_chosen (row, enr_uuid_equal (&one->family_id, &self->family_id));
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->all), waiting->len > 0);
  show_sum (self);
}

static EnrBillJob *
new_job (EnrResultDialog *self)
{
  EnrSession *session = enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self));

  return enr_bill_job_new (enr_session_get_actor (session), self->month, NULL);
}

static void
enr_result_dialog_save (EnrEditDialog *form)
{
  EnrResultDialog *self = ENR_RESULT_DIALOG (form);
  EnrBillJob *job = new_job (self);

  job->result = codes[adw_combo_row_get_selected (self->result) % G_N_ELEMENTS (codes)];
  job->bill_ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  for (guint i = 0; i < self->rows->len; i++)
    if (enr_result_row_is_chosen (g_ptr_array_index (self->rows, i)))
      g_array_append_val (job->bill_ids,
                          g_array_index (self->waiting, EnrTransferWaiting, i).bill_id);
  enr_edit_dialog_write (form, enr_bill_job_result, job, (GDestroyNotify) enr_bill_job_free,
                         (GDestroyNotify) g_array_unref, NULL);
}

static void
enr_result_dialog_dispose (GObject *object)
{
  EnrResultDialog *self = ENR_RESULT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (enr_result_dialog_parent_class)->dispose (object);
}

static void
enr_result_dialog_finalize (GObject *object)
{
  EnrResultDialog *self = ENR_RESULT_DIALOG (object);

  g_clear_pointer (&self->waiting, g_array_unref);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (enr_result_dialog_parent_class)->finalize (object);
}

static void
enr_result_dialog_class_init (EnrResultDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_result_dialog_dispose;
  object_class->finalize = enr_result_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_result_dialog_save;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/bills/result-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrResultDialog, result);
  gtk_widget_class_bind_template_child (widget_class, EnrResultDialog, results);
  gtk_widget_class_bind_template_child (widget_class, EnrResultDialog, group);
  gtk_widget_class_bind_template_child (widget_class, EnrResultDialog, all);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
  gtk_widget_class_install_action (widget_class, "results.changed", NULL, changed_action);
}

static void
enr_result_dialog_init (EnrResultDialog *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *label = codes[i] == '0' ? g_strdup (_ ("The bank has drawn it"))
                                               : enr_bill_words_dup_not_drawn (codes[i]);

      gtk_string_list_append (self->results, label);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", FALSE);
}

EnrResultDialog *
enr_result_dialog_show (GtkWindow *parent,
                        EnrSession *session,
                        EnrDate month,
                        const EnrUuid *family_id)
{
  EnrResultDialog *self = g_object_new (ENR_TYPE_RESULT_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->month = month;
  self->family_id = family_id != NULL ? *family_id : enr_uuid_none;
  enr_store_read_async (enr_session_get_store (session), enr_bill_job_waiting, new_job (self),
                        (GDestroyNotify) enr_bill_job_free, (GDestroyNotify) g_array_unref,
                        self->cancellable, loaded_cb, g_object_ref (self));
  enr_edit_dialog_show (ENR_EDIT_DIALOG (self), GTK_WIDGET (parent));
  return self;
}
