/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/phrases-item.h"

#include <glib/gi18n.h>
#include <string.h>

struct _EnrPhrasesItem
{
  GObject parent_instance;

  EnrPhrase *phrase;
  EnrStyleWord *word;
  char *text;
  char *detail;
  const char *mark;
};

G_DEFINE_FINAL_TYPE (EnrPhrasesItem, enr_phrases_item, G_TYPE_OBJECT)

static void
enr_phrases_item_finalize (GObject *object)
{
  EnrPhrasesItem *self = ENR_PHRASES_ITEM (object);

  enr_phrase_free (self->phrase);
  enr_style_word_free (self->word);
  g_free (self->text);
  g_free (self->detail);

  G_OBJECT_CLASS (enr_phrases_item_parent_class)->finalize (object);
}

static void
enr_phrases_item_class_init (EnrPhrasesItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_phrases_item_finalize;
}

static void
enr_phrases_item_init (EnrPhrasesItem *self)
{
}

static char *
dup_ages (const EnrPhrase *phrase)
{
  if (phrase->age_first < 0)
    return g_strdup (_ ("all ages"));
  if (phrase->age_first == phrase->age_last)
    return g_strdup_printf (_ ("Class age %d"), phrase->age_first);
  /* Translators: class ages */
  return g_strdup_printf (_ ("Class ages %d to %d"), phrase->age_first, phrase->age_last);
}

/* In the order of the fiscal year. */
static char *
dup_months (const EnrPhrase *phrase)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (phrase->months == ENR_ALL_MONTHS)
    return g_strdup (_ ("all year"));
  for (guint i = 0; i < 12; i++)
    {
      guint month = (i + 3) % 12;

      if ((phrase->months & 1u << month) != 0)
        g_string_append_printf (text, "%s%u", text->len > 0 ? "・" : "", month + 1);
    }
  /* Translators: numbers of months: 4・5・6 */
  return g_strdup_printf (_ ("months %s"), text->str);
}

static char *
dup_detail (const EnrPhrase *phrase, GPtrArray *sections)
{
  g_autofree char *ages = dup_ages (phrase);
  g_autofree char *months = dup_months (phrase);
  GString *text = g_string_new (*phrase->section != '\0'
                                    ? enr_phrase_sections_label (sections, phrase->section)
                                    : _ ("all sections"));

  if (*phrase->domain != '\0')
    g_string_append_printf (text, "　%s", phrase->domain);
  g_string_append_printf (text, "　%s　%s", ages, months);
  if (phrase->uses > 0)
    {
      g_autofree char *uses
          = g_strdup_printf (ngettext ("used once", "used %u times", phrase->uses), phrase->uses);

      g_string_append_printf (text, "　%s", uses);
    }
  return g_string_free (text, FALSE);
}

EnrPhrasesItem *
enr_phrases_item_new_phrase (EnrPhrase *phrase, GPtrArray *sections)
{
  EnrPhrasesItem *self = g_object_new (ENR_TYPE_PHRASES_ITEM, NULL);

  self->phrase = phrase;
  self->text = g_strdup (phrase->text);
  self->detail = dup_detail (phrase, sections);
  /* Translators: a mark on a phrase of the starting set */
  self->mark = phrase->is_own ? "" : _ ("Starting set");
  return self;
}

EnrPhrasesItem *
enr_phrases_item_new_word (EnrStyleWord *word)
{
  EnrPhrasesItem *self = g_object_new (ENR_TYPE_PHRASES_ITEM, NULL);

  self->word = word;
  self->text = *word->better != '\0' ? g_strdup_printf ("%s → %s", word->word, word->better)
                                     : g_strdup (word->word);
  self->detail = g_strdup (*word->better != '\0' ? ""
                           : word->is_label      ? _ ("Write what the child did, and when.")
                                                 : _ ("Look whether there is a better word."));
  /* Translators: marks on words: one that says what a child is, and another way to write it */
  self->mark = word->is_label ? _ ("Labels a child") : _ ("Wording");
  return self;
}

const EnrPhrase *
enr_phrases_item_get_phrase (EnrPhrasesItem *self)
{
  return self->phrase;
}

const EnrStyleWord *
enr_phrases_item_get_word (EnrPhrasesItem *self)
{
  return self->word;
}

const char *
enr_phrases_item_get_text (EnrPhrasesItem *self)
{
  return self->text;
}

const char *
enr_phrases_item_get_detail (EnrPhrasesItem *self)
{
  return self->detail;
}

const char *
enr_phrases_item_get_mark (EnrPhrasesItem *self)
{
  return self->mark;
}

gboolean
enr_phrases_item_is_same (EnrPhrasesItem *self, EnrPhrasesItem *other)
{
  if (self->phrase != NULL
      && (other->phrase == NULL || !enr_uuid_equal (&self->phrase->id, &other->phrase->id)))
    return FALSE;
  if (self->word != NULL
      && (other->word == NULL || strcmp (self->word->word, other->word->word) != 0))
    return FALSE;
  return strcmp (self->text, other->text) == 0 && strcmp (self->detail, other->detail) == 0
         && strcmp (self->mark, other->mark) == 0;
}
