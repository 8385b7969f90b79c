/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reads a form description. What may stand where is one table; everything else is refused with its
 * place, because the reader of the message is a person at a nursery with an editor open.
 */
#include "config.h"
#include "reports/form.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "reports/form-private.h"
#include "reports/form-rules.h"

static const struct
{
  const char *name;
  double width; /* mm, portrait */
  double height;
} papers[] = {
  { "A3", 297, 420 }, { "A4", 210, 297 }, { "A5", 148, 210 },
  { "B4", 257, 364 }, { "B5", 182, 257 },
};

/* An attribute as it stands in the file, for its place. */
typedef struct
{
  const char *value;
  double number;
  int place; /* byte in the data */
} Value;

typedef struct
{
  EnrForm *form;
  const EnrFormKind *kind;
  const char *expected_id;
  const char *data;
  gsize length;
  GMarkupParseContext *context;
  int *line_starts; /* byte of every line's begin */
  guint n_lines;
  Element stack[8];
  int stack_places[8]; /* where the open elements begin */
  guint depth;
  guint counts[N_ELEMENTS]; /* in the open parent */
  int tag;                  /* byte where the current tag begins */
  Value values[MAX_ATTRIBUTES];
  GArray *column_places; /* (element-type int) */
} Reader;

/* "FILE:LINE:COLUMN" of a byte; columns count characters from 1. */
static char *
dup_place (const Reader *self, int place)
{
  g_autofree char *name = g_filename_display_name (self->form->path);
  guint line = 0;
  glong column;

  place = CLAMP (place, 0, (int)self->length);
  while (line + 1 < self->n_lines && self->line_starts[line + 1] <= place)
    line++;
  column = g_utf8_pointer_to_offset (self->data + self->line_starts[line], self->data + place);
  return g_strdup_printf ("%s:%u:%ld", name, line + 1, column + 1);
}

static gboolean G_GNUC_PRINTF (4, 5)
    refuse (const Reader *self, int place, GError **error, const char *format, ...)
{
  g_autofree char *where = dup_place (self, place);
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FORM, "%s: %s", where, message);
  return FALSE;
}

/* The byte where the tag begins that GMarkup has just read: it tells only where it ends. */
static int
find_tag (const Reader *self)
{
  int line, column;
  const char *p;

  g_assert (self->length > 0);
  g_markup_parse_context_get_position (self->context, &line, &column);
  line = CLAMP (line, 1, (int)self->n_lines);
  /* GMarkup's columns count bytes. */
  p = self->data + MIN ((gsize)(self->line_starts[line - 1] + MAX (column, 1) - 1), self->length);
  /* The context is at the tag's '>' or just behind it, and inside a tag no '<' may stand. */
  while (p > self->data && *--p != '<')
    ;
  return (int)(p - self->data);
}

/* The byte where an attribute of the current tag begins. */
static int
find_attribute (const Reader *self, const char *name)
{
  const char *end = memchr (self->data + self->tag, '>', self->length - (gsize)self->tag);
  gsize length = strlen (name);
  char quote = '\0';

  for (const char *p = self->data + self->tag; end != NULL && p + length < end; p++)
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
          return (int)(p + 1 - self->data);
        }
    }
  return self->tag;
}

static char *
join_names (const char *const *names)
{
  return g_strjoinv (", ", (char **)names);
}

static const char *
find_name (const char *const *names, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return names[i];
  return NULL;
}

static char *
dup_children (Element parent)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < N_ELEMENTS; i++)
    if (rules[i].parent == parent)
      g_string_append_printf (names, "%s<%s>", names->len > 0 ? ", " : "", rules[i].name);
  return g_string_free (names, FALSE);
}

static char *
dup_attributes (Element element)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < MAX_ATTRIBUTES && rules[element].attributes[i].name != NULL; i++)
    g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                            rules[element].attributes[i].name);
  if (names->len == 0)
    g_string_append (names, _ ("none"));
  return g_string_free (names, FALSE);
}

