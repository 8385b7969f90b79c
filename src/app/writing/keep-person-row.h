/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A row that says who does it, and asks when it is pressed: one of the staff, or a name.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_KEEP_PERSON_ROW (enr_keep_person_row_get_type ())
G_DECLARE_FINAL_TYPE (EnrKeepPersonRow, enr_keep_person_row, ENR, KEEP_PERSON_ROW, AdwActionRow)

void enr_keep_person_row_set_session (EnrKeepPersonRow *self,
                                      EnrSession *session);

/** Whom was chosen, or "". Borrowed. */
const char *enr_keep_person_row_get_name (EnrKeepPersonRow *self);

/** An actor that is the session's with this person's name and id. @name and @id must outlive it. */
EnrActor enr_keep_person_actor (EnrSession *session,
                                const EnrUuid *id,
                                const char *name);

/** The member of staff, or none where a name was typed. */
const EnrUuid *enr_keep_person_row_get_id (EnrKeepPersonRow *self);

G_END_DECLS
