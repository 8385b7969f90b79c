/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/disease-dialog.h"

#include <glib/gi18n.h>

#include "base/text.h"
#include "nursery/error.h"

#define N_PAPERS (ENR_RETURN_PAPER_FORM + 1)

struct _EnrDiseaseDialog
{
  EnrEditDialog parent_instance;

  /* template */
  GtkEditable *name;
  AdwComboRow *paper;
  GtkEditable *criteria;
  GtkEditable *infectious;
  GtkEditable *note;
  GtkSwitch *is_active;
  AdwComboRow *anchor0;
  GtkSpinButton *days0;
  AdwComboRow *anchor1;
  GtkSpinButton *days1;

  /* owned */
  EnrDisease *seen; /* NULL for a new one */
};

G_DEFINE_FINAL_TYPE (EnrDiseaseDialog, enr_disease_dialog, ENR_TYPE_EDIT_DIALOG)

typedef struct
{
  const EnrActor *actor; /* lives as long as the program */
  EnrDisease *disease;
  EnrDisease *seen;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  enr_disease_free (write->disease);
  enr_disease_free (write->seen);
  g_free (write);
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (enr_disease_save (db, write->actor, write->disease, write->seen, error));
}

static void
take_text (char **field, GtkEditable *row)
{
  g_free (*field);
  *field = g_strdup (gtk_editable_get_text (row));
}

static void
take_anchor (EnrDisease *disease, guint n, AdwComboRow *row, GtkSpinButton *days)
{
  disease->anchor[n] = (EnrAnchor) MIN (adw_combo_row_get_selected (row), ENR_N_ANCHORS - 1);
  disease->days[n]
      = disease->anchor[n] != ENR_ANCHOR_NONE ? gtk_spin_button_get_value_as_int (days) : -1;
}

static void
enr_disease_dialog_save (EnrEditDialog *dialog)
{
  EnrDiseaseDialog *self = ENR_DISEASE_DIALOG (dialog);
  Write *write = g_new0 (Write, 1);
  g_autofree char *done = NULL;

  write->actor = enr_session_get_actor (enr_edit_dialog_get_session (dialog));
  write->disease = self->seen != NULL ? enr_disease_copy (self->seen) : enr_disease_new ();
  write->seen = self->seen != NULL ? enr_disease_copy (self->seen) : NULL;
  take_text (&write->disease->name, self->name);
  take_text (&write->disease->criteria, self->criteria);
  take_text (&write->disease->infectious, self->infectious);
  take_text (&write->disease->note, self->note);
  write->disease->paper
      = (EnrReturnPaper) MIN (adw_combo_row_get_selected (self->paper), N_PAPERS - 1);
  write->disease->is_active = gtk_switch_get_active (self->is_active);
  take_anchor (write->disease, 0, self->anchor0, self->days0);
  take_anchor (write->disease, 1, self->anchor1, self->days1);
  done = g_strdup_printf (_ ("Saved: %s"), write->disease->name);
  enr_edit_dialog_write (dialog, save, write, write_free, NULL, done);
}

static GtkWidget *
enr_disease_dialog_find_field (EnrEditDialog *dialog, const GError *error)
{
  EnrDiseaseDialog *self = ENR_DISEASE_DIALOG (dialog);

  return error->domain == ENR_NURSERY_ERROR
                 && enr_text_is_blank (gtk_editable_get_text (self->name))
             ? GTK_WIDGET (self->name)
             : NULL;
}

/* Days are counted only from something. */
static void
anchor_cb (EnrDiseaseDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->days0),
                            adw_combo_row_get_selected (self->anchor0) != ENR_ANCHOR_NONE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->days1),
                            adw_combo_row_get_selected (self->anchor1) != ENR_ANCHOR_NONE);
}

static void
enr_disease_dialog_finalize (GObject *object)
{
  g_clear_pointer (&ENR_DISEASE_DIALOG (object)->seen, enr_disease_free);

  G_OBJECT_CLASS (enr_disease_dialog_parent_class)->finalize (object);
}

static void
enr_disease_dialog_class_init (EnrDiseaseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_disease_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_disease_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_disease_dialog_find_field;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/disease-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrDiseaseDialog, name);
  gtk_widget_class_bind_template_child (widget_class, EnrDiseaseDialog, paper);
  gtk_widget_class_bind_template_child (widget_class, EnrDiseaseDialog, criteria);
  gtk_widget_class_bind_template_child (widget_class, EnrDiseaseDialog, infectious);
  gtk_widget_class_bind_template_child (widget_class, EnrDiseaseDialog, note);
  gtk_widget_class_bind_template_child (widget_class, EnrDiseaseDialog, is_active);
  gtk_widget_class_bind_template_child (widget_class, EnrDiseaseDialog, anchor0);
  gtk_widget_class_bind_template_child (widget_class, EnrDiseaseDialog, days0);
  gtk_widget_class_bind_template_child (widget_class, EnrDiseaseDialog, anchor1);
  gtk_widget_class_bind_template_child (widget_class, EnrDiseaseDialog, days1);
  gtk_widget_class_bind_template_callback (widget_class, anchor_cb);
}

static void
enr_disease_dialog_init (EnrDiseaseDialog *self)
{
  g_autoptr (GtkStringList) papers = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) anchors = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_string_list_append (papers, C_ ("paper", "None"));
  for (guint i = 1; i < N_PAPERS; i++)
    gtk_string_list_append (papers, enr_return_paper_label ((EnrReturnPaper) i));
  adw_combo_row_set_model (self->paper, G_LIST_MODEL (papers));
  gtk_string_list_append (anchors, C_ ("day", "None"));
  for (guint i = 1; i < ENR_N_ANCHORS; i++)
    gtk_string_list_append (anchors, enr_anchor_label ((EnrAnchor) i));
  adw_combo_row_set_model (self->anchor0, G_LIST_MODEL (anchors));
  adw_combo_row_set_model (self->anchor1, G_LIST_MODEL (anchors));
  anchor_cb (self);
}

EnrDiseaseDialog *
enr_disease_dialog_new (EnrSession *session, const EnrDisease *disease)
{
  EnrDiseaseDialog *self = g_object_new (ENR_TYPE_DISEASE_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  gtk_window_set_title (GTK_WINDOW (self),
                        disease != NULL ? _ ("Infectious Disease") : _ ("New Infectious Disease"));
  if (disease == NULL)
    return self;
  self->seen = enr_disease_copy (disease);
  gtk_editable_set_text (self->name, disease->name);
  gtk_editable_set_text (self->criteria, disease->criteria);
  gtk_editable_set_text (self->infectious, disease->infectious);
  gtk_editable_set_text (self->note, disease->note);
  gtk_switch_set_active (self->is_active, disease->is_active);
  adw_combo_row_set_selected (self->paper, disease->paper);
  adw_combo_row_set_selected (self->anchor0, disease->anchor[0]);
  adw_combo_row_set_selected (self->anchor1, disease->anchor[1]);
  gtk_spin_button_set_value (self->days0, MAX (disease->days[0], 0));
  gtk_spin_button_set_value (self->days1, MAX (disease->days[1], 0));
  return self;
}
