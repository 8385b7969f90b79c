/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of this room need of each other.
 */
#pragma once

#include "writing/approval.h"
#include "writing/phrase.h"

G_BEGIN_DECLS

/* The most rows that a grid of times can have. */
#define ENR_GRID_MAX_TIMES 40

/** A body column as text, "" for none. */
char *enr_writing_column_body (EnrStmt *st,
                            int column) G_GNUC_WARN_UNUSED_RESULT;

/** A writing without its texts. UNKNOWN. */
EnrWriting *enr_writing_load_header (EnrDb *db,
                                  const EnrUuid *id,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Reads the texts into a writing that has none. */
gboolean enr_writing_load_texts (EnrDb *db,
                              EnrWriting *self,
                              GError **error);

/** The whole of a loaded writing. */
EnrContent *enr_writing_build_content (EnrDb *db,
                                    const EnrWritingKind *kind,
                                    const EnrWriting *writing,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Adds what attendance says to a section of facts: of a class's day who was there and who was not and why,
 * illnesses and extended care; of its week a line a day; of a child's longer time its days. */
gboolean enr_writing_add_facts (EnrDb *db,
                                const EnrWritingKind *kind,
                                const EnrWriting *writing,
                                const EnrSection *section,
                                EnrContent *content,
                                GError **error);

/** A free row of the search index for a day: rows are in the order of days. */
gboolean enr_writing_search_row (EnrDb *db,
                              EnrDate day,
                              gint64 *row,
                              GError **error);

/** What the index has of a writing: its title and texts as pairs of signs. */
char *enr_writing_search_pairs (const EnrWriting *writing) G_GNUC_WARN_UNUSED_RESULT;

/** Puts @after in the place of @before in the index; either may be "". */
gboolean enr_writing_search_change (EnrDb *db,
                                 const EnrUuid *id,
                                 const char *before,
                                 const char *after,
                                 GError **error);

/** Within a larger action. */
gboolean enr_writing_create_in_txn (EnrDb *db,
                                    const EnrWritingNew *new_writing,
                                    EnrUuid *id,
                                    GError **error);
gboolean enr_writing_save_in_txn (EnrDb *db,
                                  const EnrWritingKind *kind,
                                  const EnrUuid *id,
                                  const EnrTextChange *changes,
                                  guint n_changes,
                                  GError **error);
gboolean enr_step_do_in_txn (EnrDb *db,
                             const EnrActor *actor,
                             EnrStep step,
                             const EnrStepOn *on,
                             GError **error);
gboolean enr_phrase_save_in_txn (EnrDb *db,
                                 EnrPhrase *self,
                                 GError **error);
gboolean enr_style_word_save_in_txn (EnrDb *db,
                                     const EnrStyleWord *self,
                                     GError **error);

G_END_DECLS
