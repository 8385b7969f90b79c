/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How kinds are shown, the signs of states, and what is said about a reading.
 */
#include "config.h"

#include "app/writing/shelf-reading.h"

#include <glib/gi18n.h>

#include "nursery/roster.h"

/* Translators: one letter each, for a plan or record in a small cell: missing (未), begun (書),
 * begun and late (遅), waits for approval (待), returned (戻), approved (済), approved and to be
 * evaluated (反), being evaluated (評) */
static const char *const signs[ENR_N_SHELF_STATES] = {
  [ENR_SHELF_TO_COME] = NULL,
  [ENR_SHELF_MISSING] = NC_ ("sign of a writing", "–"),
  [ENR_SHELF_DRAFT] = NC_ ("sign of a writing", "D"),
  [ENR_SHELF_LATE] = NC_ ("sign of a writing", "L"),
  [ENR_SHELF_WAITING] = NC_ ("sign of a writing", "W"),
  [ENR_SHELF_RETURNED] = NC_ ("sign of a writing", "R"),
  [ENR_SHELF_APPROVED] = NC_ ("sign of a writing", "A"),
  [ENR_SHELF_TO_EVALUATE] = NC_ ("sign of a writing", "T"),
  [ENR_SHELF_EVALUATING] = NC_ ("sign of a writing", "E"),
};

EnrShelfForm
enr_shelf_form_of (const EnrWritingKind *kind)
{
  gboolean is_note = kind->subject == ENR_WRITING_OF_CHILD && kind->period == ENR_PERIOD_DAY
                     && kind->expected == ENR_EXPECTED_NO;

  return kind->period == ENR_PERIOD_EVENT || is_note ? ENR_SHELF_FORM_LIST : ENR_SHELF_FORM_GRID;
}

gboolean
enr_shelf_is_for_ages (const EnrWritingKind *kind)
{
  return kind->subject == ENR_WRITING_OF_CHILD && kind->expected == ENR_EXPECTED_ONE
         && kind->age_first >= 0;
}

char *
enr_shelf_dup_child_label (const GPtrArray *roster, guint position)
{
  const EnrRosterRow *row = g_ptr_array_index (roster, position);
  char *name = enr_child_dup_name (row->child);

  for (guint i = 0; i < roster->len; i++)
    {
      const EnrRosterRow *other = g_ptr_array_index (roster, i);
      g_autofree char *other_name = enr_child_dup_name (other->child);
      g_autofree char *own_name = NULL;
      int year, month, day;

      if (i == position || !enr_uuid_equal (&other->class_id, &row->class_id)
          || !g_str_equal (name, other_name))
        continue;
      own_name = name;
      enr_date_split (row->child->birth_date, &year, &month, &day);
      /* Translators: a child's name, and its birthday: year, month and day */
      return g_strdup_printf (_ ("%s (born %d/%d/%d)"), own_name, year, month, day);
    }
  return name;
}

/* Days are shown by the month, weeks by the quarter in which they begin, all others by the fiscal
 * year. */
void
enr_shelf_time_of (const EnrWritingKind *kind, EnrDate day, EnrDate *from, EnrDate *until)
{
  EnrWritingPeriod period = ENR_PERIOD_YEAR;
  EnrDate last;

  if (kind->period == ENR_PERIOD_DAY && enr_shelf_form_of (kind) == ENR_SHELF_FORM_GRID)
    period = ENR_PERIOD_MONTH;
  else if (kind->period == ENR_PERIOD_WEEK)
    {
      enr_writing_period_of (ENR_PERIOD_WEEK, day, &day, &last);
      period = ENR_PERIOD_TERM;
    }
  enr_writing_period_of (period, day, from, until);
}

const char *
enr_shelf_state_sign (EnrShelfState state)
{
  return signs[state] != NULL ? g_dpgettext2 (NULL, "sign of a writing", signs[state]) : "";
}

char *
enr_shelf_reading_dup_summary (const EnrShelfReading *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (self->n_late > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("Late: %u"), self->n_late));
  if (self->n_returned > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("Returned: %u"), self->n_returned));
  if (self->n_waiting > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("Waiting for approval: %u"), self->n_waiting));
  if (self->n_to_evaluate > 0)
    g_ptr_array_add (parts, g_strdup_printf (_ ("To be evaluated: %u"), self->n_to_evaluate));
  if (parts->len == 0)
    return g_strdup (_ ("Nothing is late."));
  g_ptr_array_add (parts, NULL);
  /* Translators: between parts of a sentence: 遅れ 3件、承認待ち 5件 */
  return g_strjoinv (C_ ("list", ", "), (char **) parts->pdata);
}
