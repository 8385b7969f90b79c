/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Making and saving plans and records.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "writing/writing-private.h"
#include "nursery/error.h"

ENR_SQL (SQL_SAME,
         "SELECT id FROM writing WHERE kind = :kind AND class_id IS :class AND child_id IS :child "
         "AND first_day = :first AND title = :title AND removed_at IS NULL");
ENR_SQL (SQL_SAME_STAY,
         "SELECT id FROM writing WHERE kind = :kind AND child_id = :child AND removed_at IS NULL");
ENR_SQL (SQL_CLASS_YEAR, "SELECT fiscal_year FROM class WHERE id = :id");
ENR_SQL (SQL_ENROLLED,
         "SELECT 1 FROM enrolment e JOIN child c ON c.id = e.child_id "
         "WHERE e.child_id = :child AND e.removed_at IS NULL AND c.removed_at IS NULL "
         "AND e.first_day <= :last AND (e.last_day IS NULL OR e.last_day >= :first) LIMIT 1");
ENR_SQL (
    SQL_INSERT,
    "INSERT INTO writing (id, kind, class_id, child_id, first_day, last_day, title, above_id, "
    "writer, state, revision, version, approved, search_row) VALUES (:id, :kind, :class, :child, "
    ":first, :last, :title, :above, :writer, 'draft', 1, 0, 0, :row)");
ENR_SQL (
    SQL_TEXT_SAVE,
    "INSERT INTO writing_text (writing_id, key, body, version, child_id, origin_id, origin_key) "
    "VALUES (:id, :key, :body, :version, :child, :origin, :origin_key) "
    "ON CONFLICT DO UPDATE SET body = excluded.body, version = excluded.version, "
    "child_id = excluded.child_id, origin_id = excluded.origin_id, "
    "origin_key = excluded.origin_key");
ENR_SQL (SQL_HEAD, "UPDATE writing SET title = :title, writer = :writer WHERE id = :id");
ENR_SQL (SQL_REMOVE, "UPDATE writing SET removed_at = :now WHERE id = :id");

/* The text as it is kept: line breaks as LF, nothing else changed but what no screen or paper can
 * show. */
static char *
clean_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\r')
        {
          if (p[1] != '\n')
            g_string_append_c (clean, '\n');
        }
      else if (c == '\t')
        g_string_append_c (clean, ' ');
      else if (c == '\n' || !g_unichar_iscntrl (c))
        g_string_append_unichar (clean, c);
    }
  return g_string_free (clean, FALSE);
}

/* 1 with @id where it is there already. */
static int
find_same (EnrDb *db, const EnrWritingNew *self, EnrDate first, EnrUuid *id, GError **error)
{
  gboolean is_stay = self->kind->period == ENR_PERIOD_STAY;
  g_auto (EnrStmt) st = enr_stmt (db, is_stay ? SQL_SAME_STAY : SQL_SAME);
  int rc;

  enr_bind_text (&st, ":kind", self->kind->key);
  enr_bind_uuid (&st, ":child", &self->child_id);
  if (!is_stay)
    {
      enr_bind_uuid (&st, ":class", &self->class_id);
      enr_bind_date (&st, ":first", first);
      enr_bind_text (&st, ":title", self->title);
    }
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    *id = enr_column_uuid (&st, 0);
  return rc;
}

static gboolean
check_class (EnrDb *db, const EnrWritingNew *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CLASS_YEAR);
  int rc;

  enr_bind_uuid (&st, ":id", &self->class_id);
  rc = enr_stmt_step (&st, error);
  if (rc < 0)
    return FALSE;
  if (rc == 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such class."));
  if (enr_column_int (&st, 0) != enr_fiscal_year (self->day))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("The class is of another fiscal year than that day."));
  return TRUE;
}

static gboolean
check_child (EnrDb *db, const EnrWritingNew *self, EnrDate first, EnrDate last, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ENROLLED);
  int rc;

  enr_bind_uuid (&st, ":child", &self->child_id);
  enr_bind_date (&st, ":first", first);
  enr_bind_date (&st, ":last", last);
  rc = enr_stmt_step (&st, error);
  if (rc == 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_NOT_ENROLLED,
                       _ ("The child is not enrolled at that time."));
  return rc > 0;
}

