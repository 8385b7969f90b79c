/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Who most likely writes a plan or record. Several people write at one PC, so it is not whoever
 * wrote last there: it is whoever writes for that class.
 */
#include "config.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "people/staff.h"
#include "writing/writing-private.h"

/* What is about children belongs to the class that they were in at that time. Of the facility each
 * kind has its own writer: a drill is not written by whoever keeps the diary. */
ENR_SQL (SQL_LAST_WRITER,
         "WITH here (class_id) AS (SELECT coalesce(:class, (SELECT m.class_id FROM membership m "
         "  WHERE m.child_id = :child AND m.removed_at IS NULL AND m.first_day <= :last "
         "  AND m.last_day >= :first ORDER BY m.first_day LIMIT 1))) "
         "SELECT w.writer FROM here, writing w "
         "WHERE w.removed_at IS NULL AND w.writer <> '' AND w.id <> :id AND CASE "
         "WHEN :class IS NULL AND :child IS NULL "
         "THEN w.class_id IS NULL AND w.child_id IS NULL AND w.kind = :kind "
         "WHEN here.class_id IS NULL THEN w.child_id = :child "
         "ELSE w.class_id = here.class_id OR EXISTS (SELECT 1 FROM membership m "
         "  WHERE m.child_id = w.child_id AND m.class_id = here.class_id AND m.removed_at IS NULL "
         "  AND m.first_day <= w.last_day AND m.last_day >= w.first_day) END "
         "ORDER BY w.kind = :kind DESC, w.child_id IS :child DESC, w.first_day DESC, w.id DESC "
         "LIMIT 1");

/* A name that nobody of the staff has was typed by somebody who is not on the list. */
static gboolean
has_left (const GPtrArray *staff, const char *name)
{
  g_autofree char *key = enr_text_search_key (name);
  EnrDate today = enr_clock_today ();
  gboolean has_left = FALSE;

  for (guint i = 0; i < staff->len; i++)
    {
      const EnrStaff *person = g_ptr_array_index (staff, i);
      g_autofree char *other = enr_text_search_key (person->name);

      if (strcmp (key, other) != 0)
        continue;
      if (enr_staff_is_employed (person, today))
        return FALSE;
      has_left = TRUE;
    }
  return has_left;
}

char *
enr_writing_dup_likely_writer (EnrDb *db, const EnrWriting *writing, GError **error)
{
  g_autoptr (GPtrArray) staff = enr_staff_list (db, ENR_DATE_NONE, error);
  g_auto (EnrStmt) st = { NULL, NULL };
  int rc;

  if (staff == NULL)
    return NULL;
  st = enr_stmt (db, SQL_LAST_WRITER);
  enr_bind_uuid (&st, ":id", &writing->id);
  enr_bind_uuid (&st, ":class", &writing->class_id);
  enr_bind_uuid (&st, ":child", &writing->child_id);
  enr_bind_text (&st, ":kind", writing->kind);
  enr_bind_date (&st, ":first", writing->first);
  enr_bind_date (&st, ":last", writing->last);
  rc = enr_stmt_step (&st, error);
  if (rc < 0)
    return NULL;
  if (rc == 0 || has_left (staff, enr_column_text (&st, 0)))
    return g_strdup ("");
  return enr_column_dup_text (&st, 0);
}
