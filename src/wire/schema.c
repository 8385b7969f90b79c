/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The keywords that are known: type, properties, required, additionalProperties (a boolean), enum,
 * const, minimum, maximum, minLength, maxLength, pattern, format (date, date-time, uuid: as rules,
 * not as hints), items, minItems, maxItems, uniqueItems, $ref to #/$defs/NAME, allOf, anyOf, oneOf.
 * See schema-read.c.
 *
 * A later minor version may add members, so what a reader does not know it does not refuse; and as
 * it cannot tell two forms apart by members it must tolerate, oneOf is anyOf to it.
 */
#include "config.h"
#include "wire/schema.h"

#include <string.h>

#include "enr-schemas.h"
#include "wire/schema-private.h"

#define SCHEMAS_PATH "/io/github/enroku/Enroku/schemas"
#define MAX_PROBLEMS 100
/* a schema's own nodes between two levels of the data: $ref, oneOf … */
#define MAX_STEPS (8 * ENR_WIRE_DEPTH)

/* Where the walk is, from the inside out; only written as text where something is wrong. */
typedef struct _Path Path;
struct _Path
{
  const Path *up;
  const char *key; /* NULL: an element */
  gsize index;
};

typedef struct
{
  GPtrArray *problems; /* NULL: only whether there are any */
  guint n;
  int steps;
  gboolean is_own;
} Check;

static void check_node (Check *check, const EnrSchemaNode *node, json_t *value, const Path *path);

void
enr_schema_problem_free (EnrSchemaProblem *self)
{
  g_free (self->pointer);
  g_free (self->rule);
  g_free (self->detail);
  g_free (self);
}

static void
append_path (GString *text, const Path *path)
{
  if (path == NULL)
    return;
  append_path (text, path->up);
  g_string_append_c (text, '/');
  if (path->key == NULL)
    {
      g_string_append_printf (text, "%" G_GSIZE_FORMAT, path->index);
      return;
    }
  for (const char *at = path->key; *at != '\0'; at++)
    {
      if (*at == '~')
        g_string_append (text, "~0");
      else if (*at == '/')
        g_string_append (text, "~1");
      else
        g_string_append_c (text, *at);
    }
}

