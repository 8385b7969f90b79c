/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What schema-others.py cannot see: pointers, members that are not known, and schemas that must not
 * load.
 */
#include "config.h"

#include <string.h>

#include "wire/event.h"
#include "wire/schema-private.h"

#define HEAD "{\"$id\":\"" ENR_SCHEMA_BASE "test/1.2\",\"x-event-type\":\"jp.enroku.test.v1\","

static const char schema_text[]
    = HEAD "\"$defs\":{\"child\":{\"type\":\"object\",\"required\":[\"no\"],"
           "\"additionalProperties\":false,"
           "\"properties\":{\"no\":{\"type\":\"string\",\"pattern\":\"^[0-9]+$\"},\"minutes\":{"
           "\"type\":\"integer\","
           "\"minimum\":0,\"maximum\":1620}}}},\"type\":\"object\",\"required\":[\"date\"],"
           "\"properties\":{\"date\":{\"type\":\"string\",\"format\":\"date\"},"
           "\"children\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/child\"}}}}";

static EnrSchema *
load (const char *text)
{
  g_autoptr (GError) error = NULL;
  EnrSchema *schema = enr_schema_read (text, strlen (text), &error);

  g_assert_no_error (error);
  return schema;
}

/* "pointer rule" of each problem, in a line each */
static char *
check (const EnrSchema *schema, const char *text, gboolean is_own)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) data = enr_json_read (text, strlen (text), &error);
  g_autoptr (GPtrArray) problems = NULL;
  GString *all = g_string_new (NULL);

  g_assert_no_error (error);
  problems = enr_schema_check (schema, data, is_own);
  for (guint i = 0; i < problems->len; i++)
    {
      const EnrSchemaProblem *problem = problems->pdata[i];

      g_assert_nonnull (problem->detail);
      g_string_append_printf (all, "%s %s\n", problem->pointer, problem->rule);
    }
  return g_string_free (all, FALSE);
}

static void
test_pointers (void)
{
  static const struct
  {
    const char *data;
    const char *own;
    const char *received; /* NULL: the same */
  } cases[] = {
    { "{\"date\":\"2026-11-21\"}", "", NULL },
    { "{}", "/date required\n", NULL },
    { "[]", " type\n", NULL },
    { "{\"date\":\"2026-02-30\"}", "/date format\n", NULL },
    { "{\"date\":\"2026-11-21\",\"children\":[{\"no\":\"1\"},{\"minutes\":1621,\"no\":\"x\"}]}",
      "/children/1/minutes maximum\n/children/1/no pattern\n", NULL },
    /* "$" is the very end */
    { "{\"date\":\"2026-11-21\",\"children\":[{\"no\":\"1\\n\"}]}", "/children/0/no pattern\n",
      NULL },
    /* a later minor version's member is tolerated from others */
    { "{\"date\":\"2026-11-21\",\"children\":[{\"a/b~c\":1,\"no\":\"1\"}]}",
      "/children/0/a~1b~0c additionalProperties\n", "" },
    { "{\"date\":\"2026-11-21\",\"later\":1}", "", NULL },
  };
  g_autoptr (EnrSchema) schema = load (schema_text);

  g_assert_cmpstr (enr_schema_name (schema), ==, "test/1.2");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *own = check (schema, cases[i].data, TRUE);
      g_autofree char *received = check (schema, cases[i].data, FALSE);
      g_auto (GStrv) own_lines = g_strsplit (own, "\n", -1);
      g_auto (GStrv) want_lines = g_strsplit (cases[i].own, "\n", -1);

      /* an object's members come in no order */
      g_assert_cmpuint (g_strv_length (own_lines), ==, g_strv_length (want_lines));
      for (guint j = 0; want_lines[j] != NULL; j++)
        g_assert_true (g_strv_contains ((const char *const *) own_lines, want_lines[j]));
      if (cases[i].received != NULL)
        g_assert_cmpstr (received, ==, cases[i].received);
      else
        g_assert_cmpuint (strlen (received), ==, strlen (own));
    }
}

static void
test_many (void)
{
  g_autoptr (EnrSchema) schema = load (schema_text);
  GString *text = g_string_new ("{\"date\":\"2026-11-21\",\"children\":[{}");
  g_autoptr (json_t) data = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  for (int i = 0; i < 5000; i++)
    g_string_append (text, ",{}");
  g_string_append (text, "]}");
  data = enr_json_read (text->str, text->len, NULL);
  problems = enr_schema_check (schema, data, TRUE);
  g_assert_cmpuint (problems->len, ==, 100);
  g_string_free (text, TRUE);
}

static void
test_must_not_load (void)
{
  static const char *const texts[] = {
    "{}",
    "[]",
    "{\"$id\":\"https://example.jp/x/1.0\",\"x-event-type\":\"a\"}",
    "{\"$id\":\"" ENR_SCHEMA_BASE "x/1.0\"}",
    HEAD "\"patternProperties\":{}}",
    HEAD "\"type\":\"number\"}",
    HEAD "\"type\":[]}",
    HEAD "\"format\":\"email\"}",
    HEAD "\"pattern\":\"[\"}",
    HEAD "\"minimum\":\"1\"}",
    HEAD "\"minLength\":-1}",
    HEAD "\"additionalProperties\":{}}",
    HEAD "\"required\":[1]}",
    HEAD "\"required\":\"a\"}",
    HEAD "\"enum\":1}",
    HEAD "\"oneOf\":[]}",
    HEAD "\"items\":true}",
    HEAD "\"$ref\":\"#/$defs/none\"}",
    HEAD "\"$ref\":\"https://example.jp/\"}",
    HEAD "\"properties\":{\"a\":{\"multipleOf\":2}}}",
    HEAD "\"$defs\":{\"a\":{\"multipleOf\":2}}}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", texts[i]);
      g_assert_null (enr_schema_read (texts[i], strlen (texts[i]), &error));
      g_assert_nonnull (error);
    }
}

/* A schema that names itself for ever is no endless loop. */
static void
test_circle (void)
{
  g_autoptr (EnrSchema) schema
      = load (HEAD "\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}},"
                   "\"$ref\":\"#/$defs/a\"}");
  g_autofree char *problems = check (schema, "1", TRUE);

  g_assert_cmpstr (problems, ==, " $ref\n");
}

/* Each schema of the program: it loads, its name is of its type's major version. */
static void
test_own (void)
{
  const char *const *types = enr_schema_types ();

  for (guint i = 0; types[i] != NULL; i++)
    {
      const EnrSchema *schema = enr_schema_for_type (types[i]);
      const char *version = strrchr (types[i], '.');
      const char *name;

      g_assert_nonnull (schema);
      name = strchr (enr_schema_name (schema), '/');
      g_assert_nonnull (name);
      g_assert_nonnull (version);
      g_assert_true (version[1] == 'v');
      g_assert_cmpint (atoi (version + 2), ==, atoi (name + 1));
      g_assert_true (i == 0 || strcmp (types[i - 1], types[i]) < 0);
    }
  g_assert_null (enr_schema_for_type ("jp.enroku.no-such-thing.v1"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/schema/pointers", test_pointers);
  g_test_add_func ("/wire/schema/many", test_many);
  g_test_add_func ("/wire/schema/must-not-load", test_must_not_load);
  g_test_add_func ("/wire/schema/circle", test_circle);
  g_test_add_func ("/wire/schema/own", test_own);
  return g_test_run ();
}
