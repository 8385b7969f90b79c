/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
*
 * The bills (請求) of a closed month: what each family is to pay, what came of it, the papers for them, and
 * the files that go to the bank and come back.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_BILLS_WINDOW (enr_bills_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrBillsWindow, enr_bills_window, ENR, BILLS_WINDOW, AdwWindow)

/** Shows the bills of the month that @month is in, over @parent. A month that is not closed has none, and
 * the window says so. */
void enr_bills_window_show (GtkWindow *parent,
                            EnrSession *session,
                            EnrDate month);

G_END_DECLS
