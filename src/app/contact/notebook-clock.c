/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/contact/notebook-part.h"

#define DAY_MINUTES 1440
/* Before that a home has not got its child back. */
#define EVENING (15 * 60)

/* The minute that a time of the clock is on the page's day, where nothing else is said. */
static int
place (int clock, EnrNotebookSide side)
{
  return side == ENR_SIDE_HOME && clock >= EVENING && clock < DAY_MINUTES ? clock - DAY_MINUTES
                                                                          : clock;
}

static const char *
evening_before (void)
{
  /* Translators: stands before a time of the day before: "eve 9:00" */
  return C_ ("notebook time", "eve ");
}

static const char *
same_day (void)
{
  /* Translators: stands before a time of the day itself: "today 16:00" */
  return C_ ("notebook time", "today ");
}

char *
enr_notebook_clock_dup_text (int minutes, EnrNotebookSide side)
{
  int clock = minutes < 0 ? minutes + DAY_MINUTES : minutes;
  char text[6];

  if (minutes == ENR_NOTEBOOK_NO_TIME)
    return g_strdup ("");
  enr_minutes_format (clock, text);
  return g_strconcat (place (clock, side) == minutes ? ""
                      : minutes < 0                  ? evening_before ()
                                                     : same_day (),
                      text, NULL);
}

int
enr_notebook_clock_parse (const char *text, EnrNotebookSide side)
{
  gboolean is_before = g_str_has_prefix (text, evening_before ());
  gboolean is_same = g_str_has_prefix (text, same_day ());
  int clock;

  if (is_before)
    text += strlen (evening_before ());
  else if (is_same)
    text += strlen (same_day ());
  clock = enr_minutes_parse (text);
  if (clock == ENR_MINUTES_NONE)
    return ENR_NOTEBOOK_NO_TIME;
  return is_before ? clock - DAY_MINUTES : is_same ? clock : place (clock, side);
}
