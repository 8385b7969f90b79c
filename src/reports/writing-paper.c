/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"
#include "reports/writing-paper.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "reports/writing-paper-private.h"

typedef struct
{
  const EnrWritingKind *kind;
  EnrWritingFrame frame;
  EnrDocument *document;
  EnrWritingHead head;
  GHashTable *seals; /* GBytes -> cairo_surface_t; owned */
} Printing;

static EnrDrawnPage *
new_page_cb (gpointer data, double *top)
{
  Printing *self = data;
  EnrDrawnPage *page = enr_document_add_page (self->document);

  *top = enr_writing_head_draw_continued (&self->head, &self->frame, page);
  return page;
}

/* The same director's seal on twenty papers is one picture. */
static cairo_surface_t *
find_seal (Printing *self, GBytes *png)
{
  cairo_surface_t *surface = NULL;

  if (png == NULL)
    return NULL;
  if (g_hash_table_lookup_extended (self->seals, png, NULL, (gpointer *) &surface))
    return surface;
  surface = enr_writing_seal_load (png);
  g_hash_table_insert (self->seals, png, surface);
  return surface;
}

static void
print_one (Printing *self, const EnrWritingPaper *paper)
{
  g_autofree char *name = enr_writing_paper_dup_name (self->kind, paper->content);
  EnrDrawnPage *page = enr_document_add_page (self->document);
  guint first = enr_document_get_n_pages (self->document) - 1;
  g_autoptr (EnrFlowTable) table = NULL;
  guint n_pages;

  self->head = (EnrWritingHead){ self->kind, paper, name, { NULL } };
  for (guint i = 0; i < ENR_N_BOX_STEPS; i++)
    self->head.seals[i] = find_seal (self, paper->seals[i]);
  enr_document_add_outline (self->document, name);
  table = enr_writing_table_new (&self->frame, enr_document_get_typeset (self->document),
                                 new_page_cb, self);
  enr_flow_table_begin (table, page, enr_writing_head_draw (&self->head, &self->frame, page));
  enr_writing_body_add (table, &self->frame, enr_document_get_typeset (self->document), self->kind,
                        paper->content, paper->notes, paper->calendar);
  enr_flow_table_stretch (table);
  enr_flow_table_draw (table);
  n_pages = enr_document_get_n_pages (self->document) - first;
  for (guint i = 0; i < n_pages; i++)
    enr_writing_foot_draw (&self->frame, enr_document_edit_page (self->document, first + i), i + 1,
                           n_pages);
}

/* What all papers have in common, "個別月案 ひよこ 令和8年6月". */
static char *
dup_title (const EnrWritingKind *kind, const GPtrArray *papers)
{
  const EnrContent *first = ((const EnrWritingPaper *) g_ptr_array_index (papers, 0))->content;
  gboolean same_class = TRUE, same_child = TRUE, same_period = TRUE, same_title = TRUE;
  EnrContent common = *first;
  static char nothing[] = "";

  for (guint i = 1; i < papers->len; i++)
    {
      const EnrContent *content
          = ((const EnrWritingPaper *) g_ptr_array_index (papers, i))->content;

      same_class = same_class && strcmp (content->class_name, first->class_name) == 0;
      same_child = same_child && strcmp (content->child_name, first->child_name) == 0;
      same_title = same_title && strcmp (content->title, first->title) == 0;
      same_period = same_period && content->first == first->first && content->last == first->last;
    }
  if (!same_class)
    common.class_name = nothing;
  if (!same_child)
    common.child_name = nothing;
  if (!same_title)
    common.title = nothing;
  if (!same_period)
    common.first = ENR_DATE_NONE;
  return enr_writing_paper_dup_name (kind, &common);
}

static void
destroy_surface (gpointer data)
{
  if (data != NULL)
    cairo_surface_destroy (data);
}

EnrDocument *
enr_writing_paper (const EnrWritingKind *kind, const GPtrArray *papers, GError **error)
{
  return enr_writing_paper_many (kind, papers, NULL, error);
}

EnrDocument *
enr_writing_paper_many (const EnrWritingKind *kind,
                        const GPtrArray *papers,
                        GCancellable *cancellable,
                        GError **error)
{
  const EnrFont *font;
  g_autofree char *title = NULL;
  Printing self = { .kind = kind };
  gboolean is_done = TRUE;

  g_return_val_if_fail (kind != NULL && papers != NULL, NULL);

  if (papers->len == 0)
    {
      g_set_error_literal (error, ENR_REPORT_ERROR, ENR_REPORT_ERROR_EMPTY,
                           _ ("There is nothing to print."));
      return NULL;
    }
  font = enr_fonts_find (NULL, NULL, error);
  if (font == NULL)
    return NULL;
  enr_fonts_lock ();
  title = dup_title (kind, papers);
  self.frame = enr_writing_frame (kind);
  self.seals = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, destroy_surface);
  self.document = enr_document_new (
      title, ((const EnrWritingPaper *) g_ptr_array_index (papers, 0))->content->facility,
      self.frame.width, self.frame.height, font);
  for (guint i = 0; i < papers->len && is_done; i++)
    {
      print_one (&self, g_ptr_array_index (papers, i));
      enr_fonts_unlock ();
      is_done = !g_cancellable_set_error_if_cancelled (cancellable, error);
      enr_fonts_lock ();
    }
  g_hash_table_unref (self.seals);
  enr_fonts_unlock ();
  if (!is_done)
    g_clear_pointer (&self.document, enr_document_unref);
  return self.document;
}
