/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page is four files: what it reads (writing-page.c), what it shows of that (writing-page-show.c), what
 * it opens and makes (writing-page-open.c), and what it prints (writing-page-print.c).
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

  /* Owned */
  EnrSession *session;
  EnrWritingKinds *kinds;
  const EnrWritingKind *kind; /* NULL where the nursery has none */
  EnrShelfReading *reading;   /* NULL until the first one */
  GListStore *model;          /* (element-type EnrShelfItem) */
  GCancellable *loading;
  EnrUuid created_id;         /* what was made by opening it, or none */
  guint refresh_source;
  gboolean is_stale;
};

/** Reads the shelf anew. */
void enr_writing_page_reload (EnrWritingPage *self);

/** Brings the overview to the reading. */
void enr_writing_page_show_reading (EnrWritingPage *self);

/** Installs the actions, in the group "writing". */
void enr_writing_page_install_actions (GtkWidgetClass *widget_class);

/** Prints a plan or record. */
void enr_writing_page_print_writing (EnrWritingPage *self,
                                     const EnrUuid *id);

/** Opens what is in a cell, or makes it. */
void enr_writing_page_open_cell (EnrWritingPage *self,
                                 guint line,
                                 guint column);

/* writing-page-rule.c: asks whether whoever submits may approve as well. */
void enr_writing_page_ask_rule (EnrWritingPage *self);

G_END_DECLS
