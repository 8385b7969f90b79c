/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/kind.h"

#include <string.h>

#include "base/uuid.h"

/* clang-format off */
G_DEFINE_QUARK (enr-writing-error-quark, enr_writing_error)
/* clang-format on */

const EnrSection *
enr_writing_kind_find_section (const EnrWritingKind *self, const char *key)
{
  gsize length = strcspn (key, "/");

  for (guint i = 0; i < self->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (self->sections, i);

      if (strlen (section->key) == length && strncmp (section->key, key, length) == 0)
        return section;
    }
  return NULL;
}

gboolean
enr_section_fits_age (const EnrSection *self, int age)
{
  return self->age_first < 0 || age < 0 || (age >= self->age_first && age <= self->age_last);
}

/* Whether a grid has that "/ROW/COLUMN". */
gboolean
enr_section_is_observed (const EnrSection *self, const char *key)
{
  const char *column = strrchr (key, '/');

  if (self->is_after || self->is_observed || self->type == ENR_SECTION_CHILDREN)
    return TRUE;
  for (guint i = 0; column != NULL && i < self->columns->len; i++)
    {
      const EnrGridColumn *other = g_ptr_array_index (self->columns, i);

      if (other->is_observed && strcmp (other->key, column + 1) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_cell (const EnrSection *grid, const char *rest)
{
  g_auto (GStrv) parts = g_strsplit (rest, "/", 4);
  g_auto (GStrv) rows = enr_grid_row_keys (grid->rows, ENR_GRID_MAX_TIMES);

  if (g_strv_length (parts) != 3 || !g_strv_contains ((const char *const *) rows, parts[1]))
    return FALSE;
  for (guint i = 0; i < grid->columns->len; i++)
    if (strcmp (((EnrGridColumn *) g_ptr_array_index (grid->columns, i))->key, parts[2]) == 0)
      return TRUE;
  return FALSE;
}

gboolean
enr_section_has_key (const EnrSection *self, const char *key)
{
  gsize length = strlen (self->key);
  const char *rest = key + length;
  EnrUuid id;

  if (strncmp (key, self->key, length) != 0)
    return FALSE;
  switch (self->type)
    {
    case ENR_SECTION_TEXT:
      return *rest == '\0';
    case ENR_SECTION_GRID:
      return *rest == '/' && has_cell (self, rest);
    case ENR_SECTION_CHILDREN:
      return *rest == '/' && enr_uuid_parse (rest + 1, &id);
    case ENR_SECTION_FACTS:
    default:
      return FALSE;
    }
}

gboolean
enr_writing_kind_has_after (const EnrWritingKind *self)
{
  for (guint i = 0; i < self->sections->len; i++)
    if (((EnrSection *) g_ptr_array_index (self->sections, i))->is_after)
      return TRUE;
  return FALSE;
}

gboolean
enr_writing_kind_has_chief (const EnrWritingKind *self)
{
  for (guint i = 0; i < self->boxes->len; i++)
    if (((EnrApprovalBox *) g_ptr_array_index (self->boxes, i))->step == ENR_BOX_CHIEF)
      return TRUE;
  return FALSE;
}

static const struct
{
  const char *key;
  const char *label;
} weekdays[] = { { "mon", "月" }, { "tue", "火" }, { "wed", "水" },
                 { "thu", "木" }, { "fri", "金" }, { "sat", "土" } },
  terms[] = { { "term1", "1期\n4～6月" },
              { "term2", "2期\n7～9月" },
              { "term3", "3期\n10～12月" },
              { "term4", "4期\n1～3月" } };

GStrv
enr_grid_row_keys (EnrGridRows rows, guint n_times)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  GStrv keys;

  switch (rows)
    {
    case ENR_ROWS_WEEKDAYS:
      for (guint i = 0; i < G_N_ELEMENTS (weekdays); i++)
        g_strv_builder_add (builder, weekdays[i].key);
      break;
    case ENR_ROWS_TERMS:
      for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
        g_strv_builder_add (builder, terms[i].key);
      break;
    case ENR_ROWS_TIMES:
    default:
      for (guint i = 1; i <= n_times; i++)
        {
          char key[12];

          g_snprintf (key, sizeof key, "%02u", i);
          g_strv_builder_add (builder, key);
        }
      break;
    }
  keys = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return keys;
}

const char *
enr_grid_row_label (EnrGridRows rows, const char *row_key)
{
  for (guint i = 0; rows == ENR_ROWS_WEEKDAYS && i < G_N_ELEMENTS (weekdays); i++)
    if (strcmp (weekdays[i].key, row_key) == 0)
      return weekdays[i].label;
  for (guint i = 0; rows == ENR_ROWS_TERMS && i < G_N_ELEMENTS (terms); i++)
    if (strcmp (terms[i].key, row_key) == 0)
      return terms[i].label;
  return "";
}

static void
term_of (EnrDate day, EnrDate *first, EnrDate *last)
{
  int year, month;

  enr_date_split (day, &year, &month, NULL);
  *first = enr_date_new (year, (month - 1) / 3 * 3 + 1, 1);
  *last = enr_date_month_start (*first, 3) - 1;
}

void
enr_writing_period_of (EnrWritingPeriod period, EnrDate day, EnrDate *first, EnrDate *last)
{
  int fiscal_year = enr_fiscal_year (day);

  switch (period)
    {
    case ENR_PERIOD_YEAR:
      *first = enr_fiscal_year_first (fiscal_year);
      *last = enr_fiscal_year_last (fiscal_year);
      break;
    case ENR_PERIOD_TERM:
      term_of (day, first, last);
      break;
    case ENR_PERIOD_MONTH:
      *first = enr_date_month_start (day, 0);
      *last = enr_date_month_start (day, 1) - 1;
      break;
    case ENR_PERIOD_WEEK:
      *first = day - ((int) enr_date_weekday (day) + 6) % 7;
      *last = *first + 6;
      *first = MAX (*first, enr_fiscal_year_first (fiscal_year));
      *last = MIN (*last, enr_fiscal_year_last (fiscal_year));
      break;
    case ENR_PERIOD_DAY:
    case ENR_PERIOD_EVENT:
    case ENR_PERIOD_STAY:
    default:
      *first = *last = day;
      break;
    }
}

char *
enr_writing_period_dup_text (EnrWritingPeriod period, EnrDate first, EnrDate last)
{
  g_autofree char *begin = NULL;
  g_autofree char *end = NULL;
  int first_year, first_month, last_year, last_month, day;

  switch (period)
    {
    case ENR_PERIOD_YEAR:
      return enr_fiscal_year_dup_era (enr_fiscal_year (first));
    case ENR_PERIOD_MONTH:
      return enr_date_dup_era_month (first);
    case ENR_PERIOD_TERM:
      begin = enr_date_dup_era_month (first);
      enr_date_split (last, NULL, &last_month, NULL);
      return g_strdup_printf ("%s～%d月", begin, last_month);
    case ENR_PERIOD_WEEK:
      begin = enr_date_dup_era (first);
      if (first == last)
        return g_steal_pointer (&begin);
      enr_date_split (first, &first_year, &first_month, NULL);
      enr_date_split (last, &last_year, &last_month, &day);
      if (first_year != last_year)
        {
          end = enr_date_dup_era (last);
          return g_strdup_printf ("%s～%s", begin, end);
        }
      return first_month != last_month ? g_strdup_printf ("%s～%d月%d日", begin, last_month, day)
                                       : g_strdup_printf ("%s～%d日", begin, day);
    case ENR_PERIOD_STAY:
      return g_strdup ("");
    case ENR_PERIOD_DAY:
    case ENR_PERIOD_EVENT:
    default:
      return enr_date_dup_era_weekday (first);
    }
}
