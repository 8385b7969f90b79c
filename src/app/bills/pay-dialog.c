/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/bills/pay-dialog.h"

#include <glib/gi18n.h>

#include "app/bills/bill-job.h"
#include "app/children/date-row.h"
#include "base/clock.h"
#include "base/yen.h"
#include "nursery/error.h"

struct _EnrPayDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  AdwPreferencesGroup *group;
  EnrDateRow *day;
  AdwComboRow *method;

  /* Owned */
  EnrDate month;
  EnrUuid bill_id;
};

G_DEFINE_FINAL_TYPE (EnrPayDialog, enr_pay_dialog, ENR_TYPE_EDIT_DIALOG)

static void
enr_pay_dialog_save (EnrEditDialog *form)
{
  EnrPayDialog *self = ENR_PAY_DIALOG (form);
  EnrDate day = enr_date_row_get_date (self->day);
  EnrBillJob *job;

  if (day == ENR_DATE_NONE)
    {
      enr_edit_dialog_refuse (form, GTK_WIDGET (self->day),
                              _ ("This is not a date. Write it as 2026/4/1 or R8.4.1."));
      return;
    }
  job = enr_bill_job_new (enr_session_get_actor (enr_edit_dialog_get_session (form)), self->month,
                          NULL);
  job->bill_id = self->bill_id;
  job->day = day;
  job->method = adw_combo_row_get_selected (self->method) == 1 ? ENR_BILL_OTHER : ENR_BILL_CASH;
  enr_edit_dialog_write (form, enr_bill_job_pay, job, (GDestroyNotify) enr_bill_job_free, NULL,
                         NULL);
}

/* Only the day can be one that cannot be. */
static GtkWidget *
enr_pay_dialog_find_field (EnrEditDialog *form, const GError *error)
{
  return g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID)
             ? GTK_WIDGET (ENR_PAY_DIALOG (form)->day)
             : NULL;
}

static void
enr_pay_dialog_class_init (EnrPayDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_pay_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_pay_dialog_find_field;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/bills/pay-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrPayDialog, group);
  gtk_widget_class_bind_template_child (widget_class, EnrPayDialog, day);
  gtk_widget_class_bind_template_child (widget_class, EnrPayDialog, method);
}

static void
enr_pay_dialog_init (EnrPayDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrPayDialog *
enr_pay_dialog_show (GtkWindow *parent, EnrSession *session, const EnrBill *bill)
{
  EnrPayDialog *self = g_object_new (ENR_TYPE_PAY_DIALOG, NULL);
  g_autofree char *amount = enr_yen_dup (bill->asked);
  g_autofree char *title = g_strdup_printf ("%s  %s", bill->children, amount);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->month = bill->month;
  self->bill_id = bill->id;
  adw_preferences_group_set_title (self->group, escaped);
  adw_combo_row_set_selected (self->method, bill->method == ENR_BILL_OTHER ? 1 : 0);
  enr_date_row_set_date (self->day, enr_clock_today ());
  enr_edit_dialog_show (ENR_EDIT_DIALOG (self), GTK_WIDGET (parent));
  return self;
}
