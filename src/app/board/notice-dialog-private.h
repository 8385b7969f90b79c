/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The form is two files: what it shows, previews and saves (notice-dialog.c), and reading its fields
 * (notice-dialog-read.c).
 */
#pragma once

#include "app/board/notice-dialog.h"
#include "app/children/date-row.h"
#include "contact/disease.h"

G_BEGIN_DECLS

#define N_CHANNELS (ENR_CHANNEL_PAGE) /* those that are entered by hand: all before it */

struct _EnrNoticeDialog
{
  EnrEditDialog parent_instance;

  /* template */
  GtkToggleButton *kind_absent;
  GtkToggleButton *kind_late;
  GtkToggleButton *kind_early;
  AdwComboRow *absence_kind;
  EnrDateRow *first_day;
  EnrDateRow *last_day;
  GtkEditable *time_row;
  GtkWidget *preview_group;
  GtkLabel *preview;
  GtkEditable *by_row;
  GtkWidget *people_row;
  GtkFlowBox *people;
  AdwComboRow *channel;
  GtkEditable *received;
  GtkEditable *temperature;
  GtkEditable *symptoms;
  AdwComboRow *disease;
  GtkEditable *diagnosis;
  EnrDateRow *return_day;
  GtkEditable *note;

  /* owned */
  EnrDay *day;
  GPtrArray *kinds;    /* (element-type char): keys as the choice has them */
  GPtrArray *diseases; /* (element-type EnrDisease): as the choice has them, after "none" */
  gboolean has_diseases; /* they are there */
  GCancellable *cancellable;
  char *told_at;  /* what the moment was shown as; while it stays so, it is now */
  char *followed; /* the first day that the last one was set to, while it goes along */
  guint preview_source;

  EnrNotice *seen; /* the notice that is changed, or NULL */

  EnrUuid child_id;
  EnrUuid family_id;
};

/** The disease and the kind that are chosen; the disease is borrowed, %NULL for none. */
const EnrDisease *enr_notice_dialog_get_disease (EnrNoticeDialog *self);
EnrNoticeKind enr_notice_dialog_get_kind (EnrNoticeDialog *self);

/** What the days are and what happens on them; %NULL where a field cannot be read, which is then in
 * @wrong, and why in @why. */
EnrNotice *enr_notice_dialog_read_days (EnrNoticeDialog *self,
                                        GtkWidget **wrong,
                                        const char **why) G_GNUC_WARN_UNUSED_RESULT;

/** Everything else; %FALSE where a field cannot be read, which the form then says. */
gboolean enr_notice_dialog_read_rest (EnrNoticeDialog *self,
                                      EnrNotice *notice);

G_END_DECLS
