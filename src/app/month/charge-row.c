/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/charge-row.h"

#include <glib/gi18n.h>

#include "app/month/month-words.h"
#include "base/yen.h"

struct _EnrChargeRow
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box; /* bound so that it goes with the row */
  GtkLabel *day;
  GtkLabel *class_name;
  GtkLabel *name;
  GtkLabel *minutes;
  GtkLabel *amount;
  GtkLabel *state;
  GtkLabel *working;
  GtkLabel *reason;
  GtkLabel *now;

  /* Owned */
  EnrChargeItem *item;
};

G_DEFINE_FINAL_TYPE (EnrChargeRow, enr_charge_row, GTK_TYPE_WIDGET)

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* What the rules would say now, where that is not what was decided. */
static char *
dup_now (const EnrCharge *charge)
{
  g_autofree char *amount = NULL;
  g_autofree char *working = NULL;
  EnrCharge now = *charge;

  if (!charge->differs)
    return NULL;
  now.parts = charge->now_parts;
  amount = enr_yen_dup (charge->now_amount);
  working = enr_charge_dup_working (&now);
  if (*working == '\0')
    /* Translators: an amount of yen */
    return g_strdup_printf (_ ("Computed now: %s"), amount);
  /* Translators: an amount of yen, and how it is computed */
  return g_strdup_printf (_ ("Computed now: %s (%s)"), amount, working);
}

/* An amount that a person has set stands beside what was computed. */
static char *
dup_reason (const EnrCharge *charge)
{
  g_autofree char *computed = NULL;

  if (charge->state != ENR_CHARGE_ADJUSTED && charge->state != ENR_CHARGE_EXCLUDED)
    return NULL;
  computed = enr_yen_dup (charge->computed);
  /* Translators: an amount of yen, and why another one is charged */
  return g_strdup_printf (_ ("Computed %s. Reason: %s"), computed, charge->reason);
}

static void
show_item (EnrChargeRow *self)
{
  EnrMonthReading *reading = enr_charge_item_get_reading (self->item);
  const EnrCharge *charge = enr_charge_item_get_charge (self->item);
  const EnrMonthChild *child = enr_month_reading_child (reading, charge);
  const char *classes[] = { "enroku-chip", enr_month_words_state_class (charge->state), NULL };
  g_autofree char *day = enr_month_words_dup_charge_day (charge);
  g_autofree char *minutes = NULL;
  g_autofree char *amount = enr_yen_dup (charge->amount);
  g_autofree char *working = enr_charge_dup_working (charge);
  g_autofree char *reason = dup_reason (charge);
  g_autofree char *now = dup_now (charge);
  g_autofree char *accessible = NULL;

  if (charge->kind == ENR_CHARGE_DAY)
    minutes = enr_month_words_dup_minutes (charge->minutes);
  gtk_label_set_text (self->day, day);
  gtk_label_set_text (self->class_name, enr_month_reading_class_name (reading, charge));
  gtk_label_set_text (self->name, child->name);
  gtk_label_set_text (self->minutes, minutes != NULL ? minutes : "");
  gtk_label_set_text (self->amount, amount);
  gtk_label_set_text (self->state, enr_month_words_state (charge->state));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state), classes);
  show_text (self->working, working);
  show_text (self->reason, reason);
  show_text (self->now, now);
  /* Translators: for screen readers: a day, a child's name, an amount, the state of the charge, and
   * how it is computed */
  accessible = g_strdup_printf (_ ("%s, %s, %s, %s. %s"), day, child->name, amount,
                                enr_month_words_state (charge->state), now != NULL ? now : working);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, accessible,
                                  -1);
}

static void
enr_charge_row_dispose (GObject *object)
{
  EnrChargeRow *self = ENR_CHARGE_ROW (object);

  enr_charge_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_CHARGE_ROW);

  G_OBJECT_CLASS (enr_charge_row_parent_class)->dispose (object);
}

static void
enr_charge_row_class_init (EnrChargeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_charge_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/month/charge-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrChargeRow, box);
  gtk_widget_class_bind_template_child (widget_class, EnrChargeRow, day);
  gtk_widget_class_bind_template_child (widget_class, EnrChargeRow, class_name);
  gtk_widget_class_bind_template_child (widget_class, EnrChargeRow, name);
  gtk_widget_class_bind_template_child (widget_class, EnrChargeRow, minutes);
  gtk_widget_class_bind_template_child (widget_class, EnrChargeRow, amount);
  gtk_widget_class_bind_template_child (widget_class, EnrChargeRow, state);
  gtk_widget_class_bind_template_child (widget_class, EnrChargeRow, working);
  gtk_widget_class_bind_template_child (widget_class, EnrChargeRow, reason);
  gtk_widget_class_bind_template_child (widget_class, EnrChargeRow, now);
}

static void
enr_charge_row_init (EnrChargeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_charge_row_set_item (EnrChargeRow *self, EnrChargeItem *item)
{
  g_return_if_fail (ENR_IS_CHARGE_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_set_object (&self->item, item);
  if (self->item == NULL)
    return;
  g_signal_connect_object (self->item, "changed", G_CALLBACK (show_item), self, G_CONNECT_SWAPPED);
  show_item (self);
}

EnrChargeItem *
enr_charge_row_get_item (EnrChargeRow *self)
{
  g_return_val_if_fail (ENR_IS_CHARGE_ROW (self), NULL);

  return self->item;
}
