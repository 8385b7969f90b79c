/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Bytes of XML that libxml2 has found well-formed: text out of them, attributes in a tag, and
 * edits.
 */
#include "config.h"

#include <string.h>

#include "sheets/sheets-private.h"

gsize
enr_raw_next (const char *data, gsize length, EnrPieceKind *kind, GString *text)
{
  const char *found;
  gunichar letter = 0;

  if (length >= 9 && memcmp (data, "<![CDATA[", 9) == 0)
    {
      *kind = ENR_PIECE_CDATA;
      found = memmem (data, length, "]]>", 3);
      found = (found != NULL) ? found : data + length;
      g_string_append_len (text, data + 9, found - data - 9);
      return MIN ((gsize) (found - data) + 3, length);
    }
  if (data[0] == '<')
    {
      gsize at = 0;
      char quote = '\0';

      *kind = ENR_PIECE_ATOM;
      if (length >= 4 && memcmp (data, "<!--", 4) == 0)
        {
          found = memmem (data, length, "-->", 3);
          return (found != NULL) ? (gsize) (found - data) + 3 : length;
        }
      /* A quoted '>' does not end a tag. */
      while (at < length && (quote != '\0' || data[at] != '>'))
        {
          if (quote == '\0' && (data[at] == '"' || data[at] == '\''))
            quote = data[at];
          else if (data[at] == quote)
            quote = '\0';
          at++;
        }
      return MIN (at + 1, length);
    }
  if (data[0] == '&')
    {
      static const struct
      {
        const char *name;
        char letter;
      } entities[] = {
        { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' }
      };

      *kind = ENR_PIECE_ATOM;
      found = memchr (data, ';', length);
      if (found == NULL)
        return length;
      for (gsize i = 0; i < G_N_ELEMENTS (entities); i++)
        if (strncmp (entities[i].name, data, (gsize) (found - data) + 1) == 0)
          g_string_append_c (text, entities[i].letter);
      if (data[1] == '#')
        letter = (gunichar) ((data[2] == 'x') ? g_ascii_strtoull (data + 3, NULL, 16)
                                              : g_ascii_strtoull (data + 2, NULL, 10));
      if (letter != 0 && g_unichar_validate (letter))
        g_string_append_unichar (text, letter);
      return (gsize) (found - data) + 1;
    }

  *kind = ENR_PIECE_PLAIN;
  for (found = data; found < data + length && *found != '<' && *found != '&'; found++)
    ;
  g_string_append_len (text, data, found - data);

  return (gsize) (found - data);
}

gboolean
enr_raw_may_have_tag (const char *data, gsize length)
{
  static const char wide[] = "｛";

  for (gsize i = 0; i < length; i++)
    if (data[i] == '{' || (data[i] == '&' && i + 1 < length && data[i + 1] == '#')
        || (data[i] == wide[0] && i + 2 < length && data[i + 1] == wide[1]
            && data[i + 2] == wide[2]))
      return TRUE;

  return FALSE;
}

void
enr_raw_append_text (GString *out, const char *data, gsize length)
{
  gsize at = 0;
  EnrPieceKind kind;

  while (at < length)
    at += enr_raw_next (data + at, length - at, &kind, out);
}

char *
enr_raw_dup_prefix (const char *tag)
{
  gsize length = strcspn (tag + 1, ": \t\r\n/>");

  return (tag[1 + length] == ':') ? g_strndup (tag + 1, length + 1) : g_strdup ("");
}

gboolean
enr_raw_find_attribute (const char *tag,
                        gsize length,
                        const char *local_name,
                        gsize *start,
                        gsize *end)
{
  const char *limit = tag + length;
  const char *at = tag + 1;

  while (at < limit && strchr (" \t\r\n/>", *at) == NULL)
    at++;
  while (at < limit)
    {
      const char *begin = at;
      const char *name, *colon;
      gsize name_length;
      char quote;

      while (at < limit && strchr (" \t\r\n", *at) != NULL)
        at++;
      if (at >= limit || *at == '/' || *at == '>')
        return FALSE;
      name = at;
      while (at < limit && strchr (" \t\r\n=", *at) == NULL)
        at++;
      name_length = (gsize) (at - name);
      while (at < limit && *at != '"' && *at != '\'')
        at++;
      if (at >= limit)
        return FALSE;
      quote = *at++;
      at = memchr (at, quote, (gsize) (limit - at));
      if (at == NULL)
        return FALSE;
      at++;

      colon = memchr (name, ':', name_length);
      if (colon != NULL)
        {
          name_length -= (gsize) (colon + 1 - name);
          name = colon + 1;
        }
      if (strlen (local_name) == name_length && memcmp (name, local_name, name_length) == 0)
        {
          *start = (gsize) (begin - tag);
          *end = (gsize) (at - tag);
          return TRUE;
        }
    }

  return FALSE;
}

void
enr_raw_append_escaped (GString *out, const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '&')
        g_string_append (out, "&amp;");
      else if (*at == '<')
        g_string_append (out, "&lt;");
      else if (*at == '>')
        g_string_append (out, "&gt;");
      else if (*at == '"')
        g_string_append (out, "&quot;");
      else
        g_string_append_c (out, *at);
    }
}

EnrEdits *
enr_edits_new (void)
{
  EnrEdits *edits = g_new0 (EnrEdits, 1);

  edits->edits = g_array_new (FALSE, FALSE, sizeof (EnrEdit));
  edits->pool = g_string_new (NULL);

  return edits;
}

void
enr_edits_free (EnrEdits *edits)
{
  if (edits == NULL)
    return;
  g_array_unref (edits->edits);
  g_string_free (edits->pool, TRUE);
  g_free (edits);
}

void
enr_edits_add (EnrEdits *edits, gsize start, gsize end, const char *text, gssize length)
{
  EnrEdit edit = {
    .start = start,
    .end = end,
    .at = edits->pool->len,
    .length = (length < 0) ? strlen (text) : (gsize) length,
  };

  g_string_append_len (edits->pool, text, (gssize) edit.length);
  g_array_append_val (edits->edits, edit);
}

/* By place; there what is only put in comes first, in the order in which it was added, for the pool
 * grows with each. */
static int
compare_edits (gconstpointer a, gconstpointer b)
{
  const EnrEdit *left = a, *right = b;

  if (left->start != right->start)
    return (left->start < right->start) ? -1 : 1;
  if ((left->end == left->start) != (right->end == right->start))
    return (left->end == left->start) ? -1 : 1;
  if (left->at != right->at)
    return (left->at < right->at) ? -1 : 1;
  return 0;
}

gboolean
enr_edits_apply (EnrEdits *edits, const char *data, gsize from, gsize to, GString *out)
{
  gsize at = from;

  g_array_sort (edits->edits, compare_edits);
  for (guint i = 0; i < edits->edits->len; i++)
    {
      const EnrEdit *edit = &g_array_index (edits->edits, EnrEdit, i);

      if (edit->start < from || edit->end > to)
        continue;
      if (edit->start < at)
        return FALSE;
      g_string_append_len (out, data + at, (gssize) (edit->start - at));
      g_string_append_len (out, edits->pool->str + edit->at, (gssize) edit->length);
      at = edit->end;
    }
  g_string_append_len (out, data + at, (gssize) (to - at));

  return TRUE;
}
