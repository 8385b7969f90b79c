/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A letter once more, to the families of whom nothing has come yet (まだの家庭へもう一度).
 */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

/**
 * Writes a draft of today that reminds of a letter: for the children about whom nobody has answered it or,
 * where it asks nothing, nobody is known to have read it. Of parents who live apart the answer of one is
 * enough. It has the letter's text and files again, and its question in words: answers go on being written
 * down at the letter that asks, so that nobody is counted twice. Like every draft it goes out only through
 * the list of its recipients. *@draft_id is the draft.
 *
 * Errors: UNKNOWN (no such letter); ALREADY (it was not sent, or nobody is left); and those of
 * enr_announcement_save().
 */
gboolean enr_reminder_letter_write (EnrDb *db,
                                    const EnrActor *actor,
                                    const EnrUuid *announcement_id,
                                    EnrUuid *draft_id,
                                    GError **error);

/** How many families are left, by the same rule; -1 for an error. */
int enr_reminder_letter_count (EnrDb *db,
                               const EnrUuid *announcement_id,
                               GError **error);

G_END_DECLS
