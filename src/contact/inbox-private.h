/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the inbox's files share.
 */
#pragma once

#include "contact/inbox.h"

G_BEGIN_DECLS

/** The reading of an inbox: the day, the moment, and what was found. */
typedef struct
{
  const EnrDay *day;
  EnrInstant now;
  GPtrArray *items; /* (element-type EnrInboxItem) */
} EnrInboxReading;

/** Adds an item with the text (taken over), of a child with its class on the day; @child_id %NULL: of many.
 * @name is the child's where it is not in the day. Borrowed. */
EnrInboxItem *enr_inbox_reading_add (EnrInboxReading *self,
                                     EnrInboxKind kind,
                                     const EnrUuid *id,
                                     const EnrUuid *child_id,
                                     const char *name,
                                     char *text);

/** Letters: new answers, missing answers, what could not be delivered. */
gboolean enr_inbox_read_letters (EnrInboxReading *self,
                                 EnrDb *db,
                                 GError **error);

/** What a mark keeps of a notice, so that one that is changed is new again. */
gint64 enr_inbox_sum_notice (const EnrNotice *notice);

G_END_DECLS
