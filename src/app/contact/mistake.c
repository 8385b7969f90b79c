/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/contact/mistake.h"

#include <glib/gi18n.h>

#include "contact/inquiry.h"
#include "contact/promise.h"

typedef struct
{
  const EnrActor *actor; /* lives as long as the program */
  EnrMistakeKind kind;
  EnrUuid id;
  gboolean is_undo;
} Write;

static gpointer
run (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;
  gboolean is_done;

  if (write->kind == ENR_MISTAKE_INQUIRY)
    is_done = write->is_undo ? enr_inquiry_restore (db, write->actor, &write->id, error)
                             : enr_inquiry_remove (db, write->actor, &write->id, NULL, error);
  else
    is_done = write->is_undo ? enr_promise_restore (db, write->actor, &write->id, error)
                             : enr_promise_remove (db, write->actor, &write->id, NULL, error);
  return GINT_TO_POINTER (is_done);
}

typedef struct
{
  EnrSession *session;
  Write *undo;
  char *text;
} Done;

static void
done_free (Done *done)
{
  g_object_unref (done->session);
  g_free (done->undo);
  g_free (done->text);
  g_free (done);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Done, done_free)

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Done) done = user_data;
  g_autoptr (GError) error = NULL;

  if (enr_store_finish (ENR_STORE (source), result, &error) == NULL)
    enr_session_fail (done->session, error);
  else
    enr_session_offer_undo (done->session, done->text, run, g_steal_pointer (&done->undo), g_free);
}

void
enr_mistake_remove (EnrSession *session,
                    EnrMistakeKind kind,
                    const EnrUuid *id,
                    const char *child_name)
{
  Write *write = g_new0 (Write, 1);
  Done *done = g_new0 (Done, 1);

  g_return_if_fail (ENR_IS_SESSION (session));

  write->actor = enr_session_get_actor (session);
  write->kind = kind;
  write->id = *id;
  done->session = g_object_ref (session);
  done->undo = g_memdup2 (write, sizeof *write);
  done->undo->is_undo = TRUE;
  done->text = g_strdup_printf (kind == ENR_MISTAKE_INQUIRY
                                    /* Translators: %s is a child's name */
                                    ? _ ("Inquiry removed: %s")
                                    : _ ("Promise removed: %s"),
                                child_name);
  enr_store_write_async (enr_session_get_store (session), run, write, g_free, NULL, done_cb, done);
}
