/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Closing a day (締め): what is unresolved is listed, then the day is locked. It opens again only with a
 * reason.
 */
#pragma once

#include "attendance/day.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_UNRESOLVED_NO_WORD,     /* asked after, and nothing recorded (only on an open day) */
  ENR_UNRESOLVED_NO_DEPARTURE, /* came, and did not leave */
  ENR_UNRESOLVED_MISMATCH,    /* the sight check does not fit */
} EnrUnresolvedKind;

typedef struct
{
  EnrUnresolvedKind kind;
  guint child; /* index into EnrDay.children */
} EnrUnresolved;

/** What is unresolved on a day, in the order of its children. (element-type EnrUnresolved) */
GArray *enr_day_unresolved (const EnrDay *day) G_GNUC_WARN_UNUSED_RESULT;

/** One line about it for the user, translated: "青木 朝陽: no departure". */
char *enr_unresolved_dup_text (const EnrDay *day,
                               const EnrUnresolved *item) G_GNUC_WARN_UNUSED_RESULT;

/** The key under which enr_day_close() keeps the EnrDay that it has read (enr_db_kept()); all but closed_at
 * is as it is closed. */
extern const char enr_day_being_closed[];

/** Locks the day. ALREADY where it is closed; INVALID for a day in the future. The number of
 * unresolved things is kept with it, and returned in *@n_unresolved (may be %NULL). */
gboolean enr_day_close (EnrDb *db,
                        const EnrActor *actor,
                        EnrDate day,
                        guint *n_unresolved,
                        GError **error);

/** Opens it again. REASON where blank, ALREADY where it is open. */
gboolean enr_day_reopen (EnrDb *db,
                         const EnrActor *actor,
                         EnrDate day,
                         const char *reason,
                         GError **error);

G_END_DECLS
