/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/announcement.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "contact/contact-private.h"
#include "contact/recipient-private.h"
#include "nursery/error.h"

ENR_SQL (SQL_LOAD,
         "SELECT id, day, title, CAST (body AS TEXT), is_urgent, about_child, question, "
         "answer_kind, choices, answer_until, written_by, created_at, version, sent_at, sent_by, "
         "removed_at FROM announcement WHERE id = :id");
ENR_SQL (SQL_INSERT,
         "INSERT INTO announcement (id, day, title, body, is_urgent, about_child, question, "
         "answer_kind, choices, answer_until, written_by, created_at, version, sent_by) "
         "VALUES (:id, :day, :title, CAST (:body AS BLOB), :urgent, :about, :question, :kind, "
         ":choices, :until, :by, :now, 1, '')");
ENR_SQL (SQL_UPDATE,
         "UPDATE announcement SET day = :day, title = :title, body = CAST (:body AS BLOB), "
         "is_urgent = :urgent, about_child = :about, question = :question, answer_kind = :kind, "
         "choices = :choices, answer_until = :until, written_by = :by, version = version + 1 "
         "WHERE id = :id");
ENR_SQL (SQL_REMOVE,
         "UPDATE announcement SET removed_at = :now, version = version + 1 WHERE id = :id");
ENR_SQL (SQL_LOAD_TO,
         "SELECT kind, class_id, age, child_id FROM announcement_to WHERE announcement_id = :id "
         "ORDER BY position");
ENR_SQL (SQL_CLEAR_TO, "DELETE FROM announcement_to WHERE announcement_id = :id");
ENR_SQL (SQL_ADD_TO,
         "INSERT INTO announcement_to (announcement_id, position, kind, class_id, age, child_id) "
         "VALUES (:id, :position, :kind, :class, :age, :child)");
ENR_SQL (SQL_HAS_CLASS, "SELECT 1 FROM class WHERE id = :id");

EnrAnnouncement *
enr_announcement_new (void)
{
  EnrAnnouncement *self = g_new0 (EnrAnnouncement, 1);

  self->day = enr_clock_today ();
  self->title = g_strdup ("");
  self->body = g_strdup ("");
  self->question = g_strdup ("");
  self->choices = g_strdup ("");
  self->answer_until = ENR_DATE_NONE;
  self->written_by = g_strdup ("");
  self->audience = enr_audience_new ();
  self->created_at = ENR_INSTANT_NONE;
  self->sent_at = ENR_INSTANT_NONE;
  self->sent_by = g_strdup ("");
  self->removed_at = ENR_INSTANT_NONE;
  return self;
}

EnrAnnouncement *
enr_announcement_copy (const EnrAnnouncement *self)
{
  EnrAnnouncement *copy = g_memdup2 (self, sizeof *self);

  copy->title = g_strdup (self->title);
  copy->body = g_strdup (self->body);
  copy->question = g_strdup (self->question);
  copy->choices = g_strdup (self->choices);
  copy->written_by = g_strdup (self->written_by);
  copy->audience = g_array_copy (self->audience);
  copy->sent_by = g_strdup (self->sent_by);
  return copy;
}

void
enr_announcement_free (EnrAnnouncement *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->body);
  g_free (self->question);
  g_free (self->choices);
  g_free (self->written_by);
  g_clear_pointer (&self->audience, g_array_unref);
  g_free (self->sent_by);
  g_free (self);
}

