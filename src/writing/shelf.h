/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The shelf: which plans and records there should be, which there are, and which are late. That is what an
 * audit asks for, and what a teacher sees of her week.
 */
#pragma once

#include "writing/writing.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_SHELF_TO_COME,  /* not written yet, and not due */
  ENR_SHELF_MISSING,  /* not begun, and overdue */
  ENR_SHELF_DRAFT,    /* begun */
  ENR_SHELF_LATE,     /* begun, and overdue */
  ENR_SHELF_WAITING,  /* submitted, for the chief or the director */
  ENR_SHELF_RETURNED,
  ENR_SHELF_APPROVED, /* or archived */
  ENR_SHELF_TO_EVALUATE, /* approved, its time is over, and what is written afterwards is blank */
  ENR_SHELF_EVALUATING,  /* approved, and opened again for that alone */
  ENR_N_SHELF_STATES,
} EnrShelfState;

/** The state's word for people (未作成, translated), and for enrokuctl ("missing"). Static. */
const char *enr_shelf_state_label (EnrShelfState state);
const char *enr_shelf_state_key (EnrShelfState state);

/** A place on the shelf: one kind, one class (child, the facility), one period. */
typedef struct
{
  const EnrWritingKind *kind;
  EnrUuid class_id;     /* of a child too: the class it is in; none for the facility */
  EnrUuid child_id;     /* or none */
  const char *class_name; /* "" for none; strings are borrowed from the shelf */
  const char *child_name;
  int age;              /* class age, -1 for mixed or none */
  EnrWritingPeriod period; /* what @first and @last are: the kind's; the month of an event that is missing */
  EnrDate first;
  EnrDate last;
  EnrDate due;          /* the last day on which it is not late */
  gboolean is_expected; /* otherwise it is there because somebody wrote it, and never late */
  EnrShelfState state;
  EnrUuid id;           /* none where it has not been begun */
  const char *title;    /* of an event */
} EnrShelfPlace;

typedef struct
{
  /*< private >*/
  GStringChunk *strings;
  EnrWritingKinds *kinds;
  /*< public >*/
  EnrDate from;
  EnrDate until;
  GArray *places;       /* (element-type EnrShelfPlace) by kind, class, child, first day */
} EnrShelf;

/**
 * The shelf of a time: places whose period begins from @from to @until. @kind limits it to one kind (%NULL:
 * all). Expected are: of a class each period in which a child is in it; of a child each period in which it
 * is enrolled, where the age fits; of the facility each period in which a child is enrolled; of days and
 * weeks those in which the nursery is open. A class of mixed ages is expected to have them all. Of events
 * that there should be one of in each month (EnrWritingKind.each) a month without any has a place of its own,
 * and one that has some has theirs. What is about a child's stay has one place for each child who is enrolled
 * at that time, whatever day it is dated with. Nothing is expected of a time that was over before the
 * month in
 * which plans and records were begun at all: that of the first one about a month, a week or a day (where
 * there
 * is none yet: @today's). @today decides what is late.
 */
EnrShelf *enr_shelf_load (EnrDb *db,
                          EnrWritingKinds *kinds,
                          const EnrWritingKind *kind,
                          EnrDate from,
                          EnrDate until,
                          EnrDate today,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_shelf_free (EnrShelf *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrShelf, enr_shelf_free)

/** How what is written stands, as far as the shelf shows it. */
typedef struct
{
  EnrWritingState state;
  gboolean is_evaluating;    /* as in EnrWriting */
  gboolean lacks_evaluation; /* its time is over, and its sections for what comes after are blank */
} EnrShelfStanding;

/** How a place stands. Pure. @standing is %NULL where nothing was begun. */
EnrShelfState enr_shelf_state_of (const EnrShelfStanding *standing,
                                  EnrDate due,
                                  EnrDate today);

/** The last day on which a writing of a period is not late: plans count from its first day, records from its
 * last. Pure. */
EnrDate enr_shelf_due (const EnrWritingKind *kind,
                       EnrDate first,
                       EnrDate last);

G_END_DECLS
