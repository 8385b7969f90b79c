/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Moving the nursery up in April (進級): every child with its new class, looked through, done, and
 * taken back as long as that is possible.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

#define ENR_TYPE_PROMOTION_WINDOW (enr_promotion_window_get_type ())
G_DECLARE_FINAL_TYPE (EnrPromotionWindow, enr_promotion_window, ENR, PROMOTION_WINDOW, AdwWindow)

EnrPromotionWindow *enr_promotion_window_new (EnrSession *session);

void enr_promotion_window_show (EnrPromotionWindow *self,
                                GtkWidget *parent);

/** What is shown: "loading", "plan", "nobody", "done". Borrowed. */
const char *enr_promotion_window_get_step (EnrPromotionWindow *self);

G_END_DECLS
