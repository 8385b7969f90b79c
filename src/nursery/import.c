/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/import.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "nursery/error.h"

ENR_SQL (SQL_FIRST_YEAR,
         "SELECT first_fiscal_year FROM facility WHERE first_fiscal_year IS NOT NULL "
         "AND NOT EXISTS (SELECT 1 FROM class)");

static void
row_free (gpointer data)
{
  EnrImportRow *self = data;

  g_free (self->title);
  g_ptr_array_unref (self->details);
  g_free (self);
}

static void
column_free (gpointer data)
{
  EnrImportColumn *self = data;

  g_free (self->heading);
  g_free (self);
}

EnrImportPlan *
enr_import_plan_new (const char *file)
{
  EnrImportPlan *self = g_new0 (EnrImportPlan, 1);

  self->file = g_path_get_basename (file);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->new_classes = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_class_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
enr_import_plan_free (EnrImportPlan *self)
{
  if (self == NULL)
    return;

  if (self->free_source != NULL)
    self->free_source (self->source);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->new_classes);
  g_ptr_array_unref (self->notes);
  g_free (self->file);
  g_free (self);
}

int
enr_import_fiscal_year (EnrDb *db, EnrDate today, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_FIRST_YEAR);
  int rc = enr_stmt_step (&st, error);

  if (rc < 0)
    return -1;
  return rc > 0 ? (int) enr_column_int (&st, 0) : enr_fiscal_year (today);
}

EnrImportOptions
enr_import_options_default (void)
{
  EnrDate today = enr_clock_today ();

  return (EnrImportOptions){ NULL, FALSE, enr_fiscal_year (today), today };
}

const char *
enr_import_action_key (EnrImportAction action)
{
  static const char *const keys[] = { "add", "change", "keep", "refuse" };

  return keys[action];
}

static const char *
field_of_column (const EnrImportHeader *header, guint column)
{
  for (guint i = 0; i < header->n_fields; i++)
    if (header->columns[i] == (int) column)
      return header->fields[i].key;
  return NULL;
}

void
enr_import_plan_set_header (EnrImportPlan *self, const EnrImportHeader *header)
{
  g_autoptr (GString) unread = g_string_new (NULL);

  for (guint i = 0; i < header->n_columns; i++)
    {
      EnrImportColumn *column = g_new0 (EnrImportColumn, 1);

      column->index = i;
      column->heading = g_strdup (header->headings[i]);
      column->field = field_of_column (header, i);
      if (column->field == NULL)
        g_string_append_printf (unread, "%s%s", unread->len > 0 ? ", " : "", column->heading);
      g_ptr_array_add (self->columns, column);
    }
  if (unread->len > 0)
    /* Translators: a list of column headings */
    g_ptr_array_add (self->notes,
                     g_strdup_printf (_ ("These columns are not imported: %s"), unread->str));
}

static void
swap_arrays (GPtrArray **a, GPtrArray **b)
{
  GPtrArray *other = *a;

  *a = *b;
  *b = other;
}

void
enr_import_plan_take_head (EnrImportPlan *self, EnrImportPlan *head)
{
  swap_arrays (&self->columns, &head->columns);
  swap_arrays (&self->notes, &head->notes);
  if (self->rows->len == 0)
    g_ptr_array_add (self->notes, g_strdup (_ ("The file has no rows below its headings.")));
}

EnrImportRow *
enr_import_plan_add_row (EnrImportPlan *self, guint line, const char *title)
{
  EnrImportRow *row = g_new0 (EnrImportRow, 1);

  row->line = line;
  row->action = ENR_IMPORT_KEEP;
  row->title = g_strdup (title);
  row->details = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->rows, row);
  return row;
}

void
enr_import_row_detail (EnrImportRow *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->details, g_strdup_vprintf (format, args));
  va_end (args);
}

/* Why a row is refused comes before what it would have changed. */
void
enr_import_row_refuse (EnrImportRow *self, const char *format, ...)
{
  va_list args;

  if (self->action != ENR_IMPORT_REFUSE)
    g_ptr_array_set_size (self->details, 0);
  self->action = ENR_IMPORT_REFUSE;
  va_start (args, format);
  g_ptr_array_add (self->details, g_strdup_vprintf (format, args));
  va_end (args);
}

