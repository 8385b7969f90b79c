/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reports as a table, whatever their type: what is said once of a report is in every row of it, and
 * each element of its lists (children, ages …) is a row with the list's name in "part". Read twice,
 * because only the whole knows its columns.
 */
#include "config.h"

#include <string.h>

#include "base/csv.h"
#include "hub/export.h"
#include "wire/event.h"

#define PAGE 500
#define TYPE_BASE "jp.enroku."
#define DEPTH 4

ENR_HUB_SQL (SQL_EXPORT,
             "SELECT c.nursery, n.name, c.subject, i.body, i.recv_ms FROM current c"
             " JOIN inbox i ON i.recv_seq = c.recv_seq JOIN nursery n ON n.nursery = c.nursery"
             " WHERE c.type >= $1 AND c.type < $2 AND c.day BETWEEN $3 AND $4"
             "  AND (c.nursery > $5 OR (c.nursery = $5 AND c.subject > $6))"
             " ORDER BY c.nursery, c.subject LIMIT 500");

typedef struct
{
  GPtrArray *columns;    /* names, in the order of their first appearance */
  GHashTable *positions; /* name to its place + 1 */
  GHashTable *common;    /* name to text: what is said once */
  EnrCsvWriter *writer;  /* NULL at the first reading */
  guint n;
} Export;

static void
set (Export *self, GHashTable *row, const char *name, char *value)
{
  if (!g_hash_table_contains (self->positions, name))
    {
      g_ptr_array_add (self->columns, g_strdup (name));
      g_hash_table_insert (self->positions, g_strdup (name), GUINT_TO_POINTER (self->columns->len));
    }
  g_hash_table_insert (row, g_strdup (name), value);
}

static char *
dup_scalar (const json_t *value)
{
  switch (json_typeof (value))
    {
    case JSON_STRING:
      return g_strdup (json_string_value (value));
    case JSON_INTEGER:
      return g_strdup_printf ("%" JSON_INTEGER_FORMAT, json_integer_value (value));
    case JSON_TRUE:
      return g_strdup ("true");
    case JSON_FALSE:
      return g_strdup ("false");
    default:
      return g_strdup ("");
    }
}

/* Members that are no lists of objects, with the names of the objects that they are in before them.
 */
static void
flatten (Export *self, GHashTable *row, const char *prefix, json_t *object, int depth)
{
  const char *key;
  json_t *value;
  void *iter = NULL;

  while ((iter = enr_json_next (object, iter, &key, &value)) != NULL)
    {
      g_autofree char *name
          = *prefix != '\0' ? g_strconcat (prefix, ".", key, NULL) : g_strdup (key);

      if (json_is_object (value) && depth < DEPTH)
        flatten (self, row, name, value, depth + 1);
      else if (json_is_array (value) && !json_is_object (json_array_get (value, 0)))
        {
          g_autoptr (GString) list = g_string_new (NULL);

          for (gsize i = 0; i < json_array_size (value); i++)
            {
              g_autofree char *text = dup_scalar (json_array_get (value, i));

              g_string_append_printf (list, "%s%s", i > 0 ? " " : "", text);
            }
          set (self, row, name, g_strdup (list->str));
        }
      else if (!json_is_array (value) && !json_is_object (value))
        set (self, row, name, dup_scalar (value));
    }
}

static void
write_row (Export *self, GHashTable *row)
{
  if (self->writer == NULL)
    return;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const char *text = row != NULL ? g_hash_table_lookup (row, self->columns->pdata[i]) : NULL;

      if (text == NULL)
        text = g_hash_table_lookup (self->common, self->columns->pdata[i]);
      enr_csv_writer_field (self->writer, text);
    }
  enr_csv_writer_end_row (self->writer);
}

