/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * An entry of the page list: properties "renderer", "page", and "label" ("3", or "3 もも組" where a class
 * begins).
 */
#pragma once

#include "app/papers/renderer.h"

G_BEGIN_DECLS

#define ENR_TYPE_PAPER_THUMB (enr_paper_thumb_get_type ())
G_DECLARE_FINAL_TYPE (EnrPaperThumb, enr_paper_thumb, ENR, PAPER_THUMB, GObject)

EnrPaperThumb *enr_paper_thumb_new (EnrRenderer *renderer,
                                    guint page) G_GNUC_WARN_UNUSED_RESULT;

/** Shows the page of another document in its place. */
void enr_paper_thumb_set_renderer (EnrPaperThumb *self,
                                   EnrRenderer *renderer);

G_END_DECLS
