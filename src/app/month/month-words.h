/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the month's page calls things, beside what month/words.h does.
 */
#pragma once

#include "app/month/reading.h"
#include "month/words.h"

G_BEGIN_DECLS

/** The day of a charge, or a word for the month's price. */
char *enr_month_words_dup_charge_day (const EnrCharge *charge) G_GNUC_WARN_UNUSED_RESULT;

/** "45分", "3時間20分". */
char *enr_month_words_dup_minutes (guint minutes) G_GNUC_WARN_UNUSED_RESULT;

/** The word for what was decided about a charge, and the style class of its chip. Static. */
const char *enr_month_words_state (EnrChargeState state);
const char *enr_month_words_state_class (EnrChargeState state);

G_END_DECLS
