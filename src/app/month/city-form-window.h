/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Fills the city's own form: which form, for whom, what is found in it, and where the filled one goes.
 */
#pragma once

#include <adwaita.h>

#include "app/month/reading.h"
#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_CITY_FORM_WINDOW (enr_city_form_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrCityFormWindow, enr_city_form_window, ENR, CITY_FORM_WINDOW, AdwWindow)

/** The window for the month of @reading, over @parent. */
EnrCityFormWindow *enr_city_form_window_new (GtkWindow *parent,
                                             EnrSession *session,
                                             EnrMonthReading *reading);

/** Looks at a form, as if it had been chosen. */
void enr_city_form_window_open (EnrCityFormWindow *self,
                                const char *path);

/** Fills it into a file, as if that had been chosen. */
void enr_city_form_window_write (EnrCityFormWindow *self,
                                 GFile *file);

G_END_DECLS
