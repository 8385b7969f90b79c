/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "month/month-private.h"

#include <string.h>

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

typedef struct
{
  char *label;
  gboolean *has_used; /* by child */
  guint minutes;
  gint64 amount;
} Line;

static void
line_free (gpointer data)
{
  Line *self = data;

  g_free (self->label);
  g_free (self->has_used);
  g_free (self);
}

/* The place of a band on papers. */
static guint
band_position (const char *label)
{
  for (guint i = 0; i < G_N_ELEMENTS (bands); i++)
    if (g_str_has_prefix (label, bands[i].label))
      return i;
  return G_N_ELEMENTS (bands);
}

static int
compare_labels (const char *a, const char *b)
{
  int order = (int) band_position (a) - (int) band_position (b);

  return order != 0 ? order : strcmp (a, b);
}

/* NULL for a step that is no band. Who stays through one evening band into the next (夜間) is in
 * both: the later one is called by the time from which it is charged, which the nursery has chosen.
 */
static char *
dup_label (const GArray *parts, const EnrWorkingPart *part)
{
  const char *label = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bands); i++)
    if (part->kind == bands[i].kind)
      label = bands[i].label;
  for (guint i = 0; part->kind == ENR_PART_AFTER && i < parts->len; i++)
    {
      const EnrWorkingPart *other = &g_array_index (parts, EnrWorkingPart, i);
      char time[6];

      if (other->kind == ENR_PART_AFTER && other->from < part->from)
        return g_strdup_printf ("%s（%sから）", label, enr_minutes_format (part->bound, time));
    }
  return g_strdup (label);
}

static Line *
get_line (GPtrArray *lines, const char *label, guint n_children)
{
  Line *line;

  for (guint i = 0; i < lines->len; i++)
    {
      line = g_ptr_array_index (lines, i);
      if (g_str_equal (line->label, label))
        return line;
    }
  line = g_new0 (Line, 1);
  line->label = g_strdup (label);
  line->has_used = g_new0 (gboolean, n_children);
  g_ptr_array_add (lines, line);
  return line;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return compare_labels ((*(Line *const *) a)->label, (*(Line *const *) b)->label);
}

/* Each band has what its units cost. Caps, reductions, added minutes and what people decided are of
 * the whole charge: the difference stands on a line of its own, so that the sum is the bill's. */
void
enr_month_add_bands (EnrMonthlyStatistics *statistics, const EnrCareMonth *care)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  guint n_children = care->attendance->children->len;
  gint64 rest = care->total;

  for (guint i = 0; i < care->charges->len; i++)
    {
      const EnrCharge *charge = &g_array_index (care->charges, EnrCharge, i);
      g_autoptr (GArray) parts = enr_working_decode (charge->parts);

      for (guint p = 0; p < parts->len; p++)
        {
          const EnrWorkingPart *part = &g_array_index (parts, EnrWorkingPart, p);
          g_autofree char *label = dup_label (parts, part);
          Line *line = label != NULL ? get_line (lines, label, n_children) : NULL;

          if (line == NULL)
            continue;
          line->minutes += part->minutes;
          line->amount += part->amount;
          line->has_used[charge->child] = TRUE;
          rest -= part->amount;
        }
    }
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = g_ptr_array_index (lines, i);
      guint children = 0;

      for (guint k = 0; k < n_children; k++)
        children += line->has_used[k];
      enr_monthly_statistics_add_band (statistics, line->label, children, line->minutes,
                                       line->amount);
    }
  if (rest != 0)
    enr_monthly_statistics_add_band (statistics, "上限・減免・調整", 0, 0, rest);
}

static int
compare_bands (gconstpointer a, gconstpointer b)
{
  return compare_labels (((const EnrBandLine *) a)->label, ((const EnrBandLine *) b)->label);
}

void
enr_month_sort_bands (EnrMonthlyStatistics *statistics)
{
  g_array_sort (statistics->bands, compare_bands);
}
