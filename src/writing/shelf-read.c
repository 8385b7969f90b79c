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
/* As in EnrWriting: approved, and opened again within that revision. */
#define IS_EVALUATING                                                                              \
  "w.state NOT IN ('approved', 'archived') AND w.revision IS (SELECT v.revision "                  \
  "  FROM writing_version v WHERE v.writing_id = w.id AND v.version = w.approved) "

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
         "trim(c.family_name || ' ' || c.given_name), c.birth_date, " IS_EVALUATING
         "FROM writing w LEFT JOIN child c ON c.id = w.child_id "
         "WHERE w.removed_at IS NULL AND w.first_day >= :from AND w.first_day <= :until "
         "AND (:kind IS NULL OR w.kind = :kind) ORDER BY w.first_day, w.title, w.id");
ENR_SQL (SQL_WRITTEN_STAY,
         "SELECT w.id, w.kind, w.class_id, w.child_id, w.first_day, w.last_day, w.title, w.state, "
         "trim(c.family_name || ' ' || c.given_name), c.birth_date, " IS_EVALUATING
         "FROM writing w JOIN child c ON c.id = w.child_id "
         "WHERE w.removed_at IS NULL AND w.kind = :kind ORDER BY w.first_day, w.id");
/* Approved, and with something in a section, or in one of its cells or children. */
ENR_SQL (SQL_EVALUATED,
         "SELECT DISTINCT w.id FROM writing w JOIN writing_text t ON t.writing_id = w.id "
         "WHERE w.kind = :kind AND w.state = 'approved' AND w.removed_at IS NULL "
         "AND w.first_day >= :from AND w.first_day <= :until "
         "AND (t.key = :key OR substr(t.key, 1, length(:key) + 1) = :key || '/') "
         "AND trim(CAST(t.body AS TEXT), char(9, 10, 32, 12288)) <> ''");

/* The oldest first, by an index: only a few are read until one is met that tells when it began. */
ENR_SQL (SQL_OLDEST,
         "SELECT first_day, kind FROM writing WHERE removed_at IS NULL ORDER BY first_day");

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
                                  .standing = { parse_state (enr_column_text (st, 7)),
                                                enr_column_int (st, 10) != 0, FALSE },
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

/* Events are read to the end of the time in which there should be one. */
static EnrDate
find_until (const EnrShelfLoader *self, const EnrWritingKind *only)
{
  EnrWritingKinds *kinds = self->shelf->kinds;
  EnrDate until = self->shelf->until;

  for (guint i = 0; i < enr_writing_kinds_get_n (kinds); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (kinds, i);
      EnrDate first, last;

      if (kind->period != ENR_PERIOD_EVENT || kind->expected != ENR_EXPECTED_ONE
          || (only != NULL && only != kind))
        continue;
      enr_writing_period_of (kind->each, self->shelf->until, &first, &last);
      until = MAX (until, last);
    }
  return until;
}

static gboolean
read_evaluated (EnrShelfLoader *self,
                EnrDb *db,
                const EnrWritingKind *kind,
                const EnrSection *section,
                GHashTable *evaluated,
                GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_EVALUATED);
  int rc;

  enr_bind_text (&st, ":kind", kind->key);
  enr_bind_text (&st, ":key", section->key);
  enr_bind_date (&st, ":from", self->shelf->from);
  enr_bind_date (&st, ":until", self->shelf->until);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid id = enr_column_uuid (&st, 0);

      g_hash_table_add (evaluated, enr_uuid_copy (&id));
    }
  return rc == 0;
}

/* What lacks its evaluation though its time is over. A stay has no end to wait for. */
static gboolean
find_lacking (EnrShelfLoader *self, EnrDb *db, const EnrWritingKind *kind, GError **error)
{
  g_autoptr (GHashTable) evaluated
      = g_hash_table_new_full (enr_uuid_hash, enr_uuid_equal, g_free, NULL);

  if (!enr_writing_kind_has_after (kind) || kind->period == ENR_PERIOD_STAY)
    return TRUE;
  for (guint i = 0; i < kind->sections->len; i++)
    {
      const EnrSection *section = g_ptr_array_index (kind->sections, i);

      if (section->is_after && !read_evaluated (self, db, kind, section, evaluated, error))
        return FALSE;
    }
  for (guint i = 0; i < self->written->len; i++)
    {
      EnrShelfWritten *written = &g_array_index (self->written, EnrShelfWritten, i);

      if (strcmp (written->kind, kind->key) == 0 && written->last < self->today)
        written->standing.lacks_evaluation = !g_hash_table_contains (evaluated, &written->id);
    }
  return TRUE;
}

static gboolean
read_written (EnrShelfLoader *self, EnrDb *db, const EnrWritingKind *kind, GError **error)
{
  EnrWritingKinds *kinds = self->shelf->kinds;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_WRITTEN);

    enr_bind_date (&st, ":from", self->shelf->from);
    enr_bind_date (&st, ":until", find_until (self, kind));
    enr_bind_text (&st, ":kind", kind != NULL ? kind->key : NULL);
    if (!take_written (self, &st, FALSE, error))
      return FALSE;
  }
  for (guint i = 0; i < enr_writing_kinds_get_n (kinds); i++)
    {
      const EnrWritingKind *other = enr_writing_kinds_get (kinds, i);

      if (kind != NULL && kind != other)
        continue;
      if (other->period == ENR_PERIOD_STAY && !read_stay (self, db, other, error))
        return FALSE;
      if (!find_lacking (self, db, other, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
enr_shelf_has_written (const EnrShelfLoader *self,
                       const EnrShelfPlace *place,
                       const EnrUuid *class_id)
{
  for (guint i = 0; i < self->written->len; i++)
    {
      const EnrShelfWritten *written = &g_array_index (self->written, EnrShelfWritten, i);

      if (written->first >= place->first && written->first <= place->last
          && strcmp (written->kind, place->kind->key) == 0
          && enr_uuid_equal (&written->class_id, class_id)
          && enr_uuid_equal (&written->child_id, &place->child_id))
        return TRUE;
    }
  return FALSE;
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

/* What is about a month or less is written in its time. A year's plan is dated with a day long
 * before whoever begins in summer, and a child's sheet with its first day here. */
static gboolean
tells_start (const EnrWritingKinds *kinds, const char *key)
{
  for (guint i = 0; i < enr_writing_kinds_get_n (kinds); i++)
    {
      const EnrWritingKind *kind = enr_writing_kinds_get (kinds, i);

      if (strcmp (kind->key, key) == 0)
        return kind->period != ENR_PERIOD_YEAR && kind->period != ENR_PERIOD_TERM
               && kind->period != ENR_PERIOD_STAY;
    }
  return FALSE;
}

/* The month of the first plan or record; where there is none yet, this month. */
static gboolean
read_start (EnrShelfLoader *self, EnrDb *db, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_OLDEST);
  EnrDate start = self->today;
  EnrDate last;
  int rc;

  while ((rc = enr_stmt_step (&st, error)) > 0)
    if (tells_start (self->shelf->kinds, enr_column_text (&st, 1)))
      {
        start = MIN (start, enr_column_date (&st, 0));
        break;
      }
  enr_writing_period_of (ENR_PERIOD_MONTH, start, &self->start, &last);
  return rc >= 0;
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
  return self->calendar != NULL && read_start (self, db, error) && read_classes (self, db, error)
         && read_children (self, db, error) && read_written (self, db, kind, error);
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
