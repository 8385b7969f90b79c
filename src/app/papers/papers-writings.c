/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records: which kind, and of which month, quarter or fiscal year.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/papers/paper-writings.h"
#include "app/papers/papers-page-private.h"

/* What is first looked at: what an audit asks for first. */
#define FIRST_KIND "diary"

/* The times to choose from, in the order of the drop-down. */
static const struct
{
  EnrWritingPeriod span;
  const char *label;
} spans[] = {
  { ENR_PERIOD_MONTH, N_ ("A month") },
  { ENR_PERIOD_TERM, N_ ("Three months") },
  { ENR_PERIOD_YEAR, N_ ("A fiscal year") },
};

static guint
find_span (EnrWritingPeriod span)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (spans[i].span == span)
      return i;
  return 0;
}

static guint
find_kind (EnrPapersPage *self, const char *key)
{
  for (guint i = 0; i < enr_writing_kinds_get_n (self->kinds); i++)
    if (g_str_equal (enr_writing_kinds_get (self->kinds, i)->key, key))
      return i;
  return 0;
}

/* A time that is shorter than what one plan is about would show the same plan again and again. */
static void
show_spans (EnrPapersPage *self)
{
  guint least = find_span (enr_paper_writings_span (self->writing));
  guint chosen = MAX (find_span (self->span), least);
  const char *labels[G_N_ELEMENTS (spans) + 1] = { NULL };

  for (guint i = least; i < G_N_ELEMENTS (spans); i++)
    labels[i - least] = _ (spans[i].label);
  self->span = spans[chosen].span;
  gtk_string_list_splice (self->span_names, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->span_names)), labels);
  gtk_drop_down_set_selected (self->span_drop, chosen - least);
  gtk_widget_set_visible (GTK_WIDGET (self->span_drop), self->writing->period != ENR_PERIOD_STAY
                                                            && least + 1 < G_N_ELEMENTS (spans));
}

static void
choose (EnrPapersPage *self, guint position)
{
  self->writing = enr_writing_kinds_get (self->kinds, position);
  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->kind_drop, position);
  show_spans (self);
  self->is_filling = FALSE;
}

gboolean
enr_papers_page_prepare_writings (EnrPapersPage *self)
{
  g_autoptr (GPtrArray) names = NULL;

  if (self->kinds == NULL)
    {
      self->kinds = enr_writing_kinds_load ();
      names = g_ptr_array_new ();
      for (guint i = 0; i < enr_writing_kinds_get_n (self->kinds); i++)
        g_ptr_array_add (names, enr_writing_kinds_get (self->kinds, i)->label);
      g_ptr_array_add (names, NULL);
      self->is_filling = TRUE;
      gtk_string_list_splice (self->kind_names, 0,
                              g_list_model_get_n_items (G_LIST_MODEL (self->kind_names)),
                              (const char *const *) names->pdata);
      self->is_filling = FALSE;
      self->span = ENR_PERIOD_MONTH;
      if (enr_writing_kinds_get_n (self->kinds) > 0)
        choose (self, find_kind (self, FIRST_KIND));
    }
  return self->writing != NULL;
}

void
enr_papers_page_choose_writing (EnrPapersPage *self, const char *key, EnrWritingPeriod span)
{
  self->span = span;
  choose (self, find_kind (self, key));
}

static void
get_time (EnrPapersPage *self, EnrDate *from, EnrDate *until)
{
  enr_writing_period_of (self->span, self->month, from, until);
}

void
enr_papers_page_ask_for_writings (EnrPapersPage *self, EnrPaperRequest *request)
{
  request->writing = g_intern_string (self->writing->key);
  request->writing_label = g_intern_string (self->writing->label);
  if (self->writing->period == ENR_PERIOD_STAY)
    {
      request->date = enr_session_get_date (self->session);
      return;
    }
  get_time (self, &request->date, &request->until);
}

char *
enr_papers_page_dup_span (EnrPapersPage *self)
{
  EnrDate from, until;

  get_time (self, &from, &until);
  return enr_writing_period_dup_text (self->span, from, until);
}

void
enr_papers_page_move_span (EnrPapersPage *self, int step)
{
  EnrDate from, until;

  get_time (self, &from, &until);
  self->month = step > 0 ? until + 1 : from - 1;
}

void
enr_papers_page_writing_selected (EnrPapersPage *self)
{
  guint position = gtk_drop_down_get_selected (self->kind_drop);

  if (self->is_filling || self->kinds == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  choose (self, position);
  self->is_live = FALSE;
  if (enr_papers_page_is_open (self))
    enr_papers_page_load_paper (self, FALSE);
}

void
enr_papers_page_span_selected (EnrPapersPage *self)
{
  guint position = gtk_drop_down_get_selected (self->span_drop);
  guint least;

  if (self->is_filling || self->writing == NULL || position == GTK_INVALID_LIST_POSITION)
    return;
  least = find_span (enr_paper_writings_span (self->writing));
  self->span = spans[MIN (least + position, G_N_ELEMENTS (spans) - 1)].span;
  if (enr_papers_page_is_open (self))
    enr_papers_page_load_paper (self, FALSE);
}
