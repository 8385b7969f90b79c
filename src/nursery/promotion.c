/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The move up in April. What it makes is marked with its id, and what it puts aside (a place that a
 * child had in the new year already) is marked with its time, so that it can be undone as a whole.
 */
#include "config.h"

#include "nursery/promotion.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "base/clock.h"
#include "base/text.h"
#include "nursery/error.h"
#include "nursery/nursery-private.h"

#define SCHOOL_AGE 6

/* A child whose enrolment ends on March 31st is not asked for: there is nothing to move into. */
ENR_SQL (SQL_CHILDREN,
         "SELECT c.id, c.family_name, c.given_name, c.birth_date, k.id, k.name, k.age, "
         "(SELECT y.name FROM membership n JOIN class y ON y.id = n.class_id "
         " WHERE n.child_id = c.id AND n.removed_at IS NULL "
         " AND n.first_day <= :april AND n.last_day >= :april) "
         "FROM enrolment e JOIN child c ON c.id = e.child_id AND c.removed_at IS NULL "
         "LEFT JOIN membership m ON m.child_id = c.id AND m.removed_at IS NULL "
         "  AND m.first_day <= :march AND m.last_day >= :march "
         "LEFT JOIN class k ON k.id = m.class_id "
         "WHERE e.removed_at IS NULL AND e.first_day <= :march "
         "AND (e.last_day IS NULL OR e.last_day > :march) "
         "ORDER BY k.position IS NULL, k.position, c.family_kana, c.given_kana, c.family_name, "
         "c.given_name, c.id");
ENR_SQL (SQL_FIND,
         "SELECT id, applied_at FROM promotion WHERE fiscal_year = :year AND undone_at IS NULL");
ENR_SQL (SQL_BEGIN,
         "INSERT INTO promotion (id, fiscal_year, applied_at) VALUES (:id, :year, :now)");
ENR_SQL (SQL_END_LATER,
         "SELECT last_day FROM enrolment WHERE child_id = :child AND removed_at IS NULL "
         "AND first_day <= :march AND last_day > :march");
ENR_SQL (SQL_PUT_ASIDE,
         "UPDATE membership SET removed_at = :now WHERE child_id = :child AND removed_at IS NULL "
         "AND first_day >= :first AND first_day <= :last");
ENR_SQL (SQL_HAS_STAMP, "SELECT 1 FROM stamp WHERE day >= :first AND day <= :last LIMIT 1");
ENR_SQL (SQL_TAKE_BACK,
         "UPDATE membership SET removed_at = NULL WHERE removed_at = :at AND first_day >= :first "
         "AND first_day <= :last AND child_id IN (SELECT child_id FROM membership "
         "  WHERE promotion_id = :promotion)");
ENR_SQL (SQL_REMOVE_PLACES, "DELETE FROM membership WHERE promotion_id = :promotion");
ENR_SQL (SQL_REOPEN,
         "UPDATE enrolment SET last_day = NULL, reason = '', promotion_id = NULL "
         "WHERE promotion_id = :promotion AND removed_at IS NULL");
/* The classes that the same transaction made, as the journal has it, and nobody has used since. */
ENR_SQL (SQL_REMOVE_CLASSES,
         "DELETE FROM class WHERE fiscal_year = :year "
         "AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.class_id = class.id) "
         "AND lower(hex(id)) IN (SELECT j.row FROM journal j WHERE j.tbl = 'class' AND j.op = 'I' "
         "  AND j.txn = (SELECT p.txn FROM journal p WHERE p.tbl = 'promotion' AND p.op = 'I' "
         "    AND p.row = lower(hex(:promotion))))");
ENR_SQL (SQL_UNDO, "UPDATE promotion SET undone_at = :now WHERE id = :promotion");

static void
row_free (gpointer data)
{
  EnrPromotionRow *self = data;

  g_free (self->name);
  g_free (self->from_class);
  g_free (self->to_class);
  g_free (self);
}

