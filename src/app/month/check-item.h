/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A line of the checklist: a kind of thing to settle, which unfolds, or one such thing.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/month/lines.h"
#include "month/closing.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHECK_ITEM (enr_check_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrCheckItem, enr_check_item, ENR, CHECK_ITEM, GObject)

/** The line of a kind, with a model of its things, empty at first. */
EnrCheckItem *enr_check_item_new_kind (EnrMonthItemKind kind) G_GNUC_WARN_UNUSED_RESULT;

/** Brings the things of a kind to a new reading; emits "changed" where their number is another. */
void enr_check_item_fill (EnrCheckItem *self,
                          const EnrMonthState *state);

/** The model of a kind's things (element-type EnrCheckItem); %NULL for one thing. Borrowed. */
GListModel *enr_check_item_get_children (EnrCheckItem *self);

/** How many things of that kind there are. */
guint enr_check_item_get_count (EnrCheckItem *self);

EnrMonthItemKind enr_check_item_get_kind (EnrCheckItem *self);

/** The day and the child of one thing; the child's id is none where it is of a day. */
EnrDate enr_check_item_get_day (EnrCheckItem *self);
const EnrUuid *enr_check_item_get_child_id (EnrCheckItem *self);
const char *enr_check_item_get_name (EnrCheckItem *self);

/** What the line says: "Days that are not closed", "10(水) 青木 朝陽". */
char *enr_check_item_dup_text (EnrCheckItem *self) G_GNUC_WARN_UNUSED_RESULT;

/*
 * EnrCheckItem::changed (item)
 */

G_END_DECLS
