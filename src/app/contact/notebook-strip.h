/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The picture of a child's 24 hours from the evening before: sleep as bars, and what was at a moment.
 */
#pragma once

#include <gtk/gtk.h>

#include "contact/notebook.h"

G_BEGIN_DECLS

#define ENR_TYPE_NOTEBOOK_STRIP (enr_notebook_strip_get_type ())
G_DECLARE_FINAL_TYPE (EnrNotebookStrip, enr_notebook_strip, ENR, NOTEBOOK_STRIP, GtkWidget)

/** Shows both pages of a day; copies them. */
void enr_notebook_strip_set_pages (EnrNotebookStrip *self,
                                   const EnrNotebookPage *home,
                                   const EnrNotebookPage *nursery);

/*
 * EnrNotebookStrip::picked (strip, int side, int event): an event's place on the page was touched.
 */

G_END_DECLS
