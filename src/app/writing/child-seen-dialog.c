/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/child-seen-dialog.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "base/clock.h"
#include "nursery/error.h"

struct _EnrChildSeenDialog
{
  EnrEditDialog parent_instance;

  /* Template */
  AdwPreferencesGroup *group;
  EnrDateRow *day;
  GtkCalendar *calendar;
  GtkEditable *note;
  GtkWidget *clear_button;

  /* Owned */
  EnrUuid child_id;
  EnrUuid item_id;
  EnrDate old_day;
  char *old_note;
  char *text;
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (EnrChildSeenDialog, enr_child_seen_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor;
  EnrUuid child_id;
  EnrUuid item_id;
  EnrDate day;
  char *note;
} Write;

static void
write_free (gpointer data)
{
  g_free (((Write *) data)->note);
  g_free (data);
}

static gpointer
set_seen (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return enr_development_set (db, write->actor, &write->child_id, &write->item_id, write->day,
                              write->note, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static Write *
write_new (EnrChildSeenDialog *self, EnrDate day, const char *note)
{
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)));
  write->child_id = self->child_id;
  write->item_id = self->item_id;
  write->day = day;
  write->note = g_strdup (note);
  return write;
}

/* Taken back is what was there before. */
static void
saved_cb (EnrChildSeenDialog *self)
{
  /* Translators: a thing seen of a child */
  g_autofree char *text = g_strdup_printf (_ ("Noted: %s"), self->text);

  enr_session_offer_undo (enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)), text, set_seen,
                          write_new (self, self->old_day, self->old_note), write_free);
}

static void
enr_child_seen_dialog_save (EnrEditDialog *dialog)
{
  EnrChildSeenDialog *self = ENR_CHILD_SEEN_DIALOG (dialog);
  EnrDate day = enr_date_row_get_date (self->day);

  if (day == ENR_DATE_NONE)
    enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->day),
                            _ ("Please enter the day, such as 2026/4/1 or 令和8年4月1日."));
  else
    enr_edit_dialog_write (dialog, set_seen,
                           write_new (self, day, gtk_editable_get_text (self->note)), write_free,
                           NULL, NULL);
}

static GtkWidget *
enr_child_seen_dialog_find_field (EnrEditDialog *dialog, const GError *error)
{
  return g_error_matches (error, ENR_NURSERY_ERROR, ENR_NURSERY_ERROR_INVALID)
             ? GTK_WIDGET (ENR_CHILD_SEEN_DIALOG (dialog)->day)
             : NULL;
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrChildSeenDialog *self = ENR_CHILD_SEEN_DIALOG (widget);

  enr_edit_dialog_write (ENR_EDIT_DIALOG (self), set_seen, write_new (self, ENR_DATE_NONE, ""),
                         write_free, NULL, NULL);
}

static void
day_selected_cb (EnrChildSeenDialog *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);

  if (!self->is_setting)
    enr_date_row_set_date (self->day,
                           enr_date_new (g_date_time_get_year (date), g_date_time_get_month (date),
                                         g_date_time_get_day_of_month (date)));
}

static void
enr_child_seen_dialog_finalize (GObject *object)
{
  EnrChildSeenDialog *self = ENR_CHILD_SEEN_DIALOG (object);

  g_free (self->old_note);
  g_free (self->text);

  G_OBJECT_CLASS (enr_child_seen_dialog_parent_class)->finalize (object);
}

static void
enr_child_seen_dialog_class_init (EnrChildSeenDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_child_seen_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_child_seen_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_child_seen_dialog_find_field;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/child-seen-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrChildSeenDialog, group);
  gtk_widget_class_bind_template_child (widget_class, EnrChildSeenDialog, day);
  gtk_widget_class_bind_template_child (widget_class, EnrChildSeenDialog, calendar);
  gtk_widget_class_bind_template_child (widget_class, EnrChildSeenDialog, note);
  gtk_widget_class_bind_template_child (widget_class, EnrChildSeenDialog, clear_button);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_install_action (widget_class, "seen.clear", NULL, clear_action);
}

static void
enr_child_seen_dialog_init (EnrChildSeenDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "saved", G_CALLBACK (saved_cb), NULL);
}

static void
show_day (EnrChildSeenDialog *self, EnrDate day)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, of_month;

  enr_date_split (day, &year, &month, &of_month);
  date = g_date_time_new_utc (year, month, of_month, 12, 0, 0);
  self->is_setting = TRUE;
  gtk_calendar_select_day (self->calendar, date);
  self->is_setting = FALSE;
}

EnrChildSeenDialog *
enr_child_seen_dialog_new (EnrSession *session,
                           const EnrUuid *child_id,
                           const EnrDevelopmentSeen *seen)
{
  EnrChildSeenDialog *self = g_object_new (ENR_TYPE_CHILD_SEEN_DIALOG, NULL);
  gboolean is_noted = seen->day != ENR_DATE_NONE;

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->child_id = *child_id;
  self->item_id = seen->item_id;
  self->old_day = seen->day;
  self->old_note = g_strdup (seen->note);
  self->text = g_strdup (seen->text);
  adw_preferences_group_set_title (self->group, seen->text);
  show_day (self, is_noted ? seen->day : enr_clock_today ());
  enr_date_row_set_date (self->day, is_noted ? seen->day : enr_clock_today ());
  gtk_editable_set_text (self->note, seen->note);
  gtk_widget_set_visible (self->clear_button, is_noted);
  return self;
}
