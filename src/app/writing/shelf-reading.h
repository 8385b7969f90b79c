/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The shelf as the page shows it: one kind over the time that fits it, classes or children down, periods
 * across. One reading, which nobody changes, shared by the page, its grid and its lists.
 */
#pragma once

#include "writing/shelf.h"

G_BEGIN_DECLS

/** How the page shows a kind. */
typedef enum
{
  ENR_SHELF_FORM_GRID,
  ENR_SHELF_FORM_LIST, /* what nobody can foresee: events, notes about a child */
} EnrShelfForm;

/** A period across. */
typedef struct
{
  EnrDate first;
  EnrDate last;
  char *label;
  char *below;        /* the weekday of a day; "" otherwise */
  gboolean has_today;
  gboolean is_closed; /* a day on which the nursery is closed */
} EnrShelfColumn;

/** A class, a child, the nursery, or the heading of a class of children. */
typedef struct
{
  char *label;
  gboolean is_heading;
  EnrUuid class_id;
  EnrUuid child_id;
  EnrDate enrolled_on; /* of a child who is here; or ENR_DATE_NONE */
  GArray *cells;      /* (element-type int) a place of the shelf for each column, or -1; not of a heading */
} EnrShelfLine;

/** Today's diary of a class. */
typedef struct
{
  EnrUuid class_id;
  char *name;
  EnrShelfState state;
} EnrShelfDiary;

typedef struct
{
  EnrWritingKinds *kinds;
  const EnrWritingKind *kind;
  EnrShelfForm form;
  EnrDate from;
  EnrDate until;
  EnrDate today;
  char *time;          /* "令和8年度" */
  EnrShelf *shelf;
  GPtrArray *columns;  /* (element-type EnrShelfColumn) */
  GPtrArray *lines;    /* (element-type EnrShelfLine) */
  const EnrWritingKind *diary_kind; /* or NULL */
  GPtrArray *diaries;  /* (element-type EnrShelfDiary) of the classes that should have one today */
  guint n_late;        /* of the kind in that time: missing and late */
  guint n_waiting;
  guint n_returned;
  guint n_to_evaluate; /* approved, and still without what is written afterwards */
  guint n_waiting_all; /* of every kind, whenever */
} EnrShelfReading;

/** How a kind is shown, and the time of it that a day is in. Pure. */
EnrShelfForm enr_shelf_form_of (const EnrWritingKind *kind);
void enr_shelf_time_of (const EnrWritingKind *kind,
                        EnrDate day,
                        EnrDate *from,
                        EnrDate *until);

/** Whether it is a kind for children of some ages alone, of whom others are not shown. Pure. */
gboolean enr_shelf_is_for_ages (const EnrWritingKind *kind);

/** The name of a child of a roster (element-type EnrRosterRow), with the birthday where another child of its
 * class has the same name. */
char *enr_shelf_dup_child_label (const GPtrArray *roster,
                                 guint position) G_GNUC_WARN_UNUSED_RESULT;

/** Reads @kind of the time that @day is in. On the reader's thread. */
EnrShelfReading *enr_shelf_reading_load (EnrDb *db,
                                         EnrWritingKinds *kinds,
                                         const EnrWritingKind *kind,
                                         EnrDate day,
                                         EnrDate today,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

EnrShelfReading *enr_shelf_reading_ref (EnrShelfReading *self);
void enr_shelf_reading_unref (EnrShelfReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrShelfReading, enr_shelf_reading_unref)

/** The place in a line and column, or %NULL where nothing is expected and nothing is written. Borrowed. */
const EnrShelfPlace *enr_shelf_reading_place (const EnrShelfReading *self,
                                              guint line,
                                              guint column);

/** The one sign of a state (済), "" for what is not due yet. Static. */
const char *enr_shelf_state_sign (EnrShelfState state);

/** "Late 3, waiting for approval 5" about a reading; that all is well where there is neither. */
char *enr_shelf_reading_dup_summary (const EnrShelfReading *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
