/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Hands over the mails that are due while the window is open. A mail whose end has gone out is given ten
 * seconds for its answer when this is stopped.
 */
#pragma once

#include "app/background.h"

G_BEGIN_DECLS

#define ENR_TYPE_DELIVERER (enr_deliverer_get_type ())
G_DECLARE_FINAL_TYPE (EnrDeliverer, enr_deliverer, ENR, DELIVERER, EnrBackground)

/** Looks at once, whenever the store changes, when the next mail is due, and when the network comes back
 * after nothing could be reached. What keeps mails from being sent is told in the session once, and so is a
 * mail that a person must look at. */
EnrDeliverer *enr_deliverer_new (EnrSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
