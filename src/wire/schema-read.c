/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Schemas are read once into nodes, their patterns compiled. Keywords that only describe ($schema,
 * $id, $comment, title, description, examples) are passed over; one that is in no table below is
 * refused.
 */
#include "config.h"
#include "wire/schema-private.h"

#include <string.h>

#include "wire/event.h"

#define REF_BASE "#/$defs/"

typedef struct
{
  GHashTable *nodes; /* all definitions, made before any is read: they may name each other */
  GError **error;
} Reader;

static EnrSchemaNode *read_node (Reader *reader, json_t *value);

static void
node_free (gpointer data)
{
  EnrSchemaNode *self = data;

  if (self == NULL)
    return;
  g_clear_pointer (&self->members, g_array_unref);
  g_clear_pointer (&self->properties, g_hash_table_unref);
  g_clear_pointer (&self->required, g_ptr_array_unref);
  g_clear_pointer (&self->choices, json_decref);
  g_clear_pointer (&self->constant, json_decref);
  g_clear_pointer (&self->pattern, g_regex_unref);
  g_clear_pointer (&self->items, node_free);
  g_clear_pointer (&self->all_of, g_ptr_array_unref);
  g_clear_pointer (&self->any_of, g_ptr_array_unref);
  g_clear_pointer (&self->one_of, g_ptr_array_unref);
  g_free (self);
}

static EnrSchemaNode *
node_new (void)
{
  EnrSchemaNode *self = g_new0 (EnrSchemaNode, 1);

  self->minimum = G_MININT64;
  self->maximum = G_MAXINT64;
  self->max_length = G_MAXSIZE;
  self->max_items = G_MAXSIZE;
  return self;
}

static gboolean
refuse (Reader *reader, const char *keyword)
{
  g_set_error (reader->error, ENR_WIRE_ERROR, ENR_WIRE_ERROR_SCHEMA, "the keyword “%s” of a schema",
               keyword);
  return FALSE;
}

static EnrJsonTypes
parse_type (const char *word)
{
  static const struct
  {
    const char *word;
    EnrJsonTypes types;
  } words[] = {
    { "object", ENR_JSON_OBJECT },   { "array", ENR_JSON_ARRAY },     { "string", ENR_JSON_TEXT },
    { "integer", ENR_JSON_INTEGER }, { "boolean", ENR_JSON_BOOLEAN }, { "null", ENR_JSON_NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (word, words[i].word) == 0)
      return words[i].types;
  return 0;
}

static gboolean
read_types (Reader *reader, EnrSchemaNode *node, json_t *value)
{
  if (json_is_string (value))
    node->types = parse_type (json_string_value (value));
  else
    for (gsize i = 0; i < json_array_size (value); i++)
      {
        EnrJsonTypes types = parse_type (json_string_value (json_array_get (value, i)));

        if (types == 0)
          return refuse (reader, "type");
        node->types |= types;
      }
  return node->types != 0 || refuse (reader, "type");
}

static gboolean
read_properties (Reader *reader, GHashTable *nodes, json_t *value, const char *keyword)
{
  const char *key;
  json_t *member;
  void *iter = NULL;

  if (!json_is_object (value))
    return refuse (reader, keyword);
  while ((iter = enr_json_next (value, iter, &key, &member)) != NULL)
    {
      EnrSchemaNode *node = read_node (reader, member);

      if (node == NULL)
        return FALSE;
      g_hash_table_insert (nodes, g_strdup (key), node);
    }
  return TRUE;
}

static gboolean
read_list (Reader *reader, GPtrArray **list, json_t *value, const char *keyword)
{
  *list = g_ptr_array_new_with_free_func (node_free);
  for (gsize i = 0; i < json_array_size (value); i++)
    {
      EnrSchemaNode *node = read_node (reader, json_array_get (value, i));

      if (node == NULL)
        return FALSE;
      g_ptr_array_add (*list, node);
    }
  return (*list)->len > 0 || refuse (reader, keyword);
}

static gboolean
read_required (Reader *reader, EnrSchemaNode *node, json_t *value)
{
  node->required = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; i < json_array_size (value); i++)
    {
      const char *key = json_string_value (json_array_get (value, i));

      if (key == NULL)
        return refuse (reader, "required");
      g_ptr_array_add (node->required, g_strdup (key));
    }
  return json_is_array (value) || refuse (reader, "required");
}

/* A number's digits. %FALSE where there are none, or too many. */
static gboolean
take_count (const char **at, guint *count)
{
  const char *start = *at;

  for (*count = 0; g_ascii_isdigit (**at) && *at - start < 4; (*at)++)
    *count = 10 * *count + (guint) (**at - '0');
  return *at > start;
}

