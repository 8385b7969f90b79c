/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Staff: the day's duties beside what the children need, and who works here.
 */
#pragma once

#include <adwaita.h>

#include "app/page.h"

G_BEGIN_DECLS

#define ENR_TYPE_STAFF_PAGE (enr_staff_page_get_type ())
G_DECLARE_FINAL_TYPE (EnrStaffPage, enr_staff_page, ENR, STAFF_PAGE, AdwBin)

/** Shows a part: "duty", "people" or "counting". */
void enr_staff_page_show_part (EnrStaffPage *self,
                               const char *name);

G_END_DECLS
