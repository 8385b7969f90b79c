/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A household in the list of those to whom a letter goes or went.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/contact/letter-family-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_LETTER_FAMILY_ROW (enr_letter_family_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrLetterFamilyRow, enr_letter_family_row, ENR, LETTER_FAMILY_ROW, GtkWidget)

/** The household that is shown; %NULL for none. */
void enr_letter_family_row_set_item (EnrLetterFamilyRow *self,
                                     EnrLetterFamilyItem *item);

/** A factory of such rows for a list of EnrLetterFamilyItem. */
GtkListItemFactory *enr_letter_family_row_factory_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