static gboolean
check_new (EnrDb *db, const EnrWritingNew *self, EnrDate first, EnrDate last, GError **error)
{
  gboolean has_class = !enr_uuid_is_none (&self->class_id);
  gboolean has_child = !enr_uuid_is_none (&self->child_id);

  if (has_class != (self->kind->subject == ENR_WRITING_OF_CLASS)
      || has_child != (self->kind->subject == ENR_WRITING_OF_CHILD))
    {
      switch (self->kind->subject)
        {
        case ENR_WRITING_OF_CLASS:
          return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                             _ ("This is written for a class: please say which."));
        case ENR_WRITING_OF_CHILD:
          return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                             _ ("This is written for a child: please say which."));
        case ENR_WRITING_OF_FACILITY:
        default:
          return enr_refuse (
              error, ENR_NURSERY_ERROR_INVALID,
              _ ("This is written for the whole nursery, not for a class or a child."));
        }
    }
  if (self->kind->period == ENR_PERIOD_EVENT && enr_text_is_blank (self->title))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("Please give it a title."));
  if (self->kind->period != ENR_PERIOD_EVENT && *self->title != '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("Only an event has a title."));
  if (has_class)
    return check_class (db, self, error);
  return !has_child || check_child (db, self, first, last, error);
}

/* Where there is none yet it is found by the same rule later. */
static gboolean
find_above (EnrDb *db,
            const EnrWritingNew *self,
            EnrDate first,
            EnrDate last,
            EnrUuid *above,
            GError **error)
{
  const EnrWriting of
      = { .class_id = self->class_id, .child_id = self->child_id, .first = first, .last = last };

  return enr_writing_find_above (db, self->kind, &of, above, error);
}

gboolean
enr_writing_create_in_txn (EnrDb *db, const EnrWritingNew *new_writing, EnrUuid *id, GError **error)
{
  EnrWritingNew self = *new_writing;
  g_autofree char *title = enr_text_tidy (self.title != NULL ? self.title : "");
  g_autofree char *writer = enr_text_tidy (self.writer != NULL ? self.writer : "");
  g_autoptr (EnrWriting) made = NULL;
  g_autofree char *pairs = NULL;
  EnrUuid above;
  EnrDate first, last;
  gint64 row;
  int rc;

  g_return_val_if_fail (self.day != ENR_DATE_NONE && enr_db_in_write (db), FALSE);

  self.title = title;
  enr_writing_period_of (self.kind->period, self.day, &first, &last);
  if (!check_new (db, &self, first, last, error))
    return FALSE;
  rc = find_same (db, &self, first, id, error);
  if (rc < 0)
    return FALSE;
  if (rc > 0)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                       _ ("This plan or record is there already."));
  if (!enr_writing_search_row (db, first, &row, error)
      || !find_above (db, &self, first, last, &above, error))
    return FALSE;
  *id = enr_uuid_new ();
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_INSERT);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_text (&st, ":kind", self.kind->key);
    enr_bind_uuid (&st, ":class", &self.class_id);
    enr_bind_uuid (&st, ":child", &self.child_id);
    enr_bind_date (&st, ":first", first);
    enr_bind_date (&st, ":last", last);
    enr_bind_text (&st, ":title", title);
    enr_bind_uuid (&st, ":above", &above);
    enr_bind_text (&st, ":writer", writer);
    enr_bind_int (&st, ":row", row);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  made = enr_writing_load_header (db, id, error);
  if (made == NULL)
    return FALSE;
  pairs = enr_writing_search_pairs (made);
  return enr_writing_search_change (db, id, "", pairs, error);
}

gboolean
enr_writing_create (EnrDb *db,
                    const EnrActor *actor,
                    const EnrWritingNew *new_writing,
                    EnrUuid *id,
                    GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error)
         && enr_writing_create_in_txn (db, new_writing, id, error) && enr_txn_commit (&txn, error);
}

static gboolean
refuse_closed (const EnrWriting *writing, GError **error)
{
  return enr_refuse (
      error, ENR_NURSERY_ERROR_CLOSED,
      writing->state == ENR_WRITING_SUBMITTED || writing->state == ENR_WRITING_CHIEF
          ? _ ("It has been submitted and waits for approval, so it cannot be changed. "
               "Please take it back first.")
          : _ ("It has been approved, so it cannot be changed. Please begin a new revision."));
}

/* Whether a text of that key is in the section: one that is not would be on no screen or paper. */
static gboolean
has_text_key (const EnrSection *section, const EnrTextChange *change)
{
  char id[ENR_UUID_STRING_LENGTH];

  return enr_section_has_key (section, change->key)
         && (section->type != ENR_SECTION_CHILDREN
             || strcmp (change->key + strlen (section->key) + 1,
                        enr_uuid_format (&change->child_id, id))
                    == 0);
}

