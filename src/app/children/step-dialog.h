/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One step in a child's time at the nursery: entering, leaving, another class, a certification, a
 * card, a brother or sister; or taking a mistaken record away. Each asks for a day or a word, and no more.
 */
#pragma once

#include "app/children/child-file.h"
#include "app/children/edit-dialog.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_STEP_ENROL,
  ENR_STEP_LEAVE,
  ENR_STEP_MOVE,
  ENR_STEP_CERTIFY,
  ENR_STEP_CARD,
  ENR_STEP_REMOVE,
  ENR_STEP_SIBLING,
} EnrRecordStep;

#define ENR_TYPE_STEP_DIALOG (enr_step_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrStepDialog, enr_step_dialog, ENR, STEP_DIALOG, EnrEditDialog)

/** Nothing of @file is kept. */
EnrStepDialog *enr_step_dialog_new (EnrSession *session,
                                    EnrRecordStep step,
                                    const EnrChildFile *file);

G_END_DECLS
