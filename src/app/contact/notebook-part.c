/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/notebook-part.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/contact/notebook-events.h"
#include "base/text.h"
#include "contact/notice.h"

#define MAX_WORDS 8

/* How a part looks; where a heading or tip of the nursery's side is NULL, both sides have the same.
 */
typedef struct
{
  const char *heading;
  const char *nursery_heading;
  const char *tip;
  EnrNotebookInput input;
  int width;
  EnrNotebookFields fields;
  int event;
} Look;

#define LINE ENR_NOTEBOOK_INPUT_LINE
#define CHOICE ENR_NOTEBOOK_INPUT_CHOICE
#define NOTE ENR_NOTEBOOK_INPUT_NOTE

static const Look looks[ENR_N_PARTS] = {
  [ENR_PART_TEMPERATURE] = { N_ ("Temperature (℃)"), NULL, N_ ("36.5"), LINE, 80, 0, -1 },
  [ENR_PART_TAKEN_AT] = { N_ ("Taken at"), NULL, N_ ("7:10 or 0710"), LINE, 80, 0, -1 },
  [ENR_PART_MOOD] = { N_ ("Mood"), NULL, NULL, CHOICE, 84, ENR_FIELD_MOOD, -1 },
  [ENR_PART_COUGH] = { N_ ("Cough"), NULL, NULL, CHOICE, 84, ENR_FIELD_COUGH, -1 },
  [ENR_PART_NOSE] = { N_ ("Runny nose"), NULL, NULL, CHOICE, 84, ENR_FIELD_NOSE, -1 },
  [ENR_PART_BATH] = { N_ ("Bath"), NULL, NULL, CHOICE, 92, ENR_FIELD_BATH, -1 },
  [ENR_PART_LEAVE] = { N_ ("Collected at"), NULL, N_ ("17:30 or 1730; the board shows it"), LINE,
                       84, ENR_FIELD_LEAVE, -1 },
  [ENR_PART_COLLECTOR]
  = { N_ ("Who comes"), NULL, N_ ("The board shows it"), LINE, 92, ENR_FIELD_COLLECTOR, -1 },
  [ENR_PART_DID] = { N_ ("What we did today"), NULL, NULL, NOTE, 230, ENR_FIELD_DID, -1 },
  [ENR_PART_BODY] = { N_ ("Note of home"), N_ ("Note of the nursery"), N_ ("Ctrl+Space: phrases"),
                      NOTE, 300, ENR_FIELD_BODY, -1 },
  [ENR_PART_WRITTEN_BY] = { N_ ("Written by"), NULL, NULL, LINE, 110, 0, -1 },
  [ENR_PART_SLEEP] = { N_ ("Sleep"), N_ ("Nap"), N_ ("21:00-6:30, several apart by a slash"), LINE,
                       124, ENR_FIELD_SLEEP, ENR_EVENT_SLEEP },
  [ENR_PART_MEAL] = { N_ ("Supper and breakfast"), N_ ("Lunch and snack"),
                      N_ ("The time, how much, and what: 18:30 完食 カレー / 7:00 半分"), LINE, 210,
                      ENR_FIELD_MEAL, ENR_EVENT_MEAL },
  [ENR_PART_MILK] = { N_ ("Milk (ml)"), NULL, N_ ("The time and ml: 6:00 180 / 9:30 160"), LINE,
                      128, ENR_FIELD_MILK, ENR_EVENT_MILK },
  [ENR_PART_BOWEL]
  = { N_ ("Bowel"), NULL, N_ ("Times and kind: 2回 普通便, or 9:20 軟便 / 14:00 普通便"), LINE, 156,
      ENR_FIELD_BOWEL, ENR_EVENT_BOWEL },
  [ENR_PART_TEMPERATURES]
  = { N_ ("Temperatures of the day"), NULL, N_ ("The time and ℃: 10:00 36.8 / 14:30 37.1"), LINE,
      150, 0, ENR_EVENT_TEMPERATURE },
  [ENR_PART_MEDICINE] = { N_ ("Medicine"), NULL, N_ ("The time and which: 7:30 かぜ薬"), LINE, 150,
                          0, ENR_EVENT_MEDICINE },
};

/* The words of a choice after the first, which is "not written". */
static const char *const *
get_words (const char *(*label) (int value), int n, const char **words)
{
  for (int i = 1; i < n; i++)
    words[i - 1] = label (i);
  words[n - 1] = NULL;
  return words;
}

static const char *
mood_label (int value)
{
  return enr_mood_label ((EnrMood) value);
}

