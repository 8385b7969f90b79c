/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reads a form description: base/description.h has what may stand where from the table in
 * form-rules.h, and here is what is about the form: its kind, its fields and whether it fits the
 * page.
 */
#include "config.h"
#include "reports/form.h"

#include <glib/gi18n-lib.h>
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

typedef struct
{
  const EnrDescription *description; /* while it is read */
  EnrForm *form;
  const EnrFormKind *kind;
  const char *expected_id;
  GArray *column_places; /* (element-type int) */
} Reader;

static char *
join_names (const char *const *names)
{
  return g_strjoinv (", ", (char **) names);
}

static const char *
find_name (const char *const *names, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return names[i];
  return NULL;
}

/* Every {field} of a line must be one of the form's. */
static gboolean
check_fields (Reader *self, const EnrAttributeValue *value, GError **error)
{
  for (const char *p = value->value; *p != '\0'; p++)
    {
      const char *end = strchr (p, '}');
      g_autofree char *name = NULL;
      g_autofree char *list = NULL;

      if (*p != '{')
        continue;
      if (end == NULL)
        return enr_description_refuse (self->description, value->place, error,
                                       _ ("A “{” has no “}” behind it."));
      name = g_strndup (p + 1, (gsize) (end - p - 1));
      if (find_name (self->kind->texts, name) == NULL)
        {
          list = join_names (self->kind->texts);
          return enr_description_refuse (self->description, value->place, error,
                                         /* Translators: a field's name, then the allowed names. */
                                         _ ("There is no field {%s}. Allowed: %s."), name, list);
        }
      p = end;
    }
  return TRUE;
}

static gboolean
take_form (Reader *self, const EnrAttributeValue *values, GError **error)
{
  self->kind = enr_form_kind_find (values[0].value);
  if (self->kind == NULL)
    return enr_description_refuse (self->description, values[0].place, error,
                                   /* Translators: the form's id, then the allowed ids. */
                                   _ ("id=\"%s\" is not known. Allowed: %s."), values[0].value,
                                   ENR_FORM_ATTENDANCE_BOOK ", " ENR_FORM_DAILY_REGISTER);
  if (self->expected_id != NULL && strcmp (self->kind->id, self->expected_id) != 0)
    return enr_description_refuse (self->description, values[0].place, error,
                                   _ ("This is the form “%s”, but “%s” belongs in this file."),
                                   self->kind->id, self->expected_id);
  self->form->id = self->kind->id;
  self->form->title = g_strdup (values[1].value);
  self->form->class_pages = values[2].number == 0;
  return TRUE;
}

static void
take_paper (Reader *self, const EnrAttributeValue *values)
{
  for (guint i = 0; i < G_N_ELEMENTS (papers); i++)
    if (strcmp (papers[i].name, values[0].value) == 0)
      {
        gboolean is_landscape = values[1].number == 0;

        self->form->width = ENR_FORM_POINTS (is_landscape ? papers[i].height : papers[i].width);
        self->form->height = ENR_FORM_POINTS (is_landscape ? papers[i].width : papers[i].height);
      }
}

static gboolean
take_line (Reader *self,
           const EnrAttributeValue *values,
           GArray *lines,
           EnrFormSize size,
           GError **error)
{
  EnrFormLine line = { NULL, (EnrAlign) values[1].number, size, values[3].number == 1 };

  if (!check_fields (self, &values[0], error))
    return FALSE;
  if (values[2].value != NULL)
    line.size = (EnrFormSize) values[2].number;
  line.text = g_strdup (values[0].value);
  g_array_append_val (lines, line);
  return TRUE;
}

