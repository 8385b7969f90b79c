/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Letters and announcements (お知らせ・お便り): all of them, one that is written, whom it goes to, and what
 * became of one that was sent.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_LETTERS_VIEW (enr_letters_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrLettersView, enr_letters_view, ENR, LETTERS_VIEW, AdwBin)

/** The session; once, before it is shown. It is referenced. */
void enr_letters_view_set_session (EnrLettersView *self,
                                   EnrSession *session);

/** Shows one letter: a draft where it is written, a sent one with its families. */
void enr_letters_view_open (EnrLettersView *self,
                            const EnrUuid *announcement_id);

/** A new letter about one child alone, which goes to its guardians only. */
void enr_letters_view_write_about (EnrLettersView *self,
                                   const EnrUuid *child_id);

/** Puts the keyboard into the search (Ctrl+F); %FALSE while a letter is shown. */
gboolean enr_letters_view_focus_search (EnrLettersView *self);

G_END_DECLS
