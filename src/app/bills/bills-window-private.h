/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The window of bills is three files: what it reads and lists (bills-window.c), what it does
 * (bills-actions.c), and the bank's results, entered by hand and taken back (bills-results.c).
 */
#pragma once

#include "app/bills/bill-job.h"
#include "app/bills/bills-window.h"

G_BEGIN_DECLS

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

/* bills-window.c */

/** Says what went wrong, or what is to be known, above the list; nothing with %NULL. */
void enr_bills_window_show_error (EnrBillsWindow *self,
                                  const char *text);
void enr_bills_window_show_notice (EnrBillsWindow *self,
                                   const char *text);

/** The bill that is selected in the list; %NULL where none is. */
const EnrBill *enr_bills_window_get_selected (EnrBillsWindow *self);

/** A job about the window's month; @bill may be %NULL. */
EnrBillJob *enr_bills_window_new_job (EnrBillsWindow *self,
                                      const EnrBill *bill) G_GNUC_WARN_UNUSED_RESULT;

/* bills-actions.c */

/** Which actions can be done now. */
void enr_bills_window_update_actions (EnrBillsWindow *self);

/** Installs the actions of the group "bills", but for those of bills-results.c. */
void enr_bills_window_install_actions (GtkWidgetClass *widget_class);

/* bills-results.c */

/** Installs the actions that enter results and take them back. */
void enr_bills_window_install_result_actions (GtkWidgetClass *widget_class);

/** Shows what the session says while this window stands before the one that shows it: the handler of
 * EnrSession::message. */
void enr_bills_window_show_message (EnrBillsWindow *self,
                                    const char *text,
                                    gboolean is_failure);

G_END_DECLS
