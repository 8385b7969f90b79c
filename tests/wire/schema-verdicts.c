/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * schema-verdicts SCHEMA: for each line of JSON that comes in, "right" or "wrong". For
 * schema-others.py.
 */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "wire/schema-private.h"

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (EnrSchema) schema = NULL;
  gsize length = 0, room = 0;
  ssize_t n;
  char *at = NULL;

  if (argc == 2 && g_file_get_contents (argv[1], &text, &length, &error))
    schema = enr_schema_read (text, length, &error);
  if (schema == NULL)
    {
      fprintf (stderr, "%s: %s\n", argv[1], error != NULL ? error->message : "which schema?");
      return 1;
    }
  while ((n = getline (&at, &room, stdin)) > 0)
    {
      g_autoptr (json_t) data = enr_json_read (at, (gsize) n, &error);
      g_autoptr (GPtrArray) problems = NULL;

      if (data == NULL)
        g_error ("%s: %s", at, error->message);
      problems = enr_schema_check (schema, data, TRUE);
      puts (problems->len == 0 ? "right" : "wrong");
    }
  free (at);
  return 0;
}
