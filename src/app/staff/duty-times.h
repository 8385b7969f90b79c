/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One duty: from and to.
 */
#pragma once

#include <gtk/gtk.h>

#include "people/duty.h"

G_BEGIN_DECLS

#define ENR_TYPE_DUTY_TIMES (enr_duty_times_get_type ())
G_DECLARE_FINAL_TYPE (EnrDutyTimes, enr_duty_times, ENR, DUTY_TIMES, GtkBox)

void enr_duty_times_set (EnrDutyTimes *self,
                         const EnrDutySpan *span);

/** 1: both times are there, in @span. 0: nothing is written. -1: what is written is no duty. */
int enr_duty_times_get (EnrDutyTimes *self,
                        EnrDutySpan *span);

/*
 * EnrDutyTimes::touched (times): somebody typed. EnrDutyTimes::activate (times): the Enter key.
 */

G_END_DECLS