/* ^[0-9a-f]{32}$ and its like, which nearly all patterns are; any other is left to the engine. */
static void
find_signs (EnrSchemaNode *node, const char *pattern)
{
  const char *at = pattern;

  if (!g_str_has_prefix (at, "^["))
    return;
  for (at += 2; *at != ']'; at++)
    {
      guchar first = (guchar) *at;
      guchar last = first;

      if (first <= ' ' || first >= 127 || strchr ("[\\^:", first) != NULL)
        return;
      if (at[1] == '-' && at[2] != ']')
        {
          last = (guchar) at[2];
          at += 2;
          if (!g_ascii_isalnum (first) || !g_ascii_isalnum (last) || last < first)
            return;
        }
      for (guint sign = first; sign <= last; sign++)
        node->signs[sign] = TRUE;
    }
  at++;
  if (*at++ != '{' || !take_count (&at, &node->min_signs))
    return;
  node->max_signs = node->min_signs;
  if (*at == ',')
    {
      at++;
      if (!take_count (&at, &node->max_signs))
        return;
    }
  node->has_signs = strcmp (at, "}$") == 0;
}

static gboolean
read_pattern (Reader *reader, EnrSchemaNode *node, json_t *value)
{
  if (!json_is_string (value))
    return refuse (reader, "pattern");
  /* In ECMA's expressions, which schemas have, "$" is the very end */
  node->pattern = g_regex_new (json_string_value (value), G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY,
                               0, reader->error);
  if (node->pattern != NULL)
    find_signs (node, json_string_value (value));
  return node->pattern != NULL;
}

static gboolean
read_format (Reader *reader, EnrSchemaNode *node, json_t *value)
{
  const char *word = json_string_value (value);

  if (g_strcmp0 (word, "date") == 0)
    node->format = ENR_FORMAT_DATE;
  else if (g_strcmp0 (word, "date-time") == 0)
    node->format = ENR_FORMAT_DATE_TIME;
  else if (g_strcmp0 (word, "uuid") == 0)
    node->format = ENR_FORMAT_UUID;
  else
    return refuse (reader, "format");
  return TRUE;
}

static gboolean
read_ref (Reader *reader, EnrSchemaNode *node, json_t *value)
{
  const char *text = json_string_value (value);

  if (text != NULL && g_str_has_prefix (text, REF_BASE))
    node->ref = g_hash_table_lookup (reader->nodes, text + strlen (REF_BASE));
  return node->ref != NULL || refuse (reader, "$ref");
}

static gboolean
read_size (Reader *reader, gsize *size, json_t *value, const char *keyword)
{
  if (!json_is_integer (value) || json_integer_value (value) < 0)
    return refuse (reader, keyword);
  *size = (gsize) json_integer_value (value);
  return TRUE;
}

static gboolean
read_bound (Reader *reader, gint64 *bound, json_t *value, const char *keyword)
{
  if (!json_is_integer (value))
    return refuse (reader, keyword);
  *bound = json_integer_value (value);
  return TRUE;
}

static gboolean
is_description (const char *keyword)
{
  static const char *const words[] = { "$schema",  "$id",   "$comment",     "title", "description",
                                       "examples", "$defs", "x-event-type", NULL };

  return g_strv_contains (words, keyword);
}

static gboolean
read_keyword (Reader *reader, EnrSchemaNode *node, const char *keyword, json_t *value)
{
#define IS(word) (strcmp (keyword, word) == 0)
  if (IS ("type"))
    return read_types (reader, node, value);
  if (IS ("properties"))
    {
      node->properties = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, node_free);
      return read_properties (reader, node->properties, value, keyword);
    }
  if (IS ("required"))
    return read_required (reader, node, value);
  if (IS ("additionalProperties"))
    {
      node->is_closed = json_is_false (value);
      return json_is_boolean (value) || refuse (reader, keyword);
    }
  if (IS ("enum"))
    {
      node->choices = json_incref (value);
      return json_is_array (value) || refuse (reader, keyword);
    }
  if (IS ("const"))
    {
      node->constant = json_incref (value);
      return TRUE;
    }
  if (IS ("minimum"))
    return read_bound (reader, &node->minimum, value, keyword);
  if (IS ("maximum"))
    return read_bound (reader, &node->maximum, value, keyword);
  if (IS ("minLength"))
    return read_size (reader, &node->min_length, value, keyword);
  if (IS ("maxLength"))
    return read_size (reader, &node->max_length, value, keyword);
  if (IS ("pattern"))
    return read_pattern (reader, node, value);
  if (IS ("format"))
    return read_format (reader, node, value);
  if (IS ("items"))
    return (node->items = read_node (reader, value)) != NULL;
  if (IS ("minItems"))
    return read_size (reader, &node->min_items, value, keyword);
  if (IS ("maxItems"))
    return read_size (reader, &node->max_items, value, keyword);
  if (IS ("uniqueItems"))
    {
      node->is_unique = json_is_true (value);
      return json_is_boolean (value) || refuse (reader, keyword);
    }
  if (IS ("$ref"))
    return read_ref (reader, node, value);
  if (IS ("allOf"))
    return read_list (reader, &node->all_of, value, keyword);
  if (IS ("anyOf"))
    return read_list (reader, &node->any_of, value, keyword);
  if (IS ("oneOf"))
    return read_list (reader, &node->one_of, value, keyword);
