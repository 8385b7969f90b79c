/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the children page asks of the writer's thread: one function an action, all of them with the
 * same bag of values.
 */
#pragma once

#include "app/session.h"
#include "contact/family-change.h"
#include "fees/terms.h"
#include "nursery/child.h"
#include "nursery/enrolment.h"
#include "nursery/family.h"

G_BEGIN_DECLS

typedef struct
{
  const EnrActor *actor;
  EnrUuid child_id;
  EnrUuid id;             /* the sibling, contact, class, terms, or card */
  EnrDate date;
  char *text;             /* reason, card number, postal code */
  char *text2;            /* address */
  EnrChild *child;
  EnrChild *seen_child;     /* as it was read; NULL for a new one */
  EnrContact *contact;
  EnrContact *seen_contact; /* as it was read; NULL for a new one */
  EnrCertification certification;
  EnrCareTerms terms;
  GBytes *photo;
  GArray *ids;            /* (element-type EnrUuid) */
  GArray *answers;        /* (element-type EnrBarredAnswer) */
} EnrEdit;

EnrEdit *enr_edit_new (EnrSession *session,
                       const EnrUuid *child_id) G_GNUC_WARN_UNUSED_RESULT;
void enr_edit_free (gpointer data);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrEdit, enr_edit_free)

/* EnrStoreFuncs on an EnrEdit. */

/** Makes or changes @child; a new one is enrolled from @date (NONE: not) in class @id; its family_id
 * may be that of a brother or sister. The result is its id (g_free()). */
gpointer enr_edit_save_child (EnrDb *db, gpointer data, GError **error);
/** The child of that id as it is now (an EnrChild). */
gpointer enr_edit_load_child (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_set_photo (EnrDb *db, gpointer data, GError **error);
/** What is to be asked before the child joins the family of @id (an EnrFamilyChange). */
gpointer enr_edit_load_family_change (EnrDb *db, gpointer data, GError **error);
/** id: the brother or sister; answers. */
gpointer enr_edit_join_family (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_separate_family (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_save_contact (EnrDb *db, gpointer data, GError **error);
/** The person @id as it is now (an EnrContact). */
gpointer enr_edit_load_contact (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_remove_contact (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_order_contacts (EnrDb *db, gpointer data, GError **error);
/** id: the family; text and text2. */
gpointer enr_edit_set_address (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_enrol (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_leave (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_move (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_certify (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_set_terms (EnrDb *db, gpointer data, GError **error);
/** id: the terms. */
gpointer enr_edit_remove_terms (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_restore_terms (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_issue_card (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_register_card (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_revoke_card (EnrDb *db, gpointer data, GError **error);
gpointer enr_edit_remove_child (EnrDb *db, gpointer data, GError **error);

G_END_DECLS
