/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/kiosk/kiosk-facts.h"

void
enr_kiosk_facts_init (EnrKioskFacts *self)
{
  *self = (EnrKioskFacts){ 0 };
  self->facts = g_array_new (FALSE, FALSE, sizeof (EnrKioskFact));
  self->collected_by = g_strdup ("");
}

void
enr_kiosk_facts_clear (EnrKioskFacts *self)
{
  g_clear_pointer (&self->facts, g_array_unref);
  g_clear_pointer (&self->day, enr_day_unref);
  g_clear_pointer (&self->care, enr_care_day_unref);
  g_clear_pointer (&self->collectors, g_ptr_array_unref);
  g_clear_pointer (&self->collected_by, g_free);
}

void
enr_kiosk_facts_reset (EnrKioskFacts *self)
{
  enr_kiosk_facts_clear (self);
  enr_kiosk_facts_init (self);
}

const EnrKioskFact *
enr_kiosk_facts_newest (const EnrKioskFacts *self)
{
  return self->facts->len > 0 ? &g_array_index (self->facts, EnrKioskFact, 0) : NULL;
}

gboolean
enr_kiosk_facts_has (const EnrKioskFacts *self, const EnrUuid *child_id)
{
  for (guint i = 0; i < self->facts->len; i++)
    if (enr_uuid_equal (&g_array_index (self->facts, EnrKioskFact, i).child_id, child_id))
      return TRUE;
  return FALSE;
}

gboolean
enr_kiosk_facts_can_undo (const EnrKioskFacts *self)
{
  return self->facts->len > 0 && self->undo_until > g_get_monotonic_time ();
}

gboolean
enr_kiosk_facts_go_with (const EnrKioskFacts *self, const EnrKioskOutcome *outcome)
{
  const EnrKioskFact *newest = enr_kiosk_facts_newest (self);
  const EnrDayChild *before;
  const EnrDayChild *child;

  if (!enr_kiosk_facts_can_undo (self) || outcome->day == NULL)
    return FALSE;
  before = enr_day_find (self->day, &newest->child_id);
  child = enr_day_find (outcome->day, &outcome->child_id);
  return before != NULL && child != NULL && enr_uuid_equal (&before->family_id, &child->family_id)
         && newest->punch.kind == outcome->punch.kind && newest->punch.day == outcome->punch.day;
}

void
enr_kiosk_facts_add (EnrKioskFacts *self,
                     const EnrKioskOutcome *outcome,
                     const char *collected_by,
                     gboolean goes_with)
{
  EnrKioskFact fact = { outcome->child_id, outcome->punch };

  if (!goes_with)
    enr_kiosk_facts_reset (self);
  g_array_prepend_val (self->facts, fact);
  g_clear_pointer (&self->day, enr_day_unref);
  self->day = enr_day_ref (outcome->day);
  g_clear_pointer (&self->care, enr_care_day_unref);
  if (outcome->care != NULL)
    self->care = enr_care_day_ref (outcome->care);
  g_clear_pointer (&self->collectors, g_ptr_array_unref);
  if (outcome->collectors != NULL)
    self->collectors = g_ptr_array_ref (outcome->collectors);
  if (*collected_by != '\0')
    {
      g_free (self->collected_by);
      self->collected_by = g_strdup (collected_by);
    }
}

EnrKioskSequel *
enr_kiosk_facts_sequel (const EnrKioskFacts *self, const char *collected_by)
{
  EnrKioskSequel *sequel = enr_kiosk_sequel_new (collected_by);

  for (guint i = 0; i < self->facts->len; i++)
    g_array_append_val (sequel->stamps, g_array_index (self->facts, EnrKioskFact, i).punch.id);
  return sequel;
}

void
enr_kiosk_facts_replace (EnrKioskFacts *self, const GArray *ids)
{
  for (guint i = 0; i < MIN (ids->len, self->facts->len); i++)
    g_array_index (self->facts, EnrKioskFact, i).punch.id = g_array_index (ids, EnrUuid, i);
}
