/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/restore.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "store/db.h"

typedef struct
{
  char *copy;
  char *path;
} Restore;

static void
restore_free (gpointer data)
{
  Restore *restore = data;

  g_free (restore->copy);
  g_free (restore->path);
  g_free (restore);
}

/* As the store's upgrades name it. */
static char *
dup_folder (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  g_autofree char *folder = g_build_filename (parent, "backups", NULL);

  return g_file_test (folder, G_FILE_TEST_IS_DIR) ? g_steal_pointer (&folder)
                                                  : g_steal_pointer (&parent);
}

static GtkWindow *
get_window (EnrApplication *application)
{
  return gtk_application_get_active_window (GTK_APPLICATION (application));
}

static void
answer_cb (gboolean is_yes, gpointer user_data)
{
  g_autofree char *copy = user_data;

  if (is_yes)
    enr_application_restore (ENR_APPLICATION (g_application_get_default ()), copy);
}

static void
chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr (EnrApplication) application = user_data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *name = NULL;
  g_autofree char *heading = NULL;

  if (path == NULL)
    return;
  name = g_path_get_basename (path);
  /* Translators: %s is a file's name */
  heading = g_strdup_printf (_ ("Go back to the copy %s?"), name);
  enr_compat_ask (
      get_window (application), heading,
      _ ("What was recorded after the copy was made is not in it. The file that cannot be "
         "opened is kept beside it under another name, with “damaged” and today's date."),
      _ ("_Restore"), FALSE, answer_cb, g_steal_pointer (&path));
}

static void
restore_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EnrApplication *application = user_data;

  enr_compat_open_file (get_window (application), _ ("Choose a Copy"), _ ("Copies of the records"),
                        "*.db", chosen_cb, g_object_ref (application));
}

static void
open_copies_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EnrApplication *application = user_data;
  g_autofree char *path = enr_application_dup_path (application);
  g_autofree char *folder = dup_folder (path);
  g_autofree char *uri = g_filename_to_uri (folder, NULL, NULL);

  if (uri != NULL)
    gtk_show_uri (get_window (application), uri, GDK_CURRENT_TIME);
}

void
enr_restore_add_actions (EnrApplication *application)
{
  static const GActionEntry entries[]
      = { { "restore", restore_action }, { "open-copies", open_copies_action } };

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   application);
  enr_restore_set_offered (application, FALSE);
}

void
enr_restore_set_offered (EnrApplication *application, gboolean is_offered)
{
  static const char *const names[] = { "restore", "open-copies" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (application), names[i])),
        is_offered);
}

gboolean
enr_restore_may_help (const GError *error)
{
  return g_error_matches (error, ENR_DB_ERROR, ENR_DB_ERROR_CORRUPT)
         || g_error_matches (error, ENR_DB_ERROR, ENR_DB_ERROR_NOT_ENROKU);
}

char *
enr_restore_dup_text (const char *path, const GError *error)
{
  g_autofree char *text = enr_error_describe (error);
  g_autofree char *folder = dup_folder (path);

  if (!enr_restore_may_help (error))
    return g_steal_pointer (&text);
  /* Translators: the names of the database's file and of a folder */
  return g_strdup_printf (_ ("%s\n\nThe nursery's file: %s\nCopies are kept in: %s"), text, path,
                          folder);
}

static void
restore_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Restore *restore = task_data;
  g_autoptr (GError) error = NULL;

  if (enr_db_restore (restore->copy, restore->path, NULL, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (enr_restore_may_help (error))
    g_task_return_new_error (task, ENR_DB_ERROR, error->code,
                             _ ("The copy %s was not taken: it is damaged itself, or no nursery's "
                                "data made by Enroku. Nothing was changed; please choose another "
                                "copy."),
                             restore->copy);
  else
    {
      g_autofree char *text = enr_error_describe (error);

      g_task_return_new_error (task, error->domain, error->code, "%s", text);
    }
}

void
enr_restore_async (EnrApplication *application,
                   const char *copy,
                   const char *path,
                   GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (application, NULL, callback, NULL);
  Restore *restore = g_new0 (Restore, 1);

  restore->copy = g_strdup (copy);
  restore->path = g_strdup (path);
  g_task_set_source_tag (task, enr_restore_async);
  g_task_set_task_data (task, restore, restore_free);
  g_task_run_in_thread (task, restore_thread);
}

gboolean
enr_restore_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
