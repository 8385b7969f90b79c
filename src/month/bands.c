/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "month/month-private.h"

static const char *
band_label (EnrPartKind kind)
{
  switch (kind)
    {
    case ENR_PART_BEFORE:
      return "早朝";
    case ENR_PART_AFTER:
      return "延長";
    case ENR_PART_STAY:
    default:
      return "利用時間超過";
    }
}

/* Papers are Japanese, and so are these labels: they are frozen with the figures. A charge's yen
 * are not split among its bands where a cap or a reduction came after, so the amount stands on a
 * line of its own. */
void
enr_month_add_bands (EnrMonthlyStatistics *statistics, const EnrCareMonth *care)
{
  static const EnrPartKind kinds[] = { ENR_PART_BEFORE, ENR_PART_AFTER, ENR_PART_STAY };
  guint n_children = care->attendance->children->len;
  guint all = 0;
  guint all_minutes = 0;
  g_autofree gboolean *has_any = g_new0 (gboolean, MAX (1, n_children));

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      g_autofree gboolean *has_used = g_new0 (gboolean, MAX (1, n_children));
      guint children = 0;
      guint minutes = 0;

      for (guint i = 0; i < care->charges->len; i++)
        {
          const EnrCharge *charge = &g_array_index (care->charges, EnrCharge, i);
          g_autoptr (GArray) parts = enr_working_decode (charge->parts);

          for (guint p = 0; p < parts->len; p++)
            {
              const EnrWorkingPart *part = &g_array_index (parts, EnrWorkingPart, p);

              if (part->kind != kinds[k])
                continue;
              minutes += part->minutes;
              has_used[charge->child] = has_any[charge->child] = TRUE;
            }
        }
      for (guint i = 0; i < n_children; i++)
        children += has_used[i];
      all_minutes += minutes;
      if (children > 0)
        enr_monthly_statistics_add_band (statistics, band_label (kinds[k]), children, minutes, 0);
    }
  for (guint i = 0; i < n_children; i++)
    all += has_any[i];
  enr_monthly_statistics_add_band (statistics, "計", all, all_minutes, care->total);
}
