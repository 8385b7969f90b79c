/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/meals-dialog.h"

#include <glib/gi18n.h>

#include "app/month/meal-row.h"
#include "app/month/month-words.h"
#include "base/clock.h"
#include "base/text.h"
#include "base/yen.h"
#include "statistics/meal-month.h"

struct _EnrMealsDialog
{
  EnrEditDialog parent_instance;

  /* template */
  GtkBox *rows;
  AdwPreferencesGroup *days_group;
  GtkGrid *days;

  /* owned */
  EnrMealMonth *month; /* NULL until it is read */
  EnrDate day;
};

G_DEFINE_FINAL_TYPE (EnrMealsDialog, enr_meals_dialog, ENR_TYPE_EDIT_DIALOG)

/* What is written: the lists before and after. (element-type EnrMeal) */
typedef struct
{
  const EnrActor *actor;
  GPtrArray *seen;
  GPtrArray *wanted;
} Write;

static Write *
write_new (const EnrActor *actor)
{
  Write *write = g_new0 (Write, 1);

  write->actor = actor;
  write->seen = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_meal_free);
  write->wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_meal_free);
  return write;
}

static void
write_free (gpointer data)
{
  Write *write = data;

  g_ptr_array_unref (write->seen);
  g_ptr_array_unref (write->wanted);
  g_free (write);
}

static void
add_copies (GPtrArray *list, const GPtrArray *meals)
{
  for (guint i = 0; i < meals->len; i++)
    g_ptr_array_add (list, enr_meal_copy (g_ptr_array_index (meals, i)));
}

/* Returns what takes it back: what is there now is what must still be there then. */
static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;
  g_autoptr (GPtrArray) now = NULL;
  Write *undo;

  if (!enr_meal_save_list (db, write->actor, write->seen, write->wanted, error))
    return NULL;
  undo = write_new (write->actor);
  /* As they are stored: names were tidied. */
  now = enr_meal_list (db, NULL);
  add_copies (undo->seen, now != NULL ? now : write->wanted);
  add_copies (undo->wanted, write->seen);
  return undo;
}

static gpointer
take_back (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  return GINT_TO_POINTER (enr_meal_save_list (db, write->actor, write->seen, write->wanted, error));
}

/* The result goes with the signal, and the undo may come much later. */
static void
saved_cb (EnrMealsDialog *self, const Write *result)
{
  Write *undo = write_new (result->actor);

  add_copies (undo->seen, result->seen);
  add_copies (undo->wanted, result->wanted);
  enr_session_offer_undo (enr_edit_dialog_get_session (ENR_EDIT_DIALOG (self)),
                          _ ("The meals were changed"), take_back, undo, write_free);
}

/*
 * The days
 */

static void
add_label (EnrMealsDialog *self,
           const char *text,
           int column,
           int row,
           float xalign,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, column > 0);
  gtk_widget_add_css_class (label, "enroku-time");
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->days, label, column, row, 1, 1);
}

static void
add_number (EnrMealsDialog *self, guint number, int column, int row, const char *css_class)
{
  g_autofree char *text = enr_yen_dup_digits (number);

  add_label (self, text, column, row, 1, css_class);
}

/* A day that is still to come, or on which nobody was to be there, has no number. */
static void
add_meal (EnrMealsDialog *self, const EnrMeal *meal, int column)
{
  guint counts[31];
  guint sum = enr_meal_month_count (self->month, meal->at, counts);

  add_label (self, meal->name, column, 0, 1, "heading");
  for (int i = 0; i < self->month->n_days; i++)
    if (counts[i] > 0 || (self->month->is_open[i] && self->month->first + i <= enr_clock_today ()))
      add_number (self, counts[i], column, i + 1, NULL);
  add_number (self, sum, column, self->month->n_days + 1, "heading");
}

static void
show_days (EnrMealsDialog *self)
{
  GtkWidget *child;
  int column = 1;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->days))) != NULL)
    gtk_grid_remove (self->days, child);
  if (self->month == NULL)
    return;
  add_label (self, "", 0, 0, 0, NULL);
  for (int i = 0; i < self->month->n_days; i++)
    {
      g_autofree char *text = enr_month_words_dup_day (self->month->first + i);

      add_label (self, text, 0, i + 1, 0, self->month->is_open[i] ? NULL : "dim-label");
    }
  add_label (self, C_ ("meals of a month", "Together"), 0, self->month->n_days + 1, 0, "heading");
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autoptr (EnrMeal) meal = enr_meal_row_dup_meal (ENR_MEAL_ROW (child));

      if (meal->at != ENR_MINUTES_NONE)
        add_meal (self, meal, column++);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->days_group), column > 1);
}

/*
 * The meals
 */

static void
activated_cb (EnrMealsDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.save", NULL);
}

static EnrMealRow *
add_row (EnrMealsDialog *self, const EnrMeal *meal)
{
  EnrMealRow *row = enr_meal_row_new (meal);

  g_signal_connect_object (row, "changed", G_CALLBACK (show_days), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->rows, GTK_WIDGET (row));
  return row;
}

static void
more_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_child_focus (GTK_WIDGET (add_row (ENR_MEALS_DIALOG (widget), NULL)),
                          GTK_DIR_TAB_FORWARD);
}

/* The rows in which something is typed that is not stored. */
static GPtrArray *
take_typed (EnrMealsDialog *self)
{
  GPtrArray *typed = g_ptr_array_new_with_free_func (g_object_unref);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    {
      if (enr_meal_row_is_changed (ENR_MEAL_ROW (row)))
        g_ptr_array_add (typed, g_object_ref (row));
      gtk_box_remove (self->rows, row);
    }
  return typed;
}

