/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Events stand apart by a slash, which is in no food's name; what is within one stands apart by
 * blanks. Only what can be read is read here: whether it may be so is the domain's.
 */
#include "config.h"

#include "app/contact/notebook-events.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/contact/notebook-part.h"
#include "base/text.h"
#include "contact/notice.h"

#define TIMES "回"

static const EnrNotebookEvent *
get_event (const EnrNotebookPage *page, guint i)
{
  return g_ptr_array_index (page->events, i);
}

static void
add_word (GString *text, const char *word)
{
  if (*word == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, word);
}

/*
 * Writing
 */

char *
enr_notebook_event_dup_words (const EnrNotebookEvent *event)
{
  GString *text = g_string_new (NULL);

  if (event->amount != ENR_NOTEBOOK_NO_AMOUNT)
    switch (event->kind)
      {
      case ENR_EVENT_TEMPERATURE:
        g_string_append_printf (text, "%d.%d", event->amount / 10, event->amount % 10);
        break;
      case ENR_EVENT_BOWEL:
        g_string_append_printf (text, "%d" TIMES, event->amount);
        break;
      default:
        g_string_append_printf (text, "%d", event->amount);
        break;
      }
  add_word (text, event->quality);
  add_word (text, event->note);
  return g_string_free (text, FALSE);
}

static char *
dup_event (const EnrNotebookEvent *event, EnrNotebookSide side)
{
  GString *text = g_string_new (NULL);
  g_autofree char *at = enr_notebook_clock_dup_text (event->at, side);
  g_autofree char *words = enr_notebook_event_dup_words (event);

  g_string_append (text, at);
  if (event->kind == ENR_EVENT_SLEEP && *at != '\0')
    {
      g_autofree char *until = enr_notebook_clock_dup_text (event->until, side);

      g_string_append_printf (text, "-%s", until);
    }
  add_word (text, words);
  return g_string_free (text, FALSE);
}

char *
enr_notebook_events_dup_text (const EnrNotebookPage *page, EnrNotebookEventKind kind)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < page->events->len; i++)
    if (get_event (page, i)->kind == kind)
      {
        g_autofree char *one = dup_event (get_event (page, i), page->side);

        g_string_append_printf (text, "%s%s", text->len > 0 ? " / " : "", one);
      }
  return g_string_free (text, FALSE);
}

/*
 * Reading
 */

static gboolean
is_slash (gunichar c)
{
  return c == '/' || c == 0xFF0F;
}

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c);
}

/* What people and input methods write between two times. */
static gboolean
is_dash (gunichar c)
{
  return c == '-' || c == '~' || c == 0x301C || c == 0xFF5E || c == 0x30FC || c == 0x2013
         || c == 0x2212 || c == 0xFF0D || c == 0x2010 || c == 0x2014;
}

static GPtrArray *
split (const char *text, gboolean (*is_between) (gunichar c), gboolean keep_blank)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  const char *start = text;

  for (const char *at = text;; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c != '\0' && !is_between (c))
        continue;
      if (keep_blank || at > start)
        g_ptr_array_add (parts, g_strstrip (g_strndup (start, at - start)));
      if (c == '\0')
        return parts;
      start = g_utf8_next_char (at);
    }
}

/* A number with at most one word behind it; -1 for anything else. */
static int
read_number (const char *word, const char *const *units)
{
  g_autofree char *plain = g_utf8_normalize (word, -1, G_NORMALIZE_ALL_COMPOSE);
  char *end = NULL;
  gint64 number;

  if (plain == NULL || !g_ascii_isdigit (*plain))
    return -1;
  number = g_ascii_strtoll (plain, &end, 10);
  for (guint i = 0; units[i] != NULL; i++)
    if (g_ascii_strcasecmp (end, units[i]) == 0 && number <= G_MAXINT16)
      return (int) number;
  return -1;
}

static void
add_to (char **field, const char *word)
{
  char *joined = **field == '\0' ? g_strdup (word) : g_strconcat (*field, " ", word, NULL);

  g_free (*field);
  *field = joined;
}

