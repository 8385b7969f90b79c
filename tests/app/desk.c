/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "desk.h"

#include <glib/gstdio.h>

static void
message_cb (EnrSession *session, const char *text, gboolean is_failure, Desk *desk)
{
  g_free (desk->message);
  desk->message = g_strdup (text);
  desk->is_failure = is_failure;
}

void
desk_begin (Desk *desk, EnrStore *store, GType page)
{
  *desk = (Desk){ .store = store, .session = enr_session_new (store) };
  g_signal_connect (desk->session, "message", G_CALLBACK (message_cb), desk);
  desk->page = g_object_new (page, NULL);
  desk->window = g_object_new (GTK_TYPE_WINDOW, "default-width", 870, "default-height", 690,
                               "child", desk->page, NULL);
  enr_page_set_session (ENR_PAGE (desk->page), desk->session);
  gtk_window_present (GTK_WINDOW (desk->window));
}

void
desk_end (Desk *desk)
{
  gtk_window_destroy (GTK_WINDOW (desk->window));
  enr_test_settle ();
  g_object_unref (desk->session);
  enr_test_pass (50);
  enr_test_store_end (desk->store);
  g_free (desk->message);
}

GtkWidget *
desk_find_dialog (GType type)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_visible (window))
        return window;
    }
  return NULL;
}

GtkWidget *
desk_wait_dialog (GType type)
{
  GtkWidget *dialog;

  enr_test_wait_until ((dialog = desk_find_dialog (type)) != NULL && gtk_widget_get_mapped (dialog),
                       LONG);
  return dialog;
}

void
desk_wait_no_dialog (GType type)
{
  enr_test_wait_until (desk_find_dialog (type) == NULL, LONG);
}

GtkWidget *
desk_find_button (GtkWidget *root, const char *action)
{
  GtkWidget *button;

  for (guint i = 0; (button = enr_test_find_type (root, GTK_TYPE_BUTTON, i)) != NULL; i++)
    if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), action) == 0)
      return button;
  return NULL;
}

void
desk_click (GtkWidget *root, const char *action)
{
  GtkWidget *button = desk_find_button (root, action);

  if (button == NULL)
    g_error ("there is no button of %s", action);
  enr_test_click (button);
}

void
desk_set_text (GtkWidget *root, const char *id, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (enr_test_find_id (root, id)), text);
}

void
desk_select (GtkWidget *root, const char *id, guint n)
{
  g_object_set (enr_test_find_id (root, id), "selected", n, NULL);
}

void
desk_answer (gboolean yes)
{
  GtkWidget *dialog = desk_wait_dialog (ADW_TYPE_MESSAGE_DIALOG);
  const char *label
      = adw_message_dialog_get_response_label (ADW_MESSAGE_DIALOG (dialog), yes ? "yes" : "no");
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *text = g_strjoinv ("", parts);

  enr_test_wait_until (enr_test_find_button (dialog, text) != NULL, LONG);
  enr_test_click_text (dialog, text);
  desk_wait_no_dialog (ADW_TYPE_MESSAGE_DIALOG);
}

static gboolean
has_chosen (GtkFileChooser *chooser, GFile *file)
{
  g_autoptr (GFile) chosen = gtk_file_chooser_get_file (chooser);

  return chosen != NULL && g_file_equal (chosen, file);
}

static void
choose (GtkFileChooser *chooser, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);

  if (gtk_file_chooser_get_action (chooser) != GTK_FILE_CHOOSER_ACTION_SAVE)
    {
      gtk_file_chooser_set_file (chooser, file, NULL);
      return;
    }
  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
  gtk_file_chooser_set_current_name (chooser, name);
}

/* A chooser that has just come up is still on its way to a folder of its own, and may leave ours
 * for it: what was chosen counts when it has stayed. */
void
desk_choose_file (const char *path)
{
  GtkWidget *dialog = desk_wait_dialog (GTK_TYPE_FILE_CHOOSER);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint steady = 0;

  for (guint tries = 0; steady < 3; tries++)
    {
      g_assert_cmpuint (tries, <, LONG / 100);
      if (steady == 0)
        choose (chooser, file);
      enr_test_pass (100);
      steady = has_chosen (chooser, file) ? steady + 1 : 0;
    }
  gtk_dialog_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT);
  desk_wait_no_dialog (GTK_TYPE_FILE_CHOOSER);
}

char *
desk_new_path (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("enroku-file-XXXXXX", &error);

  g_assert_no_error (error);
  return g_build_filename (folder, name, NULL);
}

void
desk_drop_file (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (path);
}
