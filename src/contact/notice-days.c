/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What a notice means for each day: which days, and the parts of them that it wrote (the table
 * notice_day). Each part of a child's day is a chain of the notices that wrote it. Taking one back
 * gives the day what it had found, where it is the last and the day still has what it wrote;
 * otherwise the next in the chain gets what it had found, as if it had never been there.
 */
#include "config.h"

#include "attendance/entry-txn.h"
#include "contact/contact-private.h"
#include "nursery/error.h"

ENR_SQL (SQL_ROWS,
         "SELECT day, part, turn, wrote_kind, wrote_reason, wrote_by, wrote_at, wrote_minutes, "
         "was_kind, was_reason, was_by, was_at, was_minutes FROM notice_day "
         "WHERE notice_id = :notice ORDER BY day");
ENR_SQL (SQL_NEXT,
         "SELECT notice_id, was_kind, was_reason, was_by, was_at, was_minutes FROM notice_day "
         "WHERE child_id = :child AND day = :day AND part = :part AND turn > :turn "
         "ORDER BY turn LIMIT 1");
ENR_SQL (
    SQL_HAS_CHAIN,
    "SELECT 1 FROM notice_day WHERE child_id = :child AND day = :day AND part = :part LIMIT 1");
ENR_SQL (
    SQL_HAND_ON,
    "UPDATE notice_day SET was_kind = :kind, was_reason = :reason, was_by = :by, was_at = :at, "
    "was_minutes = :minutes WHERE notice_id = :notice AND day = :day AND part = :part");
ENR_SQL (SQL_REWRITE,
         "UPDATE notice_day SET wrote_kind = :kind, wrote_reason = :reason, wrote_by = :by, "
         "wrote_at = :at, wrote_minutes = :minutes "
         "WHERE notice_id = :notice AND day = :day AND part = :part");
ENR_SQL (SQL_REMOVE,
         "DELETE FROM notice_day WHERE notice_id = :notice AND day = :day AND part = :part");
ENR_SQL (SQL_WRITE,
         "INSERT INTO notice_day (notice_id, day, part, child_id, turn, wrote_kind, wrote_reason, "
         "wrote_by, wrote_at, wrote_minutes, was_kind, was_reason, was_by, was_at, was_minutes) "
         "VALUES (:notice, :day, :part, :child, (SELECT ifnull (max (turn), 0) + 1 FROM notice_day "
         "WHERE child_id = :child AND day = :day AND part = :part), :kind, :reason, :by, :at, "
         ":minutes, :was_kind, :was_reason, :was_by, :was_at, :was_minutes)");

typedef enum
{
  PART_ABSENCE,
  PART_ARRIVE,
  PART_LEAVE,
  N_PARTS,
} Part;

static const char *const part_keys[N_PARTS] = { "absence", "arrive", "leave" };

/* What a part of a day holds: an absence, or a planned time. */
typedef struct
{
  char *kind; /* NULL: not absent */
  char *reason;
  char *by;
  EnrInstant at;
  int minutes;
} State;

