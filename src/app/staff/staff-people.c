/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/staff/staff-people.h"

#include <glib/gi18n.h>

#include "app/children/record-row.h"
#include "app/staff/staff-dialog.h"
#include "base/clock.h"

struct _EnrStaffPeople
{
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *group;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  GPtrArray *staff; /* (element-type EnrStaff) */
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (EnrStaffPeople, enr_staff_people, ADW_TYPE_BIN)

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  return enr_staff_list (db, ENR_DATE_NONE, error);
}

static char *
dup_subtitle (const EnrStaff *staff)
{
  GString *text = g_string_new (enr_staff_job_label (staff->job));

  /* Translators: hours and minutes of work a week */
  g_string_append_printf (text, _ ("  %d:%02d a week"), staff->week_minutes / 60,
                          staff->week_minutes % 60);
  if (!staff->is_full_time)
    g_string_append (text, _ ("  part-time"));
  if (!staff->is_counted)
    g_string_append (text, _ ("  not counted"));
  return g_string_free (text, FALSE);
}

static EnrRecordRow *
staff_row (const EnrStaff *staff)
{
  EnrDate today = enr_clock_today ();
  g_autofree char *subtitle = dup_subtitle (staff);
  g_autofree char *state = NULL;
  EnrRecordRow *row = enr_record_row_new (staff->name, subtitle);
  char id[ENR_UUID_STRING_LENGTH];

  if (staff->last != ENR_DATE_NONE)
    {
      g_autofree char *date = enr_date_dup_era (staff->last);

      /* Translators: the last day of work */
      state = g_strdup_printf (_ ("until %s"), date);
    }
  else if (staff->first > today)
    {
      g_autofree char *date = enr_date_dup_era (staff->first);

      /* Translators: the first day of work */
      state = g_strdup_printf (_ ("from %s"), date);
    }
  if (state != NULL)
    enr_record_row_set_state (row, state, "dim-label");
  enr_record_row_set_open (row, "staff.edit", enr_uuid_format (&staff->id, id));
  return row;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrStaffPeople) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *staff = enr_store_finish (ENR_STORE (source), result, &error);

  if (staff == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = staff;
  enr_record_rows_clear (self->group, self->rows);
  for (guint i = 0; i < staff->len; i++)
    enr_record_rows_add (self->group, self->rows, staff_row (g_ptr_array_index (staff, i)));
  adw_preferences_group_set_description (
      self->group, staff->len > 0
                       ? NULL
                       : _ ("No staff have been entered yet. With them, the program shows "
                            "at what times there are too few."));
}

static void
reload (EnrStaffPeople *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL,
                        (GDestroyNotify) g_ptr_array_unref, self->cancellable, loaded_cb,
                        g_object_ref (self));
}

static void
store_changed_cb (EnrStaffPeople *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "staff"))
    reload (self);
}

static const EnrStaff *
find_staff (EnrStaffPeople *self, GVariant *parameter)
{
  EnrUuid id;

  if (!enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return NULL;
  for (guint i = 0; self->staff != NULL && i < self->staff->len; i++)
    if (enr_uuid_equal (&((EnrStaff *) g_ptr_array_index (self->staff, i))->id, &id))
      return g_ptr_array_index (self->staff, i);
  return NULL;
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrStaffPeople *self = ENR_STAFF_PEOPLE (widget);
  const EnrStaff *staff = parameter != NULL ? find_staff (self, parameter) : NULL;

  if (parameter != NULL && staff == NULL)
    return;
  enr_edit_dialog_show (ENR_EDIT_DIALOG (enr_staff_dialog_new (self->session, staff)), widget);
}

static void
enr_staff_people_dispose (GObject *object)
{
  EnrStaffPeople *self = ENR_STAFF_PEOPLE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_STAFF_PEOPLE);

  G_OBJECT_CLASS (enr_staff_people_parent_class)->dispose (object);
}

static void
enr_staff_people_finalize (GObject *object)
{
  g_object_unref (ENR_STAFF_PEOPLE (object)->cancellable);

  G_OBJECT_CLASS (enr_staff_people_parent_class)->finalize (object);
}

static void
enr_staff_people_class_init (EnrStaffPeopleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_staff_people_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_staff_people_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/staff/staff-people.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrStaffPeople, group);
  gtk_widget_class_install_action (widget_class, "staff.add", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "staff.edit", "s", edit_action);
}

static void
enr_staff_people_init (EnrStaffPeople *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_staff_people_set_session (EnrStaffPeople *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_STAFF_PEOPLE (self));

  g_set_object (&self->session, session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
