/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A line of the list of what nobody can foresee: an event, a note about a child.
 */
#pragma once

#include <gio/gio.h>

#include "app/writing/shelf-reading.h"

G_BEGIN_DECLS

#define ENR_TYPE_SHELF_ITEM (enr_shelf_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrShelfItem, enr_shelf_item, ENR, SHELF_ITEM, GObject)

/** The reading's place of that index. The reading is referenced. */
EnrShelfItem *enr_shelf_item_new (EnrShelfReading *reading,
                                  guint index) G_GNUC_WARN_UNUSED_RESULT;

/** The place. Borrowed. */
const EnrShelfPlace *enr_shelf_item_get_place (EnrShelfItem *self);

/** Makes @model hold what a reading has, the newest first, and what is missing in times that have begun. */
void enr_shelf_item_bring (GListStore *model,
                           EnrShelfReading *reading);

/*
 * EnrShelfItem::changed: it holds a newer reading.
 */

G_END_DECLS
