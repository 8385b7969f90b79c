/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Two have written something else in the same field of the notebook: both are shown, one field at a time.
 */
#pragma once

#include <adwaita.h>

#include "app/contact/notebook-sheet.h"

G_BEGIN_DECLS

#define ENR_TYPE_NOTEBOOK_CONFLICT (enr_notebook_conflict_get_type ())
G_DECLARE_FINAL_TYPE (EnrNotebookConflict, enr_notebook_conflict, ENR, NOTEBOOK_CONFLICT, AdwWindow)

/** Asks about every disputed field of the sheet, and saves what was decided at the end. */
void enr_notebook_conflict_show (GtkWidget *parent,
                                 EnrNotebookSheet *sheet);

G_END_DECLS
