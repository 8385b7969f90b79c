/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page is three files: what it reads and lists (letter-sent.c), what is done (letter-sent-actions.c), and
 * the files of the letter (letter-sent-files.c).
 */
#pragma once

#include "app/contact/letter-family-item.h"
#include "app/contact/letter-sent.h"

G_BEGIN_DECLS

struct _EnrLetterSent
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel *title;
  GtkTextView *text;
  GtkWidget *print_button;
  GtkToggleButton *filter_all;
  GtkToggleButton *filter_waiting;
  GtkToggleButton *filter_trouble;
  GtkToggleButton *filter_paper;
  GtkToggleButton *filter_unread;
  GtkToggleButton *filter_unanswered;
  GtkLabel *answers;
  GtkMenuButton *files_button;
  GtkBox *files;
  GtkWidget *remind_button;
  GtkStack *lists;
  GtkListView *list;
  GtkLabel *selected_label;
  GtkWidget *arrived_button;
  GtkWidget *resend_button;
  GtkWidget *paper_button;
  GtkWidget *answer_button;
  GtkWidget *withdraw_button;

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable;
  EnrAnnouncement *letter;
  GListStore *model; /* (element-type EnrLetterFamilyItem) */
  GtkCustomFilter *shown;
  GtkMultiSelection *selection;
  char *filter;
  EnrUuid id;
};

/** Those that are chosen. (element-type EnrLetterFamilyItem) */
GPtrArray *enr_letter_sent_dup_selected (EnrLetterSent *self) G_GNUC_WARN_UNUSED_RESULT;

void enr_letter_sent_install_actions (GtkWidgetClass *widget_class);

void enr_letter_sent_install_files (GtkWidgetClass *widget_class);

/** Offers to open them. (element-type EnrAnnouncementFile) */
void enr_letter_sent_show_files (EnrLetterSent *self,
                                 const GPtrArray *files);

/** Enables what can be done to those that are chosen. */
void enr_letter_sent_update_actions (EnrLetterSent *self);

G_END_DECLS
