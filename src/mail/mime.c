/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "mail/mime.h"

#include <string.h>

/* Of a line with an encoded word (RFC 2047 2), and of base64 (RFC 2045 6.8) */
#define MOST_LINE 76
#define MOST_WORD 75
/* What is longer is encoded, so that it can be broken anywhere. */
#define MOST_PLAIN 60
#define WORD_START "=?UTF-8?B?"
#define WORD_END "?="
#define BASE64_BYTES 57 /* 76 letters */

static gsize
column_of (const GString *out)
{
  const char *line_feed = g_strrstr_len (out->str, out->len, "\n");

  return (line_feed != NULL) ? out->len - (line_feed + 1 - out->str) : out->len;
}

static gboolean
is_plain (const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isprint (text[i]))
      return FALSE;
  return length > 0 && length <= MOST_PLAIN && text[0] != ' ' && text[length - 1] != ' '
         && strstr (text, "=?") == NULL;
}

/* The bytes of whole letters at @text, @most at the most. */
static gsize
fitting (const char *text, gsize most)
{
  gsize length = 0;

  while (text[length] != '\0')
    {
      gsize next = g_utf8_next_char (text + length) - text;

      if (next > most)
        break;
      length = next;
    }
  return length;
}

/* Encoded words, of which each has whole letters (RFC 2047 5); @n_after letters follow on the last
 * line. */
static void
append_words (GString *out, const char *text, gsize n_after)
{
  const gsize n_frame = strlen (WORD_START WORD_END);

  while (*text != '\0')
    {
      gsize column = column_of (out);
      gsize room
          = (column + n_frame + n_after < MOST_LINE) ? MOST_LINE - column - n_frame - n_after : 0;
      gsize length = fitting (text, MIN (room, MOST_WORD - n_frame) / 4 * 3);

      if (length > 0)
        {
          g_autofree char *word = g_base64_encode ((const guchar *) text, length);

          g_string_append_printf (out, WORD_START "%s" WORD_END, word);
          text += length;
        }
      if (*text != '\0')
        g_string_append (out, "\r\n ");
    }
}

static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

void
enr_mime_append_text (GString *out, const char *text)
{
  g_return_if_fail (out != NULL && text != NULL);

  if (is_plain (text))
    g_string_append (out, text);
  else
    append_words (out, text, 0);
}

void
enr_mime_append_mailbox (GString *out, const char *name, const char *address)
{
  g_return_if_fail (out != NULL && address != NULL);

  if (name == NULL || name[0] == '\0')
    {
      g_string_append (out, address);
      return;
    }
  if (is_plain (name))
    append_quoted (out, name);
  else
    append_words (out, name, 0);
  g_string_append (out, column_of (out) + strlen (address) + 3 > MOST_LINE ? "\r\n <" : " <");
  g_string_append (out, address);
  g_string_append_c (out, '>');
}

void
enr_mime_append_old_parameter (GString *out, const char *name, const char *value)
{
  g_return_if_fail (out != NULL && name != NULL && value != NULL);

  g_string_append_printf (out, ";\r\n %s=", name);
  if (is_plain (value))
    {
      append_quoted (out, value);
      return;
    }
  g_string_append_c (out, '"');
  append_words (out, value, 1);
  g_string_append_c (out, '"');
}

/* What may stand as it is in RFC 2231's values; less than it allows. */
static gboolean
is_unescaped (char c)
{
  return g_ascii_isalnum (c) || c == '.' || c == '-' || c == '_';
}

void
enr_mime_append_parameter (GString *out, const char *name, const char *value)
{
  g_autoptr (GPtrArray) parts = NULL;
  GString *part = NULL;

  g_return_if_fail (out != NULL && name != NULL && value != NULL);

  if (is_plain (value))
    {
      g_string_append_printf (out, ";\r\n %s=", name);
      append_quoted (out, value);
      return;
    }
  parts = g_ptr_array_new_with_free_func (g_free);
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    {
      /* a letter is 12 signs at the most; " filename*12*=" and ";" are the rest */
      if (part != NULL && part->len + 12 > MOST_LINE - strlen (name) - 8)
        g_ptr_array_add (parts, g_string_free (g_steal_pointer (&part), FALSE));
      if (part == NULL)
        part = g_string_new (parts->len == 0 ? "UTF-8''" : NULL);
      for (const char *c = p; c < g_utf8_next_char (p); c++)
        if (is_unescaped (*c))
          g_string_append_c (part, *c);
        else
          g_string_append_printf (part, "%%%02X", (guchar) *c);
    }
  if (part != NULL)
    g_ptr_array_add (parts, g_string_free (part, FALSE));
  if (parts->len == 1)
    g_string_append_printf (out, ";\r\n %s*=%s", name, (char *) g_ptr_array_index (parts, 0));
  else
    for (guint i = 0; i < parts->len; i++)
      g_string_append_printf (out, ";\r\n %s*%u*=%s", name, i,
                              (char *) g_ptr_array_index (parts, i));
}

void
enr_mime_append_base64 (GString *out, gconstpointer data, gsize length)
{
  const guchar *bytes = data;
  char line[BASE64_BYTES / 3 * 4 + 8];

  g_return_if_fail (out != NULL && (data != NULL || length == 0));

  for (gsize i = 0; i < length; i += BASE64_BYTES)
    {
      int state = 0;
      int save = 0;
      gsize n = g_base64_encode_step (bytes + i, MIN (BASE64_BYTES, length - i), FALSE, line,
                                      &state, &save);

      n += g_base64_encode_close (FALSE, line + n, &state, &save);
      g_string_append_len (out, line, n);
      g_string_append (out, "\r\n");
    }
}
