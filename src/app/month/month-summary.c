/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/month/month-page-private.h"
#include "app/month/month-words.h"
#include "base/clock.h"
#include "base/yen.h"

#define DIFFERENCES 60

/* "2026-07-01 10:00" */
static char *
dup_time (EnrInstant instant)
{
  char *text = enr_instant_dup_local (instant);

  text[10] = ' ';
  return text;
}

/* Why the month was closed again, beside what is said about the closing. */
static void
show_reason (EnrMonthPage *self, const char *status)
{
  const char *reason = self->reading->state->closing.reason;
  g_autofree char *text = NULL;

  if (self->reading->state->closing.revision > 1)
    text = g_strdup_printf ("%s\n%s", status, reason);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status_label), text != NULL ? text : status);
}

static void
show_status (EnrMonthPage *self)
{
  const EnrMonthState *state = self->reading->state;
  EnrDate last = enr_month_reading_last (self->reading);
  g_autofree char *month = enr_date_dup_era_month (self->reading->first);
  g_autofree char *text = NULL;

  gtk_label_set_text (self->month_label, month);
  if (state->closing.revision > 0)
    {
      g_autofree char *at = dup_time (state->closing.closed_at);

      if (*state->closing.closed_by != '\0')
        /* Translators: the number of the closing, a time, and who closed the month */
        text = g_strdup_printf (_ ("The month is closed (revision %d, %s, %s)"),
                                state->closing.revision, at, state->closing.closed_by);
      else
        /* Translators: the number of the closing, and a time */
        text = g_strdup_printf (_ ("The month is closed (revision %d, %s)"),
                                state->closing.revision, at);
    }
  else if (last > enr_clock_today ())
    {
      g_autofree char *day = enr_date_dup_era_weekday (last);

      /* Translators: the last day of the month */
      text = g_strdup_printf (_ ("Can be closed from %s"), day);
    }
  else if (state->items->len > 0)
    text = g_strdup_printf (ngettext ("Not closed. %u thing is open",
                                      "Not closed. %u things are open", state->items->len),
                            state->items->len);
  else
    text = g_strdup (_ ("Not closed. Nothing is open"));
  gtk_label_set_text (self->status_label, text);
  show_reason (self, text);
}

static void
show_changes (EnrMonthPage *self)
{
  const EnrMonthState *state = self->reading->state;
  g_autofree char *changes = NULL;

  gtk_revealer_set_reveal_child (self->changed, state->has_changed);
  if (!state->has_changed)
    return;
  changes = enr_month_words_dup_differences (state, DIFFERENCES);
  gtk_label_set_text (self->changes, changes);
}

/* The button stands out when one press more is all that is left to do. */
static void
show_close_button (EnrMonthPage *self)
{
  const EnrMonthState *state = self->reading->state;
  gboolean is_over = enr_month_reading_last (self->reading) <= enr_clock_today ();

  gtk_widget_set_visible (GTK_WIDGET (self->close_button), state->closing.revision == 0);
  if (is_over && state->items->len == 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->close_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->close_button), "suggested-action");
}

/* Charges stand together by child. */
static void
show_care (EnrMonthPage *self)
{
  const EnrCareMonth *care = self->reading->state->care;
  guint n_children = 0;
  guint n_minutes = 0;
  g_autofree char *children = NULL;
  g_autofree char *minutes = NULL;
  g_autofree char *amount = enr_yen_dup (care->total);

  for (guint i = 0; i < care->charges->len; i++)
    {
      const EnrCharge *charge = enr_month_reading_charge (self->reading, i);

      if (i == 0 || charge->child != enr_month_reading_charge (self->reading, i - 1)->child)
        n_children++;
      n_minutes += charge->minutes;
    }
  children = g_strdup_printf (ngettext ("%u child", "%u children", n_children), n_children);
  minutes = enr_month_words_dup_minutes (n_minutes);
  gtk_label_set_text (self->care_children, children);
  gtk_label_set_text (self->care_minutes, minutes);
  gtk_label_set_text (self->care_amount, amount);
}

static void
show_figures (EnrMonthPage *self)
{
  const EnrMonthlyStatistics *statistics = self->reading->state->statistics;
  EnrAgeLine all = enr_monthly_statistics_total (statistics);
  g_autofree char *present = enr_yen_dup_digits (all.present);
  g_autofree char *open_days = NULL;
  g_autofree char *enrolled = NULL;
  g_autofree char *attended = NULL;
  g_autofree char *rate = enr_month_words_dup_rate (statistics->rate);

  open_days = g_strdup_printf (ngettext ("%u day", "%u days", statistics->open_days),
                               statistics->open_days);
  enrolled
      = g_strdup_printf (ngettext ("%u child", "%u children", all.enrolled_all), all.enrolled_all);
  /* Translators: a number of days that children attended, added up */
  attended = g_strdup_printf (_ ("%s child-days"), present);
  gtk_label_set_text (self->open_days, open_days);
  gtk_label_set_text (self->enrolled, enrolled);
  gtk_label_set_text (self->present, attended);
  gtk_label_set_text (self->rate, rate);
}

static void
set_count (GtkToggleButton *button, const char *word, guint count)
{
  g_autofree char *label = g_strdup_printf ("%s %u", word, count);

  gtk_button_set_label (GTK_BUTTON (button), label);
}

static void
show_checklist (EnrMonthPage *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->checks)); i++)
    {
      g_autoptr (EnrCheckItem) kind = g_list_model_get_item (G_LIST_MODEL (self->checks), i);

      enr_check_item_fill (kind, self->reading->state);
    }
}

void
enr_month_page_show_summary (EnrMonthPage *self)
{
  const EnrCareMonth *care = self->reading->state->care;

  show_status (self);
  show_changes (self);
  show_close_button (self);
  show_checklist (self);
  show_figures (self);
  show_care (self);
  set_count (self->filter_all, C_ ("filter of charges", "All"), care->charges->len);
  set_count (self->filter_open, C_ ("filter of charges", "To decide"), care->n_computed);
  set_count (self->filter_differing, C_ ("filter of charges", "Differing"), care->n_differing);
}
