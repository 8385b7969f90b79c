/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Sentences as a teacher writes them, for texts that are not all the same: some words are in many of them,
 * most are in few. Wholly invented.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** So many sentences in a line, others each time; of one seed always the same. */
char *bench_text_new (GRand *rand,
                      guint n_sentences) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
