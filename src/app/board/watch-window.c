/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/watch-window.h"

#include <glib/gi18n.h>

#include "app/board/illness-add-dialog.h"
#include "app/board/illness-dialog.h"
#include "app/children/record-row.h"
#include "app/city/outbreak-start.h"
#include "app/compat.h"
#include "submission/outbreak-report.h"

struct _EnrWatchWindow
{
  AdwWindow parent_instance;

  /* template */
  GtkLabel *error_label;
  AdwPreferencesGroup *watched;
  AdwPreferencesGroup *counts;

  /* owned */
  EnrSession *session;
  EnrDay *day;         /* as it is shown; NULL before */
  GPtrArray *diseases; /* (element-type EnrDisease): offered for a new one */
  GPtrArray *watches;  /* (element-type EnrWatch) as they are shown */
  GPtrArray *watched_rows;
  GPtrArray *count_rows;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (EnrWatchWindow, enr_watch_window, ADW_TYPE_WINDOW)

typedef struct
{
  EnrDay *day;
  GPtrArray *watches;
  GPtrArray *outbreaks;
  GPtrArray *reports; /* (element-type EnrOutbreakReport) to the municipality */
  GPtrArray *counts;
  GPtrArray *diseases;
  EnrOutbreakSetting setting;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->watches, g_ptr_array_unref);
  g_clear_pointer (&reading->outbreaks, g_ptr_array_unref);
  g_clear_pointer (&reading->reports, g_ptr_array_unref);
  g_clear_pointer (&reading->counts, g_ptr_array_unref);
  g_clear_pointer (&reading->diseases, g_ptr_array_unref);
  g_clear_pointer (&reading->day, enr_day_unref);
  g_free (reading);
}

static gboolean
fill (EnrDb *db, Reading *reading, EnrDate date, GError **error)
{
  reading->day = enr_day_load (db, date, NULL, error);
  if (reading->day == NULL)
    return FALSE;
  reading->watches = enr_illness_watch (db, reading->day, error);
  if (reading->watches == NULL)
    return FALSE;
  reading->outbreaks = enr_outbreak_load (db, reading->day, error);
  if (reading->outbreaks == NULL)
    return FALSE;
  reading->reports = enr_outbreak_report_list (db, error);
  if (reading->reports == NULL)
    return FALSE;
  reading->counts = enr_illness_count (db, date, date, error);
  if (reading->counts == NULL)
    return FALSE;
  reading->diseases = enr_disease_list (db, error);
  for (guint i = reading->diseases != NULL ? reading->diseases->len : 0; i > 0; i--)
    if (!((EnrDisease *) g_ptr_array_index (reading->diseases, i - 1))->is_active)
      g_ptr_array_remove_index (reading->diseases, i - 1);
  return reading->diseases != NULL && enr_outbreak_setting_load (db, &reading->setting, error);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  Reading *reading = g_new0 (Reading, 1);

  if (fill (db, reading, GPOINTER_TO_INT (data), error))
    return reading;
  reading_free (reading);
  return NULL;
}

