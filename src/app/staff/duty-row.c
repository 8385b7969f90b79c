/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/staff/duty-row.h"

#include <string.h>
#include <glib/gi18n.h>

#include "app/children/edit-dialog.h"
#include "app/staff/duty-times.h"

struct _EnrDutyRow
{
  AdwActionRow parent_instance;

  /* template */
  GtkBox *times_box;

  EnrUuid staff_id;
  GArray *seen; /* (element-type EnrDutySpan) what is stored, as far as the row knows */
  gboolean is_touched;
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (EnrDutyRow, enr_duty_row, ADW_TYPE_ACTION_ROW)

enum
{
  EDITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
touched_cb (EnrDutyRow *self)
{
  if (!self->is_setting)
    self->is_touched = TRUE;
}

/* Whether the times say just what is stored. */
static gboolean
is_as_seen (EnrDutyRow *self)
{
  g_autoptr (GArray) spans = enr_duty_row_dup_spans (self);

  return spans != NULL && spans->len == self->seen->len
         && (spans->len == 0
             || memcmp (spans->data, self->seen->data, spans->len * sizeof (EnrDutySpan)) == 0);
}

static void
commit (EnrDutyRow *self)
{
  if (self->is_touched && is_as_seen (self))
    {
      self->is_touched = FALSE;
      enr_field_set_error (GTK_WIDGET (self), NULL);
    }
  else if (self->is_touched)
    g_signal_emit (self, signals[EDITED], 0);
}

static EnrDutyTimes *
add_times (EnrDutyRow *self)
{
  GtkWidget *times = g_object_new (ENR_TYPE_DUTY_TIMES, NULL);

  g_signal_connect_swapped (times, "touched", G_CALLBACK (touched_cb), self);
  g_signal_connect_swapped (times, "activate", G_CALLBACK (commit), self);
  gtk_box_append (self->times_box, times);
  return ENR_DUTY_TIMES (times);
}

static void
more_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_child_focus (GTK_WIDGET (add_times (ENR_DUTY_ROW (widget))), GTK_DIR_TAB_FORWARD);
}

static void
enr_duty_row_finalize (GObject *object)
{
  g_array_unref (ENR_DUTY_ROW (object)->seen);

  G_OBJECT_CLASS (enr_duty_row_parent_class)->finalize (object);
}

static void
enr_duty_row_class_init (EnrDutyRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_duty_row_finalize;

  signals[EDITED] = g_signal_new ("edited", ENR_TYPE_DUTY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/staff/duty-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrDutyRow, times_box);
  gtk_widget_class_bind_template_callback (widget_class, commit);
  gtk_widget_class_install_action (widget_class, "duty-row.more", NULL, more_action);
}

static void
enr_duty_row_init (EnrDutyRow *self)
{
  self->seen = g_array_new (FALSE, FALSE, sizeof (EnrDutySpan));
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrDutyRow *
enr_duty_row_new (const EnrStaff *staff)
{
  /* Translators: a job; this member of staff does not count for the ratio */
  g_autofree char *job = staff->is_counted ? g_strdup (enr_staff_job_label (staff->job))
                                           : g_strdup_printf (_ ("%s (not counted)"),
                                                              enr_staff_job_label (staff->job));
  EnrDutyRow *self = g_object_new (ENR_TYPE_DUTY_ROW, "title", staff->name, "subtitle", job, NULL);

  self->staff_id = staff->id;
  add_times (self);
  return self;
}

const EnrUuid *
enr_duty_row_get_staff (EnrDutyRow *self)
{
  g_return_val_if_fail (ENR_IS_DUTY_ROW (self), NULL);

  return &self->staff_id;
}

static void
take_seen (EnrDutyRow *self, const EnrDutySpan *spans, guint n_spans)
{
  g_array_set_size (self->seen, 0);
  g_array_append_vals (self->seen, spans, n_spans);
}

void
enr_duty_row_set_spans (EnrDutyRow *self, const EnrDutySpan *spans, guint n_spans, gboolean force)
{
  const EnrDutySpan nothing = { ENR_MINUTES_NONE, ENR_MINUTES_NONE };
  GtkWidget *times, *next;
  guint i = 0;

  g_return_if_fail (ENR_IS_DUTY_ROW (self));

  if (self->is_touched && !force)
    return;
  self->is_setting = TRUE;
  for (times = gtk_widget_get_first_child (GTK_WIDGET (self->times_box)); times != NULL;
       times = next)
    {
      next = gtk_widget_get_next_sibling (times);
      if (i < n_spans || i == 0)
        enr_duty_times_set (ENR_DUTY_TIMES (times), i < n_spans ? &spans[i] : &nothing);
      else
        gtk_box_remove (self->times_box, times);
      i++;
    }
  for (; i < n_spans; i++)
    enr_duty_times_set (add_times (self), &spans[i]);
  self->is_setting = FALSE;
  self->is_touched = FALSE;
  take_seen (self, spans, n_spans);
}

GArray *
enr_duty_row_dup_spans (EnrDutyRow *self)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (EnrDutySpan));

  g_return_val_if_fail (ENR_IS_DUTY_ROW (self), NULL);

  for (GtkWidget *times = gtk_widget_get_first_child (GTK_WIDGET (self->times_box)); times != NULL;
       times = gtk_widget_get_next_sibling (times))
    {
      EnrDutySpan span;
      int found = enr_duty_times_get (ENR_DUTY_TIMES (times), &span);

      if (found < 0)
        return NULL;
      if (found > 0)
        g_array_append_val (spans, span);
    }
  return g_steal_pointer (&spans);
}

GArray *
enr_duty_row_settle (EnrDutyRow *self, const GArray *spans)
{
  GArray *seen;

  g_return_val_if_fail (ENR_IS_DUTY_ROW (self), NULL);

  seen = g_array_copy (self->seen);
  take_seen (self, (const EnrDutySpan *) spans->data, spans->len);
  self->is_touched = FALSE;
  return seen;
}

void
enr_duty_row_unsettle (EnrDutyRow *self, const GArray *seen)
{
  g_return_if_fail (ENR_IS_DUTY_ROW (self));

  take_seen (self, (const EnrDutySpan *) seen->data, seen->len);
  self->is_touched = TRUE;
}
