/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/staff/duty-view.h"

#include <glib/gi18n.h>

#include "app/children/edit-dialog.h"
#include "app/papers/paper-sheet.h"
#include "app/staff/duty-edit.h"
#include "app/staff/duty-row.h"
#include "nursery/error.h"
#include "reports/staffing.h"

/* The chart's size in points; on the screen it is as wide as there is room. */
#define CHART_WIDTH 850
#define CHART_HEIGHT 260
#define WEEK 7

struct _EnrDutyView
{
  AdwBin parent_instance;

  /* template */
  EnrPaperSheet *chart;
  GtkLabel *verdict;
  AdwPreferencesGroup *group;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  GPtrArray *rows; /* (element-type EnrDutyRow) borrowed from the group */
  EnrDate date;    /* of the rows */
};

G_DEFINE_FINAL_TYPE (EnrDutyView, enr_duty_view, ADW_TYPE_BIN)

/* A day, as it was read. */
typedef struct
{
  GPtrArray *staff;
  EnrStaffingDay *day;
  EnrDocument *chart;
} Reading;

/* A row and the view that writes for it. */
typedef struct
{
  EnrDutyView *view;
  EnrDutyRow *row;
  GArray *seen; /* (element-type EnrDutySpan) what it showed before */
  char *text;   /* what was done, in words */
} Pending;

static void
reading_free (Reading *reading)
{
  g_clear_pointer (&reading->staff, g_ptr_array_unref);
  g_clear_pointer (&reading->day, enr_staffing_day_free);
  g_clear_pointer (&reading->chart, enr_document_unref);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static void
pending_free (Pending *pending)
{
  g_object_unref (pending->view);
  g_object_unref (pending->row);
  g_array_unref (pending->seen);
  g_free (pending->text);
  g_free (pending);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pending, pending_free)

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (Reading) reading = g_new0 (Reading, 1);

  reading->staff = enr_staff_list (db, GPOINTER_TO_INT (data), error);
  if (reading->staff != NULL)
    reading->day = enr_staffing_day_load (db, GPOINTER_TO_INT (data), error);
  if (reading->day != NULL)
    reading->chart = enr_staffing_chart_new (reading->day, CHART_WIDTH, CHART_HEIGHT, error);
  return reading->chart != NULL ? g_steal_pointer (&reading) : NULL;
}

static void reload (EnrDutyView *self);

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pending) pending = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDutyEdit) undo = enr_store_finish (ENR_STORE (source), result, &error);

  if (undo != NULL)
    {
      enr_session_offer_undo (pending->view->session, pending->text, enr_duty_edit_undo,
                              g_steal_pointer (&undo), (GDestroyNotify) enr_duty_edit_free);
      return;
    }
  if (error->domain != ENR_NURSERY_ERROR
      || gtk_widget_get_parent (GTK_WIDGET (pending->row)) == NULL)
    {
      enr_session_fail (pending->view->session, error);
      return;
    }
  enr_field_set_error (GTK_WIDGET (pending->row), error->message);
  /* What was typed is not stored: it stays, with the reason below it. Only what somebody else has
   * entered meanwhile comes in its place. */
  if (error->code == ENR_NURSERY_ERROR_CHANGED)
    reload (pending->view);
  else
    enr_duty_row_unsettle (pending->row, pending->seen);
}

static char *
dup_text (EnrDutyRow *row, const GArray *spans)
{
  const char *name = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autofree char *times = enr_duty_dup_spans (spans);

  if (spans->len == 0)
    /* Translators: a name */
    return g_strdup_printf (_ ("%s is not on duty"), name);
  /* Translators: a name, and from when to when: "8:30〜12:00, 13:00〜17:15" */
  return g_strdup_printf (_ ("%s is on duty %s"), name, times);
}

