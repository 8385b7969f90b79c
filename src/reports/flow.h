/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Running text (文章) broken into lines of a width by the rules of Japanese typesetting (禁則処理): no line
 * begins with a closing bracket, a full stop, a small kana or a long-vowel mark, none ends with an opening
 * bracket. What is longer than a line without a place to break (an address of the net) is broken anywhere.
 * Nothing is lost: the lines one behind the other are the text.
 *
 * Lengths are points. Call with enr_fonts_lock() held.
 */
#pragma once

#include "reports/drawn-page.h"

G_BEGIN_DECLS

/** From line to line, in units of the size: prose that is read needs more air than a cell. */
#define ENR_FLOW_PITCH 1.45

typedef struct _EnrFlow EnrFlow;

/** Breaks a text; line breaks in it are kept, empty lines too, but those at its end are not. Control
 * characters are dropped, a tab is a blank. Blanks at the end of a line may reach beyond the width. */
EnrFlow *enr_flow_new (EnrTypeset *typeset,
                       const char *text,
                       double size,
                       double width) G_GNUC_WARN_UNUSED_RESULT;
void enr_flow_free (EnrFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrFlow, enr_flow_free)

/** How many lines there are; 0 for blank text. */
guint enr_flow_count_lines (const EnrFlow *self);

/** A line without the line break at its end. */
char *enr_flow_dup_line (const EnrFlow *self,
                         guint line) G_GNUC_WARN_UNUSED_RESULT;

/** How many characters stand in the first @n_lines lines. */
guint enr_flow_count_characters (const EnrFlow *self,
                                 guint n_lines);

/** Draws @n_lines lines from @first at @x, @y downwards, a pitch apart. */
void enr_flow_draw (const EnrFlow *self,
                    EnrDrawnPage *page,
                    double x,
                    double y,
                    guint first,
                    guint n_lines);

/** Whether a line may end before or behind a character, as far as 禁則 says. */
gboolean enr_flow_may_begin_line (gunichar c);
gboolean enr_flow_may_end_line (gunichar c);

G_END_DECLS
