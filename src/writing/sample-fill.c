/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What stands in the sample nursery's plans and records.
 */
#include "config.h"

#include "writing/sample-private.h"

#include <string.h>

/* Whoever came that day: nothing is written about a child that was not there. */
ENR_SQL (SQL_CAME,
         "SELECT 1 FROM stamp WHERE child_id = :child AND day BETWEEN :first AND :last LIMIT 1");

#define SATURDAY_ROW 5 /* of a week's table */

typedef struct
{
  EnrSampleMaker *maker;
  const EnrShelfPlace *place;
  int month;
  GArray *changes;
  GPtrArray *keys; /* owned by the changes' time */
} Filling;

static void
add_text (Filling *self, char *key, const char *text, const EnrUuid *child_id)
{
  EnrTextChange change = { .key = key, .text = text };

  g_ptr_array_add (self->keys, key);
  if (child_id != NULL)
    change.child_id = *child_id;
  g_array_append_val (self->changes, change);
}

/* A sentence of the bank that fits, another one each time; NULL where there is none. */
static const char *
find_phrase (EnrSampleMaker *maker, const char *section, int age, int month)
{
  const EnrPhraseQuery query = { section, age, month, "" };
  guint n = maker->phrases->len;

  for (guint i = 0; i < n; i++)
    {
      const EnrPhrase *phrase = g_ptr_array_index (maker->phrases, (maker->turn + i) % n);

      if (strcmp (phrase->section, section) == 0 && enr_phrase_score (phrase, &query) > 0)
        {
          maker->turn += i + 1;
          return phrase->text;
        }
    }
  return NULL;
}

static const char *
title_of (const Filling *self)
{
  return self->place->title != NULL ? self->place->title : "";
}

static const char *
find_text (const Filling *self, const char *key, int month)
{
  return enr_sample_texts_find (self->maker->texts, self->place->kind->key, title_of (self), key,
                                self->place->age, month, self->maker->turn++);
}

/* For a section that must not be blank some sentence that fits the age. */
static const char *
choose_text (const Filling *self, const EnrSection *section)
{
  const char *const others[] = { section->key, "aims", "observed", "support", "notes" };
  const char *text = find_text (self, section->key, self->month);
  guint n = section->is_required ? G_N_ELEMENTS (others) : 1;

  for (guint i = 0; text == NULL && i < n; i++)
    text = find_phrase (self->maker, others[i], self->place->age, self->month);
  return text;
}

/* Of terms the month with which each begins: April, July, October and January. */
static int
month_of_row (const Filling *self, const EnrSection *grid, guint row)
{
  return grid->rows == ENR_ROWS_TERMS ? (int) (3 + 3 * row) % 12 + 1 : self->month;
}

/* A record says nothing of Saturdays, when the classes are together, and of days to come. */
static gboolean
is_written (const Filling *self, const EnrSection *grid, guint row)
{
  return self->place->kind->is_plan || grid->rows != ENR_ROWS_WEEKDAYS
         || (row < SATURDAY_ROW && self->place->first + (EnrDate) row <= self->maker->until);
}

static char *
dup_weather (EnrDate day)
{
  static const int degrees[12] = { 7, 8, 12, 17, 21, 24, 28, 30, 26, 20, 15, 9 };
  static const char *const skies[]
      = { "晴", "晴", "くもり", "晴", "晴", "雨", "くもり", "晴", "晴", "くもりのち晴" };
  int month;

  enr_date_split (day, NULL, &month, NULL);
  return g_strdup_printf ("%s %d℃", skies[(guint) (day * 7 / 3) % G_N_ELEMENTS (skies)],
                          degrees[month - 1] + (int) (day % 5) - 2);
}

static void
add_weather (Filling *self, char *key, EnrDate day)
{
  char *weather = dup_weather (day);

  /* Kept with the keys: both are needed until the texts are saved. */
  g_ptr_array_add (self->keys, weather);
  add_text (self, key, weather, NULL);
}

/* The bank has sentences for "domain-health" where a table has a column "domains/health". */
static const char *
find_cell_phrase (Filling *self,
                  const EnrSection *grid,
                  const char *column,
                  gboolean is_first,
                  int month)
{
  gsize length = strlen (grid->key);
  g_autofree char *one
      = g_strndup (grid->key, length - (length > 0 && grid->key[length - 1] == 's'));
  g_autofree char *section = g_strjoin ("-", one, column, NULL);
  const char *text = find_phrase (self->maker, section, self->place->age, month);

  if (text == NULL)
    text = find_phrase (self->maker, column, self->place->age, month);
  /* Something stands in the first column, so that a table that is required is written. */
  return text == NULL && is_first ? find_phrase (self->maker, "aims", self->place->age, month)
                                  : text;
}

