/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The contact notebook (連絡帳) of a class on the window's day: what home wrote and what the nursery writes,
 * in one grid with one save; a child's page with the day's strip; the medicine to give.
 */
#pragma once

#include <adwaita.h>

#include "app/page.h"

G_BEGIN_DECLS

#define ENR_TYPE_NOTEBOOK_VIEW (enr_notebook_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrNotebookView, enr_notebook_view, ENR, NOTEBOOK_VIEW, AdwBin)

/** The view; it gets its session by enr_page_set_session(), once. */
EnrNotebookView *enr_notebook_view_new (void);

G_END_DECLS