#undef IS
  return is_description (keyword) || refuse (reader, keyword);
}

static EnrSchemaMember *
find_member (GArray *members, const char *key)
{
  for (guint i = 0; i < members->len; i++)
    if (strcmp (g_array_index (members, EnrSchemaMember, i).key, key) == 0)
      return &g_array_index (members, EnrSchemaMember, i);
  return NULL;
}

static void
list_members (EnrSchemaNode *node)
{
  GHashTableIter iter;
  gpointer key, value;

  if (node->properties == NULL && node->required == NULL)
    return;
  node->members = g_array_new (FALSE, FALSE, sizeof (EnrSchemaMember));
  if (node->properties != NULL)
    {
      g_hash_table_iter_init (&iter, node->properties);
      while (g_hash_table_iter_next (&iter, &key, &value))
        {
          EnrSchemaMember member = { key, value, FALSE };

          g_array_append_val (node->members, member);
        }
    }
  for (guint i = 0; node->required != NULL && i < node->required->len; i++)
    {
      EnrSchemaMember more = { node->required->pdata[i], NULL, FALSE };
      EnrSchemaMember *member = find_member (node->members, more.key);

      if (member == NULL)
        {
          g_array_append_val (node->members, more);
          member = find_member (node->members, more.key);
        }
      if (!member->is_required)
        node->n_required++;
      member->is_required = TRUE;
    }
}

static gboolean
fill_node (Reader *reader, EnrSchemaNode *node, json_t *value)
{
  const char *keyword;
  json_t *member;
  void *iter = NULL;

  if (!json_is_object (value))
    return refuse (reader, "no object");
  while ((iter = enr_json_next (value, iter, &keyword, &member)) != NULL)
    if (!read_keyword (reader, node, keyword, member))
      return FALSE;
  list_members (node);
  return TRUE;
}

static EnrSchemaNode *
read_node (Reader *reader, json_t *value)
{
  EnrSchemaNode *node = node_new ();

  if (!fill_node (reader, node, value))
    g_clear_pointer (&node, node_free);
  return node;
}

static gboolean
read_definitions (Reader *reader, json_t *definitions)
{
  const char *key;
  json_t *value;
  void *iter = NULL;

  while ((iter = enr_json_next (definitions, iter, &key, &value)) != NULL)
    g_hash_table_insert (reader->nodes, g_strdup (key), node_new ());
  iter = NULL;
  while ((iter = enr_json_next (definitions, iter, &key, &value)) != NULL)
    if (!fill_node (reader, g_hash_table_lookup (reader->nodes, key), value))
      return FALSE;
  return TRUE;
}

/* A text, or a list of texts. */
static gboolean
read_event_types (Reader *reader, EnrSchema *schema, json_t *value)
{
  schema->types = g_ptr_array_new_with_free_func (g_free);
  if (json_is_string (value))
    g_ptr_array_add (schema->types, g_strdup (json_string_value (value)));
  for (gsize i = 0; i < json_array_size (value); i++)
    {
      const char *type = json_string_value (json_array_get (value, i));

      if (type == NULL)
        return refuse (reader, "x-event-type");
      g_ptr_array_add (schema->types, g_strdup (type));
    }
  return schema->types->len > 0 || refuse (reader, "x-event-type");
}

EnrSchema *
enr_schema_read (gconstpointer bytes, gsize length, GError **error)
{
  g_autoptr (EnrSchema) self = g_new0 (EnrSchema, 1);
  g_autoptr (json_t) root = enr_json_read (bytes, length, error);
  Reader reader = { .error = error };
  const char *id;

  if (root == NULL)
    return NULL;
  self->definitions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, node_free);
  reader.nodes = self->definitions;
  id = enr_json_get_text (root, "$id", "");
  if (!g_str_has_prefix (id, ENR_SCHEMA_BASE))
    {
      refuse (&reader, "$id");
      return NULL;
    }
  self->name = g_strdup (id + strlen (ENR_SCHEMA_BASE));
  if (!read_event_types (&reader, self, json_object_get (root, "x-event-type")))
    return NULL;
  if (!read_definitions (&reader, json_object_get (root, "$defs")))
    return NULL;
  self->root = read_node (&reader, root);
  if (self->root == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

void
enr_schema_free (EnrSchema *self)
{
  g_free (self->name);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  node_free (self->root);
  g_clear_pointer (&self->definitions, g_hash_table_unref);
  g_free (self);
}
