/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * When and by whom a child is collected, from home's page to the board (attendance). What the board
 * had before is kept (the table notebook_plan), and comes back when home's page has it no more,
 * where the board still has what the page wrote. Where a notice was written over it since, that
 * notice gets what the page had found.
 */
#include "config.h"

#include "attendance/entry-txn.h"
#include "contact/notebook-private.h"

ENR_SQL (SQL_BOARD,
         "SELECT planned_leave, planned_collector FROM attendance "
         "WHERE day = :day AND child_id = :child");
ENR_SQL (SQL_ROW,
         "SELECT wrote_minutes, wrote_text, was_minutes, was_text, notice_id, below_minutes "
         "FROM notebook_plan WHERE day = :day AND child_id = :child AND part = :part");
ENR_SQL (SQL_WRITE,
         "INSERT INTO notebook_plan (child_id, day, part, wrote_minutes, wrote_text, was_minutes, "
         "was_text, notice_id, below_minutes) VALUES (:child, :day, :part, :wrote_minutes, "
         ":wrote_text, :was_minutes, :was_text, :notice, :below) "
         "ON CONFLICT (day, child_id, part) DO UPDATE SET wrote_minutes = excluded.wrote_minutes, "
         "wrote_text = excluded.wrote_text, was_minutes = excluded.was_minutes, "
         "was_text = excluded.was_text, notice_id = excluded.notice_id, "
         "below_minutes = excluded.below_minutes");
ENR_SQL (SQL_DELETE,
         "DELETE FROM notebook_plan WHERE day = :day AND child_id = :child AND part = :part");
/* The notice whose time the board has. */
ENR_SQL (SQL_NOTICE,
         "SELECT notice_id, was_minutes FROM notice_day WHERE child_id = :child AND day = :day "
         "AND part = 'leave' AND wrote_minutes IS :minutes ORDER BY turn DESC LIMIT 1");
ENR_SQL (SQL_HAS_NOTICE,
         "SELECT 1 FROM notice_day WHERE notice_id = :notice AND day = :day AND part = 'leave'");
/* The notice that was written over the page's time. */
ENR_SQL (SQL_HAND_ON,
         "UPDATE notice_day SET was_minutes = :was WHERE child_id = :child AND day = :day "
         "AND part = 'leave' AND was_minutes IS :wrote");

typedef enum
{
  PART_LEAVE,
  PART_COLLECTOR,
  N_PARTS,
} Part;

static const char *const part_keys[N_PARTS] = { "leave", "collector" };

/* What a part of the board has: a time, or a name. */
typedef struct
{
  int minutes;
  char *text;
} Value;

