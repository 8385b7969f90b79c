/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/inquiry.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "contact/contact-private.h"
#include "nursery/error.h"

#define COLUMNS                                                                                    \
  "i.id, i.child_id, c.family_name, c.given_name, i.at, i.channel, i.by_name, i.taken_by, "        \
  "CAST (i.body AS TEXT), i.wants_answer, i.answer, i.answered_at, i.answered_by, i.removed_at "   \
  "FROM inquiry i JOIN child c ON c.id = i.child_id "

ENR_SQL (SQL_LOAD, "SELECT " COLUMNS "WHERE i.id = :id");
/* The index's condition word for word; otherwise all years are read. */
ENR_SQL (SQL_LIST_OPEN,
         "SELECT " COLUMNS "WHERE i.wants_answer = 1 AND i.answered_at IS NULL "
         "AND i.removed_at IS NULL ORDER BY i.at, i.id");
ENR_SQL (SQL_LIST_CHILD,
         "SELECT " COLUMNS "WHERE i.child_id = :child AND i.removed_at IS NULL "
         "ORDER BY i.at DESC, i.id DESC");
ENR_SQL (SQL_INSERT,
         "INSERT INTO inquiry (id, child_id, at, channel, by_name, taken_by, body, wants_answer, "
         "answer, answered_at, answered_by) VALUES (:id, :child, :at, :channel, :by, :taken, "
         "CAST (:body AS BLOB), "
         ":wants, '', NULL, '')");
ENR_SQL (
    SQL_ANSWER,
    "UPDATE inquiry SET answer = :answer, answered_at = :at, answered_by = :by WHERE id = :id");
ENR_SQL (SQL_REMOVE, "UPDATE inquiry SET removed_at = :at WHERE id = :id");

EnrInquiry *
enr_inquiry_new (void)
{
  EnrInquiry *self = g_new0 (EnrInquiry, 1);

  self->child_name = g_strdup ("");
  self->by_name = g_strdup ("");
  self->taken_by = g_strdup ("");
  self->body = g_strdup ("");
  self->wants_answer = TRUE;
  self->answer = g_strdup ("");
  self->answered_at = ENR_INSTANT_NONE;
  self->answered_by = g_strdup ("");
  self->removed_at = ENR_INSTANT_NONE;
  return self;
}

void
enr_inquiry_free (EnrInquiry *self)
{
  if (self == NULL)
    return;

  g_free (self->child_name);
  g_free (self->by_name);
  g_free (self->taken_by);
  g_free (self->body);
  g_free (self->answer);
  g_free (self->answered_by);
  g_free (self);
}

static EnrInquiry *
read_inquiry (EnrStmt *st)
{
  EnrInquiry *self = g_new0 (EnrInquiry, 1);

  self->id = enr_column_uuid (st, 0);
  self->child_id = enr_column_uuid (st, 1);
  self->child_name = g_strdup_printf ("%s %s", enr_column_text (st, 2), enr_column_text (st, 3));
  g_strchomp (self->child_name);
  self->at = enr_column_instant (st, 4);
  self->channel = (EnrChannel) MAX (enr_channel_from_key (enr_column_text (st, 5)), 0);
  self->by_name = enr_column_dup_text (st, 6);
  self->taken_by = enr_column_dup_text (st, 7);
  self->body = enr_column_dup_text (st, 8);
  self->wants_answer = enr_column_int (st, 9) != 0;
  self->answer = enr_column_dup_text (st, 10);
  self->answered_at = enr_column_instant (st, 11);
  self->answered_by = enr_column_dup_text (st, 12);
  self->removed_at = enr_column_instant (st, 13);
  return self;
}

static GPtrArray *
read_all (EnrStmt *st, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_inquiry_free);
  int rc;

  while ((rc = enr_stmt_step (st, error)) > 0)
    g_ptr_array_add (list, read_inquiry (st));
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

EnrInquiry *
enr_inquiry_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    return read_inquiry (&st);
  if (rc == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such inquiry."));
  return NULL;
}

GPtrArray *
enr_inquiry_list_open (EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST_OPEN);

  return read_all (&st, error);
}

GPtrArray *
enr_inquiry_list_child (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST_CHILD);

  enr_bind_uuid (&st, ":child", child_id);
  return read_all (&st, error);
}

static gboolean
check (const EnrInquiry *inquiry, GError **error)
{
  if (enr_text_is_blank (inquiry->body))
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("It is missing what was said."));
  /* A minute of grace: the clock on the wall and the one in the PC are two. */
  if (inquiry->at > enr_clock_now () + 60)
    return enr_refuse (error, ENR_NURSERY_ERROR_INVALID, _ ("The time is in the future."));
  return enr_notice_check_text (inquiry->by_name, error)
         && enr_notice_check_text (inquiry->taken_by, error)
         && enr_notice_check_text (inquiry->body, error);
}