static void
state_clear (State *self)
{
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->by, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (State, state_clear)

/* One row of the table. */
typedef struct
{
  EnrDate day;
  Part part;
  gint64 turn;
  State wrote;
  State was;
} Row;

static void
row_clear (gpointer data)
{
  Row *self = data;

  state_clear (&self->wrote);
  state_clear (&self->was);
}

static State
state_new (const char *kind, const char *reason, const char *by, EnrInstant at, int minutes)
{
  return (State){ g_strdup (kind), g_strdup (reason), g_strdup (by), at, minutes };
}

static gboolean
state_equal (const State *a, const State *b)
{
  return g_strcmp0 (a->kind, b->kind) == 0 && g_strcmp0 (a->reason, b->reason) == 0
         && g_strcmp0 (a->by, b->by) == 0 && a->at == b->at && a->minutes == b->minutes;
}

/* What the part of a day holds by now. */
static State
state_of (const EnrEntryKnown *known, Part part)
{
  if (part == PART_ABSENCE)
    return state_new (known->absence_kind, known->absence_reason, known->notified_by,
                      known->notified_at, ENR_MINUTES_NONE);
  return state_new (NULL, "", "", ENR_INSTANT_NONE,
                    part == PART_ARRIVE ? known->planned_arrive : known->planned_leave);
}

static State
read_state (EnrStmt *st, int column)
{
  return state_new (enr_column_text (st, column), enr_column_text (st, column + 1),
                    enr_column_text (st, column + 2), enr_column_instant (st, column + 3),
                    enr_column_minutes (st, column + 4));
}

/* The five parameters, with or without "was_". */
static void
bind_state (EnrStmt *st, const State *state, gboolean is_was)
{
  enr_bind_text (st, is_was ? ":was_kind" : ":kind", state->kind);
  enr_bind_text (st, is_was ? ":was_reason" : ":reason", state->reason);
  enr_bind_text (st, is_was ? ":was_by" : ":by", state->by);
  enr_bind_instant (st, is_was ? ":was_at" : ":at", state->at);
  enr_bind_minutes (st, is_was ? ":was_minutes" : ":minutes", state->minutes);
}

static gboolean
set_state (EnrDb *db,
           const EnrUuid *child_id,
           EnrDate day,
           Part part,
           const State *state,
           GError **error)
{
  if (part == PART_ABSENCE)
    {
      EnrEntryAbsence absence = { state->kind, state->reason, state->by, state->at };

      return enr_entry_set_absence_in_txn (db, child_id, day, &absence, error);
    }
  {
    EnrEntryPlan plan = { part == PART_ARRIVE ? state->minutes : ENR_MINUTES_KEEP,
                          part == PART_LEAVE ? state->minutes : ENR_MINUTES_KEEP, NULL };

    return enr_entry_change_plan_in_txn (db, child_id, day, &plan, error);
  }
}

/* A time that does not go with the other one any more is not brought back. */
static gboolean
restore (EnrDb *db,
         const EnrUuid *child_id,
         EnrDate day,
         Part part,
         const State *state,
         GError **error)
{
  g_autoptr (GError) local_error = NULL;
  State none = { NULL, (char *) "", (char *) "", ENR_INSTANT_NONE, ENR_MINUTES_NONE };

  if (set_state (db, child_id, day, part, state, &local_error))
    return TRUE;
  /* The enrolment was changed since: the day is none of the child's any more. */
  if (g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_NOT_ENROLLED))
    return TRUE;
  if (g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ORDER))
    return set_state (db, child_id, day, part, &none, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* 1: as it is wanted; 0: not; -1: failed. */
static int
stands (EnrDb *db,
        const EnrUuid *child_id,
        EnrDate day,
        Part part,
        const State *wrote,
        GError **error)
{
  g_auto (EnrEntryKnown) known = { 0 };
  g_auto (State) now = { 0 };

  if (!enr_entry_load_known (db, child_id, day, &known, error))
    return -1;
  now = state_of (&known, part);
  return state_equal (&now, wrote);
}

static gboolean
update_row (EnrDb *db,
            const char *sql,
            const EnrUuid *notice_id,
            const Row *row,
            const State *state,
            GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, sql);

  bind_state (&st, state, FALSE);
  enr_bind_uuid (&st, ":notice", notice_id);
  enr_bind_date (&st, ":day", row->day);
  enr_bind_text (&st, ":part", part_keys[row->part]);
  return enr_stmt_run (&st, error);
}

/* Where the next in the row's chain found what the row wrote, it has found @state instead. 1: there
 * is a next one; 0: there is none; -1: failed. */
static int
hand_on (EnrDb *db, const EnrUuid *child_id, const Row *row, const State *state, GError **error)
{
  g_auto (State) found = { 0 };
  EnrUuid next;
  int rc;

  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_NEXT);

    enr_bind_uuid (&st, ":child", child_id);
    enr_bind_date (&st, ":day", row->day);
    enr_bind_text (&st, ":part", part_keys[row->part]);
    enr_bind_int (&st, ":turn", row->turn);
    rc = enr_stmt_step (&st, error);
    if (rc <= 0)
      return rc;
    next = enr_column_uuid (&st, 0);
    found = read_state (&st, 1);
  }
  return !state_equal (&found, &row->wrote)
                 || update_row (db, SQL_HAND_ON, &next, row, state, error)
             ? 1
             : -1;
}

