/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/label.h"

#include <string.h>

#include "base/text.h"

/* The column of a time line that says when. */
#define TIME "time"
/* SECTION/ROW/COLUMN */
#define N_CELL_PARTS 3

static gboolean
is_number (const char *row)
{
  return *row != '\0' && strspn (row, "0123456789") == strlen (row);
}

/* A line of a time line goes by its time; the time itself by the line's number. */
static char *
dup_time (const EnrContent *content, char *const *parts)
{
  g_autofree char *key = g_strjoin ("/", parts[0], parts[1], TIME, NULL);
  const char *time = strcmp (parts[2], TIME) != 0 ? enr_content_get_text (content, key) : "";

  if (!enr_text_is_blank (time))
    return enr_text_tidy (time);
  return g_strdup_printf ("%d", (int) g_ascii_strtoll (parts[1], NULL, 10));
}

/* "月", "1期（4～6月）", "9:30"; "" where nobody knows. */
static char *
dup_row (const EnrContent *content, const EnrSection *grid, char *const *parts)
{
  const char *label = "";

  if (grid != NULL ? grid->rows == ENR_ROWS_TIMES : is_number (parts[1]))
    return dup_time (content, parts);
  if (grid == NULL || grid->rows == ENR_ROWS_WEEKDAYS)
    label = enr_grid_row_label (ENR_ROWS_WEEKDAYS, parts[1]);
  if (*label == '\0' && (grid == NULL || grid->rows == ENR_ROWS_TERMS))
    label = enr_grid_row_label (ENR_ROWS_TERMS, parts[1]);
  return g_strdelimit (g_strdup (label), "\n", ' ');
}

/* What the form has no place for any more is called by its whole label already: the rest of it
 * behind the section and the row, or NULL. */
static const char *
skip_whole (const char *heading, const EnrSection *section, const char *row)
{
  g_autofree char *start = g_strconcat (section->heading, " ", row, *row != '\0' ? " " : "", NULL);

  return g_str_has_prefix (heading, start) ? heading + strlen (start) : NULL;
}

/* Of a table that the form has no more; its name is lost but there. */
static gboolean
names_row (const char *heading, const char *row)
{
  g_autofree char *inside = g_strconcat (" ", row, " ", NULL);

  return strstr (heading, inside) != NULL;
}

static char *
dup_cell_place (const EnrContent *content, const EnrSection *grid, const EnrContentItem *item)
{
  g_auto (GStrv) parts = g_strsplit (item->key, "/", N_CELL_PARTS);
  g_autofree char *row = dup_row (content, grid, parts);
  const char *stored = is_number (parts[1]) ? parts[1] : row;
  const char *column = item->heading;

  if (*row == '\0' || (grid == NULL && names_row (item->heading, stored)))
    return g_strdup (item->heading);
  if (grid != NULL)
    {
      const char *rest = skip_whole (item->heading, grid, stored);

      column = rest != NULL ? rest : column;
    }
  return *column != '\0' ? g_strjoin (" ", row, column, NULL) : g_steal_pointer (&row);
}

/* The section that the key is one of, as it is now; NULL where the key has another shape by now. */
static const EnrSection *
find_section (const EnrWritingKind *kind, const EnrContentItem *item, gboolean *is_cell)
{
  const EnrSection *section = kind != NULL ? enr_writing_kind_find_section (kind, item->key) : NULL;
  g_auto (GStrv) parts = g_strsplit (item->key, "/", N_CELL_PARTS);

  *is_cell = g_strv_length (parts) == N_CELL_PARTS;
  if (section == NULL || *is_cell != (section->type == ENR_SECTION_GRID))
    return NULL;
  return section;
}

char *
enr_writing_dup_place (const EnrWritingKind *kind,
                       const EnrContent *content,
                       const EnrContentItem *item)
{
  gboolean is_cell;
  const EnrSection *section = find_section (kind, item, &is_cell);
  const char *rest;

  if (is_cell)
    return dup_cell_place (content, section, item);
  if (section == NULL || section->type == ENR_SECTION_TEXT)
    return g_strdup ("");
  rest = skip_whole (item->heading, section, "");
  return g_strdup (rest != NULL ? rest : item->heading);
}

char *
enr_writing_dup_label (const EnrWritingKind *kind,
                       const EnrContent *content,
                       const EnrContentItem *item)
{
  gboolean is_cell;
  const EnrSection *section = find_section (kind, item, &is_cell);
  g_autofree char *place = enr_writing_dup_place (kind, content, item);

  if (section != NULL && *place != '\0')
    return g_strjoin (" ", section->heading, place, NULL);
  if (*place != '\0')
    return g_steal_pointer (&place);
  return g_strdup (*item->heading == '\0' && section != NULL ? section->heading : item->heading);
}