static void
value_clear (Value *self)
{
  g_clear_pointer (&self->text, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Value, value_clear)

/* A row of the table. */
typedef struct
{
  Value wrote;
  Value was;
  EnrUuid notice; /* whose the value found was, or none */
  int below;      /* what that one had found */
} Row;

static void
row_clear (Row *self)
{
  value_clear (&self->wrote);
  value_clear (&self->was);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static Value
value_new (int minutes, const char *text)
{
  return (Value){ minutes, g_strdup (text) };
}

static void
value_set (Value *self, const Value *other)
{
  Value copy = value_new (other->minutes, other->text);

  value_clear (self);
  *self = copy;
}

static gboolean
value_equal (const Value *a, const Value *b)
{
  return a->minutes == b->minutes && g_str_equal (a->text, b->text);
}

static gboolean
is_blank (const Value *self)
{
  return self->minutes == ENR_MINUTES_NONE && *self->text == '\0';
}

static void
bind_key (EnrStmt *st, const EnrNotebookPage *page, Part part)
{
  enr_bind_uuid (st, ":child", &page->child_id);
  enr_bind_date (st, ":day", page->day);
  enr_bind_text (st, ":part", part_keys[part]);
}

/* What the page says of a part. */
static Value
value_of_page (const EnrNotebookPage *page, Part part)
{
  return part == PART_LEAVE ? value_new (page->leave, "")
                            : value_new (ENR_MINUTES_NONE, page->collector);
}

static gboolean
load_board (EnrDb *db, const EnrNotebookPage *page, Part part, Value *value, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_BOARD);
  int rc;

  enr_bind_uuid (&st, ":child", &page->child_id);
  enr_bind_date (&st, ":day", page->day);
  rc = enr_stmt_step (&st, error);
  if (rc <= 0)
    *value = value_new (ENR_MINUTES_NONE, "");
  else if (part == PART_LEAVE)
    *value = value_new (enr_column_minutes (&st, 0), "");
  else
    *value = value_new (ENR_MINUTES_NONE, enr_column_text (&st, 1));
  return rc >= 0;
}

/* 1: there is a row; 0: there is none, and @row is of nothing; -1: failed. */
static int
load_row (EnrDb *db, const EnrNotebookPage *page, Part part, Row *row, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ROW);
  int rc;

  bind_key (&st, page, part);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    *row = (Row){ value_new (enr_column_minutes (&st, 0), enr_column_text (&st, 1)),
                  value_new (enr_column_minutes (&st, 2), enr_column_text (&st, 3)),
                  enr_column_uuid (&st, 4), enr_column_minutes (&st, 5) };
  else
    *row = (Row){ value_new (ENR_MINUTES_NONE, ""), value_new (ENR_MINUTES_NONE, ""), enr_uuid_none,
                  ENR_MINUTES_NONE };
  return rc;
}

static gboolean
write_row (EnrDb *db, const EnrNotebookPage *page, Part part, const Row *row, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_WRITE);

  bind_key (&st, page, part);
  enr_bind_minutes (&st, ":wrote_minutes", row->wrote.minutes);
  enr_bind_text (&st, ":wrote_text", row->wrote.text);
  enr_bind_minutes (&st, ":was_minutes", row->was.minutes);
  enr_bind_text (&st, ":was_text", row->was.text);
  enr_bind_uuid (&st, ":notice", &row->notice);
  enr_bind_minutes (&st, ":below", row->below);
  return enr_stmt_run (&st, error);
}

static gboolean
delete_row (EnrDb *db, const EnrNotebookPage *page, Part part, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_DELETE);

  bind_key (&st, page, part);
  return enr_stmt_run (&st, error);
}

static gboolean
set_board (EnrDb *db, const EnrNotebookPage *page, Part part, const Value *value, GError **error)
{
  EnrEntryPlan plan = { ENR_MINUTES_KEEP, part == PART_LEAVE ? value->minutes : ENR_MINUTES_KEEP,
                        part == PART_COLLECTOR ? value->text : NULL };

  return enr_entry_change_plan_in_txn (db, &page->child_id, page->day, &plan, error);
}

/* What was found there; a notice that was withdrawn since is as if it had never been there. */
static gboolean
find_was (EnrDb *db, const EnrNotebookPage *page, const Row *row, Value *was, GError **error)
{
  *was = value_new (row->was.minutes, row->was.text);
  if (!enr_uuid_is_none (&row->notice))
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_HAS_NOTICE);
      int rc;

      enr_bind_uuid (&st, ":notice", &row->notice);
      enr_bind_date (&st, ":day", page->day);
      rc = enr_stmt_step (&st, error);
      if (rc < 0)
        return FALSE;
      if (rc == 0)
        was->minutes = row->below;
    }
  return TRUE;
}

/* A notice that was written over the page's time finds @was instead. */
static gboolean
hand_on (EnrDb *db, const EnrNotebookPage *page, const Row *row, const Value *was, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_HAND_ON);

  enr_bind_uuid (&st, ":child", &page->child_id);
  enr_bind_date (&st, ":day", page->day);
  enr_bind_minutes (&st, ":was", was->minutes);
  enr_bind_minutes (&st, ":wrote", row->wrote.minutes);
  return enr_stmt_run (&st, error);
}

