/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Reading the notebook: a page, a class's day, a child's pages.
 */
#include "config.h"

#include "contact/notebook.h"

#include <string.h>

#include "contact/contact-private.h"
#include "contact/medicine-private.h"
#include "contact/notebook-private.h"

#define COLUMNS                                                                                    \
  "child_id, day, side, temperature, taken_at, mood, cough, nose, bath, leave, collector, did, "   \
  "CAST (body AS TEXT), written_by, version FROM notebook "
#define EVENT_COLUMNS "child_id, side, kind, at, until, amount, quality, note FROM notebook_event "

ENR_SQL (SQL_PAGE, "SELECT " COLUMNS "WHERE day = :day AND child_id = :child AND side = :side");
ENR_SQL (SQL_PAGE_EVENTS,
         "SELECT " EVENT_COLUMNS
         "WHERE day = :day AND child_id = :child AND side = :side ORDER BY position");
ENR_SQL (SQL_DAY, "SELECT " COLUMNS "WHERE day = :day");
ENR_SQL (SQL_DAY_EVENTS,
         "SELECT " EVENT_COLUMNS "WHERE day = :day ORDER BY child_id, side, position");
ENR_SQL (SQL_BEFORE,
         "SELECT " COLUMNS "WHERE child_id = :child AND side = :side AND day < :day "
         "AND is_blank = 0 ORDER BY day DESC LIMIT 1");
ENR_SQL (SQL_CHILD,
         "SELECT " COLUMNS "WHERE child_id = :child AND side = :side "
         "AND day BETWEEN ifnull (:first, '') AND ifnull (:last, 'x') AND is_blank = 0");

/* A word's place in a list, 0 where it is not there. */
static int
find_key (const char *word, const char *(*key) (int), int n)
{
  for (int i = 0; i < n; i++)
    if (strcmp (key (i), word) == 0)
      return i;
  return 0;
}

static const char *
mood_key (int i)
{
  return enr_mood_key ((EnrMood) i);
}

static const char *
degree_key (int i)
{
  return enr_degree_key ((EnrDegree) i);
}

static const char *
bath_key (int i)
{
  return enr_bath_key ((EnrBath) i);
}

static const char *
side_key (int i)
{
  return enr_notebook_side_key ((EnrNotebookSide) i);
}

static const char *
event_key (int i)
{
  return enr_notebook_event_key ((EnrNotebookEventKind) i);
}

static EnrNotebookSide
column_side (EnrStmt *st, int column)
{
  return (EnrNotebookSide) find_key (enr_column_text (st, column), side_key, ENR_NOTEBOOK_N_SIDES);
}

static void
set_text (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/* The row's page, without its events. */
static EnrNotebookPage *
read_page (EnrStmt *st)
{
  EnrUuid child_id = enr_column_uuid (st, 0);
  EnrNotebookPage *self
      = enr_notebook_page_new (&child_id, enr_column_date (st, 1), column_side (st, 2));

  self->temperature = (int) enr_column_int (st, 3);
  self->taken_at = enr_column_minutes (st, 4);
  self->mood = (EnrMood) find_key (enr_column_text (st, 5), mood_key, ENR_MOOD_N);
  self->cough = (EnrDegree) find_key (enr_column_text (st, 6), degree_key, ENR_DEGREE_N);
  self->nose = (EnrDegree) find_key (enr_column_text (st, 7), degree_key, ENR_DEGREE_N);
  self->bath = (EnrBath) find_key (enr_column_text (st, 8), bath_key, ENR_BATH_N);
  self->leave = enr_column_minutes (st, 9);
  set_text (&self->collector, enr_column_text (st, 10));
  set_text (&self->did, enr_column_text (st, 11));
  set_text (&self->body, enr_column_text (st, 12));
  set_text (&self->written_by, enr_column_text (st, 13));
  self->version = (int) enr_column_int (st, 14);
  return self;
}

static int
column_or (EnrStmt *st, int column, int none)
{
  return enr_column_is_null (st, column) ? none : (int) enr_column_int (st, column);
}

static EnrNotebookEvent *
read_event (EnrStmt *st)
{
  EnrNotebookEvent *self = enr_notebook_event_new (
      (EnrNotebookEventKind) find_key (enr_column_text (st, 2), event_key, ENR_NOTEBOOK_N_EVENTS));

  self->at = column_or (st, 3, ENR_NOTEBOOK_NO_TIME);
  self->until = column_or (st, 4, ENR_NOTEBOOK_NO_TIME);
  self->amount = column_or (st, 5, ENR_NOTEBOOK_NO_AMOUNT);
  set_text (&self->quality, enr_column_text (st, 6));
  set_text (&self->note, enr_column_text (st, 7));
  return self;
}

static gboolean
read_page_events (EnrDb *db, EnrNotebookPage *page, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_PAGE_EVENTS);
  int rc;

  enr_bind_uuid (&st, ":child", &page->child_id);
  enr_bind_date (&st, ":day", page->day);
  enr_bind_text (&st, ":side", enr_notebook_side_key (page->side));
  while ((rc = enr_stmt_step (&st, error)) > 0)
    g_ptr_array_add (page->events, read_event (&st));
  return rc == 0;
}

