/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the published JSON Schema of CloudEvents asks of an envelope, as a table of our own words. Its source
 * is spec.json in the repository github.com/cloudevents/spec, as at its commit
 * 01d15f73cd7f651f686c9f8ff903a59194d937bb; the names of extensions and the types of their values, which that
 * schema leaves open, are of spec.md there (sections "Naming Conventions" and "Type System").
 * tests/hub/test-openapi.py has the same table for the hub's side.
 */
#pragma once

#include <string.h>

#include "wire/json.h"

typedef enum
{
  CLOUD_TEXT,
  CLOUD_URI_REFERENCE,
  CLOUD_URI,
  CLOUD_DATE_TIME,
  CLOUD_BASE64,
  CLOUD_ANY,
} CloudFormat;

typedef struct
{
  const char *name;
  gboolean is_required;
  gboolean may_be_null;
  gsize least; /* characters */
  CloudFormat format;
} CloudRule;

static const CloudRule cloud_rules[] = {
  { "id", TRUE, FALSE, 1, CLOUD_TEXT },
  { "source", TRUE, FALSE, 1, CLOUD_URI_REFERENCE },
  { "specversion", TRUE, FALSE, 1, CLOUD_TEXT },
  { "type", TRUE, FALSE, 1, CLOUD_TEXT },
  { "datacontenttype", FALSE, TRUE, 0, CLOUD_TEXT },
  { "dataschema", FALSE, TRUE, 1, CLOUD_URI },
  { "subject", FALSE, TRUE, 1, CLOUD_TEXT },
  { "time", FALSE, TRUE, 0, CLOUD_DATE_TIME },
  { "data", FALSE, TRUE, 0, CLOUD_ANY },
  { "data_base64", FALSE, TRUE, 0, CLOUD_BASE64 },
};

static inline gboolean
cloud_is_formed (CloudFormat format, const char *text)
{
  g_autoptr (GDateTime) time = NULL;

  switch (format)
    {
    case CLOUD_URI:
      return g_uri_is_valid (text, G_URI_FLAGS_NONE, NULL);
    case CLOUD_URI_REFERENCE:
      /* Against any base, or by itself. */
      return strpbrk (text, " <>\"{}|\\^`") == NULL;
    case CLOUD_DATE_TIME:
      /* RFC 3339 is that of ISO 8601 with a "T" and a zone. */
      time = g_date_time_new_from_iso8601 (text, NULL);
      return time != NULL && strlen (text) >= strlen ("2026-11-21T17:42:03Z") && text[10] == 'T';
    case CLOUD_BASE64:
      return strlen (text) % 4 == 0
             && strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
                    == strlen (text);
    default:
      return TRUE;
    }
}

/* The name of what breaks the rules, or NULL. */
static inline const char *
cloud_event_fault (const json_t *event)
{
  const char *key;
  json_t *value;
  void *iter = NULL;

  if (!json_is_object (event))
    return "object";
  for (guint i = 0; i < G_N_ELEMENTS (cloud_rules); i++)
    {
      const CloudRule *rule = &cloud_rules[i];
      const json_t *member = json_object_get (event, rule->name);

      if (member == NULL || json_is_null (member))
        {
          if (member == NULL ? rule->is_required : !rule->may_be_null)
            return rule->name;
          continue;
        }
      if (rule->format == CLOUD_ANY)
        continue;
      if (!json_is_string (member) || json_string_length (member) < rule->least
          || !cloud_is_formed (rule->format, json_string_value (member)))
        return rule->name;
    }
  if (json_object_get (event, "data") != NULL && json_object_get (event, "data_base64") != NULL)
    return "data_base64";
  while ((iter = enr_json_next ((json_t *) event, iter, &key, &value)) != NULL)
    {
      gboolean is_rule = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (cloud_rules); i++)
        is_rule = is_rule || strcmp (cloud_rules[i].name, key) == 0;
      if (is_rule)
        continue;
      if (*key == '\0' || strspn (key, "abcdefghijklmnopqrstuvwxyz0123456789") != strlen (key))
        return "extension's name";
      if (!json_is_string (value) && !json_is_boolean (value)
          && !(json_is_integer (value) && json_integer_value (value) >= G_MININT32
               && json_integer_value (value) <= G_MAXINT32))
        return "extension's value";
    }
  return NULL;
}
