/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reports that are carried to the city as a file, and the files that come back. Each works on a thread of its
 * own, and says in a dialog what it has done, or why it has done nothing.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"

G_BEGIN_DECLS

/** Writes all that is due to @file (.enbatch). @widget: where it was asked for; its window gets the dialog.
 * */
void enr_city_carry_export (EnrSession *session,
                            GtkWidget *widget,
                            GFile *file);

/** Takes in what the city has handed over: its receipt (.enreceipt), or the file by which it makes itself
 * known (.enhub). Which it is, its name says. */
void enr_city_carry_open (EnrSession *session,
                          GtkWidget *widget,
                          GFile *file);

/** The same, asking for the file first. */
void enr_city_carry_ask_export (EnrSession *session,
                                GtkWidget *widget);
void enr_city_carry_ask_receipt (EnrSession *session,
                                 GtkWidget *widget);
void enr_city_carry_ask_hub_file (EnrSession *session,
                                  GtkWidget *widget);

G_END_DECLS
