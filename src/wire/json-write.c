/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The one form, written in one walk. It is jansson's compact form with its keys in order, which the
 * tests compare; jansson asks for memory for each object and hands out each sign by itself, and an
 * event is written while somebody waits for the day to be closed.
 */
#include "config.h"
#include "wire/json.h"

#include <string.h>

#define FEW 16 /* members of an object that are put in order without further memory */
#define FIRST_SIZE 4096

typedef struct
{
  const char *key;
  json_t *value;
} Member;

typedef struct
{
  GString *text;
  int depth;
  int max_depth;
  gboolean has_real;
  gboolean has_nul;
} Writer;

static void
write_text (GString *text, const char *start, gsize length)
{
  static const char letters[] = "btn\0fr"; /* 0x08 to 0x0d */
  const char *end = start + length;
  const char *done = start;

  g_string_append_c (text, '"');
  for (const char *at = start; at < end; at++)
    {
      guchar sign = (guchar) *at;

      if (sign >= ' ' && sign != '"' && sign != '\\')
        continue;
      g_string_append_len (text, done, at - done);
      done = at + 1;
      g_string_append_c (text, '\\');
      if (sign >= ' ')
        g_string_append_c (text, (char) sign);
      else if (sign >= '\b' && sign <= '\r' && sign != '\v')
        g_string_append_c (text, letters[sign - '\b']);
      else
        g_string_append_printf (text, "u%04X", sign);
    }
  g_string_append_len (text, done, end - done);
  g_string_append_c (text, '"');
}

static void
write_int (GString *text, gint64 number)
{
  char digits[24];
  char *at = digits + sizeof digits;
  guint64 rest = number < 0 ? -(guint64) number : (guint64) number;

  do
    *--at = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (number < 0)
    *--at = '-';
  g_string_append_len (text, at, digits + sizeof digits - at);
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Member *) a)->key, ((const Member *) b)->key);
}

static void
sort (Member *members, gsize n)
{
  if (n > FEW)
    {
      qsort (members, n, sizeof *members, compare_members);
      return;
    }
  for (gsize i = 1; i < n; i++)
    {
      Member member = members[i];
      gsize k = i;

      for (; k > 0 && strcmp (members[k - 1].key, member.key) > 0; k--)
        members[k] = members[k - 1];
      members[k] = member;
    }
}

static void write_value (Writer *self, json_t *value);

static void
write_object (Writer *self, json_t *object)
{
  gsize n = json_object_size (object);
  g_autofree Member *many = n > FEW ? g_new (Member, n) : NULL;
  Member few[FEW];
  Member *members = many != NULL ? many : few;
  void *iter = NULL;

  for (gsize i = 0; i < n; i++)
    iter = enr_json_next (object, iter, &members[i].key, &members[i].value);
  sort (members, n);
  g_string_append_c (self->text, '{');
  for (gsize i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (self->text, ',');
      write_text (self->text, members[i].key, strlen (members[i].key));
      g_string_append_c (self->text, ':');
      write_value (self, members[i].value);
    }
  g_string_append_c (self->text, '}');
}

static void
write_array (Writer *self, json_t *array)
{
  g_string_append_c (self->text, '[');
  for (gsize i = 0; i < json_array_size (array); i++)
    {
      if (i > 0)
        g_string_append_c (self->text, ',');
      write_value (self, json_array_get (array, i));
    }
  g_string_append_c (self->text, ']');
}

static void
write_value (Writer *self, json_t *value)
{
  const char *text;

  self->depth += json_is_object (value) || json_is_array (value);
  self->max_depth = MAX (self->max_depth, self->depth);
  switch (json_typeof (value))
    {
    case JSON_OBJECT:
      write_object (self, value);
      self->depth--;
      break;
    case JSON_ARRAY:
      write_array (self, value);
      self->depth--;
      break;
    case JSON_STRING:
      text = json_string_value (value);
      self->has_nul = self->has_nul || memchr (text, '\0', json_string_length (value)) != NULL;
      write_text (self->text, text, json_string_length (value));
      break;
    case JSON_INTEGER:
      write_int (self->text, json_integer_value (value));
      break;
    case JSON_REAL:
      self->has_real = TRUE;
      g_string_append_printf (self->text, "%.17g", json_real_value (value));
      break;
    case JSON_TRUE:
      g_string_append (self->text, "true");
      break;
    case JSON_FALSE:
      g_string_append (self->text, "false");
      break;
    case JSON_NULL:
    default:
      g_string_append (self->text, "null");
      break;
    }
}

GBytes *
enr_json_write (const json_t *value)
{
  Writer self = { g_string_sized_new (FIRST_SIZE), 0, 0, FALSE, FALSE };

  write_value (&self, (json_t *) value);
  return g_string_free_to_bytes (self.text);
}

/* Most of what is written is numbers and English keys. */
static gboolean
is_utf8 (const char *bytes, gsize length)
{
  guint8 all = 0;

  for (gsize i = 0; i < length; i++)
    all |= (guint8) bytes[i];
  return all < 0x80 || g_utf8_validate_len (bytes, length, NULL);
}

GBytes *
enr_json_write_readable (const json_t *value, int depth, GError **error)
{
  Writer self = { g_string_sized_new (FIRST_SIZE), 0, 0, FALSE, FALSE };
  g_autoptr (GBytes) bytes = NULL;

  write_value (&self, (json_t *) value);
  bytes = g_string_free_to_bytes (self.text);
  if (self.has_real)
    g_set_error_literal (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_NUMBER,
                         "a number that is not whole");
  else if (self.max_depth > depth)
    g_set_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_DEPTH, "nested deeper than %d", depth);
  else if (self.has_nul || !is_utf8 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)))
    g_set_error_literal (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX, "a text that is none");
  else
    return g_steal_pointer (&bytes);
  return NULL;
}
