/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The month's page is three files: what it reads and lists (month-page.c), what it says about the month
 * (month-summary.c), and what it does (month-actions.c).
 */
#pragma once

#include "app/month/charge-item.h"
#include "app/month/check-item.h"
#include "app/month/month-page.h"
#include "app/month/reading.h"
#include "base/romaji.h"

G_BEGIN_DECLS

struct _EnrMonthPage
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel *month_label;
  GtkLabel *status_label;
  GtkButton *close_button;
  GtkRevealer *changed;
  GtkLabel *changes;
  GtkStack *content;
  GtkListView *checklist;
  GtkLabel *open_days;
  GtkLabel *enrolled;
  GtkLabel *present;
  GtkLabel *rate;
  GtkLabel *care_children;
  GtkLabel *care_minutes;
  GtkLabel *care_amount;
  GtkSearchEntry *search;
  GtkToggleButton *filter_all;
  GtkToggleButton *filter_open;
  GtkToggleButton *filter_differing;
  GtkStack *stack;
  GtkLabel *nothing;
  GtkListView *list;

  /* Owned */
  EnrSession *session;
  GCancellable *loading;
  EnrMonthReading *reading;     /* NULL until the first one */
  GListStore *checks;           /* (element-type EnrCheckItem) a line of each kind */
  GListStore *model;            /* (element-type EnrChargeItem) */
  GtkMultiSelection *selection;
  char *filter;
  EnrNameQuery query;
  guint refresh_source;
  gboolean is_stale;            /* something has changed while the page was not to be seen */
};

/** Brings what is said about the month, its figures and its closing to the reading. */
void enr_month_page_show_summary (EnrMonthPage *self);

/** Which actions can be done now. */
void enr_month_page_update_actions (EnrMonthPage *self);

/** Installs the actions that write or open something, in the group "month". */
void enr_month_page_install_actions (GtkWidgetClass *widget_class);

/** Goes where a thing of the checklist is settled. */
void enr_month_page_settle (EnrMonthPage *self,
                            EnrCheckItem *item);

/** Selects a child's charges of a day and puts the keyboard there. */
void enr_month_page_select_charges (EnrMonthPage *self,
                                    const EnrUuid *child_id,
                                    EnrDate day);

G_END_DECLS
