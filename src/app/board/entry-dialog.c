/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/entry-dialog.h"

#include <math.h>
#include <stdlib.h>
#include <glib/gi18n.h>

#include "app/board/board-row.h"
#include "app/board/board-write.h"
#include "base/clock.h"
#include "base/text.h"

struct _EnrEntryDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkLabel *error_label;
  GtkEditable *arrived_row;
  GtkEditable *left_row;
  GtkEditable *collector_row;
  GtkWidget *reason_group;
  AdwComboRow *reason_row;
  GtkEditable *other_reason_row;
  GtkWidget *plan_group;
  GtkEditable *planned_arrive_row;
  GtkEditable *planned_leave_row;
  GtkEditable *planned_collector_row;
  GtkWidget *note_group;
  GtkEditable *temperature_row;
  GtkEditable *note_row;

  /* Owned */
  EnrSession *session;
  EnrDay *day;
  GArray *children; /* (element-type guint): indexes into the day's children */

  struct
  {
    gboolean arrived;
    gboolean left;
    gboolean collected_by;
    gboolean planned_arrive;
    gboolean planned_leave;
    gboolean planned_collector;
    gboolean temperature;
    gboolean note;
  } keeps; /* as it was saved: these are not what the dialog says */
};

G_DEFINE_FINAL_TYPE (EnrEntryDialog, enr_entry_dialog, ADW_TYPE_WINDOW)

/* The commonest reasons; they go into the record, which is Japanese, so they are not translated. */
static const char *const reasons[]
    = { "打刻忘れ", "打刻まちがい", "保護者からの連絡", "機器の不調", NULL };

static const EnrDayChild *
child_at (EnrEntryDialog *self, guint index)
{
  return &g_array_index (self->day->children, EnrDayChild,
                         g_array_index (self->children, guint, index));
}

static void
activated_cb (EnrEntryDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.save", NULL);
}

