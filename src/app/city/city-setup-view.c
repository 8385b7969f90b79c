/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/city/city-setup-view.h"

#include <glib/gi18n.h>

#include "app/children/edit-dialog.h"
#include "app/city/carry.h"
#include "app/compat.h"
#include "nursery/facility.h"
#include "outbox/link.h"
#include "outbox/outbox.h"
#include "submission/submission.h"
#include "sync/sync.h"

#define MAX_KINDS 16

struct _EnrCitySetupView
{
  AdwBin parent_instance;

  /* template */
  GtkLabel *link;
  GtkEditable *url;
  GtkEditable *number;
  GtkEditable *code;
  GtkSpinner *spinner;
  AdwActionRow *authority;
  GtkWidget *authority_clear;
  AdwPreferencesGroup *kinds;

  /* borrowed */
  AdwComboRow *rows[MAX_KINDS];
  GtkWidget *refused;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  char *ca_file; /* chosen since the page is open; NULL: none */
  gboolean is_filling;
  gboolean is_enrolling;
};

G_DEFINE_FINAL_TYPE (EnrCitySetupView, enr_city_setup_view, ADW_TYPE_BIN)

typedef struct
{
  EnrLink link;
  EnrSendingMode modes[MAX_KINDS];
  char *number; /* the facility's */
} Loaded;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  if (loaded == NULL)
    return;
  enr_link_clear (&loaded->link);
  g_free (loaded->number);
  g_free (loaded);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  Loaded *loaded = g_new0 (Loaded, 1);
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);
  guint n;
  const EnrSubmissionKind *kinds = enr_submission_kinds (&n);
  gboolean is_read = facility != NULL && enr_link_load (db, &loaded->link, error);

  for (guint i = 0; is_read && i < n; i++)
    is_read = enr_outbox_get_mode (db, kinds[i].key, &loaded->modes[i], error);
  if (is_read)
    loaded->number = g_strdup (facility->number);
  else
    g_clear_pointer (&loaded, loaded_free);
  return loaded;
}

static char *
dup_link (const EnrLink *link)
{
  switch (link->state)
    {
    case ENR_LINK_OK:
      return g_strdup_printf (_ ("Reports go to %s, as the nursery No. %s."), link->url,
                              link->nursery);
    case ENR_LINK_FILE:
      /* Translators: a city's name, a nursery's number */
      return g_strdup_printf (_ ("Reports are carried to %s as files, as the nursery No. %s."),
                              *link->city != '\0' ? link->city : _ ("the city"), link->nursery);
    case ENR_LINK_REVOKED:
      return g_strdup (
          _ ("The city does not let this PC in any more. A new code of the city opens the "
             "way again; nothing is lost meanwhile."));
    case ENR_LINK_GONE:
      return g_strdup (_ ("The city's address has changed. Enter the new one with a new code."));
    case ENR_LINK_FORKED:
      return g_strdup (
          _ ("Another copy of this file reports under the same name. Enter a new code of "
             "the city here."));
    case ENR_LINK_NONE:
    default:
      return g_strdup (_ ("Not connected to a city. Without it everything else works as always."));
    }
}

static void
show (EnrCitySetupView *self, const Loaded *loaded)
{
  g_autofree char *text = dup_link (&loaded->link);
  g_autofree char *authority = enr_sync_authority_describe (loaded->link.ca);
  guint n;

  enr_submission_kinds (&n);
  gtk_label_set_text (self->link, text);
  adw_action_row_set_subtitle (
      self->authority, authority != NULL ? authority : _ ("Those of this PC hold"));
  gtk_widget_set_visible (self->authority_clear, authority != NULL);
  self->is_filling = TRUE;
  if (*gtk_editable_get_text (self->url) == '\0')
    gtk_editable_set_text (self->url, loaded->link.url);
  if (*gtk_editable_get_text (self->number) == '\0')
    gtk_editable_set_text (self->number,
                           *loaded->link.nursery != '\0' ? loaded->link.nursery : loaded->number);
  for (guint i = 0; i < n; i++)
    adw_combo_row_set_selected (self->rows[i], loaded->modes[i]);
  self->is_filling = FALSE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrCitySetupView) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = enr_store_finish (ENR_STORE (source), result, &error);

  if (loaded == NULL)
    {
      if (self->session != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  if (self->session != NULL)
    show (self, loaded);
  loaded_free (loaded);
}

static void
reload (EnrCitySetupView *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL, loaded_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrCitySetupView *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "sync_link")
      || g_strv_contains (tables, "submission_kind") || g_strv_contains (tables, "facility"))
    reload (self);
}

