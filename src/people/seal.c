/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Seals of members of staff.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nursery/error.h"
#include "people/staff.h"

ENR_SQL (SQL_SET,
         "INSERT INTO staff_seal (staff_id, picture) SELECT id, :picture FROM staff WHERE id = :id "
         "AND removed_at IS NULL ON CONFLICT DO UPDATE SET picture = excluded.picture");
ENR_SQL (SQL_REMOVE, "DELETE FROM staff_seal WHERE staff_id = :id");
ENR_SQL (SQL_LOAD, "SELECT picture FROM staff_seal WHERE staff_id = :id");

static gboolean
check (GBytes *picture, GError **error)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  gsize length;
  const guint8 *data = g_bytes_get_data (picture, &length);

  if (length > ENR_STAFF_SEAL_MAX)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("The picture of the seal is too large: 1 MB at most."));
      return FALSE;
    }
  if (length < sizeof png || memcmp (data, png, sizeof png) != 0)
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("The picture of the seal must be a PNG file."));
      return FALSE;
    }
  return TRUE;
}

gboolean
enr_staff_set_seal (EnrDb *db,
                    const EnrActor *actor,
                    const EnrUuid *id,
                    GBytes *picture,
                    GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if ((picture != NULL && !check (picture, error)) || !enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, picture != NULL ? SQL_SET : SQL_REMOVE);

    enr_bind_uuid (&st, ":id", id);
    if (picture != NULL)
      enr_bind_bytes (&st, ":picture", picture);
    if (!enr_stmt_run (&st, error))
      return FALSE;
    if (picture != NULL && enr_stmt_changes (&st) == 0)
      {
        g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                             _ ("There is no such member of staff."));
        return FALSE;
      }
  }
  return enr_txn_commit (&txn, error);
}

GBytes *
enr_staff_load_seal (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);

  enr_bind_uuid (&st, ":id", id);
  return enr_stmt_step (&st, error) > 0 ? enr_column_bytes (&st, 0) : NULL;
}
