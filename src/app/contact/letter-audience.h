/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Whom a letter is for: all families, classes, class ages, chosen children, or one child alone.
 */
#pragma once

#include "app/children/edit-dialog.h"
#include "contact/announcement.h"

G_BEGIN_DECLS

#define ENR_TYPE_LETTER_AUDIENCE (enr_letter_audience_get_type ())
G_DECLARE_FINAL_TYPE (EnrLetterAudience, enr_letter_audience, ENR, LETTER_AUDIENCE, EnrEditDialog)

/** With the choice and the day of @draft, which is copied. "saved" is emitted, without a result, once the
 * choice was made; nothing is stored. */
EnrLetterAudience *enr_letter_audience_new (EnrSession *session,
                                            const EnrAnnouncement *draft);

/** Puts what was chosen into a letter. */
void enr_letter_audience_put (EnrLetterAudience *self,
                              EnrAnnouncement *announcement);

G_END_DECLS