static gboolean
take_column (Reader *self, const EnrAttributeValue *values, GError **error)
{
  EnrFormColumn column = { .age_first = -1, .age_last = -1 };
  int place = enr_description_get_place (self->description);
  g_autofree char *list = NULL;

  column.field = find_name (self->kind->columns, values[0].value);
  if (column.field == NULL)
    {
      list = join_names (self->kind->columns);
      return enr_description_refuse (self->description, values[0].place, error,
                                     /* Translators: a field's name, then the allowed names. */
                                     _ ("field=\"%s\" is not known. Allowed: %s."), values[0].value,
                                     list);
    }
  for (guint i = 0; i < self->form->columns->len; i++)
    if (strcmp (column.field, "blank") != 0
        && g_array_index (self->form->columns, EnrFormColumn, i).field == column.field)
      return enr_description_refuse (self->description, values[0].place, error,
                                     _ ("The field “%s” is in the columns twice."), column.field);
  if ((values[3].value != NULL) == (values[4].value != NULL))
    return enr_description_refuse (
        self->description, place, error,
        _ ("<column> needs either “width” (in mm) or “weight” (its share of the width "
           "left over)."));
  column.heading = g_strdup (values[1].value);
  column.group = g_strdup (values[2].value);
  column.width = ENR_FORM_POINTS (values[3].number);
  column.weight = values[4].number;
  column.align = values[5].value != NULL ? (EnrAlign) values[5].number : ENR_ALIGN_CENTER;
  if (values[6].value != NULL)
    {
      column.age_first = values[6].age_first;
      column.age_last = values[6].age_last;
    }
  column.wrap = values[7].number == 1;
  g_array_append_val (self->form->columns, column);
  g_array_append_val (self->column_places, place);
  return TRUE;
}

static gboolean
take_symbol (Reader *self, const EnrAttributeValue *values, GError **error)
{
  const EnrAttributeValue *state = &values[0];
  const EnrAttributeValue *absence = &values[1];

  if ((state->value != NULL) == (absence->value != NULL))
    return enr_description_refuse (
        self->description, enr_description_get_place (self->description), error,
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
        return enr_description_refuse (self->description, state->place, error,
                                       _ ("state=\"%s\" is not known. Allowed: %s."), state->value,
                                       list->str);
    }
  g_hash_table_insert (self->form->symbols,
                       state->value != NULL ? g_strdup (state->value)
                                            : g_strconcat ("absence:", absence->value, NULL),
                       g_strdup (values[2].value));
  return TRUE;
}

static gboolean
take_sum (Reader *self, const EnrAttributeValue *values, GError **error)
{
  EnrFormSum sum = { find_name (self->kind->sums, values[0].value), NULL };
  g_autofree char *list = NULL;

  if (sum.field == NULL)
    {
      list = self->kind->sums[0] != NULL ? join_names (self->kind->sums) : g_strdup (_ ("none"));
      return enr_description_refuse (self->description, values[0].place, error,
                                     _ ("field=\"%s\" is not known. Allowed: %s."), values[0].value,
                                     list);
    }
  sum.heading = g_strdup (values[1].value);
  g_array_append_val (self->form->sums, sum);
  return TRUE;
}

static gboolean
take_font (Reader *self, const EnrAttributeValue *values)
{
  g_clear_pointer (&self->form->font, g_free);
  g_clear_pointer (&self->form->font_where, g_free);
  if (values[0].value[0] != '\0')
    {
      self->form->font = g_strdup (values[0].value);
      self->form->font_where = enr_description_dup_place (self->description, values[0].place);
    }
  return TRUE;
}

