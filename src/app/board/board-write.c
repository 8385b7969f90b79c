/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/board/board-write.h"

#include "attendance/closing.h"
#include "base/clock.h"
#include "contact/notice.h"

EnrBoardWrite *
enr_board_write_new (EnrBoardOp op, const EnrActor *actor, EnrDate date)
{
  EnrBoardWrite *self = g_new0 (EnrBoardWrite, 1);

  self->op = op;
  self->actor = actor;
  self->date = date;
  self->ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  self->notice_ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  self->texts = g_string_chunk_new (256);
  self->form = ENR_ENTRY_FORM_KEEP;
  return self;
}

void
enr_board_write_free (EnrBoardWrite *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->ids);
  g_array_unref (self->notice_ids);
  g_string_chunk_free (self->texts);
  g_free (self);
}

void
enr_board_write_add (EnrBoardWrite *self, const EnrUuid *id)
{
  g_array_append_val (self->ids, *id);
}

const char *
enr_board_write_keep (EnrBoardWrite *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

static void
take (char **field, const char *text)
{
  g_free (*field);
  *field = g_strdup (text);
}

/* What the board is told on the telephone is a notice as any other, so that the inbox and the
 * child's history have it. */
static gboolean
add_notices (EnrDb *db, const EnrBoardWrite *self, GError **error)
{
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func ((GDestroyNotify) enr_notice_free);

  for (guint i = 0; i < self->ids->len; i++)
    {
      EnrNotice *notice = enr_notice_new ();

      notice->id = g_array_index (self->notice_ids, EnrUuid, i);
      notice->child_id = g_array_index (self->ids, EnrUuid, i);
      notice->first_day = notice->last_day = self->date;
      notice->absence_kind = g_strdup (self->absence.kind);
      notice->received_at = 0;
      take (&notice->symptoms, self->absence.reason);
      take (&notice->by_name, self->absence.notified_by);
      g_ptr_array_add (notices, notice);
    }
  return enr_notice_add_many (db, self->actor, notices, error);
}

gpointer
enr_board_write_run (EnrDb *db, gpointer data, GError **error)
{
  const EnrBoardWrite *self = data;
  const EnrUuid *ids = (const EnrUuid *) (gpointer) self->ids->data;
  guint n = self->ids->len;
  g_autofree EnrPunch *punch = g_new0 (EnrPunch, 1);
  gboolean is_done = FALSE;

  switch (self->op)
    {
    case ENR_BOARD_ARRIVE:
      is_done = enr_stamp_arrive (db, self->actor, ids, enr_clock_now (), ENR_SOURCE_OFFICE, punch,
                                  error);
      break;
    case ENR_BOARD_LEAVE:
      is_done = enr_stamp_leave (db, self->actor, ids, enr_clock_now (), ENR_SOURCE_OFFICE, NULL,
                                 punch, error);
      break;
    case ENR_BOARD_RETRACT:
      is_done = enr_stamp_retract (db, self->actor, ids, self->reason, error);
      break;
    case ENR_BOARD_TIMES:
      is_done = enr_entry_set_times_many (db, self->actor, ids, n, self->date, &self->form.times,
                                          self->reason, error);
      break;
    case ENR_BOARD_FORM:
      is_done = enr_entry_save_form (db, self->actor, ids, self->date, &self->form, self->reason,
                                     error);
      break;
    case ENR_BOARD_ABSENCE:
      is_done
          = enr_entry_set_absence_many (db, self->actor, ids, n, self->date, &self->absence, error);
      break;
    case ENR_BOARD_NOTICE:
      is_done = add_notices (db, self, error);
      break;
    case ENR_BOARD_WITHDRAW:
      is_done = enr_notice_withdraw_many (db, self->actor, ids, n, self->reason, error);
      break;
    case ENR_BOARD_SIGHT:
      is_done = enr_entry_set_sight_many (db, self->actor, ids, n, self->date, self->sight, error);
      break;
    case ENR_BOARD_CLOSE:
      is_done = enr_day_close (db, self->actor, self->date, NULL, error);
      break;
    case ENR_BOARD_REOPEN:
      is_done = enr_day_reopen (db, self->actor, self->date, self->reason, error);
      break;
    default:
      g_assert_not_reached ();
    }

  return is_done ? g_steal_pointer (&punch) : NULL;
}

gpointer
enr_board_write_undo (EnrDb *db, gpointer data, GError **error)
{
  g_autofree EnrPunch *punch = enr_board_write_run (db, data, error);

  return GINT_TO_POINTER (punch != NULL);
}
