/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "contact/delivery.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "contact/delivery-private.h"
#include "nursery/error.h"

#define COLUMNS                                                                                    \
  "d.id, d.recipient_id, r.announcement_id, r.family_id, d.channel, d.state, d.address, "          \
  "r.addressee, r.children, coalesce(a.title, r.subject), coalesce(a.is_urgent, 0), "              \
  "d.created_at, d.tries, d.next_at, d.last_at, d.done_at, d.answer, d.message_id "                \
  "FROM delivery d JOIN recipient r ON r.id = d.recipient_id "                                     \
  "LEFT JOIN announcement a ON a.id = r.announcement_id "

/* What is wrong first. */
#define ORDER                                                                                      \
  "ORDER BY CASE d.state WHEN 'refused' THEN 0 WHEN 'uncertain' THEN 0 WHEN 'handing' THEN 1 "     \
  "WHEN 'waiting' THEN 1 ELSE 2 END, d.created_at DESC, d.id"

ENR_SQL (SQL_LIST, "SELECT " COLUMNS ORDER);
ENR_SQL (SQL_LIST_OPEN,
         "SELECT " COLUMNS
         "WHERE d.state IN ('waiting', 'handing', 'uncertain', 'refused') " ORDER);
ENR_SQL (SQL_LIST_OF, "SELECT " COLUMNS "WHERE r.announcement_id = :announcement " ORDER);
ENR_SQL (SQL_LIST_OPEN_OF,
         "SELECT " COLUMNS "WHERE r.announcement_id = :announcement "
         "AND d.state IN ('waiting', 'handing', 'uncertain', 'refused') " ORDER);
ENR_SQL (SQL_LOAD, "SELECT " COLUMNS "WHERE d.id = :id");
/* The urgent first, and before them a family that waits at the telephone for its number. */
ENR_SQL (SQL_LIST_DUE,
         "SELECT " COLUMNS "WHERE d.channel = :channel AND d.state = 'waiting' "
         "AND (d.next_at IS NULL OR d.next_at <= :until OR d.next_at > :farthest) "
         "ORDER BY r.kind = 'check' DESC, a.is_urgent DESC, d.created_at, d.id");
ENR_SQL (SQL_NEXT,
         "SELECT min(CASE WHEN next_at > :farthest THEN 0 ELSE coalesce(next_at, 0) END) "
         "FROM delivery "
         "WHERE channel = :channel AND state IN ('waiting', 'handing')");
ENR_SQL (SQL_COUNT, "SELECT state, count(*) FROM delivery WHERE channel = :channel GROUP BY state");
ENR_SQL (
    SQL_INSERT,
    "INSERT INTO delivery (id, recipient_id, channel, address, state, created_at, tries, "
    "answer, message_id) VALUES (:id, :recipient, :channel, :address, 'waiting', :at, 0, '', '')");

static const char *const state_keys[]
    = { "waiting", "handing", "accepted", "uncertain", "refused", "printed", "cancelled" };

const char *
enr_delivery_state_key (EnrDeliveryState state)
{
  return state_keys[state];
}

int
enr_delivery_state_from_key (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (state_keys); i++)
    if (strcmp (state_keys[i], key) == 0)
      return (int) i;
  return -1;
}

const char *
enr_delivery_state_label (EnrDeliveryState state)
{
  static const char *const labels[] = {
    N_ ("waiting"),       N_ ("being sent"), N_ ("sent"),      N_ ("not known whether it arrived"),
    N_ ("not delivered"), N_ ("printed"),    N_ ("cancelled"),
  };

  /* Translators: the states of a mail or letter to a family */
  return _ (labels[state]);
}

void
enr_delivery_free (EnrDelivery *self)
{
  if (self == NULL)
    return;

  g_free (self->address);
  g_free (self->addressee);
  g_free (self->children);
  g_free (self->subject);
  g_free (self->answer);
  g_free (self->message_id);
  g_free (self);
}

