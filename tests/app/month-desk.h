/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The office at the month's end: for tests of the month's page, which is open on June 2026 on the first day
 * of July, with a rule for extended care.
 */
#pragma once

#include "desk.h"
#include "month/closing.h"

G_BEGIN_DECLS

#define N_CHILDREN 24

/** The month that is closed: the one before the day on which the office sits down to it. */
extern EnrDate month_desk_june;

/** Opens the page on a sample nursery; desk_end() ends it. */
void month_desk_begin (Desk *desk);

EnrMonthState *month_desk_read_state (Desk *desk) G_GNUC_WARN_UNUSED_RESULT;

/** Does work on the writer, which must not fail. */
void month_desk_write (Desk *desk, EnrStoreFunc func);

/** For the writer: settles everything but the charges. */
gpointer month_desk_settle (EnrDb *db, gpointer data, GError **error);

/** For the writer: the first child who has a charge stayed longer than was written down, a unit more. */
gpointer month_desk_correct_punch (EnrDb *db, gpointer data, GError **error);

/** Waits until that text is shown. */
void month_desk_wait_text (GtkWidget *root, const char *text);

/** The lines of a list view of that id. */
guint month_desk_count_rows (Desk *desk, const char *list);

/** Waits until June and its charges are there. */
void month_desk_wait_loaded (Desk *desk);

/** The page has room in the smallest window. */
void month_desk_assert_fits (Desk *desk);

G_END_DECLS
