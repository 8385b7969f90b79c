/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Meals (給食, おやつ): at what time children are counted for them, and how many that is on each day of the
 * month (食数).
 */
#pragma once

#include "app/children/edit-dialog.h"

G_BEGIN_DECLS

#define ENR_TYPE_MEALS_DIALOG (enr_meals_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrMealsDialog, enr_meals_dialog, ENR, MEALS_DIALOG, EnrEditDialog)

/** Shows the meals of the month that @day is in. */
void enr_meals_dialog_show (GtkWidget *parent,
                            EnrSession *session,
                            EnrDate day);

G_END_DECLS
