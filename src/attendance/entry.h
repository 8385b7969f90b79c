/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * What the office enters on the board: times, plans, absences, the sight check, notes. Any day can be
 * entered that is not closed.
 */
#pragma once

#include "attendance/day.h"
#include "attendance/stamp.h"

G_BEGIN_DECLS

/** A time of day that stays as it is. */
#define ENR_MINUTES_KEEP (-2)

/** Times to set: minutes, ENR_MINUTES_NONE for "no such punch", or ENR_MINUTES_KEEP. */
typedef struct
{
  int arrived;              /* the first arrival */
  int left;                 /* the last departure */
  const char *collected_by; /* NULL keeps */
} EnrEntryTimes;

/**
 * Sets a child's times. A stamp that stands and differs is superseded, a missing one is added, one
 * that should not be is retracted; the old value, the author and the reason stay in the record.
 * Errors: NOT_ENROLLED, CLOSED, ORDER, REASON (a stamp is superseded, or the day is past, and @reason
 * is blank), INVALID (a time in the future).
 */
gboolean enr_entry_set_times (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *child_id,
                              EnrDate day,
                              const EnrEntryTimes *times,
                              const char *reason,
                              GError **error);

/** The same for many children at once, all or nothing. */
gboolean enr_entry_set_times_many (EnrDb *db,
                                   const EnrActor *actor,
                                   const EnrUuid *child_ids,
                                   guint n_children,
                                   EnrDate day,
                                   const EnrEntryTimes *times,
                                   const char *reason,
                                   GError **error);

typedef struct
{
  const char *kind;        /* key of an absence kind; NULL: not absent */
  const char *reason;      /* "" where none */
  const char *notified_by; /* who called in; "" where nobody did */
  EnrInstant notified_at;  /* when; 0: now */
} EnrEntryAbsence;

/** Sets or clears a child's absence. UNKNOWN names the kinds there are. */
gboolean enr_entry_set_absence (EnrDb *db,
                                const EnrActor *actor,
                                const EnrUuid *child_id,
                                EnrDate day,
                                const EnrEntryAbsence *absence,
                                GError **error);

/** The same for many children at once, all or nothing. */
gboolean enr_entry_set_absence_many (EnrDb *db,
                                     const EnrActor *actor,
                                     const EnrUuid *child_ids,
                                     guint n_children,
                                     EnrDate day,
                                     const EnrEntryAbsence *absence,
                                     GError **error);

typedef struct
{
  int arrive;            /* minutes or ENR_MINUTES_NONE */
  int leave;
  const char *collector; /* "" where not known */
} EnrEntryPlan;

/** Sets what is planned; ORDER where the departure is not after the arrival. */
gboolean enr_entry_set_plan (EnrDb *db,
                             const EnrActor *actor,
                             const EnrUuid *child_id,
                             EnrDate day,
                             const EnrEntryPlan *plan,
                             GError **error);

/** A temperature that stays as it is. */
#define ENR_TEMPERATURE_KEEP (-1)

/** All that the board's form for one child has, saved as one action. Each part has a value with which it
 * stays what it is by now, for what the user did not touch: another program may have written it since it
 * was read. */
typedef struct
{
  EnrEntryTimes times;
  EnrEntryPlan plan; /* here also ENR_MINUTES_KEEP, and a collector of NULL keeps */
  int temperature;   /* tenths of a degree, 0 for none, or ENR_TEMPERATURE_KEEP */
  const char *note;  /* NULL keeps */
} EnrEntryForm;

/** A form that keeps everything. */
#define ENR_ENTRY_FORM_KEEP                                                                        \
  ((EnrEntryForm){ { ENR_MINUTES_KEEP, ENR_MINUTES_KEEP, NULL },                                   \
                   { ENR_MINUTES_KEEP, ENR_MINUTES_KEEP, NULL },                                   \
                   ENR_TEMPERATURE_KEEP,                                                           \
                   NULL })

/** Saves the form, all or nothing. Errors as those of the parts. */
gboolean enr_entry_save_form (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *child_id,
                              EnrDate day,
                              const EnrEntryForm *form,
                              const char *reason,
                              GError **error);

/** The sight check (目視). */
gboolean enr_entry_set_sight (EnrDb *db,
                              const EnrActor *actor,
                              const EnrUuid *child_id,
                              EnrDate day,
                              EnrSight sight,
                              GError **error);

/** The same for many children at once, all or nothing. */
gboolean enr_entry_set_sight_many (EnrDb *db,
                                   const EnrActor *actor,
                                   const EnrUuid *child_ids,
                                   guint n_children,
                                   EnrDate day,
                                   EnrSight sight,
                                   GError **error);

gboolean enr_entry_set_note (EnrDb *db,
                             const EnrActor *actor,
                             const EnrUuid *child_id,
                             EnrDate day,
                             const char *note,
                             GError **error);

/** Tenths of a degree, 300 to 450; 0 clears. INVALID outside. */
gboolean enr_entry_set_temperature (EnrDb *db,
                                    const EnrActor *actor,
                                    const EnrUuid *child_id,
                                    EnrDate day,
                                    int temperature,
                                    GError **error);

G_END_DECLS
