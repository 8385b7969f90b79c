/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The page of the municipality (市区町村): what is reported to it, what it has taken, what it asks; accidents;
 * vacancies; and what is sent at all.
 */
#pragma once

#include <adwaita.h>

#include "app/page.h"

G_BEGIN_DECLS

#define ENR_TYPE_CITY_PAGE (enr_city_page_get_type ())
G_DECLARE_FINAL_TYPE (EnrCityPage, enr_city_page, ENR, CITY_PAGE, AdwBin)

/** Brings a part to the front: "sending", "accidents", "outbreak", "vacancy", "setup". */
void enr_city_page_show_part (EnrCityPage *self,
                              const char *name);

G_END_DECLS