static void
edited_cb (EnrDutyView *self, EnrDutyRow *row)
{
  g_autoptr (GArray) spans = enr_duty_row_dup_spans (row);
  EnrDutyEdit *edit;
  Pending *pending;

  enr_field_set_error (GTK_WIDGET (row), NULL);
  if (spans == NULL)
    {
      enr_field_set_error (
          GTK_WIDGET (row),
          _ ("A duty needs two times, as in 8:30 and 17:15. To take it away, empty "
             "both."));
      return;
    }
  edit = enr_duty_edit_new (ENR_DUTY_SET, enr_session_get_actor (self->session), self->date);
  edit->staff_id = *enr_duty_row_get_staff (row);
  edit->seen = enr_duty_row_settle (row, spans);
  pending = g_new0 (Pending, 1);
  pending->view = g_object_ref (self);
  pending->row = g_object_ref (row);
  pending->seen = g_array_copy (edit->seen);
  pending->text = dup_text (row, spans);
  edit->spans = g_steal_pointer (&spans);
  enr_store_write_async (enr_session_get_store (self->session), enr_duty_edit_run, edit,
                         (GDestroyNotify) enr_duty_edit_free, (GDestroyNotify) enr_duty_edit_free,
                         written_cb, pending);
}

static gboolean
has_same_rows (EnrDutyView *self, const GPtrArray *staff)
{
  if (self->rows->len != staff->len)
    return FALSE;
  for (guint i = 0; i < staff->len; i++)
    {
      const EnrStaff *one = g_ptr_array_index (staff, i);

      if (!enr_uuid_equal (enr_duty_row_get_staff (g_ptr_array_index (self->rows, i)), &one->id))
        return FALSE;
    }
  return TRUE;
}

static void
make_rows (EnrDutyView *self, const GPtrArray *staff)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      enr_field_set_error (g_ptr_array_index (self->rows, i), NULL);
      adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
    }
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < staff->len; i++)
    {
      EnrDutyRow *row = enr_duty_row_new (g_ptr_array_index (staff, i));

      g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->group, GTK_WIDGET (row));
      g_ptr_array_add (self->rows, row);
    }
}

static void
show_spans (EnrDutyView *self, const EnrStaffingDay *day, gboolean force)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      EnrDutyRow *row = g_ptr_array_index (self->rows, i);
      g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (EnrDutySpan));

      for (guint k = 0; k < day->duties->len; k++)
        {
          const EnrDuty *duty = g_ptr_array_index (day->duties, k);

          if (enr_uuid_equal (&duty->staff_id, enr_duty_row_get_staff (row)))
            g_array_append_val (spans, duty->span);
        }
      if (force)
        enr_field_set_error (GTK_WIDGET (row), NULL);
      enr_duty_row_set_spans (row, (const EnrDutySpan *) spans->data, spans->len, force);
    }
}

/* "8:30〜9:00, 16:00〜19:00": the half hours with too few, those that follow each other as one. */
static char *
dup_short_times (const EnrStaffingDay *day)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0, end; i < day->slots->len; i = end + 1)
    {
      char from[6], to[6];

      for (end = i;
           end < day->slots->len && g_array_index (day->slots, EnrStaffingSlot, end).is_short;)
        end++;
      if (end > i)
        g_string_append_printf (
            text, "%s%s〜%s", text->len > 0 ? ", " : "",
            enr_minutes_format (g_array_index (day->slots, EnrStaffingSlot, i).first, from),
            enr_minutes_format (g_array_index (day->slots, EnrStaffingSlot, end - 1).first + 30,
                                to));
    }
  return g_string_free (text, FALSE);
}

