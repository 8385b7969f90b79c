/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A large button of the door: a class, a child, or a person who collects.
 */
#pragma once

#include <gtk/gtk.h>

#include "attendance/day.h"
#include "nursery/family.h"

G_BEGIN_DECLS

#define ENR_TYPE_KIOSK_TILE (enr_kiosk_tile_get_type ())
G_DECLARE_FINAL_TYPE (EnrKioskTile, enr_kiosk_tile, ENR, KIOSK_TILE, GtkButton)

/** A tile that opens a class (action kiosk.open-class with its index in the day, G_MAXUINT for the
 * children of no class, @class being %NULL). */
GtkWidget *enr_kiosk_tile_new_class (const EnrDayClass *class,
                                     guint class_index);

/** A tile that punches a child (action kiosk.punch with its id). */
GtkWidget *enr_kiosk_tile_new_child (const EnrDayChild *child);

/** Shows the child's state as it is now, in a tile made for that child. */
void enr_kiosk_tile_update_child (EnrKioskTile *self,
                                  const EnrDayChild *child);

/** Marks the tile of a child for whom a tap now is in charged time. */
void enr_kiosk_tile_set_extended (EnrKioskTile *self,
                                  gboolean is_extended);

/** Whether it is that child's tile. */
gboolean enr_kiosk_tile_is_of (EnrKioskTile *self,
                               const EnrUuid *child_id);

/** A tile for who collects (action kiosk.collect with @value). */
GtkWidget *enr_kiosk_tile_new_person (const char *relation,
                                      const char *name,
                                      const char *value,
                                      gboolean is_planned);

/** The tile for somebody who is on no list (action kiosk.other). */
GtkWidget *enr_kiosk_tile_new_other (void);

/** "8:02" on the wall clock. Newly allocated. */
char *enr_kiosk_dup_time (EnrInstant at) G_GNUC_WARN_UNUSED_RESULT;

/** The child's name for the door: hiragana, or the name where none is known. Borrowed. */
const char *enr_kiosk_family_kana (const EnrDayChild *child);
const char *enr_kiosk_given_kana (const EnrDayChild *child);

/** "あおき あさひ ちゃん": how the door calls a child. Newly allocated. */
char *enr_kiosk_dup_name (const EnrDayChild *child) G_GNUC_WARN_UNUSED_RESULT;

/** The style class of a class's colour ("enroku-kiosk-colour-3"). Newly allocated. */
char *enr_kiosk_dup_colour_class (guint class_index) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
