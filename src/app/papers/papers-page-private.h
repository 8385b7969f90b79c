/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of the papers' page share; not for others.
 */
#pragma once

#include <adwaita.h>

#include "app/papers/paper-tile.h"
#include "app/papers/paper-view.h"
#include "app/papers/paper.h"
#include "app/papers/papers-page.h"
#include "writing/kind.h"

G_BEGIN_DECLS

struct _EnrPapersPage
{
  GtkBox parent_instance;

  /* Template */
  GtkStack *stack;
  GtkLabel *day_label;
  EnrPaperTile *tiles[ENR_N_PAPERS];
  GtkLabel *title_label;
  GtkWidget *period_box;
  GtkLabel *period_label;
  GtkDropDown *class_drop;
  GtkStringList *class_names;
  GtkWidget *writings_box;
  GtkDropDown *kind_drop;
  GtkStringList *kind_names;
  GtkDropDown *span_drop;
  GtkStringList *span_names;
  GtkRevealer *notice;
  GtkLabel *notice_label;
  GtkWidget *notice_button;
  GtkButton *live_button;
  GtkWidget *printed_button;
  GtkWidget *list_button;
  GtkStack *content;
  EnrPaperView *view;
  AdwStatusPage *empty;
  GtkWidget *empty_cards_button;
  GtkWidget *empty_children_button;
  GtkLabel *failure_label;

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable; /* of everything */
  GCancellable *loading;     /* of the paper that is being loaded, or NULL */
  GPtrArray *classes;        /* (element-type EnrClass), the drop-down's but for its first entry */
  EnrWritingKinds *kinds;    /* of plans and records, the drop-down's; NULL until they are needed */
  EnrPaper *paper;           /* what is shown, or NULL */

  EnrPaperKind kind;
  EnrDate month;             /* any day of the month of a month's paper, or the time of plans and records */
  const EnrWritingKind *writing; /* of plans and records: of the kinds, or NULL */
  EnrWritingPeriod span;     /* and of how long: a month, a quarter or a year */
  EnrUuid class_id;          /* none: all */
  char *class_name;          /* its name, or NULL */
  EnrUuid letter_id;         /* of letters: the one that was asked for, of its day; none: all */
  EnrDate letter_day;
  guint refresh_source;
  gboolean is_live;          /* of a closed month: what the records say now was asked for */
  gboolean is_filling;       /* the drop-down is being filled by the program */
  gboolean keeps_place;      /* the next paper is the same one, made again */
  gboolean prints_when_loaded;
  gboolean takes_focus;      /* the paper was opened just now */
};

/* papers-page.c */

/** Whether one paper is open, rather than the tiles. */
gboolean enr_papers_page_is_open (EnrPapersPage *self);

/** The window that the page is in, or %NULL. */
GtkWindow *enr_papers_page_get_window (EnrPapersPage *self);

/** Saving and printing follow what is there to be saved or printed. */
void enr_papers_page_update_actions (EnrPapersPage *self);

/* papers-writings.c: plans and records, of which the kind and the time are chosen */

/** Reads the kinds where that was not done; the chosen one stays chosen. %FALSE where there are none. */
gboolean enr_papers_page_prepare_writings (EnrPapersPage *self);

/** The kind of that key, and a time that fits it. */
void enr_papers_page_choose_writing (EnrPapersPage *self,
                                     const char *key,
                                     EnrWritingPeriod span);

/** Puts the kind and the time into a request. */
void enr_papers_page_ask_for_writings (EnrPapersPage *self,
                                       EnrPaperRequest *request);

/** The time that is shown, to be freed; and the one before (-1) or after (1). */
char *enr_papers_page_dup_span (EnrPapersPage *self);
void enr_papers_page_move_span (EnrPapersPage *self,
                                int step);

/** The handlers of the drop-downs. */
void enr_papers_page_writing_selected (EnrPapersPage *self);
void enr_papers_page_span_selected (EnrPapersPage *self);

/* papers-content.c: what is shown in the paper's place */

void enr_papers_page_show_period (EnrPapersPage *self);

/** Says what went wrong, and drops the paper. */
void enr_papers_page_show_failure (EnrPapersPage *self,
                                   const GError *error);

/** Shows EnrPapersPage.paper, or what to do where it has no page; prints it where that was asked. */
void enr_papers_page_show_paper (EnrPapersPage *self);

/* papers-load.c */

EnrPaperTile *enr_papers_page_get_tile (EnrPapersPage *self,
                                        EnrPaperKind kind);

/** Loads the open paper anew; with @keeps_place it is the same one, and what is on the screen stays
 * until the new one is there. */
void enr_papers_page_load_paper (EnrPapersPage *self,
                                 gboolean keeps_place);
void enr_papers_page_load_tiles (EnrPapersPage *self);
void enr_papers_page_stop_loading (EnrPapersPage *self);

/** Loads all that is to be seen; does nothing while the page is not. */
void enr_papers_page_refresh (EnrPapersPage *self,
                              gboolean keeps_place);

/** The same in a moment, where what has changed (%NULL: anything) may be seen. */
void enr_papers_page_refresh_soon (EnrPapersPage *self,
                                   const char *const *tables);

/* papers-classes.c: the drop-down of classes */

/** The classes of the fiscal year that the paper is of; the chosen one stays chosen. */
void enr_papers_page_refresh_classes (EnrPapersPage *self);

/** The handler of the drop-down. */
void enr_papers_page_class_selected (EnrPapersPage *self);

/* papers-cards.c: making the cards that are missing */

void enr_papers_page_install_cards_action (GtkWidgetClass *widget_class);

/* papers-list.c: saving the figures of a paper as a list */

void enr_papers_page_install_list_action (GtkWidgetClass *widget_class);

/** Shows the button where the paper has a list. */
void enr_papers_page_update_list (EnrPapersPage *self);

/* papers-letters.c: noting that letters are printed */

void enr_papers_page_install_letters_action (GtkWidgetClass *widget_class);

G_END_DECLS