static gboolean
check_change (const EnrWritingKind *kind,
              const EnrWriting *writing,
              const EnrTextChange *change,
              const char *text,
              GError **error)
{
  const EnrSection *section = enr_writing_kind_find_section (kind, change->key);
  const EnrWritingText *present = g_hash_table_lookup (writing->texts, change->key);

  if (section == NULL || !has_text_key (section, change))
    {
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                   /* Translators: a kind of plan or record, and a section's key */
                   _ ("“%s” has no section “%s” to write in."), kind->label, change->key);
      return FALSE;
    }
  if (!enr_writing_is_open (writing, section))
    {
      g_set_error (
          error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED,
          /* Translators: a section's heading */
          _ ("“%s” has been approved. Now only what is written afterwards is open; for the rest, "
             "please begin a new revision."),
          section->heading);
      return FALSE;
    }
  if (g_utf8_strlen (text, -1) > ENR_WRITING_MAX_LENGTH)
    {
      g_set_error (
          error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
          /* Translators: a section's heading, and a number */
          _ ("“%s” is too long: a section can have %d characters at most. Please shorten it or "
             "write the rest in another one."),
          section->heading, ENR_WRITING_MAX_LENGTH);
      return FALSE;
    }
  if ((present != NULL ? present->version : 0) != change->seen)
    {
      g_set_error (
          error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
          /* Translators: a section's heading */
          _ ("Somebody else has changed “%s” meanwhile. Nothing was saved; please look at both."),
          section->heading);
      return FALSE;
    }
  return TRUE;
}

/* A blank text where there was none is none. */
static gboolean
makes_nothing (const EnrTextChange *change, const char *text)
{
  return change->seen == 0 && enr_text_is_blank (text);
}

static gboolean
write_text (EnrDb *db,
            const EnrUuid *id,
            const EnrTextChange *change,
            const char *text,
            GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_TEXT_SAVE);
  /* Not g_bytes_new(): of a text that was emptied it would make no bytes, and so NULL. */
  g_autoptr (GBytes) body = g_bytes_new_take (g_strdup (text), strlen (text));

  enr_bind_uuid (&st, ":id", id);
  enr_bind_text (&st, ":key", change->key);
  enr_bind_bytes (&st, ":body", body);
  enr_bind_int (&st, ":version", change->seen + 1);
  enr_bind_uuid (&st, ":child", &change->child_id);
  enr_bind_uuid (&st, ":origin", &change->origin_id);
  if (!enr_uuid_is_none (&change->origin_id))
    enr_bind_text (&st, ":origin_key", change->origin_key);
  return enr_stmt_run (&st, error);
}

/* The index after the change is made from the texts as they are then. */
static gboolean
index_again (EnrDb *db, const EnrUuid *id, const char *before, GError **error)
{
  g_autoptr (EnrWriting) writing = enr_writing_load (db, id, error);
  g_autofree char *after = NULL;

  if (writing == NULL)
    return FALSE;
  after = enr_writing_search_pairs (writing);
  return enr_writing_search_change (db, id, before, after, error);
}

gboolean
enr_writing_save_in_txn (EnrDb *db,
                         const EnrWritingKind *kind,
                         const EnrUuid *id,
                         const EnrTextChange *changes,
                         guint n_changes,
                         GError **error)
{
  g_autoptr (EnrWriting) writing = enr_writing_load (db, id, error);
  g_autofree char *before = NULL;

  if (writing == NULL)
    return FALSE;
  if (!enr_writing_state_is_open (writing->state))
    return refuse_closed (writing, error);
  before = enr_writing_search_pairs (writing);
  for (guint i = 0; i < n_changes; i++)
    {
      g_autofree char *text = clean_text (changes[i].text);

      if (!check_change (kind, writing, &changes[i], text, error)
          || (!makes_nothing (&changes[i], text) && !write_text (db, id, &changes[i], text, error)))
        return FALSE;
    }
  return index_again (db, id, before, error);
}

