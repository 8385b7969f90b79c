/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Everything written about a child (〇〇の記録): the time line, 発達の記録, and both on paper and as files.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHILD_RECORD_WINDOW (enr_child_record_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrChildRecordWindow, enr_child_record_window, ENR, CHILD_RECORD_WINDOW, AdwWindow)

/** Shows a child's record over @parent. Borrowed: the window goes when it is closed. */
EnrChildRecordWindow *enr_child_record_window_show (GtkWindow *parent,
                                                    EnrSession *session,
                                                    const EnrUuid *child_id);

/** Goes to a part: "story", "development". */
void enr_child_record_window_show_part (EnrChildRecordWindow *self,
                                        const char *name);

/*
 * EnrChildRecordWindow::open (window, const EnrUuid *writing_id): a plan or record was chosen.
 */

G_END_DECLS
