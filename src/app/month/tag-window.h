/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The help for forms: every tag that can be filled, what it means, and how forms are made ready.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ENR_TYPE_TAG_WINDOW (enr_tag_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrTagWindow, enr_tag_window, ENR, TAG_WINDOW, AdwWindow)

void enr_tag_window_show (GtkWindow *parent);

G_END_DECLS
