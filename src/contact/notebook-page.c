/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A page of the notebook as a value: copying, comparing, what it may have.
 */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/text.h"
#include "contact/contact-private.h"
#include "contact/notebook-private.h"

/* Beyond these a person is asked. */
#define DOUBTFUL_BELOW 340
#define DOUBTFUL_ABOVE 420
#define LONG_SLEEP (16 * 60)
#define MUCH_MILK 400
#define MAX_MILK 2000
#define MAX_TIMES 20

EnrNotebookEvent *
enr_notebook_event_new (EnrNotebookEventKind kind)
{
  EnrNotebookEvent *self = g_new0 (EnrNotebookEvent, 1);

  self->kind = kind;
  self->at = self->until = ENR_NOTEBOOK_NO_TIME;
  self->amount = ENR_NOTEBOOK_NO_AMOUNT;
  self->quality = g_strdup ("");
  self->note = g_strdup ("");
  return self;
}

EnrNotebookEvent *
enr_notebook_event_copy (const EnrNotebookEvent *self)
{
  EnrNotebookEvent *copy = g_memdup2 (self, sizeof *self);

  copy->quality = g_strdup (self->quality);
  copy->note = g_strdup (self->note);
  return copy;
}

void
enr_notebook_event_free (EnrNotebookEvent *self)
{
  if (self == NULL)
    return;

  g_free (self->quality);
  g_free (self->note);
  g_free (self);
}

gboolean
enr_notebook_event_equal (const EnrNotebookEvent *a, const EnrNotebookEvent *b)
{
  return a->kind == b->kind && a->at == b->at && a->until == b->until && a->amount == b->amount
         && g_str_equal (a->quality, b->quality) && g_str_equal (a->note, b->note);
}

EnrNotebookPage *
enr_notebook_page_new (const EnrUuid *child_id, EnrDate day, EnrNotebookSide side)
{
  EnrNotebookPage *self = g_new0 (EnrNotebookPage, 1);

  self->child_id = *child_id;
  self->day = day;
  self->side = side;
  self->taken_at = self->leave = ENR_MINUTES_NONE;
  self->collector = g_strdup ("");
  self->did = g_strdup ("");
  self->body = g_strdup ("");
  self->written_by = g_strdup ("");
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_event_free);
  return self;
}

EnrNotebookPage *
enr_notebook_page_copy (const EnrNotebookPage *self)
{
  EnrNotebookPage *copy = g_memdup2 (self, sizeof *self);

  copy->collector = g_strdup (self->collector);
  copy->did = g_strdup (self->did);
  copy->body = g_strdup (self->body);
  copy->written_by = g_strdup (self->written_by);
  copy->events = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notebook_event_free);
  for (guint i = 0; i < self->events->len; i++)
    g_ptr_array_add (copy->events, enr_notebook_event_copy (g_ptr_array_index (self->events, i)));
  return copy;
}

void
enr_notebook_page_free (EnrNotebookPage *self)
{
  if (self == NULL)
    return;

  g_free (self->collector);
  g_free (self->did);
  g_free (self->body);
  g_free (self->written_by);
  g_ptr_array_unref (self->events);
  g_free (self);
}

gboolean
enr_notebook_page_is_empty (const EnrNotebookPage *self)
{
  return self->temperature == 0 && self->taken_at == ENR_MINUTES_NONE && self->mood == ENR_MOOD_NONE
         && self->cough == ENR_DEGREE_UNSAID && self->nose == ENR_DEGREE_UNSAID
         && self->bath == ENR_BATH_UNSAID && self->leave == ENR_MINUTES_NONE
         && *self->collector == '\0' && *self->did == '\0' && *self->body == '\0'
         && self->events->len == 0;
}

gboolean
enr_notebook_page_equal (const EnrNotebookPage *a, const EnrNotebookPage *b)
{
  if (a->temperature != b->temperature || a->taken_at != b->taken_at || a->mood != b->mood
      || a->cough != b->cough || a->nose != b->nose || a->bath != b->bath || a->leave != b->leave
      || !g_str_equal (a->collector, b->collector) || !g_str_equal (a->did, b->did)
      || !g_str_equal (a->body, b->body) || a->events->len != b->events->len)
    return FALSE;
  for (guint i = 0; i < a->events->len; i++)
    if (!enr_notebook_event_equal (g_ptr_array_index (a->events, i),
                                   g_ptr_array_index (b->events, i)))
      return FALSE;
  return TRUE;
}