/* A time that does not go with the arrival any more is not brought back. */
static gboolean
restore (EnrDb *db, const EnrNotebookPage *page, Part part, const Value *was, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_auto (Value) none = value_new (ENR_MINUTES_NONE, "");

  if (set_board (db, page, part, was, &local_error))
    return TRUE;
  if (g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_NOT_ENROLLED))
    return TRUE;
  if (g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ORDER))
    return set_board (db, page, part, &none, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
take_back (EnrDb *db,
           const EnrNotebookPage *page,
           Part part,
           const Row *row,
           const Value *board,
           gboolean *was_other,
           GError **error)
{
  g_auto (Value) was = { 0 };

  if (!find_was (db, page, row, &was, error))
    return FALSE;
  if (value_equal (board, &row->wrote))
    {
      if (!restore (db, page, part, &was, error))
        return FALSE;
    }
  else
    {
      *was_other = TRUE;
      if (part == PART_LEAVE && !hand_on (db, page, row, &was, error))
        return FALSE;
    }
  return delete_row (db, page, part, error);
}

/* The notice whose time the board has goes into the row, with what it had found. */
static gboolean
note_notice (EnrDb *db, const EnrNotebookPage *page, Row *row, const Row *before, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_NOTICE);
  int rc;

  enr_bind_uuid (&st, ":child", &page->child_id);
  enr_bind_date (&st, ":day", page->day);
  enr_bind_minutes (&st, ":minutes", row->was.minutes);
  rc = enr_stmt_step (&st, error);
  if (rc > 0)
    {
      row->notice = enr_column_uuid (&st, 0);
      row->below = enr_column_minutes (&st, 1);
      /* It had found the page's own older time. */
      if (row->below == before->wrote.minutes)
        row->below = before->was.minutes;
    }
  return rc >= 0;
}

/* @before is what the page wrote until now (blank: nothing). */
static gboolean
write_part (EnrDb *db,
            const EnrNotebookPage *page,
            Part part,
            const Row *before,
            const Value *board,
            const Value *meant,
            gboolean *was_other,
            GError **error)
{
  g_auto (Row) row
      = { value_new (meant->minutes, meant->text),
          value_new (before->was.minutes, before->was.text), before->notice, before->below };
  gboolean is_first = is_blank (&before->wrote);

  if (is_first || !value_equal (board, &before->wrote))
    {
      *was_other |= !is_blank (board) && !value_equal (board, meant);
      value_set (&row.was, board);
      row.notice = enr_uuid_none;
      row.below = ENR_MINUTES_NONE;
      if (part == PART_LEAVE && board->minutes != ENR_MINUTES_NONE
          && !note_notice (db, page, &row, before, error))
        return FALSE;
    }
  return set_board (db, page, part, meant, error) && write_row (db, page, part, &row, error);
}

static gboolean
settle_part (EnrDb *db, const EnrNotebookPage *page, Part part, gboolean *was_other, GError **error)
{
  g_auto (Row) row = { 0 };
  g_auto (Value) board = { 0 };
  g_auto (Value) meant = value_of_page (page, part);
  int rc = load_row (db, page, part, &row, error);

  if (rc < 0)
    return FALSE;
  if (value_equal (&meant, &row.wrote))
    return TRUE;
  if (!load_board (db, page, part, &board, error))
    return FALSE;
  return is_blank (&meant) ? take_back (db, page, part, &row, &board, was_other, error)
                           : write_part (db, page, part, &row, &board, &meant, was_other, error);
}

gboolean
enr_notebook_settle_plan_in_txn (EnrDb *db,
                                 const EnrNotebookPage *page,
                                 gboolean *was_other,
                                 GError **error)
{
  /* The time first: it is the one that can be refused. */
  for (Part part = 0; part < N_PARTS; part++)
    if (!settle_part (db, page, part, was_other, error))
      return FALSE;
  return TRUE;
}
