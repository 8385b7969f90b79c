/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Where a letter is written: title, text, whom it is for, files, a question. What is typed is kept as a draft
 * by itself; nothing is sent here.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_LETTER_COMPOSE (enr_letter_compose_get_type ())
G_DECLARE_FINAL_TYPE (EnrLetterCompose, enr_letter_compose, ENR, LETTER_COMPOSE, GtkBox)

void enr_letter_compose_set_session (EnrLetterCompose *self,
                                     EnrSession *session);

/** A new letter; about that child alone, or for nobody yet (%NULL). */
void enr_letter_compose_begin (EnrLetterCompose *self,
                               const EnrUuid *about_child);

/** Opens a draft. */
void enr_letter_compose_open (EnrLetterCompose *self,
                              const EnrUuid *announcement_id);

/** A new draft with title, text and question of a letter that was sent. */
void enr_letter_compose_copy (EnrLetterCompose *self,
                              const EnrUuid *announcement_id);

/** Puts the keyboard into the first field that is empty: the title or the text. */
void enr_letter_compose_take_keyboard (EnrLetterCompose *self);

G_END_DECLS
