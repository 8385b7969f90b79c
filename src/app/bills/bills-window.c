/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/bills/bills-window.h"

#include <glib/gi18n.h>

#include "app/bills/accounts-window.h"
#include "app/bills/bank-account-dialog.h"
#include "app/bills/bank-client-dialog.h"
#include "app/bills/bill-job.h"
#include "app/bills/bill-row.h"
#include "app/bills/bill-words.h"
#include "app/bills/pay-dialog.h"
#include "app/bills/result-dialog.h"
#include "app/bills/transfer-dialog.h"
#include "app/board/reason-dialog.h"
#include "app/compat.h"
#include "month/closing.h"
#include "month/zengin.h"

/* Time to look at the list again. */
#define UNDO_SECONDS 15

struct _EnrBillsWindow
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *title;
  AdwToastOverlay *toasts;
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkWidget *notice_box;
  GtkLabel *notice_label;
  GtkStack *stack;
  GtkLabel *summary;
  GtkListBox *list;
  GtkWidget *list_button;
  GtkWidget *answer_button;
  GtkWidget *method_button;

  /* Borrowed */
  AdwToast *undo_toast; /* weak */

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable;
  char *offered;      /* the last action of this window that can be taken back, or NULL */
  EnrBillList *bills; /* NULL until the first reading */
  EnrDate month;
  guint n_busy;
};

G_DEFINE_FINAL_TYPE (EnrBillsWindow, enr_bills_window, ADW_TYPE_WINDOW)

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

static void
show_error (EnrBillsWindow *self, const char *text)
{
  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->error_box, text != NULL);
}

static void
show_notice (EnrBillsWindow *self, const char *text)
{
  gtk_label_set_text (self->notice_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->notice_box, text != NULL);
}

static const EnrBill *
get_selected (EnrBillsWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  guint index = row != NULL ? (guint) gtk_list_box_row_get_index (row) : 0;

  if (row == NULL || self->bills == NULL || index >= self->bills->bills->len)
    return NULL;
  return &g_array_index (self->bills->bills, EnrBill, index);
}

static gboolean
has_paid (EnrBillsWindow *self)
{
  for (guint i = 0; self->bills != NULL && i < self->bills->bills->len; i++)
    if (enr_bill_state (&g_array_index (self->bills->bills, EnrBill, i)) == ENR_BILL_PAID)
      return TRUE;
  return FALSE;
}

static void
update_actions (EnrBillsWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const EnrBill *bill = get_selected (self);
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
selected_cb (EnrBillsWindow *self)
{
  if (self->session != NULL)
    update_actions (self);
}

/*
 * Reading
 */

/* Rows stay where they are, so that reading anew does not scroll; the selection stays with its
 * family. */
static void
show_bills (EnrBillsWindow *self, EnrBillList *bills)
{
  const EnrBill *before = get_selected (self);
  g_autofree char *summary = enr_bill_words_dup_summary (bills);
  EnrUuid family = before != NULL ? before->family_id : (EnrUuid){ 0 };
  gboolean has_selection = before != NULL;
  GtkListBoxRow *selected = NULL;
  GtkListBoxRow *row;

  g_clear_pointer (&self->bills, enr_bill_list_free);
  self->bills = bills;
  for (guint i = 0; i < bills->bills->len; i++)
    {
      const EnrBill *bill = &g_array_index (bills->bills, EnrBill, i);

      row = gtk_list_box_get_row_at_index (self->list, (int) i);
      if (row == NULL)
        {
          row = GTK_LIST_BOX_ROW (enr_bill_row_new ());
          gtk_list_box_append (self->list, GTK_WIDGET (row));
        }
      enr_bill_row_set_bill (ENR_BILL_ROW (row), bill);
      if (has_selection && enr_uuid_equal (&bill->family_id, &family))
        selected = row;
    }
  while ((row = gtk_list_box_get_row_at_index (self->list, (int) bills->bills->len)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_list_box_select_row (self->list, selected);
  gtk_label_set_text (self->summary, summary);
  if (bills->revision == 0)
    gtk_stack_set_visible_child_name (self->stack, "open");
  else
    gtk_stack_set_visible_child_name (self->stack, bills->bills->len > 0 ? "list" : "none");
  update_actions (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrBillsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrBillList *bills = enr_store_finish (ENR_STORE (source), result, &error);

  if (bills != NULL)
    {
      show_bills (self, bills);
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text = enr_error_describe (error);

      show_error (self, text);
    }
}

static EnrBillJob *
new_job (EnrBillsWindow *self, const EnrBill *bill)
{
  return enr_bill_job_new (enr_session_get_actor (self->session), self->month, bill);
}

static void
load (EnrBillsWindow *self)
{
  enr_store_read_async (enr_session_get_store (self->session), enr_bill_job_load,
                        new_job (self, NULL), (GDestroyNotify) enr_bill_job_free,
                        (GDestroyNotify) enr_bill_list_free, self->cancellable, loaded_cb,
                        g_object_ref (self));
}

/*
 * Actions
 */

static void
set_busy (EnrBillsWindow *self, gboolean is_busy)
{
  if (is_busy)
    self->n_busy++;
  else
    self->n_busy--;
  update_actions (self);
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

      show_error (self, text);
    }
  else if (sentence != NULL && *sentence != '\0')
    show_notice (self, sentence);
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
  show_error (self, NULL);
  show_notice (self, NULL);
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
        show_error (self, _ ("Please choose a folder on this PC."));
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
  show_error (self, NULL);
  return choice;
}

static void
pay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);

  show_error (self, NULL);
  enr_pay_dialog_show (GTK_WINDOW (self), self->session, get_selected (self));
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
  const EnrBill *bill = get_selected (self);

  enr_reason_dialog_show (GTK_WINDOW (self), _ ("Not Paid After All"), bill->children, reason_cb,
                          choice_new (self, enr_bill_job_unpay, new_job (self, bill), TRUE,
                                      RESULT_NOTHING, _ ("The payment is taken back")),
                          choice_free);
}

static void
method_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  EnrBillJob *job = new_job (self, get_selected (self));

  if (enr_bill_method_from_key (g_variant_get_string (parameter, NULL), &job->method))
    run (self, enr_bill_job_set_method, job, TRUE, RESULT_NOTHING, _ ("Saved"));
  else
    enr_bill_job_free (job);
}

