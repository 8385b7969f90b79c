/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Saving a class's pages in one action. A page that cannot be saved says why and holds back no
 * other.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "attendance/entry-txn.h"
#include "contact/contact-private.h"
#include "contact/notebook-private.h"

ENR_SQL (
    SQL_WRITE,
    "INSERT INTO notebook (child_id, day, side, temperature, taken_at, mood, cough, nose, bath, "
    "leave, collector, did, body, written_by, is_blank, version) VALUES (:child, :day, :side, "
    ":temperature, :taken_at, :mood, :cough, :nose, :bath, :leave, :collector, :did, CAST (:body "
    "AS BLOB), "
    ":by, :is_blank, :version) ON CONFLICT (day, child_id, side) DO UPDATE SET "
    "temperature = excluded.temperature, taken_at = excluded.taken_at, mood = excluded.mood, "
    "cough = excluded.cough, nose = excluded.nose, bath = excluded.bath, leave = excluded.leave, "
    "collector = excluded.collector, did = excluded.did, body = excluded.body, "
    "written_by = excluded.written_by, is_blank = excluded.is_blank, version = excluded.version");
ENR_SQL (
    SQL_WRITE_EVENT,
    "INSERT INTO notebook_event (child_id, day, side, position, kind, at, until, amount, quality, "
    "note) VALUES (:child, :day, :side, :position, :kind, :at, :until, :amount, :quality, :note) "
    "ON CONFLICT (day, child_id, side, position) DO UPDATE SET kind = excluded.kind, "
    "at = excluded.at, until = excluded.until, amount = excluded.amount, "
    "quality = excluded.quality, note = excluded.note");
ENR_SQL (SQL_DELETE_EVENTS,
         "DELETE FROM notebook_event WHERE day = :day AND child_id = :child AND side = :side "
         "AND position >= :position");

void
enr_notebook_result_free (EnrNotebookResult *self)
{
  if (self == NULL)
    return;

  g_free (self->message);
  g_clear_pointer (&self->present, enr_notebook_page_free);
  g_free (self);
}

static void
bind_key (EnrStmt *st, const EnrNotebookPage *page)
{
  enr_bind_uuid (st, ":child", &page->child_id);
  enr_bind_date (st, ":day", page->day);
  enr_bind_text (st, ":side", enr_notebook_side_key (page->side));
}

static gboolean
write_page (EnrDb *db, const EnrNotebookPage *page, GError **error)
{
  g_auto (EnrStmt) st = enr_stmt (db, SQL_WRITE);

  bind_key (&st, page);
  if (page->temperature != 0)
    enr_bind_int (&st, ":temperature", page->temperature);
  enr_bind_minutes (&st, ":taken_at", page->taken_at);
  enr_bind_text (&st, ":mood", enr_mood_key (page->mood));
  enr_bind_text (&st, ":cough", enr_degree_key (page->cough));
  enr_bind_text (&st, ":nose", enr_degree_key (page->nose));
  enr_bind_text (&st, ":bath", enr_bath_key (page->bath));
  enr_bind_minutes (&st, ":leave", page->leave);
  enr_bind_text (&st, ":collector", page->collector);
  enr_bind_text (&st, ":did", page->did);
  enr_bind_text (&st, ":body", page->body);
  enr_bind_text (&st, ":by", page->written_by);
  enr_bind_int (&st, ":is_blank", enr_notebook_page_is_empty (page));
  enr_bind_int (&st, ":version", page->version);
  return enr_stmt_run (&st, error);
}

static gboolean
write_event (EnrDb *db, const EnrNotebookPage *page, guint position, GError **error)
{
  const EnrNotebookEvent *event = g_ptr_array_index (page->events, position);
  g_auto (EnrStmt) st = enr_stmt (db, SQL_WRITE_EVENT);

  bind_key (&st, page);
  enr_bind_int (&st, ":position", position);
  enr_bind_text (&st, ":kind", enr_notebook_event_key (event->kind));
  if (event->at != ENR_NOTEBOOK_NO_TIME)
    enr_bind_int (&st, ":at", event->at);
  if (event->until != ENR_NOTEBOOK_NO_TIME)
    enr_bind_int (&st, ":until", event->until);
  if (event->amount != ENR_NOTEBOOK_NO_AMOUNT)
    enr_bind_int (&st, ":amount", event->amount);
  enr_bind_text (&st, ":quality", event->quality);
  enr_bind_text (&st, ":note", event->note);
  return enr_stmt_run (&st, error);
}

