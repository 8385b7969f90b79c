/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Accept, then look: what is taken although somebody at the city should see it (PROTOCOL 3.12, G5). A
 * nursery's
 * truth of yesterday is never refused because of a rule of today.
 */
#pragma once

#include "hub/db.h"
#include "wire/event.h"

G_BEGIN_DECLS

/** Whether a review of events of @type reads their data in the transaction. */
gboolean enr_hub_review_needs_data (const char *type);

/** Attendance on a day that the nursery itself calls closed, or on a Sunday or national holiday. */
gboolean enr_hub_review_is_closed_day (const EnrEvent *event);

/**
 * Whether a month's figures differ from the days that have arrived. @detail: (out): where they do, in
 * words.
 * Says no where the month's event has no figures to compare.
 */
gboolean enr_hub_review_month (EnrHubDb *db,
                               const char *nursery,
                               const EnrEvent *event,
                               char **detail,
                               GError **error);

G_END_DECLS
