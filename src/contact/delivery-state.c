/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The states of a delivery: what the queue writes, and what people decide. Each statement names the
 * states from which it goes, so that of two who act at once one finds that it is done.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "contact/delivery-private.h"
#include "contact/recipient.h"
#include "nursery/error.h"

ENR_SQL (
    SQL_CLAIM,
    "UPDATE delivery SET state = 'handing', tries = tries + 1, last_at = :now, next_at = NULL, "
    "message_id = CASE message_id WHEN '' THEN :message_id ELSE message_id END "
    "WHERE id = :id AND state = 'waiting'");
ENR_SQL (
    SQL_CONCLUDE,
    "UPDATE delivery SET state = :state, answer = :words, next_at = :next, last_at = :now, "
    "tries = tries + :tries, done_at = :done WHERE id = :id AND state IN ('waiting', 'handing')");
ENR_SQL (SQL_RELEASE,
         "UPDATE delivery SET state = 'waiting', tries = tries - 1 "
         "WHERE id = :id AND state = 'handing'");
ENR_SQL (SQL_LEAVE_OPEN,
         "UPDATE delivery SET state = 'uncertain', answer = :words "
         "WHERE id = :id AND state = 'handing'");
ENR_SQL (SQL_LIST_LEFT, "SELECT id FROM delivery WHERE channel = :channel AND state = 'handing'");
ENR_SQL (SQL_SET,
         "UPDATE delivery SET state = :state, answer = :words, done_at = :done, next_at = NULL "
         "WHERE id = :id");
ENR_SQL (SQL_RESEND,
         "UPDATE delivery SET state = 'waiting', next_at = NULL, "
         "address = :address WHERE id = :id");
ENR_SQL (SQL_ADDRESS,
         "SELECT w.mail FROM delivery d JOIN recipient r ON r.id = d.recipient_id "
         "JOIN contact_way w ON w.contact_id = r.contact_id WHERE d.id = :id");
ENR_SQL (SQL_FIND_PAPER,
         "SELECT id FROM delivery WHERE recipient_id = :recipient AND channel = 'paper'");
ENR_SQL (SQL_PRINTED,
         "UPDATE delivery SET state = 'printed', done_at = :now, last_at = :now, tries = tries + 1 "
         "WHERE id = :id AND channel = 'paper' AND state = 'waiting'");

int
enr_delivery_claim_in_txn (EnrDb *db,
                           const EnrUuid *id,
                           const char *message_id,
                           char **why,
                           GError **error)
{
  g_autoptr (EnrDelivery) now = enr_delivery_load (db, id, error);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CLAIM);
  int may;

  *why = NULL;
  if (now == NULL)
    return -1;
  if (now->state != ENR_DELIVERY_WAITING)
    return 0;
  may = enr_recipient_may_deliver (db, &now->recipient_id, now->way, now->address, why, error);
  if (may <= 0)
    return may;
  enr_bind_uuid (&st, ":id", id);
  enr_bind_text (&st, ":message_id", message_id);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  if (!enr_stmt_run (&st, error))
    return -1;
  return enr_stmt_changes (&st) == 1;
}

gboolean
enr_delivery_conclude_in_txn (EnrDb *db,
                              const EnrUuid *id,
                              const EnrDeliveryVerdict *verdict,
                              GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CONCLUDE);
  EnrInstant now = verdict->at > 0 ? verdict->at : enr_clock_now ();

  enr_bind_uuid (&st, ":id", id);
  enr_bind_text (&st, ":state", enr_delivery_state_key (verdict->state));
  enr_bind_text (&st, ":words", verdict->words != NULL ? verdict->words : "");
  enr_bind_instant (&st, ":next", verdict->next_at);
  enr_bind_instant (&st, ":now", now);
  enr_bind_int (&st, ":tries", verdict->is_try);
  enr_bind_instant (&st, ":done", verdict->state == ENR_DELIVERY_ACCEPTED ? now : ENR_INSTANT_NONE);
  return enr_stmt_run (&st, error);
}

