/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The row below a field that says why it was not taken.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ENR_TYPE_FIELD_ERROR (enr_field_error_get_type ())
G_DECLARE_FINAL_TYPE (EnrFieldError, enr_field_error, ENR, FIELD_ERROR, AdwPreferencesRow)

GtkWidget *enr_field_error_new (const char *text);

G_END_DECLS
