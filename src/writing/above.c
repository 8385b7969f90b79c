/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The plan above: of a week its month's, of a month its year's.
 */
#include "config.h"

#include "writing/writing-private.h"

/* The class that a child is in first in that time; what was taken back does not count. */
ENR_SQL (SQL_CLASS_OF_CHILD,
         "SELECT class_id FROM membership WHERE child_id = :child AND removed_at IS NULL "
         "AND first_day <= :last AND (last_day IS NULL OR last_day >= :first) "
         "ORDER BY first_day LIMIT 1");
/* A kind may name itself in a nursery's own description: nothing is above itself. */
ENR_SQL (SQL_OF_CHILD,
         "SELECT id FROM writing WHERE kind = :kind AND child_id = :child AND removed_at IS NULL "
         "AND id IS NOT :self AND first_day <= :first AND last_day >= :first "
         "ORDER BY first_day DESC LIMIT 1");
ENR_SQL (SQL_OF_CLASS,
         "SELECT id FROM writing WHERE kind = :kind AND removed_at IS NULL AND child_id IS NULL "
         "AND (class_id IS :class OR class_id IS NULL) AND id IS NOT :self "
         "AND first_day <= :first AND last_day >= :first ORDER BY first_day DESC LIMIT 1");

/* 1 with @id where the statement gives one. */
static int
take_id (EnrStmt *st, EnrUuid *id, GError **error)
{
  int rc = enr_stmt_step (st, error);

  if (rc > 0)
    *id = enr_column_uuid (st, 0);
  return rc;
}

static int
find_class_of_child (EnrDb *db, const EnrWriting *of, EnrUuid *class_id, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CLASS_OF_CHILD);

  enr_bind_uuid (&st, ":child", &of->child_id);
  enr_bind_date (&st, ":first", of->first);
  enr_bind_date (&st, ":last", of->last);
  return take_id (&st, class_id, error);
}

static int
find_of_child (EnrDb *db,
               const char *kind,
               const EnrWriting *of,
               EnrDate day,
               EnrUuid *above,
               GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_OF_CHILD);

  enr_bind_text (&st, ":kind", kind);
  enr_bind_uuid (&st, ":child", &of->child_id);
  enr_bind_uuid (&st, ":self", &of->id);
  enr_bind_date (&st, ":first", day);
  return take_id (&st, above, error);
}

static int
find_of_class (EnrDb *db,
               const char *kind,
               const EnrWriting *of,
               const EnrUuid *class_id,
               EnrDate day,
               EnrUuid *above,
               GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_OF_CLASS);

  enr_bind_text (&st, ":kind", kind);
  enr_bind_uuid (&st, ":class", class_id);
  enr_bind_uuid (&st, ":self", &of->id);
  enr_bind_date (&st, ":first", day);
  return take_id (&st, above, error);
}

gboolean
enr_writing_find_above_on (EnrDb *db,
                           const EnrWritingKind *kind,
                           const EnrWriting *writing,
                           EnrDate day,
                           EnrUuid *above,
                           GError **error)
{
  EnrUuid class_id = writing->class_id;
  int rc;

  *above = enr_uuid_none;
  if (*kind->above == '\0')
    return TRUE;
  if (!enr_uuid_is_none (&writing->child_id))
    {
      rc = find_of_child (db, kind->above, writing, day, above, error);
      if (rc != 0)
        return rc > 0;
      if (find_class_of_child (db, writing, &class_id, error) < 0)
        return FALSE;
    }
  return find_of_class (db, kind->above, writing, &class_id, day, above, error) >= 0;
}

gboolean
enr_writing_find_above (EnrDb *db,
                        const EnrWritingKind *kind,
                        const EnrWriting *writing,
                        EnrUuid *above,
                        GError **error)
{
  *above = writing->above_id;
  if (*kind->above == '\0' || !enr_uuid_is_none (above))
    return TRUE;
  return enr_writing_find_above_on (db, kind, writing, writing->first, above, error);
}
