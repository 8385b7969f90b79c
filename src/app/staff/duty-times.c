/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/staff/duty-times.h"

#include "base/text.h"

struct _EnrDutyTimes
{
  GtkBox parent_instance;

  /* template */
  GtkEditable *start;
  GtkEditable *end;
};

G_DEFINE_FINAL_TYPE (EnrDutyTimes, enr_duty_times, GTK_TYPE_BOX)

enum
{
  TOUCHED,
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
read_time (GtkEditable *editable, int *minutes)
{
  *minutes = enr_minutes_parse (gtk_editable_get_text (editable));
  return *minutes != ENR_MINUTES_NONE || enr_text_is_blank (gtk_editable_get_text (editable));
}

static void
changed_cb (EnrDutyTimes *self, GtkEditable *editable)
{
  int minutes;

  if (read_time (editable, &minutes))
    gtk_widget_remove_css_class (GTK_WIDGET (editable), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (editable), "error");
  g_signal_emit (self, signals[TOUCHED], 0);
}

static void
activate_cb (EnrDutyTimes *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
enr_duty_times_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_DUTY_TIMES);

  G_OBJECT_CLASS (enr_duty_times_parent_class)->dispose (object);
}

static void
enr_duty_times_class_init (EnrDutyTimesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_duty_times_dispose;

  signals[TOUCHED] = g_signal_new ("touched", ENR_TYPE_DUTY_TIMES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE] = g_signal_new ("activate", ENR_TYPE_DUTY_TIMES, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/staff/duty-times.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrDutyTimes, start);
  gtk_widget_class_bind_template_child (widget_class, EnrDutyTimes, end);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
enr_duty_times_init (EnrDutyTimes *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_duty_times_set (EnrDutyTimes *self, const EnrDutySpan *span)
{
  char text[6];

  g_return_if_fail (ENR_IS_DUTY_TIMES (self));

  gtk_editable_set_text (self->start, enr_minutes_format (span->first, text));
  gtk_editable_set_text (self->end, enr_minutes_format (span->last, text));
}

int
enr_duty_times_get (EnrDutyTimes *self, EnrDutySpan *span)
{
  gboolean is_read;

  g_return_val_if_fail (ENR_IS_DUTY_TIMES (self), -1);

  is_read = read_time (self->start, &span->first);
  is_read &= read_time (self->end, &span->last);
  if (!is_read || (span->first == ENR_MINUTES_NONE) != (span->last == ENR_MINUTES_NONE))
    return -1;
  return span->first != ENR_MINUTES_NONE;
}
