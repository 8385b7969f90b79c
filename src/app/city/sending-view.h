/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is owed to the municipality and what became of it: one line of truth, the queue, what needs a person,
 * and the history with receipts.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_SENDING_VIEW (enr_sending_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrSendingView, enr_sending_view, ENR, SENDING_VIEW, AdwBin)

/** Gives the view its session, once, before it is shown. */
void enr_sending_view_set_session (EnrSendingView *self,
                                   EnrSession *session);

G_END_DECLS
