/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * How a place on the shelf stands. Pure.
 */
#include "config.h"

#include "writing/shelf.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *key;
  const char *label;
} states[ENR_N_SHELF_STATES] = {
  [ENR_SHELF_TO_COME] = { "to-come", NC_ ("place on the shelf", "Not yet due") },
  [ENR_SHELF_MISSING] = { "missing", NC_ ("place on the shelf", "Not written") },
  [ENR_SHELF_DRAFT] = { "draft", NC_ ("place on the shelf", "Draft") },
  [ENR_SHELF_LATE] = { "late", NC_ ("place on the shelf", "Draft, late") },
  [ENR_SHELF_WAITING] = { "waiting", NC_ ("place on the shelf", "Waits for approval") },
  [ENR_SHELF_RETURNED] = { "returned", NC_ ("place on the shelf", "Returned") },
  [ENR_SHELF_APPROVED] = { "approved", NC_ ("place on the shelf", "Approved") },
  [ENR_SHELF_TO_EVALUATE] = { "to-evaluate", NC_ ("place on the shelf", "To be evaluated") },
  [ENR_SHELF_EVALUATING] = { "evaluating", NC_ ("place on the shelf", "Being evaluated") },
};

const char *
enr_shelf_state_label (EnrShelfState state)
{
  return g_dpgettext2 (NULL, "place on the shelf", states[state].label);
}

const char *
enr_shelf_state_key (EnrShelfState state)
{
  return states[state].key;
}

EnrDate
enr_shelf_due (const EnrWritingKind *kind, EnrDate first, EnrDate last)
{
  return (kind->is_plan ? first : last) + kind->due_days;
}

EnrShelfState
enr_shelf_state_of (const EnrShelfStanding *standing, EnrDate due, EnrDate today)
{
  gboolean is_late = today > due;

  if (standing == NULL)
    return is_late ? ENR_SHELF_MISSING : ENR_SHELF_TO_COME;
  switch (standing->state)
    {
    case ENR_WRITING_SUBMITTED:
    case ENR_WRITING_CHIEF:
      return ENR_SHELF_WAITING;
    case ENR_WRITING_APPROVED:
      return standing->lacks_evaluation ? ENR_SHELF_TO_EVALUATE : ENR_SHELF_APPROVED;
    case ENR_WRITING_ARCHIVED:
      return ENR_SHELF_APPROVED;
    case ENR_WRITING_RETURNED:
      return ENR_SHELF_RETURNED;
    case ENR_WRITING_DRAFT:
    case ENR_N_WRITING_STATES:
    default:
      /* It was in time: what is in force is approved. */
      if (standing->is_evaluating)
        return ENR_SHELF_EVALUATING;
      return is_late ? ENR_SHELF_LATE : ENR_SHELF_DRAFT;
    }
}
