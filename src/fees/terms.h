/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How a child's extended care is charged: spot or by the month, as which child of the family, and
 * whether at a reduction (減免). A child without terms is spot.
 */
#pragma once

#include "fees/rule.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid id;
  EnrUuid child_id;
  EnrDate first;
  EnrDate last;             /* ENR_DATE_NONE: open */
  EnrCareContract contract; /* SPOT or MONTHLY */
  int birth_order;          /* 第何子, 1 the eldest; 0: counted among the family's children here */
  gboolean is_exempt;       /* 減免 */
  char *note;
} EnrCareTerms;

void enr_care_terms_free (EnrCareTerms *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrCareTerms, enr_care_terms_free)

/** Sets a child's terms from @terms->first on; those that run then end the day before, and later ones
 * are replaced. INVALID for days the wrong way round or a birth order outside of 0 to 9. */
gboolean enr_care_terms_set (EnrDb *db,
                             const EnrActor *actor,
                             const EnrCareTerms *terms,
                             GError **error);

/** Takes terms out: on their days the child is without terms. Those that were ended or replaced when they
 * were set stay so. The journal keeps them. UNKNOWN where they do not stand. */
gboolean enr_care_terms_remove (EnrDb *db,
                                const EnrActor *actor,
                                const EnrUuid *id,
                                GError **error);

/** Takes a removal back. CHANGED where they stand, or other terms have been set for one of their days. */
gboolean enr_care_terms_restore (EnrDb *db,
                                 const EnrActor *actor,
                                 const EnrUuid *id,
                                 GError **error);

/** The terms that hold on some day of a period, of one child (%NULL: all), by child and first day.
 * (element-type EnrCareTerms) */
GPtrArray *enr_care_terms_list (EnrDb *db,
                                const EnrUuid *child_id,
                                EnrDate first,
                                EnrDate last,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
