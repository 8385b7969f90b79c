/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * One child's whole record (〇〇さんの記録): everything written about it in the order of days, as a screen
 * lists it, as one paper (for 開示), and as text files.
 */
#pragma once

#include "reports/document.h"
#include "writing/development.h"
#include "writing/writing.h"

G_BEGIN_DECLS

/** A text, under the heading that the paper has for it. */
typedef struct
{
  char *heading; /* "健康　月曜日": section and cell; "" for none */
  char *text;
} EnrStoryText;

/** A plan or record of the child, what a class's record says about it, or the days of a month on which it was
 * away. */
typedef struct
{
  EnrUuid writing_id; /* none for absences: nobody wrote them */
  char *label;      /* of its kind: 保育日誌 */
  char *period;     /* 令和8年6月10日, 令和8年6月 */
  char *title;      /* of an event, "" */
  char *class_name; /* "" for none */
  EnrDate first;
  EnrWritingState state; /* of what is here: a text as it was approved is approved */
  gboolean is_evaluating; /* as in EnrWriting */
  GPtrArray *texts; /* (element-type EnrStoryText), those that are not blank */
} EnrStoryEntry;

/** All of it. */
typedef struct
{
  char *facility;
  char *name;
  char *kana;
  EnrDate birth_date;
  EnrDate printed;    /* the clock's day */
  gboolean only_approved;
  GPtrArray *entries; /* (element-type EnrStoryEntry), the oldest first */
  GPtrArray *seen;    /* (element-type EnrDevelopmentSeen) */
} EnrChildStory;

/** Reads it in one snapshot. @only_approved: what has been approved, as it was approved; otherwise as it
 * stands. A class's record gives only what is about the child. UNKNOWN for the child; errors of reading. */
EnrChildStory *enr_child_story_load (EnrDb *db,
                                     const EnrUuid *child_id,
                                     gboolean only_approved,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_child_story_free (EnrChildStory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrChildStory, enr_child_story_free)

/** Whether nothing was written about the child, nor noted in 発達の記録. Absences alone are no record: they are
 * in the attendance book. */
gboolean enr_child_story_is_empty (const EnrChildStory *self);

/** The paper: a cover with the list of contents, the texts by fiscal years, and the picture of 発達の記録 where
 * something is noted there. ENR_REPORT_ERROR_EMPTY where there is neither; ENR_REPORT_ERROR_FONT. */
EnrDocument *enr_child_story_paper (const EnrChildStory *self,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The text of an entry as a file has it, UTF-8: its head, then heading and text of each. */
char *enr_story_entry_dup_text (const EnrStoryEntry *self,
                                const EnrChildStory *story) G_GNUC_WARN_UNUSED_RESULT;

/**
 * Writes a text file for each entry, "2026-06-10-保育日誌.txt" (a second of that name has "-2"), and one of
 * 発達の記録, into @folder, which must be empty or not there yet: nothing is ever written over. On failure
 * what was written is removed. ENR_REPORT_ERROR_EMPTY; ENR_REPORT_ERROR_WRITE with a sentence naming the
 * folder. *@n_files may be %NULL.
 */
gboolean enr_child_story_write_files (const EnrChildStory *self,
                                      const char *folder,
                                      guint *n_files,
                                      GError **error);

/** "作成中": an entry's state on paper, Japanese whatever the program's language is. Static. */
const char *enr_story_entry_state_word (const EnrStoryEntry *self);

G_END_DECLS