static void
add_report (Export *self, json_t *data)
{
  const char *key;
  json_t *value;
  void *iter = NULL;
  gboolean has_rows = FALSE;

  flatten (self, self->common, "", data, 0);
  while ((iter = enr_json_next (data, iter, &key, &value)) != NULL)
    for (gsize i = 0; json_is_array (value) && i < json_array_size (value); i++)
      {
        g_autoptr (GHashTable) row = NULL;

        if (!json_is_object (json_array_get (value, i)))
          break;
        row = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
        set (self, row, "part", g_strdup (key));
        flatten (self, row, key, json_array_get (value, i), 0);
        write_row (self, row);
        has_rows = TRUE;
      }
  if (!has_rows)
    write_row (self, NULL);
  self->n++;
}

static gboolean
add_row (Export *self, EnrHubRows *rows, guint i, GError **error)
{
  gsize length;
  const guint8 *body = enr_hub_rows_blob (rows, i, 3, &length);
  /* In the zone of the nurseries' own times, wherever the hub stands. */
  g_autoptr (GTimeZone) tokyo = g_time_zone_new_offset (9 * 60 * 60);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (enr_hub_rows_int (rows, i, 4) / 1000);
  g_autoptr (GDateTime) received = g_date_time_to_timezone (utc, tokyo);
  g_auto (EnrEvent) event = { 0 };

  if (!enr_event_read (&event, body, length, error))
    return FALSE;
  g_hash_table_remove_all (self->common);
  set (self, self->common, "nursery", g_strdup (enr_hub_rows_text (rows, i, 0)));
  set (self, self->common, "nursery_name", g_strdup (enr_hub_rows_text (rows, i, 1)));
  set (self, self->common, "type", g_strdup (event.type));
  set (self, self->common, "subject", g_strdup (event.subject));
  set (self, self->common, "rev", g_strdup_printf ("%" G_GINT64_FORMAT, event.rev));
  set (self, self->common, "time", g_strdup (event.time));
  set (self, self->common, "received", g_date_time_format (received, "%Y-%m-%dT%H:%M:%S%:z"));
  add_report (self, event.data);
  return TRUE;
}

static gboolean
read_all (Export *self,
          EnrHubDb *db,
          const char *type,
          const char *from,
          const char *to,
          GError **error)
{
  g_autofree char *first = g_str_has_prefix (type, TYPE_BASE)
                               ? g_strdup (type)
                               : g_strconcat (TYPE_BASE, type, ".", NULL);
  g_autofree char *behind = g_strconcat (first, "~", NULL);
  g_autofree char *nursery = g_strdup ("");
  g_autofree char *subject = g_strdup ("");
  guint n = PAGE;

  self->n = 0;
  while (n == PAGE)
    {
      g_autoptr (EnrHubRows) rows = enr_hub_db_query (
          db, SQL_EXPORT, error, ENR_TEXT (first), ENR_TEXT (behind), ENR_TEXT (from),
          ENR_TEXT (to), ENR_TEXT (nursery), ENR_TEXT (subject));

      if (rows == NULL)
        return FALSE;
      n = enr_hub_rows_count (rows);
      for (guint i = 0; i < n; i++)
        if (!add_row (self, rows, i, error))
          return FALSE;
      if (n == 0)
        break;
      g_free (nursery);
      g_free (subject);
      nursery = g_strdup (enr_hub_rows_text (rows, n - 1, 0));
      subject = g_strdup (enr_hub_rows_text (rows, n - 1, 2));
    }
  return TRUE;
}

GBytes *
enr_hub_export (EnrHubDb *db,
                const char *type,
                const char *from,
                const char *to,
                guint *n,
                GError **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) positions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) common = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (EnrCsvWriter) writer = enr_csv_writer_new (ENR_ENCODING_UTF8);
  Export self = { columns, positions, common, NULL, 0 };

  if (!read_all (&self, db, type, from, to, error))
    return NULL;
  for (guint i = 0; i < columns->len; i++)
    enr_csv_writer_field (writer, columns->pdata[i]);
  enr_csv_writer_end_row (writer);
  self.writer = writer;
  if (!read_all (&self, db, type, from, to, error))
    return NULL;
  *n = self.n;
  return enr_csv_writer_finish (writer, NULL);
}
