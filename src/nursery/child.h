/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Children (園児): who they are, and when they are enrolled in what.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_SEX_UNKNOWN,
  ENR_SEX_MALE,
  ENR_SEX_FEMALE,
} EnrSex;

typedef struct
{
  EnrUuid id;
  char *external_id;   /* the number that another system or the municipality uses; NULL for none */
  EnrUuid family_id;   /* brothers and sisters share it */
  char *family_name;
  char *given_name;
  char *family_kana;   /* hiragana */
  char *given_kana;
  EnrSex sex;
  EnrDate birth_date;
  gboolean has_allergy;
  char *allergy_note;
  char *note;
  EnrInstant removed_at; /* ENR_INSTANT_NONE while the record stands */
} EnrChild;

EnrChild *enr_child_new (void) G_GNUC_WARN_UNUSED_RESULT;
EnrChild *enr_child_copy (const EnrChild *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_child_free (EnrChild *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrChild, enr_child_free)

/** "青木 朝陽". */
char *enr_child_dup_name (const EnrChild *self) G_GNUC_WARN_UNUSED_RESULT;

/** Makes (@id and family none: a new family) or changes a child. INVALID for a blank name, no birth
 * date or one in the future, or an external id that another child has. */
gboolean enr_child_save (EnrDb *db,
                         const EnrActor *actor,
                         EnrChild *self,
                         GError **error);

/** The same for a child who was read before: CHANGED where any field (but the photo, which has an action of
 * its own) is not as in @seen any more; then nothing is written. */
gboolean enr_child_save_seen (EnrDb *db,
                              const EnrActor *actor,
                              EnrChild *self,
                              const EnrChild *seen,
                              GError **error);

EnrChild *enr_child_load (EnrDb *db,
                          const EnrUuid *id,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The child that a word names: external id, card token, or id; at last a full name or kana that only
 * one child has. UNKNOWN or AMBIGUOUS, with the names, classes and numbers of those whose family or given
 * name it is: a part of a name never names a child, because another of that name may come. */
EnrChild *enr_child_find (EnrDb *db,
                          const char *word,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Puts a child into another child's family (兄弟姉妹). */
gboolean enr_child_join_family (EnrDb *db,
                                const EnrActor *actor,
                                const EnrUuid *child_id,
                                const EnrUuid *sibling_id,
                                GError **error);

/** Marks a child's record as removed (entered by mistake); only while no attendance was recorded. */
gboolean enr_child_remove (EnrDb *db,
                           const EnrActor *actor,
                           const EnrUuid *id,
                           const char *reason,
                           GError **error);

/** Photo bytes (JPEG or PNG, at most 1 MiB); %NULL @photo removes it. */
gboolean enr_child_set_photo (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *id,
                              GBytes *photo,
                              GError **error);

/** The photo, or %NULL without an error where there is none. */
GBytes *enr_child_load_photo (EnrDb *db,
                              const EnrUuid *id,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
