/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Enroku authors
 *
 * Staff required and staff on duty (FACTS 1.2: the rule sizes the facility by who is enrolled, and
 * municipalities check each hour by who is there).
 */
#pragma once

#include "base/staffing.h"
#include "people/duty.h"

G_BEGIN_DECLS

/** Which ratios count here: those of the day, or one of the sets whatever the day (経過措置). */
typedef enum
{
  ENR_RATIOS_CHOICE_DATE,
  ENR_RATIOS_CHOICE_FORMER,
  ENR_RATIOS_CHOICE_PRESENT,
} EnrRatiosChoice;

typedef struct
{
  EnrRatiosChoice ratios;
  gboolean one_to_five;        /* 1歳児 5:1 */
  EnrSecondDigit second_digit;
  guint extra;                 /* 加配, 0 to 99 */
  int full_week;               /* minutes of a full-time week, for 常勤換算 */
} EnrStaffingSetting;

/** The setting, or where none was made: the day's ratios, 6:1, second digit dropped, no extra, 40 hours. */
gboolean enr_staffing_setting_load (EnrDb *db,
                                    EnrStaffingSetting *self,
                                    GError **error);
/** INVALID for an extra above 99, or a week outside of 1 minute to 168 hours. */
gboolean enr_staffing_setting_save (EnrDb *db,
                                    const EnrActor *actor,
                                    const EnrStaffingSetting *self,
                                    GError **error);

/** The ratios that count on a day, and the rule with one of the sets. */
EnrRatios enr_staffing_setting_ratios (const EnrStaffingSetting *self,
                                       EnrDate day);
EnrStaffingRule enr_staffing_setting_rule (const EnrStaffingSetting *self,
                                           EnrRatios ratios);

/** Half an hour. */
typedef struct
{
  int first;                            /* minutes of the day */
  gboolean is_known;                    /* it has begun: what follows is no forecast */
  guint children[ENR_STAFFING_AGES];    /* the most at any minute of it, by class age */
  guint n_children;                     /* their sum */
  guint required[ENR_N_RATIOS];
  guint on_duty;                        /* the fewest at any minute of it */
  gboolean is_short;                    /* fewer than the ratios that count require */
} EnrStaffingSlot;

/** A day of staffing. */
typedef struct
{
  EnrDate date;
  char *facility_name;
  EnrStaffingSetting setting;
  EnrRatios ratios;                     /* that count */
  EnrDate enrolled_on;                  /* the month's first day */
  guint enrolled[ENR_STAFFING_AGES];
  EnrStaffingNeed enrolled_need[ENR_N_RATIOS];
  GArray *slots;                        /* (element-type EnrStaffingSlot); none where nothing was */
  GPtrArray *duties;                    /* (element-type EnrDuty) */
  guint n_incomplete;                   /* children of whom an arrival or departure is missing */
  guint n_short;                        /* half hours */
} EnrStaffingDay;

/**
 * Reads a day in one snapshot. Half hours run over the hours of opening, and further where a child or
 * a member of staff was there. Staff count while they are on duty and counted for the ratio; of nurses
 * no more than one counts (FACTS 1.4). Where no duty was entered, nothing is said to be short.
 */
EnrStaffingDay *enr_staffing_day_load (EnrDb *db,
                                       EnrDate date,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
void enr_staffing_day_free (EnrStaffingDay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EnrStaffingDay, enr_staffing_day_free)

G_END_DECLS
