/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "fees/sample.h"

#include "fees/rule-text.h"
#include "nursery/facility.h"

/* Made up, as everything in the sample is. */
#define SAMPLE_GRACE 5
#define SAMPLE_UNIT 15
#define SAMPLE_PRICE 100

static gboolean
add_rule (EnrDb *db,
          const EnrActor *actor,
          const EnrHours *hours,
          EnrCareHours care_hours,
          EnrDate first,
          GError **error)
{
  g_autoptr (EnrCareRule) rule = enr_care_rule_new ();

  g_free (rule->name);
  /* The sample's names are Japanese, whatever the interface's language is. */
  rule->name = g_strdup (care_hours == ENR_CARE_SHORT ? "延長保育・短時間（見本）"
                                                      : "延長保育・標準時間（見本）");
  rule->first = first;
  rule->care_hours = care_hours;
  rule->n_bands = 1;
  rule->bands[0] = (EnrCareBand){ ENR_BAND_AFTER, 18 * 60,     ENR_MINUTES_MAX, 0,
                                  SAMPLE_GRACE,   SAMPLE_UNIT, SAMPLE_PRICE };
  enr_care_band_suggest (&rule->bands[0], hours, care_hours);
  return enr_care_rule_save (db, actor, rule, error);
}

gboolean
enr_care_sample (EnrDb *db, EnrDate first, GError **error)
{
  EnrActor actor = enr_actor (ENR_ACTOR_PROGRAM, enr_actor_this_device ());
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);

  return facility != NULL
         && add_rule (db, &actor, &facility->weekday, ENR_CARE_STANDARD, first, error)
         && add_rule (db, &actor, &facility->weekday, ENR_CARE_SHORT, first, error);
}
