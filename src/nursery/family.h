/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Families: guardians (保護者) and the people allowed to collect (お迎えに来る人), shared by brothers and
 * sisters.
 */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid id;
  EnrUuid family_id;
  int position;     /* the order in which they are called, from 0 */
  char *name;
  char *kana;
  char *relation;   /* 母, 父, 祖母, ... */
  char *phone;
  char *phone2;     /* 勤務先 */
  gboolean is_guardian;
  gboolean may_collect;
  char *note;
} EnrContact;

void enr_contact_free (EnrContact *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrContact, enr_contact_free)

/** Makes (@id none) or changes a person of a family. INVALID for a blank name. */
gboolean enr_contact_save (EnrDb *db,
                           const EnrActor *actor,
                           EnrContact *self,
                           GError **error);

/** The same for a person who was read before: CHANGED where any field is not as in @seen any more; then
 * nothing is written. UNKNOWN for one who was taken off the list. */
gboolean enr_contact_save_seen (EnrDb *db,
                                const EnrActor *actor,
                                EnrContact *self,
                                const EnrContact *seen,
                                GError **error);

/** One person; UNKNOWN where there is none, or one who was taken off the list. */
EnrContact *enr_contact_load (EnrDb *db,
                              const EnrUuid *id,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

EnrContact *enr_contact_copy (const EnrContact *self) G_GNUC_WARN_UNUSED_RESULT;

gboolean enr_contact_remove (EnrDb *db,
                             const EnrActor *actor,
                             const EnrUuid *id,
                             GError **error);

/** Sets the calling order of a family's people: @ids[0] first. */
gboolean enr_family_order (EnrDb *db,
                           const EnrActor *actor,
                           const EnrUuid *ids,
                           guint n_ids,
                           GError **error);

/** The people of a family in calling order. (element-type EnrContact) */
GPtrArray *enr_family_contacts (EnrDb *db,
                                const EnrUuid *family_id,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The family's address. */
gboolean enr_family_set_address (EnrDb *db,
                                 const EnrActor *actor,
                                 const EnrUuid *family_id,
                                 const char *postal_code,
                                 const char *address,
                                 GError **error);
gboolean enr_family_get_address (EnrDb *db,
                                 const EnrUuid *family_id,
                                 char **postal_code,
                                 char **address,
                                 GError **error);

/** Takes a child out of the family it shares with brothers and sisters: it gets one of its own with a
 * copy of the address and of the people, in the same order; the others keep theirs. The way back is
 * enr_child_join_family(). UNKNOWN for no such child, ALREADY where no other child is in the family
 * (one whose record was removed does not count). */
gboolean enr_family_separate (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *child_id,
                              GError **error);

G_END_DECLS
