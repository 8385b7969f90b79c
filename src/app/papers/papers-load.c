/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Papers are loaded and laid out on the store's reader thread, and again whenever the store changes
 * while the page is to be seen.
 */
#include "config.h"

#include "app/papers/papers-page-private.h"

/* Arrivals come in one after the other: not every one is worth a new layout. */
#define REFRESH_MS 500

static EnrPaperRequest
make_request (EnrPapersPage *self)
{
  gboolean can_be_live = self->kind == ENR_PAPER_STATISTICS || self->kind == ENR_PAPER_WRITINGS
                         || self->kind == ENR_PAPER_NOTEBOOK_SLIPS;
  EnrPaperRequest request = { .kind = self->kind,
                              .date = enr_session_get_date (self->session),
                              .class_id = self->class_id,
                              .is_live = self->is_live && can_be_live };

  if (enr_paper_period (self->kind) == ENR_PAPER_OF_MONTH)
    request.date = self->month;
  if (self->kind == ENR_PAPER_WRITINGS)
    enr_papers_page_ask_for_writings (self, &request);
  if (self->kind == ENR_PAPER_LETTERS && request.date == self->letter_day)
    request.letter_id = self->letter_id;
  if (!enr_paper_has_classes (self->kind))
    request.class_id = enr_uuid_none;
  return request;
}

/*
 * What takes long is laid out on a thread of its own: the store's reader goes on for the other
 * pages.
 */

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (enr_paper_make (data, cancellable, &error))
    g_task_return_pointer (task, enr_paper_ref (data), (GDestroyNotify) enr_paper_unref);
  else
    g_task_return_error (task, error);
}

/* Takes the paper. @callback gets a GTask with it, made. */
static void
make_async (EnrPapersPage *self,
            EnrPaper *paper,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, make_async);
  g_task_set_task_data (task, paper, (GDestroyNotify) enr_paper_unref);
  if (enr_paper_is_to_be_made (paper))
    g_task_run_in_thread (task, make_thread);
  else
    g_task_return_pointer (task, enr_paper_ref (paper), (GDestroyNotify) enr_paper_unref);
}

static void
show_loaded (EnrPapersPage *self, EnrPaper *paper, const GError *error)
{
  g_clear_object (&self->loading);
  if (paper == NULL)
    {
      enr_papers_page_show_failure (self, error);
      return;
    }
  g_clear_pointer (&self->paper, enr_paper_unref);
  self->paper = paper;
  enr_papers_page_show_paper (self);
}

static void
paper_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (source);
  g_autoptr (GError) error = NULL;
  EnrPaper *paper = g_task_propagate_pointer (G_TASK (result), &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_loaded (self, paper, error);
}

static void
paper_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPapersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrPaper *paper = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (paper == NULL)
    show_loaded (self, NULL, error);
  else
    make_async (self, paper, self->loading, paper_made_cb, NULL);
}

void
enr_papers_page_stop_loading (EnrPapersPage *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

void
enr_papers_page_load_paper (EnrPapersPage *self, gboolean keeps_place)
{
  EnrPaperRequest request = make_request (self);

  enr_papers_page_stop_loading (self);
  enr_papers_page_show_period (self);
  if (!keeps_place)
    {
      g_clear_pointer (&self->paper, enr_paper_unref);
      if (g_strcmp0 (gtk_stack_get_visible_child_name (self->content), "view") != 0)
        gtk_stack_set_visible_child_name (self->content, "waiting");
    }
  self->keeps_place = keeps_place;
  self->loading = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), enr_paper_load,
                        enr_paper_request_copy (&request), g_free, (GDestroyNotify) enr_paper_unref,
                        self->loading, paper_loaded_cb, g_object_ref (self));
  enr_papers_page_update_actions (self);
}

EnrPaperTile *
enr_papers_page_get_tile (EnrPapersPage *self, EnrPaperKind kind)
{
  return self->tiles[kind];
}

typedef struct
{
  EnrPapersPage *self;
  EnrPaperKind kind;
} TileCall;

static void
tile_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EnrPapersPage *self = ENR_PAPERS_PAGE (source);
  EnrPaperTile *tile = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrPaper) paper = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  if (paper != NULL)
    enr_paper_tile_set_paper (tile, paper);
  else
    enr_paper_tile_set_failed (tile);
}

static void
tile_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree TileCall *call = user_data;
  g_autoptr (EnrPapersPage) self = call->self;
  g_autoptr (GError) error = NULL;
  EnrPaper *paper = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (paper != NULL)
    make_async (self, paper, self->cancellable, tile_made_cb,
                enr_papers_page_get_tile (self, call->kind));
  else
    enr_paper_tile_set_failed (enr_papers_page_get_tile (self, call->kind));
}

static void
load_tile (EnrPapersPage *self, EnrPaperKind kind)
{
  EnrPaperRequest request
      = { .kind = kind, .date = enr_session_get_date (self->session), .class_id = enr_uuid_none };
  TileCall *call;

  if (kind == ENR_PAPER_WRITINGS)
    {
      if (!enr_papers_page_prepare_writings (self))
        {
          enr_paper_tile_set_failed (enr_papers_page_get_tile (self, kind));
          return;
        }
      enr_papers_page_ask_for_writings (self, &request);
      request.most = 1; /* its first page is shown */
    }
  call = g_new0 (TileCall, 1);
  call->self = g_object_ref (self);
  call->kind = kind;
  enr_store_read_async (enr_session_get_store (self->session), enr_paper_load,
                        enr_paper_request_copy (&request), g_free, (GDestroyNotify) enr_paper_unref,
                        self->cancellable, tile_loaded_cb, call);
}

void
enr_papers_page_load_tiles (EnrPapersPage *self)
{
  enr_papers_page_show_period (self);
  for (EnrPaperKind kind = 0; kind < ENR_N_PAPERS; kind++)
    load_tile (self, kind);
}

void
enr_papers_page_refresh (EnrPapersPage *self, gboolean keeps_place)
{
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  if (self->session == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  enr_papers_page_refresh_classes (self);
  if (enr_papers_page_is_open (self))
    enr_papers_page_load_paper (self, keeps_place);
  else
    enr_papers_page_load_tiles (self);
}

static gboolean
refresh_cb (gpointer data)
{
  EnrPapersPage *self = data;

  self->refresh_source = 0;
  enr_papers_page_refresh (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* Of hundreds of plans and records not every arrival is worth a new layout: what they show of
 * others than themselves is of the days that are past, or still open. */
static gboolean
concerns_writings (const char *const *tables)
{
  static const char *const of_writings[]
      = { "writing", "child",  "membership", "enrolment", "class",
          "closure", "person", "facility",   "staff",     "attendance" };

  for (guint i = 0; tables != NULL && tables[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (of_writings); k++)
      if (g_str_has_prefix (tables[i], of_writings[k]))
        return TRUE;
  return tables == NULL;
}

void
enr_papers_page_refresh_soon (EnrPapersPage *self, const char *const *tables)
{
  if (enr_papers_page_is_open (self) && self->kind == ENR_PAPER_WRITINGS
      && !concerns_writings (tables))
    return;
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}