gboolean
enr_delivery_release_in_txn (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_RELEASE);

  enr_bind_uuid (&st, ":id", id);
  return enr_stmt_run (&st, error);
}

static GArray *
list_left (EnrDb *db, EnrWay way, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST_LEFT);
  int rc;

  enr_bind_text (&st, ":channel", enr_way_key (way));
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);

      g_array_append_val (ids, id);
    }
  return rc == 0 ? g_steal_pointer (&ids) : NULL;
}

static gboolean
leave_open (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LEAVE_OPEN);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_text (
      &st, ":words",
      _ ("The program ended while the mail was being handed over. It may have arrived. If "
         "it is sent again it keeps its number (Message-ID), by which the mail server can "
         "drop the second."));
  return enr_stmt_run (&st, error);
}

static gboolean
settle_left (EnrDb *db, const EnrUuid *id, const EnrTallyEntry *entry, guint *n, GError **error)
{
  if (entry != NULL && entry->state == ENR_TALLY_CLAIMED)
    return enr_delivery_release_in_txn (db, id, error);
  if (entry != NULL && entry->state == ENR_TALLY_ACCEPTED)
    {
      EnrDeliveryVerdict verdict
          = { ENR_DELIVERY_ACCEPTED, entry->words, ENR_INSTANT_NONE, FALSE, entry->at };

      return enr_delivery_conclude_in_txn (db, id, &verdict, error);
    }
  ++*n;
  return leave_open (db, id, error);
}

gboolean
enr_delivery_find_left (EnrDb *db,
                        const EnrActor *actor,
                        EnrWay way,
                        GHashTable *tally,
                        guint *n,
                        GError **error)
{
  g_autoptr (GArray) ids = list_left (db, way, error);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  *n = 0;
  if (ids == NULL || ids->len == 0)
    return ids != NULL;
  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      const EnrUuid *id = &g_array_index (ids, EnrUuid, i);

      if (!settle_left (db, id, g_hash_table_lookup (tally, id), n, error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}

/*
 * What people decide.
 */

static gboolean
refuse_state (const EnrDelivery *self, GError **error)
{
  g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY,
               /* Translators: a person, and the state: "sent" */
               _ ("%s: this is not possible any more, its state is “%s”."), self->addressee,
               enr_delivery_state_label (self->state));
  return FALSE;
}

static gboolean
set_state (EnrDb *db, const EnrUuid *id, EnrDeliveryState state, const char *words, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_SET);

  enr_bind_uuid (&st, ":id", id);
  enr_bind_text (&st, ":state", enr_delivery_state_key (state));
  enr_bind_text (&st, ":words", words);
  enr_bind_instant (&st, ":done",
                    state == ENR_DELIVERY_ACCEPTED ? enr_clock_now () : ENR_INSTANT_NONE);
  return enr_stmt_run (&st, error);
}

static gboolean
check_may (EnrDb *db, const EnrDelivery *self, EnrWay way, const char *address, GError **error)
{
  g_autofree char *why = NULL;
  int may = enr_recipient_may_deliver (db, &self->recipient_id, way, address, &why, error);

  if (may == 0)
    enr_refuse (error, ENR_NURSERY_ERROR_INVALID, why);
  return may > 0;
}

static gboolean
get_address (EnrDb *db, const EnrDelivery *self, char **address, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ADDRESS);
  int rc;

  enr_bind_uuid (&st, ":id", &self->id);
  rc = enr_stmt_step (&st, error);
  *address = rc > 0 ? enr_column_dup_text (&st, 0) : g_strdup (self->address);
  return rc >= 0;
}

/* A paper that was cancelled before waits again. */
static gboolean
add_paper (EnrDb *db, const EnrDelivery *mail, GError **error)
{
  EnrUuid id = enr_uuid_none;
  int rc;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_FIND_PAPER);

    enr_bind_uuid (&st, ":recipient", &mail->recipient_id);
    rc = enr_stmt_step (&st, error);
    if (rc > 0)
      id = enr_column_uuid (&st, 0);
  }
  if (rc < 0)
    return FALSE;
  if (rc > 0)
    return set_state (db, &id, ENR_DELIVERY_WAITING, "", error);
  return enr_delivery_add_in_txn (db, &mail->recipient_id, ENR_WAY_PAPER, "", enr_clock_now (),
                                  NULL, error);
}