EnrNotebookPage *
enr_notebook_read_page (EnrDb *db,
                        const EnrUuid *child_id,
                        EnrDate day,
                        EnrNotebookSide side,
                        GError **error)
{
  g_autoptr (EnrNotebookPage) page = NULL;
  int rc;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_PAGE);

    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":day", day);
    enr_bind_text (&st, ":side", enr_notebook_side_key (side));
    rc = enr_stmt_step (&st, error);
    if (rc > 0)
      page = read_page (&st);
  }
  if (rc == 0)
    return enr_notebook_page_new (child_id, day, side);
  return rc > 0 && read_page_events (db, page, error) ? g_steal_pointer (&page) : NULL;
}

EnrNotebookPage *
enr_notebook_load_page (EnrDb *db,
                        const EnrUuid *child_id,
                        EnrDate day,
                        EnrNotebookSide side,
                        GError **error)
{
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  return enr_txn_begin_read (&txn, db, error) && enr_notice_check_child (db, child_id, error)
             ? enr_notebook_read_page (db, child_id, day, side, error)
             : NULL;
}

static void
row_free (gpointer data)
{
  EnrNotebookRow *self = data;

  for (guint side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    {
      g_clear_pointer (&self->pages[side], enr_notebook_page_free);
      g_clear_pointer (&self->before[side], enr_notebook_page_free);
    }
  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_free (self);
}

void
enr_notebook_day_free (EnrNotebookDay *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->day, enr_day_unref);
  g_free (self);
}

/* The last page of a side that was written before the day. */
static gboolean
read_before (EnrDb *db,
             const EnrUuid *child_id,
             EnrDate day,
             EnrNotebookSide side,
             EnrNotebookPage **page,
             GError **error)
{
  int rc;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_BEFORE);

    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":day", day);
    enr_bind_text (&st, ":side", enr_notebook_side_key (side));
    rc = enr_stmt_step (&st, error);
    if (rc > 0)
      *page = read_page (&st);
  }
  return rc == 0 || (rc > 0 && read_page_events (db, *page, error));
}

static EnrNotebookRow *
row_new (const EnrDay *day, guint index)
{
  const EnrDayChild *child = &g_array_index (day->children, EnrDayChild, index);
  EnrNotebookRow *self = g_new0 (EnrNotebookRow, 1);

  self->child = index;
  self->is_absent = child->absence_kind >= 0;
  for (guint side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
    self->pages[side] = enr_notebook_page_new (&child->child_id, day->date, (EnrNotebookSide) side);
  self->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_medicine_task_free);
  return self;
}

