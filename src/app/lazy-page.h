/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Pages of a stack that most days nobody sees ("no children yet", "could not be opened"): made when
 * they are first shown, because their large icons alone would load a library of eight megabytes at
 * every start.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** Shows the page @name of a stack and returns it (borrowed). The first time it is made of the
 * resource ui/pages/NAME.ui, whose object has the id "page"; its buttons name actions, it has no
 * handlers. */
GtkWidget *enr_lazy_page_show (GtkStack *stack,
                               const char *name);

G_END_DECLS
