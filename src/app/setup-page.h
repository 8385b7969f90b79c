/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The first page of a new nursery: its name, and nothing else.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ENR_TYPE_SETUP_PAGE (enr_setup_page_get_type ())
G_DECLARE_FINAL_TYPE (EnrSetupPage, enr_setup_page, ENR, SETUP_PAGE, GtkBox)

G_END_DECLS
