/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "outbox/outbox-private.h"

#include <string.h>

ENR_SQL (SQL_DUE,
         "SELECT no FROM sync_delivery WHERE state = 0 AND lane = :lane AND next_at <= :now "
         "ORDER BY next_at, no LIMIT :limit");
ENR_SQL (SQL_ITEM, "SELECT event_id, sha256, lane, subject, event FROM sync_event WHERE no = :no");

static const guint weights[ENR_N_LANES] = { 8, 4, 2, 1 };

void
enr_outbox_item_free (EnrOutboxItem *self)
{
  if (self == NULL)
    return;

  g_free (self->event_id);
  g_free (self->subject);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* What is under way, by number and by subject; its keys are the items'. */
typedef struct
{
  GHashTable *nos;
  GHashTable *subjects;
} UnderWay;

static void
under_way_init (UnderWay *self, GPtrArray *items)
{
  self->nos = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->subjects = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      EnrOutboxItem *item = g_ptr_array_index (items, i);

      g_hash_table_add (self->nos, &item->no);
      g_hash_table_add (self->subjects, item->subject);
    }
}

static void
under_way_clear (UnderWay *self)
{
  g_hash_table_unref (self->nos);
  g_hash_table_unref (self->subjects);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UnderWay, under_way_clear)

/* (element-type gint64) */
static GArray *
list_due (EnrDb *db,
          EnrLane lane,
          gint64 now_ms,
          guint limit,
          const UnderWay *under_way,
          GError **error)
{
  g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DUE);
  int rc;

  enr_bind_int (&st, ":lane", lane);
  enr_bind_int (&st, ":now", now_ms);
  enr_bind_int (&st, ":limit", limit + (gint64) g_hash_table_size (under_way->nos));
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      gint64 no = enr_column_int (&st, 0);

      if (!g_hash_table_contains (under_way->nos, &no))
        g_array_append_val (due, no);
    }
  return rc == 0 ? g_steal_pointer (&due) : NULL;
}

/* By weight, round for round; what a lane does not use, the others do. (element-type gint64) */
static GArray *
interleave (GArray *const lanes[ENR_N_LANES], guint max)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint next[ENR_N_LANES] = { 0 };
  gboolean is_empty = FALSE;

  while (!is_empty && order->len < max)
    {
      is_empty = TRUE;
      for (guint lane = 0; lane < ENR_N_LANES; lane++)
        for (guint i = 0; i < weights[lane] && next[lane] < lanes[lane]->len && order->len < max;
             i++)
          {
            g_array_append_val (order, g_array_index (lanes[lane], gint64, next[lane]));
            next[lane]++;
            is_empty = FALSE;
          }
    }
  return order;
}

static EnrOutboxItem *
load_item (EnrDb *db, gint64 no, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ITEM);
  EnrOutboxItem *item;

  enr_bind_int (&st, ":no", no);
  if (enr_stmt_step (&st, error) <= 0)
    return NULL;
  item = g_new0 (EnrOutboxItem, 1);
  item->no = no;
  item->event_id = enr_column_dup_text (&st, 0);
  enr_column_sum (&st, 1, item->sum);
  item->lane = enr_column_int (&st, 2);
  item->subject = enr_column_dup_text (&st, 3);
  item->bytes = enr_column_bytes (&st, 4);
  return item;
}

/* (element-type EnrOutboxItem) */
static GPtrArray *
load_items (EnrDb *db,
            const GArray *order,
            gsize max_bytes,
            const UnderWay *under_way,
            GError **error)
{
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_outbox_item_free);
  gsize total = 2;

  for (guint i = 0; i < order->len; i++)
    {
      EnrOutboxItem *item = load_item (db, g_array_index (order, gint64, i), error);

      if (item == NULL)
        return NULL;
      if (g_hash_table_contains (under_way->subjects, item->subject))
        {
          enr_outbox_item_free (item);
          continue;
        }
      total += g_bytes_get_size (item->bytes) + 1;
      if (total > max_bytes && items->len > 0)
        {
          enr_outbox_item_free (item);
          break;
        }
      g_ptr_array_add (items, item);
    }
  return g_steal_pointer (&items);
}

GPtrArray *
enr_outbox_take (EnrDb *db,
                 gint64 now_ms,
                 guint max_events,
                 gsize max_bytes,
                 GPtrArray *under_way_items,
                 GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_auto (UnderWay) under_way = { 0 };
  GArray *lanes[ENR_N_LANES] = { NULL };
  GPtrArray *items = NULL;
  gboolean is_listed;

  under_way_init (&under_way, under_way_items);
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  is_listed = TRUE;
  for (guint lane = 0; is_listed && lane < ENR_N_LANES; lane++)
    {
      lanes[lane] = list_due (db, lane, now_ms, max_events, &under_way, error);
      is_listed = lanes[lane] != NULL;
    }
  if (is_listed)
    {
      g_autoptr (GArray) order = interleave (lanes, max_events);

      items = load_items (db, order, max_bytes, &under_way, error);
    }
  for (guint lane = 0; lane < ENR_N_LANES; lane++)
    g_clear_pointer (&lanes[lane], g_array_unref);
  return items;
}