static const char *
degree_label (int value)
{
  return enr_degree_label ((EnrDegree) value);
}

static const char *
bath_label (int value)
{
  return enr_bath_label ((EnrBath) value);
}

static const char *const *
get_choices (EnrNotebookPart part)
{
  static const char *moods[MAX_WORDS], *degrees[MAX_WORDS], *baths[MAX_WORDS];

  switch (part)
    {
    case ENR_PART_MOOD:
      return get_words (mood_label, ENR_MOOD_N, moods);
    case ENR_PART_COUGH:
    case ENR_PART_NOSE:
      return get_words (degree_label, ENR_DEGREE_N, degrees);
    case ENR_PART_BATH:
      return get_words (bath_label, ENR_BATH_N, baths);
    default:
      return NULL;
    }
}

EnrNotebookHead
enr_notebook_part_head (EnrNotebookPart part, EnrNotebookSide side)
{
  const Look *look = &looks[part];
  const char *heading = side == ENR_SIDE_NURSERY && look->nursery_heading != NULL
                            ? look->nursery_heading
                            : look->heading;

  return (EnrNotebookHead){ .heading = _ (heading),
                            .tip = look->tip != NULL ? _ (look->tip) : NULL,
                            .input = look->input,
                            .choices = get_choices (part),
                            .width = look->width };
}

guint
enr_notebook_part_columns (EnrNotebookSide side, gboolean has_milk, EnrNotebookPart *parts)
{
  static const EnrNotebookPart home[]
      = { ENR_PART_TEMPERATURE, ENR_PART_MOOD,  ENR_PART_SLEEP,     ENR_PART_MEAL, ENR_PART_MILK,
          ENR_PART_BOWEL,       ENR_PART_LEAVE, ENR_PART_COLLECTOR, ENR_PART_BODY, ENR_PART_COUGH,
          ENR_PART_NOSE,        ENR_PART_BATH,  ENR_PART_MEDICINE };
  static const EnrNotebookPart nursery[]
      = { ENR_PART_TEMPERATURE, ENR_PART_MOOD, ENR_PART_MEAL, ENR_PART_SLEEP, ENR_PART_MILK,
          ENR_PART_BOWEL,       ENR_PART_DID,  ENR_PART_BODY, ENR_PART_COUGH, ENR_PART_NOSE };
  const EnrNotebookPart *all = side == ENR_SIDE_HOME ? home : nursery;
  guint n_all = side == ENR_SIDE_HOME ? G_N_ELEMENTS (home) : G_N_ELEMENTS (nursery);
  guint n = 0;

  for (guint i = 0; i < n_all; i++)
    if (all[i] != ENR_PART_MILK || has_milk)
      parts[n++] = all[i];
  return n;
}

char *
enr_notebook_part_dup_summary (const EnrNotebookPage *page)
{
  EnrNotebookPart parts[ENR_N_PARTS];
  guint n = enr_notebook_part_columns (page->side, TRUE, parts);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = enr_notebook_part_dup_text (page, parts[i]);
      EnrNotebookHead head = enr_notebook_part_head (parts[i], page->side);

      if (*value != '\0')
        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "  " : "", head.heading,
                                g_strdelimit (value, "\n", ' '));
    }
  return g_string_free (text, FALSE);
}

EnrNotebookFields
enr_notebook_part_fields (EnrNotebookPart part)
{
  return looks[part].fields;
}

int
enr_notebook_part_event (EnrNotebookPart part)
{
  return looks[part].event;
}

gboolean
enr_notebook_part_is_text (EnrNotebookPart part)
{
  return part == ENR_PART_DID || part == ENR_PART_BODY;
}

/*
 * Texts
 */

static char *const *
get_string (const EnrNotebookPage *page, EnrNotebookPart part)
{
  switch (part)
    {
    case ENR_PART_COLLECTOR:
      return &page->collector;
    case ENR_PART_DID:
      return &page->did;
    case ENR_PART_BODY:
      return &page->body;
    case ENR_PART_WRITTEN_BY:
      return &page->written_by;
    default:
      return NULL;
    }
}

static int
get_choice (const EnrNotebookPage *page, EnrNotebookPart part)
{
  switch (part)
    {
    case ENR_PART_MOOD:
      return page->mood;
    case ENR_PART_COUGH:
      return page->cough;
    case ENR_PART_NOSE:
      return page->nose;
    default:
      return page->bath;
    }
}

