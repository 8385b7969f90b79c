/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the last confirmation was about: the punches of one family that came together. They are told
 * who collects together, and are taken back together. No widget, no database.
 */
#pragma once

#include "app/kiosk/kiosk-work.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid child_id;
  EnrPunch punch;
} EnrKioskFact;

typedef struct
{
  GArray *facts;         /* (element-type EnrKioskFact) the newest first */
  EnrDay *day;           /* after the newest; %NULL where there is none */
  EnrCareDay *care;      /* likewise, after a departure */
  GPtrArray *collectors; /* (element-type EnrContact), or %NULL */
  char *collected_by;    /* "" where not told */
  gint64 undo_until;     /* monotonic; 0: there is nothing to take back */
} EnrKioskFacts;

void enr_kiosk_facts_init (EnrKioskFacts *self);
void enr_kiosk_facts_clear (EnrKioskFacts *self);

/** Forgets them. */
void enr_kiosk_facts_reset (EnrKioskFacts *self);

/** The newest, or %NULL. Borrowed. */
const EnrKioskFact *enr_kiosk_facts_newest (const EnrKioskFacts *self);

gboolean enr_kiosk_facts_has (const EnrKioskFacts *self,
                              const EnrUuid *child_id);

/** Whether they can still be taken back. */
gboolean enr_kiosk_facts_can_undo (const EnrKioskFacts *self);

/** Whether a punch goes with them: a brother's or sister's, of the same kind, while they can be taken
 * back. */
gboolean enr_kiosk_facts_go_with (const EnrKioskFacts *self,
                                  const EnrKioskOutcome *outcome);

/** Adds a punch, whose day and collectors are the newest; what does not go with it is forgotten. */
void enr_kiosk_facts_add (EnrKioskFacts *self,
                          const EnrKioskOutcome *outcome,
                          const char *collected_by,
                          gboolean goes_with);

/** Their stamps, for enr_kiosk_retract() and enr_kiosk_collect(). */
EnrKioskSequel *enr_kiosk_facts_sequel (const EnrKioskFacts *self,
                                        const char *collected_by) G_GNUC_WARN_UNUSED_RESULT;

/** Takes the stamps' new ids in, from the newest on. (element-type EnrUuid) */
void enr_kiosk_facts_replace (EnrKioskFacts *self,
                              const GArray *ids);

G_END_DECLS
