/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How a child is called outside of the house: by the number that the municipality gave it, never by
 * its name.
 */
#include "config.h"

#include "submission/submission-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Not in order: sorting takes as long as all the rest. */
ENR_SQL (SQL_NUMBERS,
         "SELECT child_id, number, first_day FROM certification WHERE removed_at IS NULL AND "
         "number <> '' "
         "AND first_day <= :day AND (last_day IS NULL OR last_day >= :day)");
ENR_SQL (SQL_NUMBER,
         "SELECT number FROM certification WHERE child_id = :child AND removed_at IS NULL AND "
         "number <> '' "
         "AND first_day <= :day AND (last_day IS NULL OR last_day >= :day) ORDER BY first_day DESC "
         "LIMIT 1");

char *
enr_submission_dup_hex (const EnrUuid *id)
{
  static const char digits[] = "0123456789abcdef";
  char *hex = g_malloc (2 * sizeof id->bytes + 1);

  for (guint i = 0; i < sizeof id->bytes; i++)
    {
      hex[2 * i] = digits[id->bytes[i] >> 4];
      hex[2 * i + 1] = digits[id->bytes[i] & 15];
    }
  hex[2 * sizeof id->bytes] = '\0';
  return hex;
}

/* A child, and since when it has its number; the latest holds. */
typedef struct
{
  EnrUuid child_id; /* by which it is found */
  EnrDate since;
} Certified;

GHashTable *
enr_submission_numbers (EnrDb *db, EnrDate day, GError **error)
{
  g_autoptr (GHashTable) numbers
      = g_hash_table_new_full (enr_uuid_hash, enr_uuid_equal, g_free, g_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_NUMBERS);
  int rc;

  enr_bind_date (&st, ":day", day);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      Certified certified = { enr_column_uuid (&st, 0), enr_column_date (&st, 2) };
      gpointer before;

      if (!g_hash_table_lookup_extended (numbers, &certified, &before, NULL)
          || certified.since >= ((const Certified *) before)->since)
        g_hash_table_replace (numbers, g_memdup2 (&certified, sizeof certified),
                              enr_column_dup_text (&st, 1));
    }
  return rc == 0 ? g_steal_pointer (&numbers) : NULL;
}

void
enr_submission_set_child (json_t *object, const EnrUuid *child_id, const char *number)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (number != NULL ? number : ""));

  if (*trimmed != '\0')
    json_object_set_new (object, "number", json_string (trimmed));
  else
    {
      g_autofree char *hex = enr_submission_dup_hex (child_id);

      json_object_set_new (object, "id", json_string (hex));
    }
}

json_t *
enr_submission_child (EnrDb *db, const EnrUuid *child_id, EnrDate day, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_NUMBER);
  json_t *object;
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  rc = enr_stmt_step (&st, error);
  if (rc < 0)
    return NULL;
  object = json_object ();
  enr_submission_set_child (object, child_id, rc > 0 ? enr_column_text (&st, 0) : NULL);
  return object;
}

char *
enr_say_child (const json_t *child)
{
  const char *number = enr_json_get_text (child, "number", NULL);
  const char *id = enr_json_get_text (child, "id", "");

  if (number != NULL)
    /* Translators: a child's certification number (認定番号) */
    return g_strdup_printf (_ ("No. %s"), number);
  /* Translators: the last letters of a child's id, which only this nursery knows */
  return g_strdup_printf (_ ("without a number (%s)"), strlen (id) > 6 ? id + strlen (id) - 6 : id);
}

void
enr_json_set_text (json_t *object, const char *key, const char *value)
{
  if (value != NULL && *value != '\0')
    json_object_set_new (object, key, json_string (value));
}

void
enr_json_set_date (json_t *object, const char *key, EnrDate value)
{
  char buffer[ENR_DATE_ISO_LENGTH];

  if (value != ENR_DATE_NONE)
    json_object_set_new (object, key, json_string (enr_date_iso (value, buffer)));
}

void
enr_json_set_minutes (json_t *object, const char *key, int value)
{
  if (value != ENR_MINUTES_NONE)
    json_object_set_new (object, key, json_integer (value));
}

void
enr_json_set_int (json_t *object, const char *key, gint64 value)
{
  json_object_set_new (object, key, json_integer (value));
}

char *
enr_say_date (const json_t *data, const char *key)
{
  EnrDate date = enr_date_parse_iso (enr_json_get_text (data, key, ""));

  return date != ENR_DATE_NONE ? enr_date_dup_era_weekday (date) : g_strdup ("");
}

char *
enr_say_minutes (const json_t *data, const char *key)
{
  gint64 minutes = enr_json_get_int (data, key, ENR_MINUTES_NONE);
  char buffer[6];

  if (minutes < 0 || minutes > ENR_MINUTES_MAX)
    return g_strdup ("");
  return g_strdup (enr_minutes_format ((int) minutes, buffer));
}
