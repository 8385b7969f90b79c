/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "writing/phrase-section.h"

#include <string.h>

/* Calls @func with each section in which people write, kind by kind. */
typedef void (*SectionFunc) (const EnrWritingKind *kind, const EnrSection *section, gpointer data);

static void
for_each (const EnrWritingKinds *kinds, SectionFunc func, gpointer data)
{
  for (guint i = 0; i < enr_writing_kinds_get_n (kinds); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (kinds, i);

      for (guint k = 0; k < kind->sections->len; k++)
        {
          const EnrSection *section = g_ptr_array_index (kind->sections, k);

          if (section->type != ENR_SECTION_FACTS)
            func (kind, section, data);
        }
    }
}

static void
section_free (gpointer data)
{
  EnrPhraseSection *section = data;

  g_free (section->key);
  g_free (section->label);
  g_free (section->kinds);
  g_free (section);
}

/* What parents read is no kind of plan or record. */
static void
add_notebook (GPtrArray *sections)
{
  EnrPhraseSection *section = g_new0 (EnrPhraseSection, 1);

  section->key = g_strdup (ENR_PHRASE_NOTEBOOK);
  section->label = g_strdup ("連絡帳");
  section->kinds = g_strdup ("連絡帳");
  g_ptr_array_add (sections, section);
}

static void
collect (const EnrWritingKind *kind, const EnrSection *section, gpointer data)
{
  GPtrArray *sections = data;
  guint position = enr_phrase_sections_find (sections, section->key);
  EnrPhraseSection *found;

  if (position == G_MAXUINT)
    {
      found = g_new0 (EnrPhraseSection, 1);
      found->key = g_strdup (section->key);
      found->kinds = g_strdup (kind->label);
      g_ptr_array_add (sections, found);
    }
  else
    {
      g_autofree char *before = NULL;

      found = g_ptr_array_index (sections, position);
      before = found->kinds;
      found->kinds = g_strdup_printf ("%s、%s", before, kind->label);
    }
}

/* What is counted of the headings of one section. */
typedef struct
{
  const char *key;
  GHashTable *counts;  /* heading to number */
  const char *heading; /* the best until now */
  guint n;
} Headings;

static void
count (const EnrWritingKind *kind, const EnrSection *section, gpointer data)
{
  Headings *headings = data;
  guint n;

  if (strcmp (section->key, headings->key) != 0)
    return;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (headings->counts, section->heading)) + 1;
  g_hash_table_insert (headings->counts, section->heading, GUINT_TO_POINTER (n));
  if (headings->heading == NULL || n > headings->n
      || (n == headings->n
          && g_utf8_strlen (section->heading, -1) < g_utf8_strlen (headings->heading, -1)))
    {
      headings->heading = section->heading;
      headings->n = n;
    }
}

GPtrArray *
enr_phrase_sections_new (const EnrWritingKinds *kinds)
{
  GPtrArray *sections = g_ptr_array_new_with_free_func (section_free);
  g_autoptr (GHashTable) labels = g_hash_table_new (g_str_hash, g_str_equal);

  for_each (kinds, collect, sections);
  for (guint i = 0; i < sections->len; i++)
    {
      EnrPhraseSection *section = g_ptr_array_index (sections, i);
      g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
      Headings headings = { section->key, counts, NULL, 0 };

      for_each (kinds, count, &headings);
      section->label = g_hash_table_contains (labels, headings.heading)
                           ? g_strdup_printf ("%s（%s）", headings.heading, section->key)
                           : g_strdup (headings.heading);
      g_hash_table_add (labels, section->label);
    }
  add_notebook (sections);
  return sections;
}

guint
enr_phrase_sections_find (GPtrArray *sections, const char *key)
{
  for (guint i = 0; i < sections->len; i++)
    if (strcmp (((EnrPhraseSection *) g_ptr_array_index (sections, i))->key, key) == 0)
      return i;
  return G_MAXUINT;
}

const char *
enr_phrase_sections_label (GPtrArray *sections, const char *key)
{
  guint position = enr_phrase_sections_find (sections, key);

  return position != G_MAXUINT
             ? ((EnrPhraseSection *) g_ptr_array_index (sections, position))->label
             : key;
}

/* Whose heading a word is. */
typedef struct
{
  const char *word;
  const char *key;
  gboolean is_of_several;
} Heading;

static void
compare_heading (const EnrWritingKind *kind, const EnrSection *section, gpointer data)
{
  Heading *heading = data;

  if (strcmp (section->heading, heading->word) != 0)
    return;
  heading->is_of_several |= heading->key != NULL && strcmp (heading->key, section->key) != 0;
  heading->key = section->key;
}

const char *
enr_phrase_sections_key (GPtrArray *sections, const EnrWritingKinds *kinds, const char *word)
{
  Heading heading = { word, NULL, FALSE };

  for (guint i = 0; i < sections->len; i++)
    {
      const EnrPhraseSection *section = g_ptr_array_index (sections, i);

      if (strcmp (section->label, word) == 0 || strcmp (section->key, word) == 0)
        return section->key;
    }
  for_each (kinds, compare_heading, &heading);
  if (heading.key != NULL && !heading.is_of_several)
    return heading.key;
  /* Keys are of these signs only (kind-read.c). */
  return strspn (word, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (word) ? word : NULL;
}