static void
receipt_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  const EnrBill *bill = get_selected (self);
  g_autofree char *month = enr_month_dup_key (self->month);
  /* Translators: the name of a file; %s are a month and children */
  g_autofree char *proposed = g_strdup_printf (_ ("receipt-%s-%s.pdf"), month, bill->children);

  enr_compat_save_file (GTK_WINDOW (self), _ ("Save the Receipt"), proposed, chosen_cb,
                        choice_new (self, enr_bill_job_receipt, new_job (self, bill), TRUE,
                                    RESULT_NOTHING, _ ("The receipt is saved")));
}

static void
receipts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  g_autofree char *month = enr_month_dup_key (self->month);
  /* Translators: the name of a file; %s is a month */
  g_autofree char *proposed = g_strdup_printf (_ ("receipts-%s.pdf"), month);
  EnrBillJob *job = new_job (self, NULL);

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
  const EnrBill *bill = get_selected (self);

  show_error (self, NULL);
  g_signal_connect_object (enr_bank_account_dialog_show (GTK_WINDOW (self), self->session,
                                                         &bill->family_id, bill->children),
                           "saved", G_CALLBACK (dialog_saved_cb), self, G_CONNECT_SWAPPED);
}

static void
client_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);

  show_error (self, NULL);
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
                        choice_new (self, enr_bill_job_statements, new_job (self, NULL), FALSE,
                                    RESULT_NOTHING, _ ("The statements are saved")));
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
  EnrBillJob *job = new_job (self, NULL);

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
  show_notice (self, sentence);
}

static void
transfer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);

  show_error (self, NULL);
  g_signal_connect_object (enr_transfer_dialog_show (GTK_WINDOW (self), self->session, self->bills),
                           "saved", G_CALLBACK (transfer_saved_cb), self, G_CONNECT_SWAPPED);
}

static void
answer_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);

  enr_compat_open_file (
      GTK_WINDOW (self), _ ("Choose the Bank's Answer"), NULL, NULL, chosen_cb,
      choice_new (self, enr_bill_job_answer, new_job (self, NULL), TRUE, RESULT_SENTENCE, NULL));
}

/*
 * Results by hand, and taking them back
 */

