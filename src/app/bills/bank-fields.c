/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/bills/bank-fields.h"

#include "app/bills/kana-row.h"

struct _EnrBankFields
{
  AdwPreferencesGroup parent_instance;

  /* Template */
  GtkEditable *bank_code;
  EnrKanaRow *bank_name;
  GtkEditable *branch_code;
  EnrKanaRow *branch_name;
  AdwComboRow *kind;
  GtkEditable *number;
};

G_DEFINE_FINAL_TYPE (EnrBankFields, enr_bank_fields, ADW_TYPE_PREFERENCES_GROUP)

/* In the order of the choice. */
static const int kinds[] = { 1, 2, 9 };

static void
enr_bank_fields_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_BANK_FIELDS);

  G_OBJECT_CLASS (enr_bank_fields_parent_class)->dispose (object);
}

static void
enr_bank_fields_class_init (EnrBankFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_bank_fields_dispose;

  g_type_ensure (ENR_TYPE_KANA_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/bills/bank-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrBankFields, bank_code);
  gtk_widget_class_bind_template_child (widget_class, EnrBankFields, bank_name);
  gtk_widget_class_bind_template_child (widget_class, EnrBankFields, branch_code);
  gtk_widget_class_bind_template_child (widget_class, EnrBankFields, branch_name);
  gtk_widget_class_bind_template_child (widget_class, EnrBankFields, kind);
  gtk_widget_class_bind_template_child (widget_class, EnrBankFields, number);
}

static void
enr_bank_fields_init (EnrBankFields *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_bank_fields_set (EnrBankFields *self, const EnrZenginAccount *account)
{
  g_return_if_fail (ENR_IS_BANK_FIELDS (self));

  gtk_editable_set_text (self->bank_code, account->bank_code);
  gtk_editable_set_text (GTK_EDITABLE (self->bank_name), account->bank_name);
  gtk_editable_set_text (self->branch_code, account->branch_code);
  gtk_editable_set_text (GTK_EDITABLE (self->branch_name), account->branch_name);
  gtk_editable_set_text (self->number, account->number);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] == account->kind)
      adw_combo_row_set_selected (self->kind, i);
}

static void
take (char **value, GtkEditable *field)
{
  g_free (*value);
  *value = g_strdup (gtk_editable_get_text (field));
}

void
enr_bank_fields_get (EnrBankFields *self, EnrZenginAccount *account)
{
  g_return_if_fail (ENR_IS_BANK_FIELDS (self));

  take (&account->bank_code, self->bank_code);
  take (&account->bank_name, GTK_EDITABLE (self->bank_name));
  take (&account->branch_code, self->branch_code);
  take (&account->branch_name, GTK_EDITABLE (self->branch_name));
  take (&account->number, self->number);
  account->kind = kinds[adw_combo_row_get_selected (self->kind) % G_N_ELEMENTS (kinds)];
}

gboolean
enr_bank_fields_check_digits (GtkEditable *row, EnrBankDigits kind, EnrEditDialog *form)
{
  g_autofree char *value = g_strdup (gtk_editable_get_text (row));
  g_autoptr (GError) error = NULL;

  if (enr_bank_check_digits (kind, &value, &error))
    return TRUE;
  enr_edit_dialog_refuse (form, GTK_WIDGET (row), error->message);
  return FALSE;
}

gboolean
enr_bank_fields_check (EnrBankFields *self, EnrEditDialog *form)
{
  g_return_val_if_fail (ENR_IS_BANK_FIELDS (self), FALSE);

  return enr_bank_fields_check_digits (self->bank_code, ENR_BANK_DIGITS_BANK, form)
         && enr_kana_row_check (self->bank_name, form)
         && enr_bank_fields_check_digits (self->branch_code, ENR_BANK_DIGITS_BRANCH, form)
         && enr_kana_row_check (self->branch_name, form)
         && enr_bank_fields_check_digits (self->number, ENR_BANK_DIGITS_ACCOUNT, form);
}