static void
show_error (EnrEntryDialog *self, GtkEditable *row, const char *text)
{
  gtk_label_set_text (self->error_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* Blank is "no time". */
static gboolean
read_time (EnrEntryDialog *self, GtkEditable *row, int *minutes)
{
  const char *text = gtk_editable_get_text (row);

  *minutes = ENR_MINUTES_NONE;
  if (enr_text_is_blank (text))
    return TRUE;
  *minutes = enr_minutes_parse (text);
  if (*minutes != ENR_MINUTES_NONE)
    return TRUE;
  show_error (self, row, _ ("A time is written as 8:05, 0805 or 805, up to 27:00."));
  return FALSE;
}

static gboolean
read_temperature (EnrEntryDialog *self, int *temperature)
{
  g_autofree char *text = enr_text_tidy (gtk_editable_get_text (self->temperature_row));
  char *end;
  double value;

  *temperature = 0;
  if (*text == '\0')
    return TRUE;
  value = g_ascii_strtod (text, &end);
  /* 365 is 36.5: three digits without a point are typed in a hurry. */
  if (*end == '\0' && value >= 300 && value <= 450)
    value /= 10;
  if (*end == '\0' && value >= 30 && value <= 45)
    {
      *temperature = (int) lround (value * 10);
      return TRUE;
    }
  show_error (self, self->temperature_row, _ ("A temperature is between 30.0 and 45.0 degrees."));
  return FALSE;
}

static const char *
get_reason (EnrEntryDialog *self)
{
  const char *other = gtk_editable_get_text (self->other_reason_row);

  if (!enr_text_is_blank (other))
    return other;
  return reasons[MIN (adw_combo_row_get_selected (self->reason_row), G_N_ELEMENTS (reasons) - 2)];
}

static int
minutes_of (EnrEntryDialog *self, EnrInstant instant)
{
  return instant != ENR_INSTANT_NONE ? enr_instant_minutes (instant, self->day->date)
                                     : ENR_MINUTES_NONE;
}

/* A form with what was there; the same reason that people see in other programs' histories. */
static EnrBoardWrite *
make_undo (EnrEntryDialog *self)
{
  const EnrDayChild *child = child_at (self, 0);
  EnrBoardWrite *undo = enr_board_write_new (ENR_BOARD_FORM, enr_session_get_actor (self->session),
                                             self->day->date);

  enr_board_write_add (undo, &child->child_id);
  if (!self->keeps.arrived)
    undo->form.times.arrived = minutes_of (self, child->arrived);
  if (!self->keeps.left)
    undo->form.times.left = minutes_of (self, child->left);
  if (!self->keeps.collected_by)
    undo->form.times.collected_by = enr_board_write_keep (undo, child->collected_by);
  if (!self->keeps.planned_arrive)
    undo->form.plan.arrive = child->planned_arrive;
  if (!self->keeps.planned_leave)
    undo->form.plan.leave = child->planned_leave;
  if (!self->keeps.planned_collector)
    undo->form.plan.collector = enr_board_write_keep (undo, child->planned_collector);
  if (!self->keeps.temperature)
    undo->form.temperature = child->temperature;
  if (!self->keeps.note)
    undo->form.note = enr_board_write_keep (undo, child->note);
  undo->reason = "入力の取り消し";
  return undo;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrEntryDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gpointer done = enr_store_finish (ENR_STORE (source), result, &error);

  if (done == NULL)
    {
      g_autofree char *message = enr_error_describe (error);

      show_error (self, NULL, message);
      return;
    }
  if (self->children->len == 1)
    {
      /* Translators: %s is a child's name */
      g_autofree char *text = g_strdup_printf (_ ("Entry for %s"), child_at (self, 0)->name);

      enr_session_offer_undo (self->session, text, enr_board_write_undo, make_undo (self),
                              (GDestroyNotify) enr_board_write_free);
    }
  else
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("Saved for %u child", "Saved for %u children", self->children->len),
          self->children->len);

      enr_session_tell (self->session, text);
    }
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
fill_one (EnrEntryDialog *self, EnrBoardWrite *write)
{
  write->form.plan.collector
      = enr_board_write_keep (write, gtk_editable_get_text (self->planned_collector_row));
  write->form.note = enr_board_write_keep (write, gtk_editable_get_text (self->note_row));
  write->form.times.collected_by
      = enr_board_write_keep (write, gtk_editable_get_text (self->collector_row));
  return read_time (self, self->arrived_row, &write->form.times.arrived)
         && read_time (self, self->left_row, &write->form.times.left)
         && read_time (self, self->planned_arrive_row, &write->form.plan.arrive)
         && read_time (self, self->planned_leave_row, &write->form.plan.leave)
         && read_temperature (self, &write->form.temperature);
}

/* Of many, only what was typed is set. */
static gboolean
fill_many (EnrEntryDialog *self, EnrBoardWrite *write)
{
  if (!read_time (self, self->arrived_row, &write->form.times.arrived)
      || !read_time (self, self->left_row, &write->form.times.left))
    return FALSE;
  if (write->form.times.arrived == ENR_MINUTES_NONE)
    write->form.times.arrived = ENR_MINUTES_KEEP;
  if (write->form.times.left == ENR_MINUTES_NONE)
    write->form.times.left = ENR_MINUTES_KEEP;
  if (!enr_text_is_blank (gtk_editable_get_text (self->collector_row)))
    write->form.times.collected_by
        = enr_board_write_keep (write, gtk_editable_get_text (self->collector_row));
  return TRUE;
}

/* A reason is kept only where a recorded time changes or the day is past: noting a plan needs none.
 */
static gboolean
needs_reason (EnrEntryDialog *self, const EnrEntryTimes *times)
{
  const EnrDayChild *child = child_at (self, 0);

  if (self->children->len > 1)
    return TRUE;
  return times->arrived != minutes_of (self, child->arrived)
         || times->left != minutes_of (self, child->left)
         || g_strcmp0 (times->collected_by, child->collected_by) != 0;
}

static gboolean
keep_minutes (int *minutes, int seen)
{
  if (*minutes != seen)
    return FALSE;
  *minutes = ENR_MINUTES_KEEP;
  return TRUE;
}

static gboolean
keep_text (const char **text, const char *seen)
{
  if (g_strcmp0 (*text, seen) != 0)
    return FALSE;
  *text = NULL;
  return TRUE;
}

/* What was not touched stays what it is by now: somebody may have come, or another program may have
 * written a note, while the dialog was open. */
static void
keep_untouched (EnrEntryDialog *self, EnrEntryForm *form)
{
  const EnrDayChild *child = child_at (self, 0);

  self->keeps.arrived = keep_minutes (&form->times.arrived, minutes_of (self, child->arrived));
  self->keeps.left = keep_minutes (&form->times.left, minutes_of (self, child->left));
  self->keeps.collected_by = keep_text (&form->times.collected_by, child->collected_by);
  self->keeps.planned_arrive = keep_minutes (&form->plan.arrive, child->planned_arrive);
  self->keeps.planned_leave = keep_minutes (&form->plan.leave, child->planned_leave);
  self->keeps.planned_collector = keep_text (&form->plan.collector, child->planned_collector);
  self->keeps.temperature = form->temperature == child->temperature;
  if (self->keeps.temperature)
    form->temperature = ENR_TEMPERATURE_KEEP;
  self->keeps.note = keep_text (&form->note, child->note);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrEntryDialog *self = ENR_ENTRY_DIALOG (widget);
  gboolean is_one = self->children->len == 1;
  g_autoptr (EnrBoardWrite) write
      = enr_board_write_new (is_one ? ENR_BOARD_FORM : ENR_BOARD_TIMES,
                             enr_session_get_actor (self->session), self->day->date);

  for (guint i = 0; i < self->children->len; i++)
    enr_board_write_add (write, &child_at (self, i)->child_id);
  if (!(is_one ? fill_one (self, write) : fill_many (self, write)))
    return;
  if (needs_reason (self, &write->form.times))
    write->reason = enr_board_write_keep (write, get_reason (self));
  if (is_one)
    keep_untouched (self, &write->form);
  enr_store_write_async (enr_session_get_store (self->session), enr_board_write_run,
                         g_steal_pointer (&write), (GDestroyNotify) enr_board_write_free, g_free,
                         saved_cb, g_object_ref (self));
}

static void
enr_entry_dialog_dispose (GObject *object)
{
  EnrEntryDialog *self = ENR_ENTRY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_ENTRY_DIALOG);
  g_clear_object (&self->session);
  g_clear_pointer (&self->day, enr_day_unref);
  g_clear_pointer (&self->children, g_array_unref);

  G_OBJECT_CLASS (enr_entry_dialog_parent_class)->dispose (object);
}