static gboolean
take_back (EnrDb *db,
           const EnrNotice *notice,
           const Row *row,
           EnrNoticeEffect *effect,
           GError **error)
{
  int rc = hand_on (db, &notice->child_id, row, &row->was, error);

  if (rc == 0)
    {
      rc = stands (db, &notice->child_id, row->day, row->part, &row->wrote, error);
      if (rc > 0 && !restore (db, &notice->child_id, row->day, row->part, &row->was, error))
        return FALSE;
      effect->n_left += rc == 0;
    }
  if (rc < 0)
    return FALSE;
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_REMOVE);

    enr_bind_uuid (&st, ":notice", &notice->id);
    enr_bind_date (&st, ":day", row->day);
    enr_bind_text (&st, ":part", part_keys[row->part]);
    return enr_stmt_run (&st, error);
  }
}

/* Whether the notice says something of the part, and what. */
static gboolean
means (const EnrNotice *notice, const char *reason, Part part, State *state)
{
  *state = (State){ 0 };
  switch (notice->kind)
    {
    case ENR_NOTICE_ABSENT:
      if (part != PART_ABSENCE)
        return FALSE;
      *state = state_new (notice->absence_kind, reason, notice->by_name, notice->received_at,
                          ENR_MINUTES_NONE);
      return TRUE;
    case ENR_NOTICE_LATE:
    case ENR_NOTICE_EARLY:
    default:
      {
        int time = notice->kind == ENR_NOTICE_LATE ? notice->arrive : notice->leave;
        gboolean is_time = part == (notice->kind == ENR_NOTICE_LATE ? PART_ARRIVE : PART_LEAVE);

        *state = state_new (NULL, "", "", ENR_INSTANT_NONE, is_time ? time : ENR_MINUTES_NONE);
        return part == PART_ABSENCE || (is_time && time != ENR_MINUTES_NONE);
      }
    }
}

/* Whether notices have written the part of the day: 1, 0, or -1 on error. */
static int
has_chain (EnrDb *db, const EnrUuid *child_id, EnrDate day, Part part, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_HAS_CHAIN);

  enr_bind_uuid (&st, ":child", child_id);
  enr_bind_date (&st, ":day", day);
  enr_bind_text (&st, ":part", part_keys[part]);
  return enr_stmt_step (&st, error);
}

static gboolean
write_part (EnrDb *db,
            const EnrNotice *notice,
            EnrDate day,
            Part part,
            const State *meant,
            GError **error)
{
  g_auto (EnrEntryKnown) before = { 0 };
  g_auto (EnrEntryKnown) after = { 0 };
  g_auto (State) was = { 0 };
  g_auto (State) wrote = { 0 };

  if (!enr_entry_load_known (db, &notice->child_id, day, &before, error))
    return FALSE;
  was = state_of (&before, part);
  /* A child who comes late has no absence to be taken back, as a rule. Where another notice has
   * done that already, this one does it too: the other may be withdrawn. */
  if (notice->kind != ENR_NOTICE_ABSENT && part == PART_ABSENCE && was.kind == NULL)
    {
      int rc = has_chain (db, &notice->child_id, day, part, error);

      if (rc <= 0)
        return rc == 0;
    }
  if (!set_state (db, &notice->child_id, day, part, meant, error)
      || !enr_entry_load_known (db, &notice->child_id, day, &after, error))
    return FALSE;
  wrote = state_of (&after, part);
  {
    g_auto (EnrStmt) st = enr_stmt (db, SQL_WRITE);

    enr_bind_uuid (&st, ":notice", &notice->id);
    enr_bind_date (&st, ":day", day);
    enr_bind_text (&st, ":part", part_keys[part]);
    enr_bind_uuid (&st, ":child", &notice->child_id);
    bind_state (&st, &wrote, FALSE);
    bind_state (&st, &was, TRUE);
    return enr_stmt_run (&st, error);
  }
}

