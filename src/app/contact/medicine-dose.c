/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/medicine-dose.h"

#include <glib/gi18n.h>

#include "app/contact/medicine-row.h"
#include "base/clock.h"
#include "base/text.h"

struct _EnrMedicineDose
{
  EnrEditDialog parent_instance;

  /* Template */
  AdwPreferencesGroup *group;
  AdwComboRow *given_by;
  AdwComboRow *checked_by;
  GtkEditable *given_by_name;
  GtkEditable *checked_by_name;
  GtkEditable *at_row;
  GtkEditable *note_row;

  char **staff; /* owned; as the choices have them, after "nobody yet" */
  EnrUuid id;
  EnrDate day;
  gboolean is_given;
};

G_DEFINE_FINAL_TYPE (EnrMedicineDose, enr_medicine_dose, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor;
  EnrUuid id;
  EnrDate day;
  gboolean is_given;
  EnrInstant at;
  char *given_by;
  char *checked_by;
  char *note;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  g_free (write->given_by);
  g_free (write->checked_by);
  g_free (write->note);
  g_free (write);
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (
      write->is_given ? enr_medicine_give (db, write->actor, &write->id, write->day, write->at,
                                           write->given_by, write->checked_by, write->note, error)
                      : enr_medicine_withhold (db, write->actor, &write->id, write->day,
                                               write->given_by, write->note, error));
}

/* Whoever is not of the staff's list is typed below it. */
static char *
dup_name (EnrMedicineDose *self, AdwComboRow *choice, GtkEditable *typed)
{
  guint selected = adw_combo_row_get_selected (choice);

  if (selected > 0 && selected <= g_strv_length (self->staff))
    return g_strdup (self->staff[selected - 1]);
  return g_strdup (gtk_editable_get_text (typed));
}

static void
enr_medicine_dose_save (EnrEditDialog *dialog)
{
  EnrMedicineDose *self = ENR_MEDICINE_DOSE (dialog);
  int minutes = enr_minutes_parse (gtk_editable_get_text (self->at_row));
  Write *write;

  if (self->is_given && minutes == ENR_MINUTES_NONE)
    {
      enr_edit_dialog_refuse (dialog, GTK_WIDGET (self->at_row),
                              _ ("A time is written as 8:05, 0805 or 805, up to 27:00."));
      return;
    }
  write = g_new0 (Write, 1);
  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->id = self->id;
  write->day = self->day;
  write->is_given = self->is_given;
  write->at = self->is_given ? enr_instant_from_local (self->day, minutes) : ENR_INSTANT_NONE;
  write->given_by = dup_name (self, self->given_by, self->given_by_name);
  write->checked_by = dup_name (self, self->checked_by, self->checked_by_name);
  write->note = g_strdup (gtk_editable_get_text (self->note_row));
  enr_edit_dialog_write (dialog, save, write, write_free, NULL,
                         self->is_given ? _ ("The medicine is recorded as given")
                                        : _ ("The medicine is recorded as not given"));
}

static void
changed_cb (EnrMedicineDose *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->given_by_name),
                          adw_combo_row_get_selected (self->given_by) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->checked_by_name),
                          self->is_given && adw_combo_row_get_selected (self->checked_by) == 0);
}

static void
enr_medicine_dose_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_MEDICINE_DOSE);

  G_OBJECT_CLASS (enr_medicine_dose_parent_class)->dispose (object);
}

static void
enr_medicine_dose_finalize (GObject *object)
{
  g_strfreev (ENR_MEDICINE_DOSE (object)->staff);

  G_OBJECT_CLASS (enr_medicine_dose_parent_class)->finalize (object);
}

static void
enr_medicine_dose_class_init (EnrMedicineDoseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_medicine_dose_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_medicine_dose_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_medicine_dose_save;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/contact/medicine-dose.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDose, group);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDose, given_by);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDose, checked_by);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDose, given_by_name);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDose, checked_by_name);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDose, at_row);
  gtk_widget_class_bind_template_child (widget_class, EnrMedicineDose, note_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
enr_medicine_dose_init (EnrMedicineDose *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_staff (AdwComboRow *row, const char *const *staff)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, C_ ("staff", "Please choose"));
  for (guint i = 0; staff[i] != NULL; i++)
    gtk_string_list_append (names, staff[i]);
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (row), staff[0] != NULL);
}

static void
show_task (EnrMedicineDose *self, const EnrMedicineTask *task)
{
  const EnrMedicine *medicine = task->medicine;
  g_autofree char *when = enr_medicine_dup_when (medicine);
  g_autofree char *what = g_strjoin ("  ", medicine->name, medicine->amount, when, NULL);
  g_autofree char *name = g_markup_escape_text (medicine->child_name, -1);
  g_autofree char *text = g_markup_escape_text (what, -1);

  adw_preferences_group_set_title (self->group, name);
  adw_preferences_group_set_description (self->group, text);
}

/* The time that it is now; of another day the one that was asked for. */
static void
show_time (EnrMedicineDose *self, const EnrMedicineTask *task)
{
  int now = enr_instant_minutes (enr_clock_now (), self->day);
  char text[6];

  enr_minutes_format (self->day == enr_clock_today () ? now : task->medicine->at, text);
  gtk_editable_set_text (self->at_row, text);
}

void
enr_medicine_dose_show (GtkWidget *parent,
                        EnrSession *session,
                        const EnrMedicineTask *task,
                        const char *const *staff,
                        gboolean is_given)
{
  EnrMedicineDose *self = g_object_new (ENR_TYPE_MEDICINE_DOSE, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->staff = g_strdupv ((char **) staff);
  self->id = task->medicine->id;
  self->day = task->day;
  self->is_given = is_given;
  gtk_window_set_title (GTK_WINDOW (self),
                        is_given ? _ ("Medicine Given") : _ ("Medicine Not Given"));
  show_task (self, task);
  show_time (self, task);
  fill_staff (self->given_by, staff);
  fill_staff (self->checked_by, staff);
  if (!is_given)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->given_by), _ ("Decided by"));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->note_row), _ ("Why"));
      gtk_widget_set_visible (GTK_WIDGET (self->checked_by), FALSE);
      gtk_widget_set_visible (GTK_WIDGET (self->at_row), FALSE);
    }
  /* without a list there is no "other" name */
  if (staff[0] == NULL)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->given_by_name),
                                     is_given ? _ ("Given by") : _ ("Decided by"));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->checked_by_name),
                                     _ ("Checked by (another person)"));
    }
  changed_cb (self);
  enr_edit_dialog_show (ENR_EDIT_DIALOG (self), parent);
}
