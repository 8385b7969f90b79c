/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * For tests of the door.
 */
#pragma once

#include "app/kiosk/kiosk-window.h"

G_BEGIN_DECLS

/** Milliseconds. */
typedef struct
{
  guint guard;   /* after a page has changed, taps go nowhere: the second tap of wet hands */
  guint busy;    /* a write that takes longer is announced */
  guint home;    /* a confirmation stays so long */
  guint choose;  /* one that asks who collects */
  guint failure; /* a failure */
  guint undo;    /* it can be taken back for so long */
  guint rest;    /* after so long without a touch the start comes back */
  guint hold;    /* the clock is held for so long to leave */
  guint show;    /* the least time for each of several confirmations that came at once */
} EnrKioskTimes;

const EnrKioskTimes *enr_kiosk_window_get_times (EnrKioskWindow *self);
void enr_kiosk_window_set_times (EnrKioskWindow *self,
                                 const EnrKioskTimes *times);

/** What a reader's finished number does. */
void enr_kiosk_window_take_token (EnrKioskWindow *self,
                                  const char *token);

/** The page that is shown: "start", "class", "confirm", "busy", "other", "notice", "leave". */
const char *enr_kiosk_window_get_page (EnrKioskWindow *self);

/** What the timer of once a second does. */
void enr_kiosk_window_tick (EnrKioskWindow *self);

/** The clock is being touched, or no longer. */
void enr_kiosk_window_hold (EnrKioskWindow *self,
                            gboolean is_held);

G_END_DECLS
