/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The month as the page shows it: one reading, which nobody changes, shared by the page, its lines and its
 * dialogs.
 */
#pragma once

#include "month/closing.h"

G_BEGIN_DECLS

typedef struct
{
  EnrDate first;
  EnrMonthState *state;
  GPtrArray *keys; /* (element-type utf8) what finds each of the month's children */
} EnrMonthReading;

/** Reads the month that @first is in. On the reader's thread. */
EnrMonthReading *enr_month_reading_load (EnrDb *db,
                                         EnrDate first,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

EnrMonthReading *enr_month_reading_ref (EnrMonthReading *self);
void enr_month_reading_unref (EnrMonthReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrMonthReading, enr_month_reading_unref)

/** A charge by its index in the month. Borrowed. */
const EnrCharge *enr_month_reading_charge (const EnrMonthReading *self,
                                           guint index);

/** The child of a charge. Borrowed. */
const EnrMonthChild *enr_month_reading_child (const EnrMonthReading *self,
                                              const EnrCharge *charge);

/** The name of the child's class, or "". Borrowed. */
const char *enr_month_reading_class_name (const EnrMonthReading *self,
                                          const EnrCharge *charge);

/** The last day of the month. */
EnrDate enr_month_reading_last (const EnrMonthReading *self);

G_END_DECLS
