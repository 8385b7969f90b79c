/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The paper of any kind of plan or record (週案, 保育日誌, 児童票, …): ruled boxes as its description has
 * them, which grow with their text, and the boxes of approval (印欄).
 */
#pragma once

#include <gio/gio.h>

#include "nursery/facility.h"
#include "reports/document.h"
#include "writing/approval.h"
#include "writing/content.h"
#include "writing/kind.h"

G_BEGIN_DECLS

#define ENR_N_BOX_STEPS (ENR_BOX_DIRECTOR + 1)

/** One writing to be printed. All is borrowed. */
typedef struct
{
  const EnrContent *content;
  int version;            /* the submitted version that @content is; 0 for a text that is still open */
  const GPtrArray *steps; /* (element-type EnrStepDone), the oldest first; %NULL for none */
  const GPtrArray *notes; /* (element-type EnrWritingNote), what was done otherwise; %NULL for none */
  GBytes *seals[ENR_N_BOX_STEPS]; /* pictures (PNG) of the seals of who did the steps; %NULL: the name */
  const EnrCalendar *calendar; /* of its time: closed days are named in a week's table; %NULL for none */
} EnrWritingPaper;

/**
 * The papers, each beginning on a page of its own and in the outline by its title, class, child and
 * period. A box of approval shows who did its step for that version, and when; a text that is not
 * approved by the director is marked: a plan 案, a record 下書き or, once it was submitted, 未承認; either of
 * them 差戻し. Texts are printed as they were frozen, under the headings that they had then, also where
 * the kind has no such section any more. A content without any text is printed as an empty form, to be
 * written by hand. The same data give the same bytes. ENR_REPORT_ERROR_EMPTY where @papers
 * (element-type EnrWritingPaper) is empty; ENR_REPORT_ERROR_FONT. A seal that is no good picture
 * (enr_writing_seal_check()) is as none.
 */
EnrDocument *enr_writing_paper (const EnrWritingKind *kind,
                                const GPtrArray *papers,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same for many: between two papers other threads can draw and shape theirs, and where @cancellable
 * (may be %NULL) is cancelled it ends there, with G_IO_ERROR_CANCELLED. */
EnrDocument *enr_writing_paper_many (const EnrWritingKind *kind,
                                     const GPtrArray *papers,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Whether a picture can be printed as a seal: PNG, not larger than ENR_SEAL_MOST dots either way.
 * ENR_REPORT_ERROR_SEAL. */
#define ENR_SEAL_MOST 2000
gboolean enr_writing_seal_check (GBytes *png,
                                 GError **error);

/** How a text fills its box on the paper. */
typedef struct
{
  guint room;       /* lines that go into the box as it is printed when empty */
  guint lines;      /* lines that the text takes */
  guint per_line;   /* full-width characters in a line */
  guint characters; /* of the text */
  guint beyond;     /* of these, how many stand behind the box's last line */
} EnrBoxFill;

/**
 * How a text would fill its box: what does not go in makes the box grow on paper, and the page longer. @key
 * is a text's ("aims", "days/mon/activity"), @age as in enr_writing_content(). Takes enr_fonts_lock() and
 * no database: for a worker thread. FALSE with ENR_REPORT_ERROR_FONT; a key that the kind does not have
 * fills nothing.
 */
gboolean enr_writing_box_fill (const EnrWritingKind *kind,
                               int age,
                               const char *key,
                               const char *text,
                               EnrBoxFill *fill,
                               GError **error);

G_END_DECLS
