/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/bills/result-row.h"

#include "app/bills/bill-words.h"
#include "base/yen.h"

struct _EnrResultRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkCheckButton *check;
  GtkLabel *amount;
};

G_DEFINE_FINAL_TYPE (EnrResultRow, enr_result_row, ADW_TYPE_ACTION_ROW)

static void
toggled_cb (EnrResultRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "results.changed", NULL);
}

static void
enr_result_row_class_init (EnrResultRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/bills/result-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrResultRow, check);
  gtk_widget_class_bind_template_child (widget_class, EnrResultRow, amount);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
enr_result_row_init (EnrResultRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrResultRow *
enr_result_row_new (const EnrTransferWaiting *waiting)
{
  EnrResultRow *self = g_object_new (ENR_TYPE_RESULT_ROW, "title", waiting->children, NULL);
  g_autofree char *sent = enr_bill_words_dup_sent (waiting->drawn_on);
  g_autofree char *subtitle = g_strdup_printf ("%s   %s", waiting->customer, sent);
  g_autofree char *amount = enr_yen_dup (waiting->asked);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_label_set_text (self->amount, amount);
  return self;
}

gboolean
enr_result_row_is_chosen (EnrResultRow *self)
{
  g_return_val_if_fail (ENR_IS_RESULT_ROW (self), FALSE);

  return gtk_check_button_get_active (self->check);
}

void
enr_result_row_set_chosen (EnrResultRow *self, gboolean is_chosen)
{
  g_return_if_fail (ENR_IS_RESULT_ROW (self));

  gtk_check_button_set_active (self->check, is_chosen);
}
