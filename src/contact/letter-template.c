/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/letter-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "contact/recipient-private.h"
#include "nursery/error.h"
#include "nursery/facility.h"

#define COLUMNS                                                                                    \
  "SELECT id, name, title, CAST (body AS TEXT), question, answer_kind, choices "                   \
  "FROM letter_template WHERE removed_at IS NULL "

ENR_SQL (SQL_LIST, COLUMNS "ORDER BY position, id");
ENR_SQL (SQL_LOAD, COLUMNS "AND id = :id");
ENR_SQL (SQL_INSERT,
         "INSERT INTO letter_template (id, name, title, body, question, answer_kind, choices, "
         "position) VALUES (:id, :name, :title, CAST (:body AS BLOB), :question, :kind, :choices, "
         "(SELECT min (ifnull (max (position), -1) + 1, 9999) FROM letter_template))");
ENR_SQL (SQL_UPDATE,
         "UPDATE letter_template SET name = :name, title = :title, body = CAST (:body AS BLOB), "
         "question = :question, answer_kind = :kind, choices = :choices WHERE id = :id");
ENR_SQL (SQL_REMOVE,
         "UPDATE letter_template SET removed_at = :now WHERE id = :id AND removed_at IS NULL");
ENR_SQL (SQL_ORDER, "UPDATE letter_template SET position = :position WHERE id = :id");

/* What the library puts in, in the order of dup_values(). */
static const char *const placeholders[] = { "{園名}", "{園長名}", "{電話}", "{日付}" };

EnrLetterTemplate *
enr_letter_template_new (void)
{
  EnrLetterTemplate *self = g_new0 (EnrLetterTemplate, 1);

  self->name = g_strdup ("");
  self->title = g_strdup ("");
  self->body = g_strdup ("");
  self->question = g_strdup ("");
  self->choices = g_strdup ("");
  return self;
}

EnrLetterTemplate *
enr_letter_template_copy (const EnrLetterTemplate *self)
{
  EnrLetterTemplate *copy = g_memdup2 (self, sizeof *self);

  copy->name = g_strdup (self->name);
  copy->title = g_strdup (self->title);
  copy->body = g_strdup (self->body);
  copy->question = g_strdup (self->question);
  copy->choices = g_strdup (self->choices);
  return copy;
}

void
enr_letter_template_free (EnrLetterTemplate *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->title);
  g_free (self->body);
  g_free (self->question);
  g_free (self->choices);
  g_free (self);
}

static EnrLetterTemplate *
read_template (EnrStmt *st)
{
  EnrLetterTemplate *self = g_new0 (EnrLetterTemplate, 1);

  self->id = enr_column_uuid (st, 0);
  self->name = enr_column_dup_text (st, 1);
  self->title = enr_column_dup_text (st, 2);
  self->body = enr_column_dup_text (st, 3);
  self->question = enr_column_dup_text (st, 4);
  self->answer_kind = enr_answer_kind_from_key (enr_column_text (st, 5));
  self->choices = enr_column_dup_text (st, 6);
  return self;
}

GPtrArray *
enr_letter_template_list (EnrDb *db, GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_letter_template_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    g_ptr_array_add (list, read_template (&st));
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

EnrLetterTemplate *
enr_letter_template_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    return read_template (&st);
  if (rc == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such template."));
  return NULL;
}

static gboolean
is_same (const EnrLetterTemplate *a, const EnrLetterTemplate *b)
{
  return strcmp (a->name, b->name) == 0 && strcmp (a->title, b->title) == 0
         && strcmp (a->body, b->body) == 0 && strcmp (a->question, b->question) == 0
         && a->answer_kind == b->answer_kind && strcmp (a->choices, b->choices) == 0;
}

static void
tidy (char **field, char *(*func) (const char *) )
{
  char *tidied = func (*field);

  g_free (*field);
  *field = tidied;
}

static EnrLetterTemplate *
dup_tidied (const EnrLetterTemplate *self)
{
  EnrLetterTemplate *copy = enr_letter_template_copy (self);
  EnrAnnouncement lines = { .choices = self->choices };
  g_auto (GStrv) choices = enr_announcement_dup_choices (&lines);

  tidy (&copy->name, enr_text_tidy);
  tidy (&copy->title, enr_text_tidy);
  tidy (&copy->body, enr_text_tidy_lines);
  tidy (&copy->question, enr_text_tidy);
  g_free (copy->choices);
  copy->choices
      = copy->answer_kind == ENR_ANSWER_CHOICE ? g_strjoinv ("\n", choices) : g_strdup ("");
  return copy;
}

static gboolean
check_name (EnrDb *db, const EnrLetterTemplate *self, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;

  if (*self->name == '\0' || g_utf8_strlen (self->name, -1) > ENR_ANNOUNCEMENT_MAX_TITLE)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The template's name is missing or too long."));
  list = enr_letter_template_list (db, error);
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const EnrLetterTemplate *other = g_ptr_array_index (list, i);

      if (!enr_uuid_equal (&other->id, &self->id) && strcmp (other->name, self->name) == 0)
        return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                           _ ("Another template has this name already."));
    }
  return TRUE;
}

