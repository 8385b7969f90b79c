/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is reported to the municipality at all, whether by itself, and to which hub.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_CITY_SETUP_VIEW (enr_city_setup_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrCitySetupView, enr_city_setup_view, ENR, CITY_SETUP_VIEW, AdwBin)

/** Gives the view its session, once, before it is shown. */
void enr_city_setup_view_set_session (EnrCitySetupView *self,
                                      EnrSession *session);

/** The certificates in this file are the city's from now on; %NULL: those of the system hold again. */
void enr_city_setup_view_set_authority (EnrCitySetupView *self,
                                        const char *path);

G_END_DECLS
