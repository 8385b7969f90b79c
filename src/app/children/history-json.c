/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/history-json.h"

#include <stdlib.h>
#include <string.h>

static char *
read_string (const char **p)
{
  GString *text = g_string_new (NULL);

  for ((*p)++; **p != '"' && **p != '\0'; (*p)++)
    {
      if (**p != '\\')
        {
          g_string_append_c (text, **p);
          continue;
        }
      (*p)++;
      if (**p == 'u')
        {
          char hex[5] = { 0 };

          for (int i = 0; i < 4 && (*p)[1] != '\0'; i++)
            hex[i] = *++*p;
          g_string_append_unichar (text, strtoul (hex, NULL, 16));
        }
      else if (**p != '\0')
        g_string_append_c (text, **p);
      else
        break;
    }
  if (**p == '"')
    (*p)++;
  return g_string_free (text, FALSE);
}

/* NULL for null. */
static char *
read_value (const char **p)
{
  const char *start = *p;

  if (**p == '"')
    return read_string (p);
  if (**p == '{')
    {
      while (**p != '}' && **p != '\0')
        (*p)++;
      if (**p == '}')
        (*p)++;
      return g_strndup (start, *p - start);
    }
  while (**p != '\0' && strchr (",]}", **p) == NULL)
    (*p)++;
  return strncmp (start, "null", 4) == 0 ? NULL : g_strndup (start, *p - start);
}

static void
skip (const char **p, const char *characters)
{
  while (**p != '\0' && strchr (characters, **p) != NULL)
    (*p)++;
}

/* Column -> char*[2]: old, new. */
static void
pair_free (gpointer data)
{
  char **pair = data;

  g_free (pair[0]);
  g_free (pair[1]);
  g_free (pair);
}

GHashTable *
enr_history_json_parse (const char *json)
{
  GHashTable *pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, pair_free);
  const char *p = json;

  for (skip (&p, "{"); *p == '"'; skip (&p, ",]"))
    {
      char *column = read_string (&p);
      char **pair = g_new0 (char *, 2);

      skip (&p, ":[");
      pair[0] = read_value (&p);
      skip (&p, ",");
      pair[1] = read_value (&p);
      g_hash_table_insert (pairs, column, pair);
    }
  return pairs;
}

static const char *
get (GHashTable *pairs, const char *column, int which)
{
  char **pair = g_hash_table_lookup (pairs, column);

  return pair != NULL ? pair[which] : NULL;
}

const char *
enr_history_json_before (GHashTable *pairs, const char *column)
{
  return get (pairs, column, 0);
}

const char *
enr_history_json_after (GHashTable *pairs, const char *column)
{
  return get (pairs, column, 1);
}