static void
show_error (EnrWatchWindow *self, const GError *error)
{
  g_autofree char *text = error != NULL ? enr_error_describe (error) : NULL;

  gtk_label_set_text (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

static EnrRecordRow *
new_row (const char *title, const char *subtitle)
{
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);
  EnrRecordRow *row = enr_record_row_new (escaped_title, escaped);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static char *
dup_watch (const EnrWatch *watch)
{
  g_autofree char *when = watch->illness->back_day != ENR_DATE_NONE
                              ? g_strdup (_ ("is back"))
                              : enr_return_dup_text (&watch->earliest, watch->disease);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s · %s", watch->disease->name, when);
  if ((watch->flags & ENR_WATCH_PAPER) != 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, _ ("the %s is missing"),
                              enr_return_paper_label (watch->disease->paper));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static EnrRecordRow *
watch_row (const Reading *reading, const EnrWatch *watch)
{
  const EnrDayChild *child = &g_array_index (reading->day->children, EnrDayChild, watch->child);
  g_autofree char *text = dup_watch (watch);
  char id[ENR_UUID_STRING_LENGTH];
  EnrRecordRow *row = new_row (child->name, text);

  enr_uuid_format (&watch->illness->id, id);
  if ((watch->flags & ENR_WATCH_EARLY) != 0)
    enr_record_row_set_state (row, _ ("Too early"), "enr-alert-chip");
  if (watch->illness->back_day == ENR_DATE_NONE)
    enr_record_row_set_button (row, _ ("Came Again"), "watch.back", id);
  else if ((watch->flags & ENR_WATCH_PAPER) != 0)
    enr_record_row_set_button (row, _ ("The Paper Came"), "watch.paper", id);
  enr_record_row_set_open (row, "watch.edit", id);
  return row;
}

static const char *
class_name (const EnrDay *day, const EnrUuid *class_id)
{
  for (guint i = 0; i < day->classes->len; i++)
    {
      const EnrDayClass *class = &g_array_index (day->classes, EnrDayClass, i);

      if (enr_uuid_equal (&class->id, class_id))
        return class->name;
    }
  return _ ("No class");
}

/* "ぞう 3 · ひよこ 1" */
static char *
dup_classes (const Reading *reading, const char *disease)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reading->counts->len; i++)
    {
      const EnrIllnessCount *count = g_ptr_array_index (reading->counts, i);

      if (g_str_equal (count->disease, disease))
        g_string_append_printf (text, "%s%s %u", text->len > 0 ? " · " : "",
                                class_name (reading->day, &count->class_id), count->n);
    }
  return g_string_free (text, FALSE);
}

static EnrRecordRow *
count_row (const Reading *reading, const EnrOutbreak *outbreak)
{
  g_autofree char *classes = dup_classes (reading, outbreak->disease);
  g_autofree char *title
      /* Translators: a disease, and how many children have it */
      = g_strdup_printf (ngettext ("%s: %u child", "%s: %u children", outbreak->n), outbreak->name,
                         outbreak->n);
  EnrRecordRow *row = new_row (title, classes);

  gboolean is_made
      = enr_outbreak_report_find (reading->reports, outbreak->disease, reading->day->date) != NULL;

  if (is_made)
    {
      enr_record_row_set_state (row, _ ("The report is made"), "enr-chip");
      enr_record_row_set_button (row, _ ("Next Report…"), "watch.report", outbreak->disease);
    }
  else if (outbreak->is_reached)
    {
      enr_record_row_set_state (row, _ ("To be reported"), "enr-alert-chip");
      enr_record_row_set_button (row, _ ("Report to the City…"), "watch.report", outbreak->disease);
    }
  return row;
}

static void
show (EnrWatchWindow *self, Reading *reading)
{
  g_autofree char *date = enr_date_dup_era_weekday (reading->day->date);
  g_autofree char *threshold = NULL;

  enr_record_rows_clear (self->watched, self->watched_rows);
  enr_record_rows_clear (self->counts, self->count_rows);
  for (guint i = 0; i < reading->watches->len; i++)
    enr_record_rows_add (self->watched, self->watched_rows,
                         watch_row (reading, g_ptr_array_index (reading->watches, i)));
  for (guint i = 0; i < reading->outbreaks->len; i++)
    enr_record_rows_add (self->counts, self->count_rows,
                         count_row (reading, g_ptr_array_index (reading->outbreaks, i)));
  adw_preferences_group_set_description (
      self->watched, reading->watches->len > 0
                         ? date
                         : _ ("No child with an infectious disease is away or owes a paper. A "
                              "notice with a disease puts a child here."));
  /* Translators: a date; the number of children, and the per cent of the users, from which on an
   * outbreak has to be reported */
  threshold = g_strdup_printf (
      _ ("%s. To be reported from %d children on with the same illness, or %d%% of the users."),
      date, reading->setting.children, reading->setting.percent);
  adw_preferences_group_set_description (self->counts, threshold);
  g_clear_pointer (&self->watches, g_ptr_array_unref);
  g_clear_pointer (&self->diseases, g_ptr_array_unref);
  g_clear_pointer (&self->day, enr_day_unref);
  self->watches = g_steal_pointer (&reading->watches);
  self->diseases = g_steal_pointer (&reading->diseases);
  self->day = g_steal_pointer (&reading->day);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWatchWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  Reading *reading = enr_store_finish (ENR_STORE (source), result, &error);

  if (reading == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_error (self, error);
      return;
    }
  if (self->session != NULL && reading->day->date == enr_session_get_date (self->session))
    show (self, reading);
  reading_free (reading);
}

static void
reload (EnrWatchWindow *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load,
                        GINT_TO_POINTER (enr_session_get_date (self->session)), NULL, reading_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static const EnrWatch *
find_watch (EnrWatchWindow *self, GVariant *parameter)
{
  EnrUuid id;

  if (self->watches == NULL || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return NULL;
  for (guint i = 0; i < self->watches->len; i++)
    {
      const EnrWatch *watch = g_ptr_array_index (self->watches, i);

      if (enr_uuid_equal (&watch->illness->id, &id))
        return watch;
    }
  return NULL;
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWatchWindow *self = ENR_WATCH_WINDOW (widget);
  const EnrWatch *watch = find_watch (self, parameter);

  if (watch != NULL)
    enr_edit_dialog_show (
        ENR_EDIT_DIALOG (enr_illness_dialog_new (self->session, watch->illness, watch->disease)),
        widget);
}

/* A child of whose illness no notice told. */
static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWatchWindow *self = ENR_WATCH_WINDOW (widget);

  if (self->day != NULL)
    enr_edit_dialog_show (
        ENR_EDIT_DIALOG (enr_illness_add_dialog_new (self->session, self->day, self->diseases)),
        widget);
}

static void
report_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_outbreak_start (ENR_WATCH_WINDOW (widget)->session, widget,
                      g_variant_get_string (parameter, NULL));
}

typedef struct
{
  EnrWatchWindow *window;
  EnrIllness *was;
  EnrIllness *now;
} Marked;

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Marked *marked = user_data;
  g_autoptr (EnrWatchWindow) self = marked->window;
  g_autoptr (EnrIllness) was = marked->was;
  g_autoptr (EnrIllness) now = marked->now;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    {
      show_error (self, error);
      return;
    }
  show_error (self, NULL);
  text = was->back_day != now->back_day
             /* Translators: a child's name */
             ? g_strdup_printf (_ ("%s came again"), was->child_name)
             : g_strdup_printf (_ ("The paper of %s came"), was->child_name);
  if (self->session != NULL)
    enr_session_offer_undo (self->session, text, enr_illness_write_run,
                            enr_illness_write_new (enr_session_get_actor (self->session), was, now),
                            enr_illness_write_free);
}

