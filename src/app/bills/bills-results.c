/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The results of the bank as they are entered by hand in the window of bills, and taking them back.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/bills/bills-window-private.h"
#include "app/bills/result-dialog.h"
#include "month/zengin.h"

/* Time to look at the list again. */
#define UNDO_SECONDS 15

static void
dismiss_undo_toast (EnrBillsWindow *self)
{
  AdwToast *toast = self->undo_toast;

  g_clear_weak_pointer (&self->undo_toast);
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

void
enr_bills_window_show_message (EnrBillsWindow *self, const char *text, gboolean is_failure)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast;

  if (is_failure)
    {
      enr_bills_window_show_error (self, text);
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
  EnrBillJob *job = enr_bills_window_new_job (self, NULL);

  job->entered = g_array_ref (entered);
  g_free (self->offered);
  self->offered = dup_entered (entered);
  enr_session_offer_undo (self->session, self->offered, enr_bill_job_take_back, job,
                          (GDestroyNotify) enr_bill_job_free);
  enr_bills_window_update_actions (self);
}

static void
results_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  const EnrBill *bill = enr_bills_window_get_selected (self);

  enr_bills_window_show_error (self, NULL);
  g_signal_connect_object (enr_result_dialog_show (GTK_WINDOW (self), self->session, self->month,
                                                   bill != NULL ? &bill->family_id : NULL),
                           "saved", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBillsWindow *self = ENR_BILLS_WINDOW (widget);
  gboolean is_last = g_strcmp0 (self->offered, enr_session_get_undo_text (self->session)) == 0;

  enr_bills_window_show_error (self, NULL);
  dismiss_undo_toast (self);
  g_clear_pointer (&self->offered, g_free);
  enr_bills_window_update_actions (self);
  if (is_last)
    enr_session_undo (self->session);
}

void
enr_bills_window_install_result_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "bills.results", NULL, results_action);
  gtk_widget_class_install_action (widget_class, "bills.undo", NULL, undo_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "bills.undo",
                                       NULL);
}
