/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Whether whoever submits may approve as well: asked, and changed by the answer.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/compat.h"
#include "app/writing/writing-page-private.h"
#include "writing/approval.h"

typedef struct
{
  EnrWritingPage *page;
  EnrApprovalRule rule; /* what it would be */
} Question;

typedef struct
{
  const EnrActor *actor;
  EnrApprovalRule rule;
} Change;

static gpointer
load (EnrDb *db, gpointer data, GError **error)
{
  EnrApprovalRule rule;

  return enr_approval_rule_load (db, &rule, error) ? g_memdup2 (&rule, sizeof rule) : NULL;
}

static gpointer
save (EnrDb *db, gpointer data, GError **error)
{
  const Change *change = data;

  return GINT_TO_POINTER (enr_approval_rule_save (db, change->actor, &change->rule, error));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWritingPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL && self->session != NULL)
    enr_session_fail (self->session, error);
}

static void
answered_cb (gboolean is_yes, gpointer user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (EnrWritingPage) self = question->page;
  Change *change;

  if (!is_yes || self->session == NULL)
    return;
  change = g_new (Change, 1);
  *change = (Change){ enr_session_get_actor (self->session), question->rule };
  enr_store_write_async (enr_session_get_store (self->session), save, change, g_free, NULL,
                         saved_cb, g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWritingPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree EnrApprovalRule *rule = enr_store_finish (ENR_STORE (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  Question *question;

  if (self->session == NULL || !GTK_IS_WINDOW (root))
    return;
  if (rule == NULL)
    {
      enr_session_fail (self->session, error);
      return;
    }
  question = g_new (Question, 1);
  *question = (Question){ g_object_ref (self), { !rule->own_allowed } };
  if (rule->own_allowed)
    enr_compat_ask (GTK_WINDOW (root), _ ("Stop Approving One’s Own?"),
                    _ ("At present whoever submits a plan or record may approve it as well."),
                    _ ("_Stop"), FALSE, answered_cb, question);
  else
    enr_compat_ask (
        GTK_WINDOW (root), _ ("Allow Approving One’s Own?"),
        _ ("At present whoever submits a plan or record cannot approve it. In a nursery where "
           "one person does both, it can be allowed."),
        _ ("_Allow"), FALSE, answered_cb, question);
}

void
enr_writing_page_ask_rule (EnrWritingPage *self)
{
  enr_store_read_async (enr_session_get_store (self->session), load, NULL, NULL, g_free, NULL,
                        loaded_cb, g_object_ref (self));
}
