/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of the sheet share.
 */
#pragma once

#include "app/contact/notebook-sheet.h"

G_BEGIN_DECLS

struct _EnrNotebookSheet
{
  GObject parent_instance;

  /* Owned */
  EnrSession *session;
  GCancellable *loading; /* while it reads */
  GPtrArray *classes;    /* (element-type EnrClass) */
  GPtrArray *tasks;      /* (element-type EnrMedicineTask) */
  GPtrArray *lines;      /* (element-type EnrNotebookLine) */
  GPtrArray *undo;       /* (element-type Filled): what the last filling changed */
  char **staff;

  EnrDate day; /* what is shown */
  EnrUuid class_id;
  EnrDate wanted_day; /* what is to be shown */
  EnrUuid wanted_class;
  guint refresh_source;
  guint save_source;
  gboolean is_saving;
  gboolean wants_save; /* once more, when it has saved */
  gboolean is_seen;  /* somebody looks at it */
  gboolean is_stale; /* others have written since it was read */
};

EnrNotebookLine *enr_notebook_sheet_line (EnrNotebookSheet *self,
                                          guint line);

/** The line of a child; -1 where it is not here. */
int enr_notebook_sheet_find (EnrNotebookSheet *self,
                             const EnrUuid *child_id);

/** These emit the signals. */
void enr_notebook_sheet_changed (EnrNotebookSheet *self,
                                 int line);
void enr_notebook_sheet_opened (EnrNotebookSheet *self);
void enr_notebook_sheet_saved (EnrNotebookSheet *self,
                               guint n_pages);

void enr_notebook_sheet_drop_undo (EnrNotebookSheet *self);

/** Reads the day and class that are wanted. */
void enr_notebook_sheet_reload (EnrNotebookSheet *self);

/** The same, where others have written and somebody looks at it. */
void enr_notebook_sheet_refresh (EnrNotebookSheet *self);

void enr_notebook_sheet_store_changed_cb (EnrNotebookSheet *self,
                                          const char *const *changed,
                                          EnrStore *store);

/** Whether another day or class is wanted than is shown. */
gboolean enr_notebook_sheet_is_elsewhere (EnrNotebookSheet *self);

/** Goes on to the day and class that are wanted, once nothing of these can be lost. */
void enr_notebook_sheet_proceed (EnrNotebookSheet *self);

/** Something was typed: it is saved after a while. */
void enr_notebook_sheet_touch (EnrNotebookSheet *self);

G_END_DECLS
