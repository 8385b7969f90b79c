/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the municipality is told: each kind's state as data, made in the transaction of the fact; in words
 * before it leaves; and what is wrong with it, with the place where it can be put right.
 */
#pragma once

#include "outbox/outbox.h"
#include "submission/attach.h"

G_BEGIN_DECLS

/** A kind that is sent or not: a setting of the nursery (enr_outbox_set_mode()). */
typedef struct
{
  const char *key;         /* "attendance" */
  const char *label;       /* untranslated: _ (label) */
  const char *explanation; /* untranslated: what leaves, and when */
} EnrSubmissionKind;

/** All kinds, in the order of the settings. Static. */
const EnrSubmissionKind *enr_submission_kinds (guint *n);

/** What an event is, short and translated: "Attendance, 令和8年6月10日(水)". The type alone where the subject
 * says no more, and as it is where it is not known. */
char *enr_submission_dup_title (const char *type,
                                const char *subject) G_GNUC_WARN_UNUSED_RESULT;

/** What leaves, in words for the director: translated lines, as it is in the event and with nothing from
 * elsewhere. ENR_WIRE_ERROR where it is no event. */
char *enr_submission_describe (GBytes *event,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum
{
  ENR_PLACE_NONE,     /* nowhere in this program */
  ENR_PLACE_CHILD,    /* the child's page */
  ENR_PLACE_DAY,      /* the board of the day */
  ENR_PLACE_MONTH,
  ENR_PLACE_FACILITY, /* the settings of the facility */
  ENR_PLACE_VACANCY,
  ENR_PLACE_OUTBREAK,
  ENR_PLACE_ACCIDENT, /* the report, a writing */
  ENR_PLACE_DOCUMENT,
} EnrPlaceKind;

/** Something wrong, and where to mend it. */
typedef struct
{
  char *words;      /* a translated sentence */
  EnrPlaceKind place;
  EnrUuid id;       /* of the child, report or document, else none */
  EnrDate day;      /* of the day or month, else ENR_DATE_NONE */
} EnrSubmissionFault;

void enr_submission_fault_free (EnrSubmissionFault *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSubmissionFault, enr_submission_fault_free)

/** "child", "day" … "": the word of JSON. Static. */
const char *enr_place_key (EnrPlaceKind place);

/** What a receiver's or this program's problem with an event means. */
EnrSubmissionFault *enr_submission_explain (EnrDb *db,
                                            GBytes *event,
                                            const EnrProblem *problem,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * What would be refused if the subject ("attendance-day/2026-06-10") were told as it is now: before the day
 * is closed, the month closed … (element-type EnrSubmissionFault): empty where all is right, or there is
 * nothing to tell.
 */
GPtrArray *enr_submission_check (EnrDb *db,
                                 const char *subject,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
