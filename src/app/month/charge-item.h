/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A charge in the list. The object stays while the charge does, and takes over each new reading of the
 * month.
 */
#pragma once

#include <gio/gio.h>

#include "app/month/lines.h"
#include "app/month/reading.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHARGE_ITEM (enr_charge_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrChargeItem, enr_charge_item, ENR, CHARGE_ITEM, GObject)

/** A charge by its index in the reading. */
EnrChargeItem *enr_charge_item_new (EnrMonthReading *reading,
                                    guint index) G_GNUC_WARN_UNUSED_RESULT;

/** How lines are told apart, for enr_lines_bring(). */
extern const EnrLineFuncs enr_charge_item_funcs;

/** The reading, the index in it, and the charge. Borrowed. */
EnrMonthReading *enr_charge_item_get_reading (EnrChargeItem *self);
guint enr_charge_item_get_index (EnrChargeItem *self);
const EnrCharge *enr_charge_item_get_charge (EnrChargeItem *self);

/*
 * EnrChargeItem::changed (item): another reading was taken over.
 */

G_END_DECLS