gboolean
enr_inquiry_add (EnrDb *db,
                 const EnrActor *actor,
                 const EnrInquiry *inquiry,
                 EnrUuid *id,
                 GError **error)
{
  EnrUuid own_id = enr_uuid_new ();
  g_autofree char *by = enr_text_tidy (inquiry->by_name);
  g_autofree char *taken = enr_text_tidy (inquiry->taken_by);
  g_autofree char *body = enr_text_tidy_lines (inquiry->body);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!check (inquiry, error) || !enr_txn_begin (&txn, db, actor, NULL, error)
      || !enr_notice_check_child (db, &inquiry->child_id, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_INSERT);

    enr_bind_uuid (&st, ":id", &own_id);
    enr_bind_uuid (&st, ":child", &inquiry->child_id);
    enr_bind_instant (&st, ":at", inquiry->at != 0 ? inquiry->at : enr_clock_now ());
    enr_bind_text (&st, ":channel", enr_channel_key (inquiry->channel));
    enr_bind_text (&st, ":by", by);
    enr_bind_text (&st, ":taken", *taken != '\0' ? taken : actor->name);
    enr_bind_text (&st, ":body", body);
    enr_bind_int (&st, ":wants", inquiry->wants_answer);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  if (!enr_txn_commit (&txn, error))
    return FALSE;
  if (id != NULL)
    *id = own_id;
  return TRUE;
}

/* One that stands, and is answered or not. */
static gboolean
check_state (EnrDb *db, const EnrUuid *id, gboolean is_answered, GError **error)
{
  g_autoptr (EnrInquiry) stored = enr_inquiry_load (db, id, error);

  if (stored == NULL)
    return FALSE;
  if (stored->removed_at != ENR_INSTANT_NONE)
    return enr_refuse (error, ENR_NURSERY_ERROR_UNKNOWN, _ ("There is no such inquiry."));
  if (!stored->wants_answer)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY, _ ("Nobody waits for an answer to it."));
  if ((stored->answered_at != ENR_INSTANT_NONE) != is_answered)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                       is_answered ? _ ("It has not been answered.")
                                   : _ ("Somebody has answered it already."));
  return TRUE;
}

static gboolean
store_answer (EnrDb *db,
              const EnrUuid *id,
              const char *answer,
              EnrInstant at,
              const char *by,
              GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ANSWER);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_text (&st, ":answer", answer);
  enr_bind_instant (&st, ":at", at);
  enr_bind_text (&st, ":by", by);
  return enr_stmt_run (&st, error);
}

gboolean
enr_inquiry_answer (EnrDb *db,
                    const EnrActor *actor,
                    const EnrUuid *id,
                    const char *answer,
                    GError **error)
{
  g_autofree char *tidy = enr_text_tidy_lines (answer);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_notice_check_text (answer, error) && enr_txn_begin (&txn, db, actor, NULL, error)
         && check_state (db, id, FALSE, error)
         && store_answer (db, id, tidy, enr_clock_now (), actor->name, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_inquiry_reopen (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error) && check_state (db, id, TRUE, error)
         && store_answer (db, id, "", ENR_INSTANT_NONE, "", error) && enr_txn_commit (&txn, error);
}

/* Removes one that stands, or brings back one that was removed. */
static gboolean
set_removed (EnrDb *db,
             const EnrActor *actor,
             const EnrUuid *id,
             gboolean is_removed,
             const char *reason,
             GError **error)
{
  g_autoptr (EnrInquiry) stored = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, reason, error))
    return FALSE;
  stored = enr_inquiry_load (db, id, error);
  if (stored == NULL)
    return FALSE;
  if ((stored->removed_at != ENR_INSTANT_NONE) == is_removed)
    return enr_refuse (error, ENR_NURSERY_ERROR_ALREADY,
                       is_removed ? _ ("It was removed already.") : _ ("It is there already."));
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_instant (&st, ":at", is_removed ? enr_clock_now () : ENR_INSTANT_NONE);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

gboolean
enr_inquiry_remove (EnrDb *db,
                    const EnrActor *actor,
                    const EnrUuid *id,
                    const char *reason,
                    GError **error)
{
  return set_removed (db, actor, id, TRUE, reason, error);
}

gboolean
enr_inquiry_restore (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  return set_removed (db, actor, id, FALSE, NULL, error);
}
