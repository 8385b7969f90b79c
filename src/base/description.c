/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reads a description by the table of its format. Everything that is not in the table is refused
 * with its place, because the reader of the message is a person at a nursery with an editor open.
 */
#include "config.h"
#include "base/description.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  guint element;
  int place; /* where it begins */
} OpenElement;

/* Places are bytes of the content. */
struct _EnrDescription
{
  const EnrDescriptionFormat *format;
  const char *path;
  const char *content; /* without a byte order mark */
  gsize length;
  gpointer data;
  GMarkupParseContext *context;
  int place; /* where the current tag begins; at the end the root's */
  guint depth;
  EnrAttributeValue values[ENR_DESCRIPTION_MAX_ATTRIBUTES];

  int *line_starts; /* byte of every line's begin */
  guint n_lines;
  OpenElement *stack; /* as many as the rules: an element stands in its own parent alone */
  guint *counts;      /* of each element, in the open parent */
};

/* The byte where the tag begins that GMarkup has just read: it tells only where it ends. */
static int
find_tag (const EnrDescription *self)
{
  int line, column;
  const char *p;

  g_assert (self->length > 0);
  g_markup_parse_context_get_position (self->context, &line, &column);
  line = CLAMP (line, 1, (int) self->n_lines);
  /* GMarkup's columns count bytes, and behind the first line the line feed too. */
  p = self->content
      + MIN ((gsize) (self->line_starts[line - 1] + MAX (column, 1) - 1), self->length - 1);
  /* So the context is at the tag's '>' or a little behind it; inside a tag no '<' may stand. */
  while (p > self->content && *p != '>')
    p--;
  while (p > self->content && *p != '<')
    p--;
  return (int) (p - self->content);
}

/* The byte where an attribute of the current tag begins. */
static int
find_attribute (const EnrDescription *self, const char *name)
{
  const char *end = self->content + self->length;
  gsize length = strlen (name);
  char quote = '\0';

  for (const char *p = self->content + self->place;
       p + length + 1 < end && (quote != '\0' || *p != '>'); p++)
    {
      if (quote != '\0')
        {
          if (*p == quote)
            quote = '\0';
        }
      else if (*p == '"' || *p == '\'')
        {
          quote = *p;
        }
      else if (g_ascii_isspace (*p) && strncmp (p + 1, name, length) == 0
               && (p[1 + length] == '=' || g_ascii_isspace (p[1 + length])))
        {
          return (int) (p + 1 - self->content);
        }
    }
  return self->place;
}

static guint
count_attributes (const EnrElementRule *rule)
{
  guint n = 0;

  while (n < ENR_DESCRIPTION_MAX_ATTRIBUTES && rule->attributes[n].name != NULL)
    n++;
  return n;
}

static char *
dup_children (const EnrDescription *self, guint parent)
{
  const EnrElementRule *rules = self->format->rules;
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < self->format->n_rules; i++)
    if (rules[i].parent == parent)
      g_string_append_printf (names, "%s<%s>", names->len > 0 ? ", " : "", rules[i].name);
  return g_string_free (names, FALSE);
}

static char *
dup_attributes (const EnrElementRule *rule)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < count_attributes (rule); i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", rule->attributes[i].name);
  if (names->len == 0)
    g_string_append (names, _ ("none"));
  return g_string_free (names, FALSE);
}

static gboolean
parse_number (const char *text, double *number)
{
  char *end = NULL;

  if (!g_ascii_isdigit (text[text[0] == '-']))
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*number) && strchr (text, 'x') == NULL;
}

static gboolean
parse_ages (const char *text, int *first, int *last)
{
  if (g_ascii_isdigit (text[0]) && text[1] == '\0')
    *first = *last = text[0] - '0';
  else if (g_ascii_isdigit (text[0]) && text[1] == '-' && g_ascii_isdigit (text[2])
           && text[3] == '\0')
    *first = text[0] - '0', *last = text[2] - '0';
  else
    return FALSE;
  return *first <= *last && *last <= 6;
}