static gboolean
read_rows (EnrDb *db, EnrNotebookDay *self, GError **error)
{
  for (guint i = 0; i < self->day->children->len; i++)
    {
      const EnrDayChild *child = &g_array_index (self->day->children, EnrDayChild, i);
      EnrNotebookRow *row = row_new (self->day, i);

      g_ptr_array_add (self->rows, row);
      for (guint side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
        if (!read_before (db, &child->child_id, self->day->date, (EnrNotebookSide) side,
                          &row->before[side], error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
read_pages (EnrDb *db, EnrNotebookDay *self, GHashTable *rows, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DAY);
  int rc;

  enr_bind_date (&st, ":day", self->day->date);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid child_id = enr_column_uuid (&st, 0);
      EnrNotebookSide side = column_side (&st, 2);
      EnrNotebookRow *row = g_hash_table_lookup (rows, &child_id);

      if (row == NULL)
        continue;
      enr_notebook_page_free (row->pages[side]);
      row->pages[side] = read_page (&st);
    }
  return rc == 0;
}

static gboolean
read_events (EnrDb *db, EnrNotebookDay *self, GHashTable *rows, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DAY_EVENTS);
  int rc;

  enr_bind_date (&st, ":day", self->day->date);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      EnrUuid child_id = enr_column_uuid (&st, 0);
      EnrNotebookRow *row = g_hash_table_lookup (rows, &child_id);

      if (row != NULL)
        g_ptr_array_add (row->pages[column_side (&st, 1)]->events, read_event (&st));
    }
  return rc == 0;
}

static gboolean
read_tasks (EnrDb *db, EnrNotebookDay *self, GHashTable *rows, GError **error)
{
  g_autoptr (GPtrArray) tasks = enr_medicine_load_tasks (db, self->day, NULL, error);

  if (tasks == NULL)
    return FALSE;
  while (tasks->len > 0)
    {
      EnrMedicineTask *task = g_ptr_array_steal_index (tasks, 0);
      EnrNotebookRow *row = g_hash_table_lookup (rows, &task->medicine->child_id);

      g_ptr_array_add (row->tasks, task);
    }
  return TRUE;
}

static guint
hash_uuid (gconstpointer key)
{
  guint32 hash;

  /* The end of an id is random, its beginning is the time. */
  memcpy (&hash, (const char *) key + sizeof (EnrUuid) - sizeof hash, sizeof hash);
  return hash;
}

static gboolean
equal_uuid (gconstpointer a, gconstpointer b)
{
  return enr_uuid_equal (a, b);
}

EnrNotebookDay *
enr_notebook_load_day (EnrDb *db, EnrDate date, const EnrUuid *class_id, GError **error)
{
  g_autoptr (EnrNotebookDay) self = g_new0 (EnrNotebookDay, 1);
  g_autoptr (GHashTable) rows = g_hash_table_new (hash_uuid, equal_uuid);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  self->rows = g_ptr_array_new_with_free_func (row_free);
  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  self->day = enr_day_load (db, date, class_id, error);
  if (self->day == NULL || !read_rows (db, self, error))
    return NULL;
  for (guint i = 0; i < self->rows->len; i++)
    g_hash_table_insert (rows, &g_array_index (self->day->children, EnrDayChild, i).child_id,
                         g_ptr_array_index (self->rows, i));
  return read_pages (db, self, rows, error) && read_events (db, self, rows, error)
                 && read_tasks (db, self, rows, error)
             ? g_steal_pointer (&self)
             : NULL;
}

EnrNotebookRow *
enr_notebook_day_find (const EnrNotebookDay *self, const EnrUuid *child_id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      EnrNotebookRow *row = g_ptr_array_index (self->rows, i);

      if (enr_uuid_equal (&row->pages[ENR_SIDE_HOME]->child_id, child_id))
        return row;
    }
  return NULL;
}

guint
enr_notebook_day_fill (EnrNotebookDay *self,
                       EnrNotebookSide side,
                       const EnrNotebookPage *model,
                       EnrNotebookFields fields,
                       gboolean overwrite)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      EnrNotebookRow *row = g_ptr_array_index (self->rows, i);

      n += !row->is_absent && enr_notebook_page_fill (row->pages[side], model, fields, overwrite);
    }
  return n;
}

static int
compare_pages (gconstpointer a, gconstpointer b)
{
  const EnrNotebookPage *left = *(const EnrNotebookPage *const *) a;
  const EnrNotebookPage *right = *(const EnrNotebookPage *const *) b;

  if (left->day != right->day)
    return left->day > right->day ? -1 : 1;
  return (int) left->side - (int) right->side;
}

static gboolean
read_child_side (EnrDb *db,
                 const EnrUuid *child_id,
                 EnrNotebookSide side,
                 EnrDate first,
                 EnrDate last,
                 GPtrArray *list,
                 GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_CHILD);
  int rc;

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_text (&st, ":side", enr_notebook_side_key (side));
  enr_bind_date (&st, ":first", first);
  enr_bind_date (&st, ":last", last);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    g_ptr_array_add (list, read_page (&st));
  return rc == 0;
}

GPtrArray *
enr_notebook_list_child (EnrDb *db,
                         const EnrUuid *child_id,
                         EnrDate first,
                         EnrDate last,
                         GError **error)
{
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin_read (&txn, db, error)
      || !read_child_side (db, child_id, ENR_SIDE_HOME, first, last, list, error)
      || !read_child_side (db, child_id, ENR_SIDE_NURSERY, first, last, list, error))
    return NULL;
  for (guint i = 0; i < list->len; i++)
    if (!read_page_events (db, g_ptr_array_index (list, i), error))
      return NULL;
  g_ptr_array_sort (list, compare_pages);
  return g_steal_pointer (&list);
}
