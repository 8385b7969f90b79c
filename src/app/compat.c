/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/compat.h"

#include <glib/gi18n.h>

typedef struct
{
  EnrFileFunc file_func;
  EnrAnswerFunc answer_func;
  gpointer user_data;
} Call;

static void
unrealize_cb (GtkWindow *self)
{
  gtk_window_set_transient_for (self, NULL);
}

void
enr_compat_leave_parent (GtkWindow *self)
{
  g_signal_connect (self, "unrealize", G_CALLBACK (unrealize_cb), NULL);
}

static void
file_response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Call *call = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  call->file_func (file, call->user_data);
  g_free (call);
  g_object_unref (dialog);
}

static void
show_chooser (GtkFileChooserNative *dialog, EnrFileFunc func, gpointer user_data)
{
  Call *call = g_new0 (Call, 1);

  call->file_func = func;
  call->user_data = user_data;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (file_response_cb), call);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
enr_compat_open_file (GtkWindow *parent,
                      const char *title,
                      const char *pattern_name,
                      const char *pattern,
                      EnrFileFunc func,
                      gpointer user_data)
{
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  if (pattern != NULL)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
      g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, pattern_name);
      gtk_file_filter_add_pattern (filter, pattern);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
      gtk_file_filter_set_name (all, _ ("All files"));
      gtk_file_filter_add_pattern (all, "*");
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
    }
  show_chooser (dialog, func, user_data);
}

void
enr_compat_save_file (GtkWindow *parent,
                      const char *title,
                      const char *name,
                      EnrFileFunc func,
                      gpointer user_data)
{
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  show_chooser (dialog, func, user_data);
}

void
enr_compat_choose_folder (GtkWindow *parent,
                          const char *title,
                          EnrFileFunc func,
                          gpointer user_data)
{
  show_chooser (gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                             NULL, NULL),
                func, user_data);
}

static void
answer_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Call *call = user_data;

  call->answer_func (g_strcmp0 (response, "yes") == 0, call->user_data);
  g_free (call);
}

void
enr_compat_ask (GtkWindow *parent,
                const char *heading,
                const char *body,
                const char *yes,
                gboolean is_destructive,
                EnrAnswerFunc func,
                gpointer user_data)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));
  Call *call = g_new0 (Call, 1);

  call->answer_func = func;
  call->user_data = user_data;
  adw_message_dialog_add_responses (dialog, "no", _ ("_Cancel"), "yes", yes, NULL);
  adw_message_dialog_set_response_appearance (
      dialog, "yes", is_destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, is_destructive ? "no" : "yes");
  adw_message_dialog_set_close_response (dialog, "no");
  g_signal_connect (dialog, "response", G_CALLBACK (answer_cb), call);
  gtk_window_present (GTK_WINDOW (dialog));
}
