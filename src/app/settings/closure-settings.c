/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/closure-settings.h"

#include <glib/gi18n.h>

#include "app/children/record-row.h"
#include "app/children/words.h"
#include "app/settings/closure-dialog.h"
#include "nursery/facility.h"

struct _EnrClosureSettings
{
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *group;
  AdwPreferencesGroup *days_group;
  GtkDropDown *year;
  GtkStringList *year_names;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  GPtrArray *closures; /* (element-type EnrClosure) */
  GPtrArray *rows;
  GPtrArray *day_rows;
  int first_year;
};

G_DEFINE_FINAL_TYPE (EnrClosureSettings, enr_closure_settings, ADW_TYPE_BIN)

/* A run of closed days of one name, Sundays and the like apart. */
typedef struct
{
  EnrDate first;
  EnrDate last;
  char *name;
} Run;

typedef struct
{
  GPtrArray *closures;
  GPtrArray *runs; /* (element-type Run) */
} Loaded;

typedef struct
{
  const EnrActor *actor;
  EnrClosure *closure;
} Write;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_free (run->name);
  g_free (run);
}

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->closures, g_ptr_array_unref);
  g_clear_pointer (&loaded->runs, g_ptr_array_unref);
  g_free (loaded);
}

static void
write_free (gpointer data)
{
  Write *write = data;

  enr_closure_free (write->closure);
  g_free (write);
}

/* The closed days that are no weekly ones, as they follow each other. */
static GPtrArray *
find_runs (const EnrCalendar *calendar, guint open_weekdays, EnrDate first, EnrDate last)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (run_free);

  for (EnrDate day = first; day <= last; day++)
    {
      const char *name = enr_calendar_closed_name (calendar, day);
      Run *before = runs->len > 0 ? g_ptr_array_index (runs, runs->len - 1) : NULL;
      Run *run;

      if (name == NULL || (open_weekdays & (1u << enr_date_weekday (day))) == 0)
        continue;
      if (before != NULL && before->last == day - 1 && g_str_equal (before->name, name))
        {
          before->last = day;
          continue;
        }
      run = g_new0 (Run, 1);
      run->first = run->last = day;
      run->name = g_strdup (name);
      g_ptr_array_add (runs, run);
    }
  return runs;
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  int year = GPOINTER_TO_INT (data);
  EnrDate first = enr_fiscal_year_first (year);
  EnrDate last = enr_fiscal_year_last (year);
  g_autoptr (EnrFacility) facility = enr_facility_load (db, error);
  g_autoptr (EnrCalendar) calendar
      = facility != NULL ? enr_calendar_load (db, first, last, error) : NULL;
  g_autoptr (GPtrArray) closures
      = calendar != NULL ? enr_closure_list (db, first, last, error) : NULL;
  Loaded *loaded;

  if (closures == NULL)
    return NULL;
  loaded = g_new0 (Loaded, 1);
  loaded->closures = g_steal_pointer (&closures);
  loaded->runs = find_runs (calendar, facility->open_weekdays, first, last);
  return loaded;
}

static gpointer
remove_closure (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  return enr_closure_remove (db, write->actor, &write->closure->id, error) ? GINT_TO_POINTER (TRUE)
                                                                           : NULL;
}

static gpointer
add_closure (EnrDb *db, gpointer data, GError **error)
{
  Write *write = data;

  return enr_closure_add (db, write->actor, write->closure, NULL, error) ? GINT_TO_POINTER (TRUE)
                                                                         : NULL;
}

static char *
dup_days (EnrDate first, EnrDate last)
{
  g_autofree char *from = enr_date_dup_era_weekday (first);
  g_autofree char *to = enr_date_dup_era_weekday (last);

  if (first == last)
    return g_steal_pointer (&from);
  /* Translators: the first and the last of some days */
  return g_strdup_printf (_ ("%s to %s"), from, to);
}

static void
show_loaded (EnrClosureSettings *self, const Loaded *loaded)
{
  enr_record_rows_clear (self->group, self->rows);
  for (guint i = 0; i < loaded->closures->len; i++)
    {
      const EnrClosure *closure = g_ptr_array_index (loaded->closures, i);
      g_autofree char *days = dup_days (closure->first, closure->last);
      char id[ENR_UUID_STRING_LENGTH];
      EnrRecordRow *row = enr_record_row_new (closure->name, days);

      enr_record_row_set_state (
          row, closure->open ? C_ ("nursery day", "Open") : C_ ("nursery day", "Closed"),
          "enr-chip");
      enr_record_row_set_button (row, _ ("Take Out"), "closures.remove",
                                 enr_uuid_format (&closure->id, id));
      enr_record_rows_add (self->group, self->rows, row);
    }
  adw_preferences_group_set_description (
      self->group, loaded->closures->len > 0
                       ? NULL
                       : _ ("Days on which it is other than every week: a day of the foundation, a "
                            "typhoon, a Sunday with a festival."));
  enr_record_rows_clear (self->days_group, self->day_rows);
  for (guint i = 0; i < loaded->runs->len; i++)
    {
      const Run *run = g_ptr_array_index (loaded->runs, i);
      g_autofree char *days = dup_days (run->first, run->last);

      enr_record_rows_add (self->days_group, self->day_rows, enr_record_row_new (days, run->name));
    }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrClosureSettings) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = enr_store_finish (ENR_STORE (source), result, &error);

  if (loaded == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  show_loaded (self, loaded);
  g_clear_pointer (&self->closures, g_ptr_array_unref);
  self->closures = g_steal_pointer (&loaded->closures);
  loaded_free (loaded);
}

