/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Moving the whole nursery up in April (進級): planned, looked through, done in one transaction, and
 * undone as a whole until the first stamp of the new year.
 */
#pragma once

#include "nursery/child.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_PROMOTION_MOVE,     /* into next year's class */
  ENR_PROMOTION_GRADUATE, /* 卒園: enrolment ends on March 31st */
  ENR_PROMOTION_LEAVE_OUT, /* stays enrolled, no class yet */
} EnrPromotionAction;

typedef struct
{
  EnrUuid child_id;
  char *name;
  int class_age;          /* in the new fiscal year */
  char *from_class;
  EnrPromotionAction action;
  char *to_class;         /* the name of the new year's class, for MOVE; else NULL */
} EnrPromotionRow;

typedef struct
{
  int fiscal_year;        /* the new one */
  GPtrArray *new_classes; /* (element-type EnrClass): classes that will be made */
  GPtrArray *rows;        /* (element-type EnrPromotionRow) */
} EnrPromotion;

void enr_promotion_free (EnrPromotion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrPromotion, enr_promotion_free)

/** Proposes the move into @fiscal_year: this year's classes made anew where the new year lacks
 * them, each child enrolled on March 31st into the class of its new class age (a mixed class
 * keeps its children), children of school age graduating. A place in the new year that a child
 * has already is kept; a child whose enrolment ends on March 31st anyway is left out. Writes
 * nothing; the caller may change what is done with a child, but not take rows away. */
EnrPromotion *enr_promotion_plan (EnrDb *db,
                                  int fiscal_year,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Does it, all or nothing. ALREADY where it was done and not undone; INVALID where there is nobody
 * to move; CHANGED where a child's
 * class or enrolment is not what the plan saw. */
gboolean enr_promotion_apply (EnrDb *db,
                              const EnrActor *actor,
                              const EnrPromotion *plan,
                              GError **error);

/** Undoes it as a whole, with the classes it made that nobody else uses by now; ALREADY once the
 * new year has a stamp, UNKNOWN where there is none. */
gboolean enr_promotion_undo (EnrDb *db,
                             const EnrActor *actor,
                             int fiscal_year,
                             GError **error);

/** Whether @fiscal_year's move was done (1), not (0), -1 on error; *@can_undo may be %NULL. */
int enr_promotion_state (EnrDb *db,
                         int fiscal_year,
                         gboolean *can_undo,
                         GError **error);

G_END_DECLS
