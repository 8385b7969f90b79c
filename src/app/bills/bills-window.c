/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the window of bills reads and lists. See bills-window-private.h for its other files.
 */
#include "config.h"

#include "app/bills/bills-window.h"

#include "app/bills/bill-row.h"
#include "app/bills/bill-words.h"
#include "app/bills/bills-window-private.h"
#include "app/compat.h"

G_DEFINE_FINAL_TYPE (EnrBillsWindow, enr_bills_window, ADW_TYPE_WINDOW)

void
enr_bills_window_show_error (EnrBillsWindow *self, const char *text)
{
  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->error_box, text != NULL);
}

void
enr_bills_window_show_notice (EnrBillsWindow *self, const char *text)
{
  gtk_label_set_text (self->notice_label, text != NULL ? text : "");
  gtk_widget_set_visible (self->notice_box, text != NULL);
}

const EnrBill *
enr_bills_window_get_selected (EnrBillsWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  guint index = row != NULL ? (guint) gtk_list_box_row_get_index (row) : 0;

  if (row == NULL || self->bills == NULL || index >= self->bills->bills->len)
    return NULL;
  return &g_array_index (self->bills->bills, EnrBill, index);
}

static void
selected_cb (EnrBillsWindow *self)
{
  if (self->session != NULL)
    enr_bills_window_update_actions (self);
}

/*
 * Reading
 */

/* Rows stay where they are, so that reading anew does not scroll; the selection stays with its
 * family. */
static void
show_bills (EnrBillsWindow *self, EnrBillList *bills)
{
  const EnrBill *before = enr_bills_window_get_selected (self);
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
  enr_bills_window_update_actions (self);
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

      enr_bills_window_show_error (self, text);
    }
}

EnrBillJob *
enr_bills_window_new_job (EnrBillsWindow *self, const EnrBill *bill)
{
  return enr_bill_job_new (enr_session_get_actor (self->session), self->month, bill);
}

static void
load (EnrBillsWindow *self)
{
  enr_store_read_async (enr_session_get_store (self->session), enr_bill_job_load,
                        enr_bills_window_new_job (self, NULL), (GDestroyNotify) enr_bill_job_free,
                        (GDestroyNotify) enr_bill_list_free, self->cancellable, loaded_cb,
                        g_object_ref (self));
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
      g_signal_handlers_disconnect_by_func (self->session, enr_bills_window_show_message, self);
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
  enr_bills_window_install_actions (widget_class);
  enr_bills_window_install_result_actions (widget_class);
}

static void
enr_bills_window_init (EnrBillsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
  self->cancellable = g_cancellable_new ();
  enr_bills_window_update_actions (self);
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
  g_signal_connect_object (session, "message", G_CALLBACK (enr_bills_window_show_message), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (enr_session_get_store (session), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}
