/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/disease-settings.h"

#include <glib/gi18n.h>

#include "app/children/record-row.h"
#include "app/settings/disease-dialog.h"
#include "contact/illness.h"

struct _EnrDiseaseSettings
{
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *group;
  GtkSpinButton *children;
  GtkSpinButton *percent;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  GPtrArray *diseases; /* (element-type EnrDisease) */
  GPtrArray *rows;
  EnrOutbreakSetting seen; /* as it was read last */
};

G_DEFINE_FINAL_TYPE (EnrDiseaseSettings, enr_disease_settings, ADW_TYPE_BIN)

typedef struct
{
  GPtrArray *diseases;
  EnrOutbreakSetting setting;
} Loaded;

typedef struct
{
  const EnrActor *actor;
  char **keys;
} Order;

typedef struct
{
  const EnrActor *actor;
  EnrOutbreakSetting setting;
} Threshold;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->diseases, g_ptr_array_unref);
  g_free (loaded);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->diseases = enr_disease_list (db, error);
  if (loaded->diseases != NULL && enr_outbreak_setting_load (db, &loaded->setting, error))
    return loaded;
  loaded_free (loaded);
  return NULL;
}

static void
order_free (gpointer data)
{
  Order *order = data;

  g_strfreev (order->keys);
  g_free (order);
}

static gpointer
save_order (EnrDb *db, gpointer data, GError **error)
{
  const Order *order = data;

  return GINT_TO_POINTER (
      enr_disease_order (db, order->actor, (const char *const *) order->keys, error));
}

static gpointer
save_threshold (EnrDb *db, gpointer data, GError **error)
{
  const Threshold *threshold = data;

  return GINT_TO_POINTER (
      enr_outbreak_setting_save (db, threshold->actor, &threshold->setting, error));
}

static EnrRecordRow *
disease_row (const EnrDisease *disease, gboolean is_first, gboolean is_last)
{
  g_autofree char *title = g_markup_escape_text (disease->name, -1);
  g_autofree char *text = g_markup_escape_text (disease->criteria, -1);
  EnrRecordRow *row = enr_record_row_new (title, text);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (!disease->is_active)
    enr_record_row_set_state (row, _ ("Not offered"), "dim-label");
  else if (disease->paper != ENR_RETURN_PAPER_NONE)
    enr_record_row_set_state (row, enr_return_paper_label (disease->paper), NULL);
  enr_record_row_set_order (row, is_first ? NULL : "diseases.up", is_last ? NULL : "diseases.down",
                            disease->key);
  enr_record_row_set_open (row, "diseases.edit", disease->key);
  return row;
}

/* What is being typed stays. */
static void
show_number (GtkSpinButton *button, int seen, int now)
{
  if (seen != now)
    gtk_spin_button_set_value (button, now);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrDiseaseSettings) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = enr_store_finish (ENR_STORE (source), result, &error);

  if (loaded == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  g_clear_pointer (&self->diseases, g_ptr_array_unref);
  self->diseases = g_steal_pointer (&loaded->diseases);
  show_number (self->children, self->seen.children, loaded->setting.children);
  show_number (self->percent, self->seen.percent, loaded->setting.percent);
  self->seen = loaded->setting;
  loaded_free (loaded);
  enr_record_rows_clear (self->group, self->rows);
  for (guint i = 0; i < self->diseases->len; i++)
    enr_record_rows_add (
        self->group, self->rows,
        disease_row (g_ptr_array_index (self->diseases, i), i == 0, i + 1 == self->diseases->len));
}

static void
reload (EnrDiseaseSettings *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL, loaded_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrDiseaseSettings *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "disease")
      || g_strv_contains (tables, "outbreak_setting"))
    reload (self);
}

static const char *
get_key (EnrDiseaseSettings *self, guint index)
{
  return ((const EnrDisease *) g_ptr_array_index (self->diseases, index))->key;
}

static int
find_disease (EnrDiseaseSettings *self, GVariant *parameter)
{
  for (guint i = 0; self->diseases != NULL && i < self->diseases->len; i++)
    if (g_str_equal (get_key (self, i), g_variant_get_string (parameter, NULL)))
      return i;
  return -1;
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrDiseaseSettings *self = ENR_DISEASE_SETTINGS (widget);
  int index = parameter != NULL ? find_disease (self, parameter) : -1;

  enr_edit_dialog_show (
      ENR_EDIT_DIALOG (enr_disease_dialog_new (
          self->session, index >= 0 ? g_ptr_array_index (self->diseases, index) : NULL)),
      widget);
}

static void
ordered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrDiseaseSettings) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    enr_session_fail (self->session, error);
}

static void
order_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrDiseaseSettings *self = ENR_DISEASE_SETTINGS (widget);
  int index = find_disease (self, parameter);
  int other = g_str_equal (name, "diseases.up") ? index - 1 : index + 1;
  Order *order;

  if (index < 0 || other < 0 || other >= (int) self->diseases->len)
    return;
  order = g_new0 (Order, 1);
  order->actor = enr_session_get_actor (self->session);
  order->keys = g_new0 (char *, self->diseases->len + 1);
  for (guint i = 0; i < self->diseases->len; i++)
    {
      int from = (int) i == index ? other : (int) i == other ? index : (int) i;

      order->keys[i] = g_strdup (get_key (self, from));
    }
  enr_store_write_async (enr_session_get_store (self->session), save_order, order, order_free, NULL,
                         ordered_cb, g_object_ref (self));
}

static void
threshold_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrDiseaseSettings) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) != NULL)
    enr_session_tell (self->session, _ ("The threshold was saved"));
  else
    enr_session_fail (self->session, error);
}

static void
threshold_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrDiseaseSettings *self = ENR_DISEASE_SETTINGS (widget);
  Threshold *threshold = g_new0 (Threshold, 1);

  threshold->actor = enr_session_get_actor (self->session);
  threshold->setting.children = gtk_spin_button_get_value_as_int (self->children);
  threshold->setting.percent = gtk_spin_button_get_value_as_int (self->percent);
  enr_store_write_async (enr_session_get_store (self->session), save_threshold, threshold, g_free,
                         NULL, threshold_cb, g_object_ref (self));
}

static void
enr_disease_settings_dispose (GObject *object)
{
  EnrDiseaseSettings *self = ENR_DISEASE_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->diseases, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_DISEASE_SETTINGS);

  G_OBJECT_CLASS (enr_disease_settings_parent_class)->dispose (object);
}

static void
enr_disease_settings_class_init (EnrDiseaseSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_disease_settings_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/disease-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrDiseaseSettings, group);
  gtk_widget_class_bind_template_child (widget_class, EnrDiseaseSettings, children);
  gtk_widget_class_bind_template_child (widget_class, EnrDiseaseSettings, percent);
  gtk_widget_class_install_action (widget_class, "diseases.save-threshold", NULL, threshold_action);
  gtk_widget_class_install_action (widget_class, "diseases.add", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "diseases.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "diseases.up", "s", order_action);
  gtk_widget_class_install_action (widget_class, "diseases.down", "s", order_action);
}

static void
enr_disease_settings_init (EnrDiseaseSettings *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_disease_settings_set_session (EnrDiseaseSettings *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_DISEASE_SETTINGS (self));

  g_set_object (&self->session, session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
