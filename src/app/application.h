/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The program: command line, the database that is open, the windows on it.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_APPLICATION (enr_application_get_type ())
G_DECLARE_FINAL_TYPE (EnrApplication, enr_application, ENR, APPLICATION, AdwApplication)

EnrApplication *enr_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

/** Makes the user's own nursery with that name in the default place and opens it in place of what is
 * open now. */
void enr_application_start_nursery (EnrApplication *self,
                                    const char *name);

/** Makes the sample nursery in a throw-away folder and opens it. */
void enr_application_open_sample (EnrApplication *self);

/** Opens the user's own nursery; where there is none, the page that makes one. */
void enr_application_open_own (EnrApplication *self);

/** The file of the user's own nursery, or the one that was named. */
char *enr_application_dup_path (EnrApplication *self) G_GNUC_WARN_UNUSED_RESULT;

/** Puts a copy in the place of the nursery's damaged file, which is kept (enr_db_restore()), and opens
 * it. */
void enr_application_restore (EnrApplication *self,
                              const char *copy);

/** Whether what was asked for could not be opened (only kept for --exit-after-startup). */
gboolean enr_application_has_failed (EnrApplication *self);

/** Shows the door's full-screen window on the open database. */
void enr_application_show_kiosk (EnrApplication *self);

G_END_DECLS