static void
dismiss_undo_toast (EnrBillsWindow *self)
{
  AdwToast *toast = self->undo_toast;

  g_clear_weak_pointer (&self->undo_toast);
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

/* What the session says while this window stands before the one that shows it. */
static void
message_cb (EnrBillsWindow *self, const char *text, gboolean is_failure)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast;

  if (is_failure)
    {
      show_error (self, text);
      return;
    }
  toast = adw_toast_new (escaped);
  if (g_strcmp0 (text, self->offered) == 0)
    {
      dismiss_undo_toast (self);
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "bills.undo");
      adw_toast_set_timeout (toast, UNDO_SECONDS);
      adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
      g_set_weak_pointer (&self->undo_toast, toast);
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static char *
dup_entered (const GArray *entered)
{
  char result = g_array_index (entered, EnrTransferEntered, 0).result;

  if (result == '0')
    return g_strdup_printf (ngettext ("%u transfer is entered as drawn",
                                      "%u transfers are entered as drawn", entered->len),
                            entered->len);
  return g_strdup_printf (ngettext ("%u transfer is entered as not drawn: %s",
                                    "%u transfers are entered as not drawn: %s", entered->len),
                          entered->len, enr_zengin_result_label (result));
}

static void
entered_cb (EnrBillsWindow *self, GArray *entered)
{
  EnrBillJob *job = new_job (self, NULL);

  job->entered = g_array_ref (entered);
  g_free (self->offered);
  self->offered = dup_entered (entered);
  enr_session_offer_undo (self->session, self->offered, enr_bill_job_take_back, job,
                          (GDestroyNotify) enr_bill_job_free);
  update_actions (self);
}

static void
results_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  const EnrBill *bill = get_selected (self);

  show_error (self, NULL);
  g_signal_connect_object (enr_result_dialog_show (GTK_WINDOW (self), self->session, self->month,
                                                   bill != NULL ? &bill->family_id : NULL),
                           "saved", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  gboolean is_last = g_strcmp0 (self->offered, enr_session_get_undo_text (self->session)) == 0;

  show_error (self, NULL);
  dismiss_undo_toast (self);
  g_clear_pointer (&self->offered, g_free);
  update_actions (self);
  if (is_last)
    enr_session_undo (self->session);
}

static void
accounts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);

  show_error (self, NULL);
  enr_accounts_window_show (GTK_WINDOW (self), self->session);
}

static void
close_notice_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_notice (ENR_BILLS_WINDOW (widget), NULL);
}

/* It was closed. What is under way may hold it for a while, and must not read or show anything
 * then. */
static void
enr_bills_window_unrealize (GtkWidget *widget)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);

  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_func (enr_session_get_store (self->session), load, self);
      g_signal_handlers_disconnect_by_func (self->session, message_cb, self);
    }
  g_clear_object (&self->session);

  GTK_WIDGET_CLASS (enr_bills_window_parent_class)->unrealize (widget);
}

static void
enr_bills_window_dispose (GObject *object)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->undo_toast);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_BILLS_WINDOW);

  G_OBJECT_CLASS (enr_bills_window_parent_class)->dispose (object);
}

static void
enr_bills_window_finalize (GObject *object)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->bills, enr_bill_list_free);
  g_free (self->offered);

  G_OBJECT_CLASS (enr_bills_window_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
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
  gtk_widget_class_install_action (widget_class, "bills.results", NULL, results_action);
  gtk_widget_class_install_action (widget_class, "bills.receipts", NULL, receipts_action);
  gtk_widget_class_install_action (widget_class, "bills.accounts", NULL, accounts_action);
  gtk_widget_class_install_action (widget_class, "bills.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "bills.close-notice", NULL, close_notice_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "bills.undo",
                                       NULL);
}

static void
enr_bills_window_class_init (EnrBillsWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_bills_window_dispose;
  object_class->finalize = enr_bills_window_finalize;
  widget_class->unrealize = enr_bills_window_unrealize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/bills/bills-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrBillsWindow, title);
  gtk_widget_class_bind_template_child (widget_class, EnrBillsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EnrBillsWindow, error_box);
  gtk_widget_class_bind_template_child (widget_class, EnrBillsWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrBillsWindow, notice_box);
  gtk_widget_class_bind_template_child (widget_class, EnrBillsWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, EnrBillsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, EnrBillsWindow, summary);
  gtk_widget_class_bind_template_child (widget_class, EnrBillsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, EnrBillsWindow, list_button);
  gtk_widget_class_bind_template_child (widget_class, EnrBillsWindow, answer_button);
  gtk_widget_class_bind_template_child (widget_class, EnrBillsWindow, method_button);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  install_actions (widget_class);
}

static void
enr_bills_window_init (EnrBillsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
  self->cancellable = g_cancellable_new ();
  update_actions (self);
}

void
enr_bills_window_show (GtkWindow *parent, EnrSession *session, EnrDate month)
{
  EnrBillsWindow *self;
  g_autofree char *era = enr_date_dup_era_month (month);

  g_return_if_fail (ENR_IS_SESSION (session));

  self = g_object_new (ENR_TYPE_BILLS_WINDOW, "transient-for", parent, NULL);
  self->session = g_object_ref (session);
  self->month = enr_date_month_start (month, 0);
  adw_window_title_set_subtitle (self->title, era);
  g_signal_connect_object (session, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (enr_session_get_store (session), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}