/*
 * What is sent
 */

typedef struct
{
  const EnrActor *actor;
  const char *kind;
  EnrSendingMode mode;
} Write;

static gpointer
set_mode (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (enr_outbox_set_mode (db, write->actor, write->kind, write->mode, error));
}

static void
mode_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrCitySetupView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL && self->session != NULL)
    {
      enr_session_fail (self->session, error);
      reload (self);
    }
}

static void
mode_cb (EnrCitySetupView *self, GParamSpec *pspec, AdwComboRow *row)
{
  guint n;
  const EnrSubmissionKind *kinds = enr_submission_kinds (&n);

  for (guint i = 0; !self->is_filling && i < n; i++)
    if (self->rows[i] == row)
      {
        Write *write = g_new0 (Write, 1);

        write->actor = enr_session_get_actor (self->session);
        write->kind = kinds[i].key;
        write->mode = (EnrSendingMode) adw_combo_row_get_selected (row);
        enr_store_write_async (enr_session_get_store (self->session), set_mode, write, g_free, NULL,
                               mode_set_cb, g_object_ref (self));
      }
}

static void
add_kind (EnrCitySetupView *self, guint i, const EnrSubmissionKind *kind)
{
  const char *const modes[]
      = { _ ("Not sent"), _ ("Sent after my word"), _ ("Sent by itself"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (modes);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (kind->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (kind->explanation));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (mode_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->kinds, row);
  self->rows[i] = ADW_COMBO_ROW (row);
}

/*
 * Enrolling
 */

typedef struct
{
  char *path;
  char *url;
  char *number;
  char *code;
  char *ca_file; /* nullable */
  char *city;
} Enrolment;

static void
enrolment_free (gpointer data)
{
  Enrolment *enrolment = data;

  g_free (enrolment->path);
  g_free (enrolment->url);
  g_free (enrolment->number);
  g_free (enrolment->code);
  g_free (enrolment->ca_file);
  g_free (enrolment->city);
  g_free (enrolment);
}

static void
enrol_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Enrolment *enrolment = data;
  EnrSyncOptions options = { .ca_file = enrolment->ca_file };
  GError *error = NULL;
  g_autoptr (EnrDb) db = enr_db_open (enrolment->path, ENR_DB_READ_WRITE, &error);

  if (db != NULL
      && enr_sync_enroll (db, enrolment->url, enrolment->number, enrolment->code, &options,
                          &enrolment->city, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
show_enrolling (EnrCitySetupView *self, gboolean is_enrolling)
{
  self->is_enrolling = is_enrolling;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_enrolling);
  gtk_spinner_set_spinning (self->spinner, is_enrolling);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "city-setup.enroll", !is_enrolling);
}

static void
refuse (EnrCitySetupView *self, GtkWidget *field, const char *text)
{
  if (self->refused != NULL)
    enr_field_set_error (self->refused, NULL);
  self->refused = field;
  if (field == NULL)
    return;
  enr_field_set_error (field, text);
  gtk_widget_grab_focus (field);
}

static void
enrolled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EnrCitySetupView *self = ENR_CITY_SETUP_VIEW (source);
  Enrolment *enrolment = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean is_done = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->session == NULL)
    return;
  show_enrolling (self, FALSE);
  if (is_done)
    {
      g_autofree char *text = g_strdup_printf (
          _ ("Connected to %s. Choose below what is sent."),
          enrolment->city != NULL && *enrolment->city != '\0' ? enrolment->city : enrolment->url);

      gtk_editable_set_text (self->code, "");
      enr_session_tell (self->session, text);
      enr_store_poll (enr_session_get_store (self->session));
      reload (self);
    }
  else
    {
      g_autofree char *text = enr_error_describe (error);
      gboolean is_code = g_error_matches (error, ENR_SYNC_ERROR, ENR_SYNC_ERROR_CODE);

      refuse (self, GTK_WIDGET (is_code ? self->code : self->url), text);
    }
}

