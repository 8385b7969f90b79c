/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Calls that the nursery makes about a child's day (架電記録), and whom it has to call: children who have not
 * come and of whom nobody has said a word (FACTS 3.2).
 */
#pragma once

#include "attendance/day.h"
#include "nursery/family.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_CALL_NO_ANSWER,
  ENR_CALL_MESSAGE, /* a message was left */
  ENR_CALL_REACHED,
} EnrCallOutcome;

/** "no-answer", "message", "reached". Static. */
const char *enr_call_outcome_key (EnrCallOutcome outcome);
const char *enr_call_outcome_label (EnrCallOutcome outcome);

/** Strings are never %NULL unless said. */
typedef struct
{
  EnrUuid id;
  EnrUuid child_id;
  char *child_name;   /* of one that was read; else "" */
  EnrDate day;
  EnrUuid contact_id; /* who was called, or none */
  char *called;       /* name and number as they were: "青木 春（母） 090-…"; "" in a new one: from the contact */
  EnrInstant at;      /* 0 in a new one: now */
  char *by_name;      /* who called; "" in a new one: the actor */
  EnrCallOutcome outcome;
  char *note;
} EnrCall;

void enr_call_free (EnrCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrCall, enr_call_free)

/**
 * Appends a call to the log of each of these children (brothers and sisters share one call), all or nothing.
 * @call->child_id and id are not read. It is never changed. UNKNOWN for no such child, or a contact who is
 * not one of the child's family; INVALID where nobody was called, or in the future.
 */
gboolean enr_call_add (EnrDb *db,
                       const EnrActor *actor,
                       const EnrUuid *child_ids,
                       guint n_children,
                       const EnrCall *call,
                       GError **error);

/** The calls about a day, in order of time. (element-type EnrCall) */
GPtrArray *enr_call_list_day (EnrDb *db,
                              EnrDate day,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A child's, the newest first. (element-type EnrCall) */
GPtrArray *enr_call_list_child (EnrDb *db,
                                const EnrUuid *child_id,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Whom to call about a child: the people of its family with a number, guardians first and behind them the
 * others, both in calling order; not those who are told nothing about this child (contact/contact-way.h).
 * (element-type EnrContact) */
GPtrArray *enr_call_contacts (EnrDb *db,
                              const EnrUuid *child_id,
                              const EnrUuid *family_id,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A child whose family has to be called. */
typedef struct
{
  guint child;         /* into EnrDay.children */
  GPtrArray *contacts; /* (element-type EnrContact) as of enr_call_contacts() */
  guint n_calls;       /* that were made about the day */
  EnrCall *last;       /* the last of them, or NULL */
  guint n_late;        /* standing notices of a lateness for the day, which has passed or has no time */
} EnrCallDue;

void enr_call_due_free (EnrCallDue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrCallDue, enr_call_due_free)

/**
 * Whom to call at @now: the children without a word after the cut-off (enr_reminder_is_without_news()), in
 * the order of the day; those whose family was reached or who are only late come last. Empty on a day that
 * is not today's, that is closed (締め), or on which the nursery is not open. (element-type EnrCallDue)
 */
GPtrArray *enr_call_due_load (EnrDb *db,
                              const EnrDay *day,
                              EnrInstant now,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
