/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/facility-settings.h"

#include <glib/gi18n.h>

#include "app/children/edit-dialog.h"
#include "app/settings/times-row.h"
#include "base/text.h"
#include "nursery/facility.h"

typedef enum
{
  GROUP_BASIC,
  GROUP_DAYS,
  GROUP_RULES,
  N_GROUPS
} Group;

static const char *const group_names[N_GROUPS] = { "basic", "days", "rules" };

/* Weekday, then Saturday: opening, standard care hours, short care hours. */
#define N_HOURS 6

/* A long group has its button more than once. */
#define N_SAVES 5
static const Group save_groups[N_SAVES]
    = { GROUP_BASIC, GROUP_DAYS, GROUP_DAYS, GROUP_DAYS, GROUP_RULES };

struct _EnrFacilitySettings
{
  AdwBin parent_instance;

  /* template */
  GtkEditable *name;
  GtkEditable *name_kana;
  GtkEditable *number;
  GtkEditable *kind;
  GtkEditable *director;
  GtkEditable *postal_code;
  GtkEditable *address;
  GtkEditable *phone;
  GtkSpinButton *capacity;
  GtkWidget *capacity_row;
  GtkToggleButton *weekdays[7];
  GtkSwitch *closed_on_holidays;
  GtkEditable *year_end_first;
  GtkEditable *year_end_last;
  EnrTimesRow *hours[N_HOURS];
  GtkSpinButton *lock_minutes;
  GtkWidget *lock_row;
  GtkEditable *no_news_at;
  GtkSwitch *is_saturday_by_plan;
  GtkSpinButton *late_minutes;
  GtkSpinButton *early_minutes;
  GtkWidget *save_buttons[N_SAVES];

  /* borrowed */
  GtkWidget *refused;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  gboolean is_filling;
  gboolean is_touched[N_GROUPS];
};

G_DEFINE_FINAL_TYPE (EnrFacilitySettings, enr_facility_settings, ADW_TYPE_BIN)

typedef struct
{
  const EnrActor *actor;
  Group group;
  EnrFacility *facility;
} Write;

static void
write_free (gpointer data)
{
  Write *write = data;

  enr_facility_free (write->facility);
  g_free (write);
}

static void
swap_text (char **a, char **b)
{
  char *text = *a;

  *a = *b;
  *b = text;
}

