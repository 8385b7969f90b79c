/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page of the settings: the facility, its classes, kinds of absence, closed days, and where the
 * records are kept.
 */
#pragma once

#include <adwaita.h>

#include "app/page.h"

G_BEGIN_DECLS

#define ENR_TYPE_SETTINGS_PAGE (enr_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (EnrSettingsPage, enr_settings_page, ENR, SETTINGS_PAGE, AdwBin)

/** Goes to a part: "facility", "classes", "kinds", "diseases", "closures", "data". */
void enr_settings_page_show_part (EnrSettingsPage *self,
                                  const char *name);

G_END_DECLS
