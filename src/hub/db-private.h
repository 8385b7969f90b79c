/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the two databases have to do.
 */
#pragma once

#include "hub/db.h"

G_BEGIN_DECLS

typedef struct
{
  void (*close) (EnrHubDb *self);
  EnrHubRows *(*query) (EnrHubDb *self, const char *sql, const EnrHubValue *values, guint n_values,
                        gint64 *changed, GError **error);
  /* Several statements without values. */
  gboolean (*script) (EnrHubDb *self, const char *sql, GError **error);
  gboolean (*begin) (EnrHubDb *self, GError **error);
  gboolean (*commit) (EnrHubDb *self, GError **error);
  void (*rollback) (EnrHubDb *self);
  /* The lock under which steps of the schema are taken; released by commit or rollback. */
  gboolean (*begin_migration) (EnrHubDb *self, GError **error);
  gboolean (*insert_events) (EnrHubDb *self, EnrHubEventRow *const *rows, guint n, GError **error);
  gboolean (*raise_current) (EnrHubDb *self, EnrHubEventRow *const *rows, guint n, GError **error);
} EnrHubDbClass;

struct _EnrHubDb
{
  const EnrHubDbClass *klass;
  const char *steps; /* folder of the schema's steps */
  EnrHubActor actor;
};

typedef struct
{
  void (*free) (EnrHubRows *self);
  gboolean (*is_null) (const EnrHubRows *self, guint row, guint column);
  gint64 (*get_int) (const EnrHubRows *self, guint row, guint column);
  /* With a NUL behind it that does not count. */
  const char *(*get_bytes) (const EnrHubRows *self, guint row, guint column, gsize *length);
} EnrHubRowsClass;

struct _EnrHubRows
{
  const EnrHubRowsClass *klass;
  guint n;
};

EnrHubDb *enr_hub_sqlite_open (const char *path,
                               gboolean may_create,
                               GError **error);
EnrHubDb *enr_hub_pg_open (const char *url,
                           GError **error);

/** Takes the steps of the schema that are not taken yet. */
gboolean enr_hub_db_migrate (EnrHubDb *self,
                             GError **error);


G_END_DECLS
