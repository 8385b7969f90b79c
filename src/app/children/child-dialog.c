/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/child-dialog.h"

#include <glib/gi18n.h>

#include "app/children/child-edit.h"
#include "app/children/date-row.h"
#include "base/clock.h"
#include "base/text.h"
#include "nursery/class.h"
#include "nursery/error.h"

struct _EnrChildDialog
{
  EnrEditDialog parent_instance;

  /* template */
  GtkEditable *family_name;
  GtkEditable *given_name;
  GtkEditable *family_kana;
  GtkEditable *given_kana;
  AdwComboRow *sex;
  EnrDateRow *birth_date;
  GtkSwitch *has_allergy;
  GtkEditable *allergy_note;
  GtkEditable *external_id;
  GtkTextBuffer *note;
  GtkWidget *enrolment_group;
  EnrDateRow *first;
  AdwComboRow *class_row;
  GtkStringList *class_names;

  /* owned */
  EnrChild *child;
  GArray *class_ids;  /* (element-type EnrUuid), as class_names from 1 */
  GArray *class_ages; /* (element-type int) */
  gboolean class_was_chosen;
  gboolean is_choosing;
  int fiscal_year;
};

G_DEFINE_FINAL_TYPE (EnrChildDialog, enr_child_dialog, ENR_TYPE_EDIT_DIALOG)

/* The class of the child's age, until somebody chooses another. */
static void
birth_changed_cb (EnrChildDialog *self)
{
  EnrDate birth = enr_date_row_get_date (self->birth_date);
  int age;

  if (birth == ENR_DATE_NONE || self->class_was_chosen)
    return;
  age = enr_class_age (self->fiscal_year, birth);
  for (guint i = 0; i < self->class_ages->len; i++)
    if (g_array_index (self->class_ages, int, i) == age)
      {
        self->is_choosing = TRUE;
        adw_combo_row_set_selected (self->class_row, i + 1);
        self->is_choosing = FALSE;
        return;
      }
}

static void
class_chosen_cb (EnrChildDialog *self)
{
  if (!self->is_choosing)
    self->class_was_chosen = TRUE;
}

static void
allergy_changed_cb (EnrChildDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->allergy_note),
                          gtk_switch_get_active (self->has_allergy));
}

static void
replace (char **field, GtkEditable *from)
{
  g_free (*field);
  *field = g_strdup (gtk_editable_get_text (from));
}

static EnrChild *
read_fields (EnrChildDialog *self)
{
  EnrChild *child = self->child != NULL ? enr_child_copy (self->child) : enr_child_new ();
  GtkTextIter start, end;

  replace (&child->family_name, self->family_name);
  replace (&child->given_name, self->given_name);
  replace (&child->family_kana, self->family_kana);
  replace (&child->given_kana, self->given_kana);
  replace (&child->allergy_note, self->allergy_note);
  replace (&child->external_id, self->external_id);
  child->sex = adw_combo_row_get_selected (self->sex);
  child->birth_date = enr_date_row_get_date (self->birth_date);
  child->has_allergy = gtk_switch_get_active (self->has_allergy);
  gtk_text_buffer_get_bounds (self->note, &start, &end);
  g_free (child->note);
  child->note = gtk_text_buffer_get_text (self->note, &start, &end, FALSE);
  return child;
}

static void
enr_child_dialog_save (EnrEditDialog *form)
{
  EnrChildDialog *self = ENR_CHILD_DIALOG (form);
  g_autoptr (EnrEdit) edit = enr_edit_new (enr_edit_dialog_get_session (form), NULL);
  g_autofree char *name = NULL;
  g_autofree char *done = NULL;
  guint selected = adw_combo_row_get_selected (self->class_row);

  if (!enr_date_row_is_blank (self->birth_date)
      && enr_date_row_get_date (self->birth_date) == ENR_DATE_NONE)
    {
      enr_edit_dialog_refuse (form, GTK_WIDGET (self->birth_date),
                              _ ("This is not a date. Write it as 2023/4/1 or R5.4.1."));
      return;
    }
  edit->child = read_fields (self);
  edit->seen_child = self->child != NULL ? enr_child_copy (self->child) : NULL;
  if (self->child == NULL)
    {
      edit->date = enr_date_row_get_date (self->first);
      if (edit->date == ENR_DATE_NONE && !enr_date_row_is_blank (self->first))
        {
          enr_edit_dialog_refuse (form, GTK_WIDGET (self->first),
                                  _ ("This is not a date. Write it as 2023/4/1 or R5.4.1."));
          return;
        }
      if (selected > 0 && selected <= self->class_ids->len)
        edit->id = g_array_index (self->class_ids, EnrUuid, selected - 1);
    }
  name = enr_child_dup_name (edit->child);
  /* Translators: a child's name */
  done
      = g_strdup_printf (self->child == NULL ? _ ("%s is on the list now") : _ ("Saved: %s"), name);
  enr_edit_dialog_write (form, enr_edit_save_child, g_steal_pointer (&edit), enr_edit_free, g_free,
                         done);
}

