/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reminds of children without a word and of children still here at closing time: a banner in the window
 * for as long as it is so, and a notification of the desktop where there is a service for it.
 */
#pragma once

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_REMINDERS (enr_reminders_get_type ())
G_DECLARE_FINAL_TYPE (EnrReminders, enr_reminders, ENR, REMINDERS, GObject)

/**
 * Looks at the nursery day of now, at once (the first signal comes from the main loop), each minute and
 * whenever the store changes.
 */
EnrReminders *enr_reminders_new (EnrSession *session) G_GNUC_WARN_UNUSED_RESULT;

/** Looks now. */
void enr_reminders_check (EnrReminders *self);

/*
 * EnrReminders::alert (kind, text, child_ids): what there is to be reminded of has changed. @kind is an
 * EnrReminderKind; NONE takes the banner away (@text is NULL, @child_ids is empty). @text has counts and
 * no names. It does not depend on notifications in any way.
 *
 * EnrReminders::activated (kind): the user clicked the notification and wants to see the children; or, of
 * ENR_REMINDER_NONE, the one of the promised calls, and wants the inbox.
 *
 * EnrReminders::inbox (n): so many things in the inbox need a person (enr_inbox_count_office()).
 */

G_END_DECLS
