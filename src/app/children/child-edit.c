/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/child-edit.h"

#include "nursery/card.h"

#define DONE(ok) ((ok) ? GINT_TO_POINTER (TRUE) : NULL)

EnrEdit *
enr_edit_new (EnrSession *session, const EnrUuid *child_id)
{
  EnrEdit *self = g_new0 (EnrEdit, 1);

  self->actor = enr_session_get_actor (session);
  if (child_id != NULL)
    self->child_id = *child_id;
  self->date = ENR_DATE_NONE;
  return self;
}

void
enr_edit_free (gpointer data)
{
  EnrEdit *self = data;

  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->text2);
  enr_child_free (self->child);
  enr_child_free (self->seen_child);
  enr_contact_free (self->contact);
  enr_contact_free (self->seen_contact);
  g_free (self->certification.number);
  g_free (self->terms.note);
  g_clear_pointer (&self->photo, g_bytes_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->answers, g_array_unref);
  g_free (self);
}

gpointer
enr_edit_save_child (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;
  gboolean ok;

  if (enr_uuid_is_none (&self->child->id) && self->date != ENR_DATE_NONE)
    ok = enr_child_admit (db, self->actor, self->child, self->date,
                          enr_uuid_is_none (&self->id) ? NULL : &self->id, error);
  else if (self->seen_child != NULL)
    ok = enr_child_save_seen (db, self->actor, self->child, self->seen_child, error);
  else
    ok = enr_child_save (db, self->actor, self->child, error);
  return ok ? enr_uuid_copy (&self->child->id) : NULL;
}

gpointer
enr_edit_load_child (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return enr_child_load (db, &self->child_id, error);
}

gpointer
enr_edit_set_photo (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_child_set_photo (db, self->actor, &self->child_id, self->photo, error));
}

gpointer
enr_edit_load_family_change (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return enr_family_change_load (db, &self->child_id, &self->id, error);
}

gpointer
enr_edit_join_family (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_family_change_join (
      db, self->actor, &self->child_id, &self->id,
      self->answers != NULL ? (const EnrBarredAnswer *) self->answers->data : NULL,
      self->answers != NULL ? self->answers->len : 0, error));
}

gpointer
enr_edit_separate_family (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_family_separate (db, self->actor, &self->child_id, error));
}

gpointer
enr_edit_save_contact (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  if (self->seen_contact != NULL)
    return DONE (enr_contact_save_seen (db, self->actor, self->contact, self->seen_contact, error));
  return DONE (enr_contact_save (db, self->actor, self->contact, error));
}

gpointer
enr_edit_load_contact (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return enr_contact_load (db, &self->id, error);
}

gpointer
enr_edit_remove_contact (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_contact_remove (db, self->actor, &self->id, error));
}

gpointer
enr_edit_order_contacts (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (
      enr_family_order (db, self->actor, (EnrUuid *) self->ids->data, self->ids->len, error));
}

gpointer
enr_edit_set_address (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_family_set_address (db, self->actor, &self->id, self->text, self->text2, error));
}

gpointer
enr_edit_enrol (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_child_enrol (db, self->actor, &self->child_id, self->date,
                                enr_uuid_is_none (&self->id) ? NULL : &self->id, error));
}

gpointer
enr_edit_leave (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_child_leave (db, self->actor, &self->child_id, self->date, self->text, error));
}

gpointer
enr_edit_move (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_child_move (db, self->actor, &self->child_id, &self->id, self->date, error));
}

gpointer
enr_edit_certify (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_child_certify (db, self->actor, &self->child_id, &self->certification, error));
}

gpointer
enr_edit_set_terms (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_care_terms_set (db, self->actor, &self->terms, error));
}

gpointer
enr_edit_remove_terms (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_care_terms_remove (db, self->actor, &self->id, error));
}

gpointer
enr_edit_restore_terms (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_care_terms_restore (db, self->actor, &self->id, error));
}

gpointer
enr_edit_issue_card (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;
  g_autoptr (EnrCard) card = enr_card_issue (db, self->actor, &self->child_id, error);

  return DONE (card != NULL);
}

gpointer
enr_edit_register_card (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;
  g_autoptr (EnrCard) card
      = enr_card_register (db, self->actor, &self->child_id, self->text, error);

  return DONE (card != NULL);
}

gpointer
enr_edit_revoke_card (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_card_revoke (db, self->actor, &self->id, error));
}

gpointer
enr_edit_remove_child (EnrDb *db, gpointer data, GError **error)
{
  EnrEdit *self = data;

  return DONE (enr_child_remove (db, self->actor, &self->child_id, self->text, error));
}
