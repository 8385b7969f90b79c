/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#pragma once

#include "wire/schema.h"

G_BEGIN_DECLS

/** Reads a schema, for schema.c's own files and their test. ENR_WIRE_ERROR_SCHEMA names the keyword
 * that is not known, or
 * that has a value it cannot have. */
EnrSchema *enr_schema_read (gconstpointer bytes,
                            gsize length,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

void enr_schema_free (EnrSchema *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSchema, enr_schema_free)

/* A node of a schema: the keywords that stand together in one object. */
typedef enum
{
  ENR_JSON_OBJECT = 1 << 0,
  ENR_JSON_ARRAY = 1 << 1,
  ENR_JSON_TEXT = 1 << 2,
  ENR_JSON_INTEGER = 1 << 3,
  ENR_JSON_BOOLEAN = 1 << 4,
  ENR_JSON_NULL = 1 << 5,
} EnrJsonTypes;

typedef enum
{
  ENR_FORMAT_NONE,
  ENR_FORMAT_DATE,
  ENR_FORMAT_DATE_TIME,
  ENR_FORMAT_UUID,
} EnrFormat;

typedef struct _EnrSchemaNode EnrSchemaNode;

/* A member that an object may or must have. */
typedef struct
{
  const char *key;
  const EnrSchemaNode *node; /* NULL: required, and anything will do */
  gboolean is_required;
} EnrSchemaMember;

struct _EnrSchemaNode
{
  EnrJsonTypes types; /* 0: any */
  GHashTable *properties; /* (nullable) (element-type utf8 EnrSchemaNode) */
  GPtrArray *required;    /* (nullable) (element-type utf8) */
  GArray *members;        /* (nullable) both of them: they are few, and compared faster than hashed */
  guint n_required;
  gboolean is_closed;     /* additionalProperties: false */
  json_t *choices;        /* (nullable) an array */
  json_t *constant;       /* nullable */
  gint64 minimum;
  gint64 maximum;
  gsize min_length; /* in characters */
  gsize max_length;
  GRegex *pattern; /* nullable */
  gboolean has_signs;    /* the pattern is ^[…]{m,n}$ of plain signs, which is counted without an engine */
  gboolean signs[128];
  guint min_signs;
  guint max_signs;
  EnrFormat format;
  EnrSchemaNode *items; /* nullable */
  gsize min_items;
  gsize max_items;
  gboolean is_unique;
  const EnrSchemaNode *ref; /* (nullable) borrowed of the schema's definitions */
  GPtrArray *all_of;        /* (nullable) (element-type EnrSchemaNode) */
  GPtrArray *any_of;
  GPtrArray *one_of;
};

struct _EnrSchema
{
  char *name;
  GPtrArray *types; /* (element-type utf8) of the events that it is for */
  EnrSchemaNode *root;
  GHashTable *definitions; /* (element-type utf8 EnrSchemaNode) */
};

G_END_DECLS
