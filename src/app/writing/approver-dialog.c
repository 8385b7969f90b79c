/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/approver-dialog.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "base/text.h"
#include "people/staff.h"

struct _EnrApproverDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwPreferencesGroup *people;
  GtkWidget *all;
  AdwEntryRow *other;

  /* Owned */
  EnrSession *session;
  GPtrArray *staff; /* (element-type EnrStaff) NULL until it was read */
  GPtrArray *rows;  /* (element-type GtkWidget) borrowed, of people */
  EnrUuid first;
  EnrStep step;
  EnrApproverFunc func;
  gpointer user_data;
  GDestroyNotify free_data;
  gboolean is_answered;
};

G_DEFINE_FINAL_TYPE (EnrApproverDialog, enr_approver_dialog, ADW_TYPE_WINDOW)

/* Whose work a step is; everybody's who writes where there is none. */
static const char *const jobs[ENR_N_STEPS][3] = {
  [ENR_STEP_CHIEF] = { "chief", "director" },
  [ENR_STEP_DIRECTOR] = { "director" },
  [ENR_STEP_RETURN] = { "director", "chief" },
};

static gboolean
is_their_work (EnrStep step, const EnrStaff *staff)
{
  if (jobs[step][0] == NULL)
    return TRUE;
  return g_strv_contains (jobs[step], staff->job);
}

static const char *
get_heading (EnrStep step)
{
  switch (step)
    {
    case ENR_STEP_SUBMIT:
      return _ ("Who submits it?");
    case ENR_STEP_CHIEF:
      return _ ("Who approves as chief?");
    case ENR_STEP_DIRECTOR:
      return _ ("Who approves as director?");
    case ENR_STEP_RETURN:
      return _ ("Who returns it?");
    case ENR_STEP_WITHDRAW:
    case ENR_STEP_REVISE:
    case ENR_STEP_ARCHIVE:
    case ENR_N_STEPS:
    default:
      return _ ("Who does it?");
    }
}

static void
finish (EnrApproverDialog *self, const EnrUuid *staff_id, const char *name)
{
  g_autofree char *tidy = enr_text_tidy (name);

  if (*tidy == '\0' || self->is_answered)
    return;
  self->is_answered = TRUE;
  self->func (staff_id, tidy, self->user_data);
  gtk_window_close (GTK_WINDOW (self));
}

static void
activated_cb (EnrApproverDialog *self, GtkWidget *row)
{
  const EnrStaff *staff = g_object_get_data (G_OBJECT (row), "enr-staff");

  finish (self, &staff->id, staff->name);
}

static void
other_applied_cb (EnrApproverDialog *self)
{
  finish (self, &enr_uuid_none, gtk_editable_get_text (GTK_EDITABLE (self->other)));
}

static void
add_row (EnrApproverDialog *self, EnrStaff *staff)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", staff->name, "subtitle",
                                 enr_staff_job_label (staff->job), "use-markup", FALSE,
                                 "activatable", TRUE, NULL);

  g_object_set_data (G_OBJECT (row), "enr-staff", staff);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (activated_cb), self);
  adw_preferences_group_add (self->people, row);
  g_ptr_array_add (self->rows, row);
}

/* The one of the last time stands first. */
static void
show_staff (EnrApproverDialog *self, gboolean is_everybody)
{
  while (self->rows->len > 0)
    adw_preferences_group_remove (self->people, g_ptr_array_steal_index (self->rows, 0));
  for (int is_first = 1; is_first >= 0; is_first--)
    for (guint i = 0; i < self->staff->len; i++)
      {
        EnrStaff *staff = g_ptr_array_index (self->staff, i);

        if (enr_uuid_equal (&staff->id, &self->first) == is_first
            && (is_first || is_everybody || is_their_work (self->step, staff)))
          add_row (self, staff);
      }
  if (self->rows->len == 0 && !is_everybody)
    {
      show_staff (self, TRUE);
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->people), self->rows->len > 0);
  gtk_widget_set_visible (self->all, self->rows->len < self->staff->len);
  gtk_widget_grab_focus (self->rows->len > 0 ? g_ptr_array_index (self->rows, 0)
                                             : GTK_WIDGET (self->other));
}

static gpointer
load_staff (EnrDb *db, gpointer data, GError **error)
{
  return enr_staff_list (db, enr_clock_today (), error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrApproverDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *staff = enr_store_finish (ENR_STORE (source), result, &error);

  if (self->session == NULL || staff == NULL)
    {
      g_clear_pointer (&staff, g_ptr_array_unref);
      if (self->session != NULL)
        enr_session_fail (self->session, error);
      return;
    }
  self->staff = staff;
  show_staff (self, FALSE);
}

static void
all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrApproverDialog *self = ENR_APPROVER_DIALOG (widget);

  if (self->staff != NULL)
    show_staff (self, TRUE);
}

static void
enr_approver_dialog_dispose (GObject *object)
{
  EnrApproverDialog *self = ENR_APPROVER_DIALOG (object);

  if (self->free_data != NULL)
    g_clear_pointer (&self->user_data, self->free_data);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_APPROVER_DIALOG);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->staff, g_ptr_array_unref);

  G_OBJECT_CLASS (enr_approver_dialog_parent_class)->dispose (object);
}

static void
enr_approver_dialog_class_init (EnrApproverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_approver_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/approver-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrApproverDialog, people);
  gtk_widget_class_bind_template_child (widget_class, EnrApproverDialog, all);
  gtk_widget_class_bind_template_child (widget_class, EnrApproverDialog, other);
  gtk_widget_class_bind_template_callback (widget_class, other_applied_cb);
  gtk_widget_class_install_action (widget_class, "approver.all", NULL, all_action);
}

static void
enr_approver_dialog_init (EnrApproverDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

void
enr_approver_dialog_show (GtkWidget *parent,
                          EnrSession *session,
                          EnrStep step,
                          const EnrUuid *first,
                          EnrApproverFunc func,
                          gpointer user_data,
                          GDestroyNotify free_data)
{
  EnrApproverDialog *self = g_object_new (ENR_TYPE_APPROVER_DIALOG, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  self->session = g_object_ref (session);
  self->step = step;
  self->first = *first;
  self->func = func;
  self->user_data = user_data;
  self->free_data = free_data;
  gtk_window_set_title (GTK_WINDOW (self), get_heading (step));
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  enr_store_read_async (enr_session_get_store (session), load_staff, NULL, NULL,
                        (GDestroyNotify) g_ptr_array_unref, NULL, loaded_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
