/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A thing to be seen (発達の記録の項目): its words, its domain, and the age under which it is listed.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "writing/development.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHILD_ITEM_DIALOG (enr_child_item_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrChildItemDialog, enr_child_item_dialog, ENR, CHILD_ITEM_DIALOG, EnrEditDialog)

/** @seen %NULL: a new one, listed under @age. @seen is not kept. */
EnrChildItemDialog *enr_child_item_dialog_new (EnrSession *session,
                                               const EnrDevelopmentSeen *seen,
                                               int age);

G_END_DECLS
