/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/staff/duty-edit.h"

EnrDutyEdit *
enr_duty_edit_new (EnrDutyOp op, const EnrActor *actor, EnrDate date)
{
  EnrDutyEdit *self = g_new0 (EnrDutyEdit, 1);

  self->op = op;
  self->actor = actor;
  self->date = date;
  return self;
}

void
enr_duty_edit_free (EnrDutyEdit *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->seen, g_array_unref);
  g_clear_pointer (&self->spans, g_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

/* The same with what was and what is exchanged. */
static gpointer
set (EnrDb *db, const EnrDutyEdit *self, GError **error)
{
  EnrDutyEdit *undo;

  if (!enr_duty_set_seen (db, self->actor, &self->staff_id, self->date,
                          (const EnrDutySpan *) self->seen->data, self->seen->len,
                          (const EnrDutySpan *) self->spans->data, self->spans->len, error))
    return NULL;
  undo = enr_duty_edit_new (ENR_DUTY_SET, self->actor, self->date);
  undo->staff_id = self->staff_id;
  undo->seen = g_array_copy (self->spans);
  undo->spans = g_array_copy (self->seen);
  return undo;
}

static gpointer
copy (EnrDb *db, const EnrDutyEdit *self, GError **error)
{
  g_autoptr (EnrDutyEdit) undo = enr_duty_edit_new (ENR_DUTY_TAKE_BACK, self->actor, self->date);
  g_autoptr (GPtrArray) duties = NULL;

  undo->ids = g_array_new (FALSE, FALSE, sizeof (EnrUuid));
  if (!enr_duty_copy (db, self->actor, self->from, self->date, FALSE, NULL, error))
    return NULL;
  /* Where these cannot be read, the copy is there all the same: only its undo will be refused. */
  duties = enr_duty_list (db, self->date, NULL);
  for (guint i = 0; duties != NULL && i < duties->len; i++)
    g_array_append_val (undo->ids, ((EnrDuty *) g_ptr_array_index (duties, i))->id);
  return g_steal_pointer (&undo);
}

gpointer
enr_duty_edit_run (EnrDb *db, gpointer data, GError **error)
{
  const EnrDutyEdit *self = data;

  switch (self->op)
    {
    case ENR_DUTY_SET:
      return set (db, self, error);
    case ENR_DUTY_COPY:
      return copy (db, self, error);
    case ENR_DUTY_TAKE_BACK:
      return enr_duty_take_back (db, self->actor, self->date, self->ids, error)
                 ? enr_duty_edit_new (ENR_DUTY_TAKE_BACK, self->actor, self->date)
                 : NULL;
    default:
      g_assert_not_reached ();
    }
}

gpointer
enr_duty_edit_undo (EnrDb *db, gpointer data, GError **error)
{
  g_autoptr (EnrDutyEdit) back = enr_duty_edit_run (db, data, error);

  return GINT_TO_POINTER (back != NULL);
}

char *
enr_duty_dup_spans (const GArray *spans)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      const EnrDutySpan *span = &g_array_index (spans, EnrDutySpan, i);
      char first[6], last[6];

      g_string_append_printf (text, "%s%s〜%s", i > 0 ? ", " : "",
                              enr_minutes_format (span->first, first),
                              enr_minutes_format (span->last, last));
    }
  return g_string_free (text, FALSE);
}
