/* SPDX-License-Identifier: GPL-3.0-or-later Copyright 2026 The Enroku authors
 *
 * What the import of attendance looks up: children, their days and the kinds of absence, read
 * once, so that no row of a file asks the database.
 */
#pragma once

#include "attendance/import-private.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid id;
  guint index;
  char *external_id;
  char *name;
  char *name_key;
  EnrDate birth_date;
  GArray *periods; /* (element-type EnrDate): first and last in turn */
} EnrLookupChild;

/* A child's day, as it stands and as the rows before have brought it. Strings are borrowed. */
typedef struct
{
  gint64 key;
  guint n_stamps;
  int arrived;      /* the first arrival, in minutes; or NONE */
  int left;         /* the last departure; NONE while the child is here */
  int second;       /* what stands after the first arrival, or NONE */
  int before_left;  /* what stands before the departure, or the last stamp without one; or NONE */
  const char *collected_by;
  int planned_arrive;
  int planned_leave;
  const char *planned_collector;
  const char *absence_kind; /* key, or NULL */
  const char *absence_reason;
  const char *notified_by;
  const char *note;
  guint line;       /* of the last row that was for this day, 0 for none */
} EnrLookupDay;

/* Which child a row's number, name and birth date mean. */
typedef struct
{
  EnrLookupChild *child;
  char *problem; /* why there is none, or NULL */
} EnrLookupMatch;

typedef struct
{
  const EnrAttendanceSheet *sheet;
  GStringChunk *strings;
  EnrInstant now;
  GPtrArray *children;        /* (element-type EnrLookupChild) */
  GHashTable *by_id;          /* EnrUuid to EnrLookupChild */
  GHashTable *by_external_id; /* text to EnrLookupChild */
  GHashTable *by_name;        /* name key to GPtrArray of EnrLookupChild */
  GHashTable *matches;        /* EnrAttendanceCells.who to EnrLookupMatch */
  GHashTable *days;           /* key to EnrLookupDay */
  GHashTable *closed;         /* set of EnrDate */
  GArray *kinds;              /* (element-type EnrAbsenceKind) */
} EnrLookup;

/* Reads all that the rows of @self->sheet can need; @self->sheet and ->strings are set. */
gboolean enr_lookup_load (EnrDb *db,
                          EnrLookup *self,
                          GError **error);
void enr_lookup_clear (EnrLookup *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrLookup, enr_lookup_clear)

/* The child that a row means, or why there is none. Borrowed. */
const EnrLookupMatch *enr_lookup_match (EnrLookup *self,
                                        const EnrAttendanceCells *cells);

/* A child's day; a blank one where nothing is known. Borrowed. */
EnrLookupDay *enr_lookup_day (EnrLookup *self,
                              const EnrLookupChild *child,
                              EnrDate date);
gboolean enr_lookup_is_enrolled (const EnrLookupChild *child,
                                 EnrDate date);

/* The key of a kind of absence from the nursery's own words or the common ones; "" for a word that
 * says that the child was there; NULL where it is none. */
const char *enr_lookup_kind (const EnrLookup *self,
                             const char *text);
const char *enr_lookup_kind_label (const EnrLookup *self,
                                   const char *key);
char *enr_lookup_dup_kinds (const EnrLookup *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