EnrNotebookEvent *
enr_notebook_page_find_event (const EnrNotebookPage *self, EnrNotebookEventKind kind)
{
  for (guint i = 0; i < self->events->len; i++)
    {
      EnrNotebookEvent *event = g_ptr_array_index (self->events, i);

      if (event->kind == kind)
        return event;
    }
  return NULL;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const EnrNotebookEvent *left = *(const EnrNotebookEvent *const *) a;
  const EnrNotebookEvent *right = *(const EnrNotebookEvent *const *) b;

  if (left->at != right->at)
    {
      if (left->at == ENR_NOTEBOOK_NO_TIME || right->at == ENR_NOTEBOOK_NO_TIME)
        return left->at == ENR_NOTEBOOK_NO_TIME ? 1 : -1;
      return left->at < right->at ? -1 : 1;
    }
  return (int) left->kind - (int) right->kind;
}

void
enr_notebook_page_sort (EnrNotebookPage *self)
{
  g_ptr_array_sort (self->events, compare_events);
}

static void
take_text (char **field, char *text)
{
  g_free (*field);
  *field = text;
}

EnrNotebookPage *
enr_notebook_page_dup_tidy (const EnrNotebookPage *self)
{
  EnrNotebookPage *tidy = enr_notebook_page_copy (self);

  take_text (&tidy->collector, enr_text_tidy (self->collector));
  take_text (&tidy->did, enr_text_tidy_lines (self->did));
  take_text (&tidy->body, enr_text_tidy_lines (self->body));
  take_text (&tidy->written_by, enr_text_tidy (self->written_by));
  for (guint i = 0; i < tidy->events->len; i++)
    {
      EnrNotebookEvent *event = g_ptr_array_index (tidy->events, i);

      take_text (&event->quality, enr_text_tidy (event->quality));
      take_text (&event->note, enr_text_tidy (event->note));
    }
  if (self->side == ENR_SIDE_NURSERY)
    {
      tidy->bath = ENR_BATH_UNSAID;
      tidy->leave = ENR_MINUTES_NONE;
      take_text (&tidy->collector, g_strdup (""));
    }
  else
    take_text (&tidy->did, g_strdup (""));
  enr_notebook_page_sort (tidy);
  return tidy;
}

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
is_event_time (int minutes)
{
  return minutes == ENR_NOTEBOOK_NO_TIME
         || (minutes >= ENR_NOTEBOOK_FIRST_MINUTE && minutes <= ENR_NOTEBOOK_LAST_MINUTE);
}

static gboolean
check_amount (const EnrNotebookEvent *event, GError **error)
{
  switch (event->kind)
    {
    case ENR_EVENT_MILK:
      return (event->amount >= 0 && event->amount <= MAX_MILK)
             || refuse (error, _ ("Milk is between 0 and 2,000 ml."));
    case ENR_EVENT_BOWEL:
      return (event->amount >= 0 && event->amount <= MAX_TIMES)
             || refuse (error, _ ("A bowel movement is between 0 and 20 times."));
    case ENR_EVENT_TEMPERATURE:
      return enr_temperature_check (event->amount == 0 ? -1 : event->amount, error);
    case ENR_EVENT_SLEEP:
    case ENR_EVENT_MEAL:
    case ENR_EVENT_MEDICINE:
    default:
      return refuse (error, _ ("Sleep, a meal and medicine have no amount."));
    }
}