void
enr_import_plan_count (EnrImportPlan *self)
{
  memset (self->counts, 0, sizeof self->counts);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const EnrImportRow *row = g_ptr_array_index (self->rows, i);

      self->counts[row->action]++;
    }
}

gboolean
enr_import_plan_check (const EnrImportPlan *self, GError **error)
{
  guint n = self->counts[ENR_IMPORT_REFUSE];

  for (guint i = 0; i < self->rows->len; i++)
    {
      const EnrImportRow *row = g_ptr_array_index (self->rows, i);

      if (row->action != ENR_IMPORT_REFUSE)
        continue;
      /* Translators: a number of rows, the first one's line in the file, and why it is refused */
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   ngettext ("Nothing was imported, because %u row is refused: line %u: %s",
                             "Nothing was imported, because %u rows are refused. The first is line "
                             "%u: %s",
                             n),
                   n, row->line, (const char *) g_ptr_array_index (row->details, 0));
      return FALSE;
    }
  return TRUE;
}

static gboolean
rows_equal (const EnrImportRow *a, const EnrImportRow *b)
{
  if (a->line != b->line || a->action != b->action || a->details->len != b->details->len)
    return FALSE;
  for (guint i = 0; i < a->details->len; i++)
    if (!g_str_equal (g_ptr_array_index (a->details, i), g_ptr_array_index (b->details, i)))
      return FALSE;
  return TRUE;
}

static gboolean
classes_equal (const EnrClass *a, const EnrClass *b)
{
  return g_str_equal (a->name, b->name) && a->age == b->age && a->position == b->position;
}

gboolean
enr_import_plan_compare (const EnrImportPlan *self, const EnrImportPlan *fresh, GError **error)
{
  gboolean same
      = self->rows->len == fresh->rows->len && self->new_classes->len == fresh->new_classes->len;

  for (guint i = 0; same && i < self->rows->len; i++)
    same = rows_equal (g_ptr_array_index (self->rows, i), g_ptr_array_index (fresh->rows, i));
  for (guint i = 0; same && i < self->new_classes->len; i++)
    same = classes_equal (g_ptr_array_index (self->new_classes, i),
                          g_ptr_array_index (fresh->new_classes, i));
  if (!same)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
                         _ ("The records were changed since the preview was made, so nothing was "
                            "imported. Please look at the preview again."));
  return same;
}

char *
enr_import_plan_dup_reason (const EnrImportPlan *self)
{
  return g_strdup_printf ("import %s", self->file);
}

/* Windows writes these signs of JIS with other code points. */
static gunichar
fold_sign (gunichar c)
{
  switch (c)
    {
    case 0xff5e:
      return 0x301c; /* ～ 〜 */
    case 0xff0d:
      return 0x2212; /* － − */
    case 0x2225:
      return 0x2016; /* ∥ ‖ */
    case 0x2014:
      return 0x2015; /* — ― */
    case 0xffe0:
      return 0xa2; /* ￠ */
    case 0xffe1:
      return 0xa3; /* ￡ */
    case 0xffe2:
      return 0xac; /* ￢ */
    case 0xa5:
      return '\\'; /* ¥ */
    case 0x203e:
      return '~'; /* ‾ */
    default:
      return c;
    }
}

static gboolean
is_selector (gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

gboolean
enr_import_text_same (const char *stored, const char *cell)
{
  gboolean has_geta = strstr (cell, "〓") != NULL;
  const char *a = stored, *b = cell;

  while (*a != '\0' && *b != '\0')
    {
      gunichar x = g_utf8_get_char (a), y = g_utf8_get_char (b);

      if (fold_sign (x) == fold_sign (y) || y == 0x3013)
        b = g_utf8_next_char (b);
      else if (!is_selector (x) || !has_geta)
        return FALSE;
      a = g_utf8_next_char (a);
    }
  while (has_geta && *a != '\0' && is_selector (g_utf8_get_char (a)))
    a = g_utf8_next_char (a);
  return *a == '\0' && *b == '\0';
}
