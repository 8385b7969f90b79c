/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Putting many away at once (保管): what was approved, by fiscal year, kind and class. What is archived stays
 * readable and printed as before; it is not evaluated or revised any more unless it is taken out again.
 */
#pragma once

#include "writing/approval.h"

G_BEGIN_DECLS

/** Approved plans or records of a kind, a class and a fiscal year. */
typedef struct
{
  const EnrWritingKind *kind; /* borrowed from the kinds */
  int fiscal_year;            /* in which they end, as their keeping is counted (keep.h) */
  EnrUuid class_id;           /* the class, or for a child's the one that it was in; none for the facility */
  char *class_name;           /* "" for none */
  guint count;
} EnrArchiveGroup;

EnrArchiveGroup *enr_archive_group_copy (const EnrArchiveGroup *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_archive_group_free (EnrArchiveGroup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrArchiveGroup, enr_archive_group_free)

/** What could be archived: the newest year first, then in the order of kinds and classes. Kinds that are not
 * described any more are left out. (element-type EnrArchiveGroup) */
GPtrArray *enr_archive_list (EnrDb *db,
                             EnrWritingKinds *kinds,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Archives all of the groups, in one transaction. CHANGED where a group has not as many as it says: some were
 * approved or revised since it was looked at. @done (may be %NULL) gets an EnrStepOn for each that was
 * archived, with which enr_step_do_all() can take them out again (ENR_STEP_UNARCHIVE).
 */
gboolean enr_archive_groups (EnrDb *db,
                             const EnrActor *actor,
                             const EnrArchiveGroup *const *groups,
                             guint n_groups,
                             GArray *done,
                             GError **error);

G_END_DECLS
