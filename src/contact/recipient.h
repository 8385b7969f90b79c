/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Whom something goes to: the households of an announcement, a child's page of the notebook, the check of a
 * mail address. This is the only door that makes recipients, and its rule is this:
 *
 *  - Of the children concerned who are enrolled on the day, each family is one household. It is addressed to
 *    its first guardian in calling order who may be told about all of its children concerned; where there is
 *    none, to the first ones who may be told about those that are left, each about these alone.
 *  - A guardian who lives apart gets a copy of its own, about the children it may be told of.
 *  - A blocked person gets nothing, nor does one who is excepted for all the children concerned; a child for
 *    whom a person is excepted is not named to it. Nobody who is no guardian, or was taken off the family's
 *    list, gets anything.
 *  - What is about one child goes to that child's guardians only, and names no other child.
 *  - A guardian with a verified address gets mail, others paper. So does one whose address is also that of
 *    a person of the family who is blocked, or is excepted for one of the children it is about.
 *  - A family in which no guardian is entered gets paper addressed to the child's guardians, and this is
 *    told; a family whose guardians are all blocked or excepted gets nothing, and this is told.
 *
 * The triggers of "recipient", "recipient_child" and "delivery" refuse what breaks it, whoever writes.
 */
#pragma once

#include "base/date.h"
#include "contact/announcement.h"
#include "contact/contact-way.h"
#include "contact/delivery.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_RECIPIENT_ANNOUNCEMENT,
  ENR_RECIPIENT_NOTEBOOK,
  ENR_RECIPIENT_CHECK,
} EnrRecipientKind;

/** "announcement", "notebook", "check". Static. */
const char *enr_recipient_kind_key (EnrRecipientKind kind);

/*
 * Before the release: who would get it.
 */

/** Somebody who would get it. */
typedef struct
{
  EnrUuid family_id;
  EnrUuid contact_id;    /* none: the family, on paper, because no guardian is entered */
  char *addressee;       /* "青木 春"; "青木 朝陽の保護者" where no guardian is entered. Without 様 */
  char *relation;        /* 母; "" */
  gboolean is_apart;
  gboolean is_nameless;  /* no guardian is entered */
  gboolean is_overheard; /* on paper, because one who may not know reads the mail address too */
  GArray *child_ids;     /* (element-type EnrUuid) whom it is about, as far as this person may know */
  char *children;        /* "青木 朝陽（ひよこ組）、青木 結衣（うさぎ組）" */
  EnrWay way;
  char *address;         /* of mail; "" of paper */
} EnrRecipientPlanned;

/** Why nobody is told about a child. */
typedef enum
{
  ENR_UNREACHED_BLOCKED, /* its guardians are blocked, or told nothing about it */
  ENR_UNREACHED_AWAY,    /* it was chosen, and is not enrolled on that day */
} EnrUnreachedReason;

typedef struct
{
  char *child_name;
  EnrUnreachedReason reason;
} EnrUnreached;

typedef struct
{
  GPtrArray *recipients; /* (element-type EnrRecipientPlanned) by class and kana of the first child */
  GPtrArray *unreached;  /* (element-type EnrUnreached) */
  guint n_children;      /* whom it concerns and somebody is told about */
  guint n_families;
  guint n_mail;
  guint n_paper;
  guint n_nameless;      /* families without a guardian, who get paper */
  guint n_overheard;     /* who get paper because of who else reads the address */
  char digest[65];       /* of the text, the files and the recipients as they are now */
} EnrRecipientPlan;

void enr_recipient_plan_free (EnrRecipientPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrRecipientPlan, enr_recipient_plan_free)

/** What a person should know before it goes out, a translated sentence a line: children of whom nobody is
 * told and why, families without a guardian, addresses that others read. "" for nothing. */
char *enr_recipient_plan_dup_warnings (const EnrRecipientPlan *self) G_GNUC_WARN_UNUSED_RESULT;

