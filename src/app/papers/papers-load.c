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
  EnrPaperRequest request = { self->kind, enr_session_get_date (self->session), self->class_id,
                              self->is_live && self->kind == ENR_PAPER_STATISTICS };

  if (enr_paper_period (self->kind) == ENR_PAPER_OF_MONTH)
    request.date = self->month;
  if (!enr_paper_has_classes (self->kind))
    request.class_id = enr_uuid_none;
  return request;
}

static void
paper_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrPapersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  EnrPaper *paper = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
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
tile_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree TileCall *call = user_data;
  g_autoptr (EnrPapersPage) self = call->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrPaper) paper = enr_store_finish (ENR_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (paper != NULL)
    enr_paper_tile_set_paper (enr_papers_page_get_tile (self, call->kind), paper);
  else
    enr_paper_tile_set_failed (enr_papers_page_get_tile (self, call->kind));
}

void
enr_papers_page_load_tiles (EnrPapersPage *self)
{
  enr_papers_page_show_period (self);
  for (EnrPaperKind kind = 0; kind < ENR_N_PAPERS; kind++)
    {
      EnrPaperRequest request
          = { kind, enr_session_get_date (self->session), enr_uuid_none, FALSE };
      TileCall *call = g_new0 (TileCall, 1);

      call->self = g_object_ref (self);
      call->kind = kind;
      enr_store_read_async (
          enr_session_get_store (self->session), enr_paper_load, enr_paper_request_copy (&request),
          g_free, (GDestroyNotify) enr_paper_unref, self->cancellable, tile_loaded_cb, call);
    }
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

void
enr_papers_page_refresh_soon (EnrPapersPage *self)
{
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}
