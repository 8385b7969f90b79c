/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the files of the shelf share: what is read of a time before its places are made.
 */
#pragma once

#include "writing/shelf.h"
#include "nursery/facility.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid id;
  const char *name;
  int age;
  int fiscal_year;
} EnrShelfClass;

/** A child in a class (none: in no class) for some time of its enrolment. */
typedef struct
{
  EnrUuid child_id;
  EnrUuid class_id;
  EnrDate first;
  EnrDate last;           /* never none: far away */
  EnrDate enrolled_first; /* the enrolment that it is within */
  EnrDate enrolled_last;  /* never none */
  const char *name;
  EnrDate birth_date;
} EnrShelfChild;

typedef struct
{
  EnrUuid id;
  const char *kind;
  EnrUuid class_id;
  EnrUuid child_id;
  EnrDate first;
  EnrDate last;
  const char *title;
  const char *child_name; /* "" for none */
  EnrDate birth_date;     /* of the child */
  EnrShelfStanding standing;
  gboolean is_taken;      /* it has its place */
} EnrShelfWritten;

typedef struct
{
  EnrShelf *shelf;      /* borrowed; it keeps the strings */
  EnrDate today;
  EnrDate start;        /* nothing is asked for that was over before it */
  EnrCalendar *calendar;
  GArray *classes;      /* (element-type EnrShelfClass) */
  GArray *children;     /* (element-type EnrShelfChild) of one child side by side, by time */
  GArray *written;      /* (element-type EnrShelfWritten) */
  GHashTable *by_place; /* "kind first class child" -> index + 1 into written */
} EnrShelfLoader;

/** Reads all of it within the caller's transaction. */
gboolean enr_shelf_read (EnrShelfLoader *self,
                         EnrDb *db,
                         const EnrWritingKind *kind,
                         GError **error);
void enr_shelf_loader_clear (EnrShelfLoader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrShelfLoader, enr_shelf_loader_clear)

/** Whether some of them begin in a time: events of a kind and class (or child, or the facility). */
gboolean enr_shelf_has_written (const EnrShelfLoader *self,
                                const EnrShelfPlace *place,
                                const EnrUuid *class_id);

/** What is written of a place, or %NULL; of a child's stay whatever its day. */
EnrShelfWritten *enr_shelf_find_written (const EnrShelfLoader *self,
                                         const EnrWritingKind *kind,
                                         EnrDate first,
                                         const EnrUuid *class_id,
                                         const EnrUuid *child_id);

G_END_DECLS