static void
set_choice (EnrNotebookPage *page, EnrNotebookPart part, int value)
{
  switch (part)
    {
    case ENR_PART_MOOD:
      page->mood = (EnrMood) value;
      break;
    case ENR_PART_COUGH:
      page->cough = (EnrDegree) value;
      break;
    case ENR_PART_NOSE:
      page->nose = (EnrDegree) value;
      break;
    default:
      page->bath = (EnrBath) value;
      break;
    }
}

static char *
dup_minutes (int minutes)
{
  char text[6];

  return g_strdup (enr_minutes_format (minutes, text));
}

char *
enr_notebook_part_dup_text (const EnrNotebookPage *page, EnrNotebookPart part)
{
  if (looks[part].event >= 0)
    return enr_notebook_events_dup_text (page, (EnrNotebookEventKind) looks[part].event);
  if (get_string (page, part) != NULL)
    return g_strdup (*get_string (page, part));
  switch (part)
    {
    case ENR_PART_TEMPERATURE:
      return page->temperature == 0
                 ? g_strdup ("")
                 : g_strdup_printf ("%d.%d", page->temperature / 10, page->temperature % 10);
    case ENR_PART_TAKEN_AT:
      return dup_minutes (page->taken_at);
    case ENR_PART_LEAVE:
      return dup_minutes (page->leave);
    default:
      {
        int value = get_choice (page, part);

        return g_strdup (value > 0 ? get_choices (part)[value - 1] : "");
      }
    }
}

static gboolean
set_minutes (int *minutes, const char *text, GError **error)
{
  int typed = enr_minutes_parse (text);

  if (typed == ENR_MINUTES_NONE && !enr_text_is_blank (text))
    {
      g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                           _ ("A time is written as 8:05, 0805 or 805, up to 27:00."));
      return FALSE;
    }
  *minutes = typed;
  return TRUE;
}

static gboolean
set_temperature (int *temperature, const char *text, GError **error)
{
  int tenths = 0;

  if (!enr_temperature_parse (text, &tenths, error))
    return FALSE;
  *temperature = tenths;
  return TRUE;
}

static void
set_word (EnrNotebookPage *page, EnrNotebookPart part, const char *text)
{
  const char *const *words = get_choices (part);

  set_choice (page, part, 0);
  for (int i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], text))
      set_choice (page, part, i + 1);
}

gboolean
enr_notebook_part_set_text (EnrNotebookPage *page,
                            EnrNotebookPart part,
                            const char *text,
                            GError **error)
{
  char *const *string = get_string (page, part);

  if (looks[part].event >= 0)
    return enr_notebook_events_set_text (page, (EnrNotebookEventKind) looks[part].event, text,
                                         error);
  if (string != NULL)
    {
      char *copy = g_strdup (text);

      g_free (*string);
      *(char **) string = copy;
      return TRUE;
    }
  switch (part)
    {
    case ENR_PART_TEMPERATURE:
      return set_temperature (&page->temperature, text, error);
    case ENR_PART_TAKEN_AT:
      return set_minutes (&page->taken_at, text, error);
    case ENR_PART_LEAVE:
      return set_minutes (&page->leave, text, error);
    default:
      set_word (page, part, text);
      return TRUE;
    }
}

void
enr_notebook_part_copy (EnrNotebookPage *page, const EnrNotebookPage *from, EnrNotebookPart part)
{
  if (looks[part].event >= 0)
    enr_notebook_events_copy (page, from, (EnrNotebookEventKind) looks[part].event);
  else if (get_string (page, part) != NULL)
    enr_notebook_part_set_text (page, part, *get_string (from, part), NULL);
  else if (part == ENR_PART_TEMPERATURE)
    page->temperature = from->temperature;
  else if (part == ENR_PART_TAKEN_AT)
    page->taken_at = from->taken_at;
  else if (part == ENR_PART_LEAVE)
    page->leave = from->leave;
  else
    set_choice (page, part, get_choice (from, part));
}

gboolean
enr_notebook_part_equal (const EnrNotebookPage *a, const EnrNotebookPage *b, EnrNotebookPart part)
{
  if (looks[part].event >= 0)
    return enr_notebook_events_equal (a, b, (EnrNotebookEventKind) looks[part].event);
  if (get_string (a, part) != NULL)
    return g_str_equal (*get_string (a, part), *get_string (b, part));
  if (part == ENR_PART_TEMPERATURE)
    return a->temperature == b->temperature;
  if (part == ENR_PART_TAKEN_AT)
    return a->taken_at == b->taken_at;
  if (part == ENR_PART_LEAVE)
    return a->leave == b->leave;
  return get_choice (a, part) == get_choice (b, part);
}