static gboolean
check_value (EnrDescription *self,
             const EnrAttributeRule *rule,
             EnrAttributeValue *value,
             GError **error)
{
  g_auto (GStrv) choices = NULL;
  g_autofree char *list = NULL;

  switch (rule->type)
    {
    case ENR_ATTRIBUTE_TEXT:
      return TRUE;
    case ENR_ATTRIBUTE_NUMBER:
    case ENR_ATTRIBUTE_INTEGER:
      if (parse_number (value->value, &value->number) && value->number >= rule->minimum
          && value->number <= rule->maximum
          && (rule->type == ENR_ATTRIBUTE_NUMBER || floor (value->number) == value->number))
        return TRUE;
      return enr_description_refuse (
          self, value->place, error,
          rule->type == ENR_ATTRIBUTE_INTEGER
              /* Translators: an attribute's name, its value, smallest and largest. */
              ? _ ("%s=\"%s\" must be a whole number from %g to %g.")
              : _ ("%s=\"%s\" must be a number from %g to %g."),
          rule->name, value->value, rule->minimum, rule->maximum);
    case ENR_ATTRIBUTE_CHOICE:
      choices = g_strsplit (rule->choices, "|", -1);
      for (guint i = 0; choices[i] != NULL; i++)
        if (strcmp (choices[i], value->value) == 0)
          {
            value->number = i;
            return TRUE;
          }
      list = g_strjoinv (", ", choices);
      return enr_description_refuse (
          self, value->place, error,
          /* Translators: an attribute's name, its value, the allowed words. */
          _ ("%s=\"%s\" is not known. Allowed: %s."), rule->name, value->value, list);
    case ENR_ATTRIBUTE_AGES:
      if (parse_ages (value->value, &value->age_first, &value->age_last))
        return TRUE;
      return enr_description_refuse (
          self, value->place, error,
          _ ("%s=\"%s\" must be an age such as 0, or two such as 0-2 (0 to 6)."), rule->name,
          value->value);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_attributes (EnrDescription *self,
                 guint element,
                 const char **names,
                 const char **values,
                 GError **error)
{
  const EnrElementRule *rule = &self->format->rules[element];
  guint n_attributes = count_attributes (rule);
  g_autofree char *list = NULL;

  memset (self->values, 0, sizeof self->values);
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint k = 0;

      while (k < n_attributes && strcmp (rule->attributes[k].name, names[i]) != 0)
        k++;
      if (k == n_attributes)
        {
          list = dup_attributes (rule);
          return enr_description_refuse (
              self, find_attribute (self, names[i]), error,
              /* Translators: attribute, element, the list of allowed attributes. */
              _ ("There is no attribute “%s” in <%s>. Allowed: %s."), names[i], rule->name, list);
        }
      self->values[k].value = values[i];
      self->values[k].place = find_attribute (self, names[i]);
      if (!check_value (self, &rule->attributes[k], &self->values[k], error))
        return FALSE;
    }
  for (guint k = 0; k < n_attributes; k++)
    if (rule->attributes[k].is_required && self->values[k].value == NULL)
      return enr_description_refuse (self, self->place, error,
                                     /* Translators: an element's name, then an attribute's. */
                                     _ ("<%s> needs the attribute “%s”."), rule->name,
                                     rule->attributes[k].name);
  return TRUE;
}

/* @parent has no element called @name, or is %ENR_DESCRIPTION_NOWHERE and the root is another. */
static void
refuse_element (const EnrDescription *self, guint parent, const char *name, GError **error)
{
  const EnrElementRule *rules = self->format->rules;
  g_autofree char *list = dup_children (self, parent);

  if (parent == ENR_DESCRIPTION_NOWHERE)
    {
      guint root = 0;

      while (root < self->format->n_rules && rules[root].parent != ENR_DESCRIPTION_NOWHERE)
        root++;
      g_assert (root < self->format->n_rules);
      enr_description_refuse (self, self->place, error,
                              /* Translators: the element that it must be, and the one it is. */
                              _ ("The file must begin with <%s>, not <%s>."), rules[root].name,
                              name);
    }
  else if (list[0] == '\0')
    {
      enr_description_refuse (self, self->place, error, _ ("Nothing may stand inside <%s>."),
                              rules[parent].name);
    }
  else
    {
      enr_description_refuse (
          self, self->place, error,
          /* Translators: an element's name, its parent's, the list of allowed elements. */
          _ ("There is no <%s> in <%s>. Allowed: %s."), name, rules[parent].name, list);
    }
}

static void
start_element_cb (GMarkupParseContext *context,
                  const char *name,
                  const char **attribute_names,
                  const char **attribute_values,
                  gpointer data,
                  GError **error)
{
  EnrDescription *self = data;
  const EnrElementRule *rules = self->format->rules;
  guint n_rules = self->format->n_rules;
  guint parent = self->depth > 0 ? self->stack[self->depth - 1].element : ENR_DESCRIPTION_NOWHERE;
  guint element = 0;

  self->place = find_tag (self);
  while (element < n_rules
         && (rules[element].parent != parent || strcmp (rules[element].name, name) != 0))
    element++;
  if (element == n_rules)
    {
      refuse_element (self, parent, name, error);
      return;
    }
  if (!rules[element].is_repeated && self->counts[element] > 0)
    {
      enr_description_refuse (self, self->place, error, _ ("<%s> stands here twice."), name);
      return;
    }
  self->counts[element]++;
  for (guint i = 0; i < n_rules; i++)
    if (rules[i].parent == element)
      self->counts[i] = 0;
  if (!read_attributes (self, element, attribute_names, attribute_values, error)
      || !self->format->take (self, element, self->values, self->data, error))
    return;
  g_assert (self->depth < n_rules);
  self->stack[self->depth++] = (OpenElement){ element, self->place };
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  EnrDescription *self = data;
  const EnrElementRule *rules = self->format->rules;
  const OpenElement *ended = &self->stack[--self->depth];

  for (guint i = 0; i < self->format->n_rules; i++)
    if (rules[i].parent == ended->element && rules[i].is_required && self->counts[i] == 0)
      {
        enr_description_refuse (self, ended->place, error,
                                /* Translators: two elements' names. */
                                _ ("<%s> needs <%s> inside it."), name, rules[i].name);
        return;
      }
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer data,
         GError **error)
{
  EnrDescription *self = data;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      {
        g_autofree char *word = g_strndup (text + i, MIN (length - i, 60));
        g_autofree char *valid = g_utf8_make_valid (g_strchomp (word), -1);
        const char *tag = self->content + self->place;
        const char *end = memchr (tag, '>', self->length - (gsize) self->place);
        const char *found = NULL;

        /* It stands somewhere behind the last tag that was opened. */
        if (end != NULL)
          found = g_strstr_len (end, (gssize) (self->content + self->length - end), word);
        enr_description_refuse (
            self, found != NULL ? (int) (found - self->content) : self->place, error,
            _ ("Text outside of elements: “%s”. Put notes between <!-- and -->."), valid);
        return;
      }
}

/* GMarkup's messages say the line themselves, in words: ours says it in front. */
static void
refuse_syntax (const EnrDescription *self, const GError *syntax, GError **error)
{
  const char *message = strstr (syntax->message, ": ");
  int line, column;
  const char *p;

  g_markup_parse_context_get_position (self->context, &line, &column);
  line = CLAMP (line, 1, (int) self->n_lines);
  p = self->content + self->line_starts[line - 1];
  for (int i = 1; i < column && p < self->content + self->length && *p != '\n'; i++)
    p++;
  enr_description_refuse (self, (int) (p - self->content), error,
                          /* Translators: what the XML parser says. */
                          _ ("The file is not well-formed XML: %s"),
                          message != NULL ? message + 2 : syntax->message);
}

static void
index_lines (EnrDescription *self)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (int));
  int start = 0;

  g_array_append_val (starts, start);
  for (gsize i = 0; i < self->length; i++)
    if (self->content[i] == '\n')
      {
        start = (int) i + 1;
        g_array_append_val (starts, start);
      }
  self->n_lines = starts->len;
  self->line_starts = (int *) (gpointer) g_array_free (starts, FALSE);
}