/* Only the places that differ are written. */
static gboolean
write_events (EnrDb *db,
              const EnrNotebookPage *page,
              const EnrNotebookPage *present,
              GError **error)
{
  for (guint i = 0; i < page->events->len; i++)
    if ((i >= present->events->len
         || !enr_notebook_event_equal (g_ptr_array_index (page->events, i),
                                       g_ptr_array_index (present->events, i)))
        && !write_event (db, page, i, error))
      return FALSE;
  if (page->events->len < present->events->len)
    {
      g_auto (EnrStmt) st = enr_stmt (db, SQL_DELETE_EVENTS);

      bind_key (&st, page);
      enr_bind_int (&st, ":position", page->events->len);
      return enr_stmt_run (&st, error);
    }
  return TRUE;
}

/* A page for a child who is not there that day is refused; @is_closed is set where the day is
 * closed (締め), which does not matter to what is written, but to the board. */
static gboolean
check_child (EnrDb *db, const EnrNotebookPage *page, gboolean *is_closed, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_auto (EnrEntryKnown) known = { 0 };

  if (!enr_notice_check_child (db, &page->child_id, error))
    return FALSE;
  if (!enr_day_check_open_in_txn (db, &page->child_id, page->day, &local_error))
    {
      *is_closed = g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED);
      if (!*is_closed
          && !(enr_notebook_page_is_empty (page)
               && g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_NOT_ENROLLED)))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  if (enr_notebook_page_is_empty (page))
    return TRUE;
  if (!enr_entry_load_known (db, &page->child_id, page->day, &known, error))
    return FALSE;
  if (known.absence_kind == NULL)
    return TRUE;
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_ALREADY,
                       _ ("The child is absent on that day. Please look at the absence first."));
  return FALSE;
}

static void
add_message (EnrNotebookResult *result, const char *message)
{
  char *text = *result->message != '\0' ? g_strconcat (result->message, "\n", message, NULL)
                                        : g_strdup (message);

  g_free (result->message);
  result->message = text;
}

