/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What was promised (約束): by the nursery, to call back; by the family, to bring the paper.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

/** A promise for a later day is a slip of the year. */
#define ENR_PROMISE_MAX_DAYS 366

typedef enum
{
  ENR_PROMISE_CALL_BACK,   /* 折り返し電話 */
  ENR_PROMISE_BRING_PAPER, /* 書類を持ってくる */
  ENR_PROMISE_BRING_THING, /* 物を持ってくる */
  ENR_PROMISE_OTHER,
  ENR_N_PROMISES,
} EnrPromiseKind;

/** "call-back", ...; what it is called, translated. Static. */
const char *enr_promise_kind_key (EnrPromiseKind kind);
const char *enr_promise_kind_label (EnrPromiseKind kind);

/** Strings are never %NULL. */
typedef struct
{
  EnrUuid id;
  EnrUuid child_id;
  char *child_name;      /* of one that was read; else "" */
  EnrPromiseKind kind;
  gboolean is_ours;      /* promised by the nursery */
  char *words;
  EnrDate due_day;
  int due_at;            /* minutes of that day, or ENR_MINUTES_NONE */
  EnrInstant made_at;    /* of one that was read */
  char *made_by;
  EnrInstant kept_at;    /* ENR_INSTANT_NONE while it is not */
  char *kept_by;
  EnrInstant removed_at;
} EnrPromise;

/** A call of ours for today, without a child. */
EnrPromise *enr_promise_new (void) G_GNUC_WARN_UNUSED_RESULT;
EnrPromise *enr_promise_copy (const EnrPromise *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_promise_free (EnrPromise *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrPromise, enr_promise_free)

/** Records one, made now by the actor. INVALID for a day that is missing, past, or too far ahead, a time that
 * is none, no words where the kind says nothing (OTHER, BRING_THING); UNKNOWN for the child. */
gboolean enr_promise_add (EnrDb *db,
                          const EnrActor *actor,
                          const EnrPromise *promise,
                          EnrUuid *id,
                          GError **error);

/** Says that it was kept, now; takes that back; removes one that was entered by mistake. UNKNOWN, ALREADY. */
gboolean enr_promise_keep (EnrDb *db,
                           const EnrActor *actor,
                           const EnrUuid *id,
                           GError **error);
gboolean enr_promise_reopen (EnrDb *db,
                             const EnrActor *actor,
                             const EnrUuid *id,
                             GError **error);
gboolean enr_promise_remove (EnrDb *db,
                             const EnrActor *actor,
                             const EnrUuid *id,
                             const char *reason,
                             GError **error);

/** Brings one back that was removed, as it was. UNKNOWN, ALREADY. */
gboolean enr_promise_restore (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *id,
                              GError **error);

/** Whether it is time: the day has come and, where one was said, the hour. */
gboolean enr_promise_is_due (const EnrPromise *self,
                             EnrInstant now);

/** One; UNKNOWN. */
EnrPromise *enr_promise_load (EnrDb *db,
                              const EnrUuid *id,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Those for a day or one before it that are not kept, the earliest first. (element-type EnrPromise) */
GPtrArray *enr_promise_list_open (EnrDb *db,
                                  EnrDate day,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A child's that stand, the newest first. (element-type EnrPromise) */
GPtrArray *enr_promise_list_child (EnrDb *db,
                                   const EnrUuid *child_id,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
