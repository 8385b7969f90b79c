/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Pages put together: the same for all, and what two people wrote on one page.
 */
#include "config.h"

#include <stdlib.h>

#include "contact/notebook-private.h"

/* Events of a kind within so many minutes are one and the same. */
#define NEAR 60

static gboolean
fill_int (int *field, int blank, int value, gboolean overwrite)
{
  if (value == blank || *field == value || (*field != blank && !overwrite))
    return FALSE;
  *field = value;
  return TRUE;
}

static gboolean
fill_text (char **field, const char *value, gboolean overwrite)
{
  if (*value == '\0' || g_str_equal (*field, value) || (**field != '\0' && !overwrite))
    return FALSE;
  g_free (*field);
  *field = g_strdup (value);
  return TRUE;
}

static gboolean
is_near (const EnrNotebookEvent *a, const EnrNotebookEvent *b)
{
  if (a->kind != b->kind)
    return FALSE;
  if (a->at == ENR_NOTEBOOK_NO_TIME || b->at == ENR_NOTEBOOK_NO_TIME || abs (a->at - b->at) <= NEAR)
    return TRUE;
  /* A sleep that goes on while the other begins. */
  return a->at < b->at ? a->until > b->at : b->until > a->at;
}

static EnrNotebookFields
event_field (EnrNotebookEventKind kind)
{
  switch (kind)
    {
    case ENR_EVENT_SLEEP:
      return ENR_FIELD_SLEEP;
    case ENR_EVENT_MEAL:
      return ENR_FIELD_MEAL;
    case ENR_EVENT_MILK:
      return ENR_FIELD_MILK;
    case ENR_EVENT_BOWEL:
      return ENR_FIELD_BOWEL;
    case ENR_EVENT_TEMPERATURE:
    case ENR_EVENT_MEDICINE:
    default:
      return (EnrNotebookFields) 0;
    }
}

/* The page's own events come first in @events, and only they are in the way: two of the model that
 * are near each other are both added. */
static gboolean
fill_event (GPtrArray *events, guint *n_own, const EnrNotebookEvent *wanted, gboolean overwrite)
{
  guint n_near = 0;

  for (guint i = 0; i < *n_own; i++)
    {
      const EnrNotebookEvent *own = g_ptr_array_index (events, i);

      if (enr_notebook_event_equal (own, wanted))
        return FALSE;
      n_near += is_near (own, wanted);
    }
  if (n_near > 0 && !overwrite)
    return FALSE;
  for (guint i = 0; i < *n_own;)
    if (is_near (g_ptr_array_index (events, i), wanted))
      {
        g_ptr_array_remove_index (events, i);
        --*n_own;
      }
    else
      i++;
  g_ptr_array_add (events, enr_notebook_event_copy (wanted));
  return TRUE;
}

gboolean
enr_notebook_page_fill (EnrNotebookPage *self,
                        const EnrNotebookPage *model,
                        EnrNotebookFields fields,
                        gboolean overwrite)
{
  gboolean is_changed = FALSE;
  guint n_own = self->events->len;
  int mood = (int) self->mood;
  int cough = (int) self->cough;
  int nose = (int) self->nose;
  int bath = (int) self->bath;

  if (fields & ENR_FIELD_MOOD)
    is_changed |= fill_int (&mood, ENR_MOOD_NONE, (int) model->mood, overwrite);
  if (fields & ENR_FIELD_COUGH)
    is_changed |= fill_int (&cough, ENR_DEGREE_UNSAID, (int) model->cough, overwrite);
  if (fields & ENR_FIELD_NOSE)
    is_changed |= fill_int (&nose, ENR_DEGREE_UNSAID, (int) model->nose, overwrite);
  if (fields & ENR_FIELD_BATH)
    is_changed |= fill_int (&bath, ENR_BATH_UNSAID, (int) model->bath, overwrite);
  if (fields & ENR_FIELD_LEAVE)
    is_changed |= fill_int (&self->leave, ENR_MINUTES_NONE, model->leave, overwrite);
  if (fields & ENR_FIELD_COLLECTOR)
    is_changed |= fill_text (&self->collector, model->collector, overwrite);
  if (fields & ENR_FIELD_DID)
    is_changed |= fill_text (&self->did, model->did, overwrite);
  if (fields & ENR_FIELD_BODY)
    is_changed |= fill_text (&self->body, model->body, overwrite);
  self->mood = (EnrMood) mood;
  self->cough = (EnrDegree) cough;
  self->nose = (EnrDegree) nose;
  self->bath = (EnrBath) bath;
  for (guint i = 0; i < model->events->len; i++)
    {
      const EnrNotebookEvent *wanted = g_ptr_array_index (model->events, i);

      if (fields & event_field (wanted->kind))
        is_changed |= fill_event (self->events, &n_own, wanted, overwrite);
    }
  enr_notebook_page_sort (self);
  return is_changed;
}