/* Only the group's fields are changed: the others may have been saved elsewhere meanwhile. */
static void
take_group (EnrFacility *into, EnrFacility *from, Group group)
{
  if (group == GROUP_BASIC)
    {
      swap_text (&into->name, &from->name);
      swap_text (&into->name_kana, &from->name_kana);
      swap_text (&into->number, &from->number);
      swap_text (&into->kind, &from->kind);
      swap_text (&into->director, &from->director);
      swap_text (&into->postal_code, &from->postal_code);
      swap_text (&into->address, &from->address);
      swap_text (&into->phone, &from->phone);
      into->capacity = from->capacity;
    }
  else if (group == GROUP_DAYS)
    {
      into->weekday = from->weekday;
      into->saturday = from->saturday;
      into->open_weekdays = from->open_weekdays;
      into->closed_on_holidays = from->closed_on_holidays;
      into->year_end_first = from->year_end_first;
      into->year_end_last = from->year_end_last;
    }
  else
    {
      into->lock_minutes = from->lock_minutes;
      into->no_news_at = from->no_news_at;
      into->is_saturday_by_plan = from->is_saturday_by_plan;
      into->late_minutes = from->late_minutes;
      into->early_minutes = from->early_minutes;
    }
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (EnrFacility) facility = enr_facility_load (db, &local_error);

  if (facility == NULL)
    {
      if (!g_error_matches (local_error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      facility = enr_facility_new_default ();
    }
  take_group (facility, write->facility, write->group);
  return enr_facility_save (db, write->actor, facility, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  EnrFacility *facility = enr_facility_load (db, &local_error);

  if (facility == NULL && g_error_matches (local_error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_FOUND))
    return enr_facility_new_default ();
  if (facility == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return facility;
}

/*
 * Days of a year: 1229 is December 29th.
 */

static char *
dup_month_day (int value)
{
  return value > 0 ? g_strdup_printf ("%d/%d", value / 100, value % 100) : g_strdup ("");
}

/* "12/29", "12月29日", "1229"; 0 for nothing, -1 for what is no day. */
static int
parse_month_day (const char *text)
{
  g_autofree char *with_year = NULL;
  g_autofree char *tidy = enr_text_tidy (text);
  EnrDate date;
  int month, day;

  if (*tidy == '\0')
    return 0;
  /* A leap year, so that every day is there. */
  with_year = g_str_has_suffix (tidy, "日") ? g_strconcat ("2024年", tidy, NULL)
                                            : g_strconcat ("2024/", tidy, NULL);
  date = enr_date_parse_any (with_year);
  if (date == ENR_DATE_NONE)
    return -1;
  enr_date_split (date, NULL, &month, &day);
  return month * 100 + day;
}

/*
 * Showing
 */

static void
set_text (GtkEditable *editable, const char *text)
{
  gtk_editable_set_text (editable, text != NULL ? text : "");
}

static void
show_basic (EnrFacilitySettings *self, const EnrFacility *facility)
{
  set_text (self->name, facility->name);
  set_text (self->name_kana, facility->name_kana);
  set_text (self->number, facility->number);
  set_text (self->kind, facility->kind);
  set_text (self->director, facility->director);
  set_text (self->postal_code, facility->postal_code);
  set_text (self->address, facility->address);
  set_text (self->phone, facility->phone);
  gtk_spin_button_set_value (self->capacity, facility->capacity);
}

static void
show_days (EnrFacilitySettings *self, const EnrFacility *facility)
{
  const EnrHours *kinds[2] = { &facility->weekday, &facility->saturday };
  g_autofree char *first = dup_month_day (facility->year_end_first);
  g_autofree char *last = dup_month_day (facility->year_end_last);

  for (int i = 0; i < 7; i++)
    gtk_toggle_button_set_active (self->weekdays[i], (facility->open_weekdays & (1u << i)) != 0);
  gtk_switch_set_active (self->closed_on_holidays, facility->closed_on_holidays);
  set_text (self->year_end_first, first);
  set_text (self->year_end_last, last);
  for (int i = 0; i < 2; i++)
    {
      enr_times_row_set (self->hours[i * 3], kinds[i]->open, kinds[i]->close);
      enr_times_row_set (self->hours[i * 3 + 1], kinds[i]->standard_start, kinds[i]->standard_end);
      enr_times_row_set (self->hours[i * 3 + 2], kinds[i]->short_start, kinds[i]->short_end);
    }
}

static void
show_rules (EnrFacilitySettings *self, const EnrFacility *facility)
{
  char time[6];

  gtk_spin_button_set_value (self->lock_minutes, facility->lock_minutes);
  gtk_spin_button_set_value (self->late_minutes, facility->late_minutes);
  gtk_spin_button_set_value (self->early_minutes, facility->early_minutes);
  set_text (self->no_news_at, enr_minutes_format (facility->no_news_at, time));
  gtk_switch_set_active (self->is_saturday_by_plan, facility->is_saturday_by_plan);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrFacilitySettings) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrFacility) facility = enr_store_finish (ENR_STORE (source), result, &error);

  if (facility == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  self->is_filling = TRUE;
  if (!self->is_touched[GROUP_BASIC])
    show_basic (self, facility);
  if (!self->is_touched[GROUP_DAYS])
    show_days (self, facility);
  if (!self->is_touched[GROUP_RULES])
    show_rules (self, facility);
  self->is_filling = FALSE;
}

static void
reload (EnrFacilitySettings *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL,
                        (GDestroyNotify) enr_facility_free, self->cancellable, loaded_cb,
                        g_object_ref (self));
}

static void
store_changed_cb (EnrFacilitySettings *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "facility"))
    reload (self);
}

/*
 * Saving
 */

static void
show_touched (EnrFacilitySettings *self)
{
  for (int i = 0; i < N_SAVES; i++)
    gtk_widget_set_visible (self->save_buttons[i], self->is_touched[save_groups[i]]);
}

static void
clear_error (EnrFacilitySettings *self)
{
  if (self->refused != NULL)
    enr_field_set_error (self->refused, NULL);
  self->refused = NULL;
}

static void
refuse (EnrFacilitySettings *self, GtkWidget *field, const char *text)
{
  clear_error (self);
  self->refused = field;
  enr_field_set_error (field, text);
  gtk_widget_grab_focus (field);
}

