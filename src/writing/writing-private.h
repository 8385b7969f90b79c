/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of this room need of each other.
 */
#pragma once

#include "writing/approval.h"
#include "writing/phrase.h"

G_BEGIN_DECLS

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
 * illnesses and extended care; of the whole nursery's day how many; of a class's week a line a day; of a
 * longer time its days. */
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

/** The same at a time of the past, for the sample. */
gboolean enr_step_do_at_in_txn (EnrDb *db,
                                const EnrActor *actor,
                                EnrStep step,
                                const EnrStepOn *on,
                                EnrInstant at,
                                GError **error);
gboolean enr_phrase_save_in_txn (EnrDb *db,
                                 EnrPhrase *self,
                                 GError **error);

/** All phrases that are offered, or all that were removed. (element-type EnrPhrase) */
GPtrArray *enr_phrase_load_all (EnrDb *db,
                                gboolean is_removed,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Whether a text has all of some words, apart by blanks, folded as names are for finding. */
gboolean enr_phrase_has_words (const char *text,
                               const char *words);

/** Refuses where the phrase's section has the same text already. */
gboolean enr_phrase_check_same (EnrDb *db,
                                const EnrPhrase *self,
                                const char *text,
                                GError **error);
gboolean enr_style_word_save_in_txn (EnrDb *db,
                                     const EnrStyleWord *self,
                                     GError **error);

/** The same for a word that must not be on the list. ALREADY. */
gboolean enr_style_word_add_in_txn (EnrDb *db,
                                    const EnrStyleWord *self,
                                    GError **error);

G_END_DECLS
