/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the texts of a plan or record are called where they are shown one below the other. What is frozen
 * has a column's or a child's name alone: of which row it is, its key says.
 */
#pragma once

#include "writing/content.h"
#include "writing/kind.h"

G_BEGIN_DECLS

/**
 * Where in its section a text of @content stands: "月 主な活動・経験" in a grid, "9:30 環境構成" in a time line
 * (by its number where no time is written), a child's name, what is counted; "" for a section's own text.
 * @kind is %NULL where the nursery has no such kind (any more): then the row is told by the key alone.
 */
char *enr_writing_dup_place (const EnrWritingKind *kind,
                             const EnrContent *content,
                             const EnrContentItem *item) G_GNUC_WARN_UNUSED_RESULT;

/** The heading of its section and its place: "曜日ごとの計画 月 主な活動・経験". */
char *enr_writing_dup_label (const EnrWritingKind *kind,
                             const EnrContent *content,
                             const EnrContentItem *item) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
