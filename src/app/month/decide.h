/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the page asks of the writer's thread about charges: a message with deep copies of everything, that
 * is, decisions or what takes them back.
 */
#pragma once

#include "app/month/reading.h"
#include "fees/decision.h"

G_BEGIN_DECLS

typedef struct _EnrDecide EnrDecide;

/** The decision about charges (@indexes, element-type guint, into the reading). @actor must outlive the
 * message. */
EnrDecide *enr_decide_new (const EnrActor *actor,
                           const EnrMonthReading *reading,
                           const GArray *indexes,
                           EnrChargeState state,
                           int amount,
                           const char *reason) G_GNUC_WARN_UNUSED_RESULT;

/** What brings them back to what they are in the reading, after that decision. %NULL where that cannot
 * be: a decision that the rules would make otherwise now cannot be made again as it was. */
EnrDecide *enr_decide_new_undo (const EnrActor *actor,
                                const EnrMonthReading *reading,
                                const GArray *indexes,
                                EnrChargeState state,
                                int amount) G_GNUC_WARN_UNUSED_RESULT;
void enr_decide_free (EnrDecide *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrDecide, enr_decide_free)

/** An #EnrStoreFunc for the writer. */
gpointer enr_decide_run (EnrDb *db,
                         gpointer data,
                         GError **error);

/** What was done, for the offer to undo it: "Confirmed: 青木 朝陽 10(水)", "Confirmed: 12 charges". */
char *enr_decide_dup_text (const EnrMonthReading *reading,
                           const GArray *indexes,
                           EnrChargeState state) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