static void add_problem (Check *check, const Path *path, const char *rule, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* The words name the rule, never what was there: that is about a child. */
static void
add_problem (Check *check, const Path *path, const char *rule, const char *format, ...)
{
  GString *pointer;
  EnrSchemaProblem *problem;
  va_list args;

  check->n++;
  if (check->problems == NULL || check->problems->len >= MAX_PROBLEMS)
    return;
  pointer = g_string_new (NULL);
  append_path (pointer, path);
  problem = g_new0 (EnrSchemaProblem, 1);
  problem->pointer = g_string_free (pointer, FALSE);
  problem->rule = g_strdup (rule);
  va_start (args, format);
  problem->detail = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (check->problems, problem);
}

static EnrJsonTypes
type_of (const json_t *value)
{
  switch (json_typeof (value))
    {
    case JSON_OBJECT:
      return ENR_JSON_OBJECT;
    case JSON_ARRAY:
      return ENR_JSON_ARRAY;
    case JSON_STRING:
      return ENR_JSON_TEXT;
    case JSON_INTEGER:
      return ENR_JSON_INTEGER;
    case JSON_TRUE:
    case JSON_FALSE:
      return ENR_JSON_BOOLEAN;
    case JSON_NULL:
      return ENR_JSON_NULL;
    case JSON_REAL:
    default:
      return 0; /* never on the wire, and no type takes it */
    }
}

static gboolean
is_digits (const char *at, const char *form)
{
  for (; *form != '\0'; at++, form++)
    if (*form == '0' ? !g_ascii_isdigit (*at) : *at != *form)
      return FALSE;
  return TRUE;
}

/* The ten signs of RFC 3339's full-date, and a day that there is. */
static gboolean
is_date (const char *text)
{
  int year, month, day;

  if (!is_digits (text, "0000-00-00"))
    return FALSE;
  year = atoi (text);
  month = (text[5] - '0') * 10 + (text[6] - '0');
  day = (text[8] - '0') * 10 + (text[9] - '0');
  return year >= 1 && month >= 1 && month <= 12 && day >= 1
         && day <= g_date_get_days_in_month (month, (GDateYear) year);
}

static gboolean
is_clock (const char *text)
{
  return is_digits (text, "00:00") && (text[0] - '0') * 10 + (text[1] - '0') <= 23
         && text[3] <= '5';
}

/* RFC 3339's date-time; no leap seconds. */
static gboolean
is_date_time (const char *text)
{
  if (!is_date (text) || (text[10] != 'T' && text[10] != 't') || !is_clock (text + 11)
      || !is_digits (text + 16, ":00") || text[17] > '5')
    return FALSE;
  text += 19;
  if (*text == '.')
    {
      gsize n = strspn (text + 1, "0123456789");

      if (n == 0)
        return FALSE;
      text += 1 + n;
    }
  if (strcmp (text, "Z") == 0 || strcmp (text, "z") == 0)
    return TRUE;
  return (*text == '+' || *text == '-') && is_clock (text + 1) && text[6] == '\0';
}

static gboolean
is_uuid (const char *text)
{
  static const char form[] = "00000000-0000-0000-0000-000000000000";

  for (guint i = 0; i < sizeof form; i++)
    if (form[i] == '0' ? !g_ascii_isxdigit (text[i]) : text[i] != form[i])
      return FALSE;
  return TRUE;
}

static gboolean
has_format (const char *text, EnrFormat format)
{
  switch (format)
    {
    case ENR_FORMAT_DATE:
      return is_date (text) && text[10] == '\0';
    case ENR_FORMAT_DATE_TIME:
      return is_date_time (text);
    case ENR_FORMAT_UUID:
      return is_uuid (text);
    case ENR_FORMAT_NONE:
    default:
      return TRUE;
    }
}

static gboolean
has_pattern (const EnrSchemaNode *node, const char *text)
{
  guint n = 0;

  if (!node->has_signs)
    return g_regex_match (node->pattern, text, 0, NULL);
  for (; text[n] != '\0'; n++)
    if ((guchar) text[n] >= 128 || !node->signs[(guchar) text[n]] || n == node->max_signs)
      return FALSE;
  return n >= node->min_signs;
}

static void
check_text (Check *check, const EnrSchemaNode *node, const json_t *value, const Path *path)
{
  static const char *const formats[] = { "", "date", "date-time", "uuid" };
  const char *text = json_string_value (value);

  if (node->min_length > 0 || node->max_length < G_MAXSIZE)
    {
      gsize length = (gsize) g_utf8_strlen (text, (gssize) json_string_length (value));

      if (length < node->min_length)
        add_problem (check, path, "minLength", "fewer than %" G_GSIZE_FORMAT " characters",
                     node->min_length);
      if (length > node->max_length)
        add_problem (check, path, "maxLength", "more than %" G_GSIZE_FORMAT " characters",
                     node->max_length);
    }
  if (node->pattern != NULL && !has_pattern (node, text))
    add_problem (check, path, "pattern", "not in the form %s", g_regex_get_pattern (node->pattern));
  if (!has_format (text, node->format))
    add_problem (check, path, "format", "no %s", formats[node->format]);
}

static void
check_array (Check *check, const EnrSchemaNode *node, json_t *value, const Path *path)
{
  gsize n = json_array_size (value);

  if (n < node->min_items)
    add_problem (check, path, "minItems", "fewer than %" G_GSIZE_FORMAT, node->min_items);
  if (n > node->max_items)
    add_problem (check, path, "maxItems", "more than %" G_GSIZE_FORMAT, node->max_items);
  if (node->is_unique)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                                           (GDestroyNotify) g_bytes_unref, NULL);

      for (gsize i = 0; i < n; i++)
        if (!g_hash_table_add (seen, enr_json_write (json_array_get (value, i))))
          {
            add_problem (check, path, "uniqueItems", "the same twice");
            break;
          }
    }
  for (gsize i = 0; node->items != NULL && i < n; i++)
    {
      Path below = { .up = path, .index = i };

      check_node (check, node->items, json_array_get (value, i), &below);
    }
}

static const EnrSchemaMember *
find_member (const EnrSchemaNode *node, const char *key)
{
  for (guint i = 0; i < node->members->len; i++)
    {
      const EnrSchemaMember *member = &g_array_index (node->members, EnrSchemaMember, i);

      if (member->key[0] == key[0] && strcmp (member->key, key) == 0)
        return member;
    }
  return NULL;
}

static void
check_required (Check *check, const EnrSchemaNode *node, const json_t *value, const Path *path)
{
  for (guint i = 0; i < node->required->len; i++)
    if (json_object_get (value, node->required->pdata[i]) == NULL)
      {
        Path below = { .up = path, .key = node->required->pdata[i] };

        add_problem (check, &below, "required", "missing");
      }
}

static void
check_object (Check *check, const EnrSchemaNode *node, json_t *value, const Path *path)
{
  const char *key;
  json_t *member;
  void *iter = NULL;
  guint n_required = 0;

  if (node->properties == NULL && !(node->is_closed && check->is_own))
    {
      if (node->required != NULL)
        check_required (check, node, value, path);
      return;
    }
  while ((iter = enr_json_next (value, iter, &key, &member)) != NULL)
    {
      const EnrSchemaMember *known = node->members != NULL ? find_member (node, key) : NULL;
      Path below = { .up = path, .key = key };

      n_required += known != NULL && known->is_required;
      if (known != NULL && known->node != NULL)
        check_node (check, known->node, member, &below);
      else if (node->is_closed && check->is_own)
        add_problem (check, &below, "additionalProperties", "not known");
    }
  if (n_required < node->n_required)
    check_required (check, node, value, path);
}