static gboolean
check_seen (EnrDb *db, const EnrUuid *id, const EnrLetterTemplate *seen, GError **error)
{
  g_autoptr (EnrLetterTemplate) stored = NULL;

  if (enr_uuid_is_none (id))
    return TRUE;
  stored = enr_letter_template_load (db, id, error);
  if (stored == NULL)
    return FALSE;
  if (seen != NULL && is_same (stored, seen))
    return TRUE;
  return enr_refuse (error, ENR_NURSERY_ERROR_CHANGED,
                     _ ("Somebody else changed this template in the meantime."));
}

static gboolean
store (EnrDb *db, const EnrLetterTemplate *self, gboolean is_new, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, is_new ? SQL_INSERT : SQL_UPDATE);

  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_text (&st, ":name", self->name);
  enr_bind_text (&st, ":title", self->title);
  enr_bind_text (&st, ":body", self->body);
  enr_bind_text (&st, ":question", self->question);
  enr_bind_text (&st, ":kind", enr_answer_kind_key (self->answer_kind));
  enr_bind_text (&st, ":choices", self->choices);
  return enr_stmt_run (&st, error);
}

gboolean
enr_letter_template_save (EnrDb *db,
                          const EnrActor *actor,
                          EnrLetterTemplate *self,
                          const EnrLetterTemplate *seen,
                          GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrLetterTemplate) tidied = dup_tidied (self);
  gboolean is_new = enr_uuid_is_none (&self->id);

  if (!enr_announcement_check_text (tidied->title, TRUE, tidied->body, tidied->question,
                                    tidied->answer_kind, tidied->choices, error)
      || !enr_txn_begin (&txn, db, actor, NULL, error) || !check_name (db, tidied, error)
      || !check_seen (db, &self->id, seen, error))
    return FALSE;
  if (is_new)
    tidied->id = enr_uuid_new ();
  if (!store (db, tidied, is_new, error) || !enr_txn_commit (&txn, error))
    return FALSE;
  self->id = tidied->id;
  return TRUE;
}

static gboolean
remove_template (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  if (!enr_stmt_run (&st, error))
    return FALSE;
  if (enr_stmt_changes (&st) > 0)
    return TRUE;
  return enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such template."));
}

gboolean
enr_letter_template_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error) && remove_template (db, id, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_letter_template_order (EnrDb *db,
                           const EnrActor *actor,
                           const EnrUuid *ids,
                           guint n_ids,
                           GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < n_ids; i++)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_ORDER);

      enr_bind_uuid (&st, ":id", &ids[i]);
      enr_bind_int (&st, ":position", i);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}

/* What stands for the placeholders; "" for what the nursery has not entered. */
static char **
dup_values (EnrDb *db, EnrDate day, GError **error)
{
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);
  char **values;

  if (facility == NULL)
    return NULL;
  values = g_new0 (char *, G_N_ELEMENTS (placeholders) + 1);
  values[0] = g_strdup (facility->name);
  values[1] = g_strdup (facility->director);
  values[2] = g_strdup (facility->phone);
  values[3] = enr_date_dup_era (day);
  return values;
}

static char *
dup_filled (const char *text, char **values)
{
  g_autoptr (GString) filled = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (*values[i] != '\0')
      g_string_replace (filled, placeholders[i], values[i], 0);
  return g_strdup (filled->str);
}

static void
take (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

gboolean
enr_letter_template_fill (EnrDb *db,
                          const EnrLetterTemplate *self,
                          EnrAnnouncement *announcement,
                          GError **error)
{
  g_auto (GStrv) values = dup_values (db, announcement->day, error);

  if (values == NULL)
    return FALSE;
  take (&announcement->title, dup_filled (self->title, values));
  take (&announcement->body, dup_filled (self->body, values));
  take (&announcement->question, dup_filled (self->question, values));
  take (&announcement->choices, g_strdup (self->choices));
  announcement->answer_kind = self->answer_kind;
  return TRUE;
}

EnrLetterTemplate *
enr_letter_template_new_from (const EnrAnnouncement *announcement, const char *name)
{
  EnrLetterTemplate *self = enr_letter_template_new ();

  take (&self->name, g_strdup (name));
  take (&self->title, g_strdup (announcement->title));
  take (&self->body, g_strdup (announcement->body));
  take (&self->question, g_strdup (announcement->question));
  take (&self->choices, g_strdup (announcement->choices));
  self->answer_kind = announcement->answer_kind;
  return self;
}

gboolean
enr_letter_has_placeholder (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (strstr (text, placeholders[i]) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
enr_letter_has_blanks (const char *text)
{
  static const char *const blanks[] = { "○○", "○月", "○日", "○時", "○分", "○名" };

  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
    if (strstr (text, blanks[i]) != NULL)
      return TRUE;
  return enr_letter_has_placeholder (text);
}
