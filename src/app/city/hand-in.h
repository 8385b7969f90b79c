/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Handing a paper in to the city (書類の提出): an approved plan or record, or a file of this PC. What leaves is
 * shown first; the same bytes are what is kept and sent.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "writing/kind.h"

G_BEGIN_DECLS

/** Asks whether to hand in the version of a plan or record that is in force. @widget: where it was asked for;
 * its window gets the question. EnrSession::message says how it went. */
void enr_hand_in_writing (EnrSession *session,
                          GtkWidget *widget,
                          EnrWritingKinds *kinds,
                          const EnrUuid *id);

/** The same for a file, whose title can be changed in the question. */
void enr_hand_in_file (EnrSession *session,
                       GtkWidget *widget,
                       GFile *file);

/** Asks for a file first. */
void enr_hand_in_ask (EnrSession *session,
                      GtkWidget *widget);

G_END_DECLS
