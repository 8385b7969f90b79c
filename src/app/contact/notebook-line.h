/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A child's line of the notebook on the screen: the pages as they were read, as they are typed now, and as
 * another has saved them meanwhile.
 */
#pragma once

#include "app/contact/notebook-part.h"

G_BEGIN_DECLS

/** Strings are never %NULL. Pages are by EnrNotebookSide. */
typedef struct
{
  EnrUuid child_id;
  char *name;
  char *absence; /* what the board says of an absent child; "" for one who is not */
  gboolean is_absent;
  int class_age;
  EnrNotebookPage *seen[ENR_NOTEBOOK_N_SIDES];   /* as it was read */
  EnrNotebookPage *now[ENR_NOTEBOOK_N_SIDES];    /* as it stands here */
  EnrNotebookPage *theirs[ENR_NOTEBOOK_N_SIDES]; /* another's, otherwise in the same part; or NULL */
  EnrNotebookPage *before[ENR_NOTEBOOK_N_SIDES]; /* the last day's, or NULL */
  char *refused[ENR_NOTEBOOK_N_SIDES];           /* why the domain did not take it; "" where it did */
  GHashTable *wrong; /* texts that cannot be read: (element-type EnrNotebookWrong) by side and part */
} EnrNotebookLine;

/** What was typed, and why it cannot be read. */
typedef struct
{
  char *text;
  char *message;
} EnrNotebookWrong;

EnrNotebookLine *enr_notebook_line_new (const EnrNotebookDay *day,
                                        const EnrNotebookRow *row) G_GNUC_WARN_UNUSED_RESULT;
void enr_notebook_line_free (EnrNotebookLine *self);

/** Takes a page as it is in the database now. What was typed here stays; where both have changed the same
 * part, theirs is kept beside it. @sent: what was saved from here (then both changed from that), or %NULL. */
void enr_notebook_line_take (EnrNotebookLine *self,
                             EnrNotebookSide side,
                             const EnrNotebookPage *present,
                             const EnrNotebookPage *sent);

/** Whether something is typed that is not stored and could be. */
gboolean enr_notebook_line_is_dirty (const EnrNotebookLine *self,
                                     EnrNotebookSide side);

/** The page as it is to be saved: of what cannot be read, what was read. */
EnrNotebookPage *enr_notebook_line_dup_page (const EnrNotebookLine *self,
                                             EnrNotebookSide side) G_GNUC_WARN_UNUSED_RESULT;

/** Whether both have changed a part, each otherwise. */
gboolean enr_notebook_line_is_disputed (const EnrNotebookLine *self,
                                        EnrNotebookSide side,
                                        EnrNotebookPart part);

/** After the disputed parts of the page now are as a person decided: theirs is what it changed from. */
void enr_notebook_line_settle (EnrNotebookLine *self,
                               EnrNotebookSide side);

/** A part as it is typed, what cannot be read too. */
char *enr_notebook_line_dup_text (const EnrNotebookLine *self,
                                  EnrNotebookSide side,
                                  EnrNotebookPart part) G_GNUC_WARN_UNUSED_RESULT;

/** What cannot be read of a part, or %NULL. Borrowed. */
const EnrNotebookWrong *enr_notebook_line_get_wrong (const EnrNotebookLine *self,
                                                     EnrNotebookSide side,
                                                     EnrNotebookPart part);

/** Takes what is typed. What cannot be read is kept as it is typed, and the page has what was read of the
 * part: not the 36 that "365" was on its way. */
void enr_notebook_line_set_text (EnrNotebookLine *self,
                                 EnrNotebookSide side,
                                 EnrNotebookPart part,
                                 const char *text);

/** Notes what cannot be read of a part, and why; nothing any more where @text is %NULL. */
void enr_notebook_line_set_wrong (EnrNotebookLine *self,
                                  EnrNotebookSide side,
                                  EnrNotebookPart part,
                                  const char *text,
                                  const char *message);

/** Keeps why the domain did not take a page; "" where it did, or where something else is typed. */
void enr_notebook_line_set_refused (EnrNotebookLine *self,
                                    EnrNotebookSide side,
                                    const char *message);

G_END_DECLS