static gboolean
check_head (const EnrWriting *writing, const char *title, const char *writer, GError **error)
{
  if (!enr_writing_state_is_open (writing->state))
    return refuse_closed (writing, error);
  /* What is written afterwards is open, not what it is of and who wrote it. */
  if (!enr_writing_is_head_open (writing)
      && (strcmp (writing->title, title) != 0 || strcmp (writing->writer, writer) != 0))
    return enr_refuse (
        error, ENR_NURSERY_ERROR_CLOSED,
        _ ("It has been approved: its title and who wrote it stay. To change them, please "
           "begin a new revision."));
  if (*writing->title != '\0' && *title == '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("Please give it a title."));
  if (*writing->title == '\0' && *title != '\0')
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("Only an event has a title."));
  return TRUE;
}

static gboolean
save_head_in_txn (EnrDb *db, const EnrUuid *id, const EnrHeadChange *head, GError **error)
{
  g_autoptr (EnrWriting) writing = enr_writing_load (db, id, error);
  g_autofree char *title = enr_text_tidy (head->title);
  g_autofree char *writer = enr_text_tidy (head->writer);
  g_autofree char *before = NULL;

  if (writing == NULL || !check_head (writing, title, writer, error))
    return FALSE;
  before = enr_writing_search_pairs (writing);
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_HEAD);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_text (&st, ":title", title);
    enr_bind_text (&st, ":writer", writer);
    if (!enr_stmt_run (&st, error))
      {
        if (g_error_matches (error != NULL ? *error : NULL, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT))
          {
            g_clear_error (error);
            enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                        _ ("There is one of that title on that day already."));
          }
        return FALSE;
      }
  }
  return index_again (db, id, before, error);
}

gboolean
enr_writing_save_whole (EnrDb *db,
                        const EnrActor *actor,
                        const EnrWritingKind *kind,
                        const EnrUuid *id,
                        const EnrHeadChange *head,
                        EnrTextChange *changes,
                        guint n_changes,
                        GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error)
      || (head != NULL && !save_head_in_txn (db, id, head, error))
      || (n_changes > 0 && !enr_writing_save_in_txn (db, kind, id, changes, n_changes, error))
      || !enr_txn_commit (&txn, error))
    return FALSE;
  for (guint i = 0; i < n_changes; i++)
    {
      g_autofree char *text = clean_text (changes[i].text);

      changes[i].seen += !makes_nothing (&changes[i], text);
    }
  return TRUE;
}

gboolean
enr_writing_save (EnrDb *db,
                  const EnrActor *actor,
                  const EnrWritingKind *kind,
                  const EnrUuid *id,
                  EnrTextChange *changes,
                  guint n_changes,
                  GError **error)
{
  return enr_writing_save_whole (db, actor, kind, id, NULL, changes, n_changes, error);
}

gboolean
enr_writing_set_head (EnrDb *db,
                      const EnrActor *actor,
                      const EnrUuid *id,
                      const char *title,
                      const char *writer,
                      GError **error)
{
  const EnrHeadChange head = { title, writer };

  return enr_writing_save_whole (db, actor, NULL, id, &head, NULL, 0, error);
}

/* Notes are beside approved ones alone. */
static gboolean
is_blank (const EnrWriting *writing)
{
  GHashTableIter iter;
  gpointer text;

  g_hash_table_iter_init (&iter, writing->texts);
  while (g_hash_table_iter_next (&iter, NULL, &text))
    if (!enr_text_is_blank (((EnrWritingText *) text)->text))
      return FALSE;
  return TRUE;
}

static gboolean
remove_in_txn (EnrDb *db, const EnrWriting *writing, GError **error)
{
  g_autofree char *before = NULL;

  if (writing->version > 0 || writing->state != ENR_WRITING_DRAFT)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID,
                       _ ("It has been submitted before, so it is a record and stays."));
  before = enr_writing_search_pairs (writing);
  if (!enr_writing_search_change (db, &writing->id, before, "", error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

    enr_bind_uuid (&st, ":id", &writing->id);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    return enr_stmt_run (&st, error);
  }
}

gboolean
enr_writing_remove (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrWriting) writing = NULL;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  writing = enr_writing_load (db, id, error);
  return writing != NULL && remove_in_txn (db, writing, error) && enr_txn_commit (&txn, error);
}

gboolean
enr_writing_remove_blank (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrWriting) writing = NULL;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  writing = enr_writing_load (db, id, error);
  if (writing == NULL)
    return FALSE;
  if (!is_blank (writing) || writing->state != ENR_WRITING_DRAFT || writing->version > 0)
    return TRUE;
  return remove_in_txn (db, writing, error) && enr_txn_commit (&txn, error);
}
