/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Words only: what is charged is the engine's (fees/care-day.h).
 */
#include "config.h"

#include "app/kiosk/kiosk-care.h"

#include <glib/gi18n.h>

#include "app/kiosk/kiosk-tile.h"
#include "fees/rule-text.h"

static char *
dup_leaving (const EnrCareWarning *warning, const char *now)
{
  char begins[6], next[6];

  enr_minutes_format (warning->begins, begins);
  enr_minutes_format (warning->next, next);
  if (warning->begins != ENR_MINUTES_NONE)
    /* Translators: two times of day: when the charge begins, and now */
    return g_strdup_printf (_ ("Extended care is charged from %s. It is %s now."), begins, now);
  if (warning->next == ENR_MINUTES_NONE)
    /* Translators: the time of day */
    return g_strdup_printf (_ ("Extended care is being charged. It is %s now."), now);
  /* Translators: two times of day: when it costs more, and now */
  return g_strdup_printf (
      _ ("Extended care is being charged; from %s it is the next unit. It is %s now."), next, now);
}

char *
enr_kiosk_care_dup_line (const EnrCareDay *care,
                         const EnrDay *day,
                         const guint *class_index,
                         EnrInstant now)
{
  g_autofree char *time = enr_kiosk_dup_time (now);
  g_autofree char *line = NULL;
  EnrCareWarning warning;
  char until[6];

  if (!enr_care_day_warn (care, day, class_index, enr_instant_minutes (now, day->date), &warning))
    return NULL;
  if (!warning.has_begun && warning.begins == ENR_MINUTES_NONE)
    /* Translators: two times of day: until when early arrivals are charged, and now */
    return g_strdup_printf (_ ("Arriving before %s is charged. It is %s now."),
                            enr_minutes_format (warning.early_until, until), time);
  line = dup_leaving (&warning, time);
  if (warning.is_for_all)
    return g_steal_pointer (&line);
  /* Translators: %s is a sentence that holds for some of the children only */
  return g_strdup_printf (_ ("For some children: %s"), line);
}

gboolean
enr_kiosk_care_is_marked (const EnrCareDay *care, const EnrDayChild *child, EnrInstant now)
{
  int minutes;

  if (care == NULL)
    return FALSE;
  minutes = enr_instant_minutes (now, care->date);
  if (child->status == ENR_STATUS_PRESENT)
    return enr_care_day_is_extended (care, &child->child_id, minutes);
  return child->status == ENR_STATUS_UNKNOWN
         && enr_care_day_early_until (care, &child->child_id, minutes) != ENR_MINUTES_NONE;
}

char *
enr_kiosk_care_dup_fee (const EnrKioskFacts *facts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; facts->care != NULL && i < facts->facts->len; i++)
    {
      const EnrKioskFact *fact = &g_array_index (facts->facts, EnrKioskFact, i);
      const EnrCharge *charge = enr_care_day_find (facts->care, &fact->child_id);
      const EnrDayChild *child = enr_day_find (facts->day, &fact->child_id);
      g_autofree char *sum = NULL;

      if (charge == NULL || charge->amount == 0 || child == NULL)
        continue;
      sum = enr_care_dup_sum (charge->minutes, charge->amount);
      if (text->len > 0)
        g_string_append_c (text, '\n');
      if (facts->facts->len > 1)
        g_string_append_printf (text, "%s  ", enr_kiosk_given_kana (child));
      g_string_append (text, sum);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
