/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the window of bills does: payments, papers, the files of the bank and its accounts. Results by hand
 * are in bills-results.c.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/bills/accounts-window.h"
#include "app/bills/bank-account-dialog.h"
#include "app/bills/bank-client-dialog.h"
#include "app/bills/bills-window-private.h"
#include "app/bills/pay-dialog.h"
#include "app/bills/transfer-dialog.h"
#include "app/board/reason-dialog.h"
#include "app/compat.h"
#include "month/closing.h"

/* What an action's result is. */
typedef enum
{
  RESULT_NOTHING,
  RESULT_SENTENCE, /* what is to be said; "" where the action's own word will do */
} Result;

/* An action that is under way: what it says where it works, unless its result says it. */
typedef struct
{
  EnrBillsWindow *window;
  Result result;
  const char *done;
} Call;

/* A file that is being asked for, and what is done with it. */
typedef struct
{
  EnrBillsWindow *window;
  EnrBillJob *job;
  EnrStoreFunc func;
  const char *done;
  Result result;
  gboolean is_write;
} Choice;

static gboolean
has_paid (EnrBillsWindow *self)
{
  for (guint i = 0; self->bills != NULL && i < self->bills->bills->len; i++)
    if (enr_bill_state (&g_array_index (self->bills->bills, EnrBill, i)) == ENR_BILL_PAID)
      return TRUE;
  return FALSE;
}

void
enr_bills_window_update_actions (EnrBillsWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const EnrBill *bill = enr_bills_window_get_selected (self);
  EnrBillState state = bill != NULL ? enr_bill_state (bill) : ENR_BILL_NOTHING;
  gboolean is_idle = self->n_busy == 0;
  gboolean is_closed = self->bills != NULL && self->bills->revision > 0;
  gboolean is_unpaid = state == ENR_BILL_OPEN || state == ENR_BILL_FAILED;

  gtk_widget_action_set_enabled (widget, "bills.statements", is_idle && is_closed);
  gtk_widget_action_set_enabled (widget, "bills.list", is_idle && is_closed);
  gtk_widget_set_sensitive (self->list_button, is_idle && is_closed);
  gtk_widget_action_set_enabled (widget, "bills.transfer", is_idle && is_closed);
  gtk_widget_action_set_enabled (widget, "bills.answer", is_idle);
  gtk_widget_set_sensitive (self->answer_button, is_idle);
  gtk_widget_action_set_enabled (widget, "bills.results", is_idle && is_closed);
  gtk_widget_action_set_enabled (widget, "bills.receipts", is_idle && has_paid (self));
  gtk_widget_action_set_enabled (widget, "bills.undo", is_idle && self->offered != NULL);
  gtk_widget_action_set_enabled (widget, "bills.pay", is_idle && is_unpaid);
  gtk_widget_action_set_enabled (widget, "bills.unpay", is_idle && state == ENR_BILL_PAID);
  gtk_widget_action_set_enabled (widget, "bills.method", is_idle && is_unpaid);
  gtk_widget_set_sensitive (self->method_button, is_idle && is_unpaid);
  gtk_widget_action_set_enabled (widget, "bills.receipt", is_idle && state == ENR_BILL_PAID);
  gtk_widget_action_set_enabled (widget, "bills.account", is_idle && bill != NULL);
}

static void
set_busy (EnrBillsWindow *self, gboolean is_busy)
{
  if (is_busy)
    self->n_busy++;
  else
    self->n_busy--;
  enr_bills_window_update_actions (self);
}

static void
finish_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (EnrBillsWindow) self = call->window;
  g_autoptr (GError) error = NULL;
  gpointer value = enr_store_finish (ENR_STORE (source), result, &error);
  const char *done = call->done;
  g_autofree char *sentence = call->result == RESULT_SENTENCE ? value : NULL;

  g_free (call);
  if (self->session == NULL)
    return;
  set_busy (self, FALSE);
  if (value == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      enr_bills_window_show_error (self, text);
    }
  else if (sentence != NULL && *sentence != '\0')
    enr_bills_window_show_notice (self, sentence);
  else
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (done));
}

