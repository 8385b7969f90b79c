/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the door asks of the database: functions for the store's threads, and what they carry.
 */
#pragma once

#include "attendance/day.h"
#include "attendance/stamp.h"
#include "fees/care-day.h"
#include "store/store.h"

G_BEGIN_DECLS

/** Who acts at the door. Valid for the life of the program, also on other threads. */
const EnrActor *enr_kiosk_actor (void);

/*
 * What the start and class pages show.
 */

typedef struct
{
  EnrDay *day;
  EnrCareDay *care;   /* extended care of the day */
  gboolean has_cards; /* a good card is in use */
} EnrKioskScene;

void enr_kiosk_scene_free (EnrKioskScene *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrKioskScene, enr_kiosk_scene_free)

/** EnrStoreFunc, a read: an EnrKioskScene of the nursery day that it is. No data. */
gpointer enr_kiosk_load_scene (EnrDb *db,
                               gpointer data,
                               GError **error);

/*
 * A tap or a card.
 */

typedef struct
{
  EnrUuid id;           /* of the stamp that it makes: trying again is the same fact */
  EnrUuid child_id;     /* of a tap; found by the token for a card */
  char *token;          /* %NULL for a tap */
  EnrInstant at;        /* when it was tapped, however long the writing takes */
  char *collected_by;   /* "" where not said */
} EnrKioskPunch;

EnrKioskPunch *enr_kiosk_punch_new (const EnrUuid *child_id,
                                    const char *token,
                                    const char *collected_by) G_GNUC_WARN_UNUSED_RESULT;
EnrKioskPunch *enr_kiosk_punch_copy (const EnrKioskPunch *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_kiosk_punch_free (EnrKioskPunch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrKioskPunch, enr_kiosk_punch_free)

/** What came of it. It exists only after the commit. */
typedef struct
{
  EnrUuid child_id;
  EnrPunch punch;
  EnrDay *day;          /* the punch's day, read after it; %NULL where that failed */
  EnrCareDay *care;     /* likewise, after a departure */
  GPtrArray *collectors; /* (element-type EnrContact) who may collect; %NULL where not read */
} EnrKioskOutcome;

void enr_kiosk_outcome_free (EnrKioskOutcome *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrKioskOutcome, enr_kiosk_outcome_free)

/** EnrStoreFunc, a write: punches an EnrKioskPunch, gives an EnrKioskOutcome. */
gpointer enr_kiosk_punch (EnrDb *db,
                          gpointer data,
                          GError **error);

/*
 * What can follow within ten seconds, for one or several stamps (a family).
 */

typedef struct
{
  GArray *stamps;       /* (element-type EnrUuid) */
  char *collected_by;
} EnrKioskSequel;

EnrKioskSequel *enr_kiosk_sequel_new (const char *collected_by) G_GNUC_WARN_UNUSED_RESULT;
void enr_kiosk_sequel_free (EnrKioskSequel *self);

/** EnrStoreFunc, a write: retracts the stamps. */
gpointer enr_kiosk_retract (EnrDb *db,
                            gpointer data,
                            GError **error);

/** EnrStoreFunc, a write: sets who collects. Gives a GArray of the stamps' new ids, shorter than what
 * was given where it failed on the way (the rest stands as it was). Free with g_array_unref(). */
gpointer enr_kiosk_collect (EnrDb *db,
                            gpointer data,
                            GError **error);

G_END_DECLS
