/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "fees/working.h"

#include <stdio.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "base/date.h"
#include "base/yen.h"

static const char letters[ENR_PART_N + 1] = "BASTDRCM";

char *
enr_working_encode (const EnrWorkingPart *parts, guint n_parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    {
      const EnrWorkingPart *part = &parts[i];

      g_string_append_printf (text, "%c:%d,%d,%d,%d,%d,%d,%d,%d,%d,%d;", letters[part->kind],
                              part->from, part->to, part->bound, part->grace, part->stay,
                              part->minutes, part->unit, part->units, part->price, part->amount);
    }
  return g_string_free (text, FALSE);
}

GArray *
enr_working_decode (const char *text)
{
  GArray *parts = g_array_new (FALSE, TRUE, sizeof (EnrWorkingPart));
  g_auto (GStrv) steps = g_strsplit (text, ";", -1);

  for (guint i = 0; steps[i] != NULL; i++)
    {
      EnrWorkingPart part = { 0 };
      const char *letter = steps[i][0] != '\0' ? strchr (letters, steps[i][0]) : NULL;

      if (letter == NULL
          || sscanf (steps[i] + 1, ":%d,%d,%d,%d,%d,%d,%d,%d,%d,%d", &part.from, &part.to,
                     &part.bound, &part.grace, &part.stay, &part.minutes, &part.unit, &part.units,
                     &part.price, &part.amount)
                 != 10)
        continue;
      part.kind = letter - letters;
      g_array_append_val (parts, part);
    }
  return parts;
}

/* The pieces that a line is made of, in the language of the program or in that of the papers. */
typedef struct
{
  const char *before;       /* bound, time, minutes */
  const char *before_grace; /* bound, grace, time, minutes */
  const char *after;        /* time, bound, minutes */
  const char *after_grace;  /* time, bound, grace, minutes */
  const char *stay;         /* to, from, free hours, minutes */
  const char *stay_grace;   /* to, from, free hours, grace, minutes */
  const char *sum;          /* minutes */
  const char *unit;         /* one unit of so many minutes */
  const char *units;        /* units, minutes */
  const char *once;
  const char *daily_cap; /* cap, what is left */
  const char *rate;      /* per cent, what is left */
  const char *monthly_cap;
  const char *monthly; /* amount */
  const char *comma;
  const char *between;
} Words;

static const Words japanese = {
  "%s－%s＝%d分",
  "（%s－猶予%d分）－%s＝%d分",
  "%s－%s＝%d分",
  "%s－（%s＋猶予%d分）＝%d分",
  "%s－%s－%s＝%d分",
  "%s－%s－%s－猶予%d分＝%d分",
  "合計%d分",
  "%d分×1単位",
  "%2$d分×%1$d単位",
  "1回",
  "日額上限%sにより%s",
  "%d％で%s",
  "月額上限%sにより%s",
  "月極%s",
  "、",
  "；",
};

static void
load_words (Words *words)
{
  /* Translators: times of day, then minutes: "8:30 - 8:10 = 20 min" */
  words->before = _ ("%s - %s = %d min");
  /* Translators: "(8:30 - 5 min grace) - 8:10 = 15 min" */
  words->before_grace = _ ("(%s - %d min grace) - %s = %d min");
  words->after = _ ("%s - %s = %d min");
  /* Translators: "18:21 - (18:00 + 5 min grace) = 16 min" */
  words->after_grace = _ ("%s - (%s + %d min grace) = %d min");
  /* Translators: departure, arrival, the length of stay that is free: "16:00 - 7:30 - 8:00 = 30
   * min" */
  words->stay = _ ("%s - %s - %s = %d min");
  words->stay_grace = _ ("%s - %s - %s - %d min grace = %d min");
  words->sum = _ ("%d min in all");
  words->unit = _ ("1 unit of %d min");
  words->units = _ ("%d units of %d min");
  words->once = _ ("once");
  words->daily_cap = _ ("at most %s a day: %s");
  words->rate = _ ("%d%% of it: %s");
  words->monthly_cap = _ ("at most %s a month: %s");
  words->monthly = _ ("monthly contract %s");
  words->comma = _ (", ");
  words->between = _ ("; ");
}

