/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * An accident's report as the director approved it last (FACTS 9).
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/text.h"
#include "nursery/child.h"
#include "nursery/enrolment.h"
#include "nursery/error.h"
#include "submission/submission-private.h"
#include "writing/accident.h"
#include "writing/approval.h"

/* Of a child who left and came back, the first day of the stay in which it happened. */
ENR_SQL (SQL_ENROLLED_ON,
         "SELECT first_day FROM enrolment WHERE child_id = :child AND removed_at IS NULL "
         "AND first_day <= :day ORDER BY first_day DESC LIMIT 1");

static gboolean
enrolled_on (EnrDb *db, const EnrUuid *child_id, EnrDate day, EnrDate *first, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ENROLLED_ON);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  rc = enr_stmt_step (&st, error);
  *first = rc > 0 ? enr_column_date (&st, 0) : ENR_DATE_NONE;
  return rc >= 0;
}

static const char *
sex_key (EnrSex sex)
{
  return sex == ENR_SEX_MALE ? "male" : sex == ENR_SEX_FEMALE ? "female" : "unknown";
}

static json_t *
child_of (EnrDb *db, const EnrWriting *writing, GError **error)
{
  g_autoptr (json_t) object = enr_submission_child (db, &writing->child_id, writing->first, error);
  g_autoptr (EnrChild) child
      = object != NULL ? enr_child_load (db, &writing->child_id, error) : NULL;
  char month[ENR_DATE_ISO_LENGTH];
  EnrDate first;

  if (child == NULL || !enrolled_on (db, &writing->child_id, writing->first, &first, error))
    return NULL;
  if (writing->age >= 0)
    enr_json_set_int (object, "age", MIN (writing->age, 6));
  enr_date_iso (child->birth_date, month);
  month[strlen ("2026-04")] = '\0';
  enr_json_set_text (object, "birth_month", month);
  enr_json_set_text (object, "sex", sex_key (child->sex));
  enr_json_set_date (object, "enrolled_on", first);
  return g_steal_pointer (&object);
}

static json_t *
texts_of (const EnrContent *content)
{
  json_t *texts = json_array ();

  for (guint i = 0; i < content->items->len; i++)
    {
      const EnrContentItem *item = g_ptr_array_index (content->items, i);
      g_autofree char *key = g_strdelimit (g_strdup (item->key), "/", '-');
      json_t *text;

      if (enr_text_is_blank (item->text))
        continue;
      text = json_object ();
      json_object_set_new (text, "key", json_string (key));
      json_object_set_new (text, "heading", json_string (item->heading));
      json_object_set_new (text, "text", json_string (item->text));
      json_array_append_new (texts, text);
    }
  return texts;
}

/* When the director approved it last. */
static gboolean
load_approved_at (EnrDb *db, const EnrUuid *id, EnrInstant *at, GError **error)
{
  g_autoptr (GPtrArray) steps = enr_step_list (db, id, error);

  if (steps == NULL)
    return FALSE;
  for (guint i = 0; i < steps->len; i++)
    {
      const EnrStepDone *step = g_ptr_array_index (steps, i);

      if (step->step == ENR_STEP_DIRECTOR)
        *at = step->at;
    }
  return TRUE;
}

static json_t *
data_of (EnrDb *db,
         const EnrWriting *writing,
         const EnrContent *content,
         const EnrWritingKind *kind,
         GError **error)
{
  json_t *child = child_of (db, writing, error);
  json_t *data;

  if (child == NULL)
    return NULL;
  data = json_object ();
  json_object_set_new (data, "stage",
                       json_string (enr_accident_is_second (content, kind) ? "second" : "first"));
  enr_json_set_date (data, "day", writing->first);
  json_object_set_new (data, "title", json_string (writing->title));
  json_object_set_new (data, "child", child);
  json_object_set_new (data, "texts", texts_of (content));
  return data;
}

gboolean
enr_compose_accident (EnrDb *db,
                      const char *rest,
                      gboolean is_preview,
                      EnrComposed *composed,
                      GError **error)
{
  g_autoptr (EnrWritingKinds) kinds = NULL;
  g_autoptr (EnrWriting) writing = NULL;
  g_autoptr (EnrContent) content = NULL;
  g_autoptr (GError) local_error = NULL;
  const EnrWritingKind *kind;
  EnrUuid id;

  if (!enr_uuid_parse (rest, &id))
    return TRUE;
  writing = enr_writing_load (db, &id, &local_error);
  if (g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN))
    return TRUE;
  if (writing == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (strcmp (writing->kind, ENR_ACCIDENT_KIND) != 0 || (writing->approved == 0 && !is_preview))
    return TRUE;

  kinds = enr_writing_kinds_load ();
  kind = enr_writing_kinds_find (kinds, ENR_ACCIDENT_KIND, error);
  if (kind == NULL)
    return FALSE;
  content = writing->approved > 0
                ? enr_writing_load_version (db, &id, writing->approved, &local_error)
                : enr_writing_content (db, kind, &id, &local_error);
  /* Destroyed when its time was over: there is nothing more to tell. */
  if (g_error_matches (local_error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND))
    return TRUE;
  if (content == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  composed->type = "jp.enroku.accident.reported.v1";
  composed->data = data_of (db, writing, content, kind, error);
  return composed->data != NULL && load_approved_at (db, &id, &composed->happened, error);
}

void
enr_say_accident (const json_t *data, GString *lines)
{
  gboolean is_second = g_strcmp0 (enr_json_get_text (data, "stage", ""), "second") == 0;
  g_autofree char *day = enr_say_date (data, "day");
  g_autofree char *child = enr_say_child (json_object_get (data, "child"));
  const json_t *texts = json_object_get (data, "texts");

  g_string_append_printf (lines, "%s\n",
                          is_second ? _ ("Second report of an accident")
                                    : _ ("First report of an accident"));
  g_string_append_printf (lines, "%s　%s　%s\n", day, child, enr_json_get_text (data, "title", ""));
  for (gsize i = 0; i < json_array_size (texts); i++)
    {
      const json_t *text = json_array_get (texts, i);

      g_string_append_printf (lines, "\n%s\n%s\n", enr_json_get_text (text, "heading", ""),
                              enr_json_get_text (text, "text", ""));
    }
}
