/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A fiscal year's approved plans and records by kind and class, to be archived (保管) many at once.
 */
#pragma once

#include <gtk/gtk.h>

#include "app/session.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_TYPE_ARCHIVE_VIEW (enr_archive_view_get_type ())
G_DECLARE_FINAL_TYPE (EnrArchiveView, enr_archive_view, ENR, ARCHIVE_VIEW, GtkBox)

/** The session and the kinds; once. They are referenced. */
void enr_archive_view_set_session (EnrArchiveView *self,
                                   EnrSession *session,
                                   EnrWritingKinds *kinds);

G_END_DECLS
