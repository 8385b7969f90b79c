/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One notification of the desktop. A notification service that hangs blocks every call of libnotify for
 * 25 seconds, so all of them are made on a thread of their own; nothing here ever waits.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _EnrNotifier EnrNotifier;

/** Called in the context that was the thread's default as the notifier was made. */
typedef void (*EnrNotifierFunc) (int id,
                                 gpointer user_data);

/** @activated is called with the id of enr_notifier_show() when the user clicks the notification. */
EnrNotifier *enr_notifier_new (EnrNotifierFunc activated,
                               gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;

/** Withdraws the notification. @activated is not called any more. */
void enr_notifier_free (EnrNotifier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrNotifier, enr_notifier_free)

/** Shows the notification, in the place of the one before it. Of several that a slow service has not
 * taken yet only the last is shown. Where there is no service, nothing happens. */
void enr_notifier_show (EnrNotifier *self,
                        int id,
                        const char *summary,
                        const char *body,
                        const char *action,
                        gboolean is_urgent);

/** Takes it away again. */
void enr_notifier_withdraw (EnrNotifier *self);

G_END_DECLS