/** Who would get an announcement; writes nothing. An empty list is no error here. UNKNOWN, ALREADY. */
EnrRecipientPlan *enr_recipient_plan_announcement (EnrDb *db,
                                                   const EnrUuid *announcement_id,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same for a draft that is not stored (enrokuctl's --dry-run); of files it knows nothing. */
EnrRecipientPlan *enr_recipient_plan_draft (EnrDb *db,
                                            const EnrAnnouncement *draft,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Who would get a child's page of the notebook. NOT_ENROLLED, UNKNOWN. */
EnrRecipientPlan *enr_recipient_plan_notebook (EnrDb *db,
                                               const EnrUuid *child_id,
                                               EnrDate day,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The release.
 */

/**
 * Releases a draft to the recipients that were looked at: @digest is that of the plan. Where text, files,
 * families, addresses or enrolments are not so any more it is refused with CHANGED, and nothing is written.
 * Recipients, their deliveries (state 'waiting', one each, by mail or paper) and the announcement's release
 * are one transaction; from then on text and recipients stand.
 *
 * Errors: CHANGED; ALREADY (released before, removed); INVALID (nobody would get it, a placeholder such as
 * {園名} is still in the text, or there is neither text nor question nor file); UNKNOWN.
 */
gboolean enr_recipient_release (EnrDb *db,
                                const EnrActor *actor,
                                const EnrUuid *announcement_id,
                                const char *digest,
                                GError **error);

/**
 * Writes a draft and releases it at once, in one transaction, where nobody stands before a list (enrokuctl).
 * @plan (may be %NULL; transfer full) is who got it. Errors as enr_announcement_save() and
 * enr_recipient_release().
 */
gboolean enr_recipient_send (EnrDb *db,
                             const EnrActor *actor,
                             EnrAnnouncement *draft,
                             EnrRecipientPlan **plan,
                             GError **error);

/**
 * Releases the nursery's side of a child's page to that child's guardians. @subject (one line) and @body are
 * kept as they are given. A page that went out before with another text is sent anew, and what of the old one
 * was still waiting is cancelled; the same text again is refused with ALREADY. *@n (may be %NULL) is how many
 * got it. Errors: NOT_ENROLLED, UNKNOWN, INVALID (no text; nobody may be told).
 */
gboolean enr_recipient_release_notebook (EnrDb *db,
                                         const EnrActor *actor,
                                         const EnrUuid *child_id,
                                         EnrDate day,
                                         const char *subject,
                                         const char *body,
                                         guint *n,
                                         GError **error);

/*
 * After it: what became of it.
 */

/** How it is delivered, as it stands (contact/delivery.h has what can be done). */
typedef struct
{
  EnrUuid id;
  EnrWay way;
  char *address;
  EnrDeliveryState state;
  EnrInstant done_at;  /* or ENR_INSTANT_NONE */
  char *answer;        /* what was said last */
} EnrRecipientDelivery;

/** The state of a household, the first that holds. */
typedef enum
{
  ENR_RECIPIENT_ANSWERED,
  ENR_RECIPIENT_OVERDUE,     /* an answer is wanted, and its last day has passed */
  ENR_RECIPIENT_READ,
  ENR_RECIPIENT_DELIVERED,   /* accepted by the server, or printed */
  ENR_RECIPIENT_UNDELIVERED,
  ENR_N_RECIPIENT_STATES,
} EnrRecipientState;

const char *enr_recipient_state_key (EnrRecipientState state);
/** What it is called, translated. Static. */
const char *enr_recipient_state_label (EnrRecipientState state);

/** Strings are never %NULL. */
typedef struct
{
  EnrUuid id;
  EnrRecipientKind kind;
  EnrUuid announcement_id; /* or none */
  EnrUuid child_id;        /* of a page of the notebook, or none */
  EnrDate day;
  EnrUuid family_id;
  EnrUuid contact_id;      /* or none */
  char *addressee;         /* this and children as they were at the release */
  char *children;
  GArray *child_ids;       /* (element-type EnrUuid) */
  char *subject;           /* the announcement's title, or what was released */
  char *body;
  gboolean is_urgent;
  EnrAnswerKind answer_kind;
  EnrDate answer_until;
  EnrInstant created_at;
  EnrInstant read_at;      /* or ENR_INSTANT_NONE */
  gboolean is_ticked;      /* a person ticked that it was read */
  char *answer;            /* "yes", "no", a choice, a text, "2026-06-10"; "" for none */
  EnrInstant answered_at;  /* or ENR_INSTANT_NONE */
  char *answered_by;       /* who of the nursery wrote it down */
  GPtrArray *deliveries;   /* (element-type EnrRecipientDelivery) */
  EnrRecipientState state; /* of today */
} EnrRecipient;

void enr_recipient_free (EnrRecipient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrRecipient, enr_recipient_free)

/** Of an announcement, in the order of the release. (element-type EnrRecipient) */
GPtrArray *enr_recipient_list (EnrDb *db,
                               const EnrUuid *announcement_id,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** All that went out about a child, the newest first: announcements and pages of the notebook. (element-type
 * EnrRecipient) */
GPtrArray *enr_recipient_list_child (EnrDb *db,
                                     const EnrUuid *child_id,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** One of any kind, with its text; UNKNOWN. */
EnrRecipient *enr_recipient_load (EnrDb *db,
                                  const EnrUuid *id,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** How many of a list are in each state; @counts has ENR_N_RECIPIENT_STATES. */
void enr_recipient_count (GPtrArray *recipients,
                          guint *counts);

/** One answer and how many gave it. */
typedef struct
{
  char *answer; /* as it is shown */
  guint n;
} EnrAnswerCount;

void enr_answer_count_free (EnrAnswerCount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrAnswerCount, enr_answer_count_free)

/** The answers of an announcement's recipients (yes and no, each choice also where nobody gave it, each
 * date), in their order; none for texts. (element-type EnrAnswerCount) */
GPtrArray *enr_recipient_count_answers (const EnrAnnouncement *announcement,
                                        GPtrArray *recipients) G_GNUC_WARN_UNUSED_RESULT;

/** Ticks by hand that these read it, or takes that back, all or nothing. Who answered has read it, and this
 * is not taken back (ALREADY). UNKNOWN. */
gboolean enr_recipient_set_read (EnrDb *db,
                                 const EnrActor *actor,
                                 const EnrUuid *ids,
                                 guint n_ids,
                                 gboolean is_read,
                                 GError **error);

/**
 * Writes down an answer that came by telephone, at the door, on paper: "yes" or "no", one of the choices, a
 * text, a date as an office writes it. Blank takes the answer back. @seen is the answer that stood there when
 * it was looked at ("" for none): CHANGED where another one stands by now. @by is who writes it down ("" or
 * %NULL: the actor). INVALID for what is no answer of that kind; UNKNOWN.
 */
gboolean enr_recipient_set_answer (EnrDb *db,
                                   const EnrActor *actor,
                                   const EnrUuid *id,
                                   const char *answer,
                                   const char *seen,
                                   const char *by,
                                   GError **error);

/*
 * For the queue.
 */

/**
 * Looks again, before something is handed over or printed, whether it still may go: the person is of that
 * family and its guardian, not blocked, not excepted for a child that is named, and of mail: @address is
 * that person's verified one (of kind CHECK the one that is to be verified) and that of nobody in the family
 * who may not know. 1: it may; 0: it may not, and
 * *@why (may be %NULL; transfer full) says why, translated; -1: error.
 */
int enr_recipient_may_deliver (EnrDb *db,
                               const EnrUuid *recipient_id,
                               EnrWay way,
                               const char *address,
                               char **why,
                               GError **error);

G_END_DECLS
