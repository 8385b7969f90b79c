/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The words of the notebook: keys, labels for the screen, Japanese for papers.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "contact/notebook.h"

/* A day of minutes. */
#define DAY 1440

typedef struct
{
  const char *key;
  const char *label;
  const char *paper;
} Word;

static const Word sides[ENR_NOTEBOOK_N_SIDES] = {
  { "home", NC_ ("notebook", "From home"), "家庭から" },
  { "nursery", NC_ ("notebook", "From the nursery"), "園から" },
};

static const Word moods[ENR_MOOD_N] = {
  { "", "", "" },
  { "good", NC_ ("notebook", "good"), "良い" },
  { "usual", NC_ ("notebook", "usual"), "普通" },
  { "bad", NC_ ("notebook", "bad"), "悪い" },
};

static const Word degrees[ENR_DEGREE_N] = {
  { "", "", "" },
  { "none", NC_ ("notebook", "none"), "なし" },
  { "little", NC_ ("notebook", "a little"), "少し" },
  { "much", NC_ ("notebook", "much"), "多い" },
};

static const Word baths[ENR_BATH_N] = {
  { "", "", "" },
  { "yes", NC_ ("notebook", "yes"), "あり" },
  { "no", NC_ ("notebook", "no"), "なし" },
  { "shower", NC_ ("notebook", "shower"), "シャワー" },
};

static const Word events[ENR_NOTEBOOK_N_EVENTS] = {
  { "sleep", NC_ ("notebook", "Sleep"), "睡眠" },
  { "meal", NC_ ("notebook", "Meal"), "食事" },
  { "milk", NC_ ("notebook", "Milk"), "ミルク" },
  { "bowel", NC_ ("notebook", "Bowel movement"), "排便" },
  { "temperature", NC_ ("notebook", "Temperature"), "体温" },
  { "medicine", NC_ ("notebook", "Medicine"), "薬" },
};

static const char *
label (const Word *word)
{
  return *word->label != '\0' ? g_dpgettext2 (GETTEXT_PACKAGE, "notebook", word->label) : "";
}

const char *
enr_notebook_side_key (EnrNotebookSide side)
{
  return sides[side].key;
}

const char *
enr_notebook_side_label (EnrNotebookSide side)
{
  return label (&sides[side]);
}

const char *
enr_notebook_side_paper (EnrNotebookSide side)
{
  return sides[side].paper;
}

const char *
enr_mood_key (EnrMood mood)
{
  return moods[mood].key;
}

const char *
enr_mood_label (EnrMood mood)
{
  return label (&moods[mood]);
}

const char *
enr_mood_paper (EnrMood mood)
{
  return moods[mood].paper;
}

const char *
enr_degree_key (EnrDegree degree)
{
  return degrees[degree].key;
}

const char *
enr_degree_label (EnrDegree degree)
{
  return label (&degrees[degree]);
}

const char *
enr_degree_paper (EnrDegree degree)
{
  return degrees[degree].paper;
}

const char *
enr_bath_key (EnrBath bath)
{
  return baths[bath].key;
}

const char *
enr_bath_label (EnrBath bath)
{
  return label (&baths[bath]);
}

const char *
enr_bath_paper (EnrBath bath)
{
  return baths[bath].paper;
}

const char *
enr_notebook_event_key (EnrNotebookEventKind kind)
{
  return events[kind].key;
}

const char *
enr_notebook_event_label (EnrNotebookEventKind kind)
{
  return label (&events[kind]);
}

const char *
enr_notebook_event_paper (EnrNotebookEventKind kind)
{
  return events[kind].paper;
}

const char *const *
enr_notebook_event_qualities (EnrNotebookEventKind kind)
{
  static const char *const none[] = { NULL };
  static const char *const meals[] = { "完食", "ほぼ完食", "半分", "少し", "食べない", NULL };
  static const char *const bowels[] = { "普通便", "軟便", "下痢", "硬便", NULL };

  switch (kind)
    {
    case ENR_EVENT_MEAL:
      return meals;
    case ENR_EVENT_BOWEL:
      return bowels;
    case ENR_EVENT_SLEEP:
    case ENR_EVENT_MILK:
    case ENR_EVENT_TEMPERATURE:
    case ENR_EVENT_MEDICINE:
    default:
      return none;
    }
}

char *
enr_notebook_time_dup_label (int minutes)
{
  char time[6];

  if (minutes == ENR_NOTEBOOK_NO_TIME)
    return g_strdup ("");
  if (minutes >= 0)
    return g_strdup (enr_minutes_format (minutes, time));
  /* Translators: a time of the evening before, 21:00 */
  return g_strdup_printf (_ ("%s (day before)"), enr_minutes_format (minutes + DAY, time));
}

char *
enr_notebook_time_dup_paper (int minutes)
{
  char time[6];

  if (minutes == ENR_NOTEBOOK_NO_TIME)
    return g_strdup ("");
  return g_strconcat (minutes < 0 ? "前日" : "",
                      enr_minutes_format (minutes < 0 ? minutes + DAY : minutes, time), NULL);
}

static char *
dup_amount (const EnrNotebookEvent *self)
{
  if (self->amount == ENR_NOTEBOOK_NO_AMOUNT)
    return g_strdup ("");
  switch (self->kind)
    {
    case ENR_EVENT_MILK:
      return g_strdup_printf ("%dml", self->amount);
    case ENR_EVENT_TEMPERATURE:
      return g_strdup_printf ("%d.%d℃", self->amount / 10, self->amount % 10);
    case ENR_EVENT_BOWEL:
      return g_strdup_printf ("%d回", self->amount);
    case ENR_EVENT_SLEEP:
    case ENR_EVENT_MEAL:
    case ENR_EVENT_MEDICINE:
    default:
      return g_strdup ("");
    }
}

char *
enr_notebook_event_dup_paper (const EnrNotebookEvent *self)
{
  g_autofree char *at = enr_notebook_time_dup_paper (self->at);
  g_autofree char *until = enr_notebook_time_dup_paper (self->until);
  g_autofree char *time = self->kind == ENR_EVENT_SLEEP && *at != '\0'
                              ? g_strconcat (at, "〜", until, NULL)
                              : g_strdup (at);
  g_autofree char *amount = dup_amount (self);
  const char *const parts[] = { time, self->quality, amount, self->note };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (*parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", parts[i]);
  return g_string_free (text, FALSE);
}
