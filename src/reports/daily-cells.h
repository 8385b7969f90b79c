/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the fields of the daily register say about a child, as text.
 */
#pragma once

#include "attendance/day.h"
#include "reports/care-columns.h"
#include "reports/form.h"

G_BEGIN_DECLS

typedef struct
{
  const EnrDay *day;
  const EnrDayChild *child;
  const EnrForm *form;
  const EnrCareMonth *care; /* or %NULL: a column of extended care is empty */
} EnrDailyCell;

/** The text of a column's field, appended to @text (which is emptied first). */
void enr_daily_cell_write (const EnrDailyCell *self,
                           const char *field,
                           GString *text);

G_END_DECLS