static EnrAnnouncement *
read_announcement (EnrStmt *st)
{
  EnrAnnouncement *self = g_new0 (EnrAnnouncement, 1);

  self->id = enr_column_uuid (st, 0);
  self->day = enr_column_date (st, 1);
  self->title = enr_column_dup_text (st, 2);
  self->body = enr_column_dup_text (st, 3);
  self->is_urgent = enr_column_int (st, 4) != 0;
  self->about_child = enr_column_uuid (st, 5);
  self->question = enr_column_dup_text (st, 6);
  self->answer_kind = enr_answer_kind_from_key (enr_column_text (st, 7));
  self->choices = enr_column_dup_text (st, 8);
  self->answer_until = enr_column_date (st, 9);
  self->written_by = enr_column_dup_text (st, 10);
  self->created_at = enr_column_instant (st, 11);
  self->version = (int) enr_column_int (st, 12);
  self->sent_at = enr_column_instant (st, 13);
  self->sent_by = enr_column_dup_text (st, 14);
  self->removed_at = enr_column_instant (st, 15);
  self->audience = enr_audience_new ();
  return self;
}

static gboolean
load_audience (EnrDb *db, EnrAnnouncement *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD_TO);
  int rc;

  enr_bind_uuid (&st, ":id", &self->id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      const char *kind = enr_column_text (&st, 0);
      EnrUuid class_id = enr_column_uuid (&st, 1);
      EnrUuid child_id = enr_column_uuid (&st, 3);

      if (strcmp (kind, "class") == 0)
        enr_audience_add_class (self->audience, &class_id);
      else if (strcmp (kind, "age") == 0)
        enr_audience_add_age (self->audience, (int) enr_column_int (&st, 2));
      else if (strcmp (kind, "child") == 0)
        enr_audience_add_child (self->audience, &child_id);
      else
        enr_audience_add_all (self->audience);
    }
  return rc == 0;
}

/* Removed ones too. */
static EnrAnnouncement *
load_any (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrAnnouncement) self = NULL;
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such letter."));
  if (rc <= 0)
    return NULL;
  self = read_announcement (&st);
  return load_audience (db, self, error) ? g_steal_pointer (&self) : NULL;
}

EnrAnnouncement *
enr_announcement_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrAnnouncement) self = NULL;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  self = load_any (db, id, error);
  if (self == NULL || self->removed_at == ENR_INSTANT_NONE)
    return g_steal_pointer (&self);
  enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such letter."));
  return NULL;
}

EnrAnnouncement *
enr_announcement_load_draft (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_autoptr (EnrAnnouncement) self = load_any (db, id, error);

  if (self == NULL)
    return NULL;
  if (self->sent_at == ENR_INSTANT_NONE && self->removed_at == ENR_INSTANT_NONE)
    return g_steal_pointer (&self);
  enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
              self->sent_at != ENR_INSTANT_NONE
                  ? _ ("This letter was sent already, and never changes any more.")
                  : _ ("This draft was removed."));
  return NULL;
}

static void
tidy (char **field, char *(*func) (const char *) )
{
  char *tidied = func (*field);

  g_free (*field);
  *field = tidied;
}

EnrAnnouncement *
enr_announcement_dup_tidy (const EnrActor *actor, const EnrAnnouncement *self)
{
  EnrAnnouncement *copy = enr_announcement_copy (self);
  g_auto (GStrv) choices = enr_announcement_dup_choices (self);

  tidy (&copy->title, enr_text_tidy);
  tidy (&copy->body, enr_text_tidy_lines);
  tidy (&copy->question, enr_text_tidy);
  tidy (&copy->written_by, enr_text_tidy);
  g_free (copy->choices);
  copy->choices
      = copy->answer_kind == ENR_ANSWER_CHOICE ? g_strjoinv ("\n", choices) : g_strdup ("");
  if (copy->answer_kind == ENR_ANSWER_NONE)
    copy->answer_until = ENR_DATE_NONE;
  if (*copy->written_by == '\0')
    {
      g_free (copy->written_by);
      copy->written_by = g_strdup (actor->name);
    }
  /* What is about one child is for that child, whatever was chosen before. */
  if (!enr_uuid_is_none (&copy->about_child))
    {
      g_array_set_size (copy->audience, 0);
      enr_audience_add_child (copy->audience, &copy->about_child);
    }
  return copy;
}

static gboolean
check_class (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_HAS_CLASS);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such class any more."));
  return rc > 0;
}

