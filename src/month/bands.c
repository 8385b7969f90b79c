/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "month/month-private.h"

/* Papers are Japanese, and so are these labels: they are frozen with the figures. */
static const struct
{
  EnrPartKind kind;
  const char *label;
} bands[] = {
  { ENR_PART_BEFORE, "早朝" },
  { ENR_PART_AFTER, "延長" },
  { ENR_PART_STAY, "利用時間の超過" },
  { ENR_PART_MONTHLY, "月極" },
};

/* Each band has what its units cost. Caps, reductions, added minutes and what people decided are of
 * the whole charge: the difference stands on a line of its own, so that the sum is the bill's. */
void
enr_month_add_bands (EnrMonthlyStatistics *statistics, const EnrCareMonth *care)
{
  guint n_children = care->attendance->children->len;
  gint64 rest = care->total;

  for (guint k = 0; k < G_N_ELEMENTS (bands); k++)
    {
      g_autofree gboolean *has_used = g_new0 (gboolean, MAX (1, n_children));
      guint children = 0;
      guint minutes = 0;
      gint64 amount = 0;

      for (guint i = 0; i < care->charges->len; i++)
        {
          const EnrCharge *charge = &g_array_index (care->charges, EnrCharge, i);
          g_autoptr (GArray) parts = enr_working_decode (charge->parts);

          for (guint p = 0; p < parts->len; p++)
            {
              const EnrWorkingPart *part = &g_array_index (parts, EnrWorkingPart, p);

              if (part->kind != bands[k].kind)
                continue;
              minutes += part->minutes;
              amount += part->amount;
              has_used[charge->child] = TRUE;
            }
        }
      for (guint i = 0; i < n_children; i++)
        children += has_used[i];
      rest -= amount;
      if (children > 0)
        enr_monthly_statistics_add_band (statistics, bands[k].label, children, minutes, amount);
    }
  if (rest != 0)
    enr_monthly_statistics_add_band (statistics, "上限・減免・調整", 0, 0, rest);
}

static guint
band_position (const char *label)
{
  for (guint i = 0; i < G_N_ELEMENTS (bands); i++)
    if (g_str_equal (bands[i].label, label))
      return i;
  return G_N_ELEMENTS (bands);
}

static int
compare_bands (gconstpointer a, gconstpointer b)
{
  return (int) band_position (((const EnrBandLine *) a)->label)
         - (int) band_position (((const EnrBandLine *) b)->label);
}

void
enr_month_sort_bands (EnrMonthlyStatistics *statistics)
{
  g_array_sort (statistics->bands, compare_bands);
}
