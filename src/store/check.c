/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "store/check.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "store/db-private.h"
#include "store/journal.h"

ENR_SQL (SQL_INTEGRITY, "SELECT integrity_check FROM pragma_integrity_check(20)");
ENR_SQL (SQL_FOREIGN_KEYS,
         "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 20");

GPtrArray *
enr_db_check (EnrDb *db, gint64 *journal_length, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  const char *problem;
  gint64 length = 0;
  gint64 bad_seq;
  int rc;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_INTEGRITY);

    while ((rc = enr_stmt_step (&st, error)) > 0)
      if (strcmp (enr_column_text (&st, 0), "ok") != 0)
        g_ptr_array_add (problems, g_strdup_printf (_ ("Structure: %s"), enr_column_text (&st, 0)));
    if (rc < 0)
      return NULL;
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_FOREIGN_KEYS);

    while ((rc = enr_stmt_step (&st, error)) > 0)
      /* Translators: table name, row number, table name */
      g_ptr_array_add (problems,
                       g_strdup_printf (_ ("Table %s, row %" G_GINT64_FORMAT
                                           ": its parent in %s is missing."),
                                        enr_column_text (&st, 0), enr_column_int (&st, 1),
                                        enr_column_text (&st, 2)));
    if (rc < 0)
      return NULL;
  }
  /* A damaged page can end the walk: that is a finding, not a failure of the check. */
  if (!enr_journal_verify (db, &length, &bad_seq, &problem, &local_error))
    g_ptr_array_add (problems,
                     g_strdup_printf (_ ("Journal: reading stopped after row %" G_GINT64_FORMAT
                                         " (%s)."),
                                      length, local_error->message));
  else if (bad_seq != 0 && strcmp (problem, "missing") == 0)
    g_ptr_array_add (problems, g_strdup_printf (_ ("Journal: row %" G_GINT64_FORMAT " is missing."),
                                                bad_seq));
  else if (bad_seq != 0)
    g_ptr_array_add (problems,
                     g_strdup_printf (_ ("Journal: row %" G_GINT64_FORMAT " was altered, or the row "
                                         "before it was."),
                                      bad_seq));

  if (journal_length != NULL)
    *journal_length = length;
  return g_steal_pointer (&problems);
}
