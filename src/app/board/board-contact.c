/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Contact with parents on the board: whose family has to be called, which child has come before an
 * infectious disease allows it or without its paper, and the windows about it. It is read after the
 * day.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/board/board-page-private.h"
#include "app/board/call-window.h"
#include "app/board/notice-list-window.h"
#include "app/board/watch-window.h"
#include "app/city/outbreak-start.h"
#include "base/clock.h"
#include "contact/call.h"
#include "contact/illness.h"
#include "submission/outbreak-report.h"

#define MINUTE_SECONDS 60 /* families become due as time goes by */
#define MAX_LINES 3

typedef struct
{
  EnrDate date;
  guint n_due;
  GPtrArray *lines; /* (element-type char) */
  char *outbreak;   /* key of the illness that has to be reported and is not, or NULL */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->lines);
  g_free (reading->outbreak);
  g_free (reading);
}

/* Who is away as agreed and has time to bring the paper is nothing for today. */
static gboolean
add_watches (EnrDb *db, const EnrDay *day, GPtrArray *lines, GError **error)
{
  g_autoptr (GPtrArray) watches = enr_illness_watch (db, day, error);

  for (guint i = 0; watches != NULL && i < watches->len; i++)
    {
      const EnrWatch *watch = g_ptr_array_index (watches, i);

      if ((watch->flags & ENR_WATCH_EARLY) != 0
          || ((watch->flags & ENR_WATCH_HERE) != 0 && (watch->flags & ENR_WATCH_PAPER) != 0))
        g_ptr_array_add (lines, enr_watch_dup_text (watch, day));
    }
  return watches != NULL;
}

static char *
dup_outbreak (const EnrOutbreak *outbreak, gboolean is_made)
{
  if (is_made)
    /* Translators: a disease, and how many children have it */
    return g_strdup_printf (ngettext ("%s: %u child; the report is made",
                                      "%s: %u children; the report is made", outbreak->n),
                            outbreak->name, outbreak->n);
  /* Translators: a disease, and how many children have it */
  return g_strdup_printf (ngettext ("%s: %u child; this has to be reported",
                                    "%s: %u children; this has to be reported", outbreak->n),
                          outbreak->name, outbreak->n);
}

/* An illness with a name is reported before all who are ill, whatever it is. */
static gboolean
add_outbreaks (EnrDb *db, const EnrDay *day, Reading *reading, GError **error)
{
  g_autoptr (GPtrArray) outbreaks = enr_outbreak_load (db, day, error);
  g_autoptr (GPtrArray) reports = outbreaks != NULL ? enr_outbreak_report_list (db, error) : NULL;

  for (guint i = 0; reports != NULL && i < outbreaks->len; i++)
    {
      const EnrOutbreak *outbreak = g_ptr_array_index (outbreaks, i);
      gboolean is_made = enr_outbreak_report_find (reports, outbreak->disease, day->date) != NULL;

      if (!outbreak->is_reached)
        continue;
      g_ptr_array_add (reading->lines, dup_outbreak (outbreak, is_made));
      if (!is_made && (reading->outbreak == NULL || *reading->outbreak == '\0'))
        {
          g_free (reading->outbreak);
          reading->outbreak = g_strdup (outbreak->disease);
        }
    }
  return reports != NULL;
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const EnrDay *day = data;
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GPtrArray) due = enr_call_due_load (db, day, enr_clock_now (), error);

  reading->date = day->date;
  reading->lines = g_ptr_array_new_with_free_func (g_free);
  if (due != NULL)
    reading->n_due = due->len;
  /* An outbreak first: only a few lines are seen, and there may be many children to watch. */
  if (due != NULL && add_outbreaks (db, day, reading, error)
      && add_watches (db, day, reading->lines, error))
    return reading;
  reading_free (reading);
  return NULL;
}

static char *
join_lines (GPtrArray *lines, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, lines->len); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            (const char *) g_ptr_array_index (lines, i));
  if (lines->len > n)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", lines->len - n),
                              lines->len - n);
    }
  return g_string_free (text, FALSE);
}

static void
show_outbreak (EnrBoardPage *self, const char *disease)
{
  gtk_widget_set_visible (self->outbreak_button, disease != NULL);
  if (disease == NULL)
    return;
  /* The target first: an action without it is a warning. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->outbreak_button), "s", disease);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->outbreak_button), "board.report-outbreak");
}

static void
show (EnrBoardPage *self, const Reading *reading)
{
  g_autofree char *text = join_lines (reading->lines, MAX_LINES);
  g_autofree char *all = join_lines (reading->lines, G_MAXUINT);
  g_autofree char *calls = g_strdup_printf (
      ngettext ("Call %u family…", "Call %u families…", reading->n_due), reading->n_due);

  gtk_label_set_text (self->contact_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->contact_label),
                               reading->lines->len > MAX_LINES ? all : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->contact_label), reading->lines->len > 0);
  gtk_widget_set_visible (self->watch_button, reading->lines->len > 0);
  show_outbreak (self, reading->outbreak);
  gtk_button_set_label (self->call_button, calls);
  gtk_widget_set_visible (GTK_WIDGET (self->call_button), reading->n_due > 0);
  gtk_widget_set_visible (self->contact_bar, reading->lines->len > 0 || reading->n_due > 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrBoardPage) self = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = enr_store_finish (ENR_STORE (source), result, &error);

  if (reading == NULL)
    {
      if (self->session != NULL)
        enr_session_fail (self->session, error);
      return;
    }
  if (self->session != NULL && reading->date == enr_session_get_date (self->session))
    show (self, reading);
  reading_free (reading);
}

static gboolean
minute_cb (gpointer data)
{
  enr_board_page_load_contact (data);
  return G_SOURCE_CONTINUE;
}

void
enr_board_page_load_contact (EnrBoardPage *self)
{
  if (self->day == NULL)
    return;
  enr_store_read_async (enr_session_get_store (self->session), load, enr_day_ref (self->day),
                        (GDestroyNotify) enr_day_unref, reading_free, self->cancellable, loaded_cb,
                        g_object_ref (self));
  if (self->contact_source == 0)
    self->contact_source = g_timeout_add_seconds (MINUTE_SECONDS, minute_cb, self);
}

static void
window_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBoardPage *self = ENR_BOARD_PAGE (widget);
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (widget));

  if (g_str_equal (name, "board.calls"))
    enr_call_window_show (parent, self->session);
  else if (g_str_equal (name, "board.notices"))
    enr_notice_list_window_show (parent, self->session);
  else
    enr_watch_window_show (parent, self->session);
}

static void
report_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrBoardPage *self = ENR_BOARD_PAGE (widget);

  if (self->session != NULL)
    enr_outbreak_start (self->session, widget, g_variant_get_string (parameter, NULL));
}

void
enr_board_page_install_contact (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "board.report-outbreak", "s", report_action);
  gtk_widget_class_install_action (widget_class, "board.notices", NULL, window_action);
  gtk_widget_class_install_action (widget_class, "board.calls", NULL, window_action);
  gtk_widget_class_install_action (widget_class, "board.watch", NULL, window_action);
}