/* Takes what an element says into the form. */
static gboolean
take (EnrDescription *description,
      guint element,
      const EnrAttributeValue *values,
      gpointer data,
      GError **error)
{
  Reader *self = data;
  EnrForm *form = self->form;

  self->description = description;
  switch (element)
    {
    case FORM:
      return take_form (self, values, error);
    case PAPER:
      take_paper (self, values);
      return TRUE;
    case MARGINS:
      form->top = ENR_FORM_POINTS (values[0].number);
      form->bottom = ENR_FORM_POINTS (values[1].number);
      form->left = ENR_FORM_POINTS (values[2].number);
      form->right = ENR_FORM_POINTS (values[3].number);
      return TRUE;
    case FONT:
      return take_font (self, values);
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
      return take_line (self, values, form->header, ENR_FORM_SIZE_HEADER, error);
    case LEGEND_LINE:
      return take_line (self, values, form->legend, ENR_FORM_SIZE_SMALL, error);
    case FOOTER_LINE:
      return take_line (self, values, form->footer, ENR_FORM_SIZE_SMALL, error);
    case ROWS:
      form->row_height = form->row_minimum = ENR_FORM_POINTS (values[0].number);
      if (values[1].value != NULL)
        form->row_minimum = MIN (form->row_height, ENR_FORM_POINTS (values[1].number));
      if (values[2].value != NULL)
        form->heading_height = ENR_FORM_POINTS (values[2].number);
      form->rows_per_page = (guint) values[3].number;
      return TRUE;
    case COLUMN:
      return take_column (self, values, error);
    case SYMBOL:
      return take_symbol (self, values, error);
    case SUM:
      return take_sum (self, values, error);
    default:
      return TRUE;
    }
}

/* The columns side by side, and the rows below each other, must go into the page. */
static gboolean
check_geometry (EnrDescription *description, gpointer data, GError **error)
{
  Reader *self = data;
  EnrForm *form = self->form;
  double available = form->width - form->left - form->right;
  double used = 0;
  int form_place = enr_description_get_place (description);
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
        return enr_description_refuse (
            description, g_array_index (self->column_places, int, i), error,
            /* Translators: three lengths in mm. */
            _ ("The columns do not fit the page: up to this one they need %.1f mm, and "
               "there are %.1f mm between the margins."),
            ENR_FORM_MM (used), ENR_FORM_MM (available));
      if (is_days && column->weight == 0 && column->width < ENR_FORM_POINTS (31 * 3.0))
        return enr_description_refuse (description, g_array_index (self->column_places, int, i),
                                       error, _ ("The days need at least %.0f mm."), 31 * 3.0);
    }
  if (!has_name)
    return enr_description_refuse (
        description, form_place, error,
        _ ("The columns lack field=\"name\": a row must say whose it is."));
  if (form->boxes->len * form->box_width > available * 0.6)
    return enr_description_refuse (description, form_place, error,
                                   _ ("The approval boxes are wider than the header."));
  body -= form->heading_height + form->sums->len * form->row_height;
  if (body < form->row_height * MAX (form->rows_per_page, 3))
    return enr_description_refuse (
        description, form_place, error,
        /* Translators: a length in mm, a number of rows, a height in mm. */
        _ ("The rows do not fit the page: %.1f mm are left for %u rows of %.1f mm. Make "
           "rows, margins, sizes or per-page smaller."),
        ENR_FORM_MM (body), MAX (form->rows_per_page, 3), ENR_FORM_MM (form->row_height));
  return TRUE;
}

EnrForm *
enr_form_load_data (const char *path,
                    const char *data,
                    gsize length,
                    const char *id,
                    GError **error)
{
  const EnrDescriptionFormat format = {
    .rules = rules,
    .n_rules = N_ELEMENTS,
    .domain = ENR_REPORT_ERROR,
    .code = ENR_REPORT_ERROR_FORM,
    .take = take,
    .finish = check_geometry,
  };
  g_autoptr (EnrForm) form = NULL;
  g_autoptr (GArray) column_places = g_array_new (FALSE, FALSE, sizeof (int));
  Reader reader = { .expected_id = id, .column_places = column_places };

  g_return_val_if_fail (path != NULL && data != NULL && length < G_MAXINT, NULL);

  reader.form = form = enr_form_new (path);
  if (!enr_description_read (&format, path, data, length, &reader, error))
    return NULL;
  return g_steal_pointer (&form);
}