void
enr_promotion_free (EnrPromotion *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->new_classes);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static EnrClass *
find_class (GPtrArray *classes, const char *name)
{
  g_autofree char *wanted = enr_text_search_key (name);

  for (guint i = 0; i < classes->len; i++)
    {
      EnrClass *class = g_ptr_array_index (classes, i);
      g_autofree char *key = enr_text_search_key (class->name);

      if (g_str_equal (key, wanted))
        return class;
    }
  return NULL;
}

static EnrClass *
copy_class (const EnrClass *self)
{
  EnrClass *copy = g_new (EnrClass, 1);

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->colour = g_strdup (self->colour);
  return copy;
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const EnrClass *x = *(const EnrClass *const *) a;
  const EnrClass *y = *(const EnrClass *const *) b;

  return x->position - y->position;
}

/* The classes of an age (-1: mixed), in their order. (transfer container) */
static GPtrArray *
classes_of_age (GPtrArray *classes, int age)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < classes->len; i++)
    {
      EnrClass *class = g_ptr_array_index (classes, i);

      if (class->age == age)
        g_ptr_array_add (list, class);
    }
  return list;
}

static EnrClass *
least_filled (GPtrArray *classes, GHashTable *filled)
{
  EnrClass *best = NULL;
  guint fewest = G_MAXUINT;

  for (guint i = 0; i < classes->len; i++)
    {
      EnrClass *class = g_ptr_array_index (classes, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (filled, class));

      if (n < fewest)
        {
          fewest = n;
          best = class;
        }
    }
  return best;
}

/* The new year's class for a child. Where an age has several classes, those that were together stay
 * together if there are as many classes as before; otherwise they are filled evenly. A nursery that
 * mixes the older ages has no class of that age, but a mixed one. */
static EnrClass *
choose_class (GPtrArray *before,
              GPtrArray *after,
              GHashTable *filled,
              const EnrClass *from,
              int class_age)
{
  g_autoptr (GPtrArray) targets = NULL;
  g_autoptr (GPtrArray) sources = NULL;
  guint place;

  if (from != NULL && from->age < 0)
    return find_class (after, from->name);
  targets = classes_of_age (after, class_age);
  if (targets->len == 0)
    {
      g_ptr_array_unref (targets);
      targets = classes_of_age (after, -1);
      return least_filled (targets, filled);
    }
  sources = classes_of_age (before, from != NULL ? from->age : -2);
  if (from != NULL && sources->len == targets->len && from->age == class_age - 1
      && g_ptr_array_find (sources, from, &place))
    return g_ptr_array_index (targets, place);
  return least_filled (targets, filled);
}

static EnrClass *
class_by_id (GPtrArray *classes, const EnrUuid *id)
{
  for (guint i = 0; i < classes->len; i++)
    {
      EnrClass *class = g_ptr_array_index (classes, i);

      if (enr_uuid_equal (&class->id, id))
        return class;
    }
  return NULL;
}

static gboolean
plan_children (EnrDb *db, EnrPromotion *plan, GPtrArray *before, GPtrArray *after, GError **error)
{
  EnrDate april = enr_fiscal_year_first (plan->fiscal_year);
  g_autoptr (GHashTable) filled = g_hash_table_new (NULL, NULL);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CHILDREN);
  int rc;

  enr_bind_date (&st, ":april", april);
  enr_bind_date (&st, ":march", april - 1);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrPromotionRow *row = g_new0 (EnrPromotionRow, 1);
      const char *given = enr_column_text (&st, 2);
      const char *placed = enr_column_text (&st, 7);
      EnrUuid from_id = enr_column_uuid (&st, 4);
      EnrClass *from = class_by_id (before, &from_id);
      EnrClass *to;

      g_ptr_array_add (plan->rows, row);
      row->child_id = enr_column_uuid (&st, 0);
      row->name = g_strconcat (enr_column_text (&st, 1), *given != '\0' ? " " : "", given, NULL);
      row->class_age = enr_class_age (plan->fiscal_year, enr_column_date (&st, 3));
      row->from_class = g_strdup (from != NULL ? from->name : "");
      if (row->class_age >= SCHOOL_AGE)
        {
          row->action = ENR_PROMOTION_GRADUATE;
          continue;
        }
      to = placed != NULL ? find_class (after, placed)
                          : choose_class (before, after, filled, from, row->class_age);
      row->action = to != NULL ? ENR_PROMOTION_MOVE : ENR_PROMOTION_LEAVE_OUT;
      row->to_class = g_strdup (to != NULL ? to->name : NULL);
      if (to != NULL)
        g_hash_table_insert (
            filled, to, GUINT_TO_POINTER (1 + GPOINTER_TO_UINT (g_hash_table_lookup (filled, to))));
    }
  return rc == 0;
}

