/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/sent-window.h"

#include <glib/gi18n.h>

#include "app/children/record-row.h"
#include "app/compat.h"
#include "app/writing/keep-toasts.h"
#include "app/writing/sent-dialog.h"
#include "base/clock.h"
#include "base/file.h"
#include "reports/nursery-record-load.h"
#include "writing/keep.h"

#define N_YEARS 7 /* until the first of them have finished primary school */

struct _EnrSentWindow
{
  AdwWindow parent_instance;

  /* Template */
  AdwToastOverlay *toasts;
  GtkDropDown *year;
  GtkStringList *years;
  AdwPreferencesGroup *group;

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable;
  GPtrArray *children; /* (element-type EnrNurseryRecordRow) NULL until read */
  GPtrArray *rows;
  int first_year;
};

G_DEFINE_FINAL_TYPE (EnrSentWindow, enr_sent_window, ADW_TYPE_WINDOW)

typedef struct
{
  EnrActor actor;
  EnrUuid id;
  EnrSession *session;
  char *path;
  int fiscal_year;
  EnrDate today;
  guint n_left_out;
} Job;

static Job *
job_new (EnrSentWindow *self)
{
  Job *job = g_new0 (Job, 1);

  job->actor = *enr_session_get_actor (self->session);
  job->session = g_object_ref (self->session);
  job->fiscal_year = self->first_year - (int) gtk_drop_down_get_selected (self->year);
  job->today = enr_clock_today ();
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->session);
  g_free (job->path);
  g_free (job);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return enr_nursery_record_list (db, job->fiscal_year, job->today, error);
}

static gpointer
take_out (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;

  return GINT_TO_POINTER (enr_sent_remove (db, &job->actor, &job->id, error));
}

static gpointer
write_list (EnrDb *db, gpointer data, GError **error)
{
  const Job *job = data;
  g_autoptr (GPtrArray) rows = load (db, data, error);
  g_autoptr (EnrTable) table
      = rows != NULL ? enr_nursery_record_table_new (rows, job->fiscal_year) : NULL;
  g_autoptr (GBytes) bytes
      = table != NULL ? enr_table_to_csv (table, ENR_ENCODING_UTF8, NULL) : NULL;
  g_autofree char *name = g_path_get_basename (job->path);

  if (bytes == NULL || !enr_file_replace (job->path, bytes, error))
    return NULL;
  /* Translators: the name of a file */
  return g_strdup_printf (_ ("Saved: %s"), name);
}

static gpointer
write_papers (EnrDb *db, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (EnrWritingKinds) kinds = enr_writing_kinds_load ();
  const EnrWritingKind *kind = enr_writing_kinds_find (kinds, ENR_NURSERY_RECORD_KIND, error);
  int n = kind != NULL ? enr_nursery_record_write_all (db, kind, job->fiscal_year, job->today,
                                                       job->path, &job->n_left_out, error)
                       : -1;

  if (n < 0)
    return NULL;
  if (job->n_left_out == 0)
    return g_strdup_printf (ngettext ("%d file was saved", "%d files were saved", n), n);
  /* Translators: both are numbers: of files, and of children */
  return g_strdup_printf (_ ("Files saved: %d. Left out, because nothing is approved: %u"), n,
                          job->n_left_out);
}

/*
 * The list
 */

static EnrRecordRow *
child_row (const EnrNurseryRecordRow *child)
{
  char id[ENR_UUID_STRING_LENGTH];
  EnrRecordRow *row = enr_record_row_new (child->name, child->class_name);

  enr_uuid_format (&child->writing_id, id);
  if (enr_uuid_is_none (&child->writing_id))
    enr_record_row_set_state (row, _ ("Not begun"), "error");
  else
    enr_record_row_set_state (row, enr_writing_state_label (child->state),
                              child->approved > 0 ? "success" : "dim-label");
  if (child->approved > 0)
    enr_record_row_set_button (row, _ ("Sent…"), "sent.add", id);
  return row;
}

