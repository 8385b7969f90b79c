/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A card or QR reader that types like a keyboard ("keyboard wedge"), told from a person at a keyboard
 * by its speed. Pure: no clock and no widget, so that a test can type.
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/** The longest gap between two keys of a reader. */
#define ENR_WEDGE_GAP_MS 50

/** The shortest card number. */
#define ENR_WEDGE_MIN_LENGTH 4

/** A reader that sends no Return is done after so long. */
#define ENR_WEDGE_QUIET_MS 300

typedef struct
{
  /*< private >*/
  GString *typed;
  guint32 last_time;      /* of the last character's key, in milliseconds */
  gboolean is_after_quiet; /* the Return of a token that was taken without it may still come */
} EnrWedge;

typedef enum
{
  ENR_WEDGE_PASS,  /* a key for the widgets */
  ENR_WEDGE_TAKEN, /* a key of a reader, or one that nothing here has use for */
  ENR_WEDGE_TOKEN, /* the key that ends a card's number */
} EnrWedgeAnswer;

void enr_wedge_init (EnrWedge *self);
void enr_wedge_clear (EnrWedge *self);

/** A key was pressed. @time: of the event, in milliseconds, of any origin. With TOKEN the number is in
 * *@token (transfer full). */
EnrWedgeAnswer enr_wedge_key (EnrWedge *self,
                              guint keyval,
                              GdkModifierType state,
                              guint32 time,
                              char **token);

/** Whether characters wait for their end. */
gboolean enr_wedge_is_open (const EnrWedge *self);

/** There was quiet for ENR_WEDGE_QUIET_MS: the number that was typed, or %NULL where that was none.
 * (transfer full) */
char *enr_wedge_quiet (EnrWedge *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
