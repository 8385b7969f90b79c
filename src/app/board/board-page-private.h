/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The board's page is four files: what it shows (board-page.c), what it says of extended care
 * (board-care.c) and of contact with parents (board-contact.c), and what it does (board-actions.c).
 */
#pragma once

#include "app/board/board-page.h"
#include "app/board/board-item.h"
#include "app/board/board-row.h"
#include "fees/care-day.h"
#include "base/romaji.h"

G_BEGIN_DECLS

struct _EnrBoardPage
{
  GtkBox parent_instance;

  /* Template */
  GtkSearchEntry *search;
  GtkDropDown *class_drop;
  GtkButton *close_button;
  GtkToggleButton *filter_all;
  GtkToggleButton *filter_unknown;
  GtkToggleButton *filter_present;
  GtkToggleButton *filter_absent;
  GtkToggleButton *filter_left;
  GtkToggleButton *filter_mismatch;
  GtkLabel *day_label;
  GtkWidget *contact_bar;
  GtkLabel *contact_label;
  GtkButton *call_button;
  GtkWidget *watch_button;
  GtkWidget *outbreak_button;
  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkListView *list;
  EnrBoardRow *sticky;

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable;
  EnrDay *day;
  GListStore *model;       /* (element-type EnrBoardItem) */
  GtkMultiSelection *selection;
  char *filter;
  EnrNameQuery query;
  char *class_name;        /* the class shown, "" for all: by name, so that it survives a new year */
  gboolean is_filling_classes;
  EnrCareDay *care;        /* NULL until it is read */
  guint minute_source;     /* while what leaving now would cost is to be seen */
  guint contact_source;    /* from the first reading on */
  guint rest_source;       /* shows the lines below the first screenful */
};

/*
 * board-care.c
 */

/** Reads the day's extended care, after the day itself, and shows it. */
void enr_board_page_load_care (EnrBoardPage *self);

/** Sets on a line what is to be said now. */
void enr_board_page_show_care_of (EnrBoardPage *self,
                                  EnrBoardItem *item);

/*
 * board-contact.c
 */

/** Reads what there is to be said to and of the day's families, after the day itself, and shows it. */
void enr_board_page_load_contact (EnrBoardPage *self);

/** Installs the actions that open the windows about it, in the group "board". */
void enr_board_page_install_contact (GtkWidgetClass *widget_class);

/*
 * board-actions.c
 */

/** Installs the actions that write or open a dialog, in the group "board". */
void enr_board_page_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
