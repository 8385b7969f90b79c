/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/bills/bill-row.h"

#include <glib/gi18n.h>

#include "app/bills/bill-words.h"
#include "base/yen.h"

struct _EnrBillRow
{
  GtkListBoxRow parent_instance;

  /* Template */
  GtkLabel *name;
  GtkLabel *note;
  GtkLabel *amount;
  GtkLabel *method;
  GtkLabel *state;
};

G_DEFINE_FINAL_TYPE (EnrBillRow, enr_bill_row, GTK_TYPE_LIST_BOX_ROW)

static void
enr_bill_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_BILL_ROW);

  G_OBJECT_CLASS (enr_bill_row_parent_class)->dispose (object);
}

static void
enr_bill_row_class_init (EnrBillRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_bill_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/bills/bill-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrBillRow, name);
  gtk_widget_class_bind_template_child (widget_class, EnrBillRow, note);
  gtk_widget_class_bind_template_child (widget_class, EnrBillRow, amount);
  gtk_widget_class_bind_template_child (widget_class, EnrBillRow, method);
  gtk_widget_class_bind_template_child (widget_class, EnrBillRow, state);
}

static void
enr_bill_row_init (EnrBillRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
enr_bill_row_new (void)
{
  return g_object_new (ENR_TYPE_BILL_ROW, NULL);
}

void
enr_bill_row_set_bill (EnrBillRow *self, const EnrBill *bill)
{
  g_autofree char *note = enr_bill_words_dup_note (bill);
  g_autofree char *amount = enr_yen_dup (bill->asked);
  g_autofree char *state = enr_bill_words_dup_state (bill);
  g_autofree char *accessible = NULL;
  const char *classes[] = { "enr-word", enr_bill_words_state_class (bill), NULL };

  g_return_if_fail (ENR_IS_BILL_ROW (self));

  gtk_label_set_text (self->name, bill->children);
  gtk_label_set_text (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *note != '\0');
  gtk_label_set_text (self->amount, amount);
  gtk_label_set_text (self->method, enr_bill_words_method (bill->method));
  gtk_label_set_text (self->state, state);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state), classes);
  /* Translators: a bill: children, amount, how it is paid, what became of it */
  accessible = g_strdup_printf (_ ("%s, %s, %s, %s"), bill->children, amount,
                                enr_bill_words_method (bill->method), state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible,
                                  -1);
}