/* How many of @nodes take the value. */
static guint
count_matches (Check *check, GPtrArray *nodes, json_t *value)
{
  guint n = 0;

  for (guint i = 0; i < nodes->len; i++)
    {
      Check trial = { .is_own = check->is_own, .steps = check->steps };

      check_node (&trial, nodes->pdata[i], value, NULL);
      if (trial.n == 0)
        n++;
    }
  return n;
}

static gboolean
is_choice (const json_t *choices, const json_t *value)
{
  for (gsize i = 0; i < json_array_size (choices); i++)
    if (json_equal (json_array_get (choices, i), value))
      return TRUE;
  return FALSE;
}

static void
check_combined (Check *check, const EnrSchemaNode *node, json_t *value, const Path *path)
{
  if (node->ref != NULL)
    check_node (check, node->ref, value, path);
  for (guint i = 0; node->all_of != NULL && i < node->all_of->len; i++)
    check_node (check, node->all_of->pdata[i], value, path);
  if (node->any_of != NULL && count_matches (check, node->any_of, value) == 0)
    add_problem (check, path, "anyOf", "none of the forms");
  if (node->one_of != NULL)
    {
      guint n = count_matches (check, node->one_of, value);

      if (n == 0 || (n > 1 && check->is_own))
        add_problem (check, path, "oneOf",
                     n == 0 ? "none of the forms" : "more than one of the forms");
    }
}

static void
check_node (Check *check, const EnrSchemaNode *node, json_t *value, const Path *path)
{
  EnrJsonTypes type = type_of (value);

  if (check->steps >= MAX_STEPS)
    {
      add_problem (check, path, "$ref", "nested too deep");
      return;
    }
  if (node->types != 0 && (node->types & type) == 0)
    {
      add_problem (check, path, "type", "of another type");
      return;
    }
  check->steps++;
  if (node->constant != NULL && !json_equal (node->constant, value))
    add_problem (check, path, "const", "another value");
  if (node->choices != NULL && !is_choice (node->choices, value))
    add_problem (check, path, "enum", "none of the values");
  if (type == ENR_JSON_TEXT)
    check_text (check, node, value, path);
  else if (type == ENR_JSON_OBJECT)
    check_object (check, node, value, path);
  else if (type == ENR_JSON_ARRAY)
    check_array (check, node, value, path);
  else if (type == ENR_JSON_INTEGER)
    {
      gint64 number = json_integer_value (value);

      if (number < node->minimum)
        add_problem (check, path, "minimum", "less than %" G_GINT64_FORMAT, node->minimum);
      if (number > node->maximum)
        add_problem (check, path, "maximum", "more than %" G_GINT64_FORMAT, node->maximum);
    }
  check_combined (check, node, value, path);
  check->steps--;
}

GPtrArray *
enr_schema_check (const EnrSchema *self, const json_t *data, gboolean is_own)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_schema_problem_free);
  Check check = { .problems = problems, .is_own = is_own };

  check_node (&check, self->root, (json_t *) data, NULL);
  return problems;
}

typedef struct
{
  GHashTable *by_type; /* (element-type utf8 EnrSchema) */
  const char **types;  /* NULL-terminated, ordered */
} Schemas;

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static Schemas *
load_schemas (void)
{
  Schemas *schemas = g_new0 (Schemas, 1);
  GResource *resource = enr_schemas_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, SCHEMAS_PATH, 0, NULL);
  guint n;

  schemas->by_type = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_path ("/", SCHEMAS_PATH, names[i], NULL);
      g_autoptr (GBytes) bytes = g_resource_lookup_data (resource, path, 0, &error);
      EnrSchema *schema = NULL;

      if (bytes != NULL)
        schema = enr_schema_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error);
      if (schema == NULL) /* part of the program, and checked by its tests */
        g_error ("%s: %s", names[i], error->message);
      for (guint j = 0; j < schema->types->len; j++)
        g_hash_table_insert (schemas->by_type, schema->types->pdata[j], schema);
    }
  schemas->types = (const char **) g_hash_table_get_keys_as_array (schemas->by_type, &n);
  qsort (schemas->types, n, sizeof *schemas->types, compare_texts);
  return schemas;
}

static const Schemas *
get_schemas (void)
{
  static Schemas *schemas;

  if (g_once_init_enter (&schemas))
    g_once_init_leave (&schemas, load_schemas ());
  return schemas;
}

const EnrSchema *
enr_schema_for_type (const char *type)
{
  return g_hash_table_lookup (get_schemas ()->by_type, type);
}

const char *const *
enr_schema_types (void)
{
  return get_schemas ()->types;
}

const char *
enr_schema_name (const EnrSchema *self)
{
  return self->name;
}