EnrPromotion *
enr_promotion_plan (EnrDb *db, int fiscal_year, GError **error)
{
  g_autoptr (EnrPromotion) plan = g_new0 (EnrPromotion, 1);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  plan->fiscal_year = fiscal_year;
  plan->new_classes = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_class_free);
  plan->rows = g_ptr_array_new_with_free_func (row_free);
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  before = enr_class_list (db, fiscal_year - 1, error);
  after = before != NULL ? enr_class_list (db, fiscal_year, error) : NULL;
  if (after == NULL)
    return NULL;

  for (guint i = 0; i < after->len; i++)
    g_ptr_array_add (all, g_ptr_array_index (after, i));
  for (guint i = 0; i < before->len; i++)
    {
      const EnrClass *class = g_ptr_array_index (before, i);

      if (find_class (after, class->name) == NULL)
        {
          EnrClass *copy = copy_class (class);

          copy->id = enr_uuid_none;
          copy->fiscal_year = fiscal_year;
          g_ptr_array_add (plan->new_classes, copy);
          g_ptr_array_add (all, copy);
        }
    }
  g_ptr_array_sort (all, compare_positions);
  return plan_children (db, plan, before, all, error) ? g_steal_pointer (&plan) : NULL;
}

/* 1 with the promotion of a year that stands, 0 without one, -1 on error. */
static int
find_promotion (EnrDb *db, int fiscal_year, EnrUuid *id, EnrInstant *at, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_FIND);
  int rc;

  enr_bind_int (&st, ":year", fiscal_year);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    {
      *id = enr_column_uuid (&st, 0);
      *at = enr_column_instant (&st, 1);
    }
  return rc;
}

static int
year_has_stamp (EnrDb *db, int fiscal_year, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_HAS_STAMP);

  enr_bind_date (&st, ":first", enr_fiscal_year_first (fiscal_year));
  enr_bind_date (&st, ":last", enr_fiscal_year_last (fiscal_year));
  return enr_stmt_step (&st, error);
}

/* The caller may have changed what is done with a child, but not which children there are. */
static gboolean
check_unchanged (EnrDb *db, const EnrPromotion *plan, GError **error)
{
  g_autoptr (EnrPromotion) fresh = enr_promotion_plan (db, plan->fiscal_year, error);
  g_autoptr (GHashTable) rows = g_hash_table_new (enr_uuid_hash, enr_uuid_equal);

  if (fresh == NULL)
    return FALSE;
  for (guint i = 0; i < fresh->rows->len; i++)
    {
      EnrPromotionRow *row = g_ptr_array_index (fresh->rows, i);

      g_hash_table_insert (rows, &row->child_id, row);
    }
  for (guint i = 0; i < plan->rows->len; i++)
    {
      const EnrPromotionRow *row = g_ptr_array_index (plan->rows, i);
      const EnrPromotionRow *now = g_hash_table_lookup (rows, &row->child_id);

      if (now == NULL || g_strcmp0 (now->from_class, row->from_class) != 0
          || now->class_age != row->class_age)
        {
          /* Translators: a child's name */
          g_set_error (
              error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
              _ ("The class or the enrolment of %s was changed since the plan was made, so "
                 "nothing was done. Please look at the plan again."),
              row->name);
          return FALSE;
        }
      g_hash_table_remove (rows, &row->child_id);
    }
  if (g_hash_table_size (rows) > 0)
    {
      g_set_error_literal (
          error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CHANGED,
          _ ("Children were enrolled since the plan was made, so nothing was done. "
             "Please look at the plan again."));
      return FALSE;
    }
  return TRUE;
}

