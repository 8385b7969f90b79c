/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The children of a class at the door.
 */
#pragma once

#include <gtk/gtk.h>

#include "attendance/day.h"
#include "fees/care-day.h"

G_BEGIN_DECLS

#define ENR_TYPE_KIOSK_CLASS_PAGE (enr_kiosk_class_page_get_type ())
G_DECLARE_FINAL_TYPE (EnrKioskClassPage, enr_kiosk_class_page, ENR, KIOSK_CLASS_PAGE, GtkBox)

/** Shows a class's children (index into the day's classes; G_MAXUINT: those of no class). The children
 * that are shown already keep their tiles and their page. */
void enr_kiosk_class_page_show (EnrKioskClassPage *self,
                                const EnrDay *day,
                                guint class_index);

/** Shows what is said of extended care on the page that is shown, and marks the tiles. */
void enr_kiosk_class_page_set_care (EnrKioskClassPage *self,
                                    const EnrCareDay *care,
                                    const EnrDay *day,
                                    EnrInstant now);

void enr_kiosk_class_page_set_now (EnrKioskClassPage *self,
                                   EnrInstant now);

G_END_DECLS
