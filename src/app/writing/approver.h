/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Who does a step of approval: nobody signs in at the office's PC, so whoever submits or approves says who
 * she is. Who it was the last time is remembered on this PC for each database, and stands first; nobody is
 * offered who is not of this database's staff today.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"
#include "writing/approval.h"

G_BEGIN_DECLS

/**
 * EnrApproverFunc:
 * @staff_id: the member of staff, or none where a name was typed
 * @name: her name; not empty
 * @user_data: what was given
 *
 * Make an EnrActor of both (a copy of the session's, with this id and name) and do the step with it.
 */
typedef void (*EnrApproverFunc) (const EnrUuid *staff_id,
                                 const char *name,
                                 gpointer user_data);

/**
 * Asks who does @step, and calls @func once she has said so; not at all where she cancels. @what says to what
 * it is done (%NULL: that is plain). Who submits or withdraws is asked for once a day on this PC, after that
 * @func is called as soon as it was read that she is still of the staff; who approves, returns, archives or
 * takes up again is asked for every time. @func is never called before this returns. @free_data frees
 * @user_data in each case. One question at a time is asked in a window: a second one is as cancelled.
 */
void enr_approver_ask (GtkWidget *parent,
                       EnrSession *session,
                       EnrStep step,
                       const char *what,
                       EnrApproverFunc func,
                       gpointer user_data,
                       GDestroyNotify free_data);

/** The same, but always asks: for a button "somebody else…". */
void enr_approver_choose (GtkWidget *parent,
                          EnrSession *session,
                          EnrStep step,
                          const char *what,
                          EnrApproverFunc func,
                          gpointer user_data,
                          GDestroyNotify free_data);

G_END_DECLS
