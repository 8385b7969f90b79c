/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Turns the reports of free places on in the database @path, and owes @n of them. */
void owe_reports (const char *path, guint n);

G_END_DECLS
