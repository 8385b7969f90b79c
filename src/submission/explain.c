/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is wrong with an event's data, in words, and where it can be put right: a pointer into the
 * data leads to a field, and what the data say of a child, to the child.
 */
#include "config.h"

#include "submission/submission-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nursery/child.h"
#include "wire/schema.h"

ENR_SQL (SQL_BY_NUMBER,
         "SELECT child_id FROM certification WHERE trim (number) = :number AND removed_at IS NULL "
         "ORDER BY first_day DESC LIMIT 1");

static const struct
{
  const char *name;
  const char *label;
} fields[] = {
  { "number", N_ ("certification number") },
  { "age", N_ ("class age") },
  { "arrive", N_ ("arrival") },
  { "leave", N_ ("departure") },
  { "absence", N_ ("kind of absence") },
  { "extension", N_ ("extended care") },
  { "certification", N_ ("certification") },
  { "hours", N_ ("hours of care") },
  { "first", N_ ("first day") },
  { "last", N_ ("last day") },
  { "first_day", N_ ("day of the first onset") },
  { "as_of", N_ ("day of the counts") },
  { "capacity", N_ ("capacity") },
  { "phone", N_ ("telephone") },
  { "address", N_ ("address") },
  { "postal_code", N_ ("postal code") },
  { "name", N_ ("name") },
  { "kind", N_ ("kind") },
  { "places", N_ ("free places") },
  { "waiting", N_ ("waiting") },
  { "measures", N_ ("what was done") },
};

static const char *const place_keys[]
    = { "", "child", "day", "month", "facility", "vacancy", "outbreak", "accident", "document" };

const char *
enr_place_key (EnrPlaceKind place)
{
  return place_keys[place];
}

void
enr_submission_fault_free (EnrSubmissionFault *self)
{
  if (self == NULL)
    return;

  g_free (self->words);
  g_free (self);
}

/* Which child the data mean: 1, 0 where nobody here has the number any more. */
static int
find_child (EnrDb *db, const json_t *child, EnrUuid *id, GError **error)
{
  const char *number = enr_json_get_text (child, "number", NULL);
  g_auto (EnrStmt) st = { 0 };
  int rc;

  if (number == NULL)
    return enr_uuid_parse (enr_json_get_text (child, "id", ""), id);
  st = enr_stmt (db, SQL_BY_NUMBER);
  enr_bind_text (&st, ":number", number);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    *id = enr_column_uuid (&st, 0);
  return rc;
}

/* The part of the data that is about one child, on the way to the field. */
static const json_t *
child_on_the_way (const json_t *data, char **steps)
{
  if (g_strcmp0 (steps[0], "child") == 0)
    return json_object_get (data, "child");
  if (g_strcmp0 (steps[0], "children") == 0 && steps[1] != NULL)
    return json_array_get (json_object_get (data, "children"),
                           (size_t) g_ascii_strtoull (steps[1], NULL, 10));
  return NULL;
}

static const char *
field_label (char **steps)
{
  guint n = g_strv_length (steps);

  for (guint i = n; i-- > 0;)
    for (guint j = 0; j < G_N_ELEMENTS (fields); j++)
      if (strcmp (steps[i], fields[j].name) == 0)
        return _ (fields[j].label);
  return n > 0 ? steps[n - 1] : "";
}

static gboolean
is_number (char **steps)
{
  guint n = g_strv_length (steps);

  return n > 0 && strcmp (steps[n - 1], "number") == 0;
}

static char *
dup_words (const char *who, char **steps, gboolean is_missing)
{
  const char *field = field_label (steps);

  if (who != NULL && is_number (steps))
    /* Translators: %s is a child's name */
    return g_strdup_printf (
        _ ("%s: the certification number must be digits, letters and hyphens in half width, at "
           "most 20."),
        who);
  if (who != NULL)
    return g_strdup_printf (is_missing
                                /* Translators: a child's name, and a field: "arrival" */
                                ? _ ("%s: the field “%s” is missing.")
                                : _ ("%s: the field “%s” cannot be sent as it is."),
                            who, field);
  if (*field == '\0')
    return g_strdup (_ ("The report cannot be sent as it is."));
  return g_strdup_printf (is_missing ? _ ("The field “%s” is missing.")
                                     : _ ("The field “%s” cannot be sent as it is."),
                          field);
}

/* The place of a subject as a whole. */
static void
set_place (EnrSubmissionFault *fault, const char *subject)
{
  const char *rest = NULL;
  const EnrComposer *composer = enr_composer_find (subject, &rest);
  g_autofree char *month = NULL;

  if (composer == NULL)
    return;
  fault->place = composer->place;
  if (enr_uuid_parse (rest, &fault->id))
    return;
  fault->day = enr_date_parse_iso (rest);
  if (fault->day == ENR_DATE_NONE)
    {
      month = g_strconcat (rest, "-01", NULL);
      fault->day = enr_date_parse_iso (month);
    }
}

