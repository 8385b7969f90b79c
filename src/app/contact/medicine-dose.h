/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A dose was given, by one person and seen by another; or it was not, and why.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "contact/medicine.h"

G_BEGIN_DECLS

#define ENR_TYPE_MEDICINE_DOSE (enr_medicine_dose_get_type ())
G_DECLARE_FINAL_TYPE (EnrMedicineDose, enr_medicine_dose, ENR, MEDICINE_DOSE, EnrEditDialog)

/** @staff: the names that are offered, %NULL-terminated; any other can be typed. */
void enr_medicine_dose_show (GtkWidget *parent,
                             EnrSession *session,
                             const EnrMedicineTask *task,
                             const char *const *staff,
                             gboolean is_given);

G_END_DECLS