static gboolean
check_event (const EnrNotebookEvent *event, EnrNotebookSide side, GError **error)
{
  gboolean has_end = event->until != ENR_NOTEBOOK_NO_TIME;

  if (!is_event_time (event->at) || !is_event_time (event->until))
    return refuse (error, _ ("A time is between the evening before and 27:00. Is the time right?"));
  if (has_end && (event->kind != ENR_EVENT_SLEEP || event->at == ENR_NOTEBOOK_NO_TIME))
    return refuse (error, _ ("Only sleep with a beginning has an end."));
  if (has_end && event->until < event->at)
    return refuse (error, _ ("Sleep ends before it begins. Sleep from the evening before begins on "
                             "the day before."));
  if (event->kind == ENR_EVENT_MEDICINE && side == ENR_SIDE_NURSERY)
    return refuse (error, _ ("Medicine that the nursery gives is recorded under Medicine, by two "
                             "people."));
  if (event->kind == ENR_EVENT_TEMPERATURE && event->amount == ENR_NOTEBOOK_NO_AMOUNT)
    return refuse (error, _ ("A temperature has no value."));
  return (event->amount == ENR_NOTEBOOK_NO_AMOUNT || check_amount (event, error))
         && enr_notice_check_text (event->quality, error)
         && enr_notice_check_text (event->note, error);
}

gboolean
enr_notebook_page_check (const EnrNotebookPage *self, GError **error)
{
  const char *const texts[] = { self->collector, self->did, self->body, self->written_by };

  if (self->day == ENR_DATE_NONE)
    return refuse (error, _ ("The day is missing."));
  if (!enr_temperature_check (self->temperature, error))
    return FALSE;
  if (self->taken_at < ENR_MINUTES_NONE || self->taken_at > ENR_MINUTES_MAX
      || self->leave < ENR_MINUTES_NONE || self->leave > ENR_MINUTES_MAX)
    return refuse (error, _ ("A time is between 0:00 and 27:00."));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!enr_notice_check_text (texts[i], error))
      return FALSE;
  if (self->events->len > ENR_NOTEBOOK_MAX_EVENTS)
    return refuse (error, _ ("A page has 100 entries with a time at most."));
  for (guint i = 0; i < self->events->len; i++)
    if (!check_event (g_ptr_array_index (self->events, i), self->side, error))
      return FALSE;
  return TRUE;
}

static void
add_sentence (GString *text, char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
  g_free (sentence);
}

static void
doubt_temperature (GString *text, int tenths)
{
  if (tenths > 0 && (tenths < DOUBTFUL_BELOW || tenths > DOUBTFUL_ABOVE))
    /* Translators: a temperature in degrees and tenths */
    add_sentence (text, g_strdup_printf (_ ("Is %d.%d ℃ right?"), tenths / 10, tenths % 10));
}

/* Sleeps are in order of time by now. */
static void
doubt_sleep (GString *text, const EnrNotebookEvent *event, const EnrNotebookEvent *last)
{
  g_autofree char *at = enr_notebook_time_dup_label (event->at);
  g_autofree char *until = enr_notebook_time_dup_label (event->until);

  if (event->until != ENR_NOTEBOOK_NO_TIME && event->until - event->at > LONG_SLEEP)
    /* Translators: the times of falling asleep and of waking */
    add_sentence (text, g_strdup_printf (_ ("Is sleep from %s to %s right?"), at, until));
  if (last != NULL && last->until != ENR_NOTEBOOK_NO_TIME && event->at < last->until)
    /* Translators: a time of falling asleep */
    add_sentence (text, g_strdup_printf (_ ("The sleep from %s begins before the one before has "
                                            "ended. Is that right?"),
                                         at));
}

char *
enr_notebook_page_dup_doubts (const EnrNotebookPage *self)
{
  GString *text = g_string_new (NULL);
  g_autoptr (EnrNotebookPage) page = enr_notebook_page_dup_tidy (self);
  const EnrNotebookEvent *last = NULL;

  doubt_temperature (text, page->temperature);
  for (guint i = 0; i < page->events->len; i++)
    {
      const EnrNotebookEvent *event = g_ptr_array_index (page->events, i);

      if (event->kind == ENR_EVENT_TEMPERATURE)
        doubt_temperature (text, event->amount);
      if (event->kind == ENR_EVENT_MILK && event->amount > MUCH_MILK)
        /* Translators: an amount of milk */
        add_sentence (text, g_strdup_printf (_ ("Is %d ml of milk right?"), event->amount));
      if (event->kind != ENR_EVENT_SLEEP || event->at == ENR_NOTEBOOK_NO_TIME)
        continue;
      doubt_sleep (text, event, last);
      /* The one that ends last is what the next must not be in. */
      if (last == NULL || last->until < event->until)
        last = event;
    }
  return g_string_free (text, FALSE);
}
