/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Asks before a month is closed, or closed once more: what is not settled, what has changed, the
 * reason.
 */
#pragma once

#include <adwaita.h>

#include "app/month/reading.h"
#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_MONTH_CLOSE_DIALOG (enr_month_close_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EnrMonthCloseDialog,
                      enr_month_close_dialog,
                      ENR,
                      MONTH_CLOSE_DIALOG,
                      AdwWindow)

void enr_month_close_dialog_show (GtkWindow *parent,
                                  EnrSession *session,
                                  EnrMonthReading *reading);

G_END_DECLS