static EnrDelivery *
read_delivery (EnrStmt *st)
{
  EnrDelivery *self = g_new0 (EnrDelivery, 1);

  self->id = enr_column_uuid (st, 0);
  self->recipient_id = enr_column_uuid (st, 1);
  self->announcement_id = enr_column_uuid (st, 2);
  self->family_id = enr_column_uuid (st, 3);
  self->way = enr_way_from_key (enr_column_text (st, 4));
  self->state = (EnrDeliveryState) MAX (enr_delivery_state_from_key (enr_column_text (st, 5)), 0);
  self->address = enr_column_dup_text (st, 6);
  self->addressee = enr_column_dup_text (st, 7);
  self->children = enr_column_dup_text (st, 8);
  self->subject = enr_column_dup_text (st, 9);
  self->is_urgent = enr_column_int (st, 10) != 0;
  self->created_at = enr_column_instant (st, 11);
  self->tries = (guint) enr_column_int (st, 12);
  self->next_at = enr_column_instant (st, 13);
  self->last_at = enr_column_instant (st, 14);
  self->done_at = enr_column_instant (st, 15);
  self->answer = enr_column_dup_text (st, 16);
  self->message_id = enr_column_dup_text (st, 17);
  return self;
}

static GPtrArray *
read_all (EnrStmt *st, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_delivery_free);
  int rc;

  while ((rc = enr_stmt_step (st, error)) > 0)
    g_ptr_array_add (list, read_delivery (st));
  return rc == 0 ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
enr_delivery_list (EnrDb *db,
                   const EnrUuid *announcement_id,
                   EnrDeliveryWhich which,
                   GError **error)
{
  gboolean is_open = which == ENR_DELIVERY_LIST_OPEN;
  g_auto (EnrStmt) st
      = enr_stmt (db, announcement_id != NULL ? (is_open ? SQL_LIST_OPEN_OF : SQL_LIST_OF)
                                              : (is_open ? SQL_LIST_OPEN : SQL_LIST));

  if (announcement_id != NULL)
    enr_bind_uuid (&st, ":announcement", announcement_id);
  return read_all (&st, error);
}

EnrDelivery *
enr_delivery_load (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);
  int rc;

  enr_bind_uuid (&st, ":id", id);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    return read_delivery (&st);
  if (rc == 0)
    g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                         _ ("There is no such delivery."));
  return NULL;
}

GPtrArray *
enr_delivery_list_due_at (EnrDb *db, EnrWay way, EnrInstant until, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LIST_DUE);

  enr_bind_text (&st, ":channel", enr_way_key (way));
  enr_bind_int (&st, ":until", until);
  enr_bind_instant (&st, ":farthest", enr_delivery_farthest ());
  return read_all (&st, error);
}

gboolean
enr_delivery_next_at (EnrDb *db, EnrWay way, EnrInstant *at, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_NEXT);

  enr_bind_text (&st, ":channel", enr_way_key (way));
  enr_bind_instant (&st, ":farthest", enr_delivery_farthest ());
  if (enr_stmt_step (&st, error) < 0)
    return FALSE;
  *at = enr_column_is_null (&st, 0) ? ENR_INSTANT_NONE : enr_column_int (&st, 0);
  return TRUE;
}

gboolean
enr_delivery_count (EnrDb *db, EnrWay way, EnrDeliveryCount *count, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_COUNT);
  int rc;

  memset (count, 0, sizeof *count);
  enr_bind_text (&st, ":channel", enr_way_key (way));
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      int state = enr_delivery_state_from_key (enr_column_text (&st, 0));

      if (state >= 0)
        count->n[state] = (guint) enr_column_int (&st, 1);
    }
  return rc == 0;
}

gboolean
enr_delivery_add_in_txn (EnrDb *db,
                         const EnrUuid *recipient_id,
                         EnrWay way,
                         const char *address,
                         EnrInstant created_at,
                         EnrUuid *id,
                         GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_INSERT);
  EnrUuid new_id = enr_uuid_new ();

  g_return_val_if_fail (enr_db_in_write (db), FALSE);
  g_return_val_if_fail ((way == ENR_WAY_MAIL) == (*address != '\0'), FALSE);

  enr_bind_uuid (&st, ":id", &new_id);
  enr_bind_uuid (&st, ":recipient", recipient_id);
  enr_bind_text (&st, ":channel", enr_way_key (way));
  enr_bind_text (&st, ":address", address);
  enr_bind_instant (&st, ":at", created_at);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  if (id != NULL)
    *id = new_id;
  return TRUE;
}
