/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/keep-period-row.h"

#include <glib/gi18n.h>

/* What nurseries choose from; another number that enrokuctl has set is shown behind them. */
static const int usual[] = { 1, 2, 3, 5, 6, 7, 10, 20, 30, 0 };

struct _EnrKeepPeriodRow
{
  AdwComboRow parent_instance;

  EnrContactKeep kind;
  int years; /* as they are set */
  int other; /* the choice behind the usual ones, or -1 */
};

G_DEFINE_FINAL_TYPE (EnrKeepPeriodRow, enr_keep_period_row, ADW_TYPE_COMBO_ROW)

static char *
dup_words (int years)
{
  return years == 0 ? g_strdup (_ ("without end"))
                    : g_strdup_printf (ngettext ("%d year", "%d years", years), years);
}

static void
chosen_cb (EnrKeepPeriodRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  int years = selected < G_N_ELEMENTS (usual) ? usual[selected] : self->other;

  if (selected != GTK_INVALID_LIST_POSITION && years >= 0 && years != self->years)
    gtk_widget_activate_action (GTK_WIDGET (self), "keep.set-period", "(ii)", (int) self->kind,
                                years);
}

static void
enr_keep_period_row_class_init (EnrKeepPeriodRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/writing/keep-period-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
enr_keep_period_row_init (EnrKeepPeriodRow *self)
{
  self->other = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrKeepPeriodRow *
enr_keep_period_row_new (EnrContactKeep kind)
{
  EnrKeepPeriodRow *self
      = g_object_new (ENR_TYPE_KEEP_PERIOD_ROW, "title", enr_contact_keep_label (kind), NULL);

  self->kind = kind;
  return self;
}

void
enr_keep_period_row_show (EnrKeepPeriodRow *self, int years)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = G_N_ELEMENTS (usual);

  g_return_if_fail (ENR_IS_KEEP_PERIOD_ROW (self));

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      g_autofree char *words = dup_words (usual[i]);

      gtk_string_list_append (names, words);
      if (usual[i] == years)
        selected = i;
    }
  self->other = selected == G_N_ELEMENTS (usual) ? years : -1;
  if (self->other >= 0)
    {
      g_autofree char *words = dup_words (years);

      gtk_string_list_append (names, words);
    }
  self->years = years;
  g_signal_handlers_block_by_func (self, chosen_cb, self);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), selected);
  g_signal_handlers_unblock_by_func (self, chosen_cb, self);
}
