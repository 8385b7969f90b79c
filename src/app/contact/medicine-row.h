/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One medicine of one child on the day: what is to be given, or what became of it. Its buttons name the
 * list's actions with the request's id.
 */
#pragma once

#include <gtk/gtk.h>

#include "contact/medicine.h"

G_BEGIN_DECLS

#define ENR_TYPE_MEDICINE_ROW (enr_medicine_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrMedicineRow, enr_medicine_row, ENR, MEDICINE_ROW, GtkListBoxRow)

EnrMedicineRow *enr_medicine_row_new (const EnrMedicineTask *task);

/** "11:30 昼食後", whichever is known. */
char *enr_medicine_dup_when (const EnrMedicine *medicine) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
