/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Tiles by the page, with buttons for the pages: nothing at the door is scrolled.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** The most tiles of a page. */
#define ENR_KIOSK_TILES_PAGE 24

#define ENR_TYPE_KIOSK_TILES (enr_kiosk_tiles_get_type ())
G_DECLARE_FINAL_TYPE (EnrKioskTiles, enr_kiosk_tiles, ENR, KIOSK_TILES, GtkBox)

/** Shows the first page of other tiles. (element-type GtkWidget) (transfer full) */
void enr_kiosk_tiles_take (EnrKioskTiles *self,
                           GPtrArray *tiles);

/** All tiles, of every page. Borrowed. */
GPtrArray *enr_kiosk_tiles_get (EnrKioskTiles *self);

/** Puts the keyboard on the first tile of the page; %FALSE where there is none. */
gboolean enr_kiosk_tiles_focus_first (EnrKioskTiles *self);

G_END_DECLS
