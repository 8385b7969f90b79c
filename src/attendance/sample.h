/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A sample nursery to look around in, to test and to measure with. Its name and every child's note say
 * that it is fictional.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  guint n_children;  /* enrolled at any time, spread over the six class ages; 1 to 2000 */
  EnrDate first;     /* attendance is made from this day, or the first day of its fiscal year's classes */
  EnrDate until;     /* the last day with attendance; if it is today, up to now */
  guint32 seed;      /* the same seed and dates make the same nursery, ids apart */
} EnrSampleOptions;

/** Makes the sample in a database without children; INVALID in any other. */
gboolean enr_sample_make (EnrDb *db,
                          const EnrSampleOptions *options,
                          GError **error);

G_END_DECLS
