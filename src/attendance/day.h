/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A day: every child enrolled on it, with what was planned, what happened, and what does not fit.
 * The board, the kiosk and the daily register all show this one thing.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

typedef enum
{
  ENR_STATUS_UNKNOWN, /* nothing recorded yet */
  ENR_STATUS_PRESENT,
  ENR_STATUS_LEFT,
  ENR_STATUS_ABSENT,
} EnrStatus;

/** The sight check (目視): what a teacher saw, beside the punch. */
typedef enum
{
  ENR_SIGHT_NONE,
  ENR_SIGHT_PRESENT,
  ENR_SIGHT_ABSENT,
} EnrSight;

typedef enum
{
  ENR_MISMATCH_NONE,
  ENR_MISMATCH_PUNCHED_BUT_ABSENT,   /* punched in, but marked absent by sight */
  ENR_MISMATCH_NOTICE_BUT_PRESENT,   /* absence notice, but here by sight or punch */
  ENR_MISMATCH_ABSENT_WITHOUT_NOTICE, /* marked absent by sight, and nobody called */
} EnrMismatch;

/** One child's day. Strings are borrowed from the EnrDay and never %NULL unless said. */
typedef struct
{
  EnrUuid child_id;
  EnrUuid family_id;
  EnrUuid class_id;           /* none where the child is in no class that day */
  guint class_index;          /* into EnrDay.classes, or G_MAXUINT */
  int number;                 /* order in the class, from 1 */
  const char *external_id;    /* "" where none */
  const char *family_name;
  const char *given_name;
  const char *family_kana;
  const char *given_kana;
  const char *name;           /* "青木 朝陽" */
  const char *kana;           /* "あおき あさひ" */
  const char *search_key;     /* enr_text_search_key() of kana and name together */
  int sex;                    /* EnrSex */
  EnrDate birth_date;
  int class_age;
  gboolean has_allergy;
  int care_hours;             /* EnrCareHours on the day */

  int planned_arrive;         /* minutes, or ENR_MINUTES_NONE */
  int planned_leave;
  const char *planned_collector;
  EnrInstant arrived;         /* the first arrival that stands, or ENR_INSTANT_NONE */
  EnrInstant left;            /* the last departure that stands; NONE while the child is here */
  EnrUuid arrive_stamp;
  EnrUuid leave_stamp;
  guint n_stamps;             /* stamps that stand; more than two when a child went and came back */
  gboolean was_corrected;     /* a stamp of the day was superseded */
  const char *collected_by;
  int absence_kind;           /* index into EnrDay.kinds, or -1 */
  const char *absence_reason;
  const char *notified_by;
  EnrInstant notified_at;
  EnrSight sight;
  int temperature;            /* tenths of a degree, 365; 0 where not taken */
  const char *note;

  EnrStatus status;
  gboolean is_unasked;        /* not planned, on a Saturday on which only planned children are asked after */
  EnrMismatch mismatch;
  gboolean is_late;           /* 遅刻, by the facility's setting; only against a plan */
  gboolean is_early;          /* 早退, likewise */
} EnrDayChild;

typedef struct
{
  EnrUuid id;
  const char *name;
  const char *colour;
  int age; /* class age, -1 mixed */
} EnrDayClass;

/** A kind of absence (欠席区分) from the editable set. */
typedef struct
{
  const char *key;    /* "sick" */
  const char *label;  /* 病欠 */
  const char *symbol; /* 病 */
  const char *total;  /* the total it counts into: sick, other, suspension, bereavement, unannounced */
  gboolean is_active; /* offered for new entries */
} EnrAbsenceKind;

typedef struct
{
  guint enrolled;
  guint arrived; /* came at some time of the day: present and left */
  guint present; /* here now */
  guint left;
  guint absent;
  guint unknown;  /* nothing recorded, but for those who are not asked after */
  guint unasked;  /* nothing recorded, and not planned on a Saturday on application */
  guint mismatches;
} EnrDayCounts;

typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;
  GStringChunk *strings;
  /*< public >*/
  EnrDate date;
  const char *facility_name;
  const char *closed_name;    /* why the facility is not open that day, or NULL */
  EnrInstant closed_at;       /* when the day was closed (締め), or ENR_INSTANT_NONE */
  const char *closed_by;
  int lock_minutes;
  int no_news_at;
  int close_minutes;          /* closing time that day, or ENR_MINUTES_NONE */
  GArray *classes;            /* (element-type EnrDayClass) by position */
  GArray *kinds;              /* (element-type EnrAbsenceKind) by position */
  GArray *children;           /* (element-type EnrDayChild) by class, then kana */
} EnrDay;

/** Reads a day in one snapshot. @class_id limits it to a class (%NULL: all). Children without a class
 * come last. Unborn and not enrolled children are not in it. */
EnrDay *enr_day_load (EnrDb *db,
                      EnrDate date,
                      const EnrUuid *class_id,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

EnrDay *enr_day_ref (EnrDay *self);
void enr_day_unref (EnrDay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrDay, enr_day_unref)

/** A child of the day, or %NULL. Borrowed. */
const EnrDayChild *enr_day_find (const EnrDay *self,
                                 const EnrUuid *child_id);

/** The absence kind of a child of the day, or %NULL. Borrowed. */
const EnrAbsenceKind *enr_day_absence (const EnrDay *self,
                                       const EnrDayChild *child);

/** Counts the children of a class (index into classes), or all with G_MAXUINT. */
EnrDayCounts enr_day_count (const EnrDay *self,
                            guint class_index);

/** Whether anybody owes a word for the day: not for one on which the nursery is closed, nor for one to
 * come. */
gboolean enr_day_expects_word (const EnrDay *self);

/** Whether a child of the day owes a word: where anybody does, all but those who are not planned on a
 * Saturday, if the facility takes Saturdays by application. A plan is a time of arrival or departure or
 * a person to collect. */
gboolean enr_day_child_expects_word (const EnrDay *self,
                                     const EnrDayChild *child);

/** "present", "left", "absent", "unknown": the word that enrokuctl prints. Static. */
const char *enr_status_key (EnrStatus status);

/*
 * The rules, apart from any database.
 */

/** What a child's state is, from the stamps that stand and the absence. */
EnrStatus enr_day_status (gboolean has_arrival,
                          gboolean is_here,
                          gboolean has_absence);

/** The three alarms of the sight check. An unannounced absence kind is no notice. */
EnrMismatch enr_day_mismatch (gboolean punched,
                              gboolean has_notice,
                              EnrSight sight);

/** 遅刻 and 早退 against the plan (FACTS 2.3). FALSE where there is no plan. */
gboolean enr_day_is_late (int planned_arrive,
                          int arrived,
                          int late_minutes);
gboolean enr_day_is_early (int planned_leave,
                           int left,
                           int early_minutes);

G_END_DECLS