/* Checks one of them against its state, and changes it. */
typedef gboolean (*Decide) (EnrDb *db, const EnrDelivery *self, GError **error);

static gboolean
decide (EnrDb *db,
        const EnrActor *actor,
        const EnrUuid *ids,
        guint n_ids,
        Decide func,
        GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  for (guint i = 0; i < n_ids; i++)
    {
      g_autoptr (EnrDelivery) self = enr_delivery_load (db, &ids[i], error);

      if (self == NULL || !func (db, self, error))
        return FALSE;
    }
  return enr_txn_commit (&txn, error);
}

static gboolean
cancel (EnrDb *db, const EnrDelivery *self, GError **error)
{
  if (self->state != ENR_DELIVERY_WAITING && self->state != ENR_DELIVERY_REFUSED)
    return refuse_state (self, error);
  return set_state (db, &self->id, ENR_DELIVERY_CANCELLED, _ ("It was cancelled by hand."), error);
}

static gboolean
resend (EnrDb *db, const EnrDelivery *self, GError **error)
{
  g_autofree char *address = NULL;

  if (self->way != ENR_WAY_MAIL || self->state == ENR_DELIVERY_HANDING
      || self->state == ENR_DELIVERY_ACCEPTED)
    return refuse_state (self, error);
  if (!get_address (db, self, &address, error)
      || !check_may (db, self, ENR_WAY_MAIL, address, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_RESEND);

    enr_bind_uuid (&st, ":id", &self->id);
    enr_bind_text (&st, ":address", address);
    return enr_stmt_run (&st, error);
  }
}

static gboolean
arrived (EnrDb *db, const EnrDelivery *self, GError **error)
{
  if (self->state != ENR_DELIVERY_UNCERTAIN)
    return refuse_state (self, error);
  return set_state (db, &self->id, ENR_DELIVERY_ACCEPTED, _ ("It is known to have arrived."),
                    error);
}

static gboolean
switch_to_paper (EnrDb *db, const EnrDelivery *self, GError **error)
{
  if (self->way != ENR_WAY_MAIL || self->state == ENR_DELIVERY_HANDING
      || self->state == ENR_DELIVERY_ACCEPTED)
    return refuse_state (self, error);
  return check_may (db, self, ENR_WAY_PAPER, "", error)
         && set_state (db, &self->id, ENR_DELIVERY_CANCELLED, _ ("It goes on paper instead."),
                       error)
         && add_paper (db, self, error);
}

static gboolean
print (EnrDb *db, const EnrDelivery *self, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_PRINTED);

  enr_bind_uuid (&st, ":id", &self->id);
  enr_bind_instant (&st, ":now", enr_clock_now ());
  return enr_stmt_run (&st, error);
}

gboolean
enr_delivery_cancel (EnrDb *db,
                     const EnrActor *actor,
                     const EnrUuid *ids,
                     guint n_ids,
                     GError **error)
{
  return decide (db, actor, ids, n_ids, cancel, error);
}

gboolean
enr_delivery_resend (EnrDb *db,
                     const EnrActor *actor,
                     const EnrUuid *ids,
                     guint n_ids,
                     GError **error)
{
  return decide (db, actor, ids, n_ids, resend, error);
}

gboolean
enr_delivery_arrived (EnrDb *db,
                      const EnrActor *actor,
                      const EnrUuid *ids,
                      guint n_ids,
                      GError **error)
{
  return decide (db, actor, ids, n_ids, arrived, error);
}

gboolean
enr_delivery_switch_to_paper (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *ids,
                              guint n_ids,
                              GError **error)
{
  return decide (db, actor, ids, n_ids, switch_to_paper, error);
}

gboolean
enr_delivery_mark_printed (EnrDb *db,
                           const EnrActor *actor,
                           const EnrUuid *ids,
                           guint n_ids,
                           GError **error)
{
  return decide (db, actor, ids, n_ids, print, error);
}
