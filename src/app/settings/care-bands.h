/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The windows of a rule for extended care in the rule's dialog: a row each, and the action
 * "rule.add-band" for one more.
 */
#pragma once

#include <adwaita.h>

#include "fees/rule.h"
#include "nursery/facility.h"

G_BEGIN_DECLS

#define ENR_TYPE_CARE_BANDS (enr_care_bands_get_type ())
G_DECLARE_FINAL_TYPE (EnrCareBands, enr_care_bands, ENR, CARE_BANDS, AdwPreferencesGroup)

/** Appends the windows of a rule. */
void enr_care_bands_show (EnrCareBands *self,
                          const EnrCareRule *rule);

/** The facility's hours and the children's that a new window is filled from. */
void enr_care_bands_set_hours (EnrCareBands *self,
                               const EnrHours *hours,
                               EnrCareHours care_hours);

/** Fills the times that nobody has written from the hours. */
void enr_care_bands_follow (EnrCareBands *self);

/** Appends one more: the first is the evening, the next the morning. */
void enr_care_bands_add (EnrCareBands *self);

/** Reads them into @rule. The row in which something is no time, or %NULL. Borrowed. */
GtkWidget *enr_care_bands_read (EnrCareBands *self,
                                EnrCareRule *rule);

/** The row that a refusal of @rule, read from here, is about: the one that would be refused alone, or
 * the last, which overlaps another. %NULL where there is one at most. Borrowed. */
GtkWidget *enr_care_bands_find_wrong (EnrCareBands *self,
                                      const EnrCareRule *rule);

/*
 * EnrCareBands::changed (bands): something was entered, added or removed.
 */

G_END_DECLS
