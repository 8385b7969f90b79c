/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "nursery/card.h"

#include <string.h>
#include <sys/random.h>
#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"

/* "E", 24 letters and digits, and the NUL. */
#define TOKEN_SIZE 26

ENR_SQL (SQL_INSERT,
         "INSERT INTO card (id, child_id, token, issued_at) VALUES (:id, :child, :token, :now)");
ENR_SQL (SQL_REVOKE, "UPDATE card SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL");
ENR_SQL (SQL_LIST,
         "SELECT id, child_id, token, issued_at, revoked_at FROM card WHERE child_id = :child "
         "ORDER BY issued_at DESC, id DESC");
ENR_SQL (SQL_HAS_GOOD, "SELECT 1 FROM card WHERE child_id = :child AND revoked_at IS NULL LIMIT 1");
ENR_SQL (SQL_COUNT_GOOD, "SELECT count(*) FROM card WHERE revoked_at IS NULL");
ENR_SQL (SQL_LOOKUP,
         "SELECT k.child_id, k.revoked_at FROM card k JOIN child c ON c.id = k.child_id "
         "WHERE k.token = :token AND c.removed_at IS NULL "
         "ORDER BY k.revoked_at IS NOT NULL LIMIT 1");

void
enr_card_free (EnrCard *self)
{
  if (self == NULL)
    return;

  g_free (self->token);
  g_free (self);
}

/* The insertion, within the caller's transaction. */
static EnrCard *
insert_card_in_txn (EnrDb *db, const EnrUuid *child_id, const char *token, GError **error)
{
  g_autoptr (EnrCard) card = g_new0 (EnrCard, 1);
  g_autoptr (GError) local_error = NULL;
  g_auto (EnrStmt) st = enr_stmt (db, SQL_INSERT);

  card->id = enr_uuid_new ();
  card->child_id = *child_id;
  card->token = g_strdup (token);
  card->issued_at = enr_clock_now ();
  card->revoked_at = ENR_INSTANT_NONE;
  enr_bind_uuid (&st, ":id", &card->id);
  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_text (&st, ":token", token);
  enr_bind_instant (&st, ":now", card->issued_at);
  if (enr_stmt_run (&st, &local_error))
    return g_steal_pointer (&card);

  if (g_error_matches (local_error, ENR_DB_ERROR, ENR_DB_ERROR_CONSTRAINT))
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                         _ ("This card is in use already."));
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static EnrCard *
insert_card (EnrDb *db,
             const EnrActor *actor,
             const EnrUuid *child_id,
             const char *token,
             GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrCard) card = NULL;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return NULL;
  card = insert_card_in_txn (db, child_id, token, error);
  if (card == NULL || !enr_txn_commit (&txn, error))
    return NULL;
  return g_steal_pointer (&card);
}

static gboolean
make_token (char token[TOKEN_SIZE], GError **error)
{
  /* No letters that readers set to another keyboard confuse, and none that people do. */
  static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  guint8 random[TOKEN_SIZE - 2];

  if (getrandom (random, sizeof random, 0) != sizeof random)
    {
      g_set_error_literal (error, ENR_DB_ERROR, ENR_DB_ERROR_FAILED, "no random numbers");
      return FALSE;
    }
  token[0] = 'E';
  for (guint i = 0; i < sizeof random; i++)
    token[i + 1] = letters[random[i] % 32];
  token[TOKEN_SIZE - 1] = '\0';
  return TRUE;
}

EnrCard *
enr_card_issue (EnrDb *db, const EnrActor *actor, const EnrUuid *child_id, GError **error)
{
  char token[TOKEN_SIZE];

  return make_token (token, error) ? insert_card (db, actor, child_id, token, error) : NULL;
}

/* 1: has a good card, 0: has none, -1: failed. */
static int
has_good_card (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_HAS_GOOD);

  enr_bind_uuid (&st, ":child", child_id);
  return enr_stmt_step (&st, error);
}

gboolean
enr_card_issue_missing (EnrDb *db,
                        const EnrActor *actor,
                        const EnrUuid *child_ids,
                        guint n_children,
                        guint *n_issued,
                        GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  guint n = 0;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < n_children; i++)
    {
      int has_one = has_good_card (db, &child_ids[i], error);
      char token[TOKEN_SIZE];

      if (has_one < 0)
        return FALSE;
      if (has_one > 0)
        continue;
      if (!make_token (token, error))
        return FALSE;
      {
        g_autoptr (EnrCard) card = insert_card_in_txn (db, &child_ids[i], token, error);

        if (card == NULL)
          return FALSE;
      }
      n++;
    }
  if (!enr_txn_commit (&txn, error))
    return FALSE;
  if (n_issued != NULL)
    *n_issued = n;
  return TRUE;
}

EnrCard *
enr_card_register (EnrDb *db,
                   const EnrActor *actor,
                   const EnrUuid *child_id,
                   const char *token,
                   GError **error)
{
  g_autofree char *tidy = enr_text_tidy (token);

  if (strlen (tidy) < 4)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("A card's number has at least four characters."));
      return NULL;
    }
  return insert_card (db, actor, child_id, tidy, error);
}

gboolean
enr_card_revoke (EnrDb *db, const EnrActor *actor, const EnrUuid *id, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REVOKE);

    enr_bind_uuid (&st, ":id", id);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_txn_commit (&txn, error);
}

GPtrArray *
enr_card_list (EnrDb *db, const EnrUuid *child_id, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_card_free);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrCard *card = g_new0 (EnrCard, 1);

      card->id = enr_column_uuid (&st, 0);
      card->child_id = enr_column_uuid (&st, 1);
      card->token = enr_column_dup_text (&st, 2);
      card->issued_at = enr_column_instant (&st, 3);
      card->revoked_at = enr_column_instant (&st, 4);
      g_ptr_array_add (list, card);
    }
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

int
enr_card_count_good (EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_COUNT_GOOD);

  return enr_stmt_step (&st, error) > 0 ? (int) enr_column_int (&st, 0) : -1;
}

gboolean
enr_card_lookup (EnrDb *db, const char *token, EnrUuid *child_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOOKUP);
  g_autofree char *tidy = enr_text_tidy (token);
  int rc;

  enr_bind_text (&st, ":token", tidy);
  rc = enr_stmt_step (&st, error);
  if (rc < 0)
    return FALSE;
  if (rc > 0 && enr_column_is_null (&st, 1))
    {
      *child_id = enr_column_uuid (&st, 0);
      return TRUE;
    }

  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                       rc > 0 ? _ ("This card has been revoked.")
                              : _ ("This card is not known here."));
  return FALSE;
}
