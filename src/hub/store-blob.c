/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "hub/store.h"

#include <sodium.h>
#include <string.h>

ENR_HUB_SQL (SQL_BLOB,
             "SELECT size, coalesce (complete_ms, 0) FROM blob WHERE nursery = $1 AND sha256 = $2");
ENR_HUB_SQL (SQL_BLOB_SAVE,
             "INSERT INTO blob (nursery, sha256, size, made_ms) VALUES ($1, $2, $3, $4)"
             " ON CONFLICT (nursery, sha256) DO UPDATE SET size = excluded.size");
ENR_HUB_SQL (SQL_PART_ADD,
             "INSERT INTO blob_part (nursery, sha256, position, body) VALUES ($1, $2, $3, $4)");
ENR_HUB_SQL (
    SQL_PART,
    "SELECT position, body FROM blob_part WHERE nursery = $1 AND sha256 = $2 AND position >= $3"
    " ORDER BY position LIMIT 1");
ENR_HUB_SQL (SQL_BLOB_COMPLETE,
             "UPDATE blob SET complete_ms = $1 WHERE nursery = $2 AND sha256 = $3");
ENR_HUB_SQL (SQL_BLOB_DROP, "DELETE FROM blob WHERE nursery = $1 AND sha256 = $2");

gboolean
enr_hub_blob_find (EnrHubDb *db,
                   const char *nursery,
                   const guint8 sum[32],
                   gint64 *size,
                   gboolean *is_complete,
                   GError **error)
{
  g_autoptr (EnrHubRows) rows
      = enr_hub_db_query (db, SQL_BLOB, error, ENR_TEXT (nursery), ENR_BLOB (sum, 32));

  *size = -1;
  *is_complete = FALSE;
  if (rows == NULL)
    return FALSE;
  if (enr_hub_rows_count (rows) > 0)
    {
      *size = enr_hub_rows_int (rows, 0, 0);
      *is_complete = enr_hub_rows_int (rows, 0, 1) != 0;
    }
  return TRUE;
}

/* Calls back with each piece in its order. */
static gboolean
each_part (EnrHubDb *db,
           const char *nursery,
           const guint8 *sum,
           void (*func) (const guint8 *bytes, gsize length, gpointer data),
           gpointer data,
           GError **error)
{
  gint64 from = 0;

  for (;;)
    {
      g_autoptr (EnrHubRows) rows = enr_hub_db_query (db, SQL_PART, error, ENR_TEXT (nursery),
                                                      ENR_BLOB (sum, 32), ENR_INT (from));
      const guint8 *bytes;
      gsize length;

      if (rows == NULL)
        return FALSE;
      if (enr_hub_rows_count (rows) == 0)
        return TRUE;
      bytes = enr_hub_rows_blob (rows, 0, 1, &length);
      func (bytes, length, data);
      from = enr_hub_rows_int (rows, 0, 0) + 1;
    }
}

static void
add_to_sum (const guint8 *bytes, gsize length, gpointer state)
{
  crypto_hash_sha256_update (state, bytes, length);
}

static void
add_to_bytes (const guint8 *bytes, gsize length, gpointer array)
{
  g_byte_array_append (array, bytes, (guint) length);
}

static gboolean
append_in_txn (EnrHubDb *db,
               const char *nursery,
               const guint8 *sum,
               gint64 offset,
               GBytes *piece,
               gboolean is_last,
               gboolean *is_complete,
               gboolean *is_dropped,
               GError **error)
{
  gsize length;
  const void *bytes = g_bytes_get_data (piece, &length);
  gint64 size;
  crypto_hash_sha256_state state;
  guint8 found[32];

  if (!enr_hub_blob_find (db, nursery, sum, &size, is_complete, error))
    return FALSE;
  if (*is_complete || (size >= 0 && offset + (gint64) length <= size && !is_last))
    return TRUE;
  if (offset != MAX (size, 0) && !(is_last && offset + (gint64) length == size))
    {
      g_set_error (error, ENR_HUB_ERROR, ENR_HUB_ERROR_REFUSED, "%" G_GINT64_FORMAT, MAX (size, 0));
      return FALSE;
    }
  if (offset == MAX (size, 0)
      && (!enr_hub_db_run (db, SQL_BLOB_SAVE, NULL, error, ENR_TEXT (nursery), ENR_BLOB (sum, 32),
                           ENR_INT (offset + (gint64) length), ENR_INT (enr_hub_now_ms ()))
          || (length > 0
              && !enr_hub_db_run (db, SQL_PART_ADD, NULL, error, ENR_TEXT (nursery),
                                  ENR_BLOB (sum, 32), ENR_INT (offset), ENR_BLOB (bytes, length)))))
    return FALSE;
  if (!is_last)
    return TRUE;
  crypto_hash_sha256_init (&state);
  if (!each_part (db, nursery, sum, add_to_sum, &state, error))
    return FALSE;
  crypto_hash_sha256_final (&state, found);
  *is_complete = memcmp (found, sum, sizeof found) == 0;
  *is_dropped = !*is_complete;
  return *is_complete
             ? enr_hub_db_run (db, SQL_BLOB_COMPLETE, NULL, error, ENR_INT (enr_hub_now_ms ()),
                               ENR_TEXT (nursery), ENR_BLOB (sum, 32))
             : enr_hub_db_run (db, SQL_BLOB_DROP, NULL, error, ENR_TEXT (nursery),
                               ENR_BLOB (sum, 32));
}

gboolean
enr_hub_blob_append (EnrHubDb *db,
                     const char *nursery,
                     const guint8 sum[32],
                     gint64 offset,
                     GBytes *piece,
                     gboolean is_last,
                     gboolean *is_complete,
                     GError **error)
{
  gboolean is_dropped = FALSE;

  if (!enr_hub_db_begin (db, error))
    return FALSE;
  if (!append_in_txn (db, nursery, sum, offset, piece, is_last, is_complete, &is_dropped, error))
    {
      enr_hub_db_rollback (db);
      return FALSE;
    }
  if (!enr_hub_db_commit (db, error))
    return FALSE;
  if (is_dropped)
    g_set_error_literal (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND, "another sum");
  return !is_dropped;
}

GBytes *
enr_hub_blob_load (EnrHubDb *db, const char *nursery, const guint8 sum[32], GError **error)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  gboolean is_complete;
  gint64 size;

  if (!enr_hub_blob_find (db, nursery, sum, &size, &is_complete, error))
    return NULL;
  if (!is_complete)
    {
      g_set_error_literal (error, ENR_HUB_ERROR, ENR_HUB_ERROR_NOT_FOUND, "no such file");
      return NULL;
    }
  if (!each_part (db, nursery, sum, add_to_bytes, array, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&array));
}
