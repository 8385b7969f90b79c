/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/children/terms-dialog.h"

#include <glib/gi18n.h>

#include "app/children/child-edit.h"
#include "app/children/date-row.h"
#include "app/children/words.h"

#define MAX_BIRTH_ORDER 9

struct _EnrTermsDialog
{
  EnrEditDialog parent_instance;

  /* template */
  AdwComboRow *contract;
  AdwComboRow *birth_order;
  GtkStringList *birth_orders;
  GtkSwitch *is_exempt;
  EnrDateRow *first;
  EnrDateRow *last;
  GtkEditable *note;

  /* owned */
  EnrUuid child_id;
  char *name;
};

G_DEFINE_FINAL_TYPE (EnrTermsDialog, enr_terms_dialog, ENR_TYPE_EDIT_DIALOG)

static gboolean
read_date (EnrTermsDialog *self, EnrDateRow *row, gboolean is_needed, EnrDate *date)
{
  *date = enr_date_row_get_date (row);
  if (*date != ENR_DATE_NONE || (!is_needed && enr_date_row_is_blank (row)))
    return TRUE;
  enr_edit_dialog_refuse (ENR_EDIT_DIALOG (self), GTK_WIDGET (row),
                          _ ("This is not a date. Write it as 2026/4/1 or R8.4.1."));
  return FALSE;
}

static void
enr_terms_dialog_save (EnrEditDialog *dialog)
{
  EnrTermsDialog *self = ENR_TERMS_DIALOG (dialog);
  g_autoptr (EnrEdit) edit = enr_edit_new (enr_edit_dialog_get_session (dialog), &self->child_id);
  /* Translators: %s is the child's name */
  g_autofree char *done = g_strdup_printf (_ ("How %s is charged is saved"), self->name);
  EnrCareTerms *terms = &edit->terms;

  if (!read_date (self, self->first, TRUE, &terms->first)
      || !read_date (self, self->last, FALSE, &terms->last))
    return;
  terms->child_id = self->child_id;
  terms->contract
      = adw_combo_row_get_selected (self->contract) == 1 ? ENR_CONTRACT_MONTHLY : ENR_CONTRACT_SPOT;
  terms->birth_order = (int) adw_combo_row_get_selected (self->birth_order);
  terms->is_exempt = gtk_switch_get_active (self->is_exempt);
  terms->note = g_strdup (gtk_editable_get_text (self->note));
  enr_edit_dialog_write (dialog, enr_edit_set_terms, g_steal_pointer (&edit), enr_edit_free, NULL,
                         done);
}

static GtkWidget *
enr_terms_dialog_find_field (EnrEditDialog *dialog, const GError *error)
{
  return GTK_WIDGET (ENR_TERMS_DIALOG (dialog)->last);
}

static void
enr_terms_dialog_finalize (GObject *object)
{
  g_free (ENR_TERMS_DIALOG (object)->name);

  G_OBJECT_CLASS (enr_terms_dialog_parent_class)->finalize (object);
}

static void
enr_terms_dialog_class_init (EnrTermsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_terms_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_terms_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->find_field = enr_terms_dialog_find_field;

  g_type_ensure (ENR_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/children/terms-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrTermsDialog, contract);
  gtk_widget_class_bind_template_child (widget_class, EnrTermsDialog, birth_order);
  gtk_widget_class_bind_template_child (widget_class, EnrTermsDialog, birth_orders);
  gtk_widget_class_bind_template_child (widget_class, EnrTermsDialog, is_exempt);
  gtk_widget_class_bind_template_child (widget_class, EnrTermsDialog, first);
  gtk_widget_class_bind_template_child (widget_class, EnrTermsDialog, last);
  gtk_widget_class_bind_template_child (widget_class, EnrTermsDialog, note);
}

static void
enr_terms_dialog_init (EnrTermsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i <= MAX_BIRTH_ORDER; i++)
    {
      g_autofree char *text = enr_words_dup_birth_order (i);

      gtk_string_list_append (self->birth_orders, text);
    }
}

EnrTermsDialog *
enr_terms_dialog_new (EnrSession *session, const EnrChildFile *file)
{
  EnrTermsDialog *self = g_object_new (ENR_TYPE_TERMS_DIALOG, NULL);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->child_id = file->row->child->id;
  self->name = enr_child_dup_name (file->row->child);
  enr_date_row_set_date (self->first, file->day);
  for (guint i = 0; i < file->terms->len; i++)
    {
      const EnrCareTerms *terms = g_ptr_array_index (file->terms, i);

      if (terms->first > file->day || (terms->last != ENR_DATE_NONE && terms->last < file->day))
        continue;
      adw_combo_row_set_selected (self->contract, terms->contract == ENR_CONTRACT_MONTHLY);
      adw_combo_row_set_selected (self->birth_order, terms->birth_order);
      gtk_switch_set_active (self->is_exempt, terms->is_exempt);
      gtk_editable_set_text (self->note, terms->note);
    }
  return self;
}
