/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A seal on white paper, as large as it is printed in a box of approval.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ENR_TYPE_SEAL_VIEW (enr_seal_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrSealView, enr_seal_view, ENR, SEAL_VIEW, GtkWidget)

/** The place of a seal on the papers, in millimetres (reports/writing-paper-head.c). */
#define ENR_SEAL_VIEW_WIDTH_MM 12.0
#define ENR_SEAL_VIEW_HEIGHT_MM 9.8

/** Shows a picture (PNG); %NULL: white paper. */
void enr_seal_view_set_picture (EnrSealView *self,
                                GBytes *picture);

G_END_DECLS
