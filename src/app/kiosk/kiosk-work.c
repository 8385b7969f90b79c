/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/kiosk/kiosk-work.h"

#include "base/clock.h"
#include "nursery/card.h"
#include "nursery/error.h"
#include "nursery/family.h"

const EnrActor *
enr_kiosk_actor (void)
{
  static EnrActor door;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      door = enr_actor (ENR_ACTOR_DOOR, enr_actor_this_device ());
      g_once_init_leave (&once, 1);
    }
  return &door;
}

void
enr_kiosk_scene_free (EnrKioskScene *self)
{
  if (self == NULL)
    return;

  enr_day_unref (self->day);
  enr_care_day_unref (self->care);
  g_free (self);
}

gpointer
enr_kiosk_load_scene (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrKioskScene) scene = g_new0 (EnrKioskScene, 1);
  int n_cards;

  scene->day = enr_day_load (db, enr_clock_today (), NULL, error);
  if (scene->day == NULL)
    return NULL;
  scene->care = enr_care_day_load (db, scene->day->date, error);
  if (scene->care == NULL)
    return NULL;
  n_cards = enr_card_count_good (db, error);
  if (n_cards < 0)
    return NULL;
  scene->has_cards = n_cards > 0;
  return g_steal_pointer (&scene);
}

EnrKioskPunch *
enr_kiosk_punch_new (const EnrUuid *child_id, const char *token, const char *collected_by)
{
  EnrKioskPunch *self = g_new0 (EnrKioskPunch, 1);

  self->id = enr_uuid_new ();
  self->child_id = child_id != NULL ? *child_id : enr_uuid_none;
  self->token = g_strdup (token);
  self->at = enr_clock_now ();
  self->collected_by = g_strdup (collected_by != NULL ? collected_by : "");
  return self;
}

EnrKioskPunch *
enr_kiosk_punch_copy (const EnrKioskPunch *self)
{
  EnrKioskPunch *copy = g_memdup2 (self, sizeof *self);

  copy->token = g_strdup (self->token);
  copy->collected_by = g_strdup (self->collected_by);
  return copy;
}

void
enr_kiosk_punch_free (EnrKioskPunch *self)
{
  if (self == NULL)
    return;

  g_free (self->token);
  g_free (self->collected_by);
  g_free (self);
}

void
enr_kiosk_outcome_free (EnrKioskOutcome *self)
{
  if (self == NULL)
    return;

  enr_day_unref (self->day);
  enr_care_day_unref (self->care);
  g_clear_pointer (&self->collectors, g_ptr_array_unref);
  g_free (self);
}

/* A reader types what the keyboard's Caps Lock makes of it; the cards that are issued here have
 * capital letters only. */
static gboolean
look_up (EnrDb *db, const char *token, EnrUuid *child_id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *capitals = g_ascii_strup (token, -1);

  if (enr_card_lookup (db, token, child_id, &local_error))
    return TRUE;
  if (g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN)
      && !g_str_equal (token, capitals) && enr_card_lookup (db, capitals, child_id, NULL))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static GPtrArray *
load_collectors (EnrDb *db, const EnrUuid *family_id)
{
  GPtrArray *contacts = enr_family_contacts (db, family_id, NULL);

  for (guint i = contacts != NULL ? contacts->len : 0; i > 0; i--)
    if (!((EnrContact *) g_ptr_array_index (contacts, i - 1))->may_collect)
      g_ptr_array_remove_index (contacts, i - 1);
  return contacts;
}

gpointer
enr_kiosk_punch (EnrDb *db, gpointer data, GError **error)
{
  const EnrKioskPunch *request = data;
  g_autoptr (EnrKioskOutcome) outcome = g_new0 (EnrKioskOutcome, 1);
  const EnrDayChild *child;

  outcome->child_id = request->child_id;
  if (request->token != NULL && !look_up (db, request->token, &outcome->child_id, error))
    return NULL;
  outcome->punch.id = request->id;
  if (!enr_stamp_punch (db, enr_kiosk_actor (), &outcome->child_id, request->at,
                        request->token != NULL ? ENR_SOURCE_CARD : ENR_SOURCE_DOOR,
                        request->collected_by, &outcome->punch, error))
    return NULL;
  /* Tried again after a failure that was none: the first try is the fact, and not a repeat. */
  if (enr_uuid_equal (&outcome->punch.id, &request->id))
    outcome->punch.is_repeat = FALSE;

  /* It is recorded. What cannot be read now is left out of the confirmation. */
  outcome->day = enr_day_load (db, outcome->punch.day, NULL, NULL);
  if (outcome->day != NULL && outcome->punch.kind == ENR_STAMP_LEAVE)
    outcome->care = enr_care_day_load (db, outcome->punch.day, NULL);
  child = outcome->day != NULL ? enr_day_find (outcome->day, &outcome->child_id) : NULL;
  if (child != NULL)
    outcome->collectors = load_collectors (db, &child->family_id);
  return g_steal_pointer (&outcome);
}

EnrKioskSequel *
enr_kiosk_sequel_new (const char *collected_by)
{
  EnrKioskSequel *self = g_new0 (EnrKioskSequel, 1);

  self->stamps = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  self->collected_by = g_strdup (collected_by);
  return self;
}

void
enr_kiosk_sequel_free (EnrKioskSequel *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->stamps);
  g_free (self->collected_by);
  g_free (self);
}

gpointer
enr_kiosk_retract (EnrDb *db, gpointer data, GError **error)
{
  const EnrKioskSequel *sequel = data;
  /* The record's language is Japanese, whatever the interface's is. */
  const char *reason = "ドアで取り消し";

  for (guint i = 0; i < sequel->stamps->len; i++)
    if (!enr_stamp_retract (db, enr_kiosk_actor (), &g_array_index (sequel->stamps, EnrUuid, i),
                            reason, error))
      return NULL;
  return GINT_TO_POINTER (TRUE);
}

gpointer
enr_kiosk_collect (EnrDb *db, gpointer data, GError **error)
{
  const EnrKioskSequel *sequel = data;
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (EnrUuid));

  for (guint i = 0; i < sequel->stamps->len; i++)
    {
      EnrPunch punch = { 0 };

      if (!enr_stamp_set_collector (db, enr_kiosk_actor (),
                                    &g_array_index (sequel->stamps, EnrUuid, i),
                                    sequel->collected_by, &punch, i == 0 ? error : NULL))
        return made->len > 0 ? g_steal_pointer (&made) : NULL;
      g_array_append_val (made, punch.id);
    }
  return g_steal_pointer (&made);
}
