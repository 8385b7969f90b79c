/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/month-words.h"

#include <glib/gi18n.h>

char *
enr_month_words_dup_charge_day (const EnrCharge *charge)
{
  if (charge->kind == ENR_CHARGE_MONTH)
    return g_strdup (C_ ("a charge for the whole month", "Monthly"));
  return enr_month_words_dup_day (charge->day);
}

char *
enr_month_words_dup_minutes (guint minutes)
{
  if (minutes < 60)
    return g_strdup_printf (ngettext ("%u minute", "%u minutes", minutes), minutes);
  /* Translators: hours and minutes */
  return g_strdup_printf (_ ("%u h %02u min"), minutes / 60, minutes % 60);
}

const char *
enr_month_words_state (EnrChargeState state)
{
  switch (state)
    {
    case ENR_CHARGE_CONFIRMED:
      return C_ ("state of a charge", "Confirmed");
    case ENR_CHARGE_ADJUSTED:
      return C_ ("state of a charge", "Adjusted");
    case ENR_CHARGE_EXCLUDED:
      return C_ ("state of a charge", "Not charged");
    case ENR_CHARGE_COMPUTED:
    default:
      return C_ ("state of a charge", "To decide");
    }
}

const char *
enr_month_words_state_class (EnrChargeState state)
{
  static const char *const classes[] = {
    [ENR_CHARGE_COMPUTED] = "mismatch",
    [ENR_CHARGE_CONFIRMED] = "present",
    [ENR_CHARGE_ADJUSTED] = "absent",
    [ENR_CHARGE_EXCLUDED] = "left",
  };

  return classes[state];
}