static void
enr_entry_dialog_class_init (EnrEntryDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_entry_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/board/entry-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, arrived_row);
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, left_row);
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, collector_row);
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, reason_group);
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, reason_row);
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, other_reason_row);
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, plan_group);
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, planned_arrive_row);
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, planned_leave_row);
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, planned_collector_row);
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, note_group);
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, temperature_row);
  gtk_widget_class_bind_template_child (widget_class, EnrEntryDialog, note_row);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_action);
}

static void
enr_entry_dialog_init (EnrEntryDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (reasons);

  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->reason_row, G_LIST_MODEL (list));
}

static void
set_time (GtkEditable *row, int minutes)
{
  char buffer[6];

  gtk_editable_set_text (row, enr_minutes_format (minutes, buffer));
}

static void
show_child (EnrEntryDialog *self)
{
  const EnrDayChild *child = child_at (self, 0);

  set_time (self->arrived_row, minutes_of (self, child->arrived));
  set_time (self->left_row, minutes_of (self, child->left));
  gtk_editable_set_text (self->collector_row, child->collected_by);
  set_time (self->planned_arrive_row, child->planned_arrive);
  set_time (self->planned_leave_row, child->planned_leave);
  gtk_editable_set_text (self->planned_collector_row, child->planned_collector);
  gtk_editable_set_text (self->note_row, child->note);
  if (child->temperature != 0)
    {
      g_autofree char *text
          = g_strdup_printf ("%d.%d", child->temperature / 10, child->temperature % 10);

      gtk_editable_set_text (self->temperature_row, text);
    }
}

void
enr_entry_dialog_show (GtkWindow *parent,
                       EnrSession *session,
                       EnrDay *day,
                       const guint *children,
                       guint n_children)
{
  EnrEntryDialog *self = g_object_new (ENR_TYPE_ENTRY_DIALOG, "transient-for", parent, NULL);
  g_autofree char *date = enr_date_dup_era_weekday (day->date);
  g_autofree char *title = NULL;
  gboolean has_arrived;

  g_return_if_fail (n_children > 0);

  self->session = g_object_ref (session);
  self->day = enr_day_ref (day);
  self->children = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_vals (self->children, children, n_children);
  if (n_children == 1)
    {
      show_child (self);
      title = g_strdup_printf ("%s  %s", child_at (self, 0)->name, date);
    }
  else
    {
      g_autofree char *count = g_strdup_printf (
          ngettext ("Times of %u child", "Times of %u children", n_children), n_children);

      gtk_widget_set_visible (self->plan_group, FALSE);
      gtk_widget_set_visible (self->note_group, FALSE);
      title = g_strdup_printf ("%s  %s", count, date);
    }
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_window_present (GTK_WINDOW (self));
  has_arrived = n_children == 1 && child_at (self, 0)->arrived != ENR_INSTANT_NONE
                && child_at (self, 0)->left == ENR_INSTANT_NONE;
  gtk_widget_grab_focus (GTK_WIDGET (has_arrived ? self->left_row : self->arrived_row));
}
