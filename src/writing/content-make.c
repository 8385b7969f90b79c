/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The whole of a plan or record as it stands: the order of its kind's sections, filled in.
 */
#include "config.h"

#include <string.h>

#include "nursery/child.h"
#include "nursery/facility.h"
#include "writing/writing-private.h"

guint
enr_writing_count_times (const EnrWriting *self, const EnrSection *grid)
{
  gsize length = strlen (grid->key);
  GHashTableIter iter;
  gpointer key, value;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->texts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const char *rest = (const char *) key + length;

      if (strncmp (key, grid->key, length) == 0 && *rest == '/'
          && *((EnrWritingText *) value)->text != '\0')
        n = MAX (n, (guint) g_ascii_strtoull (rest + 1, NULL, 10));
    }
  return MIN (n, ENR_GRID_MAX_TIMES);
}

static void
add_grid (EnrContent *content, const EnrWriting *writing, const EnrSection *grid)
{
  guint n_times = grid->rows == ENR_ROWS_TIMES ? enr_writing_count_times (writing, grid) : 0;
  g_auto (GStrv) rows = enr_grid_row_keys (grid->rows, n_times);

  for (guint r = 0; rows[r] != NULL; r++)
    for (guint c = 0; c < grid->columns->len; c++)
      {
        const EnrGridColumn *column = g_ptr_array_index (grid->columns, c);
        g_autofree char *key = g_strjoin ("/", grid->key, rows[r], column->key, NULL);

        enr_content_add (content, key, column->heading, enr_writing_get_text (writing, key));
      }
}

typedef struct
{
  const EnrWritingText *text;
  char *name;
  char *kana;
} ChildText;

static void
child_text_clear (ChildText *self)
{
  g_free (self->name);
  g_free (self->kana);
}

static int
compare_children (gconstpointer a, gconstpointer b)
{
  int order = strcmp (((const ChildText *) a)->kana, ((const ChildText *) b)->kana);

  return order != 0
             ? order
             : strcmp (((const ChildText *) a)->text->key, ((const ChildText *) b)->text->key);
}

static gboolean
add_children (EnrDb *db,
              EnrContent *content,
              const EnrWriting *writing,
              const EnrSection *section,
              GError **error)
{
  g_autoptr (GArray) children = g_array_new (FALSE, TRUE, sizeof (ChildText));
  gsize length = strlen (section->key);
  GHashTableIter iter;
  gpointer key, value;

  g_array_set_clear_func (children, (GDestroyNotify) child_text_clear);
  g_hash_table_iter_init (&iter, writing->texts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const EnrWritingText *text = value;
      g_autoptr (EnrChild) child = NULL;
      ChildText item = { text, NULL, NULL };

      if (strncmp (key, section->key, length) != 0 || ((const char *) key)[length] != '/'
          || *text->text == '\0')
        continue;
      child = enr_child_load (db, &text->child_id, error);
      if (child == NULL)
        return FALSE;
      item.name = enr_child_dup_name (child);
      item.kana = g_strjoin (" ", child->family_kana, child->given_kana, NULL);
      g_array_append_val (children, item);
    }
  g_array_sort (children, compare_children);
  for (guint i = 0; i < children->len; i++)
    {
      const ChildText *item = &g_array_index (children, ChildText, i);

      enr_content_add (content, item->text->key, item->name, item->text->text);
    }
  return TRUE;
}

static gboolean
add_section (EnrDb *db,
             EnrContent *content,
             const EnrWritingKind *kind,
             const EnrWriting *writing,
             const EnrSection *section,
             GError **error)
{
  switch (section->type)
    {
    case ENR_SECTION_GRID:
      add_grid (content, writing, section);
      return TRUE;
    case ENR_SECTION_CHILDREN:
      return add_children (db, content, writing, section, error);
    case ENR_SECTION_FACTS:
      return enr_writing_add_facts (db, kind, writing, section, content, error);
    case ENR_SECTION_TEXT:
    default:
      enr_content_add (content, section->key, section->heading,
                       enr_writing_get_text (writing, section->key));
      return TRUE;
    }
}

static void
set (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static gboolean
add_leftovers (EnrDb *db,
               EnrContent *content,
               const EnrWritingKind *kind,
               const EnrWriting *writing,
               GError **error)
{
  g_autoptr (EnrContent) leftovers = enr_writing_leftovers (db, kind, writing, error);

  for (guint i = 0; leftovers != NULL && i < leftovers->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (leftovers->items, i);

      enr_content_add (content, item->key, item->heading, item->text);
    }
  return leftovers != NULL;
}

EnrContent *
enr_writing_build_content (EnrDb *db,
                           const EnrWritingKind *kind,
                           const EnrWriting *writing,
                           GError **error)
{
  g_autoptr (EnrContent) content = enr_content_new ();
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);

  if (facility == NULL)
    return NULL;
  set (&content->kind, kind->key);
  set (&content->label, kind->label);
  set (&content->title, writing->title);
  set (&content->facility, facility->name);
  set (&content->class_name, writing->class_name);
  set (&content->child_name, writing->child_name);
  set (&content->writer, writing->writer);
  content->age = writing->age;
  content->first = writing->first;
  content->last = writing->last;
  content->revision = writing->revision;
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (enr_section_fits_age (section, writing->age)
          && !add_section (db, content, kind, writing, section, error))
        return NULL;
    }
  if (!add_leftovers (db, content, kind, writing, error))
    return NULL;
  return g_steal_pointer (&content);
}

EnrContent *
enr_writing_content (EnrDb *db, const EnrWritingKind *kind, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrWriting) writing = NULL;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  writing = enr_writing_load (db, id, error);
  return writing != NULL ? enr_writing_build_content (db, kind, writing, error) : NULL;
}
