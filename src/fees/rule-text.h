/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Rules for extended care in words, and what a new one begins with. Translated.
 */
#pragma once

#include "fees/rule.h"
#include "nursery/facility.h"

G_BEGIN_DECLS

/** A rule in one line: for whom, each window with its price, and what limits it: "標準時間 18:00から
 * 15分100円 猶予5分". What every rule has by itself (every weekday, rounded up, …) is not said. */
char *enr_care_rule_dup_summary (const EnrCareRule *self) G_GNUC_WARN_UNUSED_RESULT;

/** One window in words: "18:00から 15分100円 猶予5分". */
char *enr_care_band_dup_summary (const EnrCareBand *self) G_GNUC_WARN_UNUSED_RESULT;

/** What the engine makes of a rule, shown on its @band: a time one minute into the second unit, with
 * the working ("例: 18:21 に降園 → …"). %NULL for a rule that enr_care_rule_check() would refuse. */
char *enr_care_rule_dup_example (const EnrCareRule *self,
                                 guint band) G_GNUC_WARN_UNUSED_RESULT;

/** Minutes and yen of a charge, as the board and the door say them: "延長 16分 200円". */
char *enr_care_dup_sum (int minutes,
                        int amount) G_GNUC_WARN_UNUSED_RESULT;

/** Gives a window of that kind the clock that the facility's care hours leave: before the start of the
 * hours, after their end, or, for a stay, from their start with as long as they last free (FACTS 2.2:
 * 8 and 11 hours). Grace and price are kept. FALSE, and nothing changed, where the facility
 * has no such hours. */
gboolean enr_care_band_suggest (EnrCareBand *self,
                                const EnrHours *hours,
                                EnrCareHours care_hours);

G_END_DECLS
