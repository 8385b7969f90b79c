/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Sends what the municipality is owed while the window is open. Says when something needs a person.
 */
#pragma once

#include "app/background.h"

G_BEGIN_DECLS

#define ENR_TYPE_SENDER (enr_sender_get_type ())
G_DECLARE_FINAL_TYPE (EnrSender, enr_sender, ENR, SENDER, EnrBackground)

/** Looks at once, when something new is owed, when the network comes back, and when the link's time has
 * come. */
EnrSender *enr_sender_new (EnrSession *session) G_GNUC_WARN_UNUSED_RESULT;

/** A person does not want to wait; what came of it is told in the session. */
void enr_sender_send_now (EnrSender *self);

/*
 * EnrSender::person (n): so many reports and questions need a person.
 *
 * EnrSender::activated (): the user clicked the notification and wants to see them.
 */

G_END_DECLS
