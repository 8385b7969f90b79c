/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/writing/keep-toasts.h"

#include <glib/gi18n.h>

static void
message_cb (AdwToastOverlay *toasts, const char *text, gboolean is_failure, EnrSession *session)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, is_failure ? 0 : 4);
  if (!is_failure && g_strcmp0 (text, enr_session_get_undo_text (session)) == 0)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "session.undo");
    }
  adw_toast_overlay_add_toast (toasts, toast);
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  enr_session_undo (session);
}

void
enr_keep_toasts_attach (AdwToastOverlay *toasts, EnrSession *session)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) undo = g_simple_action_new ("undo", NULL);

  g_signal_connect_object (undo, "activate", G_CALLBACK (undo_cb), session, 0);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (undo));
  gtk_widget_insert_action_group (GTK_WIDGET (toasts), "session", G_ACTION_GROUP (actions));
  g_signal_connect_object (session, "message", G_CALLBACK (message_cb), toasts, G_CONNECT_SWAPPED);
}