static gboolean
graduate (EnrDb *db,
          const EnrPromotionRow *row,
          EnrDate last,
          const EnrUuid *promotion,
          GError **error)
{
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_END_LATER);
    char buffer[ENR_DATE_ISO_LENGTH];
    int rc;

    enr_bind_uuid (&st, ":child", &row->child_id);
    enr_bind_date (&st, ":march", last);
    rc = enr_stmt_step (&st, error);
    if (rc < 0)
      return FALSE;
    if (rc > 0)
      {
        /* Undoing could not bring that day back. Translators: a child's name and a day */
        g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                     _ ("%s cannot graduate, because the enrolment is recorded to end on %s."),
                     row->name, enr_date_iso (enr_column_date (&st, 0), buffer));
        return FALSE;
      }
  }
  /* The record's language is Japanese, whatever the interface's is. */
  return enr_child_leave_in_txn (db, &row->child_id, last, "卒園", promotion, error);
}

/* Whether the child has the place already, from April 1st to the end of the year. */
static int
has_place (EnrDb *db, const EnrPromotionRow *row, const EnrClass *to, GError **error)
{
  EnrDate april = enr_fiscal_year_first (to->fiscal_year);
  g_autoptr (GPtrArray) memberships = enr_child_memberships (db, &row->child_id, error);

  if (memberships == NULL)
    return -1;
  for (guint i = 0; i < memberships->len; i++)
    {
      const EnrMembership *membership = g_ptr_array_index (memberships, i);

      if (membership->first == april && enr_uuid_equal (&membership->class_id, &to->id))
        return 1;
    }
  return 0;
}

static gboolean
move (EnrDb *db,
      const EnrPromotionRow *row,
      GPtrArray *classes,
      int fiscal_year,
      EnrInstant now,
      const EnrUuid *promotion,
      GError **error)
{
  EnrDate april = enr_fiscal_year_first (fiscal_year);
  EnrClass *to = row->to_class != NULL ? find_class (classes, row->to_class) : NULL;
  int rc;

  if (to == NULL)
    {
      /* Translators: a child's name, a class, a fiscal year */
      g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                   _ ("%s cannot move up: there is no class “%s” in fiscal year %d."), row->name,
                   row->to_class != NULL ? row->to_class : "", fiscal_year);
      return FALSE;
    }
  rc = has_place (db, row, to, error);
  if (rc != 0)
    return rc > 0;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_PUT_ASIDE);

    enr_bind_uuid (&st, ":child", &row->child_id);
    enr_bind_instant (&st, ":now", now);
    enr_bind_date (&st, ":first", april);
    enr_bind_date (&st, ":last", enr_fiscal_year_last (fiscal_year));
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  return enr_child_move_in_txn (db, &row->child_id, &to->id, april, promotion, error);
}

