/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is written between the braces, and what it stands for.
 */
#include "config.h"

#include <string.h>

#include "sheets/sheets-private.h"

/* Longer names and texts between braces are no tags but something else that has braces. */
#define MAX_TAG 200

static void
tag_clear (gpointer data)
{
  g_free (((EnrTag *) data)->name);
}

/* The bytes of two braces of either width at @at, or 0. */
static gsize
braces (const char *at, const char *narrow, const char *wide)
{
  gsize length = 0;

  for (int i = 0; i < 2; i++)
    {
      if (strncmp (at + length, narrow, strlen (narrow)) == 0)
        length += strlen (narrow);
      else if (strncmp (at + length, wide, strlen (wide)) == 0)
        length += strlen (wide);
      else
        return 0;
    }

  return length;
}

/* Full-width ASCII to ASCII, capitals to small, blanks away at the ends. */
static char *
fold (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (letter >= 0xff01 && letter <= 0xff5e)
        letter -= 0xfee0;
      if (letter == 0x3000 || letter == 0xa0)
        letter = ' ';
      if (letter == 0xffec) /* ￬, the half-width one */
        letter = 0x2193;
      if (letter == 0x2025) /* ‥, as some input methods write two dots */
        g_string_append (out, "..");
      else
        g_string_append_unichar (out, (letter < 0x80) ? (gunichar) g_ascii_tolower ((char) letter)
                                                      : letter);
    }
  g_strstrip (out->str);

  return g_string_free (out, FALSE);
}

/* Digits up to the end or @stop; 0 where there are none or too many. */
static guint
number (const char *text, const char *stop, const char **end)
{
  guint value = 0;
  const char *at = text;

  while (at < stop && g_ascii_isdigit (*at) && value < 1000000)
    value = value * 10 + (guint) (*at++ - '0');
  *end = at;

  return value;
}

/* "@26", "@26..50". */
static gboolean
parse_rows (const char *text, EnrTag *tag)
{
  const char *stop = text + strlen (text);
  const char *at;

  tag->from = number (text, stop, &at);
  if (*at == '\0')
    return tag->from > 0;
  if (strncmp (at, "..", 2) != 0)
    return FALSE;
  tag->to = number (at + 2, stop, &at);

  return *at == '\0' && tag->from > 0 && tag->to >= tag->from;
}

/* ".1..31" or ".1..31↓" at the end of @text, which is cut off. */
static gboolean
parse_range (char *text, EnrTag *tag)
{
  char *dots = strstr (text, "..");
  char *begin;
  const char *end;

  if (dots == NULL)
    return TRUE;
  for (begin = dots; begin > text && g_ascii_isdigit (begin[-1]); begin--)
    ;
  if (begin == dots || begin == text || begin[-1] != '.')
    return FALSE;
  tag->first = (int) number (begin, dots, &end);
  tag->last = (int) number (dots + 2, dots + strlen (dots), &end);
  if (*end != '\0')
    {
      while (*end == ' ')
        end++;
      if (strcmp (end, "↓") != 0)
        return FALSE;
      tag->is_down = TRUE;
    }
  if (!g_ascii_isdigit (dots[2]) || tag->last < tag->first
      || tag->last - tag->first >= ENR_SHEET_MAX_RANGE)
    return FALSE;
  begin[-1] = '\0';

  return TRUE;
}

static gboolean
is_name (const char *text)
{
  if (*text == '\0' || *text == '.' || g_str_has_suffix (text, ".") || strstr (text, "..") != NULL)
    return FALSE;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (!g_unichar_isalnum (letter) && !g_unichar_ismark (letter) && letter != '.'
          && letter != '-' && letter != '_')
        return FALSE;
    }

  return TRUE;
}

static void
parse (const char *text, gsize length, EnrTag *tag)
{
  g_autofree char *folded = NULL;
  char *rows;

  tag->first = tag->last = -1;
  if (length > MAX_TAG)
    return;
  folded = fold (text, length);
  rows = strchr (folded, '@');
  if (rows != NULL)
    {
      *rows = '\0';
      if (!parse_rows (rows + 1, tag))
        return;
      g_strchomp (folded);
    }
  if (parse_range (folded, tag) && is_name (folded))
    tag->name = g_steal_pointer (&folded);
}

