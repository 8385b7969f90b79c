/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The lists that a form lets people choose from in a cell (Data > Validity). A value that such a
 * list does not have goes into the cell all the same, for a program may write what a hand could not
 * type; but the city's own checks would stumble over it, so the report says it.
 */
#include "config.h"

#include <string.h>

#include "sheets/grid-private.h"

/* Areas of one sheet that have lists; forms have a few. */
#define MAX_AREAS 2000

void
enr_sheet_misfit_free (EnrSheetMisfit *misfit)
{
  g_free (misfit->sheet);
  g_free (misfit->cell);
  g_free (misfit->value);
  g_strfreev (misfit->allowed);
  g_free (misfit);
}

/* A part of a list, without the blanks around it that both programs leave out. */
static void
add_choice (GPtrArray *choices, const char *text, gsize length)
{
  g_autofree char *choice = g_strstrip (g_strndup (text, length));

  if (*choice != '\0')
    g_ptr_array_add (choices, g_steal_pointer (&choice));
}

guint
enr_book_keep_choices (EnrBook *book, char **choices)
{
  if (choices == NULL)
    return 0;
  g_ptr_array_add (book->choices, choices);

  return book->choices->len;
}

char **
enr_choices_from_xlsx (const char *formula)
{
  const gsize length = strlen (formula);
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) parts = NULL;
  g_autofree char *inner = NULL;

  if (length < 2 || formula[0] != '"' || formula[length - 1] != '"')
    return NULL;
  inner = g_strndup (formula + 1, length - 2);
  parts = g_strsplit (inner, ",", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autoptr (GString) part = g_string_new (parts[i]);

      g_string_replace (part, "\"\"", "\"", 0);
      add_choice (choices, part->str, part->len);
    }
  if (choices->len == 0)
    return NULL;
  g_ptr_array_add (choices, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&choices), FALSE);
}

/* One choice of cell-content-is-in-list() that is written out: "病" or 5. Returns where the next
 * one or the closing parenthesis is; NULL where it is a reference or a formula. */
static const char *
read_ods_choice (GPtrArray *choices, const char *at)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (*at == ' ')
    at++;
  if (*at != '"')
    {
      const gsize length = strspn (at, "0123456789.-+");

      if (length == 0)
        return NULL;
      add_choice (choices, at, length);
      return at + length;
    }
  for (at++; *at != '\0'; at++)
    {
      if (*at == '"' && at[1] != '"')
        break;
      if (*at == '"')
        at++;
      g_string_append_c (text, *at);
    }
  add_choice (choices, text->str, text->len);

  return (*at == '"') ? at + 1 : NULL;
}

char **
enr_choices_from_ods (const char *condition)
{
  static const char function[] = "cell-content-is-in-list(";
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func (g_free);
  const char *at = strstr (condition, function);

  if (at == NULL)
    return NULL;
  at += strlen (function);
  do
    {
      at = read_ods_choice (choices, at);
      while (at != NULL && *at == ' ')
        at++;
    }
  while (at != NULL && *at++ == ';');
  if (at == NULL || at[-1] != ')' || choices->len == 0)
    return NULL;
  g_ptr_array_add (choices, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&choices), FALSE);
}

void
enr_grid_add_choices (EnrGrid *grid, const char *places, guint choices)
{
  g_auto (GStrv) each = g_strsplit_set (places, " \t\r\n", -1);

  for (guint i = 0; choices != 0 && each[i] != NULL && grid->choice_areas->len < MAX_AREAS; i++)
    {
      EnrChoiceArea area = { .choices = choices };

      if (enr_area_parse (each[i], strlen (each[i]), &area.area))
        g_array_append_val (grid->choice_areas, area);
    }
}

/* The list of a cell; 0 for none. */
static guint
find_choices (const EnrGrid *grid, guint row, guint col)
{
  const EnrCell *cell = enr_grid_cell (grid, row, col);

  if (cell != NULL && cell->choices != 0)
    return cell->choices;
  for (guint i = 0; i < grid->choice_areas->len; i++)
    {
      const EnrChoiceArea *found = &g_array_index (grid->choice_areas, EnrChoiceArea, i);

      if (row - found->area.row < found->area.n_rows && col - found->area.col < found->area.n_cols)
        return found->choices;
    }

  return 0;
}

static gboolean
is_choice (const char *const *allowed, const EnrPut *put, const char *text)
{
  for (guint i = 0; allowed[i] != NULL; i++)
    {
      char *end;

      if (strcmp (allowed[i], text) == 0)
        return TRUE;
      if (put->rich == NULL && put->value.type == ENR_SHEET_NUMBER
          && g_ascii_strtod (allowed[i], &end) == put->value.number && *end == '\0')
        return TRUE;
    }

  return FALSE;
}

/* Counts a value that is in the report already, else adds it. */
static void
report_misfit (EnrFill *fill,
               GHashTable *known,
               const EnrGrid *grid,
               const EnrPut *put,
               const char *text,
               guint choices,
               char **allowed)
{
  char *key = g_strdup_printf ("%u/%s", choices, text);
  EnrSheetMisfit *misfit = g_hash_table_lookup (known, key);

  if (misfit == NULL)
    {
      misfit = g_new0 (EnrSheetMisfit, 1);
      misfit->sheet = g_strdup (grid->name);
      misfit->cell = enr_cell_name (put->row, put->col);
      misfit->value = g_strdup (text);
      misfit->allowed = g_strdupv (allowed);
      g_ptr_array_add (fill->misfits, misfit);
    }
  misfit->n_cells++;
  g_hash_table_replace (known, key, misfit);
}

void
enr_book_check_choices (EnrFill *fill, const EnrBook *book)
{
  for (guint g = 0; g < book->grids->len; g++)
    {
      const EnrGrid *grid = g_ptr_array_index (book->grids, g);
      g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint i = 0; i < grid->puts->len; i++)
        {
          const EnrPut *put = &g_array_index (grid->puts, EnrPut, i);
          const guint choices = find_choices (grid, put->row, put->col);
          const EnrSheetType type = enr_put_type (book, grid, put);
          g_autofree char *text = NULL;
          char **allowed;

          /* A date or a time has no one way to be written in a list. */
          if (choices == 0 || type == ENR_SHEET_DATE || type == ENR_SHEET_TIME)
            continue;
          allowed = g_ptr_array_index (book->choices, choices - 1);
          text = g_strstrip (enr_put_dup_text (book, put));
          if (*text != '\0' && !is_choice ((const char *const *) allowed, put, text))
            report_misfit (fill, known, grid, put, text, choices, allowed);
        }
    }
}
