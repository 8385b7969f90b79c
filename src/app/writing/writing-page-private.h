/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page is several files: what it reads (writing-page.c), what it shows of that (writing-page-
 * show.c), what is late of all kinds (writing-page-late.c), what it opens and makes (writing-page-
 * open.c), the keys (writing-page-keys.c), and what it prints (writing-page-print.c).
 */
#pragma once

#include "app/writing/found-view.h"
#include "app/writing/shelf-grid.h"
#include "app/writing/waiting-view.h"
#include "app/writing/writing-editor.h"
#include "app/writing/writing-page.h"

G_BEGIN_DECLS

struct _EnrWritingPage
{
  GtkBox parent_instance;

  /* Template */
  GtkStack *pages;         /* "main", "editor" */
  GtkStack *views;         /* of main: "overview", "waiting", "found" */
  GtkRevealer *problems;
  GtkLabel *problems_label;
  GtkSearchEntry *search;
  GtkMenuButton *late_button;
  GMenu *late_menu;
  GtkButton *waiting_button;
  GtkWidget *diary_row;
  GtkBox *diaries;
  GtkDropDown *kind_choice;
  GtkLabel *time_label;
  GtkLabel *summary;
  GtkWidget *new_button;
  GtkStack *forms;         /* of the overview: "grid", "list", "nothing" */
  GtkLabel *nothing;
  EnrShelfGrid *grid;
  GtkListView *list;
  GtkWidget *legend;
  EnrWaitingView *waiting;
  EnrFoundView *found;

  /* Borrowed */
  EnrWritingEditor *editor; /* NULL until something was opened */
  GtkEventController *keys; /* of the root */

  /* Owned */
  EnrSession *session;
  EnrWritingKinds *kinds;
  const EnrWritingKind *kind; /* NULL where the nursery has none */
  EnrShelfReading *reading;   /* NULL until the first one */
  GListStore *model;          /* (element-type EnrShelfItem) */
  GCancellable *loading;
  GPtrArray *late;            /* (element-type EnrWritingLate); NULL until it was read */
  GCancellable *late_loading;
  EnrUuid created_id;         /* what was made by opening it, or none */
  guint refresh_source;
  gboolean is_stale;
  gboolean is_late_stale;     /* something was written since */
};

/** Reads the shelf anew. */
void enr_writing_page_reload (EnrWritingPage *self);

/** Shows a kind in the overview. %FALSE where there is none of that key. */
gboolean enr_writing_page_choose_kind (EnrWritingPage *self,
                                       const char *key);

/*
 * writing-page-late.c
 */

/** What is late of a kind. */
typedef struct
{
  const EnrWritingKind *kind; /* of the page's kinds */
  GArray *days;               /* (element-type EnrDate) on which they begin, in their order */
} EnrWritingLate;

/** Reads anew what is late of all kinds in this fiscal year. */
void enr_writing_page_reload_late (EnrWritingPage *self);

/** Installs what shows the late ones of a kind. */
void enr_writing_page_install_late_action (GtkWidgetClass *widget_class);

/*
 * writing-page-keys.c
 */

/** Puts the keyboard into what is shown: the text, the grid, the list. %FALSE where nothing takes it. */
gboolean enr_writing_page_take_keyboard (EnrWritingPage *self);

/** The page's keys come before the window's, which go to another day. */
void enr_writing_page_watch_keys (EnrWritingPage *self);
void enr_writing_page_leave_keys (EnrWritingPage *self);

/** Brings the overview to the reading. */
void enr_writing_page_show_reading (EnrWritingPage *self);

/** Installs the actions, in the group "writing". */
void enr_writing_page_install_actions (GtkWidgetClass *widget_class);

/** Installs those that print many at once. */
void enr_writing_page_install_print_actions (GtkWidgetClass *widget_class);

/** Shows a plan or record as its paper, to be printed. */
void enr_writing_page_print_writing (EnrWritingPage *self,
                                     const EnrUuid *id);

/** Opens what is in a cell, or makes it. */
void enr_writing_page_open_cell (EnrWritingPage *self,
                                 guint line,
                                 guint column);

/** Opens what is in a line of the list, or asks for the day of what is missing. */
void enr_writing_page_open_place (EnrWritingPage *self,
                                  const EnrShelfPlace *place);

/* writing-page-rule.c: asks whether whoever submits may approve as well. */
void enr_writing_page_ask_rule (EnrWritingPage *self);

G_END_DECLS
