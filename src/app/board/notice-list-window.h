/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * All notices about the session's day, in the order in which they came: which of several counts, and
 * withdrawing
 * one that was wrong.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_NOTICE_LIST_WINDOW (enr_notice_list_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrNoticeListWindow, enr_notice_list_window, ENR, NOTICE_LIST_WINDOW, AdwWindow)

void enr_notice_list_window_show (GtkWindow *parent,
                                  EnrSession *session);

G_END_DECLS
