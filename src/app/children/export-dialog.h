/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Writing children or attendance to a CSV file.
 */
#pragma once

#include "app/children/edit-dialog.h"

G_BEGIN_DECLS

#define ENR_TYPE_EXPORT_DIALOG (enr_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrExportDialog, enr_export_dialog, ENR, EXPORT_DIALOG, EnrEditDialog)

EnrExportDialog *enr_export_dialog_new (EnrSession *session);

void enr_export_dialog_show (EnrExportDialog *self,
                             GtkWidget *parent);

/** As if the file had been chosen. */
void enr_export_dialog_write (EnrExportDialog *self,
                              GFile *file);

G_END_DECLS
