/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The notebooks of a class on a day while they are written: read, typed into, and saved in one action. The
 * grid and a child's page both show it.
 */
#pragma once

#include "app/contact/notebook-line.h"
#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_NOTEBOOK_SHEET (enr_notebook_sheet_get_type ())
G_DECLARE_FINAL_TYPE (EnrNotebookSheet, enr_notebook_sheet, ENR, NOTEBOOK_SHEET, GObject)

EnrNotebookSheet *enr_notebook_sheet_new (EnrSession *session) G_GNUC_WARN_UNUSED_RESULT;

/** Shows a class on a day (no @class_id: the same, at first the first), once what is typed of the present one
 * is saved; where that cannot be, it stays. The same once more: reads anew. */
void enr_notebook_sheet_open (EnrNotebookSheet *self,
                              EnrDate day,
                              const EnrUuid *class_id);

/** Whether somebody looks at it: only then is read anew what others write. */
void enr_notebook_sheet_set_seen (EnrNotebookSheet *self,
                                  gboolean is_seen);

/** The day and class that are shown; ENR_DATE_NONE before any was read. */
EnrDate enr_notebook_sheet_get_day (EnrNotebookSheet *self);
const EnrUuid *enr_notebook_sheet_get_class (EnrNotebookSheet *self);

/** The classes of the year (element-type EnrClass), or %NULL before they were read. Borrowed. */
const GPtrArray *enr_notebook_sheet_get_classes (EnrNotebookSheet *self);

/** The medicine of the class's day (element-type EnrMedicineTask), or %NULL. Borrowed. */
const GPtrArray *enr_notebook_sheet_get_tasks (EnrNotebookSheet *self);

/** Whether home has written of medicine and no request has this day. A request (与薬依頼, FACTS 6.6) makes the
 * task; what stands in the notebook alone does not. */
gboolean enr_notebook_sheet_asks_medicine (EnrNotebookSheet *self,
                                           guint line);

/** The names of the staff of the day. Borrowed. */
const char *const *enr_notebook_sheet_get_staff (EnrNotebookSheet *self);

guint enr_notebook_sheet_get_n_lines (EnrNotebookSheet *self);
const EnrNotebookLine *enr_notebook_sheet_get_line (EnrNotebookSheet *self,
                                                    guint line);

/** Types into a field. */
void enr_notebook_sheet_set_text (EnrNotebookSheet *self,
                                  guint line,
                                  EnrNotebookSide side,
                                  EnrNotebookPart part,
                                  const char *text);

/** Takes a page as it is wanted now. */
void enr_notebook_sheet_set_page (EnrNotebookSheet *self,
                                  guint line,
                                  const EnrNotebookPage *page);

/** Events of a kind that are typed on a child's page and cannot be read: the line says so and holds the class
 * as a field of the grid does. With %NULL they can be read again. */
void enr_notebook_sheet_set_wrong (EnrNotebookSheet *self,
                                   guint line,
                                   EnrNotebookSide side,
                                   EnrNotebookEventKind kind,
                                   const char *text,
                                   const char *message);

/** The same for all children who are not absent, or with %NULL each one's own of the last day; where
 * something is written only with @overwrite. How many changed. 0 and @error where @text cannot be read. */
guint enr_notebook_sheet_fill (EnrNotebookSheet *self,
                               EnrNotebookSide side,
                               EnrNotebookPart part,
                               const char *text,
                               gboolean overwrite,
                               GError **error);

/** Takes the last filling back, where nobody has typed over it. Property "can-undo" notifies. */
void enr_notebook_sheet_undo (EnrNotebookSheet *self);

/** Saves what is typed and can be saved. */
void enr_notebook_sheet_save (EnrNotebookSheet *self);

/** The disputed parts of a page are as a person decided: they stay as they are here, and what another wrote
 * beside them is taken. */
void enr_notebook_sheet_resolve (EnrNotebookSheet *self,
                                 guint line,
                                 EnrNotebookSide side);

/** Throws away what is not stored. */
void enr_notebook_sheet_discard (EnrNotebookSheet *self);

typedef struct
{
  guint n_dirty;    /* pages that are not stored yet */
  guint n_wrong;    /* fields that cannot be read */
  guint n_refused;  /* pages that the domain did not take */
  guint n_disputed; /* pages on which another wrote the same part */
  gboolean is_saving;
  gboolean is_moving; /* another day or class is waited for */
} EnrNotebookState;

EnrNotebookState enr_notebook_sheet_get_state (EnrNotebookSheet *self);

/** What a person should look at, a line each: why fields and pages are not saved, and doubts; or "". Of the
 * page of @typed (a line and side; -1: none) only what the domain did not take: somebody is typing there. */
char *enr_notebook_sheet_dup_remarks (EnrNotebookSheet *self,
                                      int typed,
                                      EnrNotebookSide typed_side) G_GNUC_WARN_UNUSED_RESULT;

/*
 * EnrNotebookSheet::opened (sheet): other lines are shown than before.
 * EnrNotebookSheet::changed (sheet, int line): a line, or -1: any of them, the tasks, the state.
 * EnrNotebookSheet::saved (sheet, guint n_pages): they are stored now.
 */

G_END_DECLS
