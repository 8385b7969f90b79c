/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One infectious disease: its paper and its rule of return.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "contact/disease.h"

G_BEGIN_DECLS

#define ENR_TYPE_DISEASE_DIALOG (enr_disease_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrDiseaseDialog, enr_disease_dialog, ENR, DISEASE_DIALOG, EnrEditDialog)

/** @disease: the disease to change, or %NULL for a new one. */
EnrDiseaseDialog *enr_disease_dialog_new (EnrSession *session,
                                          const EnrDisease *disease) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
