/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A parent's request to give medicine (与薬依頼, FACTS 6.6), as it stands on the slip.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "contact/medicine.h"

G_BEGIN_DECLS

#define ENR_TYPE_MEDICINE_DIALOG (enr_medicine_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrMedicineDialog, enr_medicine_dialog, ENR, MEDICINE_DIALOG, EnrEditDialog)

/** A child that a request can be about. */
typedef struct
{
  EnrUuid id;
  const char *name;
} EnrMedicineChild;

/** A new request on @day for one of the children, which a person chooses; or with @seen (may be %NULL) the
 * change of one. A @seen that was never stored (its id is none) is a new one with what is known of it.
 * @staff:
 * the names that are offered for who received it, %NULL-terminated. */
void enr_medicine_dialog_show (GtkWidget *parent,
                               EnrSession *session,
                               EnrDate day,
                               const EnrMedicineChild *children,
                               guint n_children,
                               const char *const *staff,
                               const EnrMedicine *seen);

G_END_DECLS