/* Takes @job. @done is what is said where the result does not say it. */
static void
run (EnrBillsWindow *self,
     EnrStoreFunc func,
     EnrBillJob *job,
     gboolean is_write,
     Result result,
     const char *done)
{
  EnrStore *store = enr_session_get_store (self->session);
  GDestroyNotify free_result = result == RESULT_SENTENCE ? g_free : NULL;
  Call *call = g_new0 (Call, 1);

  call->window = g_object_ref (self);
  call->result = result;
  call->done = done;
  enr_bills_window_show_error (self, NULL);
  enr_bills_window_show_notice (self, NULL);
  set_busy (self, TRUE);
  if (is_write)
    enr_store_write_async (store, func, job, (GDestroyNotify) enr_bill_job_free, free_result,
                           finish_cb, call);
  else
    enr_store_read_async (store, func, job, (GDestroyNotify) enr_bill_job_free, free_result, NULL,
                          finish_cb, call);
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (EnrBillsWindow) self = choice->window;
  g_autoptr (EnrBillJob) job = choice->job;

  if (file != NULL && self->session != NULL)
    {
      job->path = g_file_get_path (file);
      if (job->path != NULL)
        run (self, choice->func, g_steal_pointer (&job), choice->is_write, choice->result,
             choice->done);
      else
        enr_bills_window_show_error (self, _ ("Please choose a folder on this PC."));
    }
  g_free (choice);
}

static Choice *
choice_new (EnrBillsWindow *self,
            EnrStoreFunc func,
            EnrBillJob *job,
            gboolean is_write,
            Result result,
            const char *done)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->window = g_object_ref (self);
  choice->func = func;
  choice->job = job;
  choice->is_write = is_write;
  choice->result = result;
  choice->done = done;
  enr_bills_window_show_error (self, NULL);
  return choice;
}

static void
pay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);

  enr_bills_window_show_error (self, NULL);
  enr_pay_dialog_show (GTK_WINDOW (self), self->session, enr_bills_window_get_selected (self));
}

static void
reason_cb (const char *reason, gpointer user_data)
{
  Choice *choice = user_data;

  if (choice->window->session == NULL)
    return;
  choice->job->reason = g_strdup (reason);
  run (choice->window, choice->func, g_steal_pointer (&choice->job), choice->is_write,
       choice->result, choice->done);
}

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  enr_bill_job_free (choice->job);
  g_object_unref (choice->window);
  g_free (choice);
}

static void
unpay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  const EnrBill *bill = enr_bills_window_get_selected (self);

  enr_reason_dialog_show (GTK_WINDOW (self), _ ("Not Paid After All"), bill->children, reason_cb,
                          choice_new (self, enr_bill_job_unpay, enr_bills_window_new_job (self, bill),
                                      TRUE, RESULT_NOTHING, _ ("The payment is taken back")),
                          choice_free);
}

static void
method_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  EnrBillJob *job = enr_bills_window_new_job (self, enr_bills_window_get_selected (self));

  if (enr_bill_method_from_key (g_variant_get_string (parameter, NULL), &job->method))
    run (self, enr_bill_job_set_method, job, TRUE, RESULT_NOTHING, _ ("Saved"));
  else
    enr_bill_job_free (job);
}

static void
receipt_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  const EnrBill *bill = enr_bills_window_get_selected (self);
  g_autofree char *month = enr_month_dup_key (self->month);
  /* Translators: the name of a file; %s are a month and children */
  g_autofree char *proposed = g_strdup_printf (_ ("receipt-%s-%s.pdf"), month, bill->children);

  enr_compat_save_file (GTK_WINDOW (self), _ ("Save the Receipt"), proposed, chosen_cb,
                        choice_new (self, enr_bill_job_receipt, enr_bills_window_new_job (self, bill),
                                    TRUE, RESULT_NOTHING, _ ("The receipt is saved")));
}

static void
receipts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  g_autofree char *month = enr_month_dup_key (self->month);
  /* Translators: the name of a file; %s is a month */
  g_autofree char *proposed = g_strdup_printf (_ ("receipts-%s.pdf"), month);
  EnrBillJob *job = enr_bills_window_new_job (self, NULL);

  job->is_of_all = TRUE;
  enr_compat_save_file (GTK_WINDOW (self), _ ("Save the Receipts"), proposed, chosen_cb,
                        choice_new (self, enr_bill_job_receipt, job, TRUE, RESULT_NOTHING,
                                    _ ("The receipts are saved")));
}

static void
dialog_saved_cb (EnrBillsWindow *self)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("Saved")));
}

static void
account_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  const EnrBill *bill = enr_bills_window_get_selected (self);

  enr_bills_window_show_error (self, NULL);
  g_signal_connect_object (enr_bank_account_dialog_show (GTK_WINDOW (self), self->session,
                                                         &bill->family_id, bill->children),
                           "saved", G_CALLBACK (dialog_saved_cb), self, G_CONNECT_SWAPPED);
}

