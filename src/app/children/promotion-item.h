/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child in the list of the move up in April, and the row that shows it.
 */
#pragma once

#include <gtk/gtk.h>

#include "nursery/promotion.h"

G_BEGIN_DECLS

#define ENR_TYPE_PROMOTION_ITEM (enr_promotion_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrPromotionItem, enr_promotion_item, ENR, PROMOTION_ITEM, GObject)

/** @choices: the classes of the new year, then "graduates" and "no class yet". @selected is changed by
 * the row. Properties: name, from, age (text); choices (GListModel); selected (uint, writable). */
EnrPromotionItem *enr_promotion_item_new (const EnrPromotionRow *row,
                                          GListModel *choices,
                                          guint selected) G_GNUC_WARN_UNUSED_RESULT;

guint enr_promotion_item_get_selected (EnrPromotionItem *self);

#define ENR_TYPE_PROMOTION_LINE (enr_promotion_line_get_type ())
G_DECLARE_FINAL_TYPE (EnrPromotionLine, enr_promotion_line, ENR, PROMOTION_LINE, GtkBox)

/* Property "item" (EnrPromotionItem). */

G_END_DECLS