static gboolean
check_audience (EnrDb *db, const EnrAnnouncement *self, GError **error)
{
  for (guint i = 0; i < self->audience->len; i++)
    {
      const EnrAudienceItem *item = &g_array_index (self->audience, EnrAudienceItem, i);

      if (item->kind == ENR_AUDIENCE_CLASS && !check_class (db, &item->class_id, error))
        return FALSE;
      if (item->kind == ENR_AUDIENCE_CHILD && !enr_notice_check_child (db, &item->child_id, error))
        return FALSE;
      if (item->kind == ENR_AUDIENCE_AGE && (item->age < 0 || item->age > 5))
        return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("An age is a number from 0 to 5."));
    }
  return TRUE;
}

static gboolean
check_days (const EnrAnnouncement *self, GError **error)
{
  EnrDate today = enr_clock_today ();

  if (self->day == ENR_DATE_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The day is missing."));
  if (self->day > today + ENR_ANNOUNCEMENT_MAX_DAYS)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The letter's day is more than a year ahead."));
  if (self->answer_until != ENR_DATE_NONE && self->answer_until < self->day)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The last day for answers is before the letter's day."));
  if (self->answer_until != ENR_DATE_NONE
      && self->answer_until > self->day + ENR_ANNOUNCEMENT_MAX_DAYS)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The last day for answers is more than a year away."));
  return TRUE;
}

static gboolean
check (EnrDb *db, const EnrAnnouncement *self, GError **error)
{
  return enr_announcement_check_text (self->title, FALSE, self->body, self->question,
                                      self->answer_kind, self->choices, error)
         && check_days (self, error) && enr_notice_check_text (self->written_by, error)
         && check_audience (db, self, error);
}

gboolean
enr_announcement_check (EnrDb *db,
                        const EnrActor *actor,
                        const EnrAnnouncement *self,
                        GError **error)
{
  g_autoptr (EnrAnnouncement) tidied = enr_announcement_dup_tidy (actor, self);

  return check (db, tidied, error);
}

static gboolean
is_same_audience (const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const EnrAudienceItem *left = &g_array_index (a, EnrAudienceItem, i);
      const EnrAudienceItem *right = &g_array_index (b, EnrAudienceItem, i);

      if (left->kind != right->kind || left->age != right->age
          || !enr_uuid_equal (&left->class_id, &right->class_id)
          || !enr_uuid_equal (&left->child_id, &right->child_id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_same (const EnrAnnouncement *a, const EnrAnnouncement *b)
{
  return a->day == b->day && strcmp (a->title, b->title) == 0 && strcmp (a->body, b->body) == 0
         && a->is_urgent == b->is_urgent && enr_uuid_equal (&a->about_child, &b->about_child)
         && strcmp (a->question, b->question) == 0 && a->answer_kind == b->answer_kind
         && strcmp (a->choices, b->choices) == 0 && a->answer_until == b->answer_until
         && strcmp (a->written_by, b->written_by) == 0
         && is_same_audience (a->audience, b->audience);
}

static gboolean
write_audience (EnrDb *db, const EnrAnnouncement *self, GError **error)
{
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_CLEAR_TO);

    enr_bind_uuid (&st, ":id", &self->id);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  for (guint i = 0; i < self->audience->len; i++)
    {
      const EnrAudienceItem *item = &g_array_index (self->audience, EnrAudienceItem, i);
      g_auto (EnrStmt) st = enr_stmt (db, SQL_ADD_TO);

      enr_bind_uuid (&st, ":id", &self->id);
      enr_bind_int (&st, ":position", i);
      enr_bind_text (&st, ":kind", enr_audience_kind_key (item->kind));
      enr_bind_uuid (&st, ":class", &item->class_id);
      if (item->kind == ENR_AUDIENCE_AGE)
        enr_bind_int (&st, ":age", item->age);
      enr_bind_uuid (&st, ":child", &item->child_id);
      if (!enr_stmt_run (&st, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_row (EnrDb *db, const char *sql, const EnrAnnouncement *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_date (&st, ":day", self->day);
  enr_bind_text (&st, ":title", self->title);
  enr_bind_text (&st, ":body", self->body);
  enr_bind_int (&st, ":urgent", self->is_urgent != 0);
  enr_bind_uuid (&st, ":about", &self->about_child);
  enr_bind_text (&st, ":question", self->question);
  enr_bind_text (&st, ":kind", enr_answer_kind_key (self->answer_kind));
  enr_bind_text (&st, ":choices", self->choices);
  enr_bind_date (&st, ":until", self->answer_until);
  enr_bind_text (&st, ":by", self->written_by);
  if (sql == SQL_INSERT)
    enr_bind_instant (&st, ":now", enr_clock_now ());
  return enr_stmt_run (&st, error) && write_audience (db, self, error);
}

/* The draft over which @self may be written; with another version it is refused, and @other has it.
 */
static EnrAnnouncement *
load_for_save (EnrDb *db, const EnrAnnouncement *self, EnrAnnouncement **other, GError **error)
{
  g_autoptr (EnrAnnouncement) stored = enr_announcement_load_draft (db, &self->id, error);

  if (stored == NULL || stored->version == self->version)
    return g_steal_pointer (&stored);
  enr_refuse (error, ENR_NURSERY_ERROR_CHANGED,
              _ ("Somebody else changed this draft in the meantime."));
  if (other != NULL)
    *other = g_steal_pointer (&stored);
  return NULL;
}

gboolean
enr_announcement_save_in_txn (EnrDb *db,
                              const EnrActor *actor,
                              EnrAnnouncement *self,
                              EnrAnnouncement **other,
                              GError **error)
{
  gboolean is_new = enr_uuid_is_none (&self->id);
  g_autoptr (EnrAnnouncement) tidied = enr_announcement_dup_tidy (actor, self);
  g_autoptr (EnrAnnouncement) stored = NULL;

  g_assert (enr_db_in_write (db));

  if (!check (db, tidied, error))
    return FALSE;
  if (is_new)
    tidied->id = enr_uuid_new ();
  else
    {
      stored = load_for_save (db, self, other, error);
      if (stored == NULL)
        return FALSE;
      if (is_same (stored, tidied))
        return TRUE;
    }
  if (!write_row (db, is_new ? SQL_INSERT : SQL_UPDATE, tidied, error))
    return FALSE;
  self->id = tidied->id;
  self->version = is_new ? 1 : self->version + 1;
  return TRUE;
}

gboolean
enr_announcement_save (EnrDb *db,
                       const EnrActor *actor,
                       EnrAnnouncement *self,
                       EnrAnnouncement **other,
                       GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrUuid id = self->id;
  int version = self->version;

  if (other != NULL)
    *other = NULL;
  if (enr_txn_begin (&txn, db, actor, NULL, error)
      && enr_announcement_save_in_txn (db, actor, self, other, error)
      && enr_txn_commit (&txn, error))
    return TRUE;
  self->id = id;
  self->version = version;
  return FALSE;
}

static gboolean
remove_draft (EnrDb *db, const EnrUuid *id, int version, GError **error)
{
  g_autoptr (EnrAnnouncement) stored = enr_announcement_load_draft (db, id, error);
  g_auto (EnrStmt) st = { NULL, NULL };

  if (stored == NULL)
    return FALSE;
  if (stored->version != version)
    return enr_refuse (error, ENR_NURSERY_ERROR_CHANGED,
                       _ ("Somebody else changed this draft in the meantime."));
  st = enr_stmt (db, SQL_REMOVE);
  enr_bind_uuid (&st, ":id", id);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  return enr_stmt_run (&st, error);
}

gboolean
enr_announcement_remove (EnrDb *db,
                         const EnrActor *actor,
                         const EnrUuid *id,
                         int version,
                         GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error) && remove_draft (db, id, version, error)
         && enr_txn_commit (&txn, error);
}