static void
client_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);

  enr_bills_window_show_error (self, NULL);
  g_signal_connect_object (enr_bank_client_dialog_show (GTK_WINDOW (self), self->session), "saved",
                           G_CALLBACK (dialog_saved_cb), self, G_CONNECT_SWAPPED);
}

static void
statements_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  g_autofree char *month = enr_month_dup_key (self->month);
  /* Translators: the name of a file; %s is a month */
  g_autofree char *proposed = g_strdup_printf (_ ("statements-%s.pdf"), month);

  enr_compat_save_file (GTK_WINDOW (self), _ ("Save the Statements"), proposed, chosen_cb,
                        choice_new (self, enr_bill_job_statements, enr_bills_window_new_job (self, NULL),
                                    FALSE, RESULT_NOTHING, _ ("The statements are saved")));
}

static void
list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct
  {
    const char *key;
    const char *ending;
    EnrBillListFormat format;
  } formats[] = { { "pdf", "pdf", ENR_BILL_LIST_PDF },
                  { "xlsx", "xlsx", ENR_BILL_LIST_XLSX },
                  { "csv", "csv", ENR_BILL_LIST_CSV },
                  { "csv-cp932", "csv", ENR_BILL_LIST_CSV_CP932 } };
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  const char *key = g_variant_get_string (parameter, NULL);
  const char *ending = "pdf";
  g_autofree char *month = enr_month_dup_key (self->month);
  /* Translators: the name of a file without its ending; %s is a month */
  g_autofree char *stem = g_strdup_printf (_ ("fee-list-%s"), month);
  g_autofree char *proposed = NULL;
  EnrBillJob *job = enr_bills_window_new_job (self, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (key, formats[i].key))
      {
        job->format = formats[i].format;
        ending = formats[i].ending;
      }
  proposed = g_strdup_printf ("%s.%s", stem, ending);
  enr_compat_save_file (
      GTK_WINDOW (self), _ ("Save the List"), proposed, chosen_cb,
      choice_new (self, enr_bill_job_list, job, FALSE, RESULT_SENTENCE, _ ("The list is saved")));
}

static void
transfer_saved_cb (EnrBillsWindow *self, const char *sentence)
{
  enr_bills_window_show_notice (self, sentence);
}

static void
transfer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);

  enr_bills_window_show_error (self, NULL);
  g_signal_connect_object (enr_transfer_dialog_show (GTK_WINDOW (self), self->session, self->bills),
                           "saved", G_CALLBACK (transfer_saved_cb), self, G_CONNECT_SWAPPED);
}

static void
answer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);

  enr_compat_open_file (
      GTK_WINDOW (self), _ ("Choose the Bank's Answer"), NULL, NULL, chosen_cb,
      choice_new (self, enr_bill_job_answer, enr_bills_window_new_job (self, NULL), TRUE, RESULT_SENTENCE,
                  NULL));
}

static void
accounts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);

  enr_bills_window_show_error (self, NULL);
  enr_accounts_window_show (GTK_WINDOW (self), self->session);
}

static void
close_notice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_bills_window_show_notice (ENR_BILLS_WINDOW (widget), NULL);
}

void
enr_bills_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "bills.pay", NULL, pay_action);
  gtk_widget_class_install_action (widget_class, "bills.unpay", NULL, unpay_action);
  gtk_widget_class_install_action (widget_class, "bills.method", "s", method_action);
  gtk_widget_class_install_action (widget_class, "bills.receipt", NULL, receipt_action);
  gtk_widget_class_install_action (widget_class, "bills.account", NULL, account_action);
  gtk_widget_class_install_action (widget_class, "bills.client", NULL, client_action);
  gtk_widget_class_install_action (widget_class, "bills.statements", NULL, statements_action);
  gtk_widget_class_install_action (widget_class, "bills.list", "s", list_action);
  gtk_widget_class_install_action (widget_class, "bills.transfer", NULL, transfer_action);
  gtk_widget_class_install_action (widget_class, "bills.answer", NULL, answer_action);
  gtk_widget_class_install_action (widget_class, "bills.receipts", NULL, receipts_action);
  gtk_widget_class_install_action (widget_class, "bills.accounts", NULL, accounts_action);
  gtk_widget_class_install_action (widget_class, "bills.close-notice", NULL, close_notice_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}
