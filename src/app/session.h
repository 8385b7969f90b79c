/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the pages of a window share: the store, the day that every page shows, who acts, undo, and
 * where messages go.
 */
#pragma once

#include <gtk/gtk.h>

#include "base/date.h"
#include "store/store.h"

G_BEGIN_DECLS

#define ENR_TYPE_SESSION (enr_session_get_type ())
G_DECLARE_FINAL_TYPE (EnrSession, enr_session, ENR, SESSION, GObject)

/** A session on an open store; it holds a reference. The date is today's. */
EnrSession *enr_session_new (EnrStore *store) G_GNUC_WARN_UNUSED_RESULT;

/** The store. Borrowed. */
EnrStore *enr_session_get_store (EnrSession *self);

/** Who acts in the office window. Valid for the life of the program, also on other threads. */
const EnrActor *enr_session_get_actor (EnrSession *self);

/** The day that every page shows; the property "date" (int) notifies. */
EnrDate enr_session_get_date (EnrSession *self);
void enr_session_set_date (EnrSession *self,
                           EnrDate date);

/** Shows a line for a few seconds. Signal "message" (text, is_failure). */
void enr_session_tell (EnrSession *self,
                       const char *text);

/** Shows what went wrong, in the user's words (enr_error_describe()). Cancelled operations say nothing.
 * @error may be %NULL: nothing happens. */
void enr_session_fail (EnrSession *self,
                       const GError *error);

/**
 * After an action that can be taken back: says @text with an "undo" button. If the user takes it back,
 * @func is run on the writer's thread with @data; it returns GINT_TO_POINTER (TRUE) or sets its error.
 * @free_data frees the data. Only the last few actions are kept.
 */
void enr_session_offer_undo (EnrSession *self,
                             const char *text,
                             EnrStoreFunc func,
                             gpointer data,
                             GDestroyNotify free_data);

/** What the next undo would take back, or %NULL. Borrowed. Property "undo-text" notifies. */
const char *enr_session_get_undo_text (EnrSession *self);

/** Takes the last action back. */
void enr_session_undo (EnrSession *self);

G_END_DECLS
