/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/city/outbreak-dialog.h"

#include <glib/gi18n.h>

#include "app/children/date-row.h"
#include "base/clock.h"
#include "contact/disease.h"

struct _EnrOutbreakDialog
{
  EnrEditDialog parent_instance;

  /* template */
  AdwComboRow *disease;
  EnrDateRow *first_day;
  EnrDateRow *as_of;
  GtkSpinButton *children;
  GtkSpinButton *staff;
  GtkSpinButton *users;
  GtkSpinButton *severe;
  GtkSwitch *centre;
  GtkSwitch *is_over;
  GtkTextBuffer *measures;

  /* owned */
  EnrUuid id;      /* of the report that goes on, or none */
  GPtrArray *keys; /* (element-type utf8): of the choice of diseases; "" stands for not known yet */
};

G_DEFINE_FINAL_TYPE (EnrOutbreakDialog, enr_outbreak_dialog, ENR_TYPE_EDIT_DIALOG)

/* The report's word for an illness that nobody has named yet. */
#define UNKNOWN "unknown"

static const char *
get_disease (EnrOutbreakDialog *self)
{
  guint i = adw_combo_row_get_selected (self->disease);

  return i < self->keys->len ? g_ptr_array_index (self->keys, i) : "";
}

/*
 * What the records say of the disease that was chosen
 */

typedef struct
{
  char *disease;
  EnrDate day;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_free (asked->disease);
  g_free (asked);
}

static gpointer
prepare (EnrDb *db, gpointer data, GError **error)
{
  const Asked *asked = data;

  return enr_outbreak_report_prepare (db, asked->disease, asked->day, error);
}

static EnrDate
get_day (EnrOutbreakDialog *self)
{
  EnrSession *session = enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self));

  return MIN (enr_session_get_date (session), enr_clock_today ());
}

static void
disease_cb (EnrOutbreakDialog *self)
{
  Asked *asked;

  if (self->keys == NULL || !enr_uuid_is_none (&self->id))
    return;
  asked = g_new0 (Asked, 1);
  asked->disease = g_strdup (get_disease (self));
  asked->day = get_day (self);
  enr_edit_dialog_read (ENR_EDIT_DIALOG (self), prepare, asked, asked_free,
                        (GDestroyNotify) enr_outbreak_report_free);
}

static void
show_counts (EnrOutbreakDialog *self, const EnrOutbreakReport *report)
{
  enr_date_row_set_date (self->first_day, report->first_day);
  enr_date_row_set_date (self->as_of, report->as_of);
  gtk_spin_button_set_value (self->children, report->children);
  gtk_spin_button_set_value (self->staff, report->staff);
  gtk_spin_button_set_value (self->users, report->users);
  gtk_spin_button_set_value (self->severe, report->severe);
}

/* What the records know; staff and the severe cases are the person's. */
static void
enr_outbreak_dialog_show_anew (EnrEditDialog *dialog, gpointer value)
{
  EnrOutbreakDialog *self = ENR_OUTBREAK_DIALOG (dialog);
  const EnrOutbreakReport *report = value;

  enr_date_row_set_date (self->first_day, report->first_day);
  enr_date_row_set_date (self->as_of, report->as_of);
  gtk_spin_button_set_value (self->children, report->children);
  gtk_spin_button_set_value (self->users, report->users);
}

/*
 * Saving
 */

typedef struct
{
  const EnrActor *actor; /* lives as long as the program */
  EnrOutbreakReport *report;
} Write;

static void
write_free (gpointer data)
{
  enr_outbreak_report_free (((Write *) data)->report);
  g_free (data);
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (enr_outbreak_report_save (db, write->actor, write->report, error));
}

static int
read_spin (GtkSpinButton *spin)
{
  gtk_spin_button_update (spin);
  return gtk_spin_button_get_value_as_int (spin);
}

static EnrOutbreakReport *
read_fields (EnrOutbreakDialog *self)
{
  EnrOutbreakReport *report = enr_outbreak_report_new ();
  const char *disease = get_disease (self);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->measures, &start, &end);
  g_free (report->disease);
  g_free (report->measures);
  report->id = self->id;
  report->disease = g_strdup (*disease != '\0' ? disease : UNKNOWN);
  report->first_day = enr_date_row_get_date (self->first_day);
  report->as_of = enr_date_row_get_date (self->as_of);
  report->children = read_spin (self->children);
  report->staff = read_spin (self->staff);
  report->users = read_spin (self->users);
  report->severe = read_spin (self->severe);
  report->centre = gtk_switch_get_active (self->centre);
  report->is_over = gtk_switch_get_active (self->is_over);
  report->measures = g_strstrip (gtk_text_buffer_get_text (self->measures, &start, &end, FALSE));
  return report;
}

