/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/times-row.h"

#include "base/date.h"
#include "base/text.h"

struct _EnrTimesRow
{
  AdwActionRow parent_instance;

  /* template */
  GtkEditable *start;
  GtkEditable *end;
};

G_DEFINE_FINAL_TYPE (EnrTimesRow, enr_times_row, ADW_TYPE_ACTION_ROW)

enum
{
  TOUCHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
read_time (GtkEditable *editable, int *minutes)
{
  const char *text = gtk_editable_get_text (editable);

  *minutes = enr_minutes_parse (text);
  return *minutes != ENR_MINUTES_NONE || enr_text_is_blank (text);
}

static void
changed_cb (EnrTimesRow *self, GtkEditable *editable)
{
  int minutes;

  if (read_time (editable, &minutes))
    gtk_widget_remove_css_class (GTK_WIDGET (editable), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (editable), "error");
  g_signal_emit (self, signals[TOUCHED], 0);
}

static void
enr_times_row_class_init (EnrTimesRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[TOUCHED] = g_signal_new ("touched", ENR_TYPE_TIMES_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/settings/times-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrTimesRow, start);
  gtk_widget_class_bind_template_child (widget_class, EnrTimesRow, end);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
enr_times_row_init (EnrTimesRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_times_row_set (EnrTimesRow *self, int start, int end)
{
  char text[6];

  g_return_if_fail (ENR_IS_TIMES_ROW (self));

  gtk_editable_set_text (self->start, enr_minutes_format (start, text));
  gtk_editable_set_text (self->end, enr_minutes_format (end, text));
}

gboolean
enr_times_row_get (EnrTimesRow *self, int *start, int *end)
{
  gboolean has_start, has_end;

  g_return_val_if_fail (ENR_IS_TIMES_ROW (self), FALSE);

  has_start = read_time (self->start, start);
  has_end = read_time (self->end, end);
  return has_start && has_end;
}
