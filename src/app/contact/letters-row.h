/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A letter in the list of all of them.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/contact/letters-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_LETTERS_ROW (enr_letters_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrLettersRow, enr_letters_row, ENR, LETTERS_ROW, GtkWidget)

/** The letter that is shown; %NULL for none. */
void enr_letters_row_set_item (EnrLettersRow *self,
                               EnrLettersItem *item);

G_END_DECLS
