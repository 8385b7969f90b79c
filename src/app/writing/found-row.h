/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A plan or record in which words were found, with the sentence.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/writing/found-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_FOUND_ROW (enr_found_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrFoundRow, enr_found_row, ENR, FOUND_ROW, GtkWidget)

void enr_found_row_set_item (EnrFoundRow *self,
                             EnrFoundItem *item);

G_END_DECLS
