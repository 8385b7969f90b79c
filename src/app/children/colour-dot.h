/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A class's colour as a round mark. The class's name always stands beside it.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENR_TYPE_COLOUR_DOT (enr_colour_dot_get_type ())
G_DECLARE_FINAL_TYPE (EnrColourDot, enr_colour_dot, ENR, COLOUR_DOT, GtkWidget)

/* Properties: "colour" ("#rrggbb", NULL draws nothing) and "size" in pixels. */

void enr_colour_dot_set_colour (EnrColourDot *self,
                                const char *colour);

G_END_DECLS