/* The formats are those above, in the order of the arguments: a translation is checked by msgfmt.
 */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static void
append_clock (GString *line, const Words *words, const EnrWorkingPart *part)
{
  char from[6], to[6], bound[6], stay[6];

  enr_minutes_format (part->from, from);
  enr_minutes_format (part->to, to);
  enr_minutes_format (part->bound, bound);
  enr_minutes_format (part->stay, stay);
  if (part->kind == ENR_PART_BEFORE && part->grace > 0)
    g_string_append_printf (line, words->before_grace, bound, part->grace, from, part->minutes);
  else if (part->kind == ENR_PART_BEFORE)
    g_string_append_printf (line, words->before, bound, from, part->minutes);
  else if (part->kind == ENR_PART_AFTER && part->grace > 0)
    g_string_append_printf (line, words->after_grace, to, bound, part->grace, part->minutes);
  else if (part->kind == ENR_PART_AFTER)
    g_string_append_printf (line, words->after, to, bound, part->minutes);
  else if (part->grace > 0)
    g_string_append_printf (line, words->stay_grace, to, from, stay, part->grace, part->minutes);
  else
    g_string_append_printf (line, words->stay, to, from, stay, part->minutes);
}

static void
append_price (GString *line, const Words *words, const EnrWorkingPart *part)
{
  g_autofree char *amount = enr_yen_dup (part->amount);

  g_string_append (line, words->comma);
  if (part->unit == 0)
    g_string_append (line, words->once);
  else if (part->units == 1)
    g_string_append_printf (line, words->unit, part->unit);
  else
    g_string_append_printf (line, words->units, part->units, part->unit);
  g_string_append_printf (line, "%s%s", words->comma, amount);
}

static void
append_limit (GString *line, const char *format, const EnrWorkingPart *part)
{
  g_autofree char *limit = enr_yen_dup (part->price);
  g_autofree char *amount = enr_yen_dup (part->amount);

  g_string_append_printf (line, format, limit, amount);
}

static void
append_part (GString *line, const Words *words, const EnrWorkingPart *part, gboolean is_summed)
{
  g_autofree char *amount = enr_yen_dup (part->amount);

  switch (part->kind)
    {
    case ENR_PART_BEFORE:
    case ENR_PART_AFTER:
    case ENR_PART_STAY:
      append_clock (line, words, part);
      if (!is_summed)
        append_price (line, words, part);
      break;
    case ENR_PART_SUM:
      g_string_append_printf (line, words->sum, part->minutes);
      append_price (line, words, part);
      break;
    case ENR_PART_DAILY_CAP:
      append_limit (line, words->daily_cap, part);
      break;
    case ENR_PART_RATE:
      g_string_append_printf (line, words->rate, part->price, amount);
      break;
    case ENR_PART_MONTHLY_CAP:
      append_limit (line, words->monthly_cap, part);
      break;
    case ENR_PART_MONTHLY:
      g_string_append_printf (line, words->monthly, amount);
      break;
    case ENR_PART_N:
    default:
      g_assert_not_reached ();
    }
}

#pragma GCC diagnostic pop

static char *
dup_line (const Words *words, const EnrWorkingPart *parts, guint n_parts)
{
  GString *line = g_string_new (NULL);
  gboolean is_summed = FALSE;

  for (guint i = 0; i < n_parts; i++)
    is_summed = is_summed || parts[i].kind == ENR_PART_SUM;
  for (guint i = 0; i < n_parts; i++)
    {
      if (i > 0)
        g_string_append (line, words->between);
      append_part (line, words, &parts[i], is_summed);
    }
  return g_string_free (line, FALSE);
}

char *
enr_working_dup_text (const EnrWorkingPart *parts, guint n_parts)
{
  Words words;

  load_words (&words);
  return dup_line (&words, parts, n_parts);
}

char *
enr_working_dup_japanese (const EnrWorkingPart *parts, guint n_parts)
{
  return dup_line (&japanese, parts, n_parts);
}
