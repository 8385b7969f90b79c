/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child comes into the family of a brother or sister. Who was told nothing about it (連絡しない, or nothing
 * about this child) stays so by a trigger where a person of that very name is in the new family. One who is
 * written otherwise there (髙橋 and 高橋, with a blank and without) would be told from then on: that is asked,
 * and nothing is done before it is answered.
 */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

/** Somebody of the family that the child leaves, who is told nothing about it, and of whose name nobody is
 * in the other family. Strings are never %NULL. */
typedef struct
{
  EnrUuid contact_id;
  char *name;
  char *relation;
  EnrUuid likely;   /* of the other family, the one whose name reads the same; or none */
} EnrBarredPerson;

/** Somebody of the family that the child comes into. Strings are never %NULL. */
typedef struct
{
  EnrUuid contact_id;
  char *name;
  char *relation;
} EnrFamilyPerson;

typedef struct
{
  GPtrArray *barred;  /* (element-type EnrBarredPerson): to be asked about; empty for nothing to ask */
  GPtrArray *people;  /* (element-type EnrFamilyPerson), in calling order */
} EnrFamilyChange;

void enr_family_change_free (EnrFamilyChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrFamilyChange, enr_family_change_free)

/** What is to be asked before @child_id joins the family of @sibling_id. Nothing where that is its family
 * already, or where nobody is entered there. UNKNOWN for no such child. */
EnrFamilyChange *enr_family_change_load (EnrDb *db,
                                         const EnrUuid *child_id,
                                         const EnrUuid *sibling_id,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Who a person of EnrFamilyChange.barred is. */
typedef struct
{
  EnrUuid contact_id;
  EnrUuid same_as;    /* of the other family; none: nobody there */
} EnrBarredAnswer;

/**
 * The child joins the family, and who was told nothing about it is told nothing there either. Nothing is
 * written and INVALID said where one of enr_family_change_load()'s people has no answer, or one that is
 * nobody of that family. @answers may be %NULL where @n_answers is 0.
 */
gboolean enr_family_change_join (EnrDb *db,
                                 const EnrActor *actor,
                                 const EnrUuid *child_id,
                                 const EnrUuid *sibling_id,
                                 const EnrBarredAnswer *answers,
                                 guint n_answers,
                                 GError **error);

G_END_DECLS
