/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The view is three files: what it lists (inbox-view.c), what is done about it (inbox-done.c), and the search
 * for a child (inbox-find.c).
 */
#pragma once

#include "app/contact/history-view.h"
#include "app/contact/inbox-row.h"
#include "app/contact/inbox-view.h"

G_BEGIN_DECLS

struct _EnrInboxView
{
  GtkBox parent_instance;

  /* template */
  GtkDropDown *classes;
  GtkStringList *class_names;
  GtkStack *lists;
  GtkListBox *list;
  GtkEditable *search;
  GtkStack *sides;
  GtkListBox *found;
  EnrHistoryView *history;

  /* owned */
  EnrSession *session;
  EnrDay *day;          /* today's; NULL before it is read */
  GPtrArray *items;     /* (element-type EnrInboxItem): all classes; NULL before */
  GArray *class_ids;    /* (element-type EnrUuid): as the choice has them, behind "all" */
  GPtrArray *rows;      /* (element-type EnrInboxRow): as listed; borrowed from the list */
  GCancellable *cancellable;
  guint minute_source;
  gboolean is_showing;  /* the choice of class is being filled */
};

/** Does what a row's button says. */
void enr_inbox_view_done (EnrInboxView *self,
                          EnrInboxRow *row);

/** Marks all as seen that came in and is listed. */
void enr_inbox_view_all_seen (EnrInboxView *self);

/** The small form for the words of an answer. */
void enr_inbox_view_answer (EnrInboxView *self,
                            EnrInboxRow *row);

/** The form in which a dose is settled: given, or not. */
void enr_inbox_view_dose (EnrInboxView *self,
                          EnrInboxRow *row,
                          gboolean is_given);

/** Lists the children whom the search finds; back to the history where it is empty. */
void enr_inbox_view_find (EnrInboxView *self);

/** Takes the first that was found. */
void enr_inbox_view_take_found (EnrInboxView *self,
                                GtkListBoxRow *row);

G_END_DECLS
