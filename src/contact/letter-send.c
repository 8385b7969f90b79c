/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/letter-send.h"

#include "contact/recipient-private.h"

EnrLetterFile *
enr_letter_file_new (const char *name, GBytes *content)
{
  EnrLetterFile *self = g_new0 (EnrLetterFile, 1);

  self->name = g_strdup (name);
  self->content = g_bytes_ref (content);
  return self;
}

void
enr_letter_file_free (EnrLetterFile *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_bytes_unref (self->content);
  g_free (self);
}

gboolean
enr_letter_check_files (GPtrArray *files, GError **error)
{
  g_autoptr (GPtrArray) before
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_announcement_file_free);

  for (guint i = 0; i < files->len; i++)
    {
      const EnrLetterFile *file = g_ptr_array_index (files, i);

      if (!enr_announcement_file_check (before, file->name, g_bytes_get_size (file->content),
                                        error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_files (EnrDb *db, const EnrUuid *id, GPtrArray *files, GError **error)
{
  for (guint i = 0; i < files->len; i++)
    {
      const EnrLetterFile *file = g_ptr_array_index (files, i);

      if (!enr_announcement_file_add_in_txn (db, id, file->name, file->content, error))
        return FALSE;
    }
  return TRUE;
}

/* A draft that was not written gets back what it was. */
gboolean
enr_letter_send (EnrDb *db,
                 const EnrActor *actor,
                 EnrAnnouncement *draft,
                 GPtrArray *files,
                 EnrRecipientPlan **plan,
                 GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrRecipientPlan) found = NULL;
  EnrUuid id = draft->id;
  int version = draft->version;

  if (enr_txn_begin (&txn, db, actor, NULL, error)
      && enr_announcement_save_in_txn (db, actor, draft, NULL, error)
      && add_files (db, &draft->id, files, error)
      && (found = enr_recipient_plan_announcement (db, &draft->id, error)) != NULL
      && enr_recipient_release_in_txn (db, actor, &draft->id, found->digest, error)
      && enr_txn_commit (&txn, error))
    {
      if (plan != NULL)
        *plan = g_steal_pointer (&found);
      return TRUE;
    }
  draft->id = id;
  draft->version = version;
  return FALSE;
}
