/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What children come to do (発達の記録): the nursery's own list of things, and when each was first seen of
 * a child. There is no norm to be before or behind, and nothing is counted.
 */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

/** A thing to be seen. */
typedef struct
{
  EnrUuid id;
  char *domain;   /* 領域 */
  int age;        /* the class age under which it is listed */
  char *text;
} EnrDevelopmentItem;

void enr_development_item_free (EnrDevelopmentItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrDevelopmentItem, enr_development_item_free)

/** The list, by age, domain and order. (element-type EnrDevelopmentItem) */
GPtrArray *enr_development_items (EnrDb *db,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Makes (@id none) or changes an item. INVALID for blank text or an age outside 0 to 5. */
gboolean enr_development_item_save (EnrDb *db,
                                    const EnrActor *actor,
                                    EnrDevelopmentItem *self,
                                    GError **error);

/** Takes an item off the list; what was seen of it stays. */
gboolean enr_development_item_remove (EnrDb *db,
                                      const EnrActor *actor,
                                      const EnrUuid *id,
                                      GError **error);

/** Puts the project's starting list in, where there is none. @n_added may be %NULL. */
gboolean enr_development_start (EnrDb *db,
                                const EnrActor *actor,
                                guint *n_added,
                                GError **error);

/** An item with what was seen of a child. */
typedef struct
{
  EnrUuid item_id;
  char *domain;
  int age;
  char *text;
  EnrDate day;       /* ENR_DATE_NONE: not (yet) noted */
  char *note;        /* "" for none */
  int months;        /* the child's age then, in months; -1 where not noted */
} EnrDevelopmentSeen;

void enr_development_seen_free (EnrDevelopmentSeen *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrDevelopmentSeen, enr_development_seen_free)

/** The list with a child's days. Items that were taken off are there where something was seen of them.
 * UNKNOWN for the child. (element-type EnrDevelopmentSeen) */
GPtrArray *enr_development_of (EnrDb *db,
                               const EnrUuid *child_id,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Notes when something was first seen; ENR_DATE_NONE takes it back. INVALID before the child's birth
 * and for days to come. */
gboolean enr_development_set (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *child_id,
                              const EnrUuid *item_id,
                              EnrDate day,
                              const char *note,
                              GError **error);

G_END_DECLS
