/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/meal-row.h"

#include "base/text.h"

struct _EnrMealRow
{
  GtkBox parent_instance;

  /* template */
  GtkEditable *name;
  GtkEditable *at;

  EnrMeal *meal; /* owned; as it was */
};

G_DEFINE_FINAL_TYPE (EnrMealRow, enr_meal_row, GTK_TYPE_BOX)

enum
{
  CHANGED,
  ACTIVATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
changed_cb (EnrMealRow *self)
{
  gboolean is_time = enr_minutes_parse (gtk_editable_get_text (self->at)) != ENR_MINUTES_NONE;

  if (is_time || enr_text_is_blank (gtk_editable_get_text (self->at)))
    gtk_widget_remove_css_class (GTK_WIDGET (self->at), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->at), "error");
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
activate_cb (EnrMealRow *self)
{
  g_signal_emit (self, signals[ACTIVATE], 0);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrMealRow *self = ENR_MEAL_ROW (widget);

  gtk_editable_set_text (self->name, "");
  gtk_editable_set_text (self->at, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
enr_meal_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_MEAL_ROW);

  G_OBJECT_CLASS (enr_meal_row_parent_class)->dispose (object);
}

static void
enr_meal_row_finalize (GObject *object)
{
  enr_meal_free (ENR_MEAL_ROW (object)->meal);

  G_OBJECT_CLASS (enr_meal_row_parent_class)->finalize (object);
}

static void
enr_meal_row_class_init (EnrMealRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_meal_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_meal_row_finalize;

  signals[CHANGED] = g_signal_new ("changed", ENR_TYPE_MEAL_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[ACTIVATE] = g_signal_new ("activate", ENR_TYPE_MEAL_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/month/meal-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrMealRow, name);
  gtk_widget_class_bind_template_child (widget_class, EnrMealRow, at);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_install_action (widget_class, "meal.clear", NULL, clear_action);
}

static void
enr_meal_row_init (EnrMealRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EnrMealRow *
enr_meal_row_new (const EnrMeal *meal)
{
  static const EnrMeal nothing = { .name = (char *) "", .at = ENR_MINUTES_NONE };
  EnrMealRow *self = g_object_new (ENR_TYPE_MEAL_ROW, NULL);
  char text[6];

  self->meal = enr_meal_copy (meal != NULL ? meal : &nothing);
  gtk_editable_set_text (self->name, self->meal->name);
  gtk_editable_set_text (self->at, enr_minutes_format (self->meal->at, text));
  return self;
}

EnrMeal *
enr_meal_row_dup_meal (EnrMealRow *self)
{
  EnrMeal *meal;

  g_return_val_if_fail (ENR_IS_MEAL_ROW (self), NULL);

  meal = g_new0 (EnrMeal, 1);
  meal->id = self->meal->id;
  meal->name = g_strdup (gtk_editable_get_text (self->name));
  meal->at = enr_minutes_parse (gtk_editable_get_text (self->at));
  return meal;
}

gboolean
enr_meal_row_is_blank (EnrMealRow *self)
{
  g_return_val_if_fail (ENR_IS_MEAL_ROW (self), TRUE);

  return enr_text_is_blank (gtk_editable_get_text (self->name))
         && enr_text_is_blank (gtk_editable_get_text (self->at));
}

gboolean
enr_meal_row_is_changed (EnrMealRow *self)
{
  char text[6];

  g_return_val_if_fail (ENR_IS_MEAL_ROW (self), FALSE);

  return !g_str_equal (gtk_editable_get_text (self->name), self->meal->name)
         || !g_str_equal (gtk_editable_get_text (self->at),
                          enr_minutes_format (self->meal->at, text));
}
