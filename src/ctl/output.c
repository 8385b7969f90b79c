/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "ctl/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <glib/gi18n.h>

#include "base/text.h"
#include "ctl/ctl.h"

/* The errno of the first write that failed; 0 as long as none has. */
static int failure;

/* What is done all the same where the result cannot be written; %NULL for nothing to say. */
static const char *done;

struct _EnrTextTable
{
  guint n_columns;
  GPtrArray *cells; /* (element-type utf8), row by row; the first row is the heading */
};

gboolean
enr_output_write (const char *text)
{
  if (failure == 0 && fputs (text, stdout) == EOF)
    failure = errno != 0 ? errno : EIO;
  return failure == 0;
}

void
enr_output_print (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  enr_output_write (text);
}

void
enr_output_set_done (const char *sentence)
{
  done = sentence;
}

gboolean
enr_output_finish (GError **error)
{
  if (failure == 0 && fflush (stdout) == EOF)
    failure = errno != 0 ? errno : EIO;
  if (failure == EPIPE)
    g_set_error_literal (error, ENR_CTL_ERROR, ENR_CTL_ERROR_SILENT, "");
  else if (failure != 0 && done != NULL)
    /* Translators: the system's reason, and a sentence that says what is recorded */
    g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
                 _ ("The result could not be written to the standard output: %s. %s"),
                 g_strerror (failure), done);
  else if (failure != 0)
    /* Translators: %s is the system's reason */
    g_set_error (error, ENR_CTL_ERROR, ENR_CTL_ERROR_FAILED,
                 _ ("The result could not be written to the standard output: %s."),
                 g_strerror (failure));
  return failure == 0;
}

EnrTextTable *
enr_text_table_new (guint n_columns)
{
  EnrTextTable *self = g_new0 (EnrTextTable, 1);

  self->n_columns = n_columns;
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
enr_text_table_free (EnrTextTable *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->cells);
  g_free (self);
}

void
enr_text_table_add (EnrTextTable *self, const char *text)
{
  char *cell = g_strdup (text != NULL ? text : "");

  g_ptr_array_add (self->cells, g_strdelimit (cell, "\r\n\t", ' '));
}

char *
enr_output_dup_padded (const char *text, int columns)
{
  int missing = MAX (0, columns - enr_text_columns (text));

  return g_strdup_printf ("%s%*s", text, missing, "");
}

void
enr_text_table_print (const EnrTextTable *self)
{
  g_autofree int *widths = g_new0 (int, self->n_columns);
  g_autofree gboolean *is_used = g_new0 (gboolean, self->n_columns);

  for (guint i = 0; i < self->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (self->cells, i);
      guint column = i % self->n_columns;

      widths[column] = MAX (widths[column], enr_text_columns (cell));
      is_used[column] |= i >= self->n_columns && *cell != '\0';
    }
  for (guint i = 0; i < self->cells->len; i += self->n_columns)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      for (guint column = 0; column < self->n_columns; column++)
        {
          g_autofree char *padded = NULL;

          if (!is_used[column])
            continue;
          padded
              = enr_output_dup_padded (g_ptr_array_index (self->cells, i + column), widths[column]);
          g_string_append_printf (line, "%s%s", line->len > 0 ? "  " : "", padded);
        }
      g_strchomp (line->str);
      enr_output_print ("%s\n", line->str);
    }
}

JsonBuilder *
enr_json_new (void)
{
  JsonBuilder *builder = json_builder_new ();

  return json_builder_begin_object (builder);
}

static char *
dup_json (JsonBuilder *builder, gboolean is_pretty)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  JsonNode *root = json_builder_get_root (builder);
  char *text;

  json_generator_set_pretty (generator, is_pretty);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  json_node_unref (root);
  return text;
}

void
enr_json_print (JsonBuilder *builder)
{
  g_autofree char *text = NULL;

  json_builder_end_object (builder);
  text = dup_json (builder, TRUE);
  enr_output_print ("%s\n", text);
}

char *
enr_json_dup_line (JsonBuilder *builder)
{
  return dup_json (builder, FALSE);
}

void
enr_json_text (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value != NULL ? value : "");
}

void
enr_json_word (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value == NULL || *value == '\0')
    json_builder_add_null_value (builder);
  else
    json_builder_add_string_value (builder, value);
}

void
enr_json_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
enr_json_bool (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
enr_json_date (JsonBuilder *builder, const char *name, EnrDate value)
{
  char buffer[ENR_DATE_ISO_LENGTH];

  enr_json_word (builder, name, enr_date_iso (value, buffer));
}

void
enr_json_instant (JsonBuilder *builder, const char *name, EnrInstant value)
{
  g_autofree char *local = value != ENR_INSTANT_NONE ? enr_instant_dup_local (value) : NULL;

  enr_json_word (builder, name, local);
}

void
enr_json_minutes (JsonBuilder *builder, const char *name, EnrDate day, int minutes)
{
  enr_json_instant (builder, name,
                    minutes >= 0 ? enr_instant_from_local (day, minutes) : ENR_INSTANT_NONE);
}

void
enr_json_uuid (JsonBuilder *builder, const char *name, const EnrUuid *value)
{
  char buffer[ENR_UUID_STRING_LENGTH];

  enr_json_word (builder, name, enr_uuid_is_none (value) ? NULL : enr_uuid_format (value, buffer));
}

void
enr_json_path (JsonBuilder *builder, const char *name, const char *path)
{
  g_autofree char *text
      = g_utf8_validate (path, -1, NULL) ? g_strdup (path) : g_filename_display_name (path);

  enr_json_text (builder, name, text);
}

void
enr_json_begin_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}
