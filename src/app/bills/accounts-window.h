/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The account of every family, whether or not it has a bill: to be entered before the first month is
 * closed.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_ACCOUNTS_WINDOW (enr_accounts_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrAccountsWindow, enr_accounts_window, ENR, ACCOUNTS_WINDOW, AdwWindow)

void enr_accounts_window_show (GtkWindow *parent,
                               EnrSession *session);

G_END_DECLS