static void
fill_cell (Filling *self, const EnrSection *grid, const char *row_key, guint row, guint index)
{
  const char *column = ((const EnrGridColumn *) g_ptr_array_index (grid->columns, index))->key;
  g_autofree char *of_column = g_strjoin ("/", grid->key, column, NULL);
  g_autofree char *key = g_strjoin ("/", grid->key, row_key, column, NULL);
  int month = month_of_row (self, grid, row);
  const char *text;

  if (strcmp (column, "weather") == 0)
    {
      add_weather (self, g_steal_pointer (&key), self->place->first + (EnrDate) row);
      return;
    }
  /* A text of that row's own; otherwise another one in each row, and the same for all of its
   * columns. */
  text = enr_sample_texts_find (self->maker->texts, self->place->kind->key, title_of (self), key,
                                -1, self->month, 0);
  if (text == NULL && grid->rows != ENR_ROWS_TIMES)
    text = enr_sample_texts_find (self->maker->texts, self->place->kind->key, "", of_column,
                                  self->place->age, month, self->maker->n_places + row);
  if (text == NULL && grid->rows != ENR_ROWS_TIMES)
    text = find_cell_phrase (self, grid, column, index == 0, month);
  if (text != NULL)
    add_text (self, g_steal_pointer (&key), text, NULL);
}

static void
fill_grid (Filling *self, const EnrSection *grid)
{
  g_auto (GStrv) rows = enr_grid_row_keys (grid->rows, ENR_GRID_MAX_TIMES);

  for (guint row = 0; rows[row] != NULL; row++)
    for (guint i = 0; is_written (self, grid, row) && i < grid->columns->len; i++)
      fill_cell (self, grid, rows[row], row, i);
}

static gboolean
came (const Filling *self, const EnrUuid *child_id, gboolean *is_there, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (self->maker->db, SQL_CAME);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":first", self->place->first);
  enr_bind_date (&st, ":last", self->place->last);
  rc = enr_stmt_step (&st, error);
  *is_there = rc > 0;
  return rc >= 0;
}

/* About one or two children of the class, and not the same ones every day. */
static gboolean
fill_children (Filling *self, const EnrSection *section, GError **error)
{
  EnrSampleMaker *maker = self->maker;
  const GArray *members = g_hash_table_lookup (maker->members, &self->place->class_id);
  guint wanted = maker->n_places % 3;
  guint start = maker->turn;

  for (guint i = 0; members != NULL && wanted > 0 && i < members->len; i++)
    {
      const EnrUuid *child_id = &g_array_index (members, EnrUuid, (start + i) % members->len);
      char id[ENR_UUID_STRING_LENGTH];
      const char *text;
      gboolean is_there;

      if (!came (self, child_id, &is_there, error))
        return FALSE;
      text = is_there ? find_text (self, section->key, self->month) : NULL;
      if (text == NULL)
        continue;
      enr_uuid_format (child_id, id);
      add_text (self, g_strjoin ("/", section->key, id, NULL), text, child_id);
      wanted--;
    }
  return TRUE;
}

static gboolean
fill_section (Filling *self, const EnrSection *section, GError **error)
{
  const char *text;

  switch (section->type)
    {
    case ENR_SECTION_GRID:
      fill_grid (self, section);
      return TRUE;
    case ENR_SECTION_CHILDREN:
      return self->place->kind->is_plan || fill_children (self, section, error);
    case ENR_SECTION_FACTS:
      return TRUE;
    case ENR_SECTION_TEXT:
    default:
      if (strcmp (section->key, "weather") == 0)
        {
          add_weather (self, g_strdup (section->key), self->place->first);
          return TRUE;
        }
      text = choose_text (self, section);
      if (text != NULL)
        add_text (self, g_strdup (section->key), text, NULL);
      return TRUE;
    }
}

gboolean
enr_sample_fill (EnrSampleMaker *self,
                 const EnrShelfPlace *place,
                 const EnrUuid *id,
                 gboolean after,
                 GError **error)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, TRUE, sizeof (EnrTextChange));
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  Filling filling = { self, place, 1, changes, keys };

  enr_date_split (place->first, NULL, &filling.month, NULL);
  for (guint i = 0; i < place->kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (place->kind->sections, i);

      if (section->is_after == after && enr_section_fits_age (section, place->age)
          && !fill_section (&filling, section, error))
        return FALSE;
    }
  return enr_writing_save_in_txn (self->db, place->kind, id,
                                  (const EnrTextChange *) (gconstpointer) changes->data,
                                  changes->len, error);
}
