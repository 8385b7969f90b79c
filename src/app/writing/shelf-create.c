/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/shelf-create.h"

#include "nursery/error.h"

EnrShelfCreate *
enr_shelf_create_new (const EnrActor *actor,
                      EnrWritingKinds *kinds,
                      const EnrWritingKind *kind,
                      EnrDate day)
{
  EnrShelfCreate *self = g_new0 (EnrShelfCreate, 1);

  self->actor = actor;
  self->kinds = enr_writing_kinds_ref (kinds);
  self->kind = kind;
  self->day = day;
  return self;
}

void
enr_shelf_create_free (EnrShelfCreate *self)
{
  if (self == NULL)
    return;

  enr_writing_kinds_unref (self->kinds);
  g_free (self->title);
  g_free (self);
}

gpointer
enr_shelf_create_run (EnrDb *db, gpointer data, GError **error)
{
  const EnrShelfCreate *self = data;
  EnrWritingNew new_writing = { .kind = self->kind,
                                .class_id = self->class_id,
                                .child_id = self->child_id,
                                .day = self->day,
                                .title = self->title != NULL ? self->title : "",
                                .writer = "" };
  g_autoptr (GError) failure = NULL;
  EnrShelfCreated created = { enr_uuid_none, TRUE };

  if (!enr_writing_create (db, self->actor, &new_writing, &created.id, &failure))
    {
      created.is_new = FALSE;
      if (!g_error_matches (failure, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return NULL;
        }
    }
  return g_memdup2 (&created, sizeof created);
}

gpointer
enr_shelf_drop_run (EnrDb *db, gpointer data, GError **error)
{
  const EnrShelfDrop *self = data;

  return GINT_TO_POINTER (enr_writing_remove_blank (db, self->actor, &self->id, error));
}
