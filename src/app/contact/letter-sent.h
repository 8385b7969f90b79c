/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A letter that was sent, and each household: delivered or not, read, answered; and what is done about it.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_LETTER_SENT (enr_letter_sent_get_type ())
G_DECLARE_FINAL_TYPE (EnrLetterSent, enr_letter_sent, ENR, LETTER_SENT, GtkBox)

void enr_letter_sent_set_session (EnrLetterSent *self,
                                  EnrSession *session);

void enr_letter_sent_open (EnrLetterSent *self,
                           const EnrUuid *announcement_id);

/** Reads how it stands now; what is chosen stays so. */
void enr_letter_sent_reload (EnrLetterSent *self);

/** Puts the keyboard on the list. */
void enr_letter_sent_take_keyboard (EnrLetterSent *self);

G_END_DECLS
