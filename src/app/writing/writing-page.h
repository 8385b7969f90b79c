/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records (計画と記録): what there is and what is missing, what waits for approval, what was
 * found, and the editor.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/page.h"

G_BEGIN_DECLS

#define ENR_TYPE_WRITING_PAGE (enr_writing_page_get_type ())
G_DECLARE_FINAL_TYPE (EnrWritingPage, enr_writing_page, ENR, WRITING_PAGE, GtkBox)

/** Opens a plan or record in the editor: from other pages. */
void enr_writing_page_open (EnrWritingPage *self,
                            const EnrUuid *id);

/** Shows what waits for approval. */
void enr_writing_page_show_waiting (EnrWritingPage *self);

/** Shows on paper what is looked at: the one in the editor, or that waits for approval; of the overview, all
 * of that kind and time, on the page of papers. */
void enr_writing_page_print (EnrWritingPage *self);

G_END_DECLS
