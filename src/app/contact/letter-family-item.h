/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A household that a letter goes to, as a line of a list: before it is sent, or with what became of it.
 */
#pragma once

#include <gio/gio.h>

#include "contact/delivery.h"
#include "contact/recipient.h"

G_BEGIN_DECLS

#define ENR_TYPE_LETTER_FAMILY_ITEM (enr_letter_family_item_get_type ())
G_DECLARE_FINAL_TYPE (EnrLetterFamilyItem, enr_letter_family_item, ENR, LETTER_FAMILY_ITEM, GObject)

/** The @i-th of those who would get it, as a plan has them; @recipients is referenced. */
EnrLetterFamilyItem *enr_letter_family_item_new_planned (GPtrArray *recipients,
                                                         guint i) G_GNUC_WARN_UNUSED_RESULT;

/** One to whom it was sent. @recipient is taken over. */
EnrLetterFamilyItem *enr_letter_family_item_new_sent (EnrRecipient *recipient)
    G_GNUC_WARN_UNUSED_RESULT;

/** %NULL for one of the other form. Borrowed, until the item changes. */
const EnrRecipientPlanned *enr_letter_family_item_get_planned (EnrLetterFamilyItem *self);
const EnrRecipient *enr_letter_family_item_get_recipient (EnrLetterFamilyItem *self);

/** The delivery that counts, one that was not cancelled where there is such; %NULL for none. Borrowed. */
const EnrRecipientDelivery *enr_letter_family_item_get_delivery (EnrLetterFamilyItem *self);

/** Its state; CANCELLED where there is no delivery. */
EnrDeliveryState enr_letter_family_item_get_state (EnrLetterFamilyItem *self);

/** Makes @model, which holds sent ones, hold @items; those that are there already stay, and say "changed". */
void enr_letter_family_item_bring (GListStore *model,
                                   const GPtrArray *items);

/*
 * EnrLetterFamilyItem::changed: it was delivered, read, answered.
 */

G_END_DECLS
