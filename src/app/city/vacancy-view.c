/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/city/vacancy-view.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "submission/vacancy.h"

#define NOT_SAID (-1) /* as EnrVacancy.waiting has it */

struct _EnrVacancyView
{
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *group;
  GtkWidget *save_button;

  /* borrowed: of the group */
  GtkWidget *rows[ENR_VACANCY_AGES];
  GtkSpinButton *places[ENR_VACANCY_AGES];
  GtkSpinButton *waiting[ENR_VACANCY_AGES];

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  gboolean is_filling;
  gboolean is_touched;
};

G_DEFINE_FINAL_TYPE (EnrVacancyView, enr_vacancy_view, ADW_TYPE_BIN)

typedef struct
{
  EnrVacancy ages[ENR_VACANCY_AGES];
} Vacancies;

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  g_autofree Vacancies *vacancies = g_new0 (Vacancies, 1);

  return enr_vacancy_load (db, enr_clock_today (), vacancies->ages, error)
             ? g_steal_pointer (&vacancies)
             : NULL;
}

/* "9 enrolled of 9, as of 11/20". */
static char *
dup_subtitle (const EnrVacancy *vacancy)
{
  g_autofree char *as_of
      = vacancy->as_of != ENR_DATE_NONE ? enr_date_dup_era (vacancy->as_of) : NULL;
  g_autofree char *people
      = vacancy->capacity > 0
            ? g_strdup_printf (_ ("%d enrolled, capacity %d"), vacancy->enrolled, vacancy->capacity)
            : g_strdup_printf (_ ("%d enrolled"), vacancy->enrolled);

  return as_of != NULL ? g_strdup_printf (_ ("%s　as of %s"), people, as_of)
                       : g_strdup_printf (_ ("%s　not said yet"), people);
}

static void
show (EnrVacancyView *self, const Vacancies *vacancies)
{
  self->is_filling = TRUE;
  for (guint age = 0; age < ENR_VACANCY_AGES; age++)
    {
      const EnrVacancy *vacancy = &vacancies->ages[age];
      g_autofree char *subtitle = dup_subtitle (vacancy);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[age]), subtitle);
      if (!self->is_touched)
        {
          gboolean is_said = vacancy->as_of != ENR_DATE_NONE;

          gtk_spin_button_set_value (self->places[age], is_said ? vacancy->places : NOT_SAID);
          gtk_spin_button_set_value (self->waiting[age], is_said ? vacancy->waiting : NOT_SAID);
        }
    }
  self->is_filling = FALSE;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrVacancyView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree Vacancies *vacancies = enr_store_finish (ENR_STORE (source), result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (vacancies == NULL)
    enr_session_fail (self->session, error);
  else
    show (self, vacancies);
}

static void
reload (EnrVacancyView *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL, g_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrVacancyView *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "vacancy")
      || g_strv_contains (tables, "membership") || g_strv_contains (tables, "class"))
    reload (self);
}

static void
touched_cb (EnrVacancyView *self)
{
  if (self->is_filling)
    return;
  self->is_touched = TRUE;
  gtk_widget_set_visible (self->save_button, TRUE);
}

typedef struct
{
  const EnrActor *actor;
  Vacancies vacancies;
} Write;

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;

  return GINT_TO_POINTER (enr_vacancy_save (db, write->actor, write->vacancies.ages, error));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrVacancyView) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = enr_store_finish (ENR_STORE (source), result, &error) != NULL;

  if (self->session == NULL)
    return;
  if (!is_saved)
    {
      enr_session_fail (self->session, error);
      return;
    }
  self->is_touched = FALSE;
  gtk_widget_set_visible (self->save_button, FALSE);
  enr_session_tell (self->session, _ ("The free places are saved"));
  reload (self);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrVacancyView *self = ENR_VACANCY_VIEW (widget);
  Write *write;

  if (self->session == NULL)
    return;
  write = g_new0 (Write, 1);
  write->actor = enr_session_get_actor (self->session);
  for (guint age = 0; age < ENR_VACANCY_AGES; age++)
    {
      EnrVacancy *vacancy = &write->vacancies.ages[age];

      gtk_spin_button_update (self->places[age]);
      gtk_spin_button_update (self->waiting[age]);
      vacancy->places = gtk_spin_button_get_value_as_int (self->places[age]);
      vacancy->as_of = vacancy->places == NOT_SAID ? ENR_DATE_NONE : enr_clock_today ();
      vacancy->waiting = gtk_spin_button_get_value_as_int (self->waiting[age]);
    }
  enr_store_write_async (enr_session_get_store (self->session), save, write, g_free, NULL, saved_cb,
                         g_object_ref (self));
}

/* What nobody has said is blank, and is told to nobody: zero would be a figure. */
static gboolean
output_cb (GtkSpinButton *spin)
{
  if (gtk_spin_button_get_value_as_int (spin) != NOT_SAID)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (spin), "");
  return TRUE;
}

static int
input_cb (GtkSpinButton *spin, double *value)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));

  if (*text != '\0')
    return FALSE;
  *value = NOT_SAID;
  return TRUE;
}

static GtkSpinButton *
add_spin (EnrVacancyView *self, GtkWidget *row, const char *label)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (NOT_SAID, 99, 1);
  GtkWidget *words = gtk_label_new (label);

  gtk_widget_add_css_class (words, "dim-label");
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (spin, "output", G_CALLBACK (output_cb), NULL);
  g_signal_connect (spin, "input", G_CALLBACK (input_cb), NULL);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), NOT_SAID);
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  g_signal_connect_object (spin, "value-changed", G_CALLBACK (touched_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), words);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  return GTK_SPIN_BUTTON (spin);
}

static void
add_row (EnrVacancyView *self, guint age)
{
  GtkWidget *row = adw_action_row_new ();
  /* Translators: a class age, 0歳児 */
  g_autofree char *title = g_strdup_printf (_ ("Age %u"), age);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  self->rows[age] = row;
  self->places[age] = add_spin (self, row, _ ("free"));
  self->waiting[age] = add_spin (self, row, C_ ("vacancy", "waiting"));
  adw_preferences_group_add (self->group, row);
}

static void
enr_vacancy_view_dispose (GObject *object)
{
  EnrVacancyView *self = ENR_VACANCY_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_VACANCY_VIEW);

  G_OBJECT_CLASS (enr_vacancy_view_parent_class)->dispose (object);
}

static void
enr_vacancy_view_class_init (EnrVacancyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_vacancy_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/city/vacancy-view.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrVacancyView, group);
  gtk_widget_class_bind_template_child (widget_class, EnrVacancyView, save_button);
  gtk_widget_class_install_action (widget_class, "vacancy.save", NULL, save_action);
}

static void
enr_vacancy_view_init (EnrVacancyView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint age = 0; age < ENR_VACANCY_AGES; age++)
    add_row (self, age);
}

void
enr_vacancy_view_set_session (EnrVacancyView *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_VACANCY_VIEW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
