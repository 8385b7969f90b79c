/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The channel mail: a delivery becomes one mail to one address and is handed to the nursery's server.
 */
#pragma once

#include "contact/delivery-run.h"
#include "contact/mail-setting.h"

G_BEGIN_DECLS

/** A mailer with these settings; nothing is connected yet. @password: %NULL where no user is set.
 * @ca_file: PEM, instead of the system's authorities, or %NULL. (nullable): %NULL with
 * %ENR_MAIL_ERROR_SETTINGS. */
EnrCarrier *enr_mailer_new (const EnrMailSetting *setting,
                            const char *password,
                            const char *ca_file,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Connects, encrypts and logs in, and sends nothing. */
gboolean enr_mailer_try (const EnrMailSetting *setting,
                         const char *password,
                         const char *ca_file,
                         GCancellable *cancellable,
                         GError **error);

/** Sends one mail from the nursery to itself: to the sender's own address. */
gboolean enr_mailer_send_to_self (const EnrMailSetting *setting,
                                  const char *password,
                                  const char *ca_file,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
