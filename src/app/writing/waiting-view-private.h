/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The view is two files: what it reads and lists (waiting-view.c), and the steps that are done
 * (waiting-actions.c).
 */
#pragma once

#include "app/writing/waiting-item.h"
#include "app/writing/waiting-paper.h"
#include "app/writing/waiting-view.h"

G_BEGIN_DECLS

struct _EnrWaitingView
{
  GtkBox parent_instance;

  /* Template */
  GtkToggleButton *filter_chief;
  GtkToggleButton *filter_director;
  GtkButton *approve;
  GtkStack *lists;
  GtkListView *list;
  EnrWaitingPaper *paper;

  /* Owned */
  EnrSession *session;
  EnrWritingKinds *kinds;
  GCancellable *loading;
  GListStore *model; /* (element-type EnrWaitingItem) */
  GtkSingleSelection *selection;
  char *filter;     /* "chief" or "director" */
  gboolean is_read; /* once; then the filter stays as it was chosen */
};

/** The approval that is shown, by the filter. */
EnrStep enr_waiting_view_get_step (EnrWaitingView *self);

/** Installs what is done to those that wait, in the group "waiting". */
void enr_waiting_view_install_steps (GtkWidgetClass *widget_class);

G_END_DECLS
