/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Printing the one that is open: what was submitted as it was, and what is still written as it
 * stands.
 */
#include "config.h"

#include "app/papers/print.h"
#include "app/writing/writing-page-private.h"
#include "reports/writing-print.h"

typedef struct
{
  EnrWritingKinds *kinds;
  EnrUuid id;
} Asked;

typedef struct
{
  EnrDocument *document;
  char *kind;
  char *name;
} Made;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  enr_writing_kinds_unref (asked->kinds);
  g_free (asked);
}

static void
made_free (Made *made)
{
  g_clear_pointer (&made->document, enr_document_unref);
  g_free (made->kind);
  g_free (made->name);
  g_free (made);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Made, made_free)

static gpointer
make (EnrDb *db, gpointer data, GError **error)
{
  const Asked *asked = data;
  g_autoptr (Made) made = g_new0 (Made, 1);
  g_auto (EnrTxn) txn = ENR_TXN_INIT;
  g_autoptr (EnrWriting) writing = NULL;
  const EnrWritingKind *kind;

  if (!enr_txn_begin_read (&txn, db, error))
    return NULL;
  writing = enr_writing_load (db, &asked->id, error);
  kind = writing != NULL ? enr_writing_kinds_find (asked->kinds, writing->kind, error) : NULL;
  made->document = kind != NULL ? enr_writing_print (db, kind, &asked->id, 1, 0, error) : NULL;
  if (made->document == NULL)
    return NULL;
  made->kind = g_strdup (kind->key);
  made->name = enr_writing_dup_name (writing, kind);
  return g_steal_pointer (&made);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EnrWritingPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Made) made = enr_store_finish (ENR_STORE (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->session == NULL)
    return;
  if (made == NULL)
    enr_session_fail (self->session, error);
  else if (GTK_IS_WINDOW (root))
    enr_print_run (self->session, GTK_WINDOW (root), made->document, made->kind, made->name, 0);
}

void
enr_writing_page_print_writing (EnrWritingPage *self, const EnrUuid *id)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->kinds = enr_writing_kinds_ref (self->kinds);
  asked->id = *id;
  enr_store_read_async (enr_session_get_store (self->session), make, asked, asked_free,
                        (GDestroyNotify) made_free, NULL, made_cb, g_object_ref (self));
}

gboolean
enr_writing_page_print (EnrWritingPage *self)
{
  g_return_val_if_fail (ENR_IS_WRITING_PAGE (self), FALSE);

  if (self->editor == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->editor)))
    return FALSE;
  enr_writing_editor_print (self->editor);
  return TRUE;
}
