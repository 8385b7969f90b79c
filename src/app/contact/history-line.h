/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One contact of a child's history, as the list shows it.
 */
#pragma once

#include <glib-object.h>

#include "contact/history.h"

G_BEGIN_DECLS

#define ENR_TYPE_HISTORY_LINE (enr_history_line_get_type ())
G_DECLARE_FINAL_TYPE (EnrHistoryLine, enr_history_line, ENR, HISTORY_LINE, GObject)

EnrHistoryLine *enr_history_line_new (const EnrContactEntry *entry) G_GNUC_WARN_UNUSED_RESULT;

/** The parts that a row shows; "" for none. Borrowed. */
const char *enr_history_line_get_day (EnrHistoryLine *self);
const char *enr_history_line_get_kind (EnrHistoryLine *self);
const char *enr_history_line_get_head (EnrHistoryLine *self);
const char *enr_history_line_get_text (EnrHistoryLine *self);
const char *enr_history_line_get_people (EnrHistoryLine *self);
/** The inquiry or the promise, which can be removed; else %NULL. Borrowed. */
const EnrUuid *enr_history_line_get_inquiry (EnrHistoryLine *self);
const EnrUuid *enr_history_line_get_promise (EnrHistoryLine *self);
gboolean enr_history_line_is_open (EnrHistoryLine *self);
gboolean enr_history_line_is_void (EnrHistoryLine *self);

G_END_DECLS
