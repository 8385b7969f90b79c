/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The monthly figures by name.
 */
#include "config.h"

#include "statistics/monthly.h"

static void
figure_clear (gpointer data)
{
  g_free (((EnrFigure *) data)->name);
}

static void
add (GArray *figures, char *name, gint64 value)
{
  EnrFigure figure = { name, value };

  g_array_append_val (figures, figure);
}

/* PREFIX/all, and PREFIX/AGE where there is something. */
static void
add_ages (GArray *figures, const char *prefix, const guint counts[ENR_STAFFING_AGES])
{
  for (guint age = 0; age < ENR_STAFFING_AGES; age++)
    if (counts[age] > 0)
      add (figures, g_strdup_printf ("%s/%u", prefix, age), counts[age]);
  add (figures, g_strdup_printf ("%s/all", prefix), enr_statistics_sum (counts));
}

static void
add_lines (GArray *figures, const EnrMonthlyStatistics *self)
{
  static const struct
  {
    const char *name;
    gsize offset;
  } fields[] = {
    { "enrolled_first", G_STRUCT_OFFSET (EnrAgeLine, enrolled_first) },
    { "enrolled_all", G_STRUCT_OFFSET (EnrAgeLine, enrolled_all) },
    { "enrolled_days", G_STRUCT_OFFSET (EnrAgeLine, enrolled_days) },
    { "present", G_STRUCT_OFFSET (EnrAgeLine, present) },
    { "late", G_STRUCT_OFFSET (EnrAgeLine, late) },
    { "early", G_STRUCT_OFFSET (EnrAgeLine, early) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      guint counts[ENR_STAFFING_AGES];

      for (guint age = 0; age < ENR_STAFFING_AGES; age++)
        counts[age] = G_STRUCT_MEMBER (guint, &self->ages[age], fields[i].offset);
      add_ages (figures, fields[i].name, counts);
    }
}

static void
add_care (GArray *figures, const char *prefix, const EnrCareCounts counts)
{
  for (guint kind = 0; kind < ENR_STATISTICS_CERTIFICATIONS; kind++)
    for (guint hours = 0; hours < ENR_STATISTICS_CARE_HOURS; hours++)
      {
        const char *key = enr_care_hours_key (hours);
        g_autofree char *name
            = g_strdup_printf ("%s/%u/%s", prefix, kind, *key != '\0' ? key : "none");

        if (enr_statistics_sum (counts[kind][hours]) > 0)
          add_ages (figures, name, counts[kind][hours]);
      }
}

GArray *
enr_monthly_statistics_figures (const EnrMonthlyStatistics *self)
{
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (EnrFigure));

  g_array_set_clear_func (figures, figure_clear);
  add (figures, g_strdup ("open_days"), self->open_days);
  if (self->rate >= 0)
    add (figures, g_strdup ("rate"), self->rate);
  add_lines (figures, self);
  for (guint i = 0; i < self->absences->len; i++)
    {
      const EnrAbsenceLine *line = &g_array_index (self->absences, EnrAbsenceLine, i);
      g_autofree char *name = g_strdup_printf ("absent/%s", line->key);

      add_ages (figures, name, line->days);
    }
  add_care (figures, "first", self->on_first);
  add_care (figures, "days", self->days);
  for (guint i = 0; i < self->meals->len; i++)
    {
      const EnrMealLine *line = &g_array_index (self->meals, EnrMealLine, i);
      g_autofree char *name = g_strdup_printf ("meal/%s", line->name);

      add_ages (figures, name, line->children);
    }
  for (guint i = 0; i < self->bands->len; i++)
    {
      const EnrBandLine *line = &g_array_index (self->bands, EnrBandLine, i);

      add (figures, g_strdup_printf ("band/%s/children", line->label), line->children);
      add (figures, g_strdup_printf ("band/%s/minutes", line->label), line->minutes);
      add (figures, g_strdup_printf ("band/%s/amount", line->label), line->amount);
    }
  add (figures, g_strdup ("required/former"), self->need[ENR_RATIOS_FORMER].required);
  add (figures, g_strdup ("required/present"), self->need[ENR_RATIOS_PRESENT].required);
  return figures;
}
