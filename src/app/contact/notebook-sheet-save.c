/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Saving the class: one save at a time, of all pages on which something was typed, with the
 * versions that were read; on leaving, when it is asked for, and after a while.
 */
#include "config.h"

#include "app/contact/notebook-sheet-private.h"

/* Whoever goes away without saving is saved. */
#define SAVE_SECONDS 20

/* Both threads hold it; neither changes it. */
typedef struct
{
  const EnrActor *actor;
  GPtrArray *pages; /* (element-type EnrNotebookPage) */
  GPtrArray *seen;
} Job;

static void
job_clear (gpointer data)
{
  Job *job = data;

  g_ptr_array_unref (job->pages);
  g_ptr_array_unref (job->seen);
}

static void
job_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, job_clear);
}

typedef struct
{
  EnrNotebookSheet *self;
  Job *job;
} Sent;

static gpointer
write_job (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return enr_notebook_save (db, job->actor, job->pages, job->seen, error);
}

/* What became of one page. Where the line has gone there is nobody to tell. */
static gboolean
take_result (EnrNotebookSheet *self, const EnrNotebookPage *sent, const EnrNotebookResult *result)
{
  int at = enr_notebook_sheet_find (self, &sent->child_id);
  EnrNotebookLine *line
      = at >= 0 && sent->day == self->day ? enr_notebook_sheet_line (self, (guint) at) : NULL;
  gboolean is_saved
      = result->verdict != ENR_NOTEBOOK_CHANGED && result->verdict != ENR_NOTEBOOK_REFUSED;

  if (is_saved && *result->message != '\0')
    enr_session_tell (self->session, result->message);
  if (line == NULL)
    return is_saved;
  enr_notebook_line_set_refused (line, sent->side,
                                 result->verdict == ENR_NOTEBOOK_REFUSED ? result->message : "");
  if (is_saved)
    enr_notebook_line_take (line, sent->side, result->present, sent);
  else if (result->verdict == ENR_NOTEBOOK_CHANGED)
    enr_notebook_line_take (line, sent->side, result->present, NULL);
  return is_saved;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Sent *sent = user_data;
  g_autoptr (EnrNotebookSheet) self = sent->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = enr_store_finish (ENR_STORE (source), result, &error);
  guint n_saved = 0;

  self->is_saving = FALSE;
  for (guint i = 0; results != NULL && i < results->len; i++)
    if (take_result (self, g_ptr_array_index (sent->job->pages, i), g_ptr_array_index (results, i)))
      n_saved++;
  job_unref (sent->job);
  if (results == NULL)
    enr_session_fail (self->session, error);
  else
    enr_notebook_sheet_saved (self, n_saved);
  enr_notebook_sheet_changed (self, -1);
  enr_notebook_sheet_proceed (self);
  enr_notebook_sheet_refresh (self);
  if (n_saved == 0 || enr_notebook_sheet_get_state (self).n_dirty == 0)
    return;
  /* somebody has typed on */
  if (self->wants_save || enr_notebook_sheet_is_elsewhere (self))
    enr_notebook_sheet_save (self);
  else
    enr_notebook_sheet_touch (self);
}

static Job *
collect (EnrNotebookSheet *self)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  job->actor = enr_session_get_actor (self->session);
  job->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  job->seen = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_page_free);
  for (guint i = 0; i < self->lines->len; i++)
    for (int side = 0; side < ENR_NOTEBOOK_N_SIDES; side++)
      {
        const EnrNotebookLine *line = enr_notebook_sheet_line (self, i);

        if (line->theirs[side] != NULL
            || !enr_notebook_line_is_dirty (line, (EnrNotebookSide) side))
          continue;
        g_ptr_array_add (job->pages, enr_notebook_line_dup_page (line, (EnrNotebookSide) side));
        g_ptr_array_add (job->seen, enr_notebook_page_copy (line->seen[side]));
      }
  return job;
}

void
enr_notebook_sheet_save (EnrNotebookSheet *self)
{
  Job *job;
  Sent *sent;

  g_return_if_fail (ENR_IS_NOTEBOOK_SHEET (self));

  g_clear_handle_id (&self->save_source, g_source_remove);
  self->wants_save = self->is_saving;
  if (self->is_saving)
    return;
  job = collect (self);
  if (job->pages->len == 0)
    {
      job_unref (job);
      enr_notebook_sheet_changed (self, -1);
      enr_notebook_sheet_proceed (self);
      return;
    }
  sent = g_new (Sent, 1);
  *sent = (Sent){ g_object_ref (self), g_atomic_rc_box_acquire (job) };
  self->is_saving = TRUE;
  enr_notebook_sheet_changed (self, -1);
  enr_store_write_async (enr_session_get_store (self->session), write_job, job, job_unref,
                         (GDestroyNotify) g_ptr_array_unref, saved_cb, sent);
}

static gboolean
save_cb (gpointer data)
{
  EnrNotebookSheet *self = data;

  self->save_source = 0;
  enr_notebook_sheet_save (self);
  return G_SOURCE_REMOVE;
}

void
enr_notebook_sheet_touch (EnrNotebookSheet *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add_seconds (SAVE_SECONDS, save_cb, self);
}
