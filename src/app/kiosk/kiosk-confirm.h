/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The confirmation that fills the screen after a punch. It only shows; its buttons name actions of the
 * window (kiosk.punch, kiosk.collect, kiosk.other, kiosk.undo, kiosk.home).
 */
#pragma once

#include <gtk/gtk.h>

#include "app/kiosk/kiosk-facts.h"

G_BEGIN_DECLS

#define ENR_TYPE_KIOSK_CONFIRM (enr_kiosk_confirm_get_type ())
G_DECLARE_FINAL_TYPE (EnrKioskConfirm, enr_kiosk_confirm, ENR, KIOSK_CONFIRM, GtkBox)

/** Shows the facts; a repeat, or what cannot be taken back, is shown as that. */
void enr_kiosk_confirm_show (EnrKioskConfirm *self,
                             const EnrKioskFacts *facts);

/** Whether it asks who collects. */
gboolean enr_kiosk_confirm_asks_who (EnrKioskConfirm *self);

/** How much of the time is left before the start comes back, 0 to 1. */
void enr_kiosk_confirm_set_left (EnrKioskConfirm *self,
                                 double left);

/** The sentence of a fact: "8:02 登園しました". Newly allocated. */
char *enr_kiosk_fact_dup_text (const EnrPunch *punch) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
