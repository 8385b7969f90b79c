/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * jansson knows the grammar and UTF-8. What it leaves open is found by one walk over the bytes
 * before it: depth, fractions, and whether the bytes are in the one form. So nothing is written out
 * a second time to be compared; the hub reads a million events a day.
 */
#include "config.h"
#include "wire/json-private.h"

#include <string.h>

/* clang-format off */
G_DEFINE_QUARK (enr-wire-error-quark, enr_wire_error)
/* clang-format on */

__attribute__ ((constructor)) static void
set_up_memory (void)
{
  enr_json_memory_use ();
}

/* What the walk has found. A text that jansson takes and that has none of these is in the one form.
 */
typedef struct
{
  gboolean is_too_deep;
  gboolean has_fraction;
  const char *odd;          /* why it is not in the one form; NULL where it may be */
  gboolean has_escaped_key; /* then the walk has not compared keys */
} Walk;

/* An object or array that is open: an object remembers its last key. */
typedef struct
{
  gboolean is_object;
  gboolean wants_key;
  const char *key;
  gsize key_length;
} Level;

static void
note (Walk *walk, const char *odd)
{
  if (walk->odd == NULL)
    walk->odd = odd;
}

/* \b \f \n \r \t \" \\ and, for the other signs below the blank, \u00XX with capitals. */
static gboolean
is_escape_right (const char *at, const char *end)
{
  int sign;

  if (end - at < 2)
    return FALSE;
  if (at[1] != 'u')
    return strchr ("bfnrt\"\\", at[1]) != NULL && at[1] != '\0';
  if (end - at < 6 || at[2] != '0' || at[3] != '0' || (at[4] != '0' && at[4] != '1')
      || !(g_ascii_isdigit (at[5]) || (at[5] >= 'A' && at[5] <= 'F')))
    return FALSE;
  sign = 16 * (at[4] - '0') + g_ascii_xdigit_value (at[5]);
  return strchr ("\b\f\n\r\t", sign) == NULL || sign == 0;
}

/* @at is behind the opening quote. Returns the closing one, or @end. */
static const char *
walk_text (const char *at, const char *end, Walk *walk, gboolean *has_escape)
{
  while (at < end && *at != '"')
    {
      if (*at == '\\')
        {
          *has_escape = TRUE;
          if (!is_escape_right (at, end))
            note (walk, "an escape that is not needed");
          at++;
          if (at == end)
            return end;
        }
      at++;
    }
  return at;
}

static const char *
walk_number (const char *at, const char *end, Walk *walk)
{
  const char *start = at;

  while (at < end
         && (g_ascii_isdigit (*at) || *at == '-' || *at == '+' || *at == '.' || (*at | 32) == 'e'))
    {
      if (*at == '.' || (*at | 32) == 'e')
        walk->has_fraction = TRUE;
      at++;
    }
  if (at - start == 2 && start[0] == '-' && start[1] == '0')
    note (walk, "minus nought");
  return at;
}

/* The keys of an object stand in the order of their bytes, each once. */
static void
walk_key (Level *level, const char *key, gsize length, Walk *walk)
{
  if (level->key != NULL)
    {
      int order = memcmp (level->key, key, MIN (level->key_length, length));

      if (order > 0 || (order == 0 && level->key_length >= length))
        note (walk, "keys out of order");
    }
  level->key = key;
  level->key_length = length;
}

