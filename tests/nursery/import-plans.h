/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The import of children from a text, for its tests: what is planned, and what is written. Whatever fails
 * here fails the test.
 */
#pragma once

#include "nursery/child.h"
#include "nursery/import.h"
#include "support/fixture.h"

G_BEGIN_DECLS

EnrCsv *import_read_csv (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** What would be done with a text that is a roster; with the options' defaults. */
EnrImportPlan *import_plan_with (EnrTestNursery *nursery,
                                 const char *text,
                                 const EnrImportOptions *options) G_GNUC_WARN_UNUSED_RESULT;
EnrImportPlan *import_plan (EnrTestNursery *nursery,
                            const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** A row of the plan, from 0. */
const EnrImportRow *import_row_at (const EnrImportPlan *plan,
                                   guint index);

/** That row must have that action, and @part in what is said of it, unless that is %NULL. */
void import_assert_row (const EnrImportPlan *plan,
                        guint index,
                        EnrImportAction action,
                        const char *part);

/** Writes what is planned. */
void import_apply (EnrTestNursery *nursery,
                   const EnrImportPlan *plan);

/** How long the journal is, which must be whole. */
gint64 import_journal_length (EnrTestNursery *nursery);

/** Imports a text; doing it again must change nothing and journal nothing. */
void import_twice (EnrTestNursery *nursery,
                   const char *text);

/** The child whom a number or a name means. */
EnrChild *import_find_child (EnrTestNursery *nursery,
                             const char *word) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