static gboolean
check_encoding (const EnrDescription *self, GError **error)
{
  const char *bad;
  guint line = 0;

  if (g_utf8_validate (self->content, (gssize) self->length, &bad))
    return TRUE;
  for (const char *p = self->content; p < bad; p++)
    line += *p == '\n';
  /* A column of characters would mean nothing there. */
  return enr_description_refuse (
      self, self->line_starts[line], error,
      _ ("The file must be saved as UTF-8: this line has bytes that are not."));
}

static gboolean
parse (EnrDescription *self, GError **error)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, NULL, NULL };
  g_autoptr (GMarkupParseContext) context
      = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, self, NULL);
  g_autoptr (GError) local_error = NULL;

  self->context = context;
  if (g_markup_parse_context_parse (context, self->content, (gssize) self->length, &local_error)
      && g_markup_parse_context_end_parse (context, &local_error))
    return TRUE;
  if (local_error->domain == G_MARKUP_ERROR)
    refuse_syntax (self, local_error, error);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
enr_description_read (const EnrDescriptionFormat *format,
                      const char *path,
                      const char *content,
                      gsize length,
                      gpointer data,
                      GError **error)
{
  EnrDescription self
      = { .format = format, .path = path, .content = content, .length = length, .data = data };
  g_autofree int *line_starts = NULL;
  g_autofree OpenElement *stack = NULL;
  g_autofree guint *counts = NULL;

  g_return_val_if_fail (format != NULL && format->n_rules > 0 && format->take != NULL, FALSE);
  g_return_val_if_fail (path != NULL && content != NULL && length < G_MAXINT, FALSE);

  /* A byte order mark, as Windows editors write it, is no content. */
  if (length >= 3 && memcmp (content, "\xef\xbb\xbf", 3) == 0)
    self.content += 3, self.length -= 3;
  index_lines (&self);
  line_starts = self.line_starts;
  self.stack = stack = g_new0 (OpenElement, format->n_rules);
  self.counts = counts = g_new0 (guint, format->n_rules);
  if (!check_encoding (&self, error) || !parse (&self, error))
    return FALSE;

  /* GMarkup takes a file of comments alone. */
  for (guint i = 0; i < format->n_rules; i++)
    if (format->rules[i].parent == ENR_DESCRIPTION_NOWHERE && counts[i] == 0)
      return enr_description_refuse (&self, 0, error, _ ("The file must begin with <%s>."),
                                     format->rules[i].name);
  self.context = NULL;
  self.place = stack[0].place;
  return format->finish == NULL || format->finish (&self, data, error);
}

int
enr_description_get_place (const EnrDescription *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->place;
}

/* Columns count characters from 1. */
char *
enr_description_dup_place (const EnrDescription *self, int place)
{
  g_autofree char *name = NULL;
  guint line = 0;
  glong column;

  g_return_val_if_fail (self != NULL, NULL);

  name = g_filename_display_name (self->path);
  place = CLAMP (place, 0, (int) self->length);
  while (line + 1 < self->n_lines && self->line_starts[line + 1] <= place)
    line++;
  column
      = g_utf8_pointer_to_offset (self->content + self->line_starts[line], self->content + place);
  return g_strdup_printf ("%s:%u:%ld", name, line + 1, column + 1);
}

gboolean
enr_description_refuse (const EnrDescription *self,
                        int place,
                        GError **error,
                        const char *format,
                        ...)
{
  g_autofree char *where = NULL;
  g_autofree char *message = NULL;
  va_list arguments;

  g_return_val_if_fail (self != NULL && format != NULL, FALSE);

  where = enr_description_dup_place (self, place);
  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, self->format->domain, self->format->code, "%s: %s", where, message);
  return FALSE;
}
