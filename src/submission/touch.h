/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Which subjects a change of the database touches. For the files of submission/ only.
 */
#pragma once

#include "store/db.h"

G_BEGIN_DECLS

typedef struct
{
  GHashTable *subjects;  /* set of utf8 */
  gboolean has_settings; /* what is sent was changed */
  gboolean may_mend;     /* something that a refused event may have been refused for */
} EnrTouched;

void enr_touched_init (EnrTouched *self);
void enr_touched_clear (EnrTouched *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EnrTouched, enr_touched_clear)

/** Adds what a changed row touches; of the change, table, row, changes and subject are looked at. */
void enr_touched_add (EnrTouched *self,
                      const EnrDbChange *change);

G_END_DECLS
