/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/approver-dialog.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "base/text.h"
#include "people/staff.h"

struct _EnrApproverDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwPreferencesGroup *about;
  AdwPreferencesGroup *people;
  GtkWidget *all;
  AdwEntryRow *other;

  /* Owned */
  GPtrArray *staff; /* (element-type EnrStaff) */
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
    case ENR_STEP_EVALUATE:
    case ENR_STEP_UNARCHIVE:
    case ENR_N_STEPS:
    default:
      return _ ("Who does it?");
    }
}

/* To what it is done, and that a click does it, or what to do where there is nobody to click on; as
 * markup. */
static char *
dup_description (EnrStep step, const char *what, gboolean has_staff)
{
  g_autofree char *escaped = what != NULL ? g_markup_escape_text (what, -1) : NULL;
  g_autoptr (GString) text = g_string_new (escaped);
  const char *hint = NULL;

  if (!has_staff)
    hint = _ ("Nobody is on the list of staff (職員) today. Please type the name of the person who "
              "does it; it is printed in the box of approval.");
  else if (step == ENR_STEP_CHIEF || step == ENR_STEP_DIRECTOR)
    hint = _ ("Click on a name to approve. It is printed in the box of approval.");
  if (hint != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", hint);
  return g_string_free (g_steal_pointer (&text), FALSE);
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

/* Whoever is of the staff is herself, also where her name is typed; NULL where none or several have
 * it. */
static const EnrStaff *
find_typed (EnrApproverDialog *self, const char *name)
{
  g_autofree char *key = enr_text_search_key (name);
  const EnrStaff *found = NULL;

  for (guint i = 0; i < self->staff->len; i++)
    {
      const EnrStaff *staff = g_ptr_array_index (self->staff, i);
      g_autofree char *other = enr_text_search_key (staff->name);

      if (!g_str_equal (key, other))
        continue;
      if (found != NULL)
        return NULL;
      found = staff;
    }
  return found;
}

static void
other_applied_cb (EnrApproverDialog *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->other));
  const EnrStaff *staff = find_typed (self, name);

  if (staff != NULL)
    finish (self, &staff->id, staff->name);
  else
    finish (self, &enr_uuid_none, name);
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

/* The one of the last time stands first, then those whose very work it is. */
static int
get_rank (EnrApproverDialog *self, const EnrStaff *staff)
{
  if (enr_uuid_equal (&staff->id, &self->first))
    return 0;
  return jobs[self->step][0] == NULL || g_str_equal (jobs[self->step][0], staff->job) ? 1 : 2;
}

static void
show_staff (EnrApproverDialog *self, gboolean is_everybody)
{
  while (self->rows->len > 0)
    adw_preferences_group_remove (self->people, g_ptr_array_steal_index (self->rows, 0));
  for (int rank = 0; rank <= 2; rank++)
    for (guint i = 0; i < self->staff->len; i++)
      {
        EnrStaff *staff = g_ptr_array_index (self->staff, i);

        if (get_rank (self, staff) == rank
            && (rank == 0 || is_everybody || is_their_work (self->step, staff)))
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

static void
all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrApproverDialog *self = ENR_APPROVER_DIALOG (widget);

  show_staff (self, TRUE);
}

static void
enr_approver_dialog_dispose (GObject *object)
{
  EnrApproverDialog *self = ENR_APPROVER_DIALOG (object);

  if (self->free_data != NULL)
    g_clear_pointer (&self->user_data, self->free_data);
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
  gtk_widget_class_bind_template_child (widget_class, EnrApproverDialog, about);
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
  enr_compat_leave_parent (GTK_WINDOW (self));
  self->rows = g_ptr_array_new ();
}

void
enr_approver_dialog_show (GtkRoot *root,
                          EnrStep step,
                          const char *what,
                          GPtrArray *staff,
                          const EnrUuid *first,
                          EnrApproverFunc func,
                          gpointer user_data,
                          GDestroyNotify free_data)
{
  EnrApproverDialog *self = g_object_new (ENR_TYPE_APPROVER_DIALOG, NULL);
  g_autofree char *description = dup_description (step, what, staff->len > 0);

  self->staff = g_ptr_array_ref (staff);
  self->step = step;
  self->first = *first;
  self->func = func;
  self->user_data = user_data;
  self->free_data = free_data;
  gtk_window_set_title (GTK_WINDOW (self), get_heading (step));
  if (staff->len == 0)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->other), _ ("Name"));
  adw_preferences_group_set_description (self->about, description);
  gtk_widget_set_visible (GTK_WIDGET (self->about), *description != '\0');
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  show_staff (self, FALSE);
  gtk_window_present (GTK_WINDOW (self));
}
