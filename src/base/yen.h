/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Amounts of money: whole yen.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** "1,200円", newly allocated; "-1,200円" for a refund. */
char *enr_yen_dup (gint64 yen) G_GNUC_WARN_UNUSED_RESULT;

/** "1,200", without the unit, for columns that have it in their heading. */
char *enr_yen_dup_digits (gint64 yen) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
