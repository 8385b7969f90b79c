/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Pictures of a document's pages, taken from its PDF: what is seen is what is saved.
 */
#pragma once

#include <gdk/gdk.h>

#include "reports/document.h"

G_BEGIN_DECLS

#define ENR_TYPE_RENDERER (enr_renderer_get_type ())
G_DECLARE_FINAL_TYPE (EnrRenderer, enr_renderer, ENR, RENDERER, GObject)

/** Pages wider than this many pixels are drawn at this width. */
#define ENR_RENDERER_MAX_WIDTH 6000

/** Holds a reference on the document. */
EnrRenderer *enr_renderer_new (EnrDocument *document) G_GNUC_WARN_UNUSED_RESULT;

EnrDocument *enr_renderer_get_document (EnrRenderer *self);

/** Draws a page, @width pixels wide, on the thread that draws all of them. Smaller @priority values go
 * first (G_PRIORITY_DEFAULT; _LOW for thumbnails). */
void enr_renderer_render_async (EnrRenderer *self,
                                guint page,
                                int width,
                                int priority,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GdkTexture *enr_renderer_render_finish (EnrRenderer *self,
                                        GAsyncResult *result,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The end of the program: waits for the page that is being drawn, and cancels those that wait. To be called
 * before main() returns: exit() takes down poppler's globals under a thread that still draws. */
void enr_renderer_stop_all (void);

G_END_DECLS
