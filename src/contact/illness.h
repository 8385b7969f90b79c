/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Infectious diseases of children (FACTS 8): watched from the word that came in until the child is back with
 * the paper that is asked for; how many there are on a day, and when that has to be reported.
 */
#pragma once

#include "attendance/day.h"
#include "contact/disease.h"

G_BEGIN_DECLS

typedef struct
{
  EnrUuid id;
  EnrUuid child_id;
  char *child_name;               /* of one that was read; else "" */
  char *disease;                  /* key */
  EnrUuid notice_id;              /* the notice that opened it, or none */
  EnrDate known_day;              /* when the nursery was told */
  EnrDate anchors[ENR_N_ANCHORS]; /* by EnrAnchor; ENR_DATE_NONE where not known */
  EnrDate paper_day;              /* when the paper came in, or NONE */
  EnrDate back_day;               /* when the child came again, or NONE */
  char *note;
  EnrInstant removed_at;          /* entered by mistake; ENR_INSTANT_NONE while it stands */
} EnrIllness;

/** An illness that was heard of today, without a child and a disease. */
EnrIllness *enr_illness_new (void) G_GNUC_WARN_UNUSED_RESULT;
EnrIllness *enr_illness_copy (const EnrIllness *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_illness_free (EnrIllness *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrIllness, enr_illness_free)

/**
 * Makes (@id none; @seen %NULL) or changes an illness; the id is then in @self. ALREADY for a new one of a
 * disease that the child has and is not back from; CHANGED where it is no longer as in @seen; UNKNOWN
 * (child, disease, illness); INVALID for a day in the future or more than 100 days before the nursery was
 * told; NOT_ENROLLED for a new one of a child who is enrolled neither then nor today; ORDER for a day
 * without fever or of relief before the onset, or a return before it.
 */
gboolean enr_illness_save (EnrDb *db,
                           const EnrActor *actor,
                           EnrIllness *self,
                           const EnrIllness *seen,
                           GError **error);

/** Removes one that was entered by mistake; UNKNOWN. */
gboolean enr_illness_remove (EnrDb *db,
                             const EnrActor *actor,
                             const EnrUuid *id,
                             const char *reason,
                             GError **error);

EnrIllness *enr_illness_load (EnrDb *db,
                              const EnrUuid *id,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The one of a disease (%NULL: of any) from which the child is not back or whose paper is missing, the
 * newest; %NULL without an error where there is none. */
EnrIllness *enr_illness_find_open (EnrDb *db,
                                   const EnrUuid *child_id,
                                   const char *disease,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** A child's, the newest first. (element-type EnrIllness) */
GPtrArray *enr_illness_list_child (EnrDb *db,
                                   const EnrUuid *child_id,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Whose return is watched
 */

typedef enum
{
  ENR_WATCH_PAPER = 1 << 0, /* a paper is asked for and has not come */
  ENR_WATCH_HERE = 1 << 1,  /* the child has come on the day */
  ENR_WATCH_EARLY = 1 << 2, /* it has come, or is not announced as absent, before the earliest day */
} EnrWatchFlags;

typedef struct
{
  EnrIllness *illness;
  EnrDisease *disease;
  guint child;        /* into EnrDay.children */
  EnrReturn earliest; /* when it may come */
  guint flags;        /* EnrWatchFlags */
} EnrWatch;

/**
 * The illnesses of the day's children that are known by then and not settled: the child is not marked as
 * back, or the paper is missing. In the order of the day's children; those of a child by the day on which
 * they were known. (element-type EnrWatch)
 *
 * EARLY: before the earliest day, or while a day that it is counted from is missing, the child has come, or
 * on a day on which the nursery is open nobody has announced an absence. Not by words alone, and on the day
 * on which it was told only against an announced absence: the child may have fallen ill here.
 */
GPtrArray *enr_illness_watch (EnrDb *db,
                              const EnrDay *day,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** "鈴木 花: influenza, may come from 2026-06-16; the doctor's opinion is missing", translated. */
char *enr_watch_dup_text (const EnrWatch *self,
                          const EnrDay *day) G_GNUC_WARN_UNUSED_RESULT;

/*
 * How many there are
 */

/** Children who have a disease on a day, by class. */
typedef struct
{
  EnrDate day;
  char *disease; /* key */
  char *name;
  EnrUuid class_id; /* none: in no class */
  guint n;
} EnrIllnessCount;

/** An illness counts from its onset (where that is not known, from when the nursery was told) to the day
 * before the child is back: the day that is entered, or the first one with an arrival on which it was
 * allowed; and not on a day with an arrival in between. By day, then disease as in the table, then class;
 * none with n = 0. At most ENR_ILLNESS_COUNT_DAYS days. (element-type EnrIllnessCount) */
#define ENR_ILLNESS_COUNT_DAYS 366
GPtrArray *enr_illness_count (EnrDb *db,
                              EnrDate first,
                              EnrDate last,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** From when on an outbreak has to be reported. */
typedef struct
{
  int children; /* so many with the same illness: 10 */
  int percent;  /* or so many of a hundred users: 50 */
} EnrOutbreakSetting;

/** The nursery's, or the default (FACTS 8: ten, or half of the users). */
gboolean enr_outbreak_setting_load (EnrDb *db,
                                    EnrOutbreakSetting *setting,
                                    GError **error);

/** INVALID outside of 1 to 999 children and 1 to 100 per cent. */
gboolean enr_outbreak_setting_save (EnrDb *db,
                                    const EnrActor *actor,
                                    const EnrOutbreakSetting *setting,
                                    GError **error);

/** The rule: whether @n_ill of @n_users reach it. */
gboolean enr_outbreak_is_reached (const EnrOutbreakSetting *setting,
                                  guint n_ill,
                                  guint n_users);

/** What a day shows: a disease with all its children. */
typedef struct
{
  char *disease; /* key; "" for all who are absent because they are ill, whatever it is */
  char *name;
  guint n;
  gboolean is_reached;
} EnrOutbreak;

/** The diseases of a day, the most frequent first, and before them all who are absent for illness (kinds of
 * absence that count as sick or suspension). Users are the children of the day. (element-type EnrOutbreak) */
GPtrArray *enr_outbreak_load (EnrDb *db,
                              const EnrDay *day,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