static void
replace (char **field, GtkEditable *from)
{
  g_free (*field);
  *field = g_strdup (gtk_editable_get_text (from));
}

static gboolean
read_hours (EnrFacilitySettings *self, EnrFacility *facility)
{
  EnrHours *kinds[2] = { &facility->weekday, &facility->saturday };

  for (int i = 0; i < N_HOURS; i++)
    {
      EnrHours *hours = kinds[i / 3];
      int *start = i % 3 == 0   ? &hours->open
                   : i % 3 == 1 ? &hours->standard_start
                                : &hours->short_start;
      int *end = i % 3 == 0 ? &hours->close : i % 3 == 1 ? &hours->standard_end : &hours->short_end;

      if (!enr_times_row_get (self->hours[i], start, end))
        {
          refuse (self, GTK_WIDGET (self->hours[i]),
                  _ ("This is not a time. Write it as 7:30 or 19:00."));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_days (EnrFacilitySettings *self, EnrFacility *facility)
{
  GtkEditable *fields[2] = { self->year_end_first, self->year_end_last };
  int *values[2] = { &facility->year_end_first, &facility->year_end_last };

  facility->open_weekdays = 0;
  for (int i = 0; i < 7; i++)
    if (gtk_toggle_button_get_active (self->weekdays[i]))
      facility->open_weekdays |= 1u << i;
  facility->closed_on_holidays = gtk_switch_get_active (self->closed_on_holidays);
  for (int i = 0; i < 2; i++)
    {
      *values[i] = parse_month_day (gtk_editable_get_text (fields[i]));
      if (*values[i] < 0)
        {
          refuse (self, GTK_WIDGET (fields[i]), _ ("This is not a day. Write it as 12/29."));
          return FALSE;
        }
    }
  return read_hours (self, facility);
}

static gboolean
read_rules (EnrFacilitySettings *self, EnrFacility *facility)
{
  facility->lock_minutes = gtk_spin_button_get_value_as_int (self->lock_minutes);
  facility->late_minutes = gtk_spin_button_get_value_as_int (self->late_minutes);
  facility->early_minutes = gtk_spin_button_get_value_as_int (self->early_minutes);
  facility->is_saturday_by_plan = gtk_switch_get_active (self->is_saturday_by_plan);
  facility->no_news_at = enr_minutes_parse (gtk_editable_get_text (self->no_news_at));
  if (facility->no_news_at != ENR_MINUTES_NONE)
    return TRUE;
  refuse (self, GTK_WIDGET (self->no_news_at), _ ("This is not a time. Write it as 9:30."));
  return FALSE;
}

static gboolean
read_group (EnrFacilitySettings *self, EnrFacility *facility, Group group)
{
  if (group == GROUP_DAYS)
    return read_days (self, facility);
  if (group == GROUP_RULES)
    return read_rules (self, facility);
  replace (&facility->name, self->name);
  replace (&facility->name_kana, self->name_kana);
  replace (&facility->number, self->number);
  replace (&facility->kind, self->kind);
  replace (&facility->director, self->director);
  replace (&facility->postal_code, self->postal_code);
  replace (&facility->address, self->address);
  replace (&facility->phone, self->phone);
  facility->capacity = gtk_spin_button_get_value_as_int (self->capacity);
  return TRUE;
}

/* The field that a refusal must be about. */
static GtkWidget *
find_field (EnrFacilitySettings *self, Group group)
{
  if (group == GROUP_BASIC)
    return GTK_WIDGET (self->name);
  if (group == GROUP_RULES)
    return self->lock_row;
  for (int i = 0; i < N_HOURS; i++)
    {
      int start, end;

      if (enr_times_row_get (self->hours[i], &start, &end) && start != ENR_MINUTES_NONE
          && end != ENR_MINUTES_NONE && end <= start)
        return GTK_WIDGET (self->hours[i]);
    }
  return GTK_WIDGET (self->hours[0]);
}

typedef struct
{
  EnrFacilitySettings *self;
  Group group;
} Saving;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Saving *saving = user_data;
  g_autoptr (EnrFacilitySettings) self = saving->self;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    {
      g_autofree char *text = enr_error_describe (error);

      refuse (self, find_field (self, saving->group), text);
      return;
    }
  self->is_touched[saving->group] = FALSE;
  show_touched (self);
  enr_session_tell (self->session, _ ("The settings are saved"));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrFacilitySettings *self = ENR_FACILITY_SETTINGS (widget);
  const char *group_name = g_variant_get_string (parameter, NULL);
  g_autoptr (EnrFacility) facility = enr_facility_new_default ();
  Group group = GROUP_BASIC;
  Saving *saving;
  Write *write;

  for (int i = 0; i < N_GROUPS; i++)
    if (g_str_equal (group_names[i], group_name))
      group = i;
  clear_error (self);
  if (!read_group (self, facility, group))
    return;
  write = g_new0 (Write, 1);
  write->actor = enr_session_get_actor (self->session);
  write->group = group;
  write->facility = g_steal_pointer (&facility);
  saving = g_new0 (Saving, 1);
  saving->self = g_object_ref (self);
  saving->group = group;
  enr_store_write_async (enr_session_get_store (self->session), save, write, write_free, NULL,
                         saved_cb, saving);
}

static void
touch (EnrFacilitySettings *self, Group group)
{
  if (self->is_filling)
    return;
  self->is_touched[group] = TRUE;
  show_touched (self);
}

static void
touched_basic_cb (EnrFacilitySettings *self)
{
  touch (self, GROUP_BASIC);
}

static void
touched_days_cb (EnrFacilitySettings *self)
{
  touch (self, GROUP_DAYS);
}

static void
touched_rules_cb (EnrFacilitySettings *self)
{
  touch (self, GROUP_RULES);
}

static void
enr_facility_settings_dispose (GObject *object)
{
  EnrFacilitySettings *self = ENR_FACILITY_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_FACILITY_SETTINGS);

  G_OBJECT_CLASS (enr_facility_settings_parent_class)->dispose (object);
}

static void
bind_array (GtkWidgetClass *widget_class, const char *const *names, guint n_names, gssize offset)
{
  for (guint i = 0; i < n_names; i++)
    gtk_widget_class_bind_template_child_full (widget_class, names[i], FALSE,
                                               offset + i * (gssize) sizeof (gpointer));
}

static void
enr_facility_settings_class_init (EnrFacilitySettingsClass *klass)
{
  static const char *const weekdays[]
      = { "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday" };
  static const char *const hours[] = { "weekday_open",  "weekday_standard",  "weekday_short",
                                       "saturday_open", "saturday_standard", "saturday_short" };
  static const char *const saves[N_SAVES]
      = { "save_basic", "save_days", "save_weekday", "save_saturday", "save_rules" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_facility_settings_dispose;

  g_type_ensure (ENR_TYPE_TIMES_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/facility-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, name);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, name_kana);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, number);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, kind);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, director);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, postal_code);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, address);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, phone);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, capacity);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, capacity_row);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, closed_on_holidays);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, year_end_first);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, year_end_last);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, lock_minutes);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, lock_row);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, no_news_at);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, is_saturday_by_plan);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, late_minutes);
  gtk_widget_class_bind_template_child (widget_class, EnrFacilitySettings, early_minutes);
  bind_array (widget_class, weekdays, G_N_ELEMENTS (weekdays),
              G_STRUCT_OFFSET (EnrFacilitySettings, weekdays));
  bind_array (widget_class, saves, N_SAVES, G_STRUCT_OFFSET (EnrFacilitySettings, save_buttons));
  bind_array (widget_class, hours, G_N_ELEMENTS (hours),
              G_STRUCT_OFFSET (EnrFacilitySettings, hours));
  gtk_widget_class_bind_template_callback (widget_class, touched_basic_cb);
  gtk_widget_class_bind_template_callback (widget_class, touched_days_cb);
  gtk_widget_class_bind_template_callback (widget_class, touched_rules_cb);
  gtk_widget_class_install_action (widget_class, "facility.save", "s", save_action);
}

static void
enr_facility_settings_init (EnrFacilitySettings *self)
{
  self->cancellable = g_cancellable_new ();
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int i = 0; i < 7; i++)
    gtk_button_set_label (GTK_BUTTON (self->weekdays[i]), enr_weekday_kanji (i));
  self->is_filling = FALSE;
}

void
enr_facility_settings_set_session (EnrFacilitySettings *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_FACILITY_SETTINGS (self));

  g_set_object (&self->session, session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
