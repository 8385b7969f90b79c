/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child in the list, with the class's heading above the first of a class.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/children/child-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHILD_ROW (enr_child_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrChildRow, enr_child_row, ENR, CHILD_ROW, GtkBox)

/* Property "item" (EnrChildItem). */

G_END_DECLS
