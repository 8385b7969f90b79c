/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The journal's JSON: {"column":[old,new],...}; values are null, whole numbers, texts, and objects
 * without nesting for bytes.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Column -> its value before and after, for enr_history_json_get(). */
GHashTable *enr_history_json_parse (const char *json) G_GNUC_WARN_UNUSED_RESULT;

/** The value of a column before and after, as text; %NULL for null, and for a column that is not there.
 * Borrowed. */
const char *enr_history_json_before (GHashTable *pairs,
                                     const char *column);
const char *enr_history_json_after (GHashTable *pairs,
                                    const char *column);

G_END_DECLS
