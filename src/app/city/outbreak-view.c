/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/city/outbreak-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/board/reason-dialog.h"
#include "app/city/outbreak-dialog.h"
#include "contact/disease.h"

struct _EnrOutbreakView
{
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *group;
  GtkWidget *nothing;

  /* owned */
  GPtrArray *rows; /* (element-type GtkWidget), borrowed: of the group */
  EnrSession *session;
  GPtrArray *reports;  /* (element-type EnrOutbreakReport); NULL until they are read */
  GPtrArray *diseases; /* (element-type EnrDisease) */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (EnrOutbreakView, enr_outbreak_view, ADW_TYPE_BIN)

typedef struct
{
  GPtrArray *reports;
  GPtrArray *diseases;
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  if (loaded == NULL)
    return;
  g_clear_pointer (&loaded->reports, g_ptr_array_unref);
  g_clear_pointer (&loaded->diseases, g_ptr_array_unref);
  g_free (loaded);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->reports = enr_outbreak_report_list (db, error);
  if (loaded->reports != NULL)
    loaded->diseases = enr_disease_list (db, error);
  if (loaded->diseases == NULL)
    g_clear_pointer (&loaded, loaded_free);
  return loaded;
}

static const char *
get_disease_name (EnrOutbreakView *self, const char *key)
{
  for (guint i = 0; i < self->diseases->len; i++)
    {
      const EnrDisease *disease = g_ptr_array_index (self->diseases, i);

      if (strcmp (disease->key, key) == 0)
        return disease->name;
    }
  return _ ("An illness that is not known yet");
}

static GtkWidget *
new_row (EnrOutbreakView *self, const EnrOutbreakReport *report)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = gtk_button_new_with_label (C_ ("outbreak", "Take back…"));
  g_autofree char *first = enr_date_dup_era_weekday (report->first_day);
  g_autofree char *as_of = enr_date_dup_era_weekday (report->as_of);
  /* Translators: a disease, and the day of its first onset */
  g_autofree char *title
      = g_strdup_printf (_ ("%s　since %s"), get_disease_name (self, report->disease), first);
  g_autofree char *counts
      /* Translators: children who are ill, of how many; staff; the day of the counts */
      = g_strdup_printf (_ ("%d children of %d, %d staff　as of %s"), report->children,
                         report->users, report->staff, as_of);
  g_autofree char *subtitle = report->is_over
                                  ? g_strdup_printf ("%s　%s", counts, C_ ("outbreak", "over"))
                                  : g_strdup (counts);
  char id[ENR_UUID_STRING_LENGTH];

  enr_uuid_format (&report->id, id);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (remove), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "outbreak.remove");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "outbreak.edit");
  return row;
}

static void
show (EnrOutbreakView *self, Loaded *loaded)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_clear_pointer (&self->diseases, g_ptr_array_unref);
  self->reports = g_steal_pointer (&loaded->reports);
  self->diseases = g_steal_pointer (&loaded->diseases);
  for (guint i = 0; i < self->reports->len; i++)
    {
      GtkWidget *row = new_row (self, g_ptr_array_index (self->reports, i));

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (self->nothing, self->reports->len == 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrOutbreakView) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = enr_store_finish (ENR_STORE (source), result, &error);

  if (self->session != NULL && loaded != NULL)
    show (self, loaded);
  else if (self->session != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    enr_session_fail (self->session, error);
  loaded_free (loaded);
}

static void
reload (EnrOutbreakView *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL, loaded_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrOutbreakView *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "outbreak_report")
      || g_strv_contains (tables, "disease"))
    reload (self);
}

static const EnrOutbreakReport *
find_report (EnrOutbreakView *self, GVariant *parameter)
{
  EnrUuid id;

  if (self->reports == NULL || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return NULL;
  for (guint i = 0; i < self->reports->len; i++)
    {
      const EnrOutbreakReport *report = g_ptr_array_index (self->reports, i);

      if (enr_uuid_equal (&report->id, &id))
        return report;
    }
  return NULL;
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrOutbreakView *self = ENR_OUTBREAK_VIEW (widget);

  if (self->session != NULL && self->diseases != NULL)
    enr_edit_dialog_show (
        ENR_EDIT_DIALOG (enr_outbreak_dialog_new (self->session, self->diseases, "", NULL)),
        widget);
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrOutbreakView *self = ENR_OUTBREAK_VIEW (widget);
  const EnrOutbreakReport *report = find_report (self, parameter);

  if (self->session != NULL && report != NULL)
    enr_edit_dialog_show (
        ENR_EDIT_DIALOG (enr_outbreak_dialog_new (self->session, self->diseases, "", report)),
        widget);
}

/*
 * Taking back
 */

typedef struct
{
  EnrOutbreakView *view;
  EnrUuid id;
} Asked;

static void
asked_free (gpointer data)
{
  g_object_unref (((Asked *) data)->view);
  g_free (data);
}

typedef struct
{
  const EnrActor *actor; /* lives as long as the program */
  EnrUuid id;
  char *reason;
} Removal;

static void
removal_free (gpointer data)
{
  g_free (((Removal *) data)->reason);
  g_free (data);
}

static gpointer
remove_report (EnrDb *db, gpointer data, GError **error)
{
  const Removal *removal = data;

  return GINT_TO_POINTER (
      enr_outbreak_report_remove (db, removal->actor, &removal->id, removal->reason, error));
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrOutbreakView) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = enr_store_finish (ENR_STORE (source), result, &error) != NULL;

  if (self->session == NULL)
    return;
  if (is_done)
    enr_session_tell (self->session, _ ("The report of the outbreak is taken back."));
  else
    enr_session_fail (self->session, error);
}

static void
reason_cb (const char *reason, gpointer user_data)
{
  const Asked *asked = user_data;
  EnrOutbreakView *self = asked->view;
  Removal *removal;

  if (self->session == NULL)
    return;
  removal = g_new0 (Removal, 1);
  removal->actor = enr_session_get_actor (self->session);
  removal->id = asked->id;
  removal->reason = g_strdup (reason);
  enr_store_write_async (enr_session_get_store (self->session), remove_report, removal,
                         removal_free, NULL, removed_cb, g_object_ref (self));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrOutbreakView *self = ENR_OUTBREAK_VIEW (widget);
  const EnrOutbreakReport *report = find_report (self, parameter);
  Asked *asked;

  if (report == NULL)
    return;
  asked = g_new0 (Asked, 1);
  asked->view = g_object_ref (self);
  asked->id = report->id;
  enr_reason_dialog_show (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Take this report back"),
                          _ ("For a report that was made by mistake; the city is told so where it "
                             "has it. One that has ended is not taken back but marked as over."),
                          reason_cb, asked, asked_free);
}

/*
 * The class
 */

static void
enr_outbreak_view_dispose (GObject *object)
{
  EnrOutbreakView *self = ENR_OUTBREAK_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_clear_pointer (&self->diseases, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_OUTBREAK_VIEW);

  G_OBJECT_CLASS (enr_outbreak_view_parent_class)->dispose (object);
}

static void
enr_outbreak_view_class_init (EnrOutbreakViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_outbreak_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/city/outbreak-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrOutbreakView, group);
  gtk_widget_class_bind_template_child (widget_class, EnrOutbreakView, nothing);
  gtk_widget_class_install_action (widget_class, "outbreak.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "outbreak.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "outbreak.remove", "s", remove_action);
}

static void
enr_outbreak_view_init (EnrOutbreakView *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_outbreak_view_set_session (EnrOutbreakView *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_OUTBREAK_VIEW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
