/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One inbox (連絡の受付): what came in and nobody has seen, what waits for an answer, whom to call and what was
 * promised. It is worked out from what the other files of this room keep; only the marks of what was seen are
 * stored.
 */
#pragma once

#include "attendance/day.h"
#include "contact/call.h"
#include "contact/illness.h"
#include "contact/inquiry.h"
#include "contact/notice.h"
#include "contact/promise.h"

G_BEGIN_DECLS

/** Pages from home are new on their day and this many days after (a weekend). */
#define ENR_INBOX_PAGE_DAYS 3
/** Inquiries and answers to letters are new for so long; then they are in the history alone. */
#define ENR_INBOX_NEW_DAYS 30
/** A letter's missing answers are asked after for so many days behind the last day for them. */
#define ENR_INBOX_LATE_DAYS 30
/** From so many days before the last day on they are shown: then a word at the door still helps. */
#define ENR_INBOX_SOON_DAYS 1

typedef enum
{
  ENR_INBOX_TO_GIVE,   /* 今日の与薬 */
  ENR_INBOX_TO_ANSWER, /* 返事を待っている */
  ENR_INBOX_TO_CALL,   /* 電話・約束 */
  ENR_INBOX_CAME_IN,   /* 届いた連絡: only to be seen, and often many, so behind what somebody waits for */
  ENR_INBOX_N_GROUPS,
} EnrInboxGroup;

typedef enum
{
  /* came in; may be marked as seen */
  ENR_INBOX_NOTICE,
  ENR_INBOX_NOTEBOOK,
  ENR_INBOX_ANSWER,
  ENR_INBOX_INQUIRY,    /* one that wants no answer */
  /* to answer */
  ENR_INBOX_QUESTION,   /* an inquiry that wants one */
  ENR_INBOX_UNANSWERED, /* a letter whose last day for answers is near or past, and some are missing */
  ENR_INBOX_DELIVERY,   /* a letter that was refused, or of which it is uncertain whether it arrived */
  /* to call, and promised */
  ENR_INBOX_ABSENCE,    /* nobody has said a word, and nobody was reached */
  ENR_INBOX_PROMISE,
  ENR_INBOX_PAPER,      /* of an illness: the child may come, or has, and the paper is missing */
  /* to give */
  ENR_INBOX_MEDICINE,   /* a dose of today that is neither given nor decided against */
} EnrInboxKind;

/** What is marked as seen: an item of the first group. */
typedef struct
{
  EnrInboxKind kind;
  EnrUuid child_id;
  EnrUuid subject;
  EnrDate day;
  gint64 version;
} EnrInboxMark;

/** Strings are never %NULL unless said. */
typedef struct
{
  EnrInboxKind kind;
  EnrUuid id;          /* what it is of: the notice, recipient, inquiry, request, …; else the child */
  EnrUuid letter_id;   /* the announcement of what is about one; else none */
  EnrUuid child_id;    /* none for a letter to many */
  char *child_name;    /* or the letter's title */
  GArray *class_ids;   /* (element-type EnrUuid) the child's on the day, or those of the letter's children */
  char *class_name;    /* "" for none, or for a letter to many */
  EnrDate day;         /* that it is about */
  EnrInstant at;       /* when it came, or ENR_INSTANT_NONE where that is not known */
  int due_at;          /* minutes of the day; of a promise or a medicine with an hour */
  gboolean is_due;     /* of a promise: it is time; of medicine and of answers: it is past */
  char *text;          /* what it says, translated */
  gint64 version;      /* for the mark */
} EnrInboxItem;

void enr_inbox_item_free (EnrInboxItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrInboxItem, enr_inbox_item_free)

EnrInboxGroup enr_inbox_kind_group (EnrInboxKind kind);
/** "absence notice", "from home", ...; translated. Static. */
const char *enr_inbox_kind_label (EnrInboxKind kind);

/** Whether an item concerns a class; all of them concern the office (@class_id %NULL). */
gboolean enr_inbox_item_is_of_class (const EnrInboxItem *self,
                                     const EnrUuid *class_id);

EnrInboxMark enr_inbox_item_mark (const EnrInboxItem *self);

/**
 * All that waits for a person at @now, by group. What came in: the newest first; else what is due first at
 * the top. @day is the day of @now, with all classes. (element-type EnrInboxItem)
 */
GPtrArray *enr_inbox_load (EnrDb *db,
                           const EnrDay *day,
                           EnrInstant now,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** How many of them need a person from the office: all but the pages of the notebook, which their classes
 * read, and medicine whose time has not passed. */
guint enr_inbox_count_office (const GPtrArray *items);

/** Marks what came in as seen by the actor, all or nothing; and takes that back. What changed since it was
 * read stays new. UNKNOWN for what is not there, or of another child. */
gboolean enr_inbox_mark_seen (EnrDb *db,
                              const EnrActor *actor,
                              const EnrInboxMark *marks,
                              guint n_marks,
                              GError **error);
gboolean enr_inbox_mark_new (EnrDb *db,
                             const EnrActor *actor,
                             const EnrInboxMark *marks,
                             guint n_marks,
                             GError **error);

G_END_DECLS
