/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A paper, laid out and ready: the screen, the printer and the PDF are drawn from this one thing.
 *
 * A document does not change once a report has returned it. It may be used from any thread: the
 * functions take enr_fonts_lock() themselves, so that one page is drawn at a time.
 */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "base/date.h"
#include "reports/error.h"
#include "reports/drawn-page.h"

G_BEGIN_DECLS

typedef struct _EnrDocument EnrDocument;

/** An entry of the outline (しおり). */
typedef struct
{
  char *title;
  guint page; /* from 0 */
} EnrOutlineEntry;

EnrDocument *enr_document_ref (EnrDocument *self);
void enr_document_unref (EnrDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrDocument, enr_document_unref)

/** What the PDF is called in its window, "登降園簿 令和8年6月10日(水)"; good for a file name too. Borrowed. */
const char *enr_document_get_title (const EnrDocument *self);

/** The number of pages, at least 1. */
guint enr_document_get_n_pages (const EnrDocument *self);

/** The size of every page, in points. */
void enr_document_get_page_size (const EnrDocument *self,
                                 double *width,
                                 double *height);

/** The outline in the order of the pages. (element-type EnrOutlineEntry), borrowed. */
const GArray *enr_document_get_outline (const EnrDocument *self);

/** The characters for which no installed font has a sign, each once; "" as it should be. Borrowed. */
const char *enr_document_get_missing_characters (const EnrDocument *self);

/** Draws a page, one unit a point, from the current origin. Whoever made @cr checks its status. */
void enr_document_draw_page (EnrDocument *self,
                             guint page,
                             cairo_t *cr);

/**
 * The document for printing on both sides: where a page begins a sheet and would come out on the back of
 * the one before, an empty page is put between them. Pages and outline are @self's; @self again where
 * nothing is to be put in.
 */
EnrDocument *enr_document_new_two_sided (EnrDocument *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * The document as PDF with title, author, creator, dates, outline and page labels. The same document
 * and the same @created give the same bytes. ENR_REPORT_ERROR_WRITE where cairo cannot.
 */
GBytes *enr_document_to_pdf (EnrDocument *self,
                             EnrInstant created,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Writes the PDF by enr_file_replace(): it is there whole or not at all. Errors of both. */
gboolean enr_document_write_pdf (EnrDocument *self,
                                 const char *path,
                                 EnrInstant created,
                                 GError **error);

/** The creation time for a PDF: $SOURCE_DATE_EPOCH (seconds since the epoch), or the clock's. */
EnrInstant enr_document_creation_time (void);

/*
 * For the reports of this room, which build documents. Hold enr_fonts_lock().
 */

/** An empty document; @author (the facility) and @title are copied, sizes are points. */
EnrDocument *enr_document_new (const char *title,
                               const char *author,
                               double width,
                               double height,
                               const EnrFont *font) G_GNUC_WARN_UNUSED_RESULT;

/** Adds a page behind the others. Borrowed. */
EnrDrawnPage *enr_document_add_page (EnrDocument *self);
const EnrDrawnPage *enr_document_get_page (const EnrDocument *self,
                                      guint page);
/** A page that is being made, to add what is known at the end (the number of pages). Borrowed. */
EnrDrawnPage *enr_document_edit_page (EnrDocument *self,
                                      guint page);
EnrTypeset *enr_document_get_typeset (EnrDocument *self);

/** The last page added begins a sheet of paper: what is on it goes to others than what is before it, and
 * printed on both sides it must not be the back of that. */
void enr_document_begin_sheet (EnrDocument *self);

/** Adds an outline entry that leads to the last page added. */
void enr_document_add_outline (EnrDocument *self,
                               const char *title);

/** For tests and benchmarks: everything that is drawn, as lines of text ("P" page, "A" area, "L" line,
 * "T" text, with x, y and so on, separated by tabs). */
char *enr_document_dump (EnrDocument *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
