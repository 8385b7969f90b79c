/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/care-bands.h"

#include "app/settings/care-band-row.h"
#include "fees/rule-text.h"

struct _EnrCareBands
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  GPtrArray *rows; /* (element-type EnrCareBandRow): those in the group */
  EnrHours hours;
  EnrCareHours care_hours;
};

G_DEFINE_FINAL_TYPE (EnrCareBands, enr_care_bands, ADW_TYPE_PREFERENCES_GROUP)

static guint changed_signal;

static void
emit_changed (EnrCareBands *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
suggest (EnrCareBands *self, EnrCareBandRow *row)
{
  EnrCareBand band;

  enr_care_band_row_get (row, &band);
  if (enr_care_band_suggest (&band, &self->hours, self->care_hours))
    enr_care_band_row_set (row, &band);
}

static void
update_action (EnrCareBands *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rule.add-band",
                                 self->rows->len < ENR_CARE_BANDS_MAX);
}

static void
remove_cb (EnrCareBands *self, EnrCareBandRow *row)
{
  g_ptr_array_remove (self->rows, row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  update_action (self);
  emit_changed (self);
}

static EnrCareBandRow *
append (EnrCareBands *self, const EnrCareBand *band)
{
  EnrCareBandRow *row = enr_care_band_row_new (band);

  g_signal_connect_object (row, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "kind-changed", G_CALLBACK (suggest), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
  update_action (self);
  return row;
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  enr_care_bands_add (ENR_CARE_BANDS (widget));
}

static void
enr_care_bands_finalize (GObject *object)
{
  g_ptr_array_unref (ENR_CARE_BANDS (object)->rows);

  G_OBJECT_CLASS (enr_care_bands_parent_class)->finalize (object);
}

static void
enr_care_bands_class_init (EnrCareBandsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = enr_care_bands_finalize;

  changed_signal = g_signal_new ("changed", ENR_TYPE_CARE_BANDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "rule.add-band", NULL, add_action);
}

static void
enr_care_bands_init (EnrCareBands *self)
{
  self->rows = g_ptr_array_new ();
}

void
enr_care_bands_show (EnrCareBands *self, const EnrCareRule *rule)
{
  g_return_if_fail (ENR_IS_CARE_BANDS (self));

  for (guint i = 0; i < rule->n_bands; i++)
    append (self, &rule->bands[i]);
}

void
enr_care_bands_set_hours (EnrCareBands *self, const EnrHours *hours, EnrCareHours care_hours)
{
  g_return_if_fail (ENR_IS_CARE_BANDS (self));

  self->hours = *hours;
  self->care_hours = care_hours;
}

void
enr_care_bands_follow (EnrCareBands *self)
{
  g_return_if_fail (ENR_IS_CARE_BANDS (self));

  for (guint i = 0; i < self->rows->len; i++)
    if (!enr_care_band_row_is_touched (g_ptr_array_index (self->rows, i)))
      suggest (self, g_ptr_array_index (self->rows, i));
}

void
enr_care_bands_add (EnrCareBands *self)
{
  EnrCareBand band = { ENR_BAND_AFTER, 18 * 60, ENR_MINUTES_MAX, 0, 0, 30, 0 };
  EnrCareBandRow *row;

  g_return_if_fail (ENR_IS_CARE_BANDS (self));

  if (self->rows->len > 0)
    {
      /* A unit and a price as the one before. */
      enr_care_band_row_get (g_ptr_array_index (self->rows, self->rows->len - 1), &band);
      band.kind = ENR_BAND_BEFORE;
      band.first = 0;
      band.last = 7 * 60 + 30;
      band.stay = 0;
    }
  enr_care_band_suggest (&band, &self->hours, self->care_hours);
  row = append (self, &band);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  emit_changed (self);
}

GtkWidget *
enr_care_bands_read (EnrCareBands *self, EnrCareRule *rule)
{
  g_return_val_if_fail (ENR_IS_CARE_BANDS (self), NULL);

  for (rule->n_bands = 0; rule->n_bands < self->rows->len; rule->n_bands++)
    {
      EnrCareBandRow *row = g_ptr_array_index (self->rows, rule->n_bands);

      if (!enr_care_band_row_get (row, &rule->bands[rule->n_bands]))
        return GTK_WIDGET (row);
    }
  return NULL;
}

GtkWidget *
enr_care_bands_find_wrong (EnrCareBands *self, const EnrCareRule *rule)
{
  g_return_val_if_fail (ENR_IS_CARE_BANDS (self), NULL);

  for (guint i = 0; i < rule->n_bands; i++)
    {
      g_autoptr (EnrCareRule) alone = enr_care_rule_copy (rule);

      alone->bands[0] = rule->bands[i];
      alone->n_bands = 1;
      if (!enr_care_rule_check (alone, NULL))
        return g_ptr_array_index (self->rows, i);
    }
  return rule->n_bands > 1 ? g_ptr_array_index (self->rows, rule->n_bands - 1) : NULL;
}
