/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A line of the board: a class's heading or a child. The object stays while the line does, and takes
 * over each new reading of the day, so that scroll and selection survive a refresh.
 */
#pragma once

#include <gtk/gtk.h>

#include "attendance/day.h"

G_BEGIN_DECLS

#define ENR_TYPE_BOARD_ITEM (enr_board_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrBoardItem, enr_board_item, ENR, BOARD_ITEM, GObject)

/** A heading of a class (index into the day's classes; G_MAXUINT: children without a class). */
EnrBoardItem *enr_board_item_new_heading (EnrDay *day,
                                          guint class_index) G_GNUC_WARN_UNUSED_RESULT;

/** A child (index into the day's children). */
EnrBoardItem *enr_board_item_new_child (EnrDay *day,
                                        guint child_index) G_GNUC_WARN_UNUSED_RESULT;

/** Whether both are the same line, of whatever reading. */
gboolean enr_board_item_is_same (EnrBoardItem *self,
                                 EnrBoardItem *other);

/** Takes over the other's reading; emits "changed" where anything shown differs. */
void enr_board_item_take (EnrBoardItem *self,
                          EnrBoardItem *other);

/** What is said of the child's extended care, and how it comes about; %NULL for nothing. */
void enr_board_item_set_extended (EnrBoardItem *self,
                                  const char *text,
                                  const char *working);
const char *enr_board_item_get_extended (EnrBoardItem *self);
const char *enr_board_item_get_working (EnrBoardItem *self);

/** The child, or %NULL for a heading. Borrowed. */
const EnrDayChild *enr_board_item_get_child (EnrBoardItem *self);

/** The class of the line, or %NULL for children without one. Borrowed. */
const EnrDayClass *enr_board_item_get_class (EnrBoardItem *self);

EnrDay *enr_board_item_get_day (EnrBoardItem *self);
guint enr_board_item_get_class_index (EnrBoardItem *self);

G_END_DECLS
