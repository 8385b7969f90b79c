/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Staff (職員): who works here, as what, and from when to when.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

/** A kind of work (職種). */
typedef struct
{
  const char *key;     /* what the database has */
  const char *label;   /* Japanese, for papers and lists */
  gboolean is_counted; /* what is proposed for EnrStaff.is_counted */
  gboolean is_nurse;   /* counts as 保育士 by 附則: one person only (FACTS 1.4) */
} EnrStaffJob;

/** All jobs in the order of lists and papers. Static. */
const EnrStaffJob *enr_staff_jobs (guint *n_jobs);

/** The job of a key, or %NULL. Static. */
const EnrStaffJob *enr_staff_job_find (const char *key);

/** A job's label; a key that the program does not know is its own label. */
const char *enr_staff_job_label (const char *key);

typedef struct
{
  EnrUuid id;
  char *name;
  char *kana;            /* hiragana */
  char *job;             /* a key of enr_staff_jobs() */
  gboolean is_counted;   /* counts as 保育士 for the ratio */
  gboolean is_full_time; /* 常勤 */
  int week_minutes;      /* of a week's work, for 常勤換算 */
  EnrDate first;         /* the first day of work */
  EnrDate last;          /* the last, or ENR_DATE_NONE */
} EnrStaff;

/** A full-time 保育士 of 40 hours; @first is none. */
EnrStaff *enr_staff_new (void) G_GNUC_WARN_UNUSED_RESULT;
EnrStaff *enr_staff_copy (const EnrStaff *self) G_GNUC_WARN_UNUSED_RESULT;
void enr_staff_free (EnrStaff *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrStaff, enr_staff_free)

/** Whether somebody is employed on a day. */
gboolean enr_staff_is_employed (const EnrStaff *self,
                                EnrDate day);

/** Who is employed on a day, or with ENR_DATE_NONE everybody who ever was or will be; by job, then kana.
 * (element-type EnrStaff) */
GPtrArray *enr_staff_list (EnrDb *db,
                           EnrDate day,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The one whom a word names: id, or a name or kana that only one has, blanks and variants apart.
 * UNKNOWN or AMBIGUOUS. */
EnrStaff *enr_staff_find (EnrDb *db,
                          const char *word,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Makes (@id none) or changes a member of staff. @id is set on success. INVALID for a blank name, an
 * unknown job, more than 168 hours a week, no first day, a last day before it, or duties outside of
 * the time of employment. */
gboolean enr_staff_save (EnrDb *db,
                         const EnrActor *actor,
                         EnrStaff *self,
                         GError **error);

/** Ends the employment (退職). INVALID before the first day, and where there are duties after @last. */
gboolean enr_staff_leave (EnrDb *db,
                          const EnrActor *actor,
                          const EnrUuid *id,
                          EnrDate last,
                          GError **error);

/** Marks a record as removed (entered by mistake); INVALID once a duty was entered. */
gboolean enr_staff_remove (EnrDb *db,
                           const EnrActor *actor,
                           const EnrUuid *id,
                           GError **error);

/** The largest picture of a seal, in bytes. */
#define ENR_STAFF_SEAL_MAX (1024 * 1024)

/** Sets the picture (PNG) of a member of staff's seal (印影); %NULL takes it away. INVALID where it is larger
 * than ENR_STAFF_SEAL_MAX or no PNG; whether it can be drawn is for the papers to say. */
gboolean enr_staff_set_seal (EnrDb *db,
                             const EnrActor *actor,
                             const EnrUuid *id,
                             GBytes *picture,
                             GError **error);

/** The same, where the present picture is still @seen (%NULL: there was none); CHANGED otherwise. */
gboolean enr_staff_change_seal (EnrDb *db,
                                const EnrActor *actor,
                                const EnrUuid *id,
                                GBytes *seen,
                                GBytes *picture,
                                GError **error);

/** enr_staff_save() and enr_staff_change_seal() as one action. */
gboolean enr_staff_save_with_seal (EnrDb *db,
                                   const EnrActor *actor,
                                   EnrStaff *self,
                                   GBytes *seen,
                                   GBytes *picture,
                                   GError **error);

/** The picture, or %NULL without an error where there is none. */
GBytes *enr_staff_load_seal (EnrDb *db,
                             const EnrUuid *id,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
