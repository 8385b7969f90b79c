/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A sentence that fills the door's screen: taken back, or not recorded.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENR_TYPE_KIOSK_NOTICE (enr_kiosk_notice_get_type ())
G_DECLARE_FINAL_TYPE (EnrKioskNotice, enr_kiosk_notice, ENR, KIOSK_NOTICE, GtkBox)

typedef enum
{
  ENR_KIOSK_TONE_GOOD,
  ENR_KIOSK_TONE_UNDONE,
  ENR_KIOSK_TONE_FAILURE,
} EnrKioskTone;

/** Shows a notice. @name, @body and @cause may be %NULL. */
void enr_kiosk_notice_show (EnrKioskNotice *self,
                            EnrKioskTone tone,
                            const char *name,
                            const char *heading,
                            const char *body,
                            const char *cause,
                            gboolean can_retry);

/** How much of the time is left before the start comes back, 0 to 1. */
void enr_kiosk_notice_set_left (EnrKioskNotice *self,
                                double left);

G_END_DECLS
