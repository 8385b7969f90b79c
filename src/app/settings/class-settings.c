/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/class-settings.h"

#include <glib/gi18n.h>

#include "app/children/record-row.h"
#include "app/children/words.h"
#include "app/settings/class-dialog.h"
#include "nursery/class.h"

struct _EnrClassSettings
{
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *group;
  GtkDropDown *year;
  GtkStringList *year_names;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  GPtrArray *classes; /* (element-type EnrClass) */
  GPtrArray *rows;
  int first_year;
};

G_DEFINE_FINAL_TYPE (EnrClassSettings, enr_class_settings, ADW_TYPE_BIN)

typedef struct
{
  const EnrActor *actor;
  GArray *ids;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_array_unref (order->ids);
  g_free (order);
}

static gpointer
save_order (EnrDb *db, gpointer data, GError **error)
{
  Order *order = data;

  return enr_class_order (db, order->actor, (EnrUuid *) order->ids->data, order->ids->len, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  return enr_class_list (db, GPOINTER_TO_INT (data), error);
}

static EnrRecordRow *
class_row (const EnrClass *of, gboolean is_first, gboolean is_last)
{
  char id[ENR_UUID_STRING_LENGTH];
  g_autofree char *age = enr_words_dup_class_age (of->age);
  g_autofree char *text = NULL;
  EnrRecordRow *row;

  text = of->capacity > 0
             /* Translators: the age of a class and how many children it can take */
             ? g_strdup_printf (_ ("%s  up to %d children"), age, of->capacity)
             : g_strdup (age);
  row = enr_record_row_new (of->name, text);
  enr_uuid_format (&of->id, id);
  enr_record_row_set_colour (row, of->colour);
  enr_record_row_set_order (row, is_first ? NULL : "classes.up", is_last ? NULL : "classes.down",
                            id);
  enr_record_row_set_open (row, "classes.edit", id);
  return row;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrClassSettings) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *classes = enr_store_finish (ENR_STORE (source), result, &error);

  if (classes == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  self->classes = classes;
  enr_record_rows_clear (self->group, self->rows);
  for (guint i = 0; i < classes->len; i++)
    enr_record_rows_add (self->group, self->rows,
                         class_row (g_ptr_array_index (classes, i), i == 0, i + 1 == classes->len));
  adw_preferences_group_set_description (
      self->group, classes->len > 0
                       ? NULL
                       : _ ("No classes yet. They are made here, by importing a list of "
                            "children, or by the move up in April."));
}

static int
get_year (EnrClassSettings *self)
{
  return self->first_year + (int) gtk_drop_down_get_selected (self->year);
}

static void
reload (EnrClassSettings *self)
{
  if (self->session == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  enr_store_read_async (enr_session_get_store (self->session), load,
                        GINT_TO_POINTER (get_year (self)), NULL, (GDestroyNotify) g_ptr_array_unref,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrClassSettings *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "class"))
    reload (self);
}

static int
find_class (EnrClassSettings *self, GVariant *parameter)
{
  EnrUuid id;

  if (self->classes == NULL || !enr_uuid_parse (g_variant_get_string (parameter, NULL), &id))
    return -1;
  for (guint i = 0; i < self->classes->len; i++)
    if (enr_uuid_equal (&((EnrClass *) g_ptr_array_index (self->classes, i))->id, &id))
      return i;
  return -1;
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrClassSettings *self = ENR_CLASS_SETTINGS (widget);
  int index = parameter != NULL ? find_class (self, parameter) : -1;
  EnrClassDialog *dialog;

  if (self->classes == NULL)
    return;
  dialog = enr_class_dialog_new (self->session,
                                 index >= 0 ? g_ptr_array_index (self->classes, index) : NULL,
                                 get_year (self), self->classes->len);
  enr_edit_dialog_show (ENR_EDIT_DIALOG (dialog), widget);
}

static void
ordered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrClassSettings) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    enr_session_fail (self->session, error);
}

static void
order_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrClassSettings *self = ENR_CLASS_SETTINGS (widget);
  int index = find_class (self, parameter);
  int other = g_str_equal (name, "classes.up") ? index - 1 : index + 1;
  Order *order;

  if (index < 0 || other < 0 || other >= (int) self->classes->len)
    return;
  order = g_new0 (Order, 1);
  order->actor = enr_session_get_actor (self->session);
  order->ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  for (guint i = 0; i < self->classes->len; i++)
    {
      int from = (int) i == index ? other : (int) i == other ? index : (int) i;
      const EnrClass *of = g_ptr_array_index (self->classes, from);

      g_array_append_val (order->ids, of->id);
    }
  enr_store_write_async (enr_session_get_store (self->session), save_order, order, order_free, NULL,
                         ordered_cb, g_object_ref (self));
}

static void
enr_class_settings_dispose (GObject *object)
{
  EnrClassSettings *self = ENR_CLASS_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_CLASS_SETTINGS);

  G_OBJECT_CLASS (enr_class_settings_parent_class)->dispose (object);
}

static void
enr_class_settings_finalize (GObject *object)
{
  g_object_unref (ENR_CLASS_SETTINGS (object)->cancellable);

  G_OBJECT_CLASS (enr_class_settings_parent_class)->finalize (object);
}

static void
enr_class_settings_class_init (EnrClassSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_class_settings_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_class_settings_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/class-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrClassSettings, group);
  gtk_widget_class_bind_template_child (widget_class, EnrClassSettings, year);
  gtk_widget_class_bind_template_child (widget_class, EnrClassSettings, year_names);
  gtk_widget_class_bind_template_callback (widget_class, reload);
  gtk_widget_class_install_action (widget_class, "classes.add", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "classes.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "classes.up", "s", order_action);
  gtk_widget_class_install_action (widget_class, "classes.down", "s", order_action);
}

static void
enr_class_settings_init (EnrClassSettings *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_class_settings_set_session (EnrClassSettings *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_CLASS_SETTINGS (self));

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
