/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Forms once they are read: their words, symbols, styles and heights. The reader is form-read.c.
 */
#include "config.h"
#include "reports/form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/data.h"
#include "reports/form-private.h"

/* Space between the header and the table, and between the table and what is below it. */
#define GAP ENR_FORM_POINTS (2.0)

static const char *const daily_columns[] = {
  "allergy",
  "arrived",
  "attendance",
  "birth-date",
  "blank",
  "care-hours",
  "class-age",
  "collector",
  "contact",
  "extended",
  "external-id",
  "kana",
  "left",
  "name",
  "note",
  "number",
  "planned-arrive",
  "planned-collector",
  "planned-leave",
  "remarks",
  "sex",
  "temperature",
  NULL,
};

static const char *const daily_texts[] = {
  "absent",     "arrived",     "class",        "class-age", "closed-name", "closing", "date",
  "day-absent", "day-arrived", "day-enrolled", "enrolled",  "facility",    "left",    "page",
  "pages",      "present",     "title",        "unknown",   NULL,
};

static const EnrFormSymbol daily_symbols[] = {
  { "allergy", "ア" }, { "corrected", "※" }, { "early", "早退" }, { "female", "女" },
  { "late", "遅刻" },  { "male", "男" },     { NULL, NULL },
};

static const char *const book_columns[] = {
  "absent",
  "bereavement",
  "birth-date",
  "blank",
  "class-age",
  "days",
  "early",
  "enrolled-days",
  "extended-amount",
  "extended-minutes",
  "external-id",
  "late",
  "name",
  "number",
  "other",
  "present",
  "sex",
  "sick",
  "suspension",
  "unannounced",
  NULL,
};

static const char *const book_texts[] = {
  "class", "class-age", "closures",    "enrolled", "facility", "month", "open-days",
  "page",  "pages",     "person-days", "rate",     "symbols",  "title", NULL,
};

static const char *const book_sums[] = { "absent", "blank", "early", "late", "present", NULL };

static const EnrFormSymbol book_symbols[] = {
  { "blank", "" },        { "closed", "" },   { "early", "ソ" },
  { "female", "女" },     { "late", "チ" },   { "male", "男" },
  { "not-enrolled", "" }, { "present", "○" }, { NULL, NULL },
};

static const char *const none[] = { NULL };

static const EnrFormKind kinds[] = {
  { ENR_FORM_DAILY_REGISTER, daily_columns, daily_texts, none, daily_symbols },
  { ENR_FORM_ATTENDANCE_BOOK, book_columns, book_texts, book_sums, book_symbols },
};

const EnrFormKind *
enr_form_kind_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].id, id) == 0)
      return &kinds[i];
  return NULL;
}

static void
line_clear (gpointer data)
{
  g_free (((EnrFormLine *)data)->text);
}

static void
column_clear (gpointer data)
{
  EnrFormColumn *column = data;

  g_free (column->heading);
  g_free (column->group);
}

static void
sum_clear (gpointer data)
{
  g_free (((EnrFormSum *)data)->heading);
}

static GArray *
array_new (gsize size, GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, FALSE, (guint)size);

  g_array_set_clear_func (array, clear);
  return array;
}

EnrForm *
enr_form_new (const char *path)
{
  static const double sizes[ENR_FORM_N_SIZES] = { 16, 10, 7.5, 9, 6 };
  EnrForm *self = g_new0 (EnrForm, 1);

  self->path = g_strdup (path);
  self->class_pages = TRUE;
  self->width = ENR_FORM_POINTS (297);
  self->height = ENR_FORM_POINTS (210);
  self->top = self->bottom = self->left = self->right = ENR_FORM_POINTS (10);
  memcpy (self->sizes, sizes, sizeof sizes);
  self->minimum = 5;
  self->boxes = g_ptr_array_new_with_free_func (g_free);
  self->header = array_new (sizeof (EnrFormLine), line_clear);
  self->legend = array_new (sizeof (EnrFormLine), line_clear);
  self->footer = array_new (sizeof (EnrFormLine), line_clear);
  self->columns = array_new (sizeof (EnrFormColumn), column_clear);
  self->sums = array_new (sizeof (EnrFormSum), sum_clear);
  self->symbols = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->row_height = self->row_minimum = ENR_FORM_POINTS (7);
  self->heading_height = ENR_FORM_POINTS (10);
  return self;
}

