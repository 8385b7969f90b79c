/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the city asks or tells (PROTOCOL 3.10). It changes nothing here: a person reads it and acts.
 */
#pragma once

#include "outbox/outbox.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 cursor;   /* the hub's number */
  char *at;        /* RFC 3339 */
  char *event_id;  /* "" for a notice to the nursery as a whole */
  char *type;      /* what it is about, of that event; "" where there is none here */
  char *subject;
  char *title;
  char *text;
  gint64 seen_ms;  /* 0 not yet */
} EnrQuestion;

EnrQuestion *enr_question_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_question_free (EnrQuestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrQuestion, enr_question_free)

/** Keeps what came (element-type EnrQuestion), and in the same transaction how far it was read: the link's
 * changes_after becomes @next, if that is more. Twice is the same as once. */
gboolean enr_question_add (EnrDb *db,
                           GPtrArray *questions,
                           gint64 next,
                           GError **error);

/** The newest first, at most @limit; those about an event, or all with %NULL. (element-type EnrQuestion) */
GPtrArray *enr_question_list (EnrDb *db,
                              const char *event_id,
                              guint limit,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** How many nobody has seen yet; -1 on error. */
gint64 enr_question_count_unseen (EnrDb *db,
                                  GError **error);

gboolean enr_question_set_seen (EnrDb *db,
                                gint64 cursor,
                                gint64 now_ms,
                                GError **error);

G_END_DECLS
