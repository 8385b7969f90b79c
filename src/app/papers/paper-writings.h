/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records (計画と記録) among the papers: all of a kind and a time, of a class or of all.
 */
#pragma once

#include "app/papers/paper.h"
#include "writing/kind.h"

G_BEGIN_DECLS

/** The shortest time that papers of a kind are of: a month, a quarter or a fiscal year; ENR_PERIOD_STAY where
 * the kind is about a child's whole time, and the paper about the children of a day. Pure. */
EnrWritingPeriod enr_paper_writings_span (const EnrWritingKind *kind);

/** For the reader's thread: reads what EnrPaperRequest.writing asks for into EnrPaper.print. */
gboolean enr_paper_load_writings (EnrDb *db,
                                  EnrPaper *self,
                                  GError **error);

/** What is to be said about approval: which texts are printed, and how many of them are not approved. %NULL
 * where all is approved and nothing newer is written. */
char *enr_paper_writings_dup_notice (const EnrPaper *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
