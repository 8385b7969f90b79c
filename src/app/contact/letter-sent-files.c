/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The files of a letter that was sent. A mail carries them; with a paper letter they have to be
 * printed by the program that knows them, and the button opens them there.
 */
#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "app/contact/letter-sent-private.h"

typedef struct
{
  EnrUuid id;
  int position;
  char *name;
} Wanted;

static void
wanted_free (gpointer data)
{
  g_free (((Wanted *) data)->name);
  g_free (data);
}

/* A name from a mail's attachment is no path: what a folder's name could be is not used. */
static char *
dup_path (const Wanted *wanted, GError **error)
{
  char id[ENR_UUID_STRING_LENGTH];
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "enroku", "letters",
                                              enr_uuid_format (&wanted->id, id), NULL);
  g_autofree char *name = g_path_get_basename (wanted->name);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno), "%s: %s", folder,
                   g_strerror (saved_errno));
      return NULL;
    }
  return g_build_filename (folder, name, NULL);
}

/* Reads the file out of the database into one of its own; its path. */
static gpointer
write_out (EnrDb *db, gpointer data, GError **error)
{
  const Wanted *wanted = data;
  g_autoptr (GBytes) content
      = enr_announcement_file_load (db, &wanted->id, wanted->position, error);
  g_autofree char *path = content != NULL ? dup_path (wanted, error) : NULL;
  gsize size;
  const char *bytes;

  if (path == NULL)
    return NULL;
  bytes = g_bytes_get_data (content, &size);
  return g_file_set_contents_full (path, bytes, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error)
             ? g_steal_pointer (&path)
             : NULL;
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrSession) session = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error))
    enr_session_fail (session, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrLetterSent) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = enr_store_finish (ENR_STORE (source), result, &error);
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, &error) : NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->session == NULL || root == NULL)
    return;
  if (uri == NULL)
    enr_session_fail (self->session, error);
  else
    gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, shown_cb,
                       g_object_ref (self->session));
}

static void
open_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  EnrLetterSent *self = ENR_LETTER_SENT (widget);
  Wanted *wanted;

  if (self->letter == NULL)
    return;
  wanted = g_new0 (Wanted, 1);
  wanted->id = self->letter->id;
  g_variant_get (parameter, "(is)", &wanted->position, &wanted->name);
  enr_store_read_async (enr_session_get_store (self->session), write_out, wanted, wanted_free,
                        g_free, self->cancellable, written_cb, g_object_ref (self));
}

static GtkWidget *
make_button (const EnrAnnouncementFile *file)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (NULL);
  g_autofree char *size = g_format_size (file->size);
  g_autofree char *text = g_strdup_printf ("%s  %s", file->name, size);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(is)", file->position, file->name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "sent.open-file");
  return button;
}

void
enr_letter_sent_show_files (EnrLetterSent *self, const GPtrArray *files)
{
  g_autofree char *text
      = g_strdup_printf (ngettext ("%u _File", "%u _Files", files->len), files->len);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->files))) != NULL)
    gtk_box_remove (self->files, child);
  for (guint i = 0; i < files->len; i++)
    gtk_box_append (self->files, make_button (g_ptr_array_index (files, i)));
  gtk_menu_button_set_label (self->files_button, text);
  gtk_widget_set_visible (GTK_WIDGET (self->files_button), files->len > 0);
}

void
enr_letter_sent_install_files (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sent.open-file", "(is)", open_file_action);
}
