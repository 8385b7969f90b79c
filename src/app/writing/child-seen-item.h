/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A line of 発達の記録: a thing to be seen, and when it was first seen of the child.
 */
#pragma once

#include <gio/gio.h>

#include "writing/development.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHILD_SEEN_ITEM (enr_child_seen_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrChildSeenItem, enr_child_seen_item, ENR, CHILD_SEEN_ITEM, GObject)

/** @seen is taken. @heading stands above the line, "" for none; @domain "" where the line before has it. */
EnrChildSeenItem *enr_child_seen_item_new (EnrDevelopmentSeen *seen,
                                           const char *heading,
                                           const char *domain) G_GNUC_WARN_UNUSED_RESULT;

/** All borrowed. */
const EnrDevelopmentSeen *enr_child_seen_item_get (EnrChildSeenItem *self);
const char *enr_child_seen_item_get_heading (EnrChildSeenItem *self);
const char *enr_child_seen_item_get_domain (EnrChildSeenItem *self);

G_END_DECLS
