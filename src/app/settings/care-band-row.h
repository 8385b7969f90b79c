/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One window of a rule for extended care, in the rule's dialog.
 */
#pragma once

#include <adwaita.h>

#include "fees/rule.h"

G_BEGIN_DECLS

#define ENR_TYPE_CARE_BAND_ROW (enr_care_band_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrCareBandRow, enr_care_band_row, ENR, CARE_BAND_ROW, AdwExpanderRow)

EnrCareBandRow *enr_care_band_row_new (const EnrCareBand *band);

void enr_care_band_row_set (EnrCareBandRow *self,
                            const EnrCareBand *band);

/** What is entered. FALSE where something is written that is no time or no number of minutes. */
gboolean enr_care_band_row_get (EnrCareBandRow *self,
                                EnrCareBand *band);

/** Whether somebody changed the window's times since it was set. */
gboolean enr_care_band_row_is_touched (EnrCareBandRow *self);

/*
 * EnrCareBandRow::changed (row): something was entered.
 * EnrCareBandRow::kind-changed (row): another kind was chosen.
 * EnrCareBandRow::remove (row): it is to go.
 */

G_END_DECLS
