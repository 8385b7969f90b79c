/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/way-row.h"

#include <glib/gi18n.h>

#include "app/contact/way-dialog.h"
#include "contact/contact-way.h"

struct _EnrWayRow
{
  AdwActionRow parent_instance;

  /* Owned */
  EnrSession *session;
  GCancellable *cancellable;
  EnrUuid contact_id;
};

G_DEFINE_FINAL_TYPE (EnrWayRow, enr_way_row, ADW_TYPE_ACTION_ROW)

static char *
dup_text (const EnrContactWay *way)
{
  GString *text = g_string_new (NULL);

  if (way->is_blocked)
    g_string_append (text, _ ("No contact"));
  else if (enr_contact_way_has_mail (way))
    g_string_append (text, way->mail);
  else if (*way->mail != '\0')
    /* Translators: a mail address */
    g_string_append_printf (text, _ ("On paper (%s is not verified)"), way->mail);
  else
    g_string_append (text, _ ("On paper"));
  if (way->is_apart)
    {
      g_string_append (text, "  ");
      g_string_append (text, _ ("Lives apart"));
    }
  if (way->except->len > 0)
    {
      g_string_append (text, "  ");
      g_string_append_printf (text,
                              ngettext ("told nothing about %u child",
                                        "told nothing about %u children", way->except->len),
                              way->except->len);
    }
  return g_string_free (text, FALSE);
}

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  return enr_contact_way_load (db, data, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWayRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EnrContactWay) way = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  text = way != NULL ? dup_text (way) : enr_error_describe (error);
  markup = g_markup_escape_text (text, -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), markup);
}

static void
reload (EnrWayRow *self)
{
  if (self->session == NULL)
    return;
  enr_store_read_async (enr_session_get_store (self->session), load,
                        g_memdup2 (&self->contact_id, sizeof self->contact_id), g_free,
                        (GDestroyNotify) enr_contact_way_free, self->cancellable, loaded_cb,
                        g_object_ref (self));
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrWayRow *self = ENR_WAY_ROW (widget);
  EnrWayDialog *dialog;

  if (self->session == NULL)
    return;
  dialog = enr_way_dialog_new (self->session, &self->contact_id);
  g_signal_connect_object (dialog, "unrealize", G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
enr_way_row_dispose (GObject *object)
{
  EnrWayRow *self = ENR_WAY_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), ENR_TYPE_WAY_ROW);

  G_OBJECT_CLASS (enr_way_row_parent_class)->dispose (object);
}

static void
enr_way_row_finalize (GObject *object)
{
  g_object_unref (ENR_WAY_ROW (object)->cancellable);

  G_OBJECT_CLASS (enr_way_row_parent_class)->finalize (object);
}

static void
enr_way_row_class_init (EnrWayRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = enr_way_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = enr_way_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/enroku/Enroku/ui/contact/way-row.ui");
  gtk_widget_class_install_action (widget_class, "way.open", NULL, open_action);
}

static void
enr_way_row_init (EnrWayRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
enr_way_row_set_contact (EnrWayRow *self, EnrSession *session, const EnrUuid *contact_id)
{
  g_return_if_fail (ENR_IS_WAY_ROW (self));

  g_set_object (&self->session, session);
  self->contact_id = *contact_id;
  reload (self);
}
