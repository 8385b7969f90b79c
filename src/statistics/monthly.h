/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * A month in figures (月次統計, FACTS 3.3, 11.2): what a municipality or an auditor asks for at the
 * month's end.
 */
#pragma once

#include "attendance/month.h"
#include "base/staffing.h"
#include "nursery/enrolment.h"
#include "statistics/staffing.h"

G_BEGIN_DECLS

#define ENR_STATISTICS_CERTIFICATIONS (ENR_CERTIFICATION_3 + 1)
#define ENR_STATISTICS_CARE_HOURS (ENR_CARE_EDUCATION + 1)

/** Children or child-days, by certification, care hours and class age. */
typedef guint EnrCareCounts[ENR_STATISTICS_CERTIFICATIONS][ENR_STATISTICS_CARE_HOURS]
                           [ENR_STAFFING_AGES];

/** A line of the figures by class age. */
typedef struct
{
  guint enrolled_first; /* 月初日在籍 */
  guint enrolled_all;   /* children enrolled on some day of the month */
  guint enrolled_days;  /* child-days of enrolment on open days (在籍延べ) */
  guint present;        /* child-days attended (出席延べ) */
  guint late;
  guint early;
} EnrAgeLine;

/** An absence kind's child-days. */
typedef struct
{
  const char *key;
  const char *label;
  guint days[ENR_STAFFING_AGES];
} EnrAbsenceLine;

/** A meal's children, summed over the month's days. */
typedef struct
{
  EnrUuid id;
  const char *name;
  int at;                /* ENR_MINUTES_NONE where a closing has not kept it */
  guint children[ENR_STAFFING_AGES];
} EnrMealLine;

/** What extended care came to in a band (延長保育): filled in by who knows the charges. */
typedef struct
{
  const char *label;
  guint children; /* who used it at least once */
  guint minutes;
  gint64 amount;  /* yen */
} EnrBandLine;

/** How the figures stand to the month's closing (月締め): filled in by who knows the closings. */
typedef struct
{
  int revision;          /* of the newest closing; 0: the month is not closed */
  EnrInstant closed_at;
  gboolean is_frozen;    /* the figures are those that were closed, not what the records say now */
  gboolean has_changed;  /* the records say something else now than was closed */
} EnrStatisticsClosing;

typedef struct
{
  /*< private >*/
  GStringChunk *strings;
  /*< public >*/
  EnrStatisticsClosing closing;
  EnrDate first;         /* the month's first day */
  const char *facility_name;
  guint open_days;       /* 開所日数 */
  int rate;              /* 出席率 in tenths of a per cent, -1 where there is none; enr_month_rate() */
  EnrAgeLine ages[ENR_STAFFING_AGES];
  GArray *absences;      /* (element-type EnrAbsenceLine) every kind, in its order */
  EnrCareCounts on_first; /* children enrolled on the month's first day */
  EnrCareCounts days;    /* child-days attended, by the certification of the day */
  GArray *meals;         /* (element-type EnrMealLine) */
  GArray *bands;         /* (element-type EnrBandLine) */
  EnrRatios ratios;      /* that count on the first day */
  EnrStaffingNeed need[ENR_N_RATIOS]; /* staff required by who is enrolled on the first day; without
                                       * groups where a closing has only kept the sum */
} EnrMonthlyStatistics;

/** The figures of the month that @first is in. Read as two snapshots, or within the caller's write
 * transaction as one. */
EnrMonthlyStatistics *enr_monthly_statistics_load (EnrDb *db,
                                                   EnrDate first,
                                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same from a month that was loaded with all classes; nothing of it is kept. */
EnrMonthlyStatistics *enr_monthly_statistics_new (EnrDb *db,
                                                  const EnrMonth *month,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_monthly_statistics_free (EnrMonthlyStatistics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrMonthlyStatistics, enr_monthly_statistics_free)

/** Adds a line of extended care; @label is copied. */
void enr_monthly_statistics_add_band (EnrMonthlyStatistics *self,
                                      const char *label,
                                      guint children,
                                      guint minutes,
                                      gint64 amount);

/** All ages together. */
EnrAgeLine enr_monthly_statistics_total (const EnrMonthlyStatistics *self);

/** The sum over class ages. */
guint enr_statistics_sum (const guint counts[ENR_STAFFING_AGES]);

/** 1号認定, 2号認定, 3号認定, 認定の記録なし; and 標準時間, 短時間, 教育標準時間, "". Static, Japanese. */
const char *enr_certification_label (EnrCertificationKind kind);
const char *enr_care_hours_label (EnrCareHours hours);

/** A figure to be kept. */
typedef struct
{
  char *name;
  gint64 value;
} EnrFigure;

/**
 * Every figure by name, for the month's closing, in a fixed order. (element-type EnrFigure)
 * Names have the form "open_days", "present/AGE", "absent/KEY/AGE", "first/KIND/HOURS/AGE",
 * "days/KIND/HOURS/AGE", "meal/NAME/AGE", "band/LABEL/minutes", "required/former", with AGE 0 to 6 (6:
 * older than 5) or "all"; of the figures by age those that are 0 are left out, of the others none.
 * "rate" is in tenths of a per cent, and left out where there is none.
 */
GArray *enr_monthly_statistics_figures (const EnrMonthlyStatistics *self) G_GNUC_WARN_UNUSED_RESULT;

/** The other way: every figure becomes the one of @figures (element-type EnrFigure), and what is not among
 * them goes. Names that are not known are passed over; kinds of absence that are gone have their key as
 * label. When a meal was and how a requirement came about is not among the figures. */
void enr_monthly_statistics_set_figures (EnrMonthlyStatistics *self,
                                         const GArray *figures);

/** An array for figures; it frees their names. (element-type EnrFigure) */
GArray *enr_figures_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
