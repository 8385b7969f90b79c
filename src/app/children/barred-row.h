/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One who is told nothing about a child that comes into another family: who of that family it is.
 */
#pragma once

#include <adwaita.h>

#include "contact/family-change.h"

G_BEGIN_DECLS

#define ENR_TYPE_BARRED_ROW (enr_barred_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrBarredRow, enr_barred_row, ENR, BARRED_ROW, AdwComboRow)

/** The row of @change's @index-th person; the one whose name reads the same is chosen, else nobody yet. */
EnrBarredRow *enr_barred_row_new (const EnrFamilyChange *change,
                                  guint index) G_GNUC_WARN_UNUSED_RESULT;

/** What was chosen; %FALSE while nothing was. */
gboolean enr_barred_row_get_answer (EnrBarredRow *self,
                                    EnrBarredAnswer *answer);

G_END_DECLS
