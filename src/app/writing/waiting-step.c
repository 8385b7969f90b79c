/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/waiting-step.h"

EnrWaitingStep *
enr_waiting_step_new (const EnrActor *actor, EnrStep step, EnrWritingKinds *kinds)
{
  EnrWaitingStep *self = g_new0 (EnrWaitingStep, 1);

  self->actor = *actor;
  self->step = step;
  self->kinds = enr_writing_kinds_ref (kinds);
  self->on = g_array_new (FALSE, FALSE, sizeof (EnrStepOn));
  return self;
}

void
enr_waiting_step_free (EnrWaitingStep *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->reason);
  enr_writing_kinds_unref (self->kinds);
  g_array_unref (self->on);
  g_free (self);
}

void
enr_waiting_step_add (EnrWaitingStep *self,
                      const EnrWritingKind *kind,
                      const EnrUuid *id,
                      int seen_version)
{
  EnrStepOn on = { kind, *id, seen_version, "" };

  g_array_append_val (self->on, on);
}

void
enr_waiting_step_set_who (EnrWaitingStep *self,
                          const EnrUuid *staff_id,
                          const char *name,
                          const char *reason)
{
  g_free (self->name);
  self->name = g_strdup (name);
  self->actor.id = *staff_id;
  if (!enr_uuid_is_none (staff_id))
    self->actor.kind = ENR_ACTOR_STAFF;
  self->actor.name = self->name;
  if (reason == NULL)
    return;
  g_free (self->reason);
  self->reason = g_strdup (reason);
  for (guint i = 0; i < self->on->len; i++)
    g_array_index (self->on, EnrStepOn, i).reason = self->reason;
}

gpointer
enr_waiting_step_run (EnrDb *db, gpointer data, GError **error)
{
  EnrWaitingStep *self = data;

  return GINT_TO_POINTER (enr_step_do_all (db, &self->actor, self->step,
                                           (const EnrStepOn *) (void *) self->on->data,
                                           self->on->len, error));
}
