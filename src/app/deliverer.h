/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Hands over the mails that are due while the window is open, on a thread with a connection of its own: a
 * server that lets us wait must keep nobody from saving.
 */
#pragma once

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_DELIVERER (enr_deliverer_get_type ())
G_DECLARE_FINAL_TYPE (EnrDeliverer, enr_deliverer, ENR, DELIVERER, GObject)

/** Looks at once, whenever the store changes, when the next mail is due, and when the network comes back
 * after nothing could be reached. What keeps mails from being
 * sent is told in the session once, and so is a mail that a person must look at. */
EnrDeliverer *enr_deliverer_new (EnrSession *session) G_GNUC_WARN_UNUSED_RESULT;

/** Ends what is under way and waits for it: no thread is on the file afterwards. A mail whose end has gone
 * out is given ten seconds for its answer. Also done by dispose. */
void enr_deliverer_stop (EnrDeliverer *self);

/** Whether mails are being handed over right now. */
gboolean enr_deliverer_is_running (EnrDeliverer *self);

G_END_DECLS
