/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/close-dialog.h"

#include <glib/gi18n.h>

#include "app/board/board-write.h"
#include "attendance/closing.h"

struct _EnrCloseDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkLabel *error_label;
  GtkLabel *body;
  GtkListBox *list;

  /* Owned */
  EnrSession *session;
  EnrDate date;
};

G_DEFINE_FINAL_TYPE (EnrCloseDialog, enr_close_dialog, ADW_TYPE_WINDOW)

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrCloseDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree gpointer done = enr_store_finish (ENR_STORE (source), result, &error);

  if (done == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      gtk_label_set_text (self->error_label, text);
      gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
      return;
    }
  enr_session_tell (self->session, _ ("The day is closed"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrCloseDialog *self = ENR_CLOSE_DIALOG (widget);

  enr_store_write_async (
      enr_session_get_store (self->session), enr_board_write_run,
      enr_board_write_new (ENR_BOARD_CLOSE, enr_session_get_actor (self->session), self->date),
      (GDestroyNotify) enr_board_write_free, g_free, closed_cb, g_object_ref (self));
}

static void
enr_close_dialog_dispose (GObject *object)
{
  EnrCloseDialog *self = ENR_CLOSE_DIALOG (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_CLOSE_DIALOG);

  G_OBJECT_CLASS (enr_close_dialog_parent_class)->dispose (object);
}

static void
enr_close_dialog_class_init (EnrCloseDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_close_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/board/close-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrCloseDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, EnrCloseDialog, body);
  gtk_widget_class_bind_template_child (widget_class, EnrCloseDialog, list);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_action);
}

static void
enr_close_dialog_init (EnrCloseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_line (EnrCloseDialog *self, const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  gtk_list_box_append (self->list, row);
}

void
enr_close_dialog_show (GtkWindow *parent, EnrSession *session, EnrDay *day)
{
  EnrCloseDialog *self = g_object_new (ENR_TYPE_CLOSE_DIALOG, "transient-for", parent, NULL);
  g_autoptr (GArray) items = enr_day_unresolved (day);
  g_autofree char *date = enr_date_dup_era_weekday (day->date);
  g_autofree char *body = NULL;

  self->session = g_object_ref (session);
  self->date = day->date;
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *text
          = enr_unresolved_dup_text (day, &g_array_index (items, EnrUnresolved, i));

      add_line (self, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), items->len > 0);
  if (items->len > 0)
    /* Translators: a date and a number of things */
    body = g_strdup_printf (
        ngettext ("%s: %u thing is unresolved. The closed day is locked; opening "
                  "it again needs a reason.",
                  "%s: %u things are unresolved. The closed day is locked; "
                  "opening it again needs a reason.",
                  items->len),
        date, items->len);
  else
    body = g_strdup_printf (_ ("%s: nothing is unresolved. The closed day is locked; opening it "
                               "again needs a reason."),
                            date);
  gtk_label_set_text (self->body, body);
  gtk_window_present (GTK_WINDOW (self));
}
