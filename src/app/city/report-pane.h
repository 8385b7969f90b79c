/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One report, or one question of the city, in words: what it says, what became of it, and what can be done.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "outbox/outbox.h"
#include "outbox/question.h"

G_BEGIN_DECLS

#define ENR_TYPE_REPORT_PANE (enr_report_pane_get_type ())
G_DECLARE_FINAL_TYPE (EnrReportPane, enr_report_pane, ENR, REPORT_PANE, AdwBin)

/** Gives the pane its session, once, before it is shown. */
void enr_report_pane_set_session (EnrReportPane *self,
                                  EnrSession *session);

/** Shows nothing. */
void enr_report_pane_clear (EnrReportPane *self);

/** Shows a report; what it says is read. */
void enr_report_pane_show_event (EnrReportPane *self,
                                 const char *event_id);

/** Shows a question of the city, and marks it as seen. */
void enr_report_pane_show_question (EnrReportPane *self,
                                    const EnrQuestion *question);

/** "waits for your word", "the city has it", … for rows too; translated, static. */
const char *enr_report_state_label (EnrSending sending);

G_END_DECLS
