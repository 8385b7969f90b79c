/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the shelf needs to know: classes, who is in them when, and what is written.
 */
#include "config.h"

#include <string.h>

#include "writing/shelf-private.h"

/* A period that begins on the last day asked for may go on for a year. */
#define FAR_AWAY G_MAXINT32

ENR_SQL (SQL_CLASSES,
         "SELECT id, name, age, fiscal_year FROM class WHERE fiscal_year >= :first "
         "AND fiscal_year <= :last ORDER BY fiscal_year, position, name");
/* Children while they are enrolled, in the order of the register; who is in no class comes last. */
ENR_SQL (SQL_CHILDREN,
         "SELECT e.child_id, m.class_id, max(coalesce(m.first_day, e.first_day), e.first_day), "
         "CASE WHEN m.last_day IS NULL THEN e.last_day WHEN e.last_day IS NULL THEN m.last_day "
         "ELSE min(m.last_day, e.last_day) END, e.first_day, e.last_day, "
         "trim(c.family_name || ' ' || c.given_name), c.birth_date "
         "FROM enrolment e JOIN child c ON c.id = e.child_id "
         "LEFT JOIN membership m ON m.child_id = e.child_id AND m.removed_at IS NULL "
         "AND m.first_day <= :until AND m.last_day >= :from AND m.last_day >= e.first_day "
         "AND (e.last_day IS NULL OR m.first_day <= e.last_day) "
         "LEFT JOIN class k ON k.id = m.class_id "
         "WHERE c.removed_at IS NULL AND e.removed_at IS NULL AND e.first_day <= :until "
         "AND (e.last_day IS NULL OR e.last_day >= :from) "
         "ORDER BY k.fiscal_year IS NULL, k.fiscal_year, k.position, c.family_kana, c.given_kana, "
         "e.child_id, m.first_day");
/* Of a child's stay there is one, whatever day it is dated with. */
ENR_SQL (SQL_WRITTEN,
         "SELECT w.id, w.kind, w.class_id, w.child_id, w.first_day, w.last_day, w.title, w.state, "
         "trim(c.family_name || ' ' || c.given_name), c.birth_date "
         "FROM writing w LEFT JOIN child c ON c.id = w.child_id "
         "WHERE w.removed_at IS NULL AND w.first_day >= :from AND w.first_day <= :until "
         "AND (:kind IS NULL OR w.kind = :kind) ORDER BY w.first_day, w.title, w.id");
ENR_SQL (SQL_WRITTEN_STAY,
         "SELECT w.id, w.kind, w.class_id, w.child_id, w.first_day, w.last_day, w.title, w.state, "
         "trim(c.family_name || ' ' || c.given_name), c.birth_date "
         "FROM writing w JOIN child c ON c.id = w.child_id "
         "WHERE w.removed_at IS NULL AND w.kind = :kind ORDER BY w.first_day, w.id");

static const char *
keep (EnrShelfLoader *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->shelf->strings, text) : "";
}

static gboolean
read_classes (EnrShelfLoader *self, EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CLASSES);
  int rc;

  enr_bind_int (&st, ":first", enr_fiscal_year (self->shelf->from));
  enr_bind_int (&st, ":last", enr_fiscal_year (self->shelf->until));
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrShelfClass class = { .id = enr_column_uuid (&st, 0),
                              .name = keep (self, enr_column_text (&st, 1)),
                              .age
                              = enr_column_is_null (&st, 2) ? -1 : (int) enr_column_int (&st, 2),
                              .fiscal_year = (int) enr_column_int (&st, 3) };

      g_array_append_val (self->classes, class);
    }
  return rc == 0;
}

static EnrDate
or_far_away (EnrDate date)
{
  return date != ENR_DATE_NONE ? date : FAR_AWAY;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const EnrShelfChild *one = a;
  const EnrShelfChild *other = b;

  return (one->first > other->first) - (one->first < other->first);
}

/* A child that was moved has more than one time; the register's order has them in several classes.
 */
static void
gather (EnrShelfLoader *self, const GArray *rows)
{
  g_autoptr (GHashTable) times
      = g_hash_table_new_full (enr_uuid_hash, enr_uuid_equal, NULL, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      EnrShelfChild *row = &g_array_index (rows, EnrShelfChild, i);
      GArray *of_child = g_hash_table_lookup (times, &row->child_id);

      if (of_child == NULL)
        {
          of_child = g_array_new (FALSE, FALSE, sizeof (EnrShelfChild));
          g_hash_table_insert (times, &row->child_id, of_child);
        }
      g_array_append_val (of_child, *row);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      GArray *of_child
          = g_hash_table_lookup (times, &g_array_index (rows, EnrShelfChild, i).child_id);

      if (of_child->len == 0)
        continue;
      g_array_sort (of_child, compare_times);
      g_array_append_vals (self->children, of_child->data, of_child->len);
      g_array_set_size (of_child, 0);
    }
}