static void
walk_bytes (const char *bytes, gsize length, Walk *walk)
{
  Level levels[ENR_WIRE_DEPTH] = { 0 };
  const char *end = bytes + length;
  int depth = 0;

  for (const char *at = bytes; at < end;)
    {
      Level *level = (depth > 0) ? &levels[depth - 1] : NULL;

      switch (*at)
        {
        case '{':
        case '[':
          if (depth == ENR_WIRE_DEPTH)
            {
              walk->is_too_deep = TRUE;
              return;
            }
          levels[depth] = (Level){ .is_object = (*at == '{'), .wants_key = (*at == '{') };
          depth++;
          at++;
          break;

        case '}':
        case ']':
          if (depth == 0)
            return; /* no JSON at all, as jansson will say */
          depth--;
          at++;
          break;

        case '"':
          {
            const char *start = at + 1;
            gboolean has_escape = FALSE;

            at = walk_text (start, end, walk, &has_escape);
            if (level != NULL && level->wants_key)
              {
                level->wants_key = FALSE;
                if (has_escape)
                  walk->has_escaped_key = TRUE;
                else
                  walk_key (level, start, (gsize) (at - start), walk);
              }
            if (at < end)
              at++;
            break;
          }

        case ',':
          if (level != NULL)
            level->wants_key = level->is_object;
          at++;
          break;

        case ' ':
        case '\t':
        case '\n':
        case '\r':
          note (walk, "blanks between the parts");
          at++;
          break;

        default:
          if (g_ascii_isdigit (*at) || *at == '-')
            at = walk_number (at, end, walk);
          else
            at++;
        }
    }
}

static json_t *
read_value (gconstpointer bytes, gsize length, Walk *walk, GError **error)
{
  json_error_t problem;
  json_t *value;

  if (length == 0)
    {
      g_set_error_literal (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SYNTAX, "empty");
      return NULL;
    }
  walk_bytes (bytes, length, walk);
  if (walk->is_too_deep)
    {
      g_set_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_DEPTH, "nested deeper than %d",
                   ENR_WIRE_DEPTH);
      return NULL;
    }
  value = json_loadb (bytes, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
  if (value == NULL)
    {
      EnrWireError code = ENR_WIRE_ERROR_SYNTAX;

      if (json_error_code (&problem) == json_error_duplicate_key)
        code = ENR_WIRE_ERROR_CANONICAL;
      else if (json_error_code (&problem) == json_error_numeric_overflow)
        code = ENR_WIRE_ERROR_NUMBER;
      /* jansson's words quote what was there, which may be about a child; the place is enough */
      g_set_error (error, ENR_WIRE_ERROR, code, "%s at byte %d",
                   code == ENR_WIRE_ERROR_CANONICAL ? "a key twice"
                   : code == ENR_WIRE_ERROR_NUMBER  ? "a number beyond 64 bits"
                                                    : "no JSON",
                   problem.position);
      return NULL;
    }
  if (walk->has_fraction)
    {
      json_decref (value);
      g_set_error_literal (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_NUMBER,
                           "a number that is not whole");
      return NULL;
    }
  return value;
}

json_t *
enr_json_read (gconstpointer bytes, gsize length, GError **error)
{
  Walk walk = { 0 };

  return read_value (bytes, length, &walk, error);
}

json_t *
enr_json_read_canonical (gconstpointer bytes, gsize length, GError **error)
{
  Walk walk = { 0 };
  g_autoptr (json_t) value = read_value (bytes, length, &walk, error);

  if (value == NULL)
    return NULL;
  if (walk.odd == NULL && walk.has_escaped_key)
    {
      /* rare: such keys are in none of our schemas */
      g_autoptr (GBytes) again = enr_json_write (value);
      gsize again_length = 0;
      gconstpointer again_bytes = g_bytes_get_data (again, &again_length);

      if (again_length != length || memcmp (again_bytes, bytes, length) != 0)
        walk.odd = "keys out of order";
    }
  if (walk.odd != NULL)
    {
      g_set_error (error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_CANONICAL, "not in the one form: %s",
                   walk.odd);
      return NULL;
    }
  return g_steal_pointer (&value);
}

void *
enr_json_next (json_t *object, void *iter, const char **key, json_t **value)
{
  iter = (iter == NULL) ? json_object_iter (object) : json_object_iter_next (object, iter);
  if (iter != NULL)
    {
      *key = json_object_iter_key (iter);
      *value = json_object_iter_value (iter);
    }
  return iter;
}

const char *
enr_json_get_text (const json_t *object, const char *key, const char *fallback)
{
  const char *text = json_string_value (json_object_get (object, key));

  return (text != NULL) ? text : fallback;
}

gint64
enr_json_get_int (const json_t *object, const char *key, gint64 fallback)
{
  const json_t *value = json_object_get (object, key);

  return json_is_integer (value) ? json_integer_value (value) : fallback;
}
