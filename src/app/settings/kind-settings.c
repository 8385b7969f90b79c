/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/settings/kind-settings.h"

#include <glib/gi18n.h>

#include "app/children/record-row.h"
#include "app/children/words.h"
#include "app/settings/kind-dialog.h"
#include "attendance/absence-kind.h"

struct _EnrKindSettings
{
  AdwBin parent_instance;

  /* template */
  AdwPreferencesGroup *group;

  /* owned */
  EnrSession *session;
  GCancellable *cancellable;
  GArray *kinds; /* (element-type EnrAbsenceKind) */
  GStringChunk *strings;
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (EnrKindSettings, enr_kind_settings, ADW_TYPE_BIN)

typedef struct
{
  GArray *kinds;
  GStringChunk *strings;
} Loaded;

typedef struct
{
  const EnrActor *actor;
  char **keys;
} Order;

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->kinds, g_array_unref);
  g_clear_pointer (&loaded->strings, g_string_chunk_free);
  g_free (loaded);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->strings = g_string_chunk_new (1024);
  loaded->kinds = enr_absence_kind_list (db, loaded->strings, error);
  if (loaded->kinds != NULL)
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
  Order *order = data;

  return enr_absence_kind_order (db, order->actor, (const char *const *) order->keys, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static EnrRecordRow *
kind_row (const EnrAbsenceKind *kind, gboolean is_first, gboolean is_last)
{
  /* Translators: the sign of a kind of absence, and its name */
  g_autofree char *title = g_strdup_printf (_ ("%s   %s"), kind->symbol, kind->label);
  /* Translators: the total of the attendance book that a kind of absence counts into */
  g_autofree char *text
      = g_strdup_printf (_ ("Counted as: %s"), enr_words_absence_total (kind->total));
  EnrRecordRow *row = enr_record_row_new (title, text);

  if (!kind->is_active)
    enr_record_row_set_state (row, _ ("Not offered"), "dim-label");
  enr_record_row_set_order (row, is_first ? NULL : "kinds.up", is_last ? NULL : "kinds.down",
                            kind->key);
  enr_record_row_set_open (row, "kinds.edit", kind->key);
  return row;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrKindSettings) self = user_data;
  g_autoptr (GError) error = NULL;
  Loaded *loaded = enr_store_finish (ENR_STORE (source), result, &error);

  if (loaded == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        enr_session_fail (self->session, error);
      return;
    }
  g_clear_pointer (&self->kinds, g_array_unref);
  g_clear_pointer (&self->strings, g_string_chunk_free);
  self->kinds = g_steal_pointer (&loaded->kinds);
  self->strings = g_steal_pointer (&loaded->strings);
  loaded_free (loaded);
  enr_record_rows_clear (self->group, self->rows);
  for (guint i = 0; i < self->kinds->len; i++)
    enr_record_rows_add (self->group, self->rows,
                         kind_row (&g_array_index (self->kinds, EnrAbsenceKind, i), i == 0,
                                   i + 1 == self->kinds->len));
}

static void
reload (EnrKindSettings *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL, loaded_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

static void
store_changed_cb (EnrKindSettings *self, const char *const *tables)
{
  if (tables == NULL || g_strv_contains (tables, "absence_kind"))
    reload (self);
}

static int
find_kind (EnrKindSettings *self, GVariant *parameter)
{
  for (guint i = 0; self->kinds != NULL && i < self->kinds->len; i++)
    if (g_str_equal (g_array_index (self->kinds, EnrAbsenceKind, i).key,
                     g_variant_get_string (parameter, NULL)))
      return i;
  return -1;
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrKindSettings *self = ENR_KIND_SETTINGS (widget);
  int index = parameter != NULL ? find_kind (self, parameter) : -1;

  enr_edit_dialog_show (
      ENR_EDIT_DIALOG (enr_kind_dialog_new (
          self->session, index >= 0 ? &g_array_index (self->kinds, EnrAbsenceKind, index) : NULL)),
      widget);
}

static void
ordered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrKindSettings) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    enr_session_fail (self->session, error);
}

static void
order_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrKindSettings *self = ENR_KIND_SETTINGS (widget);
  int index = find_kind (self, parameter);
  int other = g_str_equal (name, "kinds.up") ? index - 1 : index + 1;
  Order *order;

  if (index < 0 || other < 0 || other >= (int) self->kinds->len)
    return;
  order = g_new0 (Order, 1);
  order->actor = enr_session_get_actor (self->session);
  order->keys = g_new0 (char *, self->kinds->len + 1);
  for (guint i = 0; i < self->kinds->len; i++)
    {
      int from = (int) i == index ? other : (int) i == other ? index : (int) i;

      order->keys[i] = g_strdup (g_array_index (self->kinds, EnrAbsenceKind, from).key);
    }
  enr_store_write_async (enr_session_get_store (self->session), save_order, order, order_free, NULL,
                         ordered_cb, g_object_ref (self));
}

static void
enr_kind_settings_dispose (GObject *object)
{
  EnrKindSettings *self = ENR_KIND_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->kinds, g_array_unref);
  g_clear_pointer (&self->strings, g_string_chunk_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), ENR_TYPE_KIND_SETTINGS);

  G_OBJECT_CLASS (enr_kind_settings_parent_class)->dispose (object);
}

static void
enr_kind_settings_class_init (EnrKindSettingsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_kind_settings_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/enroku/Enroku/ui/settings/kind-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrKindSettings, group);
  gtk_widget_class_install_action (widget_class, "kinds.add", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "kinds.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "kinds.up", "s", order_action);
  gtk_widget_class_install_action (widget_class, "kinds.down", "s", order_action);
}

static void
enr_kind_settings_init (EnrKindSettings *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_kind_settings_set_session (EnrKindSettings *self, EnrSession *session)
{
  g_return_if_fail (ENR_IS_KIND_SETTINGS (self));

  g_set_object (&self->session, session);
  g_signal_connect_object (enr_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
}