static gboolean
apply_in_txn (EnrDb *db, const EnrPromotion *plan, GError **error)
{
  EnrDate april = enr_fiscal_year_first (plan->fiscal_year);
  g_autoptr (GPtrArray) classes = NULL;
  EnrInstant now = enr_clock_now ();
  EnrUuid id = enr_uuid_new ();

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_BEGIN);

    enr_bind_uuid (&st, ":id", &id);
    enr_bind_int (&st, ":year", plan->fiscal_year);
    enr_bind_instant (&st, ":now", now);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  for (guint i = 0; i < plan->new_classes->len; i++)
    {
      g_autoptr (EnrClass) class = copy_class (g_ptr_array_index (plan->new_classes, i));

      class->id = enr_uuid_none;
      if (!enr_class_save_in_txn (db, class, error))
        return FALSE;
    }
  classes = enr_class_list (db, plan->fiscal_year, error);
  if (classes == NULL)
    return FALSE;
  for (guint i = 0; i < plan->rows->len; i++)
    {
      const EnrPromotionRow *row = g_ptr_array_index (plan->rows, i);

      if (row->action == ENR_PROMOTION_GRADUATE && !graduate (db, row, april - 1, &id, error))
        return FALSE;
      if (row->action == ENR_PROMOTION_MOVE
          && !move (db, row, classes, plan->fiscal_year, now, &id, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
enr_promotion_apply (EnrDb *db, const EnrActor *actor, const EnrPromotion *plan, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrUuid id;
  EnrInstant at;
  int rc;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  rc = find_promotion (db, plan->fiscal_year, &id, &at, error);
  if (rc > 0)
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY,
                 _ ("The children were moved up into fiscal year %d already."), plan->fiscal_year);
  /* It would count as done, and with the year's first stamp for good, though nobody was moved. */
  else if (rc == 0 && plan->rows->len == 0)
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                 _ ("There are no children to move up into fiscal year %d."), plan->fiscal_year);
  if (rc != 0 || plan->rows->len == 0)
    return FALSE;
  return check_unchanged (db, plan, error) && apply_in_txn (db, plan, error)
         && enr_txn_commit (&txn, error);
}

static gboolean
run_undo (EnrDb *db, const char *sql, const EnrUuid *promotion, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  enr_bind_uuid (&st, ":promotion", promotion);
  return enr_stmt_run (&st, error);
}

static gboolean
take_back (EnrDb *db, int fiscal_year, EnrInstant at, const EnrUuid *promotion, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_TAKE_BACK);

  enr_bind_uuid (&st, ":promotion", promotion);
  enr_bind_instant (&st, ":at", at);
  enr_bind_date (&st, ":first", enr_fiscal_year_first (fiscal_year));
  enr_bind_date (&st, ":last", enr_fiscal_year_last (fiscal_year));
  return enr_stmt_run (&st, error);
}

static gboolean
undo_in_txn (EnrDb *db, int fiscal_year, EnrInstant at, const EnrUuid *promotion, GError **error)
{
  if (!take_back (db, fiscal_year, at, promotion, error)
      || !run_undo (db, SQL_REMOVE_PLACES, promotion, error)
      || !run_undo (db, SQL_REOPEN, promotion, error))
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE_CLASSES);

    enr_bind_uuid (&st, ":promotion", promotion);
    enr_bind_int (&st, ":year", fiscal_year);
    if (!enr_stmt_run (&st, error))
      return FALSE;
  }
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_UNDO);

    enr_bind_uuid (&st, ":promotion", promotion);
    enr_bind_instant (&st, ":now", enr_clock_now ());
    return enr_stmt_run (&st, error);
  }
}

gboolean
enr_promotion_undo (EnrDb *db, const EnrActor *actor, int fiscal_year, GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  EnrUuid id;
  EnrInstant at;
  int rc;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return FALSE;
  rc = find_promotion (db, fiscal_year, &id, &at, error);
  if (rc == 0)
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_UNKNOWN,
                 _ ("No move up into fiscal year %d is there to be undone."), fiscal_year);
  if (rc <= 0)
    return FALSE;
  rc = year_has_stamp (db, fiscal_year, error);
  if (rc > 0)
    g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY,
                 _ ("Attendance was recorded in fiscal year %d, so the move up stays."),
                 fiscal_year);
  if (rc != 0)
    return FALSE;
  return undo_in_txn (db, fiscal_year, at, &id, error) && enr_txn_commit (&txn, error);
}

int
enr_promotion_state (EnrDb *db, int fiscal_year, gboolean *can_undo, GError **error)
{
  EnrUuid id;
  EnrInstant at;
  int rc = find_promotion (db, fiscal_year, &id, &at, error);
  int has_stamp = rc > 0 ? year_has_stamp (db, fiscal_year, error) : 1;

  if (can_undo != NULL)
    *can_undo = rc > 0 && has_stamp == 0;
  return has_stamp < 0 ? -1 : rc;
}
