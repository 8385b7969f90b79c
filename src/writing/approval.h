/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The way of approval (決裁): submitted, approved by the chief, approved by the director, returned. What is
 * submitted is frozen; approvals are of those bytes, and of no others.
 */
#pragma once

#include "writing/writing.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_STEP_SUBMIT,   /* 提出 */
  ENR_STEP_WITHDRAW, /* 取り下げ, before anybody has approved it */
  ENR_STEP_CHIEF,    /* 主任の承認 */
  ENR_STEP_DIRECTOR, /* 園長の承認 */
  ENR_STEP_RETURN,   /* 差戻し, with a reason */
  ENR_STEP_REVISE,   /* 改訂: an approved text is taken up again, with a reason */
  ENR_STEP_ARCHIVE,  /* 保管 */
  ENR_STEP_EVALUATE, /* 評価: an approved plan is opened for what is written after its time alone */
  ENR_STEP_UNARCHIVE, /* 保管の取り消し: archived by mistake, or still needed; it is approved as before */
  ENR_N_STEPS,
} EnrStep;

/** The step's word ("submit"), and for people (提出, translated). Static. */
const char *enr_step_key (EnrStep step);
const char *enr_step_label (EnrStep step);

/** A step that was done. */
typedef struct
{
  EnrStep step;
  int version;      /* of what was submitted; 0 before */
  EnrInstant at;
  EnrUuid staff_id; /* or none */
  char *name;       /* who did it */
  char *reason;     /* "" for none */
} EnrStepDone;

void enr_step_done_free (EnrStepDone *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrStepDone, enr_step_done_free)

/** The steps of a writing, the oldest first. (element-type EnrStepDone) */
GPtrArray *enr_step_list (EnrDb *db,
                          const EnrUuid *id,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Whether a step leads on from a state in a kind (whether a chief has a box in it). Evaluating needs
 * sections for that too: enr_writing_kind_has_after(). Pure. */
gboolean enr_step_is_possible (EnrStep step,
                               EnrWritingState state,
                               gboolean has_chief);

/** How the nursery approves. */
typedef struct
{
  gboolean own_allowed; /* whoever submitted may approve it as well: nurseries where one person is both */
} EnrApprovalRule;

/**
 * Who may do a step: the one place where that is decided. @actor is a member of staff or, where nobody
 * signs in, the office; @submitter and @submitter_name are who submitted it. Two members of staff are told
 * apart by their ids. Where one of both was only typed, a name is the same with blanks and variants apart,
 * and it is whoever of @staff (element-type EnrStaff; all there ever were) has that name or kana, or alone of
 * those who work today that family or given name.
 * FALSE with INVALID and a sentence: approving what one has submitted oneself, unless the rule allows it.
 */
gboolean enr_step_check_actor (EnrStep step,
                               const EnrActor *actor,
                               const EnrUuid *submitter,
                               const char *submitter_name,
                               const GPtrArray *staff,
                               const EnrApprovalRule *rule,
                               GError **error);

/** Reads and sets the rule. Without one, own approvals are refused. */
gboolean enr_approval_rule_load (EnrDb *db,
                                 EnrApprovalRule *rule,
                                 GError **error);
gboolean enr_approval_rule_save (EnrDb *db,
                                 const EnrActor *actor,
                                 const EnrApprovalRule *rule,
                                 GError **error);

/** What a step is done to. */
typedef struct
{
  const EnrWritingKind *kind;
  EnrUuid id;
  int seen_version;   /* approvals, returning: the version that was looked at */
  const char *reason; /* needed to return and to revise; "" otherwise */
} EnrStepOn;

/**
 * Does a step, in one transaction. Submitting freezes the writing as it stands (a required section that is
 * blank is INVALID, naming it) as a new version. CHANGED where it has another state or version than was
 * looked at; REASON where one is needed; errors of enr_step_check_actor().
 */
gboolean enr_step_do (EnrDb *db,
                      const EnrActor *actor,
                      EnrStep step,
                      const EnrStepOn *on,
                      GError **error);

/** Does one step to many, all or none: the error names the one that could not. */
gboolean enr_step_do_all (EnrDb *db,
                          const EnrActor *actor,
                          EnrStep step,
                          const EnrStepOn *on,
                          guint n_on,
                          GError **error);

/** The headings of required sections that are blank, joined with "、"; "" for none. */
char *enr_writing_dup_missing (const EnrWriting *self,
                               const EnrWritingKind *kind) G_GNUC_WARN_UNUSED_RESULT;

/** A note beside an approved plan: what was done otherwise. */
typedef struct
{
  EnrUuid id;
  EnrDate day;
  char *text;
  char *name;
} EnrWritingNote;

void enr_writing_note_free (EnrWritingNote *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrWritingNote, enr_writing_note_free)

/** The notes beside a plan, by day. (element-type EnrWritingNote) */
GPtrArray *enr_writing_note_list (EnrDb *db,
                                  const EnrUuid *id,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Notes what was done otherwise. INVALID where the plan has never been approved, or for blank text. */
gboolean enr_writing_note_add (EnrDb *db,
                               const EnrActor *actor,
                               const EnrUuid *id,
                               EnrDate day,
                               const char *text,
                               GError **error);
gboolean enr_writing_note_remove (EnrDb *db,
                                  const EnrActor *actor,
                                  const EnrUuid *note_id,
                                  GError **error);

G_END_DECLS