/* What happened on the day that is shown. */
static void
mark_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWatchWindow *self = ENR_WATCH_WINDOW (widget);
  const EnrWatch *watch = find_watch (self, parameter);
  EnrDate date = enr_session_get_date (self->session);
  Marked *marked;

  if (watch == NULL)
    return;
  marked = g_new0 (Marked, 1);
  marked->window = g_object_ref (self);
  marked->was = enr_illness_copy (watch->illness);
  marked->now = enr_illness_copy (watch->illness);
  if (g_str_equal (name, "watch.back"))
    marked->now->back_day = date;
  else
    marked->now->paper_day = date;
  enr_store_write_async (
      enr_session_get_store (self->session), enr_illness_write_run,
      enr_illness_write_new (enr_session_get_actor (self->session), marked->now, marked->was),
      enr_illness_write_free, NULL, marked_cb, marked);
}

static void
enr_watch_window_dispose (GObject *object)
{
  EnrWatchWindow *self = ENR_WATCH_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WATCH_WINDOW);
  g_clear_pointer (&self->watches, g_ptr_array_unref);
  g_clear_pointer (&self->diseases, g_ptr_array_unref);
  g_clear_pointer (&self->day, enr_day_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (enr_watch_window_parent_class)->dispose (object);
}

static void
enr_watch_window_finalize (GObject *object)
{
  EnrWatchWindow *self = ENR_WATCH_WINDOW (object);

  g_ptr_array_unref (self->watched_rows);
  g_ptr_array_unref (self->count_rows);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (enr_watch_window_parent_class)->finalize (object);
}

static void
enr_watch_window_class_init (EnrWatchWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_watch_window_dispose;
  object_class->finalize = enr_watch_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/board/watch-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrWatchWindow, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrWatchWindow, watched);
  gtk_widget_class_bind_template_child (widget_class, EnrWatchWindow, counts);
  gtk_widget_class_install_action (widget_class, "watch.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "watch.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "watch.back", "s", mark_action);
  gtk_widget_class_install_action (widget_class, "watch.paper", "s", mark_action);
  gtk_widget_class_install_action (widget_class, "watch.report", "s", report_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
enr_watch_window_init (EnrWatchWindow *self)
{
  self->watched_rows = g_ptr_array_new ();
  self->count_rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  enr_compat_leave_parent (GTK_WINDOW (self));
}

void
enr_watch_window_show (GtkWindow *parent, EnrSession *session)
{
  EnrWatchWindow *self = g_object_new (ENR_TYPE_WATCH_WINDOW, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (enr_session_get_store (session), "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::date", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);
  gtk_window_present (GTK_WINDOW (self));
}
