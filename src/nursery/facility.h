/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * The facility (施設): its name, its hours, the days it is open, and the settings that decide how a
 * day is recorded.
 */
#pragma once

#include "base/date.h"
#include "store/db.h"

G_BEGIN_DECLS

/** Clock times of a kind of day, in minutes (FACTS 2.2: the 11 and 8 hours of 標準時間 and 短時間 are
 * fixed ranges of the clock at each facility). -1 where not set. */
typedef struct
{
  int open;           /* 開所 */
  int close;          /* 閉所 */
  int standard_start; /* 保育標準時間 */
  int standard_end;
  int short_start;    /* 保育短時間 */
  int short_end;
} EnrHours;

typedef struct
{
  char *name;
  char *name_kana;     /* 名称（カナ）, as it is typed; "" where not given */
  char *number;        /* 施設番号, as the municipality gives it; "" where not known */
  char *kind;          /* 施設の種類: 保育所, 認定こども園, 小規模保育, ... */
  char *postal_code;
  char *address;
  char *phone;
  char *director;      /* 施設長's name */
  int capacity;        /* 利用定員; 0 where not set */
  EnrHours weekday;
  EnrHours saturday;
  guint open_weekdays; /* bit 1 << EnrWeekday */
  gboolean closed_on_holidays;
  int year_end_first;  /* month * 100 + day, 1229; 0 for none */
  int year_end_last;   /* 103 */
  int lock_minutes;    /* a second punch within these is not a second fact: 5 to 60 */
  int no_news_at;      /* when a child without a word stands out, 9:30 */
  int late_minutes;    /* 遅刻: so many minutes after the planned arrival (FACTS 2.3, [S]) */
  int early_minutes;   /* 早退: so many minutes before the planned departure */
  gboolean is_saturday_by_plan; /* on Saturdays nobody is asked after who is not planned (土曜保育は申込み制) */
  int first_fiscal_year; /* in which the records begin: where the first roster goes; 0 not known */
  gboolean is_sample;  /* the fictional nursery that `sample` makes */
} EnrFacility;

void enr_facility_free (EnrFacility *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrFacility, enr_facility_free)

/** A facility with every default (FACTS 2.2, 12) and an empty name; not yet stored. */
EnrFacility *enr_facility_new_default (void) G_GNUC_WARN_UNUSED_RESULT;

/** Reads the facility. NOT_FOUND in a database that enr_facility_save() has not been called on. */
EnrFacility *enr_facility_load (EnrDb *db,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Makes or changes the facility. ENR_NURSERY_ERROR_INVALID for a blank name, hours that end before
 * they start, or a setting outside its range. */
gboolean enr_facility_save (EnrDb *db,
                            const EnrActor *actor,
                            const EnrFacility *self,
                            GError **error);

/** The hours of a day: Saturday's on Saturdays. Borrowed. */
const EnrHours *enr_facility_hours (const EnrFacility *self,
                                    EnrDate date);

/** A day or a run of days on which the weekly rule does not hold (休園日, or a special opening). */
typedef struct
{
  EnrUuid id;
  EnrDate first;
  EnrDate last;
  char *name;
  gboolean open; /* TRUE: open although the rule says closed */
} EnrClosure;

void enr_closure_free (EnrClosure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrClosure, enr_closure_free)

/** Adds a closure or opening; @closure->id is ignored, the new id is in @id (may be %NULL). */
gboolean enr_closure_add (EnrDb *db,
                          const EnrActor *actor,
                          const EnrClosure *closure,
                          EnrUuid *id,
                          GError **error);
gboolean enr_closure_remove (EnrDb *db,
                             const EnrActor *actor,
                             const EnrUuid *id,
                             GError **error);

/** All that touch a period, by first day. (element-type EnrClosure) */
GPtrArray *enr_closure_list (EnrDb *db,
                             EnrDate first,
                             EnrDate last,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Which days a facility is open: the weekly rule, holidays, the year's end, and its closures. */
typedef struct _EnrCalendar EnrCalendar;

EnrCalendar *enr_calendar_load (EnrDb *db,
                                EnrDate first,
                                EnrDate last,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_calendar_free (EnrCalendar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrCalendar, enr_calendar_free)

/** Why the facility is closed on a day of the calendar's period: a closure's or holiday's name,
 * "年末年始", or "定休日" for a weekday that is never open; %NULL where it is open. Borrowed. */
const char *enr_calendar_closed_name (const EnrCalendar *self,
                                      EnrDate date);

G_END_DECLS
