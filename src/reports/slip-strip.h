/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The strip of 24 hours on a slip of the contact notebook: sleep as bars, meals, milk, bowel and
 * temperature as marks where they were.
 */
#pragma once

#include "reports/notebook-slips.h"

G_BEGIN_DECLS

#define ENR_SLIP_STRIP_HEIGHT (19.0 * ENR_POINTS_PER_MM)

/** Draws it from 18:00 of the evening before to 18:00, or wider where something was earlier or later. A label
 * that would lie upon another one is left out, as the words are in the slip's rows too; its mark is not.
 * Hold enr_fonts_lock(). */
void enr_slip_strip_draw (EnrDrawnPage *page,
                          const EnrSlip *slip,
                          const EnrRect *area);

G_END_DECLS
