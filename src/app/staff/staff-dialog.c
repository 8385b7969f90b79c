/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/staff/staff-dialog.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "app/staff/seal-row.h"
#include "base/clock.h"
#include "base/text.h"

struct _EnrStaffDialog
{
  EnrEditDialog parent_instance;

  /* template */
  GtkEditable *name;
  GtkEditable *kana;
  AdwComboRow *job;
  GtkStringList *jobs;
  GtkSwitch *counted;
  AdwComboRow *employment;
  GtkSpinButton *hours;
  GtkSpinButton *minutes;
  EnrDateRow *first;
  EnrDateRow *last;
  EnrSealRow *seal;
  GtkWidget *remove_group;

  EnrStaff *staff; /* owned; as it was */
};

G_DEFINE_FINAL_TYPE (EnrStaffDialog, enr_staff_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor;
  EnrStaff *staff;
  gboolean has_seal; /* it is another one */
  GBytes *seen;
  GBytes *seal;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  enr_staff_free (write->staff);
  g_clear_pointer (&write->seen, g_bytes_unref);
  g_clear_pointer (&write->seal, g_bytes_unref);
  g_free (write);
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  if (!write->has_seal)
    return GINT_TO_POINTER (enr_staff_save (db, write->actor, write->staff, error));
  return GINT_TO_POINTER (
      enr_staff_save_with_seal (db, write->actor, write->staff, write->seen, write->seal, error));
}

/* The seal of before comes back, where nobody has set another one since. */
static gpointer
undo_seal (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  return GINT_TO_POINTER (
      enr_staff_change_seal (db, write->actor, &write->staff->id, write->seal, write->seen, error));
}

static gpointer
remove_staff (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  return enr_staff_remove (db, write->actor, &write->staff->id, error) ? GINT_TO_POINTER (TRUE)
                                                                       : NULL;
}

static Write *
write_new (EnrStaffDialog *self)
{
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)));
  write->staff = enr_staff_copy (self->staff);
  return write;
}

static GBytes *
ref_or_null (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

static void
add_seal (EnrStaffDialog *self, Write *write)
{
  write->has_seal = enr_seal_row_is_changed (self->seal);
  write->seen = ref_or_null (enr_seal_row_get_seen (self->seal));
  write->seal = ref_or_null (enr_seal_row_get_picture (self->seal));
}

/* Whoever is new has no seal of before. */
static gboolean
has_undo (EnrStaffDialog *self)
{
  return enr_seal_row_is_changed (self->seal) && !enr_uuid_is_none (&self->staff->id);
}

static void
set_text (char **field, GtkEditable *editable)
{
  g_free (*field);
  *field = g_strdup (gtk_editable_get_text (editable));
}

static gboolean
is_wrong (EnrDateRow *row, gboolean may_be_blank)
{
  return enr_date_row_get_date (row) == ENR_DATE_NONE
         && !(may_be_blank && enr_date_row_is_blank (row));
}

static void
enr_staff_dialog_save (EnrEditDialog *dialog)
{
  EnrStaffDialog *self = ENR_STAFF_DIALOG (dialog);
  EnrDateRow *wrong = is_wrong (self->first, FALSE) ? self->first
                      : is_wrong (self->last, TRUE) ? self->last
                                                    : NULL;
  g_autofree char *done = NULL;
  Write *write;
  guint n_jobs;

  if (wrong != NULL)
    {
      enr_edit_dialog_refuse (dialog, GTK_WIDGET (wrong),
                              _ ("This is not a date. Write it as 2026/4/1 or R8.4.1."));
      return;
    }
  write = write_new (self);
  set_text (&write->staff->name, self->name);
  set_text (&write->staff->kana, self->kana);
  g_free (write->staff->job);
  write->staff->job
      = g_strdup (enr_staff_jobs (&n_jobs)[adw_combo_row_get_selected (self->job)].key);
  write->staff->is_counted = gtk_switch_get_active (self->counted);
  write->staff->is_full_time = adw_combo_row_get_selected (self->employment) == 0;
  write->staff->week_minutes = gtk_spin_button_get_value_as_int (self->hours) * 60
                               + gtk_spin_button_get_value_as_int (self->minutes);
  write->staff->first = enr_date_row_get_date (self->first);
  write->staff->last = enr_date_row_get_date (self->last);
  add_seal (self, write);
  /* Translators: the name of a member of staff */
  done = g_strdup_printf (_ ("Saved: %s"), write->staff->name);
  enr_edit_dialog_write (dialog, save, write, write_free, NULL, has_undo (self) ? NULL : done);
}

/* A seal that was taken away may be in no other place: it can be brought back. */
static void
saved_cb (EnrStaffDialog *self)
{
  g_autofree char *text = NULL;
  Write *write;

  if (!has_undo (self))
    return;
  write = write_new (self);
  add_seal (self, write);
  text = g_strdup_printf (write->seal != NULL
                              /* Translators: the name of a member of staff */
                              ? _ ("Saved with the seal: %s")
                              /* Translators: the name of a member of staff */
                              : _ ("Saved, and the seal taken away: %s"),
                          write->staff->name);
  enr_session_offer_undo (enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)), text, undo_seal,
                          write, write_free);
}

