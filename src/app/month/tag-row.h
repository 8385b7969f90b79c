/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A tag that a form may have: its name, what it means, and a button that copies it.
 */
#pragma once

#include <gtk/gtk.h>

#include "reports/city-form.h"

G_BEGIN_DECLS

#define ENR_TYPE_TAG_ROW (enr_tag_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrTagRow, enr_tag_row, ENR, TAG_ROW, GtkListBoxRow)

/** @tag is static. */
EnrTagRow *enr_tag_row_new (const EnrCityTag *tag);

const EnrCityTag *enr_tag_row_get_tag (EnrTagRow *self);

/** Whether the name or the meaning has @text in it. */
gboolean enr_tag_row_fits (EnrTagRow *self,
                           const char *text);

G_END_DECLS
