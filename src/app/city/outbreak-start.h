/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * From the warning of an outbreak to its report.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

G_BEGIN_DECLS

/** Opens, over the window that @parent is in, the report of an outbreak of @disease (a key, or "" for all who
 * are absent for illness) on the session's day: the next state of the report that goes on, or a new one with
 * what the records know. */
void enr_outbreak_start (EnrSession *session,
                         GtkWidget *parent,
                         const char *disease);

G_END_DECLS
