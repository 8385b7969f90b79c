/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The board (登降園): the office's live view of a day.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/page.h"

G_BEGIN_DECLS

#define ENR_TYPE_BOARD_PAGE (enr_board_page_get_type ())
G_DECLARE_FINAL_TYPE (EnrBoardPage, enr_board_page, ENR, BOARD_PAGE, GtkBox)

/** Puts the keyboard on the list of children. */
void enr_board_page_focus_list (EnrBoardPage *self);

/** Shows the children of a filter: "all", "unknown", "present", "absent", "left", "mismatch". */
void enr_board_page_show_filter (EnrBoardPage *self,
                                 const char *filter);

G_END_DECLS
