/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What was submitted, to be read: large enough for the screen, in the order of the paper; or as the paper
 * itself. Above it, of what was approved before, why it is submitted again and what is different.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"
#include "app/writing/waiting-item.h"

G_BEGIN_DECLS

#define ENR_TYPE_WAITING_PAPER (enr_waiting_paper_get_type ())
G_DECLARE_FINAL_TYPE (EnrWaitingPaper, enr_waiting_paper, ENR, WAITING_PAPER, GtkBox)

void enr_waiting_paper_set_session (EnrWaitingPaper *self,
                                    EnrSession *session);

/** Shows the version that was submitted, and then tells the item so; %NULL: a word about what to do. */
void enr_waiting_paper_show (EnrWaitingPaper *self,
                             EnrWaitingItem *item);

G_END_DECLS
