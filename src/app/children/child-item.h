/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child in the list of children.
 */
#pragma once

#include <gio/gio.h>

#include "nursery/roster.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHILD_ITEM (enr_child_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrChildItem, enr_child_item, ENR, CHILD_ITEM, GObject)

/** An item of a row of the roster, which must outlive it. @heading: the class that begins with this
 * child, or %NULL; @count: how many of it follow. */
EnrChildItem *enr_child_item_new (const EnrRosterRow *row,
                                  EnrDate day,
                                  const char *heading,
                                  guint count);

/** The child's id. Borrowed. */
const EnrUuid *enr_child_item_get_id (EnrChildItem *self);

/** Shows what another reading says. The same child. */
void enr_child_item_update (EnrChildItem *self,
                            const EnrRosterRow *row,
                            EnrDate day,
                            const char *heading,
                            guint count);

/* Properties, all text and read-only: name, kana, age, heading, count, colour; has-allergy. */

G_END_DECLS
