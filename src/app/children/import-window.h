/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reading a file into the records, step by step: the file, its columns, what comes of each row, done.
 */
#pragma once

#include <adwaita.h>

#include "app/children/import-job.h"

G_BEGIN_DECLS

#define ENR_TYPE_IMPORT_WINDOW (enr_import_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrImportWindow, enr_import_window, ENR, IMPORT_WINDOW, AdwWindow)

EnrImportWindow *enr_import_window_new (EnrSession *session,
                                        EnrImportSubject subject);

/** Presents it over the window that @parent is in. */
void enr_import_window_show (EnrImportWindow *self,
                             GtkWidget *parent);

/** As if the file had been chosen. */
void enr_import_window_open (EnrImportWindow *self,
                             const char *path);

/** The step that is shown: "file", "columns", "preview", "done". Borrowed. */
const char *enr_import_window_get_step (EnrImportWindow *self);

G_END_DECLS
