/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/words.h"

#include <glib/gi18n.h>

char *
enr_words_dup_age (EnrDate birth_date, EnrDate day)
{
  int years, months;

  if (!enr_age_on (birth_date, day, &years, &months))
    return g_strdup ("");
  /* Translators: a child's age in full years and months */
  return g_strdup_printf (_ ("%d years %d months"), years, months);
}

const char *
enr_words_sex (EnrSex sex)
{
  switch (sex)
    {
    case ENR_SEX_MALE:
      return _ ("Boy");
    case ENR_SEX_FEMALE:
      return _ ("Girl");
    case ENR_SEX_UNKNOWN:
    default:
      return "";
    }
}

static const char *
care_hours_word (EnrCareHours hours)
{
  switch (hours)
    {
    case ENR_CARE_STANDARD:
      return _ ("Standard care hours");
    case ENR_CARE_SHORT:
      return _ ("Short care hours");
    case ENR_CARE_EDUCATION:
      return _ ("Education hours");
    case ENR_CARE_NONE:
    default:
      return "";
    }
}

char *
enr_words_dup_certification (EnrCertificationKind kind, EnrCareHours hours)
{
  const char *care = care_hours_word (hours);
  g_autofree char *number = NULL;

  if (kind == ENR_CERTIFICATION_NONE)
    return g_strdup (care);
  /* Translators: 1号, 2号 or 3号 */
  number = g_strdup_printf (_ ("Type %d"), kind);
  return *care != '\0' ? g_strconcat (number, " ", care, NULL) : g_steal_pointer (&number);
}

const char *
enr_words_contract (EnrCareContract contract)
{
  return contract == ENR_CONTRACT_MONTHLY ? C_ ("rule", "Monthly") : C_ ("rule", "Spot");
}

char *
enr_words_dup_birth_order (int birth_order)
{
  if (birth_order == 0)
    return g_strdup (_ ("Counted among the children here"));
  /* Translators: the first, second, ... child of a family: 第2子 */
  return g_strdup_printf (_ ("Child no. %d"), birth_order);
}

char *
enr_words_dup_terms (EnrCareContract contract, int birth_order, gboolean is_exempt)
{
  g_autofree char *order = birth_order > 0 ? enr_words_dup_birth_order (birth_order) : NULL;
  GString *text = g_string_new (enr_words_contract (contract));

  if (order != NULL)
    g_string_append_printf (text, "  %s", order);
  if (is_exempt)
    g_string_append_printf (text, "  %s", _ ("Exempt"));
  return g_string_free (text, FALSE);
}

char *
enr_words_dup_period (EnrDate first, EnrDate last)
{
  g_autofree char *from = enr_date_dup_era (first);
  g_autofree char *to = last != ENR_DATE_NONE ? enr_date_dup_era (last) : NULL;

  if (to == NULL)
    /* Translators: a period that has no end yet; %s is its first day */
    return g_strdup_printf (_ ("Since %s"), from);
  /* Translators: a period's first and last day */
  return g_strdup_printf (_ ("%s to %s"), from, to);
}

char *
enr_words_dup_class_age (int age)
{
  if (age < 0)
    return g_strdup (_ ("Mixed ages"));
  if (age > 5)
    return g_strdup (_ ("School age"));
  /* Translators: class age, 3歳児 */
  return g_strdup_printf (_ ("Age %d class"), age);
}

char *
enr_words_dup_instant (EnrInstant instant)
{
  EnrDate date = enr_instant_civil_date (instant);
  g_autofree char *day = enr_date_dup_era (date);
  char time[6];

  enr_minutes_format (enr_instant_minutes (instant, date), time);
  return g_strconcat (day, " ", time, NULL);
}

const char *
enr_words_absence_total (const char *total)
{
  if (g_strcmp0 (total, "sick") == 0)
    return _ ("Ill");
  if (g_strcmp0 (total, "suspension") == 0)
    return _ ("Suspension of attendance");
  if (g_strcmp0 (total, "bereavement") == 0)
    return _ ("Bereavement");
  if (g_strcmp0 (total, "unannounced") == 0)
    return _ ("No word");
  return _ ("Other absence");
}
