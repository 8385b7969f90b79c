/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The medicine of a class on a day: to be given, given, not given; and new requests.
 */
#pragma once

#include "app/contact/notebook-sheet.h"

G_BEGIN_DECLS

#define ENR_TYPE_MEDICINE_LIST (enr_medicine_list_get_type ())
G_DECLARE_FINAL_TYPE (EnrMedicineList, enr_medicine_list, ENR, MEDICINE_LIST, GtkBox)

void enr_medicine_list_set_session (EnrMedicineList *self,
                                    EnrSession *session);

/** Shows the medicine as the sheet has read it. */
void enr_medicine_list_show (EnrMedicineList *self,
                             EnrNotebookSheet *sheet);

G_END_DECLS
