/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Classes (クラス). A class belongs to one fiscal year; the next year's class of the same name is
 * another one.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid id;
  int fiscal_year;
  char *name;
  int age;        /* class age 0 to 5, or -1 for a class of mixed ages (異年齢) */
  char *colour;   /* "#rrggbb" */
  int position;   /* order on every screen and paper, from 0 */
  int capacity;   /* 0 where not set */
} EnrClass;

void enr_class_free (EnrClass *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrClass, enr_class_free)

/** Makes (@id none) or changes a class. @id is set to the new class's id. INVALID for a blank or
 * already used name in that year, an age outside -1..5, or a colour that is not "#rrggbb". */
gboolean enr_class_save (EnrDb *db,
                         const EnrActor *actor,
                         EnrClass *self,
                         GError **error);

/** Removes a class that no child was ever in; otherwise INVALID. */
gboolean enr_class_remove (EnrDb *db,
                           const EnrActor *actor,
                           const EnrUuid *id,
                           GError **error);

/** Sets the order of classes: @ids[0] gets position 0. */
gboolean enr_class_order (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *ids,
                          guint n_ids,
                          GError **error);

/** The classes of a fiscal year by position. (element-type EnrClass) */
GPtrArray *enr_class_list (EnrDb *db,
                           int fiscal_year,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The class of that name in a year; ENR_NURSERY_ERROR_UNKNOWN, naming it and the year's classes. */
EnrClass *enr_class_find (EnrDb *db,
                          int fiscal_year,
                          const char *name,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The colour that the n-th class of a nursery gets by default. Static. */
const char *enr_class_default_colour (int position);

G_END_DECLS
