/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the buttons of the inbox do, and what takes it back.
 */
#include "config.h"

#include <glib/gi18n.h>

#include "app/board/call-window.h"
#include "app/contact/answer-dialog.h"
#include "app/contact/inbox-view-private.h"
#include "base/clock.h"

/* What is done, or taken back. */
typedef struct
{
  const EnrActor *actor; /* lives as long as the program */
  EnrInboxKind kind;
  EnrUuid id;
  GArray *marks; /* (element-type EnrInboxMark) of what came in */
  gboolean is_undo;
} Write;

static Write *
write_new (EnrInboxView *self, EnrInboxKind kind, const EnrUuid *id)
{
  Write *write = g_new0 (Write, 1);

  write->actor = enr_session_get_actor (self->session);
  write->kind = kind;
  write->id = *id;
  write->marks = g_array_new (FALSE, FALSE, sizeof (EnrInboxMark));
  return write;
}

static Write *
write_copy (const Write *write)
{
  Write *copy = g_memdup2 (write, sizeof *write);

  copy->marks = g_array_ref (write->marks);
  return copy;
}

static void
write_free (gpointer data)
{
  Write *write = data;

  g_array_unref (write->marks);
  g_free (write);
}

static gboolean
set_paper (EnrDb *db, const Write *write, GError **error)
{
  g_autoptr (EnrIllness) seen = enr_illness_load (db, &write->id, error);
  g_autoptr (EnrIllness) illness = NULL;

  if (seen == NULL)
    return FALSE;
  illness = enr_illness_copy (seen);
  illness->paper_day = write->is_undo ? ENR_DATE_NONE : enr_clock_today ();
  return enr_illness_save (db, write->actor, illness, seen, error);
}

static gpointer
run (EnrDb *db, gpointer data, GError **error)
{
  const Write *write = data;
  gboolean is_done;

  switch (write->kind)
    {
    case ENR_INBOX_QUESTION:
      is_done = write->is_undo ? enr_inquiry_reopen (db, write->actor, &write->id, error)
                               : enr_inquiry_answer (db, write->actor, &write->id, "", error);
      break;
    case ENR_INBOX_PROMISE:
      is_done = write->is_undo ? enr_promise_reopen (db, write->actor, &write->id, error)
                               : enr_promise_keep (db, write->actor, &write->id, error);
      break;
    case ENR_INBOX_PAPER:
      is_done = set_paper (db, write, error);
      break;
    case ENR_INBOX_NOTICE:
    case ENR_INBOX_NOTEBOOK:
    case ENR_INBOX_ANSWER:
    case ENR_INBOX_INQUIRY:
      is_done = (write->is_undo ? enr_inbox_mark_new : enr_inbox_mark_seen) (
          db, write->actor, (const EnrInboxMark *) (gpointer) write->marks->data, write->marks->len,
          error);
      break;
    case ENR_INBOX_UNANSWERED:
    case ENR_INBOX_DELIVERY:
    case ENR_INBOX_ABSENCE:
    case ENR_INBOX_MEDICINE:
    default:
      g_assert_not_reached ();
    }
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
  g_clear_object (&done->session);
  g_clear_pointer (&done->undo, write_free);
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
    enr_session_offer_undo (done->session, done->text, run, g_steal_pointer (&done->undo),
                            write_free);
}

/* Takes over @write and @text. */
static void
start (EnrInboxView *self, Write *write, char *text)
{
  Done *done = g_new0 (Done, 1);

  done->session = g_object_ref (self->session);
  done->undo = write_copy (write);
  done->undo->is_undo = TRUE;
  done->text = text;
  enr_store_write_async (enr_session_get_store (self->session), run, write, write_free, NULL,
                         done_cb, done);
}

static char *
dup_done_text (const EnrInboxItem *item)
{
  switch (item->kind)
    {
    case ENR_INBOX_QUESTION:
      /* Translators: %s is a child's name */
      return g_strdup_printf (_ ("Answered: %s"), item->child_name);
    case ENR_INBOX_PROMISE:
      /* Translators: %s is a child's name */
      return g_strdup_printf (_ ("Promise kept: %s"), item->child_name);
    case ENR_INBOX_PAPER:
      return g_strdup_printf (_ ("The paper of %s came"), item->child_name);
    case ENR_INBOX_NOTICE:
    case ENR_INBOX_NOTEBOOK:
    case ENR_INBOX_ANSWER:
    case ENR_INBOX_INQUIRY:
    case ENR_INBOX_UNANSWERED:
    case ENR_INBOX_DELIVERY:
    case ENR_INBOX_ABSENCE:
    case ENR_INBOX_MEDICINE:
    default:
      /* Translators: %s is a child's name */
      return g_strdup_printf (_ ("Seen: %s"), item->child_name);
    }
}

void
enr_inbox_view_done (EnrInboxView *self, EnrInboxRow *row)
{
  const EnrInboxItem *item = enr_inbox_row_get_item (row);
  Write *write;

  if (item->kind == ENR_INBOX_ABSENCE)
    {
      enr_call_window_show (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->session);
      return;
    }
  if (item->kind == ENR_INBOX_MEDICINE)
    {
      enr_inbox_view_dose (self, row, TRUE);
      return;
    }
  if (item->kind == ENR_INBOX_UNANSWERED || item->kind == ENR_INBOX_DELIVERY)
    {
      g_signal_emit_by_name (self, "open-letter", &item->letter_id);
      return;
    }
  write = write_new (self, item->kind, &item->id);
  if (enr_inbox_kind_group (item->kind) == ENR_INBOX_CAME_IN)
    {
      EnrInboxMark mark = enr_inbox_item_mark (item);

      g_array_append_val (write->marks, mark);
    }
  start (self, write, dup_done_text (item));
}

void
enr_inbox_view_all_seen (EnrInboxView *self)
{
  Write *write = write_new (self, ENR_INBOX_NOTICE, &enr_uuid_none);
  guint n;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const EnrInboxItem *item = enr_inbox_row_get_item (g_ptr_array_index (self->rows, i));
      EnrInboxMark mark = enr_inbox_item_mark (item);

      if (enr_inbox_kind_group (item->kind) == ENR_INBOX_CAME_IN)
        g_array_append_val (write->marks, mark);
    }
  n = write->marks->len;
  if (n == 0)
    {
      write_free (write);
      return;
    }
  start (self, write, g_strdup_printf (ngettext ("Seen: %u message", "Seen: %u messages", n), n));
}

void
enr_inbox_view_answer (EnrInboxView *self, EnrInboxRow *row)
{
  const EnrInboxItem *item = enr_inbox_row_get_item (row);

  enr_edit_dialog_show (ENR_EDIT_DIALOG (enr_answer_dialog_new (self->session, &item->id,
                                                                item->child_name, item->text)),
                        GTK_WIDGET (self));
}