static gboolean
read_word (EnrNotebookEvent *event, const char *word, GError **error)
{
  static const char *const ml[] = { "", "ml", "cc", "ミリ", NULL };
  static const char *const times[] = { "", TIMES, NULL };
  const char *const *qualities = enr_notebook_event_qualities (event->kind);
  int number = -1;

  if (event->kind == ENR_EVENT_TEMPERATURE && event->amount == ENR_NOTEBOOK_NO_AMOUNT)
    {
      int tenths = 0;

      if (!enr_temperature_parse (word, &tenths, error))
        return FALSE;
      event->amount = tenths;
      return TRUE;
    }
  if (event->amount == ENR_NOTEBOOK_NO_AMOUNT)
    number = event->kind == ENR_EVENT_MILK    ? read_number (word, ml)
             : event->kind == ENR_EVENT_BOWEL ? read_number (word, times)
                                              : -1;
  if (number >= 0)
    event->amount = number;
  else if (*event->quality == '\0' && qualities != NULL && g_strv_contains (qualities, word))
    add_to (&event->quality, word);
  else
    add_to (&event->note, word);
  return TRUE;
}

static void
clear_words (EnrNotebookEvent *event)
{
  event->amount = ENR_NOTEBOOK_NO_AMOUNT;
  g_free (event->quality);
  event->quality = g_strdup ("");
  g_free (event->note);
  event->note = g_strdup ("");
}

static gboolean
read_words (EnrNotebookEvent *event, GPtrArray *words, guint first, GError **error)
{
  clear_words (event);
  for (guint i = first; i < words->len; i++)
    if (!read_word (event, g_ptr_array_index (words, i), error))
      return FALSE;
  return TRUE;
}

gboolean
enr_notebook_event_set_words (EnrNotebookEvent *event, const char *text, GError **error)
{
  g_autoptr (GPtrArray) words = split (text, is_blank, FALSE);
  g_autoptr (EnrNotebookEvent) copy = enr_notebook_event_copy (event);

  if (!read_words (copy, words, 0, error))
    return FALSE;
  event->amount = copy->amount;
  g_free (event->quality);
  event->quality = g_strdup (copy->quality);
  g_free (event->note);
  event->note = g_strdup (copy->note);
  return TRUE;
}

/* Digits alone are a time only where no amount can be meant. */
static int
read_time (const char *word, EnrNotebookEventKind kind, EnrNotebookSide side)
{
  g_autofree char *plain = g_utf8_normalize (word, -1, G_NORMALIZE_ALL_COMPOSE);
  gboolean is_number
      = plain != NULL && *plain != '\0' && strspn (plain, "0123456789.") == strlen (plain);

  if (is_number
      && (kind == ENR_EVENT_MILK || kind == ENR_EVENT_BOWEL || kind == ENR_EVENT_TEMPERATURE))
    return ENR_NOTEBOOK_NO_TIME;
  return enr_notebook_clock_parse (word, side);
}

static gboolean
read_sleep (EnrNotebookEvent *event, const char *word, EnrNotebookSide side)
{
  g_autoptr (GPtrArray) times = split (word, is_dash, TRUE);

  event->at = enr_notebook_clock_parse (g_ptr_array_index (times, 0), side);
  if (times->len > 2 || event->at == ENR_NOTEBOOK_NO_TIME)
    return FALSE;
  if (times->len < 2 || *(const char *) g_ptr_array_index (times, 1) == '\0')
    return TRUE;
  event->until = enr_notebook_clock_parse (g_ptr_array_index (times, 1), side);
  return event->until != ENR_NOTEBOOK_NO_TIME;
}

/* "2560 完食": a time is meant, and it is none. */
static gboolean
is_meant_as_time (const char *word, EnrNotebookEventKind kind)
{
  g_autofree char *plain = g_utf8_normalize (word, -1, G_NORMALIZE_ALL_COMPOSE);
  gsize length = plain != NULL ? strlen (plain) : 0;

  if (length == 0 || !g_ascii_isdigit (*plain) || strspn (plain, "0123456789:") != length)
    return FALSE;
  return strchr (plain, ':') != NULL
         || (length >= 3 && (kind == ENR_EVENT_MEAL || kind == ENR_EVENT_MEDICINE));
}

