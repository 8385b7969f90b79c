/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/bills/transfer-dialog.h"

#include <glib/gi18n.h>

#include "app/bills/bill-job.h"
#include "app/bills/bill-words.h"
#include "app/children/date-row.h"
#include "app/compat.h"

struct _EnrTransferDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  EnrDateRow *day;
  GtkSwitch *except_cash;
  GtkSwitch *again;
  GtkSwitch *line_breaks;
  GtkWidget *families_group;
  GtkLabel *families;

  EnrDate month;
};

G_DEFINE_FINAL_TYPE (EnrTransferDialog, enr_transfer_dialog, ENR_TYPE_EDIT_DIALOG)

static void
chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrTransferDialog) self = user_data;

  if (file != NULL && enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)) != NULL)
    enr_transfer_dialog_write (self, file);
}

static void
enr_transfer_dialog_save (EnrEditDialog *form)
{
  EnrTransferDialog *self = ENR_TRANSFER_DIALOG (form);
  EnrDate day = enr_date_row_get_date (self->day);
  g_autofree char *iso = NULL;
  g_autofree char *name = NULL;

  if (day == ENR_DATE_NONE)
    {
      enr_edit_dialog_refuse (form, GTK_WIDGET (self->day),
                              _ ("This is not a date. Write it as 2026/4/1 or R8.4.1."));
      return;
    }
  iso = enr_date_dup_iso (day);
  /* Translators: the name of a file; %s is a date */
  name = g_strdup_printf (_ ("transfer-%s.txt"), iso);
  enr_compat_save_file (GTK_WINDOW (self), _ ("Save the File for the Bank"), name, chosen_cb,
                        g_object_ref (self));
}

static void
enr_transfer_dialog_class_init (EnrTransferDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_transfer_dialog_save;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/bills/transfer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrTransferDialog, day);
  gtk_widget_class_bind_template_child (widget_class, EnrTransferDialog, except_cash);
  gtk_widget_class_bind_template_child (widget_class, EnrTransferDialog, again);
  gtk_widget_class_bind_template_child (widget_class, EnrTransferDialog, line_breaks);
  gtk_widget_class_bind_template_child (widget_class, EnrTransferDialog, families_group);
  gtk_widget_class_bind_template_child (widget_class, EnrTransferDialog, families);
}

static void
enr_transfer_dialog_init (EnrTransferDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrTransferDialog *
enr_transfer_dialog_show (GtkWindow *parent, EnrSession *session, const EnrBillList *bills)
{
  EnrTransferDialog *self = g_object_new (ENR_TYPE_TRANSFER_DIALOG, NULL);
  g_autofree char *families = enr_bill_words_dup_without_account (bills);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->month = bills->first;
  gtk_label_set_text (self->families, families);
  gtk_widget_set_visible (self->families_group, *families != '\0');
  enr_edit_dialog_show (ENR_EDIT_DIALOG (self), GTK_WIDGET (parent));
  gtk_widget_grab_focus (GTK_WIDGET (self->day));
  return self;
}

void
enr_transfer_dialog_write (EnrTransferDialog *self, GFile *file)
{
  EnrEditDialog *form = ENR_EDIT_DIALOG (self);
  EnrBillJob *job;

  g_return_if_fail (ENR_IS_TRANSFER_DIALOG (self));

  job = enr_bill_job_new (enr_session_get_actor (enr_edit_dialog_get_session (form)), self->month,
                          NULL);
  job->path = g_file_get_path (file);
  if (job->path == NULL)
    {
      enr_edit_dialog_refuse (form, NULL, _ ("Please choose a folder on this PC."));
      enr_bill_job_free (job);
      return;
    }
  job->day = enr_date_row_get_date (self->day);
  if (gtk_switch_get_active (self->except_cash))
    job->flags |= ENR_TRANSFER_EXCEPT_CASH;
  if (gtk_switch_get_active (self->again))
    job->flags |= ENR_TRANSFER_AGAIN;
  if (gtk_switch_get_active (self->line_breaks))
    job->flags |= ENR_TRANSFER_LINE_BREAKS;
  enr_edit_dialog_write (form, enr_bill_job_transfer, job, (GDestroyNotify) enr_bill_job_free,
                         g_free, NULL);
}
