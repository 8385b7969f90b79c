/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The journal's tables, columns and values in words of the nursery.
 */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

/** The nursery's own words, for ids and keys in the journal: classes and kinds of absence. */
typedef struct _EnrHistoryWords EnrHistoryWords;

EnrHistoryWords *enr_history_words_load (EnrDb *db,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_history_words_free (EnrHistoryWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrHistoryWords, enr_history_words_free)

/** What a row of the table is about: "Photo". The table's name where there is no word for it. */
const char *enr_history_words_title (const char *table);

/** "令和8年6月10日"; what is no date as it is. */
char *enr_history_words_dup_date (const char *iso) G_GNUC_WARN_UNUSED_RESULT;

/** Adds "Telephone: 090 → 080" to @lines (element-type utf8); nothing where both are %NULL. */
void enr_history_words_add_line (GPtrArray *lines,
                                 const char *label,
                                 const char *before,
                                 const char *after);

/** Adds a line for each column of @pairs (enr_history_json_parse()) that is told. */
void enr_history_words_add_columns (const EnrHistoryWords *self,
                                    GPtrArray *lines,
                                    const char *table,
                                    GHashTable *pairs);

G_END_DECLS