static GArray *
load_rows (EnrDb *db, const EnrUuid *notice_id, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_auto (EnrStmt) st = enr_stmt (db, SQL_ROWS);
  int rc;

  g_array_set_clear_func (rows, row_clear);
  enr_bind_uuid (&st, ":notice", notice_id);
  while ((rc = enr_stmt_step (&st, error)) > 0)
    {
      Row row = { .day = enr_column_date (&st, 0), .turn = enr_column_int (&st, 2) };

      while (row.part + 1 < N_PARTS && !g_str_equal (part_keys[row.part], enr_column_text (&st, 1)))
        row.part++;
      row.wrote = read_state (&st, 3);
      row.was = read_state (&st, 8);
      g_array_append_val (rows, row);
    }
  return rc == 0 ? g_steal_pointer (&rows) : NULL;
}

static gboolean
has_day (const GArray *days, EnrDate day)
{
  for (guint i = 0; days != NULL && i < days->len; i++)
    if (g_array_index (days, EnrDate, i) == day)
      return TRUE;
  return FALSE;
}

/* 1: the day can be written; 0: it is closed (締め); -1: failed. */
static int
is_open (EnrDb *db, const EnrUuid *child_id, EnrDate day, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (enr_day_check_open_in_txn (db, child_id, day, &local_error))
    return 1;
  if (g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED))
    return 0;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return -1;
}

/* Writes a part of a day anew that the notice wrote otherwise before, in its old place of the
 * chain: what came later still counts. A closed day goes into @locked and stays. */
static gboolean
rewrite (EnrDb *db,
         const EnrNotice *notice,
         const Row *row,
         const State *meant,
         GArray *locked,
         EnrNoticeEffect *effect,
         GError **error)
{
  int rc = hand_on (db, &notice->child_id, row, meant, error);

  if (rc == 0)
    {
      rc = stands (db, &notice->child_id, row->day, row->part, &row->wrote, error);
      if (rc == 0)
        {
          effect->n_left++;
          return TRUE;
        }
      if (rc > 0)
        rc = is_open (db, &notice->child_id, row->day, error);
      if (rc == 0)
        {
          if (!has_day (locked, row->day))
            g_array_append_val (locked, row->day);
          return TRUE;
        }
      if (rc > 0 && !set_state (db, &notice->child_id, row->day, row->part, meant, error))
        return FALSE;
    }
  return rc > 0 && update_row (db, SQL_REWRITE, &notice->id, row, meant, error);
}

/* Brings the rows that there are to what is meant now. Days that are closed and stay go into
 * @locked. */
static gboolean
settle_rows (EnrDb *db,
             const EnrNotice *notice,
             const GArray *rows,
             const GArray *days,
             const char *reason,
             GArray *locked,
             EnrNoticeEffect *effect,
             GError **error)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      g_auto (State) meant = { 0 };

      if (!means (notice, reason, row->part, &meant) || !has_day (days, row->day))
        {
          if (!take_back (db, notice, row, effect, error))
            return FALSE;
        }
      else if (!state_equal (&meant, &row->wrote)
               && !rewrite (db, notice, row, &meant, locked, effect, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_row (const GArray *rows, EnrDate day, Part part)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (row->day == day && row->part == part)
        return TRUE;
    }
  return FALSE;
}

gboolean
enr_notice_settle_in_txn (EnrDb *db,
                          const EnrNotice *notice,
                          const GArray *days,
                          const char *reason,
                          EnrNoticeEffect *effect,
                          GError **error)
{
  g_autoptr (GArray) rows = load_rows (db, &notice->id, error);
  g_autoptr (GArray) locked = g_array_new (FALSE, FALSE, sizeof (EnrDate));

  if (rows == NULL || !settle_rows (db, notice, rows, days, reason, locked, effect, error))
    return FALSE;
  effect->n_locked = locked->len;
  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      EnrDate day = g_array_index (days, EnrDate, i);

      if (has_day (locked, day))
        continue;
      for (Part part = 0; part < N_PARTS; part++)
        {
          g_auto (State) meant = { 0 };

          if (means (notice, reason, part, &meant) && !has_row (rows, day, part)
              && !write_part (db, notice, day, part, &meant, error))
            return FALSE;
        }
      /* A lateness without a time writes nothing; of a closed day it is refused all the same. */
      if (rows->len == 0 && !enr_day_check_open_in_txn (db, &notice->child_id, day, error))
        return FALSE;
    }
  return TRUE;
}