static void
show_verdict (EnrDutyView *self, const EnrStaffingDay *day)
{
  g_autofree char *times = dup_short_times (day);
  g_autofree char *text = NULL;

  if (day->duties->len == 0)
    text = g_strdup (_ ("No duties have been entered for this day yet."));
  else if (day->n_short == 0)
    text = g_strdup (_ ("There are enough staff at every time."));
  else
    /* Translators: a list of times, "8:30〜9:00, 16:00〜19:00" */
    text = g_strdup_printf (_ ("Too few staff: %s"), times);
  gtk_label_set_label (self->verdict, text);
  if (day->n_short > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "enroku-error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "enroku-error");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrDutyView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Reading) reading = enr_store_finish (ENR_STORE (source), result, &error);
  g_autoptr (EnrRenderer) renderer = NULL;
  gboolean force;

  if (reading == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  force = self->date != reading->day->date;
  self->date = reading->day->date;
  if (!has_same_rows (self, reading->staff))
    make_rows (self, reading->staff);
  show_spans (self, reading->day, force);
  show_verdict (self, reading->day);
  renderer = enr_renderer_new (reading->chart);
  enr_paper_sheet_set_page (self->chart, renderer, 0);
  adw_preferences_group_set_description (
      self->group, reading->staff->len > 0 ? NULL
                                           : _ ("Nobody is employed on this day. Staff are entered "
                                                "under “Staff”."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duty.copy-week",
                                 reading->day->duties->len == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "duty.copy-day",
                                 reading->day->duties->len == 0);
}

static void
reload (EnrDutyView *self)
{
  if (self->session == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load,
                        GINT_TO_POINTER (enr_session_get_date (self->session)), NULL,
                        (GDestroyNotify) reading_free, self->cancellable, loaded_cb,
                        g_object_ref (self));
}

static void
store_changed_cb (EnrDutyView *self, const char *const *tables)
{
  static const char *const wanted[]
      = { "duty", "staff", "staffing_setting", "stamp", "child", "enrolment", "facility" };

  for (guint i = 0; tables != NULL && i < G_N_ELEMENTS (wanted); i++)
    if (g_strv_contains (tables, wanted[i]))
      {
        reload (self);
        return;
      }
  if (tables == NULL)
    reload (self);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrDutyView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrDutyEdit) undo = enr_store_finish (ENR_STORE (source), result, &error);

  if (undo != NULL)
    enr_session_offer_undo (self->session, _ ("The duties were copied."), enr_duty_edit_undo,
                            g_steal_pointer (&undo), (GDestroyNotify) enr_duty_edit_free);
  else
    enr_session_fail (self->session, error);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrDutyView *self = ENR_DUTY_VIEW (widget);
  EnrDutyEdit *edit;

  if (self->date == ENR_DATE_NONE)
    return;
  edit = enr_duty_edit_new (ENR_DUTY_COPY, enr_session_get_actor (self->session), self->date);
  edit->from = self->date - (g_str_equal (name, "duty.copy-week") ? WEEK : 1);
  enr_store_write_async (enr_session_get_store (self->session), enr_duty_edit_run, edit,
                         (GDestroyNotify) enr_duty_edit_free, (GDestroyNotify) enr_duty_edit_free,
                         copied_cb, g_object_ref (self));
}

static void
enr_duty_view_dispose (GObject *object)
{
  EnrDutyView *self = ENR_DUTY_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_DUTY_VIEW);

  G_OBJECT_CLASS (enr_duty_view_parent_class)->dispose (object);
}

static void
enr_duty_view_finalize (GObject *object)
{
  g_object_unref (ENR_DUTY_VIEW (object)->cancellable);

  G_OBJECT_CLASS (enr_duty_view_parent_class)->finalize (object);
}

static void
enr_duty_view_class_init (EnrDutyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_duty_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_duty_view_finalize;

  g_type_ensure (ENR_TYPE_PAPER_SHEET);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/staff/duty-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrDutyView, chart);
  gtk_widget_class_bind_template_child (widget_class, EnrDutyView, verdict);
  gtk_widget_class_bind_template_child (widget_class, EnrDutyView, group);
  gtk_widget_class_install_action (widget_class, "duty.copy-week", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "duty.copy-day", NULL, copy_action);
}

static void
enr_duty_view_init (EnrDutyView *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->date = ENR_DATE_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_duty_view_set_session (EnrDutyView *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_DUTY_VIEW (self));

  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::date", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
