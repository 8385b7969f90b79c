/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/history-dialog.h"

#include <glib/gi18n.h>

#include "app/board/board-row.h"
#include "attendance/stamp.h"

struct _EnrHistoryDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkLabel *error_label;
  GtkListBox *list;

  /* Owned */
  EnrSession *session;
};

G_DEFINE_FINAL_TYPE (EnrHistoryDialog, enr_history_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  EnrUuid child_id;
  EnrDate date;
} HistoryOf;

static gpointer
load_history (EnrDb *db, gpointer data, GError **error)
{
  const HistoryOf *of = data;

  return enr_stamp_history (db, &of->child_id, of->date, error);
}

static const char *
source_text (EnrStampSource source)
{
  switch (source)
    {
    case ENR_SOURCE_DOOR:
      return C_ ("where a punch came from", "at the door");
    case ENR_SOURCE_CARD:
      return C_ ("where a punch came from", "card at the door");
    case ENR_SOURCE_IMPORT:
      return C_ ("where a punch came from", "from a file");
    case ENR_SOURCE_COMMAND:
      return C_ ("where a punch came from", "command");
    case ENR_SOURCE_SAMPLE:
      return C_ ("where a punch came from", "sample");
    case ENR_SOURCE_OFFICE:
    default:
      return C_ ("where a punch came from", "in the office");
    }
}

static void
add_stamp (EnrHistoryDialog *self, const EnrStamp *stamp)
{
  GtkWidget *row = adw_action_row_new ();
  const char *kind
      = stamp->kind == ENR_STAMP_ARRIVE ? C_ ("punch", "Arrival") : C_ ("punch", "Departure");
  g_autofree char *time = enr_board_dup_time (stamp->at, stamp->day);
  g_autofree char *entered = enr_instant_dup_local (stamp->recorded_at);
  g_autofree char *shown = g_markup_escape_text (*time != '\0' ? time : _ ("none"), -1);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *escaped = NULL;

  if (enr_uuid_is_none (&stamp->superseded_by))
    title = g_strdup_printf ("%s  %s", kind, shown);
  else
    title = g_strdup_printf ("%s  <s>%s</s>  %s", kind, shown, _ ("(corrected)"));
  /* Translators: when a punch was entered, and where it came from */
  subtitle = g_strdup_printf (_ ("entered %s, %s"), entered, source_text (stamp->source));
  if (*stamp->collected_by != '\0')
    {
      g_autofree char *before = g_steal_pointer (&subtitle);

      /* Translators: %s is who fetched the child */
      g_autofree char *by = g_strdup_printf (_ ("collected by %s"), stamp->collected_by);

      subtitle = g_strdup_printf ("%s · %s", before, by);
    }
  if (*stamp->reason != '\0')
    {
      g_autofree char *before = g_steal_pointer (&subtitle);
      /* Translators: %s is why a time was corrected */
      g_autofree char *why = g_strdup_printf (_ ("reason: %s"), stamp->reason);

      subtitle = g_strdup_printf ("%s · %s", before, why);
    }
  escaped = g_markup_escape_text (subtitle, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  gtk_list_box_append (self->list, row);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrHistoryDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stamps = enr_store_finish (ENR_STORE (source), result, &error);

  if (stamps == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      gtk_label_set_text (self->error_label, text);
      gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
      return;
    }
  for (guint i = 0; i < stamps->len; i++)
    add_stamp (self, g_ptr_array_index (stamps, i));
  if (stamps->len == 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->list), FALSE);
      gtk_label_set_text (self->error_label, _ ("No punch was recorded on this day."));
      gtk_widget_remove_css_class (GTK_WIDGET (self->error_label), "enroku-error");
      gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
    }
}

static void
enr_history_dialog_dispose (GObject *object)
{
  EnrHistoryDialog *self = ENR_HISTORY_DIALOG (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_HISTORY_DIALOG);

  G_OBJECT_CLASS (enr_history_dialog_parent_class)->dispose (object);
}

static void
enr_history_dialog_class_init (EnrHistoryDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_history_dialog_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/board/history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrHistoryDialog, list);
}

static void
enr_history_dialog_init (EnrHistoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_history_dialog_show (GtkWindow *parent, EnrSession *session, EnrDay *day, guint child)
{
  const EnrDayChild *of = &g_array_index (day->children, EnrDayChild, child);
  EnrHistoryDialog *self = g_object_new (ENR_TYPE_HISTORY_DIALOG, "transient-for", parent, NULL);
  HistoryOf *wanted = g_new0 (HistoryOf, 1);
  g_autofree char *date = enr_date_dup_era_weekday (day->date);
  g_autofree char *title = g_strdup_printf ("%s  %s", of->name, date);

  gtk_window_set_title (GTK_WINDOW (self), title);
  self->session = g_object_ref (session);
  wanted->child_id = of->child_id;
  wanted->date = day->date;
  enr_store_read_async (enr_session_get_store (session), load_history, wanted, g_free,
                        (GDestroyNotify) g_ptr_array_unref, NULL, loaded_cb, g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}
