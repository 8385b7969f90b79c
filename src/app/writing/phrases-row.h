/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A line of the bank as it is shown.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/writing/phrases-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_PHRASES_ROW (enr_phrases_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrPhrasesRow, enr_phrases_row, ENR, PHRASES_ROW, GtkWidget)

void enr_phrases_row_set_item (EnrPhrasesRow *self,
                               EnrPhrasesItem *item);

G_END_DECLS
