/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What is printed from the page: the one that is open or looked at, and all of a kind and a time,
 * which is on the page of papers.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/papers/paper-writings.h"
#include "app/writing/writing-page-private.h"
#include "app/writing/writing-paper-window.h"
#include "reports/writing-print.h"

void
enr_writing_page_print_writing (EnrWritingPage *self, const EnrUuid *id)
{
  enr_writing_paper_window_show (GTK_WIDGET (self), self->session, self->kinds, id,
                                 ENR_PRINT_PRESENT);
}

static void
print_many (EnrWritingPage *self, const EnrUuid *class_id, EnrWritingPeriod span, EnrDate day)
{
  char class_text[ENR_UUID_STRING_LENGTH];

  gtk_widget_activate_action (GTK_WIDGET (self), "win.writings", "(ssii)", self->kind->key,
                              class_id != NULL && !enr_uuid_is_none (class_id)
                                  ? enr_uuid_format (class_id, class_text)
                                  : "",
                              (int) span, (int) day);
}

/* The overview shows a month of days, a quarter of weeks, or a fiscal year of all else. */
static void
print_overview (EnrWritingPage *self)
{
  EnrDate from, until;
  EnrWritingPeriod span = ENR_PERIOD_YEAR;

  if (self->kind == NULL)
    return;
  enr_shelf_time_of (self->kind, enr_session_get_date (self->session), &from, &until);
  if (until < enr_date_month_start (from, 1))
    span = ENR_PERIOD_MONTH;
  else if (until < enr_date_month_start (from, 3))
    span = ENR_PERIOD_TERM;
  print_many (self, NULL, span, enr_session_get_date (self->session));
}

/* The month that the keyboard's cell is in; without one the day of the window is in it. */
static void
print_month_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWritingPage *self = ENR_WRITING_PAGE (widget);
  const EnrShelfLine *of = NULL;
  EnrDate day;
  guint line, column;

  if (self->session == NULL || self->kind == NULL)
    return;
  day = enr_session_get_date (self->session);
  if (self->reading != NULL && self->reading->kind == self->kind
      && enr_shelf_grid_get_cell (self->grid, &line, &column) && line < self->reading->lines->len
      && column < self->reading->columns->len)
    {
      const EnrShelfColumn *at = g_ptr_array_index (self->reading->columns, column);

      of = g_ptr_array_index (self->reading->lines, line);
      if (self->kind->period != ENR_PERIOD_STAY && (day < at->first || day > at->last))
        day = at->first;
    }
  print_many (self, g_str_equal (name, "writing.print-class") && of != NULL ? &of->class_id : NULL,
              ENR_PERIOD_MONTH, day);
}

void
enr_writing_page_install_print_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "writing.print-month", NULL, print_month_action);
  gtk_widget_class_install_action (widget_class, "writing.print-class", NULL, print_month_action);
}

void
enr_writing_page_print (EnrWritingPage *self)
{
  EnrWaitingItem *item;

  g_return_if_fail (ENR_IS_WRITING_PAGE (self));

  if (self->session == NULL)
    return;
  if (self->editor != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->editor)))
    enr_writing_editor_print (self->editor);
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "overview") == 0)
    print_overview (self);
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "waiting") == 0
           && (item = enr_waiting_view_get_selected (self->waiting)) != NULL)
    enr_writing_paper_window_show (GTK_WIDGET (self), self->session, self->kinds,
                                   &enr_waiting_item_get_writing (item)->id,
                                   enr_waiting_item_get_writing (item)->version);
  else
    enr_session_tell (self->session, _ ("Open a plan or record, and it can be printed."));
}
