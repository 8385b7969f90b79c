/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page of a child is two files: what it shows (child-view.c) and what it does (child-actions.c).
 */
#pragma once

#include "app/children/child-file.h"
#include "app/children/child-view.h"
#include "app/children/colour-dot.h"
#include "app/children/history-list.h"
#include "app/children/year-picture.h"

G_BEGIN_DECLS

#define ENR_CHILD_N_RECORDS 7

struct _EnrChildView
{
  AdwBin parent_instance;

  /* template */
  GtkStack *root;
  AdwAvatar *avatar;
  GtkLabel *kana;
  GtkLabel *name;
  EnrColourDot *class_dot;
  GtkLabel *class_label;
  GtkLabel *age_label;
  GtkWidget *allergy_bar;
  GtkLabel *allergy_label;
  GtkStack *parts;
  AdwActionRow *birth_row;
  AdwActionRow *sex_row;
  AdwActionRow *class_age_row;
  AdwActionRow *number_row;
  AdwActionRow *certification_row;
  AdwActionRow *guardian_row;
  AdwActionRow *note_row;
  AdwPreferencesGroup *contacts_group;
  AdwPreferencesGroup *siblings_group;
  GtkEditable *postal_code;
  GtkEditable *address;
  AdwPreferencesGroup *enrolments_group;
  AdwPreferencesGroup *classes_group;
  AdwPreferencesGroup *certifications_group;
  AdwPreferencesGroup *terms_group;
  AdwPreferencesGroup *cards_group;
  GtkLabel *year_label;
  EnrYearPicture *picture;
  GtkLabel *day_label;
  GtkLabel *totals_label;
  EnrHistoryList *history;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  EnrUuid child_id;
  EnrChildFile *file;
  GPtrArray *rows[ENR_CHILD_N_RECORDS]; /* those in the groups of records */
  char *shown_postal_code;
  char *shown_address;
  int fiscal_year;
};

/** Reads what the shown part of the page needs beside the file: the year, or the history. */
void enr_child_view_read_part (EnrChildView *self);

/** Writes the address, where its field was applied. */
void enr_child_view_apply_address (EnrChildView *self);

/** Installs the actions, in the group "child". */
void enr_child_view_install_actions (GtkWidgetClass *widget_class);

G_END_DECLS