static void
enroll_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrCitySetupView *self = ENR_CITY_SETUP_VIEW (widget);
  Enrolment *enrolment;
  g_autoptr (GTask) task = NULL;

  if (self->session == NULL || self->is_enrolling)
    return;
  refuse (self, NULL, NULL);
  enrolment = g_new0 (Enrolment, 1);
  enrolment->path = g_strdup (enr_store_get_path (enr_session_get_store (self->session)));
  enrolment->url = g_strstrip (g_strdup (gtk_editable_get_text (self->url)));
  enrolment->number = g_strstrip (g_strdup (gtk_editable_get_text (self->number)));
  enrolment->code = g_strstrip (g_strdup (gtk_editable_get_text (self->code)));
  enrolment->ca_file = g_strdup (self->ca_file);
  task = g_task_new (self, self->cancellable, enrolled_cb, NULL);
  g_task_set_task_data (task, enrolment, enrolment_free);
  show_enrolling (self, TRUE);
  g_task_run_in_thread (task, enrol_thread);
}

static void
hub_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrCitySetupView *self = ENR_CITY_SETUP_VIEW (widget);

  if (self->session != NULL)
    enr_city_carry_ask_hub_file (self->session, widget);
}

/*
 * Certificates of the city's own
 */

static gpointer
set_authority (EnrDb *db, gpointer data, GError **error)
{
  return GINT_TO_POINTER (enr_sync_set_authority (db, data, error));
}

static void
authority_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrCitySetupView) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    {
      g_clear_pointer (&self->ca_file, g_free);
      if (self->session != NULL)
        enr_session_fail (self->session, error);
    }
}

/* What it holds is kept in the database: the file may be on a stick that is gone tomorrow. */
void
enr_city_setup_view_set_authority (EnrCitySetupView *self, const char *path)
{
  g_return_if_fail (ENR_IS_CITY_SETUP_VIEW (self));

  g_free (self->ca_file);
  self->ca_file = g_strdup (path);
  enr_store_write_async (enr_session_get_store (self->session), set_authority, g_strdup (path),
                         g_free, NULL, authority_set_cb, g_object_ref (self));
}

static void
authority_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrCitySetupView) self = user_data;

  if (file != NULL && self->session != NULL && g_file_peek_path (file) != NULL)
    enr_city_setup_view_set_authority (self, g_file_peek_path (file));
}

static void
authority_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_compat_open_file (GTK_WINDOW (gtk_widget_get_root (widget)),
                        _ ("Choose the city's certificates (PEM)"), NULL, NULL, authority_chosen_cb,
                        g_object_ref (widget));
}

static void
authority_clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrCitySetupView *self = ENR_CITY_SETUP_VIEW (widget);

  if (self->session != NULL)
    enr_city_setup_view_set_authority (self, NULL);
}

static void
enr_city_setup_view_dispose (GObject *object)
{
  EnrCitySetupView *self = ENR_CITY_SETUP_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->ca_file, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_CITY_SETUP_VIEW);

  G_OBJECT_CLASS (enr_city_setup_view_parent_class)->dispose (object);
}

static void
enr_city_setup_view_class_init (EnrCitySetupViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_city_setup_view_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/city/city-setup-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrCitySetupView, link);
  gtk_widget_class_bind_template_child (widget_class, EnrCitySetupView, url);
  gtk_widget_class_bind_template_child (widget_class, EnrCitySetupView, number);
  gtk_widget_class_bind_template_child (widget_class, EnrCitySetupView, code);
  gtk_widget_class_bind_template_child (widget_class, EnrCitySetupView, spinner);
  gtk_widget_class_bind_template_child (widget_class, EnrCitySetupView, authority);
  gtk_widget_class_bind_template_child (widget_class, EnrCitySetupView, authority_clear);
  gtk_widget_class_bind_template_child (widget_class, EnrCitySetupView, kinds);
  gtk_widget_class_install_action (widget_class, "city-setup.enroll", NULL, enroll_action);
  gtk_widget_class_install_action (widget_class, "city-setup.hub-file", NULL, hub_file_action);
  gtk_widget_class_install_action (widget_class, "city-setup.authority", NULL, authority_action);
  gtk_widget_class_install_action (widget_class, "city-setup.authority-clear", NULL,
                                   authority_clear_action);
}

static void
enr_city_setup_view_init (EnrCitySetupView *self)
{
  guint n;
  const EnrSubmissionKind *kinds = enr_submission_kinds (&n);

  g_assert (n <= MAX_KINDS);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n; i++)
    add_kind (self, i, &kinds[i]);
}

void
enr_city_setup_view_set_session (EnrCitySetupView *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_CITY_SETUP_VIEW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
