/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How a line of a child's record is shown.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/writing/child-story-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHILD_STORY_ROW (enr_child_story_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrChildStoryRow, enr_child_story_row, ENR, CHILD_STORY_ROW, GtkWidget)

void enr_child_story_row_set_item (EnrChildStoryRow *self,
                                   EnrChildStoryItem *item);

G_END_DECLS
