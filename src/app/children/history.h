/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What was changed in a child's records: who, when, what from what to what, in words of the nursery.
 * Made from the journal, on the reader's thread.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  EnrInstant at;
  char *who;        /* 玄関, 事務室, … */
  char *title;      /* 登園の訂正, 家族の連絡先, … of the first thing that was changed */
  GPtrArray *lines; /* (element-type utf8): "電話: 090-… → 080-…" */
  char *reason;     /* "" where none was given */
} EnrPastChange;

void enr_past_change_free (gpointer data);

/** The newest @max changes (one an action), newest first; only those of the attendance of @day where
 * that is not %ENR_DATE_NONE. (element-type EnrPastChange) */
GPtrArray *enr_history_load (EnrDb *db,
                             const EnrUuid *child_id,
                             EnrDate day,
                             guint max,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