static GtkWidget *
enr_staff_dialog_find_field (EnrEditDialog *dialog, const GError *error)
{
  EnrStaffDialog *self = ENR_STAFF_DIALOG (dialog);

  return enr_text_is_blank (gtk_editable_get_text (self->name)) ? GTK_WIDGET (self->name) : NULL;
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrStaffDialog *self = ENR_STAFF_DIALOG (widget);
  /* Translators: the name of a member of staff */
  g_autofree char *done = g_strdup_printf (_ ("Removed: %s"), self->staff->name);

  enr_edit_dialog_write (ENR_EDIT_DIALOG (self), remove_staff, write_new (self), write_free, NULL,
                         done);
}

/* Another job proposes whether it counts. */
static void
job_selected_cb (EnrStaffDialog *self)
{
  guint n_jobs;
  guint selected = adw_combo_row_get_selected (self->job);

  if (selected != GTK_INVALID_LIST_POSITION)
    gtk_switch_set_active (self->counted, enr_staff_jobs (&n_jobs)[selected].is_counted);
}

static void
enr_staff_dialog_finalize (GObject *object)
{
  enr_staff_free (ENR_STAFF_DIALOG (object)->staff);

  G_OBJECT_CLASS (enr_staff_dialog_parent_class)->finalize (object);
}

static void
enr_staff_dialog_class_init (EnrStaffDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_staff_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_staff_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_staff_dialog_find_field;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  g_type_ensure (ENR_TYPE_SEAL_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/staff/staff-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrStaffDialog, name);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffDialog, kana);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffDialog, job);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffDialog, jobs);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffDialog, counted);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffDialog, employment);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffDialog, hours);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffDialog, minutes);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffDialog, first);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffDialog, last);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffDialog, seal);
  gtk_widget_class_bind_template_child (widget_class, EnrStaffDialog, remove_group);
  gtk_widget_class_install_action (widget_class, "staff.remove", NULL, remove_action);
}

static void
enr_staff_dialog_init (EnrStaffDialog *self)
{
  guint n_jobs;
  const EnrStaffJob *jobs = enr_staff_jobs (&n_jobs);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_jobs; i++)
    gtk_string_list_append (self->jobs, jobs[i].label);
  g_signal_connect (self, "saved", G_CALLBACK (saved_cb), NULL);
}

EnrStaffDialog *
enr_staff_dialog_new (EnrSession *session, const EnrStaff *staff)
{
  EnrStaffDialog *self = g_object_new (ENR_TYPE_STAFF_DIALOG, NULL);
  guint n_jobs;
  const EnrStaffJob *jobs = enr_staff_jobs (&n_jobs);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  gtk_widget_set_visible (self->remove_group, staff != NULL);
  gtk_window_set_title (GTK_WINDOW (self),
                        staff != NULL ? _ ("Member of Staff") : _ ("New Member of Staff"));
  self->staff = staff != NULL ? enr_staff_copy (staff) : enr_staff_new ();
  if (staff == NULL)
    self->staff->first = enr_clock_today ();
  gtk_editable_set_text (self->name, self->staff->name);
  gtk_editable_set_text (self->kana, self->staff->kana);
  for (guint i = 0; i < n_jobs; i++)
    if (g_str_equal (jobs[i].key, self->staff->job))
      adw_combo_row_set_selected (self->job, i);
  gtk_switch_set_active (self->counted, self->staff->is_counted);
  g_signal_connect_swapped (self->job, "notify::selected", G_CALLBACK (job_selected_cb), self);
  adw_combo_row_set_selected (self->employment, self->staff->is_full_time ? 0 : 1);
  gtk_spin_button_set_value (self->hours, self->staff->week_minutes / 60);
  gtk_spin_button_set_value (self->minutes, self->staff->week_minutes % 60);
  enr_date_row_set_date (self->first, self->staff->first);
  enr_date_row_set_date (self->last, self->staff->last);
  enr_seal_row_set_staff (self->seal, session, &self->staff->id);
  return self;
}
