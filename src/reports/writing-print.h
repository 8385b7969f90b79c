/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records from the database to paper: one, or a class's or a month's at once.
 */
#pragma once

#include <gio/gio.h>

#include "reports/document.h"
#include "store/db.h"
#include "writing/kind.h"

G_BEGIN_DECLS

/** Which version of a writing is printed, besides the number of one. */
#define ENR_PRINT_PRESENT 0   /* an open text as it stands; what is not open as it was submitted last */
#define ENR_PRINT_APPROVED -1 /* what is in force, also while a newer one is written; else the present */

/** Writings as they were read, to be laid out without the database. */
typedef struct _EnrWritingPrint EnrWritingPrint;

/** Reads writings of one kind, in that order: with approvals, seals and the notes beside them. @version is
 * one of the above or, for a single writing, a version's number. @kinds is what @kind is of; it is
 * referenced. Errors of reading. */
EnrWritingPrint *enr_writing_print_load (EnrDb *db,
                                         EnrWritingKinds *kinds,
                                         const EnrWritingKind *kind,
                                         const EnrUuid *ids,
                                         guint n_ids,
                                         int version,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

EnrWritingPrint *enr_writing_print_ref (EnrWritingPrint *self);
void enr_writing_print_unref (EnrWritingPrint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrWritingPrint, enr_writing_print_unref)

/** How many writings there are; of these, how many have another version in force than the newest text; and
 * how many are printed without the director's approval. */
guint enr_writing_print_get_n (const EnrWritingPrint *self);
guint enr_writing_print_get_n_changing (const EnrWritingPrint *self);
guint enr_writing_print_get_n_unapproved (const EnrWritingPrint *self);

/** Of those that are changing: approved, and open for what is written after their time alone (評価中). */
guint enr_writing_print_get_n_evaluating (const EnrWritingPrint *self);

/** Lays them out, each in the outline; for any thread, and once @cancellable (or %NULL) is cancelled no
 * further. ENR_REPORT_ERROR_EMPTY where there are none. */
EnrDocument *enr_writing_print_make (const EnrWritingPrint *self,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Both at once, for few writings. */
EnrDocument *enr_writing_print (EnrDb *db,
                                const EnrWritingKind *kind,
                                const EnrUuid *ids,
                                guint n_ids,
                                int version,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
