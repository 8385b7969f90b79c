/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the duties' page asks of the writer's thread: a message with deep copies of everything, that is,
 * what was done or what takes it back.
 */
#pragma once

#include "people/duty.h"
#include "store/store.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_DUTY_SET,       /* the duties of one */
  ENR_DUTY_COPY,      /* those of another day, for a day that has none */
  ENR_DUTY_TAKE_BACK, /* what was copied */
} EnrDutyOp;

typedef struct
{
  EnrDutyOp op;
  const EnrActor *actor; /* lives as long as the program */
  EnrDate date;
  EnrUuid staff_id;      /* SET */
  GArray *seen;          /* SET: (element-type EnrDutySpan) what was shown */
  GArray *spans;         /* SET: (element-type EnrDutySpan) */
  EnrDate from;          /* COPY */
  GArray *ids;           /* TAKE_BACK: (element-type EnrUuid) */
} EnrDutyEdit;

EnrDutyEdit *enr_duty_edit_new (EnrDutyOp op,
                                const EnrActor *actor,
                                EnrDate date) G_GNUC_WARN_UNUSED_RESULT;
void enr_duty_edit_free (EnrDutyEdit *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrDutyEdit, enr_duty_edit_free)

/** An #EnrStoreFunc for the writer: @data is the message. Returns what takes it back (EnrDutyEdit). */
gpointer enr_duty_edit_run (EnrDb *db,
                            gpointer data,
                            GError **error);

/** The same for EnrSession's undo, which takes no result. */
gpointer enr_duty_edit_undo (EnrDb *db,
                             gpointer data,
                             GError **error);

/** "8:30〜12:00, 13:00〜17:15"; "" for none. */
char *enr_duty_dup_spans (const GArray *spans) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
