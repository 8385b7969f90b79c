/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Preferences of this PC and the window's state. Records are never kept here.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** The settings, or %NULL where the schema is not installed (a program run from its build folder): then
 * every preference has its default. Borrowed. */
GSettings *enr_preferences_get (void);

G_END_DECLS
