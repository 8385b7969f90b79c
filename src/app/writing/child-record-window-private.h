/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The window of a child's record is three files: the time line and what all share (child-record-window.c),
 * 発達の記録 (child-record-development.c), and what leaves the program (child-record-out.c).
 */
#pragma once

#include "app/papers/paper-sheet.h"
#include "app/writing/child-record-window.h"
#include "reports/child-story.h"

G_BEGIN_DECLS

struct _EnrChildRecordWindow
{
  AdwWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkStack *root;
  GtkStack *parts;
  GtkLabel *error_label;
  GtkEditable *search;
  GtkCheckButton *absences;
  GtkDropDown *from;
  GtkDropDown *until;
  GtkStringList *from_names;
  GtkStringList *until_names;
  GtkStack *story_state;
  GtkListView *story_list;
  GListStore *story_items;  /* (element-type EnrChildStoryItem) those that are shown */
  GtkStack *development_state;
  GtkDropDown *age;
  GtkListView *seen_list;
  GListStore *seen_items;   /* (element-type EnrChildSeenItem) those that are shown */
  EnrPaperSheet *chart;

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable;
  EnrUuid child_id;
  EnrChildStory *story;
  GPtrArray *items;         /* (element-type EnrChildStoryItem) all, the oldest first */
  int first_year;           /* of the choices; 0 before they are there */
  int last_year;
  gboolean is_filling;
};

/** Shows what was read: the list, the picture. @chart may be %NULL. */
void enr_child_record_show_development (EnrChildRecordWindow *self,
                                        EnrDocument *chart);

/** Shows the items of the age that was chosen. */
void enr_child_record_show_seen (EnrChildRecordWindow *self);

/** Install the actions of their files. */
void enr_child_record_install_development (GtkWidgetClass *widget_class);
void enr_child_record_install_out (GtkWidgetClass *widget_class);

G_END_DECLS
