/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A change in the list of changes.
 */
#pragma once

#include <gio/gio.h>

#include "app/children/history.h"

G_BEGIN_DECLS

#define ENR_TYPE_HISTORY_ITEM (enr_history_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrHistoryItem, enr_history_item, ENR, HISTORY_ITEM, GObject)

/* Properties, read-only text: title, when (and who), text. */

EnrHistoryItem *enr_history_item_new (const EnrPastChange *change) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
