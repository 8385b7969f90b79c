/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a parent said, wrote or asked that is no notice of a day (連絡・問い合わせ), and what was answered.
 */
#pragma once

#include "contact/notice.h"

G_BEGIN_DECLS

/** Strings are never %NULL. */
typedef struct
{
  EnrUuid id;
  EnrUuid child_id;
  char *child_name;       /* "青木 朝陽": of one that was read; else "" */
  EnrInstant at;          /* when it came; 0 in a new one: now */
  EnrChannel channel;
  char *by_name;          /* who said it: 母 */
  char *taken_by;         /* who took it; "" in a new one: the actor */
  char *body;
  gboolean wants_answer;
  char *answer;           /* "" where it was answered without words to keep */
  EnrInstant answered_at; /* ENR_INSTANT_NONE while it is not */
  char *answered_by;
  EnrInstant removed_at;  /* entered by mistake; ENR_INSTANT_NONE while it stands */
} EnrInquiry;

/** One by telephone, without a child and words, that wants an answer. */
EnrInquiry *enr_inquiry_new (void) G_GNUC_WARN_UNUSED_RESULT;
void enr_inquiry_free (EnrInquiry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrInquiry, enr_inquiry_free)

/** Records one; *@id (may be %NULL) is the new one's. INVALID without words, with a text of more than 1,000
 * characters, in the future; UNKNOWN for the child. */
gboolean enr_inquiry_add (EnrDb *db,
                          const EnrActor *actor,
                          const EnrInquiry *inquiry,
                          EnrUuid *id,
                          GError **error);

/** Says that it was answered, now and by the actor; @answer may be "". UNKNOWN; ALREADY where it is, or
 * where nobody waits for an answer; INVALID for the length. */
gboolean enr_inquiry_answer (EnrDb *db,
                             const EnrActor *actor,
                             const EnrUuid *id,
                             const char *answer,
                             GError **error);

/** Takes the answer back: it waits again. UNKNOWN; ALREADY where it waits. */
gboolean enr_inquiry_reopen (EnrDb *db,
                             const EnrActor *actor,
                             const EnrUuid *id,
                             GError **error);

/** Removes one that was entered by mistake; UNKNOWN, ALREADY. It stays as a row. */
gboolean enr_inquiry_remove (EnrDb *db,
                             const EnrActor *actor,
                             const EnrUuid *id,
                             const char *reason,
                             GError **error);

/** Brings one back that was removed, as it was. UNKNOWN, ALREADY. */
gboolean enr_inquiry_restore (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *id,
                              GError **error);

/** One; UNKNOWN. */
EnrInquiry *enr_inquiry_load (EnrDb *db,
                              const EnrUuid *id,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Those that wait for an answer, the oldest first. (element-type EnrInquiry) */
GPtrArray *enr_inquiry_list_open (EnrDb *db,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A child's that stand, the newest first. (element-type EnrInquiry) */
GPtrArray *enr_inquiry_list_child (EnrDb *db,
                                   const EnrUuid *child_id,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