GArray *
enr_tags_find (const char *text)
{
  g_autoptr (GArray) tags = NULL;
  const char *at = text;

  while (*at != '\0')
    {
      gsize open = braces (at, "{", "｛");
      const char *end;
      gsize close = 0;
      EnrTag tag = { 0 };

      if (open == 0)
        {
          at++;
          continue;
        }
      for (end = at + open; *end != '\0' && (close = braces (end, "}", "｝")) == 0; end++)
        if (braces (end, "{", "｛") != 0)
          break;

      /* Braces that are never closed are a tag with a slip of the finger: to be told, not passed
       * over. */
      tag.start = (gsize) (at - text);
      tag.end = (gsize) (end - text) + close;
      if (close != 0)
        parse (at + open, (gsize) (end - at) - open, &tag);
      if (tags == NULL)
        {
          tags = g_array_new (FALSE, FALSE, sizeof (EnrTag));
          g_array_set_clear_func (tags, tag_clear);
        }
      g_array_append_val (tags, tag);
      at = text + tag.end;
    }

  return g_steal_pointer (&tags);
}

void
enr_target_clear (EnrTarget *target)
{
  g_clear_pointer (&target->field, g_free);
  target->list = NULL;
  target->is_known = FALSE;
}

static gboolean
has_value (const EnrSheetData *data, const EnrTag *tag)
{
  if (tag->first < 0)
    return enr_sheet_data_lookup (data, tag->name) != NULL;
  for (int i = tag->first; i <= tag->last; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s.%d", tag->name, i);

      if (enr_sheet_data_lookup (data, name) != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_field (const EnrSheetList *list, const char *field, const EnrTag *tag)
{
  if (tag->first < 0)
    return enr_sheet_list_column (list, field) >= 0;
  for (int i = tag->first; i <= tag->last; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s.%d", field, i);

      if (enr_sheet_list_column (list, name) >= 0)
        return TRUE;
    }

  return FALSE;
}

void
enr_target_find (EnrTarget *target,
                 const EnrSheetData *data,
                 const EnrTag *tag,
                 const EnrSheetList *implied)
{
  const EnrSheetList *list;
  const char *field = NULL;

  enr_target_clear (target);
  if (data == NULL || tag->name == NULL)
    return;

  if (tag->from == 0 && has_value (data, tag))
    {
      target->is_known = TRUE;
      return;
    }
  list = enr_sheet_data_find_list (data, tag->name, &field);
  if ((list == NULL || !has_field (list, field, tag)) && implied != NULL)
    {
      list = implied;
      field = tag->name;
    }
  if (list != NULL && has_field (list, field, tag))
    {
      target->is_known = TRUE;
      target->list = list;
      target->field = g_strdup (field);
    }
}

EnrSheetValue
enr_target_get (const EnrTarget *target,
                const EnrSheetData *data,
                const EnrTag *tag,
                guint row,
                int index)
{
  const char *name = (target->list != NULL) ? target->field : tag->name;
  g_autofree char *full = (tag->first < 0) ? NULL : g_strdup_printf ("%s.%d", name, index);
  const EnrSheetValue *value;

  if (full != NULL)
    name = full;
  if (target->list != NULL)
    return enr_sheet_list_get (target->list, row, enr_sheet_list_column (target->list, name));
  value = enr_sheet_data_lookup (data, name);

  return (value != NULL) ? *value : enr_sheet_blank ();
}

EnrSheetTag *
enr_sheet_tag_new (const EnrRich *rich,
                   const EnrTag *tag,
                   const char *sheet,
                   const char *cell,
                   gboolean is_known)
{
  EnrSheetTag *found = g_new0 (EnrSheetTag, 1);
  const char *end;
  /* What was never closed goes on to the end of the text; a letter must not be cut in two. */
  gsize length = MIN (tag->end - tag->start, MAX_TAG);

  g_utf8_validate (rich->text + tag->start, (gssize) length, &end);
  found->text = g_strndup (rich->text + tag->start, (gsize) (end - rich->text) - tag->start);
  found->name = g_strdup ((tag->name != NULL) ? tag->name : "");
  found->sheet = g_strdup (sheet);
  found->cell = g_strdup (cell);
  found->is_known = is_known;

  return found;
}

void
enr_sheet_tag_free (EnrSheetTag *tag)
{
  if (tag == NULL)
    return;
  g_free (tag->text);
  g_free (tag->name);
  g_free (tag->sheet);
  g_free (tag->cell);
  g_free (tag);
}
