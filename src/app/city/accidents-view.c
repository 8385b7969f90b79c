/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/city/accidents-view.h"

#include <glib/gi18n.h>

#include "app/writing/shelf-create.h"
#include "app/writing/shelf-new-dialog.h"
#include "base/clock.h"
#include "writing/accident.h"

struct _EnrAccidentsView
{
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *group;
  GtkWidget *nothing;

  /* owned */
  GPtrArray *rows; /* (element-type GtkWidget), borrowed: of the group */
  EnrSession *session;
  EnrWritingKinds *kinds;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (EnrAccidentsView, enr_accidents_view, ADW_TYPE_BIN)

static const EnrWritingKind *
find_kind (EnrAccidentsView *self)
{
  return enr_writing_kinds_find (self->kinds, ENR_ACCIDENT_KIND, NULL);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const EnrWritingKind *kind = enr_writing_kinds_find (data, ENR_ACCIDENT_KIND, error);

  return kind != NULL ? enr_accident_list (db, kind, error) : NULL;
}

/* By when the next report is due, or that both were made. */
static char *
dup_state (const EnrAccident *accident)
{
  EnrAccidentState state = enr_accident_get_state (accident, enr_clock_today ());
  EnrDate due = state == ENR_ACCIDENT_FIRST_OWED || state == ENR_ACCIDENT_FIRST_LATE
                    ? enr_accident_first_latest (accident->day)
                    : enr_accident_second_due (accident->day);
  g_autofree char *by = enr_date_dup_era_weekday (due);

  switch (state)
    {
    case ENR_ACCIDENT_FIRST_OWED:
      /* Translators: the first report of an accident; %s is a date */
      return g_strdup_printf (_ ("First report: today if possible, at the latest %s"), by);
    case ENR_ACCIDENT_FIRST_LATE:
      return g_strdup_printf (_ ("First report: overdue since %s"), by);
    case ENR_ACCIDENT_SECOND_OWED:
      return g_strdup_printf (_ ("First report made. Second report by about %s"), by);
    case ENR_ACCIDENT_SECOND_LATE:
      return g_strdup_printf (_ ("First report made. Second report: overdue since %s"), by);
    case ENR_ACCIDENT_DONE:
    default:
      return g_strdup (_ ("Both reports are made"));
    }
}

static gboolean
is_late (const EnrAccident *accident)
{
  EnrAccidentState state = enr_accident_get_state (accident, enr_clock_today ());

  return state == ENR_ACCIDENT_FIRST_LATE || state == ENR_ACCIDENT_SECOND_LATE;
}

static GtkWidget *
new_row (const EnrAccident *accident)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *day = enr_date_dup_era_weekday (accident->day);
  g_autofree char *title
      = g_strdup_printf ("%s　%s　%s", day, accident->child_name, accident->title);
  g_autofree char *state = dup_state (accident);
  char id[ENR_UUID_STRING_LENGTH];

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state);
  if (is_late (accident))
    gtk_widget_add_css_class (row, "enroku-late");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", enr_uuid_format (&accident->id, id));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.writing");
  return row;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrAccidentsView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = enr_store_finish (ENR_STORE (source), result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (list == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < list->len; i++)
    {
      GtkWidget *row = new_row (g_ptr_array_index (list, i));

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (self->nothing, list->len == 0);
}

static void
reload (EnrAccidentsView *self)
{
  enr_store_read_async (
      enr_session_get_store (self->session), load, enr_writing_kinds_ref (self->kinds),
      (GDestroyNotify) enr_writing_kinds_unref, (GDestroyNotify) g_ptr_array_unref,
      self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrAccidentsView *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "writing")
      || g_strv_contains (tables, "writing_step"))
    reload (self);
}

static void
created_cb (EnrAccidentsView *self, const EnrShelfCreated *created)
{
  char id[ENR_UUID_STRING_LENGTH];

  gtk_widget_activate_action (GTK_WIDGET (self), "win.writing", "s",
                              enr_uuid_format (&created->id, id));
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrAccidentsView *self = ENR_ACCIDENTS_VIEW (widget);
  EnrShelfNewDialog *dialog;

  if (self->session == NULL || find_kind (self) == NULL)
    return;
  dialog = enr_shelf_new_dialog_new (self->session, self->kinds, find_kind (self),
                                     enr_session_get_date (self->session));
  g_signal_connect_object (dialog, "saved", G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
enr_accidents_view_dispose (GObject *object)
{
  EnrAccidentsView *self = ENR_ACCIDENTS_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->kinds, enr_writing_kinds_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_ACCIDENTS_VIEW);

  G_OBJECT_CLASS (enr_accidents_view_parent_class)->dispose (object);
}

static void
enr_accidents_view_class_init (EnrAccidentsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_accidents_view_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/city/accidents-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrAccidentsView, group);
  gtk_widget_class_bind_template_child (widget_class, EnrAccidentsView, nothing);
  gtk_widget_class_install_action (widget_class, "accidents.new", NULL, new_action);
}

static void
enr_accidents_view_init (EnrAccidentsView *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_accidents_view_set_session (EnrAccidentsView *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_ACCIDENTS_VIEW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  self->kinds = enr_writing_kinds_load ();
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
