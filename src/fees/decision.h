/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What people decide about computed charges: confirmed, adjusted, excluded. A decision stays whatever is
 * computed later; that it would be another one is shown.
 */
#pragma once

#include "fees/care-month.h"

G_BEGIN_DECLS

/** A charge as the person saw it who decides about it. */
typedef struct
{
  EnrUuid child_id;
  EnrDate day;
  EnrChargeKind kind;
  int seen_amount; /* the yen that she saw; another amount by now is CHANGED */
} EnrChargeSeen;

/**
 * Decides about charges of one month, all or nothing. CONFIRMED keeps what the rules say now; ADJUSTED
 * charges @amount instead, EXCLUDED nothing, both with a reason (REASON where blank); COMPUTED takes a
 * decision back. UNKNOWN where there is no such charge, CHANGED where it is not as it was seen.
 */
gboolean enr_care_decide (EnrDb *db,
                          const EnrActor *actor,
                          const EnrChargeSeen *charges,
                          guint n_charges,
                          EnrChargeState state,
                          int amount,
                          const char *reason,
                          GError **error);

G_END_DECLS
