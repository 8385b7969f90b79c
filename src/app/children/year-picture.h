/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child's attendance of a whole fiscal year as a picture: a row a month, a square a day, with a sign
 * and a colour in each. A day can be gone to with the arrow keys or the mouse.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/children/child-file.h"

G_BEGIN_DECLS

#define ENR_TYPE_YEAR_PICTURE (enr_year_picture_get_type ())
G_DECLARE_FINAL_TYPE (EnrYearPicture, enr_year_picture, ENR, YEAR_PICTURE, GtkWidget)

/** Takes the year (%NULL: empty). */
void enr_year_picture_take_year (EnrYearPicture *self,
                                 EnrChildYear *year);

/** The day that the cursor is on. Property "date" (int) notifies. */
EnrDate enr_year_picture_get_date (EnrYearPicture *self);
void enr_year_picture_set_date (EnrYearPicture *self,
                                EnrDate date);

/** What the day is about: "令和8年6月10日(水)  登園 8:02  降園 17:30". */
char *enr_year_picture_dup_text (EnrYearPicture *self,
                                 EnrDate date) G_GNUC_WARN_UNUSED_RESULT;

/*
 * EnrYearPicture::activated (picture): Enter, F2 or a double click on the day of the cursor.
 */

G_END_DECLS
