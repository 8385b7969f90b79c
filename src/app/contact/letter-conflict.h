/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Two people wrote in the same draft: both are shown, and one is kept.
 */
#pragma once

#include <adwaita.h>

#include "contact/announcement.h"

G_BEGIN_DECLS

#define ENR_TYPE_LETTER_CONFLICT (enr_letter_conflict_get_type ())
G_DECLARE_FINAL_TYPE (EnrLetterConflict, enr_letter_conflict, ENR, LETTER_CONFLICT, AdwWindow)

/** @mine: what was typed here; @other: what stands there. Both are copied. */
EnrLetterConflict *enr_letter_conflict_new (const EnrAnnouncement *mine,
                                            const EnrAnnouncement *other);

/** What stands there. Borrowed. */
const EnrAnnouncement *enr_letter_conflict_get_other (EnrLetterConflict *self);

/*
 * EnrLetterConflict::chosen (window, gboolean is_mine): it closes after that.
 */

G_END_DECLS