/*
 * Merging
 */

static gboolean
merge_int (int *mine, int seen, int present)
{
  if (*mine == seen)
    *mine = present;
  return *mine == present || present == seen;
}

static gboolean
merge_text (char **mine, const char *seen, const char *present)
{
  if (g_str_equal (*mine, seen))
    {
      g_free (*mine);
      *mine = g_strdup (present);
    }
  return g_str_equal (*mine, present) || g_str_equal (present, seen);
}

/* Whether both have the same events of a kind. */
static gboolean
same_events (const EnrNotebookPage *a, const EnrNotebookPage *b, EnrNotebookEventKind kind)
{
  guint i = 0;
  guint j = 0;

  for (;;)
    {
      const EnrNotebookEvent *left;
      const EnrNotebookEvent *right;

      while (i < a->events->len
             && ((const EnrNotebookEvent *) g_ptr_array_index (a->events, i))->kind != kind)
        i++;
      while (j < b->events->len
             && ((const EnrNotebookEvent *) g_ptr_array_index (b->events, j))->kind != kind)
        j++;
      if (i == a->events->len || j == b->events->len)
        return i == a->events->len && j == b->events->len;
      left = g_ptr_array_index (a->events, i++);
      right = g_ptr_array_index (b->events, j++);
      if (!enr_notebook_event_equal (left, right))
        return FALSE;
    }
}

/* The events of a kind become those of @present. */
static void
take_events (EnrNotebookPage *mine, const EnrNotebookPage *present, EnrNotebookEventKind kind)
{
  for (guint i = 0; i < mine->events->len;)
    if (((const EnrNotebookEvent *) g_ptr_array_index (mine->events, i))->kind == kind)
      g_ptr_array_remove_index (mine->events, i);
    else
      i++;
  for (guint i = 0; i < present->events->len; i++)
    {
      const EnrNotebookEvent *event = g_ptr_array_index (present->events, i);

      if (event->kind == kind)
        g_ptr_array_add (mine->events, enr_notebook_event_copy (event));
    }
}

static gboolean
merge_events (EnrNotebookPage *mine,
              const EnrNotebookPage *seen,
              const EnrNotebookPage *present,
              EnrNotebookEventKind kind)
{
  if (same_events (mine, seen, kind))
    take_events (mine, present, kind);
  return same_events (mine, present, kind) || same_events (present, seen, kind);
}

EnrNotebookPage *
enr_notebook_page_merge (const EnrNotebookPage *mine,
                         const EnrNotebookPage *seen,
                         const EnrNotebookPage *present)
{
  g_autoptr (EnrNotebookPage) page = enr_notebook_page_copy (mine);
  g_autoptr (EnrNotebookPage) base = enr_notebook_page_dup_tidy (seen);
  int mood = (int) page->mood;
  int cough = (int) page->cough;
  int nose = (int) page->nose;
  int bath = (int) page->bath;
  /* A temperature and when it was taken are one. */
  gboolean is_measured = page->temperature != base->temperature || page->taken_at != base->taken_at;
  gboolean is_other_measured
      = present->temperature != base->temperature || present->taken_at != base->taken_at;

  if (is_measured && is_other_measured
      && (page->temperature != present->temperature || page->taken_at != present->taken_at))
    return NULL;
  if (!is_measured)
    {
      page->temperature = present->temperature;
      page->taken_at = present->taken_at;
    }
  if (!merge_int (&mood, (int) base->mood, (int) present->mood)
      || !merge_int (&cough, (int) base->cough, (int) present->cough)
      || !merge_int (&nose, (int) base->nose, (int) present->nose)
      || !merge_int (&bath, (int) base->bath, (int) present->bath)
      || !merge_int (&page->leave, base->leave, present->leave)
      || !merge_text (&page->collector, base->collector, present->collector)
      || !merge_text (&page->did, base->did, present->did)
      || !merge_text (&page->body, base->body, present->body))
    return NULL;
  for (EnrNotebookEventKind kind = 0; kind < ENR_NOTEBOOK_N_EVENTS; kind++)
    if (!merge_events (page, base, present, kind))
      return NULL;
  page->mood = (EnrMood) mood;
  page->cough = (EnrDegree) cough;
  page->nose = (EnrDegree) nose;
  page->bath = (EnrBath) bath;
  page->version = present->version;
  enr_notebook_page_sort (page);
  return g_steal_pointer (&page);
}
