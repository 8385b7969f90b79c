/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/care-band-row.h"

#include <glib/gi18n.h>

#include "app/settings/times-row.h"
#include "fees/rule-text.h"

struct _EnrCareBandRow
{
  AdwExpanderRow parent_instance;

  /* template */
  AdwComboRow *kind;
  EnrTimesRow *window;
  GtkEditable *stay;
  GtkSpinButton *grace;
  GtkSpinButton *unit;
  GtkSpinButton *price;

  gboolean is_touched;
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (EnrCareBandRow, enr_care_band_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  CHANGED,
  KIND_CHANGED,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
kind_text (EnrBandKind kind)
{
  switch (kind)
    {
    case ENR_BAND_BEFORE:
      return _ ("Early morning");
    case ENR_BAND_AFTER:
      return _ ("Extension");
    case ENR_BAND_STAY:
    default:
      return _ ("Length of stay");
    }
}

static void
show_summary (EnrCareBandRow *self)
{
  EnrCareBand band;
  g_autofree char *text = NULL;

  if (enr_care_band_row_get (self, &band))
    text = enr_care_band_dup_summary (&band);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), kind_text (band.kind));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 text != NULL ? text : _ ("This is not a time."));
  gtk_widget_set_visible (GTK_WIDGET (self->stay), band.kind == ENR_BAND_STAY);
}

static void
changed_cb (EnrCareBandRow *self)
{
  if (self->is_filling)
    return;
  show_summary (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
window_cb (EnrCareBandRow *self)
{
  self->is_touched = self->is_touched || !self->is_filling;
  changed_cb (self);
}

static void
kind_cb (EnrCareBandRow *self)
{
  if (self->is_filling)
    return;
  g_signal_emit (self, signals[KIND_CHANGED], 0);
  changed_cb (self);
}

static void
remove_cb (EnrCareBandRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static gboolean
enr_care_band_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (ENR_CARE_BAND_ROW (widget)->window),
                                 GTK_DIR_TAB_FORWARD);
}

static void
enr_care_band_row_class_init (EnrCareBandRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = enr_care_band_row_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", ENR_TYPE_CARE_BAND_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[KIND_CHANGED] = g_signal_new ("kind-changed", ENR_TYPE_CARE_BAND_ROW, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", ENR_TYPE_CARE_BAND_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (ENR_TYPE_TIMES_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/care-band-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrCareBandRow, kind);
  gtk_widget_class_bind_template_child (widget_class, EnrCareBandRow, window);
  gtk_widget_class_bind_template_child (widget_class, EnrCareBandRow, stay);
  gtk_widget_class_bind_template_child (widget_class, EnrCareBandRow, grace);
  gtk_widget_class_bind_template_child (widget_class, EnrCareBandRow, unit);
  gtk_widget_class_bind_template_child (widget_class, EnrCareBandRow, price);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, window_cb);
}

static void
enr_care_band_row_init (EnrCareBandRow *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_filling = FALSE;
}

EnrCareBandRow *
enr_care_band_row_new (const EnrCareBand *band)
{
  EnrCareBandRow *self = g_object_new (ENR_TYPE_CARE_BAND_ROW, NULL);

  enr_care_band_row_set (self, band);
  return self;
}

void
enr_care_band_row_set (EnrCareBandRow *self, const EnrCareBand *band)
{
  char stay[6];

  g_return_if_fail (ENR_IS_CARE_BAND_ROW (self));

  self->is_filling = TRUE;
  adw_combo_row_set_selected (self->kind, band->kind);
  enr_times_row_set (self->window, band->first, band->last);
  gtk_editable_set_text (self->stay, enr_minutes_format (band->stay, stay));
  gtk_spin_button_set_value (self->grace, band->grace);
  gtk_spin_button_set_value (self->unit, band->unit);
  gtk_spin_button_set_value (self->price, band->price);
  self->is_filling = FALSE;
  self->is_touched = FALSE;
  show_summary (self);
}

gboolean
enr_care_band_row_get (EnrCareBandRow *self, EnrCareBand *band)
{
  g_return_val_if_fail (ENR_IS_CARE_BAND_ROW (self), FALSE);

  *band = (EnrCareBand){ .kind = adw_combo_row_get_selected (self->kind),
                         .grace = gtk_spin_button_get_value_as_int (self->grace),
                         .unit = gtk_spin_button_get_value_as_int (self->unit),
                         .price = gtk_spin_button_get_value_as_int (self->price) };
  if (band->kind == ENR_BAND_STAY)
    band->stay = enr_minutes_parse (gtk_editable_get_text (self->stay));
  return enr_times_row_get (self->window, &band->first, &band->last)
         && band->first != ENR_MINUTES_NONE && band->last != ENR_MINUTES_NONE
         && band->stay != ENR_MINUTES_NONE;
}

gboolean
enr_care_band_row_is_touched (EnrCareBandRow *self)
{
  g_return_val_if_fail (ENR_IS_CARE_BAND_ROW (self), FALSE);

  return self->is_touched;
}
