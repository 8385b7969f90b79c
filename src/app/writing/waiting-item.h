/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A plan or record that waits for approval, and whether somebody has looked at it.
 */
#pragma once

#include <gio/gio.h>

#include "writing/approval.h"

G_BEGIN_DECLS

#define ENR_TYPE_WAITING_ITEM (enr_waiting_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrWaitingItem, enr_waiting_item, ENR, WAITING_ITEM, GObject)

/** Whether it is approved with the others; only what was looked at can be. Property "checked". */
gboolean enr_waiting_item_is_checked (EnrWaitingItem *self);

/** Its version was shown, and so it is checked. Nothing where it has another version by now. */
void enr_waiting_item_set_looked_at (EnrWaitingItem *self,
                                     int version);
gboolean enr_waiting_item_is_looked_at (EnrWaitingItem *self);

/** The writing, without its texts. Borrowed. */
const EnrWriting *enr_waiting_item_get_writing (EnrWaitingItem *self);

/** Its kind; %NULL where the nursery has no such kind (any more). */
const EnrWritingKind *enr_waiting_item_get_kind (EnrWaitingItem *self);

/** The kinds that it belongs to. Borrowed. */
EnrWritingKinds *enr_waiting_item_get_kinds (EnrWaitingItem *self);

/** The approval that it waits for: the chief's or the director's. */
EnrStep enr_waiting_item_get_step (EnrWaitingItem *self);

/** Who submitted it; "" where not known. Borrowed. */
const char *enr_waiting_item_get_submitter (EnrWaitingItem *self);
EnrInstant enr_waiting_item_get_submitted_at (EnrWaitingItem *self);

/** The step by which one that was approved was taken up again: revising, with its reason, or evaluating;
 * %NULL for what waits for the first time. Borrowed, until the item changes. */
const EnrStepDone *enr_waiting_item_get_again (EnrWaitingItem *self);

/** All that wait, the oldest first. On the reader's thread. (element-type EnrWaitingItem) */
GPtrArray *enr_waiting_item_load_all (EnrDb *db,
                                      EnrWritingKinds *kinds,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Makes @model hold those of @items that wait for a step; what was looked at stays so. */
void enr_waiting_item_bring (GListStore *model,
                             const GPtrArray *items,
                             EnrStep step);

/*
 * EnrWaitingItem::changed: it was submitted anew, or looked at.
 */

G_END_DECLS
