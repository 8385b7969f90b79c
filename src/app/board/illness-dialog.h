/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The days of a child's infectious disease, from which it follows when the child may come again.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "contact/illness.h"

G_BEGIN_DECLS

#define ENR_TYPE_ILLNESS_DIALOG (enr_illness_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrIllnessDialog, enr_illness_dialog, ENR, ILLNESS_DIALOG, EnrEditDialog)

/** A form about an illness as it was read. */
EnrIllnessDialog *enr_illness_dialog_new (EnrSession *session,
                                          const EnrIllness *illness,
                                          const EnrDisease *disease) G_GNUC_WARN_UNUSED_RESULT;

/** The message that saves an illness, for EnrSession's undo too: an #EnrStoreFunc and its data.
 * @seen is what it was read as, or %NULL for a new one. */
typedef struct _EnrIllnessWrite EnrIllnessWrite;

EnrIllnessWrite *enr_illness_write_new (const EnrActor *actor,
                                        const EnrIllness *illness,
                                        const EnrIllness *seen) G_GNUC_WARN_UNUSED_RESULT;
void enr_illness_write_free (gpointer data);
gpointer enr_illness_write_run (EnrDb *db,
                                gpointer data,
                                GError **error);

G_END_DECLS