static gboolean
parse_number (const char *text, double *number)
{
  char *end = NULL;

  if (!g_ascii_isdigit (text[0]))
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
check_value (Reader *self, const Attribute *rule, Value *value, GError **error)
{
  g_auto (GStrv) choices = NULL;
  g_autofree char *list = NULL;
  int first, last;

  switch (rule->type)
    {
    case TEXT:
      return TRUE;
    case NUMBER:
    case INTEGER:
      if (parse_number (value->value, &value->number) && value->number >= rule->minimum
          && value->number <= rule->maximum
          && (rule->type == NUMBER || floor (value->number) == value->number))
        return TRUE;
      return refuse (self, value->place, error,
                     rule->type == INTEGER
                         /* Translators: an attribute's name, its value, smallest and largest. */
                         ? _ ("%s=\"%s\" must be a whole number from %g to %g.")
                         : _ ("%s=\"%s\" must be a number from %g to %g."),
                     rule->name, value->value, rule->minimum, rule->maximum);
    case CHOICE:
      choices = g_strsplit (rule->choices, "|", -1);
      for (guint i = 0; choices[i] != NULL; i++)
        if (strcmp (choices[i], value->value) == 0)
          {
            value->number = i;
            return TRUE;
          }
      list = join_names ((const char *const *)choices);
      return refuse (self, value->place, error,
                     /* Translators: an attribute's name, its value, the allowed words. */
                     _ ("%s=\"%s\" is not known. Allowed: %s."), rule->name, value->value, list);
    case AGES:
      if (parse_ages (value->value, &first, &last))
        return TRUE;
      return refuse (self, value->place, error,
                     _ ("%s=\"%s\" must be an age such as 0, or two such as 0-2 (0 to 6)."),
                     rule->name, value->value);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
read_attributes (Reader *self,
                 Element element,
                 const char **names,
                 const char **values,
                 GError **error)
{
  const ElementRule *rule = &rules[element];
  g_autofree char *list = NULL;

  memset (self->values, 0, sizeof self->values);
  for (guint i = 0; names[i] != NULL; i++)
    {
      guint k = 0;

      while (k < MAX_ATTRIBUTES && rule->attributes[k].name != NULL
             && strcmp (rule->attributes[k].name, names[i]) != 0)
        k++;
      if (k == MAX_ATTRIBUTES || rule->attributes[k].name == NULL)
        {
          list = dup_attributes (element);
          return refuse (self, find_attribute (self, names[i]), error,
                         /* Translators: attribute, element, the list of allowed attributes. */
                         _ ("There is no attribute “%s” in <%s>. Allowed: %s."), names[i],
                         rule->name, list);
        }
      self->values[k].value = values[i];
      self->values[k].place = find_attribute (self, names[i]);
      if (!check_value (self, &rule->attributes[k], &self->values[k], error))
        return FALSE;
    }
  for (guint k = 0; k < MAX_ATTRIBUTES && rule->attributes[k].name != NULL; k++)
    if (rule->attributes[k].is_required && self->values[k].value == NULL)
      return refuse (self, self->tag, error,
                     /* Translators: an element's name, then an attribute's. */
                     _ ("<%s> needs the attribute “%s”."), rule->name, rule->attributes[k].name);
  return TRUE;
}

/* Every {field} of a line must be one of the form's. */
static gboolean
check_fields (Reader *self, const Value *value, GError **error)
{
  for (const char *p = value->value; *p != '\0'; p++)
    {
      const char *end = strchr (p, '}');
      g_autofree char *name = NULL;
      g_autofree char *list = NULL;

      if (*p != '{')
        continue;
      if (end == NULL)
        return refuse (self, value->place, error, _ ("A “{” has no “}” behind it."));
      name = g_strndup (p + 1, (gsize)(end - p - 1));
      if (find_name (self->kind->texts, name) == NULL)
        {
          list = join_names (self->kind->texts);
          return refuse (self, value->place, error,
                         /* Translators: a field's name, then the allowed names. */
                         _ ("There is no field {%s}. Allowed: %s."), name, list);
        }
      p = end;
    }
  return TRUE;
}

static gboolean
take_form (Reader *self, GError **error)
{
  self->kind = enr_form_kind_find (self->values[0].value);
  if (self->kind == NULL)
    return refuse (self, self->values[0].place, error,
                   /* Translators: the form's id, then the allowed ids. */
                   _ ("id=\"%s\" is not known. Allowed: %s."), self->values[0].value,
                   ENR_FORM_ATTENDANCE_BOOK ", " ENR_FORM_DAILY_REGISTER);
  if (self->expected_id != NULL && strcmp (self->kind->id, self->expected_id) != 0)
    return refuse (self, self->values[0].place, error,
                   _ ("This is the form “%s”, but “%s” belongs in this file."), self->kind->id,
                   self->expected_id);
  self->form->id = self->kind->id;
  self->form->title = g_strdup (self->values[1].value);
  self->form->class_pages = self->values[2].number == 0;
  return TRUE;
}

static void
take_paper (Reader *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (strcmp (papers[i].name, self->values[0].value) == 0)
      {
        gboolean is_landscape = self->values[1].number == 0;

        self->form->width = ENR_FORM_POINTS (is_landscape ? papers[i].height : papers[i].width);
        self->form->height = ENR_FORM_POINTS (is_landscape ? papers[i].width : papers[i].height);
      }
}

static gboolean
take_line (Reader *self, GArray *lines, EnrFormSize size, GError **error)
{
  EnrFormLine line = { NULL, (EnrAlign)self->values[1].number, size, self->values[3].number == 1 };

  if (!check_fields (self, &self->values[0], error))
    return FALSE;
  if (self->values[2].value != NULL)
    line.size = (EnrFormSize)self->values[2].number;
  line.text = g_strdup (self->values[0].value);
  g_array_append_val (lines, line);
  return TRUE;
}

static gboolean
take_column (Reader *self, GError **error)
{
  EnrFormColumn column = { .age_first = -1, .age_last = -1 };
  const Value *values = self->values;
  g_autofree char *list = NULL;

  column.field = find_name (self->kind->columns, values[0].value);
  if (column.field == NULL)
    {
      list = join_names (self->kind->columns);
      return refuse (self, values[0].place, error,
                     /* Translators: a field's name, then the allowed names. */
                     _ ("field=\"%s\" is not known. Allowed: %s."), values[0].value, list);
    }
  for (guint i = 0; i < self->form->columns->len; i++)
    if (strcmp (column.field, "blank") != 0
        && g_array_index (self->form->columns, EnrFormColumn, i).field == column.field)
      return refuse (self, values[0].place, error, _ ("The field “%s” is in the columns twice."),
                     column.field);
  if ((values[3].value != NULL) == (values[4].value != NULL))
    return refuse (self, self->tag, error,
                   _ ("<column> needs either “width” (in mm) or “weight” (its share of the width "
                      "left over)."));
  column.heading = g_strdup (values[1].value);
  column.group = g_strdup (values[2].value);
  column.width = ENR_FORM_POINTS (values[3].number);
  column.weight = values[4].number;
  column.align = values[5].value != NULL ? (EnrAlign)values[5].number : ENR_ALIGN_CENTER;
  if (values[6].value != NULL)
    parse_ages (values[6].value, &column.age_first, &column.age_last);
  column.wrap = values[7].number == 1;
  g_array_append_val (self->form->columns, column);
  g_array_append_val (self->column_places, self->tag);
  return TRUE;
}

static gboolean
take_symbol (Reader *self, GError **error)
{
  const Value *state = &self->values[0];
  const Value *absence = &self->values[1];

  if ((state->value != NULL) == (absence->value != NULL))
    return refuse (self, self->tag, error,
                   _ ("<symbol> needs either “state” or “absence” (the key of an absence kind)."));
  if (state->value != NULL)
    {
      g_autoptr (GString) list = g_string_new (NULL);
      gboolean is_known = FALSE;

      for (guint i = 0; self->kind->symbols[i].name != NULL; i++)
        {
          is_known |= strcmp (self->kind->symbols[i].name, state->value) == 0;
          g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", self->kind->symbols[i].name);
        }
      if (!is_known)
        return refuse (self, state->place, error, _ ("state=\"%s\" is not known. Allowed: %s."),
                       state->value, list->str);
    }
  g_hash_table_insert (self->form->symbols,
                       state->value != NULL ? g_strdup (state->value)
                                            : g_strconcat ("absence:", absence->value, NULL),
                       g_strdup (self->values[2].value));
  return TRUE;
}

static gboolean
take_sum (Reader *self, GError **error)
{
  EnrFormSum sum = { find_name (self->kind->sums, self->values[0].value), NULL };
  g_autofree char *list = NULL;

  if (sum.field == NULL)
    {
      list = self->kind->sums[0] != NULL ? join_names (self->kind->sums) : g_strdup (_ ("none"));
      return refuse (self, self->values[0].place, error,
                     _ ("field=\"%s\" is not known. Allowed: %s."), self->values[0].value, list);
    }
  sum.heading = g_strdup (self->values[1].value);
  g_array_append_val (self->form->sums, sum);
  return TRUE;
}

static gboolean
take_font (Reader *self)
{
  g_clear_pointer (&self->form->font, g_free);
  g_clear_pointer (&self->form->font_where, g_free);
  if (self->values[0].value[0] != '\0')
    {
      self->form->font = g_strdup (self->values[0].value);
      self->form->font_where = dup_place (self, self->values[0].place);
    }
  return TRUE;
}

/* Takes what an element says into the form. */
static gboolean
take (Reader *self, Element element, GError **error)
{
  const Value *values = self->values;
  EnrForm *form = self->form;

  switch (element)
    {
    case FORM:
      return take_form (self, error);
    case PAPER:
      take_paper (self);
      return TRUE;
    case MARGINS:
      form->top = ENR_FORM_POINTS (values[0].number);
      form->bottom = ENR_FORM_POINTS (values[1].number);
      form->left = ENR_FORM_POINTS (values[2].number);
      form->right = ENR_FORM_POINTS (values[3].number);
      return TRUE;
    case FONT:
      return take_font (self);
    case SIZES:
      for (guint i = 0; i < ENR_FORM_N_SIZES; i++)
        if (values[i].value != NULL)
          form->sizes[i] = values[i].number;
      if (values[ENR_FORM_N_SIZES].value != NULL)
        form->minimum = values[ENR_FORM_N_SIZES].number;
      return TRUE;
    case APPROVAL:
      form->box_width = ENR_FORM_POINTS (values[0].number);
      form->box_height = ENR_FORM_POINTS (values[1].number);
      return TRUE;
    case BOX:
      g_ptr_array_add (form->boxes, g_strdup (values[0].value));
      return TRUE;
    case HEADER_LINE:
      return take_line (self, form->header, ENR_FORM_SIZE_HEADER, error);
    case LEGEND_LINE:
      return take_line (self, form->legend, ENR_FORM_SIZE_SMALL, error);
    case FOOTER_LINE:
      return take_line (self, form->footer, ENR_FORM_SIZE_SMALL, error);
    case ROWS:
      form->row_height = form->row_minimum = ENR_FORM_POINTS (values[0].number);
      if (values[1].value != NULL)
        form->row_minimum = MIN (form->row_height, ENR_FORM_POINTS (values[1].number));
      if (values[2].value != NULL)
        form->heading_height = ENR_FORM_POINTS (values[2].number);
      form->rows_per_page = (guint)values[3].number;
      return TRUE;
    case COLUMN:
      return take_column (self, error);
    case SYMBOL:
      return take_symbol (self, error);
    case SUM:
      return take_sum (self, error);
    default:
      return TRUE;
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
  Reader *self = data;
  Element parent = self->depth > 0 ? self->stack[self->depth - 1] : NOWHERE;
  Element element = 0;
  g_autofree char *list = NULL;

  self->tag = find_tag (self);
  while (element < N_ELEMENTS
         && (rules[element].parent != parent || strcmp (rules[element].name, name) != 0))
    element++;
  if (element == N_ELEMENTS)
    {
      list = dup_children (parent);
      if (parent == NOWHERE)
        refuse (self, self->tag, error, _ ("The file must begin with <form>, not <%s>."), name);
      else if (list[0] == '\0')
        refuse (self, self->tag, error, _ ("Nothing may stand inside <%s>."), rules[parent].name);
      else
        /* Translators: an element's name, its parent's, the list of allowed elements. */
        refuse (self, self->tag, error, _ ("There is no <%s> in <%s>. Allowed: %s."), name,
                rules[parent].name, list);
      return;
    }
  if (!rules[element].is_repeated && self->counts[element] > 0)
    {
      refuse (self, self->tag, error, _ ("<%s> stands here twice."), name);
      return;
    }
  self->counts[element]++;
  if (!read_attributes (self, element, attribute_names, attribute_values, error)
      || !take (self, element, error))
    return;
  g_assert (self->depth < G_N_ELEMENTS (self->stack));
  self->stack_places[self->depth] = self->tag;
  self->stack[self->depth++] = element;
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  Reader *self = data;
  Element element = self->stack[--self->depth];

  for (guint i = 0; i < N_ELEMENTS; i++)
    {
      if (rules[i].parent != element)
        continue;
      if (rules[i].is_required && self->counts[i] == 0)
        {
          refuse (self, self->stack_places[self->depth], error,
                  /* Translators: two elements' names. */
                  _ ("<%s> needs <%s> inside it."), name, rules[i].name);
          return;
        }
    }
}

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer data,
         GError **error)
{
  Reader *self = data;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      {
        g_autofree char *word = g_strndup (text + i, MIN (length - i, 60));
        g_autofree char *valid = g_utf8_make_valid (g_strchomp (word), -1);
        const char *tag = self->data + self->tag;
        const char *end = memchr (tag, '>', self->length - (gsize)self->tag);
        const char *found = NULL;

        /* It stands somewhere behind the last tag that was opened. */
        if (end != NULL)
          found = g_strstr_len (end, (gssize)(self->data + self->length - end), word);
        refuse (self, found != NULL ? (int)(found - self->data) : self->tag, error,
                _ ("Text outside of elements: “%s”. Put notes between <!-- and -->."), valid);
        return;
      }
}

/* The columns side by side, and the rows below each other, must go into the page. */
static gboolean
check_geometry (Reader *self, GError **error)
{
  EnrForm *form = self->form;
  double available = form->width - form->left - form->right;
  double used = 0;
  double body = enr_form_body_height (form);
  gboolean has_name = FALSE;

  for (guint i = 0; i < form->columns->len; i++)
    {
      const EnrFormColumn *column = &g_array_index (form->columns, EnrFormColumn, i);
      gboolean is_days = strcmp (column->field, "days") == 0;

      has_name |= strcmp (column->field, "name") == 0;
      /* A column that shares what is left needs some of it: 31 days more than others. */
      used += column->weight > 0 ? ENR_FORM_POINTS (is_days ? 31 * 3.0 : 8.0) : column->width;
      if (used > available + 0.01)
        return refuse (self, g_array_index (self->column_places, int, i), error,
                       /* Translators: three lengths in mm. */
                       _ ("The columns do not fit the page: up to this one they need %.1f mm, and "
                          "there are %.1f mm between the margins."),
                       ENR_FORM_MM (used), ENR_FORM_MM (available));
      if (is_days && column->weight == 0 && column->width < ENR_FORM_POINTS (31 * 3.0))
        return refuse (self, g_array_index (self->column_places, int, i), error,
                       _ ("The days need at least %.0f mm."), 31 * 3.0);
    }
  if (!has_name)
    return refuse (self, self->stack_places[0], error,
                   _ ("The columns lack field=\"name\": a row must say whose it is."));
  if (form->boxes->len * form->box_width > available * 0.6)
    return refuse (self, self->stack_places[0], error,
                   _ ("The approval boxes are wider than the header."));
  body -= form->heading_height + form->sums->len * form->row_height;
  if (body < form->row_height * MAX (form->rows_per_page, 3))
    return refuse (self, self->stack_places[0], error,
                   /* Translators: a length in mm, a number of rows, a height in mm. */
                   _ ("The rows do not fit the page: %.1f mm are left for %u rows of %.1f mm. Make "
                      "rows, margins, sizes or per-page smaller."),
                   ENR_FORM_MM (body), MAX (form->rows_per_page, 3),
                   ENR_FORM_MM (form->row_height));
  return TRUE;
}

/* GMarkup's messages say the line themselves, in words: ours says it in front. */
static void
refuse_syntax (const Reader *self, const GError *syntax, GError **error)
{
  const char *message = strstr (syntax->message, ": ");
  int line, column;
  const char *p;

  g_markup_parse_context_get_position (self->context, &line, &column);
  line = CLAMP (line, 1, (int)self->n_lines);
  p = self->data + self->line_starts[line - 1];
  for (int i = 1; i < column && p < self->data + self->length && *p != '\n'; i++)
    p++;
  if (!g_utf8_validate (self->data, (gssize)self->length, NULL))
    p = self->data + self->line_starts[line - 1];
  refuse (self, (int)(p - self->data), error,
          /* Translators: what the XML parser says. */
          _ ("The file is not well-formed XML: %s"),
          message != NULL ? message + 2 : syntax->message);
}

static void
index_lines (Reader *self)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (int));
  int start = 0;

  g_array_append_val (starts, start);
  for (gsize i = 0; i < self->length; i++)
    if (self->data[i] == '\n')
      {
        start = (int)i + 1;
        g_array_append_val (starts, start);
      }
  self->n_lines = starts->len;
  self->line_starts = (int *)(gpointer)g_array_free (starts, FALSE);
}

EnrForm *
enr_form_load_data (const char *path,
                    const char *data,
                    gsize length,
                    const char *id,
                    GError **error)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, NULL, NULL };
  g_autoptr (EnrForm) form = NULL;
  g_autoptr (GMarkupParseContext) context = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree int *line_starts = NULL;
  g_autoptr (GArray) column_places = g_array_new (FALSE, FALSE, sizeof (int));
  Reader reader = { .expected_id = id, .data = data, .length = length };
  const char *bad;
  gboolean ok;

  g_return_val_if_fail (path != NULL && data != NULL && length < G_MAXINT, NULL);

  /* A byte order mark, as Windows editors write it, is no content. */
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    reader.data += 3, reader.length -= 3;
  form = enr_form_new (path);
  reader.form = form;
  reader.column_places = column_places;
  index_lines (&reader);
  line_starts = reader.line_starts;
  if (!g_utf8_validate (reader.data, (gssize)reader.length, &bad))
    {
      guint line = 1;

      for (const char *p = reader.data; p < bad; p++)
        line += *p == '\n';
      refuse (&reader, line_starts[line - 1], error,
              _ ("The file must be saved as UTF-8: this line has bytes that are not."));
      return NULL;
    }

  context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reader, NULL);
  reader.context = context;
  ok = g_markup_parse_context_parse (context, reader.data, (gssize)reader.length, &local_error)
       && g_markup_parse_context_end_parse (context, &local_error);
  if (!ok && local_error->domain == ENR_REPORT_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (!ok)
    {
      refuse_syntax (&reader, local_error, error);
      return NULL;
    }
  if (!check_geometry (&reader, error))
    return NULL;
  return g_steal_pointer (&form);
}
