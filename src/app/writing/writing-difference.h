/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The texts in which two versions of a plan or record differ, side by side.
 */
#pragma once

#include <gtk/gtk.h>

#include "writing/content.h"
#include "writing/kind.h"

G_BEGIN_DECLS

/** Shows them in @grid below its row 0, which is kept: the name of a text, and below it the one before and
 * the one after. What was there is taken out. Facts of attendance are left out: nobody wrote them. @kind may
 * be %NULL. Returns how many texts differ. */
guint enr_writing_difference_fill (GtkGrid *grid,
                                   const EnrWritingKind *kind,
                                   const EnrContent *before,
                                   const EnrContent *after);

G_END_DECLS
