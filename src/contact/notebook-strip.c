/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The strip of 24 hours: the events of both pages on one line.
 */
#include "config.h"

#include "contact/notebook.h"

#define LENGTH 1440

static void
add_event (GArray *parts, const EnrNotebookEvent *event, EnrNotebookSide side, int begin)
{
  int end = begin + LENGTH;
  gboolean is_span = event->kind == ENR_EVENT_SLEEP && event->until != ENR_NOTEBOOK_NO_TIME;
  int last = is_span ? event->until : event->at;
  EnrNotebookStripPart part = { .kind = event->kind, .side = side, .event = event };

  if (event->at == ENR_NOTEBOOK_NO_TIME || event->at >= end || last < begin
      || (last == begin && event->at < begin))
    return;
  part.first = MAX (event->at, begin);
  part.last = CLAMP (last, part.first, end);
  part.is_open = event->kind == ENR_EVENT_SLEEP && !is_span;
  g_array_append_val (parts, part);
}

static void
add_page (GArray *parts, const EnrNotebookPage *page, int begin)
{
  for (guint i = 0; page != NULL && i < page->events->len; i++)
    add_event (parts, g_ptr_array_index (page->events, i), page->side, begin);
}

/* In order of time; of one minute sleep first, then as they were. */
static int
compare (gconstpointer a, gconstpointer b)
{
  const EnrNotebookStripPart *left = a;
  const EnrNotebookStripPart *right = b;

  if (left->first != right->first)
    return left->first < right->first ? -1 : 1;
  return (int) left->kind - (int) right->kind;
}

/* Whether @next was taken into @sleep. */
static gboolean
join (EnrNotebookStripPart *sleep, const EnrNotebookStripPart *next)
{
  if (next->first > sleep->last)
    return FALSE;
  if (next->is_open)
    sleep->is_open |= next->first == sleep->last;
  else if (next->last > sleep->last)
    sleep->is_open = FALSE;
  sleep->last = MAX (sleep->last, next->last);
  return TRUE;
}

GArray *
enr_notebook_strip (const EnrNotebookPage *home, const EnrNotebookPage *nursery, int begin)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (EnrNotebookStripPart));
  guint sleep = G_MAXUINT;

  add_page (parts, home, begin);
  add_page (parts, nursery, begin);
  g_array_sort (parts, compare);
  for (guint i = 0; i < parts->len;)
    {
      const EnrNotebookStripPart *part = &g_array_index (parts, EnrNotebookStripPart, i);

      if (part->kind == ENR_EVENT_SLEEP)
        {
          if (sleep != G_MAXUINT
              && join (&g_array_index (parts, EnrNotebookStripPart, sleep), part))
            {
              g_array_remove_index (parts, i);
              continue;
            }
          sleep = i;
        }
      i++;
    }
  return parts;
}