static EnrMealRow *
find_typed (const GPtrArray *typed, const EnrUuid *id)
{
  for (guint i = 0; i < typed->len; i++)
    {
      g_autoptr (EnrMeal) meal = enr_meal_row_dup_meal (g_ptr_array_index (typed, i));

      if (enr_uuid_equal (&meal->id, id))
        return g_ptr_array_index (typed, i);
    }
  return NULL;
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  return enr_meal_month_load (db, GPOINTER_TO_INT (data), error);
}

static void
enr_meals_dialog_read_anew (EnrEditDialog *dialog)
{
  enr_edit_dialog_read (dialog, load, GINT_TO_POINTER (ENR_MEALS_DIALOG (dialog)->day), NULL,
                        (GDestroyNotify) enr_meal_month_free);
}

static EnrMealMonth *
dup_month (const EnrMealMonth *month)
{
  EnrMealMonth *copy = g_memdup2 (month, sizeof *month);

  copy->presence = g_array_ref (month->presence);
  copy->meals = g_ptr_array_ref (month->meals);
  return copy;
}

static void
enr_meals_dialog_show_anew (EnrEditDialog *dialog, gpointer value)
{
  EnrMealsDialog *self = ENR_MEALS_DIALOG (dialog);
  g_autoptr (GPtrArray) typed = take_typed (self);
  gboolean is_first = self->month == NULL;

  g_clear_pointer (&self->month, enr_meal_month_free);
  self->month = dup_month (value);
  for (guint i = 0; i < self->month->meals->len; i++)
    {
      const EnrMeal *meal = g_ptr_array_index (self->month->meals, i);
      EnrMealRow *row = find_typed (typed, &meal->id);

      if (row != NULL)
        gtk_box_append (self->rows, GTK_WIDGET (row));
      else
        add_row (self, meal);
    }
  /* What is new here; a meal that somebody else has taken out stays out. */
  for (guint i = 0; i < typed->len; i++)
    {
      g_autoptr (EnrMeal) meal = enr_meal_row_dup_meal (g_ptr_array_index (typed, i));

      if (enr_uuid_is_none (&meal->id))
        gtk_box_append (self->rows, g_ptr_array_index (typed, i));
    }
  if (gtk_widget_get_first_child (GTK_WIDGET (self->rows)) == NULL)
    add_row (self, NULL);
  show_days (self);
  if (is_first)
    gtk_widget_child_focus (GTK_WIDGET (self->rows), GTK_DIR_TAB_FORWARD);
}

static void
enr_meals_dialog_save (EnrEditDialog *dialog)
{
  EnrMealsDialog *self = ENR_MEALS_DIALOG (dialog);
  Write *write;

  if (self->month == NULL)
    return;
  write = write_new (enr_session_get_actor (enr_edit_dialog_get_session (dialog)));
  add_copies (write->seen, self->month->meals);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      EnrMeal *meal;

      if (enr_meal_row_is_blank (ENR_MEAL_ROW (row)))
        continue;
      meal = enr_meal_row_dup_meal (ENR_MEAL_ROW (row));
      g_ptr_array_add (write->wanted, meal);
      if (meal->at == ENR_MINUTES_NONE)
        {
          enr_edit_dialog_refuse (dialog, NULL,
                                  _ ("A meal needs a time, as in 11:30. To take it out, empty its "
                                     "name and its time."));
          write_free (write);
          return;
        }
    }
  enr_edit_dialog_write (dialog, save, write, write_free, write_free, NULL);
}

static void
enr_meals_dialog_finalize (GObject *object)
{
  enr_meal_month_free (ENR_MEALS_DIALOG (object)->month);

  G_OBJECT_CLASS (enr_meals_dialog_parent_class)->finalize (object);
}

static void
enr_meals_dialog_class_init (EnrMealsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = enr_meals_dialog_finalize;
  ENR_EDIT_DIALOG_CLASS (klass)->save = enr_meals_dialog_save;
  ENR_EDIT_DIALOG_CLASS (klass)->read_anew = enr_meals_dialog_read_anew;
  ENR_EDIT_DIALOG_CLASS (klass)->show_anew = enr_meals_dialog_show_anew;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/month/meals-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrMealsDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, EnrMealsDialog, days_group);
  gtk_widget_class_bind_template_child (widget_class, EnrMealsDialog, days);
  gtk_widget_class_install_action (widget_class, "meals.more", NULL, more_action);
}

static void
enr_meals_dialog_init (EnrMealsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "saved", G_CALLBACK (saved_cb), NULL);
}

void
enr_meals_dialog_show (GtkWidget *parent, EnrSession *session, EnrDate day)
{
  EnrMealsDialog *self = g_object_new (ENR_TYPE_MEALS_DIALOG, NULL);
  g_autofree char *month = enr_date_dup_era_month (day);
  /* Translators: a month: "令和8年6月" */
  g_autofree char *title = g_strdup_printf (_ ("Children at the Meals, %s"), month);

  enr_edit_dialog_set_session (ENR_EDIT_DIALOG (self), session);
  self->day = day;
  adw_preferences_group_set_title (self->days_group, title);
  enr_edit_dialog_show (ENR_EDIT_DIALOG (self), parent);
  enr_meals_dialog_read_anew (ENR_EDIT_DIALOG (self));
}
