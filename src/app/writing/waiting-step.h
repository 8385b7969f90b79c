/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A step of approval that a person does to one or many: what is handed to the writer's thread.
 */
#pragma once

#include "writing/approval.h"

G_BEGIN_DECLS

typedef struct
{
  EnrActor actor;         /* its name is the job's */
  char *name;
  char *reason;
  EnrStep step;
  EnrWritingKinds *kinds; /* keeps the kinds of @on alive */
  GArray *on;             /* (element-type EnrStepOn) */
} EnrWaitingStep;

/** A step that nothing is done to yet. @actor's kind and device are taken. */
EnrWaitingStep *enr_waiting_step_new (const EnrActor *actor,
                                      EnrStep step,
                                      EnrWritingKinds *kinds) G_GNUC_WARN_UNUSED_RESULT;
void enr_waiting_step_free (EnrWaitingStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrWaitingStep, enr_waiting_step_free)

/** Adds a writing as it was looked at. */
void enr_waiting_step_add (EnrWaitingStep *self,
                           const EnrWritingKind *kind,
                           const EnrUuid *id,
                           int seen_version);

/** Who does it, and why; the reason may be %NULL. */
void enr_waiting_step_set_who (EnrWaitingStep *self,
                               const EnrUuid *staff_id,
                               const char *name,
                               const char *reason);

/** An EnrStoreFunc. */
gpointer enr_waiting_step_run (EnrDb *db,
                               gpointer data,
                               GError **error);

G_END_DECLS
