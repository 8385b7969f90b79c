/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One class: name, age, colour, capacity.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "nursery/class.h"

G_BEGIN_DECLS

#define ENR_TYPE_CLASS_DIALOG (enr_class_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrClassDialog, enr_class_dialog, ENR, CLASS_DIALOG, EnrEditDialog)

/** @of: the class to change, or %NULL for a new one of @fiscal_year at @position. */
EnrClassDialog *enr_class_dialog_new (EnrSession *session,
                                      const EnrClass *of,
                                      int fiscal_year,
                                      int position);

G_END_DECLS
