/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Plans and records of the small nursery, written and brought as far as a test wants them.
 */
#pragma once

#include "app-support.h"
#include "writing/approval.h"

G_BEGIN_DECLS

/** How far one is. */
typedef enum
{
  BEGUN,
  SUBMITTED,
  APPROVED,
  REVISED,   /* approved, and written anew */
  EVALUATED, /* approved, and open for what is written after its time */
} Far;

typedef struct
{
  const char *kind;
  guint whose; /* the class or child */
  EnrDate first;
  guint n_days;
  Far far;
  const EnrTestSmall *small;
  EnrUuid id; /* out: of the last one */
} Written;

/** For enr_test_write(), with a Written: one for each day. */
gpointer written_make (EnrDb *db, gpointer data, GError **error);

G_END_DECLS