static EnrNotebookEvent *
read_event (const char *text, EnrNotebookEventKind kind, EnrNotebookSide side, GError **error)
{
  g_autoptr (EnrNotebookEvent) event = enr_notebook_event_new (kind);
  g_autoptr (GPtrArray) words = split (text, is_blank, FALSE);
  guint first = 1;

  if (kind == ENR_EVENT_SLEEP)
    {
      if (!read_sleep (event, g_ptr_array_index (words, 0), side))
        {
          g_set_error (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                       _ ("Sleep is written as 21:00-6:30, several apart by a slash: “%s”"), text);
          return NULL;
        }
    }
  else
    {
      event->at = read_time (g_ptr_array_index (words, 0), kind, side);
      if (event->at == ENR_NOTEBOOK_NO_TIME
          && is_meant_as_time (g_ptr_array_index (words, 0), kind))
        {
          g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID,
                               _ ("A time is written as 8:05, 0805 or 805, up to 27:00."));
          return NULL;
        }
      if (event->at == ENR_NOTEBOOK_NO_TIME)
        first = 0;
    }
  return read_words (event, words, first, error) ? g_steal_pointer (&event) : NULL;
}

static void
drop_events (EnrNotebookPage *page, EnrNotebookEventKind kind)
{
  for (guint i = page->events->len; i > 0; i--)
    if (get_event (page, i - 1)->kind == kind)
      g_ptr_array_remove_index (page->events, i - 1);
}

gboolean
enr_notebook_events_set_text (EnrNotebookPage *page,
                              EnrNotebookEventKind kind,
                              const char *text,
                              GError **error)
{
  g_autoptr (GPtrArray) parts = split (text, is_slash, FALSE);
  g_autoptr (GPtrArray) events
      = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_event_free);

  for (guint i = 0; i < parts->len; i++)
    {
      EnrNotebookEvent *event;

      if (enr_text_is_blank (g_ptr_array_index (parts, i)))
        continue;
      event = read_event (g_ptr_array_index (parts, i), kind, page->side, error);
      if (event == NULL)
        return FALSE;
      g_ptr_array_add (events, event);
    }
  drop_events (page, kind);
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (page->events, enr_notebook_event_copy (g_ptr_array_index (events, i)));
  enr_notebook_page_sort (page);
  return TRUE;
}

void
enr_notebook_events_copy (EnrNotebookPage *page,
                          const EnrNotebookPage *from,
                          EnrNotebookEventKind kind)
{
  drop_events (page, kind);
  for (guint i = 0; i < from->events->len; i++)
    if (get_event (from, i)->kind == kind)
      g_ptr_array_add (page->events, enr_notebook_event_copy (get_event (from, i)));
  enr_notebook_page_sort (page);
}

gboolean
enr_notebook_event_is_same (const EnrNotebookEvent *a, const EnrNotebookEvent *b)
{
  return a->at == b->at && a->until == b->until && a->amount == b->amount
         && g_str_equal (a->quality, b->quality) && g_str_equal (a->note, b->note);
}

static const EnrNotebookEvent *
next_of_kind (const EnrNotebookPage *page, EnrNotebookEventKind kind, guint *i)
{
  while (*i < page->events->len)
    if (get_event (page, (*i)++)->kind == kind)
      return get_event (page, *i - 1);
  return NULL;
}

gboolean
enr_notebook_events_equal (const EnrNotebookPage *a,
                           const EnrNotebookPage *b,
                           EnrNotebookEventKind kind)
{
  guint i = 0, j = 0;

  for (;;)
    {
      const EnrNotebookEvent *one = next_of_kind (a, kind, &i);
      const EnrNotebookEvent *other = next_of_kind (b, kind, &j);

      if (one == NULL || other == NULL)
        return one == other;
      if (!enr_notebook_event_is_same (one, other))
        return FALSE;
    }
}
