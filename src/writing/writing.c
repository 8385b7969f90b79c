/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reading plans and records.
 */
#include "config.h"

#include "writing/writing.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "writing/writing-private.h"
#include "nursery/error.h"

/* The class that a child is in counts on the first day of the writing; its age is from the birth
 * date. */
#define HEADER                                                                                     \
  "SELECT w.id, w.kind, w.class_id, w.child_id, w.first_day, w.last_day, w.title, "                \
  "(SELECT a.id FROM writing a WHERE a.id = w.above_id AND a.removed_at IS NULL), "                \
  "w.writer, w.state, w.revision, w.version, w.approved, "                                         \
  "c.name, c.age, trim(k.family_name || ' ' || k.given_name), k.birth_date, "                      \
  "w.state NOT IN ('approved', 'archived') AND w.revision IS (SELECT v.revision "                  \
  "  FROM writing_version v WHERE v.writing_id = w.id AND v.version = w.approved) "                \
  "FROM writing w "                                                                                \
  "LEFT JOIN child k ON k.id = w.child_id "                                                        \
  "LEFT JOIN class c ON c.id = coalesce(w.class_id, (SELECT m.class_id FROM membership m "         \
  "  WHERE m.child_id = w.child_id AND m.removed_at IS NULL AND m.first_day <= w.last_day "        \
  "  AND (m.last_day IS NULL OR m.last_day >= w.first_day) ORDER BY m.first_day LIMIT 1)) "

#define FILTER                                                                                     \
  "AND (:from IS NULL OR w.last_day >= :from) AND (:until IS NULL OR w.first_day <= :until) "      \
  "AND (:kind IS NULL OR w.kind = :kind) AND (:class IS NULL OR w.class_id = :class) "             \
  "AND (:child IS NULL OR w.child_id = :child) "                                                   \
  "ORDER BY w.first_day, w.kind, c.position, k.family_kana, k.given_kana, w.id"

ENR_SQL (SQL_LOAD, HEADER "WHERE w.id = :id AND w.removed_at IS NULL");
ENR_SQL (SQL_LIST, HEADER "WHERE w.removed_at IS NULL " FILTER);
/* The states are those of the index, by its own words, and one less: of ten years it finds the few that
 * wait without reading all. */
ENR_SQL (SQL_LIST_WAITING,
         HEADER "WHERE w.removed_at IS NULL AND w.state IN ('submitted', 'chief', 'returned') "
                "AND w.state <> 'returned' " FILTER);
ENR_SQL (SQL_TEXTS,
         "SELECT key, body, version, child_id, origin_id, origin_key FROM writing_text "
         "WHERE writing_id = :id");
ENR_SQL (SQL_VERSION,
         "SELECT body, hash FROM writing_version WHERE writing_id = :id AND version = :version");

static const struct
{
  const char *key;
  const char *label;
} states[ENR_N_WRITING_STATES] = {
  [ENR_WRITING_DRAFT] = { "draft", NC_ ("state of a writing", "Draft") },
  [ENR_WRITING_SUBMITTED] = { "submitted", NC_ ("state of a writing", "Submitted") },
  [ENR_WRITING_CHIEF] = { "chief", NC_ ("state of a writing", "Approved by the chief") },
  [ENR_WRITING_APPROVED] = { "approved", NC_ ("state of a writing", "Approved") },
  [ENR_WRITING_RETURNED] = { "returned", NC_ ("state of a writing", "Returned") },
  [ENR_WRITING_ARCHIVED] = { "archived", NC_ ("state of a writing", "Archived") },
};

const char *
enr_writing_state_key (EnrWritingState state)
{
  return states[state].key;
}

const char *
enr_writing_state_label (EnrWritingState state)
{
  return g_dpgettext2 (NULL, "state of a writing", states[state].label);
}

const char *
enr_writing_get_state_label (const EnrWriting *self)
{
  return self->state == ENR_WRITING_DRAFT && self->is_evaluating
             ? C_ ("state of a writing", "Being evaluated")
             : enr_writing_state_label (self->state);
}

gboolean
enr_writing_state_is_open (EnrWritingState state)
{
  return state == ENR_WRITING_DRAFT || state == ENR_WRITING_RETURNED;
}

static EnrWritingState
parse_state (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (strcmp (states[i].key, key) == 0)
      return (EnrWritingState) i;
  return ENR_WRITING_DRAFT;
}

static void
text_free (EnrWritingText *self)
{
  g_free (self->key);
  g_free (self->text);
  g_free (self->origin_key);
  g_free (self);
}

void
enr_writing_free (EnrWriting *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->class_name);
  g_free (self->child_name);
  g_free (self->title);
  g_free (self->writer);
  g_hash_table_unref (self->texts);
  g_free (self);
}

const char *
enr_writing_get_text (const EnrWriting *self, const char *key)
{
  const EnrWritingText *text = g_hash_table_lookup (self->texts, key);

  return text != NULL ? text->text : "";
}

gboolean
enr_writing_is_open (const EnrWriting *self, const EnrSection *section)
{
  return enr_writing_state_is_open (self->state) && section->type != ENR_SECTION_FACTS
         && (!self->is_evaluating || section->is_after);
}

