/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One child's page: the person, the family, the time at the nursery, a year of attendance, and what
 * was changed.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_CHILD_VIEW (enr_child_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrChildView, enr_child_view, ENR, CHILD_VIEW, AdwBin)

void enr_child_view_set_session (EnrChildView *self,
                                 EnrSession *session);

/** Shows a child; %NULL: nobody. */
void enr_child_view_set_child (EnrChildView *self,
                               const EnrUuid *child_id);

/** Reads the child again, after a change. */
void enr_child_view_refresh (EnrChildView *self);

/** Goes to a part: "person", "family", "enrolment", "attendance", "history". */
void enr_child_view_show_part (EnrChildView *self,
                               const char *name);

/*
 * EnrChildView::go-to (view, const EnrUuid *child_id): a brother or sister was chosen.
 */

G_END_DECLS