/* The messages name no field: what is in the fields tells which one it must be. */
static GtkWidget *
enr_child_dialog_find_field (EnrEditDialog *form, const GError *error)
{
  EnrChildDialog *self = ENR_CHILD_DIALOG (form);
  EnrDate birth = enr_date_row_get_date (self->birth_date);
  EnrDate first = enr_date_row_get_date (self->first);

  if (error->domain != ENR_NURSERY_ERROR)
    return NULL;
  if (enr_text_is_blank (gtk_editable_get_text (self->family_name)))
    return GTK_WIDGET (self->family_name);
  if (birth == ENR_DATE_NONE || birth > enr_clock_today ())
    return GTK_WIDGET (self->birth_date);
  if (self->child == NULL && first != ENR_DATE_NONE
      && (first < birth || enr_fiscal_year (first) != self->fiscal_year))
    return GTK_WIDGET (self->first);
  if (!enr_text_is_blank (gtk_editable_get_text (self->external_id)))
    return GTK_WIDGET (self->external_id);
  return NULL;
}

static void
enr_child_dialog_read_anew (EnrEditDialog *form)
{
  EnrChildDialog *self = ENR_CHILD_DIALOG (form);

  enr_edit_dialog_read (form, enr_edit_load_child,
                        enr_edit_new (enr_edit_dialog_get_session (form), &self->child->id),
                        enr_edit_free, (GDestroyNotify) enr_child_free);
}

static void
show_text (GtkEditable *row, const char *seen, const char *now)
{
  if (g_strcmp0 (seen, now) != 0)
    gtk_editable_set_text (row, now != NULL ? now : "");
}

/* A form that was just made shows nothing, as a new child does. */
static void
show_changes (EnrChildDialog *self, const EnrChild *seen, const EnrChild *now)
{
  show_text (self->family_name, seen->family_name, now->family_name);
  show_text (self->given_name, seen->given_name, now->given_name);
  show_text (self->family_kana, seen->family_kana, now->family_kana);
  show_text (self->given_kana, seen->given_kana, now->given_kana);
  show_text (self->external_id, seen->external_id, now->external_id);
  show_text (self->allergy_note, seen->allergy_note, now->allergy_note);
  if (!g_str_equal (seen->note, now->note))
    gtk_text_buffer_set_text (self->note, now->note, -1);
  if (seen->has_allergy != now->has_allergy)
    gtk_switch_set_active (self->has_allergy, now->has_allergy);
  if (seen->sex != now->sex)
    adw_combo_row_set_selected (self->sex, now->sex);
  if (seen->birth_date != now->birth_date)
    enr_date_row_set_date (self->birth_date, now->birth_date);
}

static void
enr_child_dialog_show_anew (EnrEditDialog *form, gpointer value)
{
  EnrChildDialog *self = ENR_CHILD_DIALOG (form);

  show_changes (self, self->child, value);
  enr_child_free (self->child);
  self->child = enr_child_copy (value);
}

static void
enr_child_dialog_finalize (GObject *object)
{
  EnrChildDialog *self = ENR_CHILD_DIALOG (object);

  enr_child_free (self->child);
  g_array_unref (self->class_ids);
  g_array_unref (self->class_ages);

  G_OBJECT_CLASS (enr_child_dialog_parent_class)->finalize (object);
}

static void
enr_child_dialog_class_init (EnrChildDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_child_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_child_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_child_dialog_find_field;
  ENR_EDIT_DIALOG_CLASS (klass)->read_anew = enr_child_dialog_read_anew;
  ENR_EDIT_DIALOG_CLASS (klass)->show_anew = enr_child_dialog_show_anew;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/child-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, family_name);
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, given_name);
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, family_kana);
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, given_kana);
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, sex);
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, birth_date);
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, has_allergy);
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, allergy_note);
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, external_id);
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, note);
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, enrolment_group);
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, first);
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, class_row);
  gtk_widget_class_bind_template_child (widget_class, EnrChildDialog, class_names);
  gtk_widget_class_bind_template_callback (widget_class, birth_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, class_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, allergy_changed_cb);
}

static void
enr_child_dialog_init (EnrChildDialog *self)
{
  self->class_ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  self->class_ages = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_init_template (GTK_WIDGET (self));
  allergy_changed_cb (self);
}

EnrChildDialog *
enr_child_dialog_new (EnrSession *session, const EnrChild *child, GPtrArray *classes)
{
  EnrChildDialog *self = g_object_new (ENR_TYPE_CHILD_DIALOG, NULL);
  EnrDate day = enr_session_get_date (session);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->fiscal_year = enr_fiscal_year (day);
  enr_date_row_set_age_on (self->birth_date, day);
  gtk_widget_set_visible (self->enrolment_group, child == NULL);
  if (child != NULL)
    {
      g_autoptr (EnrChild) blank = enr_child_new ();

      self->child = enr_child_copy (child);
      show_changes (self, blank, child);
      gtk_window_set_title (GTK_WINDOW (self), _ ("Change the Child's Data"));
      return self;
    }
  gtk_window_set_title (GTK_WINDOW (self), _ ("New Child"));
  enr_date_row_set_date (self->first, day);
  self->is_choosing = TRUE;
  for (guint i = 0; classes != NULL && i < classes->len; i++)
    {
      const EnrClass *of = g_ptr_array_index (classes, i);

      gtk_string_list_append (self->class_names, of->name);
      g_array_append_val (self->class_ids, of->id);
      g_array_append_val (self->class_ages, of->age);
    }
  self->is_choosing = FALSE;
  return self;
}