static gboolean
read_children (EnrShelfLoader *self, EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CHILDREN);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (EnrShelfChild));
  int rc;

  enr_bind_date (&st, ":from", self->shelf->from);
  enr_bind_date (&st, ":until", enr_fiscal_year_last (enr_fiscal_year (self->shelf->until)));
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrShelfChild child = { .child_id = enr_column_uuid (&st, 0),
                              .class_id = enr_column_uuid (&st, 1),
                              .first = enr_column_date (&st, 2),
                              .last = or_far_away (enr_column_date (&st, 3)),
                              .enrolled_first = enr_column_date (&st, 4),
                              .enrolled_last = or_far_away (enr_column_date (&st, 5)),
                              .name = keep (self, enr_column_text (&st, 6)),
                              .birth_date = enr_column_date (&st, 7) };

      g_array_append_val (rows, child);
    }
  gather (self, rows);
  return rc == 0;
}

static EnrWritingState
parse_state (const char *key)
{
  for (guint i = 0; i < ENR_N_WRITING_STATES; i++)
    if (strcmp (enr_writing_state_key ((EnrWritingState) i), key) == 0)
      return (EnrWritingState) i;
  return ENR_WRITING_DRAFT;
}

static char *
dup_place_key (const char *kind, EnrDate first, const EnrUuid *class_id, const EnrUuid *child_id)
{
  char class_text[ENR_UUID_STRING_LENGTH], child_text[ENR_UUID_STRING_LENGTH];

  return g_strdup_printf ("%s %d %s %s", kind, first, enr_uuid_format (class_id, class_text),
                          enr_uuid_format (child_id, child_text));
}

static gboolean
take_written (EnrShelfLoader *self, EnrStmt *st, gboolean is_stay, GError **error)
{
  int rc;

  while ((rc = enr_stmt_step (st, error)) > 0)
    {
      EnrShelfWritten written = { .id = enr_column_uuid (st, 0),
                                  .kind = keep (self, enr_column_text (st, 1)),
                                  .class_id = enr_column_uuid (st, 2),
                                  .child_id = enr_column_uuid (st, 3),
                                  .first = enr_column_date (st, 4),
                                  .last = enr_column_date (st, 5),
                                  .title = keep (self, enr_column_text (st, 6)),
                                  .state = parse_state (enr_column_text (st, 7)),
                                  .child_name = keep (self, enr_column_text (st, 8)),
                                  .birth_date = enr_column_date (st, 9) };

      g_array_append_val (self->written, written);
      g_hash_table_insert (self->by_place,
                           dup_place_key (written.kind, is_stay ? ENR_DATE_NONE : written.first,
                                          &written.class_id, &written.child_id),
                           GUINT_TO_POINTER (self->written->len));
    }
  return rc == 0;
}

static gboolean
read_stay (EnrShelfLoader *self, EnrDb *db, const EnrWritingKind *kind, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_WRITTEN_STAY);

  enr_bind_text (&st, ":kind", kind->key);
  return take_written (self, &st, TRUE, error);
}

static gboolean
read_written (EnrShelfLoader *self, EnrDb *db, const EnrWritingKind *kind, GError **error)
{
  EnrWritingKinds *kinds = self->shelf->kinds;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_WRITTEN);

    enr_bind_date (&st, ":from", self->shelf->from);
    enr_bind_date (&st, ":until", self->shelf->until);
    enr_bind_text (&st, ":kind", kind != NULL ? kind->key : NULL);
    if (!take_written (self, &st, FALSE, error))
      return FALSE;
  }
  for (guint i = 0; i < enr_writing_kinds_get_n (kinds); i++)
    {
      const EnrWritingKind *other = enr_writing_kinds_get (kinds, i);

      if (other->period == ENR_PERIOD_STAY && (kind == NULL || kind == other)
          && !read_stay (self, db, other, error))
        return FALSE;
    }
  return TRUE;
}

EnrShelfWritten *
enr_shelf_find_written (const EnrShelfLoader *self,
                        const EnrWritingKind *kind,
                        EnrDate first,
                        const EnrUuid *class_id,
                        const EnrUuid *child_id)
{
  g_autofree char *key = dup_place_key (
      kind->key, kind->period == ENR_PERIOD_STAY ? ENR_DATE_NONE : first, class_id, child_id);
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_place, key));

  return index > 0 ? &g_array_index (self->written, EnrShelfWritten, index - 1) : NULL;
}

gboolean
enr_shelf_read (EnrShelfLoader *self, EnrDb *db, const EnrWritingKind *kind, GError **error)
{
  self->classes = g_array_new (FALSE, FALSE, sizeof (EnrShelfClass));
  self->children = g_array_new (FALSE, FALSE, sizeof (EnrShelfChild));
  self->written = g_array_new (FALSE, FALSE, sizeof (EnrShelfWritten));
  self->by_place = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* The last week may go on. */
  self->calendar = enr_calendar_load (db, self->shelf->from, self->shelf->until + 6, error);
  return self->calendar != NULL && read_classes (self, db, error) && read_children (self, db, error)
         && read_written (self, db, kind, error);
}

void
enr_shelf_loader_clear (EnrShelfLoader *self)
{
  g_clear_pointer (&self->calendar, enr_calendar_free);
  g_clear_pointer (&self->classes, g_array_unref);
  g_clear_pointer (&self->children, g_array_unref);
  g_clear_pointer (&self->written, g_array_unref);
  g_clear_pointer (&self->by_place, g_hash_table_unref);
}
