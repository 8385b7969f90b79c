/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/found-item.h"

#include <string.h>

#include "base/text.h"

struct _EnrFoundItem
{
  GObject parent_instance;

  /* Owned */
  EnrFound *found;
  EnrWritingKinds *kinds;
  char *text;

  const EnrWritingKind *kind; /* or NULL */
};

G_DEFINE_FINAL_TYPE (EnrFoundItem, enr_found_item, G_TYPE_OBJECT)

static void
enr_found_item_finalize (GObject *object)
{
  EnrFoundItem *self = ENR_FOUND_ITEM (object);

  g_clear_pointer (&self->found, enr_found_free);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_free (self->text);

  G_OBJECT_CLASS (enr_found_item_parent_class)->finalize (object);
}

static void
enr_found_item_class_init (EnrFoundItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_found_item_finalize;
}

static void
enr_found_item_init (EnrFoundItem *self)
{
}

EnrFoundItem *
enr_found_item_new (EnrFound *found, EnrWritingKinds *kinds, const char *text)
{
  EnrFoundItem *self = g_object_new (ENR_TYPE_FOUND_ITEM, NULL);

  self->found = found;
  self->kinds = enr_writing_kinds_ref (kinds);
  self->kind = enr_writing_kinds_find (kinds, found->kind, NULL);
  self->text = g_strdup (text);
  return self;
}

const EnrUuid *
enr_found_item_get_id (EnrFoundItem *self)
{
  g_return_val_if_fail (ENR_IS_FOUND_ITEM (self), NULL);

  return &self->found->id;
}

const char *
enr_found_item_get_label (EnrFoundItem *self)
{
  g_return_val_if_fail (ENR_IS_FOUND_ITEM (self), NULL);

  return self->kind != NULL ? self->kind->label : self->found->kind;
}

char *
enr_found_item_dup_period (EnrFoundItem *self)
{
  EnrDate first, last;

  g_return_val_if_fail (ENR_IS_FOUND_ITEM (self), NULL);

  if (self->kind == NULL || self->kind->period == ENR_PERIOD_STAY)
    return enr_date_dup_era (self->found->first);
  enr_writing_period_of (self->kind->period, self->found->first, &first, &last);
  return enr_writing_period_dup_text (self->kind->period, first, last);
}

char *
enr_found_item_dup_whose (EnrFoundItem *self)
{
  const EnrFound *found;

  g_return_val_if_fail (ENR_IS_FOUND_ITEM (self), NULL);

  found = self->found;
  return g_strdup_printf ("%s%s%s", found->class_name,
                          *found->class_name != '\0' && *found->child_name != '\0' ? "  " : "",
                          found->child_name);
}

const char *
enr_found_item_get_heading (EnrFoundItem *self)
{
  const EnrSection *section;

  g_return_val_if_fail (ENR_IS_FOUND_ITEM (self), NULL);

  section = self->kind != NULL && *self->found->key != '\0'
                ? enr_writing_kind_find_section (self->kind, self->found->key)
                : NULL;
  return section != NULL ? section->heading : "";
}

/* How many bytes of @text are the word, whatever width and kana they have; 0 where it does not
 * stand there.
 */
static gsize
match_word (const char *text, const char *word)
{
  g_autofree char *rest = enr_text_search_key (text);

  if (!g_str_has_prefix (rest, word))
    return 0;
  for (const char *end = text; *end != '\0';)
    {
      g_autofree char *part = NULL;
      g_autofree char *key = NULL;

      end = g_utf8_next_char (end);
      part = g_strndup (text, (gsize) (end - text));
      key = enr_text_search_key (part);
      if (g_str_has_prefix (key, word))
        return (gsize) (end - text);
    }
  return 0;
}

/* The words in the form that is compared. */
static GStrv
split_words (const char *text)
{
  g_autofree char *tidy = enr_text_tidy (text);
  g_auto (GStrv) words = g_strsplit (tidy, " ", -1);
  GStrvBuilder *builder = g_strv_builder_new ();
  GStrv keys;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *key = enr_text_search_key (words[i]);

      if (*key != '\0')
        g_strv_builder_add (builder, key);
    }
  keys = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return keys;
}

char *
enr_found_dup_markup (const char *excerpt, const char *text)
{
  g_auto (GStrv) words = split_words (text);
  GString *markup = g_string_new (NULL);

  for (const char *p = excerpt; *p != '\0';)
    {
      gsize length = 0;
      g_autofree char *part = NULL;
      g_autofree char *escaped = NULL;

      for (guint i = 0; words[i] != NULL && !g_unichar_isspace (g_utf8_get_char (p)); i++)
        length = MAX (length, match_word (p, words[i]));
      part = g_strndup (p, length > 0 ? length : (gsize) (g_utf8_next_char (p) - p));
      escaped = g_markup_escape_text (part, -1);
      g_string_append_printf (markup, length > 0 ? "<b>%s</b>" : "%s", escaped);
      p += strlen (part);
    }
  return g_string_free (markup, FALSE);
}

char *
enr_found_item_dup_markup (EnrFoundItem *self)
{
  g_return_val_if_fail (ENR_IS_FOUND_ITEM (self), NULL);

  return enr_found_dup_markup (self->found->excerpt, self->text);
}
