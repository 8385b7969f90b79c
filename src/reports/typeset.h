/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Setting text in boxes. Text is shaped once for each style and kept; drawing only shows the glyphs.
 * Text that is too long is made smaller, then broken into lines, at last squeezed: it is never cut
 * and never leaves its box.
 *
 * Lengths are points (1/72 inch), y grows downwards. Call with enr_fonts_lock() held.
 */
#pragma once

#include <cairo.h>

#include "reports/fonts.h"

G_BEGIN_DECLS

/** The height of a line of text, in units of its size. */
#define ENR_LINE_HEIGHT 1.22

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} EnrRect;

typedef enum
{
  ENR_ALIGN_LEFT,
  ENR_ALIGN_CENTER,
  ENR_ALIGN_RIGHT,
} EnrAlign;

typedef struct
{
  double size;     /* points */
  double minimum;  /* the smallest size to shrink to before breaking lines; 0: @size */
  gboolean bold;
  EnrAlign align;
  guint32 colour;  /* 0xrrggbb */
} EnrTextStyle;

/** One line of shaped text. Belongs to the typeset. */
typedef struct _EnrShaped EnrShaped;

/** A line in its place: the origin is at the left of the baseline, glyphs are scaled about it. */
typedef struct
{
  const EnrShaped *shaped;
  double x;
  double y;
  double scale_x;
  double scale_y;
} EnrSetLine;

typedef struct _EnrTypeset EnrTypeset;

/** @font outlives the typeset, as enr_fonts_find() says. */
EnrTypeset *enr_typeset_new (const EnrFont *font) G_GNUC_WARN_UNUSED_RESULT;
void enr_typeset_free (EnrTypeset *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrTypeset, enr_typeset_free)

/** The width of a text on one line. */
double enr_typeset_width (EnrTypeset *self,
                          const char *text,
                          double size,
                          gboolean bold);

/** The width of one character (one cluster: a letter with its marks), as it stands alone. Each is measured
 * once, so that a long text is measured quickly. */
double enr_typeset_advance (EnrTypeset *self,
                            const char *cluster,
                            gsize length,
                            double size,
                            gboolean bold);

/** The height that a text needs in a column of that width, at the style's smallest size where it has
 * to be broken into lines. 0 for blank text. */
double enr_typeset_height (EnrTypeset *self,
                           const EnrTextStyle *style,
                           double width,
                           const char *text);

/** Sets a text into a box, centred between its top and bottom, and appends the lines to @lines
 * (element-type EnrSetLine). Control characters become blanks. */
void enr_typeset_fit (EnrTypeset *self,
                      const EnrTextStyle *style,
                      const EnrRect *box,
                      const char *text,
                      GArray *lines);

/** Sets one line of a text that was broken before (EnrFlow) into a box, between its top and bottom: neither
 * made smaller nor cleaned, and squeezed only where it is wider than the box. FALSE for an empty line. */
gboolean enr_typeset_set_line (EnrTypeset *self,
                               const EnrTextStyle *style,
                               const EnrRect *box,
                               const char *text,
                               EnrSetLine *line);

/** The characters, each once, for which no font has a sign (they show as a box with their number);
 * "" as it should be. Borrowed. */
const char *enr_typeset_get_missing (const EnrTypeset *self);

/** Shows a line. The colour is the context's. */
void enr_set_line_draw (const EnrSetLine *self,
                        cairo_t *cr);

/** The rectangle that the glyphs blacken. */
EnrRect enr_set_line_ink (const EnrSetLine *self);

const char *enr_set_line_get_text (const EnrSetLine *self);

/** The size it is shown at, in points; the smaller of the two directions. */
double enr_set_line_get_size (const EnrSetLine *self);
gboolean enr_set_line_is_bold (const EnrSetLine *self);

G_END_DECLS