gboolean
enr_writing_is_head_open (const EnrWriting *self)
{
  return enr_writing_state_is_open (self->state) && !self->is_evaluating;
}

char *
enr_writing_dup_name (const EnrWriting *self, const EnrWritingKind *kind)
{
  g_autofree char *period = enr_writing_period_dup_text (kind->period, self->first, self->last);
  g_autoptr (GString) name = g_string_new (kind->label);

  if (*self->title != '\0')
    g_string_append_printf (name, " %s", self->title);
  if (self->child_name[0] != '\0')
    g_string_append_printf (name, " %s", self->child_name);
  else if (self->class_name[0] != '\0')
    g_string_append_printf (name, " %s", self->class_name);
  if (*period != '\0')
    g_string_append_printf (name, " %s", period);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

static char *
dup_text_or_empty (EnrStmt *st, int column)
{
  char *text = enr_column_dup_text (st, column);

  return text != NULL ? text : g_strdup ("");
}

static EnrWriting *
take_header (EnrStmt *st)
{
  EnrWriting *self = g_new0 (EnrWriting, 1);

  self->id = enr_column_uuid (st, 0);
  self->kind = enr_column_dup_text (st, 1);
  self->class_id = enr_column_uuid (st, 2);
  self->child_id = enr_column_uuid (st, 3);
  self->first = enr_column_date (st, 4);
  self->last = enr_column_date (st, 5);
  self->title = enr_column_dup_text (st, 6);
  self->above_id = enr_column_uuid (st, 7);
  self->writer = enr_column_dup_text (st, 8);
  self->state = parse_state (enr_column_text (st, 9));
  self->revision = (int) enr_column_int (st, 10);
  self->version = (int) enr_column_int (st, 11);
  self->approved = (int) enr_column_int (st, 12);
  self->class_name = dup_text_or_empty (st, 13);
  self->age = enr_column_is_null (st, 14) ? -1 : (int) enr_column_int (st, 14);
  self->child_name = dup_text_or_empty (st, 15);
  if (!enr_column_is_null (st, 16))
    self->age = enr_class_age (enr_fiscal_year (self->first), enr_column_date (st, 16));
  self->is_evaluating = enr_column_int (st, 17) != 0;
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) text_free);
  return self;
}

char *
enr_writing_column_body (EnrStmt *st, int column)
{
  g_autoptr (GBytes) bytes = enr_column_bytes (st, column);
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  return length > 0 ? g_strndup (data, length) : g_strdup ("");
}

gboolean
enr_writing_load_texts (EnrDb *db, EnrWriting *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_TEXTS);
  int rc;

  enr_bind_uuid (&st, ":id", &self->id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrWritingText *text = g_new0 (EnrWritingText, 1);

      text->key = enr_column_dup_text (&st, 0);
      text->text = enr_writing_column_body (&st, 1);
      text->version = (int) enr_column_int (&st, 2);
      text->child_id = enr_column_uuid (&st, 3);
      text->origin_id = enr_column_uuid (&st, 4);
      text->origin_key = dup_text_or_empty (&st, 5);
      g_hash_table_insert (self->texts, text->key, text);
    }
  return rc == 0;
}

EnrWriting *
enr_writing_load_header (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    return take_header (&st);
  if (rc == 0)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("There is no such plan or record (any more)."));
  return NULL;
}

EnrWriting *
enr_writing_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrWriting) self = NULL;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  self = enr_writing_load_header (db, id, error);
  if (self == NULL || !enr_writing_load_texts (db, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

GPtrArray *
enr_writing_list (EnrDb *db, const EnrWritingFilter *filter, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_writing_free);
  g_auto (EnrStmt) st = enr_stmt (db, filter->only_waiting ? SQL_LIST_WAITING : SQL_LIST);
  int rc;

  enr_bind_date (&st, ":from", filter->from);
  enr_bind_date (&st, ":until", filter->until);
  enr_bind_text (&st, ":kind", filter->kind);
  enr_bind_uuid (&st, ":class", &filter->class_id);
  enr_bind_uuid (&st, ":child", &filter->child_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    g_ptr_array_add (list, take_header (&st));
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

EnrContent *
enr_writing_load_version (EnrDb *db, const EnrUuid *id, int version, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_VERSION);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) hash = NULL;
  guint8 sum[ENR_CONTENT_HASH_LENGTH];
  int rc;

  enr_bind_uuid (&st, ":id", id);
  enr_bind_int (&st, ":version", version);
  rc = enr_stmt_step (&st, error);
  if (rc < 0)
    return NULL;
  if (rc == 0)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                           _ ("It has not been submitted yet."));
      return NULL;
    }
  if (enr_column_is_null (&st, 0))
    {
      g_set_error_literal (error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND,
                           "writing: the version was destroyed");
      return NULL;
    }
  body = enr_column_bytes (&st, 0);
  hash = enr_column_bytes (&st, 1);
  enr_content_hash (body, sum);
  if (g_bytes_get_size (hash) != sizeof sum
      || memcmp (g_bytes_get_data (hash, NULL), sum, sizeof sum) != 0)
    {
      g_set_error_literal (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT,
                           "writing: a frozen text does not fit its hash");
      return NULL;
    }
  return enr_content_parse (body, error);
}
