/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A line of a child's record: something that was written about it.
 */
#pragma once

#include <gio/gio.h>

#include "reports/child-story.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHILD_STORY_ITEM (enr_child_story_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrChildStoryItem, enr_child_story_item, ENR, CHILD_STORY_ITEM, GObject)

/** All is copied from @entry. */
EnrChildStoryItem *enr_child_story_item_new (const EnrStoryEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

const EnrUuid *enr_child_story_item_get_id (EnrChildStoryItem *self);
EnrDate enr_child_story_item_get_day (EnrChildStoryItem *self);
EnrWritingState enr_child_story_item_get_state (EnrChildStoryItem *self);
const char *enr_child_story_item_get_state_label (EnrChildStoryItem *self);

/** All borrowed. */
const char *enr_child_story_item_get_period (EnrChildStoryItem *self);
const char *enr_child_story_item_get_label (EnrChildStoryItem *self);
const char *enr_child_story_item_get_class (EnrChildStoryItem *self);

/** What stands above the line, a month, or "" where the line before it has it already. */
const char *enr_child_story_item_get_heading (EnrChildStoryItem *self);
void enr_child_story_item_set_heading (EnrChildStoryItem *self,
                                       const char *heading);

/** The text as it is shown: a long one that is folded has its beginning only. */
char *enr_child_story_item_dup_shown (EnrChildStoryItem *self) G_GNUC_WARN_UNUSED_RESULT;

/** Whether the text is shown whole. A short one always is. */
gboolean enr_child_story_item_is_long (EnrChildStoryItem *self);
gboolean enr_child_story_item_is_open (EnrChildStoryItem *self);
void enr_child_story_item_set_open (EnrChildStoryItem *self,
                                    gboolean is_open);

/** Whether the words of a key (enr_text_search_key()) are in it; "" is in everything. */
gboolean enr_child_story_item_has (EnrChildStoryItem *self,
                                   const char *key);

G_END_DECLS
