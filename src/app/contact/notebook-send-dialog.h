/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What of a class's notebooks goes to whom, looked at by name before it goes.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "base/date.h"
#include "base/uuid.h"

G_BEGIN_DECLS

#define ENR_TYPE_NOTEBOOK_SEND_DIALOG (enr_notebook_send_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrNotebookSendDialog,
                      enr_notebook_send_dialog,
                      ENR,
                      NOTEBOOK_SEND_DIALOG,
                      AdwWindow)

/** Shows the nursery's pages of @day, of all classes with no @class_id (%NULL), and releases them when a
 * person says so. What is not saved yet does not go: whoever opens this has saved. */
void enr_notebook_send_dialog_show (GtkWindow *parent,
                                    EnrSession *session,
                                    EnrDate day,
                                    const EnrUuid *class_id);

G_END_DECLS
