/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the board shows of a line.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/board/board-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_BOARD_ROW (enr_board_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrBoardRow, enr_board_row, ENR, BOARD_ROW, GtkWidget)

/** Shows an item and follows its changes; %NULL lets go of it. */
void enr_board_row_set_item (EnrBoardRow *self,
                             EnrBoardItem *item);

/** The item, or %NULL. Borrowed. */
EnrBoardItem *enr_board_row_get_item (EnrBoardRow *self);

/** "8:02", or "" for none; times after midnight as 24:30. Newly allocated. */
char *enr_board_dup_time (EnrInstant instant,
                          EnrDate day) G_GNUC_WARN_UNUSED_RESULT;

/** The word for a child's state ("here", "gone home", …), translated. Static. */
const char *enr_board_status_text (const EnrDay *day,
                                   const EnrDayChild *child);

/** What a mismatch is, in a few words, translated; %NULL for none. Static. */
const char *enr_board_mismatch_text (EnrMismatch mismatch);

G_END_DECLS
