/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/reading.h"

#include "base/text.h"

static void
clear (gpointer data)
{
  EnrMonthReading *self = data;

  g_clear_pointer (&self->state, enr_month_state_free);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
}

EnrMonthReading *
enr_month_reading_ref (EnrMonthReading *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
enr_month_reading_unref (EnrMonthReading *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

EnrMonthReading *
enr_month_reading_load (EnrDb *db, EnrDate first, GError **error)
{
  g_autoptr (EnrMonthReading) self = g_atomic_rc_box_new0 (EnrMonthReading);
  const EnrMonth *month;

  self->state = enr_month_state_load (db, first, error);
  if (self->state == NULL)
    return NULL;
  month = self->state->care->attendance;
  self->first = month->first;
  self->keys = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < month->children->len; i++)
    {
      const EnrMonthChild *child = &g_array_index (month->children, EnrMonthChild, i);
      g_autofree char *text = g_strdup_printf ("%s %s", child->kana, child->name);

      g_ptr_array_add (self->keys, enr_text_search_key (text));
    }
  return g_steal_pointer (&self);
}

const EnrCharge *
enr_month_reading_charge (const EnrMonthReading *self, guint index)
{
  return &g_array_index (self->state->care->charges, EnrCharge, index);
}

const EnrMonthChild *
enr_month_reading_child (const EnrMonthReading *self, const EnrCharge *charge)
{
  return &g_array_index (self->state->care->attendance->children, EnrMonthChild, charge->child);
}

const char *
enr_month_reading_class_name (const EnrMonthReading *self, const EnrCharge *charge)
{
  const GArray *classes = self->state->care->attendance->classes;
  guint index = enr_month_reading_child (self, charge)->class_index;

  return index < classes->len ? g_array_index (classes, EnrDayClass, index).name : "";
}

EnrDate
enr_month_reading_last (const EnrMonthReading *self)
{
  return self->first + self->state->care->attendance->n_days - 1;
}