static EnrRecordRow *
sent_row (const EnrSent *sent)
{
  char id[ENR_UUID_STRING_LENGTH];
  g_autofree char *day = enr_date_dup_era (sent->sent_on);
  /* Translators: the name of a school */
  g_autofree char *title = g_strdup_printf (_ ("Sent to %s"), sent->sent_to);
  g_autofree char *text = g_strdup_printf ("%s　%s　%s", day, sent->how, sent->name);
  EnrRecordRow *row = enr_record_row_new (title, text);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "margin-start", 18, "accessible-role",
                                           GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  enr_record_row_set_button (row, _ ("Take Out"), "sent.remove", enr_uuid_format (&sent->id, id));
  return row;
}

static void
show (EnrSentWindow *self)
{
  guint n_sent = 0;
  g_autofree char *text = NULL;

  enr_record_rows_clear (self->group, self->rows);
  for (guint i = 0; i < self->children->len; i++)
    {
      const EnrNurseryRecordRow *child = g_ptr_array_index (self->children, i);

      enr_record_rows_add (self->group, self->rows, child_row (child));
      for (guint k = 0; k < child->sent->len; k++)
        enr_record_rows_add (self->group, self->rows,
                             sent_row (g_ptr_array_index (child->sent, k)));
      n_sent += child->sent->len > 0;
    }
  /* Translators: both are numbers of children */
  text = g_strdup_printf (
      _ ("%u of %u children's records have been sent. A copy goes to the school; "
         "the original stays here until the child has finished primary "
         "school."),
      n_sent, self->children->len);
  adw_preferences_group_set_description (
      self->group, self->children->len > 0
                       ? text
                       : _ ("There are no children who go to school after this year."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sent.list", self->children->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sent.save", self->children->len > 0);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSentWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *children = enr_store_finish (ENR_STORE (source), result, &error);

  if (self->session == NULL || children == NULL)
    {
      g_clear_pointer (&children, g_ptr_array_unref);
      if (self->session != NULL)
        enr_session_fail (self->session, error);
      return;
    }
  g_clear_pointer (&self->children, g_ptr_array_unref);
  self->children = children;
  show (self);
}

static void
reload (EnrSentWindow *self)
{
  if (self->session == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load, job_new (self), job_free,
                        (GDestroyNotify) g_ptr_array_unref, self->cancellable, loaded_cb,
                        g_object_ref (self));
}

static void
store_changed_cb (EnrSentWindow *self)
{
  reload (self);
}

/*
 * What is done
 */

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrSentWindow *self = ENR_SENT_WINDOW (widget);
  EnrUuid id;

  if (self->children == NULL || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  for (guint i = 0; i < self->children->len; i++)
    {
      const EnrNurseryRecordRow *child = g_ptr_array_index (self->children, i);
      const EnrSent *last
          = child->sent->len > 0 ? g_ptr_array_index (child->sent, child->sent->len - 1) : NULL;

      if (enr_uuid_equal (&child->writing_id, &id))
        enr_edit_dialog_show (
            ENR_EDIT_DIALOG (enr_sent_dialog_new (self->session, &id, child->name,
                                                  last != NULL ? last->sent_to : "")),
            widget);
    }
}

static void
taken_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) != NULL)
    enr_session_tell (session, _ ("Taken out"));
  else
    enr_session_fail (session, error);
}

typedef struct
{
  EnrSentWindow *window;
  EnrUuid id;
} Question;

static void
remove_answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (EnrSentWindow) self = question->window;
  Job *job;

  if (!is_yes || self->session == NULL)
    return;
  job = job_new (self);
  job->id = question->id;
  enr_store_write_async (enr_session_get_store (self->session), take_out, job, job_free, NULL,
                         taken_out_cb, g_object_ref (self->session));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Question *question = g_new0 (Question, 1);

  question->window = g_object_ref (ENR_SENT_WINDOW (widget));
  if (!enr_uuid_parse (g_variant_get_string (parameter, NULL), &question->id))
    question->id = enr_uuid_none;
  enr_compat_ask (GTK_WINDOW (widget), _ ("Take out this entry?"),
                  _ ("The list will not say any longer that it was sent. The record itself stays "
                     "as it is."),
                  _ ("_Take Out"), TRUE, remove_answer_cb, question);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = enr_store_finish (ENR_STORE (source), result, &error);

  if (text != NULL)
    enr_session_tell (session, text);
  else
    enr_session_fail (session, error);
}

