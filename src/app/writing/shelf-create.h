/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Making a plan or record that somebody wants to write, and taking away one that stayed empty: what is handed
 * to the writer's thread.
 */
#pragma once

#include "writing/writing.h"

G_BEGIN_DECLS

typedef struct
{
  const EnrActor *actor;  /* of the session: valid for the life of the program */
  EnrWritingKinds *kinds; /* keeps @kind alive */
  const EnrWritingKind *kind;
  EnrUuid class_id;
  EnrUuid child_id;
  EnrDate day;
  char *title;
} EnrShelfCreate;

EnrShelfCreate *enr_shelf_create_new (const EnrActor *actor,
                                      EnrWritingKinds *kinds,
                                      const EnrWritingKind *kind,
                                      EnrDate day) G_GNUC_WARN_UNUSED_RESULT;
void enr_shelf_create_free (EnrShelfCreate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrShelfCreate, enr_shelf_create_free)

typedef struct
{
  EnrUuid id;
  gboolean is_new; /* otherwise somebody has made it in the meantime */
} EnrShelfCreated;

/** An EnrStoreFunc: makes it and gives an EnrShelfCreated, to be freed with g_free(). */
gpointer enr_shelf_create_run (EnrDb *db,
                               gpointer data,
                               GError **error);

typedef struct
{
  const EnrActor *actor;
  EnrUuid id;
} EnrShelfDrop;

/** An EnrStoreFunc: removes a draft in which nothing was written; leaves alone all else. */
gpointer enr_shelf_drop_run (EnrDb *db,
                             gpointer data,
                             GError **error);

G_END_DECLS