/* Home's word of collection to the board; a closed day keeps its own. */
static gboolean
settle_plan (EnrDb *db,
             const EnrNotebookPage *page,
             gboolean is_closed,
             EnrNotebookResult *result,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean was_other = FALSE;

  if (page->side != ENR_SIDE_HOME)
    return TRUE;
  if (enr_notebook_settle_plan_in_txn (db, page, &was_other, &local_error))
    {
      if (was_other)
        add_message (result, page->leave != ENR_MINUTES_NONE || *page->collector != '\0'
                                 ? _ ("The board had another collection. The notebook's is newer "
                                      "and stands there now.")
                                 : _ ("The board has another collection by now, which stays."));
      return TRUE;
    }
  if (is_closed && g_error_matches (local_error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_CLOSED))
    {
      add_message (result,
                   _ ("The day is closed, so the collection on the board stays as it was."));
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The page as it is to be written, or NULL without an error where the result is there already. */
static EnrNotebookPage *
resolve (const EnrNotebookPage *page,
         const EnrNotebookPage *seen,
         const EnrNotebookPage *present,
         EnrNotebookResult *result)
{
  g_autoptr (EnrNotebookPage) meant = NULL;

  result->verdict = ENR_NOTEBOOK_SAME;
  if (enr_notebook_page_equal (page, present))
    return NULL;
  if (page->version == present->version)
    {
      result->verdict = ENR_NOTEBOOK_SAVED;
      return enr_notebook_page_copy (page);
    }
  if (seen != NULL)
    meant = enr_notebook_page_merge (page, seen, present);
  if (meant == NULL)
    {
      result->verdict = ENR_NOTEBOOK_CHANGED;
      add_message (result, _ ("Somebody else has written on this page meanwhile. Please look at "
                              "both."));
    }
  else if (!enr_notebook_page_equal (meant, present))
    {
      result->verdict = ENR_NOTEBOOK_MERGED;
      add_message (result, _ ("Somebody else has written on this page meanwhile. Both are saved."));
      return g_steal_pointer (&meant);
    }
  return NULL;
}

static gboolean
save_page (EnrDb *db,
           const EnrActor *actor,
           const EnrNotebookPage *page,
           const EnrNotebookPage *seen,
           EnrNotebookResult *result,
           GError **error)
{
  g_autoptr (EnrNotebookPage) tidy = enr_notebook_page_dup_tidy (page);
  g_autoptr (EnrNotebookPage) present = NULL;
  g_autoptr (EnrNotebookPage) meant = NULL;
  gboolean is_closed = FALSE;

  present = enr_notebook_read_page (db, &page->child_id, page->day, page->side, error);
  if (present == NULL)
    return FALSE;
  result->present = enr_notebook_page_copy (present);
  if (!enr_notebook_page_check (tidy, error))
    return FALSE;
  meant = resolve (tidy, seen, present, result);
  if (meant == NULL)
    return TRUE;
  if (*meant->written_by == '\0')
    {
      g_free (meant->written_by);
      meant->written_by = g_strdup (actor->name);
    }
  meant->version = present->version + 1;
  if (!enr_notebook_page_check (meant, error) || !check_child (db, meant, &is_closed, error)
      || !settle_plan (db, meant, is_closed, result, error) || !write_page (db, meant, error)
      || !write_events (db, meant, present, error))
    return FALSE;
  enr_notebook_page_free (result->present);
  result->present = g_steal_pointer (&meant);
  return TRUE;
}

GPtrArray *
enr_notebook_save_in_txn (EnrDb *db,
                          const EnrActor *actor,
                          const GPtrArray *pages,
                          const GPtrArray *seen,
                          GError **error)
{
  g_autoptr (GPtrArray) results
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_result_free);

  g_return_val_if_fail (seen == NULL || seen->len == pages->len, NULL);

  for (guint i = 0; i < pages->len; i++)
    {
      const EnrNotebookPage *page = g_ptr_array_index (pages, i);
      EnrNotebookResult *result = g_new0 (EnrNotebookResult, 1);
      g_autoptr (GError) local_error = NULL;

      g_ptr_array_add (results, result);
      result->child_id = page->child_id;
      result->day = page->day;
      result->side = page->side;
      result->message = g_strdup ("");
      if (save_page (db, actor, page, seen != NULL ? g_ptr_array_index (seen, i) : NULL, result,
                     &local_error))
        continue;
      if (local_error->domain != ENR_NURSERY_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      result->verdict = ENR_NOTEBOOK_REFUSED;
      result->code = (EnrNurseryError) local_error->code;
      g_free (result->message);
      result->message = g_strdup (local_error->message);
    }
  return g_steal_pointer (&results);
}

GPtrArray *
enr_notebook_save (EnrDb *db,
                   const EnrActor *actor,
                   const GPtrArray *pages,
                   const GPtrArray *seen,
                   GError **error)
{
  g_autoptr (GPtrArray) results = NULL;
  g_auto (EnrTxn) txn = ENR_TXN_INIT;

  if (!enr_txn_begin (&txn, db, actor, NULL, error))
    return NULL;
  results = enr_notebook_save_in_txn (db, actor, pages, seen, error);
  return results != NULL && enr_txn_commit (&txn, error) ? g_steal_pointer (&results) : NULL;
}

guint
enr_notebook_count (const GPtrArray *results, EnrNotebookVerdict verdict)
{
  guint n = 0;

  for (guint i = 0; i < results->len; i++)
    n += ((const EnrNotebookResult *) g_ptr_array_index (results, i))->verdict == verdict;
  return n;
}
