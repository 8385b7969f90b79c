/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The monthly figures by name.
 */
#include "config.h"

#include "statistics/monthly.h"

#include <string.h>

static void
figure_clear (gpointer data)
{
  g_free (((EnrFigure *) data)->name);
}

GArray *
enr_figures_new (void)
{
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (EnrFigure));

  g_array_set_clear_func (figures, figure_clear);
  return figures;
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

static void
add_lines (GArray *figures, const EnrMonthlyStatistics *self)
{
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
  GArray *figures = enr_figures_new ();

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

/*
 * And back
 */

/* What stands between the first and the last stroke of a name: "absent/ill/3" is "ill". */
static char *
dup_middle (const char *name, const char *last)
{
  const char *first = strchr (name, '/');

  return first < last ? g_strndup (first + 1, last - first - 1) : g_strdup ("");
}

/* 0 to 6, or -1: sums follow from the ages. */
static int
read_age (const char *last)
{
  return last[1] >= '0' && last[1] < '0' + ENR_STAFFING_AGES && last[2] == '\0' ? last[1] - '0'
                                                                                : -1;
}

static guint *
find_absence (EnrMonthlyStatistics *self, GArray *known, const char *key)
{
  EnrAbsenceLine line = { NULL, NULL, { 0 } };

  for (guint i = 0; i < self->absences->len; i++)
    {
      EnrAbsenceLine *there = &g_array_index (self->absences, EnrAbsenceLine, i);

      if (g_str_equal (there->key, key))
        return there->days;
    }
  line.key = line.label = g_string_chunk_insert (self->strings, key);
  for (guint i = 0; i < known->len; i++)
    if (g_str_equal (g_array_index (known, EnrAbsenceLine, i).key, key))
      line.label = g_array_index (known, EnrAbsenceLine, i).label;
  g_array_append_val (self->absences, line);
  return g_array_index (self->absences, EnrAbsenceLine, self->absences->len - 1).days;
}

static guint *
find_meal (EnrMonthlyStatistics *self, const char *name)
{
  EnrMealLine line = { enr_uuid_none, NULL, ENR_MINUTES_NONE, { 0 } };

  for (guint i = 0; i < self->meals->len; i++)
    {
      EnrMealLine *there = &g_array_index (self->meals, EnrMealLine, i);

      if (g_str_equal (there->name, name))
        return there->children;
    }
  line.name = g_string_chunk_insert (self->strings, name);
  g_array_append_val (self->meals, line);
  return g_array_index (self->meals, EnrMealLine, self->meals->len - 1).children;
}

/* "2/standard": the counts of a certification. */
static guint *
find_care (EnrCareCounts counts, const char *middle)
{
  guint kind = (guint) (middle[0] - '0');
  EnrCareHours hours;

  if (kind >= ENR_STATISTICS_CERTIFICATIONS || middle[1] != '/')
    return NULL;
  hours = g_str_equal (middle + 2, "none") ? ENR_CARE_NONE : enr_care_hours_from_key (middle + 2);
  return counts[kind][hours];
}

static void
set_band (EnrMonthlyStatistics *self, const char *label, const char *what, gint64 value)
{
  EnrBandLine *line = NULL;

  for (guint i = 0; i < self->bands->len && line == NULL; i++)
    if (g_str_equal (g_array_index (self->bands, EnrBandLine, i).label, label))
      line = &g_array_index (self->bands, EnrBandLine, i);
  if (line == NULL)
    {
      enr_monthly_statistics_add_band (self, label, 0, 0, 0);
      line = &g_array_index (self->bands, EnrBandLine, self->bands->len - 1);
    }
  if (g_str_equal (what, "children"))
    line->children = (guint) value;
  else if (g_str_equal (what, "minutes"))
    line->minutes = (guint) value;
  else
    line->amount = value;
}

static void
set_by_age (EnrMonthlyStatistics *self, GArray *absences, const EnrFigure *figure, const char *last)
{
  g_autofree char *middle = dup_middle (figure->name, last);
  int age = read_age (last);
  guint *counts = NULL;

  if (g_str_has_prefix (figure->name, "absent/"))
    counts = find_absence (self, absences, middle);
  else if (g_str_has_prefix (figure->name, "meal/"))
    counts = find_meal (self, middle);
  else if (g_str_has_prefix (figure->name, "first/"))
    counts = find_care (self->on_first, middle);
  else if (g_str_has_prefix (figure->name, "days/"))
    counts = find_care (self->days, middle);
  if (age < 0)
    return;
  if (counts != NULL)
    counts[age] = (guint) figure->value;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strlen (fields[i].name) == (gsize) (last - figure->name)
        && g_str_has_prefix (figure->name, fields[i].name))
      G_STRUCT_MEMBER (guint, &self->ages[age], fields[i].offset) = (guint) figure->value;
}

static void
set_figure (EnrMonthlyStatistics *self, GArray *absences, const EnrFigure *figure)
{
  const char *last = strrchr (figure->name, '/');

  if (g_str_equal (figure->name, "open_days"))
    self->open_days = (guint) figure->value;
  else if (g_str_equal (figure->name, "rate"))
    self->rate = (int) figure->value;
  else if (g_str_equal (figure->name, "required/former"))
    self->need[ENR_RATIOS_FORMER].required = (guint) figure->value;
  else if (g_str_equal (figure->name, "required/present"))
    self->need[ENR_RATIOS_PRESENT].required = (guint) figure->value;
  else if (last != NULL && g_str_has_prefix (figure->name, "band/"))
    {
      g_autofree char *label = dup_middle (figure->name, last);

      set_band (self, label, last + 1, figure->value);
    }
  else if (last != NULL)
    set_by_age (self, absences, figure, last);
}

void
enr_monthly_statistics_set_figures (EnrMonthlyStatistics *self, const GArray *figures)
{
  g_autoptr (GArray) absences = g_steal_pointer (&self->absences);

  self->absences = g_array_new (FALSE, FALSE, sizeof (EnrAbsenceLine));
  g_array_set_size (self->meals, 0);
  g_array_set_size (self->bands, 0);
  memset (self->ages, 0, sizeof self->ages);
  memset (self->on_first, 0, sizeof self->on_first);
  memset (self->days, 0, sizeof self->days);
  memset (self->need, 0, sizeof self->need);
  self->open_days = 0;
  self->rate = -1;
  /* In the order that the nursery has its kinds of absence in. */
  for (guint i = 0; i < absences->len; i++)
    {
      const char *key = g_array_index (absences, EnrAbsenceLine, i).key;
      g_autofree char *name = g_strdup_printf ("absent/%s/all", key);

      for (guint k = 0; k < figures->len; k++)
        if (g_str_equal (g_array_index (figures, EnrFigure, k).name, name))
          find_absence (self, absences, key);
    }
  for (guint i = 0; i < figures->len; i++)
    set_figure (self, absences, &g_array_index (figures, EnrFigure, i));
}
