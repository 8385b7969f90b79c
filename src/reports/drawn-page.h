/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One page of a paper, laid out: areas, lines and set text in points from its upper left corner.
 * Reports record it once; screen, printer and PDF show the same record.
 */
#pragma once

#include "reports/typeset.h"

G_BEGIN_DECLS

#define ENR_POINTS_PER_MM (72.0 / 25.4)

/* The colours of the papers: readable when printed in black and white too. */
#define ENR_INK 0x1a1a1a
#define ENR_INK_SOFT 0x6b6b6b
#define ENR_INK_FAINT 0xb9b9b9
#define ENR_INK_RED 0xc01c28
#define ENR_INK_BLUE 0x1c4fa0
#define ENR_TINT_HEADING 0xeff3ef
#define ENR_TINT_CLOSED 0xe3e3e3

/* The weights of lines, in points. */
#define ENR_LINE_HAIR 0.25
#define ENR_LINE_FINE 0.4
#define ENR_LINE_FRAME 0.9

typedef struct _EnrDrawnPage EnrDrawnPage;

/** Areas lie below lines, lines below pictures, pictures below text; otherwise the order of the calls
 * counts. */
void enr_drawn_page_fill (EnrDrawnPage *self,
                    const EnrRect *rect,
                    guint32 colour);
void enr_drawn_page_line (EnrDrawnPage *self,
                    double x1,
                    double y1,
                    double x2,
                    double y2,
                    double width,
                    guint32 colour);
void enr_drawn_page_frame (EnrDrawnPage *self,
                     const EnrRect *rect,
                     double width,
                     guint32 colour);

/** Sets a text into a box of the page; see enr_typeset_fit(). */
void enr_drawn_page_text (EnrDrawnPage *self,
                    const EnrTextStyle *style,
                    const EnrRect *box,
                    const char *text);

/** The same with padding at left and right inside the box. */
void enr_drawn_page_cell (EnrDrawnPage *self,
                    const EnrTextStyle *style,
                    const EnrRect *box,
                    double padding,
                    const char *text);

/** Sets a line that was broken before; see enr_typeset_set_line(). */
void enr_drawn_page_set_line (EnrDrawnPage *self,
                              const EnrTextStyle *style,
                              const EnrRect *box,
                              const char *text);

/** Shows a picture (a seal) as large as it goes into a box, in its middle; it lies below the text. */
void enr_drawn_page_picture (EnrDrawnPage *self,
                             const EnrRect *box,
                             cairo_surface_t *picture);

/** For checks: how many pictures there are. */
guint enr_drawn_page_count_pictures (const EnrDrawnPage *self);

/** For checks: the lines of text on a page, and for each its text, the area it blackens and the box
 * that it was set into. Out arguments may be %NULL. */
guint enr_drawn_page_count_texts (const EnrDrawnPage *self);
const char *enr_drawn_page_get_text (const EnrDrawnPage *self,
                               guint index,
                               EnrRect *ink,
                               EnrRect *box,
                               double *size);

/* For EnrDocument. */
EnrDrawnPage *enr_drawn_page_new (EnrTypeset *typeset) G_GNUC_WARN_UNUSED_RESULT;
void enr_drawn_page_free (EnrDrawnPage *self);
void enr_drawn_page_draw (const EnrDrawnPage *self,
                    cairo_t *cr);
void enr_drawn_page_dump (const EnrDrawnPage *self,
                    GString *output);

G_END_DECLS
