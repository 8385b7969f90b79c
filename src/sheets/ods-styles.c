/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Which cell styles of an ODS have lines and which show dates. Styles inherit.
 */
#include "config.h"

#include <string.h>

#include "sheets/ods-private.h"

#define MAX_PARENTS 16

typedef struct
{
  guint index; /* of book->styles */
  char *parent;
  char *format;
  gboolean has_lines; /* says something of lines itself */
  gboolean sides;
  gboolean below;
} Style;

struct _EnrOdsStyles
{
  EnrBook *book;
  GHashTable *styles;  /* name -> Style */
  GPtrArray *in_order; /* borrowed */
  GHashTable *dates;   /* names of formats */
  GHashTable *times;
  Style *open;
};

static void
style_free (gpointer data)
{
  Style *style = data;

  g_free (style->parent);
  g_free (style->format);
  g_free (style);
}

EnrOdsStyles *
enr_ods_styles_new (EnrBook *book)
{
  EnrOdsStyles *self = g_new0 (EnrOdsStyles, 1);

  self->book = book;
  self->styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, style_free);
  self->in_order = g_ptr_array_new ();
  self->dates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
enr_ods_styles_free (EnrOdsStyles *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->styles);
  g_ptr_array_unref (self->in_order);
  g_hash_table_unref (self->dates);
  g_hash_table_unref (self->times);
  g_free (self);
}

static gboolean
has_line (const EnrElement *element, const char *name, gboolean *is_said)
{
  gsize length;
  const char *value = enr_element_get (element, ENR_NS_FO, name, &length);

  if (value == NULL)
    return FALSE;
  *is_said = TRUE;

  return !(length == 4 && memcmp (value, "none", 4) == 0);
}

void
enr_ods_styles_start (EnrOdsStyles *self, const EnrElement *element)
{
  char *name;

  if (strcmp (element->name, "date-style") == 0 || strcmp (element->name, "time-style") == 0)
    {
      name = enr_element_dup (element, ENR_NS_STYLE, "name");
      if (name != NULL)
        g_hash_table_add ((element->name[0] == 'd') ? self->dates : self->times, name);
    }
  else if (enr_element_is (element, ENR_NS_STYLE, "style"))
    {
      self->open = NULL;
      name = enr_element_dup (element, ENR_NS_STYLE, "name");
      if (name == NULL || !enr_element_equals (element, ENR_NS_STYLE, "family", "table-cell")
          || g_hash_table_contains (self->styles, name))
        {
          g_free (name);
          return;
        }
      self->open = g_new0 (Style, 1);
      self->open->index = self->book->styles->len;
      self->open->parent = enr_element_dup (element, ENR_NS_STYLE, "parent-style-name");
      self->open->format = enr_element_dup (element, ENR_NS_STYLE, "data-style-name");
      g_array_set_size (self->book->styles, self->open->index + 1);
      g_hash_table_insert (self->styles, name, self->open);
      g_ptr_array_add (self->in_order, self->open);
    }
  else if (self->open != NULL && enr_element_is (element, ENR_NS_STYLE, "table-cell-properties"))
    {
      Style *style = self->open;
      gboolean all = has_line (element, "border", &style->has_lines);

      style->sides = has_line (element, "border-left", &style->has_lines)
                     | has_line (element, "border-right", &style->has_lines) | all;
      style->below = has_line (element, "border-bottom", &style->has_lines) | all;
    }
}

void
enr_ods_styles_end (EnrOdsStyles *self, const EnrElement *element)
{
  if (enr_element_is (element, ENR_NS_STYLE, "style"))
    self->open = NULL;
}

guint
enr_ods_styles_find (EnrOdsStyles *self, const char *name, gsize length)
{
  g_autofree char *key = g_strndup (name, length);
  const Style *style = g_hash_table_lookup (self->styles, key);

  return (style != NULL) ? style->index : ENR_NO_STYLE;
}

void
enr_ods_styles_finish (EnrOdsStyles *self)
{
  for (guint i = 0; i < self->in_order->len; i++)
    {
      const Style *style = g_ptr_array_index (self->in_order, i);
      EnrCellStyle *found = &g_array_index (self->book->styles, EnrCellStyle, style->index);
      const char *format = NULL;
      gboolean has_lines = FALSE;

      /* The nearest one that says something counts. */
      for (guint n = 0; style != NULL && n < MAX_PARENTS; n++)
        {
          if (!has_lines && style->has_lines)
            {
              has_lines = TRUE;
              found->has_sides = style->sides;
              found->has_below = style->below;
            }
          if (format == NULL)
            format = style->format;
          style
              = (style->parent != NULL) ? g_hash_table_lookup (self->styles, style->parent) : NULL;
        }
      found->shows_date = format != NULL && g_hash_table_contains (self->dates, format);
      found->shows_time = format != NULL && g_hash_table_contains (self->times, format);
    }
}