static void
enr_outbreak_dialog_save (EnrEditDialog *dialog)
{
  EnrOutbreakDialog *self = ENR_OUTBREAK_DIALOG (dialog);
  g_autoptr (EnrOutbreakReport) report = read_fields (self);
  Write *write;

  if (report->first_day == ENR_DATE_NONE || report->as_of == ENR_DATE_NONE)
    {
      enr_edit_dialog_refuse (
          dialog, GTK_WIDGET (report->first_day == ENR_DATE_NONE ? self->first_day : self->as_of),
          _ ("This is not a date."));
      return;
    }
  write = g_new0 (Write, 1);
  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->report = g_steal_pointer (&report);
  enr_edit_dialog_write (dialog, save, write, write_free, NULL,
                         _ ("The report of the outbreak is saved."));
}

/*
 * The class
 */

static void
enr_outbreak_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_OUTBREAK_DIALOG);

  G_OBJECT_CLASS (enr_outbreak_dialog_parent_class)->dispose (object);
}

static void
enr_outbreak_dialog_finalize (GObject *object)
{
  g_clear_pointer (&ENR_OUTBREAK_DIALOG (object)->keys, g_ptr_array_unref);

  G_OBJECT_CLASS (enr_outbreak_dialog_parent_class)->finalize (object);
}

static void
enr_outbreak_dialog_class_init (EnrOutbreakDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = enr_outbreak_dialog_dispose;
  object_class->finalize = enr_outbreak_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_outbreak_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->show_anew = enr_outbreak_dialog_show_anew;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/city/outbreak-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrOutbreakDialog, disease);
  gtk_widget_class_bind_template_child (widget_class, EnrOutbreakDialog, first_day);
  gtk_widget_class_bind_template_child (widget_class, EnrOutbreakDialog, as_of);
  gtk_widget_class_bind_template_child (widget_class, EnrOutbreakDialog, children);
  gtk_widget_class_bind_template_child (widget_class, EnrOutbreakDialog, staff);
  gtk_widget_class_bind_template_child (widget_class, EnrOutbreakDialog, users);
  gtk_widget_class_bind_template_child (widget_class, EnrOutbreakDialog, severe);
  gtk_widget_class_bind_template_child (widget_class, EnrOutbreakDialog, centre);
  gtk_widget_class_bind_template_child (widget_class, EnrOutbreakDialog, is_over);
  gtk_widget_class_bind_template_child (widget_class, EnrOutbreakDialog, measures);
  gtk_widget_class_bind_template_callback (widget_class, disease_cb);
}

static void
enr_outbreak_dialog_init (EnrOutbreakDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_diseases (EnrOutbreakDialog *self, GPtrArray *diseases, const char *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  guint selected = 0;

  gtk_string_list_append (names, _ ("Not known yet"));
  g_ptr_array_add (keys, g_strdup (""));
  for (guint i = 0; i < diseases->len; i++)
    {
      const EnrDisease *disease = g_ptr_array_index (diseases, i);
      gboolean is_chosen = g_strcmp0 (disease->key, chosen) == 0;

      if (!disease->is_active && !is_chosen)
        continue;
      if (is_chosen)
        selected = keys->len;
      gtk_string_list_append (names, disease->name);
      g_ptr_array_add (keys, g_strdup (disease->key));
    }
  adw_combo_row_set_model (self->disease, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->disease, selected);
  self->keys = g_steal_pointer (&keys);
}

EnrOutbreakDialog *
enr_outbreak_dialog_new (EnrSession *session,
                         GPtrArray *diseases,
                         const char *disease,
                         const EnrOutbreakReport *report)
{
  EnrOutbreakDialog *self = g_object_new (ENR_TYPE_OUTBREAK_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  fill_diseases (self, diseases, report != NULL ? report->disease : disease);
  if (report == NULL)
    {
      disease_cb (self);
      return self;
    }
  self->id = report->id;
  show_counts (self, report);
  enr_date_row_set_date (self->as_of, enr_clock_today ());
  gtk_switch_set_active (self->centre, report->centre);
  gtk_switch_set_active (self->is_over, report->is_over);
  gtk_text_buffer_set_text (self->measures, report->measures, -1);
  return self;
}
