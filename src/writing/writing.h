/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records (計画と記録): making, reading and saving them. How they are approved is in approval.h.
 */
#pragma once

#include "writing/content.h"
#include "writing/kind.h"
#include "store/db.h"

G_BEGIN_DECLS

/** The longest text of a section, in characters. */
#define ENR_WRITING_MAX_LENGTH 200000

typedef enum
{
  ENR_WRITING_DRAFT,     /* 作成中 */
  ENR_WRITING_SUBMITTED, /* 提出済み: waits for the chief, or the director where no chief approves */
  ENR_WRITING_CHIEF,     /* 主任承認済み: waits for the director */
  ENR_WRITING_APPROVED,  /* 承認済み */
  ENR_WRITING_RETURNED,  /* 差戻し */
  ENR_WRITING_ARCHIVED,  /* 保管 */
  ENR_N_WRITING_STATES,
} EnrWritingState;

/** The state's word in the database ("draft"), and for people (作成中, translated). Static. */
const char *enr_writing_state_key (EnrWritingState state);
const char *enr_writing_state_label (EnrWritingState state);

/** Whether the text may be changed in that state. */
gboolean enr_writing_state_is_open (EnrWritingState state);

/** A text of a writing. */
typedef struct
{
  char *key;
  char *text;
  int version;        /* counts its savings */
  EnrUuid child_id;   /* whom it is about in a class's record, or none */
  EnrUuid origin_id;  /* the writing that it was taken from, or none */
  char *origin_key;   /* "" for none */
} EnrWritingText;

/** A plan or record. Lists leave @texts empty. */
typedef struct
{
  EnrUuid id;
  char *kind;         /* its key */
  EnrUuid class_id;   /* or none */
  EnrUuid child_id;   /* or none */
  char *class_name;   /* "" for none */
  char *child_name;   /* "" for none */
  int age;            /* class age of the class, or of the child in that fiscal year; -1 mixed or none */
  EnrDate first;
  EnrDate last;
  char *title;        /* of an event, or "" */
  EnrUuid above_id;   /* the plan above, if it was there when this was made and still is; or none */
  char *writer;
  EnrWritingState state;
  int revision;
  int version;        /* the newest that was submitted, 0 none */
  int approved;       /* the one in force, 0 none */
  gboolean is_evaluating; /* approved, and opened again for what is written after its time alone */
  GHashTable *texts;  /* (element-type utf8 EnrWritingText) by key, those that are not blank */
} EnrWriting;

void enr_writing_free (EnrWriting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrWriting, enr_writing_free)

/** How a writing stands, for people: that of its state; 評価中 for an approved plan that is open for what
 * is written after its time. Static. */
const char *enr_writing_get_state_label (const EnrWriting *self);

/** A text by its key, or "". Borrowed. */
const char *enr_writing_get_text (const EnrWriting *self,
                                  const char *key);

/** Whether a section may be written in now. Facts never. */
gboolean enr_writing_is_open (const EnrWriting *self,
                              const EnrSection *section);

/** Whether an event's title and who wrote it may be changed now: not while an approved one is evaluated. */
gboolean enr_writing_is_head_open (const EnrWriting *self);

/** How many rows of a grid of times are written. */
guint enr_writing_count_times (const EnrWriting *self,
                               const EnrSection *grid);

/** "週案 ひよこ 令和8年6月8日～14日": what lists and papers call it. */
char *enr_writing_dup_name (const EnrWriting *self,
                            const EnrWritingKind *kind) G_GNUC_WARN_UNUSED_RESULT;

/** What is about to be made. */
typedef struct
{
  const EnrWritingKind *kind;
  EnrUuid class_id;   /* for a class's, else none */
  EnrUuid child_id;   /* for a child's, else none */
  EnrDate day;        /* any day of the period */
  const char *title;  /* of an event; "" otherwise */
  const char *writer; /* 記入者, may be "" */
} EnrWritingNew;

/**
 * Makes an empty draft and links it to the plan above, where there is one: the class's (for a child the
 * one of the class that it is in) that covers the first day. INVALID where class or child are missing or
 * not of that time; an event without a title; ALREADY where there is one of that kind, whose and period:
 * @id is then that one's.
 */
gboolean enr_writing_create (EnrDb *db,
                             const EnrActor *actor,
                             const EnrWritingNew *self,
                             EnrUuid *id,
                             GError **error);

