/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Texts that their form has no place for (any more): a nursery takes a section out of its
 * description, and what was written there is still a record.
 */
#include "config.h"

#include <string.h>

#include "base/text.h"
#include "nursery/child.h"
#include "writing/writing-private.h"

static gboolean
has_place (const EnrWritingKind *kind, const EnrWriting *writing, const char *key)
{
  const EnrSection *section = enr_writing_kind_find_section (kind, key);

  return section != NULL && enr_section_fits_age (section, writing->age)
         && enr_section_has_key (section, key);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const EnrWritingText *const *) a)->key,
                 (*(const EnrWritingText *const *) b)->key);
}

/* (element-type EnrWritingText), borrowed */
static GPtrArray *
find_texts (const EnrWritingKind *kind, const EnrWriting *writing)
{
  GPtrArray *texts = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, writing->texts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const EnrWritingText *text = value;

      if (!enr_text_is_blank (text->text) && !has_place (kind, writing, text->key))
        g_ptr_array_add (texts, value);
    }
  g_ptr_array_sort (texts, compare_keys);
  return texts;
}

/* The heading as it was when the text was last submitted, or NULL. */
static const char *
find_frozen (const EnrContent *frozen, const char *key)
{
  for (guint i = 0; frozen != NULL && i < frozen->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (frozen->items, i);

      if (strcmp (item->key, key) == 0 && *item->heading != '\0')
        return item->heading;
    }
  return NULL;
}

/* "曜日ごとの計画 月 主な活動" */
static char *
dup_cell_heading (const EnrSection *grid, const char *key, const char *column)
{
  g_auto (GStrv) parts = g_strsplit (key, "/", 3);
  g_autofree char *row = NULL;

  if (g_strv_length (parts) != 3)
    return g_strdup (column != NULL ? column : grid->heading);
  row = g_strdelimit (g_strdup (enr_grid_row_label (grid->rows, parts[1])), "\n", ' ');
  for (guint i = 0; column == NULL && i < grid->columns->len; i++)
    {
      const EnrGridColumn *own = g_ptr_array_index (grid->columns, i);

      if (strcmp (own->key, parts[2]) == 0)
        column = own->heading;
    }
  return g_strjoin (" ", grid->heading, *row != '\0' ? row : parts[1],
                    column != NULL ? column : parts[2], NULL);
}

/* The section that a text was written in: the kind's own, where it is for other ages only; the one
 * of the description that it replaces; or what is left of the section. */
static const EnrSection *
find_section (const EnrWritingKind *kind, const char *key)
{
  const EnrSection *own = enr_writing_kind_find_section (kind, key);
  const EnrSection *original
      = kind->original != NULL ? enr_writing_kind_find_section (kind->original, key) : NULL;

  if (own != NULL && (original == NULL || enr_section_has_key (own, key)))
    return own;
  return original;
}

/* What a text is called: as its section is; else as it was called when it was frozen; at last by
 * its key. */
static char *
dup_heading (EnrDb *db,
             const EnrWritingKind *kind,
             const EnrContent *frozen,
             const EnrWritingText *text,
             GError **error)
{
  const EnrSection *section = find_section (kind, text->key);
  const char *called = find_frozen (frozen, text->key);
  g_autoptr (EnrChild) child = NULL;
  g_autofree char *name = NULL;

  if (!enr_uuid_is_none (&text->child_id))
    {
      child = enr_child_load (db, &text->child_id, error);
      if (child == NULL)
        return NULL;
      name = enr_child_dup_name (child);
      return section != NULL ? g_strjoin (" ", section->heading, name, NULL)
                             : g_steal_pointer (&name);
    }
  if (section != NULL && section->type == ENR_SECTION_GRID)
    return dup_cell_heading (section, text->key, called);
  if (called != NULL)
    return g_strdup (called);
  return g_strdup (section != NULL ? section->heading : text->key);
}

EnrContent *
enr_writing_leftovers (EnrDb *db,
                       const EnrWritingKind *kind,
                       const EnrWriting *writing,
                       GError **error)
{
  g_autoptr (EnrContent) leftovers = enr_content_new ();
  g_autoptr (GPtrArray) texts = find_texts (kind, writing);
  g_autoptr (EnrContent) frozen = NULL;

  if (texts->len > 0 && writing->version > 0)
    {
      frozen = enr_writing_load_version (db, &writing->id, writing->version, error);
      if (frozen == NULL)
        return NULL;
    }
  for (guint i = 0; i < texts->len; i++)
    {
      const EnrWritingText *text = g_ptr_array_index (texts, i);
      g_autofree char *heading = dup_heading (db, kind, frozen, text, error);

      if (heading == NULL)
        return NULL;
      enr_content_add (leftovers, text->key, heading, text->text);
    }
  return g_steal_pointer (&leftovers);
}
