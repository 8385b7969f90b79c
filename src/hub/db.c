/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/db.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "hub/db-private.h"
#include "hub-resources.h"

/* clang-format off */
G_DEFINE_QUARK (enr-hub-error-quark, enr_hub_error)
/* clang-format on */

ENR_HUB_SQL (SQL_TAKE_NUMBERS,
             "UPDATE sequencer SET last = last + $1 WHERE name = $2 RETURNING last");

/* Not of ENR_HUB_SQL: they are what makes the table and reads it before the schema is there. */
static const char sql_version_table[] = "CREATE TABLE IF NOT EXISTS schema_step (step INTEGER NOT "
                                        "NULL PRIMARY KEY, taken_ms BIGINT NOT NULL)";
static const char sql_version[] = "SELECT coalesce (max (step), 0) FROM schema_step";
static const char sql_version_taken[] = "INSERT INTO schema_step (step, taken_ms) VALUES ($1, $2)";

gboolean
enr_hub_db_is_url (const char *where)
{
  return g_str_has_prefix (where, "postgresql://") || g_str_has_prefix (where, "postgres://");
}

EnrHubDb *
enr_hub_db_open (const char *where, gboolean may_create, GError **error)
{
  g_autoptr (EnrHubDb) self = enr_hub_db_is_url (where)
                                  ? enr_hub_pg_open (where, error)
                                  : enr_hub_sqlite_open (where, may_create, error);

  if (self == NULL || !enr_hub_db_migrate (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
enr_hub_db_close (EnrHubDb *self)
{
  if (self != NULL)
    self->klass->close (self);
}

/* (element-type GBytes): step 1 at 0. */
static GPtrArray *
load_steps (EnrHubDb *self)
{
  GResource *resource = enr_hub_resources_get_resource ();
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_auto (GStrv) names = g_resource_enumerate_children (resource, self->steps, 0, NULL);

  g_ptr_array_set_size (steps, (int) g_strv_length (names));
  for (char **name = names; *name != NULL; name++)
    {
      g_autofree char *path = g_strconcat (self->steps, "/", *name, NULL);
      int step = atoi (*name);

      g_assert (step >= 1 && step <= (int) steps->len);
      steps->pdata[step - 1] = g_resource_lookup_data (resource, path, 0, NULL);
    }
  return steps;
}

static gboolean
take_steps (EnrHubDb *self, GPtrArray *steps, GError **error)
{
  g_autoptr (EnrHubRows) rows = NULL;
  gint64 version;

  if (!self->klass->script (self, sql_version_table, error))
    return FALSE;
  rows = self->klass->query (self, sql_version, NULL, 0, NULL, error);
  if (rows == NULL)
    return FALSE;
  version = enr_hub_rows_int (rows, 0, 0);
  if (version > steps->len)
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_TOO_NEW,
                   "the database is of a later version of enroku-hub (step %" G_GINT64_FORMAT
                   ", known are %u)",
                   version, steps->len);
      return FALSE;
    }
  for (gint64 i = version; i < steps->len; i++)
    {
      EnrHubValue values[] = { ENR_INT (i + 1), ENR_INT (enr_hub_now_ms ()) };
      g_autoptr (EnrHubRows) none = NULL;

      if (!self->klass->script (self, g_bytes_get_data (steps->pdata[i], NULL), error))
        return FALSE;
      none = self->klass->query (self, sql_version_taken, values, G_N_ELEMENTS (values), NULL,
                                 error);
      if (none == NULL)
        return FALSE;
    }
  return TRUE;
}

gboolean
enr_hub_db_migrate (EnrHubDb *self, GError **error)
{
  g_autoptr (GPtrArray) steps = load_steps (self);
  g_autoptr (EnrHubRows) rows = self->klass->query (self, sql_version, NULL, 0, NULL, NULL);

  if (rows != NULL && enr_hub_rows_int (rows, 0, 0) == steps->len)
    return TRUE;
  if (!self->klass->begin_migration (self, error))
    return FALSE;
  if (take_steps (self, steps, error))
    return self->klass->commit (self, error);
  self->klass->rollback (self);
  return FALSE;
}

EnrHubValue
enr_hub_text (const char *text)
{
  if (text == NULL)
    return (EnrHubValue){ .type = ENR_HUB_NULL };
  return (EnrHubValue){ .type = ENR_HUB_TEXT, .bytes = text, .length = strlen (text) };
}

void
enr_hub_rows_free (EnrHubRows *self)
{
  if (self != NULL)
    self->klass->free (self);
}

guint
enr_hub_rows_count (const EnrHubRows *self)
{
  return self->n;
}

gboolean
enr_hub_rows_is_null (const EnrHubRows *self, guint row, guint column)
{
  g_return_val_if_fail (row < self->n, TRUE);

  return self->klass->is_null (self, row, column);
}

gint64
enr_hub_rows_int (const EnrHubRows *self, guint row, guint column)
{
  g_return_val_if_fail (row < self->n, 0);

  return self->klass->get_int (self, row, column);
}

const char *
enr_hub_rows_text (const EnrHubRows *self, guint row, guint column)
{
  gsize length;

  g_return_val_if_fail (row < self->n, "");

  return self->klass->get_bytes (self, row, column, &length);
}

const guint8 *
enr_hub_rows_blob (const EnrHubRows *self, guint row, guint column, gsize *length)
{
  g_return_val_if_fail (row < self->n, NULL);

  return (const guint8 *) self->klass->get_bytes (self, row, column, length);
}

EnrHubRows *
enr_hub_db_query_values (EnrHubDb *self,
                         const char *sql,
                         const EnrHubValue *values,
                         guint n_values,
                         GError **error)
{
  return self->klass->query (self, sql, values, n_values, NULL, error);
}

gboolean
enr_hub_db_run_values (EnrHubDb *self,
                       const char *sql,
                       const EnrHubValue *values,
                       guint n_values,
                       gint64 *changed,
                       GError **error)
{
  g_autoptr (EnrHubRows) rows = self->klass->query (self, sql, values, n_values, changed, error);

  return rows != NULL;
}

gboolean
enr_hub_db_begin (EnrHubDb *self, GError **error)
{
  return self->klass->begin (self, error);
}

gboolean
enr_hub_db_commit (EnrHubDb *self, GError **error)
{
  if (self->klass->commit (self, error))
    return TRUE;
  self->klass->rollback (self);
  return FALSE;
}

void
enr_hub_db_rollback (EnrHubDb *self)
{
  self->klass->rollback (self);
}

gint64
enr_hub_db_take_numbers (EnrHubDb *self, const char *sequencer, guint n, GError **error)
{
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (self, SQL_TAKE_NUMBERS, error, ENR_INT (n), ENR_TEXT (sequencer));

  if (rows == NULL)
    return 0;
  g_return_val_if_fail (rows->n == 1, 0);
  return enr_hub_rows_int (rows, 0, 0) - n + 1;
}

gboolean
enr_hub_db_insert_events (EnrHubDb *self, EnrHubEventRow *const *rows, guint n, GError **error)
{
  return n == 0 || self->klass->insert_events (self, rows, n, error);
}

gboolean
enr_hub_db_raise_current (EnrHubDb *self, EnrHubEventRow *const *rows, guint n, GError **error)
{
  return n == 0 || self->klass->raise_current (self, rows, n, error);
}

void
enr_hub_db_set_actor (EnrHubDb *self, const EnrHubActor *actor)
{
  self->actor = actor != NULL ? *actor : (EnrHubActor){ NULL };
}

const EnrHubActor *
enr_hub_db_get_actor (const EnrHubDb *self)
{
  static const EnrHubActor nursery = { "nursery", "", "" };

  return self->actor.via != NULL ? &self->actor : &nursery;
}

gint64
enr_hub_now_ms (void)
{
  return enr_clock_now_us () / 1000;
}