/** Reads one with its texts; UNKNOWN. */
EnrWriting *enr_writing_load (EnrDb *db,
                              const EnrUuid *id,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * The plan above a loaded writing: the one that it was linked to when it was made, as long as that is there;
 * otherwise, as for a week's plan that was made before its month's, the plan that there is now by the same
 * rule as in enr_writing_create(). @above is none where there is none. Nothing is stored: what is frozen
 * stays as it is.
 */
gboolean enr_writing_find_above (EnrDb *db,
                                 const EnrWritingKind *kind,
                                 const EnrWriting *writing,
                                 EnrUuid *above,
                                 GError **error);

/** As enr_writing_find_above(), but the plan that covers one day of it, whatever it is linked to: of a week
 * across two months each month has its own. */
gboolean enr_writing_find_above_on (EnrDb *db,
                                    const EnrWritingKind *kind,
                                    const EnrWriting *writing,
                                    EnrDate day,
                                    EnrUuid *above,
                                    GError **error);

/** What to list. Zeroed, with ENR_DATE_NONE in both dates, it is everything. */
typedef struct
{
  const char *kind;        /* a key, or %NULL for all */
  EnrUuid class_id;        /* or none for all */
  EnrUuid child_id;        /* or none for all */
  EnrDate from;            /* periods that end on this day or later */
  EnrDate until;           /* and begin on this day or earlier */
  gboolean only_waiting;   /* for the chief or the director */
} EnrWritingFilter;

/** Those that fit, the oldest first. (element-type EnrWriting) */
GPtrArray *enr_writing_list (EnrDb *db,
                             const EnrWritingFilter *filter,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A text that a person changed. */
typedef struct
{
  const char *key;
  const char *text;
  int seen;             /* the version that was read; 0 where there was none */
  EnrUuid child_id;     /* whom it is about, or none */
  EnrUuid origin_id;    /* where it was taken from, or none */
  const char *origin_key;
} EnrTextChange;

/**
 * Saves texts, all or none. Line breaks become LF and control characters are dropped; everything else stays
 * as it was typed. CLOSED where the writing is submitted or approved; CHANGED where somebody has saved one
 * of these texts since it was read (the message names the section; read it again to show both); INVALID
 * for a key that the kind does not have, and a text longer than ENR_WRITING_MAX_LENGTH. A blank text where
 * there was none makes nothing. On success the changes' @seen are the new versions.
 */
gboolean enr_writing_save (EnrDb *db,
                           const EnrActor *actor,
                           const EnrWritingKind *kind,
                           const EnrUuid *id,
                           EnrTextChange *changes,
                           guint n_changes,
                           GError **error);

/** Who wrote it, and an event's title ("" for all else); both as typed. */
typedef struct
{
  const char *title;
  const char *writer;
} EnrHeadChange;

/**
 * Saves who wrote it and the texts in one transaction, all or none; @head is %NULL where it stays,
 * @n_changes may be 0. Errors of enr_writing_save() and enr_writing_set_head().
 */
gboolean enr_writing_save_whole (EnrDb *db,
                                 const EnrActor *actor,
                                 const EnrWritingKind *kind,
                                 const EnrUuid *id,
                                 const EnrHeadChange *head,
                                 EnrTextChange *changes,
                                 guint n_changes,
                                 GError **error);

/** Sets who wrote it, and an event's title. CLOSED as for texts, and while an approved one is evaluated;
 * INVALID for an event without a title, and a title of anything else; ALREADY where there is an event of
 * that title on that day. */
gboolean enr_writing_set_head (EnrDb *db,
                               const EnrActor *actor,
                               const EnrUuid *id,
                               const char *title,
                               const char *writer,
                               GError **error);

/** Removes a draft that was never submitted; otherwise INVALID. */
gboolean enr_writing_remove (EnrDb *db,
                             const EnrActor *actor,
                             const EnrUuid *id,
                             GError **error);

/** Removes a draft in which nothing is written: whoever only looked, or typed nothing but blanks, leaves
 * nothing behind. Where something is written, or it was submitted once, it stays, and that is no error.
 * */
gboolean enr_writing_remove_blank (EnrDb *db,
                                   const EnrActor *actor,
                                   const EnrUuid *id,
                                   GError **error);

/**
 * Who most likely writes a loaded writing that nobody has put her name to: whoever wrote the last one of that
 * kind in the class (of a child: in the class that it is in), or else the last one of any kind there; of the
 * whole nursery the last one of that kind. "" where nobody has written there yet, or she has left.
 */
char *enr_writing_dup_likely_writer (EnrDb *db,
                                     const EnrWriting *writing,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * The texts of a loaded writing that its form has no place for (any more): of a section, a column or a row
 * that was taken out of the description, or is for other ages now. Nothing that was written is lost with
 * them: they are shown, frozen and printed behind all others. In the items of a content that has nothing
 * else, by key, each with the heading that it had.
 */
EnrContent *enr_writing_leftovers (EnrDb *db,
                                   const EnrWritingKind *kind,
                                   const EnrWriting *writing,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The whole of a writing as it stands, with the facts that are filled in, as it would be frozen now. */
EnrContent *enr_writing_content (EnrDb *db,
                                 const EnrWritingKind *kind,
                                 const EnrUuid *id,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A version as it was submitted. UNKNOWN; NOT_FOUND (ENR_DB_ERROR) where it was destroyed; CORRUPT where its
 * bytes are not those of its hash. */
EnrContent *enr_writing_load_version (EnrDb *db,
                                      const EnrUuid *id,
                                      int version,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
