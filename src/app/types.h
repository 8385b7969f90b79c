/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Registers every widget class that a template names, so that GtkBuilder (and the check of the .ui
 * files) knows it. */
void enr_app_ensure_types (void);

G_END_DECLS
