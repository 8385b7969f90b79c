/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 */
#include "config.h"

#include "app/month/decide.h"

#include <glib/gi18n.h>

#include "app/month/month-words.h"

/* One call of the domain: charges that get the same decision. */
typedef struct
{
  EnrChargeState state;
  int amount;
  char *reason;
  GArray *seen; /* (element-type EnrChargeSeen) */
} Step;

struct _EnrDecide
{
  const EnrActor *actor;
  GPtrArray *steps; /* (element-type Step) */
};

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->reason);
  g_array_unref (step->seen);
  g_free (step);
}

static EnrDecide *
decide_new (const EnrActor *actor)
{
  EnrDecide *self = g_new0 (EnrDecide, 1);

  self->actor = actor;
  self->steps = g_ptr_array_new_with_free_func (step_free);
  return self;
}

void
enr_decide_free (EnrDecide *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->steps);
  g_free (self);
}

/* The step with that decision, made where it is not there yet. */
static Step *
get_step (EnrDecide *self, EnrChargeState state, int amount, const char *reason)
{
  Step *step;

  for (guint i = 0; i < self->steps->len; i++)
    {
      step = g_ptr_array_index (self->steps, i);
      if (step->state == state && step->amount == amount && g_strcmp0 (step->reason, reason) == 0)
        return step;
    }
  step = g_new0 (Step, 1);
  step->state = state;
  step->amount = amount;
  step->reason = g_strdup (reason);
  step->seen = g_array_new (FALSE, FALSE, sizeof (EnrChargeSeen));
  g_ptr_array_add (self->steps, step);
  return step;
}

static void
add_charge (Step *step, const EnrCharge *charge, int seen_amount)
{
  EnrChargeSeen seen = { charge->child_id, charge->day, charge->kind, seen_amount };

  g_array_append_val (step->seen, seen);
}

EnrDecide *
enr_decide_new (const EnrActor *actor,
                const EnrMonthReading *reading,
                const GArray *indexes,
                EnrChargeState state,
                int amount,
                const char *reason)
{
  EnrDecide *self = decide_new (actor);
  Step *step = get_step (self, state, amount, reason);

  for (guint i = 0; i < indexes->len; i++)
    {
      const EnrCharge *charge
          = enr_month_reading_charge (reading, g_array_index (indexes, guint, i));

      add_charge (step, charge, charge->amount);
    }
  return self;
}

EnrDecide *
enr_decide_new_undo (const EnrActor *actor,
                     const EnrMonthReading *reading,
                     const GArray *indexes,
                     EnrChargeState state,
                     int amount)
{
  g_autoptr (EnrDecide) self = decide_new (actor);

  for (guint i = 0; i < indexes->len; i++)
    {
      const EnrCharge *charge
          = enr_month_reading_charge (reading, g_array_index (indexes, guint, i));
      gboolean has_reason
          = charge->state == ENR_CHARGE_ADJUSTED || charge->state == ENR_CHARGE_EXCLUDED;
      Step *step;

      if (charge->differs)
        return NULL;
      step = get_step (self, charge->state,
                       charge->state == ENR_CHARGE_ADJUSTED ? charge->amount : 0,
                       has_reason ? charge->reason : NULL);
      add_charge (step, charge,
                  state == ENR_CHARGE_ADJUSTED   ? amount
                  : state == ENR_CHARGE_EXCLUDED ? 0
                                                 : charge->now_amount);
    }
  return g_steal_pointer (&self);
}

gpointer
enr_decide_run (EnrDb *db, gpointer data, GError **error)
{
  const EnrDecide *self = data;

  for (guint i = 0; i < self->steps->len; i++)
    {
      const Step *step = g_ptr_array_index (self->steps, i);

      if (!enr_care_decide (db, self->actor, (const EnrChargeSeen *) (gpointer) step->seen->data,
                            step->seen->len, step->state, step->amount, step->reason, error))
        return NULL;
    }
  return GINT_TO_POINTER (TRUE);
}

char *
enr_decide_dup_text (const EnrMonthReading *reading, const GArray *indexes, EnrChargeState state)
{
  g_autofree char *what = NULL;

  if (indexes->len == 1)
    {
      const EnrCharge *charge
          = enr_month_reading_charge (reading, g_array_index (indexes, guint, 0));
      g_autofree char *day = enr_month_words_dup_charge_day (charge);

      what = g_strdup_printf ("%s %s", enr_month_reading_child (reading, charge)->name, day);
    }
  else
    what = g_strdup_printf (ngettext ("%u charge", "%u charges", indexes->len), indexes->len);
  switch (state)
    {
    case ENR_CHARGE_CONFIRMED:
      /* Translators: a child's name and day, or a number of charges */
      return g_strdup_printf (_ ("Confirmed: %s"), what);
    case ENR_CHARGE_ADJUSTED:
      /* Translators: a child's name and day, or a number of charges */
      return g_strdup_printf (_ ("Amount changed: %s"), what);
    case ENR_CHARGE_EXCLUDED:
      /* Translators: a child's name and day, or a number of charges */
      return g_strdup_printf (_ ("Not charged: %s"), what);
    case ENR_CHARGE_COMPUTED:
    default:
      /* Translators: a child's name and day, or a number of charges */
      return g_strdup_printf (_ ("Computed again: %s"), what);
    }
}
