/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Before a letter is sent: every household that gets it by name, how, and who gets nothing and why. What is
 * confirmed is this list; where it is another one by then, the new one is shown, and nothing was sent.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_LETTER_PREVIEW (enr_letter_preview_get_type ())
G_DECLARE_FINAL_TYPE (EnrLetterPreview, enr_letter_preview, ENR, LETTER_PREVIEW, GtkBox)

void enr_letter_preview_set_session (EnrLetterPreview *self,
                                     EnrSession *session);

/** Looks whom a draft would go to. */
void enr_letter_preview_open (EnrLetterPreview *self,
                              const EnrUuid *announcement_id);

G_END_DECLS
