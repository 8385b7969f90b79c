/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/staff/seal-row.h"

#include <glib/gi18n.h>

#include "app/children/edit-dialog.h"
#include "app/compat.h"
#include "app/staff/seal-picture.h"
#include "app/staff/seal-view.h"
#include "people/staff.h"

struct _EnrSealRow
{
  AdwActionRow parent_instance;

  /* Template */
  EnrSealView *view;

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable;
  GBytes *seen;    /* as it was read; NULL none */
  GBytes *picture; /* as it is to be */
};

G_DEFINE_FINAL_TYPE (EnrSealRow, enr_seal_row, ADW_TYPE_ACTION_ROW)

static void
show (EnrSealRow *self)
{
  gboolean is_changed = enr_seal_row_is_changed (self);
  const char *text = self->picture != NULL ? _ ("Shown as large as it is printed")
                     : is_changed          ? _ ("Taken away when you save")
                                           : _ ("None: the name is printed there");

  enr_seal_view_set_picture (self->view, self->picture);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "seal.remove", self->picture != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "seal.undo", is_changed);
}

static void
take (EnrSealRow *self, GBytes *picture)
{
  if (picture != NULL)
    g_bytes_ref (picture);
  g_clear_pointer (&self->picture, g_bytes_unref);
  self->picture = picture;
  enr_field_set_error (GTK_WIDGET (self), NULL);
  show (self);
}

/*
 * Reading the present one
 */

typedef struct
{
  GBytes *picture; /* or NULL */
} Seal;

static void
seal_free (gpointer data)
{
  Seal *seal = data;

  g_clear_pointer (&seal->picture, g_bytes_unref);
  g_free (seal);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  Seal *seal = g_new0 (Seal, 1);

  seal->picture = enr_staff_load_seal (db, data, &local_error);
  if (local_error == NULL)
    return seal;
  seal_free (seal);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSealRow) self = user_data;
  g_autoptr (GError) error = NULL;
  Seal *seal = enr_store_finish (ENR_STORE (source), result, &error);

  if (seal == NULL)
    {
      if (self->session != NULL)
        enr_session_fail (self->session, error);
      return;
    }
  self->seen = g_steal_pointer (&seal->picture);
  seal_free (seal);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "seal.choose", TRUE);
  take (self, self->seen);
}

/*
 * Choosing another one
 */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSealRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) picture = enr_seal_picture_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "seal.choose", TRUE);
  if (picture != NULL)
    take (self, picture);
  else
    enr_field_set_error (GTK_WIDGET (self), error->message);
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrSealRow) self = user_data;

  if (file == NULL || self->session == NULL)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "seal.choose", FALSE);
  enr_seal_picture_read_async (file, self->cancellable, read_cb, g_object_ref (self));
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  /* PNG, JPG and JPEG in capitals and small letters are one pattern: a filter has one. */
  enr_compat_open_file (GTK_WINDOW (gtk_widget_get_root (widget)),
                        _ ("Choose the Picture of the Seal"), _ ("Pictures (PNG, JPEG)"),
                        "*.[PpJj][NnPp]*[Gg]", chosen_cb, g_object_ref (widget));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  take (ENR_SEAL_ROW (widget), NULL);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrSealRow *self = ENR_SEAL_ROW (widget);

  take (self, self->seen);
}

/*
 * The class
 */

static void
enr_seal_row_dispose (GObject *object)
{
  EnrSealRow *self = ENR_SEAL_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_SEAL_ROW);

  G_OBJECT_CLASS (enr_seal_row_parent_class)->dispose (object);
}

static void
enr_seal_row_finalize (GObject *object)
{
  EnrSealRow *self = ENR_SEAL_ROW (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->seen, g_bytes_unref);
  g_clear_pointer (&self->picture, g_bytes_unref);

  G_OBJECT_CLASS (enr_seal_row_parent_class)->finalize (object);
}

static void
enr_seal_row_class_init (EnrSealRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_seal_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_seal_row_finalize;

  g_type_ensure (ENR_TYPE_SEAL_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/staff/seal-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EnrSealRow, view);
  gtk_widget_class_install_action (widget_class, "seal.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "seal.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "seal.undo", NULL, undo_action);
}

static void
enr_seal_row_init (EnrSealRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  show (self);
}

void
enr_seal_row_set_staff (EnrSealRow *self, EnrSession *session, const EnrUuid *staff_id)
{
  g_return_if_fail (ENR_IS_SEAL_ROW (self));

  g_set_object (&self->session, session);
  if (enr_uuid_is_none (staff_id))
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "seal.choose", FALSE);
  enr_store_read_async (enr_session_get_store (session), load,
                        g_memdup2 (staff_id, sizeof *staff_id), g_free, seal_free,
                        self->cancellable, loaded_cb, g_object_ref (self));
}

gboolean
enr_seal_row_is_changed (EnrSealRow *self)
{
  g_return_val_if_fail (ENR_IS_SEAL_ROW (self), FALSE);

  if (self->seen == NULL || self->picture == NULL)
    return self->seen != self->picture;
  return !g_bytes_equal (self->seen, self->picture);
}

GBytes *
enr_seal_row_get_seen (EnrSealRow *self)
{
  g_return_val_if_fail (ENR_IS_SEAL_ROW (self), NULL);

  return self->seen;
}

GBytes *
enr_seal_row_get_picture (EnrSealRow *self)
{
  g_return_val_if_fail (ENR_IS_SEAL_ROW (self), NULL);

  return self->picture;
}
