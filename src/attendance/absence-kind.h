/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Kinds of absence (欠席区分): the nursery's own set of names and symbols (FACTS 3.4: there is no
 * official list).
 */
#pragma once

#include "attendance/day.h"

G_BEGIN_DECLS

/** All kinds by position, those no longer offered among them; their strings go into @strings.
 * (element-type EnrAbsenceKind) */
GArray *enr_absence_kind_list (EnrDb *db,
                               GStringChunk *strings,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Adds a kind (a new key) or changes its label, symbol, total, and whether it is offered; its key and
 * what was recorded under it stay. @position -1: at the end, or as it was. INVALID for a blank label
 * or symbol, or a total that is not one of those of EnrAbsenceKind. */
gboolean enr_absence_kind_save (EnrDb *db,
                                const EnrActor *actor,
                                const EnrAbsenceKind *kind,
                                int position,
                                GError **error);

/** Sets the order of the kinds: @keys[0] first; NULL-terminated. */
gboolean enr_absence_kind_order (EnrDb *db,
                                 const EnrActor *actor,
                                 const char *const *keys,
                                 GError **error);

G_END_DECLS
