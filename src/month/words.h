/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What days, figures and differences of a month are called, in the window and by the command alike.
 */
#pragma once

#include "month/closing.h"

G_BEGIN_DECLS

/** "10日(水)": a day within the month that is shown. */
char *enr_month_words_dup_day (EnrDate day) G_GNUC_WARN_UNUSED_RESULT;

/** "93.2%" of tenths of a per cent; "—" for -1. */
char *enr_month_words_dup_rate (gint64 rate) G_GNUC_WARN_UNUSED_RESULT;

/** A difference since the month was closed, in a line; %NULL for a figure that is a part of another
 * one (of an age, of a certification): those are only counted. */
char *enr_month_words_dup_difference (const EnrMonthState *state,
                                      const EnrMonthDifference *difference) G_GNUC_WARN_UNUSED_RESULT;

/** All differences, a line each, at most @most of them, and what they are if nobody sees them. */
char *enr_month_words_dup_differences (const EnrMonthState *state,
                                       guint most) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