static int
get_year (EnrClosureSettings *self)
{
  return self->first_year + (int) gtk_drop_down_get_selected (self->year);
}

static void
reload (EnrClosureSettings *self)
{
  if (self->session == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load,
                        GINT_TO_POINTER (get_year (self)), NULL, loaded_free, self->cancellable,
                        loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrClosureSettings *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "closure") || g_strv_contains (tables, "facility"))
    reload (self);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrClosureSettings *self = ENR_CLOSURE_SETTINGS (widget);

  enr_edit_dialog_show (ENR_EDIT_DIALOG (enr_closure_dialog_new (self->session)), widget);
}

typedef struct
{
  EnrClosureSettings *self;
  EnrClosure *closure;
} Removal;

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Removal *removal = user_data;
  g_autoptr (EnrClosureSettings) self = removal->self;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  Write *write;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    {
      enr_closure_free (removal->closure);
      enr_session_fail (self->session, error);
      return;
    }
  write = g_new0 (Write, 1);
  write->actor = enr_session_get_actor (self->session);
  write->closure = removal->closure;
  /* Translators: the name of a closed day */
  text = g_strdup_printf (_ ("Taken out: %s"), removal->closure->name);
  enr_session_offer_undo (self->session, text, add_closure, write, write_free);
}

static EnrClosure *
copy_closure (const EnrClosure *closure)
{
  EnrClosure *copy = g_memdup2 (closure, sizeof *closure);

  copy->name = g_strdup (closure->name);
  return copy;
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrClosureSettings *self = ENR_CLOSURE_SETTINGS (widget);
  EnrUuid id;

  if (self->closures == NULL || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  for (guint i = 0; i < self->closures->len; i++)
    {
      const EnrClosure *closure = g_ptr_array_index (self->closures, i);
      Removal *removal;
      Write *write;

      if (!enr_uuid_equal (&closure->id, &id))
        continue;
      write = g_new0 (Write, 1);
      write->actor = enr_session_get_actor (self->session);
      write->closure = copy_closure (closure);
      removal = g_new0 (Removal, 1);
      removal->self = g_object_ref (self);
      removal->closure = copy_closure (closure);
      enr_store_write_async (enr_session_get_store (self->session), remove_closure, write,
                             write_free, NULL, removed_cb, removal);
      return;
    }
}

static void
enr_closure_settings_dispose (GObject *object)
{
  EnrClosureSettings *self = ENR_CLOSURE_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->closures, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->day_rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_CLOSURE_SETTINGS);

  G_OBJECT_CLASS (enr_closure_settings_parent_class)->dispose (object);
}

static void
enr_closure_settings_finalize (GObject *object)
{
  g_object_unref (ENR_CLOSURE_SETTINGS (object)->cancellable);

  G_OBJECT_CLASS (enr_closure_settings_parent_class)->finalize (object);
}

static void
enr_closure_settings_class_init (EnrClosureSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_closure_settings_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_closure_settings_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/closure-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrClosureSettings, group);
  gtk_widget_class_bind_template_child (widget_class, EnrClosureSettings, days_group);
  gtk_widget_class_bind_template_child (widget_class, EnrClosureSettings, year);
  gtk_widget_class_bind_template_child (widget_class, EnrClosureSettings, year_names);
  gtk_widget_class_bind_template_callback (widget_class, reload);
  gtk_widget_class_install_action (widget_class, "closures.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "closures.remove", "s", remove_action);
}

static void
enr_closure_settings_init (EnrClosureSettings *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->day_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_closure_settings_set_session (EnrClosureSettings *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_CLOSURE_SETTINGS (self));

  self->first_year = enr_fiscal_year (enr_session_get_date (session));
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *name = enr_fiscal_year_dup_era (self->first_year + i);

      gtk_string_list_append (self->year_names, name);
    }
  gtk_drop_down_set_selected (self->year, 0);
  g_set_object (&self->session, session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