void
enr_form_free (EnrForm *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->boxes);
  g_array_unref (self->header);
  g_array_unref (self->legend);
  g_array_unref (self->footer);
  g_array_unref (self->columns);
  g_array_unref (self->sums);
  g_hash_table_unref (self->symbols);
  g_free (self->font);
  g_free (self->font_where);
  g_free (self->title);
  g_free (self->path);
  g_free (self);
}

EnrForm *
enr_form_load (const char *id, GError **error)
{
  g_autofree char *relative = NULL;
  g_autofree char *own = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (enr_form_kind_find (id) != NULL, NULL);

  relative = g_strdup_printf ("forms/%s.form.xml", id);
  own = enr_data_own_path (relative);
  if (g_file_test (own, G_FILE_TEST_EXISTS))
    return enr_form_load_file (own, id, error);
  path = enr_data_path (relative);
  if (path != NULL)
    return enr_form_load_file (path, id, error);
  g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FORM,
               /* Translators: the name of a file. */
               _ ("The form “%s” is missing. Install Enroku again."), relative);
  return NULL;
}

EnrForm *
enr_form_load_file (const char *path, const char *id, GError **error)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) local_error = NULL;
  gsize length = 0;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_get_contents (path, &data, &length, &local_error))
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_FORM,
                   /* Translators: the name of a file, then why it cannot be read. */
                   _ ("%s: The form cannot be read: %s"), name, local_error->message);
      return NULL;
    }
  return enr_form_load_data (path, data, length, id, error);
}

const EnrFont *
enr_form_find_font (const EnrForm *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return enr_fonts_find (self->font, self->font_where, error);
}

const char *
enr_form_symbol (const EnrForm *self, const char *state)
{
  const char *text = g_hash_table_lookup (self->symbols, state);
  const EnrFormKind *kind = enr_form_kind_find (self->id);

  if (text != NULL)
    return text;
  for (guint i = 0; kind->symbols[i].name != NULL; i++)
    if (strcmp (kind->symbols[i].name, state) == 0)
      return kind->symbols[i].text;
  g_return_val_if_reached ("");
}

const char *
enr_form_absence_symbol (const EnrForm *self, const char *kind, const char *otherwise)
{
  g_autofree char *key = g_strconcat ("absence:", kind, NULL);
  const char *text = g_hash_table_lookup (self->symbols, key);

  return text != NULL ? text : otherwise;
}

EnrTextStyle
enr_form_style (const EnrForm *self, EnrFormSize size, gboolean bold, EnrAlign align)
{
  EnrTextStyle style = { self->sizes[size], self->minimum, bold, align, 0x1a1a1a };

  return style;
}

char *
enr_form_expand (const char *text, GHashTable *values)
{
  GString *result = g_string_new (NULL);
  gboolean has_field = FALSE;
  gboolean has_value = FALSE;

  for (const char *p = text; *p != '\0';)
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;

      if (end != NULL)
        {
          g_autofree char *name = g_strndup (p + 1, (gsize)(end - p - 1));
          const char *value = g_hash_table_lookup (values, name);

          has_field = TRUE;
          if (value != NULL && value[0] != '\0')
            {
              has_value = TRUE;
              g_string_append (result, value);
            }
          p = end + 1;
          continue;
        }
      g_string_append_c (result, *p++);
    }
  if (has_field && !has_value)
    {
      g_string_free (result, TRUE);
      return NULL;
    }
  return g_string_free (result, FALSE);
}

/* Lines at one place stand below each other. */
static double
stack_height (const EnrForm *self, const GArray *lines)
{
  double heights[3] = { 0, 0, 0 };

  for (guint i = 0; i < lines->len; i++)
    {
      const EnrFormLine *line = &g_array_index (lines, EnrFormLine, i);

      heights[line->at] += self->sizes[line->size] * ENR_LINE_HEIGHT;
    }
  return MAX (heights[0], MAX (heights[1], heights[2]));
}

double
enr_form_header_height (const EnrForm *self)
{
  double height = stack_height (self, self->header);

  if (self->boxes->len > 0)
    height = MAX (height, self->box_height);
  return height > 0 ? height + GAP : 0;
}

double
enr_form_legend_height (const EnrForm *self)
{
  return self->legend->len > 0 ? stack_height (self, self->legend) + GAP / 2 : 0;
}

double
enr_form_footer_height (const EnrForm *self)
{
  return self->footer->len > 0 ? stack_height (self, self->footer) + GAP / 2 : 0;
}

double
enr_form_body_height (const EnrForm *self)
{
  return self->height - self->top - self->bottom - enr_form_header_height (self)
         - enr_form_legend_height (self) - enr_form_footer_height (self);
}
