/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The staff of the nursery.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_STAFF_PEOPLE (enr_staff_people_get_type ())
G_DECLARE_FINAL_TYPE (EnrStaffPeople, enr_staff_people, ENR, STAFF_PEOPLE, AdwBin)

void enr_staff_people_set_session (EnrStaffPeople *self,
                                 EnrSession *session);

G_END_DECLS
