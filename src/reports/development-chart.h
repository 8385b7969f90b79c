/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The picture of 発達の記録: the things to be seen below each other, the child's age in months across, and a dot
 * where each was first seen. There is no line of a norm, no count and no score: a child is not measured.
 *
 * What is listed under ages beyond the child's class age is left out, unless it was seen.
 */
#pragma once

#include "reports/document.h"
#include "writing/development.h"

G_BEGIN_DECLS

/** Draws rows from @first (from 0) on into @box, as many as go in, with the ages above them; @size is that
 * of the text. @seen (element-type EnrDevelopmentSeen), @class_age the child's. Returns the row to go on
 * with, or 0 where all are drawn. Hold enr_fonts_lock(). */
guint enr_development_chart_draw (const GPtrArray *seen,
                                  int class_age,
                                  EnrDrawnPage *page,
                                  const EnrRect *box,
                                  double size,
                                  guint first);

/** The same as a document of one page as high as it must be: what the screen shows. */
EnrDocument *enr_development_chart_document (const GPtrArray *seen,
                                             int class_age,
                                             double width,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
