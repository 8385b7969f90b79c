/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Which columns are what a person said or wrote of a family: the one list of them.
 */
#include "config.h"

#include "store/journal.h"

#include <string.h>

/* Of the tables whose rows are destroyed when their time is over (contact/keep.h). A disease is
 * here too: its key is a word of a diagnosis. What a column of codes, a day or who did it says is
 * told on. */
static const struct
{
  const char *table;
  const char *column;
} words[] = {
  { "notice", "symptoms" },
  { "notice", "disease" },
  { "notice", "diagnosis" },
  { "notice", "note" },
  { "notice_day", "wrote_reason" },
  { "notice_day", "was_reason" },
  { "illness", "disease" },
  { "illness", "note" },
  { "call_log", "called" },
  { "call_log", "note" },
  { "notebook", "did" },
  { "notebook_event", "quality" },
  { "notebook_event", "note" },
  { "medicine", "clinic" },
  { "medicine", "illness" },
  { "medicine", "name" },
  { "medicine", "amount" },
  { "medicine", "when_words" },
  { "medicine", "home_dose" },
  { "medicine", "note" },
  { "medicine_given", "note" },
  { "announcement", "title" },
  { "announcement", "question" },
  { "announcement", "choices" },
  { "announcement_file", "name" },
  { "recipient", "children" },
  { "recipient", "subject" },
  { "recipient", "answer" },
  { "inquiry", "answer" },
  { "promise", "words" },
};

gboolean
enr_journal_is_words (const char *table, const char *column)
{
  if (strcmp (column, "body") == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].table, table) == 0 && strcmp (words[i].column, column) == 0)
      return TRUE;
  return FALSE;
}
