/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The parts of a page of the contact notebook as they are typed: one text each, in a field of the grid or of
 * a child's page. Events of a kind are one text: "21:00-6:30", "18:30 完食 カレー / 7:00 半分", "13:00 180",
 * "2回 軟便".
 */
#pragma once

#include "app/contact/notebook-grid.h"
#include "contact/notebook.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_PART_TEMPERATURE,
  ENR_PART_TAKEN_AT,
  ENR_PART_MOOD,
  ENR_PART_COUGH,
  ENR_PART_NOSE,
  ENR_PART_BATH,
  ENR_PART_LEAVE,
  ENR_PART_COLLECTOR,
  ENR_PART_DID,
  ENR_PART_BODY,
  ENR_PART_WRITTEN_BY,
  ENR_PART_SLEEP,
  ENR_PART_MEAL,
  ENR_PART_MILK,
  ENR_PART_BOWEL,
  ENR_PART_TEMPERATURES, /* those of the day, beside the page's own */
  ENR_PART_MEDICINE,
  ENR_N_PARTS,
} EnrNotebookPart;

/** How a part is shown on a side. */
EnrNotebookHead enr_notebook_part_head (EnrNotebookPart part,
                                        EnrNotebookSide side);

/** The columns of a side's grid. @parts has room for ENR_N_PARTS. */
guint enr_notebook_part_columns (EnrNotebookSide side,
                                 gboolean has_milk,
                                 EnrNotebookPart *parts);

/** All that is written on a page, in one line: "Mood: good  Sleep: 21:00-6:30". */
char *enr_notebook_part_dup_summary (const EnrNotebookPage *page) G_GNUC_WARN_UNUSED_RESULT;

/** What "the same for all" can fill; 0 where it is a child's own. */
EnrNotebookFields enr_notebook_part_fields (EnrNotebookPart part);

/** The kind of the events that a part is; -1 where it is none. */
int enr_notebook_part_event (EnrNotebookPart part);

/** A page's part as it is typed; "" where nothing is written. */
char *enr_notebook_part_dup_text (const EnrNotebookPage *page,
                                  EnrNotebookPart part) G_GNUC_WARN_UNUSED_RESULT;

/** Takes what was typed; INVALID with a sentence where it cannot be read, and the page stays. */
gboolean enr_notebook_part_set_text (EnrNotebookPage *page,
                                     EnrNotebookPart part,
                                     const char *text,
                                     GError **error);

/** Takes a part of another page. */
void enr_notebook_part_copy (EnrNotebookPage *page,
                             const EnrNotebookPage *from,
                             EnrNotebookPart part);

/** Whether a part is the same on both. */
gboolean enr_notebook_part_equal (const EnrNotebookPage *a,
                                  const EnrNotebookPage *b,
                                  EnrNotebookPart part);

/** Whether a part is written by words, which can stand one below the other. */
gboolean enr_notebook_part_is_text (EnrNotebookPart part);

/*
 * Times of events. Home writes in the morning: of a time from 15:00 on it means the evening before, unless a
 * word before it says otherwise.
 */

/** As it is typed; "" for ENR_NOTEBOOK_NO_TIME. */
char *enr_notebook_clock_dup_text (int minutes,
                                   EnrNotebookSide side) G_GNUC_WARN_UNUSED_RESULT;

/** ENR_NOTEBOOK_NO_TIME where it is no time. */
int enr_notebook_clock_parse (const char *text,
                              EnrNotebookSide side);

G_END_DECLS