/* @pointer is into the data. */
static EnrSubmissionFault *
make_fault (EnrDb *db,
            const char *subject,
            const json_t *data,
            const char *pointer,
            gboolean is_missing,
            GError **error)
{
  g_auto (GStrv) steps = g_strsplit (*pointer == '/' ? pointer + 1 : pointer, "/", -1);
  const json_t *part = child_on_the_way (data, steps);
  g_autoptr (EnrSubmissionFault) fault = g_new0 (EnrSubmissionFault, 1);
  g_autofree char *name = NULL;
  EnrUuid child_id;
  int rc = part != NULL ? find_child (db, part, &child_id, error) : 0;

  if (rc < 0)
    return NULL;
  fault->day = ENR_DATE_NONE;
  set_place (fault, subject);
  if (rc > 0)
    {
      g_autoptr (EnrChild) child = enr_child_load (db, &child_id, error);

      if (child == NULL)
        return NULL;
      name = enr_child_dup_name (child);
      /* A time is put right on its day, what is known of the child, on its page. */
      if (is_number (steps) || fault->place == ENR_PLACE_DOCUMENT)
        {
          fault->place = ENR_PLACE_CHILD;
          fault->id = child_id;
        }
    }
  else if (part != NULL)
    name = enr_say_child (part);
  fault->words = dup_words (name, steps, is_missing);
  return g_steal_pointer (&fault);
}

EnrSubmissionFault *
enr_submission_explain (EnrDb *db, GBytes *event, const EnrProblem *problem, GError **error)
{
  g_auto (EnrEvent) read = { 0 };
  EnrSubmissionFault *fault;

  if (!enr_event_read (&read, g_bytes_get_data (event, NULL), g_bytes_get_size (event), error))
    return NULL;
  if (problem->pointer != NULL && g_str_has_prefix (problem->pointer, "/data/"))
    return make_fault (db, read.subject, read.data, problem->pointer + strlen ("/data"),
                       problem->detail != NULL && g_str_has_prefix (problem->detail, "required"),
                       error);
  fault = g_new0 (EnrSubmissionFault, 1);
  fault->day = ENR_DATE_NONE;
  set_place (fault, read.subject);
  /* The receiver's own words, which are for people. */
  fault->words = g_strdup (problem->title != NULL && *problem->title != '\0'
                               ? problem->title
                               : _ ("The report cannot be sent as it is."));
  return fault;
}

/* Two children of a day with one number would be one child for the municipality. */
static gboolean
check_twice (EnrDb *db, const char *subject, const json_t *data, GPtrArray *faults, GError **error)
{
  const json_t *children = json_object_get (data, "children");

  for (gsize i = 1; i < json_array_size (children); i++)
    {
      const char *before = enr_json_get_text (json_array_get (children, i - 1), "number", "");
      const char *number = enr_json_get_text (json_array_get (children, i), "number", NULL);
      g_autofree char *pointer = NULL;
      EnrSubmissionFault *fault;

      if (number == NULL || strcmp (before, number) != 0)
        continue;
      pointer = g_strdup_printf ("/children/%" G_GSIZE_FORMAT "/number", i);
      fault = make_fault (db, subject, data, pointer, FALSE, error);
      if (fault == NULL)
        return FALSE;
      g_free (fault->words);
      /* Translators: %s is a certification number (認定番号) */
      fault->words = g_strdup_printf (_ ("Two children have the certification number %s."), number);
      g_ptr_array_add (faults, fault);
    }
  return TRUE;
}

static gboolean
add_faults (EnrDb *db,
            const char *subject,
            const json_t *data,
            const EnrSchema *schema,
            GPtrArray *faults,
            GError **error)
{
  g_autoptr (GPtrArray) problems = enr_schema_check (schema, data, TRUE);

  for (guint i = 0; i < problems->len; i++)
    {
      const EnrSchemaProblem *problem = g_ptr_array_index (problems, i);
      EnrSubmissionFault *fault = make_fault (db, subject, data, problem->pointer,
                                              strcmp (problem->rule, "required") == 0, error);

      if (fault == NULL)
        return FALSE;
      g_ptr_array_add (faults, fault);
    }
  return check_twice (db, subject, data, faults, error);
}

GPtrArray *
enr_submission_check (EnrDb *db, const char *subject, GError **error)
{
  g_autoptr (GPtrArray) faults
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_submission_fault_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_auto (EnrComposed) composed = { 0 };
  const char *rest;
  const EnrComposer *composer = enr_composer_find (subject, &rest);

  if (!enr_txn_begin_read (&txn, db, error)
      || (composer != NULL && !composer->compose (db, rest, TRUE, &composed, error)))
    return NULL;
  if (composed.data != NULL
      && !add_faults (
          db, subject, composed.data,
          enr_schema_for_type (composed.type != NULL ? composed.type : composed.later_type), faults,
          error))
    return NULL;
  return g_steal_pointer (&faults);
}
