/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What was changed, newest first, as a list.
 */
#pragma once

#include <adwaita.h>

#include "app/session.h"
#include "base/uuid.h"

G_BEGIN_DECLS

#define ENR_TYPE_HISTORY_LIST (enr_history_list_get_type ())
G_DECLARE_FINAL_TYPE (EnrHistoryList, enr_history_list, ENR, HISTORY_LIST, AdwBin)

/** Reads and shows the changes of a child; of one day's attendance where @day is not NONE. */
void enr_history_list_show (EnrHistoryList *self,
                            EnrSession *session,
                            const EnrUuid *child_id,
                            EnrDate day);

G_END_DECLS
