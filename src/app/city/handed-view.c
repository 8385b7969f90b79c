/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/city/handed-view.h"

#include <glib/gi18n.h>

#include "app/board/reason-dialog.h"
#include "app/city/hand-in.h"
#include "app/city/report-row.h"
#include "submission/submitted-file.h"

struct _EnrHandedView
{
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *group;
  GtkWidget *nothing;

  /* owned */
  GPtrArray *rows; /* (element-type GtkWidget), borrowed: of the group */
  EnrSession *session;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (EnrHandedView, enr_handed_view, ADW_TYPE_BIN)

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  return enr_submitted_file_list (db, error);
}

static const char *
get_state (const EnrSubmittedPaper *paper)
{
  if (paper->sending == ENR_N_SENDINGS)
    return C_ ("paper", "not told to the city");
  return enr_report_state_label (paper->sending);
}

static GtkWidget *
new_row (const EnrSubmittedPaper *paper)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = gtk_button_new_with_label (C_ ("outbreak", "Take back…"));
  g_autofree char *day = enr_date_dup_era_weekday (enr_instant_civil_date (paper->submitted_at));
  g_autofree char *size = g_format_size ((guint64) paper->size);
  g_autoptr (GString) subtitle = g_string_new (day);
  char id[ENR_UUID_STRING_LENGTH];

  g_string_append_printf (subtitle, "　%s", size);
  if (*paper->submitted_by != '\0')
    g_string_append_printf (subtitle, "　%s", paper->submitted_by);
  if (paper->is_removed)
    g_string_append_printf (subtitle, "　%s", C_ ("paper", "taken back"));
  g_string_append_printf (subtitle, "　%s", get_state (paper));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), paper->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle->str);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_visible (remove, !paper->is_removed);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (remove), "s", enr_uuid_format (&paper->id, id));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "handed.remove");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  return row;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrHandedView) self = user_data;
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
reload (EnrHandedView *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL,
                        (GDestroyNotify) g_ptr_array_unref, self->cancellable, loaded_cb,
                        g_object_ref (self));
}

static void
store_changed_cb (EnrHandedView *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "document_submission")
      || g_strv_contains (tables, "sync_delivery"))
    reload (self);
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrHandedView *self = ENR_HANDED_VIEW (widget);

  if (self->session != NULL)
    enr_hand_in_ask (self->session, widget);
}

/*
 * Taking back
 */

typedef struct
{
  EnrHandedView *view;
  EnrUuid id;
  char *reason;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_object_unref (removal->view);
  g_free (removal->reason);
  g_free (removal);
}

static Removal *
removal_new (EnrHandedView *view, const EnrUuid *id, const char *reason)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->view = g_object_ref (view);
  removal->id = *id;
  removal->reason = g_strdup (reason);
  return removal;
}

static gpointer
remove_paper (EnrDb *db, gpointer data, GError **error)
{
  const Removal *removal = data;

  return GINT_TO_POINTER (enr_submitted_file_withdraw (
      db, enr_session_get_actor (removal->view->session), &removal->id, removal->reason, error));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrHandedView) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = enr_store_finish (ENR_STORE (source), result, &error) != NULL;

  if (self->session == NULL)
    return;
  if (is_done)
    enr_session_tell (self->session, _ ("The paper is taken back."));
  else
    enr_session_fail (self->session, error);
}

static void
reason_cb (const char *reason, gpointer user_data)
{
  const Removal *asked = user_data;
  EnrHandedView *self = asked->view;

  if (self->session != NULL)
    enr_store_write_async (enr_session_get_store (self->session), remove_paper,
                           removal_new (self, &asked->id, reason), removal_free, NULL, removed_cb,
                           g_object_ref (self));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrHandedView *self = ENR_HANDED_VIEW (widget);
  EnrUuid id;

  if (self->session == NULL || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  enr_reason_dialog_show (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Take this paper back"),
                          _ ("For a paper that was handed in by mistake. The city is told so where "
                             "it has it; what it has read, it has read."),
                          reason_cb, removal_new (self, &id, NULL), removal_free);
}

/*
 * The class
 */

static void
enr_handed_view_dispose (GObject *object)
{
  EnrHandedView *self = ENR_HANDED_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_HANDED_VIEW);

  G_OBJECT_CLASS (enr_handed_view_parent_class)->dispose (object);
}

static void
enr_handed_view_class_init (EnrHandedViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_handed_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/city/handed-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrHandedView, group);
  gtk_widget_class_bind_template_child (widget_class, EnrHandedView, nothing);
  gtk_widget_class_install_action (widget_class, "handed.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "handed.remove", "s", remove_action);
}

static void
enr_handed_view_init (EnrHandedView *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_handed_view_set_session (EnrHandedView *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_HANDED_VIEW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
