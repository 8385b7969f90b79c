/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/city/report-row.h"

#include <glib/gi18n.h>

#include "submission/submission.h"

struct _EnrReportRow
{
  GtkListBoxRow parent_instance;

  /* template */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *state;
  GtkLabel *when;

  /* owned */
  char *id;
  EnrQuestion *question; /* NULL: a report */
};

G_DEFINE_FINAL_TYPE (EnrReportRow, enr_report_row, GTK_TYPE_LIST_BOX_ROW)

static void
enr_report_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_REPORT_ROW);

  G_OBJECT_CLASS (enr_report_row_parent_class)->dispose (object);
}

static void
enr_report_row_finalize (GObject *object)
{
  EnrReportRow *self = ENR_REPORT_ROW (object);

  g_free (self->id);
  enr_question_free (self->question);

  G_OBJECT_CLASS (enr_report_row_parent_class)->finalize (object);
}

static void
enr_report_row_class_init (EnrReportRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_report_row_dispose;
  object_class->finalize = enr_report_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/city/report-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrReportRow, icon);
  gtk_widget_class_bind_template_child (widget_class, EnrReportRow, title);
  gtk_widget_class_bind_template_child (widget_class, EnrReportRow, state);
  gtk_widget_class_bind_template_child (widget_class, EnrReportRow, when);
}

static void
enr_report_row_init (EnrReportRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
icon_of (EnrSending sending)
{
  switch (sending)
    {
    case ENR_SENDING_ACCEPTED:
      return "emblem-ok-symbolic";
    case ENR_SENDING_REVIEW:
      return "dialog-question-symbolic";
    case ENR_SENDING_QUARANTINED:
      return "dialog-warning-symbolic";
    case ENR_SENDING_HELD:
      return "media-playback-pause-symbolic";
    case ENR_SENDING_SUPERSEDED:
    case ENR_SENDING_WITHDRAWN:
      return "edit-clear-symbolic";
    case ENR_SENDING_OWED:
    case ENR_N_SENDINGS:
    default:
      return "document-send-symbolic";
    }
}

static void
show_when (EnrReportRow *self, gint64 ms)
{
  EnrInstant at = ms / 1000;
  EnrDate day = enr_instant_civil_date (at);
  g_autofree char *text = NULL;
  int month, day_of_month;
  char time[6];

  enr_date_split (day, NULL, &month, &day_of_month);
  enr_minutes_format (enr_instant_minutes (at, day), time);
  text = g_strdup_printf ("%d/%d %s", month, day_of_month, time);
  gtk_label_set_text (self->when, text);
}

GtkWidget *
enr_report_row_new_event (const EnrOutboxRow *event)
{
  EnrReportRow *self = g_object_new (ENR_TYPE_REPORT_ROW, NULL);
  g_autofree char *title = enr_submission_dup_title (event->type, event->subject);

  self->id = g_strdup (event->event_id);
  gtk_image_set_from_icon_name (self->icon, icon_of (event->sending));
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->state, enr_report_state_label (event->sending));
  show_when (self, event->made_ms);
  return GTK_WIDGET (self);
}

static void
replace (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

GtkWidget *
enr_report_row_new_question (const EnrQuestion *question)
{
  EnrReportRow *self = g_object_new (ENR_TYPE_REPORT_ROW, NULL);
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (question->at, NULL);
  g_autofree char *about = *question->type != '\0'
                               ? enr_submission_dup_title (question->type, question->subject)
                               : g_strdup (_ ("From the city"));

  self->id = g_strdup_printf ("question-%" G_GINT64_FORMAT, question->cursor);
  self->question = enr_question_new ();
  self->question->cursor = question->cursor;
  replace (&self->question->at, question->at);
  replace (&self->question->event_id, question->event_id);
  replace (&self->question->type, question->type);
  replace (&self->question->subject, question->subject);
  replace (&self->question->title, question->title);
  replace (&self->question->text, question->text);
  self->question->seen_ms = question->seen_ms;
  gtk_image_set_from_icon_name (self->icon, "dialog-question-symbolic");
  gtk_label_set_text (self->title, question->title);
  gtk_label_set_text (self->state, about);
  if (at != NULL)
    show_when (self, g_date_time_to_unix (at) * 1000);
  return GTK_WIDGET (self);
}

const char *
enr_report_row_get_id (EnrReportRow *self)
{
  g_return_val_if_fail (ENR_IS_REPORT_ROW (self), NULL);

  return self->id;
}

void
enr_report_row_show (EnrReportRow *self, EnrReportPane *pane)
{
  g_return_if_fail (ENR_IS_REPORT_ROW (self));

  if (self->question != NULL)
    enr_report_pane_show_question (pane, self->question);
  else
    enr_report_pane_show_event (pane, self->id);
}
