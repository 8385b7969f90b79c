/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The schemas of what is sent (data/schemas/NAME-MAJOR.schema.json, JSON Schema 2020-12), used before
 * sending by the nursery and on receipt by the hub. Only the keywords listed in schema.c are used; a
 * schema with another one does not load, so that nothing is believed to be checked that is not.
 */
#pragma once

#include "wire/json.h"

G_BEGIN_DECLS

typedef struct _EnrSchema EnrSchema;

/** What is wrong with a value: where, and which rule. */
typedef struct
{
  char *pointer; /* RFC 6901, from the data: "/children/3/arrive" */
  char *rule;    /* the keyword that was broken: "required", "maximum", "additionalProperties" … */
  char *detail;  /* what it says and what was there, in words for a log */
} EnrSchemaProblem;

void enr_schema_problem_free (EnrSchemaProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrSchemaProblem, enr_schema_problem_free)

/** The schema of an event type such as jp.enroku.attendance.day-closed.v1, read once and kept.
 * Thread-safe. Returns: (nullable) (transfer none): %NULL where this program knows no such type */
const EnrSchema *enr_schema_for_type (const char *type);

/** All types known, ordered. (element-type utf8) (transfer none), %NULL-terminated */
const char *const *enr_schema_types (void);

/** "attendance-day/1.0": what an event's dataschema says. */
const char *enr_schema_name (const EnrSchema *self);

/** Checks @data. Returns: (transfer full) (element-type EnrSchemaProblem): empty where all is right; at
 * most 100. Members that the schema does not name are not refused (a later minor version may have
 * added them), unless @is_own, for what this program itself makes. */
GPtrArray *enr_schema_check (const EnrSchema *self,
                             const json_t *data,
                             gboolean is_own) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
