/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Seals of members of staff.
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nursery/error.h"
#include "people/staff-private.h"

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

static gboolean
write_seal (EnrDb *db, const EnrUuid *id, GBytes *picture, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, picture != NULL ? SQL_SET : SQL_REMOVE);

  enr_bind_uuid (&st, ":id", id);
  if (picture != NULL)
    enr_bind_bytes (&st, ":picture", picture);
  if (!enr_stmt_run (&st, error))
    return FALSE;
  if (picture == NULL || enr_stmt_changes (&st) > 0)
    return TRUE;
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                       _ ("There is no such member of staff."));
  return FALSE;
}

gboolean
enr_staff_set_seal (EnrDb *db,
                    const EnrActor *actor,
                    const EnrUuid *id,
                    GBytes *picture,
                    GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return (picture == NULL || check (picture, error)) && enr_txn_begin (&txn, db, actor, NULL, error)
         && write_seal (db, id, picture, error) && enr_txn_commit (&txn, error);
}

GBytes *
enr_staff_load_seal (EnrDb *db, const EnrUuid *id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_LOAD);

  enr_bind_uuid (&st, ":id", id);
  return enr_stmt_step (&st, error) > 0 ? enr_column_bytes (&st, 0) : NULL;
}

static gboolean
change_seal (EnrDb *db, const EnrUuid *id, GBytes *seen, GBytes *picture, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) present = NULL;

  if (picture != NULL && !check (picture, error))
    return FALSE;
  present = enr_staff_load_seal (db, id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if ((present == NULL) != (seen == NULL) || (seen != NULL && !g_bytes_equal (present, seen)))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
                           _ ("The seal has been changed elsewhere since it was read."));
      return FALSE;
    }
  return write_seal (db, id, picture, error);
}

gboolean
enr_staff_change_seal (EnrDb *db,
                       const EnrActor *actor,
                       const EnrUuid *id,
                       GBytes *seen,
                       GBytes *picture,
                       GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin (&txn, db, actor, NULL, error) && change_seal (db, id, seen, picture, error)
         && enr_txn_commit (&txn, error);
}

gboolean
enr_staff_save_with_seal (EnrDb *db,
                          const EnrActor *actor,
                          EnrStaff *self,
                          GBytes *seen,
                          GBytes *picture,
                          GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrUuid id = self->id;

  if (enr_txn_begin (&txn, db, actor, NULL, error) && enr_staff_save_in_txn (db, self, error)
      && change_seal (db, &self->id, seen, picture, error) && enr_txn_commit (&txn, error))
    return TRUE;

  self->id = id;
  return FALSE;
}