static void
write_to (EnrSentWindow *self, GFile *file, EnrStoreFunc func)
{
  Job *job;

  if (file == NULL || self->session == NULL)
    return;
  job = job_new (self);
  job->path = g_file_get_path (file);
  if (job->path == NULL)
    {
      enr_session_tell (self->session, _ ("Please choose a folder on this PC."));
      job_free (job);
      return;
    }
  enr_store_read_async (enr_session_get_store (self->session), func, job, job_free, g_free, NULL,
                        written_cb, g_object_ref (self->session));
}

static void
list_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrSentWindow) self = user_data;

  write_to (self, file, write_list);
}

static void
folder_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrSentWindow) self = user_data;

  write_to (self, file, write_papers);
}

static void
list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrSentWindow *self = ENR_SENT_WINDOW (widget);
  /* Translators: the name of a file; %d is a fiscal year */
  g_autofree char *file = g_strdup_printf (
      _ ("sent-records-%d.csv"), self->first_year - (int) gtk_drop_down_get_selected (self->year));

  enr_compat_save_file (GTK_WINDOW (self), _ ("Save the List"), file, list_chosen_cb,
                        g_object_ref (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_compat_choose_folder (GTK_WINDOW (widget), _ ("Choose a Folder for the Records"),
                            folder_chosen_cb, g_object_ref (widget));
}

/* What is under way may hold the window for a while, and must not show anything then. */
static void
enr_sent_window_unrealize (GtkWidget *widget)
{
  EnrSentWindow *self = ENR_SENT_WINDOW (widget);

  g_cancellable_cancel (self->cancellable);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (enr_session_get_store (self->session), store_changed_cb,
                                          self);
  g_clear_object (&self->session);

  GTK_WIDGET_CLASS (enr_sent_window_parent_class)->unrealize (widget);
}

static void
enr_sent_window_dispose (GObject *object)
{
  g_clear_object (&ENR_SENT_WINDOW (object)->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_SENT_WINDOW);

  G_OBJECT_CLASS (enr_sent_window_parent_class)->dispose (object);
}

static void
enr_sent_window_finalize (GObject *object)
{
  EnrSentWindow *self = ENR_SENT_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (enr_sent_window_parent_class)->finalize (object);
}

static void
enr_sent_window_class_init (EnrSentWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_sent_window_dispose;
  object_class->finalize = enr_sent_window_finalize;
  widget_class->unrealize = enr_sent_window_unrealize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/sent-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrSentWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EnrSentWindow, year);
  gtk_widget_class_bind_template_child (widget_class, EnrSentWindow, years);
  gtk_widget_class_bind_template_child (widget_class, EnrSentWindow, group);
  gtk_widget_class_bind_template_callback (widget_class, reload);
  gtk_widget_class_install_action (widget_class, "sent.add", "s", add_action);
  gtk_widget_class_install_action (widget_class, "sent.remove", "s", remove_action);
  gtk_widget_class_install_action (widget_class, "sent.list", NULL, list_action);
  gtk_widget_class_install_action (widget_class, "sent.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_sent_window_init (EnrSentWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_sent_window_show (GtkWindow *parent, EnrSession *session)
{
  EnrSentWindow *self;

  g_return_if_fail (ENR_IS_SESSION (session));

  self = g_object_new (ENR_TYPE_SENT_WINDOW, "transient-for", parent, NULL);
  self->first_year = enr_fiscal_year (enr_session_get_date (session));
  for (int i = 0; i < N_YEARS; i++)
    {
      g_autofree char *name = enr_fiscal_year_dup_era (self->first_year - i);

      gtk_string_list_append (self->years, name);
    }
  gtk_drop_down_set_selected (self->year, 0);
  self->session = g_object_ref (session);
  enr_keep_toasts_attach (self->toasts, session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
  gtk_window_present (GTK_WINDOW (self));
}
